"""Issuing papers: numbers, frozen content, the very bytes that print, drafts, reprints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused, StorageTrouble
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.signature import signature_of
from yongji_desktop.papers import catalogue
from yongji_desktop.papers.frame import Rendered
from yongji_desktop.papers.paper import Paper
from yongji_desktop.services import hazards, photos, powers, sheet_steps
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.paper_subjects import Subject, draft_of, subject_of
from yongji_desktop.store import records, state
from yongji_desktop.store.blobs import write_durably
from yongji_desktop.store.deed import Deed

HAZARD_SERIES = "隐"
DEMO_MARK = "演示数据，单位、人员、编号均为虚构，不作依据"
SIGNED = frozenset({"signed", "refused", "other_signed"})


@dataclass(frozen=True)
class PaperState:
    """One paper of an inspection as the print page shows it.

    `number` once issued, `coming` the short number it would get, `problems` what blocks or warns, `edition` of the
    issued one (0 for none), `outdated` whether the record was corrected, or the unit refused to sign, since.
    """

    paper: str
    title: str
    id: str | None
    number: str | None
    coming: str
    edition: int
    outdated: bool
    problems: tuple[Problem, ...]

    @property
    def blocked(self) -> bool:
        """Whether it cannot be issued now."""
        return any(one.severity == "block" for one in self.problems)

    def as_json(self) -> dict[str, Any]:
        """Plain data for the command line."""
        return {**vars(self), "problems": [vars(one) for one in self.problems], "blocked": self.blocked}


def catalogue_rows(desk: Desk) -> list[dict[str, Any]]:
    """The papers this office may issue: code, name, series of the number, who gets a copy."""
    return [
        {"paper": one.code, "title": one.name, "series": one.series, "copies": list(one.copies)}
        for one in catalogue.PAPERS.values()
        if not powers.why_not(desk, one.code)
    ]


def _paper(desk: Desk, code: str) -> Paper:
    powers.refuse(desk, code)
    if code not in catalogue.PAPERS:
        names = "、".join(f"{one['paper']}（{one['title']}）" for one in catalogue_rows(desk))
        raise Refused(f"没有“{code}”这种文书，可选：{names}。")
    return catalogue.PAPERS[code]


def _refuse_foreign(subject: Subject, paper: Paper) -> None:
    if paper.code not in subject.codes:
        names = "、".join(f"{code}（{catalogue.PAPERS[code].name}）" for code in subject.codes)
        raise Refused(f"“{paper.name}”不随{subject.label}出，{subject.label}可以出：{names}。")


def issued_of(desk: Desk, identity: str) -> dict[str, dict[str, Any]]:
    """{paper code: its record} of an inspection; void ones are not among them."""
    return {one["paper"]: one for one in records.every(desk.store.db, "paper", subject_id=identity)}


def facts_of(
    desk: Desk, subject: Subject, record: Mapping[str, Any], numbers: Mapping[str, str | None], *, edition: int = 1,
    replaces: int | None = None,
) -> dict[str, Any]:
    """What a paper is composed from: the office, the record, numbers, registered events, the business day."""
    return {
        **subject.facts(desk, dict(record)),
        "office": desk.office,
        "numbers": dict(numbers),
        "version": edition,
        "replaces": replaces,
        "missing_photos": [sha for sha in _shas(record) if not desk.store.blobs.has(sha)],
        "officer": {"name": desk.get("officer", desk.officer)["name"]} if desk.officer else None,
        "today": desk.today.isoformat(),
        "terms": asdict(desk.terms),
    }


def _shas(record: Mapping[str, Any]) -> list[str]:
    found = [one[name] for one in record.get("photos") or () for name in ("sha", "marked") if one.get(name)]
    return found + [one["before"] for one in record.get("looks") or () if one.get("before")]


def states(desk: Desk, identity: str) -> list[PaperState]:
    """The papers of a finished visit or re-inspection: which are issued, which can be, what stands in the way."""
    subject, record = subject_of(desk, identity)
    issued = issued_of(desk, identity)
    numbers = _numbers(desk, record, issued)
    facts = facts_of(desk, subject, record, {**_placeholders(desk, subject, record), **numbers})
    found = []
    for code in subject.codes:
        paper, old = catalogue.PAPERS[code], issued.get(code)
        found.append(
            PaperState(
                code, paper.title(facts), old and old["id"], old and old["number"],
                sheet_steps.short(numbers.get(code)) or _coming(desk, paper, record),
                old["edition"] if old else 0, bool(old and _outdated(subject, record, old)),
                tuple(_problems(desk, subject, record, paper, facts)),
            )
        )
    return found


def _outdated(subject: Subject, record: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether an issued paper no longer says what is on record: the record was corrected, or the unit refused to sign
    it, which its next edition says (拒签后补打), or what was printed of a refusal no longer stands."""
    if old["subject_version"] != record["version"]:
        return True
    if record.get("field_sheet") or old["paper"] != subject.main:
        return False
    told, printed = signature_of(record), old["data"].get("signing") or {}
    refused = told["state"] == "refused"
    if refused != bool(printed.get("refused")):
        return True
    words = set(_strings([printed.get("refusal"), printed.get("witness")])) if refused else set()
    asked = [told.get(name) for name in ("reason", "told_department", "receipt_no", "witness")] if refused else []
    return any(one and not any(one in each for each in words) for one in asked)


def _strings(value: Any) -> Iterator[str]:
    """Every string in a structure of lists and dicts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(one)


def _numbers(
    desk: Desk, record: Mapping[str, Any], issued: Mapping[str, Mapping[str, Any]]
) -> dict[str, str | None]:
    """{paper code: number} as far as they are allotted: by issuing, or before by the field sheet."""
    return {**sheet_steps.number_for(desk, record), **{code: one["number"] for code, one in issued.items()}}


def _placeholders(desk: Desk, subject: Subject, record: Mapping[str, Any]) -> dict[str, str]:
    """Numbers as they would be allotted now, for drafts and previews."""
    coming = {code: _coming(desk, catalogue.PAPERS[code], record, full=True) for code in subject.codes}
    return {**coming, **sheet_steps.number_for(desk, record)}


def _year(desk: Desk, record: Mapping[str, Any]) -> int:
    return int(str(record.get("began_at") or desk.today.isoformat())[:4])


def _coming(desk: Desk, paper: Paper, record: Mapping[str, Any], full: bool = False) -> str:
    short, letter, year = desk.office["short_name"], desk.store.letter, _year(desk, record)
    last = records.coming_number(desk.store.db, short + paper.series, year, letter)
    whole = catalogue.number(short, paper.series, year, letter, last)
    return whole if full else f"{letter}{last:03d}"


def _problems(
    desk: Desk, subject: Subject, record: dict[str, Any], paper: Paper, facts: dict[str, Any]
) -> list[Problem]:
    found = subject.problems(desk, record, paper, facts) + paper.blocked(facts)
    return sorted(dict.fromkeys(found), key=lambda one: ("block", "warn", "hint", "later").index(one.severity))


def drawn(desk: Desk, data: Mapping[str, Any], issued_at: str | None, draft: bool) -> Rendered:
    """The PDF of composed data; a draft has neither number nor check code."""
    from yongji_desktop.papers.render import render  # the drawing library is loaded when something is drawn

    frame = catalogue.frame(data, issued_at, draft, DEMO_MARK if desk.office.get("demo") else "")
    return render(catalogue.blocks(data), frame, lambda sha: photos.small_copy(desk.store, sha, "print"))


def draft(desk: Desk, identity: str, code: str) -> Rendered:
    """The paper as it would be now, marked 草稿，不作依据 and without a number; finished or not."""
    paper = _paper(desk, code)
    subject, record = draft_of(desk, identity) or subject_of(desk, identity)
    _refuse_foreign(subject, paper)
    old = issued_of(desk, identity).get(code)
    edition = old["edition"] + 1 if old else 1
    facts = facts_of(desk, subject, record, _placeholders(desk, subject, record), edition=edition)
    return drawn(desk, paper.compose(facts), None, True)


def issue(desk: Desk, identity: str, reasons: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Issue the whole set of a visit or re-inspection: numbers allotted and locked together, content frozen, PDFs kept.

    Papers already issued and still true are left as they are; after a 更正 the next edition is made under the same
    number.  One transaction.  Raises Invalid with what blocks the record, or with warnings that have no reason in
    `reasons` {rule: sentence}.
    """
    given = dict(reasons or {})
    with desk.store.deed("paper.issue", desk.officer, **({"reasons": given} if given else {})) as deed:
        subject, record = subject_of(desk, identity)
        issued = issued_of(desk, identity)
        probe = facts_of(desk, subject, record, _placeholders(desk, subject, record))
        wanted = _wanted(desk, subject, record, probe, issued, given)
        numbers = _numbers(desk, record, issued)
        year = _year(desk, record)
        for code in wanted:
            if code not in numbers:
                numbers[code] = allot(desk, deed, catalogue.PAPERS[code].series, year)
        hazard_numbers = _number_hazards(desk, deed, record, year)
        for code in wanted:
            _issue_one(desk, deed, subject, record, catalogue.PAPERS[code], numbers, hazard_numbers, issued.get(code))
    return list(issued_of(desk, identity).values())


def allot(desk: Desk, deed: Deed, series: str, year: int) -> str:
    """The next number of a series of this PC, used up in the deed's transaction."""
    short, letter = desk.office["short_name"], desk.store.letter
    return catalogue.number(short, series, year, letter, records.next_number(deed.db, short + series, year, letter))


def _wanted(
    desk: Desk, subject: Subject, record: dict[str, Any], probe: dict[str, Any], issued: Mapping[str, Any],
    given: Mapping[str, str],
) -> list[str]:
    """Which papers of the set are to be made now; Invalid when the record itself may not be issued."""
    wanted: list[str] = []
    held: list[Problem] = []
    for code in subject.wanted(probe):
        old = issued.get(code)
        if old and not _outdated(subject, record, old):
            continue
        found = _problems(desk, subject, record, catalogue.PAPERS[code], probe)
        blocking = [one for one in found if one.severity == "block"]
        waiting = [one for one in blocking if one.rule == sheet_steps.WAITS]
        if blocking and (code != subject.main or waiting == blocking):
            held += waiting
            continue
        warnings = [one for one in found if one.severity == "warn" and not given.get(one.rule, "").strip()]
        if blocking or warnings:
            raise Invalid(blocking or warnings)
        wanted.append(code)
    if held and not wanted:
        raise Invalid(held)
    return wanted


def _number_hazards(desk: Desk, deed: Deed, record: Mapping[str, Any], year: int) -> dict[str, str]:
    """Give every hazard of the record its own number, once."""
    ids = [one["id"] for one in record.get("hazards") or () if one.get("treatment") != CLUE]  # a lead is no hazard
    ids += [one["hazard"] for one in record.get("looks") or ()]
    return {one: number_hazard(desk, deed, one, year) for one in ids}


def number_hazard(desk: Desk, deed: Deed, identity: str, year: int) -> str:
    """The hazard's own number (永城东隐〔2026〕A118号), allotted now when it has none."""
    known = desk.get("hazard", identity).get("number")
    if not known:
        known = allot(desk, deed, HAZARD_SERIES, year)
        deed.set("hazard", identity, number=known)
    return known


def _issue_one(
    desk: Desk, deed: Deed, subject: Subject, record: dict[str, Any], paper: Paper,
    numbers: Mapping[str, str | None], hazard_numbers: Mapping[str, str], old: Mapping[str, Any] | None,
) -> None:
    edition = old["edition"] + 1 if old else 1
    told = record.get("signature") or {}
    signed = told.get("state") in SIGNED and (not old or told.get("version") in (None, old["subject_version"]))
    facts = facts_of(
        desk, subject, record, numbers, edition=edition, replaces=old["edition"] if old and signed else None
    )
    facts["hazard_numbers"] = dict(hazard_numbers)
    facts["supplements"] = bool(old and old["subject_version"] == record["version"] and signature_of(record)["state"] == "refused")
    about = {
        "subject_kind": subject.kind,
        "subject_id": record["id"],
        "subject_version": record["version"],
        "site_id": record["site_id"],
    }
    body = freeze(desk, paper, paper.compose(facts), numbers[paper.code], edition, about)
    deed.put("paper", old["id"] if old else deed.clock.new_id(), body, version=edition)
    subject.after(desk, deed, record, body)


def freeze(
    desk: Desk, paper: Paper, data: dict[str, Any], number: str | None, edition: int, about: Mapping[str, Any]
) -> dict[str, Any]:
    """The body of an issued paper: content frozen, check code, the PDF kept as a blob; `about` names its subject."""
    issued_at = desk.store.clock.now().strftime("%Y-%m-%dT%H:%M")
    made = drawn(desk, data, issued_at, False)
    return {
        "paper": paper.code,
        **about,
        "number": number,
        "edition": edition,
        "data": data,
        "check_code": catalogue.check_code(data),
        "pdf": desk.store.blobs.put(made.pdf),
        "pages": made.pages,
        "issued_at": issued_at,
        "missing_glyphs": list(made.missing),
    }


def issued_or_issue(
    desk: Desk, identity: str, code: str, reasons: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The issued paper of an inspection, issuing the set first when it is not issued or the record was corrected.

    The result carries `told`: sentences for the officer (glyphs printed as 〓).  Raises Invalid or Refused when the
    paper cannot be issued.
    """
    paper = _paper(desk, code)
    _refuse_foreign(subject_of(desk, identity)[0], paper)
    now = {one.paper: one for one in states(desk, identity)}[code]
    if now.edition == 0 or now.outdated:
        if now.blocked:
            raise Invalid([one for one in now.problems if one.severity == "block"])
        issue(desk, identity, reasons)
    found = issued_of(desk, identity)[code]
    missing = found.get("missing_glyphs") or []
    return {**found, "told": [f"‘{one}’字字库没有，已印〓，请手写补正。" for one in missing]}


def pdf(desk: Desk, paper_id: str, edition: int | None = None) -> bytes:
    """The very bytes of an issued paper, of the newest edition or an older one."""
    if edition is None:
        return desk.store.blobs.get(desk.get("paper", paper_id)["pdf"])
    for one in editions(desk, paper_id):
        if one["edition"] == edition:
            return desk.store.blobs.get(one["pdf"])
    raise Refused(f"这份文书没有第 {edition} 版。")


def editions(desk: Desk, paper_id: str) -> list[dict[str, Any]]:
    """Every edition of an issued paper, oldest first, as it was frozen."""
    ops = sorted(state.ops_on(desk.store.db, "paper", paper_id), key=lambda op: op.stamp)
    return [op.content["whole"] for op in ops if "whole" in op.content]


def void(desk: Desk, paper_id: str, reason: str) -> str:
    """Void an issued paper: its number stays listed and is never used again, and a void notice was not
    given.  Returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    held = desk.get("paper", paper_id)
    if held["voided"]:
        raise Refused("这份文书已经作废，不用再作废。")
    with desk.store.deed("paper.void", desk.officer, reason=reason) as deed:
        deed.void("paper", paper_id, reason)
        if held.get("paper") == "rectification_notice" and held.get("number"):
            record = desk.get(held["subject_kind"], held["subject_id"])
            about = [one["id"] for one in record.get("hazards") or ()] + [one["hazard"] for one in record.get("looks") or ()]
            known = [one for one in about if records.exists(desk.store.db, "hazard", one)]
            hazards.forget_notices(desk, deed, known, {held["number"]})
    return deed.id


def save(path: Path, data: bytes) -> None:
    """Write a PDF to a file of the officer's choice, whole or not at all; Refused/StorageTrouble with a sentence."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, data)
    except OSError as error:
        raise StorageTrouble(f"没能存到 {path}：盘已满、没有权限或 U 盘拔出了。文书还在程序里，可换个地方再存。") from error


_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *(f"{a}{n}" for a in ("COM", "LPT") for n in range(1, 10))}


def file_name(*parts: str) -> str:
    """A file name every system takes, from words: forbidden signs out, at most 120 characters, ending .pdf."""
    text = " ".join(part for part in parts if part)
    text = "".join(char for char in text if char not in '<>:"/\\|?*' and char.isprintable()).strip(" .")[:116]
    if not text or text.split(".")[0].upper() in _RESERVED:
        text = f"文书{text}"
    return text + ".pdf"

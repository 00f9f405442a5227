"""Issuing papers: numbers, frozen content, the very bytes that print, drafts, reprints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yongji_desktop.core import powers, rules
from yongji_desktop.core.errors import Invalid, Problem, Refused, StorageTrouble
from yongji_desktop.papers import catalogue
from yongji_desktop.papers.frame import Rendered
from yongji_desktop.services import inspections, photos
from yongji_desktop.services.desk import Desk
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
    issued one (0 for none), `outdated` whether the record was corrected since.
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
    ]


def _paper(desk: Desk, code: str) -> catalogue.Paper:
    why = powers.why_not(code, "本镇" if desk.office.get("is_town") else "本街道", False)
    if code not in catalogue.PAPERS:
        names = "、".join(f"{one.code}（{one.name}）" for one in catalogue.PAPERS.values())
        raise Refused(why if code in powers.NEED_AUTHORITY and why else f"没有“{code}”这种文书，可选：{names}。")
    return catalogue.PAPERS[code]


def issued_of(desk: Desk, identity: str) -> dict[str, dict[str, Any]]:
    """{paper code: its record} of an inspection; void ones are not among them."""
    return {one["paper"]: one for one in records.every(desk.store.db, "paper", inspection_id=identity)}


def facts_of(
    desk: Desk, record: Mapping[str, Any], numbers: Mapping[str, str | None], *, edition: int = 1,
    replaces: int | None = None,
) -> dict[str, Any]:
    """What a paper is composed from: the office, the record, numbers, registered events, the business day."""
    hazards = record.get("hazards") or ()
    events = {one["id"]: {"phone_report": one["phone_report"]} for one in hazards if one.get("phone_report")}
    known = {one["id"]: one.get("number") for one in records.many(desk.store.db, "hazard", [one["id"] for one in hazards if one.get("id")])}
    return {
        "office": desk.office,
        "inspection": dict(record),
        "numbers": dict(numbers),
        "hazard_numbers": {name: number for name, number in known.items() if number},
        "events": events,
        "version": edition,
        "replaces": replaces,
        "entered_from_field_sheet": False,
        "missing_photos": [sha for sha in _shas(record) if not desk.store.blobs.has(sha)],
        "officer": {"name": desk.get("officer", desk.officer)["name"]} if desk.officer else None,
        "today": desk.today.isoformat(),
    }


def _shas(record: Mapping[str, Any]) -> list[str]:
    return [one[name] for one in record.get("photos") or () for name in ("sha", "marked") if one.get(name)]


def states(desk: Desk, identity: str) -> list[PaperState]:
    """The papers of a finished inspection: which are issued, which can be, what stands in the way."""
    record = _finished(desk, identity)
    issued = issued_of(desk, identity)
    found = []
    for paper in catalogue.PAPERS.values():
        old = issued.get(paper.code)
        numbers = {code: one["number"] for code, one in issued.items()}
        coming = _coming(desk, paper, record)
        facts = facts_of(desk, record, {**_placeholders(desk, record), **numbers})
        found.append(
            PaperState(
                paper.code, paper.title(facts), old and old["id"], old and old["number"], coming,
                old["edition"] if old else 0, bool(old and old["inspection_version"] != record["version"]),
                tuple(_problems(desk, record, paper, facts)),
            )
        )
    return found


def _placeholders(desk: Desk, record: Mapping[str, Any]) -> dict[str, str]:
    """Numbers as they would be allotted now, for drafts and previews."""
    return {one.code: _coming(desk, one, record, full=True) for one in catalogue.PAPERS.values()}


def _year(record: Mapping[str, Any]) -> int:
    return int(str(record["began_at"])[:4])


def _coming(desk: Desk, paper: catalogue.Paper, record: Mapping[str, Any], full: bool = False) -> str:
    short, letter, year = desk.office["short_name"], desk.store.letter, _year(record)
    last = records.coming_number(desk.store.db, short + paper.series, year, letter)
    whole = catalogue.number(short, paper.series, year, letter, last)
    return whole if full else f"{letter}{last:03d}"


def _finished(desk: Desk, identity: str) -> dict[str, Any]:
    if not records.exists(desk.store.db, "inspection", identity):
        if any(one["id"] == identity for one in inspections.drafts(desk)):
            raise Refused("记录未完成，请先点‘完成’。")
    record = desk.get("inspection", identity)
    if record["voided"]:
        raise Refused("这份检查已作废，不能出文书。")
    return record


def _problems(
    desk: Desk, record: Mapping[str, Any], paper: catalogue.Paper, facts: Mapping[str, Any]
) -> list[Problem]:
    context = inspections.context_for(desk, record, record.get("id"))
    found = rules.look_over(record, context, ("issue",)) if paper.code == "inspection_record" else []
    found += paper.blocked(facts)
    return sorted(dict.fromkeys(found), key=lambda one: ("block", "warn", "hint", "later").index(one.severity))


def _drawn(desk: Desk, data: Mapping[str, Any], issued_at: str | None, draft: bool) -> Rendered:
    from yongji_desktop.papers.render import render  # the drawing library is loaded when something is drawn

    frame = catalogue.frame(data, issued_at, draft, DEMO_MARK if desk.office.get("demo") else "")
    return render(catalogue.blocks(data), frame, lambda sha: photos.small_copy(desk.store, sha, "print"))


def draft(desk: Desk, identity: str, code: str) -> Rendered:
    """The paper as it would be now, marked 草稿，不作依据 and without a number; finished or not."""
    paper = _paper(desk, code)
    held = [one["body"] for one in inspections.drafts(desk) if one["id"] == identity]
    record = held[0] if held else _finished(desk, identity)
    record = {"began_at": desk.today.isoformat(), **record}
    return _drawn(desk, paper.compose(facts_of(desk, record, _placeholders(desk, record))), None, True)


def issue(desk: Desk, identity: str, reasons: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Issue the whole set of an inspection: numbers allotted and locked together, content frozen, PDFs kept.

    Papers already issued and still true are left as they are; after a 更正 the next edition is made under the same
    number.  One transaction.  Raises Invalid with what blocks the record, or with warnings that have no reason in
    `reasons` {rule: sentence}.
    """
    given = dict(reasons or {})
    with desk.store.deed("paper.issue", desk.officer, **({"reasons": given} if given else {})) as deed:
        record = _finished(desk, identity)
        issued = issued_of(desk, identity)
        probe = facts_of(desk, record, _placeholders(desk, record))
        wanted = _wanted(desk, record, probe, issued, given)
        numbers = {code: one["number"] for code, one in issued.items()}
        short, letter, year = desk.office["short_name"], desk.store.letter, _year(record)
        for code in wanted:
            if code not in numbers:
                series = catalogue.PAPERS[code].series
                last = records.next_number(deed.db, short + series, year, letter)
                numbers[code] = catalogue.number(short, series, year, letter, last)
        hazard_numbers = _number_hazards(desk, deed, record, short, year, letter)
        for code in wanted:
            _issue_one(desk, deed, record, catalogue.PAPERS[code], numbers, hazard_numbers, issued.get(code))
    return list(issued_of(desk, identity).values())


def _wanted(
    desk: Desk, record: Mapping[str, Any], probe: Mapping[str, Any], issued: Mapping[str, Any],
    given: Mapping[str, str],
) -> list[str]:
    """Which papers of the set are to be made now; Invalid when the record itself may not be issued."""
    wanted = []
    for code in catalogue.papers_for(probe):
        old = issued.get(code)
        if old and old["inspection_version"] == record["version"]:
            continue
        found = _problems(desk, record, catalogue.PAPERS[code], probe)
        blocking = [one for one in found if one.severity == "block"]
        if blocking and code != "inspection_record":
            continue
        warnings = [one for one in found if one.severity == "warn" and not given.get(one.rule, "").strip()]
        if blocking or warnings:
            raise Invalid(blocking or warnings)
        wanted.append(code)
    return wanted


def _number_hazards(
    desk: Desk, deed: Deed, record: Mapping[str, Any], short: str, year: int, letter: str
) -> dict[str, str]:
    """Give every hazard of the record its own number, once."""
    numbers = {}
    for one in record.get("hazards") or ():
        known = desk.get("hazard", one["id"]).get("number")
        if not known:
            last = records.next_number(deed.db, short + HAZARD_SERIES, year, letter)
            known = catalogue.number(short, HAZARD_SERIES, year, letter, last)
            deed.set("hazard", one["id"], number=known)
        numbers[one["id"]] = known
    return numbers


def _issue_one(
    desk: Desk, deed: Deed, record: Mapping[str, Any], paper: catalogue.Paper, numbers: Mapping[str, str | None],
    hazard_numbers: Mapping[str, str], old: Mapping[str, Any] | None,
) -> None:
    edition = old["edition"] + 1 if old else 1
    signed = (record.get("signature") or {}).get("state") in SIGNED
    replaces = old["edition"] if old and signed else None
    facts = facts_of(desk, record, numbers, edition=edition, replaces=replaces)
    facts["hazard_numbers"] = dict(hazard_numbers)
    data = paper.compose(facts)
    issued_at = desk.store.clock.now().strftime("%Y-%m-%dT%H:%M")
    made = _drawn(desk, data, issued_at, False)
    body = {
        "paper": paper.code,
        "inspection_id": record["id"],
        "inspection_version": record["version"],
        "site_id": record["site_id"],
        "number": numbers[paper.code],
        "edition": edition,
        "data": data,
        "check_code": catalogue.check_code(data),
        "pdf": desk.store.blobs.put(made.pdf),
        "pages": made.pages,
        "issued_at": issued_at,
        "missing_glyphs": list(made.missing),
    }
    deed.put("paper", old["id"] if old else deed.clock.new_id(), body, version=edition)
    if paper.code == "rectification_notice" and not old:
        for one in record.get("hazards") or ():
            if one["treatment"] == "deadline":
                deed.event("hazard", one["id"], "notified", happened_on=desk.today.isoformat(), number=body["number"])


def issued_or_issue(
    desk: Desk, identity: str, code: str, reasons: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The issued paper of an inspection, issuing the set first when it is not issued or the record was corrected.

    The result carries `told`: sentences for the officer (glyphs printed as 〓).  Raises Invalid or Refused when the
    paper cannot be issued.
    """
    _paper(desk, code)
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
    """Void an issued paper: its number stays listed and is never used again.  Returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    desk.get("paper", paper_id)
    with desk.store.deed("paper.void", desk.officer, reason=reason) as deed:
        deed.void("paper", paper_id, reason)
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

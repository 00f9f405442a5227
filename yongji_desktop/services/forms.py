"""Papers made one by one about a hazard, a visit or the office: letters, reports and short forms.

Each declares what it asks an officer for (`Paper.inputs`); everything else comes from what is registered.  Issuing one
freezes it like every paper and registers the step it means (快报, 移送) in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.fields import check_fields
from yongji_desktop.core.hazard import step_of
from yongji_desktop.core.hazard_road import CLUE, NEXT
from yongji_desktop.papers import catalogue
from yongji_desktop.papers.frame import Rendered
from yongji_desktop.papers.paper import Paper
from yongji_desktop.services import handover_groups, hazards, number_books, packs, papers, photos, powers
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.paper_subjects import SUBJECTS
from yongji_desktop.store import records
from yongji_desktop.store.deed import Deed

KINDS_OF = {
    "hazard": "hazard", "visit": "inspection", "missed_visit": "missed_visit", "objection": "objection",
    "office": "office", "complaint": "complaint",
}

# What papers about the office itself count from what is on record.
OF_THE_OFFICE = {
    "handover_list": lambda desk: handover_groups.handover_list(desk, desk.officer) if desk.officer else {},
    "number_book": number_books.book,
}


def papers_about(desk: Desk, subject: str) -> list[Paper]:
    """The form papers about a kind of subject (``hazard``, ``visit``, ``missed_visit`` …), in the catalogue's order."""
    every = [one for one in catalogue.PAPERS.values() if one.subject == subject and one.subject not in SUBJECTS]
    return [one for one in every if not powers.why_not(desk, one.code)]


def _paper(desk: Desk, code: str) -> Paper:
    powers.refuse(desk, code)
    paper = catalogue.PAPERS.get(code)
    if paper is None or paper.subject not in KINDS_OF:
        raise Refused(f"没有“{code}”这种文书，或它要随检查、复查一起出。")
    return paper


def facts_of(
    desk: Desk, code: str, ids: Sequence[str], inputs: Mapping[str, Any] | None = None, *,
    number: str | None = None, edition: int = 1, replaces: int | None = None, extra: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What a form paper is composed from; `ids` the hazards (one or several of one site) or the one record."""
    paper = _paper(desk, code)
    if not ids and paper.subject != "office":
        raise Refused("没有选要出文书的记录。请先选一条。")
    if len(ids) > 1 and not paper.several:
        raise Refused(f"“{paper.name}”一次只能写一条，请逐条出。")
    facts: dict[str, Any] = {
        "office": desk.office,
        "officer": {"name": desk.get("officer", desk.officer)["name"]} if desk.officer else None,
        "today": desk.today.isoformat(),
        "now": f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}",
        "numbers": {code: number},
        "version": edition,
        "replaces": replaces,
        "site": {},
        "hazards": [],
        "inspection": None,
        "inspections": [],
        "reinspections": [],
        "papers": [],
        "authorities": powers.valid(desk),
        "device_letter": desk.store.letter,
        "terms": asdict(desk.terms),
        "full_names": packs.departments(desk).full_names,
        "inputs": dict(inputs or {}),
        **(extra or {}),
    }
    if code in OF_THE_OFFICE:
        facts.setdefault(code, OF_THE_OFFICE[code](desk))
    if paper.subject == "hazard":
        _about_hazards(desk, facts, ids)
    elif paper.subject != "office" and paper.subject != "complaint":
        record = desk.get(KINDS_OF[paper.subject], ids[0])
        facts["inspection" if paper.subject == "visit" else paper.subject] = record
        facts["site"] = _site(desk, record.get("site_id")) or record.get("site") or {}
        visit = ids[0] if paper.subject == "visit" else record.get("inspection_id")
        if visit and paper.subject == "objection" and records.exists(desk.store.db, "inspection", visit):
            facts["inspection"] = desk.get("inspection", visit)
        facts["papers"] = _issued(desk, [one for one in (visit, ids[0]) if one], {})
    return facts


def _site(desk: Desk, identity: str | None) -> dict[str, Any] | None:
    return desk.get("site", identity) if identity and records.exists(desk.store.db, "site", identity) else None


def _about_hazards(desk: Desk, facts: dict[str, Any], ids: Sequence[str]) -> None:
    known = [hazards.of(desk, one) for one in dict.fromkeys(ids)]
    sites = {one.record.get("site_id") for one in known}
    if len(sites) > 1:
        raise Refused("选中的隐患不在同一家单位，请分开出。")
    if any(one.record["voided"] or one.life.doubtful for one in known):
        raise Refused("选中的隐患有作废的或待核的，不能出文书。请先恢复或理清。")
    if len({one.life.grade == CLUE for one in known}) > 1:
        raise Refused("线索和隐患要分开出函。请只选一种。")
    site_id = sites.pop()
    place = known[0].record.get("place")
    if site_id is None and not (place and known[0].life.grade == CLUE):
        raise Refused("这条隐患还没有定是哪家单位。请先选单位。")
    facts["site"] = _site(desk, site_id) or ({"name": place, "place_only": True} if site_id is None else {})
    facts["hazards"] = [
        {**one.record, "department": hazards.addressee(desk, one.record), "life": asdict(one.life)} for one in known
    ]
    found = dict.fromkeys(one.record["inspection_id"] for one in known if one.record.get("inspection_id"))
    visits = sorted(records.many(desk.store.db, "inspection", list(found)), key=lambda one: one["began_at"])
    facts["inspections"], facts["inspection"] = visits, visits[0] if visits else None
    for one in facts["hazards"]:
        one.update(_refused_to_stop(one["id"], visits))
    looks = dict.fromkeys(look["reinspection"] for one in known for look in one.life.looks)
    facts["reinspections"] = records.many(desk.store.db, "reinspection", list(looks))
    delivered = {one.life.notices[-1]["number"]: one.life.delivered_on for one in known if one.life.notices}
    facts["papers"] = _issued(desk, [*(one["id"] for one in visits), *looks, *ids], delivered)


def _refused_to_stop(hazard: str, visits: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the unit was asked to stop on the visit and did not: no event says it, the visit does."""
    for visit in visits:
        for one in visit.get("hazards") or ():
            control = one.get("control") or {}
            if one.get("id") == hazard and control.get("what") and control.get("stopped") is False:
                return {"control": {"what": control["what"], "stopped": False}}
    return {}


def _issued(desk: Desk, subjects: Sequence[str], delivered: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for identity in dict.fromkeys(subjects):
        for one in records.every(desk.store.db, "paper", subject_id=identity):
            signed = "unsigned"
            if one.get("subject_kind") in SUBJECTS:
                record = desk.get(one["subject_kind"], identity)
                signed = (record.get("signature") or {}).get("state") or "unsigned"
            found.append(
                {
                    "paper": one["paper"], "title": one["data"].get("title"), "number": one.get("number"),
                    "issued_at": one.get("issued_at"), "edition": one.get("edition"), "pages": one.get("pages"),
                    "delivered": bool(delivered.get(one.get("number"))), "signed": signed in papers.SIGNED,
                    "data": {"report_no": one["data"].get("report_no"), "slip": one["data"].get("slip")},
                }
            )
    return sorted(found, key=lambda one: str(one["issued_at"]))


def proposed(desk: Desk, code: str, ids: Sequence[str], extra: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the inputs of a paper begin with."""
    return _paper(desk, code).propose(facts_of(desk, code, ids, extra=extra))


def problems(
    desk: Desk, code: str, ids: Sequence[str], inputs: Mapping[str, Any], extra: Mapping[str, Any] | None = None
) -> list[Problem]:
    """What blocks or warns, blocking first; wrong inputs among them."""
    clean, found = check_fields(_paper(desk, code).inputs, inputs)
    if not found:
        found = _paper(desk, code).blocked(facts_of(desk, code, ids, clean, extra=extra))
    return sorted(dict.fromkeys(found), key=lambda one: ("block", "warn", "hint", "later").index(one.severity))


def draft(
    desk: Desk, code: str, ids: Sequence[str], inputs: Mapping[str, Any], extra: Mapping[str, Any] | None = None
) -> Rendered:
    """The paper as it would be, marked 草稿，不作依据."""
    clean, found = check_fields(_paper(desk, code).inputs, inputs)
    if found:
        raise Invalid(found)
    facts = facts_of(desk, code, ids, clean, number=_coming(desk, code, ids, clean), extra=extra)
    return papers.drawn(desk, _paper(desk, code).compose(facts), None, True)


def _coming(desk: Desk, code: str, ids: Sequence[str], inputs: Mapping[str, Any]) -> str | None:
    paper = _paper(desk, code)
    kept = _kept_number(desk, paper, ids)
    if kept or not paper.series:
        return kept
    if not paper.device_letter:
        return str(inputs.get("number") or "") or None
    short, letter = desk.office["short_name"], desk.store.letter
    last = records.coming_number(desk.store.db, short + paper.series, desk.today.year, letter)
    return catalogue.number(short, paper.series, desk.today.year, letter, last)


def _kept_number(desk: Desk, paper: Paper, ids: Sequence[str]) -> str | None:
    """The number a paper shares with an earlier one: the reports of one hazard, the plan that goes with them."""
    if paper.code not in ("major_report", "treatment_plan"):
        return None
    for one in records.every(desk.store.db, "paper", subject_id=ids[0], paper="major_report"):
        return one.get("number")
    return None


def issue(
    desk: Desk, code: str, ids: Sequence[str], inputs: Mapping[str, Any], reasons: Mapping[str, str] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Issue one form paper: number, frozen content, PDF, and the step it means for its hazards; returns its record.

    One transaction.  Raises Invalid with what blocks, or with warnings that have no reason in `reasons`.
    """
    paper, given = _paper(desk, code), dict(reasons or {})
    if paper.subject == "complaint":
        raise Refused("举报登记表不进变更记录，只在“举报登记”里输口令以后出。")
    found = problems(desk, code, ids, inputs, extra)
    blocking = [one for one in found if one.severity == "block"]
    warnings = [one for one in found if one.severity == "warn" and not given.get(one.rule, "").strip()]
    if blocking or warnings:
        raise Invalid(blocking or warnings)
    clean, _ = check_fields(paper.inputs, inputs)
    _refuse_missing_photos(desk, ids, paper)
    with desk.store.deed("paper.issue", desk.officer, **({"reasons": given} if given else {})) as deed:
        number = _coming(desk, code, ids, clean) if not paper.device_letter else _kept_number(desk, paper, ids)
        if paper.series and paper.device_letter and not number:
            number = papers.allot(desk, deed, paper.series, desk.today.year)
        if paper.subject == "hazard":
            for one in ids:
                if desk.get("hazard", one)["grade"] != CLUE:  # a lead is no hazard and uses no number of theirs
                    papers.number_hazard(desk, deed, one, desk.today.year)
        identity = deed.clock.new_id()
        facts = facts_of(desk, code, ids, clean, number=number, extra=extra)
        if paper.subject == "hazard":
            _with_numbers(desk, deed, facts)
        about = {
            "subject_kind": KINDS_OF[paper.subject],
            "subject_id": ids[0] if ids else "office",
            "subject_version": 1,
            "site_id": facts["site"].get("id"),
        }
        body = papers.freeze(desk, paper, paper.compose(facts), number, 1, about)
        deed.put("paper", identity, body)
        if paper.step:
            _register(desk, deed, paper, ids, clean, number, identity)
    return desk.get("paper", identity)


def _with_numbers(desk: Desk, deed: Deed, facts: dict[str, Any]) -> None:
    """Numbers allotted in this very deed, not yet folded."""
    fresh = {op["id"]: op["set"]["number"] for op in deed.ops if op["k"] == "hazard" and "number" in op.get("set", {})}
    for one in facts["hazards"]:
        one["number"] = fresh.get(one["id"], one.get("number"))


def _refuse_missing_photos(desk: Desk, ids: Sequence[str], paper: Paper) -> None:
    if paper.subject in ("hazard", "visit", "missed_visit"):
        for identity in ids:
            record = desk.get(KINDS_OF[paper.subject], identity)
            for one in record.get("photos") or ():
                if not desk.store.blobs.has(one["sha"]):
                    raise Refused("有照片的原文件不在本机，请先补回或移除。")
                photos.small_copy(desk.store, one["sha"], "print")


def _register(
    desk: Desk, deed: Deed, paper: Paper, ids: Sequence[str], inputs: Mapping[str, Any], number: str | None, identity: str
) -> None:
    on = desk.today.isoformat()
    for one in ids:
        facts = hazards.of(desk, one)
        told: dict[str, Any] = {"step": paper.step, "happened_on": on, "paper": identity}
        if number:
            told["number"] = number
        if paper.step == "handover":
            told.update(department=inputs.get("department", ""), reason=inputs.get("reason", ""))
        if paper.step == "major_reported":
            told["report_no"] = len(facts.life.major_reports) + 1
        if (facts.life.state, step_of(told)) not in NEXT:
            raise Refused(f"“{facts.record.get('description', '')[:20]}”现在的状态不能出这份文书，请先看它的历史。")
        step = told.pop("step")
        deed.event("hazard", one, step, **told)


def issued(desk: Desk, subject_id: str) -> list[dict[str, Any]]:
    """Every form paper issued about a record, newest first; of a hazard also letters that name several."""
    found = {one["id"]: one for one in records.every(desk.store.db, "paper", subject_id=subject_id) if one["paper"] in catalogue.PAPERS}
    if records.exists(desk.store.db, "hazard", subject_id):
        named = [one["paper"] for one in hazards.events_of(desk, subject_id) if one.get("paper")]
        found.update({one["id"]: one for one in records.many(desk.store.db, "paper", named) if not one["voided"]})
    return sorted(found.values(), key=lambda one: str(one.get("issued_at")), reverse=True)


def void(desk: Desk, paper_id: str, reason: str) -> str:
    """Void a form paper with the step it registered; Refused when its hazards have gone on since.  Returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    record = desk.get("paper", paper_id)
    if record["voided"]:
        raise Refused("这份文书已经作废，不用再作废。")
    paper = catalogue.PAPERS.get(record["paper"])
    with desk.store.deed("paper.void", desk.officer, reason=reason) as deed:
        deed.void("paper", paper_id, reason)
        if paper and paper.step:
            for identity in _leaning(desk, record):
                told = hazards.live_events(desk, identity)
                mine = [one for one in told if one.get("paper") == paper_id]
                if mine and mine[-1] is not told[-1] and paper.step != "major_reported":
                    raise Refused("这份函之后隐患又登记了别的步骤，不能作废。请先撤销后来的那一步。")
                if mine:
                    deed.event("hazard", identity, "retract", of=[one["id"] for one in mine])
    return deed.id


def _leaning(desk: Desk, record: Mapping[str, Any]) -> list[str]:
    """The hazards a form paper was issued about."""
    site = record.get("site_id")
    return [
        one["id"] for one in records.every(desk.store.db, "hazard", **({"site_id": site} if site else {}))
        if one["id"] == record["subject_id"] or any(each.get("paper") == record["id"] for each in hazards.events_of(desk, one["id"]))
    ]

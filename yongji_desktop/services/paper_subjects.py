"""What a set of papers is about: a visit or a re-inspection; the facts its papers are composed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from yongji_desktop.core import rules
from yongji_desktop.core.errors import Problem, Refused
from yongji_desktop.core.signature import signature_of
from yongji_desktop.papers import catalogue, rectification_notice
from yongji_desktop.papers.paper import Paper
from yongji_desktop.services import hazards, inspections, sheet_steps
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records, state
from yongji_desktop.store.deed import Deed

Record = dict[str, Any]
Facts = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """A kind of record that has a set of papers issued together.

    `main` is the paper without which nothing of the set goes out; `facts(desk, record)` what is known of the record,
    `wanted` the codes of its set, `problems` what blocks or warns beside the paper's own checks, `after` registers
    what issuing a paper means for the hazards.
    """

    kind: str
    label: str
    codes: tuple[str, ...]
    main: str
    facts: Callable[[Desk, Record], Facts]
    wanted: Callable[[Facts], list[str]]
    problems: Callable[[Desk, Record, Paper, Facts], list[Problem]]
    after: Callable[[Desk, Deed, Record, Mapping[str, Any]], None]


def lives_of(desk: Desk, ids: list[str]) -> dict[str, Facts]:
    """{hazard id: its life as plain data}."""
    found = {}
    for identity in ids:
        found[identity] = asdict(state.life_of(desk.store.db, identity))
    return found


def _inspection_facts(desk: Desk, record: Record) -> Facts:
    ids = [one["id"] for one in record.get("hazards") or () if one.get("id")]
    reports = {one["id"]: one["phone_report"] for one in record.get("hazards") or () if one.get("id") and one.get("phone_report")}
    lives = lives_of(desk, [one for one in ids if records.exists(desk.store.db, "hazard", one)])
    for name, life in lives.items():
        if life["reports"]:
            reports.setdefault(name, life["reports"][0])
    known = {one["id"]: one.get("number") for one in records.many(desk.store.db, "hazard", ids)}
    return {
        "inspection": {**record, "signature": signature_of(record)},
        "hazard_numbers": {name: number for name, number in known.items() if number},
        "events": {name: {"phone_report": one} for name, one in reports.items()},
        "lives": lives,
        "entered_from_field_sheet": bool(record.get("field_sheet")),
    }


def _inspection_problems(desk: Desk, record: Record, paper: Paper, facts: Facts) -> list[Problem]:
    if paper.code != "inspection_record":
        return []
    context = inspections.context_for(desk, record, record.get("id"))
    return rules.look_over(_with_reports(record, facts), context, ("issue",)) + sheet_steps.waiting(desk, record)


def _with_reports(record: Record, facts: Facts) -> Record:
    """The record with telephone reports registered after the visit standing with their hazards."""
    known = facts["events"]
    told = [
        {**one, "phone_report": known[one["id"]]["phone_report"]} if one.get("id") in known else one
        for one in record.get("hazards") or ()
    ]
    return {**record, "hazards": told}


def _after_inspection(desk: Desk, deed: Deed, record: Record, body: Mapping[str, Any]) -> None:
    if body["paper"] == "rectification_notice" and body["edition"] == 1:
        _notify(desk, deed, [one["id"] for _, one in rectification_notice.selected(record)], body["number"])


def _reinspection_facts(desk: Desk, record: Record) -> Facts:
    ids = [one["hazard"] for one in record.get("looks") or ()]
    original = record.get("original_id")
    known = records.exists(desk.store.db, "inspection", original) if original else False
    return {
        "reinspection": {**record, "signature": signature_of(record)},
        "inspection_body": desk.get("inspection", original) if known else None,
        "hazards": records.many(desk.store.db, "hazard", ids),
        "lives": lives_of(desk, [one for one in ids if records.exists(desk.store.db, "hazard", one)]),
    }


def _reinspection_wanted(facts: Facts) -> list[str]:
    looks = facts["reinspection"].get("looks") or ()
    again = any(one.get("next") == "second_deadline" for one in looks)
    return ["reinspection_record"] + (["rectification_notice"] if again else [])


def _after_reinspection(desk: Desk, deed: Deed, record: Record, body: Mapping[str, Any]) -> None:
    if body["paper"] == "rectification_notice" and body["edition"] == 1:
        again = [one["hazard"] for one in record.get("looks") or () if one.get("next") == "second_deadline"]
        _notify(desk, deed, again, body["number"])


def _notify(desk: Desk, deed: Deed, ids: list[str], number: str) -> None:
    """Register the notice with its hazards; one that has gone on since keeps its road."""
    for one in ids:
        if hazards.may(desk, one, "notified"):
            deed.event("hazard", one, "notified", happened_on=desk.today.isoformat(), number=number)


def _no_problems(desk: Desk, record: Record, paper: Paper, facts: Facts) -> list[Problem]:
    return []


SUBJECTS: dict[str, Subject] = {
    one.kind: one
    for one in (
        Subject(
            "inspection", "检查", ("inspection_record", "rectification_notice"), "inspection_record", _inspection_facts,
            catalogue.papers_for, _inspection_problems, _after_inspection,
        ),
        Subject(
            "reinspection", "复查", ("reinspection_record", "rectification_notice"), "reinspection_record",
            _reinspection_facts, _reinspection_wanted, _no_problems, _after_reinspection,
        ),
    )
}


def subject_of(desk: Desk, identity: str) -> tuple[Subject, Record]:
    """The subject and the finished record with this id.

    Refused when it is not finished, void, or no such record.
    """
    for kind, subject in SUBJECTS.items():
        if records.exists(desk.store.db, kind, identity):
            record = desk.get(kind, identity)
            if record["voided"]:
                raise Refused(f"这份{subject.label}已作废，不能出文书。")
            return subject, record
    if draft_of(desk, identity):
        raise Refused("记录未完成，请先点‘完成’。")
    desk.get("inspection", identity)
    raise Refused("没有这份记录。")


def draft_of(desk: Desk, identity: str) -> tuple[Subject, Record] | None:
    """The unfinished record with this id, without moments that are not written whole yet; None when there is none."""
    for one in records.drafts(desk.store.db):
        if one["id"] == identity and one["kind"] in SUBJECTS:
            half = [name for name in ("began_at", "ended_at") if not _is_moment(one["body"].get(name))]
            return SUBJECTS[one["kind"]], {name: value for name, value in one["body"].items() if name not in half}
    return None


def _is_moment(value: Any) -> bool:
    try:
        return datetime.strptime(str(value), "%Y-%m-%dT%H:%M").year > 0
    except ValueError:
        return False

"""What a unit objects to in a record: noted with the visit, checked and answered within seven days (R65)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.kinds_follow import OBJECTION
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records
from yongji_desktop.store.deed import Deed


def of_visit(desk: Desk, inspection: str) -> list[dict[str, Any]]:
    """The objections to one visit, oldest first."""
    return records.every(desk.store.db, "objection", order="received_on", inspection_id=inspection)


def listed(desk: Desk, open_only: bool = False) -> list[dict[str, Any]]:
    """Every objection, newest first; with `open_only` those not answered yet."""
    found = records.every(desk.store.db, "objection", order="received_on DESC")
    return [one for one in found if not (open_only and one.get("answered_on"))]


def answer_by(desk: Desk, objection: Mapping[str, Any]) -> str:
    """The day the answer is due."""
    return date.fromordinal(date.fromisoformat(objection["received_on"]).toordinal() + desk.terms.answer_objection).isoformat()


def follow(deed: Deed, inspection: str, clean: Mapping[str, Any]) -> None:
    """Within the deed that writes a visit: note what the unit objects to, or follow its corrected words.

    An answered objection keeps the words that were answered.
    """
    words = str((clean.get("signature") or {}).get("objection") or "").strip()
    held = records.every(deed.db, "objection", inspection_id=inspection)
    noted = next((one for one in held if one.get("with_visit")), None)
    if noted and not noted.get("answered_on"):
        if not words:
            deed.void("objection", noted["id"], "更正检查时删去")
        elif noted["words"] != words:
            deed.set("objection", noted["id"], words=words)
    elif words and not noted:
        values = {"raised_by": _raised_by(clean), "received_on": str(clean["began_at"])[:10], "with_visit": True}
        about = {"inspection_id": inspection, "site_id": clean["site_id"], "words": words}
        deed.set("objection", deed.clock.new_id(), **about, **{name: one for name, one in values.items() if one})


def _raised_by(clean: Mapping[str, Any]) -> str:
    if clean.get("site_present") == "other":
        return str((clean.get("site_person") or {}).get("name") or "")
    return str((clean.get("site") or {}).get("principal") or "")


def add(desk: Desk, inspection: str, values: Mapping[str, Any]) -> str:
    """Register an objection handed in after the visit: words, raised_by, received_on; returns its id."""
    visit = desk.get("inspection", inspection)
    if visit["voided"]:
        raise Refused("这份检查已作废，不能登记异议。请先恢复它。")
    told = {name: values.get(name) for name in ("words", "raised_by", "received_on")}
    told["received_on"] = told["received_on"] or desk.today.isoformat()
    clean = OBJECTION.check({**told, "inspection_id": inspection, "site_id": visit["site_id"]})
    _refuse_day(desk, "received_on", clean["received_on"], str(visit["began_at"])[:10], "检查")
    identity = desk.store.clock.new_id()
    with desk.store.deed("objection.add", desk.officer) as deed:
        deed.set("objection", identity, **clean)
    return identity


def answer(desk: Desk, identity: str, checked: str, answer: str, by: str, on: str | date) -> str:
    """Enter what was checked and the answer, by whom and on which day; returns the deed.

    Answering again replaces the answer; the history keeps the earlier one.
    """
    held = desk.get("objection", identity)
    if held["voided"]:
        raise Refused("这份异议已作废，不用答复。")
    told = {"checked": checked, "answer": answer, "answered_by": by, "answered_on": str(on)}
    labels = {"checked": "核实情况", "answer": "答复", "answered_by": "答复人", "answered_on": "答复日期"}
    empty = [
        Problem(name, f"{label}没有填。请补上。", "block", "R65") for name, label in labels.items() if not told[name].strip()
    ]
    if empty:
        raise Invalid(empty)
    clean = OBJECTION.check(told, partial=True)
    _refuse_day(desk, "answered_on", clean["answered_on"], held["received_on"], "收到异议")
    with desk.store.deed("objection.answer", desk.officer) as deed:
        deed.set("objection", identity, **clean)
    return deed.id


def _refuse_day(desk: Desk, name: str, day: str, since: str, what: str) -> None:
    if day > desk.today.isoformat():
        raise Invalid([Problem(name, "日期还没有到，请按实际的日期填。", "block", "R55")])
    if day < since:
        raise Invalid([Problem(name, f"日期早于{what}那天（{since}），请改正。", "block", "R65")])

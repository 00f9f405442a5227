"""未能检查: locked, out of business, entry refused; a short form of its own and no inspection.

It asks for none of the five contents of a record, makes no notice and counts as no visit (R62).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.kinds import MISSED_VISIT
from yongji_desktop.services import entry as entries
from yongji_desktop.services import sheet_steps
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.sheet_steps import SET_ASIDE
from yongji_desktop.store import records

INSTEAD = "转未能检查"


def problems_of(desk: Desk, values: Mapping[str, Any]) -> list[Problem]:
    """What is missing: photo and department block, witness, contact and next date are asked for (R62)."""
    found = []
    if not values.get("photos"):
        found.append(Problem("photos", "没有门口的照片。请补一张。", "block", "R62"))
    if values.get("reason") == "refused" and not values.get("told_department"):
        found.append(Problem("told_department", "拒绝进入的要报告部门。请填报告哪个部门。", "block", "R62"))
    if values.get("reason") == "other" and not values.get("reason_words"):
        found.append(Problem("reason_words", "原因选了“其他”，请写清是什么原因。", "block", "R62"))
    if values.get("arrived_at") and str(values["arrived_at"])[:10] > desk.today.isoformat():
        found.append(Problem("arrived_at", "到达时间还没有到。请改正。", "block", "R62"))
    if values.get("next_on") and str(values["next_on"]) < str(values.get("arrived_at") or "")[:10]:
        found.append(Problem("next_on", "下次时间早于这次。请改正。", "block", "R62"))
    for name, label in (("witness", "邻证"), ("contacted", "联系情况"), ("next_on", "下次时间")):
        if not values.get(name):
            found.append(Problem(name, f"还没有{label}，可以以后补。", "later", "R62"))
    return found


def register(desk: Desk, values: Mapping[str, Any], draft: str | None = None) -> str:
    """Register a visit that could not be made; returns its id.

    `draft` is the inspection draft it replaces: it is set aside, undoing brings it back; a field sheet that is out
    for it becomes void in the same deed.
    """
    filled = entries.fill_people(desk, dict(values))
    clean = MISSED_VISIT.check(filled)
    site = desk.get("site", clean["site_id"])
    if site["voided"]:
        raise Refused(f"“{site['name']}”已作废，不能登记。请先在单位页恢复它。")
    clean.setdefault("site", entries.snapshot(site))
    blocking = [one for one in problems_of(desk, clean) if one.severity == "block"]
    if blocking:
        raise Invalid(blocking)
    identity = draft or desk.store.clock.new_id()
    with desk.store.deed("missed.register", desk.officer) as deed:
        version = 1
        if records.exists(desk.store.db, "missed_visit", identity):  # registered before and undone
            version = desk.get("missed_visit", identity)["version"] + 1
            deed.unvoid("missed_visit", identity)
        deed.put("missed_visit", identity, clean, version)
        if draft:
            records.move_draft(deed.db, draft, SET_ASIDE)
            sheet = sheet_steps.out_with(desk, draft)
            if sheet:
                sheet_steps.drop(deed, sheet, INSTEAD)
    return identity


def listed(desk: Desk, site_id: str | None = None) -> list[dict[str, Any]]:
    """Visits that could not be made, newest first."""
    only = {"site_id": site_id} if site_id else {}
    return records.every(desk.store.db, "missed_visit", order="arrived_at DESC", **only)


def void(desk: Desk, identity: str, reason: str) -> str:
    """Void one; returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    desk.get("missed_visit", identity)
    with desk.store.deed("missed.void", desk.officer, reason=reason) as deed:
        deed.void("missed_visit", identity, reason)
    return deed.id

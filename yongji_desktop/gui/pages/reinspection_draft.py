"""The unfinished re-inspection: kept like an inspection's draft; the steps on its entry, without a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from yongji_desktop.core.kind_parts import GRAVE
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.services import reinspection_entry, reinspections

CONCLUDED, OPEN = "rectified", ("partly", "not", "cannot")
COMMITTEE = reinspections.COMMITTEE
ASIDE = "_aside"
# Which conclusions a field belongs to; under another one it goes aside.
BELONGS = {
    **dict.fromkeys(("next", "next_due_on", "_next_due_on", "next_department", "interim"), OPEN),
    **dict.fromkeys(("finished_on", "_finished_on"), (CONCLUDED, "partly")),
}


class ReinspectionDraft(Draft):
    """A draft among those of re-inspections."""

    def _keep(self, body: steps.Entry) -> None:
        reinspections.save_draft(self.frame.desk, body, self.identity)

    def _held(self) -> list[dict[str, Any]]:
        return reinspections.drafts(self.frame.desk)


def conclude(entry: steps.Entry, index: int, conclusion: str) -> steps.Entry:
    """One hazard answered; what was written for another answer goes aside and comes back with it."""
    look = dict(entry["looks"][index])
    held = look.pop(ASIDE, {})
    held.update({name: look.pop(name) for name in BELONGS if name in look})
    fits = {name for name in held if conclusion in BELONGS[name] or name == "interim" and is_grave(look)}
    look.update({name: held[name] for name in fits}, conclusion=conclusion)
    aside = {name: value for name, value in held.items() if name not in fits}
    return steps.put(entry, ("looks", index), {**look, **({ASIDE: aside} if aside else {})})


def is_grave(look: Mapping[str, Any]) -> bool:
    """Whether it was suspected or major when this re-inspection began."""
    return look.get("grade") in GRAVE


def choose_next(entry: steps.Entry, index: int, step: str, due_on: str) -> steps.Entry:
    """The next step of a hazard with what is proposed for it: the day, or whom it goes to."""
    look = dict(entry["looks"][index])
    look["next"] = step
    if step == "second_deadline":
        look.pop("next_department", None)
        look.setdefault("next_due_on", due_on)
    else:
        look.pop("next_due_on", None)
        look.pop("_next_due_on", None)
        other = COMMITTEE if step == "report_up" else look.get("department")
        if not look.get("next_department") or look["next_department"] in (COMMITTEE, look.get("department")):
            look["next_department"] = other
    kept = {name: value for name, value in look.items() if value not in (None, "")}
    return steps.put(entry, ("looks", index), kept)


def photos_of(entry: steps.Entry, index: int) -> list[dict[str, Any]]:
    """The photos of one hazard."""
    return [one for one in entry.get("photos") or [] if one.get("hazard") == index]


def set_photos(entry: steps.Entry, index: int, photos: Sequence[Mapping[str, Any]]) -> steps.Entry:
    """Other photos for one hazard, those of the others as they were, in the order of the hazards."""
    others = [one for one in entry.get("photos") or [] if one.get("hazard") != index]
    mine = [{**one, "hazard": index} for one in photos]
    return steps.put(entry, ("photos",), sorted([*others, *mine], key=lambda one: one.get("hazard", -1)) or None)


def leave_out(entry: steps.Entry, index: int) -> steps.Entry:
    """The entry without one hazard and its photos: it is looked at another time."""
    looks = [one for at, one in enumerate(entry["looks"]) if at != index]
    photos = [
        {**one, "hazard": one["hazard"] - (one["hazard"] > index)} if isinstance(one.get("hazard"), int) else one
        for one in entry.get("photos") or []
        if one.get("hazard") != index
    ]
    return {**steps.put(entry, ("photos",), photos or None), "looks": looks}


def has_after(entry: steps.Entry, index: int) -> bool:
    """Whether a hazard has a photo of how it is now."""
    return any(one.get("use") == "after" for one in photos_of(entry, index))


def looked_on(entry: steps.Entry, today: date) -> date:
    """The day of the re-inspection; the business day while its time is not written."""
    return steps.began_on(entry) or today


def answered(entry: steps.Entry) -> int:
    """How many hazards have their conclusion."""
    return sum(1 for one in entry.get("looks") or [] if one.get("conclusion"))


def draft_for(
    frame: Frame,
    site_id: str,
    only: tuple[str, ...],
    draft_id: str | None,
    head: Mapping[str, Any] | None,
    parent: QObject | None = None,
) -> ReinspectionDraft:
    """The unit's unfinished re-inspection with the hazards asked for, else a new one; raises Refused."""
    held = [one for one in reinspections.drafts(frame.desk) if draft_id in (None, one["id"])]
    found = next((one for one in held if draft_id or one["body"].get("site_id") == site_id), None)
    if found is None:
        entry = reinspection_entry.begin(frame.desk, site_id, only, head)
        return ReinspectionDraft(frame, frame.desk.store.clock.new_id(), entry, True, parent)
    draft = ReinspectionDraft(frame, found["id"], found["body"], False, parent)
    added = reinspection_entry.missing(frame.desk, draft.entry, only) if only else []
    if added:
        draft.do(f"加 {len(added)} 条要复查的", {**draft.entry, "looks": [*draft.look("looks"), *added]})
    return draft

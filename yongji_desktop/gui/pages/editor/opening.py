"""Ways into the editor: a new inspection, one for a unit, a draft to go on with; one record has one place."""

from __future__ import annotations

from typing import Any

from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.editor.site_choice import SiteChoice
from yongji_desktop.gui.pages.editor.steps import CORRECTS, correction_of
from yongji_desktop.gui.pages.reinspection import ReinspectionPage
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.services import campaign_visits, inspections, reinspections, visits


def open_new(frame: Frame, site_id: str | None = None) -> None:
    """A new inspection: first the unit, unless it is known."""
    if site_id:
        begin(frame, site_id)
        return

    def take(chosen: str) -> None:
        frame.back()
        begin(frame, chosen)

    frame.open(SiteChoice(frame, take))


def begin(frame: Frame, site_id: str, again: bool = False) -> None:
    """Begin at a unit, or go on with the draft it already has; `again` begins another one all the same."""
    drafts = [one for one in inspections.drafts(frame.desk) if not one["body"].get(CORRECTS)]
    held = next((one for one in drafts if one["body"].get("site_id") == site_id), None)
    if held and not again:
        frame.open(EditorPage(frame, held["id"], held["body"]))
        began = str(held["body"].get("began_at") or "")[5:16].replace("T", " ")
        frame.say(f"这家有没填完的草稿，接着填 {began} 的。", "另做一份", lambda: _another(frame, site_id))
        return
    entry: dict[str, Any] | None = frame.trying(visits.begin, frame.desk, site_id)
    if entry is None:
        return
    campaign = frame.trying(campaign_visits.proposed, frame.desk, site_id, frame.desk.today)
    page = EditorPage(frame, frame.desk.store.clock.new_id(), campaign_visits.join(entry, campaign), fresh=True)
    frame.open(page)
    if campaign:
        frame.say(f"按“{campaign['name']}”登记。不属这次专项的，F4 里改“专项行动”。")


def _another(frame: Frame, site_id: str) -> None:
    frame.back()
    begin(frame, site_id, again=True)


def correction_draft(frame: Frame, inspection: str) -> dict[str, Any] | None:
    """The unfinished correction of a finished inspection, None when there is none."""
    drafts = inspections.drafts(frame.desk)
    return next((one for one in drafts if one["body"].get(CORRECTS) == inspection), None)


def open_correction(frame: Frame, inspection: str, reason: str = "") -> None:
    """更正 a finished inspection in the editor, or go on with the correction it already has."""
    held = correction_draft(frame, inspection)
    if held:
        frame.open(EditorPage(frame, held["id"], held["body"]))
        return
    record = frame.trying(frame.desk.get, "inspection", inspection)
    if record is not None:
        entry = correction_of(record, [one.name for one in INSPECTION.fields], reason)
        frame.open(EditorPage(frame, frame.desk.store.clock.new_id(), entry, fresh=True))


def open_draft(frame: Frame, identity: str) -> bool:
    """Go on with a draft; False when there is none of this id."""
    held = next((one for one in every_draft(frame) if one["id"] == identity), None)
    if held is None:
        return False
    if held["kind"] == "reinspection":
        frame.open(ReinspectionPage(frame, held["body"]["site_id"], draft_id=identity))
    else:
        frame.open(EditorPage(frame, identity, held["body"]))
    return True


def every_draft(frame: Frame) -> list[dict[str, Any]]:
    """The unfinished inspections and re-inspections, newest first."""
    found = [*inspections.drafts(frame.desk), *reinspections.drafts(frame.desk)]
    return sorted(found, key=lambda one: str(one["saved_at"]), reverse=True)

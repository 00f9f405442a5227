"""Where the button of each thing that is due leads."""

from __future__ import annotations

from yongji_desktop.core.due import Due
from yongji_desktop.gui.frame import Frame


def do_it(frame: Frame, one: Due) -> None:
    """Go and do a thing that is due."""
    if one.act in ("reinspect", "reopen_check") and one.site_id:
        from yongji_desktop.gui.pages.reinspection import ReinspectionPage

        page = frame.trying(ReinspectionPage, frame, one.site_id, one.ids)
        if page:
            frame.open(page)
    elif one.kind == "hazard":
        frame.go("hazards", {"open": one.id, "act": one.act})
    elif one.kind == "missed_visit":
        frame.go("inspections", {"new": one.site_id})
    elif one.kind == "task":
        frame.go("tasks", {"open": one.id})
    elif one.kind == "site":
        frame.go("sites", {"open": one.id})
    elif one.kind == "field_sheet":
        record = frame.desk.get("field_sheet", one.id)
        frame.go("inspections", {"draft": record.get("inspection_id")})
    elif one.kind == "objection":
        frame.go("inspections", {"open": frame.desk.get("objection", one.id).get("inspection_id")})
    else:
        frame.go("inspections", {"open": one.id})

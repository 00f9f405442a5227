"""An office whose unit has hazards waiting to be looked at again, and the keys of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import office_data

from yongji_desktop.gui.pages.reinspection import ReinspectionPage
from yongji_desktop.services import entry, inspections, papers
from yongji_desktop.services.desk import Desk

SITE = "永济市阳光机械厂"
FOUND, LATER = date(2026, 11, 23), date(2026, 12, 1)
DUE = "2026-11-30"


def fill(desk: Desk, folder: Path, hazards: Sequence[dict[str, Any]] | None = None) -> str:
    """A visit of SITE with these hazards (two), a photo before for each of two, its papers issued that day."""
    office_data.add_units(desk)
    told = [dict(one) for one in hazards or office_data.two_hazards(DUE)]
    shots = [office_data.photo(desk, folder, f"before{n}", colour) for n, colour in enumerate(("#775533", "#335577"))]
    rows = [{**one, "use": "before", "hazard": n} for n, one in enumerate(shots[: len(told)])]
    told_entry = office_data.visit_entry(desk, SITE, FOUND.isoformat(), hazards=told, photos=rows)
    visit = inspections.finish(desk, told_entry)
    papers.issue(replace(desk, today=FOUND), visit, {})
    return visit


def office_on(folder: Path, hazards: Sequence[dict[str, Any]] | None = None) -> None:
    """The data folder folder/data with that visit, closed."""
    desk = office_data.found_office(folder, LATER)
    fill(desk, folder, hazards)
    desk.close()


def many(count: int) -> list[dict[str, Any]]:
    """As many hazards of one unit, each at a place of its own."""
    first, second = office_data.two_hazards(DUE)
    return [{**(first if n % 2 else second), "part": f"车间{n + 1}号位"} for n in range(count)]


def site_of(desk: Desk) -> str:
    """The id of SITE."""
    return entry.site_named(desk, SITE)["id"]


def page_of(window) -> ReinspectionPage:
    """The re-inspection on show."""
    page = window.page()
    assert isinstance(page, ReinspectionPage), type(page)
    return page


def opened(window) -> ReinspectionPage:
    """The re-inspection of SITE, opened."""
    window.frame.open(ReinspectionPage(window.frame, site_of(window.frame.desk)))
    return page_of(window)

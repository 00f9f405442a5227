"""What a field sheet will look like before it has its number, and the list of a route that goes on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yongji_desktop.papers import catalogue
from yongji_desktop.papers import field_sheet as paper
from yongji_desktop.services import field_sheets, papers
from yongji_desktop.services.desk import Desk


def sheet(
    desk: Desk, site_id: str, *, checklists: Sequence[str] | None = None, campaign: str | None = None,
    nature: str = "patrol",
) -> bytes:
    """The sheet of one site as a draft without a number; nothing is written."""
    told = desk.get("campaign", campaign) if campaign else None
    plan = field_sheets.plan_for(desk, site_id, checklists, told, nature, ())
    return papers.drawn(desk, paper.compose({**plan["facts"], "numbers": {}}), None, True).pdf


def route(desk: Desk, stops: Sequence[tuple[str, str]], name: str = "", leader: str = "") -> bytes:
    """The list of a route: `stops` (site id, number of its sheet, short before it is allotted) in the order of the road."""
    rows: list[dict[str, Any]] = [
        field_sheets.route_row(desk, {"site_id": site, "number": number}) for site, number in stops
    ]
    facts = {"office": desk.office, "today": desk.today.isoformat(), "name": name, "leader": leader, "rows": rows}
    at = f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}"
    return papers.drawn(desk, catalogue.PAPERS["route_list"].compose(facts), at, False).pdf

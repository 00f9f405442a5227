"""The field sheets of one going out: whose they are, their numbers, their pages before and after printing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.gui.frame import Frame
from yongji_desktop.services import campaigns, field_sheets, sheet_preview
from yongji_desktop.services.desk import Desk

COVER = "路线清单"


class SheetSet:
    """Sheets to be printed for `sites`, or `issued` ones; of a campaign's group when these are given."""

    def __init__(
        self, frame: Frame, sites: Sequence[str] = (), issued: Sequence[str] = (), campaign: str = "", group: int = 0
    ):
        self.frame = frame
        self.campaign, self.group = campaign or None, group
        self.sheets: list[dict[str, Any]] = [frame.desk.get("field_sheet", one) for one in issued]
        self.sites = list(dict.fromkeys(sites)) or [one["site_id"] for one in self.sheets]
        self.name = self.leader = ""
        if campaign:
            told = campaigns.progress(frame.desk, campaign)
            self.name = f"{told.campaign['name']}　{told.groups[group].name}"
            self.leader = told.groups[group].leader

    @property
    def issued(self) -> bool:
        """Whether they have their numbers."""
        return bool(self.sheets)

    def rows(self) -> list[dict[str, Any]]:
        """What the list shows: the list of the route when there are several, then the units with their numbers."""
        desk = self.frame.desk
        numbers = [one["number"] for one in self.sheets] or field_sheets.coming(desk, len(self.sites))
        rows = [
            {"id": site, "name": desk.get("site", site)["name"], "number": shown(number)}
            for site, number in zip(self.sites, numbers, strict=True)
        ]
        cover = [{"id": COVER, "name": COVER, "number": f"{len(rows)} 家"}] if len(rows) > 1 else []
        return [*cover, *rows]

    def problems(self, chosen: dict[str, Any], people: Sequence[str]) -> list[Problem]:
        """What blocks or wants a reason, with `people` going."""
        if self.issued:
            return []
        if self.campaign:
            chosen = {}
        found = field_sheets.problems(self.frame.desk, self.sites, campaign=self.campaign, inspectors=people, **chosen)
        return list(dict.fromkeys(one for each in found.values() for one in each))

    def page(self, row: str, chosen: dict[str, Any]) -> bytes:
        """The paper of one row of the list."""
        desk = self.frame.desk
        if row == COVER:
            return self.cover(desk)
        if self.issued:
            return field_sheets.pdf(desk, next(one["id"] for one in self.sheets if one["site_id"] == row))
        return sheet_preview.sheet(desk, row, campaign=self.campaign, **({} if self.campaign else chosen))

    def cover(self, desk: Desk) -> bytes:
        """The list of the route."""
        numbers = [one["number"] for one in self.sheets] or field_sheets.coming(desk, len(self.sites))
        return sheet_preview.route(desk, list(zip(self.sites, numbers, strict=True)), self.name, self.leader)

    def issue(
        self, desk: Desk, chosen: dict[str, Any], people: Sequence[str], reasons: dict[str, str], progress
    ) -> list[dict[str, Any]]:
        """Allot the numbers and print: one transaction; `desk` may be one of its own, beside the window."""
        more = {"inspectors": people, "reasons": reasons, "progress": progress}
        if self.campaign:
            return campaigns.print_route(desk, self.campaign, self.group, **more)
        return field_sheets.print_for(desk, self.sites, **more, **chosen)

    def take(self, sheets: Sequence[dict[str, Any]]) -> None:
        """They have their numbers now."""
        self.sheets = list(sheets)
        self.sites = [one["site_id"] for one in self.sheets]

    def documents(self, copies: int) -> list[bytes]:
        """What goes to the printer: the list once, then each sheet as often as it is wanted."""
        desk = self.frame.desk
        first = [self.cover(desk)] if len(self.sheets) > 1 else []
        return first + [field_sheets.pdf(desk, one["id"]) for one in self.sheets for _ in range(copies)]

    def whole(self) -> bytes:
        """All of them as one PDF, to be saved."""
        desk = self.frame.desk
        if len(self.sheets) == 1:
            return field_sheets.pdf(desk, self.sheets[0]["id"])
        return field_sheets.together(desk, [one["id"] for one in self.sheets], self.name, self.leader)

    def told(self) -> str:
        """“检 A269”, “检 A269、A270” or “检 A269 至 A276，共 8 份”."""
        short = [shown(one["number"]) for one in self.sheets]
        if len(short) > 4:
            return f"检 {short[0]} 至 {short[-1]}，共 {len(short)} 份"
        return f"检 {'、'.join(short)}"


def shown(number: str) -> str:
    """A269 of 永城东检〔2026〕A269号, or of A269."""
    return number.rpartition("〕")[2].removesuffix("号")

"""专项行动: the campaigns, the newest first, with how far each is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.gui.pages.campaign import CampaignPage
from yongji_desktop.gui.pages.campaign_form import CampaignFormPage
from yongji_desktop.gui.pages.list_part import ListPart
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.table import Column
from yongji_desktop.services import campaigns

EMPTY = "还没有专项行动。选几家单位，也可以从名册筛选后“加入专项行动”"


def _state(row: Mapping[str, Any]) -> str:
    return {"over": "已结束", "coming": "没开始"}.get(row["phase"], "进行中")


class CampaignList(ListPart):
    """The tab 专项行动."""

    title = "专项行动"
    columns = (
        Column("name", "名称", 260, stretch=True, bold=True),
        Column("phase", "状态", 88, "chip", show=_state, family=lambda row: "blue" if row["phase"] == "now" else "grey"),
        Column("days", "起止", 190),
        Column("groups", "组", 56, "number"),
        Column("sites", "单位", 64, "number"),
        Column("visited", "已去", 64, "number"),
        Column("missed", "未能检查", 84, "number"),
        Column("left", "还没去", 72, "number"),
    )

    def rows(self) -> list[dict[str, Any]]:
        """The campaigns with their counts."""
        desk, found = self.frame.desk, []
        today = desk.today.isoformat()
        for one in self.frame.trying(campaigns.listed, desk) or []:
            told = campaigns.progress(desk, one["id"])
            phase = "over" if one["ends_on"] < today else "coming" if one["begins_on"] > today else "now"
            counts = {name: told.count(name) for name in ("visited", "missed", "left")}
            found.append(
                {
                    "id": one["id"], "name": one["name"], "phase": phase,
                    "days": f"{one['begins_on']} 至 {one['ends_on'][5:]}",
                    "groups": len(told.groups), "sites": sum(counts.values()), **counts,
                }
            )  # fmt: skip
        return found

    def empty(self) -> EmptyState:
        """How one begins."""
        register = Button("去名册选单位", lambda: self.frame.go("sites"), icon="unit")
        return EmptyState("flag", EMPTY, "", [Button("新专项行动", self.new, icon="plus"), register])

    def open(self, row: Mapping[str, Any]) -> None:
        """The page of a campaign."""
        self.frame.open(CampaignPage(self.frame, row["id"]))

    def new(self) -> None:
        """Ctrl+N: a new campaign; its page opens when it is saved."""
        self.frame.open(CampaignFormPage(self.frame, then=lambda identity: self.open({"id": identity})))

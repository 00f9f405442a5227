"""A campaign under way: visited, a locked door, sheets that are out, units one has not been to; made by the real deeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from office_data import photo, two_hazards, visit_entry

from yongji_desktop.services import campaigns, field_sheets, inspections, missed, sites
from yongji_desktop.services.desk import Desk

NAMES = (
    "永济市阳光机械厂", "鑫达冷库", "孙李村面馆", "永济市粤光家具", "四冯加油站", "荣盛庄烘干站", "河东超市东环店", "新街村幼儿园",
)  # fmt: skip
PLACES = ("四冯村东 300 米", "赵坊村", "孙李村口", "吴村工业路", "东环路 12 号", "荣盛庄", "东环路 40 号", "新街村")
OTHERS = ("城西铝材厂", "虞乡面粉厂", "涑水物流")


def add_sites(desk: Desk) -> list[str]:
    """The eight of the first group, then three others."""
    return [
        sites.add(desk, {"name": name, "address": place, "village": "四冯村", "principal": "孙志强"}, even_if_alike=True)
        for name, place in (*zip(NAMES, PLACES, strict=True), *((name, "城西") for name in OTHERS))
    ]


def add_campaign(desk: Desk, ids: list[str]) -> str:
    """元旦春节专项排查 with three groups."""
    groups: list[dict[str, Any]] = [
        {"name": "一组 城东片", "leader": "陈志远", "sites": ids[:8]},
        {"name": "二组 四冯片", "leader": "李芳", "sites": ids[8:10]},
        {"name": "三组 铝电片", "leader": "王建国", "sites": ids[10:]},
    ]
    values = {"name": "元旦春节专项排查", "begins_on": "2026-11-20", "ends_on": "2026-12-31", "checklists": ["GM"]}
    return campaigns.add(desk, {**values, "groups": groups})


def go_on_the_road(desk: Desk, folder: Path, campaign: str, ids: list[str]) -> list[dict[str, Any]]:
    """Five sheets of the first group: three entered, one voided by a locked door, one out."""
    made = field_sheets.print_for(desk, ids[:5], campaign=campaign)
    for sheet, name, hazards in zip(made[:3], NAMES, (two_hazards(), [], []), strict=False):
        entry = visit_entry(desk, name, field_sheet=sheet["id"], hazards=hazards, campaign_id=campaign)
        if hazards:
            entry["photos"] = [{**photo(desk, folder, "a", "#775533"), "use": "before", "hazard": 0, "caption": "现场"}]
        inspections.finish(desk, entry, sheet["inspection_id"])
    door = photo(desk, folder, "door", "#555577")
    values = {
        "site_id": ids[4], "reason": "locked", "arrived_at": "2026-11-23T10:20", "inspectors": ["王建国"],
        "photos": [{**door, "use": "scene"}], "next_on": "2026-11-26", "contacted": "电话 2 次没接", "witness": "冯小军",
    }  # fmt: skip
    missed.register(desk, values, made[4]["inspection_id"])
    return made

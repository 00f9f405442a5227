"""A small real office for the tests of the pages: units, visits with answers, hazards and photos, a draft."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from yongji_desktop.services import entry, inspections, office, photos, sites
from yongji_desktop.services.desk import Desk

TODAY = date(2026, 11, 23)
UNITS = (
    {
        "name": "永济市阳光机械厂",
        "village": "四冯村",
        "sector": "机械",
        "risk_level": "yellow",
        "grid": "网格03",
        "address": "四冯村东 300 米",
        "principal": "孙志强",
        "principal_post": "厂长",
        "principal_phone": "13912346620",
        "safety_officer": "赵永生",
        "safety_officer_phone": "13812342210",
        "employees": 46,
        "special_workers": 5,
        "operating_state": "open",
        "permits": [
            {"name": "营业执照", "number": "1408"},
            {"name": "低压电工证（刘）", "valid_until": "2026-12-15"},
        ],
    },
    {
        "name": "永济市鑫达冷库",
        "village": "吴村",
        "sector": "冷库",
        "risk_level": "red",
        "operating_state": "open",
        "principal": "李卫东",
        "principal_phone": "13912340001",
        "address": "吴村北口",
    },
    {
        "name": "河东超市东环店",
        "village": "杏北社区",
        "sector": "商贸",
        "risk_level": "blue",
        "operating_state": "open",
    },
    {
        "name": "老槐树面粉厂",
        "village": "四冯村",
        "sector": "粮食加工",
        "risk_level": "orange",
        "operating_state": "suspended",
    },
    {"name": "好滋味火锅店", "village": "杏北社区", "sector": "餐饮", "operating_state": "closed"},
)


def found_office(folder: Path, today: date = TODAY) -> Desk:
    """An office of a sub-district with two officers and no unit."""
    return office.found(
        folder / "data",
        town="城东街道",
        letter="A",
        organ_name="永济市人民政府城东街道办事处",
        short_name="永城东",
        phone="0359-8000000",
        section="应急管理站",
        home=folder / "home",
        today=today,
        any_place=True,
        officers=[{"name": "王建国", "post": "站长"}, {"name": "李芳", "post": "科员"}],
    )


def add_units(desk: Desk) -> dict[str, str]:
    """{name: id} of UNITS, registered."""
    return {one["name"]: sites.add(desk, dict(one), even_if_alike=True) for one in UNITS}


def photo(desk: Desk, folder: Path, name: str, colour: str) -> dict[str, Any]:
    """One photo of a colour, taken in."""
    path = folder / f"{name}.jpg"
    Image.new("RGB", (640, 480), colour).save(path)
    return photos.attach(desk, path)


def visit_entry(desk: Desk, unit: str, day: str = "2026-11-20", **more: Any) -> dict[str, Any]:
    """A patrol of a unit with the checklist GM, everything conforming, complete enough to be finished."""
    told = {
        "site": unit,
        "began_at": f"{day}T09:30",
        "ended_at": f"{day}T11:00",
        "places": "挤压车间、配电间",
        "inspectors": ["王建国", "李芳"],
        "checklists": ["GM"],
        "informed": True,
        "showed_id": True,
        "site_present": "principal",
        "signature": {"state": "unsigned"},
        "tasks": ["2024/7", "2024/16"],
        **more,
    }
    filled = entry.fill(desk, told)
    failed = {one.get("item") for one in filled.get("hazards") or ()}
    for answer in filled["answers"]:
        answer["result"] = "fail" if answer["item"] in failed else "pass"
    return filled


def two_hazards(due: str = "2026-11-30") -> list[dict[str, Any]]:
    """A guard that is missing and a distribution box without protection."""
    return [
        {
            "item": "GM09",
            "part": "二车间2号台钻",
            "description": "传动皮带防护罩缺失，急停按钮损坏",
            "measure": "停用，装复防护罩",
            "category": "机械",
            "grade": "general",
            "treatment": "deadline",
            "due_on": due,
            "responsible": "赵永生",
            "department": "市应急局",
            "basis": [{"law": "安全生产法", "article": 36, "paragraph": 2, "item": None, "verified": True}],
        },
        {
            "item": "GM10",
            "part": "一车间东侧",
            "description": "配电箱未装箱门，进线口未封堵",
            "measure": "装箱门和漏电保护器",
            "category": "电气",
            "grade": "general",
            "treatment": "deadline",
            "due_on": due,
            "responsible": "赵永生",
            "department": "市应急局",
            "basis": [{"law": "安全生产法", "article": 36, "paragraph": 1, "item": None, "verified": True}],
        },
    ]


def finish_visit(desk: Desk, folder: Path, unit: str, day: str = "2026-11-20", hazards: bool = True) -> str:
    """A finished visit with two hazards and two photos, or with none."""
    more: dict[str, Any] = {}
    if hazards:
        shots = [
            photo(desk, folder, f"shot{number}", colour)
            for number, colour in enumerate(("#775533", "#335577"))
        ]
        more["hazards"] = two_hazards((date.fromisoformat(day) + timedelta(days=10)).isoformat())
        more["photos"] = [
            {**one, "use": "before", "hazard": index, "caption": "现场"} for index, one in enumerate(shots)
        ]
    return inspections.finish(desk, visit_entry(desk, unit, day, **more))

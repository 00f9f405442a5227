"""A ledger of hazards in many states, made by the real deeds: visits, letters, reports, looks again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from office_data import TODAY, add_units, photo, visit_entry

from yongji_desktop.services import hazards, inspections, reinspections
from yongji_desktop.services.desk import Desk

SUN, COLD, SHOP, MILL, POT = "永济市阳光机械厂", "永济市鑫达冷库", "河东超市东环店", "老槐树面粉厂", "好滋味火锅店"


def day(ago: int) -> str:
    """So many days before the business day (after it, when negative)."""
    return (TODAY - timedelta(days=ago)).isoformat()


def general(description: str, due: str, category: str = "机械", item: str | None = None, **more: Any) -> dict[str, Any]:
    """An ordinary hazard with a deadline."""
    return {
        "item": item,
        "part": more.pop("part", "一车间"),
        "description": description,
        "measure": more.pop("measure", "按要求整改"),
        "category": category,
        "grade": "general",
        "treatment": "deadline",
        "due_on": due,
        "responsible": more.pop("responsible", "赵永生"),
        "department": more.pop("department", "市应急局"),
        "basis": [{"law": "安全生产法", "article": 36, "paragraph": 1, "item": None, "verified": True}],
        **more,
    }


def suspected(description: str) -> dict[str, Any]:
    """A hazard the town thinks may be major, told by telephone."""
    one = general(description, "", "有限空间", responsible="杜厂长")
    one.pop("due_on")
    one.update(
        grade="suspected_major",
        treatment="handover",
        judgement={
            "choice": "on_scene",
            "basis": [],
            "situation": "泄爆口朝向人行通道",
            "reason": "暂无对应标准，凭现场情况初判",
        },
        control={"stopped": True, "what": "除尘系统", "stopped_at": "15:40", "evacuated": 3},
        phone_report={"department": "市应急局", "answered_by": "值班员 周", "at": f"{day(12)}T15:42", "by": "王建国"},
    )
    return one


def visit(desk: Desk, folder: Path, unit: str, ago: int, found: list[dict[str, Any]], shots: bool = True) -> list[str]:
    """A finished visit so many days ago; returns the ids of its hazards."""
    then = Desk(desk.store, desk.officer, date.fromisoformat(day(ago)))
    more: dict[str, Any] = {"hazards": found}
    if shots:
        rows = [photo(then, folder, f"{unit}{ago}-{at}", colour) for at, colour in zip(range(len(found)), COLOURS)]
        more["photos"] = [
            {**one, "use": "before", "hazard": at, "taken_at": f"{day(ago)}T10:06"} for at, one in enumerate(rows)
        ]
    made = inspections.finish(then, visit_entry(then, unit, day(ago), **more), reasons={"R06": "复查", "R09": "上级交办"})
    return [one["id"] for one in desk.get("inspection", made)["hazards"]]


COLOURS = ("#775533", "#335577", "#557733", "#773355", "#555577")

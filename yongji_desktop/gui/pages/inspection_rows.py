"""The rows of the list of inspections: drafts, finished and void ones, and the columns they stand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yongji_desktop.core.kind_parts import CATEGORIES, NATURES
from yongji_desktop.gui.pages.editor.signing import WORDS
from yongji_desktop.gui.pages.editor.steps import CORRECTS
from yongji_desktop.gui.pages.paper_set import short_number
from yongji_desktop.gui.parts.table import Column

Row = dict[str, Any]
PICKED, CATEGORY = 1, 4  # columns that are not always shown
SIGNED = {None: "未签", **WORDS}
NATURE_FAMILIES = {"patrol": "blue", "joint": "teal", "authorised": "grey"}


def columns(picked: Callable[[Row], str]) -> list[Column]:
    """The columns; `picked(row)` says whether a row is chosen."""
    return [
        Column("day", "日期", 104),
        Column("picked", "选", 64, "chip", show=picked, family=lambda row: "blue"),
        Column("site_name", "单位", 240, stretch=True, bold=True),
        Column(
            "nature",
            "性质",
            104,
            "chip",
            show=lambda row: NATURES.get(row["nature"], ""),
            family=lambda row: NATURE_FAMILIES.get(row["nature"], "grey"),
        ),
        Column("category", "类型", 96, show=lambda row: CATEGORIES.get(row["category"], "")),
        Column("people", "检查人员", 116),
        Column("hazard_count", "隐患", 56, "number"),
        Column("signed", "签字", 96, "chip", show=lambda row: SIGNED.get(row["signed"], "")),
        Column("state", "状态", 88, "chip"),
        Column("numbers", "文书", 130),
    ]


def draft_row(one: Row) -> Row:
    """A draft of an inspection, a correction or a re-inspection."""
    body = one["body"]
    site = body.get("site")
    name = (site.get("name") if isinstance(site, dict) else site) or "还没有选单位"
    again = one["kind"] == "reinspection"
    people = [person for person in body.get("inspectors") or () if isinstance(person, dict)]
    return {
        "id": one["id"],
        "day": str(body.get("began_at") or "")[:10] or "没有写",
        "site_name": f"更正：{name}" if body.get(CORRECTS) else f"复查：{name}" if again else name,
        "people": "、".join(str(person.get("name") or "") for person in people),
        "signed": (body.get("signature") or {}).get("state"),
        "nature": "" if again else body.get("nature") or "",
        "category": body.get("category") or "",
        "hazard_count": len(body.get("looks" if again else "hazards") or ()),
        "state": "草稿",
        "numbers": f"存于 {one['saved_at'][5:16].replace('T', ' ')}",
    }


def done_row(one: Row, voided: bool) -> Row:
    """A finished inspection, or a void one."""
    numbers = [short_number(number) for number in (one["numbers"] or "").split("、") if number]
    return {
        **one,
        "day": one["began_at"][:10],
        "site_name": one["site_name"] or "（单位还没有收到）",
        "state": "已作废" if voided else "已出文书" if numbers else "已完成",
        "numbers": "、".join(numbers) or ("—" if one["nature"] == "joint" else "还没有出"),
    }

"""路线清单: the cover of a route's field sheets; where to go in which order.  For the office only, no number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.papers import checks
from yongji_desktop.papers.blocks import Block, Grid, Heading, Prose, Row, cell, para
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.wording import EMPTY, Names, masked

Facts = Mapping[str, Any]
CODE = "route_list"
SHAPE = 1
TITLE = "现场用纸路线清单"
_WIDTHS = (10, 38, 42, 30, 24, 22)


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the list.

    `facts`: office, today, name (专项行动 and group, or ""), leader, rows [{name, number, address, contact, phone,
    last_on}] in the order of the road.
    """
    rows = facts.get("rows") or []
    parts = [facts.get("name"), f"带队：{facts['leader']}" if facts.get("leader") else "", f"共{len(rows)}家"]
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": None,
        "version": 0,
        "title": TITLE,
        "organ": Names.of(facts["office"]).organ,
        "unit": facts.get("name") or "",
        "told": "　".join(part for part in parts if part),
        "header": ["序号", "单　位", "编　号", "地　址", "联系人", "上次日期"],
        "rows": [_row(n, one) for n, one in enumerate(rows, 1)],
        "frame": {"number": facts.get("name") or TITLE, "code": None, "foot": "只供带队使用，不交单位", "made": "打印"},
    }


def _row(number: int, one: Mapping[str, Any]) -> list[str]:
    contact = "\n".join(part for part in (one.get("contact"), masked(one["phone"]) if one.get("phone") else "") if part)
    return [
        str(number), one["name"], one.get("number") or EMPTY, one.get("address") or EMPTY, contact or EMPTY,
        one.get("last_on") or EMPTY,
    ]  # fmt: skip


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data."""
    rows = tuple(
        Row(
            tuple(
                cell(text, size=9 if n == 2 else 9.5, align="left" if n in (1, 3) and text != EMPTY else "center")
                for n, text in enumerate(row)
            ),
            height=9,
        )
        for row in data["rows"]
    )
    head = Row(tuple(cell(text, size=10, role="hei", align="center") for text in data["header"]), shade=0.93)
    return [
        Heading(data["organ"], size=13, align="center", before=0, after=0, role="title"),
        Heading(data["title"], size=20, align="center", before=0.4, after=1.0, role="title"),
        Prose((para(data["told"], size=11, role="song", align="center"),), after=1.6),
        Grid(_WIDTHS, rows, header=head),
    ]


def blocked(facts: Facts) -> list[Problem]:
    """What keeps it from being printed."""
    return checks.common({"office": facts.get("office"), "inspection": {"site": {"name": TITLE}}})


PAPER = Paper(
    code=CODE,
    name=TITLE,
    series="",
    copies=("town",),
    device_letter=False,
    family="form",
    title=title,
    compose=compose,
    blocks=blocks,
    blocked=blocked,
    subject="campaign",
    inner=True,
    shown=False,
)

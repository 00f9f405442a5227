"""空白检查表: a checklist to take along and fill in by hand.  For the office only, no number, no record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.papers.blocks import Block, Cell, Grid, Heading, Prose, Row, cell, para
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.wording import STAR, Names

Facts = Mapping[str, Any]
CODE = "checklist_sheet"
SHAPE = 1
_NAME = "空白检查表"
_BASIC = (21, 72, 21, 52)
_ITEMS = (12, 54, 42, 31, 27)
_HEAD_SHADE = 0.93
_PEN = 9.4  # a row to write in: 8 mm and the padding
_RESULT = [
    [{"box": False}, "合格", {"gap": 4.4}, {"box": False}, "不合格"],
    [{"box": False}, "不适用", {"gap": 1.2}, {"box": False}, "未查"],
]


def title(facts: Facts) -> str:
    """The name of the list."""
    return facts["pack"]["name"]


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the sheet.

    `facts`: office, pack {name, version, code, items [{code, text, ways, look, star}]}.
    """
    pack = facts["pack"]
    starred = sum(bool(item["star"]) for item in pack["items"])
    edition = f"{pack['code']}　{pack['version']}版"
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": None,
        "version": 0,
        "title": title(facts),
        "organ": Names.of(facts["office"]).organ,
        "unit": "",
        "told": f"（{edition}　共{len(pack['items'])}项" + (f"，其中★{starred}项逐项答）" if starred else "）"),
        "basic": [["单位名称", "日　　期"], ["地　　址", "检查人员"]],
        "header": ["序号", "检查内容", "怎么看", "结果", "情况"],
        "rows": [
            [str(number), item["code"], item["text"] + (STAR if item["star"] else ""),
             f"{'、'.join(item['ways'])}：{item['look']}"]
            for number, item in enumerate(pack["items"], 1)
        ],
        "result": _RESULT,
        "remark": "本表供现场手写和学习使用，不是检查记录，不请单位签字；回来登记后再出检查记录。试验、操作由单位人员进行。",
        "frame": {"number": edition, "code": None, "foot": "空白检查表，不是检查记录", "made": "打印"},
    }  # fmt: skip


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data."""
    basic = tuple(
        Row((_label(left), cell(""), _label(right), cell("")), height=_PEN) for left, right in data["basic"]
    )
    rows = tuple(
        Row(
            (
                cell([[number], [{"t": code, "grey": True}]], size=8.5, role="song", align="center", leading=1.2),
                cell(text, size=9.5, align="left", leading=1.25),
                cell(how, size=8.5, align="left", leading=1.25),
                cell(data["result"], size=9, role="song", align="left", leading=1.45),
                cell(""),
            ),
            height=11,
        )
        for number, code, text, how in data["rows"]
    )
    head_cells = tuple(cell(text, size=10, role="hei", align="center") for text in data["header"])
    head = Row(head_cells, shade=_HEAD_SHADE)
    return [
        Heading(data["organ"], size=13, align="center", before=0, after=0, role="title"),
        Heading(data["title"], size=20, align="center", before=0.4, after=0.6, role="title"),
        Prose((para(data["told"], size=11, role="song", align="center"),), after=1.6),
        Grid(_BASIC, basic, pad_y=0.6),
        Prose((para(" ", size=5),)),
        Grid(_ITEMS, rows, header=head, pad_y=0.5),
        Prose((para(data["remark"], size=9, role="song", align="left"),), before=0.8),
    ]


def _label(text: str) -> Cell:
    return cell(text, size=10, role="song", align="center")


def blocked(facts: Facts) -> list[Problem]:
    """Nothing keeps a blank sheet from being printed."""
    return []


PAPER = Paper(
    code=CODE,
    name=_NAME,
    series="",
    copies=("town",),
    device_letter=False,
    family="form",
    title=title,
    compose=compose,
    blocks=blocks,
    blocked=blocked,
    subject="pack",
    inner=True,
    shown=False,
)

"""The layout of 事故隐患台账: twenty columns across A4, at most five lines in a cell, the rest in notes at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yongji_desktop.papers.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Keep,
    Prose,
    Row,
    Signing,
    cell,
    para,
)
from yongji_desktop.papers.wording import EMPTY


@dataclass(frozen=True)
class Column:
    """A column: words of its head, share of the width, whether its words are centred, what the notes call it."""

    head: str
    share: float
    centred: bool = True
    name: str = ""


COLUMNS = {
    "no": Column("序号", 8),
    "number": Column("隐患\n编号", 12),
    "source": Column("来源", 8),
    "found": Column("发现\n日期", 10.5),
    "site": Column("单　位", 20, False, "单位"),
    "part": Column("部　位", 16, False, "部位"),
    "description": Column("隐患描述", 31.5, False, "隐患描述"),
    "category": Column("类别", 11, name="类别"),
    "grade": Column("等级", 9),
    "basis": Column("依据条款", 21, False, "依据条款"),
    "measure": Column("整改措施及\n临时管控", 27, False, "整改措施及临时管控"),
    "responsible": Column("责任人", 12, name="责任人"),
    "invested": Column("资金\n万元", 9),
    "due": Column("整改\n期限", 10.5),
    "finished": Column("完成\n日期", 10.5),
    "looked": Column("复查人、\n日期、结论", 25.5, False, "复查"),
    "closed": Column("闭环／\n销号", 13, name="闭环／销号"),
    "overdue": Column("逾期\n（天）", 12),
    "handover": Column("移送\n情况", 16, False, "移送情况"),
    "tasks": Column("任务", 8, name="任务"),
}
INNER = ("source", "tasks")  # not for the unit
WIDTH = 269.0
LINES = 5
_DATED = {"found": 20, "due": 20, "finished": 20, "closed": 20, "looked": 30.5}
_SIZE, _LEADING, _PAD = 8.2, 10.6 / 8.2, 0.58
_MM = 72 / 25.4
_ROOM_FOR_NOTES = 12.0


def widths(columns: list[str], whole_years: bool) -> tuple[float, ...]:
    """Widths in mm, in proportion, that fill the page; wider for days with their year."""
    shares = [(_DATED if whole_years else {}).get(name, COLUMNS[name].share) for name in columns]
    return tuple(share * WIDTH / sum(shares) for share in shares)


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data."""
    columns = data["columns"]
    wide = widths(columns, data["whole_years"])
    notes: list[str] = []
    rows = [_row(one, columns, wide, notes) for one in data["rows"]]
    if not rows:
        rows = [Row((cell(data["empty"], span=len(columns), size=10, align="center"),), height=12)]
    head = Row(
        tuple(cell(COLUMNS[name].head, size=8, role="hei", align="center") for name in columns),
        shade=0.93,
        height=9.2,
    )
    grid = Grid(wide, tuple(rows), header=head, pad_x=_PAD, pad_y=0.75, last=3)
    line = [piece for part in data["sign"] for piece in ("　　　　", *part)][1:]
    tail = (
        Prose((para(data["sum"], size=9, role="song", leading=1.5),), before=1.2),
        Signing((Prose((para(line, size=11, role="song", align="left"),), before=5.0),)),
    )
    top = (
        Heading(data["heading"], size=17, align="center", role="title", before=0.5, after=0.2),
        Prose((para(data["under"], size=9, role="song", align="center", leading=1.5),), after=0.8),
    )
    body: list[Block] = [Keep(tail=tail, body=(*top, grid))]
    if notes:
        body.append(Heading("长文附注", size=10, before=4.0, room=_ROOM_FOR_NOTES))
        body.append(Prose(tuple(para(one, size=9, leading=1.4) for one in notes)))
    return body


def _row(one: Mapping[str, Any], columns: list[str], wide: tuple[float, ...], notes: list[str]) -> Row:
    cells = []
    for name, width in zip(columns, wide, strict=True):
        words = one[name]
        shown = _cut(words, width)
        if shown != words:
            whole = words.replace("\n", "")
            notes.append(f"序号{one['no']}（{one['number']}）{COLUMNS[name].name or COLUMNS[name].head}：{whole}")
        bold = name == "grade" and one["shaded"] or name == "overdue" and one["late"]
        cells.append(_cell(shown, COLUMNS[name].centred or words == EMPTY, bold))
    return Row(tuple(cells), shade=0.965 if one["shaded"] else None)


def _cell(words: str, centred: bool, bold: bool) -> Cell:
    role = "hei" if bold else "fang"
    return cell(words, size=_SIZE, leading=_LEADING, role=role, align="center" if centred else "left")


def _cut(words: str, width: float) -> str:
    """`words` as far as five lines hold them, …… at their end when that is not all."""
    if len(words) <= LINES and words.count("\n") < LINES or _lines(words, width) <= LINES:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if _lines(words[:middle].rstrip() + "……", width) <= LINES:
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip() + "……"


def _lines(words: str, width: float) -> int:
    from yongji_desktop.papers.typeset import set_para  # fonts are read only when something is laid out

    inner = (width - 2 * _PAD) * _MM
    style = {"size": _SIZE, "leading": _LEADING, "align": "left"}
    return sum(len(set_para(para(line, **style), inner)) for line in words.split("\n"))

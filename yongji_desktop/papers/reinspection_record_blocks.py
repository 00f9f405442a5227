"""The layout of 整改复查记录: one block for each hazard, kept whole, then opinion and signatures together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Keep,
    Letterhead,
    NewPage,
    Prose,
    Row,
    Signing,
    cell,
    para,
    paras,
)
from yongji_desktop.papers.inspection_record_blocks import photo_grid, signing_grid
from yongji_desktop.papers.wording import EMPTY

Data = Mapping[str, Any]
_BASIC = (22, 58, 8, 22, 56)
_LOOK = (22, 61, 24, 59)
_OPINION = 16 / 10.5
_HEAD_SHADE = 0.93


def blocks(data: Data) -> list[Block]:
    """The blocks of composed data."""
    out: list[Block] = [
        Letterhead(data["organ"], data["title"], note=data["note"]),
        _basic(data["basic"]),
    ]
    for n, look in enumerate(data["looks"]["parts"]):
        heading = (Heading(data["looks"]["title"]),) if n == 0 else ()
        out.append(Keep(tail=(*heading, _look(look)), room=60 if heading else 0))
    if not data["looks"]["parts"]:
        out.append(Prose((para("本次没有复查隐患。"),), before=1.6))
    opinion = data["opinion"]
    out.append(
        Keep(
            body=(Heading(opinion["title"], before=3.0), _opinion(opinion)),
            tail=(Signing((Heading(data["signing"]["title"]), signing_grid(data["signing"]))),),
        )
    )
    if data["photos"]["cells"]:
        title = Heading(data["photos"]["title"], size=14, align="center", before=1.0, after=2.0)
        out += [NewPage(), title, photo_grid(data["photos"]["cells"])]
    return out


def _label(text: str) -> Cell:
    return cell(text, role="song", align="center")


def _value(text: str, span: int = 1, **style: Any) -> Cell:
    return cell(text, span=span, align="center" if text == EMPTY else "justify", **style)


def _basic(basic: Data) -> Grid:
    rows = []
    pairs = ("unit", "original"), ("original_on", "time"), ("inspectors", "why"), ("companion", "reply")
    for left, right in pairs:
        (label, value), (other_label, other) = basic[left], basic[right]
        second = cell(other, size=10, align="center" if other == EMPTY else "left")
        rows.append(Row((_label(label), _value(value, span=2), _label(other_label), second), height=7.3))
    return Grid(_BASIC, tuple(rows), pad_y=0.9)


def _look(look: Data) -> Grid:
    def whole(name: str) -> Row:
        label, text = look[name]
        return Row((_label(label), _value(text, span=3)))

    def two(left: str, right: str) -> Row:
        (label, value), (other_label, other) = look[left], look[right]
        return Row((_label(label), _value(value), _label(other_label), cell(other, align="center")), height=7)

    number = cell(look["no"], role="hei", align="center")
    label, answer = look["conclusion"]
    rows = (
        Row((number, cell([look["head"]], span=3, align="left")), height=7.6, shade=_HEAD_SHADE),
        whole("problem"),
        two("measure", "due"),
        whole("seen"),
        two("invested", "finished"),
        Row((_label(label), cell([answer], span=3, role="song", align="left")), height=7),
        Row((_shot(look["before"]), _shot(look["after"])), height=0 if _any(look) else 10),
    )
    return Grid(_LOOK, rows, pad_y=0.9, image_height=50.6, image_box=(74, 50))


def _any(look: Data) -> bool:
    return bool(look["before"]["sha"] or look["after"]["sha"])


def _shot(shot: Data) -> Cell:
    lines = paras(shot["words"], size=9.5, role="song", align="center")
    return Cell(lines, span=2, valign="top" if shot["sha"] else "middle", image=shot["sha"])


def _opinion(opinion: Data) -> Grid:
    rows = [Row((cell(text, leading=_OPINION),)) for text in opinion["paragraphs"]]
    first, second = opinion["overall"]
    lines = (
        para(first, leading=_OPINION, align="left"),
        para([{"gap": 26}, *second], leading=_OPINION, align="left"),
    )
    rows.append(Row((Cell(lines),)))
    return Grid((166,), tuple(rows), pad_y=0.9, rules=False)

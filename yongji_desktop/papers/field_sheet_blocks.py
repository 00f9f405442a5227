"""The layout of the field sheet: column widths and the room that a pen needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.blocks import Block, Cell, Grid, Heading, Keep, Letterhead, Prose, Row, cell, para
from yongji_desktop.papers.wording import BLANK_DATE

Data = Mapping[str, Any]
_BASIC = (21, 68, 25, 52)
_OPEN = (17, 62, 13, 16, 58)
_ITEMS = (9, 65, 59, 33)
_HAZARDS = (9, 26, 66, 20, 27, 18)
_SIGNING = (22, 72, 72)
_HEAD_SHADE, _GRAVE_SHADE = 0.93, 0.965
_PEN = 9.4  # a row to write in: 8 mm and the padding
_LINE = 20.0  # points between lines with room for a word


def blocks(data: Data) -> list[Block]:
    """The blocks of composed data."""
    return [
        Letterhead(data["organ"], data["title"]),
        _basic(data["basic"]),
        Heading(data["open"]["title"]),
        *_open(data["open"]),
        Heading(data["items"]["title"]),
        _items(data["items"]),
        Heading(data["hazards"]["title"]),
        _hazards(data["hazards"]),
        Keep(
            body=(Heading(data["handling"]["title"]), _handling(data["handling"]["lines"])),
            tail=(
                Heading(data["signing"]["title"]),
                _signing(data["signing"]),
                Prose((para(data["remark"], size=9, role="song", align="left"),), before=0.6),
            ),
        ),
    ]


def _label(text: str, size: float = 10) -> Cell:
    return cell(text, size=size, role="song", align="center")


def _basic(basic: Data) -> Grid:
    def value(content: Any, span: int = 1) -> Cell:
        if isinstance(content, str):
            return cell(content, size=10, span=span, align="left")
        return cell([content], size=10, span=span, role="song", align="left")

    def two(left: str, right: str, height: float = 0.0) -> Row:
        (label, first), (other, second) = basic[left], basic[right]
        return Row((_label(label), value(first), _label(other), value(second)), height=height)

    people, advice = basic["inspectors"], basic["consultants"]
    rows = (
        two("unit", "uscc"),
        two("address", "sector"),
        two("principal", "safety"),
        two("nature", "method"),
        Row(
            (
                _label(basic["time"][0]),
                cell([basic["time"][1]], size=10, role="song", align="left"),
                _label(basic["places"][0]),
                cell(""),
            ),
            height=_PEN,
        ),
        Row(
            (
                _label(people[0]),
                cell([people[1]], size=10, role="song", align="left"),
                _label(advice[0], 9),
                cell([[" "], [advice[1]]], size=10, role="song", align="left", leading=8 * 72 / 25.4 / 10),
            ),
            height=17,
        ),
        Row((_label(basic["told"][0]), cell([basic["told"][1]], size=10, span=3, role="song"))),
    )
    return Grid(_BASIC, rows, pad_y=0.6)


def _header(texts: list[str], size: float = 10) -> Row:
    cells = (cell(text, size=9 if text == "序号" else size, role="hei", align="center") for text in texts)
    return Row(tuple(cells), shade=_HEAD_SHADE)


def _open(part: Data) -> list[Block]:
    told = Row((cell(part["told"], size=9.5, role="song", align="left", span=len(_OPEN)),))
    if not part["rows"]:
        none = Row((cell(part["none"], size=10, role="song", align="left"),), height=7)
        return [Grid((sum(_OPEN),), (none, Row((cell(part["told"], size=9.5, role="song", align="left"),))), pad_y=0.5)]
    rows = [
        Row(
            (
                cell(one["number"], size=9.5, align="center"),
                cell(one["words"], size=9.5, align="left"),
                cell(one["grade"], size=9.5, align="center", role="hei" if one["grave"] else "song"),
                cell(one["due"], size=9.5, align="center"),
                cell([one["seen"]], size=9.5, role="song", align="left", leading=1.5),
            ),
            height=_PEN,
            shade=_GRAVE_SHADE if one["grave"] else None,
        )
        for one in part["rows"]
    ]
    return [Grid(_OPEN, (*rows, told), header=_header(part["header"], 9.5), pad_y=0.5)]


def _items(part: Data) -> Grid:
    rows = tuple(
        Row(
            (
                cell(number, size=9, align="center"),
                cell(text, size=9, align="left", leading=1.25),
                cell([part["result"]], size=9, role="song", align="center"),
                cell(""),
            ),
            height=8.5,
        )
        for number, text in part["rows"]
    )
    return Grid(_ITEMS, rows, header=_header(part["header"], 9.5), pad_y=0.25)


def _hazards(part: Data) -> Grid:
    rows = tuple(
        Row(
            (
                cell(number, size=10, align="center"),
                cell(""),
                cell(""),
                cell(part["grade"], size=9.5, role="song", align="left", leading=1.5),
                cell(part["due"], size=9.5, role="song", align="left", leading=1.5),
                cell(""),
            ),
            height=14,
        )
        for number in part["rows"]
    )
    return Grid(_HAZARDS, rows, header=_header(part["header"], 9.5))


def _handling(lines: list[list[Any]]) -> Grid:
    rows = tuple(Row((cell([line], size=9.5, role="song", align="left", leading=_LINE / 9.5),)) for line in lines)
    return Grid((sum(_SIGNING),), rows, pad_y=0.1, rules=False)


def _signing(part: Data) -> Grid:
    def lines(name: str, size: float = 10.5) -> Row:
        label, content = part[name]
        said = cell(content, span=2, size=size, role="song", align="left", leading=_LINE / size)
        return Row((_label(label, 10.5), said))

    signer, people, recorder = part["signer"], part["inspectors"], part["recorder"]
    first, second = (cell(one, role="song", align="left", valign="top", foot=BLANK_DATE) for one in people[1])
    rows = (
        lines("opinion"),
        Row(
            (
                _label(signer[0], 10.5),
                cell([signer[1]], span=2, role="song", align="left", valign="top", foot=BLANK_DATE),
            ),
            height=14,
        ),
        lines("absent"),
        Row((_label(people[0], 10.5), first, second), height=14),
        Row((_label(recorder[0], 10.5), cell(""), cell(recorder[1], size=10, role="song", align="left")), height=_PEN),
        lines("refusal", 10),
    )
    return Grid(_SIGNING, rows, pad_y=0.4)

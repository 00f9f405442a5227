"""The layout of 疑似重大事故隐患快报: one page, whatever has to shrink for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.blocks import Block, Cell, Grid, Keep, Letterhead, Prose, Row, Signing, cell, para
from yongji_desktop.papers.wording import EMPTY

# The main table (24/58/25/59) and the five columns inside it (28/36/22/24/32) on one set of columns.
_COLUMNS = (24, 28, 30, 6, 19, 3, 24, 32)
_MAIN_SPANS = (1, 2, 2, 3)
_FIVE_SPANS = (1, 1, 2, 2, 1, 1)
_SIGN_COLUMNS = (24, 58, 25, 59)
_SIZE, _SMALL = 10.5, 9.5


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data: 后果 and 措施 shrink to 9.5 pt when it would not be one page.

    If that is not enough, the table goes on from 五落实 on a second page, with the part to sign.
    """
    usual = _laid_out(data, _SIZE)
    if _pages(usual, data) == 1:
        return usual
    smaller = _laid_out(data, _SMALL)
    return smaller if _pages(smaller, data) == 1 else _laid_out(data, _SMALL, parted=True)


def _pages(content: list[Block], data: Mapping[str, Any]) -> int:
    from yongji_desktop.papers.flow import FORM, Flow  # fonts are read only when something is laid out

    return len(Flow(FORM, data["number"], False).pour(list(content)))


def _laid_out(data: Mapping[str, Any], size: float, parted: bool = False) -> list[Block]:
    label, measures, ticks = data["control"]
    rows = [_row(row) for row in data["above"]]
    rows.append(_row(data["consequence"], size))
    did = (*cell(measures, size=size).paras, para(ticks, role="song", size=_SIZE))
    rows.append(Row((_label(label), Cell(did, span=7))))
    rest = [*_five(data["five"]), *(_row(row) for row in data["below"])]
    head = Letterhead(data["organ"], data["title"], data["subtitle"], data["note"], data["remark"])
    receivers = Prose((para(data["receivers"], size=12, align="left"),), after=0.8)
    following = Prose((para(data["following"], size=9, role="song", align="left"),), before=0.8)
    tail = (Signing((Prose((), before=1.6), _signing(data["signing"]))), following)
    if parted:
        return [head, receivers, _grid(rows), Keep(body=(_grid(rest),), tail=tail)]
    return [Keep(body=(head, receivers, _grid([*rows, *rest])), tail=tail)]


def _grid(rows: list[Row]) -> Grid:
    return Grid(_COLUMNS, tuple(rows), pad_y=1.0)


def _row(row: list[Any], size: float = _SIZE) -> Row:
    if len(row) == 2:
        return Row((_label(row[0]), _value(row[1], 7, size)))
    cells = []
    for n, (content, span) in enumerate(zip(row, _MAIN_SPANS, strict=True)):
        cells.append(_value(content, span, size) if n % 2 else _label(content, span))
    return Row(tuple(cells))


def _label(words: str, span: int = 1) -> Cell:
    first, _, note = words.partition("\n（不")
    if note:
        lines = [[first], [{"t": f"（不{note}", "role": "song"}]]
        return Cell((para(lines[0], role="song", align="center"), para(lines[1], size=9, align="center")), span=span)
    return cell(words, span=span, role="song", align="center")


def _value(content: Any, span: int, size: float = _SIZE) -> Cell:
    if content == EMPTY:
        return cell(content, span=span, align="center")
    return cell(content, span=span, size=size, role="fang" if isinstance(content, str) else "song")


def _five(five: Mapping[str, Any]) -> list[Row]:
    top, bottom = five["label"]
    head = [cell(top, size=_SIZE, role="song", align="center")]
    head += [
        cell(words, span=span, size=_SMALL, role="hei", align="center")
        for words, span in zip(five["header"], _FIVE_SPANS[1:], strict=True)
    ]
    cells = [_label(bottom)]
    cells += [
        cell(words, span=span, size=_SMALL, align="short")
        for words, span in zip(five["cells"], _FIVE_SPANS[1:], strict=True)
    ]
    return [Row(tuple(head), shade=0.93), Row(tuple(cells))]


def _signing(rows: list[list[Any]]) -> Grid:
    made = []
    for row in rows:
        cells = [
            cell(part, role="song", align="center") if n % 2 == 0 else _value(part, 1) if part else cell()
            for n, part in enumerate(row)
        ]
        tall = "" in row
        made.append(Row(tuple(cells), height=13.0 if tall else 0.0))
    return Grid(_SIGN_COLUMNS, tuple(made), pad_y=1.0)

"""The layout of 事故隐患整改通知（告知）书 and its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.blocks import (
    Block,
    Cell,
    CutLine,
    Grid,
    Heading,
    Keep,
    Letterhead,
    Para,
    Prose,
    Row,
    Sign,
    Signing,
    cell,
    para,
)
from yongji_desktop.papers.wording import EMPTY

_COLUMNS = (10, 21, 40, 22, 11, 31, 17, 14)
_RECEIPT = (26, 62, 22, 56)
_BODY = {"size": 12.0, "leading": 19.5 / 12, "indent": 2.0}


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data."""
    body = [
        Letterhead(data["organ"], data["title"], data["subtitle"], data["note"]),
        Prose((para(data["addressee"], size=12, leading=19.5 / 12, align="left"),), before=0.6),
        Prose((para(data["intro"], **_BODY),), after=1.2),
        _hazard_grid(data),
    ]
    *first, last = data["paragraphs"]
    body.append(Prose(tuple(_spoken(part) for part in first), before=1.2))
    body.append(
        Keep(
            tail=(
                Prose((_spoken(last),)),
                Signing((Sign(tuple(data["signed"])),)),
                Prose((para(data["copies"], size=9, role="song", align="left"),)),
            )
        )
    )
    if data["slip"]:
        body.append(Signing((Keep(_slip_blocks(data["slip"]), room=98),)))
    return body


def _spoken(part: list[str]) -> Para:
    return para([{"t": part[0], "role": "hei"}, part[1]], **_BODY)


def _hazard_grid(data: Mapping[str, Any]) -> Grid:
    head = Row(tuple(cell(text, size=10, role="hei", align="center") for text in data["header"]), shade=0.93)
    rows = []
    for no, part, description, basis, grade, measure, due, person in data["rows"]:
        grave = grade != "一般"
        rows.append(
            Row(
                (
                    cell(no, size=10, align="center"),
                    cell(part, size=10, align="short" if part == EMPTY else "left"),
                    cell(description, size=10),
                    cell(basis, size=9.5, align="short" if basis == EMPTY else "left"),
                    cell(grade, size=10, role="hei" if grave else "song", align="center"),
                    cell(measure, size=10),
                    cell(due, size=10, align="center"),
                    cell(person, size=10, align="center"),
                ),
                shade=0.965 if grave else None,
            )
        )
    return Grid(_COLUMNS, tuple(rows), header=head, pad_y=0.7)


def _slip_blocks(slip: Mapping[str, Any]) -> tuple[Block, ...]:
    def label(text: str) -> Cell:
        return cell(text, role="song", align="center")

    def value(text: str) -> Cell:
        return cell(text, align="left")

    grid = Grid(
        _RECEIPT,
        (
            Row((label(slip["paper"][0]), cell(slip["paper"][1], span=3)), height=8.4),
            Row((label(slip["unit"][0]), cell(slip["unit"][1], span=3)), height=8.4),
            Row(
                (
                    label(slip["server"][0]),
                    value(slip["server"][1]),
                    label(slip["place"][0]),
                    value(slip["place"][1]),
                ),
                height=16,
            ),
            Row((label(slip["way"][0]), cell([slip["way"][1]], span=3, role="song")), height=8.4),
            Row(
                (
                    cell(slip["receiver"][0], role="song", size=10, align="center"),
                    cell("", foot=slip["receiver"][1]),
                    label(slip["post"][0]),
                    value(slip["post"][1]),
                ),
                height=24,
            ),
            Row((label(slip["refusal"][0]), cell(slip["refusal"][1], span=3, role="song", leading=1.9))),
        ),
        pad_y=1.1,
    )
    head = Heading(slip["title"], size=16, align="center", before=0, after=1.5, role="title")
    return (CutLine(slip["cut"]), head, grid)

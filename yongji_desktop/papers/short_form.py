"""The form the short papers share: letterhead, a table of four columns, small tables, fixed words, a row to sign.

Composed data carries ``body``, a list of parts in the order they are printed: ``{"heading": words}``, ``{"rows": …}``
(rows of `pair` and `wide`), ``{"table": …}`` (`table`), ``{"words": [paragraph, …]}`` and ``{"sign": [label, …]}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yongji_desktop.papers.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Keep,
    Letterhead,
    Prose,
    Row,
    Signing,
    cell,
    para,
)
from yongji_desktop.papers.wording import EMPTY, Names, replaces_note

COLUMNS = (23, 66, 21, 56)
SIGN_HEIGHT = 14.0
ROW_HEIGHT = 8.0
WRITING_HEIGHT = 9.0
SHAPE = 1
_SIGN_COLUMNS = {1: (23, 143), 2: COLUMNS, 3: (20, 36, 20, 35, 20, 35)}

Facts = Mapping[str, Any]
Part = dict[str, Any]


def composed(facts: Facts, code: str, title: str, unit: str, body: list[Part], **more: Any) -> dict[str, Any]:
    """The composed data of a short paper; `more` replaces or adds keys (``number``, ``subtitle``, ``remark``).

    """
    return {
        "paper": code,
        "shape": SHAPE,
        "number": (facts.get("numbers") or {}).get(code),
        "version": facts.get("version", 1),
        "title": title,
        "subtitle": "",
        "organ": Names.of(facts["office"]).organ,
        "unit": unit,
        "note": replaces_note(facts),
        "remark": "",
        "body": body,
        **more,
    }


def numberless(code: str, remark: str = "") -> dict[str, Any]:
    """The keys of a paper without a number: the letterhead has none, `code` stands at the foot and in the QR code."""
    return {"number": None, "numberless": True, "remark": remark, "frame": {"number": code, "code": code}}


def pair(label: str, content: Any, second: str, other: Any, height: float = ROW_HEIGHT) -> Part:
    """A row of two labels and two contents; a content is words or a list of lines, each a list of pieces."""
    return {"cells": [label, _or_dash(content), second, _or_dash(other)], "height": height}


def wide(label: str, content: Any, height: float = ROW_HEIGHT) -> Part:
    """A row of one label and one content across three columns."""
    return {"cells": [label, _or_dash(content)], "height": height}


def table(
    title: str, widths: Iterable[float], header: Iterable[str], rows: Iterable[Iterable[str]], *, none: str = "",
    spare: int = 0,
) -> Part:
    """A small table below a heading; without rows the sentence `none` or `spare` empty rows for handwriting."""
    filled = [[value or EMPTY for value in row] for row in rows]
    return {
        "title": title, "widths": list(widths), "header": list(header), "rows": filled, "none": none,
        "spare": 0 if filled else spare,
    }  # fmt: skip


def boxes(labels: Mapping[str, str], chosen: str | None, gap: str = "　") -> list[Any]:
    """Pieces of all options in order, the chosen one ticked."""
    pieces: list[Any] = []
    for n, (code, words) in enumerate(labels.items()):
        pieces += [{"box": code == chosen}, words + (gap if n + 1 < len(labels) else "")]
    return pieces


def written(words: str | None, width: float) -> Any:
    """Words filled in on a line, or `width` mm of line to write them by hand."""
    return {"t": words, "u": True, "role": "fang"} if words else {"blank": width}


def _or_dash(content: Any) -> Any:
    return EMPTY if content is None or content == "" else content


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data.

    A row to sign stands on one page with the fixed words and the last rows of the table above it.
    """
    out: list[Block] = []
    waiting: list[list[Block]] = [_head(data)]
    for part in data["body"]:
        if "sign" not in part:
            waiting.append(_part(part))
            continue
        first, body, tail = _parted(waiting)
        out += [*first, Keep((*tail, Signing((_sign(part["sign"]),))), tuple(body))]
        waiting = []
    return [*out, *(block for group in waiting for block in group)]


def _parted(groups: list[list[Block]]) -> tuple[list[Block], list[Block], list[Block]]:
    """What is poured freely, the last table (with all above it while it is the only one), what follows it."""
    grids = [n for n, group in enumerate(groups) if any(isinstance(block, Grid) for block in group)]
    if not grids:
        return _flat(groups[:-1]), [], _flat(groups[-1:])
    last = grids[-1]
    start = 0 if len(grids) == 1 else last
    if start and isinstance(groups[start - 1][-1], Heading):
        start -= 1
    return _flat(groups[:start]), _flat(groups[start : last + 1]), _flat(groups[last + 1 :])


def _flat(groups: list[list[Block]]) -> list[Block]:
    return [block for group in groups for block in group]


def _head(data: Mapping[str, Any]) -> list[Block]:
    if not data.get("numberless"):
        return [Letterhead(data["organ"], data["title"], data["subtitle"], data["note"], data["remark"])]
    lines: list[Block] = [
        Heading(data["organ"], size=13, align="center", before=0, after=0, role="title"),
        Heading(data["title"], size=20, align="center", before=0.4, after=0.6, role="title"),
    ]
    if data["remark"] or data["note"]:
        words = data["remark"] + data["note"]
        lines.append(Prose((para(words, size=11, align="center"),), after=1.0))
    return lines


def _part(part: Mapping[str, Any]) -> list[Block]:
    if "heading" in part:
        return [Heading(part["heading"])]
    if "rows" in part and "widths" not in part:
        rows = tuple(_row(row) for row in part["rows"])
        return [Grid(COLUMNS, rows, pad_y=1.0)]
    if "words" in part:
        style = {"size": part.get("size", 10.5), "role": "song", "leading": 1.5, "indent": 2.0}
        return [Prose(tuple(para(words, **style) for words in part["words"]), before=1.4, after=1.4)]
    return _small(part)


def _row(row: Mapping[str, Any]) -> Row:
    cells = row["cells"]
    if len(cells) == 2:
        return Row((_label(cells[0]), _value(cells[1], 3)), height=row["height"])
    made = (_label(cells[0]), _value(cells[1]), _label(cells[2]), _value(cells[3]))
    return Row(made, height=row["height"])


def _label(text: str) -> Cell:
    return cell(text, role="song", align="center")


def _value(content: Any, span: int = 1) -> Cell:
    if content == EMPTY:
        return cell(content, span=span, align="center")
    return cell(content, span=span, role="fang" if isinstance(content, str) else "song")


def _small(part: Mapping[str, Any]) -> list[Block]:
    """A small table, or its title and a sentence when it has nothing to show."""
    title = [Heading(part["title"])] if part["title"] else []
    if not part["rows"] and not part["spare"]:
        return [*title, Prose((para(part["none"], role="song", indent=2.0),), after=0.6)] if part["none"] else []
    head = Row(tuple(cell(words, size=10, role="hei", align="center") for words in part["header"]), shade=0.93)
    centred = [width < 30 for width in part["widths"]]
    rows = [
        Row(
            tuple(
                cell(words, size=10, align="center" if middle or words == EMPTY else "justify")
                for words, middle in zip(row, centred, strict=True)
            ),
            height=7.0,
        )
        for row in part["rows"]
    ]
    blank = Row(tuple(cell() for _ in part["widths"]), height=WRITING_HEIGHT)
    rows += [blank] * part["spare"]
    return [*title, Grid(tuple(part["widths"]), tuple(rows), header=head)]


def _sign(labels: list[str]) -> Grid:
    """Cells to sign in, at most three in a row; words behind a tab stand at the foot of the cell (a date)."""
    per_row = 2 if len(labels) in (2, 4) else min(3, len(labels))
    rows = []
    for start in range(0, len(labels), per_row):
        cells: list[Cell] = []
        for entry in labels[start : start + per_row]:
            label, _, foot = entry.partition("\t")
            cells += [cell(label, size=10, leading=1.2, role="song", align="center"), cell("", foot=foot)]
        rows.append(Row(tuple(cells), height=SIGN_HEIGHT))
    return Grid(_SIGN_COLUMNS[per_row], tuple(rows), pad_y=0.7)

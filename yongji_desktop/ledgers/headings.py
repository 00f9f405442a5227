"""Finding the heading of a table that somebody else made, in one row or in two, under any title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from yongji_desktop.ledgers.cells import clean
from yongji_desktop.ledgers.reading import Row, Sheet, column_letters

SEARCHED_ROWS = 20
_OTHER_UNIT = re.compile(r"\((?:万|千|亩|公顷|百)")


@dataclass(frozen=True)
class Column:
    """One column: `index` from 0, the `heading` as written, the field it was recognised as or None."""

    index: int
    heading: str
    field: str | None

    @property
    def letter(self) -> str:
        """The letter the spreadsheet program shows."""
        return column_letters(self.index)


@dataclass(frozen=True)
class Heading:
    """The heading of a sheet: the numbers of its rows and its columns from left to right."""

    rows: tuple[int, ...]
    columns: list[Column]

    def index_of(self, field: str) -> int:
        """The column of `field`; -1 when there is none."""
        return next((column.index for column in self.columns if column.field == field), -1)


def bare(heading: object) -> str:
    """A heading word without spaces, units in brackets, stars and colons: 建筑面积(㎡) → 建筑面积.

    A unit that would change the number (万人, 亩) stays, so that such a column is not recognised.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(heading)))
    if not _OTHER_UNIT.search(text):
        text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】", "", text) or text
    return text.strip("*:.、")


def find_heading(sheet: Sheet, field_of: Callable[[str, str], str | None], needed: str) -> Heading | None:
    """The heading of `sheet` within its first rows, or None.

    `field_of(group, word)` names the field of a heading `word` below the heading `group` ("" without one).
    A heading has the field `needed` and at least one more; of several the one with most fields, then the
    first, counts.  A field found twice belongs to its first column.
    """
    best: Heading | None = None
    most = 1
    rows = sheet.rows[: SEARCHED_ROWS + 1]
    for place, row in enumerate(rows[:SEARCHED_ROWS]):
        below = rows[place + 1] if place + 1 < len(rows) else None
        for heading in _candidates(row, below, field_of, needed):
            fields = {column.field for column in heading.columns if column.field}
            if needed in fields and len(fields) > most:
                best, most = heading, len(fields)
    return best


def _candidates(
    row: Row, below: Row | None, field_of: Callable[[str, str], str | None], needed: str
) -> list[Heading]:
    """The row read as a heading by itself, and with the row below as the second half of it."""
    single = [("", _shown(cell)) for cell in row.cells]
    found = [Heading((row.number,), _columns(single, field_of))]
    if below is None:
        return found
    pairs, group = [], ""
    for index in range(max(len(row.cells), len(below.cells))):
        top, under = _shown(row.cell(index)), _shown(below.cell(index))
        group = top or (group if under else "")
        pairs.append((group, under) if under else ("", top))
    # Below 单位名称 the second half of a heading is empty; a row of the table itself has a name there.
    if not _shown(below.cell(found[0].index_of(needed))):
        found.append(Heading((row.number, below.number), _columns(pairs, field_of)))
    return found


def _shown(cell: object) -> str:
    return re.sub(r"\s+", "", clean(cell))


def _columns(words: list[tuple[str, str]], field_of: Callable[[str, str], str | None]) -> list[Column]:
    columns: list[Column] = []
    taken: set[str] = set()
    for index, (group, word) in enumerate(words):
        field = field_of(bare(group), bare(word)) if word else None
        if field in taken:
            field = None
        if field:
            taken.add(field)
        if word:
            columns.append(Column(index, group + word, field))
    return columns

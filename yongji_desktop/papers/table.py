"""Tables: measured rows, and how many of them go on a page.  Points, y downwards from the page's top."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from yongji_desktop.papers import blocks
from yongji_desktop.papers.typeset import MM, Line, Segment, set_para

THIN, FRAME = 0.5, 1.0


@dataclass
class Page:
    """What is drawn on one page, by kind; coordinates in points from the top left corner.

    `numbered` is false for an enclosure that bears no page number; `red` and `red_bars` are printed in red.
    """

    texts: list[tuple[float, float, Segment]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float, float, float]] = field(default_factory=list)
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)
    fills: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, bool]] = field(default_factory=list)
    dashes: list[tuple[float, float, float]] = field(default_factory=list)
    images: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    red: list[tuple[float, float, Segment]] = field(default_factory=list)
    red_bars: list[tuple[float, float, float, float]] = field(default_factory=list)
    numbered: bool = True

    def add(self, line: Line, x: float, y: float) -> None:
        """Put a set line with its top left corner at (x, y)."""
        base = y + (line.height - line.size) / 2 + 0.88 * line.size
        for segment in line.segments:
            self.texts.append((x + segment.x, base, segment))
        for start, end in line.rules:
            under = base + 0.2 * line.size
            self.lines.append((x + start, under, x + end, under, THIN, 0.0))
        for at, ticked in line.boxes:
            self.boxes.append((x + at, base + 0.06 * line.size, 0.74 * line.size, ticked))


    def add_red(self, line: Line, x: float, y: float) -> None:
        """Put a set line in red with its top left corner at (x, y)."""
        base = y + (line.height - line.size) / 2 + 0.88 * line.size
        self.red += [(x + segment.x, base, segment) for segment in line.segments]


@dataclass(frozen=True)
class _Cell:
    x: float
    width: float
    lines: tuple[Line, ...]
    foot: Line | None
    source: blocks.Cell


@dataclass(frozen=True)
class MeasuredRow:
    """A row whose lines are set; `height` includes the padding."""

    height: float
    cells: tuple[_Cell, ...]
    shade: float | None
    end: float


class Table:
    """A measured grid: `rows` and the repeated `header` (or None), ready to be painted in chunks."""

    def __init__(self, grid: blocks.Grid, missing: list[str]):
        self.grid = grid
        self.missing = missing
        self.inset = 0.0 if grid.rules else grid.pad_y * MM
        self.pad_y = grid.pad_y * MM if grid.rules else 0.0
        self.pad_x = grid.pad_x * MM
        self.header = self._measure(grid.header) if grid.header else None
        self.rows = [self._measure(row) for row in grid.rows]

    def _measure(self, row: blocks.Row) -> MeasuredRow:
        cells, column, x, height = [], 0, 0.0, row.height * MM
        for cell in row.cells:
            width = sum(self.grid.widths[column : column + cell.span]) * MM
            column += cell.span
            inner = width - 2 * self.pad_x
            lines = tuple(line for para in cell.paras for line in set_para(para, inner, self.missing))
            foot = set_para(cell.foot, inner, self.missing)[0] if cell.foot else None
            needed = sum(line.height for line in lines) + (foot.height if foot else 0) + 2 * self.pad_y
            if cell.image:
                needed += self.grid.image_height * MM
            height = max(height, needed)
            cells.append(_Cell(x, width, lines, foot, cell))
            x += width
        return MeasuredRow(height, tuple(cells), row.shade, x)

    @property
    def head_height(self) -> float:
        return (self.header.height if self.header else 0.0) + 2 * self.inset

    def height(self, start: int = 0, count: int | None = None) -> float:
        """Height of `count` rows from `start`, with header."""
        end = len(self.rows) if count is None else start + count
        return self.head_height + sum(row.height for row in self.rows[start:end])

    def fitting(self, start: int, room: float, fresh: bool) -> int:
        """How many rows from `start` are put on a page with `room` points left; 0 means: not here.

        After a header stand at least two rows, on the last page the grid's `last`, where the rows allow it.
        """
        count, used = 0, self.head_height
        left = len(self.rows) - start
        while count < left and used + self.rows[start + count].height <= room + 0.01:
            used += self.rows[start + count].height
            count += 1
        if count == left:
            return count
        if not self.header:
            return count
        short = max(0, self.grid.last - (left - count))
        if count - short >= 2:
            return count - short
        return count if fresh else 0

    def split(self, index: int, room: float) -> None:
        """Replace a row that is taller than a page by two, the first at most `room` points high."""
        row = self.rows[index]
        first, second = [], []
        limit = room - self.head_height - 2 * self.pad_y
        for cell in row.cells:
            used, count = 0.0, 0
            for line in cell.lines:
                if used + line.height > limit and count:
                    break
                used += line.height
                count += 1
            first.append(replace(cell, lines=cell.lines[:count], foot=None))
            second.append(replace(cell, lines=cell.lines[count:], source=replace(cell.source, image=None)))
        self.rows[index : index + 1] = [
            MeasuredRow(self._row_height(part), tuple(part), row.shade, row.end) for part in (first, second)
        ]

    def _row_height(self, cells: list[_Cell]) -> float:
        tallest = max(
            sum(line.height for line in cell.lines) + (cell.foot.height if cell.foot else 0.0)
            for cell in cells
        )
        return tallest + 2 * self.pad_y

    def paint(self, page: Page, x: float, y: float, start: int, count: int) -> float:
        """Draw the header and `count` rows with the top left corner at (x, y); return the bottom."""
        top = y
        y += self.inset
        chunk = self.rows[start : start + count]
        for row in ([self.header] if self.header else []) + chunk:
            self._paint_row(page, row, x, y)
            if self.grid.rules and y > top:
                page.lines.append((x, y, x + row.end, y, THIN, 0.0))
            y += row.height
        y += self.inset
        page.frames.append((x, top, sum(self.grid.widths) * MM, y - top))
        return y

    def _paint_row(self, page: Page, row: MeasuredRow, x: float, y: float) -> None:
        if row.shade is not None:
            page.fills.append((x, y, row.end, row.height, row.shade))
        for cell in row.cells:
            left = x + cell.x
            if cell.x and self.grid.rules:
                page.lines.append((left, y, left, y + row.height, THIN, 0.0))
            self._paint_cell(page, cell, left, y, row.height)

    def _paint_cell(self, page: Page, cell: _Cell, x: float, y: float, height: float) -> None:
        text_height = sum(line.height for line in cell.lines)
        at = y + self.pad_y
        if cell.source.image:
            wide, high = (side * MM for side in self.grid.image_box)
            band = self.grid.image_height * MM
            page.images.append(
                (x + (cell.width - wide) / 2, at + (band - high) / 2, wide, high, cell.source.image)
            )
            at += band
        elif cell.source.valign == "middle" and not cell.foot:
            at = y + (height - text_height) / 2
        for line in cell.lines:
            page.add(line, x + self.pad_x, at)
            at += line.height
        if cell.foot:
            page.add(cell.foot, x + self.pad_x, y + height - self.pad_y - cell.foot.height)

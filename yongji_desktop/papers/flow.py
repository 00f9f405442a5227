"""Pours blocks into pages: what stays together, where a page ends.  Points, y downwards."""

from __future__ import annotations

from dataclasses import dataclass

from yongji_desktop.papers import blocks
from yongji_desktop.papers.geometry import FORM, Geometry
from yongji_desktop.papers.redhead import put_head
from yongji_desktop.papers.stack import Stack, Stacker
from yongji_desktop.papers.table import Page, Table
from yongji_desktop.papers.typeset import MM, Line, set_para

__all__ = ["FORM", "Flow"]


class Flow:
    """Fills pages with blocks.  `number` is printed in the letterhead; a draft leaves Signing out."""

    def __init__(self, geometry: Geometry, number: str | None, draft: bool):
        self.geometry = geometry
        self.number = number
        self.draft = draft
        self.missing: list[str] = []
        self.pages: list[Page] = [Page()]
        self.x = geometry.left * MM
        self.start = (geometry.first_top or geometry.top) * MM
        self.y = self.start
        self.end = (geometry.height - geometry.bottom) * MM
        self.full = self.end - geometry.top * MM
        self.measure = geometry.measure
        self._stack = Stacker(self.measure, None if draft else number, self.missing).stack

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def room(self) -> float:
        return self.end - self.y

    @property
    def fresh(self) -> bool:
        return self.y <= self.start + 0.01

    def new_page(self) -> None:
        if not self.fresh:
            self.pages.append(Page(numbered=self.page.numbered))
            self.start = self.geometry.top * MM
            self.y = self.start

    def pour(self, content: list[blocks.Block]) -> list[Page]:
        """Lay out the blocks and return the pages."""
        self._pour(self._without_signing(content))
        return self.pages

    def _without_signing(self, content) -> list[blocks.Block]:
        out: list[blocks.Block] = []
        for block in content:
            if isinstance(block, blocks.Signing):
                out += [] if self.draft else self._without_signing(block.blocks)
            elif isinstance(block, blocks.Keep):
                tail = tuple(self._without_signing(block.tail))
                out.append(blocks.Keep(tail, tuple(self._without_signing(block.body)), block.room))
            else:
                out.append(block)
        return out

    def _pour(self, content: list[blocks.Block]) -> None:
        for i, block in enumerate(content):
            if isinstance(block, blocks.NewPage):
                self.new_page()
                self.page.numbered = block.numbered
            elif isinstance(block, blocks.RedHead):
                put_head(self.page, block, self.geometry, self.number, self.draft, self.missing)
            elif isinstance(block, blocks.Keep):
                self._keep(block)
            elif isinstance(block, blocks.Grid):
                self._table(Table(block, self.missing))
            elif isinstance(block, blocks.Prose):
                self._prose(block)
            else:
                stack = self._stack(block)
                if isinstance(block, blocks.Heading) and i + 1 < len(content):
                    if not self._follows(content[i + 1], self.room - stack.height, block.room * MM):
                        self.new_page()
                self._solid(stack)

    def _solid(self, stack: Stack) -> None:
        if stack.height > self.room + 0.01:
            self.new_page()
        if stack.foot:
            self.y = self.end - stack.height
        stack.paint(self.page, self.x, self.y, self.measure)
        self.y += stack.height

    def _follows(self, block: blocks.Block, room: float, least: float) -> bool:
        """Whether enough of `block`, `least` points of it, fits in `room` to let its heading stand above it."""
        if isinstance(block, blocks.Grid):
            table = Table(block, [])
            count = table.fitting(0, room, fresh=False)
            return count == len(table.rows) or count > 0 and table.height(0, count) >= least
        if isinstance(block, blocks.Prose):
            return room >= min(self._stack(block).height, least)
        return True

    def _table(self, table: Table) -> None:
        start = 0
        while start < len(table.rows):
            count = table.fitting(start, self.room, self.fresh)
            if not count and not self.fresh:
                self.new_page()
                continue
            if not count:
                table.split(start, self.room)
                count = 1
            self.y = table.paint(self.page, self.x, self.y, start, count)
            start += count
            if start < len(table.rows):
                self.new_page()

    def _prose(self, block: blocks.Prose) -> None:
        self.y += block.before * MM if not self.fresh else 0.0
        for para in block.paras:
            lines = set_para(para, self.measure, self.missing)
            while lines:
                fit = self._lines_fitting(lines)
                if not fit:
                    self.new_page()
                    continue
                for line in lines[:fit]:
                    self.page.add(line, self.x, self.y)
                    self.y += line.height
                lines = lines[fit:]
        self.y += block.after * MM

    def _lines_fitting(self, lines: list[Line]) -> int:
        """How many lines of a paragraph go on this page: at least two here and two on the next."""
        fit = min(len(lines), int((self.room + 0.01) // lines[0].height))
        if fit < len(lines) and len(lines) - fit < 2:
            fit = len(lines) - 2
        if fit < len(lines) and fit < 2 and not self.fresh:
            return 0
        return max(fit, 1) if self.fresh else max(fit, 0)

    def _keep(self, block: blocks.Keep) -> None:
        body = [self._measured(part) for part in block.body]
        tail = [self._measured(part) for part in block.tail]
        body_height, tail_height = (sum(part.height() for part in parts) for parts in (body, tail))
        if block.room * MM > self.room:
            self.new_page()
        if body_height + tail_height > self.room + 0.01 and body_height + tail_height <= self.full:
            self.new_page()
        for i, part in enumerate(body):
            if part.table is None:
                rest = body[i + 1] if i + 1 < len(body) else None
                if rest and rest.table and rest.table.fitting(0, self.room - part.height(), False) == 0:
                    self.new_page()
                self._solid(part.stack)
            else:
                below = sum(other.height() for other in body[i + 1 :]) + tail_height
                self._table_above(part.table, below)
        for part in tail:
            if part.table is None:
                self._solid(part.stack)
            else:
                self._table(part.table)

    def _table_above(self, table: Table, below: float) -> None:
        """Place `table` so that its last rows stand on the page of the `below` points that follow."""
        start, total = 0, len(table.rows)
        while start < total:
            if table.height(start) + below <= self.room + 0.01:
                self.y = table.paint(self.page, self.x, self.y, start, total - start)
                return
            count = table.fitting(start, self.room, fresh=True)
            if start + count >= total:
                hold = max(1, min(table.grid.last, total - start - 1))
                while hold > 1 and table.height(total - hold) + below > self.full:
                    hold -= 1
                count = total - start - hold
            if count <= 0:
                if self.fresh:
                    table.split(start, self.room if start + 1 < total else self.room - below)
                    total = len(table.rows)
                    count = 1
                else:
                    self.new_page()
                    continue
            self.y = table.paint(self.page, self.x, self.y, start, count)
            start += count
            self.new_page()

    def _measured(self, block: blocks.Block) -> _Part:
        if isinstance(block, blocks.Grid):
            return _Part(table=Table(block, self.missing))
        return _Part(stack=self._stack(block))


@dataclass(frozen=True)
class _Part:
    """A measured block of a Keep: either a table or a stack of lines."""

    table: Table | None = None
    stack: Stack | None = None

    def height(self) -> float:
        return self.table.height() if self.table else self.stack.height

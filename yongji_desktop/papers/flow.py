"""Pours blocks into pages: what stays together, where a page ends.  Points, y downwards."""

from __future__ import annotations

from dataclasses import dataclass

from yongji_desktop.papers import blocks
from yongji_desktop.papers.table import Page, Table
from yongji_desktop.papers.typeset import MM, Line, set_para


@dataclass(frozen=True)
class Geometry:
    """Paper and margins in millimetres."""

    width: float = 210.0
    height: float = 297.0
    top: float = 20.0
    bottom: float = 19.0
    left: float = 27.0
    right: float = 17.0

    @property
    def measure(self) -> float:
        """Width of the text in points."""
        return (self.width - self.left - self.right) * MM


FORM = Geometry()
UNNUMBERED = "（未编号）"
_HEADING_ROOM = 40 * MM


class _Stack:
    """Measured lines that stand below each other and are not split."""

    def __init__(self) -> None:
        self.parts: list[tuple[Line | None, float, float]] = []
        self.cuts: list[tuple[float, Line, float]] = []
        self.height = 0.0

    def skip(self, points: float) -> None:
        self.height += points

    def line(self, line: Line, x: float = 0.0) -> None:
        self.parts.append((line, x, self.height))
        self.height += line.height

    def paint(self, page: Page, x: float, y: float, measure: float) -> None:
        for line, left, at in self.parts:
            page.add(line, x + left, y + at)
        for at, line, width in self.cuts:
            middle = y + at + line.height / 2
            gap = (measure - width) / 2
            page.dashes.append((x, x + gap - 2 * MM, middle))
            page.dashes.append((x + gap + width + 2 * MM, x + measure, middle))


class Flow:
    """Fills pages with blocks.  `number` is printed in the letterhead; a draft leaves Signing out."""

    def __init__(self, geometry: Geometry, number: str | None, draft: bool):
        self.geometry = geometry
        self.number = number
        self.draft = draft
        self.missing: list[str] = []
        self.pages: list[Page] = [Page()]
        self.x = geometry.left * MM
        self.start = geometry.top * MM
        self.y = self.start
        self.end = (geometry.height - geometry.bottom) * MM
        self.measure = geometry.measure

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
            self.pages.append(Page())
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
            elif isinstance(block, blocks.Keep):
                self._keep(block)
            elif isinstance(block, blocks.Grid):
                self._table(Table(block, self.missing))
            elif isinstance(block, blocks.Prose):
                self._prose(block)
            else:
                stack = self._stack(block)
                if isinstance(block, blocks.Heading) and i + 1 < len(content):
                    if not self._follows(content[i + 1], self.room - stack.height):
                        self.new_page()
                self._solid(stack)

    def _solid(self, stack: _Stack) -> None:
        if stack.height > self.room + 0.01:
            self.new_page()
        stack.paint(self.page, self.x, self.y, self.measure)
        self.y += stack.height

    def _follows(self, block: blocks.Block, room: float) -> bool:
        """Whether enough of `block` fits in `room` to let its heading stand above it."""
        if isinstance(block, blocks.Grid):
            table = Table(block, [])
            count = table.fitting(0, room, fresh=False)
            return count == len(table.rows) or count > 0 and table.height(0, count) >= _HEADING_ROOM
        if isinstance(block, blocks.Prose):
            return room >= min(self._stack(block).height, _HEADING_ROOM)
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
        full = self.end - self.start
        if block.room * MM > self.room:
            self.new_page()
        if body_height + tail_height > self.room + 0.01 and body_height + tail_height <= full:
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
                hold = 2 if total - start > 2 else 1
                while hold > 1 and table.height(total - hold) + below > self.end - self.start:
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

    def _stack(self, block: blocks.Block) -> _Stack:
        """The unsplittable lines of a letterhead, heading, cut line, signature or short prose."""
        stack = _Stack()
        if isinstance(block, blocks.Letterhead):
            self._letterhead(stack, block)
        elif isinstance(block, blocks.Heading):
            stack.skip(block.before * MM)
            self._centred(stack, block.text, block.size, block.size * 1.36, block.role, block.align)
            stack.skip(block.after * MM)
        elif isinstance(block, blocks.Sign):
            stack.skip(block.before * MM)
            for text in block.lines:
                para = blocks.para(text, size=block.size, leading=block.leading, align="left")
                line = set_para(para, self.measure, self.missing)[0]
                left = self.measure - block.from_right * MM - line.width / 2
                stack.line(line, max(0.0, min(left, self.measure - line.width)))
            stack.skip(block.after * MM)
        elif isinstance(block, blocks.CutLine):
            stack.skip(block.before * MM)
            para = blocks.para({"t": block.text, "grey": True}, role="song", size=9, align="center")
            line = set_para(para, self.measure, self.missing)[0]
            ends = [segment.x for segment in line.segments]
            stack.cuts.append((stack.height, line, 2 * (self.measure / 2 - ends[0])))
            stack.line(line)
            stack.skip(block.after * MM)
        else:
            stack.skip(block.before * MM)
            for para in block.paras:
                for line in set_para(para, self.measure, self.missing):
                    stack.line(line)
            stack.skip(block.after * MM)
        return stack

    def _letterhead(self, stack: _Stack, block: blocks.Letterhead) -> None:
        self._centred(stack, block.organ, 13, 18, "title", "center")
        self._centred(stack, block.title, 20, 30, "title", "center")
        if block.subtitle:
            self._centred(stack, block.subtitle, 14, 20, "title", "center")
        number = UNNUMBERED if self.draft or not self.number else self.number
        self._centred(stack, number + block.note, 11, 18, "fang", "center")
        if block.remark:
            self._centred(stack, block.remark, 9, 13, "fang", "center")
        stack.skip(0.8 * MM)

    def _centred(self, stack: _Stack, text: str, size: float, leading: float, role: str, align: str) -> None:
        para = blocks.para(text, size=size, leading=leading / size, role=role, align=align)
        width = self.measure - (40 * MM if role == "title" else 0)  # clear of the QR code
        for line in set_para(para, width, self.missing):
            stack.line(line, (self.measure - width) / 2)


@dataclass(frozen=True)
class _Part:
    """A measured block of a Keep: either a table or a stack of lines."""

    table: Table | None = None
    stack: _Stack | None = None

    def height(self) -> float:
        return self.table.height() if self.table else self.stack.height

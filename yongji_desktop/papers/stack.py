"""Lines that stand below each other and are not split: heads, headings, signatures.  Points, y downwards."""

from __future__ import annotations

from yongji_desktop.papers import blocks
from yongji_desktop.papers.table import Page
from yongji_desktop.papers.typeset import MM, Line, set_para

UNNUMBERED = "（未编号）"
_BESIDE_QR = 40 * MM


class Stack:
    """Measured lines and the room they take; `foot` tells that they stand at the very bottom of their page."""

    def __init__(self) -> None:
        self.parts: list[tuple[Line, float, float]] = []
        self.cuts: list[tuple[float, Line, float]] = []
        self.height = 0.0
        self.foot = False

    def skip(self, points: float) -> None:
        """Leave room."""
        self.height += points

    def line(self, line: Line, x: float = 0.0) -> None:
        """Add a line `x` points from the left."""
        self.parts.append((line, x, self.height))
        self.height += line.height

    def paint(self, page: Page, x: float, y: float, measure: float) -> None:
        """Put the lines on `page` with their top left corner at (x, y)."""
        for line, left, at in self.parts:
            page.add(line, x + left, y + at)
        for at, line, width in self.cuts:
            middle = y + at + line.height / 2
            gap = (measure - width) / 2
            page.dashes.append((x, x + gap - 2 * MM, middle))
            page.dashes.append((x + gap + width + 2 * MM, x + measure, middle))


class Stacker:
    """Measures blocks that are not split, in a column `measure` points wide.

    `number` is what the letterhead prints, None for an unnumbered paper or a draft; characters without a font are
    appended to `missing`.
    """

    def __init__(self, measure: float, number: str | None, missing: list[str]):
        self.measure = measure
        self.number = number
        self.missing = missing

    def stack(self, block: blocks.Block) -> Stack:
        """The lines of a letterhead, heading, cut line, signature, foot or short prose."""
        stack = Stack()
        if isinstance(block, blocks.Letterhead):
            self._letterhead(stack, block)
        elif isinstance(block, blocks.Heading):
            stack.skip(block.before * MM)
            self._heading(stack, block)
            stack.skip(block.after * MM)
        elif isinstance(block, blocks.Sign):
            self._sign(stack, block)
        elif isinstance(block, blocks.CutLine):
            self._cut(stack, block)
        elif isinstance(block, blocks.Foot):
            stack.foot = True
            self._lines(stack, block.paras)
        else:
            stack.skip(block.before * MM)
            self._lines(stack, block.paras)
            stack.skip(block.after * MM)
        return stack

    def _lines(self, stack: Stack, paras: tuple[blocks.Para, ...]) -> None:
        for para in paras:
            for line in set_para(para, self.measure, self.missing):
                stack.line(line)

    def _sign(self, stack: Stack, block: blocks.Sign) -> None:
        stack.skip(block.before * MM)
        for text in block.lines:
            para = blocks.para(text, size=block.size, leading=block.leading, align="left")
            line = set_para(para, self.measure, self.missing)[0]
            left = self.measure - block.from_right * MM - line.width / 2
            stack.line(line, max(0.0, min(left, self.measure - line.width)))
        stack.skip(block.after * MM)

    def _cut(self, stack: Stack, block: blocks.CutLine) -> None:
        stack.skip(block.before * MM)
        para = blocks.para({"t": block.text, "grey": True}, role="song", size=9, align="center")
        line = set_para(para, self.measure, self.missing)[0]
        ends = [segment.x for segment in line.segments]
        stack.cuts.append((stack.height, line, 2 * (self.measure / 2 - ends[0])))
        stack.line(line)
        stack.skip(block.after * MM)

    def _letterhead(self, stack: Stack, block: blocks.Letterhead) -> None:
        self._centred(stack, block.organ, 13, 18, "title")
        self._centred(stack, block.title, 20, 30, "title")
        if block.subtitle:
            self._centred(stack, block.subtitle, 14, 20, "title")
        self._centred(stack, (self.number or UNNUMBERED) + block.note, 11, 18, "fang")
        if block.remark:
            self._centred(stack, block.remark, 9, 13, "fang")
        stack.skip(0.8 * MM)

    def _heading(self, stack: Stack, block: blocks.Heading) -> None:
        style = {"role": block.role, "align": block.align, "indent": block.indent}
        para = blocks.para(block.text, size=block.size, leading=block.leading, **style)
        self._narrow(stack, para)

    def _centred(self, stack: Stack, text: str, size: float, leading: float, role: str) -> None:
        self._narrow(stack, blocks.para(text, size=size, leading=leading / size, role=role, align="center"))

    def _narrow(self, stack: Stack, para: blocks.Para) -> None:
        """Lines of a title stay clear of the QR code."""
        width = self.measure - (_BESIDE_QR if para.role == "title" else 0)
        for line in set_para(para, width, self.missing):
            stack.line(line, (self.measure - width) / 2)

"""Sets paragraphs into lines: widths, half-width punctuation, justification.  All measures in points."""

from __future__ import annotations

from dataclasses import dataclass, field

from yongji_desktop.papers import blocks
from yongji_desktop.papers.fonts import MISSING_MARK, glyph
from yongji_desktop.papers.linebreak import (
    BLANK_MARK,
    BOX_MARK,
    CLOSING,
    OPENING,
    SPACES,
    break_points,
    clean,
    emergency_points,
)

MM = 72 / 25.4
NARROW = (30 - 2 * 1.2) * MM  # a column of 30 mm without its padding
_TOLERANCE = 0.01


@dataclass(frozen=True)
class Segment:
    """Characters shown with one font at `x`; `spacing` is added after each of them."""

    x: float
    font: str
    size: float
    text: str
    spacing: float = 0.0
    grey: bool = False


@dataclass
class Line:
    """One set line: what is drawn at which x, and how much room it takes."""

    height: float
    size: float
    width: float = 0.0
    text: str = ""
    segments: list[Segment] = field(default_factory=list)
    rules: list[tuple[float, float]] = field(default_factory=list)
    boxes: list[tuple[float, bool]] = field(default_factory=list)


@dataclass(slots=True)
class _Item:
    char: str
    font: str
    shown: str
    size: float
    width: float
    underline: bool = False
    grey: bool = False
    mark: blocks.Box | blocks.Blank | None = None


def set_para(para: blocks.Para, width: float, missing: list[str] | None = None) -> list[Line]:
    """The lines of `para` in a column `width` points wide; at least one line.

    Characters that no bundled font has are appended to `missing`.
    """
    lines: list[Line] = []
    for items in _paragraphs(para, missing if missing is not None else []):
        lines += _set(items, para, width, first=not lines)
    return lines


def _paragraphs(para: blocks.Para, missing: list[str]) -> list[list[_Item]]:
    """The items of the paragraph, one list per forced line."""
    out: list[list[_Item]] = [[]]
    for piece in para.inlines:
        if isinstance(piece, blocks.Box):
            out[-1].append(_Item(BOX_MARK, "", "", para.size, 1.06 * para.size, mark=piece))
        elif isinstance(piece, blocks.Blank):
            out[-1].append(_Item(BLANK_MARK, "", "", para.size, piece.width * MM, mark=piece))
        else:
            role, size = piece.role or para.role, piece.size or para.size
            for char in clean(piece.text):
                if char == "\n":
                    out.append([])
                    continue
                g = glyph(role, char)
                if g.char != char and char != MISSING_MARK and char not in missing:
                    missing.append(char)
                wide = g.width * size + para.tracking
                out[-1].append(_Item(char, g.font, g.char, size, wide, piece.underline, piece.grey))
    return out


def _half(item: _Item, signs: frozenset[str]) -> bool:
    return item.char in signs and item.width > 0.98 * item.size


def _advances(items: list[_Item]) -> list[float]:
    """The room of each item when the next one stands on the same line (0.4 rule 2: the first takes half)."""
    widths = [item.width for item in items]
    for i in range(len(items) - 1):
        this, after = items[i], items[i + 1]
        if _half(this, CLOSING) and (_half(after, CLOSING) or _half(after, OPENING)):
            widths[i] *= 0.5
        elif _half(this, OPENING) and _half(after, OPENING):
            widths[i] *= 0.5
    return widths


def _set(items: list[_Item], para: blocks.Para, width: float, first: bool) -> list[Line]:
    height = para.size * para.leading
    if not items:
        return [Line(height, para.size)]
    for item in items:
        if item.char == BLANK_MARK:
            item.width = min(item.width, width)
    em = para.size + para.tracking
    indent = min(para.indent * em, width / 2) if first else 0.0
    hang = min(para.hang * em, width / 2)
    lines = []
    advances = _advances(items)
    spans = _break(items, advances, width, indent, hang)
    for n, (start, end) in enumerate(spans):
        last = n == len(spans) - 1
        left = indent if n == 0 else hang
        lines.append(_line(items[start:end], advances[start:end], para, width, left, last, len(spans)))
    return lines


def _break(
    items: list[_Item], advances: list[float], width: float, indent: float, hang: float
) -> list[tuple[int, int]]:
    text = "".join(item.char for item in items)
    points = break_points(text)
    sums = [0.0]
    for advance in advances:
        sums.append(sums[-1] + advance)

    def ends_at(start: int, end: int) -> float:
        """Width of items start..end as a whole line: trailing spaces drop, a closing sign takes half."""
        while end > start + 1 and items[end - 1].char in SPACES:
            end -= 1
        last = items[end - 1]
        least = last.width * (0.5 if _half(last, CLOSING) else 1.0)
        return sums[end - 1] - sums[start] + least

    for level in range(4):
        stops = [0, *(i for i, point in enumerate(points) if point), len(items)]
        wide = [(a, b) for a, b in zip(stops, stops[1:]) if ends_at(a, b) > width - max(indent, hang) + _TOLERANCE]
        if not wide:
            break
        for a, b in wide:
            for i in emergency_points(text, a, b, level):
                points[i] = True

    spans, start, best, room = [], 0, 0, width - indent
    i = 1
    while i <= len(items):
        if i == len(items) or points[i]:
            if ends_at(start, i) <= room + _TOLERANCE or best <= start:
                best = i
            elif _shrink_blank(items, advances, sums, start, best, room):
                continue
            else:
                spans.append((start, best))
                start, best, room = best, best, width - hang
                i = start
        i += 1
    spans.append((start, len(items)))
    return spans


def _shrink_blank(
    items: list[_Item], advances: list[float], sums: list[float], start: int, at: int, room: float
) -> bool:
    """Narrow a blank that does not fit to what is left of the line, if that is a good part of it."""
    item = items[at] if at < len(items) else None
    if item is None or item.char != BLANK_MARK:
        return False
    left = room - (sums[at] - sums[start])
    if left < 0.5 * item.width or left >= item.width - _TOLERANCE:
        return False
    lost = item.width - left
    item.width = advances[at] = left
    for i in range(at + 1, len(sums)):
        sums[i] -= lost
    return True


def _line(
    items: list[_Item],
    advances: list[float],
    para: blocks.Para,
    width: float,
    indent: float,
    last: bool,
    count: int,
) -> Line:
    while len(items) > 1 and items[-1].char in SPACES:
        items, advances = items[:-1], advances[:-1]
    advances = [*advances[:-1], items[-1].width]
    room = width - indent
    if sum(advances) > room + _TOLERANCE and _half(items[-1], CLOSING):
        advances[-1] *= 0.5
    natural = sum(advances)
    stretch = 0.0
    align = para.align
    if align == "short":
        align = "center" if count == 1 else "justify"
    if align == "justify" and not last and width >= NARROW:
        stretch = _stretch(items, room - natural, para.size)
    left = indent
    if align == "center":
        left += max(0.0, (room - natural) / 2)
    elif align == "right":
        left += max(0.0, room - natural)
    line = Line(para.size * para.leading, para.size, min(width, left + natural))
    line.text = "".join(item.char for item in items if item.mark is None)
    _draw(line, items, advances, left, stretch, para.tracking)
    return line


def _loose(this: _Item, after: _Item) -> bool:
    """Whether justification may widen the gap between two neighbours: not inside words and numbers."""
    return not (this.char.isascii() and after.char.isascii()) and this.mark is None


def _stretch(items: list[_Item], gap: float, size: float) -> float:
    gaps = sum(_loose(this, after) for this, after in zip(items, items[1:]))
    if gap <= 0 or not gaps or gap > 4 * size or gap / gaps > 0.15 * size:
        return 0.0
    return gap / gaps


def _draw(
    line: Line, items: list[_Item], advances: list[float], x: float, stretch: float, tracking: float
) -> None:
    """Fill `line` with segments, boxes and rules."""
    run: list[_Item] = []
    run_x = run_spacing = 0.0

    def flush() -> None:
        if run:
            head = run[0]
            shown = "".join(item.shown for item in run)
            line.segments.append(Segment(run_x, head.font, head.size, shown, run_spacing, head.grey))
            run.clear()

    for i, (item, advance) in enumerate(zip(items, advances)):
        after = items[i + 1] if i + 1 < len(items) else None
        added = stretch if stretch and after is not None and _loose(item, after) else 0.0
        spacing = tracking + added
        if item.mark is not None:
            flush()
            if isinstance(item.mark, blocks.Box):
                line.boxes.append((x + 0.06 * item.size, item.mark.ticked))
            elif item.mark.line:
                _rule(line, x, x + advance)
        else:
            head = run[0] if run else None
            if head and (head.font, head.size, head.grey) != (item.font, item.size, item.grey):
                flush()
            if not run:
                run_x, run_spacing = x, spacing
            run.append(item)
            if item.underline:
                _rule(line, x, x + advance + added)
            if spacing != run_spacing or advance != item.width:
                flush()  # a segment has one spacing: the character that differs ends it
        x += advance + added
    flush()


def _rule(line: Line, start: float, end: float) -> None:
    if line.rules and abs(line.rules[-1][1] - start) < 0.05:
        start = line.rules.pop()[0]
    line.rules.append((start, end))

"""The head and the foot lines of a letter's first page (GB/T 9704—2012, 10.1 信函格式).  Points, y downwards."""

from __future__ import annotations

from yongji_desktop.papers import blocks
from yongji_desktop.papers.geometry import Geometry
from yongji_desktop.papers.stack import UNNUMBERED
from yongji_desktop.papers.table import Page
from yongji_desktop.papers.typeset import MM, Line, set_para

_TOP, _GAP, _FROM_FOOT, _LENGTH = 30 * MM, 4 * MM, 20 * MM, 170 * MM
_THICK, _THIN, _BETWEEN = 2.2, 0.6, 1.2
_ORGAN, _NUMBER = 30.0, 16.0
_BLANK = 12.0


def put_head(
    page: Page, head: blocks.RedHead, geometry: Geometry, number: str | None, draft: bool, missing: list[str]
) -> None:
    """Put the organ, the double lines and the number on a letter's first page.

    A name too long for the text's width is set smaller.
    """
    measure, left = geometry.measure, geometry.left * MM
    organ = _set(head.organ, _ORGAN, "title", missing)
    if organ.width > measure:
        organ = _set(head.organ, _ORGAN * measure / organ.width, "title", missing)
    page.add_red(organ, left + (measure - organ.width) / 2, _TOP)
    under = _TOP + _ORGAN + _GAP
    middle = geometry.width * MM / 2
    start, end = middle - _LENGTH / 2, middle + _LENGTH / 2
    page.red_bars.append((start, under, end, _THICK))
    page.red_bars.append((start, under + _THICK + _BETWEEN, end, _THIN))
    foot = geometry.height * MM - _FROM_FOOT
    page.red_bars.append((start, foot - _THICK - _BETWEEN - _THIN, end, _THIN))
    page.red_bars.append((start, foot - _THICK, end, _THICK))
    words: list[blocks.Piece] = [number or ""]
    if draft:
        words = [UNNUMBERED]
    elif not number:
        words = [head.blank[0], {"gap": _BLANK}, head.blank[1]]
    para = blocks.para([*words, head.note], size=_NUMBER, leading=1.0, align="left")
    line = set_para(para, measure, missing)[0]
    top = under + _THICK + _BETWEEN + _THIN + 7 / 8 * _NUMBER
    page.add(line, left + measure - line.width, top)


def _set(text: str, size: float, role: str, missing: list[str]) -> Line:
    return set_para(blocks.para(text, size=size, role=role, leading=1.0, align="left"), 10000, missing)[0]

"""What stands around the text on every page: running head, foot, page number, fold mark, place of the QR code.

Points, y downwards; nothing here draws.
"""

from __future__ import annotations

from yongji_desktop.papers import blocks
from yongji_desktop.papers.frame import Frame
from yongji_desktop.papers.geometry import Geometry
from yongji_desktop.papers.stack import UNNUMBERED
from yongji_desktop.papers.table import Page
from yongji_desktop.papers.typeset import MM, Line, set_para

GREY = 0.42
NO_CHECK_CODE = "00000000"
# side, distance from the upper edge (mm): on the first page, on those after it
_QR = {"form": ((17, 12), (12, 6)), "letter": ((15, 8), (12, 12)), "ledger": ((17, 7), (12, 7))}
_RUNNING_HEAD = {"form": 12.0, "ledger": 20.6}
_CHAR = 156 / 28  # mm, one character of a letter's text


def split_check_code(code: str) -> str:
    """The check code as it is printed, 4-4."""
    return f"{code[:4]}-{code[4:]}"


class Surround:
    """Puts the frame of a paper on its pages; what no font has is appended to `missing`."""

    def __init__(self, geometry: Geometry, frame: Frame, missing: list[str]):
        self.geometry = geometry
        self.frame = frame
        self.missing = missing
        self.height = geometry.height * MM
        self.left = geometry.left * MM
        self.right = (geometry.width - geometry.right) * MM
        self.number = UNNUMBERED if frame.draft or not frame.number else frame.number

    @property
    def has_qr(self) -> bool:
        """Whether the pages bear a QR code: a draft never does."""
        return not self.frame.draft and self.frame.code is not None

    def qr_place(self, number: int) -> tuple[float, float, float]:
        """Side, upper edge and right edge of the QR code of page `number`."""
        side, top = _QR[self.frame.family][0 if number == 1 else 1]
        return side * MM, top * MM, self.right

    def qr_words(self, number: int, count: int) -> str:
        """What the QR code of a page says: plain text without address, name or telephone."""
        frame = self.frame
        check = frame.check_code or NO_CHECK_CODE
        return f"YJAQ1;{frame.code};V{frame.version};{check};P{number}/{count}"

    def put(self, page: Page, number: int, count: int) -> None:
        """Add what surrounds the text of page `number` of `count`."""
        if self.geometry.width > self.geometry.height:
            middle = self.geometry.width * MM / 2
            page.lines.append((middle, 0.0, middle, 4 * MM, 0.4, GREY))
        else:
            page.lines.append((0.0, self.height / 2, 4 * MM, self.height / 2, 0.4, GREY))
        letter = self.frame.family == "letter"
        if number > 1 and not letter:
            self._running_head(page)
        if self.frame.mark:
            page.add(self.line(self.frame.mark, 8.5, grey=True), self.left, 6.0 * MM)
        if letter:
            self._letter_foot(page, number)
        else:
            self._foot(page, number, count)

    def _running_head(self, page: Page) -> None:
        frame, form = self.frame, self.frame.family == "form"
        top = _RUNNING_HEAD[frame.family] * MM
        end = self.right - (12 + 2) * MM if self.has_qr else self.right
        right = self.line(self.number, 8.5, grey=True)
        words = f"{frame.title}（续）" + (f"　{frame.unit}" if frame.unit else "")
        page.add(self._cut(words, 8.5, end - self.left - right.width - 12), self.left, top)
        page.add(right, end - right.width, top)
        if form:
            page.lines.append((self.left, 16.8 * MM, end, 16.8 * MM, 0.4, GREY))

    def _foot(self, page: Page, number: int, count: int) -> None:
        frame = self.frame
        top = self.height - (self.geometry.bottom - 3.3) * MM
        page.lines.append((self.left, top, self.right, top, 0.4, GREY))
        words = self.line(f"{self.number}　{self._mark}", 7.5, grey=True)
        page.add(words, self.left, top + 1.2 * MM)
        centre = self.line(f"第{number}页　共{count}页", 8.5)
        middle = max((self.left + self.right - centre.width) / 2, self.left + words.width + 8)
        page.add(centre, middle, top + 1.0 * MM)
        edition = f"第{frame.version}版" if frame.version else ""
        last = self.line("　".join(part for part in (self._made, edition) if part), 7.5, grey=True)
        page.add(last, self.right - last.width, top + 1.2 * MM)

    def _letter_foot(self, page: Page, number: int) -> None:
        """The page number (14 pt, 7 mm below the text, none on the first page) and opposite it the check code."""
        odd = number % 2 == 1
        if number > 1 and page.numbered:
            mark = self.line(f"—　{number}　—", 14)
            inset = _CHAR * MM
            at = self.right - inset - mark.width if odd else self.left + inset
            page.add(mark, at, self.height - (self.geometry.bottom - 7) * MM - (mark.height - mark.size) / 2)
        frame = self.frame
        edition = f"第{frame.version}版" if frame.version > 1 else ""
        parts = (self.number if frame.number or frame.draft else "", self._mark, self._made, edition)
        words = self.line("　".join(part for part in parts if part), 7, grey=True)
        at = self.left if odd or not page.numbered else self.right - words.width
        page.add(words, at, self.height - 12 * MM - (words.height + words.size) / 2)

    @property
    def _mark(self) -> str:
        frame = self.frame
        check = f"校验码{split_check_code(frame.check_code or NO_CHECK_CODE)}"
        return "草稿，不作依据" if frame.draft else frame.foot or check

    @property
    def _made(self) -> str:
        issued_at = self.frame.issued_at
        return f"{issued_at.replace('T', ' ')[:16]}{self.frame.made}" if issued_at else ""

    def line(self, text: str, size: float, grey: bool = False) -> Line:
        """One line of 宋体."""
        para = blocks.para({"t": text, "grey": grey}, size=size, role="song", align="left")
        return set_para(para, 10000, self.missing)[0]

    def _cut(self, text: str, size: float, width: float) -> Line:
        line = self.line(text, size, grey=True)
        while line.width > width and len(text) > 1:
            text = text[:-1]
            line = self.line(text + "…", size, grey=True)
        return line

"""Shows a PDF: pages one below the other, drawn only while visible and at the screen's own resolution.

整页 shows a page whole, 页宽 as wide as the view; the choice stays when another paper is shown.
PgUp/PgDn turn pages, the wheel scrolls.
"""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from yongji_desktop.gui.parts.pdf_pages import PdfPages

PAGE, WIDTH = "page", "width"
DESK = QColor("#DFE4EB")
SHADOW = QColor("#CBD3DB")
PAPER = QColor("#FFFFFF")
FOCUS = QColor("#1B5E9E")
GAP = 14
KEPT = 6


class PageView(QAbstractScrollArea):
    """A view of one PDF.

    `page_changed(number, pages)` tells the page at the middle of the view, counted from 1 (0, 0 without a
    paper); `fit_changed(fit)` whether pages are shown whole (``page``) or as wide as the view (``width``).
    """

    page_changed = Signal(int, int)
    fit_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.fit = PAGE
        self._pages: PdfPages | None = None
        self._words = ""
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._told = (0, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName("文书页面")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # What is shown ----------------------------------------------------------------------------

    def show_pdf(self, data: bytes | None, words: str = "") -> None:
        """Show these bytes from their first page, or `words` where there is no paper."""
        if self._pages is not None:
            self._pages.close()
        self._pages = PdfPages(data) if data is not None else None
        self._words = words
        self._images.clear()
        self.verticalScrollBar().setValue(0)
        self._lay_out()

    @property
    def data(self) -> bytes | None:
        """The bytes that are shown."""
        return self._pages.data if self._pages else None

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._pages) if self._pages else 0

    @property
    def page(self) -> int:
        """The page at the middle of the view, counted from 1; 0 without a paper."""
        if not self.page_count:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        tops = [rect.top() for rect in self._rects()]
        return max(1, sum(top <= middle for top in tops))

    def set_fit(self, fit: str) -> None:
        """Show pages whole (``page``) or as wide as the view (``width``); stays on the same page."""
        number = self.page
        self.fit = fit
        self._images.clear()
        self._lay_out()
        self.turn_to(number)
        self.fit_changed.emit(fit)

    def turn_to(self, number: int) -> None:
        """Bring a page (from 1) to the top."""
        if 1 <= number <= self.page_count:
            self.verticalScrollBar().setValue(self._rects()[number - 1].top() - GAP)

    # Geometry ----------------------------------------------------------------------------

    def _rects(self) -> list[QRect]:
        """Where each page lies, in the coordinates of the whole column of pages."""
        assert self._pages is not None
        view = self.viewport().size()
        rects, top = [], GAP
        for index in range(len(self._pages)):
            size = self._pages.size(index)
            scale = max(view.width() - 2 * GAP, 60) / size.width()
            if self.fit == PAGE:
                scale = min(scale, max(view.height() - 2 * GAP, 60) / size.height())
            width, height = round(size.width() * scale), round(size.height() * scale)
            rects.append(QRect((view.width() - width) // 2, top, width, height))
            top += height + GAP
        return rects

    def _lay_out(self) -> None:
        bar = self.verticalScrollBar()
        if not self.page_count:
            bar.setRange(0, 0)
        else:
            last = self._rects()[-1]
            bar.setRange(0, max(0, last.bottom() + GAP - self.viewport().height()))
            bar.setPageStep(max(1, self.viewport().height() - 40))
            bar.setSingleStep(60)
        self._scrolled()

    def _scrolled(self) -> None:
        self.viewport().update()
        told = (self.page, self.page_count)
        if told != self._told:
            self._told = told
            self.page_changed.emit(*told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page in view when the window changes its size."""
        number = self.page
        super().resizeEvent(event)
        self._lay_out()
        if self.fit == PAGE:
            self.turn_to(number)

    # Drawing ----------------------------------------------------------------------------

    def _image(self, index: int, rect: QRect) -> QImage:
        ratio = self.devicePixelRatioF()
        pixels = max(1, round(rect.width() * ratio))
        key = (index, pixels)
        if key not in self._images:
            assert self._pages is not None
            image = self._pages.image(index, pixels)
            image.setDevicePixelRatio(ratio)
            self._images[key] = image
            while len(self._images) > KEPT:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in view, and the focus frame."""
        painter = QPainter(self.viewport())
        area = self.viewport().rect()
        painter.fillRect(area, DESK)
        if not self.page_count:
            painter.drawText(
                area.adjusted(24, 0, -24, 0),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self._words,
            )
        else:
            shift = self.verticalScrollBar().value()
            for index, rect in enumerate(self._rects()):
                shown = rect.translated(0, -shift)
                if shown.intersects(area):
                    painter.fillRect(shown.adjusted(-1, -1, 1, 2), SHADOW)
                    painter.fillRect(shown, PAPER)
                    painter.drawImage(shown.topLeft(), self._image(index, rect))
        if self.hasFocus():
            painter.setPen(FOCUS)
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp/PgDn turn pages (in 页宽 a screenful), Home/End go to the ends."""
        bar = self.verticalScrollBar()
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (60 if key == Qt.Key.Key_Down else -60))
        else:
            event.ignore()

    def turn(self, by: int) -> None:
        """One page on (1) or back (-1); where pages are wider than high a screenful."""
        if self.fit == PAGE:
            self.turn_to(min(max(self.page + by, 1), self.page_count))
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + by * bar.pageStep())

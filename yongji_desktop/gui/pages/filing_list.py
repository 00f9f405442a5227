"""The list of scanned pages: a small picture, what the page is, its state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from yongji_desktop.core.errors import Refused
from yongji_desktop.gui import icons
from yongji_desktop.gui.pages.filing_rows import PageRow
from yongji_desktop.gui.parts.chip import chip_width, paint_chip
from yongji_desktop.gui.parts.pdf_pages import PdfPages
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services.scan_reading import Page

ROW = int(Qt.ItemDataRole.UserRole)
HEIGHT, THUMB = 72, QSize(46, 60)
KEPT = 200


def picture_of(page: Page, wide: int) -> QImage:
    """A scanned page as a picture `wide` pixels wide; a null one when it cannot be shown."""
    if page.kind != "pdf":
        whole = QImage.fromData(page.data)
        return whole if whole.isNull() else whole.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
    try:
        document = PdfPages(page.data)
    except Refused:
        return QImage()
    try:
        return document.image(0, wide)
    finally:
        document.close()


class FilingList(QListWidget):
    """`shown(row or None)` follows the current page; Enter is left to the page around."""

    shown = Signal(object)

    def __init__(self):
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("扫描的页")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(lambda *_: self.shown.emit(self.current()))

    def fill(self, rows: Sequence[PageRow], at: int = 0) -> None:
        """Show these pages, the one at `at` current."""
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.title}，{row.words}，状态 {row.state}")
            item.setData(ROW, row)
            item.setToolTip(row.words)
            self.addItem(item)
        if rows:
            self.setCurrentRow(min(max(at, 0), len(rows) - 1))
        self.blockSignals(False)
        self.shown.emit(self.current())

    def current(self) -> PageRow | None:
        """The page the keyboard stands on."""
        item = self.currentItem()
        return item.data(ROW) if item else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter files: it belongs to the page around."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Painter(QStyledItemDelegate):
    """Paints one page; the small pictures are drawn when they come into view and kept."""

    def __init__(self, parent: FilingList):
        super().__init__(parent)
        self._pictures: dict[bytes, QImage] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def _picture(self, page: Page) -> QImage:
        key = page.data
        if key not in self._pictures:
            if len(self._pictures) >= KEPT:
                self._pictures.clear()
            self._pictures[key] = picture_of(page, THUMB.width() * 2) if key else QImage()
        return self._pictures[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: PageRow = index.data(ROW)
        box, chosen = QRect(option.rect), bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, QColor(COLOURS["selected" if chosen else "surface"]))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(COLOURS["line"]))
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(COLOURS["brand"]))
        self._paint_picture(painter, QRect(box.left() + 14, box.top() + 6, THUMB.width(), THUMB.height()), row)
        font = QFont(option.font)
        font.setPixelSize(SIZES["body"])
        wide = chip_width(font, row.state, row.family)
        painter.setFont(font)
        chip = QRectF(box.right() - wide - 12, box.center().y() - SIZES["chip"] / 2, wide, SIZES["chip"])
        paint_chip(painter, chip, row.state, row.family)
        left = box.left() + 14 + THUMB.width() + 12
        self._paint_words(painter, font, QRect(left, box.top(), int(chip.left()) - left - 10, box.height()), row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_words(self, painter: QPainter, font: QFont, area: QRect, row: PageRow) -> None:
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink"]))
        top = QRect(area.left(), area.top() + 12, area.width(), 22)
        elide, side = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, side, painter.fontMetrics().elidedText(row.title, elide, area.width()))
        font.setBold(False)
        font.setPixelSize(SIZES["caption"])
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink2"]))
        below = QRect(area.left(), area.top() + 36, area.width(), 22)
        painter.drawText(below, side, painter.fontMetrics().elidedText(row.words, elide, area.width()))

    def _paint_picture(self, painter: QPainter, area: QRect, row: PageRow) -> None:
        image = self._picture(row.page)
        painter.fillRect(area, QColor(COLOURS["disabled"]))
        if image.isNull():
            icons.draw(painter, "broken", QRectF(area.center().x() - 10, area.center().y() - 10, 20, 20), COLOURS["ink3"])
        else:
            painter.drawImage(fitted(area, image), image)
        painter.setPen(QColor(COLOURS["line"]))
        painter.drawRect(area)


def fitted(area: QRect, image: QImage) -> QRect:
    """Where a picture stands whole in an area."""
    size = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(area.center())
    return place


class ScanView(QWidget):
    """One scanned page as large as there is room for."""

    def __init__(self):
        super().__init__()
        self.setAccessibleName("扫描页")
        self.setMinimumSize(200, 160)
        self._page: Page | None = None
        self._drawn: tuple[int, QImage] | None = None

    def show_page(self, page: Page | None) -> None:
        """Show another page."""
        if page is not self._page:
            self._page, self._drawn = page, None
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(COLOURS["disabled"]))
        if self._page is None or not self._page.data:
            return
        wide = max(200, round(self.width() * self.devicePixelRatioF()))
        if self._drawn is None or self._drawn[0] != wide:
            self._drawn = (wide, picture_of(self._page, wide))
        image = self._drawn[1]
        if not image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(fitted(self.rect().adjusted(6, 6, -6, -6), image), image)

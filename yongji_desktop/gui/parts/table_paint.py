"""How a cell is drawn: tint and bar of the selected row, frame of the keyboard row, chips, chapter rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from yongji_desktop.gui.parts.chip import chip_width, paint_chip
from yongji_desktop.gui.parts.table_model import HEADING_ROLE, ROW_ROLE, Column
from yongji_desktop.gui.tokens import COLOURS, SIZES

PADDING = 8
BAR = 3


class CellDelegate(QStyledItemDelegate):
    """Paints every cell of the table itself: nothing is left to the platform's look."""

    def __init__(self, columns: Sequence[Column], view: QTableView):
        super().__init__(view)
        self._columns, self._view = columns, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        rect = option.rect
        chosen = self._view.selectionModel().isRowSelected(index.row(), QModelIndex())
        heading = index.data(HEADING_ROLE)
        ground = "selected" if chosen else "sub" if heading else "surface"
        painter.save()
        painter.fillRect(rect, QColor(COLOURS[ground]))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(COLOURS["line"]))
        self._paint_words(painter, option.font, rect, index, bool(heading))
        if chosen:
            self._paint_frame(painter, rect, index)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, base: QFont, rect: QRect, index: QModelIndex, heading: bool
    ) -> None:
        column = self._columns[index.column()]
        words = index.data(Qt.ItemDataRole.DisplayRole)
        if not words:
            return
        font = QFont(base)
        font.setPixelSize(SIZES["body"])
        painter.setFont(font)
        if column.kind == "chip" and not heading:
            row = index.data(ROW_ROLE)
            family = column.family(row) if column.family else ""
            width = min(chip_width(font, words, family), rect.width() - 4)
            box = QRectF(0, 0, width, SIZES["chip"])
            box.moveCenter(QRectF(rect).center())
            paint_chip(painter, box, words, family)
            return
        font.setBold(column.bold or heading)
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink"]))
        area = rect.adjusted(PADDING, 0, -PADDING, 0)
        whole = column.kind in ("number", "date")  # never elided
        shown = (
            words
            if whole
            else painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        )
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        painter.drawText(area, side, shown)

    def _paint_frame(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        brand = QColor(COLOURS["brand"])
        first = self._view.horizontalHeader().visualIndex(index.column()) == 0
        last = self._view.horizontalHeader().visualIndex(index.column()) == len(self._columns) - 1
        if first:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), brand)
        if not self._view.hasFocus():
            return
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), brand)
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), brand)
        if last:
            painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), brand)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex):
        hint = super().sizeHint(option, index)
        hint.setHeight(self._view.verticalHeader().defaultSectionSize())
        return hint

"""Files of photos to choose from: shown small, all chosen until one is taken off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStyledItemDelegate

from yongji_desktop.gui import icons
from yongji_desktop.gui.parts.thumbs import RADIUS, THUMB, Thumbs, paint_thumb
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services import photos

EDGE = 3
CELL = QSize(THUMB.width() + 2 * EDGE, THUMB.height() + 2 * EDGE + 18)
MOST_ROWS = 2


class _Paint(QStyledItemDelegate):
    def sizeHint(self, option, index: QModelIndex) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option, index: QModelIndex) -> None:
        pick: PhotoPick = self.parent()
        path = pick.files[index.row()]
        box = QRectF(option.rect.left() + EDGE, option.rect.top() + EDGE, THUMB.width(), THUMB.height())
        chosen = path in pick.chosen
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if chosen else 0.45)
        paint_thumb(painter, box, pick.thumbs.get(str(path), lambda: photos.preview(path)))
        painter.setOpacity(1.0)
        tick = QRectF(box.right() - 23, box.top() + 4, 19, 19)
        painter.setPen(QPen(QColor(COLOURS["surface" if chosen else "control"]), 1.2))
        painter.setBrush(QColor(COLOURS["brand" if chosen else "surface"]))
        painter.drawEllipse(tick)
        if chosen:
            icons.draw(painter, "tick", tick.adjusted(3, 3, -3, -3), COLOURS["surface"])
        font = QFont(painter.font())
        font.setPixelSize(SIZES["key"])
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink2"]))
        name = QRectF(box.left(), box.bottom() + 1, box.width(), 17)
        words = painter.fontMetrics().elidedText(path.name, Qt.TextElideMode.ElideMiddle, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)
        if pick.hasFocus() and pick.currentIndex() == index:
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), RADIUS + 1, RADIUS + 1)
        painter.restore()


class PhotoPick(QListWidget):
    """`files` in their order, `chosen` those that are to be taken; 空格 or a click changes one."""

    changed = Signal()

    def __init__(self, files: Sequence[Path], thumbs: Thumbs):
        super().__init__()
        self.files, self.chosen, self.thumbs = list(files), set(files), thumbs
        thumbs.arrived.connect(self._arrived)
        self.setAccessibleName("照片")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setItemDelegate(_Paint(self))
        for path in self.files:
            item = QListWidgetItem()
            item.setToolTip(path.name)
            self.addItem(item)
        self._say()
        if self.files:
            self.setCurrentRow(0)

    def take_off(self, files: Sequence[Path]) -> None:
        """Show these files no more."""
        for at in reversed(range(len(self.files))):
            if self.files[at] in files:
                self.takeItem(at)
                self.chosen.discard(self.files.pop(at))
        self._say()
        self.updateGeometry()

    def wanted(self) -> list[Path]:
        """The chosen files in their order."""
        return [path for path in self.files if path in self.chosen]

    def _arrived(self, key: str) -> None:
        if Path(key) in self.files:
            self.viewport().update()

    def _say(self) -> None:
        for at, path in enumerate(self.files):
            words = f"照片 {path.name}，{'要收' if path in self.chosen else '不收'}"
            self.item(at).setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def _toggle(self, at: int) -> None:
        if 0 <= at < len(self.files):
            self.chosen ^= {self.files[at]}
            self._say()
            self.viewport().update()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentRow())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._toggle(self.indexAt(event.position().toPoint()).row())

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        across = max(1, (self.viewport().width() - 4) // CELL.width())
        rows = min(MOST_ROWS, -(-len(self.files) // across)) or 1
        self.setFixedHeight(rows * CELL.height() + 4)

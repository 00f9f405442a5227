"""The row of thumbnails; the photo rows themselves belong to the strip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
)

from yongji_desktop.core.kind_parts import PHOTO_USES
from yongji_desktop.gui import icons
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.chip import chip_width, paint_chip
from yongji_desktop.gui.parts.drop_tile import takes
from yongji_desktop.gui.parts.thumbs import RADIUS, THUMB, Thumbs, paint_thumb
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services import photos

USE_FAMILIES = {"before": "amber", "after": "green", "scene": "grey"}
EDGE = 3
KEY = Qt.ItemDataRole.UserRole


def moment(row: Mapping[str, Any]) -> str:
    """When a photo was taken, without the year; "" where nothing tells."""
    return str(row.get("taken_at") or "")[5:16].replace("T", " ")


def photo_words(number: int, row: Mapping[str, Any]) -> str:
    """A photo in words, for the tooltip and a reader of the screen."""
    parts = [PHOTO_USES.get(row.get("use") or "", ""), moment(row), row.get("caption") or ""]
    parts.append("有标记" if row.get("marks") else "")
    return "，".join([f"照片 {number}", *(part for part in parts if part)])


class _Paint(QStyledItemDelegate):
    """One thumbnail: the picture, its use, its time, a tick when it is chosen."""

    def __init__(self, row: PhotoRow):
        super().__init__(row)
        self.of = row

    def sizeHint(self, option, index: QModelIndex) -> QSize:
        return QSize(THUMB.width() + 2 * EDGE, THUMB.height() + 2 * EDGE)

    def paint(self, painter: QPainter, option, index: QModelIndex) -> None:
        row = self.of.row_of(index.data(KEY))
        box = QRectF(option.rect).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_thumb(painter, box, self.of.picture(row))
        painter.setFont(self.of.font())
        self._words(painter, box, moment(row))
        word = self.of.use_words.get(row.get("use") or "")
        if word:
            family = USE_FAMILIES[row["use"]] if word == PHOTO_USES[row["use"]] else "grey"
            width = chip_width(self.of.font(), word, family)
            paint_chip(painter, QRectF(box.left() + 4, box.top() + 4, width, SIZES["chip"]), word, family)
        if index.data(KEY) in self.of.chosen:
            painter.setPen(QPen(QColor(COLOURS["surface"]), 1))
            painter.setBrush(QColor(COLOURS["brand"]))
            painter.drawEllipse(QRectF(box.right() - 23, box.top() + 4, 19, 19))
            icons.draw(painter, "tick", QRectF(box.right() - 20, box.top() + 7, 13, 13), COLOURS["surface"])
        current = self.of.currentIndex() == index
        if current:
            focused = bool(option.state & QStyle.StateFlag.State_Active) and self.of.hasFocus()
            painter.setPen(QPen(QColor(COLOURS["brand" if focused else "control"]), 2 if focused else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), RADIUS + 1, RADIUS + 1)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, box: QRectF, words: str) -> None:
        if not words:
            return
        font = QFont(painter.font())
        font.setPixelSize(SIZES["key"])
        painter.setFont(font)
        bar = QRectF(box.left(), box.bottom() - 18, box.width(), 18)
        shade = QColor(COLOURS["focus_dark"])
        shade.setAlpha(205)
        painter.fillRect(bar, shade)
        painter.setPen(QColor(COLOURS["surface"]))
        painter.drawText(bar.adjusted(5, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, words)


class PhotoRow(QListWidget):
    """Thumbnails in one line.

    `dropped(mime)` for what comes from outside, `ordered(keys)` after one was dragged elsewhere, `pressed`
    says which of B, A, S, Enter, Delete, Ctrl+Left, Ctrl+Right it was.  `use_words` are the words for the uses.
    """

    pressed = Signal(str)
    dropped = Signal(object)
    ordered = Signal(list)

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.chosen: set[int] = set()
        self.use_words: dict[str, str] = dict(PHOTO_USES)
        self._rows: dict[int, dict[str, Any]] = {}
        self.thumbs = Thumbs(self)
        self.thumbs.arrived.connect(lambda _: self.viewport().update())
        self.setAccessibleName("照片")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setProperty("role", "photos")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setItemDelegate(_Paint(self))
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.model().rowsMoved.connect(lambda *_: self.ordered.emit(self.keys()))

    def fill(self, rows: Mapping[int, dict[str, Any]], current: int | None) -> None:
        """Show rows by their keys, in this order."""
        self._rows = dict(rows)
        self.chosen &= set(self._rows)
        if self.keys() != list(rows):
            self.clear()
            for key in rows:
                item = QListWidgetItem()
                item.setData(KEY, key)
                self.addItem(item)
        for at, (_, row) in enumerate(rows.items()):
            words = photo_words(at + 1, row)
            self.item(at).setToolTip(words)
            self.item(at).setData(Qt.ItemDataRole.AccessibleTextRole, words)
        if rows:
            keys = list(rows)
            self.setCurrentRow(
                keys.index(current) if current in rows else min(max(self.currentRow(), 0), len(keys) - 1)
            )
        self._fit_height()
        self.updateGeometry()
        self.viewport().update()

    def keys(self) -> list[int]:
        """The keys in the order they stand in."""
        return [self.item(at).data(KEY) for at in range(self.count())]

    def current(self) -> int | None:
        """The key of the current photo."""
        return self.currentItem().data(KEY) if self.currentItem() else None

    def row_of(self, key: int) -> dict[str, Any]:
        """The row of a key."""
        return self._rows.get(key, {})

    def picture(self, row: Mapping[str, Any]):
        """The thumbnail of a row, with its marks; None while it is read."""
        sha = row.get("marked") or row.get("sha") or ""
        store = self.frame.desk.store
        return self.thumbs.get(sha, lambda: photos.small_copy(store, sha, "thumb"))

    def sizeHint(self) -> QSize:
        return QSize((THUMB.width() + 2 * EDGE) * max(self.count(), 1) + 2, self.height())

    def _fit_height(self) -> None:
        """Room for the bar below the pictures when not all of them fit side by side."""
        wide = (THUMB.width() + 2 * EDGE) * self.count()
        bar = self.horizontalScrollBar().sizeHint().height() if wide > self.viewport().width() else 0
        self.setFixedHeight(THUMB.height() + 2 * EDGE + bar)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def minimumSizeHint(self) -> QSize:
        return QSize(THUMB.width() + 2 * EDGE, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        name = ""
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            name = {Qt.Key.Key_Left: "Ctrl+Left", Qt.Key.Key_Right: "Ctrl+Right"}.get(event.key(), "")
        elif plain and event.key() == Qt.Key.Key_Space:
            self._choose()
            return
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            name = "Enter"
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            name = "Delete"
        elif plain and event.text().upper() in ("B", "A", "S"):
            name = event.text().upper()
        if name and self.current() is not None:
            self.pressed.emit(name)
        elif not name:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        key = self.current()
        if key is not None:
            self.chosen ^= {key}
            self.viewport().update()

    def mouseDoubleClickEvent(self, event) -> None:
        if self.itemAt(event.position().toPoint()):
            self.pressed.emit("Enter")

    def dragEnterEvent(self, event) -> None:
        if event.source() is self:
            super().dragEnterEvent(event)
        elif takes(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event) -> None:
        if event.source() is self:
            super().dragMoveEvent(event)
        elif takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        if event.source() is self:
            super().dropEvent(event)
        elif takes(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(event.mimeData())

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

"""A number that opens its list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from yongji_desktop.gui.tokens import COLOURS, SIZES

HEIGHT = 70


class FigureButton(QAbstractButton):
    """The number large, under it what is counted and how it divides."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.value, self.note = "", ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, value: int | str, label: str, note: str) -> None:
        """Show another number."""
        self.value, self.note = str(value), note
        self.setText(label)
        self.setAccessibleName(f"{label} {value}，{note}")
        self.setToolTip(note)
        self.updateGeometry()
        self.update()

    def _font(self, pixels: int, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setBold(bold)
        return font

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._font(SIZES["body"], False)).horizontalAdvance(self.text())
        return QSize(width + 22, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(COLOURS["brand" if focused else "line"]), 2 if focused else 1))
        painter.setBrush(QColor(COLOURS["hover" if self.underMouse() else "sub"]))
        edge = 1 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 5, 5)
        lines = (
            (self.value, 22, True, "brand", 3, 26),
            (self.text(), SIZES["body"], False, "ink", 28, 20),
            (self.note, SIZES["key"], False, "ink2", 47, 18),
        )
        for text, pixels, bold, colour, top, height in lines:
            font = self._font(pixels, bold)
            painter.setFont(font)
            painter.setPen(QColor(COLOURS[colour]))
            width = self.width() - 20
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(11, top, width, height), Qt.AlignmentFlag.AlignVCenter, shown)

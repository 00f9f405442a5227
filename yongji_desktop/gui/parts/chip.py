"""State chips: colour and word, as a widget and painted into tables."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from yongji_desktop.gui.tokens import FAMILIES, SIZES, family_of

PADDING = 8


def chip_font(base: QFont, bold: bool = False) -> QFont:
    """The font of a chip's word."""
    font = QFont(base)
    font.setPixelSize(SIZES["caption"])
    font.setBold(bold)
    return font


def chip_width(base: QFont, word: str, family: str = "") -> int:
    """The width of a chip in logical pixels."""
    look = FAMILIES[family or family_of(word)]
    return QFontMetrics(chip_font(base, look.bold)).horizontalAdvance(word) + 2 * PADDING


def paint_chip(painter: QPainter, rect: QRectF, word: str, family: str = "") -> None:
    """Paint a chip that fills `rect`; the painter's font gives the family of letters."""
    look = FAMILIES[family or family_of(word)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.border), look.width))
    painter.setBrush(QColor(look.fill))
    half = look.width / 2
    painter.drawRoundedRect(
        rect.adjusted(half, half, -half, -half), SIZES["radius_chip"], SIZES["radius_chip"]
    )
    painter.setPen(QColor(look.text))
    painter.setFont(chip_font(painter.font(), look.bold))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)
    painter.restore()


class Chip(QWidget):
    """A state in a word and a colour; `family` overrides the family the word belongs to."""

    def __init__(self, word: str, family: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(word, family)

    def say(self, word: str, family: str = "") -> None:
        """Show another state."""
        self.word, self.family = word, family or family_of(word)
        self.setAccessibleName(f"状态 {word}")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word."""
        return self.word

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.font(), self.word, self.family), SIZES["chip"])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_chip(painter, QRectF(self.rect()), self.word, self.family)

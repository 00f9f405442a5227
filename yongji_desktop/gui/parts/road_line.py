"""The state line: where something stands on its way, one point a step, done ones ticked, the present one marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from yongji_desktop.gui import icons
from yongji_desktop.gui.tokens import COLOURS, SIZES

HEIGHT, RADIUS = 66, 11
SPOKEN = {"done": "已办", "now": "现在", "later": "还没到"}


class RoadLine(QWidget):
    """Shows (word, note below it, ``done`` | ``now`` | ``later``) from left to right."""

    def __init__(self):
        super().__init__()
        self.points: list[tuple[str, str, str]] = []
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, points: Sequence[tuple[str, str, str]]) -> None:
        """Show another road."""
        self.points = list(points)
        spoken = "，".join(f"{word} {note} {SPOKEN[state]}" for word, note, state in self.points)
        self.setAccessibleName(f"办到哪一步：{spoken}")
        self.setToolTip("　".join(f"{word} {note}".strip() for word, note, _ in self.points))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(64 * max(len(self.points), 1), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / len(self.points)
        centres = [QPointF(step * (at + 0.5), RADIUS + 2) for at in range(len(self.points))]
        for at in range(1, len(centres)):
            passed = self.points[at][2] != "later"
            painter.setPen(QPen(QColor(COLOURS["brand" if passed else "line"]), 2))
            gap = QPointF(RADIUS + 2, 0)
            painter.drawLine(centres[at - 1] + gap, centres[at] - gap)
        for centre, (word, note, state) in zip(centres, self.points, strict=True):
            self._point(painter, centre, state)
            self._words(painter, centre.x(), step, word, note, state)

    @staticmethod
    def _point(painter: QPainter, centre: QPointF, state: str) -> None:
        colour = QColor(COLOURS["control" if state == "later" else "brand"])
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if state == "done" else QColor(COLOURS["surface"]))
        painter.drawEllipse(centre, RADIUS - 1, RADIUS - 1)
        if state == "done":
            box = QRectF(centre.x() - 7, centre.y() - 7, 14, 14)
            icons.draw(painter, "tick", box, COLOURS["surface"])
        elif state == "now":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, 5, 5)

    def _words(self, painter: QPainter, x: float, step: float, word: str, note: str, state: str) -> None:
        font = QFont(self.font())
        for top, text, size, bold in ((26, word, "caption", state == "now"), (44, note, "key", False)):
            font.setPixelSize(SIZES[size])
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(QColor(COLOURS["ink2" if size == "key" or state == "later" else "ink"]))
            box = QRectF(x - step / 2, top, step, 19)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(step))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

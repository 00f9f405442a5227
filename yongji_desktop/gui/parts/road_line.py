"""The state line: where something stands on its way, one point a step, done ones ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from yongji_desktop.gui import icons
from yongji_desktop.gui.tokens import COLOURS, SIZES

HEIGHT, RADIUS = 64, 11
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
        for at, (word, note, state) in enumerate(self.points):
            self._point(painter, centres[at], state)
            self._words(painter, centres[at].x(), (step, self._room(at, step)), word, note, state)

    def _room(self, at: int, step: float) -> float:
        """How wide a note may be beside the notes of its neighbours."""
        font = QFont(self.font())
        font.setPixelSize(SIZES["key"])
        beside = self.points[max(at - 1, 0) : at] + self.points[at + 1 : at + 2]
        widest = max((QFontMetrics(font).horizontalAdvance(one[1]) for one in beside), default=0)
        edges = step if at in (0, len(self.points) - 1) else 2 * step
        return min(2 * (step - widest / 2) - 8, edges)

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

    def _words(
        self, painter: QPainter, x: float, room: tuple[float, float], word: str, note: str, state: str
    ) -> None:
        font = QFont(self.font())
        lines = ((26, word, "caption", state == "now", room[0]), (44, note, "key", False, room[1]))
        for top, text, size, bold, wide in lines:
            font.setPixelSize(SIZES[size])
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(QColor(COLOURS["ink2" if size == "key" or state == "later" else "ink"]))
            box = QRectF(x - wide / 2, top, wide, 19)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(wide))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

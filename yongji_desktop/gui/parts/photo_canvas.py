"""A photo with its marks on it, drawn in fractions of its width and height; zoomed, dragged, marked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from yongji_desktop.gui.tokens import COLOURS

MARK = QColor(214, 40, 40)
STEP, FINE, SMALLEST = 0.02, 0.004, 0.01
MOST_ZOOM = 8.0
PENDING = {
    "arrow": {"kind": "arrow", "from": [0.35, 0.65], "to": [0.5, 0.5]},
    "box": {"kind": "box", "from": [0.38, 0.38], "to": [0.62, 0.62]},
}


class Canvas(QWidget):
    """One picture and its marks (see store/marks.py for their shape).

    `tool` is arrow, box, date or "" for looking only; `pending` a mark that stands but is not taken yet (by
    keyboard); `drawn(mark)` when the mouse has drawn one.
    """

    drawn = Signal(dict)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.picture = QPixmap()
        self.marks: list[dict[str, Any]] = []
        self.pending: dict[str, Any] | None = None
        self.tool, self.words = "", ""
        self.zoom, self._shift = 1.0, QPointF()
        self._from: QPointF | None = None
        self._drag: QPointF | None = None

    def show_picture(self, picture: QPixmap, marks: list[dict[str, Any]]) -> None:
        """Show another picture, fitted."""
        self.picture, self.marks, self.pending = picture, marks, None
        self._from = self._drag = None
        self.set_zoom(1.0)

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Enlarge (1 = the whole picture fits); the point `at` of the widget stays where it is."""
        before, at = self.area(), at or QPointF(self.rect().center())
        place = _fraction(before, at)
        self.zoom = min(MOST_ZOOM, max(1.0, zoom))
        if self.zoom == 1.0:
            self._shift = QPointF()
        else:
            after = self.area()
            now = QPointF(after.x() + place.x() * after.width(), after.y() + place.y() * after.height())
            self._shift += at - now
        self._keep_inside()
        self.update()

    def area(self) -> QRectF:
        """Where the picture lies on the widget."""
        if self.picture.isNull() or not self.width() or not self.height():
            return QRectF(self.rect())
        scale = min(self.width() / self.picture.width(), self.height() / self.picture.height()) * self.zoom
        wide, high = self.picture.width() * scale, self.picture.height() * scale
        centre = QPointF(self.rect().center()) + self._shift
        return QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)

    def _keep_inside(self) -> None:
        area = self.area()
        most_x, most_y = (
            max(0.0, (area.width() - self.width()) / 2),
            max(0.0, (area.height() - self.height()) / 2),
        )
        self._shift = QPointF(
            min(most_x, max(-most_x, self._shift.x())), min(most_y, max(-most_y, self._shift.y()))
        )

    # Marks ----------------------------------------------------------------------------------------

    def begin_mark(self, tool: str, words: str = "") -> None:
        """Take up a tool: a mark stands in the middle for the arrow keys, the mouse draws its own."""
        self.tool, self.words = tool, words
        if tool == "date":
            self.pending = {"kind": "date", "text": words, "at": self._date_place()}
        elif tool:
            self.pending = {**PENDING[tool], "from": [*PENDING[tool]["from"]], "to": [*PENDING[tool]["to"]]}
        else:
            self.pending = None
        self.setCursor(Qt.CursorShape.CrossCursor if tool else Qt.CursorShape.ArrowCursor)
        self.update()

    def _date_place(self) -> list[float]:
        return [0.03, max(0.02, 1 - 0.03 - 6 * self._thick() * 1.4 / max(1, self.picture.height()))]

    def move_mark(self, mark: dict[str, Any], dx: float, dy: float, resize: bool = False) -> dict[str, Any]:
        """A mark moved by fractions of the picture, or its end drawn further; it stays on the picture."""
        if mark["kind"] == "date":
            return {**mark, "at": [_held(mark["at"][0] + dx), _held(mark["at"][1] + dy)]}
        start = mark["from"] if resize else [_held(mark["from"][0] + dx), _held(mark["from"][1] + dy)]
        end = [_held(mark["to"][0] + dx), _held(mark["to"][1] + dy)]
        if (
            not resize
            and (start[0] - mark["from"][0], start[1] - mark["from"][1])
            != (
                end[0] - mark["to"][0],
                end[1] - mark["to"][1],
            )
            and _at_edge(start, end)
        ):
            return mark
        return {**mark, "from": list(start), "to": end}

    def _thick(self) -> float:
        """As thick as on the marked copy, in pixels of the picture."""
        return max(3, max(self.picture.width(), self.picture.height()) // 160)

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(COLOURS["focus_dark"]))
        if self.picture.isNull():
            return
        area = self.area()
        painter.drawPixmap(area, self.picture, QRectF(self.picture.rect()))
        scale = area.width() / self.picture.width()
        for mark in self.marks:
            self._paint_mark(painter, area, scale, mark)
        if self.pending:
            painter.setOpacity(0.75)
            self._paint_mark(painter, area, scale, self.pending)
            painter.setOpacity(1.0)

    def _paint_mark(self, painter: QPainter, area: QRectF, scale: float, mark: Mapping[str, Any]) -> None:
        thick = self._thick() * scale
        if mark["kind"] == "date":
            self._paint_words(painter, _point(area, mark["at"]), thick * 6, mark.get("text") or "")
            return
        start, end = _point(area, mark["from"]), _point(area, mark["to"])
        path = QPainterPath()
        if mark["kind"] == "box":
            path.addRect(QRectF(start, end).normalized())
        else:
            path.moveTo(start)
            path.lineTo(end)
            back = math.atan2(start.y() - end.y(), start.x() - end.x())
            for turn in (-0.45, 0.45):
                path.moveTo(end)
                path.lineTo(end + QPointF(math.cos(back + turn), math.sin(back + turn)) * thick * 7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor("white"), thick + 4 * scale), (MARK, thick)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(path)

    def _paint_words(self, painter: QPainter, at: QPointF, size: float, words: str) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(6, round(size)))
        font.setBold(True)
        path = QPainterPath()
        path.addText(at + QPointF(0, QFontMetricsF(font).ascent()), font, words)
        painter.setPen(QPen(QColor("white"), max(2.0, size / 6)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.fillPath(path, MARK)

    # Mouse ----------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.set_zoom(self.zoom * (1.25 if event.angleDelta().y() > 0 else 0.8), event.position())
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.picture.isNull():
            return
        if self.tool:
            self._from = self._held_at(event.position())
            self.pending = self._mark_to(self._from)
            self.update()
        elif self.zoom > 1:
            self._drag = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self.pending = self._mark_to(self._held_at(event.position()))
            self.update()
        elif self._drag is not None:
            self._shift += event.position() - self._drag
            self._drag = event.position()
            self._keep_inside()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            mark = self._mark_to(self._held_at(event.position()))
            self._from = None
            self.pending = None
            if _large_enough(mark):
                self.drawn.emit(mark)
            self.update()
        elif self._drag is not None:
            self._drag = None
            self.setCursor(Qt.CursorShape.ArrowCursor)

    def _held_at(self, at: QPointF) -> QPointF:
        place = _fraction(self.area(), at)
        return QPointF(_held(place.x()), _held(place.y()))

    def _mark_to(self, to: QPointF) -> dict[str, Any]:
        if self.tool == "date":
            return {"kind": "date", "text": self.words, "at": [round(to.x(), 4), round(to.y(), 4)]}
        start = self._from or to
        ends = [[round(one.x(), 4), round(one.y(), 4)] for one in (start, to)]
        return {"kind": self.tool, "from": ends[0], "to": ends[1]}


def _point(area: QRectF, place: list[float]) -> QPointF:
    return QPointF(area.x() + place[0] * area.width(), area.y() + place[1] * area.height())


def _fraction(area: QRectF, at: QPointF) -> QPointF:
    return QPointF(
        (at.x() - area.x()) / max(1.0, area.width()), (at.y() - area.y()) / max(1.0, area.height())
    )


def _held(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def _at_edge(start: list[float], end: list[float]) -> bool:
    return any(value in (0.0, 1.0) for value in (*start, *end))


def _large_enough(mark: Mapping[str, Any]) -> bool:
    if mark["kind"] == "date":
        return True
    return max(abs(mark["from"][at] - mark["to"][at]) for at in (0, 1)) >= SMALLEST

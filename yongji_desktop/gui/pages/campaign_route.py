"""The route of a group: the units in the order of the road, their sheets, what became of each; moved by key or drag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.chip import chip_width, paint_chip
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.table_model import ROW_ROLE
from yongji_desktop.gui.parts.table_paint import PADDING, CellDelegate
from yongji_desktop.gui.tokens import COLOURS, SIZES

PROGRESS = {"visited": "green", "missed": "grey", "left": "blue"}
RESULTS = {"不合格": "red", "没有隐患": "green", "当场整改": "green", "不另出记录": "teal", "原件没归档": "blue"}


def family_of_result(words: str, progress: str) -> str:
    """The colour of a result's chip."""
    if progress == "missed":
        return "amber"
    return next((family for word, family in RESULTS.items() if words.startswith(word)), "grey")


def sheet_words(row: Mapping[str, Any]) -> str:
    """A269, “A270 作废”, “—”."""
    if not row["number"]:
        return "—"
    return f"{row['number']} 作废" if row["sheet_state"] == "void" else row["number"]


class _Painter(CellDelegate):
    """The unit in two lines, results as chips side by side."""

    def _paint_words(self, painter: QPainter, base: QFont, rect: QRect, index: QModelIndex, heading: bool) -> None:
        column, row = self._columns[index.column()], index.data(ROW_ROLE)
        if column.name == "name":
            self._paint_unit(painter, base, rect, row)
        elif column.name == "results":
            self._paint_results(painter, base, rect, row)
        else:
            super()._paint_words(painter, base, rect, index, heading)

    @staticmethod
    def _paint_unit(painter: QPainter, base: QFont, rect: QRect, row: Mapping[str, Any]) -> None:
        area, elide = rect.adjusted(PADDING, 0, -PADDING, 0), Qt.TextElideMode.ElideRight
        font = QFont(base)
        for size, bold, colour, top, words in (
            (SIZES["body"], True, "ink", 5, row["name"]),
            (SIZES["caption"], False, "ink2", 25, row["note"]),
        ):
            font.setPixelSize(size)
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(QColor(COLOURS[colour]))
            line = QRect(area.left(), rect.top() + top, area.width(), 19)
            shown = painter.fontMetrics().elidedText(words, elide, area.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _paint_results(painter: QPainter, base: QFont, rect: QRect, row: Mapping[str, Any]) -> None:
        font = QFont(base)
        font.setPixelSize(SIZES["body"])
        painter.setFont(font)
        left = rect.left() + 4
        for words in row["results"]:
            family = family_of_result(words, row["progress"])
            wide = min(chip_width(font, words, family), rect.right() - left - 2)
            if wide < 30:
                break
            top = rect.center().y() - SIZES["chip"] / 2
            paint_chip(painter, QRectF(left, top, wide, SIZES["chip"]), words, family)
            left += wide + 4


class _Mark(QWidget):
    """The line where a stop would stand when it is let go."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(COLOURS["brand"]))


class Route(QWidget):
    """`move_asked(site, up)` on Alt+↑↓, `place_asked(site, place)` when it was dragged, `thrown(site, point)` when it
    was let go outside the rows."""

    move_asked = Signal(str, bool)
    place_asked = Signal(str, int)
    thrown = Signal(str, QPoint)

    def __init__(self):
        super().__init__()
        self.rows: list[dict[str, Any]] = []
        self.movable = True
        columns = [
            Column("place", "", 44, "number"),
            Column("name", "路线顺序", 200, stretch=True, bold=True, show=lambda row: f"{row['name']}，{row['note']}"),
            Column("number", "现场用纸", 92, show=sheet_words),
            Column("word", "进度", 92, "chip", family=lambda row: PROGRESS[row["progress"]]),
            Column("results", "结果", 182, show=lambda row: "、".join(row["results"])),
        ]
        self.table = RecordTable(
            columns, lambda offset, limit: self.rows[offset : offset + limit], lambda: len(self.rows),
            name="路线", key="site_id", row_height=SIZES["row_two_lines"],
        )  # fmt: skip
        view = self.table.view
        view.setItemDelegate(_Painter(self.table.columns, view))
        view.horizontalHeader().setSectionsClickable(False)
        view.viewport().installEventFilter(self)
        self.mark = _Mark(view.viewport())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)
        self._from: QPoint | None = None
        self._dragged = ""
        for key, up in (("Alt+Up", True), ("Alt+Down", False)):
            moved = QShortcut(QKeySequence(key), self, activated=lambda up=up: self._move(up))
            moved.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def fill(self, rows: Sequence[Mapping[str, Any]], movable: bool) -> None:
        """Show these stops; `movable` when all of the route are shown."""
        self.rows = [dict(row) for row in rows]
        self.movable = movable
        self.table.reload()

    def narrow(self, narrow: bool) -> None:
        """With less room the units get what the results give up; the results stand in the pane beside."""
        self.table.view.setColumnHidden(4, narrow)

    def current(self) -> dict[str, Any] | None:
        """The stop the keyboard stands on."""
        return self.table.current()

    def _move(self, up: bool) -> None:
        row = self.current()
        if row and self.movable:
            self.move_asked.emit(row["site_id"], up)

    # Drag -------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A row taken with the mouse goes where it is let go."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
        elif kind == QEvent.Type.MouseMove and self._from is not None:
            return self._drag(event.position().toPoint())
        elif kind == QEvent.Type.MouseButtonRelease and self._from is not None:
            return self._let_go(event.position().toPoint())
        return False

    def _drag(self, at: QPoint) -> bool:
        view = self.table.view
        if not self._dragged:
            far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
            row = self.table.model.record(view.indexAt(self._from).row())
            if not far or row is None:
                return False
            self._dragged = row["site_id"]
            view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        inside = view.viewport().rect().contains(at)
        self.mark.setVisible(inside and self.movable)
        top = self._gap(at) * view.verticalHeader().defaultSectionSize() - view.verticalScrollBar().value()
        self.mark.setGeometry(0, max(0, top - 1), view.viewport().width(), 3)
        return True

    def _gap(self, at: QPoint) -> int:
        """Before which row a stop let go here would stand."""
        view = self.table.view
        high = view.verticalHeader().defaultSectionSize()
        return min(max(0, round((at.y() + view.verticalScrollBar().value()) / high)), len(self.rows))

    def _let_go(self, at: QPoint) -> bool:
        dragged, self._dragged, self._from = self._dragged, "", None
        self.mark.hide()
        viewport = self.table.view.viewport()
        viewport.unsetCursor()
        if not dragged:
            return False
        if not viewport.rect().contains(at):
            self.thrown.emit(dragged, viewport.mapToGlobal(at))
        elif self.movable:
            old = next(place for place, row in enumerate(self.rows) if row["site_id"] == dragged)
            gap = self._gap(at)
            place = gap - 1 if gap > old else gap
            if place != old:
                self.place_asked.emit(dragged, place)
        return True

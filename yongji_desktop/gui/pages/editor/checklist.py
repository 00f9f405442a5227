"""The checklist panel: answers by one key each, what is answered in numbers, 全部合格."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QPushButton, QTableView, QVBoxLayout

from yongji_desktop.core import answers
from yongji_desktop.gui.pages.editor.checklist_rows import (
    BASIS,
    HAZARD,
    NUMBER,
    RESULT,
    ROW_HEIGHT,
    SEGMENTS_WIDTH,
    TEXT,
    ChecklistModel,
    ChecklistPaint,
    segment_rects,
)
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip, chip_width, paint_chip
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.gui.tokens import COLOURS, SIZES

DIGITS = {Qt.Key.Key_1: "pass", Qt.Key.Key_2: "fail", Qt.Key.Key_3: "na"}
MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class ChipButton(QPushButton):
    """A chip that can be pressed."""

    def __init__(self, word: str, family: str, key: str):
        super().__init__(word)
        self.family = family
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"到下一个没答的 {key}")

    def say(self, word: str, family: str) -> None:
        """Show another word."""
        self.setText(word)
        self.family = family
        self.setAccessibleName(f"{word}，到下一个没答的")
        self.setFixedSize(chip_width(self.font(), word, family), SIZES["target"])
        self.update()

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        area = QRectF(self.rect())
        area.setHeight(SIZES["chip"])
        area.moveCenter(QRectF(self.rect()).center())
        paint_chip(painter, area, self.text(), self.family)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)


class ChecklistView(QTableView):
    """The rows; digits, space and Enter act as keys whatever the input method is."""

    answered = Signal(int, str, bool)
    entered = Signal(int)

    def __init__(self):
        super().__init__()
        self.rows = ChecklistModel()
        self.setModel(self.rows)
        self.setItemDelegate(ChecklistPaint(self))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName("检查表")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setFixedHeight(30)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(30)
        for column, width in ((NUMBER, 36), (BASIS, 124), (RESULT, SEGMENTS_WIDTH + 16), (HAZARD, 78)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        head.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or row < 0:
            event.ignore()
            return
        if event.key() in DIGITS:
            self.answered.emit(row, DIGITS[event.key()], False)
        elif event.key() == Qt.Key.Key_Space:
            now = self.rows.answers[row].get("result")
            self.answered.emit(row, "fail" if now == "pass" else "pass", True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(row)
        elif event.key() == Qt.Key.Key_Home:
            self.go(0)
        elif event.key() == Qt.Key.Key_End:
            self.go(self.rows.rowCount() - 1)
        elif event.key() in MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.column() == RESULT:
            for code, rect in segment_rects(self.visualRect(index)):
                if rect.contains(event.position()):
                    self.answered.emit(index.row(), code, False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() != RESULT:
            self.entered.emit(index.row())

    def go(self, row: int) -> None:
        """Put the keyboard on a row."""
        if 0 <= row < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(row, TEXT))
            self.scrollTo(self.rows.index(row, TEXT))


class ChecklistPanel(QFrame):
    """Rows, tally and 全部合格.

    `answered(row, result, stay)` (stay: the keyboard stays in the list), `entered(row)`, `row_changed(row)`,
    `pass_all`, `next_unseen`.
    """

    answered = Signal(int, str, bool)
    entered = Signal(int)
    row_changed = Signal(int)
    pass_all = Signal()
    next_unseen = Signal()

    def __init__(self):
        super().__init__()
        self.setProperty("role", "card")
        self.view = ChecklistView()
        self.title = label("检查表", "section")
        self.passed, self.failed, self.na = (
            Chip("合格 0", "green"),
            Chip("不合格 0", "red"),
            Chip("不适用 0", "grey"),
        )
        self.unseen = ChipButton("未查 0", "grey", "Ctrl+J")
        self.unseen.clicked.connect(self.next_unseen)
        self.stars = label("", "caption")
        self.all = Button("全部合格", self.pass_all.emit, key="Ctrl+G", icon="tick", small=True)
        self.nothing = label("还没有选检查表。按 F4 在表头里选一份。", "caption", wrap=True)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 4)
        column.setSpacing(0)
        top = across(
            self.title, 2, self.passed, self.failed, self.na, self.unseen, None, self.stars, self.all
        )
        top.setContentsMargins(12, 6, 11, 6)
        column.addLayout(top)
        column.addWidget(self.nothing)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.answered.connect(self.answered)
        self.view.entered.connect(self.entered)
        self.view.selectionModel().currentRowChanged.connect(lambda new, _: self._moved(new.row()))

    def _moved(self, row: int) -> None:
        self.view.viewport().update()
        if row >= 0:
            self.row_changed.emit(row)

    def show_entry(self, entry: dict[str, Any], compact: bool) -> None:
        """Show the answers and how they stand."""
        row = self.view.currentIndex().row()
        self.view.rows.show(entry)
        if self.view.currentIndex().row() < 0 and self.view.rows.rowCount():
            self.view.go(min(max(row, 0), self.view.rows.rowCount() - 1))
        given = entry.get("answers") or []
        found = answers.tally(given)
        self.passed.say(f"合格 {found.passed}", "green")
        self.failed.say(f"不合格 {found.failed}", "red")
        self.na.say(f"不适用 {found.not_applicable}", "grey")
        self.na.setVisible(found.not_applicable > 0)
        self.unseen.say(f"未查 {found.unseen}", "amber" if found.unseen else "grey")
        words = "★ 逐项答" if compact else f"★ {found.stars_left} 项逐项答"
        self.stars.setText(words if found.stars_left else "")
        open_plain = any((one.get("result") or "unseen") == "unseen" and not one.get("star") for one in given)
        self.all.refuse("" if open_plain else "没有还能一次记为合格的项")
        self.nothing.setVisible(not given)
        self.view.viewport().update()

    def dress(self, compact: bool) -> None:
        """The narrow window shows neither the heads nor the basis."""
        self.view.setColumnHidden(BASIS, compact)
        self.view.horizontalHeader().setVisible(not compact)

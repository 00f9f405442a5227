"""The tables of an inspection's page, and rows with the chosen one in full below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from yongji_desktop.gui.pages.pairs import fill_pairs
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import framed
from yongji_desktop.gui.tokens import SIZES

ANSWERS, HAZARDS, PHOTOS = "answers", "hazards", "photos"
PAST, VERSIONS, PAPERS = "past", "versions", "papers"
WORDS = {ANSWERS: "检查项", HAZARDS: "隐患", PHOTOS: "照片", PAST: "经过", VERSIONS: "版本"}
Rows = Callable[[], list[dict[str, Any]]]

COLUMNS = {
    ANSWERS: (
        Column("number", "序", 44, "number"),
        Column("text", "检查项", 260, stretch=True),
        Column("word", "结果", 76, "chip"),
        Column("note", "情况", 200),
    ),
    HAZARDS: (
        Column("number", "序", 44, "number"),
        Column("description", "问题", 180, stretch=True),
        Column("grade", "等级", 84, "chip"),
        Column("due_on", "期限", 66, "date"),
        Column("state", "状态", 80, "chip"),
    ),
    PAST: (
        Column("at", "时间", 136),
        Column("what", "事情", 120, bold=True),
        Column("words", "内容", 200, stretch=True),
        Column("who", "经办人", 80),
    ),
    PAPERS: (Column("title", "文书", 150, stretch=True), Column("number", "编号", 160)),
}
EMPTY = {
    ANSWERS: ("check", "还没有答检查项"),
    HAZARDS: ("tick", "没有发现隐患"),
    PAST: ("clock", "草稿没有经过，完成以后才记"),
    PAPERS: ("doc", "没有文书"),
}
NAMES = {**WORDS, PAPERS: "文书"}


def table_of(name: str, rows: Rows) -> RecordTable:
    """The table called `name` over the rows that `rows()` gives at the moment."""
    table = RecordTable(
        COLUMNS[name],
        lambda offset, limit: rows()[offset : offset + limit],
        lambda: len(rows()),
        name=NAMES[name],
    )
    table.set_empty(EmptyState(*EMPTY[name]))
    return table


class InFull(QWidget):
    """A table, and below it the chosen row in full: `facts_of(row)` gives its (label, words)."""

    def __init__(self, table: RecordTable, facts_of: Callable[[Mapping[str, Any]], Sequence[tuple[str, str]]]):
        super().__init__()
        self.table = table
        self._facts_of = facts_of
        self.box: QFrame = framed("inset")
        inside = QWidget()
        self._pairs = QGridLayout(inside)
        self._pairs.setContentsMargins(12, 8, 12, 8)
        self._pairs.setVerticalSpacing(5)
        self._pairs.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.table.setMinimumHeight(SIZES["table_header"] + 2 * SIZES["row"])
        column.addWidget(self.table, 1)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 0, 12, 12)
        self.area = scrolled(inside)
        around = QVBoxLayout(self.box)
        around.setContentsMargins(2, 2, 2, 2)
        around.addWidget(self.area)
        holder.addWidget(self.box)
        column.addLayout(holder, 5)
        self.setFocusProxy(self.table)
        self.table.current_changed.connect(self._say)
        self.box.hide()

    def _say(self, row: Mapping[str, Any] | None) -> None:
        self.box.setVisible(row is not None)
        if row is not None:
            fill_pairs(self._pairs, self._facts_of(row), 68)
            QTimer.singleShot(0, self, self._fit)  # new lines are shown, and have a height, after this

    def _fit(self) -> None:
        """The box as high as its lines, but never more than the rows leave it: then it is scrolled."""
        wide = max(self.area.viewport().width(), 200)
        self.box.setMaximumHeight(self._pairs.totalHeightForWidth(wide) + 6)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

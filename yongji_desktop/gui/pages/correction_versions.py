"""版本: the versions of an inspection, and side by side what the chosen one changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from yongji_desktop.gui.pages.correction_facts import differences
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import label
from yongji_desktop.gui.tokens import COLOURS, SIZES

COLUMNS = (
    Column("name", "版本", 72, bold=True),
    Column("at", "时间", 136),
    Column("reason", "原因", 160, stretch=True),
    Column("officer", "经办人", 80),
)
MOST_ROWS = 3


class VersionsView(QWidget):
    """Versions on top, newest first; below the old and the new words beside each other."""

    def __init__(self):
        super().__init__()
        self._rows: list[dict[str, Any]] = []
        self._printed: list[str] = []
        self.table = RecordTable(
            COLUMNS,
            lambda offset, limit: self._rows[offset : offset + limit],
            lambda: len(self._rows),
            name="版本",
        )
        self.table.set_empty(EmptyState("doc", "还没有版本", "完成以后是第1版，更正一次多一版"))
        self.sides = SideBySide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 10, 12, 12)
        holder.addWidget(self.sides)
        column.addLayout(holder, 1)
        self.setFocusProxy(self.table)
        self.table.current_changed.connect(lambda _: self._say())

    def fill(self, versions: list[dict[str, Any]], printed: list[str]) -> None:
        """Show the versions (oldest first); `printed` says what the newest papers print differently."""
        more = len(versions) > len(self._rows)
        self._printed = printed
        before = [None, *versions][: len(versions)]
        self._rows = [
            {
                "id": index,
                "name": f"第{one['version']}版",
                "at": str(one["at"])[:16].replace("T", " "),
                "reason": one["reason"] or ("" if index else "完成检查"),
                "officer": one["officer"],
                "body": one["body"],
                "old": old,
            }
            for index, (one, old) in enumerate(zip(versions, before, strict=True))
        ][::-1]
        rows = min(max(len(self._rows), 1), MOST_ROWS)
        self.table.setFixedHeight(SIZES["table_header"] + rows * SIZES["row"] + 2)
        self.table.reload()
        if more:
            self.table.select(len(versions) - 1)
        self._say()

    def count(self) -> int:
        """How many versions there are."""
        return len(self._rows)

    def _say(self) -> None:
        row = self.table.current()
        self.sides.setVisible(row is not None)
        if row is None:
            return
        if row["old"] is None:
            self.sides.say("", row["name"], [], ["这是完成时的第一版。"])
            return
        found = differences(row["old"]["body"], row["body"])
        newest = row["id"] == len(self._rows) - 1
        told = [f"文书上：{words}" for words in self._printed] if newest else []
        told = told if found else ["两版的内容相同。", *told]
        self.sides.say(f"第{row['old']['version']}版", row["name"], found, told)


class SideBySide(QFrame):
    """What, the old words, the new words in three columns; scrolled by the keys while it has the keyboard."""

    def __init__(self):
        super().__init__()
        self.setProperty("role", "inset")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        for column, stretch in enumerate((3, 5, 5)):
            self._grid.setColumnStretch(column, stretch)
        self._area = scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.addWidget(self._area)

    def say(self, old: str, new: str, rows: list[tuple[str, str, str]], told: list[str]) -> None:
        """Show the words of version `old` and of version `new`, sentences below."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        lines = [("", old, new), *rows] if rows else []
        for at, words in enumerate(lines):
            for column, text in enumerate(words):
                role = "label" if column == 0 else "bold" if at == 0 else ""
                self._put(label(text, role, wrap=True), at, column)
        for number, sentence in enumerate(told, len(lines)):
            self._put(label(sentence, "caption", wrap=True), number, 0, 3)
        self._grid.setRowStretch(len(lines) + len(told), 1)
        spoken = "；".join([*(f"{what}由“{was}”改为“{now}”" for what, was, now in rows), *told])
        self.setAccessibleName(f"{old}和{new}的不同" if old else new)
        self.setAccessibleDescription(spoken)

    def _put(self, words: QWidget, row: int, column: int, span: int = 1) -> None:
        self._grid.addWidget(words, row, column, 1, span, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑↓ and PgUp/PgDn scroll."""
        bar = self._area.verticalScrollBar()
        step = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event) -> None:
        """The frame while it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)

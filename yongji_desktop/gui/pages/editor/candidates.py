"""★ 对照: the listed situations a failing ★ item may fall under, laid open below 等级 while it is 一般.

Choosing one makes the hazard 疑似重大 with its 判定依据 in one step; nothing is chosen by the program, and a hazard
for which nobody chooses stays 一般.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.words import label
from yongji_desktop.services.judgements import Situation

HEAD = "★ 可能构成重大：选一种就按疑似重大登记，不选就是一般。"
WAYS = {"unverified_standard": "② 标准原文待核（写标准名称、情形）", "on_scene": "③ 暂无对应标准，凭现场情况初判（写理由）"}
ROW, MOST_ROWS = 28, 5


class _List(QListWidget):
    """One stop of the Tab key: ↑↓ go through the rows, Enter or a click takes one."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("对照判定情形")
        self.setProperty("role", "inset")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.itemClicked.connect(lambda item: self.taken.emit(self.row(item)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row Enter would take is always to be seen."""
        super().focusInEvent(event)
        self.setCurrentRow(max(0, self.currentRow()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.taken.emit(self.currentRow())
            return
        super().keyPressEvent(event)


class Candidates(QWidget):
    """The list; `chosen(judgement)` with what a row means."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._judgements: list[dict[str, Any]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(HEAD, "caption", wrap=True))
        self.list = _List()
        self.list.taken.connect(lambda row: self.chosen.emit(self._judgements[row]))
        column.addWidget(self.list)
        self.setFocusProxy(self.list)

    def offer(self, bearing: Sequence[Situation]) -> None:
        """Lay out the situations that bear on the item, then the two ways without a clause."""
        self._judgements = [one.judgement() for one in bearing] + [{"choice": way} for way in WAYS]
        words = [(f"① {one.words}" if one.verified else f"② {one.words}（原文待核）", one.validity) for one in bearing]
        self.list.clear()
        for told, more in [*words, *((one, "") for one in WAYS.values())]:
            item = QListWidgetItem(told)
            item.setToolTip(f"{told}\n{more}".strip())
            item.setSizeHint(QSize(0, ROW))
            self.list.addItem(item)
        self.list.setFixedHeight(min(self.list.count(), MOST_ROWS) * ROW + 6)

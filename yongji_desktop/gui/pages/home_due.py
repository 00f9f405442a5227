"""今天要办: overdue, today and the next working days, and what departments have; one button does each thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.core.due import ACTS, Due
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.words import Elided, across, clear, framed, label, picture, set_role
from yongji_desktop.gui.tokens import FAMILIES

MOST = 80
ICONS = {
    "reinspect": "hazard", "verify": "pin", "visit_again": "check", "renew_permit": "unit", "remind": "send", "deliver": "send",
    "hand_over": "send", "hand_over_again": "send", "enter_sheet": "doc", "answer_objection": "user", "report_refusal": "sign",
    "fill_gap": "drill", "report_by_phone": "phone", "report_major": "doc", "settle": "broken",
}


class DueRow(QFrame):
    """One thing to do: what, when, and the button that does it."""

    chosen = Signal(object)
    moved = Signal(int)

    def __init__(self, one: Due, words: str, family: str, do: Callable[[Due], None], word: str = ""):
        super().__init__()
        self.one = one
        self.setProperty("role", "due")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(50)
        icon = picture(ICONS.get(one.act, "hazard"), FAMILIES[family].text, 18)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.setContentsMargins(0, 3, 0, 3)
        self.title = Elided(one.title, "bold")
        told.addWidget(self.title)
        told.addWidget(Elided(one.note, "caption"))
        self.chip = Chip(words, family)
        self.button = Button(word or ACTS.get(one.act, "查看"), lambda: do(one), small=True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setMinimumWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(12)
        row.addWidget(icon)
        row.addLayout(told, 1)
        row.addWidget(self.chip)
        row.addWidget(self.button)
        self.setAccessibleName(f"{words} {one.title}，{one.note}，{self.button.text()}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        set_role(self, role="due-now")
        self.chosen.emit(self)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        set_role(self, role="due")
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.button.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -MOST, Qt.Key.Key_End: MOST}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.button.click()
        elif event.key() in steps:
            self.moved.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)


class DueList(QFrame):
    """The card with the rows; arrows go through them, Enter does the thing."""

    def __init__(self, do: Callable[[Due], None], every: Callable[[], None]):
        super().__init__()
        self.setProperty("role", "card")
        self._do = do
        self.rows: list[DueRow] = []
        self.chips = [Chip("逾期 0", "red"), Chip("今天 0", "amber"), Chip("等部门 0", "violet")]
        self.all = Button("全部", every, role="ghost", small=True)
        self.title = label("今天要办", "section")
        top = across(self.title, *self.chips, None, self.all)
        top.setContentsMargins(14, 8, 8, 6)
        self._inside = QWidget()
        self._inside.setProperty("role", "surface")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.area = scrolled(self._inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.empty: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 6)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.area, 1)

    def count(self, overdue: int, today: int, waiting: int, total: int) -> None:
        """The numbers at the head."""
        for chip, word, number in zip(self.chips, ("逾期", "今天", "等部门"), (overdue, today, waiting), strict=True):
            chip.say(f"{word} {number}", chip.family)
            chip.setVisible(bool(number))
        self.all.setText(f"全部 {total} 件")
        self.all.setVisible(bool(total))

    def show_rows(self, shown: list[tuple[str, list[tuple[Due, str, str, str]]]], empty: EmptyState) -> None:
        """Rows in groups: [(heading or "", [(due, words, family, word of the button)])]."""
        at = next((row.one.id for row in self.rows if row.hasFocus()), None)
        clear(self._lines)
        self.rows, self.empty = [], None
        left = MOST
        for heading, rows in shown:
            if heading and rows:
                head = label(heading, "bold")
                head.setContentsMargins(14, 6, 0, 4)
                self._lines.addWidget(head)
            for one, words, family, word in rows[:left]:
                row = DueRow(one, words, family, self._do, word)
                self.rows.append(row)
                self._lines.addWidget(row)
                row.setVisible(True)  # at once: what is shown a moment later cannot take the keyboard now
                row.chosen.connect(self.area.ensureWidgetVisible)
                row.moved.connect(self._move)
            left -= min(left, len(rows))
        total = sum(len(rows) for _, rows in shown)
        if total > MOST:
            self._lines.addWidget(label(f"还有 {total - MOST} 件，点右上角看全部。", "caption"))
        if not self.rows:
            self.empty = empty
            self._lines.addWidget(empty)
        self._lines.addStretch(1)
        same = next((row for row in self.rows if row.one.id == at), None)
        if same:
            same.setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.rows[0] if self.rows else (self.empty or framed()).findChild(Button) or self.all

    def _move(self, by: int) -> None:
        at = next((n for n, row in enumerate(self.rows) if row.hasFocus()), 0)
        to = max(0, min(len(self.rows) - 1, at + by))
        self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)

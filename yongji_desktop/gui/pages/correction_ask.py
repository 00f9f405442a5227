"""The question before a correction: one sentence of reason, on the page itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import across, label, set_role

MISSING = "更正要写原因。请写一句为什么改。"


class CorrectionAsk(QFrame):
    """Hidden until `ask`; `given(reason)` with one sentence, `left` when the officer went back."""

    given = Signal(str)
    left = Signal()

    def __init__(self):
        super().__init__()
        self.setProperty("role", "card")
        self.title = label("", "section")
        self.body = label("", "caption", wrap=True)
        self.line = QLineEdit()
        self.line.setPlaceholderText("写一句为什么改")
        self.line.setAccessibleName("更正原因")
        self.says = ProblemLine()
        leave = Button("不更正", self.leave, key="Esc")
        begin = Button("开始更正", self._begin, key="Enter", icon="edit", role="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.body)
        row = across(self.line, leave, begin)
        row.setStretch(0, 1)
        column.addLayout(row)
        column.addWidget(self.says)
        self.says.clear()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _: self._say(""))
        self.hide()

    def ask(self, version: int, numbers: str) -> None:
        """Show the question for the next version after `version`; `numbers` are those of issued papers."""
        self.title.setText(f"更正成第{version + 1}版？")
        papers = f"已出的文书（{numbers}）打印时出下一版，编号不变。" if numbers else ""
        fixed = "已登记隐患的等级、处理方式、整改期限不能在这里改。"
        self.body.setText(f"第{version}版留着，两版可以并排看。{papers}{fixed}")
        self._say("")
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Put the question away; what was typed stays for the next time."""
        self.hide()
        self.left.emit()

    def _begin(self) -> None:
        reason = self.line.text().strip()
        if reason:
            self.hide()
            self.line.clear()
            self.given.emit(reason)
        else:
            self._say(MISSING)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str) -> None:
        self.says.say(words, "block") if words else self.says.clear()
        set_role(self.line, problem="block" if words else "")

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the question while it is asked."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at.click() if isinstance(at, Button) else self._begin()
        else:
            super().keyPressEvent(event)

"""What takes the place of a hazard's facts while something is asked: a form, the deed, the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.words import Elided, across, clear, label, line

SHOWN = 4


class Ask(QWidget):
    """`left()` when it was closed, `did(deed, words)` when the deed was done.

    A kind of question puts its fields into `self.inside` and answers `act()`; Ctrl+Enter acts, Esc leaves.
    """

    left = Signal()
    did = Signal(str, str)

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.ids: list[str] = []
        self.title = label("", "record", wrap=True)
        self.about = QVBoxLayout()
        self.about.setSpacing(2)
        self.note = label("", "warning", wrap=True)
        holder = QWidget()
        self.inside = QVBoxLayout(holder)
        self.inside.setContentsMargins(0, 0, 6, 0)
        self.inside.setSpacing(8)
        self.act_button = Button("登记", self.act, key="Ctrl+Enter", icon="tick", role="primary")
        self.act_button.setShortcut("")
        self.leave_button = Button("不登记", self.leave, key="Esc")
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, activated=self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(self.about)
        column.addWidget(self.note)
        column.addWidget(line())
        column.addWidget(scrolled(holder), 1)
        column.addWidget(line())
        column.addLayout(across(self.act_button, self.leave_button, None))

    def say(self, title: str, about: Sequence[str], act: str, note: str = "", leave: str = "不登记") -> None:
        """The words of this question; of many hazards the first few are named."""
        self.title.setText(title)
        clear(self.about)
        for words in about[:SHOWN]:
            self.about.addWidget(Elided(words, "caption"))
        if len(about) > SHOWN:
            self.about.addWidget(label(f"等 {len(about)} 条", "caption"))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.leave_button.setText(leave)
        self.act_button.setText(act)
        self.act_button.setShortcut("")

    def act(self) -> None:
        """Do it."""
        raise NotImplementedError

    def dirty(self) -> bool:
        """Whether something was filled in that would be lost."""
        return False

    def leave(self) -> None:
        """Leave without writing."""
        self.left.emit()

    def focus(self) -> None:
        """Put the keyboard on the first place to fill in."""
        first = next(
            (one for one in self.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus), self
        )
        first.setFocus(Qt.FocusReason.OtherFocusReason)

"""What a list shows while it is empty: an icon, one sentence, why it matters, the button that begins."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import label, picture
from yongji_desktop.gui.tokens import COLOURS


class EmptyState(QWidget):
    """`words` the one sentence, `why` the line under it (its source), `buttons` the deeds."""

    def __init__(
        self,
        icon: str,
        words: str,
        why: str = "",
        buttons: Sequence[Button] = (),
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if buttons:
            self.setFocusProxy(buttons[0])
        self.words = label(words, "section", wrap=True)
        self.why = label(why, "caption", wrap=True)
        for one in (self.words, self.why):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(picture(icon, COLOURS["control"], 36), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        column.addWidget(self.why)
        self.why.setVisible(bool(why))
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def say(self, words: str, why: str = "") -> None:
        """Say something else, as when a filter leaves nothing."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.why.setText(why)
        self.why.setVisible(bool(why))

"""A line that says the state of a page and stays until it is true no more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import Elided, label, picture, set_role
from yongji_desktop.gui.tokens import FAMILIES

ICONS = {"red": "info", "amber": "info", "green": "tick", "blue": "edit"}


class Banner(QFrame):
    """`family` is red, amber, green or blue; `words` the second line; `buttons` what can be done about it."""

    def __init__(
        self,
        family: str,
        title: str,
        words: str = "",
        buttons: Sequence[Button] = (),
        icon: str = "",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setProperty("family", family)
        self.title = Elided()
        set_role(self.title, banner=family)
        self.words = label("", "caption", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.setSpacing(10)
        row.addWidget(picture(icon or ICONS[family], FAMILIES[family].text, 18))
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self.title)
        lines.addWidget(self.words)
        row.addLayout(lines, 1)
        for button in buttons:
            row.addWidget(button)
        self.say(title, words)

    def say(self, title: str, words: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.setAccessibleName(title)

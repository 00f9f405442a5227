"""The status bar: the keys that matter on the page, and at the right what is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from yongji_desktop.gui.icons import pixmap
from yongji_desktop.gui.parts.words import clear, key_label, label, set_role
from yongji_desktop.gui.tokens import FAMILIES, SIZES

ROLES = {
    "good": ("status", "tick", "green"),
    "late": ("warning", "clock", "amber"),
    "bad": ("error", "info", "red"),
}


class StatusBar(QFrame):
    """28 pixels at the bottom of every page."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("role", "statusbar")
        self.setFixedHeight(SIZES["status_bar"])
        self._keys = QHBoxLayout()
        self._keys.setSpacing(6)
        self._mark = QLabel()
        self._mark.setFixedSize(14, 14)
        self.words = label("", "status")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        row.addLayout(self._keys)
        row.addStretch(1)
        row.addWidget(self._mark)
        row.addWidget(self.words)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (key, word) pairs."""
        clear(self._keys)
        for key, word in keys:
            self._keys.addWidget(key_label(key))
            self._keys.addWidget(label(word, "status"))
            self._keys.addSpacing(6)

    def keys_shown(self) -> list[str]:
        """The keys on show."""
        shown = [self._keys.itemAt(index).widget() for index in range(self._keys.count())]
        return [one.text() for one in shown if one is not None and one.property("role") == "key"]

    def say(self, words: str, state: str = "good") -> None:
        """Say what is saved; `state` is good, late (amber) or bad (red)."""
        role, icon, family = ROLES[state]
        set_role(self.words, role=role)
        self._mark.setPixmap(pixmap(icon, FAMILIES[family].text, 14, 2.0))
        self._mark.setScaledContents(True)
        self.words.setText(words)

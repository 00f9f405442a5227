"""The line under a field: icon, what is wrong, what would be right, a one-click repair."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from yongji_desktop.gui import icons
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import label, set_role
from yongji_desktop.gui.tokens import COLOURS, FAMILIES

ROLES = {"block": "error", "warn": "warning", "hint": "hint", "later": "faint"}
TINTS = {
    "block": FAMILIES["red"].text,
    "warn": FAMILIES["amber"].text,
    "hint": COLOURS["brand"],
    "later": COLOURS["ink3"],
}


class ProblemLine(QWidget):
    """Hidden while nothing is wrong."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.mark = QLabel()
        self.mark.setFixedSize(14, 18)
        self.words = label("", "error", wrap=True)
        self.repair = Button("", self._mend, role="ghost", small=True)
        self._do: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 0, 1)
        row.setSpacing(6)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.repair, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(
        self,
        message: str,
        severity: str = "block",
        repair_word: str = "",
        repair: Callable[[], object] | None = None,
    ) -> None:
        """Show a problem; `repair` is what the word does when it is clicked."""
        self.mark.setPixmap(icons.pixmap("info", TINTS[severity], 14, 2.0))
        self.words.setText(message)
        set_role(self.words, role=ROLES[severity])
        self._do = repair
        self.repair.setText(repair_word)
        self.repair.setVisible(bool(repair_word))
        self.show()

    def text(self) -> str:
        """The message shown, "" for none."""
        return "" if self.isHidden() else self.words.text()

    def clear(self) -> None:
        """Nothing is wrong."""
        self.words.setText("")
        self.hide()

    def _mend(self) -> None:
        if self._do:
            self._do()

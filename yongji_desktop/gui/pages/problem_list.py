"""What stands in the way of a deed, worst first; a warning lets it pass for one sentence of reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Problem
from yongji_desktop.gui.parts.words import across, clear, label, picture
from yongji_desktop.gui.tokens import FAMILIES

LOOKS = {
    "block": ("info", "red", "error"),
    "warn": ("info", "amber", "warning"),
    "hint": ("info", "blue", "hint"),
    "later": ("info", "grey", "caption"),
    "fine": ("tick", "green", ""),
}
SEVERITIES = tuple(LOOKS)


class ProblemList(QScrollArea):
    """Lines with a sign and a sentence; under a warning the field for its reason."""

    def __init__(self, placeholder: str):
        super().__init__()
        self._placeholder = placeholder
        self._boxes: dict[str, QLineEdit] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(8)
        self.setWidget(inside)

    def say(self, problems: Sequence[Problem], fine: Sequence[str] = ()) -> None:
        """Show these problems, each sentence once, and what is in order; reasons already given stay."""
        kept = {rule: box.text() for rule, box in self._boxes.items()}
        focused = next((rule for rule, box in self._boxes.items() if box.hasFocus()), "")
        clear(self._lines)
        self._boxes = {}
        told = set()
        for one in sorted(problems, key=lambda one: SEVERITIES.index(one.severity)):
            if one.message not in told:
                told.add(one.message)
                self._add(one.severity, one.message)
            if one.severity == "warn" and one.rule and one.rule not in self._boxes:
                self._ask(one.rule, kept.get(one.rule, ""))
        for words in fine:
            self._add("fine", words)
        self._lines.addStretch(1)
        if focused in self._boxes:
            self._boxes[focused].setFocus()

    def _add(self, severity: str, words: str) -> None:
        icon, family, role = LOOKS[severity]
        row = across(picture(icon, FAMILIES[family].text, 16), label(words, role, wrap=True))
        row.setAlignment(row.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
        row.setStretch(1, 1)
        self._lines.addLayout(row)

    def _ask(self, rule: str, kept: str) -> None:
        box = QLineEdit(kept)
        box.setPlaceholderText(self._placeholder)
        box.setAccessibleName("原因")
        self._boxes[rule] = box
        self._lines.addWidget(box)
        box.show()

    def reasons(self) -> dict[str, str]:
        """{rule: the sentence the officer gave}, empty ones left out."""
        return {rule: box.text().strip() for rule, box in self._boxes.items() if box.text().strip()}

    def focus_first(self) -> None:
        """Put the focus on the first reason that is missing."""
        for box in self._boxes.values():
            if not box.text().strip():
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(box)
                return

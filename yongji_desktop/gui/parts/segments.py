"""Segments: one choice out of a few words, by arrows, digits or a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget


class _Part(QPushButton):
    """One word; as wide as when it is chosen, so nothing moves."""

    def sizeHint(self):
        font = self.font()
        font.setBold(True)
        hint = super().sizeHint()
        hint.setWidth(QFontMetrics(font).horizontalAdvance(self.text()) + 26)
        return hint

    def minimumSizeHint(self):
        return self.sizeHint()


class Segments(QWidget):
    """A choice called `label` out of (code, word) pairs; nothing is chosen until it is."""

    changed = Signal(str)

    def __init__(
        self,
        label: str,
        words: Sequence[tuple[str, str]],
        current: str | None = None,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.label = label
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._parts: dict[str, _Part] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        last = len(words) - 1
        for index, (code, word) in enumerate(words):
            part = _Part(word)
            part.setCheckable(True)
            part.setProperty("role", "segment")
            part.setProperty(
                "place", "only" if last == 0 else {0: "first", last: "last"}.get(index, "middle")
            )
            part.setAccessibleName(f"{label} {word}")
            part.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            part.installEventFilter(self)
            self._group.addButton(part)
            row.addWidget(part)
            self._parts[code] = part
        self._group.buttonToggled.connect(self._toggled)
        if current is not None:
            self.choose(current)
        self._focus_follows()

    def value(self) -> str | None:
        """The chosen code, or None."""
        return next((code for code, part in self._parts.items() if part.isChecked()), None)

    def choose(self, code: str | None) -> None:
        """Choose a code without saying `changed`; None chooses nothing."""
        self._group.blockSignals(True)
        if code is None:
            self._group.setExclusive(False)
            for part in self._parts.values():
                part.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._parts[code].setChecked(True)
        self._group.blockSignals(False)
        self._focus_follows()

    def set_words(self, words: Mapping[str, str]) -> None:
        """Change the words of some codes, for counts: {"all": "全部 28"}."""
        for code, word in words.items():
            self._parts[code].setText(word)
            self._parts[code].setAccessibleName(f"{self.label} {word}")
            self._parts[code].updateGeometry()

    def part(self, code: str) -> QPushButton:
        """The button of a code."""
        return self._parts[code]

    def _toggled(self, part: QPushButton, on: bool) -> None:
        if on:
            self._focus_follows()
            self.changed.emit(next(code for code, one in self._parts.items() if one is part))

    def _focus_follows(self) -> None:
        chosen = self.value() or next(iter(self._parts))
        for code, part in self._parts.items():
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus if code == chosen else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._parts[chosen])

    def eventFilter(self, watched, event) -> bool:
        if event.type() == event.Type.KeyPress and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, part: _Part, event: QKeyEvent) -> bool:
        parts = list(self._parts.values())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key())
        chosen = None
        if step and plain:
            chosen = parts[(parts.index(part) + step) % len(parts)]
        elif plain and event.text().isdigit() and 1 <= int(event.text()) <= len(parts):
            chosen = parts[int(event.text()) - 1]
        if chosen is None:
            return False
        chosen.setChecked(True)
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

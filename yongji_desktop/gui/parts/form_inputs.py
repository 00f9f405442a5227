"""The input of each kind of field, and putting values in and out of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from yongji_desktop.core.fields import Field, Input
from yongji_desktop.gui.parts.segments import Segments

PLACEHOLDERS = {Input.DATE: "2026-11-23", Input.MOMENT: "2026-11-23 14:30"}
NOTHING = "未填"
_DAY = re.compile(r"(?:(\d{4})\s*[-./年]\s*)?(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


class Choice(QComboBox):
    """A combo box that leaves the wheel to the page while it has no focus."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def full_date(text: str, today: date | None = None) -> str:
    """A day as typed (“12-7”, “2026.12.7”, “20261207”) as YYYY-MM-DD; what is no day stays as it is."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) == 8:
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = _DAY.fullmatch(text)
    if not found or (found[1] is None and today is None):
        return text
    year = found[1] or str(today.year if today else "")
    return f"{year}-{int(found[2]):02d}-{int(found[3]):02d}"


def make_input(field: Field, changed: Callable[[], object]) -> QWidget:
    """The widget for a field; `changed` is called at every change."""
    if field.input is Input.LONG:
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        text.setFixedHeight(74)
        text.textChanged.connect(lambda: changed())
        return text
    if field.input is Input.CHOICE:
        box = Choice()
        box.addItem(NOTHING, None)
        for code, word in field.choices.items():
            box.addItem(word, code)
        box.currentIndexChanged.connect(lambda _: changed())
        return box
    if field.input is Input.YESNO:
        segments = Segments(field.label, [("yes", "是"), ("no", "否"), ("none", NOTHING)], "none")
        segments.changed.connect(lambda _: changed())
        return segments
    line = QLineEdit()
    line.setPlaceholderText(PLACEHOLDERS.get(field.input, ""))
    line.textChanged.connect(lambda _: changed())
    return line


def read_input(field: Field, widget: QWidget) -> Any:
    """The value in a widget of `make_input`; None for nothing."""
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip() or None
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, Segments):
        return {"yes": True, "no": False}.get(widget.value() or "none")
    assert isinstance(widget, QLineEdit)
    text = widget.text().strip()
    return (full_date(text) if field.input is Input.DATE else text) or None


def write_input(field: Field, widget: QWidget, value: Any) -> None:
    """Put a stored value into a widget of `make_input`."""
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(field.show(value))
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(0, widget.findData(value)))
    elif isinstance(widget, Segments):
        widget.choose({True: "yes", False: "no"}.get(value, "none"))
    elif isinstance(widget, QLineEdit):
        widget.setText(field.show(value))
        widget.setCursorPosition(0)

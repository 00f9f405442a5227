"""Fields bound to the draft: they write every key into it and show it again after a step back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from yongji_desktop.gui.parts.form_inputs import Choice


def leaves_undo(event: QEvent) -> bool:
    """Whether this event asks if Ctrl+Z, Ctrl+Y belong to the field: they belong to the draft."""
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    mine = event.type() == QEvent.Type.ShortcutOverride and any(event.matches(one) for one in keys)
    if mine:
        event.ignore()
    return mine


def one_line(text: str) -> str:
    """Text pasted with line breaks as one line."""
    return (
        " ".join(text.splitlines()) if any(sign in text for sign in "\r\n\u2028\u2029\x0b\x0c\x85") else text
    )


class _Edit(QLineEdit):
    """A line without an undo of its own."""

    def event(self, event: QEvent) -> bool:
        return True if leaves_undo(event) else super().event(event)


class Line(_Edit):
    """One line; `written(text)` at every input.  Enter takes `proposal` into an empty field and goes on."""

    written = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.label = label
        self.proposal = ""
        self.setMaxLength(100_000)
        self.textEdited.connect(self._edited)

    def _edited(self, text: str) -> None:
        clean = one_line(text)
        if clean != text:
            at = self.cursorPosition()
            self.setText(clean)
            self.setCursorPosition(min(at, len(clean)))
        self.written.emit(clean)

    def propose(self, text: str) -> None:
        """Show a proposal while nothing is written."""
        self.proposal = text
        self.setPlaceholderText(f"建议 {text}" if text else "")
        self.setToolTip(f"建议“{text}”，按 Enter 采用" if text else "")

    def display(self, text: Any) -> None:
        """Show what is in the draft, the cursor where it was."""
        text = "" if text is None else str(text)
        if text != self.text():
            at = self.cursorPosition() if self.hasFocus() else 0
            self.setText(text)
            self.setCursorPosition(min(at, len(text)) if self.hasFocus() else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if self.proposal and not self.text().strip():
                self.setText(self.proposal)
                self.written.emit(self.proposal)
            self.returnPressed.emit()
            self.focusNextChild()
            event.accept()
            return
        super().keyPressEvent(event)


class Lines(QPlainTextEdit):
    """Several lines that grow from `rows` to `most` lines; `written(text)` at every input."""

    written = Signal(str)

    def __init__(self, name: str, label: str, rows: int = 2, most: int = 5, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.label, self._rows, self._most = label, rows, most
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._quiet = False
        self.textChanged.connect(self._edited)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def _edited(self) -> None:
        if not self._quiet:
            self.written.emit(self.toPlainText())

    def display(self, text: Any) -> None:
        """Show what is in the draft, the cursor where it was."""
        text = "" if text is None else str(text)
        if text != self.toPlainText():
            at = self.textCursor().position()
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(self.toPlainText())))
            self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        return True if leaves_undo(event) else super().event(event)

    def _fit(self) -> None:
        wanted = int(self.document().size().height())
        fits = wanted <= self._most
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)
        lines = min(max(wanted, self._rows), self._most)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 18)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


class Pick(Choice):
    """A choice out of (code, word), or with `free` text of one's own; `written(code or text)`."""

    written = Signal(str)

    def __init__(
        self,
        name: str,
        label: str,
        words: Sequence[tuple[str, str]] = (),
        free: bool = False,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.label = label
        self._free = free
        for code, word in words:
            self.addItem(word, code)
        if free:
            self.setEditable(True)
            self.setLineEdit(_Edit(self))
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self.setCurrentIndex(-1)
            self.lineEdit().setAccessibleName(label)
            self.editTextChanged.connect(lambda text: self.written.emit(one_line(text)))
        else:
            self.currentIndexChanged.connect(lambda _: self.written.emit(self.currentData() or ""))

    def display(self, value: Any) -> None:
        """Show what is in the draft."""
        value = "" if value is None else str(value)
        self.blockSignals(True)
        if self._free:
            if value != self.currentText():
                self.setEditText(value)
        else:
            self.setCurrentIndex(max(0, self.findData(value)))
        self.blockSignals(False)


def listen(field: Any, write: Callable[[str], None], left: Callable[[], None]) -> Any:
    """Connect a field's input; `left` is called when the keyboard leaves it."""
    field.written.connect(write)
    watcher = _Leaving(field, left)
    for part in (field, getattr(field, "lineEdit", lambda: None)()):
        if part is not None:
            part.installEventFilter(watcher)
    return field


class _Leaving(QObject):
    """Hears when a field is left."""

    def __init__(self, field: QWidget, left: Callable[[], None]):
        super().__init__(field)
        self._left = left

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.FocusOut and event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._left()
        return False

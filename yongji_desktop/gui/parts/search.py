"""The search box: an icon, the words, the key that leads here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from yongji_desktop.gui.parts.words import key_label, picture, set_role
from yongji_desktop.gui.tokens import COLOURS, SIZES

WAIT_MS = 150


class SearchBox(QFrame):
    """Says `searched(text)` a moment after typing stops, at once on Enter; `key` puts the focus here."""

    searched = Signal(str)

    def __init__(self, placeholder: str, key: str = "Ctrl+F", name: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setProperty("focused", "false")
        self.setFixedHeight(SIZES["field"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(150)
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(name or placeholder)
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self.hint = key_label(key)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 6, 0)
        row.setSpacing(8)
        row.addWidget(picture("search", COLOURS["ink2"], 16))
        row.addWidget(self.line, 1)
        row.addWidget(self.hint)
        self.setFocusProxy(self.line)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(WAIT_MS)
        self._clock.timeout.connect(self._search)
        self._last = ""
        self.line.textChanged.connect(lambda: self._clock.start())
        if key:
            QShortcut(QKeySequence(key), self, activated=self._focus)

    def text(self) -> str:
        """What is typed, without spaces at the ends."""
        return self.line.text().strip()

    def setText(self, text: str) -> None:
        """Type for the officer; says `searched` at once."""
        self.line.setText(text)
        self._search()

    def _focus(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _search(self) -> None:
        self._clock.stop()
        if self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)

    def eventFilter(self, watched, event) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            focused = event.type() == QEvent.Type.FocusIn
            set_role(self, focused="true" if focused else "false")
            self.hint.setVisible(not focused and not self.line.text())
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search()
            elif event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                self._search()
                return True
        return super().eventFilter(watched, event)

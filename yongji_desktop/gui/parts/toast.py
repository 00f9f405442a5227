"""The toast: something succeeded and can be taken back; 8 seconds, longer while looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from yongji_desktop.gui.parts.words import label, picture
from yongji_desktop.gui.tokens import FAMILIES

SHOWN_MS = 8000
ABOVE_BOTTOM = 44


class Toast(QFrame):
    """Lies over the bottom centre of `host`; one at a time, the newest."""

    def __init__(self, host: QWidget):
        super().__init__(host)
        self.setProperty("role", "toast")
        self.host = host
        self.words = label("", wrap=False)
        self.words.setMaximumWidth(560)
        self.deed = QPushButton()
        self.deed.setProperty("role", "toastdeed")
        self.deed.setCursor(Qt.CursorShape.PointingHandCursor)
        self.key = label("", "toastkey")
        self._do: Callable[[], object] | None = None
        self.deed.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(10)
        self.tick = picture("tick", FAMILIES["green"].border, 18)
        self.info = picture("info", FAMILIES["amber"].border, 18)
        row.addWidget(self.tick)
        row.addWidget(self.info)
        row.addWidget(self.words)
        row.addSpacing(12)
        row.addWidget(self.deed)
        row.addWidget(self.key)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._over)
        self.deed.installEventFilter(self)
        host.installEventFilter(self)
        self.hide()

    def say(
        self, words: str, word: str = "", do: Callable[[], object] | None = None, key: str = "", done: bool = False
    ) -> None:
        """Show `words` and, when there is one, the deed `word` with its key; the tick stands beside what was `done`,
        which is what can be taken back too, never beside what was refused."""
        self.tick.setVisible(done or do is not None)
        self.info.setVisible(not self.tick.isVisibleTo(self))
        self.words.setWordWrap(False)
        self.words.setText(words)
        self.words.setWordWrap(self.words.sizeHint().width() > 560)
        if self.words.wordWrap():
            self.words.setMinimumWidth(560)
        else:
            self.words.setMinimumWidth(self.words.sizeHint().width())
        self.setAccessibleName(words)
        self._do = do
        self.deed.setText(word)
        self.deed.setAccessibleName(word)
        self.deed.setVisible(bool(word))
        self.key.setText(key)
        self.key.setVisible(bool(word and key))
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start(SHOWN_MS)

    def _act(self) -> None:
        do, self._do = self._do, None
        self.hide()
        if do:
            do()

    def _over(self) -> None:
        if self.underMouse() or self.deed.hasFocus():
            self._clock.start(1000)
        else:
            self.hide()

    def _place(self) -> None:
        self.move((self.host.width() - self.width()) // 2, self.host.height() - self.height() - ABOVE_BOTTOM)

    def eventFilter(self, watched, event) -> bool:
        if watched is self.host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

"""What the pages that write a record have in common: the draft is kept, Esc puts away what lies over the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from yongji_desktop.gui.parts.page import Page
from yongji_desktop.gui.tokens import WIDE_FROM


class WritingPage(Page):
    """A page with a `draft`, remembered `places`, a `stack` whose `_folded` page is the header opened, and `problems`.

    `side_widths` are those of the right side in a standard, a compact and a wide window.
    """

    side_widths = (300, 258, 420)
    _compact = False

    def right_side(self) -> QWidget:
        """The right side, whose width follows the window's."""
        raise NotImplementedError

    def close_header(self) -> None:
        """Fold the header away."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """The draft is kept; only a full disk keeps the page on show."""
        if self.draft.save():
            return True
        self.frame.say(self.frame.keeping.trouble)
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """While another page is on show the keyboard's place here stays what it was."""
        self.places.settled = False
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widen()

    def widen(self) -> None:
        """Give the right side its width."""
        standard, compact, wide = self.side_widths
        usual = wide if self.window().width() >= WIDE_FROM else standard
        self.right_side().setFixedWidth(compact if self._compact else usual)

    def _over(self) -> bool:
        return self.problems.isVisible() or self.stack.currentWidget() is self._folded

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the page while the header or the list of problems is open."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape and self._over():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts away what lies over the work before it leaves."""
        if event.key() != Qt.Key.Key_Escape or not self._over():
            super().keyPressEvent(event)
        elif self.stack.currentWidget() is self._folded:
            self.close_header()
        else:
            self.problems.shut()

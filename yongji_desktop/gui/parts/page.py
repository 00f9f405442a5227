"""What every page has: the bar on top with title, chips and deeds, the body, its keys, its help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from yongji_desktop.gui import icons
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.everything import SearchEverything
from yongji_desktop.gui.parts.words import Elided, clear
from yongji_desktop.gui.tokens import COLOURS, SIZES


class Head(QFrame):
    """The bar on top of a page: back arrow, title, caption, chips; search; deeds with the primary last."""

    back = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None):
        super().__init__(parent)
        self._frame = frame
        self.setProperty("role", "topbar")
        self.setFixedHeight(SIZES["top_bar"])
        self.arrow = QToolButton()
        self.arrow.setIcon(icons.icon("back", COLOURS["ink"], 18))
        self.arrow.setFixedSize(SIZES["target"], SIZES["target"])
        self.arrow.setAutoRaise(True)
        self.arrow.setToolTip("返回 Esc")
        self.arrow.setAccessibleName("返回")
        self.arrow.clicked.connect(self.back)
        self.arrow.hide()
        self.title = Elided("", "title")
        self.caption = Elided("", "caption")
        self.chips = QHBoxLayout()
        self.chips.setSpacing(6)
        self._middle = QHBoxLayout()
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(10)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.arrow)
        row.addWidget(self.title)
        row.addWidget(self.caption)
        row.addLayout(self.chips)
        row.addStretch(1)
        row.addLayout(self._middle)
        row.addLayout(self._deeds)

    def set_title(self, title: str, caption: str = "") -> None:
        """The page's name, or the record's; a long one gives way before chips and deeds do."""
        for words, text, most in ((self.title, title, 520), (self.caption, caption, 420)):
            words.setText(text)
            words.ensurePolished()
            width = words.fontMetrics().horizontalAdvance(text) + 4
            words.setMinimumWidth(min(width, 72))
            words.setMaximumWidth(min(width, most) if text else 0)
            words.setSizePolicy(words.sizePolicy().Policy.Expanding, words.sizePolicy().Policy.Preferred)
            words.setVisible(bool(text))
        row = self.layout()
        row.setStretchFactor(self.title, 1000)
        row.setStretchFactor(self.caption, 400)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """State chips beside the title: (word, family or "")."""
        clear(self.chips)
        for word, family in chips:
            self.chips.addWidget(Chip(word, family))

    def set_back(self, tip: str = "返回 Esc") -> None:
        """Show the arrow back."""
        self.arrow.setToolTip(tip)
        self.arrow.show()

    def add_deed(self, button: Button) -> Button:
        """Add a deed at the right; the primary one comes last."""
        self._deeds.addWidget(button)
        return button

    def add_search(self) -> SearchEverything:
        """Add the box that searches everything (Ctrl+K)."""
        box = SearchEverything(self._frame)
        box.setFixedWidth(330)
        self._middle.addWidget(box)
        return box

    def add_more(self, entries: Callable[[], Sequence[tuple[str, Callable[[], object]]]]) -> Button:
        """Add 更多 (F10), a menu of (words, deed) asked for when it opens."""

        def show() -> None:
            menu = QMenu(self)
            for words, do in entries():
                menu.addAction(words, do)
            menu.exec(button.mapToGlobal(button.rect().bottomLeft()))
            menu.deleteLater()

        button = Button("更多", show, key="F10", icon="down")
        return self.add_deed(button)


class Page(QWidget):
    """Base of every page.

    `name` is what `frame.go` calls it, `word` and `icon` stand in the left bar, `can_begin` says that
    it takes the target {"new": …}. Build into `self.body`; read `self.frame.desk` whenever it is
    needed, never keep it.
    """

    name = ""
    word = ""
    icon = ""
    can_begin = False

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.word)
        self.head = Head(frame)
        self.head.back.connect(frame.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.body = QVBoxLayout()
        margin = SIZES["margin"]
        self.body.setContentsMargins(margin, SIZES["gap"], margin, SIZES["gap"])
        self.body.setSpacing(SIZES["gap"])
        column.addLayout(self.body, 1)

    def opened(self, target: Any = None) -> None:
        """The page is shown (again); the place to put the focus."""

    def refresh(self) -> None:
        """The data may have changed: show it as it is now, keep what is chosen."""

    def keys(self) -> list[tuple[str, str]]:
        """The five or six keys that matter here: (key, word)."""
        return []

    def help(self) -> list[str]:
        """Six lines for F1."""
        return []

    def areas(self) -> list[QWidget]:
        """The areas F6 goes through, beside the left bar."""
        return []

    def badge(self) -> tuple[int, str] | None:
        """The number in the left bar and its colour (red, grey); None or 0 for none."""
        return None

    @classmethod
    def badge_before(cls, frame: Frame) -> tuple[int, str] | None:
        """The badge while the page has not been built yet."""
        return None

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """What F10 offers."""
        return []

    def undo(self) -> bool:
        """Take back the last input of a draft; True when this page saw to Ctrl+Z itself."""
        return False

    def redo(self) -> bool:
        """The same for Ctrl+Y."""
        return False

    def may_leave(self) -> bool:
        """Keep what is unfinished; False keeps the page on show."""
        return True

    def compact(self, compact: bool) -> None:
        """The window became narrow (below 1180) or wide again."""


class _Scrolled(QScrollArea):
    """Gives its widget the height its wrapped lines need; Qt alone squeezes them first."""

    def __init__(self, inner: QWidget):
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.setProperty("role", "scrolled")
        self.setWidget(inner)

    def eventFilter(self, watched, event) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.widget().layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.viewport().width())
            if needed != self.widget().minimumHeight():
                self.widget().setMinimumHeight(needed)


def scrolled(inner: QWidget) -> QScrollArea:
    """A widget in a scroll area without a frame, for pages that may be taller than the window."""
    return _Scrolled(inner)

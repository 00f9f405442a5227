"""Tabs of a list: a word, its count in a colour, a line under the chosen one; arrows, digits or a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from yongji_desktop.gui.tokens import COLOURS, FAMILIES, SIZES

HEIGHT = 36
SIDES = (10, 5, 3)  # space at each side of a tab, the most there is room for
GAP = 4


class _Tab(QPushButton):
    """One tab; as wide as when it is chosen, so nothing moves."""

    def __init__(self, word: str, family: str):
        super().__init__(word)
        self.family, self.number, self.side = family, None, SIDES[0]
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def _fonts(self, bold: bool) -> tuple[QFont, QFont]:
        word, number = QFont(self.font()), QFont(self.font())
        word.setPixelSize(SIZES["body"])
        word.setBold(bold)
        number.setPixelSize(SIZES["key"])
        number.setBold(True)
        return word, number

    def pill(self) -> int:
        """The width of the count, 0 without one."""
        if not self.number:
            return 0
        return max(18, QFontMetrics(self._fonts(True)[1]).horizontalAdvance(str(self.number)) + 10)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._fonts(True)[0]).horizontalAdvance(self.text())
        return QSize(width + 2 * self.side + (self.pill() + GAP if self.number else 0), HEIGHT)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        word, number = self._fonts(self.isChecked())
        painter.setFont(word)
        painter.setPen(QColor(COLOURS["brand" if self.isChecked() or self.underMouse() else "ink"]))
        area = QRectF(self.rect()).adjusted(self.side, 0, 0, -2)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.number:
            look = FAMILIES[self.family]
            width = QFontMetrics(self._fonts(True)[0]).horizontalAdvance(self.text())
            pill = QRectF(self.side + width + GAP, (HEIGHT - 2 - 18) / 2, self.pill(), 18)
            painter.setPen(QPen(QColor(look.border), 1))
            painter.setBrush(QColor(look.fill))
            painter.drawRoundedRect(pill, 9, 9)
            painter.setFont(number)
            painter.setPen(QColor(look.text))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, str(self.number))
        if self.isChecked():
            painter.fillRect(QRectF(3, HEIGHT - 3, self.width() - 6, 3), QColor(COLOURS["brand"]))
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 3, -2, -6), 4, 4)


class Tabs(QWidget):
    """A choice called `label` out of (code, word, colour family of its count), in lines when it is narrow."""

    changed = Signal(str)

    def __init__(self, label: str, words: Sequence[tuple[str, str, str]], current: str):
        super().__init__()
        self.label = label
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tabs = {code: _Tab(word, family) for code, word, family in words}
        for code, tab in self._tabs.items():
            tab.setParent(self)
            tab.installEventFilter(self)
            tab.toggled.connect(lambda on, code=code: self._toggled(code, on))
        self.set_counts({})
        self.choose(current)

    def value(self) -> str:
        """The chosen code."""
        return next(code for code, tab in self._tabs.items() if tab.isChecked())

    def choose(self, code: str) -> None:
        """Choose a tab without saying `changed`."""
        for tab in self._tabs.values():
            tab.blockSignals(True)
        self._tabs[code].setChecked(True)
        for tab in self._tabs.values():
            tab.blockSignals(False)
            tab.update()
        self._focus_follows()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """{code: count}; a tab without one, or with none, shows no number."""
        for code, tab in self._tabs.items():
            tab.number = counts.get(code)
            tab.setAccessibleName(f"{self.label} {tab.text()} {tab.number or ''}".rstrip())
            tab.update()
        self._place()

    def tab(self, code: str) -> QPushButton:
        """The button of a code."""
        return self._tabs[code]

    def _place(self) -> None:
        """Put the tabs side by side, closer when there is little room, in lines when there is less."""
        for side in SIDES:
            for tab in self._tabs.values():
                tab.side = side
            if sum(tab.sizeHint().width() for tab in self._tabs.values()) <= self.width():
                break
        left, top = 0, 0
        for tab in self._tabs.values():
            width = tab.sizeHint().width()
            if left and left + width > self.width():
                left, top = 0, top + HEIGHT
            tab.setGeometry(left, top, width, HEIGHT)
            left += width
        if self.height() != top + HEIGHT or self.minimumHeight() != top + HEIGHT:
            self.setFixedHeight(top + HEIGHT)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._place()

    def _toggled(self, code: str, on: bool) -> None:
        if on:
            self._focus_follows()
            self.changed.emit(code)

    def _focus_follows(self) -> None:
        chosen = self.value()
        for code, tab in self._tabs.items():
            strong = Qt.FocusPolicy.StrongFocus if code == chosen else Qt.FocusPolicy.ClickFocus
            tab.setFocusPolicy(strong)
        self.setFocusProxy(self._tabs[chosen])

    def eventFilter(self, watched, event) -> bool:
        if event.type() == event.Type.KeyPress and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, tab: _Tab, event: QKeyEvent) -> bool:
        tabs = list(self._tabs.values())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key())
        chosen = None
        if step and plain:
            chosen = tabs[(tabs.index(tab) + step) % len(tabs)]
        elif plain and event.text().isdigit() and 1 <= int(event.text()) <= len(tabs):
            chosen = tabs[int(event.text()) - 1]
        if chosen is None:
            return False
        chosen.setChecked(True)
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

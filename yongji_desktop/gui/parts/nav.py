"""The left bar: one entry per page with its badge, at the foot the town, the officer, the machine letter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.gui import icons
from yongji_desktop.gui.parts.words import label, line, picture
from yongji_desktop.gui.tokens import COLOURS, SIZES


class NavItem(QAbstractButton):
    """One page in the bar."""

    def __init__(self, word: str, icon: str, key: str):
        super().__init__()
        self.icon_name, self.key = icon, key
        self.badge: tuple[int, str] | None = None
        self.compact = self.show_key = False
        self.setText(word)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(SIZES["nav_item"])
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.say(None)

    def say(self, badge: tuple[int, str] | None) -> None:
        """Show another badge."""
        self.badge = badge if badge and badge[0] else None
        count = f" {self.badge[0]}" if self.badge else ""
        self.setAccessibleName(self.text() + count)
        self.setToolTip(f"{self.text()}{count}  {self.key}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIZES["nav_compact"] if self.compact else SIZES["nav"], SIZES["nav_item"])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            colour = QColor(COLOURS["nav_selected"])
            colour.setAlpha(255 if chosen else 110)
            painter.setBrush(colour)
            painter.drawRoundedRect(box, 6, 6)
        if chosen:
            painter.fillRect(QRectF(8, box.top() + 8, 3, box.height() - 16), QColor(COLOURS["nav_bar"]))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(COLOURS["surface"]), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        text = COLOURS["surface"] if chosen else COLOURS["nav_text"]
        left = (self.width() - 18) / 2 if self.compact else 21
        icons.draw(painter, self.icon_name, QRectF(left, (self.height() - 18) / 2, 18, 18), text)
        if not self.compact:
            font = QFont(self.font())
            font.setPixelSize(SIZES["section"])
            font.setBold(chosen)
            painter.setFont(font)
            painter.setPen(QColor(text))
            painter.drawText(
                QRectF(50, 0, self.width() - 60, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
            )
        self._paint_mark(painter, QFont(self.font()))

    def _paint_mark(self, painter: QPainter, font: QFont) -> None:
        """The badge, or the key while Alt is held."""
        words = self.key.rpartition("+")[2] if self.show_key else str(self.badge[0]) if self.badge else ""
        if not words:
            return
        if self.compact and not self.show_key:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOURS["badge_" + self.badge[1]]))
            painter.drawEllipse(QRectF(self.width() - 20, 6, 9, 9))
            return
        font.setPixelSize(SIZES["key"])
        font.setBold(True)
        painter.setFont(font)
        width = max(19, QFontMetrics(font).horizontalAdvance(words) + 10)
        area = QRectF(self.width() - width - 16, (self.height() - 19) / 2, width, 19)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS["surface"] if self.show_key else COLOURS["badge_" + self.badge[1]]))
        painter.drawRoundedRect(area, 4 if self.show_key else 9.5, 4 if self.show_key else 9.5)
        painter.setPen(QColor(COLOURS["nav"] if self.show_key else COLOURS["surface"]))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


class NavFoot(QAbstractButton):
    """Town, officer and machine letter; a click changes the officer."""

    def __init__(self):
        super().__init__()
        self.compact = False
        self.town, self.person = "", ""
        self.setFixedHeight(54)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, town: str, officer: str, letter: str) -> None:
        """Show who works where."""
        self.town, self.person = town, f"{officer} · 本机 {letter}"
        self.setText(self.person)
        self.setAccessibleName(f"{town}，{self.person}，换经办人")
        self.setToolTip(f"{town}\n{self.person}\n点一下换经办人")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIZES["nav_compact"] if self.compact else SIZES["nav"], 54)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS["surface"]), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(9, 3, -9, -3), 6, 6)
        if self.compact:
            icons.draw(painter, "user", QRectF((self.width() - 18) / 2, 18, 18, 18), COLOURS["nav_text"])
            return
        font = QFont(self.font())
        font.setPixelSize(SIZES["caption"])
        for text, top, bold, colour in (
            (self.town, 8, True, "surface"),
            (self.person, 28, False, "nav_text"),
        ):
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(QColor(COLOURS[colour]))
            width = self.width() - 32
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(20, top, width, 20), Qt.AlignmentFlag.AlignVCenter, shown)


class NavBar(QFrame):
    """The bar; `chosen(name)` when an entry is taken, `foot_clicked` for the officer."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[tuple[str, str, str, str]], parent: QWidget | None = None):
        """`entries`: (name, word, icon, key) of every page; the last stands apart at the bottom."""
        super().__init__(parent)
        self.setProperty("role", "nav")
        self.setAccessibleName("页面")
        self.items: dict[str, NavItem] = {}
        self.logo = QWidget()
        head = QHBoxLayout(self.logo)
        head.setContentsMargins(19, 10, 8, 8)
        head.setSpacing(9)
        head.addWidget(picture("shield", COLOURS["surface"], 22))
        self.names = QWidget()
        lines = QVBoxLayout(self.names)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(label("永济镇街", "brandname"))
        lines.addWidget(label("安全工作台", "brandline"))
        head.addWidget(self.names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.logo)
        for index, (name, word, icon, key) in enumerate(entries):
            if index == len(entries) - 1:
                column.addStretch(1)
                self.demo = label("演示", "demo")
                self.demo.setAlignment(Qt.AlignmentFlag.AlignCenter)
                self.demo.hide()
                row = QHBoxLayout()
                row.setContentsMargins(9, 0, 9, 2)
                row.addWidget(self.demo)
                column.addLayout(row)
            item = NavItem(word, icon, key)
            item.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            column.addWidget(item)
            self.items[name] = item
        column.addWidget(line("navline"))
        self.foot = NavFoot()
        column.addWidget(self.foot)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Icons only, or icons with words."""
        self.setFixedWidth(SIZES["nav_compact"] if compact else SIZES["nav"])
        self.names.setVisible(not compact)
        for one in (*self.items.values(), self.foot):
            one.compact = compact
            one.update()

    def show_keys(self, shown: bool) -> None:
        """Show the keys of the pages while Alt is held."""
        for item in self.items.values():
            item.show_key = shown
            item.update()

    def choose(self, name: str) -> None:
        """Mark the page on show."""
        self.items[name].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(event.key())
        items = [*self.items.values(), self.foot]
        focused = next((one for one in items if one.hasFocus()), None)
        if step and focused:
            items[(items.index(focused) + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused:
            focused.click()
        else:
            super().keyPressEvent(event)

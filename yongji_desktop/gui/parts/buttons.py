"""Buttons: primary, secondary, ghost, danger; the key stands inside, a button that cannot act says why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from yongji_desktop.gui import icons
from yongji_desktop.gui.tokens import BUTTONS, COLOURS, SIZES

ROLES = ("primary", "secondary", "ghost", "danger")
SHOWN_ONLY = frozenset({"Enter", "Esc", "空格", "Tab", "Delete"})
ICON = 16


class Button(QPushButton):
    """One deed.

    `role` is one of ROLES, `key` stands inside the button and works in the whole window while the button is
    visible (Enter, Esc, 空格 are only shown: dialogs and lists bring them), `icon` names an icon, `small` is
    the height inside cards.
    """

    refused = Signal(str)

    def __init__(
        self,
        word: str,
        do: Callable[[], object] | None = None,
        *,
        role: str = "secondary",
        key: str = "",
        icon: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.role, self.key, self.icon_name, self.small = role, key, icon, small
        self.reason = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(word)
        if do:
            self.clicked.connect(lambda: do())

    def setText(self, word: str) -> None:
        """Change the word; the key stays."""
        super().setText(word)
        self.setAccessibleName(word)
        if self.key and self.key not in SHOWN_ONLY:
            self.setShortcut(QKeySequence(self.key))
        self.updateGeometry()

    def refuse(self, reason: str) -> None:
        """Disable the button and say why; "" enables it again."""
        self.reason = reason
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self.refused.emit(reason)

    def _fonts(self) -> tuple[QFont, QFont]:
        word, key = QFont(self.font()), QFont(self.font())
        word.setPixelSize(SIZES["body"])
        word.setBold(self.role in ("primary", "danger"))
        key.setPixelSize(SIZES["key"])
        return word, key

    def event(self, event: QEvent) -> bool:
        """The key acts at once: Qt's own way waits 100 ms, and what is typed meanwhile goes astray."""
        if event.type() == QEvent.Type.Shortcut and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        word, key = self._fonts()
        width = QFontMetrics(word).horizontalAdvance(self.text())
        width += ICON + 7 if self.icon_name else 0
        width += QFontMetrics(key).horizontalAdvance(self.key) + 10 if self.key else 0
        padding = 6 if self.role == "ghost" else 13
        height = SIZES["button_in_card"] if self.small else SIZES["button"]
        return QSize(width + 2 * padding, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = BUTTONS[self.role if self.isEnabled() else "disabled"]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, look)
        word, key = self._fonts()
        words, keys = QFontMetrics(word), QFontMetrics(key)
        left = (self.width() - (self.sizeHint().width() - 2 * (6 if self.role == "ghost" else 13))) / 2
        if self.icon_name:
            top = (self.height() - ICON) / 2
            icons.draw(painter, self.icon_name, QRectF(left, top, ICON, ICON), look.text)
            left += ICON + 7
        painter.setPen(QColor(look.text))
        painter.setFont(word)
        width = words.horizontalAdvance(self.text())
        painter.drawText(
            QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self.key:
            painter.setPen(QColor(look.key))
            painter.setFont(key)
            area = QRectF(left + width + 10, 1, keys.horizontalAdvance(self.key) + 2, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.key)

    def _paint_box(self, painter: QPainter, look) -> None:
        radius = SIZES["radius_control"]
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill = self._fill(look.fill)
        ghost = self.role == "ghost"
        painter.setPen(
            QPen(QColor(look.border))
            if look.border and not (ghost and self.isEnabled())
            else Qt.PenStyle.NoPen
        )
        painter.setBrush(
            QColor(fill) if fill and not (ghost and not self.isEnabled()) else Qt.BrushStyle.NoBrush
        )
        if fill or look.border:
            painter.drawRoundedRect(box, radius, radius)
        if not self.hasFocus():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.role == "primary":
            painter.setPen(QPen(QColor(COLOURS["focus_dark"]), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            painter.setPen(QPen(QColor(COLOURS["surface"]), 2))
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), radius - 1, radius - 1)
        else:
            painter.setPen(QPen(QColor("#A3201A" if self.role == "danger" else COLOURS["brand"]), 2))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), radius - 1, radius - 1)

    def _fill(self, fill: str) -> str:
        if not self.isEnabled():
            return fill
        if self.role == "primary":
            return COLOURS["brand_hover"] if self.underMouse() or self.isDown() else fill
        return COLOURS["hover"] if self.underMouse() or self.isDown() else fill


class Reasoned(QWidget):
    """A button with the reason it cannot act beside it, while there is one."""

    def __init__(self, button: Button, parent: QWidget | None = None):
        super().__init__(parent)
        self.button = button
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words = QLabel(button.reason)
        self.words.setProperty("role", "warning")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addWidget(self.words, 1)
        self.words.setVisible(bool(button.reason))
        button.refused.connect(self._say)

    def _say(self, reason: str) -> None:
        self.words.setText(reason)
        self.words.setVisible(bool(reason))

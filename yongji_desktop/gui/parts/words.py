"""Small pieces every page is built from: labels by role, cards, lines, rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from yongji_desktop.gui import icons
from yongji_desktop.gui.tokens import COLOURS, SIZES


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in one of the roles of the style sheet; plain text only."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def set_role(widget: QWidget, **properties: str) -> None:
    """Set properties the style sheet looks at and have them take effect."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def picture(name: str, colour: str = COLOURS["ink2"], size: int = 18) -> QLabel:
    """An icon that stands beside words; it has no name of its own for a reader of the screen."""
    made = QLabel()
    made.setPixmap(icons.pixmap(name, colour, size, 2.0))
    made.setFixedSize(size, size)
    made.setScaledContents(True)
    return made


def key_label(key: str) -> QLabel:
    """The name of a key in its little frame."""
    made = label(key, "key")
    made.setFixedHeight(19)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def framed(role: str = "card") -> QFrame:
    """A frame in one of the roles of the style sheet."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def card(title: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A white card and the layout inside it, with its section title."""
    made = framed("card")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(SIZES["card"], 12, SIZES["card"], 12)
    layout.setSpacing(8)
    if title:
        layout.addWidget(label(title, "section"))
    return made, layout


def line(role: str = "separator") -> QFrame:
    """A thin horizontal rule."""
    made = framed(role)
    made.setFixedHeight(1)
    return made


def across(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Parts in a row: widget, layout, a space in pixels, or None for what stretches (Elided does too)."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for part in parts:
        if part is None:
            row.addStretch(1)
        elif isinstance(part, int):
            row.addSpacing(part)
        elif isinstance(part, QLayout):
            row.addLayout(part)
        else:
            row.addWidget(part, 1 if isinstance(part, Elided) else 0)
    return row


def clear(layout: QBoxLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        if item.widget():
            item.widget().hide()
            item.widget().deleteLater()
        elif isinstance(item.layout(), QBoxLayout):
            clear(item.layout())
            item.layout().deleteLater()


class Elided(QLabel):
    """A label that gives way: what does not fit becomes “…”, the full text is in the tooltip."""

    def __init__(self, text: str = "", role: str = ""):
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setProperty("role", role)
        self._full = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def full_text(self) -> str:
        """The whole text."""
        return self._full

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() in (event.Type.FontChange, event.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        fits = self.fontMetrics().horizontalAdvance(self._full) <= self.width()
        mode = Qt.TextElideMode.ElideRight
        shown = self._full if fits else self.fontMetrics().elidedText(self._full, mode, max(self.width(), 16))
        if shown != self.text():
            super().setText(shown)
        self.setToolTip("" if fits else self._full)

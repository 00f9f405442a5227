"""The groups of a campaign as cards: name, who leads, how many were visited, could not be, are left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.chip import chip_width, paint_chip
from yongji_desktop.gui.parts.words import Elided, across
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services.campaigns import Group

COUNTS = (("visited", "已去", "green"), ("missed", "未能检查", "grey"), ("left", "还没去", "blue"))
HEIGHT, NARROWEST = 74, 262


class ChipButton(QPushButton):
    """A chip that can be pressed; pressed again it lets go."""

    def __init__(self, word: str, family: str):
        super().__init__(word)
        self.family = family
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, word: str) -> None:
        """Show another word."""
        self.setText(word)
        self.setAccessibleName(word)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.font(), self.text(), self.family) + 4, SIZES["target"])

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        box = QRectF(2, (self.height() - SIZES["chip"]) / 2, self.width() - 4, SIZES["chip"])
        paint_chip(painter, box, self.text(), self.family)
        if self.hasFocus() or self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 5, 5)


class GroupCard(QWidget):
    """One group; `chosen()` on a click, `asked(progress or "")` when a chip is pressed or let go."""

    chosen = Signal()
    asked = Signal(str)

    def __init__(self):
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(NARROWEST)
        self.on = False
        self.name = Elided("", "section")
        self.leader = Elided("", "caption")
        self.leader.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.chips = {code: ChipButton(word, family) for code, word, family in COUNTS}
        for code, chip in self.chips.items():
            chip.clicked.connect(lambda on, code=code: self._press(code, on))
        top = across(self.name, self.leader)
        top.setStretch(0, 3)
        top.setStretch(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 12, 6)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(across(*self.chips.values(), None, spacing=4))

    def say(self, group: Group) -> None:
        """Show a group."""
        self.name.setText(group.name)
        self.leader.setText(f"带队 {group.leader}" if group.leader else "没有带队")
        counts = {code: len(group.ids(code)) for code, *_ in COUNTS}
        for code, word, _ in COUNTS:
            self.chips[code].say(f"{word} {counts[code]}")
        self.setAccessibleName(f"{group.name}，{'，'.join(chip.text() for chip in self.chips.values())}")

    def _press(self, code: str, on: bool) -> None:
        self.chosen.emit()
        for other, chip in self.chips.items():
            chip.setChecked(on and other == code)
        self.asked.emit(code if on else "")

    def set_on(self, on: bool) -> None:
        """Whether its route is on show."""
        self.on = on
        if not on:
            for chip in self.chips.values():
                chip.setChecked(False)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(COLOURS["brand" if self.on else "line"]), 2 if self.on else 1))
        painter.setBrush(QColor(COLOURS["selected" if self.on else "surface"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), SIZES["radius_card"], SIZES["radius_card"])


class GroupCards(QScrollArea):
    """The cards side by side; ←→ and digits choose.  `changed(index)`, `asked(progress)`."""

    changed = Signal(int)
    asked = Signal(str)

    def __init__(self):
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("分组")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SIZES["gap"])
        self.setWidget(inside)
        self.cards: list[GroupCard] = []
        self.index = 0

    def fill(self, groups: Sequence[Group]) -> None:
        """Show these groups; the chosen one stays."""
        while len(self.cards) > len(groups):
            gone = self.cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.cards) < len(groups):
            made = GroupCard()
            made.chosen.connect(lambda made=made: self.choose(self.cards.index(made)))
            made.asked.connect(self.asked)
            self.cards.append(made)
            self._row.addWidget(made, 1)
        for card, group in zip(self.cards, groups, strict=True):
            card.say(group)
        self.index = min(self.index, max(0, len(groups) - 1))
        self._mark()
        self.setVisible(bool(groups))
        needed = len(groups) * (NARROWEST + SIZES["gap"]) > max(self.width(), 3 * NARROWEST)
        self.setFixedHeight(HEIGHT + (16 if needed else 0))

    def choose(self, index: int) -> None:
        """Show another group's route."""
        if 0 <= index < len(self.cards) and index != self.index:
            self.index = index
            self._mark()
            self.ensureWidgetVisible(self.cards[index])
            self.changed.emit(index)

    def _mark(self) -> None:
        for at, card in enumerate(self.cards):
            card.set_on(at == self.index)

    def at(self, point) -> int:
        """Which card lies at a point of the screen, -1 for none."""
        for index, card in enumerate(self.cards):
            if card.isVisible() and card.rect().contains(card.mapFromGlobal(point)):
                return index
        return -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """←→ the neighbour, digits the group of that place."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key())
        if step and not event.modifiers():
            self.choose(self.index + step)
        elif event.text().isdigit() and event.text() != "0":
            self.choose(int(event.text()) - 1)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.cards:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

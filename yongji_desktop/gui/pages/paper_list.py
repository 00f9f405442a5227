"""The papers of one visit as cards with a tick: a small picture of the first page, title, pages, number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from yongji_desktop.gui import icons
from yongji_desktop.gui.tokens import COLOURS, SIZES

CARD = Qt.ItemDataRole.UserRole
HEIGHT, THUMB, THUMB_HIGH = 118, 58, 82


@dataclass(frozen=True)
class PaperCard:
    """What one card shows: code, title, two lines below it, the first page small."""

    code: str
    title: str
    lines: tuple[str, ...]
    picture: QImage | None


class PaperList(QListWidget):
    """Cards to choose from; 空格 or a click on the box ticks.  `shown(code)` follows the current card."""

    shown = Signal(str)
    ticked = Signal()

    def __init__(self):
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("这次的文书")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setItemDelegate(_CardPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(3)
        self.currentItemChanged.connect(lambda item, _: item and self.shown.emit(item.data(CARD).code))
        self.itemChanged.connect(lambda _: self.ticked.emit())

    def fill(self, cards: Sequence[PaperCard]) -> None:
        """Show these cards; ticks and the current card stay where the paper stays."""
        current = self.current()
        unticked = {card.code for card, on in self._every() if not on}
        self.blockSignals(True)
        self.clear()
        for card in cards:
            item = QListWidgetItem(f"{card.title}，{'，'.join(card.lines)}")
            item.setData(CARD, card)
            item.setToolTip(card.title)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            off = card.code in unticked
            item.setCheckState(Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)
            self.addItem(item)
        codes = [card.code for card in cards]
        if codes:
            self.setCurrentRow(codes.index(current) if current in codes else 0)
        self.blockSignals(False)

    def _every(self) -> list[tuple[PaperCard, bool]]:
        items = [self.item(row) for row in range(self.count())]
        return [(item.data(CARD), item.checkState() == Qt.CheckState.Checked) for item in items]

    def codes(self) -> list[str]:
        """The ticked papers in order."""
        return [card.code for card, on in self._every() if on]

    def current(self) -> str:
        """The code of the current card, "" without one."""
        item = self.currentItem()
        return item.data(CARD).code if item else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp/PgDn turn the pages of the paper, Enter prints: both belong to the page around."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(240, self.count() * (HEIGHT + 6) + 6)


class _CardPainter(QStyledItemDelegate):
    """Paints a card; the tick and the keyboard are the list's own."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        card: PaperCard = index.data(CARD)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = current and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        pen = COLOURS["brand"] if current else COLOURS["line"]
        painter.setPen(QPen(QColor(pen), 2 if focused else 1))
        painter.setBrush(QColor(COLOURS["selected"] if current else COLOURS["surface"]))
        painter.drawRoundedRect(box, 6, 6)
        self._tick(painter, box, index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value)
        self._picture(painter, box, card)
        self._words(painter, box, card, option.font)
        painter.restore()

    @staticmethod
    def _tick(painter: QPainter, box: QRectF, on: bool) -> None:
        square = QRectF(box.left() + 9, box.center().y() - 8, 16, 16)
        painter.setPen(QPen(QColor(COLOURS["brand"] if on else COLOURS["control"]), 1.4))
        painter.setBrush(QColor(COLOURS["brand"] if on else COLOURS["surface"]))
        painter.drawRoundedRect(square, 3, 3)
        if on:
            icons.draw(painter, "tick", square.adjusted(1, 1, -1, -1), COLOURS["surface"])

    @staticmethod
    def _picture(painter: QPainter, box: QRectF, card: PaperCard) -> None:
        sheet = QRectF(box.left() + 34, box.top() + 10, THUMB, THUMB_HIGH)
        painter.setPen(QPen(QColor(COLOURS["control"]), 1))
        painter.setBrush(QColor(COLOURS["surface"]))
        painter.drawRect(sheet)
        if card.picture is not None:
            painter.drawImage(sheet.adjusted(1, 1, -1, -1), card.picture)

    @staticmethod
    def _words(painter: QPainter, box: QRectF, card: PaperCard, base: QFont) -> None:
        left = box.left() + 34 + THUMB + 10
        area = QRectF(left, box.top() + 9, box.right() - left - 6, box.height() - 16)
        font = QFont(base)
        font.setPixelSize(SIZES["body"])
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink"]))
        wrap = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignTop
        used = painter.drawText(area, int(wrap), card.title)
        font.setPixelSize(SIZES["caption"])
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink2"]))
        area.setTop(used.bottom() + 3)
        painter.drawText(area, int(wrap), "\n".join(card.lines))

    def editorEvent(self, event, model, option, index) -> bool:
        """A click on the box or 空格 ticks; a click elsewhere only chooses."""
        kind = event.type()
        if kind in (
            event.Type.MouseButtonRelease,
            event.Type.MouseButtonPress,
            event.Type.MouseButtonDblClick,
        ):
            if event.position().x() > option.rect.left() + 34:
                return False
            if kind != event.Type.MouseButtonRelease:
                return True
        elif not (kind == event.Type.KeyPress and event.key() == Qt.Key.Key_Space):
            return False
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        return model.setData(
            index,
            (Qt.CheckState.Unchecked if on else Qt.CheckState.Checked).value,
            Qt.ItemDataRole.CheckStateRole,
        )

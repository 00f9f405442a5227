"""The rows of the checklist as a model, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.kind_parts import RESULTS
from yongji_desktop.gui.parts.chip import chip_width, paint_chip
from yongji_desktop.gui.tokens import COLOURS, FAMILIES, SIZES

NUMBER, TEXT, BASIS, RESULT, HAZARD = range(5)
HEADS = ("", "检查要点", "依据", "结果", "隐患")
ANSWERS = (("pass", "合格", "green", 44), ("fail", "不合格", "red", 58), ("na", "不适用", "blue", 57))
SEGMENT_HEIGHT, SEGMENTS_WIDTH = 26, sum(one[3] for one in ANSWERS)
SHORT = {
    "安全生产法": "安法",
    "消防法": "消法",
    "特种设备安全法": "特设法",
    "城镇燃气管理条例": "燃气条例",
}
ROW_HEIGHT = 29


def short_basis(basis: Sequence[Mapping[str, Any]]) -> str:
    """Citations as short as a column allows: 安法21、41、消法27; 依据待核 when none is verified."""
    by_law: dict[str, list[str]] = {}
    for one in basis:
        if one.get("verified") and one.get("law"):
            numbers = by_law.setdefault(SHORT.get(one["law"], one["law"]), [])
            if str(one["article"]) not in numbers:
                numbers.append(str(one["article"]))
    return "、".join(law + "、".join(numbers) for law, numbers in by_law.items()) or (
        "依据待核" if basis else "—"
    )


def hazard_ready(hazard: Mapping[str, Any]) -> bool:
    """Whether a hazard holds all that finishing asks of it."""
    if not hazard.get("description") or not hazard.get("measure") or not hazard.get("part"):
        return False
    if hazard.get("treatment") in ("on_spot", CLUE):
        return True
    dated = hazard.get("due_on") or hazard.get("grade") == "suspected_major"
    return bool(hazard.get("responsible") and dated)


class ChecklistModel(QAbstractTableModel):
    """The answers of an entry, one row each."""

    def __init__(self):
        super().__init__()
        self.answers: list[dict[str, Any]] = []
        self.states: dict[str, str] = {}

    def show(self, entry: Mapping[str, Any]) -> None:
        """Show these answers; the row of the keyboard stays."""
        answers = list(entry.get("answers") or [])
        states: dict[str, str] = {}
        for one in entry.get("hazards") or []:
            ready = hazard_ready(one) and states.get(one.get("item"), "已填") == "已填"
            states[one.get("item")] = "已填" if ready else "填写中"
        same = len(answers) == len(self.answers)
        if not same:
            self.beginResetModel()
        self.answers, self.states = answers, states
        if not same:
            self.endResetModel()
        elif answers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(answers) - 1, HAZARD))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.answers)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def words(self, row: int, column: int) -> str:
        """The words of a cell."""
        one = self.answers[row]
        if column == NUMBER:
            return str(row + 1)
        if column == TEXT:
            return ("★ " if one.get("star") else "") + str(one.get("text") or "")
        if column == BASIS:
            return short_basis(one.get("basis") or [])
        if column == RESULT:
            return RESULTS[one.get("result") or "unseen"]
        return self.states.get(one["item"], "备注" if one.get("note") else "")

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TEXT:
            return self.words(index.row(), TEXT)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = [self.words(index.row(), column) for column in (NUMBER, TEXT, RESULT, HAZARD)]
            return "第 {} 项 {}，{}{}".format(*words[:3], f"，隐患{words[3]}" if words[3] else "")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(
                Qt.AlignmentFlag.AlignVCenter
                | (Qt.AlignmentFlag.AlignHCenter if section == HAZARD else Qt.AlignmentFlag.AlignLeft)
            )
        return None


def segment_rects(cell: QRect) -> list[tuple[str, QRectF]]:
    """Where the three answers lie in a result cell."""
    left, top = cell.left() + 8.0, cell.top() + (cell.height() - SEGMENT_HEIGHT) / 2
    made = []
    for code, _, _, width in ANSWERS:
        made.append((code, QRectF(left, top, width, SEGMENT_HEIGHT)))
        left += width
    return made


class ChecklistPaint(QStyledItemDelegate):
    """Draws a row: tint, bar and frame of the selected one, answers as segments, the hazard as a chip."""

    def __init__(self, view: QTableView):
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        model: ChecklistModel = index.model()
        one = model.answers[index.row()]
        chosen = index.row() == self._view.currentIndex().row()
        failed = one.get("result") == "fail"
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = COLOURS["selected"] if chosen else "#FFF3F2" if failed else COLOURS["surface"]
        painter.fillRect(rect, QColor(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(COLOURS["line"]))
        words = model.words(index.row(), index.column())
        font = QFont(option.font)
        font.setPixelSize(SIZES["body"])
        if index.column() == RESULT:
            self._segments(painter, font, rect, one.get("result"))
        elif index.column() == HAZARD:
            self._chip(painter, font, rect, words)
        else:
            self._words(painter, font, rect, index.column(), words, failed)
        if chosen:
            self._frame(painter, rect, index.column())
        painter.restore()

    def _words(
        self, painter: QPainter, font: QFont, rect: QRect, column: int, words: str, failed: bool
    ) -> None:
        font.setBold(failed and column == TEXT)
        if column != TEXT:
            font.setPixelSize(SIZES["caption"])
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink"] if column == TEXT else COLOURS["ink2"]))
        area = rect.adjusted(8, 0, -8, 0)
        align = Qt.AlignmentFlag.AlignRight if column == NUMBER else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, words if column == NUMBER else shown)

    def _segments(self, painter: QPainter, font: QFont, cell: QRect, result: str | None) -> None:
        rects = segment_rects(cell)
        whole = rects[0][1].united(rects[-1][1]).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(COLOURS["control"]), 1))
        painter.setBrush(QColor(COLOURS["surface"]))
        painter.drawRoundedRect(whole, 5, 5)
        for (code, rect), (_, word, family, _) in zip(rects, ANSWERS, strict=True):
            font.setBold(code == result)
            painter.setFont(font)
            painter.setPen(QColor(COLOURS["ink2"]))
            if code == result:
                look = FAMILIES[family]
                painter.setPen(QPen(QColor(look.text), 1.5))
                painter.setBrush(QColor(look.fill))
                painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)

    def _chip(self, painter: QPainter, font: QFont, rect: QRect, words: str) -> None:
        if words:
            family = {"已填": "green", "填写中": "amber"}.get(words, "grey")
            painter.setFont(font)
            box = QRectF(0, 0, min(chip_width(font, words, family), rect.width() - 4), SIZES["chip"])
            box.moveCenter(QRectF(rect).center())
            paint_chip(painter, box, words, family)

    def _frame(self, painter: QPainter, rect: QRect, column: int) -> None:
        if column == NUMBER:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(COLOURS["brand"]))
        if self._view.hasFocus():
            brand = QColor(COLOURS["brand"])
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), brand)
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), brand)
            if column == HAZARD:
                painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), brand)

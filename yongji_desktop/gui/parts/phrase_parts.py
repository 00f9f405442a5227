"""What the choice of a phrase shows: the rows to choose from, and everything the one chosen will fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from yongji_desktop.core.citations import cite
from yongji_desktop.core.kind_parts import GRADES, JUDGEMENTS, TREATMENTS
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.words import across, label, line, picture
from yongji_desktop.gui.tokens import COLOURS, FAMILIES, SIZES
from yongji_desktop.services.phrases import Phrase

ROW, DIGITS = 40, 9
WEEKDAYS = "一二三四五六日"
PHRASE = Qt.ItemDataRole.UserRole


def source_words(phrase: Phrase) -> str:
    """Where a phrase comes from and how often it was used, as its row says."""
    if phrase.uses:
        words = f"本机用过 {phrase.uses} 次"
    else:
        words = "本机常用" if phrase.own else "词库"
    return f"{words} · 依据待核" if unverified(phrase) else words


def unverified(phrase: Phrase) -> bool:
    """Whether some clause of it has not been compared with the original text."""
    return any(not one.get("verified") for one in phrase.hazard.get("basis") or ())


def deadline_words(phrase: Phrase, began: str) -> str:
    """The deadline it will fill in, with its weekday."""
    hazard = phrase.hazard
    if hazard.get("treatment") != "deadline":
        return {"on_spot": "当场", "clue": "不设期限，移送部门核查", "handover": "先停用，再报告移送"}.get(hazard.get("treatment") or "", "")
    if not hazard.get("due_on"):
        return "填入后再定"
    due = date.fromisoformat(hazard["due_on"])
    days = (due - date.fromisoformat(began[:10])).days if began else 0
    start = f"{days} 天 → " if days > 0 else ""
    return f"{start}{due.isoformat()}（周{WEEKDAYS[due.weekday()]}）"


class _Paint(QStyledItemDelegate):
    """A row: the digit that fills it in, its text, where it comes from."""

    def sizeHint(self, option, index: QModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option, index: QModelIndex) -> None:
        phrase: Phrase = self.parent().phrases[index.row()]
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.parent().currentIndex() == index:
            painter.fillRect(box, QColor(COLOURS["selected"]))
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(COLOURS["brand"]))
        else:
            painter.setPen(QColor(COLOURS["line"]))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.row() < DIGITS:
            self._digit(painter, QRectF(box.left() + 10, box.center().y() - 11, 25, 22), str(index.row() + 1))
        caption = QFont(painter.font())
        caption.setPixelSize(SIZES["caption"])
        source = source_words(phrase)
        wide = QFontMetrics(caption).horizontalAdvance(source)
        right = QRectF(box.right() - max(wide, 94) - 12, box.top(), max(wide, 94) + 2, box.height())
        painter.setPen(QColor(COLOURS["ink"]))
        room = QRectF(box.left() + 54, box.top(), right.left() - box.left() - 66, box.height())
        words = painter.fontMetrics().elidedText(phrase.text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(caption)
        painter.setPen(QColor(COLOURS["ink2"]))
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, source)
        painter.restore()

    @staticmethod
    def _digit(painter: QPainter, box: QRectF, digit: str) -> None:
        painter.setPen(QColor(COLOURS["control"]))
        painter.setBrush(QColor(COLOURS["surface"]))
        painter.drawRoundedRect(box, SIZES["radius_chip"], SIZES["radius_chip"])
        painter.setPen(QColor(COLOURS["ink2"]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, digit)


class PhraseList(QListWidget):
    """The phrases found; the box above keeps the focus and moves the current row."""

    def __init__(self) -> None:
        super().__init__()
        self.phrases: Sequence[Phrase] = ()
        self.setAccessibleName("常用语")
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setItemDelegate(_Paint(self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fill(self, phrases: Sequence[Phrase]) -> None:
        """Show these phrases, the first one current."""
        self.clear()
        self.phrases = phrases
        for one in phrases:
            item = QListWidgetItem()
            item.setToolTip(one.text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.text}，{source_words(one)}")
            self.addItem(item)
        self.setCurrentRow(0 if phrases else -1)

    def current(self) -> Phrase | None:
        """The current phrase."""
        row = self.currentRow()
        return self.phrases[row] if 0 <= row < len(self.phrases) else None


class FillsIn(QWidget):
    """Everything a phrase will fill in, read before it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self.area = scrolled(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def show_phrase(self, phrase: Phrase | None, began: str, warning: str) -> None:
        """Show a phrase; `warning` says that the site has such a hazard open."""
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(14, 10, 14, 10)
        lines.setSpacing(8)
        if phrase is not None:
            self._fill(lines, phrase, began, warning)
        self.area.setWidget(inner)

    def _fill(self, lines: QVBoxLayout, phrase: Phrase, began: str, warning: str) -> None:
        hazard = phrase.hazard
        lines.addWidget(label("将填入", "caption"))
        lines.addWidget(label(hazard.get("description") or phrase.text, "bold", wrap=True))
        lines.addWidget(line())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        for at, (name, value, role) in enumerate(self._parts(phrase, began)):
            head = label(name, "label")
            head.setFixedWidth(SIZES["label"])
            grid.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, role, wrap=True), at, 1)
        lines.addLayout(grid)
        if warning:
            lines.addWidget(line())
            lines.addLayout(_marked("info", FAMILIES["amber"].text, warning, "warning"))
        lines.addStretch(1)
        verdict = "依据待核，文书上不印条款" if unverified(phrase) else "条款已和原文核对"
        if not hazard.get("basis"):
            verdict = "没有依据条款"
        lines.addLayout(_marked("shield", COLOURS["ink3"], f"{phrase.source} · {verdict}", "faint"))

    @staticmethod
    def _parts(phrase: Phrase, began: str) -> list[tuple[str, str, str]]:
        hazard = phrase.hazard
        found = []
        for at, one in enumerate(hazard.get("basis") or ()):
            found.append(("" if at else "依据", cite(one), "" if one.get("verified") else "faint"))
        found.append(("整改要求", hazard.get("measure") or "", ""))
        found.append(("期限", deadline_words(phrase, began), ""))
        grade = GRADES.get(hazard.get("grade") or "", "")
        treatment = TREATMENTS.get(hazard.get("treatment") or "", "")
        found.append(("等级", " · ".join(part for part in (grade, treatment) if part), ""))
        judgement = hazard.get("judgement") or {}
        if judgement:
            words = "；".join(cite(one) for one in judgement.get("basis") or ()) or JUDGEMENTS.get(
                judgement.get("choice") or "", ""
            )
            found.append(("判定依据", words, "" if judgement.get("choice") == "standard" else "faint"))
        found.append(("类别", hazard.get("category") or "", ""))
        found.append(("抄告部门", hazard.get("department") or "", ""))
        return [one for one in found if one[1]]


def _marked(icon: str, colour: str, words: str, role: str):
    row = across(picture(icon, colour, 15), spacing=8)
    row.setAlignment(Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, role, wrap=True), 1)
    return row

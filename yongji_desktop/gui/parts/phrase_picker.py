"""常用语: a finding in three keys, with everything it will fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.phrase_parts import DIGITS, FillsIn, PhraseList
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.parts.words import across, framed, key_label, label, line
from yongji_desktop.gui.tokens import COLOURS
from yongji_desktop.services import history, phrases, visits

SIZE = QSize(1000, 540)
SHOWN = 50
SHADE = 96
KEYS = (
    ("1–9", "直接填入"),
    ("Enter", "填入"),
    ("Ctrl+Enter", "填入后修改"),
    ("Ctrl+D", "存为常用"),
    ("Esc", "关闭"),
)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Shade(QWidget):
    """Dims the window behind a dialog."""

    def paintEvent(self, event) -> None:
        colour = QColor(COLOURS["nav"])
        colour.setAlpha(SHADE)
        QPainter(self).fillRect(self.rect(), colour)


class PhrasePicker(QDialog):
    """Says `chosen(hazard, edit)` once and closes; `keep` when the hazard being written is to be kept.

    `item` is the checklist item the hazard belongs to, `began_at` the visit's begin (deadlines count from
    it), `site_id` the site, whose open hazards of the same item are said, `lists` the codes of the visit's
    checklists, whose phrases come first.
    """

    chosen = Signal(dict, bool)
    keep = Signal()

    def __init__(
        self,
        frame: Frame,
        item: str | None,
        began_at: str,
        site_id: str | None,
        parent: QWidget | None = None,
        lists: Sequence[str] = (),
    ):
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.frame, self.item, self.began = frame, item, began_at or ""
        self._open = self._open_hazards(site_id)
        self._codes = phrases.codes(frame.desk)
        self._lists = frame.trying(phrases.lists_of, frame.desk, site_id, lists) or ()
        self._dropped = ""
        self._shade: Shade | None = None
        self.setWindowTitle("常用隐患描述")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _: self._show_current())
        self.list.itemDoubleClicked.connect(lambda _: self.fill_in(False))
        self.box.line.textChanged.connect(lambda _: self.search())
        self.box.line.installEventFilter(self)
        self.search()
        self.box.line.setFocus()

    def _open_hazards(self, site_id: str | None) -> dict[str, str]:
        """{checklist item: the sentence that such a hazard of the site is open}."""
        if not site_id:
            return {}
        found: dict[str, str] = {}
        for one in self.frame.trying(lambda: visits.since(self.frame.desk, site_id).open_hazards) or ():
            if one.get("item") and one["item"] not in found:
                day = date.fromisoformat(one["found_on"])
                words = one["description"][:28]
                found[one["item"]] = f"本单位 {day.month}月{day.day}日有同类隐患未闭环：{words}"
        return found

    def _lay_out(self) -> None:
        self.setFixedSize(SIZE)
        self.box = SearchBox("拼音首字母、汉字、检查项编号", key="", name="找常用语")
        self.box.hint.hide()
        self.list = PhraseList()
        self.nothing = EmptyState(
            "search", "没有符合的常用语", "换个词再找，或按 Esc 自己写；写好后 Ctrl+D 存为常用"
        )
        self.fills = FillsIn()
        self.note = ProblemLine()
        self.total = label("", "status")
        head = across(label("常用隐患描述", "record"))
        if self.item:
            head.addWidget(Chip(self._item_words(), "blue"))
        head.addStretch(1)
        head.addWidget(label("拼音首字母、汉字、检查项编号都可以搜", "caption"))
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (self.box, self.list, self.nothing, self.note):
            left.addWidget(part)
        right = framed("inset")
        right.setFixedWidth(360)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.fills)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addLayout(left, 1)
        middle.addWidget(right)
        foot = across(spacing=6)
        for key, word in KEYS:
            foot.addWidget(key_label(key))
            foot.addWidget(label(word, "status"))
            foot.addSpacing(6)
        foot.addStretch(1)
        foot.addWidget(self.total)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def _item_words(self) -> str:
        number = "".join(char for char in self.item or "" if char.isdigit()).lstrip("0")
        return f"第 {number} 项" if number else str(self.item)

    # Finding --------------------------------------------------------------------------------------

    def search(self) -> None:
        """Show what fits the words in the box."""
        found = self.frame.trying(
            phrases.matches, self.frame.desk, self.box.text(), self.item, self.began, SHOWN, self._lists
        )
        shown, total = found or ([], 0)
        self.list.fill(shown)
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        more = "，↓ 看更多" if total > DIGITS else ""
        words = f"共 {total} 条{more}" if total <= SHOWN else f"共 {total} 条，先列 {SHOWN} 条"
        self.total.setText(f"{words}，有意思相近的" if any(one.alike for one in shown) else words)
        self._show_current()

    def _show_current(self) -> None:
        phrase = self.list.current()
        self.fills.show_phrase(phrase, self.began, self._open.get(phrase.item, "") if phrase else "")

    # Deeds ----------------------------------------------------------------------------------------

    def fill_in(self, edit: bool, row: int | None = None) -> None:
        """Take the current phrase (or that of a row): everything it fills in goes out, the dialog closes."""
        if row is not None:
            if row >= len(self.list.phrases):
                return
            self.list.setCurrentRow(row)
        phrase = self.list.current()
        if phrase is not None:
            self.accept()
            self.chosen.emit(dict(phrase.hazard), edit)

    def keep_own(self) -> None:
        """Ask for the hazard being written to be kept, and show it in the list."""
        before = self._own_count()
        self.keep.emit()
        self.search()
        if self._own_count() > before:
            self.say("已存为常用，下次在这里找得到。")

    def _own_count(self) -> int:
        return phrases.own_count(self.frame.desk)

    def say(self, words: str, severity: str = "hint") -> None:
        """A line in this dialog, for what became of keeping."""
        self.note.say(words, severity)

    def drop(self) -> None:
        """Take the current phrase out of the own ones; one of the packs stays."""
        phrase = self.list.current()
        if phrase is None:
            return
        if not phrase.own:
            self.note.say("这一条是词库里的，不能去掉；用得少的自然排在后面。", "hint")
            return
        row = self.list.currentRow()
        deed = self.frame.trying(phrases.drop, self.frame.desk, phrase.code)
        if deed:
            self._dropped = deed
            self.search()
            self.list.setCurrentRow(min(row, self.list.count() - 1))
            self.note.say(f"已从常用里去掉“{phrase.text[:20]}”。", "hint", "撤销 Ctrl+Z", self.undo)
            self.frame.saved()

    def undo(self) -> None:
        """Bring back the phrase dropped last."""
        deed, self._dropped = self._dropped, ""
        if deed and self.frame.trying(history.undo_deed, self.frame.desk, deed):
            self.search()
            self.note.say("已撤销，这一条还在常用里。", "hint")
            self.frame.saved()

    # Keys -----------------------------------------------------------------------------------------

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        line = self.box.line
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            last = self.list.count() - 1
            self.list.setCurrentRow(
                max(0, min(last, self.list.currentRow() + steps[key])) if last >= 0 else -1
            )
        elif key in ENTER:
            self.fill_in(control)
        elif control and key == Qt.Key.Key_D:
            self.keep_own()
        elif control and key == Qt.Key.Key_Z and self._dropped:
            self.undo()
        elif (
            key == Qt.Key.Key_Delete
            and line.cursorPosition() == len(line.text())
            and not line.hasSelectedText()
        ):
            self.drop()
        elif event.text() in "123456789" and event.text() and not control and not self._goes_on(event.text()):
            self.fill_in(False, int(event.text()) - 1)
        else:
            return False
        return True

    def _goes_on(self, digit: str) -> bool:
        """Whether a digit goes on with what is typed, as the code of an item or after another digit."""
        typed = self.box.line.text().lower().split(" ")[-1]
        return bool(typed) and (
            typed[-1].isdigit() or any(code.startswith(typed + digit) for code in self._codes)
        )

    # The window -----------------------------------------------------------------------------------

    def showEvent(self, event) -> None:
        super().showEvent(event)
        window = self.parentWidget().window() if self.parentWidget() else None
        if window is None:
            return
        self._shade = Shade(window)
        self._shade.setGeometry(window.rect())
        self._shade.show()
        self.setFixedSize(SIZE.boundedTo(window.size() - QSize(40, 40)))
        centre = window.mapToGlobal(window.rect().center())
        self.move(centre.x() - self.width() // 2, centre.y() - self.height() // 2)

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        if self._shade is not None:
            self._shade.hide()
            self._shade.deleteLater()
            self._shade = None

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(COLOURS["brand"]), 1))
        painter.setBrush(QColor(COLOURS["surface"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)

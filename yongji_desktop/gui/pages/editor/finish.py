"""What stands in the way of finishing: each line leads to its field, a warning takes one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Invalid, Problem
from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.words import across, clear, label, picture
from yongji_desktop.gui.tokens import COLOURS, FAMILIES
from yongji_desktop.services import inspections

LOOKS = {"block": "red", "warn": "amber", "hint": "blue", "later": "grey"}
SINCE = "corrected_since"
MOMENTS = (("began_at", "开始时间"), ("ended_at", "结束时间"))


def problems_of(draft: Draft) -> list[Problem]:
    """Everything that stands in the way of finishing, blocking ones first, each sentence once."""
    entry = steps.plain(draft.entry)
    found = correction_problems(draft) if draft.corrects else []
    for name, words in MOMENTS:
        if draft.look(f"_{name}") and not entry.get(name):
            found.append(
                Problem(name, f"{words}“{draft.look(f'_{name}')}”看不懂，请写成 2026-11-23 14:30 的样子。")
            )
    try:
        INSPECTION.check(entry)
    except Invalid as error:
        found += [one for one in error.problems if one.field not in [known.field for known in found]]
    found += inspections.problems_of(draft.frame.desk, entry, draft.record)
    said: dict[str, Problem] = {}
    for one in sorted(found, key=lambda one: list(LOOKS).index(one.severity)):
        said.setdefault(one.message, one)
    return list(said.values())


def correction_problems(draft: Draft) -> list[Problem]:
    """What stands in the way of a correction alone: no reason, or somebody has corrected the record since."""
    found = []
    if not str(draft.look(steps.REASON) or "").strip():
        found.append(Problem("reason", "更正要写原因。请写一句为什么改。"))
    now = draft.frame.desk.get("inspection", draft.corrects)["version"]
    if now != draft.look(steps.VERSION):
        words = f"开始更正以后，这份检查又改成了第{now}版；完成会盖掉那次的改动。确要完成的写一句原因。"
        found.append(Problem("reason", words, "warn", SINCE))
    return found


class _Link(QPushButton):
    """A sentence that leads to its field, by click, Enter or 空格."""

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)

    def __init__(self, words: str):
        super().__init__(words)
        self.setProperty("role", "problemlink")
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Problems(QFrame):
    """The list over the work; `wanted(field)` when a line was chosen, `again` when a reason was given."""

    wanted = Signal(str)
    again = Signal()
    opened = Signal()
    closed = Signal()

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft
        self.setProperty("role", "card")
        self.title = label("", "section")
        shut = Button("收起", self.shut, role="ghost", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(across(self.title, None, label("Enter 到那一栏", "caption"), shut))
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(3)
        self._area = scrolled(inside)
        column.addWidget(self._area)
        self._first: QWidget | None = None
        self.hide()

    def shut(self) -> None:
        """Put the list away."""
        self.hide()
        self.closed.emit()

    def say(self, problems: Sequence[Problem]) -> None:
        """List these problems and show them."""
        clear(self._lines)
        self._first = None
        blocking = sum(1 for one in problems if one.severity == "block")
        warned = [one for one in problems if one.severity == "warn"]
        parts = [f"{blocking} 处要改"] if blocking else []
        parts += [f"{len(warned)} 处提醒，写一句原因就可以完成"] if warned else []
        self.title.setText("还不能完成：" + "，".join(parts) if parts else "可以完成")
        asked: set[str] = set()
        for one in problems:
            self._add(one)
            if one.severity == "warn" and one.rule not in asked:
                asked.add(one.rule)
                self._ask(one.rule)
        self._lines.addStretch(1)
        rows = len(problems) + len(asked)
        self.setFixedHeight(min(52 + rows * 36, 210))
        self.show()
        self.opened.emit()

    def _add(self, one: Problem) -> None:
        link = _Link(one.message)
        link.setAccessibleName(one.message)
        link.setToolTip(one.message)
        link.clicked.connect(lambda: self.wanted.emit(one.field))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(picture("info", FAMILIES[LOOKS[one.severity]].text, 16))
        row.addWidget(link)
        row.addStretch(1)
        self._lines.addLayout(row)
        self._first = self._first or link

    def _ask(self, rule: str) -> None:
        box = QLineEdit(str(self.draft.look(steps.REASONS, rule) or ""))
        box.setPlaceholderText("写一句原因，Enter 继续")
        box.setAccessibleName("原因")
        box.textEdited.connect(lambda text: self.draft.write((steps.REASONS, rule), text, "原因"))
        box.returnPressed.connect(self.again)
        self._lines.addWidget(box)

    def links(self) -> list[QPushButton]:
        """The lines, in order."""
        return self.findChildren(_Link)

    def focus_first(self) -> None:
        """The keyboard on the first reason that is missing when only reasons are, else on the first line."""
        boxes = [one for one in self.findChildren(QLineEdit) if not one.text().strip()]
        blocked = self.title.text().startswith("还不能完成") and "处要改" in self.title.text()
        target = boxes[0] if boxes and not blocked else self._first
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(target)

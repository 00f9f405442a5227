"""One task: its wording by clauses with the units responsible, what the text itself sets, its evidence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.page import Frame, scrolled
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import tasks

LONG_AGO = timedelta(days=90)


def text(words: str, role: str = "") -> QLabel:
    """A label whose words wrap and can be copied."""
    made = label(words, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


class TaskPane(QFrame):
    """The right half of 任务."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.setProperty("role", "card")
        self._row: tasks.TaskRow | None = None
        self._records: list[dict[str, Any]] = []
        self.title = label("", "record", wrap=True)
        self.part = Chip("负责")
        self.wording = scrolled(QWidget())
        self.wording.setAccessibleName("原文要求")
        self.proof = label("", "section")
        self.evidence = RecordTable(
            [
                Column("words", "单位", 160, stretch=True),
                Column("kind_word", "记录", 70, "chip"),
                Column("day", "日期", 96),
            ],
            lambda offset, limit: self._records[offset : offset + limit],
            lambda: len(self._records),
            name="佐证",
            row_height=34,
        )
        self.nothing = label("这项还没有佐证。一般由检查、会议记录自动归入。", "caption", wrap=True)
        self.evidence.opened.connect(lambda row: frame.open(InspectionPage(frame, row["id"])))
        self._build()

    def _build(self) -> None:
        top = across(self.title, self.part)
        top.setStretch(0, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(8)
        inside.addLayout(top)
        inside.addWidget(self.wording, 5)
        inside.addWidget(self.proof)
        inside.addWidget(self.nothing)
        inside.addWidget(self.evidence, 4)

    def show_task(self, row: tasks.TaskRow | None) -> None:
        """Show one task; a chapter (None) keeps the last one."""
        if row is None:
            return
        self._row = row
        self.title.setText(f"{row.task.number}  {row.task.title}")
        self.part.say(row.part_word)
        self.wording.setWidget(self._wording(row))
        found = self.frame.trying(tasks.evidence, self.frame.desk, row.id) or []
        self._records = [{**one, "kind_word": "检查"} for one in found]
        self.proof.setText(f"佐证 {len(found)} 条{self._age(row)}")
        self.evidence.reload()
        self.evidence.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _age(self, row: tasks.TaskRow) -> str:
        if not row.last or self.frame.desk.today - date.fromisoformat(row.last) <= LONG_AGO:
            return ""
        return f"，最近一次 {row.last[5:]}"

    def _wording(self, row: tasks.TaskRow) -> QWidget:
        """The inset with the clauses, what the text sets, and the gap."""
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(self._clauses(row))
        if row.task.stated:
            column.addWidget(text("原文写明", "bold"))
            for one in row.task.stated:
                column.addWidget(text(f"“{one.quote}”（{one.subject}）", "caption"))
        if row.gap:
            column.addWidget(self._gap(row))
        column.addStretch(1)
        return inside

    @staticmethod
    def _clauses(row: tasks.TaskRow) -> QFrame:
        box = framed("inset")
        lines = QVBoxLayout(box)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.setSpacing(4)
        lines.addWidget(text("原文要求", "caption"))
        for clause in row.task.clauses:
            if clause.heading:
                lines.addWidget(text(clause.heading + clause.after_heading, "bold"))
            lines.addWidget(text(clause.text))
            if clause.units or clause.after_units:
                lines.addWidget(text(clause.units + clause.after_units, "caption"))
        return box

    @staticmethod
    def _gap(row: tasks.TaskRow) -> QFrame:
        box = framed("inset")
        lines = QVBoxLayout(box)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.addWidget(text(f"缺口：{row.gap}", "warning"))
        return box

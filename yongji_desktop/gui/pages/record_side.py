"""What the pages of a finished visit and re-inspection share: left the turning card, right facts and papers, their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.gui.pages.inspection_tables import PAPERS, table_of
from yongji_desktop.gui.pages.pairs import fill_pairs
from yongji_desktop.gui.pages.paper_set import short_number
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, card, framed
from yongji_desktop.services import history, papers

LABELS = 82


def past_row(entry: history.Entry) -> dict[str, Any]:
    """One line of 经过."""
    because = f"原因：{entry.reason}。" if entry.reason else ""
    details = [one for one in entry.details if one != f"作废，原因：{entry.reason}"]  # the reason is said once
    return {
        "id": entry.deed,
        "at": entry.at[:16].replace("T", " "),
        "what": entry.what,
        "words": because + "；".join(details),
        "who": entry.officer,
    }


def paper_row(one: papers.PaperState) -> dict[str, Any]:
    """One line of 文书: its number, or what stands in the way of one."""
    blocking = next((each.message for each in one.problems if each.severity == "block"), "")
    words = short_number(one.number) if one.number else blocking or f"{one.coming}，出文书时取号"
    edition = f"，第{one.edition}版" if one.edition > 1 else ""
    edition += f"，打印时出第{one.edition + 1}版" if one.outdated else ""
    return {"id": one.paper, "title": one.title, "number": words + edition}


def side_by_side(which: Segments, parts: Sequence[QWidget], side: RecordSide) -> tuple[QHBoxLayout, QStackedWidget]:
    """A record's page: left `which` on top and below it one of `parts` in the same order, right `side`; (row, stack)."""
    made = framed("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 1)
    column.setSpacing(0)
    top = across(which, None)
    top.setContentsMargins(13, 9, 13, 9)
    column.addLayout(top)
    stack = QStackedWidget()
    for part in parts:
        stack.addWidget(part)
    column.addWidget(stack, 1)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(made, 8)
    row.addLayout(side, 5)
    return row, stack


class RecordSide(QVBoxLayout):
    """要点 above 文书; `open_filed` is what F7 does."""

    def __init__(self, open_filed: Callable[[], object]):
        super().__init__()
        self.setSpacing(10)
        self._rows: list[dict[str, Any]] = []
        facts, inside = card("要点")
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts.setVerticalSpacing(6)
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.addLayout(self._facts)
        lines.addStretch(1)
        inside.addWidget(scrolled(holder), 1)
        self.paper_card, inside = card("文书")
        inside.setContentsMargins(0, 12, 0, 1)
        inside.itemAt(0).widget().setContentsMargins(14, 0, 0, 0)
        self.filed_button = Button("看归档件", open_filed, key="F7", icon="doc", small=True)
        top = across(None, self.filed_button)
        top.setContentsMargins(12, 0, 12, 0)
        inside.addLayout(top)
        self.papers = table_of(PAPERS, lambda: self._rows)
        inside.addWidget(self.papers, 1)
        self.addWidget(facts, 6)
        self.addWidget(self.paper_card, 4)

    def fill(self, facts: Sequence[tuple[str, str]], states: Sequence[papers.PaperState], filed: bool) -> None:
        """Say the facts, the papers' numbers, and whether there are scans to look at."""
        fill_pairs(self._facts, facts, LABELS)
        self._rows = [paper_row(one) for one in states]
        self.papers.reload()
        self.filed_button.setVisible(filed)

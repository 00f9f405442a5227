"""任务: the year's tasks by chapter, what proves each of them, what the notice itself still asks for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from yongji_desktop.gui.pages.task_pane import TaskPane
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import tasks

NAMED, GAP, ALL = "named", "gap", "all"


class TasksPage(Page):
    """Left the tasks under their chapters, right one task with its wording and its evidence."""

    name, word, icon = "tasks", "任务", "task"

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self._catalogue: tasks.Catalogue | None = None
        self._rows: list[dict[str, Any]] = []
        self._closed: set[int] = set()
        self.head.set_title(self.word)
        self.head.add_search()
        self.filter = Segments("筛选", [(NAMED, "点名"), (GAP, "有缺口"), (ALL, "全部")], ALL)
        self.search = SearchBox("在任务原文里找", name="在任务原文里找")
        self.table = RecordTable(
            [
                Column("number", "序", 42, "number"),
                Column("title", "任务", 200, stretch=True),
                Column("part_word", "角色", 86, "chip"),
                Column("evidence", "佐证", 52, "number", bold=True),
                Column("last", "最近", 62, "date", show=self._last),
                Column("gap_word", "缺口", 80, "chip", family=lambda row: "amber"),
            ],
            self._fetch,
            lambda: len(self._rows),
            name="任务",
            row_height=32,
            heading=self._chapter,
        )
        self.pane = TaskPane(frame)
        self._build()
        self.filter.changed.connect(lambda _: self._show())
        self.search.searched.connect(lambda _: self._show())
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(self._opened)
        self.table.pressed.connect(self._pressed)
        self.table.view.clicked.connect(self._clicked)

    def _build(self) -> None:
        left = framed("card")
        top = across(self.filter, None, self.search)
        top.setContentsMargins(13, 8, 13, 8)
        self.search.setFixedWidth(220)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 1)
        inside.setSpacing(0)
        inside.addLayout(top)
        inside.addWidget(self.table, 1)
        foot = label("佐证由各页记录自动归入，不用另填", "caption")
        foot.setContentsMargins(14, 6, 14, 6)
        inside.addWidget(foot)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left, 5)
        row.addWidget(self.pane, 3)
        self.body.addLayout(row, 1)
        self.pane.setMinimumWidth(360)
        self.pane.setMaximumWidth(560)

    # What is shown ----------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the page; {"open": id of a task} stands on it (``2024/24``)."""
        self.refresh()
        wanted = (target or {}).get("open")
        if wanted:
            self.filter.choose(ALL)
            self.search.setText("")
            self._closed.clear()
            self._show()
            self.table.select(wanted)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the catalogue and its evidence again."""
        found = self.frame.trying(tasks.catalogue, self.frame.desk)
        if found is None:
            return
        self._catalogue = found
        self.head.set_title(self.word, f"{found.document} · {len(found.rows)} 项")
        self.head.set_chips([(found.note, "amber")] if found.note else [])
        named = sum(row.town_part != "unnamed" for row in found.rows)
        gaps = sum(bool(row.gap) for row in found.rows)
        self.filter.set_words({NAMED: f"点名 {named}", GAP: f"有缺口 {gaps}", ALL: f"全部 {len(found.rows)}"})
        self._show()

    def _show(self) -> None:
        """Put the tasks that fit the filter and the search under their chapters."""
        if self._catalogue is None:
            return
        words = self.search.text().strip()
        rows: list[dict[str, Any]] = []
        for section in {row.section.number: row.section for row in self._catalogue.rows}.values():
            here = [row for row in self._catalogue.rows if row.section.number == section.number]
            fitting = [row for row in here if self._fits(row, words)]
            if not fitting:
                continue
            named = sum(row.town_part != "unnamed" for row in here)
            rows.append(
                {
                    "id": f"chapter{section.number}",
                    "chapter": section.number,
                    "last": None,
                    "number": "▸" if section.number in self._closed and not words else "▾",
                    "title": section.label + section.title,
                    "part_word": f"点名 {named} / {len(here)}",
                }
            )
            if words or section.number not in self._closed:
                rows += [self._row(one) for one in fitting]
        self._rows = rows
        self.table.set_empty(self._nothing(words))
        self.table.reload()
        self._chosen(self.table.current())

    def _fits(self, row: tasks.TaskRow, words: str) -> bool:
        chosen = self.filter.value()
        if (chosen == NAMED and row.town_part == "unnamed") or (chosen == GAP and not row.gap):
            return False
        return not words or words in row.task.title + row.task.text or words == str(row.task.number)

    @staticmethod
    def _row(row: tasks.TaskRow) -> dict[str, Any]:
        return {
            "id": row.id,
            "number": row.task.number,
            "title": row.task.title,
            "part_word": row.part_word,
            "evidence": row.evidence,
            "last": row.last,
            "gap_word": "有缺口" if row.gap else "",
            "task": row,
        }

    @staticmethod
    def _last(row: dict[str, Any]) -> str:
        return "" if "chapter" in row else (row["last"] or "—")[-5:]

    def _nothing(self, words: str) -> EmptyState:
        if not words:
            return EmptyState("task", "没有缺口", "只列文件自己写明次数的要求")
        return EmptyState("search", f"没有符合“{words}”的任务", "", [Button("清除筛选", self._clear)])

    def _clear(self) -> None:
        self.search.setText("")
        self.filter.choose(ALL)
        self._show()
        self.table.setFocus()

    # Chapters fold ----------------------------------------------------------------------------

    def _fetch(self, offset: int, limit: int) -> list[dict[str, Any]]:
        return self._rows[offset : offset + limit]

    @staticmethod
    def _chapter(row: dict[str, Any]) -> str:
        return row["title"] if "chapter" in row else ""

    def _fold(self, chapter: int) -> None:
        """Close an open chapter, open a closed one; the keyboard stays on it."""
        self._closed.symmetric_difference_update({chapter})
        self._show()
        self.table.select(f"chapter{chapter}")

    def _clicked(self, index: QModelIndex) -> None:
        row = self.table.model.any_row(index.row())
        if row and "chapter" in row:
            self._fold(row["chapter"])

    def _pressed(self, row: dict[str, Any], key: str) -> None:
        if key == "空格" and "chapter" in row:
            self._fold(row["chapter"])

    def _opened(self, row: dict[str, Any]) -> None:
        """Enter: fold or unfold a chapter; on a task go to its evidence."""
        if "chapter" in row:
            self._fold(row["chapter"])
        else:
            self.pane.evidence.setFocus()

    def _chosen(self, row: dict[str, Any] | None) -> None:
        self.pane.show_task(row["task"] if row and row.get("task") else None)

    # What the frame asks ----------------------------------------------------------------------------

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("↑↓", "换任务"), ("Enter", "看佐证、开合章节"), ("Ctrl+F", "在原文里找"), ("F6", "换一区")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "左边是文件的 28 项任务，按章排列；章名上按 Enter 开合。",
            "“角色”是文件给镇（街道）的：负责、分工负责、督促、未点名。",
            "“佐证”由检查等记录自动归入，不用另填。",
            "“有缺口”只指文件自己写明次数、而本机还没有记录的。",
            "右边是原文，每条后面是它自己的责任单位；下面是佐证，Enter 打开那份记录。",
            "任务只在单位内部归类用，给单位的文书上不印。",
        ]

    def areas(self) -> list:
        """List, then evidence."""
        return [self.table, self.pane.evidence]

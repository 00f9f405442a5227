"""检查: drafts and finished inspections; each opens on a page of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from yongji_desktop.core.kinds import CATEGORIES, NATURES
from yongji_desktop.gui.pages.editor import opening
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.paper_set import short_number
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import inspections

DRAFT, DONE = "draft", "done"
NATURE_FAMILIES = {"patrol": "blue", "joint": "teal", "authorised": "grey"}


class InspectionsPage(Page):
    """The list of inspections by tab."""

    name, word, icon = "inspections", "检查", "check"
    can_begin = True

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.head.set_title(self.word)
        self.head.add_search()
        self.head.add_deed(Button("新检查", self.new, role="primary", key="Ctrl+N", icon="plus"))
        QShortcut(QKeySequence("Ctrl+R"), self, activated=self.continue_draft)
        self.tabs = Segments("检查", [(DRAFT, "草稿"), (DONE, "已完成")], DONE)
        self.order = label("从新到旧", "caption")
        self.table = RecordTable(
            [
                Column("day", "日期", 104),
                Column("site_name", "单位", 240, stretch=True, bold=True),
                Column(
                    "nature",
                    "性质",
                    116,
                    "chip",
                    show=lambda row: NATURES.get(row["nature"], ""),
                    family=lambda row: NATURE_FAMILIES.get(row["nature"], "grey"),
                ),
                Column("category", "类型", 96, show=lambda row: CATEGORIES.get(row["category"], "")),
                Column("hazard_count", "隐患", 64, "number"),
                Column("state", "状态", 96, "chip"),
                Column("numbers", "文书", 170),
            ],
            self._fetch,
            self._count,
            name="检查",
        )
        whole = framed("card")
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 1)
        inside.setSpacing(0)
        top = across(self.tabs, None, self.order)
        top.setContentsMargins(13, 9, 13, 9)
        inside.addLayout(top)
        inside.addWidget(self.table, 1)
        self.body.addWidget(whole, 1)
        self.tabs.changed.connect(lambda _: self._show())
        self.table.opened.connect(lambda row: self._open(row["id"]))
        self.table.order_changed.connect(lambda words: self.order.setText(words or "从新到旧"))

    def opened(self, target: Any = None) -> None:
        """Show the list; {"open": id} or {"draft": id} opens one, {"new": unit's id or None} begins one."""
        told = target or {}
        self.refresh()
        if "draft" in told or (not self._done_count() and self._drafts()):
            self.tabs.choose(DRAFT)
            self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        wanted = told.get("open") or told.get("draft")
        if wanted:
            self.table.select(wanted)
            self._open(wanted)
        elif "new" in told:
            opening.open_new(self.frame, told["new"])

    def _open(self, identity: str) -> None:
        """A draft opens in the editor, a finished one on its page."""
        if not opening.open_draft(self.frame, identity):
            self.frame.open(InspectionPage(self.frame, identity))

    def refresh(self) -> None:
        """Read the lists again."""
        self.tabs.set_words({DRAFT: f"草稿 {len(self._drafts())}", DONE: f"已完成 {self._done_count()}"})
        self._show()

    def _show(self) -> None:
        if self.tabs.value() == DRAFT:
            state = EmptyState("edit", "没有草稿", "没做完的检查自动留在这里")
        else:
            state = EmptyState("check", "还没有完成的检查", "完成的检查锁定留存，可以出文书")
        self.table.set_empty(state)
        self.table.reload()

    def _drafts(self) -> list[dict[str, Any]]:
        return self.frame.trying(inspections.drafts, self.frame.desk) or []

    def _done_count(self) -> int:
        return self.frame.trying(inspections.counted, self.frame.desk) or 0

    def _count(self) -> int:
        return len(self._drafts()) if self.tabs.value() == DRAFT else self._done_count()

    def _fetch(self, offset: int, limit: int) -> list[dict[str, Any]]:
        if self.tabs.value() == DRAFT:
            return [self._draft_row(one) for one in self._drafts()[offset : offset + limit]]
        found = inspections.listed(self.frame.desk, limit=limit, offset=offset)
        return [self._done_row(one) for one in found]

    @staticmethod
    def _draft_row(one: dict[str, Any]) -> dict[str, Any]:
        body = one["body"]
        site = body.get("site")
        return {
            "id": one["id"],
            "day": str(body.get("began_at") or "")[:10] or "没有写",
            "site_name": (site.get("name") if isinstance(site, dict) else site) or "还没有选单位",
            "nature": body.get("nature") or "",
            "category": body.get("category") or "",
            "hazard_count": len(body.get("hazards") or ()),
            "state": "草稿",
            "numbers": f"存于 {one['saved_at'][5:16].replace('T', ' ')}",
        }

    @staticmethod
    def _done_row(one: dict[str, Any]) -> dict[str, Any]:
        numbers = [short_number(number) for number in (one["numbers"] or "").split("、") if number]
        return {
            **one,
            "day": one["began_at"][:10],
            "site_name": one["site_name"] or "（单位还没有收到）",
            "state": "已出文书" if numbers else "已完成",
            "numbers": "、".join(numbers) or ("—" if one["nature"] == "joint" else "还没有出"),
        }

    # What the frame asks ----------------------------------------------------------------------------

    def new(self) -> None:
        """Ctrl+N: begin an inspection, first its unit."""
        opening.open_new(self.frame)

    def badge(self) -> tuple[int, str] | None:
        """How many drafts wait."""
        return self.badge_before(self.frame)

    @classmethod
    def badge_before(cls, frame: Frame) -> tuple[int, str] | None:
        """The same before the page is built."""
        return len(inspections.drafts(frame.desk)), "grey"

    def continue_draft(self) -> None:
        """Ctrl+R: the newest draft."""
        found = self._drafts()
        if found:
            self._open(found[0]["id"])

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [
            ("↑↓", "选检查"),
            ("Enter", "打开"),
            ("Ctrl+N", "新检查"),
            ("Ctrl+R", "最近的草稿"),
            ("F6", "换一区"),
            ("Ctrl+K", "搜索"),
        ]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "草稿：没做完的检查，自动保存，不占编号。",
            "已完成：内容已锁定；第一次打印或另存时取号出文书。",
            "Enter 打开一份，看检查项、隐患、照片、签字和经过。",
            "打开以后 Ctrl+P 到打印页。",
            "“文书”一列是已出文书的号，例如 A001。",
            "列表从新到旧；点列名可换次序。",
        ]

    def areas(self) -> list:
        """Tabs, then list."""
        return [self.tabs, self.table]

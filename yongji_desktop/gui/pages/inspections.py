"""检查: drafts, finished and void inspections; each opens on a page of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from yongji_desktop.core.kind_parts import CATEGORIES, NATURES
from yongji_desktop.gui.pages.editor import opening
from yongji_desktop.gui.pages.editor.signing import WORDS
from yongji_desktop.gui.pages.editor.steps import CORRECTS
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.inspection_picks import Picks
from yongji_desktop.gui.pages.paper_set import short_number
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import inspections, sites

DRAFT, DONE, VOID = "draft", "done", "void"
TABS = {DRAFT: "草稿", DONE: "已完成", VOID: "已作废"}
EMPTY = {
    DRAFT: ("edit", "没有草稿", "没做完的检查自动留在这里"),
    DONE: ("check", "还没有完成的检查", "完成的检查锁定留存，可以出文书"),
    VOID: ("check", "没有已作废的检查", "作废的检查留在这里，可以恢复"),
}
PICKED, CATEGORY = 1, 4  # columns that are not always shown
SIGNED = {None: "未签", **WORDS}
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
        self.tabs = Segments("检查", [(DRAFT, "草稿"), (DONE, "已完成"), (VOID, "已作废")], DONE)
        self.search = SearchBox("单位，拼音首字母", name="在检查里找")
        self.search.setMaximumWidth(260)
        self.restore_button = Button("恢复", self.restore, icon="undo", small=True)
        self.picks = Picks(frame)
        self.order = label("从新到旧", "caption")
        self.table = RecordTable(
            [
                Column("day", "日期", 104),
                Column("picked", "选", 64, "chip", show=self._picked, family=lambda row: "blue"),
                Column("site_name", "单位", 240, stretch=True, bold=True),
                Column(
                    "nature",
                    "性质",
                    104,
                    "chip",
                    show=lambda row: NATURES.get(row["nature"], ""),
                    family=lambda row: NATURE_FAMILIES.get(row["nature"], "grey"),
                ),
                Column("category", "类型", 96, show=lambda row: CATEGORIES.get(row["category"], "")),
                Column("people", "检查人员", 116),
                Column("hazard_count", "隐患", 56, "number"),
                Column("signed", "签字", 96, "chip", show=lambda row: SIGNED.get(row["signed"], "")),
                Column("state", "状态", 88, "chip"),
                Column("numbers", "文书", 130),
            ],
            self._fetch,
            self._count,
            name="检查",
        )
        whole = framed("card")
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 1)
        inside.setSpacing(0)
        top = across(self.tabs, self.search, None, self.restore_button, self.order)
        top.setContentsMargins(13, 9, 13, 9)
        inside.addLayout(top)
        inside.addWidget(self.table, 1)
        self.body.addWidget(self.picks)
        self.body.addWidget(whole, 1)
        self.tabs.changed.connect(lambda _: self._show())
        self.search.searched.connect(lambda _: self._show())
        self.picks.changed.connect(self.table.view.viewport().update)
        self.table.pressed.connect(lambda row, key: self._pick(row) if key == "空格" else None)
        self.table.view.clicked.connect(self._clicked)
        self.table.opened.connect(lambda row: self._open(row["id"]))
        self.table.order_changed.connect(lambda _: self._say_order())

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
        void = self.frame.trying(inspections.counted, self.frame.desk, voided=True) or 0
        counts = {DRAFT: len(self._drafts()), DONE: self._done_count(), VOID: void}
        self.tabs.set_words({name: f"{TABS[name]} {count}" for name, count in counts.items()})
        self._show()

    def _show(self) -> None:
        tab, text = self.tabs.value(), self.search.text()
        if text:
            clear = Button("清除筛选", lambda: self.search.setText(""))
            state = EmptyState("search", f"没有符合“{text}”的{TABS[tab]}检查", "", [clear])
        else:
            state = EmptyState(*EMPTY[tab])
        self.table.view.setColumnHidden(PICKED, tab != DONE)
        self.table.set_empty(state)
        self.table.reload()
        self.restore_button.setVisible(tab == VOID)
        self.restore_button.refuse("" if self.table.count() else "没有已作废的检查")
        self._say_order()

    def _say_order(self) -> None:
        found = f"{self.table.count()} 份，" if self.search.text() else ""
        self.order.setText(found + (self.table.order_in_words() or "从新到旧"))

    def _drafts(self) -> list[dict[str, Any]]:
        return self.frame.trying(inspections.drafts, self.frame.desk) or []

    def _done_count(self) -> int:
        return self.frame.trying(inspections.counted, self.frame.desk) or 0

    def _drafts_found(self) -> list[dict[str, Any]]:
        """The drafts of units that what is typed finds."""
        text, drafts = self.search.text(), self._drafts()
        if not text:
            return drafts
        units = {row["id"] for row in sites.listed(self.frame.desk, text, limit=1000)}
        return [one for one in drafts if one["body"].get("site_id") in units]

    def _count(self) -> int:
        if self.tabs.value() == DRAFT:
            return len(self._drafts_found())
        return inspections.counted(self.frame.desk, self.search.text(), self.tabs.value() == VOID)

    def _fetch(self, offset: int, limit: int) -> list[dict[str, Any]]:
        if self.tabs.value() == DRAFT:
            return [self._draft_row(one) for one in self._drafts_found()[offset : offset + limit]]
        found = inspections.listed(
            self.frame.desk,
            limit=limit,
            offset=offset,
            text=self.search.text(),
            voided=self.tabs.value() == VOID,
        )
        return [self._done_row(one, self.tabs.value() == VOID) for one in found]

    @staticmethod
    def _draft_row(one: dict[str, Any]) -> dict[str, Any]:
        body = one["body"]
        site = body.get("site")
        name = (site.get("name") if isinstance(site, dict) else site) or "还没有选单位"
        people = [person for person in body.get("inspectors") or () if isinstance(person, dict)]
        return {
            "id": one["id"],
            "day": str(body.get("began_at") or "")[:10] or "没有写",
            "site_name": f"更正：{name}" if body.get(CORRECTS) else name,
            "people": "、".join(str(person.get("name") or "") for person in people),
            "signed": (body.get("signature") or {}).get("state"),
            "nature": body.get("nature") or "",
            "category": body.get("category") or "",
            "hazard_count": len(body.get("hazards") or ()),
            "state": "草稿",
            "numbers": f"存于 {one['saved_at'][5:16].replace('T', ' ')}",
        }

    @staticmethod
    def _done_row(one: dict[str, Any], voided: bool) -> dict[str, Any]:
        numbers = [short_number(number) for number in (one["numbers"] or "").split("、") if number]
        return {
            **one,
            "day": one["began_at"][:10],
            "site_name": one["site_name"] or "（单位还没有收到）",
            "state": "已作废" if voided else "已出文书" if numbers else "已完成",
            "numbers": "、".join(numbers) or ("—" if one["nature"] == "joint" else "还没有出"),
        }

    # Deeds --------------------------------------------------------------------------------------------

    def _picked(self, row: dict[str, Any]) -> str:
        return "已选" if row["id"] in self.picks else ""

    def _pick(self, row: dict[str, Any]) -> None:
        if self.tabs.value() == DONE:
            self.picks.turn(row)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.table.model.record(index.row())
        if row is not None and index.column() == PICKED:
            self._pick(row)

    def restore(self) -> None:
        """Restore the void inspection the keyboard stands on."""
        row = self.table.current()
        if row is None or self.tabs.value() != VOID:
            return
        deed = self.frame.trying(inspections.unvoid, self.frame.desk, row["id"])
        if deed:
            words = f"已恢复{row['day']} {row['site_name']}的检查；作废的文书编号不恢复，打印时另取号。"
            self.frame.did(words, deed=deed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the work or chooses none."""
        if event.key() != Qt.Key.Key_Escape or not self.picks.stop():
            super().keyPressEvent(event)

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
            ("空格", "选／不选"),
            ("Ctrl+F", "筛选"),
            ("Ctrl+N", "新检查"),
            ("Ctrl+R", "最近的草稿"),
        ]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "草稿：没做完的检查和没做完的更正，自动保存，不占编号。",
            "已完成：内容已锁定；第一次打印或另存时取号出文书。",
            "Enter 打开一份，看检查项、隐患、照片、签字和经过。",
            "已作废：写过原因作废的检查；“恢复”原样恢复检查和隐患，文书另取号。",
            "Ctrl+F 打单位的几个字或拼音首字母就能找到；点列名可换次序。",
            "空格选几份，Ctrl+M 把它们的文书合成一个带书签的 PDF。",
        ]

    def areas(self) -> list:
        """Tabs, then list."""
        return [self.tabs, self.search, self.table, self.picks.join_button]

    def compact(self, compact: bool) -> None:
        """The narrow window leaves out the kind of visit that is seldom asked for."""
        self.table.view.setColumnHidden(CATEGORY, compact)

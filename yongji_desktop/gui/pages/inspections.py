"""检查: drafts, field sheets that are out, originals to be filed, finished and void inspections, campaigns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from yongji_desktop.gui.pages.campaign_list import CampaignList
from yongji_desktop.gui.pages.editor import opening
from yongji_desktop.gui.pages.filing_page import FilingPage
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.inspection_picks import Picks
from yongji_desktop.gui.pages.inspection_rows import CATEGORY, PICKED, columns, done_row, draft_row
from yongji_desktop.gui.pages.reinspection_detail import ReinspectionRecordPage
from yongji_desktop.gui.pages.sheets_out import SheetsOut
from yongji_desktop.gui.pages.unfiled import Unfiled, choose_scans
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.scan_drop import ScanDrop
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import campaigns, field_sheets, filing, inspections, reinspections, sites

DRAFT, SHEETS, UNFILED, DONE, CAMPAIGNS, VOID = "draft", "sheets", "unfiled", "done", "campaigns", "void"
TABS = {
    DRAFT: "草稿", SHEETS: "现场用纸", UNFILED: "待归档", DONE: "已完成", CAMPAIGNS: "专项行动", VOID: "已作废",
}  # fmt: skip
EMPTY = {
    DRAFT: ("edit", "没有草稿", "没做完的检查自动留在这里"),
    DONE: ("check", "还没有完成的检查", "完成的检查锁定留存，可以出文书"),
    VOID: ("check", "没有已作废的检查", "作废的检查留在这里，可以恢复"),
}


class InspectionsPage(Page):
    """The list of inspections by tab."""

    name, word, icon = "inspections", "检查", "check"
    can_begin = True

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.head.set_title(self.word)
        self.head.add_search()
        QShortcut(QKeySequence("Ctrl+R"), self, activated=self.continue_draft)
        self.tabs = Segments("检查", list(TABS.items()), DONE)
        self.search = SearchBox("单位，拼音首字母", name="在检查里找")
        self.search.setMaximumWidth(260)
        self.restore_button = Button("恢复", self.restore, icon="undo", small=True)
        self.picks = Picks(frame)
        self.order = label("从新到旧", "caption")
        self.table = RecordTable(columns(self._picked), self._fetch, self._count, name="检查")
        self.parts = {SHEETS: SheetsOut(frame), UNFILED: Unfiled(frame), CAMPAIGNS: CampaignList(frame)}
        self.stack = QStackedWidget()
        for part in (self.table, *self.parts.values()):
            self.stack.addWidget(part)
        self.more_button = self.head.add_more(self.more)
        self.new_button = self.head.add_deed(Button("新检查", self.new, role="primary", key="Ctrl+N", icon="plus"))
        ScanDrop(self, self.file_scans, pictures=True)
        self._build()
        self._listen()

    def _build(self) -> None:
        whole = framed("card")
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 1)
        inside.setSpacing(0)
        top = across(self.tabs, self.search, None, self.restore_button, self.order)
        top.setContentsMargins(13, 9, 13, 9)
        inside.addLayout(top)
        inside.addWidget(self.stack, 1)
        self.body.addWidget(self.picks)
        self.body.addWidget(whole, 1)

    def _listen(self) -> None:
        self.tabs.changed.connect(lambda _: self._show())
        self.search.line.returnPressed.connect(self._scanned)
        self.search.searched.connect(lambda _: self._show())
        self.picks.changed.connect(self.table.view.viewport().update)
        self.table.pressed.connect(lambda row, key: self._pick(row) if key == "空格" else None)
        self.table.view.clicked.connect(self._clicked)
        self.table.opened.connect(lambda row: self._open(row["id"]))
        self.table.order_changed.connect(lambda _: self._say_order())

    def opened(self, target: Any = None) -> None:
        """Show the list; {"open": id}, {"draft": id} or {"sheet": id} opens one, {"new": unit's id or None} begins one,
        {"tab": name} chooses a tab."""
        told = target or {}
        if told.get("tab") in TABS:
            self.tabs.choose(told["tab"])
        self.refresh()
        if "draft" in told or (not told and self.tabs.value() == DONE and not self._done_count() and self._drafts()):
            self.tabs.choose(DRAFT)
            self._show()
        self._list().setFocus(Qt.FocusReason.OtherFocusReason)
        wanted = told.get("open") or told.get("draft")
        if wanted:
            self.table.select(wanted)
            self._open(wanted)
        elif told.get("sheet"):
            self.parts[SHEETS].enter(told["sheet"])
        elif "new" in told:
            opening.open_new(self.frame, told["new"])

    def _open(self, identity: str) -> None:
        """A draft opens where it is written, a finished one on its page; so does a finished re-inspection."""
        if opening.open_draft(self.frame, identity):
            return
        again = reinspections.is_finished(self.frame.desk, identity)
        self.frame.open((ReinspectionRecordPage if again else InspectionPage)(self.frame, identity))

    def _list(self) -> RecordTable:
        """The table on show."""
        part = self.parts.get(self.tabs.value() or "")
        return part.table if part else self.table

    def refresh(self) -> None:
        """Read the lists again."""
        desk, trying = self.frame.desk, self.frame.trying
        counts = {
            DRAFT: len(self._drafts()),
            SHEETS: len(trying(field_sheets.out, desk) or ()),
            UNFILED: trying(filing.count_unfiled, desk) or 0,
            DONE: self._done_count(),
            CAMPAIGNS: len(trying(campaigns.listed, desk) or ()),
            VOID: trying(inspections.counted, desk, voided=True) or 0,
        }
        self.tabs.set_words({name: f"{TABS[name]} {count}" for name, count in counts.items()})
        self._show()

    def _show(self) -> None:
        tab, text = self.tabs.value(), self.search.text()
        part = self.parts.get(tab or "")
        self.stack.setCurrentWidget(part or self.table)
        self.new_button.setText("新专项行动" if tab == CAMPAIGNS else "新检查")
        self.restore_button.setVisible(tab == VOID)
        self.order.setVisible(part is None)
        clear = Button("清除筛选", lambda: self.search.setText(""))
        if part is not None:
            part.show_found(text, clear)
            return
        state = EmptyState("search", f"没有符合“{text}”的{TABS[tab]}检查", "", [clear]) if text else EmptyState(*EMPTY[tab])
        self.table.view.setColumnHidden(PICKED, tab != DONE)
        self.table.set_empty(state)
        self.table.reload()
        self.restore_button.refuse("" if self.table.count() else "没有已作废的检查")
        self._say_order()

    def _say_order(self) -> None:
        found = f"{self.table.count()} 份，" if self.search.text() else ""
        self.order.setText(found + (self.table.order_in_words() or "从新到旧"))

    def _drafts(self) -> list[dict[str, Any]]:
        return self.frame.trying(opening.every_draft, self.frame) or []

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
            return [draft_row(one) for one in self._drafts_found()[offset : offset + limit]]
        found = inspections.listed(
            self.frame.desk,
            limit=limit,
            offset=offset,
            text=self.search.text(),
            voided=self.tabs.value() == VOID,
        )
        return [done_row(one, self.tabs.value() == VOID) for one in found]

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
        """Ctrl+N: begin an inspection, first its unit; among the campaigns a campaign."""
        if self.tabs.value() == CAMPAIGNS:
            self.parts[CAMPAIGNS].new()
        else:
            opening.open_new(self.frame)

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """Filing scans, from whatever tab."""
        return [("归档扫描件", lambda: choose_scans(self.frame, self))]

    def file_scans(self, paths: list[Path]) -> None:
        """Read scans that were dropped."""
        self.frame.open(FilingPage(self.frame, paths))

    def _scanned(self) -> None:
        """A hand scanner has typed the code of a sheet into the filter: enter that sheet."""
        if self.tabs.value() == SHEETS and self.search.text() and self.parts[SHEETS].find(self.search.text()):
            self.search.setText("")

    def badge(self) -> tuple[int, str] | None:
        """How many drafts wait."""
        return self.badge_before(self.frame)

    @classmethod
    def badge_before(cls, frame: Frame) -> tuple[int, str] | None:
        """The same before the page is built."""
        return len(opening.every_draft(frame)), "grey"

    def continue_draft(self) -> None:
        """Ctrl+R: the newest draft."""
        found = self._drafts()
        if found:
            self._open(found[0]["id"])

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        part = self.parts.get(self.tabs.value() or "")
        first = list(part.keys) if part else [("Enter", "打开"), ("空格", "选／不选"), ("F10", "归档扫描件")]
        return [*first, ("Ctrl+F", "筛选"), ("Ctrl+N", self.new_button.text()), ("Ctrl+R", "最近的草稿")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "草稿：没做完的检查、复查和更正，自动保存，不占编号。",
            "现场用纸：打印时已领号，回来按 Enter 录入；没去成写一句原因作废编号。",
            "待归档：签了字的原件还没扫描；扫描件拖进窗口，按二维码自己归。",
            "已完成：内容已锁定。空格选几份，Ctrl+M 把文书合成一个带书签的 PDF。",
            "专项行动：一批单位分组、排路线，按路线打印现场用纸，看走到哪里。",
            "Ctrl+F 打单位的几个字、拼音首字母或编号；“已作废”里可以原样恢复。",
        ]

    def areas(self) -> list:
        """Tabs, then list."""
        return [self.tabs, self.search, self._list(), self.picks.join_button]

    def compact(self, compact: bool) -> None:
        """The narrow window leaves out the kind of visit that is seldom asked for."""
        self.table.view.setColumnHidden(CATEGORY, compact)

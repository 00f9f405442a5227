"""One unit: facts, what was done there and changed about it, open hazards, permits; voiding and restoring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.pages import site_rows as rows_of
from yongji_desktop.gui.pages.clue_new import ClueNewPage
from yongji_desktop.gui.pages.field_sheet_page import FieldSheetPage
from yongji_desktop.gui.pages.gone import gone
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.reinspection import ReinspectionPage
from yongji_desktop.gui.pages.reinspection_detail import ReinspectionRecordPage
from yongji_desktop.gui.pages.site_end import SiteEndPage
from yongji_desktop.gui.pages.site_facts import FactsStrip, facts_of, masked
from yongji_desktop.gui.pages.site_form import SiteFormPage
from yongji_desktop.gui.pages.site_permit import PermitPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, card, framed, label
from yongji_desktop.services import history, inspections, reinspections, site_ends, sites

WHICH = (("all", "全部"), ("inspection", "检查"), ("reinspection", "复查"), ("site", "资料"))


class SitePage(Page):
    """The page of one unit."""

    word = "单位"

    def __init__(self, frame: Frame, site: str):
        super().__init__(frame)
        self.site = site
        self._lines: list[dict[str, Any]] = []
        self._hazards: list[dict[str, Any]] = []
        self._permits: list[dict[str, Any]] = []
        self.facts = FactsStrip()
        self.facts.add_button(Button("修改", self.change, key="F2", icon="edit", small=True))
        self.facts.phones_shown.connect(lambda _: self.past.reload())
        self.which = Segments("历史", WHICH, "all")
        self.which.changed.connect(lambda _: self.past.reload())
        self.past = RecordTable(
            [
                Column("day", "日期", 96),
                Column("what", "事情", 116, bold=True),
                Column("words", "内容", 200, stretch=True, show=self._words),
                Column("who", "经办人", 80),
            ],
            lambda offset, limit: self._chosen()[offset : offset + limit],
            lambda: len(self._chosen()),
            name="历史",
        )
        self.past.set_empty(EmptyState("clock", "这一类还没有记录", "第一次来的单位，检查表按行业选"))
        self.undo_button = Button("撤销这一步", self._undo_line, key="Ctrl+U", icon="undo", small=True)
        self.open_hazards = RecordTable(
            [
                Column("description", "没闭环的隐患、线索", 150, stretch=True),
                Column("state_word", "状态", 78, "chip"),
                Column("due_on", "期限", 66, "date"),
            ],
            lambda offset, limit: self._hazards[offset : offset + limit],
            lambda: len(self._hazards),
            name="没闭环的隐患",
        )
        self.open_hazards.set_empty(EmptyState("tick", "没有要办的隐患和线索"))
        self.permits = RecordTable(
            [
                Column("name", "证照", 130, stretch=True),
                Column("valid_until", "有效期到", 104),
                Column("state", "状态", 86, "chip", family=lambda row: row["family"]),
            ],
            lambda offset, limit: self._permits[offset : offset + limit],
            lambda: len(self._permits),
            name="证照",
        )
        self.permits.set_empty(EmptyState("doc", "还没有登记证照"))
        self.head.add_more(self.more)
        self.again_button = Button("复查", self.reinspect, key="F7", icon="hazard")
        self.head.add_deed(self.again_button)
        self.sheet_button = self.head.add_deed(Button("打印现场用纸", self.print_sheet, key="Ctrl+P", icon="print"))
        self.head.add_deed(Button("新检查", self.new, role="primary", key="Ctrl+N", icon="plus"))
        self.permits.opened.connect(lambda row: self._permit(row["id"]))
        self._build()
        self.past.current_changed.connect(self._may_undo)
        self.past.opened.connect(self._open_line)
        self.open_hazards.opened.connect(lambda row: self.frame.go("hazards", {"open": row["id"]}))

    def _build(self) -> None:
        left = framed("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        top = across(self.which, None, self.undo_button)
        top.setContentsMargins(14, 9, 14, 9)
        column.addLayout(top)
        column.addWidget(self.past, 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        hazards, inside = card()
        inside.setContentsMargins(0, 0, 0, 1)
        inside.addWidget(self.open_hazards)
        right.addWidget(hazards, 5)
        permits, inside = card()
        inside.setContentsMargins(0, 8, 0, 1)
        add = Button("添加证照", lambda: self._permit(None), icon="plus", small=True)
        top = across(label("证照", "section"), None, add)
        top.setContentsMargins(14, 0, 12, 0)
        inside.addLayout(top)
        inside.addWidget(self.permits)
        right.addWidget(permits, 5)
        self.body.addWidget(self.facts)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left, 8)
        row.addLayout(right, 5)
        self.body.addLayout(row, 1)

    # What is shown ----------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the unit, the newest of its history first."""
        self.refresh()
        self.past.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the unit and everything about it again."""
        try:
            site, visits, figures = self._read()
        except UserFacing as error:
            gone(self, error)
            return
        self.head.set_title(site["name"], site.get("signboard") or "")
        self.head.set_chips(rows_of.chips_of(site))
        self.facts.say(facts_of(site, visits, figures))
        for table in (self.past, self.open_hazards, self.permits):
            table.reload()
        self._may_undo(self.past.current())

    def _read(self) -> tuple:
        """The unit, its visits this year, its figures; fills the lists on the way."""
        desk = self.frame.desk
        site = desk.get("site", self.site)
        visits = inspections.visits_this_year(desk, self.site, f"{desk.today.isoformat()}T24:00")
        figures = sites.figures(desk, [self.site])[self.site]
        been = inspections.listed(desk, self.site)
        changes, again = history.history(desk, "site", self.site), rows_of.looked_again(desk, self.site)
        self._lines = rows_of.past_rows(been, changes, again)
        self.sheet_button.setVisible(not site["voided"])
        self.again_button.setVisible(not site["voided"] and bool(reinspections.open_of(desk, self.site)))
        self._hazards = rows_of.open_hazards(desk, self.site)
        self._permits = [
            rows_of.permit_row(index, one, desk.today) for index, one in enumerate(site.get("permits") or [])
        ]
        return site, visits, figures

    def _words(self, row: dict[str, Any]) -> str:
        return row["words"] if self.facts.open else masked(row["words"])

    def _chosen(self) -> list[dict[str, Any]]:
        which = self.which.value()
        return [one for one in self._lines if which in ("all", one["kind"])]

    # Deeds ----------------------------------------------------------------------------

    def new(self) -> None:
        """Ctrl+N: begin an inspection of this unit."""
        self.frame.go("inspections", {"new": self.site})

    def print_sheet(self) -> None:
        """Ctrl+P: a field sheet to carry there."""
        page = self.frame.trying(FieldSheetPage, self.frame, [self.site])
        if page is not None:
            self.frame.open(page)

    def reinspect(self) -> None:
        """F7: look again at what is still open here."""
        page = self.frame.trying(ReinspectionPage, self.frame, self.site)
        if page is not None:
            self.frame.open(page)

    def change(self) -> None:
        """Open the form of this unit."""
        self.frame.open(SiteFormPage(self.frame, self.site))

    def _permit(self, index: int | None) -> None:
        self.frame.open(PermitPage(self.frame, self.site, index))

    def _open_line(self, row: dict[str, Any]) -> None:
        if row["kind"] == "inspection":
            self.frame.open(InspectionPage(self.frame, row["id"]))
        elif row["kind"] == "reinspection":
            self.frame.open(ReinspectionRecordPage(self.frame, row["id"]))

    def _may_undo(self, row: dict[str, Any] | None) -> None:
        entry = row["entry"] if row else None
        self.undo_button.setVisible(entry is not None and entry.undoable)

    def _undo_line(self) -> None:
        """Take back the change the keyboard stands on; what was changed since stays and is told."""
        row = self.past.current()
        if row is None or row["entry"] is None:
            return
        try:
            words, done = history.undo_deed(self.frame.desk, row["entry"].deed)
        except UserFacing as error:
            self.frame.say(str(error))
            return
        self.frame.did(words, deed=done.deed)

    def _void(self) -> None:
        name = self.frame.desk.get("site", self.site)["name"]
        reason = ask_reason(
            self,
            f"作废“{name}”？",
            "这家单位不再出现在名册里；它的检查、隐患、文书都留着，随时可以原样恢复。",
        )
        if reason is not None:
            deed = self.frame.trying(sites.void, self.frame.desk, self.site, reason)
            if deed:
                self.frame.did(f"已作废单位：{name}。", deed=deed)

    def _unvoid(self) -> None:
        deed = self.frame.trying(sites.unvoid, self.frame.desk, self.site)
        if deed:
            self.frame.did(f"已恢复单位：{self.frame.desk.get('site', self.site)['name']}。", deed=deed)

    # What the frame asks ----------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """What becomes of the unit, voiding or restoring."""
        if self.frame.desk.get("site", self.site)["voided"]:
            return [("恢复这家单位", self._unvoid)]
        moves = [(one.word, lambda code=one.code: self._end(code)) for one in site_ends.moves(self.frame.desk, self.site)]
        return [("登记线索（无证无照等）", self._clue), *moves, ("作废这家单位", self._void)]

    def _clue(self) -> None:
        self.frame.open(ClueNewPage(self.frame, self.frame.desk.get("site", self.site)))

    def _end(self, code: str) -> None:
        self.frame.open(SiteEndPage(self.frame, self.site, code))

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [
            ("Ctrl+N", "新检查"),
            ("Ctrl+P", "现场用纸"),
            ("F7", "复查"),
            ("F2", "修改资料"),
            ("F8", "显示电话"),
            ("Enter", "打开"),
        ]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "上面一条是这家单位的要点；电话平时只显示头尾，F8 显示 30 秒。",
            "历史里是去过的检查、复查和资料的每次改动；Enter 打开一次。",
            "站在一条资料改动上，可以“撤销这一步”；后来又改过的留着现在的值。",
            "右边是没闭环的隐患和证照，30 天内到期的标出来；F7 复查没闭环的。",
            "F2 修改资料。单位不删除，只作废，写一句原因，随时可恢复。",
            "今年已去的次数不算复查。",
        ]

    def areas(self) -> list:
        """History, hazards, permits."""
        return [self.past, self.open_hazards, self.permits]

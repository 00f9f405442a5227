"""隐患: the ledger by tabs, narrowed down, several chosen at once; one in full at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from yongji_desktop.core.hazard_steps import Step
from yongji_desktop.gui.pages import hazard_deeds as of
from yongji_desktop.gui.pages import hazard_rows
from yongji_desktop.gui.pages.clue_new import ClueNewPage
from yongji_desktop.gui.pages.hazard_detail import HazardDetail
from yongji_desktop.gui.pages.hazard_filters import HazardFilters
from yongji_desktop.gui.pages.hazard_ledger_out import LedgerOut
from yongji_desktop.gui.pages.hazard_new import HazardNewPage
from yongji_desktop.gui.pages.hazard_picks import HazardPicks
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.table import RecordTable
from yongji_desktop.gui.parts.tabs import Tabs
from yongji_desktop.gui.parts.words import Elided, across, framed, label, line
from yongji_desktop.gui.tokens import WIDE_FROM
from yongji_desktop.services import deadlines, hazard_lists

NARROW = 520  # below this the list leaves out grade and deadline, which the detail says
DETAIL = {"compact": 402, "standard": 426, "wide": 560}
SITE = {"compact": 104, "standard": 122, "wide": 180}
PHOTOS = {"compact": 88, "standard": 104, "wide": 148}


class HazardsPage(Page):
    """The ledger of hazards with its detail."""

    name, word, icon = "hazards", "隐患", "hazard"

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.head.set_title(self.word)
        self.head.add_search()
        self.out = LedgerOut(frame, lambda: (self.tabs.value(), *self.filters.asked()))
        self.head.add_deed(self.out.paper_button)
        self.head.add_deed(self.out.workbook_button)
        self.head.add_deed(Button("登记隐患", self.new, key="Ctrl+N", icon="plus"))
        tabs = [
            (code, word, hazard_rows.TAB_FAMILIES.get(code, "grey"))
            for code, word in hazard_lists.TAB_WORDS.items()
        ]
        self.tabs = Tabs("隐患", tabs, "open")
        self.filters = HazardFilters(frame)
        self.picks = HazardPicks(frame)
        self.detail = HazardDetail(frame)
        self.detail.deeds.chosen = lambda: self.picks.ids
        self._columns = hazard_rows.columns(lambda identity: identity in self.picks)
        self.table = RecordTable(self._columns, self._fetch, self._count, name="隐患")
        self._at = {column.name: index for index, column in enumerate(self._columns)}
        self._width = ""
        self._build()
        self._listen()

    def _build(self) -> None:
        self.list = framed("card")
        column = QVBoxLayout(self.list)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        top = across(self.tabs)
        top.setContentsMargins(8, 2, 8, 0)
        foot = across(Elided(hazard_rows.FOOT, "caption"), label("空格 多选", "caption"))
        foot.setContentsMargins(14, 6, 14, 6)
        picks = across(self.picks)
        picks.setContentsMargins(12, 0, 12, 8)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self.filters)
        column.addWidget(self.out)
        column.addLayout(picks)
        column.addWidget(self.table, 1)
        column.addWidget(line())
        column.addLayout(foot)
        row = across(self.list, self.detail, spacing=10)
        row.setStretch(0, 1)
        self.body.addLayout(row, 1)

    def _listen(self) -> None:
        self.tabs.changed.connect(lambda _: self._show())
        self.filters.changed.connect(self._show)
        self.filters.viewed.connect(self._viewed)
        self.picks.changed.connect(self.table.view.viewport().update)
        self.picks.assign_asked.connect(lambda: self.detail.ask_for_all(of.ASK_ASSIGN, self.picks.rows))
        self.picks.letter_asked.connect(lambda: self.detail.deeds.paper(of.LETTER, self.picks.ids))
        self.picks.step_asked.connect(self._step_for_all)
        self.table.current_changed.connect(self.detail.show_row)
        self.table.opened.connect(lambda _: self.detail.go_on())
        self.table.pressed.connect(lambda row, key: self.picks.turn(row) if key == "空格" else None)
        self.table.order_changed.connect(lambda _: self._say_order())
        self.detail.did.connect(self._did)
        self.detail.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        deeds = self.detail.deeds
        for key, do in (
            (of.F7, deeds.reinspect),
            (of.F9, deeds.extend),
            (of.F12, deeds.remind),
            (of.LETTER_KEY, deeds.hand_over),
        ):
            QShortcut(QKeySequence(key), self, activated=lambda do=do: self._press(do))
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, activated=self.new_clue)

    # What is shown ----------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the ledger; {"tab": code}, {"open": hazard's id}, {"site": (id, name)}, {"new": …}."""
        told = target or {}
        if told.get("tab") in hazard_lists.TAB_WORDS:
            self.tabs.choose(told["tab"])
            self.filters.set({})
        if told.get("site"):
            self.tabs.choose(told.get("tab") or "all")
            self.filters.set({})
            self.filters.only_site(tuple(told["site"]))
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if told.get("open"):
            self._open(told["open"])
        if "new" in told:
            self.new()

    def _open(self, identity: str) -> None:
        """Bring a hazard up, on its own tab when this one does not have it."""
        if self.table.select(identity):
            return
        record = self.frame.trying(self.frame.desk.get, "hazard", identity)
        if record is None:
            return
        self.tabs.choose("reported" if record["state"] == "reported" else "all")
        self.filters.set({})
        if record.get("site_id"):
            self.filters.only_site(
                (record["site_id"], self.frame.desk.get("site", record["site_id"])["name"])
            )
        else:
            self._show()
        self.table.select(identity)

    def refresh(self) -> None:
        """Read counts, choices and rows again."""
        self.tabs.set_counts(self.frame.trying(hazard_lists.counts, self.frame.desk) or {})
        self.filters.refresh()
        self.picks.refresh()
        self._show()

    def _show(self) -> None:
        self.filters.tab = self.tabs.value()
        self.table.set_empty(self._nothing())
        self.table.reload()
        self._say_order()

    def _nothing(self) -> EmptyState:
        tab, words = self.tabs.value(), self.filters.words()
        if words:
            named = "、".join([hazard_lists.TAB_WORDS[tab], *words] if tab != "all" else words)
            clear = Button("清除筛选", self.filters.clear)
            return EmptyState("search", f"没有符合“{named}”的隐患", "", [clear])
        deeds = [Button("登记隐患", self.new, icon="plus")] if tab in ("reported", "all") else []
        return EmptyState(*hazard_rows.EMPTY[tab], deeds)

    def _say_order(self) -> None:
        found = f"符合的 {self.table.count()} 条，" if self.filters.words() else ""
        order = self.table.order_in_words() or hazard_lists.ORDER_WORDS[self.tabs.value()]
        self.filters.order.setText(found + order)

    def _viewed(self, tab: str) -> None:
        self.tabs.choose(tab)
        self._show()

    def _fetch(self, offset: int, limit: int) -> list[dict[str, Any]]:
        desk, (filters, text) = self.frame.desk, self.filters.asked()
        rows = hazard_lists.listed(
            desk, self.tabs.value(), filters=filters, text=text, limit=limit, offset=offset
        )
        return [hazard_rows.dressed(desk, row) for row in rows]

    def _count(self) -> int:
        filters, text = self.filters.asked()
        return hazard_lists.counted(self.frame.desk, self.tabs.value(), filters=filters, text=text)

    # Widths -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.window().width() >= WIDE_FROM
        self._fit("wide" if wide else "compact" if self.frame.compact else "standard")
        narrow = self.width() - 2 * 12 - 10 - self.detail.width() < NARROW
        for name in ("grade_word", "due_on"):
            self.table.view.setColumnHidden(self._at[name], narrow)
        self.filters.boxes["source"].setVisible(
            not narrow or bool(self.filters.boxes["source"].currentData())
        )

    def _fit(self, width: str) -> None:
        """More columns and larger photos in a wide window."""
        if width == self._width:
            return
        self._width = width
        self.filters.compact(width == "compact")
        self.table.view.setColumnWidth(self._at["site"], SITE[width])
        self.detail.setFixedWidth(DETAIL[width])
        self.detail.photos.set_height(PHOTOS[width])
        head, number = self.table.view.horizontalHeader(), self._at["number"]
        head.moveSection(head.visualIndex(number), 0 if width == "wide" else 1)
        for name in hazard_rows.WIDE_ONLY:
            self.table.view.setColumnHidden(self._at[name], width != "wide")

    # Deeds ------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Ctrl+N: what a village, the grid or a superior told."""
        page = HazardNewPage(self.frame)
        page.registered.connect(self._registered)
        page.clue_asked.connect(self.new_clue)
        self.frame.open(page)

    def new_clue(self, site: dict | None = None, begun: dict | None = None) -> None:
        """Ctrl+Shift+N: a lead for a department, at a unit when one was chosen, with what was `begun` as a hazard."""
        page = ClueNewPage(self.frame, site, begun)
        page.registered.connect(lambda identity: self._registered(identity, "clue"))
        self.frame.open(page)

    def _registered(self, identity: str, tab: str = "reported") -> None:
        self.tabs.choose(tab)
        self.filters.set({})
        self.refresh()
        self.table.select(identity)

    def _press(self, do) -> None:
        """A key of a deed: for the hazard on show, not while a form is open."""
        if self.detail.asking() is None and self.detail.row is not None:
            do()

    def _step_for_all(self, step: Step) -> None:
        self.detail.ask_for_all(of.ASK_STEP, self.picks.rows, step)

    def _did(self, deed: str, words: str) -> None:
        self.picks.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.frame.did(words, deed=deed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form, the naming of a view, the choice; Ctrl+V brings after photos."""
        if event.key() == Qt.Key.Key_Escape:
            if self.detail.leave_ask() or self.filters.stop() or self.picks.clear():
                return
        elif event.matches(QKeySequence.StandardKey.Paste) and self.detail.paste():
            return
        super().keyPressEvent(event)

    # What the frame asks ----------------------------------------------------------------------------------

    def badge(self) -> tuple[int, str] | None:
        """Hazards overdue or due today."""
        return self.badge_before(self.frame)

    @classmethod
    def badge_before(cls, frame: Frame) -> tuple[int, str] | None:
        """The same before the page is built."""
        count = deadlines.hazards_due(frame.desk)
        return (count, "red") if count else None

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [
            ("F7", "复查"),
            ("F9", "延期"),
            ("Ctrl+Shift+M", "抄告移送"),
            ("F12", "催办"),
            ("空格", "多选"),
            ("Ctrl+F", "筛选"),
        ]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "“待我办”是逾期和今天到期的，和工作台、左边的红数是同一个数；等部门的不算。",
            "Enter 办下一步：右边蓝色按钮写的就是它；别的都在“更多”（F10）里。",
            "F7 复查这家单位所有没闭环的；改后照片拖到右边，直接开始复查。",
            "F9 延期只在期满前；过了期走复查，再定二次限期。",
            "Ctrl+Shift+M 写抄告函；送达以后等部门，F12 登记催办的下一步。",
            "空格选几条，一起改责任人、一起登记；Ctrl+N 登记村里、网格报来的，Ctrl+Shift+N 登记无证无照等线索；Ctrl+E 把这一页导出成电子表格。",
        ]

    def areas(self) -> list:
        """Tabs, filter, list, the bar of the chosen, detail."""
        asking = self.detail.asking()
        right = asking if asking is not None else self.detail.more_button
        return [self.tabs, self.filters.search, self.table, self.picks.assign_button, right]

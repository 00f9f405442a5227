"""One finished re-inspection to look at: each hazard's conclusion, photos before and after, what happened, its papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from yongji_desktop.core.errors import Refused, UserFacing
from yongji_desktop.gui.pages import reinspection_facts as words_of
from yongji_desktop.gui.pages.filed_page import FiledPage, chip_of, rows_of
from yongji_desktop.gui.pages.gone import gone
from yongji_desktop.gui.pages.inspection_facts import signature_word
from yongji_desktop.gui.pages.inspection_tables import PAST, PHOTOS, InFull, table_of
from yongji_desktop.gui.pages.photo_grid import PhotoGrid
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.pages.record_side import RecordSide, past_row, side_by_side
from yongji_desktop.gui.pages.sign_page import SignPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.services import history, papers, reinspections

LOOKS = "looks"
WORDS = {LOOKS: "逐条复查", PHOTOS: "照片", PAST: "经过"}
COLUMNS = (
    Column("number", "序", 44, "number"),
    Column("description", "原问题", 180, stretch=True),
    Column("conclusion", "结论", 84, "chip"),
    Column("next", "下一步", 168),
)
VOID_ACT = "reinspection.void"


class ReinspectionRecordPage(Page):
    """The page of one finished re-inspection."""

    word = "复查"

    def __init__(self, frame: Frame, reinspection: str):
        super().__init__(frame)
        self.reinspection = reinspection
        self.record: dict[str, Any] = {}
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in WORDS}
        self._void_deed = ""
        self.which = Segments("看什么", list(WORDS.items()), LOOKS)
        table = RecordTable(
            COLUMNS,
            lambda offset, limit: self.rows[LOOKS][offset : offset + limit],
            lambda: len(self.rows[LOOKS]),
            name=WORDS[LOOKS],
        )
        table.set_empty(EmptyState("check", "没有复查的隐患"))
        self.looks = InFull(table, lambda row: words_of.look_facts(row["look"]))
        self.photos = PhotoGrid(frame)
        self.past = table_of(PAST, lambda: self.rows[PAST])
        self.side = RecordSide(self.open_filed)
        self.sign_button = Button("登记签字", self.sign, key="F2", icon="edit")
        self.restore_button = Button("恢复", self.restore, icon="undo", role="primary")
        self.print_button = Button("打印文书", self.print_papers, key="Ctrl+P", icon="print", role="primary")
        self.head.add_more(self.more)
        for one in (self.sign_button, self.restore_button, self.print_button):
            self.head.add_deed(one)
        self._build()
        self.which.changed.connect(self._turn)
        table.opened.connect(lambda row: frame.go("hazards", {"open": row["id"]}))
        self.side.papers.opened.connect(lambda row: self.print_papers())
        QShortcut(QKeySequence("Ctrl+O"), self, activated=self.open_original)

    def _build(self) -> None:
        row, self.stack = side_by_side(self.which, (self.looks, self.photos, self.past), self.side)
        self.body.addLayout(row, 1)

    # What is shown ----------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the record, the looks first."""
        if not self.record:
            self.refresh()
        self.stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the record again; it is gone when its finishing was undone."""
        desk = self.frame.desk
        try:
            self.record = record = desk.get("reinspection", self.reinspection)
            if any(one["id"] == self.reinspection for one in reinspections.drafts(desk)):
                raise Refused("这次复查又成了草稿，在“草稿”里接着写。")
            past = history.history(desk, "reinspection", self.reinspection)
            states = [] if record["voided"] else papers.states(desk, self.reinspection)
        except UserFacing as error:
            gone(self, error)
            return
        self._void_deed = next((one.deed for one in past if one.what == history.ACTS[VOID_ACT]), "")
        self.rows = {
            LOOKS: words_of.look_rows(record),
            PHOTOS: words_of.photo_rows(record),
            PAST: [past_row(one) for one in past],
        }
        self.which.set_words({name: f"{word} {len(self.rows[name])}" for name, word in WORDS.items()})
        for table in (self.looks.table, self.past):
            table.reload()
        self.photos.fill(self.rows[PHOTOS])
        self.side.fill(words_of.facts(record), states, bool(rows_of(desk, self.reinspection)))
        self._say_head(record, bool(states))

    def _say_head(self, record: dict[str, Any], standing: bool) -> None:
        self.head.set_title(str((record.get("site") or {}).get("name") or "单位"), f"{record['began_at'][:10]} 复查")
        filed = chip_of(self.frame.desk, self.reinspection)
        first = ("已完成", "green") if standing else ("已作废", "red")
        self.head.set_chips([first, (signature_word(record), ""), *([filed] if filed else [])])
        self.print_button.setVisible(standing)
        self.sign_button.setVisible(standing and bool(papers.issued_of(self.frame.desk, self.reinspection)))
        self.restore_button.setVisible(not standing and bool(self._void_deed))
        self.side.paper_card.setVisible(standing)

    def _turn(self, name: str) -> None:
        self.stack.setCurrentIndex(list(WORDS).index(name))

    # Deeds --------------------------------------------------------------------------------------

    def print_papers(self) -> None:
        """Ctrl+P: to the print page."""
        if self.print_button.isVisible():
            self.frame.open(PrintPage(self.frame, self.reinspection))

    def sign(self) -> None:
        """F2: how the issued papers came back."""
        if self.sign_button.isVisible():
            self.frame.open(SignPage(self.frame, self.reinspection))

    def open_filed(self) -> None:
        """F7: the scans of the signed originals."""
        self.frame.open(FiledPage(self.frame, self.reinspection, self.head.title.full_text()))

    def open_original(self) -> None:
        """Ctrl+O: the visit whose hazards were looked at again."""
        original = self.record.get("original_id")
        if original:
            self.frame.go("inspections", {"open": original})
        else:
            self.frame.say("这次复查的隐患不出自本机的一次检查。")

    def void(self) -> None:
        """Void the re-inspection with what it said of the hazards, after asking for the reason."""
        told = "每条隐患回到复查前的样子，期限照旧；已出的编号留在编号簿并标“作废”。随时可以恢复。"
        reason = ask_reason(self, "作废这次复查？", told)
        deed = reason and self.frame.trying(reinspections.void, self.frame.desk, self.reinspection, reason)
        if deed:
            self.frame.did("已作废这次复查。", deed=deed)

    def restore(self) -> None:
        """Take the voiding back: what was said of each hazard stands again, and its papers."""
        done = self.frame.trying(history.undo_deed, self.frame.desk, self._void_deed)
        if done:
            self.frame.did(f"已恢复这次复查。{done[0]}", deed=done[1].deed)

    # What the frame asks ----------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """The visit before it, its unit, and voiding."""
        site = self.record.get("site_id")
        found: list[tuple[str, Callable[[], object]]] = []
        if self.record.get("original_id"):
            found.append(("看原检查 Ctrl+O", self.open_original))
        found.append(("看单位", lambda: self.frame.go("sites", {"open": site})))
        if not self.record.get("voided"):
            found.append(("作废这次复查", self.void))
        return found

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        first = [("Ctrl+P", "打印文书")] if self.print_button.isVisible() else []
        return [*first, ("Enter", "看隐患"), ("←→", "换一类"), ("F6", "换一区"), ("F10", "更多"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "左边逐条看复查的结论；Enter 打开那条隐患。",
            "照片按隐患排：改前的在前，改后的在后；Enter 放大。",
            "文书到打印页出（Ctrl+P）；签回来的情况按 F2 登记。",
            "签字原件扫描归档以后，F7 看归档件。",
            "查出这些隐患的检查在更多（F10）里，也可以按 Ctrl+O。",
            "录错了就作废：每条隐患回到复查前，重新复查一次。作废可以恢复。",
        ]

    def areas(self) -> list:
        """Left, then papers."""
        return [self.stack.currentWidget(), self.which, self.side.papers]

"""One data pack, opened: everything it says by chapter, searched; a checklist is printed blank and exported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from yongji_desktop.core.packs import Pack
from yongji_desktop.gui.pages.pack_print import PackPrintPage
from yongji_desktop.gui.pages.pairs import fill_pairs
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame, Page, scrolled
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import packs, papers, session
from yongji_desktop.services.pack_contents import KINDS, Line, Search, lines, validity

BELOW = "　· "
LOOSE = "依据待核"
OLD = "这是旧版，打印和导出用现行的那一版"


def row_of(line: Line, at: int) -> dict[str, Any]:
    """A line as a row of the table."""
    before = BELOW if line.below else "★ " if line.star else ""
    return {
        "id": at,
        "code": line.shown_code or ("" if len(line.code) > 9 else line.code),
        "text": before + line.text,
        "mark": LOOSE if line.loose else "",
        "line": line,
    }


class PackPage(Page):
    """A record page over 设置; nothing is changed here."""

    word = "数据包"

    def __init__(self, frame: Frame, pack: Pack):
        super().__init__(frame)
        self.pack, self.every = pack, lines(pack)
        self._search = Search(self.every)
        self._rows: list[dict[str, Any]] = []
        self.head.set_title(pack.name, validity(pack))
        self.head.set_chips([(KINDS[pack.pack], "grey")])
        self.work = LongWork("正在导出工作簿", frame.background)
        self.box = SearchBox("汉字、拼音首字母、编号", name="在数据包里找")
        self.box.setMinimumWidth(300)
        self.count = label("", "caption")
        self.table = RecordTable(
            [
                Column("code", "编号", 84),
                Column("text", "内容", 300, stretch=True),
                Column("mark", "核对", 92, "chip", family=lambda row: "grey"),
            ],
            lambda offset, limit: self._rows[offset : offset + limit],
            lambda: len(self._rows),
            name="数据包的内容",
            heading=lambda row: str(row.get("heading") or ""),
        )
        self.table.set_empty(EmptyState("search", "这个数据包里没有符合的", "换个词再找，或按 Esc 清掉"))
        if pack.pack == "checklist":
            self._add_deeds()
        self._build()
        self.box.searched.connect(lambda _: self._show())
        self.table.current_changed.connect(self._tell)
        self.compact(frame.compact)

    def _add_deeds(self) -> None:
        self.export_button = self.head.add_deed(Button("导出 Excel", self.export, key="Ctrl+E", icon="save"))
        self.print_button = self.head.add_deed(
            Button("打印空白检查表", self.print_blank, key="Ctrl+P", icon="print", role="primary")
        )
        now = packs.checklists(self.frame.desk).get(self.pack.content.code)
        newest = packs.newest_installed(self.frame.desk.store, self.pack.id)
        self.print_button.refuse("" if now and now.version == self.pack.version else OLD)
        self.export_button.refuse("" if newest and newest.version == self.pack.version else OLD)

    def _build(self) -> None:
        left = framed("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        top = across(self.box, self.count, None, spacing=10)
        top.setContentsMargins(12, 9, 12, 9)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self.right = framed("card")
        side = QVBoxLayout(self.right)
        side.setContentsMargins(1, 1, 1, 1)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(13, 11, 13, 11)
        inside.setSpacing(8)
        self.chapter, self.text = label("", "caption", wrap=True), label("", "record", wrap=True)
        self.grid = QGridLayout()
        self.grid.setColumnStretch(1, 1)
        self.grid.setVerticalSpacing(8)
        for part in (self.chapter, self.text):
            inside.addWidget(part)
        inside.addLayout(self.grid)
        inside.addStretch(1)
        self.source = label(f"来源：{self.pack.source}", "faint", wrap=True)
        inside.addWidget(self.source)
        if self.pack.notes:
            inside.addWidget(label(f"说明：{self.pack.notes}", "faint", wrap=True))
        self.area = scrolled(inner)
        side.addWidget(self.area)
        row = across(left, self.right, spacing=10)
        row.setStretch(0, 1)
        self.body.addWidget(self.work)
        self.body.addLayout(row, 1)

    # What is shown ----------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """The first line, the keyboard on the list."""
        self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        found = self._search.find(self.box.text())
        self._rows, chapter = [], ""
        for at, line in enumerate(found):
            if line.chapter != chapter:
                chapter = line.chapter
                self._rows.append({"id": f"chapter {at}", "heading": chapter, "text": chapter})
            self._rows.append(row_of(line, at))
        self.table.reload()
        first = next((row["id"] for row in self._rows if "line" in row), None)
        if first is not None:
            self.table.select(first)
        everything = len(self.every)
        self.count.setText(f"共 {everything} 条" if len(found) == everything else f"{len(found)} / {everything} 条")

    def _tell(self, row: dict[str, Any] | None) -> None:
        line = (row or {}).get("line")
        self.chapter.setText(f"{line.chapter} · {line.code}" if line and row["code"] else line.chapter if line else "")
        self.text.setText(line.text if line else "")
        fill_pairs(self.grid, line.details if line else (), 68)

    # Deeds ------------------------------------------------------------------------------------------------

    def print_blank(self) -> None:
        """The checklist as a blank sheet, to print or save."""
        if self.print_button.isEnabled():
            self.frame.open(PackPrintPage(self.frame, self.pack))

    def export(self) -> None:
        """Ask where to and write the workbook."""
        if not self.export_button.isEnabled() or self.work.running:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = papers.file_name(self.pack.name, self.pack.version).replace(".pdf", ".xlsx")
        told, _ = QFileDialog.getSaveFileName(self, "导出检查表", str(Path(folder) / name), "Excel 工作簿 (*.xlsx)")
        if told:
            self.export_to(Path(told if told.lower().endswith(".xlsx") else told + ".xlsx"))

    def export_to(self, path: Path) -> None:
        """Write the workbook beside the work."""
        desk, identity = self.frame.desk, self.pack.id

        def work(job: Job) -> Path:
            with session.own_desk(desk) as mine:
                return packs.export_workbook(mine, identity, path)

        said = "改好以后版本往上加，再在“数据包”里导入。"
        self.work.start(
            work, done=lambda made: self.frame.wrote(f"已导出：{made.name}。{said}"), failed=self.frame.complain
        )

    # What the frame asks ----------------------------------------------------------------------------------

    def compact(self, compact: bool) -> None:
        """Less room for the details."""
        self.right.setFixedWidth(340 if compact else 460)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        deeds = [("Ctrl+P", "打印空白表"), ("Ctrl+E", "导出 Excel")] if self.pack.pack == "checklist" else []
        return [("↑↓", "换一条"), ("Ctrl+F", "找"), *deeds, ("F6", "换一区"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "左边是数据包的全部内容，按章节排；★ 的项检查时要逐项答。",
            "Ctrl+F 在里面找：汉字、拼音首字母、编号都可以，几个词用空格隔开。",
            "标“依据待核”的还没有和原文对过，印到文书上不带条号。",
            "检查表可以打印空白的带去，Ctrl+P。",
            "Ctrl+E 导出成 Excel，改好以后版本往上加，再导入成新的一版。",
            "这里只看，不改动任何内容；以前的检查用的还是当时的版本。",
        ]

    def areas(self) -> list[QWidget]:
        """Search, list, details."""
        return [self.box, self.table, self.area]

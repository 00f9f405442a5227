"""设置 → 数据包 and 编号簿: what content is installed, and how far the numbers run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from yongji_desktop.core.packs import Pack, version_order
from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.pages.pack_import import PackImportPage
from yongji_desktop.gui.pages.pack_view import PackPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import number_books, packs
from yongji_desktop.services.pack_contents import KINDS

TODAY, LATER, BEFORE, OLD = "现行", "还没起用", "已过期", "旧版"


def state_of(pack: Pack, newest: Pack, today: date) -> str:
    """Whether a pack serves today."""
    if pack.valid_from > today:
        return LATER
    if pack.valid_until and pack.valid_until < today:
        return BEFORE
    return TODAY if pack.version == newest.version else OLD


class PacksSection(QWidget):
    """The packs with version, validity and source; opening one, taking in another from a file."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.rows: list[dict[str, Any]] = []
        self._packs: dict[str, Pack] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        outer, inside = card()
        self.take = Button("导入数据包", self._choose_file, key="Ctrl+I", icon="plus", small=True)
        self.look = Button("打开", self._open_current, key="Enter", icon="list", small=True)
        inside.addLayout(across(label("已装的数据包", "section"), None, self.look, self.take))
        self.table = RecordTable(
            [
                Column("kind", "种类", 84),
                Column("name", "名称", 200, bold=True, stretch=True),
                Column("version", "版本", 84),
                Column("valid_from", "起用", 104),
                Column("until", "用到", 104),
                Column("state", "", 84, "chip", family=lambda row: "blue" if row["state"] == TODAY else "grey"),
            ],
            lambda offset, limit: self.rows[offset : offset + limit],
            lambda: len(self.rows),
            name="数据包",
        )
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(self.open_pack)
        inside.addWidget(self.table, 1)
        self.source = label("", wrap=True)
        inside.addWidget(self.source)
        column.addWidget(outer)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the packs again."""
        every = packs.installed(self.frame.desk.store)
        self._packs = {f"{one.id}@{one.version}": one for one in every}
        self.rows = [
            {
                "id": identity,
                "kind": KINDS[one.pack],
                "name": one.name,
                "version": one.version,
                "valid_from": one.valid_from.isoformat(),
                "until": one.valid_until.isoformat() if one.valid_until else "没有期限",
                "source": one.source,
                "state": state_of(one, self._newest(one, every), self.frame.desk.today),
            }
            for identity, one in self._packs.items()
        ]
        self.table.reload()

    def _newest(self, pack: Pack, every: list[Pack]) -> Pack:
        """The newest version of a pack among those that have begun."""
        begun = [one for one in every if one.id == pack.id and one.valid_from <= self.frame.desk.today]
        return max(begun or [pack], key=lambda one: version_order(one.version))

    def _show(self, row: dict[str, Any] | None) -> None:
        self.source.setText(f"来源：{row['source']}" if row else "")

    def _open_current(self) -> None:
        row = self.table.current()
        if row:
            self.open_pack(row)

    def open_pack(self, row: dict[str, Any]) -> None:
        """Show what is in a pack."""
        self.frame.open(PackPage(self.frame, self._packs[row["id"]]))

    def _choose_file(self) -> None:
        kinds = "数据包和检查表工作簿 (*.json *.xlsx)"
        path, _ = QFileDialog.getOpenFileName(self, "选数据包文件", "", kinds)
        if path:
            self.take_in(Path(path))

    def take_in(self, path: Path) -> None:
        """Show what a file would change; it is installed from there."""
        self.frame.open(PackImportPage(self.frame, path))


class NumbersSection(QWidget):
    """Every number series with its last number."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.rows: list[dict[str, Any]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        outer, inside = card()
        self.print_book = Button("打印编号簿", self._print_book, icon="print", small=True)
        inside.addLayout(across(label("编号簿", "section"), None, self.print_book))
        inside.addWidget(label("号码在第一次出文书时取，取了就锁定；作废的号不再用。", "caption"))
        self.sealed = label("", "warning", wrap=True)
        inside.addWidget(self.sealed)
        self.table = RecordTable(
            [
                Column("last_number", "编号", 230, stretch=True, bold=True),
                Column("name", "文书", 200),
                Column("year", "年份", 72, "number"),
                Column("letter", "本机字母", 96, "chip", family=lambda row: "grey"),
                Column("last", "用到第几号", 100, "number"),
                Column("void", "作废号", 120, show=lambda row: "、".join(row["void"])),
            ],
            lambda offset, limit: self.rows[offset : offset + limit],
            lambda: len(self.rows),
            name="编号簿",
        )
        self.table.set_empty(EmptyState("list", "还没有出过文书，编号从 001 开始"))
        inside.addWidget(self.table, 1)
        column.addWidget(outer)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the numbers again."""
        self.rows = [
            {**one, "id": f"{one['prefix']}{one['year']}{one['letter']}"} for one in number_books.rows(self.frame.desk)
        ]
        self.table.reload()
        letters = list(dict.fromkeys(one["letter"] for one in self.rows if one["sealed"]))
        words = f"字母 {'、'.join(letters)} 已封存，这台电脑现在用 {self.frame.desk.store.letter}。请打印编号簿存档。"
        self.sealed.setText(words)
        self.sealed.setVisible(bool(letters))

    def _print_book(self) -> None:
        self.frame.open(FormPaperPage(self.frame, "number_book", []))

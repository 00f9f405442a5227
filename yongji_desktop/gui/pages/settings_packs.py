"""设置 → 数据包 and 编号簿: what content is installed, and how far the numbers run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import maintenance, packs

KINDS = {
    "tasks": "任务", "checklist": "检查表", "criteria": "判定标准", "departments": "部门", "places": "镇街",
    "holidays": "节假日",
}


class PacksSection(QWidget):
    """The packs with version, validity and source; installing one from a file."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.rows: list[dict[str, Any]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        outer, inside = card()
        self.install = Button("装一个数据包", self._choose_file, icon="plus", small=True)
        inside.addLayout(across(label("已装的数据包", "section"), None, self.install))
        self.table = RecordTable(
            [
                Column("kind", "种类", 84),
                Column("name", "名称", 200, bold=True, stretch=True),
                Column("version", "版本", 84),
                Column("valid_from", "起用", 104),
                Column("until", "用到", 104),
            ],
            lambda offset, limit: self.rows[offset : offset + limit],
            lambda: len(self.rows),
            name="数据包",
        )
        self.table.current_changed.connect(self._show)
        inside.addWidget(self.table, 1)
        self.source = label("", wrap=True)
        inside.addWidget(self.source)
        column.addWidget(outer)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the packs again."""
        self.rows = [
            {
                "id": f"{one.id}@{one.version}",
                "kind": KINDS.get(one.pack, one.pack),
                "name": one.name,
                "version": one.version,
                "valid_from": one.valid_from.isoformat(),
                "until": one.valid_until.isoformat() if one.valid_until else "没有期限",
                "source": one.source,
            }
            for one in packs.installed(self.frame.desk.store)
        ]
        self.table.reload()

    def _show(self, row: dict[str, Any] | None) -> None:
        self.source.setText(f"来源：{row['source']}" if row else "")

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选数据包文件", "", "数据包 (*.json)")
        if path:
            self.install_file(Path(path))

    def install_file(self, path: Path) -> None:
        """Install one pack and say so."""
        done = self.frame.trying(packs.install_file, self.frame.desk, path)
        if done:
            self.frame.did(f"已装数据包：{'、'.join(done)}。")
            self.table.select(done[0])


class NumbersSection(QWidget):
    """Every number series with its last number."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.rows: list[dict[str, Any]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        outer, inside = card("编号簿")
        inside.addWidget(label("号码在第一次出文书时取，取了就锁定；作废的号不再用。", "caption"))
        self.table = RecordTable(
            [
                Column("series", "编号", 260, stretch=True, bold=True),
                Column("year", "年份", 90, "number"),
                Column("letter", "本机字母", 110, "chip", family=lambda row: "grey"),
                Column("last", "用到第几号", 130, "number"),
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
            {
                **one,
                "id": f"{one['prefix']}{one['year']}{one['letter']}",
                "series": f"{one['prefix']}〔{one['year']}〕{one['letter']}{one['last']:03d}号",
            }
            for one in maintenance.number_book(self.frame.desk)
        ]
        self.table.reload()

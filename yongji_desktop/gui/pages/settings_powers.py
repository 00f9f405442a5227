"""设置 → 权限和文种: the authorisations on file, and which papers this office may issue because of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from yongji_desktop.core.kinds_powers import AUTHORITY
from yongji_desktop.core.powers import NEED_AUTHORITY
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import papers, powers, scans

FAMILIES = {"有效": "green", "还没到": "grey", "已过期": "amber", "已作废": "red", "可以出": "green", "不能出": "grey"}
LABELS = {"organ": "机关", "valid_until": "止（可空）"}


class PowersSection(QWidget):
    """Left the register with the form to add to it, right the papers."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.rows: list[dict[str, Any]] = []
        self.papers: list[dict[str, Any]] = []
        self._scan: dict[str, Any] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._register_card(), 58)
        row.addWidget(self._papers_card(), 42)
        self.refresh()

    def _register_card(self) -> QWidget:
        frame, column = card()
        self.void_button = Button("作废", self._void, role="danger", small=True)
        column.addLayout(across(label("赋权文号", "section"), None, self.void_button))
        self.table = RecordTable(
            [
                Column("document", "赋权文号", 170, bold=True),
                Column("matters", "事项", 130, stretch=True),
                Column("organ", "机关", 120),
                Column("span", "有效期", 178),
                Column("state", "状态", 76, "chip", family=lambda row: FAMILIES[row["state"]]),
            ],
            lambda offset, limit: self.rows[offset : offset + limit],
            lambda: len(self.rows),
            name="赋权文号",
            row_height=32,
        )
        self.table.setMinimumHeight(120)
        self.table.current_changed.connect(self._show)
        column.addWidget(self.table, 1)
        column.addWidget(label("登记一份赋权（委托）文件", "section"))
        fields = [one for one in AUTHORITY.fields if one.name != "scan"]
        self.form = Form(fields, columns=2, labels=LABELS, label_width=70, save=self._write)
        self.form.row("matters").input.setFixedHeight(50)
        column.addWidget(self.form)
        self.attach = Button("附扫描件", self._ask_scan, icon="doc", small=True)
        self.scan_words = label("", "caption")
        self.save = Button("登记", self._save, icon="save", small=True)
        column.addLayout(across(self.save, self.attach, self.scan_words, None))
        return frame

    def _papers_card(self) -> QWidget:
        frame, column = card("文种")
        self.kinds = RecordTable(
            [
                Column("title", "文书", 180, stretch=True),
                Column("state", "", 80, "chip", family=lambda row: FAMILIES[row["state"]]),
            ],
            lambda offset, limit: self.papers[offset : offset + limit],
            lambda: len(self.papers),
            name="文种",
            row_height=32,
        )
        self.kinds.current_changed.connect(lambda row: self.why.setText(row["why"] if row else ""))
        column.addWidget(self.kinds, 1)
        self.why = label("", "caption", wrap=True)
        column.addWidget(self.why)
        return frame

    # What is shown --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the register and the papers as they are today."""
        desk = self.frame.desk
        words = powers.empty_words(desk)
        why = "没有赋权文号时只出通知（告知）书，不出责令类文书，也不能选“赋权检查”"
        self.table.set_empty(EmptyState("shield", words, why))
        self.rows = [
            {
                **one,
                "matters": "；".join(str(one["matters"]).splitlines()),
                "span": f"{one['valid_from']} 至 {one.get('valid_until') or '没有写到期'}",
                "state": powers.state_word(desk, one),
            }
            for one in powers.listed(desk, voided=True)
        ]
        self.table.reload()
        self.papers = [self._paper(code, name) for code, name in NEED_AUTHORITY.items()]
        self.papers += [
            {"id": one["paper"], "title": one["title"], "state": "可以出", "why": ""}
            for one in papers.catalogue_rows(desk)
            if one["paper"] not in NEED_AUTHORITY
        ]
        self.kinds.reload()
        self._show(self.table.current())
        self._say_scan()

    def _paper(self, code: str, name: str) -> dict[str, Any]:
        why = powers.why_not(self.frame.desk, code)
        return {"id": code, "title": name, "state": "不能出" if why else "可以出", "why": why or ""}

    def _show(self, row: dict[str, Any] | None) -> None:
        void = bool(row and row["voided"])
        self.void_button.refuse("" if row and not void else "先选一份有效的" if not void else "已经作废")

    def _say_scan(self) -> None:
        held = self._scan
        self.scan_words.setText(f"{held['name']}，{held['pages']} 页" if held else "扫描件可以不附")

    # Deeds ----------------------------------------------------------------------------------------------

    def _ask_scan(self) -> None:
        told, _ = QFileDialog.getOpenFileName(self, "赋权文件的扫描件", "", "扫描件 (*.pdf *.jpg *.jpeg *.png)")
        if told:
            self.attach_scan(Path(told))

    def attach_scan(self, path: Path) -> None:
        """Keep the scan for the document that is being entered."""
        self._scan = self.frame.trying(scans.attach, self.frame.desk, path) or self._scan
        self._say_scan()

    def _write(self, values: dict[str, Any]) -> str:
        told = {name: value for name, value in values.items() if value}
        return powers.add(self.frame.desk, {**told, **({"scan": self._scan["sha"]} if self._scan else {})})

    def _save(self) -> None:
        document = self.form.values().get("document")
        made = self.form.save()
        if made:
            self._scan = None
            self.form.load({})
            self.frame.did(f"已登记赋权文号：{document}。")
            self.refresh()
            self.table.select(made)

    def _void(self) -> None:
        row = self.table.current()
        if row is None:
            return
        body = "作废以后，责令类文书和赋权检查不再能选；已出的文书照旧。"
        reason = ask_reason(self, f"作废“{row['document']}”？", body)
        if reason is not None:
            deed = self.frame.trying(powers.void, self.frame.desk, row["id"], reason)
            if deed:
                self.frame.did(f"已作废赋权文号：{row['document']}。", deed=deed)
                self.refresh()

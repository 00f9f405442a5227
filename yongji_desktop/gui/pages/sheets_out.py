"""现场用纸: the sheets that are out, to be entered, voided with a reason, or printed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.editor import opening
from yongji_desktop.gui.pages.field_sheet_page import FieldSheetPage
from yongji_desktop.gui.pages.list_part import ListPart
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.table import Column
from yongji_desktop.services import field_sheets

NOT_GONE = "没去成，作废编号"


def _days(row: Mapping[str, Any]) -> str:
    return f"{row['days']} 天" if row["days"] else "今天"


class SheetsOut(ListPart):
    """The tab 现场用纸."""

    title = "现场用纸"
    columns = (
        Column("site_name", "单位", 260, stretch=True, bold=True),
        Column("number", "编号", 210),
        Column("day", "打印时间", 150),
        Column("days", "领走", 96, "chip", show=_days, family=lambda row: "amber" if row["late"] else "grey"),
        Column("campaign", "专项行动", 190),
    )
    keys = (("Enter", "录入"), ("Delete", "作废编号"), ("Ctrl+P", "再印一份"))
    nothing = ("doc", "没有领走未录入的现场用纸", "去之前在单位页按 Ctrl+P 打印；回来在这里录入")

    def __init__(self, frame: Frame):
        super().__init__(frame)
        void = QShortcut(QKeySequence("Delete"), self.table, activated=self.void)
        void.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def deeds(self) -> list[Button]:
        """Enter, void, print again."""
        self.enter_button = Button("录入", self._enter, key="Enter", icon="edit", small=True)
        self.void_button = Button(NOT_GONE, self.void, key="Delete", icon="ban", small=True)
        self.again_button = Button("再印一份", self.print_again, key="Ctrl+P", icon="print", small=True)
        return [self.enter_button, self.void_button, self.again_button]

    def rows(self) -> list[dict[str, Any]]:
        """Sheets neither entered nor void, oldest first."""
        desk = self.frame.desk
        names: dict[str, str] = {}
        rows = self.frame.trying(field_sheets.out, desk) or []
        for row in rows:
            at = row.get("campaign_id")
            if at and at not in names:
                names[at] = (self.frame.trying(desk.get, "campaign", at) or {}).get("name") or ""
            row.update(
                day=str(row["printed_at"])[:16].replace("T", " "),
                campaign=names.get(at or "", ""),
                site_name=row["site_name"] or "（单位还没有收到）",
            )
        late = sum(row["late"] for row in rows)
        self.words.setText(f"{late} 份领走超过 7 天还没录入" if late else "签字后就是原件，回来录入、扫描归档")
        return rows

    def say_deeds(self) -> None:
        """Nothing can be done without a sheet."""
        nothing = "" if self.table.current() else "没有领走的现场用纸"
        for one in (self.enter_button, self.void_button, self.again_button):
            one.refuse(nothing)

    def _enter(self) -> None:
        row = self.table.current()
        if row:
            self.open(row)

    def open(self, row: Mapping[str, Any]) -> None:
        """录入: the draft of the sheet, with its number."""
        self.enter(row["id"])

    def enter(self, sheet: str) -> None:
        """Open the draft in which a sheet is entered."""
        draft = self.frame.trying(field_sheets.draft_for, self.frame.desk, sheet)
        if draft:
            opening.open_draft(self.frame, draft)

    def find(self, told: str) -> bool:
        """Enter the sheet with this number, typed or read by a hand scanner; says why when there is none."""
        sheet = self.frame.trying(field_sheets.find, self.frame.desk, told)
        if sheet:
            self.enter(sheet["id"])
        return bool(sheet)

    def void(self) -> None:
        """没去成: its number stays in the book, void, with the reason."""
        row = self.table.current()
        if row is None:
            return
        body = "编号留在编号簿并标“作废”，不再使用；它的草稿一起收起，撤销就回来。"
        reason = ask_reason(self, f"作废现场用纸 {row['short']}？", body, yes="作废编号")
        deed = reason and self.frame.trying(field_sheets.void, self.frame.desk, row["id"], reason)
        if deed:
            self.frame.did(f"已作废现场用纸 {row['short']}：{reason}。", deed=deed)

    def print_again(self) -> None:
        """The same sheet once more, the same bytes."""
        row = self.table.current()
        if row:
            self.frame.open(FieldSheetPage(self.frame, issued=[row["id"]]))

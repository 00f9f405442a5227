"""待归档: signed originals that are not scanned yet; scans are dropped anywhere in the window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from yongji_desktop.gui.pages.filing_page import FilingPage
from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.list_part import ListPart
from yongji_desktop.gui.pages.reinspection_detail import ReinspectionRecordPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.scan_drop import FILTER
from yongji_desktop.gui.parts.table import Column
from yongji_desktop.services import filing

HINT = "把扫描件拖进窗口就归档：一次可拖很多份，按二维码自己认"


def _missing(row: Mapping[str, Any]) -> str:
    if row["missing"]:
        return f"缺第 {'、'.join(str(one) for one in row['missing'])} 页"
    return f"{row['pages']} 页都没扫"


class Unfiled(ListPart):
    """The tab 待归档."""

    title = "待归档文书"
    columns = (
        Column("site_name", "单位", 240, stretch=True, bold=True),
        Column("title", "文书", 210),
        Column("number", "编号", 210),
        Column("on", "日期", 104),
        Column("state", "缺", 124, "chip", show=_missing, family=lambda row: "amber" if row["missing"] else "blue"),
    )
    keys = (("Enter", "打开"), ("Ctrl+I", "归档扫描件"))
    nothing = ("tick", "没有待归档的文书", "签了字的原件扫描后拖进窗口，就归到那次检查")

    def deeds(self) -> list[Button]:
        """Choose scans; dropping them does the same."""
        self.words.setText(HINT)
        self.file_button = Button("归档扫描件", lambda: choose_scans(self.frame, self), key="Ctrl+I", icon="doc", small=True)
        return [self.file_button]

    def rows(self) -> list[dict[str, Any]]:
        """Originals not filed completely, oldest first."""
        rows = self.frame.trying(filing.unfiled, self.frame.desk) or []
        return [{**row, "site_name": row["site_name"] or "（单位还没有收到）"} for row in rows]

    def open(self, row: Mapping[str, Any]) -> None:
        """The record the paper belongs to."""
        open_subject(self.frame, row)


def open_subject(frame: Any, row: Mapping[str, Any]) -> None:
    """Open what a paper or a sheet belongs to."""
    kind, identity = row["subject_kind"], row["subject_id"]
    if kind == "inspection":
        frame.open(InspectionPage(frame, identity))
    elif kind == "reinspection":
        frame.open(ReinspectionRecordPage(frame, identity))
    else:
        frame.open(FormPaperPage(frame, row["paper"], [identity], issued=row["id"]))


def choose_scans(frame: Any, parent: Any) -> None:
    """Choose files of scans and read them."""
    told, _ = QFileDialog.getOpenFileNames(parent, "选扫描件", "", FILTER)
    if told:
        frame.open(FilingPage(frame, [Path(one) for one in told]))

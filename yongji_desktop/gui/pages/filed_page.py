"""The filed scans of one inspection or re-inspection: page by page, as they were scanned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.gui.pages.filing_list import FilingList, ScanView
from yongji_desktop.gui.pages.filing_rows import PageRow, short
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import filing
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.scan_reading import Page as Scan

FILED, WAITS = "已归档", "待归档"


def chip_of(desk: Desk, subject: str) -> tuple[str, str] | None:
    """已归档 or 待归档 of the original of a visit: its field sheet, else its record; None while there is neither."""
    states = filing.states(desk, subject)
    if not states:
        return None
    return (FILED, "green") if states[0]["filed"] else (WAITS, "blue")


def rows_of(desk: Desk, subject: str) -> list[dict[str, Any]]:
    """The states of a visit's originals that have scans."""
    return [one for one in filing.states(desk, subject) if one["scans"]]


class FiledPage(Page):
    """The scans that are filed of `subject`."""

    word = "归档件"

    def __init__(self, frame: Frame, subject: str, caption: str = ""):
        super().__init__(frame)
        self.subject = subject
        self._filings: list[list[str]] = []
        self.head.set_title(self.word, caption)
        self.head.add_more(self.more)
        self.list = FilingList()
        self.view = ScanView()
        self.told = label("", "warning", wrap=True)
        left = framed("card")
        left.setFixedWidth(380)
        self.left = left
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 8, 1, 1)
        top = across(self.told)
        top.setContentsMargins(12, 0, 12, 0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        right = framed("card")
        inside = QVBoxLayout(right)
        inside.addWidget(self.view)
        row = across(left, right, spacing=10)
        row.setStretch(1, 1)
        self.body.addLayout(row, 1)
        self.list.shown.connect(lambda row: self.view.show_page(row.page if row else None))

    def opened(self, target: Any = None) -> None:
        """Show the first page."""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what is filed again; leave when nothing is."""
        desk, shown, missing = self.frame.desk, [], []
        self._filings = []
        for one in self.frame.trying(rows_of, desk, self.subject) or []:
            if one["missing"]:
                missing.append(f"{short(one['number'])} 还缺第 {'、'.join(str(n) for n in one['missing'])} 页")
            for scan in sorted(one["scans"], key=lambda scan: scan["page"]):
                page = Scan(scan["name"], 1, scan["kind"], filing.original(desk, scan), one["number"], page=scan["page"])
                title = f"{short(one['number'])} 第 {scan['page']} / {one['pages']} 页"
                shown.append(PageRow(page, FILED, title, f"{one['title']} · “{scan['name']}”"))
                self._filings.append(one["filings"])
        self.told.setText("；".join(missing) + "。" if missing else "")
        self.told.setVisible(bool(missing))
        self.list.fill(shown, self.list.currentRow())

    def _take_off(self) -> None:
        """撤下: the filings of the paper on show, with a reason; the scans stay kept."""
        at = self.list.currentRow()
        if not 0 <= at < len(self._filings):
            return
        name = self.list.current().title.split(" 第")[0]
        reason = ask_reason(self, f"撤下 {name} 的归档件？", "扫描件还留着，随时可以撤销。", yes="撤下", no="不撤")
        if reason is None:
            return
        deeds = [self.frame.trying(filing.void, self.frame.desk, one, reason) for one in self._filings[at]]
        if any(deeds):
            self.frame.did(f"已撤下 {name} 的归档件，回到待归档。", deed=next(one for one in reversed(deeds) if one))

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """Taking a wrong scan off."""
        return [("撤下这份的归档件", self._take_off)] if self._filings else []

    def compact(self, compact: bool) -> None:
        """Less room for the list."""
        self.left.setFixedWidth(310 if compact else 380)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("↑↓", "换一页"), ("F10", "更多"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "签了字的原件，扫描什么样就存什么样。",
            "↑↓ 换一页看。",
            "缺的页写在上面；补扫以后再拖进来。",
            "扫错了、归错了的，在“更多”里撤下，写一句原因，再归一次。",
            "撤下的扫描件不丢，Ctrl+Z 可以撤销。",
            "Esc 返回。",
        ]

    def areas(self) -> list[QWidget]:
        """The pages."""
        return [self.list]

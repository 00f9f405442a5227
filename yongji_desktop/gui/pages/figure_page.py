"""The list behind one number of the month."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.hazard_road import STATES
from yongji_desktop.core.kind_parts import NATURES
from yongji_desktop.gui.pages.reinspection_detail import ReinspectionRecordPage
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import framed
from yongji_desktop.services import month


def _papers(row: dict[str, Any]) -> str:
    """Whether papers were issued; on a visit with a department they are the department's."""
    if row["numbers"]:
        return "已出文书"
    return "" if row["nature"] == "joint" else "未出文书"


VISIT_COLUMNS = (
    Column("began_at", "日期", 72, "date"),
    Column("site_name", "单位", stretch=True, bold=True),
    Column("nature", "性质", 130, "chip", show=lambda row: NATURES.get(row["nature"], "")),
    Column("hazard_count", "隐患", 60, "number"),
    Column("numbers", "文书", 86, "chip", show=_papers),
)


HAZARD_FIGURES = ("rate", "handed")
HAZARD_COLUMNS = (
    Column("found_on", "查出", 72, "date"),
    Column("site_name", "单位", 220, bold=True),
    Column("description", "问题", stretch=True),
    Column("department", "部门", 140),
    Column("state", "状态", 130, "chip", show=lambda row: STATES.get(row["state"], "")),
)
LOOK_COLUMNS = (Column("began_at", "复查日期", 90, "date"), Column("site_name", "单位", stretch=True, bold=True))


class FigurePage(Page):
    """The visits, re-inspections or hazards that the figure `figure` (services.month) of the business day's month is counted from."""

    def __init__(self, frame: Frame, figure: str):
        super().__init__(frame)
        self.figure = figure
        self.month = frame.desk.today.isoformat()[:7]
        self.rows: list[dict[str, Any]] = []
        self.head.add_search()
        columns = HAZARD_COLUMNS if figure in HAZARD_FIGURES else LOOK_COLUMNS if figure == "unrectified" else VISIT_COLUMNS
        self.table = RecordTable(
            columns,
            lambda offset, limit: self.rows[offset : offset + limit],
            lambda: len(self.rows),
            name="名单",
        )
        self.table.set_empty(EmptyState("report", "本月没有记录"))
        self.table.opened.connect(self._open)
        outer = framed("card")
        inside = QVBoxLayout(outer)
        inside.setContentsMargins(1, 1, 1, 6)
        inside.addWidget(self.table)
        self.body.addWidget(outer, 1)

    def _open(self, row: dict[str, Any]) -> None:
        if self.figure in HAZARD_FIGURES:
            self.frame.go("hazards", {"open": row["id"]})
        elif self.figure == "unrectified":
            self.frame.open(ReinspectionRecordPage(self.frame, row["id"]))
        else:
            self.frame.go("inspections", {"open": row["id"]})

    def opened(self, target: Any = None) -> None:
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        desk = self.frame.desk
        found = {one.name: one for one in month.figures(desk, self.month).figures}[self.figure]
        self.word = f"{self.month[:4]}年{int(self.month[5:])}月{found.label} {found.value}"
        self.head.set_title(self.word, found.note)
        self.rows = month.behind(desk, self.figure, self.month)
        self.table.reload()

    def keys(self) -> list[tuple[str, str]]:
        return [("↑↓", "选检查"), ("Enter", "打开"), ("Ctrl+K", "搜索"), ("Esc", "返回")]

    def help(self) -> list[str]:
        return [
            "这里是工作台上那个数字数出来的每一次检查，一次一行。",
            "检查家次：本月完成的检查，去一家一次算一次；作废的不算。",
            "查出隐患：这些检查里写下的隐患条数，列在“隐患”一栏。",
            "整改通知书：这些检查出的通知书份数，按检查日期归月。",
            "整改率：今年应整改（含结转）里已闭环、销号的；等部门的留在分母，终止不算闭环。名单是还没闭环的。",
            "草稿没有完成，不计入任何数字。回车打开，Esc 回到工作台。",
        ]

    def areas(self) -> list[QWidget]:
        return [self.table]

"""Choosing the unit of a new inspection: characters or initials, Enter."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout

from yongji_desktop.gui.pages.editor.steps import CORRECTS
from yongji_desktop.gui.pages.site_form import SiteFormPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import inspections, sites

MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SiteChoice(Page):
    """A record page; `take(site_id)` is called with the unit that was chosen."""

    word = "新检查"

    def __init__(self, frame: Frame, take: Any):
        super().__init__(frame)
        self._take = take
        self._drafts: dict[str, str] = {}
        self.head.set_title("新检查", "先选单位")
        self.search = SearchBox("单位名称、招牌、村名，或拼音首字母，例如 ygj", key="Ctrl+F", name="找单位")
        self.table = RecordTable(
            [
                Column("name", "单位", 260, stretch=True, bold=True),
                Column("village", "村（社区）", 130),
                Column("sector", "行业", 130),
                Column("last_visit", "上次检查", 104, show=lambda row: str(row.get("last_visit") or "")[:10]),
                Column("visits", "今年已去", 84, "number"),
                Column("open_hazards", "没闭环", 72, "number"),
                Column("draft", "草稿", 96, "chip", family=lambda row: "grey"),
            ],
            self._fetch,
            lambda: sites.counted(self.frame.desk, self.search.text()),
            name="单位",
        )
        whole = framed("card")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        top = across(self.search, label("↑↓ 选，Enter 开始", "caption"))
        top.setContentsMargins(13, 9, 13, 9)
        top.setStretch(0, 1)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self.body.addWidget(whole, 1)
        self.search.searched.connect(lambda _: self._reload())
        self.search.line.installEventFilter(self)
        self.table.opened.connect(lambda row: self._take(row["id"]))

    def _fetch(self, offset: int, limit: int) -> list[dict[str, Any]]:
        desk = self.frame.desk
        rows = sites.listed(desk, self.search.text(), limit=limit, offset=offset)
        figures = sites.figures(desk, [one["id"] for one in rows])
        return [
            {**one, **figures.get(one["id"], {}), "draft": "草稿" if one["id"] in self._drafts else ""}
            for one in rows
        ]

    def _reload(self) -> None:
        text = self.search.text()
        new = Button(f"新建“{text}”" if text else "登记单位", self._new_site, icon="plus", small=True)
        self.table.set_empty(
            EmptyState("unit", f"没有“{text}”" if text else "还没有单位", "先登记这家单位", [new])
        )
        self.table.reload()
        first = self.table.model.any_row(0) if self.table.model.rowCount() else None
        if first and text:
            self.table.select(first["id"])

    def _new_site(self) -> None:
        self.frame.open(SiteFormPage(self.frame, None, {"name": self.search.text()}))

    def opened(self, target: Any = None) -> None:
        """The keyboard in the search box."""
        self._drafts = {
            str(one["body"].get("site_id")): one["id"]
            for one in inspections.drafts(self.frame.desk)
            if not one["body"].get(CORRECTS)
        }
        self._reload()
        self.search.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched, event) -> bool:
        """In the search box ↑↓ move the list and Enter takes the row."""
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self.table.view.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.search._search()
                row = self.table.current()
                if row:
                    self._take(row["id"])
                elif self.search.text():
                    self._new_site()
                return True
        return super().eventFilter(watched, event)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("↑↓", "选单位"), ("Enter", "开始检查"), ("Ctrl+F", "搜索"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "输单位名称、招牌或拼音首字母，例如 ygj。",
            "上下键选，Enter 开始检查。",
            "有没填完的草稿的单位，Enter 接着填那一份。",
            "没有的单位可以当场新建，存好再回来选。",
            "表头按上次和名册带出，F4 可以改。",
            "Esc 返回，什么都没有写。",
        ]

    def areas(self) -> list:
        """Search, then list."""
        return [self.search, self.table]

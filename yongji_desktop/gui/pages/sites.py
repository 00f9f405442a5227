"""单位: the register, found by any word or by pinyin initials, filtered, with this year's visits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout

from yongji_desktop.core.kind_parts import OPERATING_STATES, RISK_LEVELS
from yongji_desktop.gui.pages.site_detail import SitePage
from yongji_desktop.gui.pages.site_form import SiteFormPage
from yongji_desktop.gui.pages.site_import import SiteImportPage
from yongji_desktop.gui.pages.site_picks import SitePicks
from yongji_desktop.gui.pages.site_rows import RISK_FAMILIES
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.form_inputs import Choice
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import sites

VOIDED = "voided"
LEDGERS = (".xlsx", ".xls", ".csv", ".ods")


class SitesPage(Page):
    """The register of units."""

    name, word, icon = "sites", "单位", "unit"

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.setAcceptDrops(True)
        self.head.set_title(self.word)
        self.head.add_search()
        self.head.add_deed(Button("导入底册", self.choose_file, key="Ctrl+I", icon="doc"))
        self.head.add_deed(Button("新单位", self.new_site, key="Ctrl+N", icon="plus", role="primary"))
        self.search = SearchBox("名称、负责人、代码，拼音首字母", name="在单位里找")
        self.filters = {
            "village": self._box("村（社区）", "全部村（社区）"),
            "sector": self._box("行业", "全部行业"),
            "risk_level": self._box("风险", "全部风险", RISK_LEVELS),
            "operating_state": self._box("状态", "全部状态", {**OPERATING_STATES, VOIDED: "已作废"}),
        }
        self.order = label("", "caption")
        self.picks = SitePicks(frame, self.every_found)
        self.table = RecordTable(
            [
                Column("name", "单位", 240, stretch=True, bold=True),
                Column("village", "村（社区）", 120),
                Column("sector", "行业", 130),
                Column("risk_level", "风险", 70, "chip", show=self._risk, family=self._risk_family),
                Column("operating_state", "状态", 80, "chip", show=self._state),
                Column(
                    "last_visit",
                    "最近去过",
                    96,
                    "date",
                    show=lambda row: (row["last_visit"] or "")[:10] or "—",
                ),
                Column("open_hazards", "没闭环", 74, "number"),
                Column("visits", "今年去过", 84, "number"),
                Column("picked", "选", 64, "chip", show=self._picked, family=lambda row: "blue"),
            ],
            self._fetch,
            self._count,
            name="单位名册",
        )
        self._build()
        self.search.searched.connect(lambda _: self._show())
        self.table.opened.connect(lambda row: self._open(row["id"]))
        self.table.pressed.connect(lambda row, key: self._pick(row) if key == "空格" else None)
        self.table.view.clicked.connect(self._clicked)
        self.picks.changed.connect(self.table.view.viewport().update)
        self.table.order_changed.connect(lambda _: self._say_count())

    def _box(self, name: str, every: str, words: dict[str, str] | None = None) -> QComboBox:
        box = Choice()
        box.setAccessibleName(name)
        box.addItem(every, None)
        for code, word in (words or {}).items():
            box.addItem(word, code)
        box.setMaximumWidth(170)
        box.currentIndexChanged.connect(lambda _: self._show())
        return box

    def _build(self) -> None:
        whole = framed("card")
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 1)
        inside.setSpacing(0)
        row = across(self.search, *self.filters.values(), None, self.order)
        row.setContentsMargins(13, 9, 13, 9)
        self.search.setMinimumWidth(330)
        inside.addLayout(row)
        inside.addWidget(self.table, 1)
        self.body.addWidget(self.picks)
        self.body.addWidget(whole, 1)

    # What is shown ----------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the register; {"text": words} searches it, {"open": id} opens a unit."""
        told = target or {}
        if "text" in told:
            self.search.setText(told["text"])
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if "open" in told:
            self.table.select(told["open"])
            self._open(told["open"])

    def refresh(self) -> None:
        """Read the register again, with the choices its filters have."""
        for name in ("village", "sector"):
            box = self.filters[name]
            kept, first = box.currentData(), box.itemText(0)
            box.blockSignals(True)
            box.clear()
            box.addItem(first, None)
            for value in self.frame.trying(sites.choices, self.frame.desk, name) or []:
                box.addItem(value, value)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.blockSignals(False)
        self._show()

    def _show(self) -> None:
        self.table.set_empty(self._nothing())
        self.table.reload()
        self._say_count()

    def _say_count(self) -> None:
        order = self.table.order_in_words() or ("按匹配先后" if self.search.text() else "按名称")
        self.order.setText(f"{self.table.count()} 家，{order}")
        self.head.set_title(self.word)

    def _asked(self) -> tuple[str, dict[str, str], bool]:
        """(words, {column: value}, only void ones) as set above the table."""
        told = {name: box.currentData() for name, box in self.filters.items() if box.currentData()}
        voided = told.get("operating_state") == VOIDED
        if voided:
            told.pop("operating_state")
        return self.search.text(), told, voided

    def _fetch(self, offset: int, limit: int) -> list[dict[str, Any]]:
        text, told, voided = self._asked()
        desk = self.frame.desk
        rows = sites.listed(desk, text, told, limit=limit, offset=offset, voided=voided)
        figures = sites.figures(desk, [row["id"] for row in rows])
        return [{**row, **figures[row["id"]]} for row in rows]

    def _count(self) -> int:
        text, told, voided = self._asked()
        return sites.counted(self.frame.desk, text, told, voided)

    @staticmethod
    def _risk(row: dict[str, Any]) -> str:
        return RISK_LEVELS.get(row["risk_level"] or "", "")

    @staticmethod
    def _risk_family(row: dict[str, Any]) -> str:
        return RISK_FAMILIES.get(row["risk_level"] or "", "grey")

    @staticmethod
    def _state(row: dict[str, Any]) -> str:
        return OPERATING_STATES.get(row["operating_state"] or "", "")

    def _nothing(self) -> EmptyState:
        words = [
            self.search.text(),
            *(box.currentText() for box in self.filters.values() if box.currentData()),
        ]
        asked = "、".join(word for word in words if word)
        if asked:
            return EmptyState("search", f"没有符合“{asked}”的单位", "", [Button("清除筛选", self._clear)])
        return EmptyState(
            "unit",
            "还没有单位",
            "检查、隐患、文书都挂在单位名下；先把底册导进来",
            [Button("导入底册", self.choose_file, icon="doc"), Button("新单位", self.new_site, icon="plus")],
        )

    def _clear(self) -> None:
        for box in self.filters.values():
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.search.setText("")
        self._show()
        self.table.setFocus()

    # Deeds ----------------------------------------------------------------------------

    def _picked(self, row: dict[str, Any]) -> str:
        return "已选" if row["id"] in self.picks else ""

    def _pick(self, row: dict[str, Any]) -> None:
        if not self._asked()[2]:
            self.picks.turn(row)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.table.model.record(index.row())
        if row is not None and index.column() == len(self.table.columns) - 1:
            self._pick(row)

    def every_found(self) -> list[dict[str, Any]]:
        """Every unit that the search and the filters find."""
        text, told, voided = self._asked()
        return [] if voided else sites.listed(self.frame.desk, text, told, limit=max(1, self._count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc chooses none; Ctrl+A every unit that is found."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.picks.turn_all()
        elif event.key() == Qt.Key.Key_Escape and len(self.picks):
            self.picks.clear()
        else:
            super().keyPressEvent(event)

    def new(self) -> None:
        """Ctrl+N here means a unit."""
        self.new_site()

    def new_site(self) -> None:
        """A new unit; its name begins with what was searched for and not found."""
        name = self.search.text() if not self.table.count() else ""
        form = SiteFormPage(self.frame, None, {"name": name} if name else {})
        form.wanted.connect(self._open)
        self.frame.open(form)

    def _open(self, site: str) -> None:
        self.frame.open(SitePage(self.frame, site))

    def choose_file(self) -> None:
        """Choose a ledger to take in."""
        told, _ = QFileDialog.getOpenFileName(self, "选底册", "", "底册 (*.xlsx *.xls *.ods *.csv)")
        if told:
            self.take_in(Path(told))

    def take_in(self, path: Path) -> None:
        """Open the preview of a ledger."""
        self.frame.open(SiteImportPage(self.frame, path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Ledgers may be dropped."""
        if self._ledgers(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in the first ledger that was dropped."""
        found = self._ledgers(event)
        if found:
            event.acceptProposedAction()
            self.take_in(found[0])

    @staticmethod
    def _ledgers(event: QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return [path for path in paths if path.suffix.lower() in LEDGERS]

    # What the frame asks ----------------------------------------------------------------------------

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [
            ("Ctrl+N", "新单位"),
            ("Ctrl+I", "导入底册"),
            ("Ctrl+F", "筛选"),
            ("Enter", "打开"),
            ("空格", "选几家"),
            ("Ctrl+A", "选中找到的"),
        ]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "这里是名册。Ctrl+F 打几个字或拼音首字母就能找到，例如 ygj。",
            "旁边四个框按村（社区）、行业、风险、状态筛；“已作废”的单位也在状态里。",
            "Enter 打开一家，看资料、去过几次、没闭环的隐患和历史。",
            "导入底册：把 Excel 拖进来，先看会新增、改动哪些，再决定。",
            "导入以后 Ctrl+Z 一步撤回；后来改过的行会留着并说明。",
            "空格选几家（Ctrl+A 选中找到的），一起打印现场用纸或加入专项行动。",
        ]

    def areas(self) -> list:
        """Filter, then list."""
        return [self.search, self.table]

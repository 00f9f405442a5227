"""What narrows the hazard ledger down: words, village, grade, category, state, time; saved views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QVBoxLayout, QWidget

from yongji_desktop.core.hazard_road import GRADES, STATES
from yongji_desktop.core.hazard_steps import SOURCES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form_inputs import Choice
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.parts.words import Elided, across
from yongji_desktop.services import hazard_lists, sites

PERIODS = {"month": "本月", "30": "近30天", "year": "今年", "last": "去年"}
NOT_A_FILTER = ("new", "reported")
SHORT = {
    "village": "村",
    "grade": "等级",
    "category": "类别",
    "state": "状态",
    "source": "来源",
    "period": "时间",
}
SITE, PERIOD = "site_id", "period"


def span(period: str, today: date) -> dict[str, str]:
    """The days of a period as the ledger takes them: {since, until} of the day a hazard was found."""
    if period == "30":
        return {"since": (today - timedelta(days=29)).isoformat()}
    if period == "last":
        return {"since": f"{today.year - 1}-01-01", "until": f"{today.year - 1}-12-31"}
    first = today.replace(day=1) if period == "month" else today.replace(month=1, day=1)
    return {"since": first.isoformat()}


class HazardFilters(QWidget):
    """`changed()` when something else is asked for; `asked()` gives it, `words()` says it."""

    changed = Signal()
    viewed = Signal(str)

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.site: tuple[str, str] | None = None
        self.tab = "open"
        self.search = SearchBox("问题、单位、编号，拼音首字母", name="在隐患里找")
        self.boxes = {
            "village": self._box("村（社区）", "全部村", {}),
            "grade": self._box("等级", "全部等级", GRADES),
            "category": self._box("类别", "全部类别", {}),
            "state": self._box(
                "状态", "全部状态", {k: v for k, v in STATES.items() if k not in NOT_A_FILTER}
            ),
            "source": self._box("来源", "全部来源", SOURCES),
            PERIOD: self._box("查出时间", "全部时间", PERIODS),
        }
        self.order = Elided("", "caption")
        self.order.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.views = Button("视图", self._show_views, icon="filter", small=True)
        self.only = Button("", lambda: self.only_site(None), icon="x", small=True)
        self.name = QLineEdit()
        self.name.setPlaceholderText("给这个视图起个名字，例如：四冯村限期整改")
        self.name.setAccessibleName("视图名称")
        self.name.returnPressed.connect(self._keep_view)
        self.naming = QWidget()
        self._lay_out()
        self.search.searched.connect(lambda _: self.changed.emit())

    def _box(self, name: str, every: str, words: Mapping[str, str]) -> QComboBox:
        box = Choice()
        box.setAccessibleName(name)
        box.addItem(every, None)
        for code, word in words.items():
            box.addItem(word, code)
        box.setMinimumWidth(70)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(3)
        box.view().setMinimumWidth(150)
        box.currentIndexChanged.connect(lambda _: box.setToolTip(box.currentText()))
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        return box

    def _lay_out(self) -> None:
        first = across(self.search, self.only, self.views, self.order)
        self.search.setFixedWidth(268)
        second = across(*self.boxes.values(), spacing=6)
        for at in range(len(self.boxes)):
            second.setStretch(at, 1)
        third = across(
            self.name,
            Button("存下", self._keep_view, key="Enter", small=True),
            Button("不存", self._leave_naming, key="Esc", role="ghost", small=True),
        )
        third.setStretch(0, 1)
        third.setContentsMargins(0, 0, 0, 0)
        self.naming.setLayout(third)
        self.naming.hide()
        self.only.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 8, 13, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.naming)

    # What is asked for ------------------------------------------------------------------------------------

    def asked(self) -> tuple[dict[str, Any], str]:
        """(filters as services.hazard_lists takes them, words to find)."""
        told = self._chosen()
        period = told.pop(PERIOD, None)
        if period:
            told.update(span(period, self.frame.desk.today))
        if self.site:
            told[SITE] = self.site[0]
        return told, self.search.text()

    def _chosen(self) -> dict[str, Any]:
        return {name: box.currentData() for name, box in self.boxes.items() if box.currentData()}

    def words(self) -> list[str]:
        """What narrows the list, in words."""
        told = [box.currentText() for box in self.boxes.values() if box.currentData()]
        return [
            *([self.site[1]] if self.site else []),
            *told,
            *([self.search.text()] if self.search.text() else []),
        ]

    def refresh(self) -> None:
        """The villages and categories there are now; what is chosen stays."""
        desk = self.frame.desk
        for name, values in (
            ("village", sites.choices(desk, "village")),
            ("category", hazard_lists.categories(desk)),
        ):
            box = self.boxes[name]
            kept, first = box.currentData(), box.itemText(0)
            box.blockSignals(True)
            box.clear()
            box.addItem(first, None)
            for value in values:
                box.addItem(value, value)
            if kept and box.findData(kept) < 0:
                box.addItem(kept, kept)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.blockSignals(False)

    def compact(self, compact: bool) -> None:
        """Shorter words in a narrow window."""
        for name, box in self.boxes.items():
            box.setItemText(0, SHORT[name] if compact else f"全部{SHORT[name]}")

    def set(self, filters: Mapping[str, Any], text: str = "") -> None:
        """Ask for just this; says nothing."""
        for name, box in self.boxes.items():
            box.blockSignals(True)
            value = filters.get(name)
            if value and box.findData(value) < 0:
                box.addItem(str(value), value)
            box.setCurrentIndex(max(0, box.findData(value)) if value else 0)
            box.blockSignals(False)
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)
        self._say_site(None)

    def clear(self) -> None:
        """Ask for everything."""
        self.set({})
        self.changed.emit()

    def only_site(self, site: tuple[str, str] | None) -> None:
        """Only one unit, (id, name), or every one."""
        self._say_site(site)
        self.changed.emit()

    def _say_site(self, site: tuple[str, str] | None) -> None:
        self.site = site
        if site:
            short = site[1] if len(site[1]) <= 8 else site[1][:7] + "…"
            self.only.setText(f"只看 {short}")
            self.only.setToolTip(f"只看 {site[1]}，点一下看全部单位")
        self.only.setVisible(site is not None)

    # Views ------------------------------------------------------------------------------------------------

    def _show_views(self) -> None:
        menu = self.menu()
        menu.exec(self.views.mapToGlobal(self.views.rect().bottomLeft()))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """The saved views, and what can be done with them."""
        known, menu = hazard_lists.views(self.frame.desk), QMenu(self)
        for name in known:
            menu.addAction(name, lambda name=name: self.take_view(name))
        if known:
            menu.addSeparator()
        menu.addAction("把现在的筛选存为视图", self._begin_naming)
        for name in known:
            menu.addAction(f"删去视图“{name}”", lambda name=name: self._drop_view(name))
        return menu

    def take_view(self, name: str) -> None:
        """Ask for what a saved view asks for; `viewed(tab)` names its tab."""
        view = hazard_lists.views(self.frame.desk)[name]
        self.set(view["filters"], view["text"])
        self.viewed.emit(view["tab"])

    def _begin_naming(self) -> None:
        self.name.clear()
        self.naming.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_naming(self) -> bool:
        shown = self.naming.isVisible()
        self.naming.hide()
        if shown:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        return shown

    def stop(self) -> bool:
        """Esc: leave the naming of a view; False when there was none."""
        return self._leave_naming()

    def _keep_view(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.frame.say("请给这个视图起个名字。")
            return
        self.frame.trying(
            hazard_lists.save_view, self.frame.desk, name, self.tab, self._chosen(), self.search.text()
        )
        self._leave_naming()
        self.frame.wrote(f"已存为视图“{name}”，点“视图”就能换过去。")

    def _drop_view(self, name: str) -> None:
        hazard_lists.drop_view(self.frame.desk, name)
        self.frame.wrote(f"已删去视图“{name}”；隐患没有动。")

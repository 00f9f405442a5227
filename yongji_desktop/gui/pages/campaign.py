"""One campaign: groups as cards, the route of the chosen one, the unit the keyboard stands on at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.pages.campaign_deeds import CampaignDeeds
from yongji_desktop.gui.pages.campaign_groups import GroupCards
from yongji_desktop.gui.pages.campaign_route import Route
from yongji_desktop.gui.pages.campaign_side import CampaignSide
from yongji_desktop.gui.pages.gone import gone
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.site_line import SiteLine
from yongji_desktop.gui.parts.words import Elided, across, framed, label, line, picture
from yongji_desktop.services import campaigns, field_sheets
from yongji_desktop.services.campaigns import Group, Progress

FILTERS = {"": "", "visited": "，只看已去的", "missed": "，只看未能检查的", "left": "，只看还没去的"}


class CampaignPage(Page):
    """The page of one campaign."""

    word = "专项行动"

    def __init__(self, frame: Frame, campaign: str):
        super().__init__(frame)
        self.campaign = campaign
        self.told: Progress | None = None
        self.only = ""
        self.deeds = CampaignDeeds(self)
        self.cards = GroupCards()
        self.route = Route()
        self.side = CampaignSide(frame)
        self.title = Elided("", "section")
        self.hint = label("Alt+↑↓ 调整先后", "caption")
        self.line = SiteLine(frame)
        self.line.setPlaceholderText("单位名称或拼音首字母，Enter 加上")
        self.foot = label("", "caption", wrap=True)
        self.add_button = Button("加单位", self.deeds.add, key="Ctrl+L", icon="plus", small=True)
        self.register_button = Button("从名册选", self.deeds.from_register, icon="unit", small=True)
        self.more_button = self.head.add_more(self.more)
        self.summary_button = self.head.add_deed(Button("一页小结", self.deeds.summary, key="F8", icon="doc"))
        self.print_button = self.head.add_deed(
            Button("按路线打印现场用纸", self.deeds.print_route, key="Ctrl+P", icon="print", role="primary")
        )
        self._build()
        self._listen()

    def _build(self) -> None:
        left = framed("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        top = across(self.title, self.hint, 6, self.register_button, self.add_button)
        top.setContentsMargins(13, 9, 12, 9)
        column.addLayout(top)
        self.adding = QWidget()
        row = across(self.line)
        row.setContentsMargins(13, 0, 12, 9)
        self.adding.setLayout(row)
        self.adding.hide()
        column.addWidget(self.adding)
        column.addWidget(self.route, 1)
        column.addWidget(line())
        told = across(picture("doc", size=15))
        told.addWidget(self.foot, 1)
        told.setContentsMargins(14, 7, 12, 8)
        column.addLayout(told)
        self.side.setFixedWidth(430)
        self.body.addWidget(self.cards)
        row = across(left, self.side, spacing=10)
        row.setStretch(0, 1)
        self.body.addLayout(row, 1)

    def _listen(self) -> None:
        self.cards.changed.connect(self._other_group)
        self.cards.asked.connect(self._show_only)
        self.route.table.current_changed.connect(lambda row: self.side.show_row(row))
        self.route.table.opened.connect(lambda row: self.deeds.open_row(row))
        self.route.move_asked.connect(self.deeds.move)
        self.route.place_asked.connect(self.deeds.place)
        self.route.thrown.connect(self._thrown)
        self.side.deed.connect(self.deeds.of_side)
        self.side.back.connect(lambda: self.route.setFocus(Qt.FocusReason.OtherFocusReason))
        self.line.changed.connect(self.deeds.added)
        for key, do in (("F5", self.side.ask), ("F2", self.deeds.change)):
            QShortcut(QKeySequence(key), self, activated=do)
        remove = QShortcut(QKeySequence("Delete"), self.route, activated=self.deeds.remove)
        remove.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What is shown ----------------------------------------------------------------------------------------

    @property
    def index(self) -> int:
        """Which group's route is on show."""
        return self.cards.index

    @property
    def group(self) -> Group | None:
        """The group on show."""
        groups = self.told.groups if self.told else ()
        return groups[self.index] if self.index < len(groups) else None

    def opened(self, target: Any = None) -> None:
        """Show the first group, or the one that was on show."""
        self.refresh()
        self.route.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the campaign again; group and row stay."""
        try:
            self.told = campaigns.progress(self.frame.desk, self.campaign)
        except UserFacing as error:
            gone(self, error)
            return
        one = self.told.campaign
        sites = sum(len(group.rows) for group in self.told.groups)
        days = f"{one['begins_on'][5:]} 至 {one['ends_on'][5:]} · {sites} 家 · {len(self.told.groups)} 组"
        self.head.set_title(one["name"], days)
        self.summary_button.setText(f"一页{campaigns.summary_word(self.frame.desk, one)}")
        self.head.set_chips([("已作废", "red") if one["voided"] else ("专项行动", "blue")])
        self.cards.fill(self.told.groups)
        self._show_route()
        self.summary_button.refuse("" if sites else "还没有单位")

    def _show_route(self) -> None:
        group = self.group
        rows = [{**row, "place": at} for at, row in enumerate(group.rows, 1)] if group else []
        shown = [row for row in rows if not self.only or row["progress"] == self.only]
        self.title.setText(f"{group.name.split()[0]}路线{FILTERS[self.only]}" if group else "路线")
        self.hint.setVisible(not self.only and len(rows) > 1 and not self.frame.compact)
        self.route.table.set_empty(self._nothing(bool(rows)))
        self.route.fill(shown, not self.only)
        self.side.show_row(self.route.current())
        self._say_foot()

    def _nothing(self, some: bool) -> EmptyState:
        if some:
            return EmptyState("search", f"这一组没有{FILTERS[self.only][3:]}", "", [Button("都看", lambda: self._show_only(""))])
        buttons = [Button("加单位", self.deeds.add, icon="plus"), Button("从名册选", self.deeds.from_register, icon="unit")]
        return EmptyState("unit", "这一组还没有单位", "打名称加，或在名册里筛选、选几家再“加入专项行动”", buttons)

    def _say_foot(self) -> None:
        group = self.group
        wanted = campaigns.to_print(self.frame.desk, self.campaign, self.index) if group else []
        out = sum(row["sheet_state"] == "out" for row in group.rows) if group else 0
        words = f"按路线打印：还没去 {len(group.left)} 家" if group else ""
        words += f"，已领用纸 {out} 份" if out else ""
        if wanted:
            numbers = field_sheets.coming(self.frame.desk, len(wanted))
            told = "、".join(numbers) if len(numbers) < 4 else f"{numbers[0]} 至 {numbers[-1]}"
            words += f"；用纸 {len(wanted)} 份，取号 {told}，首页加路线清单"
        self.foot.setText(words)
        can = "" if wanted or out else "这一组没有要打印的：都去过了，或还没有单位"
        self.print_button.refuse(can)

    def _other_group(self, index: int) -> None:
        self.only = ""
        self._show_route()

    def _show_only(self, progress: str) -> None:
        self.only = progress
        self._show_route()

    def _thrown(self, site: str, point: QPoint) -> None:
        at = self.cards.at(point)
        if at >= 0 and at != self.index:
            self.deeds.into_group(site, at)

    # What the frame asks ----------------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """The seldom deeds."""
        return self.deeds.more()

    def may_leave(self) -> bool:
        """Esc first puts away what is open: the form, the line for units, the filter."""
        if self.side.pane is not None:
            self.side.leave()
        elif self.adding.isVisible():
            self.adding.hide()
            self.route.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.only:
            self.cards.cards[self.index].set_on(False)
            self.cards.cards[self.index].set_on(True)
            self._show_only("")
        else:
            return True
        return False

    def compact(self, compact: bool) -> None:
        """Less room at the right; the state of the sheet stays, the results are in the pane."""
        self.side.setFixedWidth(384 if compact else 430)
        self.route.narrow(compact)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [
            ("Ctrl+P", "按路线打印"), ("F5", "未能检查"), ("Alt+↑↓", "调整路线"), ("Enter", "打开记录"),
            ("F8", self.summary_button.text()), ("Ctrl+L", "加单位"),
        ]  # fmt: skip

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "上面是各组，数字是已去、未能检查、还没去；点一个只看那些，再点都看。",
            "路线按去的先后排：Alt+↑↓ 或用鼠标拖；拖到别的组的卡片上就换组。",
            "Ctrl+P 给还没去的打印现场用纸，号连着领，第一张是路线清单。",
            "F5 记未能检查：锁门、停业、拒绝进入；领走的用纸跟着作废。",
            "新检查在起止之间自动按这次专项登记；没写属这次专项的只注“另有检查”，要算的用更正改“专项行动”。",
            "F8 出一页小结；最后一天以前叫进展。",
            "Delete 把一家移出路线；改名、加组、带队、作废在“更多”（F10）。",
        ]

    def areas(self) -> list[QWidget]:
        """Groups, route, the right side."""
        return [self.cards, self.route, self.side]

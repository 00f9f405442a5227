"""Several units chosen with 空格: the bar that counts them; field sheets for all, or into a campaign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.campaign_form import CampaignFormPage
from yongji_desktop.gui.pages.field_sheet_page import FieldSheetPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import across, label, set_role
from yongji_desktop.services import campaigns

NEW = "新建专项行动"


class SitePicks(QFrame):
    """`changed()` when another unit is chosen or left; `every()` gives all units the list finds."""

    changed = Signal()

    def __init__(self, frame: Frame, every: Callable[[], list[dict[str, Any]]]):
        super().__init__()
        self.frame, self._every = frame, every
        set_role(self, role="banner", family="blue")
        self._rows: dict[str, dict[str, Any]] = {}
        self.count = label("", "bold")
        self.print_button = Button("打印现场用纸", self.print_sheets, key="Ctrl+P", icon="print", small=True)
        self.campaign_button = Button("加入专项行动", self._ask, key="Ctrl+J", icon="flag", small=True)
        self.all_button = Button("选中找到的", self.turn_all, role="ghost", small=True)
        self.none_button = Button("不选了", self.clear, key="Esc", role="ghost", small=True)
        row = across(self.count, 4, self.print_button, self.campaign_button, None, self.all_button, self.none_button, spacing=6)
        row.setContentsMargins(12, 5, 8, 5)
        self.setLayout(row)
        self.hide()

    def __contains__(self, identity: str) -> bool:
        return identity in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def identities(self) -> list[str]:
        """The chosen units in the order they were chosen."""
        return list(self._rows)

    def turn(self, row: Mapping[str, Any]) -> None:
        """Choose a unit or leave it."""
        if self._rows.pop(row["id"], None) is None:
            self._rows[row["id"]] = dict(row)
        self._say()

    def turn_all(self) -> None:
        """Choose every unit the list finds."""
        self._rows.update({row["id"]: row for row in self._every()})
        self._say()

    def clear(self) -> None:
        """Choose none."""
        self._rows.clear()
        self._say()

    def _say(self) -> None:
        self.count.setText(f"已选 {len(self._rows)} 家")
        self.setVisible(bool(self._rows))
        self.changed.emit()

    def print_sheets(self) -> None:
        """Ctrl+P: a sheet for each of them."""
        page = self.frame.trying(FieldSheetPage, self.frame, self.identities)
        if page is not None:
            self.frame.open(page)

    # Campaigns --------------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """The groups of the campaigns that are not over, and a new campaign."""
        menu, desk = QMenu(self), self.frame.desk
        for one in campaigns.listed(desk):
            if one["ends_on"] < desk.today.isoformat():
                continue
            for at, group in enumerate(one.get("groups") or [{"name": campaigns.FIRST_GROUP}]):
                words = f"{one['name']} · {group['name']}"
                menu.addAction(words, lambda one=one, at=at: self.join(one["id"], at))
        menu.addAction(NEW, lambda: self.frame.open(CampaignFormPage(self.frame, sites=self.identities)))
        return menu

    def _ask(self) -> None:
        menu = self.menu()
        menu.exec(self.campaign_button.mapToGlobal(self.campaign_button.rect().bottomLeft()))
        menu.deleteLater()

    def join(self, campaign: str, group: int) -> None:
        """Put the chosen units at the end of a group's route."""
        deed = self.frame.trying(campaigns.add_sites, self.frame.desk, campaign, self.identities, group)
        if deed:
            name = self.frame.desk.get("campaign", campaign)["name"]
            self.clear()
            self.frame.did(f"已加入专项行动：{name}。", deed=deed)

"""同单位同类 n 次: earlier hazards of the unit that are alike, to look at and to link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from yongji_desktop.core.hazard_road import STATES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.hazard_facts import short_days
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import across
from yongji_desktop.services import hazards

Entry = tuple[str, Callable[[], object]] | None


class RepeatsButton(QWidget):
    """Hidden while nothing is alike; `did(deed, words)` after linking."""

    did = Signal(str, str)

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self._found: list[dict[str, Any]] = []
        self._record: dict[str, Any] = {}
        self.button = Button("", self._show, role="ghost", small=True, icon="link")
        self.setLayout(across(self.button))

    def show_for(self, facts: hazards.HazardFacts) -> None:
        """Look for what is alike within twelve months."""
        self._record = facts.record
        site = facts.record.get("site_id")
        desk = self.frame.desk
        self._found = hazards.repeats_of(desk, site, facts.record, facts.record["id"]) if site else []
        linked = "，已关联为重复" if facts.record.get("repeats") else ""
        self.button.setText(f"同单位同类 {len(self._found) + 1} 次{linked}")
        self.setVisible(bool(self._found))

    def entries(self) -> list[Entry]:
        """What can be done about them, for 更多 too."""
        if not self._found:
            return []
        found: list[Entry] = [None]
        for one in self._found:
            day = short_days(one.get("found_on") or "", self.frame.desk.today)
            words = f"{day} {str(one.get('description') or '')[:16]}（{STATES.get(one['state'], '')}）"
            found.append((f"看 {words}", lambda one=one: self.frame.go("hazards", {"open": one["id"]})))
            if self._record.get("repeats") != one["id"]:
                found.append((f"与 {words} 关联为重复", lambda one=one: self._link(one["id"])))
        if self._record.get("repeats"):
            found.append(("不再关联为重复", lambda: self._link(None)))
        return found

    def _link(self, earlier: str | None) -> None:
        deed = self.frame.trying(hazards.link_repeat, self.frame.desk, self._record["id"], earlier)
        if deed:
            self.did.emit(deed, "已关联为重复。" if earlier else "已取消关联。")

    def _show(self) -> None:
        menu = QMenu(self)
        for entry in self.entries():
            if entry is not None:
                menu.addAction(entry[0], entry[1])
        menu.exec(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        menu.deleteLater()

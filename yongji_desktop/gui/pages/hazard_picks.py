"""Several hazards chosen with 空格: the bar that counts them and what can be done with all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu

from yongji_desktop.core.hazard_steps import Step
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import across, label, set_role
from yongji_desktop.services import hazards


class HazardPicks(QFrame):
    """`changed()` when one is chosen or left; `assign_asked`, `letter_asked`, `step_asked(Step)` for all."""

    changed = Signal()
    assign_asked = Signal()
    letter_asked = Signal()
    step_asked = Signal(object)

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        set_role(self, role="banner", family="blue")
        self._rows: dict[str, dict[str, Any]] = {}
        self.count = label("", "bold")
        self.assign_button = Button("改责任人", self.assign_asked.emit, icon="user", small=True)
        self.letter_button = Button("出一份抄告函", self.letter_asked.emit, icon="send", small=True)
        self.steps_button = Button("一起登记", self._show_steps, icon="down", small=True)
        self.none_button = Button("不选了", self.clear, key="Esc", role="ghost", small=True)
        deeds = (self.assign_button, self.letter_button, self.steps_button)
        row = across(self.count, 4, *deeds, None, self.none_button, spacing=6)
        row.setContentsMargins(12, 5, 8, 5)
        self.setLayout(row)
        self.hide()

    def __contains__(self, identity: str) -> bool:
        return identity in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def ids(self) -> list[str]:
        """The chosen ones in the order they were chosen."""
        return list(self._rows)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Their rows as they were when they were chosen."""
        return list(self._rows.values())

    def turn(self, row: Mapping[str, Any]) -> None:
        """Choose a hazard or leave it."""
        if self._rows.pop(row["id"], None) is None:
            self._rows[row["id"]] = dict(row)
        self._say()

    def clear(self) -> bool:
        """Choose none; False when none was."""
        had = bool(self._rows)
        self._rows.clear()
        self._say()
        return had

    def steps(self) -> list[Step]:
        """The steps that may be taken for all of them in one deed."""
        found: list[Step] | None = None
        for identity in self._rows:
            here = [
                one
                for one in hazards.buttons(self.frame.desk, identity)
                if one.many and one.code != "handover"
            ]
            found = here if found is None else [one for one in found if one in here]
        return found or []

    def refresh(self) -> None:
        """Their states may have changed, and who answers for them."""
        for identity, row in self._rows.items():
            row["responsible"] = self.frame.desk.get("hazard", identity).get("responsible")
        self._say(quiet=True)

    def _say(self, quiet: bool = False) -> None:
        self.count.setText(f"已选 {len(self._rows)} 条")
        self.setVisible(bool(self._rows))
        if self._rows:
            sites = {row.get("site_id") for row in self._rows.values()}
            one = len(sites) == 1 and None not in sites
            self.letter_button.refuse("" if one else "选的不是同一家单位，抄告函一份只写一家")
            self.steps_button.refuse("" if self.steps() else "选的几条没有能一起登记的步骤")
        if not quiet:
            self.changed.emit()

    def menu(self) -> QMenu:
        """一起登记 as a menu."""
        menu = QMenu(self)
        for one in self.steps():
            menu.addAction(one.button, lambda one=one: self.step_asked.emit(one))
        return menu

    def _show_steps(self) -> None:
        menu = self.menu()
        menu.exec(self.steps_button.mapToGlobal(self.steps_button.rect().bottomLeft()))
        menu.deleteLater()

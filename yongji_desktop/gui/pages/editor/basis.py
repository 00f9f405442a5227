"""Choosing the basis of a hazard: another phrase's, the item's own, or none; it is never typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from yongji_desktop.core.citations import cite
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.services import packs

Basis = list[dict[str, Any]]


class BasisButton(Button):
    """换: a menu of the bases there are; `at()` gives the path of the hazard on show."""

    def __init__(self, draft: Draft, at: Callable[..., steps.Path]):
        super().__init__("换", self._offer, role="ghost", small=True)
        self.draft, self._at = draft, at
        self.setAccessibleName("换依据")

    def choices(self) -> list[Basis]:
        """The one it has, those of the item's phrases, the item's own, none; each once."""
        item = self.draft.look(*self._at("item"))
        found: list[Basis] = [self.draft.look(*self._at("basis")) or []]
        for pack in packs.checklists(self.draft.frame.desk).values():
            for one in pack.content.items:
                if one.code == item:
                    found += [[dict(each) for each in finding.basis] for finding in one.findings]
                    found.append([dict(each) for each in one.basis])
        return [one for at, one in enumerate(found) if one and one not in found[:at]] + [[]]

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for basis in self.choices():
            words = "；".join(cite(one) for one in basis) or "不写依据"
            menu.addAction(words, lambda basis=basis: self.choose(basis))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def choose(self, basis: Basis) -> None:
        """Write this basis into the hazard."""
        self.draft.write(self._at("basis"), list(basis) or None, "依据")

"""What a field sheet is for: nature of the visit and checklists, chosen before it is printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form_inputs import Choice
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.services import packs, powers

NATURES = (("patrol", "日常巡查"), ("joint", "配合检查"), ("authorised", "赋权检查"))
BY_TRADE = "上次用的，或按行业建议"


class SheetChoice(QWidget):
    """`nature` and `codes` (None: each unit's own); `changed()` when either is another."""

    changed = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.codes: list[str] = []
        self.nature = Choice()
        self.nature.setAccessibleName("性质")
        able = powers.authorised(frame.desk, frame.desk.today)
        for code, word in NATURES:
            if code != "authorised" or able:
                self.nature.addItem(word, code)
        self.lists = label(BY_TRADE, "caption", wrap=True)
        self.lists_button = Button("选检查表", self._ask, key="F4", icon="list", small=True)
        self._name = name = label("性质", "caption")
        name.setFixedWidth(56)
        row = across(name, self.nature)
        row.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        self._lists_name = label("检查表", "caption")
        column.addLayout(across(self._lists_name, None, self.lists_button))
        column.addWidget(self.lists)
        self.nature.currentIndexChanged.connect(lambda _: self.changed.emit())

    def only_lists(self) -> None:
        """Only the checklists are asked for."""
        self._name.hide()
        self._lists_name.hide()
        self.nature.hide()

    def value(self) -> dict[str, object]:
        """{"nature", "checklists"} as the services take them."""
        return {"nature": self.nature.currentData() or "patrol", "checklists": list(self.codes) or None}

    def set_list(self, code: str, chosen: bool) -> None:
        """Put a checklist on the sheets, or take it off."""
        known = packs.checklists(self.frame.desk)
        picked = {*self.codes, code} if chosen else set(self.codes) - {code}
        self.codes = [one for one in known if one in picked]
        self.lists.setText("、".join(known[one].name for one in self.codes) or BY_TRADE)
        self.changed.emit()

    def menu(self) -> QMenu:
        """The checklists as a menu."""
        menu = QMenu(self)
        for code, pack in packs.checklists(self.frame.desk).items():
            action = menu.addAction(pack.name)
            action.setCheckable(True)
            action.setChecked(code in self.codes)
            action.toggled.connect(lambda on, code=code: self.set_list(code, on))
        return menu

    def _ask(self) -> None:
        menu = self.menu()
        menu.exec(self.lists_button.mapToGlobal(self.lists_button.rect().bottomLeft()))
        menu.deleteLater()

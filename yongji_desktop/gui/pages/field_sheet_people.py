"""Who goes: chosen before field sheets are printed, so that one person alone is noticed and the entry knows them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.services import office

USUAL = 2  # it is advised to go in pairs
NOBODY = "到了再定，现场手写"


class SheetPeople(QWidget):
    """`names` of those who go, to begin with the officer at the desk and the first colleague; `changed()` when they
    are others."""

    changed = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self._known = sorted(office.officers(frame.desk), key=lambda one: one["id"] != frame.desk.officer)
        self.names = [one["name"] for one in self._known][:USUAL]
        self.words = label("", "caption", wrap=True)
        self.button = Button("选人", self._ask, key="F3", icon="user", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(across(label("去的人", "caption"), None, self.button))
        column.addWidget(self.words)
        self._say()

    def _say(self) -> None:
        self.words.setText("、".join(self.names) or NOBODY)

    def choose(self, name: str, goes: bool) -> None:
        """One goes, or stays; the officer at the desk first."""
        chosen = {*self.names, name} if goes else set(self.names) - {name}
        self.names = [one["name"] for one in self._known if one["name"] in chosen]
        self._say()
        self.changed.emit()

    def menu(self) -> QMenu:
        """The officers at work as a menu."""
        menu = QMenu(self)
        for one in self._known:
            action = menu.addAction(one["name"])
            action.setCheckable(True)
            action.setChecked(one["name"] in self.names)
            action.toggled.connect(lambda on, name=one["name"]: self.choose(name, on))
        return menu

    def _ask(self) -> None:
        menu = self.menu()
        menu.exec(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        menu.deleteLater()

"""What the folded-open headers of a visit and of a re-inspection have in common: rows, time, people, signature."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.header import add_inspector, colleagues
from yongji_desktop.gui.pages.editor.inputs import Line, listen
from yongji_desktop.gui.pages.editor.signing import Signing
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import card, clear, label, set_role
from yongji_desktop.gui.tokens import SIZES


class HeadForm(QWidget):
    """表头 on the left, 在场和签字 on the right; what is typed is in the draft at once.

    `who` names the people (检查人员, 复查人员).  A form puts its rows in `_rows`, and hears its own parts.
    """

    who = "检查人员"

    def __init__(self, draft: Draft, began: str):
        super().__init__()
        self.draft = draft
        self.fields: dict[str, QWidget] = {}
        self.says: dict[str, ProblemLine] = {}
        self.began, self.ended = Line("began_at", began), Line("ended_at", "结束时间")
        self.people = QHBoxLayout()
        self.add = Button("加一名", self._add_person, icon="plus", small=True)
        self.new_person = Line("inspectors", "外来人员姓名")
        self.new_person.setPlaceholderText("名册外的写姓名，Enter 加上")
        self.signing = Signing(draft)
        self._shown: dict[str, Any] = {}

    def build(self) -> None:
        """Lay the form out and listen; called once by a form when its own parts are there."""
        whole = QWidget()
        columns = QHBoxLayout(whole)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(10)
        left, inside = card("表头")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        inside.addLayout(self._grid)
        self._rows()
        inside.addStretch(1)
        right, inside = card("在场和签字")
        inside.addWidget(self.signing)
        inside.addStretch(1)
        columns.addWidget(left, 6)
        columns.addWidget(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(whole))
        for field in (self.began, self.ended):
            listen(
                field,
                lambda text, field=field: self._write_moment(field, text),
                lambda: (self.draft.close_step(), self.display()),
            )
        self.new_person.returnPressed.connect(self._add_stranger)

    def _rows(self) -> None:
        raise NotImplementedError

    def display(self, proposed_end: str = "") -> None:
        """Show what is in the draft."""
        raise NotImplementedError

    def _row(self, words: str, part: QWidget | QLayout, says: str = "") -> QWidget:
        """Add a row, with a place for what is wrong below it when `says` names a field; returns its label."""
        at = self._grid.rowCount()
        name = label(words, "label")
        name.setFixedWidth(SIZES["label"])
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        (self._grid.addLayout if isinstance(part, QLayout) else self._grid.addWidget)(part, at, 1)
        if says:
            self.says[says] = ProblemLine()
            self._grid.addWidget(self.says[says], at + 1, 1)
        return name

    # Writing --------------------------------------------------------------------------------------

    def _write(self, path: steps.Path, value: Any, words: str) -> None:
        self.say(str(path[0]), "")
        self.draft.write(path, value, words)

    def _write_moment(self, field: Line, text: str) -> None:
        name = field.objectName()
        self.say("ended_at", "")
        moment = steps.moment_from(text, steps.began_on(self.draft.entry) or self.draft.frame.desk.today)
        entry = steps.put(self.draft.entry, (name,), moment)
        self.draft.do(f"改“{field.label}”", steps.put(entry, (f"_{name}",), text), (name,))

    def _add_person(self) -> None:
        found = colleagues(self.draft)
        if found:
            add_inspector(self.draft, found[0])
        else:
            self.new_person.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_stranger(self) -> None:
        name = self.new_person.text().strip()
        if name:
            people = [*(self.draft.look("inspectors") or []), {"name": name}]
            self.draft.do(f"加{self.who}{name}", {**self.draft.entry, "inspectors": people})
            self.new_person.clear()

    def _remove_person(self, index: int) -> None:
        people = list(self.draft.look("inspectors") or [])
        gone = people.pop(index)
        entry = steps.put(self.draft.entry, ("inspectors",), people or None)
        self.draft.do(f"去掉{self.who}{gone.get('name', '')}", entry)

    # What is shown --------------------------------------------------------------------------------

    def _show_times(self, proposed_end: str) -> None:
        self.ended.propose(proposed_end[11:])
        for field in (self.began, self.ended):
            name = field.objectName()
            typed = self.draft.entry.get(f"_{name}")
            moment = str(self.draft.entry.get(name) or "").replace("T", " ")
            field.display(typed if typed and (field.hasFocus() or not moment) else moment)

    def _show_people(self) -> None:
        people = self.draft.entry.get("inspectors") or []
        if self._shown.get("people") == people:
            return
        self._shown["people"] = people
        clear(self.people)
        for index, one in enumerate(people):
            name = one.get("name", "")
            button = Button(name, lambda index=index: self._remove_person(index), icon="x", small=True)
            button.setToolTip(f"去掉 {name}")
            button.setAccessibleName(f"{self.who} {name}，按下去掉")
            self.people.addWidget(button)
        self.add.setVisible(bool(colleagues(self.draft)))

    # Problems -------------------------------------------------------------------------------------

    def _own(self) -> dict[str, QWidget]:
        """The fields a problem may name, beside those in `fields` and of the signature."""
        return {
            "began_at": self.began,
            "ended_at": self.ended,
            "inspectors": self.add if self.add.isVisible() else self.new_person,
        }

    def field(self, name: str) -> QWidget:
        """The field a problem names; the first one for a name that is not here."""
        return self._own().get(name) or self.fields.get(name) or self.signing.field(name) or self.focusProxy()

    def say(self, name: str, words: str, severity: str = "block") -> None:
        """Write what is wrong under a field; "" for nothing."""
        said = self.says.get({"began_at": "ended_at"}.get(name, name))
        if said is None:
            return
        said.say(words, severity) if words else said.clear()
        field = self.field(name)
        if isinstance(field, Line):
            set_role(field, problem=severity if words else "")

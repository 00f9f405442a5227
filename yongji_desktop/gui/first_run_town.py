"""First run, step 1: the town, the names every paper carries, the officers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from yongji_desktop.core.clock import Clock
from yongji_desktop.core.errors import Problem
from yongji_desktop.core.kinds import OFFICE, OFFICER
from yongji_desktop.core.telephone import masked, mobile_trouble
from yongji_desktop.gui.pages.paper_sample import PaperSample
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.form import Form, FormRow
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, label, set_role
from yongji_desktop.services import office, session

NAMES = ("organ_name", "short_name", "phone", "section")
PERSON = {"name": 118, "post": 136, "phone": 142, "certificate": 0}
LABELS = {"certificate": "执法证号（可空）"}
COLUMNS = 5
LETTERS = [chr(code) for code in range(ord("A"), ord("Z") + 1)]


def seal_name(hint: str) -> str:
    """The organ's name inside the hint of the town pack; the whole hint when it is just the name."""
    found = re.search("“(.+?)”", hint)
    return found[1] if found else hint


class TownStep(QWidget):
    """Ten towns, four names with a sample, the officers; `answers()` is what founding the office takes."""

    def __init__(self) -> None:
        super().__init__()
        self.people: list[dict[str, Any]] = []
        self._proposed: dict[str, str] = {}
        self.letter = QComboBox()
        self.letter.addItems(LETTERS)
        self.letter.setFixedWidth(64)
        self.letter.setAccessibleName("本机字母")
        self.letter.currentIndexChanged.connect(lambda _: self._sample())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label("先认一下您是哪个镇街", "title"))
        column.addWidget(label("两分钟就好。现在填的以后都能在“设置”里改。", "caption"))
        column.addWidget(label("镇街", "section"))
        column.addLayout(self._towns())
        self.no_town = ProblemLine()
        column.addWidget(self.no_town)
        column.addSpacing(2)
        column.addWidget(label("名称照公章填", "section"))
        self.sample = PaperSample()
        self.sample.setFixedWidth(270)
        self.names = self._names()
        names = QHBoxLayout()
        names.setSpacing(18)
        names.addWidget(self.names, 1)
        names.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(names)
        column.addLayout(
            across(label("安全员", "section"), label("有第二位再填，现在一位也能开始", "caption"), None)
        )
        column.addWidget(self._table(), 1)
        column.addLayout(self._person())
        self.wrong = ProblemLine()
        column.addWidget(self.wrong)
        self._sample()

    def _towns(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(9)
        self.group = QButtonGroup(self)
        self.towns = office.towns()
        for index, town in enumerate(self.towns):
            choice = QRadioButton(town.name)
            choice.setProperty("role", "choice")
            choice.toggled.connect(lambda on, one=choice, town=town: self._toggled(one, town, on))
            self.group.addButton(choice, index)
            grid.addWidget(choice, index // COLUMNS, index % COLUMNS)
        return grid

    def _names(self) -> Form:
        hints = {
            "organ_name": "照公章填，印在每份文书上",
            "short_name": "编号里用的几个字",
            "phone": "文书上的“联系人”印这个号",
            "section": "也可填 安监站、综合办",
        }
        fields = [OFFICE.field_named(name) for name in NAMES]
        form = Form(fields, columns=2, hints=hints, labels={"section": "内设机构"})
        form.row("phone").input.setPlaceholderText("0359-8000000")
        form.changed.connect(self._sample)
        return form

    def _table(self) -> QWidget:
        self.table = RecordTable(
            [
                Column("name", "姓名", 128, bold=True),
                Column("post", "职务", 146),
                Column("phone", "手机", 152, show=lambda row: masked(row.get("phone") or "")),
                Column("certificate", "执法证号（可空）", 200, stretch=True),
                Column("state", "说明", 120, "chip", show=self._state),
            ],
            lambda offset, limit: self.people[offset : offset + limit],
            lambda: len(self.people),
            name="安全员",
            row_height=34,
        )
        self.table.set_empty(EmptyState("user", "还没有安全员", "在下面填姓名，回车加入"))
        self.table.setMinimumHeight(96)
        self.table.reload()
        return self.table

    def _person(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.person: dict[str, FormRow] = {}
        for name, width in PERSON.items():
            one = FormRow(OFFICER.field_named(name))
            one.input.setPlaceholderText(LABELS.get(name, one.field.label))
            one.input.returnPressed.connect(self.take_person)
            if width:
                one.setFixedWidth(width)
            row.addWidget(one, 0 if width else 1, Qt.AlignmentFlag.AlignTop)
            self.person[name] = one
        self.person["phone"].left.connect(self._look_at_phone)
        self.add = Button("加入", self.take_person, key="Enter", icon="plus")
        self.drop = Button("去掉", self._drop)
        self.drop.refuse("还没有安全员")
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _state(self, row: dict[str, Any]) -> str:
        return "本机使用人" if self.people and row is self.people[0] else ""

    # What happens ---------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Put the focus on the town chosen, or the first one."""
        (self.group.checkedButton() or self.group.button(0)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, choice: QRadioButton, town: Any, on: bool) -> None:
        set_role(choice, chosen="true" if on else "false")
        if on:
            self._town_chosen(town)

    def _town_chosen(self, town: Any) -> None:
        """Propose the names of the town where the officer has not typed others."""
        self.no_town.clear()
        proposed = {
            "organ_name": seal_name(town.seal_hint),
            "short_name": town.short_name,
            "section": "应急管理站",
        }
        for name, words in proposed.items():
            row = self.names.row(name)
            if (row.value() or "") in ("", self._proposed.get(name, "")):
                row.set_value(words)
                row.clear()
        self._proposed = proposed
        self._sample()

    def _sample(self) -> None:
        values = self.names.values() if hasattr(self, "names") else {}
        short = values.get("short_name") or ""
        self.sample.say(values.get("organ_name") or "", short, self.letter.currentText(), Clock().now().year)
        if hasattr(self, "names"):
            number = session.sample_number(short or "（简称）", self.letter.currentText(), Clock().now().year)
            self.names.row("short_name").hint.setText(f"编号印成 {number}")

    def _look_at_phone(self) -> bool:
        words = mobile_trouble(self.person["phone"].value() or "")
        self._say_wrong("phone", words or "")
        return not words

    def _say_wrong(self, name: str, words: str) -> None:
        """Write under the row what is wrong with one of its fields, just below that field; "" for nothing."""
        for one in self.person.values():
            set_role(one.input, problem="block" if words and one is self.person[name] else "")
        self.person[name].input.setAccessibleDescription(words)
        self.wrong.clear()
        if words:
            self.wrong.setContentsMargins(self.person[name].x(), 0, 0, 0)
            self.wrong.say(words)

    def take_person(self) -> bool:
        """Take what is typed as one more officer; False when something is wrong with it."""
        values = {name: row.value() for name, row in self.person.items() if row.value()}
        if not self._look_at_phone():
            self.person["phone"].input.setFocus()
            return False
        if not values.get("name"):
            self._say_wrong("name", "姓名没有填，请补上。")
            self.person["name"].input.setFocus()
            return False
        self.people.append({"id": len(self.people) + 1, **values})
        for row in self.person.values():
            row.set_value(None)
            row.clear()
        self._people_changed()
        self.table.select(self.people[-1]["id"])
        self.person["name"].input.setFocus()
        return True

    def _drop(self) -> None:
        row = self.table.current()
        if row:
            self.people.remove(row)
            self._people_changed()

    def _people_changed(self) -> None:
        self.table.reload()
        self.drop.refuse("" if self.people else "还没有安全员")

    # Handing over ---------------------------------------------------------------------------------------

    def check(self) -> bool:
        """Whether everything is there; what is missing is said where it belongs."""
        if self.group.checkedId() < 0:
            self.no_town.say("还没有选镇街，请选一个。")
            self.begin()
            return False
        self.no_town.clear()
        if not self.names.check():
            return False
        if any(row.value() for row in self.person.values()) and not self.take_person():
            return False
        if not self.people:
            self._say_wrong("name", "至少要有一位安全员。请填姓名；有第二位再填。")
            self.person["name"].input.setFocus()
            return False
        return True

    def answers(self) -> dict[str, Any]:
        """What founding the office takes."""
        people = [{name: value for name, value in one.items() if name != "id"} for one in self.people]
        values = {name: value or "" for name, value in self.names.values().items()}
        town = self.towns[self.group.checkedId()]
        return {"town": town.code, "letter": self.letter.currentText(), "officers": people, **values}

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Write what the deed refused where it belongs."""
        self.names.show_problems(problems)

"""The header of a re-inspection folded open (F4): time, people, why, reply, who went along; presence and signature."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from yongji_desktop.core.kinds_follow import WHY
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.header import add_inspector, colleagues
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, listen
from yongji_desktop.gui.pages.editor.signing import Signing
from yongji_desktop.gui.pages.reinspection_draft import ReinspectionDraft
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, card, clear, label, set_role
from yongji_desktop.gui.tokens import SIZES

TEXTS = ("recorder", "companion", "single_reason")


class ReinspectionHead(QWidget):
    """Every field of the header; what is typed is in the draft at once."""

    def __init__(self, draft: ReinspectionDraft):
        super().__init__()
        self.draft = draft
        self.began, self.ended = Line("began_at", "复查时间"), Line("ended_at", "结束时间")
        self.why = Segments("复查原因", tuple(WHY.items()))
        self.fields = {
            "recorder": Line("recorder", "记录人"),
            "companion": Line("companion", "企业陪同"),
            "single_reason": Line("single_reason", "一人复查的原因"),
        }
        self.reply = Lines("reply", "企业回复", 2, 6)
        self.people = QHBoxLayout()
        self.add = Button("加一名", self._add_person, icon="plus", small=True)
        self.new_person = Line("inspectors", "外来人员姓名")
        self.new_person.setPlaceholderText("名册外的写姓名，Enter 加上")
        self.says = {name: ProblemLine() for name in ("ended_at", "inspectors", "single_reason")}
        self.signing = Signing(draft)
        self._people: list[dict[str, Any]] | None = None
        self._build()
        self._listen()

    def _build(self) -> None:
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
        self._row("复查时间", across(self.began, label("至", "caption"), self.ended), "ended_at")
        self._row("复查人员", across(self.people, self.add, self.new_person), "inspectors")
        self._row("一人原因", self.fields["single_reason"], "single_reason")
        self._row("复查原因", across(self.why, None))
        self._row("企业回复", self.reply)
        self._row("记录人", across(self.fields["recorder"], label("企业陪同", "label"), self.fields["companion"]))
        inside.addStretch(1)
        right, inside = card("在场和签字")
        inside.addWidget(self.signing)
        inside.addStretch(1)
        columns.addWidget(left, 6)
        columns.addWidget(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(whole))
        self.reply.setPlaceholderText("企业书面回复的内容；没有收到就空着")
        self.setFocusProxy(self.began)

    def _row(self, words: str, part: QWidget | QLayout, says: str = "") -> None:
        at = self._grid.rowCount()
        name = label(words, "label")
        name.setFixedWidth(SIZES["label"])
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        (self._grid.addLayout if isinstance(part, QLayout) else self._grid.addWidget)(part, at, 1)
        if says:
            self._grid.addWidget(self.says[says], at + 1, 1)

    def _listen(self) -> None:
        left = self.draft.close_step
        for name, field in self.fields.items():
            listen(field, lambda text, name=name, field=field: self._write(name, text, field.label), left)
        listen(self.reply, lambda text: self._write("reply", text, "企业回复"), left)
        for field in (self.began, self.ended):
            listen(
                field,
                lambda text, field=field: self._write_moment(field, text),
                lambda: (left(), self.display()),
            )
        self.why.changed.connect(lambda code: self._write("why", code, "复查原因"))
        self.new_person.returnPressed.connect(self._add_stranger)

    # Writing --------------------------------------------------------------------------------------

    def _write(self, name: str, value: Any, words: str) -> None:
        self.say(name, "")
        self.draft.write((name,), value, words)

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
            self.draft.do(f"加复查人员{name}", {**self.draft.entry, "inspectors": people})
            self.new_person.clear()

    def _remove_person(self, index: int) -> None:
        people = list(self.draft.look("inspectors") or [])
        gone = people.pop(index)
        entry = steps.put(self.draft.entry, ("inspectors",), people or None)
        self.draft.do(f"去掉复查人员{gone.get('name', '')}", entry)

    # What is shown --------------------------------------------------------------------------------

    def display(self, proposed_end: str = "") -> None:
        """Show what is in the draft."""
        self.ended.propose(proposed_end[11:])
        entry = self.draft.entry
        for name in TEXTS:
            self.fields[name].display(entry.get(name))
        self.reply.display(entry.get("reply"))
        self.why.choose(entry.get("why"))
        for field in (self.began, self.ended):
            name = field.objectName()
            typed, moment = entry.get(f"_{name}"), str(entry.get(name) or "").replace("T", " ")
            field.display(typed if typed and (field.hasFocus() or not moment) else moment)
        self._show_people(entry.get("inspectors") or [])
        self.signing.display()

    def _show_people(self, people: list[dict[str, Any]]) -> None:
        if self._people == people:
            return
        self._people = people
        clear(self.people)
        for index, one in enumerate(people):
            name = one.get("name", "")
            button = Button(name, lambda index=index: self._remove_person(index), icon="x", small=True)
            button.setToolTip(f"去掉 {name}")
            button.setAccessibleName(f"复查人员 {name}，按下去掉")
            self.people.addWidget(button)
        self.add.setVisible(bool(colleagues(self.draft)))

    def field(self, name: str) -> QWidget:
        """The field a problem names."""
        own = {
            "began_at": self.began,
            "ended_at": self.ended,
            "inspectors": self.add if self.add.isVisible() else self.new_person,
            "why": self.why,
            "reply": self.reply,
        }
        return own.get(name) or self.fields.get(name) or self.signing.field(name) or self.began

    def say(self, name: str, words: str, severity: str = "block") -> None:
        """Write what is wrong under a field; "" for nothing."""
        said = self.says.get({"began_at": "ended_at"}.get(name, name))
        if said is None:
            return
        said.say(words, severity) if words else said.clear()
        field = self.field(name)
        if isinstance(field, Line):
            set_role(field, problem=severity if words else "")

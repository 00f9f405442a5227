"""The hazard on the right: place, person, problem, basis, measure, grade, treatment, deadline, photos."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from yongji_desktop.core import wording
from yongji_desktop.core.citations import cite
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.basis import BasisButton
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, listen
from yongji_desktop.gui.pages.editor.suspected import Suspected
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form_inputs import full_date
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.photo_strip import PhotoStrip
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import Elided, across, label, line, set_role
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services.inspections import FIXED

NOT_HERE = f"{'、'.join(FIXED.values())}不能用更正来改，要按它的办理步骤登记。"
NO_TERM = "线索不定等级、不设期限；完成后在“隐患”里出函移送部门。"
WEEKDAYS = "一二三四五六日"


class HazardPane(QWidget):
    """Shows hazard `index` of the draft; `phrases` asks for the 常用语."""

    phrases = Signal()

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft, self.index = draft, 0
        self.title = label("隐患 1", "section")
        self.caption = Elided("", "caption")
        self.part = Line("part", "部位")
        self.responsible = Line("responsible", "责任人")
        self.responsible.setFixedWidth(104)
        self.description = Lines("description", "问题", 2, 6)
        self.basis = label("", "caption", wrap=True)
        self.change_basis = BasisButton(draft, self._at)
        self.measure = Lines("measure", "整改要求", 1, 5)
        self.grade = Segments("等级", [("general", "一般"), ("suspected_major", "疑似重大")])
        self.treatment = Segments("处理", [("on_spot", "当场"), ("deadline", "限期"), (CLUE, "线索")])
        self.handover = label("劝导停用、报告移送", "caption")
        self.days = Line("days", "整改天数")
        self.days.setFixedWidth(44)
        self.due = Line("due_on", "整改期限")
        self.due.setFixedWidth(112)
        self.due.setPlaceholderText("2026-12-07")
        self.weekday = label("", "caption")
        self.fixed = label(NOT_HERE, "hint", wrap=True)
        self.suspected = Suspected(draft, self._at)
        self.photos = PhotoStrip(draft.frame, self)
        self.says = {name: ProblemLine() for name in ("part", "description", "measure", "due_on", "photos")}
        self._build()
        self._listen()

    def _at(self, *path: str | int) -> steps.Path:
        return ("hazards", self.index, *path)

    # The fields -----------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        pick = Button("常用语", self.phrases.emit, key="F3", icon="list", small=True)
        top = across(self.title, self.caption, pick)
        top.setContentsMargins(14, 7, 14, 7)
        column.addLayout(top)
        column.addWidget(line())
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(14, 10, 8, 8)
        rows.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self._row("部位", across(self.part, label("责任人", "label"), self.responsible), "part")
        self._row("问题", self.description, "description")
        self._row("依据", across(self.basis, self.change_basis))
        self._row("整改要求", self.measure, "measure")
        self._row(
            "等级", across(self.grade, self.treatment, self.handover, None, spacing=10)
        )
        self._row("", self.suspected)
        self._arrow = label("天 →", "caption")
        due = across(self.days, self._arrow, self.due, self.weekday, None, spacing=7)
        self._due_label = self._row("期限", due, "due_on")
        self._grid.addWidget(self.fixed, self._grid.rowCount(), 1)
        self._row("照片", self.photos, "photos")
        rows.addLayout(self._grid)
        rows.addStretch(1)
        self.area = scrolled(inner)
        column.addWidget(self.area, 1)
        self.basis.setSizePolicy(
            self.description.sizePolicy().Policy.Expanding, self.basis.sizePolicy().verticalPolicy()
        )
        self.setFocusProxy(self.part)

    def _row(self, words: str, part: QWidget | QLayout, says: str = "") -> QWidget:
        at = self._grid.rowCount()
        name = label(words, "label")
        name.setFixedWidth(SIZES["label"])
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        if isinstance(part, QLayout):
            self._grid.addLayout(part, at, 1)
        elif part is self.suspected:
            self._grid.addWidget(part, at, 0, 1, 2)
            name.hide()
        else:
            self._grid.addWidget(part, at, 1)
        if says:
            self._grid.addWidget(self.says[says], at + 1, 1)
        return name

    def _listen(self) -> None:
        draft = self.draft
        for field, name in (
            (self.part, "part"),
            (self.responsible, "responsible"),
            (self.description, "description"),
            (self.measure, "measure"),
        ):
            listen(
                field,
                lambda text, name=name, field=field: self._write(name, text, field.label),
                draft.close_step,
            )
        listen(self.days, self._write_days, draft.close_step)
        listen(self.due, self._write_due, self._left_due)
        self.grade.changed.connect(self._write_grade)
        self.treatment.changed.connect(self._write_treatment)
        self.suspected.raised.connect(self._raise)
        self.photos.changed.connect(self._write_photos)

    def _write(self, name: str, text: str, words: str) -> None:
        self.say(name, "")
        self.draft.write(self._at(name), text, words)

    def _write_days(self, text: str) -> None:
        text = text.strip()
        days = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
        hazard = {**self.draft.look(*self._at()), "due_on": None}
        hazard.pop("_due", None)
        if days is not None:
            hazard["due_on"] = steps.due_after(self.draft.entry, days)
        self._write_hazard("改“期限”", hazard, (*self._at(), "due_on"))

    def _write_due(self, text: str) -> None:
        typed = full_date(text, steps.began_on(self.draft.entry))
        hazard = {**self.draft.look(*self._at()), "due_on": steps.day_of(typed) and typed, "_due": text}
        self._write_hazard("改“期限”", hazard, (*self._at(), "due_on"))

    def _left_due(self) -> None:
        self.draft.close_step()
        hazard = self.draft.look(*self._at()) or {}
        if hazard.get("_due") and hazard.get("due_on"):
            self.draft.entry = steps.put(self.draft.entry, self._at("_due"), None)
        self.display()

    def _write_hazard(self, words: str, hazard: dict[str, Any], touched: object = None) -> None:
        self.say("due_on", "")
        hazard = {name: value for name, value in hazard.items() if value not in (None, "")}
        self.draft.do(words, steps.put(self.draft.entry, self._at(), hazard), touched)

    def _write_grade(self, grade: str) -> None:
        treatment = "handover" if grade == "suspected_major" else "deadline"
        hazard = {**self.draft.look(*self._at()), "grade": grade, "treatment": treatment}
        self._write_hazard("改“等级”", hazard)

    def _raise(self, judgement: dict[str, Any]) -> None:
        """A situation of a ★ item was chosen: suspected major with what it is judged by, in one step."""
        hazard = {**self.draft.look(*self._at()), "grade": "suspected_major", "treatment": "handover"}
        self._write_hazard("按疑似重大登记", {**hazard, "judgement": judgement})
        self.suspected.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_treatment(self, treatment: str) -> None:
        hazard = {**self.draft.look(*self._at()), "treatment": treatment}
        if treatment in ("on_spot", CLUE):
            hazard["due_on"] = hazard["_due"] = None
        elif not hazard.get("due_on"):
            hazard["due_on"] = steps.due_after(self.draft.entry, steps.usual_days(self.draft.entry))
        self._write_hazard("改“处理”", hazard)

    def _write_photos(self, photos: list[dict[str, Any]]) -> None:
        self.say("photos", "")
        self.draft.do("照片", steps.set_photos(self.draft.entry, self.index, photos))
        self.draft.save()

    # What is shown --------------------------------------------------------------------------------

    def show_hazard(self, index: int) -> None:
        """Show another hazard; nothing is wrong yet."""
        if index != self.index:
            for name in self.says:
                self.say(name, "")
        self.index = index
        self.display()

    def display(self) -> None:
        """Show what is in the draft."""
        hazard = self.draft.look(*self._at())
        if hazard is None:
            return
        answers = self.draft.look("answers") or []
        number = next((at + 1 for at, one in enumerate(answers) if one["item"] == hazard.get("item")), None)
        self.title.setText(f"隐患 {self.index + 1}")
        self.caption.setText(f"第 {number} 项 {answers[number - 1]['text']}" if number else "不属于检查项")
        for field in (self.part, self.responsible, self.description, self.measure):
            field.display(hazard.get(field.objectName()))
        self.responsible.propose(steps.proposed_person(self.draft.entry))
        self.basis.setText("\n".join(cite(one) for one in hazard.get("basis") or []) or "—")
        major = hazard.get("grade") == "suspected_major"
        self.grade.choose(hazard.get("grade"))
        self.treatment.choose(hazard.get("treatment") if hazard.get("treatment") != "handover" else None)
        self.treatment.setVisible(not major)
        self.handover.setVisible(major)
        self.suspected.display()
        self._show_due(hazard)
        self._lock(steps.is_fixed(self.draft.entry, hazard))
        self._hint_measure(hazard)
        on_spot = hazard.get("treatment") == "on_spot"
        if self.photos.pair != on_spot:
            self.photos.pair = on_spot
        self.photos.defaults = {"use": "before", "hazard": self.index, "item": hazard.get("item")}
        mine = steps.photos_of(self.draft.entry, self.index)
        if mine != self.photos.photos():
            self.photos.set_photos(mine)

    def _lock(self, fixed: bool) -> None:
        """In a correction what follows from the hazard's steps is shown, not changed."""
        self.fixed.setVisible(fixed)
        for part in (self.grade, self.treatment, self.days, self.due):
            part.setEnabled(not fixed)
            part.setAccessibleDescription(NOT_HERE if fixed else "")

    def _show_due(self, hazard: dict[str, Any]) -> None:
        on_spot = hazard.get("treatment") == "on_spot"
        dated = not on_spot and hazard.get("treatment") != CLUE
        for part in (self.days, self.due, self.weekday, self._due_label, self._arrow):
            part.setVisible(dated)
        began, due = steps.began_on(self.draft.entry), steps.day_of(hazard.get("due_on"))
        self.due.display(hazard.get("_due") or hazard.get("due_on"))
        self.days.display((due - began).days if due and began else "")
        self.weekday.setText(f"周{WEEKDAYS[due.weekday()]}" if due else "")
        free = due and not on_spot and not steps.is_fixed(self.draft.entry, hazard)
        monday = steps.off_rest_day(due) if free else None
        if monday:
            day = f"{due.month}月{due.day}日是周{WEEKDAYS[due.weekday()]}"
            words = f"{day}，建议改到 {monday.month}月{monday.day}日。"
            repair = f"改成 {monday:%m-%d}"
            self.says["due_on"].say(words, "hint", repair, lambda: self._repair_due(monday))
            self._bring_into_view(self.due, self.says["due_on"])
        elif hazard.get("_due") and not due and not self.due.hasFocus():
            self.say("due_on", f"“{hazard['_due']}”看不懂，请写成 2026-12-07 的样子。")
        elif hazard.get("treatment") == CLUE:
            self.say("due_on", NO_TERM, "hint")
        elif set_words := self.says["due_on"].text():
            if "建议改到" in set_words or "看不懂" in set_words or set_words == NO_TERM:
                self.say("due_on", "")

    def _bring_into_view(self, field: QWidget, below: QWidget) -> None:
        """Show what was just said below the field in hand, once it has its place."""
        if field.hasFocus():
            QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(below, 0, 8))

    def _repair_due(self, day: date) -> None:
        hazard = {**self.draft.look(*self._at()), "due_on": day.isoformat(), "_due": None}
        self._write_hazard("改“期限”", hazard)
        self.due.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hint_measure(self, hazard: dict[str, Any]) -> None:
        frame = self.draft.frame
        names = [str((self.draft.look("site") or {}).get("name") or "")]
        words = wording.hint(str(hazard.get("measure") or ""), bool(frame.desk.office.get("is_town")), names)
        if words:
            self.say("measure", words, "warn")
        elif "可用措辞" in self.says["measure"].text():
            self.say("measure", "")

    def say(self, name: str, words: str, severity: str = "block") -> None:
        """Write what is wrong under a field; "" for nothing."""
        field = getattr(self, {"due_on": "due"}.get(name, name), None)
        if name not in self.says:
            name = "part"
        if words:
            self.says[name].say(words, severity)
        else:
            self.says[name].clear()
        if field is not None and field is not self.photos:
            set_role(field, problem=severity if words else "")

    def field(self, name: str) -> QWidget:
        """The field a problem names (``due_on``, ``judgement``, ``phone_report`` …)."""
        inside = {
            "judgement": self.suspected.choice,
            "phone_report": self.suspected.department,
            "due_on": self.due,
        }
        found = inside.get(name.split(".")[0]) or getattr(self, name, None)
        return found if isinstance(found, QWidget) else self.part

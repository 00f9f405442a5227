"""疑似重大: what it is judged by, what was done at once, the telephone report; nothing is refused.

The packs only offer situations to compare with; what a hazard is and what it is judged by the officer says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.candidates import Candidates
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, Pick, listen
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services import judgements, packs
from yongji_desktop.services.desk import Desk

CHOICES = (("standard", "①判定标准"), ("unverified_standard", "②原文待核"), ("on_scene", "③凭现场初判"))

ROWS_OF = {  # the rows that belong to one way alone
    "listed": ("standard", "unverified_standard"),
    "standard": ("unverified_standard",),
    "situation": ("unverified_standard",),
    "reason": ("on_scene",),
}
OF_SITUATION = ("basis", "standard", "situation", "pack", "valid_from")
MOST_COMPARED = 2
PHONE_FIRST = "先打电话报告，登记部门、接听人、时分；随时可补，不挡别的。"
NO_CLAUSE = "文书上写“初判，待部门认定”，不写条款。"
NOT_LISTED = "没有专列这一项的情形，列的是全部核过的；对不上的选②或③。"


def compare_words(bearing: list[judgements.Situation]) -> str:
    """The line of a hazard of 一般 whose item has listed situations."""
    first = "；".join(one.words for one in bearing[:MOST_COMPARED])
    more = f"等 {len(bearing)} 种" if len(bearing) > MOST_COMPARED else ""
    return f"可对照的判定情形：{first}{more}。是否疑似重大由检查人员定，软件不判。" if bearing else ""


def department_names(desk: Desk) -> list[str]:
    """The departments of the dictionary; none when there is no dictionary."""
    try:
        return [one.name for one in packs.departments(desk).departments]
    except UserFacing:
        return []


class Suspected(QWidget):
    """The fold below 等级; `at()` gives the path of the hazard on show; `raised(judgement)` when a situation of a ★
    item was chosen while it is 一般."""

    raised = Signal(object)

    def __init__(self, draft: Draft, at: Callable[..., steps.Path]):
        super().__init__()
        self.draft, self._at = draft, at
        self._filled: object = None
        self._situations: list[judgements.Situation] = []
        self._offered: list[judgements.Situation] = []
        self.choice = Segments("判定依据", CHOICES)
        self.listed = Pick("judgement.basis", "判定标准的情形")
        self.standard = self._line("judgement.standard", "标准名称", "标准名称，原文以后核对")
        self.situation = self._line("judgement.situation", "情形", "列在标准里的哪种情形")
        self.reason = Lines("judgement.reason", "初判理由", 2, 4)
        self.reason.setPlaceholderText("看到了什么，为什么认为疑似重大")
        self.stopped = Segments("已劝导停用", [("yes", "企业已停用"), ("no", "还没停")])
        self.what = self._line("control.what", "停用了什么", "企业停用了什么，例如 1号深井铸造机")
        self.stopped_at = self._line("control.stopped_at", "停用时间", "几点")
        self.evacuated = self._line("control.evacuated", "撤出人数", "人数")
        self.department = Pick("phone_report", "电话报告的部门", free=True)
        self.answered = self._line("phone_report.answered_by", "接听人", "接听人")
        self.told_at = self._line("phone_report.at", "报告时间", "几点")
        for narrow, width in (
            (self.stopped_at, 62),
            (self.evacuated, 62),
            (self.answered, 70),
            (self.told_at, 98),
        ):
            narrow.setFixedWidth(width)
        self._build()
        self._listen()

    def _line(self, name: str, words: str, hint: str) -> Line:
        made = Line(name, words)
        made.setPlaceholderText(hint)
        return made

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rows: dict[str, QWidget] = {}
        for words, name, part in (
            ("判定依据", "choice", across(self.choice, None)),
            ("", "listed", across(self.listed)),
            ("", "standard", across(self.standard)),
            ("", "situation", across(self.situation)),
            ("", "reason", across(self.reason)),
            ("已采取", "stopped", across(self.stopped, None)),
            ("管控", "what", across(self.what, self.stopped_at, self.evacuated)),
            ("电话报告", "report", across(self.department, self.answered, self.told_at)),
        ):
            title = label(words, "label")
            title.setFixedWidth(SIZES["label"])
            inside = across(title, part, spacing=2)
            inside.setStretch(1, 1)
            self._rows[name] = QWidget()
            self._rows[name].setLayout(inside)
            column.addWidget(self._rows[name])
        self.words = label("", "caption", wrap=True)
        column.addWidget(self.words)
        self.candidates = Candidates()
        self.candidates.chosen.connect(self.raised)
        column.addWidget(self.candidates)

    def _listen(self) -> None:
        draft, left = self.draft, self.draft.close_step
        self.choice.changed.connect(self._choose_way)
        self.stopped.changed.connect(
            lambda code: draft.write(self._at("control", "stopped"), code == "yes", "管控")
        )
        self.listed.currentIndexChanged.connect(lambda _: self._choose(self.listed.currentData()))
        for field, path in (
            (self.standard, ("judgement", "standard")),
            (self.situation, ("judgement", "situation")),
            (self.reason, ("judgement", "reason")),
            (self.what, ("control", "what")),
            (self.stopped_at, ("control", "stopped_at")),
            (self.answered, ("phone_report", "answered_by")),
            (self.department, ("phone_report", "department")),
        ):
            listen(
                field,
                lambda text, path=path, field=field: draft.write(self._at(*path), text, field.label),
                left,
            )
        listen(self.evacuated, self._write_evacuated, left)
        listen(self.told_at, self._write_told_at, left)

    def _choose_way(self, code: str) -> None:
        """①②③; a situation that does not go with the way chosen is taken out."""
        held = dict(self.draft.look(*self._at("judgement")) or {})
        verified = any(one.get("verified") for one in held.get("basis") or ())
        if held.get("basis") and (code == "on_scene" or verified != (code == "standard")):
            held = {name: one for name, one in held.items() if name not in OF_SITUATION}
        self._write({**held, "choice": code})

    def _choose(self, index: Any) -> None:
        if isinstance(index, int) and 0 <= index < len(self._offered):
            reason = (self.draft.look(*self._at("judgement")) or {}).get("reason")
            self._write({**self._offered[index].judgement(), "reason": reason})

    def _write(self, judgement: dict[str, Any]) -> None:
        kept = {name: one for name, one in judgement.items() if one not in (None, "", [])}
        self.draft.do("改“判定依据”", steps.put(self.draft.entry, self._at("judgement"), kept))

    def _write_evacuated(self, text: str) -> None:
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text
        self.draft.write(self._at("control", "evacuated"), value, "撤出人数")

    def _write_told_at(self, text: str) -> None:
        at = steps.moment_from(text, steps.began_on(self.draft.entry))
        held = dict(self.draft.look(*self._at("phone_report")) or {})
        held.update({"at": at, "_at": text, "by": self._officer()})
        held = {name: value for name, value in held.items() if value not in (None, "")}
        path = self._at("phone_report")
        self.draft.do("改“报告时间”", steps.put(self.draft.entry, path, held), (*path, "at"))

    def _officer(self) -> str:
        people = self.draft.look("inspectors") or [{}]
        return str(people[0].get("name") or "")

    def display(self) -> None:
        """Show what is in the draft; while the grade is 一般 only that there is something to compare with."""
        hazard = self.draft.look(*self._at()) or {}
        major = hazard.get("grade") == "suspected_major"
        judgement, control = hazard.get("judgement") or {}, hazard.get("control") or {}
        choice = judgement.get("choice")
        self._fill_lists(hazard, choice)
        bearing = [one for one in self._situations if one.of_item]
        star = not major and self._is_star(hazard.get("item"))
        self.setVisible(major or star or bool(bearing))
        self._show_rows(choice if major else None, major)
        self.candidates.setVisible(star)
        self.words.setVisible(not star)
        if not major:
            self.words.setText(compare_words(bearing))
            return
        report = hazard.get("phone_report") or {}
        self.choice.choose(choice)
        basis = (judgement.get("basis") or [None])[0]
        chosen = next((at for at, one in enumerate(self._offered) if one.citation == basis), None)
        self._show_listed(chosen)
        self.standard.display(judgement.get("standard"))
        self.situation.display(judgement.get("situation"))
        self.reason.display(judgement.get("reason"))
        self.stopped.choose({True: "yes", False: "no"}.get(control.get("stopped")))
        self.what.display(control.get("what"))
        self.stopped_at.display(control.get("stopped_at"))
        self.evacuated.display(control.get("evacuated"))
        self.department.display(report.get("department"))
        self.department.lineEdit().setPlaceholderText(f"建议 {hazard.get('department') or '市应急局'}")
        self.answered.display(report.get("answered_by"))
        self.told_at.display(report.get("_at") or str(report.get("at") or "")[11:])
        told = [PHONE_FIRST]
        if choice in ("unverified_standard", "on_scene"):
            told.insert(0, NO_CLAUSE)
        if chosen is not None:
            told.insert(0, self._offered[chosen].validity)
        elif choice == "standard":
            told.insert(0, f"和这一项有关的 {len(bearing)} 种情形排在前面。" if bearing else NOT_LISTED)
        self.words.setText("".join(told))

    def _is_star(self, item: str | None) -> bool:
        return any(one["item"] == item and one.get("star") for one in self.draft.look("answers") or [])

    def _show_rows(self, choice: str | None, major: bool) -> None:
        for name, row in self._rows.items():
            wanted = major and choice in ROWS_OF.get(name, (choice,))
            if row.isHidden() == wanted:
                row.setVisible(wanted)

    def _show_listed(self, chosen: int | None) -> None:
        self.listed.blockSignals(True)
        self.listed.setCurrentIndex(0 if chosen is None else chosen + 1)
        self.listed.blockSignals(False)

    def _fill_lists(self, hazard: dict[str, Any], choice: str | None) -> None:
        """Ask for the situations when another hazard, another way, another site is shown, or what was seen is written."""
        draft, desk, item = self.draft, self.draft.frame.desk, hazard.get("item")
        text = str(hazard.get("description") or "")
        wanted = (self._at(), item, choice, hazard.get("grade"), draft.look("site_id"), draft.look("began_at"), text)
        if wanted == self._filled:
            return
        self._filled = wanted
        site = judgements.site_of(desk, draft.look("site_id"), draft.look("site"))
        on = steps.began_on(draft.entry) or desk.today
        found = draft.frame.trying(judgements.situations, desk, item, site, on, text)
        self._situations = found or []
        self._offered = [one for one in self._situations if one.verified == (choice == "standard")]
        self.candidates.offer([one for one in self._situations if one.of_item])
        self.listed.blockSignals(True)
        self.listed.clear()
        self.listed.addItem("选列明的情形", "")
        for index, one in enumerate(self._offered):
            self.listed.addItem(one.words, index)
            self.listed.setItemData(index + 1, one.validity, Qt.ItemDataRole.ToolTipRole)
        self.listed.blockSignals(False)
        names = department_names(desk)
        if self.department.count() != len(names):
            self.department.blockSignals(True)
            self.department.clear()
            self.department.addItems(names)
            self.department.setCurrentIndex(-1)
            self.department.blockSignals(False)
        now = f"{desk.store.clock.now():%H:%M}"
        self.told_at.propose(now)

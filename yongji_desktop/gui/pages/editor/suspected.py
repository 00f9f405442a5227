"""疑似重大: what it is judged by, what was done at once, the telephone report; nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.citations import cite
from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, Pick, listen
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services import entry as entries
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk

CHOICES = (("standard", "①判定标准"), ("unverified_standard", "②原文待核"), ("on_scene", "③凭现场初判"))


def listed_situations(desk: Desk, item: str | None) -> list[dict[str, Any]]:
    """The listed situations of the packs, those of the item first, each once."""
    found: list[tuple[bool, dict[str, Any]]] = []
    for pack in packs.checklists(desk).values():
        for one in pack.content.items:
            for finding in one.findings:
                citation = dict(finding.suspected_major or {})
                if citation and citation not in [known for _, known in found]:
                    found.append((one.code != item, citation))
    return [citation for _, citation in sorted(found, key=lambda pair: pair[0])]


def department_names(desk: Desk) -> list[str]:
    """The departments of the dictionary; none when there is no dictionary."""
    try:
        return [one.name for one in packs.departments(desk).departments]
    except UserFacing:
        return []


class Suspected(QWidget):
    """The fold below 等级; `at()` gives the path of the hazard on show."""

    def __init__(self, draft: Draft, at: Callable[..., steps.Path]):
        super().__init__()
        self.draft, self._at = draft, at
        self._item: object = ()
        self._citations: list[dict[str, Any]] = []
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

    def _listen(self) -> None:
        draft, left = self.draft, self.draft.close_step
        self.choice.changed.connect(
            lambda code: draft.write(self._at("judgement", "choice"), code, "判定依据")
        )
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

    def _choose(self, index: Any) -> None:
        if isinstance(index, int) and 0 <= index < len(self._citations):
            made = entries.judgement_from(self._citations[index])
            entry = steps.put(self.draft.entry, self._at("judgement"), made)
            self.draft.do("改“判定依据”", entry)

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
        """Show what is in the draft."""
        hazard = self.draft.look(*self._at()) or {}
        desk = self.draft.frame.desk
        if hazard.get("item") != self._item:
            self._item = hazard.get("item")
            self._fill_lists(desk)
        judgement, control = hazard.get("judgement") or {}, hazard.get("control") or {}
        report = hazard.get("phone_report") or {}
        choice = judgement.get("choice")
        self.choice.choose(choice)
        self._rows["listed"].setVisible(choice in ("standard", "unverified_standard"))
        self._rows["standard"].setVisible(choice == "unverified_standard")
        self._rows["situation"].setVisible(choice == "unverified_standard")
        self._rows["reason"].setVisible(choice == "on_scene")
        basis = (judgement.get("basis") or [None])[0]
        self.listed.display(self._citations.index(basis) if basis in self._citations else "")
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
        told = "先打电话报告，登记部门、接听人、时分；随时可补，不挡别的。"
        if choice in ("unverified_standard", "on_scene"):
            told = "文书上写“初判，待部门认定”，不写条款。" + told
        self.words.setText(told)

    def _fill_lists(self, desk: Desk) -> None:
        self._citations = listed_situations(desk, self._item if isinstance(self._item, str) else None)
        self.listed.blockSignals(True)
        self.listed.clear()
        self.listed.addItem("选列明的情形", "")
        for index, one in enumerate(self._citations):
            self.listed.addItem(cite(one), index)
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

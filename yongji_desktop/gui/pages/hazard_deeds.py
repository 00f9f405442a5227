"""What can be done about the hazard on show: the next step, the usual ones, everything else under 更多."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMimeData

from yongji_desktop.core import due
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.hazard_road import CLUE, NEXT, advance
from yongji_desktop.core.hazard_steps import STEP_TABLE, Step
from yongji_desktop.core.kind_parts import GRAVE
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.attachment_view import show_file
from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.reinspection_detail import ReinspectionRecordPage
from yongji_desktop.gui.parts.photo_intake import Intake, Receiver, Taken, in_mime, refused_line
from yongji_desktop.services import forms, hazards, reinspections
from yongji_desktop.services.hazards import HazardFacts

LETTER = "handover_letter"
REPORT = "major_report"
ONLY_GRAVE = ("treatment_plan", "supervision_register", "deregistration_register")
F7, F9, F12, LETTER_KEY = "F7", "F9", "F12", "Ctrl+Shift+M"
ACT_STEPS = {
    "verify": "verified",
    "report_by_phone": "reported_by_phone",
    "deliver": "letter_delivered",
    "close_answered": "closed_by_department",
    "reopen_check": "resumed",
}
ICONS = {
    "reinspect": "check",
    "set_deadline": "check",
    "hand_over": "send",
    "hand_over_again": "send",
    "report_major": "doc",
    "report_by_phone": "phone",
    "verify": "search",
}
ACT_WORDS = {"hand_over": "抄告移送", "set_deadline": "复查", "hand_over_again": "改送另一部门"}
USUAL = {
    "dismissed": "不属实",
    "extended": "延期",
    "accepted": "登记受理",
    "answered": "登记反馈",
}  # beside the next one
ASK_STEP, ASK_SETTLE, ASK_PLACE, ASK_ASSIGN = "step", "settle", "place", "assign"
Do = Callable[[], object]


class HazardDeeds:
    """The deeds of one hazard; `ask(kind, step or None)` brings up a form in the pane."""

    def __init__(self, frame: Frame, ask: Callable[[str, Step | None], None]):
        self.frame, self._ask = frame, ask
        self.row: Mapping[str, Any] = {}
        self.facts: HazardFacts | None = None
        self.steps: dict[str, Step] = {}
        self.shown: set[str] = set()
        self.chosen: Callable[[], Sequence[str]] = list
        self.receiver = Receiver(frame, frame)
        self.receiver.arrived.connect(lambda found, intake: self._photos.extend(row for _, row in found))
        self.receiver.ended.connect(self._photos_in)
        self._photos: list[dict[str, Any]] = []
        self._photos_for = ""

    def read(self, row: Mapping[str, Any], facts: HazardFacts) -> None:
        """Another hazard is on show."""
        self.row, self.facts = row, facts
        found = hazards.buttons(self.frame.desk, row["id"])
        self.steps = {one.code: one for one in found if not facts.life.doubtful}
        if not facts.life.reported_on:
            self.steps.pop("told_reporter", None)

    def icon(self) -> str:
        """What stands on the button of the next step."""
        return ICONS.get(str(self.row.get("act") or ""), "tick" if self.row.get("act") else "phone")

    # The next step ----------------------------------------------------------------------------------------

    def next(self) -> tuple[str, str, Do] | None:
        """(word, key, deed) of what is to be done next; None when there is nothing."""
        act = str(self.row.get("act") or "")
        rung = self.rung()
        if act == "settle":
            return due.ACTS[act], "", lambda: self._ask(ASK_SETTLE, None)
        if act in ("reinspect", "set_deadline"):
            return due.ACTS["reinspect"].removeprefix("去"), F7, self.reinspect
        if act in ("hand_over", "hand_over_again"):
            return ACT_WORDS[act], "", self.hand_over
        if act == "report_major":
            return due.ACTS[act], "", lambda: self.paper(REPORT)
        if act in ACT_STEPS and ACT_STEPS[act] in self.steps:
            step = self.steps[ACT_STEPS[act]]
            return due.ACTS[act].removeprefix("去"), "", lambda: self._ask(ASK_STEP, step)
        if rung:
            return rung[1], F12, self.remind
        return None

    def beside(self) -> list[tuple[str, Do]]:
        """The usual deeds beside the next one: 延期, 抄告移送, 不属实; as many as there is room for."""
        first = self.next()
        found: list[tuple[str, Do]] = [
            (word, lambda code=code: self.step(code)) for code, word in USUAL.items() if code in self.steps
        ]
        decided = str(self.row.get("act") or "") == "deliver"
        if "handover" in self.steps and not decided and (first is None or first[2] != self.hand_over):
            found.append(("抄告移送", self.hand_over))
        if first is not None and first[1] != F12 and self.rung():
            found.append(("催办", self.remind))
        return found

    def rung(self) -> tuple[str, str] | None:
        """(step, words) of the next rung of the ladder while a department has it."""
        return due.rung(self.facts.life) if self.facts and not self.facts.life.doubtful else None

    def can_reinspect(self) -> bool:
        """Whether it can be looked at again."""
        if self.facts is None or self.facts.life.doubtful or not self.row.get("site_id"):
            return False
        return any((self.facts.life.state, step) in NEXT for step in ("rectified", "observed"))

    # Deeds by key -----------------------------------------------------------------------------------------

    def step(self, code: str) -> None:
        """Ask for a step; says why when it cannot be taken now."""
        if self.facts is None:
            return
        if code in self.steps:
            self._ask(ASK_STEP, self.steps[code])
            return
        try:
            advance(self.facts.life.state, code)
            self.frame.say("这条隐患待核，请先理清，再登记下一步。")
        except Refused as error:
            self.frame.say(str(error))

    def extend(self) -> None:
        """F9."""
        self.step("extended")

    def remind(self) -> None:
        """F12: the next rung of the ladder."""
        rung = self.rung()
        if rung and rung[0] in self.steps:
            self._ask(ASK_STEP, replace(self.steps[rung[0]], button=rung[1]))
        elif self.facts is not None:
            waits = self.facts.life.waits
            self.frame.say("催办的四步都登记过了，等部门答复。" if waits else "没有在等部门，不用催办。")

    def reinspect(self, draft: str | None = None) -> None:
        """F7: every open hazard of this unit at once."""
        if self.facts is None:
            return
        if not self.can_reinspect():
            self.frame.say(
                "这条隐患现在不用复查。" if self.row.get("site_id") else "还没有定是哪家单位，不能复查。"
            )
            return
        from yongji_desktop.gui.pages.reinspection import ReinspectionPage

        self.frame.open(ReinspectionPage(self.frame, self.row["site_id"], draft_id=draft))

    def hand_over(self) -> None:
        """Ctrl+Shift+M: the letter for this hazard, or for the chosen ones of one unit."""
        if self.facts is None:
            return
        if "handover" not in self.steps and not self.chosen():
            self.step("handover")
        elif any(one.code == LETTER for one in forms.papers_about(self.frame.desk, "hazard")):
            self.paper(LETTER, self.chosen() or [self.row["id"]])
        else:
            self.step("handover")

    def paper(self, code: str, ids: Sequence[str] = ()) -> None:
        """Open the page of a form paper."""
        self.frame.open(FormPaperPage(self.frame, code, list(ids) or [self.row["id"]]))

    # 更多 -------------------------------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Do] | None]:
        """Everything else: steps, papers, where it came from; None between the groups."""
        if self.facts is None:
            return []
        groups = [self._more_steps(), self._more_papers(), self._more_files(), self._more_places()]
        found: list[tuple[str, Do] | None] = []
        for group in groups:
            if group and found:
                found.append(None)
            found += group
        return found

    def _more_steps(self) -> list[tuple[str, Do] | None]:
        found: list[tuple[str, Do] | None] = [one for one in self.beside() if one[0] not in self.shown]
        if self.can_reinspect() and not (self.next() and self.next()[1] == F7):
            found.append(("复查", self.reinspect))
        rung = self.rung()
        hidden = {
            "handover",
            *USUAL,
            ACT_STEPS.get(str(self.row.get("act") or ""), ""),
            rung[0] if rung else "",
        }
        found += [
            (one.button, lambda one=one: self._ask(ASK_STEP, one))
            for code, one in self.steps.items()
            if code not in hidden
        ]
        if "handover" in self.steps:
            found.append(("已另行出函，登记移送", lambda: self._ask(ASK_STEP, STEP_TABLE["handover"])))
        if self.facts.life.state in ("reported", CLUE):
            found.append(
                ("定单位" if not self.row.get("site_id") else "换单位", lambda: self._ask(ASK_PLACE, None))
            )
        else:
            found.append(("改责任人", lambda: self._ask(ASK_ASSIGN, None)))
        return found

    def _more_papers(self) -> list[tuple[str, Do] | None]:
        placed = self.row.get("site_id") or self.facts.life.grade == CLUE
        if not placed or self.facts.life.state in ("reported", "dismissed"):
            return []
        state = self.facts.life.state
        found: list[tuple[str, Do] | None] = [
            (f"出{one.name}", lambda one=one: self.paper(one.code))
            for one in forms.papers_about(self.frame.desk, "hazard")
            if (not one.step or (state, one.step) in NEXT) and self._suits(one)
        ]
        for one in forms.issued(self.frame.desk, self.row["id"]):
            words = f"看已出的{one['data'].get('title') or ''} {one.get('number') or ''}".rstrip()
            found.append((words, lambda one=one: self._look(one)))
        return found

    def _more_files(self) -> list[tuple[str, Do] | None]:
        return [
            (f"看附件：{one['name']}（{one['step']}）", lambda one=one: show_file(self.frame, one))
            for one in hazards.files_of(self.frame.desk, self.row["id"])
        ]  # fmt: skip

    def _suits(self, paper: forms.Paper) -> bool:
        """Whether a paper is one for a hazard of this grade."""
        grave = self.facts.life.grade in GRAVE
        if paper.code in ONLY_GRAVE:
            return grave
        desk, ids = self.frame.desk, [self.row["id"]]
        found = forms.problems(desk, paper.code, ids, forms.proposed(desk, paper.code, ids))
        return not any(one.field == "grade" and one.severity == "block" for one in found)

    def _look(self, paper: Mapping[str, Any]) -> None:
        self.frame.open(FormPaperPage(self.frame, paper["paper"], [self.row["id"]], issued=paper["id"]))

    def _more_places(self) -> list[tuple[str, Do] | None]:
        found: list[tuple[str, Do] | None] = []
        visit, site = self.row.get("inspection_id"), self.row.get("site_id")
        if visit:
            found.append(("看查出它的检查", lambda: self.frame.open(InspectionPage(self.frame, visit))))
        again = dict.fromkeys((one["reinspection"], one.get("happened_on")) for one in self.facts.life.looks if one.get("reinspection"))
        found += [(f"看 {on} 的复查", lambda one=one: self._look_again(one)) for one, on in again]
        if site:
            found.append(("看这家单位", lambda: self.frame.go("sites", {"open": site})))
        return found

    def _look_again(self, reinspection: str) -> None:
        self.frame.open(ReinspectionRecordPage(self.frame, reinspection))

    # Photos after -----------------------------------------------------------------------------------------

    def take_photos(self, mime: QMimeData | None, paths: Sequence[Any] = ()) -> None:
        """After photos were brought: they begin (or join) the unit's re-inspection."""
        files, pictures = in_mime(mime) if mime is not None else (list(paths), [])
        if not (files or pictures) or self.receiver.busy:
            return
        self._photos_for, self._photos = self.row["id"], []
        desk = self.frame.desk
        self.receiver.take(Intake(desk, files, pictures, context={}, use="after", besides=self.row["id"]))

    def _photos_in(self, made: Taken, intake: Intake) -> None:
        if made.trouble:
            self.frame.complain(made.trouble)
        if made.refused:
            self.frame.say(refused_line(made.refused))
        if self._photos:
            self._into_reinspection(self._photos)

    def _into_reinspection(self, rows: Sequence[Mapping[str, Any]]) -> None:
        desk, identity = self.frame.desk, self._photos_for
        site = desk.get("hazard", identity)["site_id"]
        held = next((one for one in reinspections.drafts(desk) if site in _site_of(one["body"])), None)
        entry = dict(held["body"]) if held else self.frame.trying(reinspections.begin, desk, site)
        if not entry:
            return
        looks = [one.get("hazard") for one in entry.get("looks") or ()]
        if identity not in looks:
            self.frame.say("这家单位有一份没做完的复查，里面没有这一条。请先做完那份复查。")
            return
        fresh = [{**one, "use": "after", "hazard": looks.index(identity)} for one in rows]
        entry["photos"] = [*(entry.get("photos") or []), *fresh]
        draft = self.frame.trying(reinspections.save_draft, desk, entry, held["id"] if held else None)
        if draft:
            self.reinspect(draft)


def _site_of(body: Mapping[str, Any]) -> tuple[Any, ...]:
    site = body.get("site")
    return body.get("site_id"), site.get("id") if isinstance(site, dict) else site

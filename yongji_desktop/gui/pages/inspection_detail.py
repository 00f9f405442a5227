"""One inspection to look at: facts, answers, hazards, photos, signature, what happened to it, its papers.

A draft can be finished or thrown away; a finished one is locked, its papers are on the print page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from yongji_desktop.core.errors import Refused, UserFacing
from yongji_desktop.core.kind_parts import NATURES
from yongji_desktop.gui.pages import inspection_facts as words_of
from yongji_desktop.gui.pages.correction_ask import CorrectionAsk
from yongji_desktop.gui.pages.correction_versions import VersionsView
from yongji_desktop.gui.pages.editor.opening import open_correction
from yongji_desktop.gui.pages.filed_page import FiledPage, chip_of, rows_of
from yongji_desktop.gui.pages.gone import gone
from yongji_desktop.gui.pages.inspection_deeds import InspectionDeeds
from yongji_desktop.gui.pages.inspection_tables import (
    ANSWERS,
    HAZARDS,
    PAST,
    PHOTOS,
    VERSIONS,
    WORDS,
    InFull,
    table_of,
)
from yongji_desktop.gui.pages.objection import Objections
from yongji_desktop.gui.pages.photo_grid import PhotoGrid
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.pages.problem_list import ProblemList
from yongji_desktop.gui.pages.record_side import RecordSide, past_row, side_by_side
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import card
from yongji_desktop.services import clues, history, inspections, paper_sets, papers


class InspectionPage(Page):
    """The page of one inspection, a draft or a finished one."""

    word = "检查"

    def __init__(self, frame: Frame, inspection: str):
        super().__init__(frame)
        self.inspection = inspection
        self.draft = False
        self.body_of: dict[str, Any] = {}
        self.deeds = InspectionDeeds(self)
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in WORDS}
        self.which = Segments("看什么", list(WORDS.items()), ANSWERS)
        self.answers = table_of(ANSWERS, lambda: self.rows[ANSWERS])
        self.hazards = InFull(table_of(HAZARDS, lambda: self.rows[HAZARDS]), lambda row: words_of.hazard_facts(row["hazard"]))
        self.photos = PhotoGrid(frame)
        self.past = table_of(PAST, lambda: self.rows[PAST])
        self.versions = VersionsView()
        self.side = RecordSide(self.open_filed)
        self.correct_button = Button("更正", self.deeds.correct, key="F2", icon="edit")
        self.restore_button = Button("恢复", self.deeds.restore, icon="undo", role="primary")
        self.print_button = Button("打印文书", self.print_papers, key="Ctrl+P", icon="print", role="primary")
        self.finish_button = Button("完成", self.deeds.finish, key="Ctrl+Enter", icon="tick", role="primary")
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.deeds.finish)
        self.more_button = self.head.add_more(self.more)
        self.head.add_deed(self.finish_button)
        self.head.add_deed(self.correct_button)
        self.head.add_deed(self.restore_button)
        self.head.add_deed(self.print_button)
        self.ask = CorrectionAsk()
        self.body.addWidget(self.ask)
        self.objections = Objections(frame)
        self.body.addWidget(self.objections)
        self.problems = ProblemList("写一句原因，就可以完成")
        self._build()
        self.which.changed.connect(self._turn)
        self.side.papers.opened.connect(lambda row: self.print_papers())
        self.ask.given.connect(lambda reason: open_correction(self.frame, self.inspection, reason))
        self.ask.left.connect(lambda: self.stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason))

    def _build(self) -> None:
        row, self.stack = side_by_side(self.which, (self.answers, self.hazards, self.photos, self.past, self.versions), self.side)
        self.problem_card, inside = card("完成前检查")
        inside.addWidget(self.problems, 1)
        self.side.addWidget(self.problem_card, 5)
        self.body.addLayout(row, 1)

    # What is shown ----------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the inspection; the hazards first when there are any."""
        if not self.body_of:
            self.refresh()
            if self.rows[HAZARDS]:
                self.which.choose(HAZARDS)
                self._turn(HAZARDS)
        self.stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the inspection again; it may have become a draft again by undo."""
        try:
            self.body_of, past, states = self._read()
        except UserFacing as error:
            gone(self, error)
            return
        body = self.body_of
        known = {} if self.draft else self._hazards_now(body)
        self.rows = {
            ANSWERS: words_of.answer_rows(body),
            HAZARDS: [*words_of.hazard_rows(body, known), *self._leads(body)],
            PHOTOS: list(body.get("photos") or []),
            PAST: [past_row(one) for one in past],
            VERSIONS: [] if self.draft else inspections.versions(self.frame.desk, self.inspection),
        }
        self.which.set_words({name: f"{word} {len(self.rows[name])}" for name, word in WORDS.items()})
        for table in (self.answers, self.hazards.table, self.past):
            table.reload()
        self.photos.fill(self.rows[PHOTOS])
        self.objections.fill("" if self.draft else self.inspection)
        self.versions.fill(self.rows[VERSIONS], self._printed_differently(states))
        self._say_head(body)
        filed = not self.draft and bool(rows_of(self.frame.desk, self.inspection))
        self.side.fill(words_of.facts(body), states, filed)
        self._say_deeds(body)

    def _read(self) -> tuple[dict[str, Any], list, list]:
        """The body, its history, the states of its papers; Refused when it is gone."""
        desk = self.frame.desk
        held = next((one for one in inspections.drafts(desk) if one["id"] == self.inspection), None)
        self.draft = held is not None
        if held:
            return held["body"], [], []
        record = desk.get("inspection", self.inspection)
        states = [] if record["voided"] else papers.states(desk, self.inspection)
        return record, history.history(desk, "inspection", self.inspection), states

    def _leads(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        """The lead that came of what the site did not show; it stands in no list of the visit."""
        if self.draft:
            return []
        listed = [one.get("id") for one in body.get("hazards") or []]
        return words_of.lead_rows(clues.of_visit(self.frame.desk, self.inspection), listed)

    def _printed_differently(self, states: list[papers.PaperState]) -> list[str]:
        """What the newest editions print differently, when they are of the newest version."""
        newest = [one for one in states if one.edition > 1 and not one.outdated]
        return [
            f"{one.title}第{one.edition}版：{words}"
            for one in newest
            for words in paper_sets.differences(self.frame.desk, one.id or "")
        ]

    def _hazards_now(self, body: dict[str, Any]) -> dict[str, Any]:
        desk, found = self.frame.desk, {}
        for one in body.get("hazards") or []:
            try:
                found[one["id"]] = desk.get("hazard", one["id"])
            except Refused:
                continue
        return found

    def _say_head(self, body: dict[str, Any]) -> None:
        site = body.get("site")
        name = (site.get("name") if isinstance(site, dict) else site) or "还没有选单位"
        day, nature = str(body.get("began_at") or "")[:10], NATURES.get(body.get("nature") or "", "")
        self.head.set_title(str(name), " ".join(word for word in (day, nature) if word))
        chips = [("草稿", "grey")] if self.draft else [("已完成", "green")]
        if body.get("voided"):
            chips = [("已作废", "red")]
        elif not self.draft and int(body.get("version") or 1) > 1:
            chips.append((f"第{body['version']}版", "blue"))
        if any(one.get("grade") == "suspected_major" for one in body.get("hazards") or []):
            chips.append(("疑似重大", "suspected"))
        filed = None if self.draft else chip_of(self.frame.desk, self.inspection)
        self.head.set_chips([*chips, (words_of.signature_word(body), ""), *([filed] if filed else [])])

    def _say_deeds(self, body: dict[str, Any]) -> None:
        voided = bool(body.get("voided"))
        self.finish_button.setVisible(self.draft)
        self.print_button.setVisible(not self.draft and not voided)
        self.correct_button.setVisible(not self.draft and not voided)
        self.correct_button.setText("接着更正" if self.deeds.begun() else "更正")
        self.restore_button.setVisible(voided)
        self.side.paper_card.setVisible(not self.draft)
        self.problem_card.setVisible(self.draft)
        if self.draft:
            self._say_problems()

    def _say_problems(self) -> None:
        try:
            found = inspections.problems_of(self.frame.desk, self.body_of, self.inspection)
        except UserFacing as error:
            self.problems.say(getattr(error, "problems", ()))
            return
        self.problems.say(found, () if found else ("可以完成",))

    def _turn(self, name: str) -> None:
        self.stack.setCurrentIndex(list(WORDS).index(name))

    def open_filed(self) -> None:
        """F7: the scans of the signed originals."""
        self.frame.open(FiledPage(self.frame, self.inspection, self.head.title.full_text()))

    def print_papers(self) -> None:
        """Go to the print page."""
        if not self.draft and not self.body_of.get("voided"):
            self.frame.open(PrintPage(self.frame, self.inspection))

    # What the frame asks ----------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """The seldom deeds."""
        return self.deeds.more()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        deeds = [("Ctrl+P", "打印文书"), ("F2", "更正")]
        if self.draft or self.body_of.get("voided"):
            deeds = [("Ctrl+Enter", "完成")] if self.draft else []
        return [
            *deeds,
            ("←→", "换一类"),
            ("F6", "换一区"),
            ("F10", "丢掉草稿" if self.draft else "更多"),
            ("Esc", "返回"),
        ]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "左边分五类看：检查项、隐患、照片、经过、版本；照片上按 Enter 放大。",
            "更正（F2）写一句原因，改完是下一版；“版本”里两版并排看改了什么。",
            "草稿：右边写着还缺什么；黄色的写一句原因就能完成。",
            "完成以后内容锁定，隐患开始计期限；Ctrl+Z 可以退回草稿。",
            "出文书到打印页（Ctrl+P）；出了文书就不能撤销，只能更正或作废。",
            "作废要写原因，编号留在编号簿；作废的检查在列表“已作废”里，可以恢复。",
        ]

    def areas(self) -> list:
        """Left, then papers or problems."""
        shown = self.stack.currentWidget()
        left = [self.versions.table, self.versions.sides] if shown is self.versions else [shown]
        return [self.ask, *left, self.which, self.problems if self.draft else self.side.papers]

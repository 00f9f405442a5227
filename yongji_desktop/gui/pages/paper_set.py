"""The papers of one visit with their bytes: what the print page shows, prints and saves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QImage

from yongji_desktop.core.errors import Problem
from yongji_desktop.gui.pages.paper_list import THUMB, PaperCard
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.pdf_pages import PdfPages
from yongji_desktop.services import papers, powers
from yongji_desktop.services.paper_subjects import subject_of


def short_number(number: str) -> str:
    """The part of a number an officer says: A125 of 永城东安改〔2026〕A125号."""
    found = re.search(r"〕(.+?)号?$", number)
    return found[1] if found else number


class PaperSet:
    """What is issued as it was kept, what can be issued as a draft; `data` {code of the paper: PDF}."""

    def __init__(self, frame: Frame, inspection: str):
        self._frame, self._inspection = frame, inspection
        self.record: dict[str, Any] = {}
        self.again = False
        self.states: list[papers.PaperState] = []
        self.data: dict[str, bytes] = {}
        self._drafts: dict[str, bytes] = {}
        self._pages: dict[str, int] = {}
        self._thumbs: dict[str, QImage] = {}

    def read(self) -> None:
        """Read everything again; Refused when the inspection is gone, void or no longer finished."""
        desk = self._frame.desk
        subject, record = subject_of(desk, self._inspection)
        self.again = subject.kind == "reinspection"
        states = papers.states(desk, self._inspection)
        if (record, states) != (self.record, self.states):
            self._drafts = {}
        data = {one.paper: self._bytes(one) for one in states if self._is_issued(one) or not one.blocked}
        for code, pdf in data.items():
            if pdf != self.data.get(code):
                pages = PdfPages(pdf)
                self._pages[code], self._thumbs[code] = len(pages), pages.image(0, THUMB * 3)
                pages.close()
        self.record, self.states, self.data = record, states, data

    def _bytes(self, one: papers.PaperState) -> bytes:
        if self._is_issued(one):
            return papers.pdf(self._frame.desk, one.id or "")
        if one.paper not in self._drafts:
            self._drafts[one.paper] = papers.draft(self._frame.desk, self._inspection, one.paper).pdf
        return self._drafts[one.paper]

    @staticmethod
    def _is_issued(one: papers.PaperState) -> bool:
        return bool(one.id) and not one.outdated

    @property
    def shown(self) -> list[papers.PaperState]:
        """The papers that exist or can be issued."""
        return [one for one in self.states if one.paper in self.data]

    @property
    def all_issued(self) -> bool:
        """Whether nothing of the set is left to be issued."""
        return all(self._is_issued(one) for one in self.shown)

    def issue(self, reasons: Mapping[str, str]) -> None:
        """Issue what is not issued; raises what papers.issue raises."""
        papers.issue(self._frame.desk, self._inspection, reasons)
        self.read()

    # Words ---------------------------------------------------------------------------------------------

    def cards(self) -> list[PaperCard]:
        """The cards of the papers that exist or can be issued."""
        return [
            PaperCard(
                one.paper,
                one.title,
                (self._pages_words(one), self._number_words(one)),
                self._thumbs[one.paper],
            )
            for one in self.shown
        ]

    def _pages_words(self, one: papers.PaperState) -> str:
        edition = f"，第{one.edition}版" if one.edition > 1 else ""
        return f"{self._pages[one.paper]} 页{edition}"

    @staticmethod
    def _number_words(one: papers.PaperState) -> str:
        if one.number is None:
            return f"{one.coming}，出文书时取号"
        if one.outdated:
            return f"{short_number(one.number)}，有改动，打印时出第{one.edition + 1}版"
        return f"{short_number(one.number)}，已出文书"

    def not_possible(self) -> list[str]:
        """A line for each paper that cannot be issued now, and for the order that needs powers."""
        lines = []
        for one in self.states:
            if one.paper not in self.data:
                reason = next((each.message for each in one.problems if each.severity == "block"), "")
                lines.append(f"{one.title}：{reason}")
        order = powers.why_not(self._frame.desk, "rectification_order")
        return [*lines, *([order] if order else [])]

    def problems(self) -> list[Problem]:
        """What is to be looked at before issuing; nothing once all is issued."""
        return [] if self.all_issued else [problem for one in self.shown for problem in one.problems]

    def in_order(self) -> list[str]:
        """What is in order, in sentences."""
        if self.all_issued:
            found = ["已出文书，屏幕、打印和存档是同一份"]
        else:
            name, word = ("looks", "复查") if self.again else ("hazards", "隐患")
            rows, photos = len(self.record.get(name) or ()), len(self.record.get("photos") or ())
            found = [f"内容已锁定：{word} {rows} 条，照片 {photos} 张"]
            again = [one for one in self.shown if one.outdated]
            found += [f"{one.title}有改动，打印时出第{one.edition + 1}版，编号不变" for one in again]
            found += [] if self.problems() or again else ["没有要改的"]
        if any(one.paper == "rectification_notice" for one in self.shown) and not powers.authorised(self._frame.desk):
            found.append("没有赋权文号，用“通知（告知）书”")
        return found

    def numbers(self) -> str:
        """The titles with their numbers."""
        return "、".join(f"{one.title} {short_number(one.number)}" for one in self.states if one.number)

    def file_name(self, one: papers.PaperState) -> str:
        """The name a paper is saved under."""
        site = (self.record.get("site") or {}).get("name", "")
        return papers.file_name(site, one.title, self.record["began_at"][:10])

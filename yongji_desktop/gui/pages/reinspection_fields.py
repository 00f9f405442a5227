"""The fields of one hazard looked at again, and where they stand on its card."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLayout, QVBoxLayout, QWidget

from yongji_desktop.core.kinds_follow import CONCLUSIONS, NEXT_STEPS
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, Pick
from yongji_desktop.gui.pages.editor.suspected import department_names
from yongji_desktop.gui.pages.paper_set import short_number
from yongji_desktop.gui.pages.reinspection_before import BeforePhoto
from yongji_desktop.gui.pages.reinspection_draft import ReinspectionDraft
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.photo_strip import PhotoStrip
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.thumbs import Thumbs
from yongji_desktop.gui.parts.words import Elided, across, framed, label, picture, set_role
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services import reinspection_entry, reinspections

FAMILIES = {"rectified": "green", "partly": "amber", "not": "red", "cannot": "red"}
PLACEHOLDERS = {
    "seen": "怎么改的，现场核实了什么",
    "interim": "没改好以前怎么管住：哪台停用、怎么停、谁看着",
    "no_photo_reason": "没有改后照片的原因",
}


class LookFields(QWidget):
    """The card's widgets; what they mean is seen to by LookCard.  `moved(step)` when ↑↓ leave the hazard."""

    moved = Signal(int)

    def __init__(self, draft: ReinspectionDraft, index: int, thumbs: Thumbs):
        super().__init__()
        self.draft, self.index = draft, index
        frame, look = draft.frame, draft.look("looks", index)
        self.hazard = look["hazard"]
        self.grave = reinspection_entry.grave(frame.desk, look)
        self.days = reinspection_entry.repeats(frame.desk, draft.entry, look)
        shas = frame.trying(reinspections.before_photos, frame.desk, look["hazard"]) or []
        words = dict(CONCLUSIONS)
        if self.grave:
            words["rectified"] = reinspection_entry.CLAIMED
        self.conclusion = Segments("结论", tuple(words.items()))
        for code, family in FAMILIES.items():
            self.conclusion.part(code).setProperty("family", family)
        self.seen = Lines("seen", "整改情况", 1, 4)
        self.invested, self.finished = Line("invested", "投入（万元）"), Line("finished_on", "完成日期")
        self.reason = Line("no_photo_reason", "没有改后照片的原因")
        self.next = Segments("下一步", tuple(NEXT_STEPS.items()))
        self.due = Line("next_due_on", "二次限期")
        self.department = Pick("next_department", "抄告（上报）部门", free=True)
        self.interim = Lines("interim", "临时管控", 1, 4)
        self.before = BeforePhoto(frame, shas, str(look.get("found_on") or ""), thumbs)
        self.photos = PhotoStrip(frame, self)
        self.says = {one: ProblemLine() for one in ("conclusion", "seen", "photo", "next", "interim")}
        self.rows: dict[str, list[QWidget]] = {}
        self._build(look)
        self.setFocusProxy(self.conclusion)

    def _build(self, look: dict[str, Any]) -> None:
        self.card: QFrame = framed("card")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(14, 9, 14, 9)
        inside.setSpacing(6)
        self.mark = Chip(str(self.index + 1), "grey")
        title = " · ".join(part for part in (look.get("part"), look.get("description")) if part)
        number = short_number(str(look.get("number") or ""))
        self.deadline = Chip("", "grey")
        grade = [Chip("重大" if look.get("grade") == "major" else "疑似重大")] if self.grave else []
        self.title = Elided(title, "section")
        inside.addLayout(across(self.mark, self.title, label(number, "caption"), *grade, self.deadline))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        answer = across(self.conclusion, None)
        if self.grave:
            wide = label("结论", "label")
            wide.setFixedWidth(SIZES["label"])
            inside.addLayout(across(wide, answer, spacing=6))
            inside.addWidget(self.says["conclusion"])
        else:
            self._row("conclusion", "结论", answer, "conclusion")
        self._fields()
        body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(12)
        self.pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.pair.setSpacing(6)
        self.arrow = picture("next", size=14)
        top = Qt.AlignmentFlag.AlignTop
        self.pair.addWidget(self.before, 0, top)
        self.pair.addWidget(self.arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        self.pair.addWidget(self.photos, 0, top)
        pictures = QVBoxLayout()
        pictures.addLayout(self.pair)
        pictures.addStretch(1)
        fields = QVBoxLayout()
        fields.addLayout(self._grid)
        fields.addStretch(1)
        body.addLayout(pictures)
        body.addLayout(fields, 1)
        inside.addLayout(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.card)
        column.addWidget(self._banner())

    def _fields(self) -> None:
        self.invested.setFixedWidth(72)
        self.finished.setFixedWidth(128)
        self.finished.setPlaceholderText("完成日期")
        self.due.setFixedWidth(104)
        self.department.setMinimumWidth(120)
        self.after_words = Elided("", "good")
        self.due_words = label("", "caption")
        money = across(self.invested, label("万元", "caption"), 4, self.finished, self.after_words, None)
        self._row("seen", "整改情况", self.seen, "seen")
        self._row("money", "投入", money)
        self._row("photo", "没有照片", self.reason, "photo")
        self._row("next", "下一步", across(self.next, self.due, self.department, None), "next")
        self._row("due", "", self.due_words)
        self._row("interim", "临时管控", self.interim, "interim")
        for name, words in PLACEHOLDERS.items():
            field = self.reason if name == "no_photo_reason" else getattr(self, name)
            field.setPlaceholderText(words)
        self.department.addItems(department_names(self.draft.frame.desk))
        self.department.setCurrentIndex(-1)
        self.department.lineEdit().setPlaceholderText("部门")

    def _row(self, name: str, words: str, part: QWidget | QLayout, says: str = "") -> None:
        at = self._grid.rowCount()
        made = label(words, "label")
        made.setFixedWidth(SIZES["label"])
        self._grid.addWidget(made, at, 0, Qt.AlignmentFlag.AlignVCenter)
        (self._grid.addLayout if isinstance(part, QLayout) else self._grid.addWidget)(part, at, 1)
        inside = [part] if isinstance(part, QWidget) else [
            part.itemAt(n).widget() for n in range(part.count()) if part.itemAt(n).widget()
        ]  # fmt: skip
        self.rows[name] = [made, *inside]
        if says:
            self._grid.addWidget(self.says[says], at + 1, 1)

    def _banner(self) -> Banner:
        self.send = Button("改选抄告移送", icon="send", small=True)
        self.repeat = Banner(
            "amber",
            f"同类隐患第 {len(self.days)} 次（{'、'.join(self.days)}）",
            "函件用已有内容生成；送达登记以后，文书上才写“已移送”",
            [self.send],
            icon="undo",
        )
        return self.repeat

    def say(self, name: str, words: str, severity: str = "block") -> None:
        """Write what is wrong under a field; "" for nothing."""
        line = {
            "conclusion": "conclusion", "no_photo_reason": "photo", "photo": "photo", "interim": "interim",
            "next": "next", "next_due_on": "next", "next_department": "next",
        }.get(name, "seen")  # fmt: skip
        said = self.says[line]
        said.say(words, severity) if words else said.clear()
        field = self.field(name)
        if isinstance(field, Line | Lines):
            set_role(field, problem=severity if words else "")

    def field(self, name: str) -> QWidget:
        """The field a problem names (``next_due_on``, ``no_photo_reason`` …)."""
        return {
            "seen": self.seen, "invested": self.invested, "finished_on": self.finished, "next": self.next,
            "no_photo_reason": self.reason if self.reason.isVisibleTo(self) else self.photos, "photo": self.photos,
            "next_due_on": self.due, "next_department": self.department, "interim": self.interim,
        }.get(name, self.conclusion)  # fmt: skip

"""登记隐患: what a village, the grid or a superior reported; it counts nowhere before it is verified."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from yongji_desktop.core.errors import Invalid, Problem, UserFacing
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.hazard_steps import SOURCES
from yongji_desktop.core.kind_parts import choice, long, text
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages import field_help
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Page, scrolled
from yongji_desktop.gui.parts.photo_strip import PhotoStrip
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.site_line import SiteLine
from yongji_desktop.gui.parts.words import across, card, label, picture
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services import hazard_lists, hazards, session

FIELDS = (
    text("place", "地点"),
    long("description", "什么情况", required=True),
    text("part", "部位"),
    choice("category", "类别", {}),
    choice(
        "source", "来源", {code: word for code, word in SOURCES.items() if code != "visit"}, required=True
    ),
    text("reported_by", "上报人"),
    Field("happened_on", "上报日期", Input.DATE, required=True),
)
HINTS = {"place": "没有单位的写地点，例如：四冯村东头老磨坊", "reported_by": "例如：四冯村网格员 冯小军"}
RULES = (
    "登记以后是“待核实”，按约定天数去看，进期限雷达。",
    "核实属实才是隐患，才计数；不属实的写明情况关闭。",
    "两种结果都可以告知上报人。",
    "检查时自己查出的，在检查里登记，不在这里。",
    "举报不在这里登记。",
)
MEMORY = "hazard_new"


class HazardNewPage(Page):
    """A record page; `registered(id)` when the report was written.  What is not registered yet is kept.

    `site` is a unit chosen before.
    """

    word = "登记隐患"
    subtitle = "村（社区）、网格上报，上级交办，部门移来"
    fields, hints, rules, memory = FIELDS, HINTS, RULES, MEMORY
    first_field = "description"
    registered = Signal(str)
    clue_asked = Signal(object, object)  # the unit chosen (None without one), what was filled in

    def __init__(self, frame: Frame, site: dict[str, Any] | None = None, begun: dict[str, Any] | None = None):
        super().__init__(frame)
        self.finished = False
        self.site = SiteLine(frame)
        self.site_problem = ProblemLine()
        self.form = Form(self._fields(), hints=self.hints, label_width=SIZES["label"])
        self.photos = PhotoStrip(frame)
        self.photos.defaults = {"use": "before"}
        self.photos_problem = ProblemLine()
        self.head.set_title(self.word, self.subtitle)
        if self.first_field != "missing":
            self.head.add_deed(Button("是线索，不是隐患", self._ask_clue, key="Ctrl+L"))
        self.register_button = self.head.add_deed(
            Button("登记", self.register, role="primary", key="Ctrl+Enter", icon="tick")
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.register)
        field_help.dress(frame, self.form)
        self._lay_out()
        self._begin()
        if site:
            self.site.choose(site)
        if begun:
            self.form.load({**self.form.values(), **{one.name: begun.get(one.name) for one in self.fields if begun.get(one.name)}})
            self.photos.set_photos(begun.get("photos") or [])
        self._order_keys()

    def _order_keys(self) -> None:
        """Tab goes down the page: unit, form, photos."""
        inputs = [self.form.row(one.name).input for one in self.form.fields]
        chain = [self.site, *inputs, self.photos.files]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    def _fields(self) -> list[Field]:
        known = {one: one for one in hazard_lists.categories(self.frame.desk)}
        return [choice("category", "类别", known) if one.name == "category" else one for one in self.fields]

    def _lay_out(self) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (words, part) in enumerate((("单位", self.site), ("照片", self.photos))):
            head = label(words, "label")
            head.setFixedWidth(SIZES["label"])
            head.setMinimumHeight(SIZES["field"])
            grid.addWidget(head, at * 3, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(part, at * 3, 1)
        grid.addWidget(self.site_problem, 1, 1)
        grid.addWidget(self.form, 2, 0, 1, 2)
        grid.addWidget(self.photos_problem, 4, 1)
        grid.setRowStretch(5, 1)
        whole, left = card()
        left.addWidget(scrolled(inside), 1)
        side, notes = card("登记以后")
        side.setFixedWidth(330)
        for words in self.rules:
            row = across(picture("info", COLOURS["ink2"], 15))
            row.addWidget(label(words, "caption", wrap=True), 1)
            notes.addLayout(row)
        self.later = label("", "faint", wrap=True)
        notes.addWidget(self.later)
        notes.addStretch(1)
        row = across(whole, side, spacing=SIZES["gap"])
        row.setStretch(0, 1)
        self.body.addLayout(row, 1)

    def _begin(self) -> None:
        desk = self.frame.desk
        values = {**self._proposed(), "happened_on": desk.today.isoformat()}
        kept = json.loads(session.remembered(desk, self.memory) or "{}")
        if kept:
            values.update(kept["values"])
            if kept.get("site"):
                self.site.choose(kept["site"])
            self.photos.set_photos(kept.get("photos") or [])
            self.later.setText("上次没有登记完的内容已带出。")
        self.form.load(values)

    def _proposed(self) -> dict[str, Any]:
        return {"source": "village"}

    def _write(self, values: dict[str, Any]) -> tuple[str, str]:
        """The id of what was registered, and the sentence about it."""
        identity = hazards.report(self.frame.desk, values)
        return identity, f"已登记，待核实：{self.frame.desk.terms.verify_within} 日内（约）去看。"

    def opened(self, target: Any = None) -> None:
        """The keyboard on the unit."""
        self.site.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_clue(self) -> None:
        values = self.values()
        self.finished = True  # what was filled in goes along and is not offered again here
        session.remember(self.frame.desk, self.memory, "")
        self.frame.back()
        self.clue_asked.emit(self.site.site, values)

    # Deeds ------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What services.hazards.report takes."""
        told = {name: value for name, value in self.form.values().items() if value is not None}
        if self.site.value():
            told["site"] = self.site.value()
        if self.photos.photos():
            told["photos"] = self.photos.photos()
        return told

    def register(self) -> None:
        """登记: the report is written, this page closes."""
        for line in (self.site_problem, self.photos_problem):
            line.clear()
        if self.photos.busy:
            self.photos_problem.say("照片还在读，读完再登记。", "hint")
            return
        field_help.complete_days(self.form, self.frame.desk.today)
        if not self.form.check():
            return
        try:
            identity, words = self._write(self.values())
        except Invalid as error:
            self._tell(error.problems)
            return
        except UserFacing as error:
            self.site_problem.say(str(error))
            self.site.setFocus()
            return
        self.finished = True
        session.remember(self.frame.desk, self.memory, "")
        self.frame.back()
        self.registered.emit(identity)
        self.frame.did(words)

    def _tell(self, problems: tuple[Problem, ...]) -> None:
        about_photos = [one for one in problems if one.field.startswith("photos")]
        if about_photos:
            self.photos_problem.say(about_photos[0].message)
        self.form.show_problems([one for one in problems if one not in about_photos])

    def may_leave(self) -> bool:
        """Keep what was filled in and not registered."""
        if not self.finished:
            begun = self.form.dirty() or self.site.text().strip() or self.photos.photos()
            site = {name: self.site.site.get(name) for name in ("id", "name")} if self.site.site else None
            kept = {"values": self.form.values(), "site": site, "photos": self.photos.photos()}
            session.remember(self.frame.desk, self.memory, json.dumps(kept, ensure_ascii=False) if begun else "")
        return True

    def compact(self, compact: bool) -> None:
        """Less room for the notes."""
        self.later.parentWidget().setFixedWidth(260 if compact else 330)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Tab", "下一项"), ("Ctrl+V", "粘贴照片"), ("Ctrl+Enter", "登记"), ("Esc", "返回，不丢")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "单位打几个字或拼音首字母，从下面选；没有单位的写地点。",
            "随手记也在这里：先写下来，核实时再定单位。",
            "照片拖进来、Ctrl+V 粘贴或选文件。",
            "Ctrl+Enter 登记；登记错了 Ctrl+Z 撤销。",
            "没登记就离开，填的内容留着，下次带出。",
            "核实在“待核实”里办：属实、不属实，再告知上报人。",
        ]

    def areas(self) -> list[QWidget]:
        """Unit, form, photos."""
        first = self.form.row(self.first_field)
        return [self.site, first.input, self.photos.files]

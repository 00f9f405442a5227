"""未能检查: the short form for a visit that could not be made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from yongji_desktop.core.errors import Invalid, Problem
from yongji_desktop.core.fields import check_fields
from yongji_desktop.core.kinds import MISSED_REASONS, MISSED_VISIT
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import FormRow
from yongji_desktop.gui.parts.page import Page, scrolled
from yongji_desktop.gui.parts.photo_strip import PhotoStrip
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import Elided, across, card, label, picture
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services import missed, office, session

SAVE_MS = 1500
WEEKDAYS = "一二三四五六日"
ROWS = (
    "reason_words",
    "arrived_at",
    "seen",
    "contacted",
    "witness",
    "witness_post",
    "next_on",
    "told_department",
    "told_at",
    "receipt_no",
)
LABELS = {
    "reason_words": "原话",
    "arrived_at": "到的时间",
    "contacted": "联系情况",
    "witness": "邻证",
    "witness_post": "身份",
    "next_on": "再去",
    "receipt_no": "回执号",
}
EXAMPLES = {
    "contacted": "例如：电话 2 次没接，10:22、10:35",
    "witness": "例如：冯小军",
    "witness_post": "例如：四冯村网格员",
    "seen": "例如：大门上锁，院内没有人和车",
    "reason_words": "对方怎么说的，照原话写",
}
PAIRS = {"witness": "witness_post", "told_department": "told_at"}
ONLY_FOR = {
    "reason_words": ("refused", "other"),
    "told_department": ("refused",),
    "told_at": ("refused",),
    "receipt_no": ("refused",),
}
RULES = (
    "不发通知书，不算检查家次。",
    "照片拍门口：锁、停业的牌子、门牌，看得出是哪一家。",
    "选“拒绝进入”时，另填报告部门和回执号；不强行进入。",
)


class MissedPage(Page):
    """A record page about one site; `draft` is the inspection draft it replaces, `entry` its body.

    What is not registered yet is kept on this PC and comes back when the page is opened again.
    """

    name = "missed"
    word = "未能检查"
    icon = "ban"

    def __init__(
        self, frame: Frame, site_id: str, draft: str | None = None, entry: Mapping[str, Any] | None = None
    ):
        super().__init__(frame)
        self.site = frame.desk.get("site", site_id)
        self.draft = draft
        self.people: list[dict[str, Any]] = []
        self.finished = False
        self._memory = f"missed.{site_id}"
        self.rows = {name: FormRow(MISSED_VISIT.field_named(name)) for name in ROWS}
        self.reason = Segments("原因", list(MISSED_REASONS.items()), "locked")
        self.photos = PhotoStrip(frame)
        self.says = {name: ProblemLine() for name in ("reason", "inspectors", "photos", "site_id")}
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SAVE_MS)
        self._clock.timeout.connect(self.keep)
        self._begin(dict(entry or {}))
        self.reason.changed.connect(lambda _: self._reason_changed())
        self.photos.changed.connect(lambda _: self._changed("photos"))
        self.photos.late.connect(lambda rows: self.photos.set_photos([*self.photos.photos(), *rows]))
        for name, row in self.rows.items():
            row.changed.connect(lambda name=name: self._changed(name))
            row.left.connect(lambda name=name: self._left(name))

    def _lay_out(self) -> None:
        self.head.set_title("未能检查", self.site["name"])
        self.register_button = self.head.add_deed(
            Button("登记", self.register, role="primary", key="Ctrl+Enter", icon="tick")
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.register)
        self.side = self._notes()
        whole, outside = card()
        outside.addLayout(
            across(label("未能检查", "record"), Elided(self.site.get("address") or "", "caption"))
        )
        form = QWidget()
        self.area = scrolled(form)
        outside.addWidget(self.area, 1)
        self.grid = QGridLayout(form)
        self.grid.setContentsMargins(0, 0, 6, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(9)
        self.grid.setColumnStretch(1, 1)
        self.labels: dict[str, QWidget] = {}
        self.names = label("")
        self.change_people = Button("换人", self._choose_people, role="ghost", small=True)
        self.weekday = label("", "caption")
        self._add("reason", "原因", across(self.reason, None))
        for name in ("reason_words", "told_department", "receipt_no"):
            self._add_row(name)
        self._add(
            "arrived_at", "到的时间", across(self.rows["arrived_at"], self.names, self.change_people, None)
        )
        for name in ("seen", "contacted", "witness"):
            self._add_row(name)
        self._add("photos", "照片", across(self.photos))
        self._add("next_on", "再去", across(self.rows["next_on"], self.weekday, None))
        self.grid.setRowStretch(self.grid.rowCount(), 1)
        for name in ("arrived_at", "next_on", "told_at"):
            self.rows[name].setFixedWidth(190)
        for name, words in EXAMPLES.items():
            self.rows[name].input.setPlaceholderText(words)
        self.rows["seen"].input.setFixedHeight(54)
        row = across(whole, self.side, spacing=SIZES["gap"])
        row.setStretch(0, 1)
        self.body.addLayout(row, 1)

    def _notes(self) -> QWidget:
        side, notes = card("登记以后")
        side.setFixedWidth(360)
        for words in RULES:
            row = across(picture("info", COLOURS["ink2"], 15), spacing=8)
            row.addWidget(label(words, "caption", wrap=True), 1)
            notes.addLayout(row)
        self.later = label("", "faint", wrap=True)
        notes.addWidget(self.later)
        notes.addStretch(1)
        return side

    def _add_row(self, name: str) -> None:
        content, second, top = across(), PAIRS.get(name), Qt.AlignmentFlag.AlignTop
        content.addWidget(self.rows[name], 1, top)
        if second:
            content.addWidget(self._label(second), 0, top)
            content.addWidget(self.rows[second], 0 if second == "told_at" else 1, top)
        self._add(name, "", content)

    def _label(self, name: str, words: str = "") -> QWidget:
        head = label(words or LABELS.get(name, MISSED_VISIT.field_named(name).label), "label")
        head.setMinimumHeight(SIZES["field"])
        if name in self.rows:
            head.setBuddy(self.rows[name].input)
        self.labels[name] = head
        return head

    def _add(self, name: str, words: str, content) -> None:
        at = self.grid.rowCount()
        head = self._label(name, words)
        head.setFixedWidth(SIZES["label"])
        self.grid.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addLayout(content, at, 1)
        extra = {"reason": "reason", "arrived_at": "inspectors", "photos": "photos"}.get(name)
        if extra:
            self.grid.addWidget(self.says[extra], at + 1, 1)

    # What stands in it ----------------------------------------------------------------------------

    def _begin(self, entry: dict[str, Any]) -> None:
        desk = self.frame.desk
        kept = session.remembered(desk, self._memory)
        me = [_person(desk.get("officer", desk.officer))] if desk.officer else []
        now = f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}"
        values = {
            "reason": "locked",
            "arrived_at": entry.get("began_at") or now,
            "inspectors": entry.get("inspectors") or me,
            "photos": [{**one, "use": "scene"} for one in entry.get("photos") or []],
        }
        if kept:
            values.update({name: value for name, value in json.loads(kept).items() if value})
            self.later.setText("上次没有登记完的内容已带出。")
        for photo in values["photos"]:
            photo.pop("hazard", None)
        self.people = list(values["inspectors"])
        self._show_people()
        self.reason.choose(values["reason"])
        for name, row in self.rows.items():
            row.set_value(values.get(name))
        self.photos.set_photos(values["photos"])
        self._show_what_is_asked()
        self._show_weekday()

    def values(self) -> dict[str, Any]:
        """What is to be registered; what does not belong to the reason is left out."""
        reason = self.reason.value()
        found: dict[str, Any] = {
            "site_id": self.site["id"],
            "reason": reason,
            "inspectors": list(self.people),
            "photos": self.photos.photos(),
        }
        for name, row in self.rows.items():
            if reason in ONLY_FOR.get(name, (reason,)):
                found[name] = row.value()
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    def _show_people(self) -> None:
        names = [one.get("name") or "" for one in self.people]
        self.names.setText("、".join(names) or "还没有人员")
        self.photos.defaults = {"use": "scene", **({"taken_by": names[0]} if names else {})}

    def _choose_people(self) -> None:
        menu = QMenu(self)
        there = [one.get("officer_id") for one in self.people]
        for one in office.officers(self.frame.desk):
            action = menu.addAction(one["name"])
            action.setCheckable(True)
            action.setChecked(one["id"] in there)
            action.toggled.connect(lambda on, one=one: self.set_person(one, on))
        menu.exec(self.change_people.mapToGlobal(self.change_people.rect().bottomLeft()))
        menu.deleteLater()

    def set_person(self, officer: Mapping[str, Any], there: bool) -> None:
        """Whether an officer of the register was there."""
        others = [one for one in self.people if one.get("officer_id") != officer["id"]]
        self.people = [*others, _person(officer)] if there else others
        self._show_people()
        self._changed("inspectors")

    def _reason_changed(self) -> None:
        self._show_what_is_asked()
        self._changed("reason")

    def _show_what_is_asked(self) -> None:
        for name, reasons in ONLY_FOR.items():
            asked = self.reason.value() in reasons
            self.labels[name].setVisible(asked)
            self.rows[name].setVisible(asked)

    def _show_weekday(self) -> None:
        try:
            day = date.fromisoformat(self.rows["next_on"].value() or "")
            self.weekday.setText(f"周{WEEKDAYS[day.weekday()]}")
        except ValueError:
            self.weekday.setText("")

    # What is wrong with it ------------------------------------------------------------------------

    def _changed(self, name: str) -> None:
        if name in self.says:
            self.says[name].clear()
        if name == "next_on":
            self._show_weekday()
        self.later.setText("")
        if not self.finished:
            self._clock.start()

    def _left(self, name: str) -> None:
        """A field was left: say what is wrong with what stands in it."""
        row = self.rows[name]
        value = row.value()
        if value in (None, ""):
            row.clear()
            return
        _, found = check_fields((row.field,), {name: value}, partial=True)
        found += [one for one in missed.problems_of(self.frame.desk, self.values()) if one.field == name]
        if found:
            row.say(found[0].message, found[0].severity)
        else:
            row.clear()

    def show_problems(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        """Each under its field; the focus goes to the first that blocks."""
        for line in self.says.values():
            line.clear()
        for row in self.rows.values():
            row.clear()
        first: QWidget | None = None
        for one in problems:
            name = one.field.split(".")[0]
            if name in self.rows:
                self.rows[name].say(one.message, one.severity)
                first = first or self.rows[name].input
            else:
                self.says.get(name, self.says["reason"]).say(one.message, one.severity)
                first = first or (self.photos if name == "photos" else self.reason)
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(first)

    # Deeds ----------------------------------------------------------------------------------------

    def register(self) -> None:
        """登记: the visit that could not be made is written, this page closes."""
        if self.photos.busy:
            self.says["photos"].say("照片还在读，读完再登记。", "hint")
            return
        values = self.values()
        try:
            missed.register(self.frame.desk, values, self.draft)
        except Invalid as error:
            self.show_problems(error.problems)
            return
        except Exception as error:
            self.frame.complain(error)
            return
        self.finished = True
        self._clock.stop()
        session.remember(self.frame.desk, self._memory, "")
        later = [
            one.message for one in missed.problems_of(self.frame.desk, values) if one.severity == "later"
        ]
        words = f"已登记未能检查：{MISSED_REASONS[values['reason']]}。" + (later[0] if later else "")
        self.frame.did(words)
        if self.draft:
            self.frame.go(self.frame.where)  # the editor of the draft below goes too
        else:
            self.frame.back()

    def keep(self) -> None:
        """Remember what is not registered yet."""
        self._clock.stop()
        if not self.finished:
            session.remember(self.frame.desk, self._memory, json.dumps(self.values(), ensure_ascii=False))
            self.frame.saved()

    # What the frame asks --------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """The reason first."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def compact(self, compact: bool) -> None:
        """The notes at the side give way; F1 says the same."""
        self.side.setVisible(not compact)

    def may_leave(self) -> bool:
        """What is unfinished is remembered."""
        if self._clock.isActive():
            self.keep()
        return True

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [
            ("1–4", "原因"),
            ("Tab", "下一格"),
            ("Ctrl+V", "粘贴照片"),
            ("Ctrl+Enter", "登记"),
            ("Esc", "返回"),
        ]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "去了没查成的，登记在这里：锁门、停业、拒绝进入或其他。",
            "要有门口的照片；拒绝进入的还要写报告了哪个部门。",
            "邻证、联系情况、再去的日期可以以后补。",
            "不发通知书，不算检查家次，不要求检查记录的五项内容。",
            "照片拖进来、Ctrl+V 粘贴或选文件都行。",
            "没登记就离开，填的内容留着，下次打开接着填。",
        ]

    def areas(self) -> list[QWidget]:
        """The form, then the photos."""
        return [self.reason, self.photos]


def _person(officer: Mapping[str, Any]) -> dict[str, Any]:
    """An officer as one of those who were there; the register adds the rest."""
    return {"name": officer["name"], "officer_id": officer["id"]}

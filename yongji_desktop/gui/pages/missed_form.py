"""The form of a visit that could not be made: reason, hour, people, witness, contact, photos, next date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import check_fields
from yongji_desktop.core.kinds import MISSED_REASONS, MISSED_VISIT
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import FormRow
from yongji_desktop.gui.parts.photo_strip import PhotoStrip
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services import missed, office

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


class MissedForm(QWidget):
    """`changed()` at every change; what belongs to another reason than the chosen one is hidden, left out."""

    changed = Signal()

    def __init__(self, frame: Frame, site_id: str):
        super().__init__()
        self.frame, self.site_id = frame, site_id
        self.people: list[dict[str, Any]] = []
        self.rows = {name: FormRow(MISSED_VISIT.field_named(name)) for name in ROWS}
        self.reason = Segments("原因", list(MISSED_REASONS.items()), "locked")
        self.photos = PhotoStrip(frame)
        self.says = {name: ProblemLine() for name in ("reason", "inspectors", "photos")}
        self._lay_out()
        self.reason.changed.connect(lambda _: self._reason_changed())
        self.photos.changed.connect(lambda _: self._changed("photos"))
        for name, row in self.rows.items():
            row.changed.connect(lambda name=name: self._changed(name))
            row.left.connect(lambda name=name: self.look_at(name))

    def _lay_out(self) -> None:
        self.grid = QGridLayout(self)
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

    def load(self, values: Mapping[str, Any]) -> None:
        """Show values as `values()` gives them; nothing is wrong yet."""
        self.people = [{"name": one} if isinstance(one, str) else dict(one) for one in values["inspectors"]]
        self._show_people()
        self.reason.choose(values["reason"])
        for name, row in self.rows.items():
            row.set_value(values.get(name))
        self.photos.set_photos(values.get("photos") or ())
        self._show_what_is_asked()
        self._show_weekday()

    def values(self) -> dict[str, Any]:
        """What is to be registered; what does not belong to the reason is left out."""
        reason = self.reason.value()
        found: dict[str, Any] = {
            "site_id": self.site_id,
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
        self.people = [*others, as_person(officer)] if there else others
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
        self.changed.emit()

    def look_at(self, name: str) -> None:
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

    def show_problems(self, problems: Iterable[Problem]) -> QWidget | None:
        """Each under its field; the focus goes to the first, which is returned."""
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
        return first


def as_person(officer: Mapping[str, Any]) -> dict[str, Any]:
    """An officer as one of those who were there; the register adds the rest."""
    return {"name": officer["name"], "officer_id": officer["id"]}

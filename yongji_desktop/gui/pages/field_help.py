"""Help for filling in forms: days typed short, deadlines on days of rest, departments offered."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from yongji_desktop.core.fields import Input
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.form import Form, FormRow
from yongji_desktop.gui.parts.form_inputs import full_date
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk

TERMS = ("due_on", "reopen_on", "next_due_on")
LOW = 58  # height of a text of several lines


def rest_day(desk: Desk, told: Any) -> tuple[str, str] | None:
    """(sentence, the next working day) when a deadline falls on a day of rest."""
    try:
        day = date.fromisoformat(str(told))
    except ValueError:
        return None
    calendar = packs.calendar(desk)
    if not calendar.is_rest(day):
        return None
    other = calendar.next_working_day(day)
    words = f"{day.month}月{day.day}日是{calendar.name(day)}，建议改到 {other.month}月{other.day}日。"
    return words, other.isoformat()


def look_at_term(desk: Desk, row: FormRow) -> None:
    """Under a deadline on a day of rest: why, and the next working day for one click."""
    rest = rest_day(desk, row.value())
    if rest:
        row.say(rest[0], "hint", f"改成 {rest[1][5:]}", lambda: _mend(row, rest[1]))
    elif row.severity == "hint":
        row.clear()


def _mend(row: FormRow, value: str) -> None:
    row.set_value(value)
    row.clear()


def complete_days(form: Form, today: date) -> None:
    """Days typed as 12-7 get this year."""
    for one in form.fields:
        if one.input is Input.DATE:
            _complete_day(form.row(one.name), today)


def _complete_day(row: FormRow, today: date) -> None:
    text = row.input.text()
    if text.strip() and full_date(text, today) != text:
        row.set_value(full_date(text, today))


def dress(frame: Frame, form: Form) -> None:
    """Texts of several lines stay low, departments are offered, deadlines are looked at."""
    for one in form.fields:
        row = form.row(one.name)
        if one.input is Input.LONG:
            row.input.setFixedHeight(LOW)
        if isinstance(row.input, QComboBox):  # as narrow as the place it stands in
            row.input.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            row.input.setMinimumContentsLength(4)
        if one.input is Input.DATE:
            row.input.editingFinished.connect(lambda row=row: _complete_day(row, frame.desk.today))
        if one.name in TERMS:
            row.left.connect(lambda row=row: look_at_term(frame.desk, row))
        if one.name.endswith("department") and isinstance(row.input, QLineEdit):
            offer = QCompleter([each.name for each in packs.departments(frame.desk).departments], row.input)
            offer.setFilterMode(Qt.MatchFlag.MatchContains)
            row.input.setCompleter(offer)

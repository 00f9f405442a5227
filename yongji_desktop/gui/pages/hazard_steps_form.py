"""One step of a hazard as a form: made from what the step asks for, checked by the service that takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.hazard_steps import FILES, Step
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages import field_help
from yongji_desktop.gui.pages.hazard_ask import Ask
from yongji_desktop.gui.pages.hazard_facts import short_days
from yongji_desktop.gui.parts.attachments import Attachments
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.words import clear
from yongji_desktop.services import hazard_lists, hazards
from yongji_desktop.services.desk import Desk

LABEL = 102


def fields_of(desk: Desk, step: Step, site_id: str | None, besides: str) -> list[Field]:
    """The step's fields; another hazard is chosen among those of the same unit."""
    return [
        replace(one, input=Input.CHOICE, of="", choices=others(desk, site_id, besides))
        if one.of == "hazard"
        else one
        for one in step.fields
    ]


def others(desk: Desk, site_id: str | None, besides: str) -> dict[str, str]:
    """{id: words} of the other hazards of a unit."""
    if not site_id:
        return {}
    rows = hazard_lists.listed(desk, "all", filters={"site_id": site_id})
    return {
        row["id"]: f"{short_days(row['found_on'] or '', desk.today)} {str(row['description'] or '')[:18]}"
        for row in rows
        if row["id"] != besides and row["grade"] != CLUE
    }


class StepForm(Ask):
    """`begin` asks for a step of one hazard or of several at once."""

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.step: Step | None = None
        self.form: Form | None = None
        self.files = Attachments(frame)
        self.files.setParent(self)
        self.files.hide()

    def begin(
        self,
        ids: Sequence[str],
        step: Step,
        about: Sequence[str],
        values: Mapping[str, Any],
        note: str = "",
        site_id: str | None = None,
    ) -> None:
        """Ask for a step; `values` is what its form begins with, `about` names the hazards."""
        self.ids, self.step = list(ids), step
        count = f" · {len(ids)} 条一起" if len(ids) > 1 else ""
        self.say(f"{step.button}{count}", about, step.button, note)
        self.inside.removeWidget(self.files)  # it stays for the next step
        clear(self.inside)
        fields = fields_of(self.frame.desk, step, site_id, self.ids[0])
        self.form = Form(fields, save=self._take, label_width=LABEL)
        self.form.load(values)
        field_help.dress(self.frame, self.form)
        self.inside.addWidget(self.form)
        self.files.show_rows([])
        self.files.setVisible(FILES in step.fields)
        self.inside.addWidget(self.files)
        self.inside.addStretch(1)
        for one, following in pairwise([*(self.form.row(one.name).input for one in self.form.fields), self.files.button]):
            QWidget.setTabOrder(one, following)

    def _take(self, values: dict[str, Any]) -> str:
        assert self.step is not None
        told = {name: value for name, value in values.items() if value is not None}
        if self.files.rows:
            told["files"] = self.files.rows
        return hazards.take_step(self.frame.desk, self.ids, self.step.code, told)

    def act(self) -> None:
        """Take the step; what is wrong stands under its field."""
        assert self.form is not None and self.step is not None
        field_help.complete_days(self.form, self.frame.desk.today)
        deed = self.form.save()
        if deed:
            count = f"，{len(self.ids)} 条" if len(self.ids) > 1 else ""
            self.did.emit(deed, f"已登记：{self.step.label}{count}。")

    def dirty(self) -> bool:
        """Whether something was typed."""
        return self.form is not None and (self.form.dirty() or bool(self.files.rows))

    def focus(self) -> None:
        """On the first field still empty, else the first."""
        assert self.form is not None
        rows = [self.form.row(one.name) for one in self.form.fields]
        first = next((row for row in rows if row.value() in (None, "")), rows[0])
        first.setFocus(Qt.FocusReason.OtherFocusReason)

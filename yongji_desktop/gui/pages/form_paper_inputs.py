"""The fields of a form paper: single ones as a form, lists of rows as small tables below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Input
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages import field_help
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.rows_editor import RowsEditor
from yongji_desktop.gui.parts.words import label
from yongji_desktop.services.forms import Paper

LABEL = 88


class PaperInputs(QWidget):
    """`changed()` at every change; `values()` are what services.forms takes."""

    changed = Signal()

    def __init__(self, frame: Frame, paper: Paper):
        super().__init__()
        self.form = Form(paper.inputs, label_width=LABEL)
        self.rows = {one.name: RowsEditor(one) for one in paper.inputs if one.input is Input.ROWS}
        self._carried = [one.name for one in paper.inputs if one.input is Input.DATA]
        self._data: dict[str, Any] = {}
        self._begun: dict[str, Any] = {}
        field_help.dress(frame, self.form)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(10)
        if not paper.inputs:
            lines.addWidget(label("这份文书不用填，内容都从登记的带出。", "caption", wrap=True))
        lines.addWidget(self.form)
        for editor in self.rows.values():
            lines.addWidget(editor)
            editor.changed.connect(self.changed)
        lines.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))
        self.form.changed.connect(self.changed)
        first = [self.form.row(one.name) for one in self.form.fields]
        if first:
            self.setFocusProxy(first[0].input)
        elif self.rows:
            self.setFocusProxy(next(iter(self.rows.values())).table)

    def load(self, values: Mapping[str, Any]) -> None:
        """Show these values."""
        self.blockSignals(True)
        self.form.load(values)
        for name, editor in self.rows.items():
            editor.load(values.get(name) or [])
        self._data = {name: values[name] for name in self._carried if values.get(name)}
        self.blockSignals(False)
        self._begun = self.values()

    def values(self) -> dict[str, Any]:
        """What is filled in; empty ones left out."""
        told = {**self._data, **self.form.values(), **{name: one.values() for name, one in self.rows.items()}}
        return {name: value for name, value in told.items() if value not in (None, "", [])}

    def dirty(self) -> bool:
        """Whether it differs from what it began with."""
        return self.values() != self._begun

    def show_problems(self, problems: Iterable[Problem]) -> bool:
        """Write each under its field and go to the first; False when none is about a field."""
        own, first = [], False
        for one in problems:
            name = one.field.split(".")[0]
            if name in self.rows:
                self.rows[name].problem.say(one.message, one.severity)
                if not first and not own:
                    self.rows[name].table.setFocus()
                first = True
            elif any(each.name == name for each in self.form.fields):
                own.append(one)
        self.form.show_problems(own)
        return bool(own) or first

"""Forms made from the declaration of a kind: labels left, what is wrong right under the field.

The form knows no rule: a field is checked by its declaration, the rest by the service that saves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Invalid, Problem, UserFacing
from yongji_desktop.core.fields import Field, Input, check_fields
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.form_inputs import make_input, read_input, write_input
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import label, set_role
from yongji_desktop.gui.tokens import SIZES

LEFT_OUT = (Input.ROWS, Input.DATA)


class FormRow(QWidget):
    """One field: its input, a line of hint, and under it what is wrong."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, hint: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self.field = field
        self.input = make_input(field, self.changed.emit)
        self.input.setAccessibleName(field.label)
        self.hint = label(hint, "caption", wrap=True)
        self.problem = ProblemLine()
        self.severity = ""
        self.said_of: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.input)
        column.addWidget(self.problem)
        column.addWidget(self.hint)
        self.hint.setVisible(bool(hint))
        self.input.installEventFilter(self)
        self.setFocusProxy(self.input)

    def value(self) -> Any:
        """What is in the field, as typed or as a code; None for nothing."""
        return read_input(self.field, self.input)

    def set_value(self, value: Any) -> None:
        """Put a stored value into the field."""
        write_input(self.field, self.input, value)

    def say(
        self,
        message: str,
        severity: str = "block",
        repair_word: str = "",
        repair: Callable[[], object] | None = None,
    ) -> None:
        """Write what is wrong under the field, with a one-click repair where there is one."""
        self.severity = severity
        self.said_of = self.value()
        self.problem.say(message, severity, repair_word, repair)
        self.input.setAccessibleDescription(message)
        set_role(self.input, problem=severity)
        self.hint.hide()

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.severity = ""
        self.problem.clear()
        self.input.setAccessibleDescription(self.hint.text())
        set_role(self.input, problem="")
        self.hint.setVisible(bool(self.hint.text()))

    def eventFilter(self, watched, event) -> bool:
        if watched is self.input and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
            ):
                self.left.emit()
        return super().eventFilter(watched, event)


class Form(QWidget):
    """A form over `fields`; see `save`.

    `labels` and `hints` {field name: words} replace a label or add a line under the field;
    `look(values)` returns more Problems when a field is left; `partial` saves only what was changed.
    """

    changed = Signal()
    saved = Signal(object)

    def __init__(
        self,
        fields: Iterable[Field],
        *,
        save: Callable[[dict[str, Any]], Any] | None = None,
        columns: int = 1,
        labels: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
        label_width: int = SIZES["label"],
        look: Callable[[dict[str, Any]], list[Problem]] | None = None,
        partial: bool = False,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._save, self._look, self._partial = save, look, partial
        self.fields = tuple(one for one in fields if one.input not in LEFT_OUT)
        self._rows: dict[str, FormRow] = {}
        self._words: dict[str, QWidget] = {}
        self._loaded: dict[str, Any] = {}
        self.trouble = Banner("red", "")
        self.trouble.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.trouble, 0, 0, 1, columns * 2)
        for index, field in enumerate(self.fields):
            row = FormRow(field, (hints or {}).get(field.name, ""))
            words = label((labels or {}).get(field.name, field.label), "label", wrap=True)
            words.setFixedWidth(label_width)
            words.setMinimumHeight(SIZES["field"])
            words.setBuddy(row.input)
            at, column = 1 + index // columns, index % columns * 2
            grid.addWidget(words, at, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, at, column + 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column + 1, 1)
            row.changed.connect(self.changed)
            row.left.connect(lambda row=row: self._left(row))
            self._rows[field.name] = row
            self._words[field.name] = words
        self._loaded = self.values()

    def row(self, name: str) -> FormRow:
        """The row of a field."""
        return self._rows[name]

    def show_only(self, names: Iterable[str]) -> None:
        """Hide every field but these; hidden ones keep what is in them."""
        shown = set(names)
        for name, row in self._rows.items():
            row.setVisible(name in shown)
            self._words[name].setVisible(name in shown)

    def load(self, values: Mapping[str, Any]) -> None:
        """Show a record's values; nothing is wrong yet."""
        for name, row in self._rows.items():
            row.set_value(values.get(name))
            row.clear()
        self.trouble.hide()
        self._loaded = self.values()

    def values(self) -> dict[str, Any]:
        """What is in the fields, {name: text or code or None}."""
        return {name: row.value() for name, row in self._rows.items()}

    def dirty(self) -> bool:
        """Whether something differs from what was loaded."""
        return self.values() != self._loaded

    def check(self) -> bool:
        """Look at every field by its declaration; says what is wrong and goes to the first."""
        _, problems = check_fields(self.fields, self.values())
        if self._look:
            problems += [one for one in self._look(self.values()) if one not in problems]
        self.show_problems(problems)
        return not any(one.severity == "block" for one in problems)

    def save(self) -> Any:
        """Hand the values to the service; None when it did not take them, and then why stands on the form."""
        if self._save is None:
            raise ValueError("this form has nowhere to save")
        values = self.values()
        if self._partial:
            values = {name: value for name, value in values.items() if value != self._loaded.get(name)}
        self.show_problems([])
        try:
            result = self._save(values)
        except Invalid as error:
            self.show_problems(error.problems)
            return None
        except UserFacing as error:
            self._trouble(str(error))
            return None
        self._loaded = self.values()
        self.saved.emit(result)
        return result

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Write each problem under its field and go to the first; what belongs to no field stands on top."""
        for row in self._rows.values():
            row.clear()
        first, others = None, []
        for one in problems:
            row = self._rows.get(one.field.split(".")[0])
            if row is None:
                others.append(one.message)
            elif row.severity in ("", "hint", "later") or (
                row.severity == "warn" and one.severity == "block"
            ):
                row.say(one.message, one.severity)
                first = first or row
        self._trouble("\n".join(others))
        if first:
            first.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _trouble(self, words: str) -> None:
        self.trouble.say(words.split("\n")[0], "\n".join(words.split("\n")[1:]))
        self.trouble.setVisible(bool(words))

    def _left(self, row: FormRow) -> None:
        """A field was left: by its declaration an empty required one is not yet wrong."""
        name = row.field.name
        value = row.value()
        _, found = check_fields((row.field,), {name: value}, partial=True)
        found = [one for one in found if value not in (None, "")]
        if self._look:
            found += [one for one in self._look(self.values()) if one.field.split(".")[0] == name]
        if found:
            row.say(found[0].message, found[0].severity)
        elif not row.severity or row.said_of != value:  # what a deed said stays until the field changes
            row.clear()

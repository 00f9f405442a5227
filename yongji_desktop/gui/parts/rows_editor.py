"""A small table to fill in: the rows of one field, a line a row; typing edits the cell, 加一行 adds one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from yongji_desktop.core.fields import Field, Input
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form_inputs import Choice
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.gui.tokens import SIZES

MOST_SHOWN = 6


class RowsEditor(QWidget):
    """Edits the rows of `field` (Input.ROWS); `changed()` at every change."""

    changed = Signal()

    def __init__(self, field: Field):
        super().__init__()
        self.field = field
        self.columns = [one for one in field.rows if one.input not in (Input.ROWS, Input.DATA)]
        self.problem = ProblemLine()
        self.table = QTableWidget(0, len(self.columns))
        self.table.setHorizontalHeaderLabels([one.label for one in self.columns])
        self.table.setAccessibleName(field.label)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(SIZES["field"])
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        head = self.table.horizontalHeader()
        for at, one in enumerate(self.columns):
            wide = one.input in (Input.TEXT, Input.LONG)
            head.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.Fixed
            )
            if not wide:
                head.resizeSection(at, 104 if one.input in (Input.DATE, Input.CHOICE) else 58)
        self.table.itemChanged.connect(lambda _: self.changed.emit())
        self.table.installEventFilter(self)
        self.add_button = Button("加一行", self.add, icon="plus", small=True)
        self.take_button = Button("去掉这行", self.take_away, role="ghost", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(across(label(field.label, "label"), None, self.take_button, self.add_button))
        column.addWidget(self.table)
        column.addWidget(self.problem)
        self._fit()

    def load(self, rows: Sequence[dict[str, Any]]) -> None:
        """Show these rows."""
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for row in rows:
            self._append(row)
        self.table.blockSignals(False)
        self.problem.clear()
        self._fit()

    def values(self) -> list[dict[str, Any]]:
        """The rows as filled in; empty ones left out."""
        found = []
        for at in range(self.table.rowCount()):
            row = {one.name: self._value(at, column) for column, one in enumerate(self.columns)}
            row = {name: value for name, value in row.items() if value not in (None, "")}
            if row:
                found.append(row)
        return found

    def _value(self, row: int, column: int) -> Any:
        widget = self.table.cellWidget(row, column)
        if isinstance(widget, Choice):
            return widget.currentData()
        item = self.table.item(row, column)
        return item.text().strip() if item else None

    def _append(self, values: dict[str, Any]) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, one in enumerate(self.columns):
            choices = {True: "是", False: "否"} if one.input is Input.YESNO else one.choices
            if choices:
                box = Choice()
                box.setAccessibleName(one.label)
                box.addItem("", None)
                for code, word in choices.items():
                    box.addItem(word, code)
                box.setCurrentIndex(max(0, box.findData(values.get(one.name))))
                box.currentIndexChanged.connect(lambda _: self.changed.emit())
                self.table.setCellWidget(row, column, box)
            else:
                self.table.setItem(row, column, QTableWidgetItem(one.show(values.get(one.name))))

    def add(self) -> None:
        """One more row, and the keyboard in it."""
        self._append({})
        self._fit()
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def take_away(self) -> None:
        """The current row goes."""
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)
            self._fit()
            self.changed.emit()

    def _fit(self) -> None:
        rows = min(max(self.table.rowCount(), 1), MOST_SHOWN)
        self.table.setFixedHeight(SIZES["table_header"] + rows * SIZES["field"] + 4)
        self.take_button.setVisible(self.table.rowCount() > 0)

    def eventFilter(self, watched, event) -> bool:
        if watched is self.table and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Delete and self.table.rowCount():
                self.take_away()
                return True
            if event.key() == Qt.Key.Key_Insert:
                self.add()
                return True
        return super().eventFilter(watched, event)

"""The widths of table columns, remembered on this PC for each table of each page."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.table import RecordTable
from yongji_desktop.services import session

WAIT_MS = 300


def remember_widths(page: QWidget, frame: Frame) -> None:
    """Give every table of a page the widths it had, and note when the officer changes them."""
    for table in page.findChildren(RecordTable):
        if table.findChild(_Note) is None:
            _Note(table, f"widths.{type(page).__name__}.{table.view.accessibleName()}", frame)


class _Note(QObject):
    """Belongs to one table; writes a moment after the last change, and only when a width is another one."""

    def __init__(self, table: RecordTable, name: str, frame: Frame):
        super().__init__(table)
        self._table, self._name, self._frame = table, name, frame
        table.set_widths(session.remembered(frame.desk, name) or "")
        self._known = self._fixed()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(WAIT_MS)
        self._clock.timeout.connect(self._write)
        table.widths_changed.connect(self._changed)

    def _fixed(self) -> list[int]:
        """The widths that are the officer's choice: not of hidden columns, not of those that stretch."""
        head = self._table.view.horizontalHeader()
        return [
            -1 if column.stretch or head.isSectionHidden(index) else head.sectionSize(index)
            for index, column in enumerate(self._table.columns)
        ]

    def _changed(self) -> None:
        now = self._fixed()
        if any(-1 not in (was, size) and was != size for was, size in zip(self._known, now, strict=True)):
            self._clock.start()

    def _write(self) -> None:
        if self._frame.session.closed:
            return
        self._known = self._fixed()
        now = self._table.widths().split(",")
        old = (session.remembered(self._frame.desk, self._name) or "").split(",")
        if len(old) == len(now):  # a hidden column keeps what it had
            now = [was if size == "0" else size for was, size in zip(old, now, strict=True)]
        session.remember(self._frame.desk, self._name, ",".join(now))

"""What the lists that share a page with others have in common: a bar of deeds over one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import Elided, across
from yongji_desktop.services import sites


class ListPart(QWidget):
    """A list under one tab; give `columns`, `title`, `nothing` and read the rows in `rows()`."""

    title = ""
    columns: tuple[Column, ...] = ()
    nothing: tuple[str, str, str] = ("list", "", "")
    row_height = 0
    keys: tuple[tuple[str, str], ...] = (("Enter", "打开"),)

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self._rows: list[dict[str, Any]] = []
        self.words = Elided("", "caption")
        self.table = RecordTable(
            self.columns,
            lambda offset, limit: self._rows[offset : offset + limit],
            lambda: len(self._rows),
            name=self.title,
            **({"row_height": self.row_height} if self.row_height else {}),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = across(self.words, *self.deeds())
        bar.setContentsMargins(13, 0, 13, 9)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self.open)
        self.table.current_changed.connect(lambda _: self.say_deeds())

    def deeds(self) -> list[Button]:
        """The buttons of the bar."""
        return []

    def rows(self) -> list[dict[str, Any]]:
        """Every row, as it is now."""
        return []

    def open(self, row: Mapping[str, Any]) -> None:
        """Enter on a row."""

    def say_deeds(self) -> None:
        """Which buttons can act on the current row."""

    def empty(self) -> EmptyState:
        """What stands here while there is nothing."""
        return EmptyState(*self.nothing)

    def show_found(self, text: str, clear: Button) -> None:
        """Read again and show what `text` finds; `clear` takes the filter off."""
        self._rows = found(self.frame, text, self.rows())
        state = EmptyState("search", f"没有符合“{text}”的{self.title}", "", [clear]) if text else self.empty()
        self.table.set_empty(state)
        self.table.reload()
        self.say_deeds()

    def focus(self) -> None:
        """The keyboard goes to the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def found(frame: Frame, text: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows whose unit, name or number holds what is typed (characters, or pinyin initials of the unit)."""
    text = text.strip()
    if not text:
        return rows
    units = {row["id"] for row in sites.listed(frame.desk, text, limit=1000)}
    return [
        row
        for row in rows
        if row.get("site_id") in units
        or any(text.upper() in str(row.get(name) or "").upper() for name in ("number", "name"))
    ]

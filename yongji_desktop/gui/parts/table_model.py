"""The rows of the table: columns as data, fetched by page, ordered by any column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

Row = Mapping[str, Any]
Fetch = Callable[[int, int], list[dict[str, Any]]]
Count = Callable[[], int]

PAGE = 200
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_ROLE = SORT_ROLE + 1
HEADING_ROLE = SORT_ROLE + 2
_SIDES = {"number": Qt.AlignmentFlag.AlignRight, "chip": Qt.AlignmentFlag.AlignHCenter}


@dataclass(frozen=True)
class Column:
    """One column.

    `name` the row's value, `kind` text, number, date (MM-DD in the cell, the whole date in the tooltip)
    or chip; `show(row)` gives the words when they are not just the value, `family(row)` the chip's
    family; `stretch` takes what is left of the width.
    """

    name: str
    label: str
    width: int = 110
    kind: str = "text"
    stretch: bool = False
    show: Callable[[Row], str] | None = None
    family: Callable[[Row], str] | None = None
    bold: bool = False

    def words(self, row: Row) -> str:
        """What the cell says."""
        if self.show:
            return self.show(row)
        value = row.get(self.name)
        if value is None or value == "":
            return ""
        return str(value)[5:10] if self.kind == "date" else str(value)


class RecordModel(QAbstractTableModel):
    """Rows as dicts; the first page at once, the next ones when the view comes near."""

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        count: Count,
        *,
        key: str = "id",
        heading: Callable[[Row], str] | None = None,
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key, self.heading = key, heading
        self.total = 0
        self.order: tuple[int, bool] | None = None
        self._fetch, self._count = fetch, count
        self._rows: list[dict[str, Any]] = []

    # What Qt asks ---------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == ROW_ROLE:
            return row
        words = self.heading(row) if self.heading else ""
        if role == HEADING_ROLE:
            return words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            text = column.words(row)
            spoken = (
                role == Qt.ItemDataRole.AccessibleTextRole and column.kind == "chip" and text and not words
            )
            return f"状态 {text}" if spoken else text
        if role == SORT_ROLE:
            return row.get(column.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = _SIDES.get(column.kind, Qt.AlignmentFlag.AlignLeft)
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = _SIDES.get(column.kind, Qt.AlignmentFlag.AlignLeft)
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not parent.isValid() and len(self._rows) < self.total

    def fetchMore(self, parent: QModelIndex) -> None:
        if not parent.isValid():
            self._fetch_page()

    # Rows -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for everything again; as many rows as were here, at least one page."""
        wanted = max(PAGE, len(self._rows))
        self.beginResetModel()
        self.total = self._count()
        self._rows = []
        while len(self._rows) < min(wanted, self.total) or (self.order and len(self._rows) < self.total):
            page = self._fetch(len(self._rows), PAGE)
            if not page:
                self.total = len(self._rows)
                break
            self._rows += page
        self._sort()
        self.endResetModel()

    def _fetch_page(self) -> bool:
        page = self._fetch(len(self._rows), PAGE)
        if not page:
            self.total = len(self._rows)
            return False
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page) - 1)
        self._rows += page
        self.endInsertRows()
        return True

    def fetch_all(self) -> None:
        """Fetch what is missing, for End and for ordering."""
        while len(self._rows) < self.total and self._fetch_page():
            pass

    def order_by(self, column: int, ascending: bool) -> None:
        """Order all rows by a column; kept for later reloads."""
        self.fetch_all()
        self.order = (column, ascending)
        self.beginResetModel()
        self._sort()
        self.endResetModel()

    def _sort(self) -> None:
        if self.order is None:
            return
        name, column = self.columns[self.order[0]].name, self.columns[self.order[0]]

        def value(row: Row) -> Any:
            raw = row.get(name)
            return raw if isinstance(raw, int | float) else str(raw or column.words(row))

        present = [row for row in self._rows if row.get(name) not in (None, "") or column.words(row)]
        absent = [row for row in self._rows if not (row.get(name) not in (None, "") or column.words(row))]
        try:
            present.sort(key=value, reverse=not self.order[1])
        except TypeError:  # numbers and words in one column
            present.sort(key=lambda row: str(value(row)), reverse=not self.order[1])
        self._rows = present + absent

    def any_row(self, row: int) -> dict[str, Any] | None:
        """The row at a place, chapter rows too."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def record(self, row: int) -> dict[str, Any] | None:
        """The record at a place; None for a chapter row."""
        found = self.any_row(row)
        return None if found is None or (self.heading and self.heading(found)) else found

    def record_near(self, row: int) -> int:
        """The nearest place at or after `row` with a record, else before it, else `row`."""
        for place in (*range(row, len(self._rows)), *range(row - 1, -1, -1)):
            if self.record(place) is not None:
                return place
        return row

    def row_of(self, key: Any) -> int:
        """Where the record with this key is among the rows fetched, -1 when it is not."""
        for place, row in enumerate(self._rows):
            if row.get(self.key) == key:
                return place
        return -1

    def _tip(self, row: Row, column: Column) -> str | None:
        if column.kind == "date" and not column.show:
            return str(row.get(column.name) or "")[:16].replace("T", " ") or None
        return column.words(row) or None

"""The one table: rows fetched by page, columns as data, chips, the selected row, empty state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStackedLayout, QTableView, QWidget

from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.table_model import Column, Count, Fetch, RecordModel, Row
from yongji_desktop.gui.parts.table_paint import CellDelegate
from yongji_desktop.gui.tokens import SIZES

__all__ = ["Column", "RecordModel", "RecordTable"]


class _View(QTableView):
    """The view inside: keys that move the row are its own, the rest goes to the table."""

    key_pressed = Signal(QKeyEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        )
        if event.key() in moves and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if event.key() == Qt.Key.Key_Home and self.model().rowCount():
                self.selectRow(0)
            elif event.key() == Qt.Key.Key_End and self.model().rowCount():
                self.model().fetch_all()
                self.selectRow(self.model().rowCount() - 1)
            else:
                super().keyPressEvent(event)
            return
        event.ignore()
        self.key_pressed.emit(event)


class RecordTable(QWidget):
    """A table over `fetch(offset, limit)` and `count()`.

    `key` names the value that says which record a row is; `heading(row)` gives the words of a chapter row, ""
    for a record.  Signals: `current_changed(row or None)`, `opened(row)` on Enter or a double click,
    `pressed(row, text)` for a key the table does not use, `order_changed(words)`.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    pressed = Signal(object, str)
    order_changed = Signal(str)
    widths_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        count: Count,
        *,
        name: str,
        key: str = "id",
        row_height: int = SIZES["row"],
        heading: Callable[[Row], str] | None = None,
        header: bool = True,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.columns = tuple(columns)
        self.model = RecordModel(self.columns, fetch, count, key=key, heading=heading)
        self.view = _View()
        self.view.setModel(self.model)
        self.view.setItemDelegate(CellDelegate(self.columns, self.view))
        self.view.setAccessibleName(name)
        self._dress_view(row_height, header)
        self.empty = EmptyState("list", f"还没有{name}。")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._quiet = False
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentRowChanged.connect(self._current_changed)
        self.view.doubleClicked.connect(self._double_clicked)
        self.view.key_pressed.connect(self._key)
        self.view.verticalHeader().setMinimumSectionSize(20)

    def _dress_view(self, row_height: int, header: bool) -> None:
        view = self.view
        view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(row_height)
        head = view.horizontalHeader()
        head.setVisible(header)
        head.setFixedHeight(SIZES["table_header"])
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(False)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._header_menu)
        head.sectionClicked.connect(self._header_clicked)
        head.sectionResized.connect(lambda *_: self.widths_changed.emit())
        head.setMinimumSectionSize(44)
        self.reset_widths()

    # Rows -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch again; the current row stays current where it is still there, else its neighbour is."""
        before, at = self.current(), self.view.currentIndex().row()
        self._quiet = True
        self.model.reload()
        count = self.model.rowCount()
        self._show_rows_or_empty()
        if (before is None or not self.select(before.get(self.model.key))) and count:
            self._go(self.model.record_near(min(max(at, 0), count - 1)))
        self._quiet = False
        self.current_changed.emit(self.current())

    def count(self) -> int:
        """How many rows there are in all."""
        return self.model.total

    def current(self) -> dict[str, Any] | None:
        """The current record, None when there is none or a chapter row is current."""
        return self.model.record(self.view.currentIndex().row())

    def select(self, key: Any) -> bool:
        """Make the record with this key the current one; False when it is not here."""
        row = self.model.row_of(key)
        if row < 0:
            return False
        self._go(row)
        return True

    def set_empty(self, state: EmptyState) -> None:
        """What is shown while there is no row."""
        self._stack.removeWidget(self.empty)
        self.empty.deleteLater()
        self.empty = state
        self._stack.addWidget(state)
        self._show_rows_or_empty()

    def _show_rows_or_empty(self) -> None:
        """The empty state takes the place of the rows, and the keyboard with it."""
        shown = self.view if self.model.total else self.empty
        focused = self.view.hasFocus() or self.empty.hasFocus()
        self.setFocusProxy(shown)
        self._stack.setCurrentWidget(shown)
        if focused:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def column_words(self, row: Mapping[str, Any]) -> list[str]:
        """The words of a record's cells."""
        return [column.words(row) for column in self.columns]

    def _go(self, row: int) -> None:
        if row >= 0:
            self.view.selectRow(row)
            self.view.scrollTo(self.model.index(row, 0))

    def _current_changed(self, now: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.current_changed.emit(self.model.record(now.row()))

    def _double_clicked(self, index: QModelIndex) -> None:
        row = self.model.record(index.row())
        if row is not None:
            self.opened.emit(row)

    # Keys -----------------------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> None:
        row = self.model.any_row(self.view.currentIndex().row())
        keys, modifiers = event.key(), event.modifiers()
        alt_shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        if modifiers & alt_shift == alt_shift and keys in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.sort_by(self._sort_column(), keys == Qt.Key.Key_Up)
            event.accept()
        elif row is None:
            return
        elif (
            keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not modifiers & Qt.KeyboardModifier.ControlModifier
        ):
            self.opened.emit(row)
            event.accept()
        else:
            text = "空格" if keys == Qt.Key.Key_Space else event.text()
            if text and text.isprintable() and not modifiers & Qt.KeyboardModifier.ControlModifier:
                self.pressed.emit(row, text)

    # Order and widths -----------------------------------------------------------------------------------

    def sort_by(self, column: int, ascending: bool = True) -> None:
        """Order the rows by a column; says `order_changed` in words."""
        before = self.current()
        self._quiet = True
        self.model.order_by(column, ascending)
        head = self.view.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSortIndicator(
            column, Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder
        )
        if before is not None:
            self.select(before.get(self.model.key))
        self._quiet = False
        self.order_changed.emit(self.order_in_words())

    def order_in_words(self) -> str:
        """“按单位名称从小到大”, "" for the order the rows come in."""
        order = self.model.order
        if order is None:
            return ""
        column = self.columns[order[0]]
        ways = {"date": ("从早到晚", "从晚到早"), "number": ("从少到多", "从多到少")}
        return f"按{column.label}{ways.get(column.kind, ('从小到大', '从大到小'))[0 if order[1] else 1]}"

    def _sort_column(self) -> int:
        if self.model.order is not None:
            return self.model.order[0]
        return next((index for index, one in enumerate(self.columns) if one.label), 0)

    def _header_clicked(self, column: int) -> None:
        if self.columns[column].label and self.model.heading is None:
            again = self.model.order is not None and self.model.order[0] == column
            self.sort_by(column, not (again and self.model.order[1]))

    def _header_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("恢复列宽", self.reset_widths)
        menu.addAction("恢复次序", self.forget_order)
        menu.exec(self.view.horizontalHeader().mapToGlobal(at))

    def forget_order(self) -> None:
        """Back to the order the rows come in."""
        self.model.order = None
        self.view.horizontalHeader().setSortIndicatorShown(False)
        self.reload()
        self.order_changed.emit("")

    def reset_widths(self) -> None:
        """The widths as declared; stretching columns share what is left."""
        head = self.view.horizontalHeader()
        for index, column in enumerate(self.columns):
            stretch = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(index, stretch)
            if not column.stretch:
                head.resizeSection(index, column.width)

    def widths(self) -> str:
        """The widths of the columns, to be remembered."""
        head = self.view.horizontalHeader()
        return ",".join(str(head.sectionSize(index)) for index in range(len(self.columns)))

    def set_widths(self, told: str) -> None:
        """Take widths that `widths` gave; those of another set of columns and of hidden ones (0) are left alone."""
        sizes = [part for part in told.split(",") if part.isdigit()]
        if len(sizes) == len(self.columns):
            for index, size in enumerate(sizes):
                if not self.columns[index].stretch and int(size):
                    self.view.horizontalHeader().resizeSection(index, int(size))

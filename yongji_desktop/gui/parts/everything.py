"""The box that searches everything (Ctrl+K): units by words or pinyin initials, pages, records by a paper's number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.icons import icon
from yongji_desktop.gui.parts.search import SearchBox
from yongji_desktop.gui.tokens import COLOURS
from yongji_desktop.services import numbers, reinspections, sites

MOST = 8
TARGET = int(Qt.ItemDataRole.UserRole)


class SearchEverything(SearchBox):
    """Type, ↓, Enter; Esc closes the list and leaves the page as it was."""

    _list: QListWidget | None = None

    def __init__(self, frame: Frame, parent: QWidget | None = None):
        super().__init__("搜单位、页面、文书编号，可用拼音首字母", "Ctrl+K", "搜索", parent)
        self._frame = frame
        self.searched.connect(self._show)

    def _popup(self) -> QListWidget:
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setProperty("role", "popup")
            self._list.setAccessibleName("搜索结果")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.itemClicked.connect(self._open)
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _show(self, text: str) -> None:
        popup = self._popup()
        popup.clear()
        if not text:
            popup.hide()
            return
        for name, word in self._frame.words.items():
            if text in word:
                self._add(icon("next"), f"{word}  页面", (name, None))
        for one in sites.listed(self._frame.desk, text, limit=MOST):
            words = "  ·  ".join(part for part in (one["name"], one.get("village")) if part)
            self._add(icon("unit"), words, ("sites", {"open": one["id"]}))
        self._add_numbers(text)
        if not popup.count():
            self._add(icon("info", COLOURS["ink3"]), f"没有找到“{text}”", None)
        popup.setCurrentRow(0)
        popup.setFixedSize(
            max(self.width(), 330), min(popup.count(), MOST + 2) * popup.sizeHintForRow(0) + 10
        )
        popup.move(self.mapTo(self.window(), QPoint(self.width() - popup.width(), self.height() + 4)))
        popup.show()
        popup.raise_()

    def _add_numbers(self, text: str) -> None:
        """The record a paper with this number was issued from, and looking again at what is open there."""
        desk, offered = self._frame.desk, set()
        for one in numbers.found(desk, text):
            words = "  ·  ".join(part for part in (one.words, one.site) if part)
            if one.kind in ("inspection", "reinspection"):
                self._add(icon("doc"), words, ("inspections", {"open": one.id}))
            elif one.kind == "hazard" and "hazards" in self._frame.words:
                self._add(icon("doc"), words, ("hazards", {"open": one.id}))
            known = one.site_id in offered or not one.site_id
            count = 0 if known else len(reinspections.open_of(desk, one.site_id))
            offered.add(one.site_id)
            if count:
                self._add(icon("hazard"), f"复查  ·  {one.site}，{count} 条没闭环", one.site_id)

    def _add(self, sign, words: str, target: tuple | str | None) -> None:
        item = QListWidgetItem(sign, words)
        item.setData(TARGET, target)
        if target is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._popup().addItem(item)

    def _open(self, item: QListWidgetItem | None) -> None:
        target = item.data(TARGET) if item else None
        if not target:
            return
        self.line.clear()
        self._search()
        if isinstance(target, str):
            self._reinspect(target)
        else:
            self._frame.go(*target)

    def _reinspect(self, site: str) -> None:
        # here because every page is built on the bar this box stands in
        from yongji_desktop.gui.pages.reinspection import ReinspectionPage

        page = self._frame.trying(ReinspectionPage, self._frame, site)
        if page is not None:
            self._frame.open(page)

    def eventFilter(self, watched, event) -> bool:
        shown = self._list is not None and self._list.isVisible()
        if event.type() == QEvent.Type.FocusOut and shown:
            self._popup().hide()
        if event.type() == QEvent.Type.KeyPress and shown:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
            if step:
                row = self._popup().currentRow() + step
                self._popup().setCurrentRow(min(max(row, 0), self._popup().count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search()
                self._open(self._popup().currentItem())
                return True
        return super().eventFilter(watched, event)

"""A field for a unit: type characters or pinyin initials, ↓ and Enter choose; it may stay empty."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.search import WAIT_MS
from yongji_desktop.services import sites

MOST = 8
KEY = int(Qt.ItemDataRole.UserRole)


class SiteLine(QLineEdit):
    """`site` is the chosen unit's row or None; words that name none are kept as they are typed."""

    changed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None):
        super().__init__(parent)
        self._frame = frame
        self.site: dict[str, Any] | None = None
        self.setPlaceholderText("单位名称或拼音首字母；没有单位的不填")
        self.setAccessibleName("单位")
        self.setClearButtonEnabled(True)
        self._list: QListWidget | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(WAIT_MS)
        self._clock.timeout.connect(self._offer)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(lambda _: self.changed.emit())

    def choose(self, row: dict[str, Any]) -> None:
        """Take a unit."""
        self.site = dict(row)
        self.setText(str(row["name"]))
        self.setCursorPosition(0)
        self._close()

    def value(self) -> str | None:
        """The id of the chosen unit, else the words typed, else None."""
        return self.site["id"] if self.site else self.text().strip() or None

    def _edited(self, text: str) -> None:
        if self.site and text.strip() != self.site["name"]:
            self.site = None
        self._clock.start()

    def _popup(self) -> QListWidget:
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setProperty("role", "popup")
            self._list.setAccessibleName("单位")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.itemClicked.connect(lambda item: self.choose(item.data(KEY)))
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _offer(self) -> None:
        self._clock.stop()
        text, popup = self.text().strip(), self._popup()
        popup.clear()
        if not text or self.site or not self.hasFocus():
            self._close()
            return
        for one in sites.listed(self._frame.desk, text, limit=MOST):
            words = "  ·  ".join(part for part in (one["name"], one.get("village")) if part)
            item = QListWidgetItem(words)
            item.setData(KEY, {"id": one["id"], "name": one["name"], "village": one.get("village")})
            popup.addItem(item)
        if not popup.count():
            self._close()
            return
        popup.setCurrentRow(0)
        popup.setFixedSize(max(self.width(), 260), popup.count() * popup.sizeHintForRow(0) + 10)
        popup.move(self.mapTo(self.window(), QPoint(0, self.height() + 2)))
        popup.show()
        popup.raise_()

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._close()
        if event.type() == QEvent.Type.KeyPress and self._key(event.key()):
            return True
        return super().event(event)

    def _key(self, key: int) -> bool:
        if self._clock.isActive() and key in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Down,
            Qt.Key.Key_Tab,
        ):
            self._offer()
        if self._list is None or not self._list.isVisible():
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if step:
            row = self._list.currentRow() + step
            self._list.setCurrentRow(min(max(row, 0), self._list.count() - 1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self._list.currentItem().data(KEY))
            return True
        if key == Qt.Key.Key_Escape:
            self._close()
            return True
        return False

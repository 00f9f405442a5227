"""The photos of an inspection as thumbnails; Enter shows one large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QListView, QListWidget, QListWidgetItem, QVBoxLayout

from yongji_desktop.core.kind_parts import PHOTO_USES
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.words import label
from yongji_desktop.gui.tokens import COLOURS
from yongji_desktop.services import photos

THUMB = QSize(124, 84)


class PhotoGrid(QListWidget):
    """Thumbnails with what each photo is of; to look at, not to change."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self._photos: list[Mapping[str, Any]] = []
        self.setAccessibleName("照片")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(THUMB)
        self.setGridSize(QSize(148, 128))
        self.setWordWrap(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.itemActivated.connect(lambda item: self.show_large(self.row(item)))

    def fill(self, photos_: Sequence[Mapping[str, Any]]) -> None:
        """Show these photo rows."""
        self._photos = list(photos_)
        self.clear()
        for number, one in enumerate(self._photos, 1):
            item = QListWidgetItem(QIcon(self._picture(one, "thumb")), self._words(one))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"照片 {number}，{self._words(one)}")
            item.setToolTip(self._words(one))
            self.addItem(item)

    def paintEvent(self, event) -> None:
        """The thumbnails, or one sentence in their place."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(COLOURS["ink3"]))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, "没有照片")

    @staticmethod
    def _words(one: Mapping[str, Any]) -> str:
        parts = [PHOTO_USES.get(one.get("use") or "", "")]
        if one.get("hazard") is not None:
            parts.append(f"隐患 {one['hazard'] + 1}")
        return " · ".join(part for part in (*parts, one.get("caption") or "") if part) or "照片"

    def _picture(self, one: Mapping[str, Any], use: str) -> QPixmap:
        path = photos.small_copy(self.frame.desk.store, one["sha"], use)
        return QPixmap(str(path)) if path else QPixmap()

    def show_large(self, index: int) -> None:
        """One photo as large as the screen allows; Esc goes back."""
        one = self._photos[index]
        picture = self._picture(one, "print")
        if picture.isNull():
            self.frame.say(f"照片 {index + 1} 的原文件不在本机。请从原来的电脑重新导入。")
            return
        box = QDialog(self)
        box.setWindowTitle(f"照片 {index + 1}：{self._words(one)}")
        most = self.screen().availableSize() * 0.9
        shown = QLabel()
        shown.setPixmap(
            picture.scaled(
                most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        shown.setAccessibleName(self._words(one))
        told = [self._words(one), (one.get("taken_at") or "").replace("T", " "), one.get("taken_by") or ""]
        column = QVBoxLayout(box)
        column.addWidget(shown)
        column.addWidget(label("　".join(part for part in told if part), "caption"))
        box.exec()
        box.deleteLater()

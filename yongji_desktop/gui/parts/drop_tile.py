"""A place that takes photos in."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from yongji_desktop.gui import icons
from yongji_desktop.gui.parts.thumbs import THUMB
from yongji_desktop.gui.tokens import COLOURS, SIZES


def takes(mime: QMimeData) -> bool:
    """Whether a drop or the clipboard holds a picture or files of this PC."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


class DropTile(QPushButton):
    """A place that takes photos in: drop on it, or press it to choose files; `word` names a slot."""

    dropped = Signal(object)

    def __init__(self, word: str = ""):
        super().__init__()
        self.setFixedSize(THUMB.width() - 26 if not word else THUMB.width() - 14, THUMB.height())
        self.setAcceptDrops(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._over = False
        self.set_word(word)

    def set_word(self, word: str) -> None:
        """Name the slot otherwise."""
        self.word = word
        self.setAccessibleName(f"添加{word}照片")
        self.setToolTip(f"拖照片到这里，Ctrl+V 粘贴，或点这里选文件{f'（{word}）' if word else ''}")
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def lines(self) -> tuple[str, str]:
        """The two lines of words on it."""
        return (self.word or "拖到这里", "拖到这里" if self.word else "或 Ctrl+V")

    def dragEnterEvent(self, event) -> None:
        if takes(event.mimeData()):
            event.acceptProposedAction()
            self._set_over(True)

    def dragLeaveEvent(self, event) -> None:
        self._set_over(False)

    def dropEvent(self, event) -> None:
        self._set_over(False)
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _set_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self._over or self.underMouse()
        strong = self.hasFocus() or self._over
        pen = QPen(QColor(COLOURS["brand" if strong else "control"]), 2 if strong else 1.2)
        if not self.hasFocus():
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(COLOURS["brand_soft" if lively else "sub"]))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(1, 1, -1, -1), SIZES["radius_control"], SIZES["radius_control"]
        )
        icons.draw(painter, "photo", QRectF(self.width() / 2 - 9, 11, 18, 18), COLOURS["ink2"])
        font = QFont(self.font())
        font.setPixelSize(SIZES["caption"])
        painter.setPen(QColor(COLOURS["ink2"]))
        for at, words in enumerate(self.lines()):
            font.setBold(bool(self.word) and at == 0)
            painter.setFont(font)
            painter.drawText(QRectF(0, 32 + at * 21, self.width(), 20), Qt.AlignmentFlag.AlignCenter, words)

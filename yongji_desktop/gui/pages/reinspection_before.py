"""The photo of a hazard as it was found, small; pressed, it fills the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.photo_view import PhotoView
from yongji_desktop.gui.parts.thumbs import RADIUS, THUMB, Thumbs, paint_thumb
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services import photos


class BeforePhoto(QPushButton):
    """`shas` are the photos before, the one that prints first; none says so.  `thumbs` reads them for the page."""

    def __init__(self, frame: Frame, shas: Sequence[str], found_on: str, thumbs: Thumbs):
        super().__init__()
        self.frame, self.shas = frame, list(shas)
        self.words = f"改前 {found_on[5:]}" if found_on else "改前"
        self.setFixedSize(THUMB)
        self.setAutoDefault(False)
        self.setEnabled(bool(self.shas))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        count = f"，共 {len(self.shas)} 张" if len(self.shas) > 1 else ""
        self.setAccessibleName(f"整改前照片 {found_on}{count}" if self.shas else "没有整改前照片")
        self.setToolTip(f"看大图{count}" if self.shas else "检查时没有拍这一条")
        self.thumbs = thumbs
        self.thumbs.arrived.connect(lambda _: self.update())
        self.clicked.connect(self.look)

    def look(self) -> None:
        """Show the photos as large as the screen; nothing can be changed."""
        rows = [{"sha": one, "use": "before"} for one in self.shas]
        view = PhotoView(self.frame, rows, 0, editable=False, parent=self)
        view.exec()
        view.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        font = QFont(self.font())
        font.setPixelSize(SIZES["key"])
        painter.setFont(font)
        if self.shas:
            store, sha = self.frame.desk.store, self.shas[0]
            paint_thumb(painter, box, self.thumbs.get(sha, lambda: photos.small_copy(store, sha, "thumb")))
            bar = QRectF(box.left(), box.bottom() - 18, box.width(), 18)
            shade = QColor(COLOURS["focus_dark"])
            shade.setAlpha(205)
            painter.fillRect(bar, shade)
            painter.setPen(QColor(COLOURS["surface"]))
            painter.drawText(bar.adjusted(5, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, self.words)
        else:
            painter.setPen(QPen(QColor(COLOURS["line"]), 1))
            painter.setBrush(QColor(COLOURS["sub"]))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            painter.setPen(QColor(COLOURS["ink3"]))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "没有改前照片")
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS + 1, RADIUS + 1)

"""Small pictures read beside the window's thread, so that a slow disk never holds up a list."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from yongji_desktop.gui import icons
from yongji_desktop.gui.tokens import COLOURS

THUMB = QSize(124, 84)
RADIUS = 4


class Thumbs(QObject):
    """Pictures by a key; `arrived(key)` when one that was asked for is there."""

    arrived = Signal(str)
    _read = Signal(str, object)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yongji-thumbs")
        self._known: dict[str, QPixmap | None] = {}
        self._read.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        pool = self._pool
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))

    def get(self, key: str, read: Callable[[], Path | bytes | None]) -> QPixmap | None:
        """The picture of a key; None while it is being read, an empty one when there is none.

        `read` runs on another thread and gives the file or the bytes of the picture.
        """
        if key not in self._known:
            self._known[key] = None
            self._pool.submit(self._fetch, key, read)
        return self._known[key]

    def _fetch(self, key: str, read: Callable[[], Path | bytes | None]) -> None:
        try:
            found = read()
            image = QImage(str(found)) if isinstance(found, Path) else QImage.fromData(found or b"")
        except OSError:
            image = QImage()
        try:
            self._read.emit(key, image)
        except RuntimeError:  # the window that asked is gone
            return

    @Slot(str, object)
    def _keep(self, key: str, image: Any) -> None:
        self._known[key] = QPixmap.fromImage(image)
        self.arrived.emit(key)


def paint_thumb(painter: QPainter, box: QRectF, picture: QPixmap | None) -> None:
    """Fill `box` with a picture, cut to its shape; what is not there yet is grey, what is missing says so."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    shape = QPainterPath()
    shape.addRoundedRect(box, RADIUS, RADIUS)
    painter.fillPath(shape, QColor(COLOURS["disabled"]))
    if picture is not None and not picture.isNull():
        painter.setClipPath(shape)
        scale = max(box.width() / picture.width(), box.height() / picture.height())
        wide, high = box.width() / scale, box.height() / scale
        part = QRectF((picture.width() - wide) / 2, (picture.height() - high) / 2, wide, high)
        painter.drawPixmap(box, picture, part)
    elif picture is not None:
        centre = box.center()
        icons.draw(painter, "broken", QRectF(centre.x() - 12, centre.y() - 12, 24, 24), COLOURS["ink3"])
    painter.restore()

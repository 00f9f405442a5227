"""The window's own icons: SVG files drawn in any colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from yongji_desktop.assets import asset
from yongji_desktop.gui.tokens import COLOURS


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = asset(f"resources/icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode("utf-8")))


def draw(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon into `rect` with an open painter."""
    _renderer(name, colour).render(painter, QRectF(rect))


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str = COLOURS["ink2"], size: int = 18, ratio: float = 1.0) -> QPixmap:
    """An icon as a pixmap of `size` logical pixels at a device pixel ratio."""
    pixels = round(size * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, name, QRectF(0, 0, pixels, pixels), colour)
    painter.end()
    found = QPixmap.fromImage(image)
    found.setDevicePixelRatio(ratio)
    return found


def icon(name: str, colour: str = COLOURS["ink2"], size: int = 18) -> QIcon:
    """An icon for a widget that takes a QIcon, sharp up to double size."""
    found = QIcon()
    for ratio in (1.0, 2.0):
        found.addPixmap(pixmap(name, colour, size, ratio))
    return found

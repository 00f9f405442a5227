"""Photo files as a phone writes them, for the tests of what takes photos in."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "photos"
EXIF, TAKEN = 0x8769, 0x9003


def shot(path: Path, seed: int = 1, taken: str = "", size: tuple[int, int] = (320, 240)) -> Path:
    """A photo nobody has; `taken` is the camera's time ("2026-11-20 10:05")."""
    chance = random.Random(seed)
    picture = Image.frombytes("RGB", (16, 12), chance.randbytes(16 * 12 * 3)).resize(size)
    exif = Image.Exif()
    if taken:
        exif.get_ifd(EXIF)[TAKEN] = taken.replace("-", ":") + ":00"
    picture.save(path, "JPEG", quality=80, exif=exif)
    return path


def folder_of(path: Path, count: int, taken: str = "") -> Path:
    """A folder of that many photos."""
    path.mkdir()
    for number in range(count):
        shot(path / f"IMG_{number:04d}.jpg", number, taken)
    return path


def mime_of(paths: list[Path]) -> QMimeData:
    """What the file manager hands over with these files."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(widget: QWidget, paths: list[Path]) -> None:
    """Drop files on a widget, as Qt hands them over after a real drag."""
    mime = mime_of(paths)
    widget.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

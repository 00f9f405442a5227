"""Scans dropped anywhere in the window are read and filed; what a page takes itself never gets here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtWidgets import QWidget

PDF = (".pdf",)
PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp")
FILTER = "扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp)"


def scans_in(mime: QMimeData, pictures: bool = False) -> list[Path]:
    """The files of a drop that may be scans: with a PDF among them pictures too, else pictures only when asked for."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    found = [path for path in paths if path.suffix.lower() in (*PDF, *PICTURES)]
    if pictures or any(path.suffix.lower() in PDF for path in found):
        return found
    return []


class ScanDrop(QObject):
    """Lets `widget` take scans and hands their paths to `take`; `pictures`: single pictures are scans there, no photos."""

    def __init__(self, widget: QWidget, take: Callable[[list[Path]], object], pictures: bool = False):
        super().__init__(widget)
        self._take, self.pictures = take, pictures
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A drag with scans is welcome, a drop hands them on."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        found = scans_in(event.mimeData(), self.pictures)
        if not found:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._take(found)
        return True

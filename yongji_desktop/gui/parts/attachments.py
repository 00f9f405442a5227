"""凭据: scans and photos that go with what is entered; chosen, dropped or pasted, named, taken away again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import Elided, across, clear, label
from yongji_desktop.services import scans

KINDS = "扫描件和照片 (*.pdf *.jpg *.jpeg *.png)"
HINT = "照片、扫描件，可以拖进来"


class Attachments(QWidget):
    """`rows` as services.scans gives them; `changed()` when one came or went."""

    changed = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.rows: list[dict[str, Any]] = []
        self.setAcceptDrops(True)
        self.button = Button("附文件", self._ask, icon="doc", small=True)
        self.hint = label(HINT, "caption")
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(across(self.button, self.hint, None))
        column.addLayout(self._list)
        self.setFocusProxy(self.button)

    def show_rows(self, rows: list[dict[str, Any]]) -> None:
        """Show other files."""
        self.rows = list(rows)
        clear(self._list)
        for index, one in enumerate(self.rows):
            off = Button("去掉", lambda index=index: self._drop(index), role="ghost", small=True)
            off.setAccessibleName(f"去掉 {one['name']}")
            pages = f"，{one['pages']} 页" if one.get("kind") == "pdf" else ""
            self._list.addLayout(across(Elided(f"{one['name']}{pages}"), off))

    def take(self, paths: list[Path]) -> None:
        """Take files in; one that cannot be read is said and left out."""
        made = [row for row in (self.frame.trying(scans.attach, self.frame.desk, path) for path in paths) if row]
        known = {one["sha"]: one for one in self.rows}
        fresh = list({one["sha"]: one for one in made if one["sha"] not in known}.values())
        if fresh:
            self.show_rows([*self.rows, *fresh])
            self.changed.emit()

    def paste(self, mime: QMimeData) -> bool:
        """Take copied files or a copied picture (a screenshot); False when there is neither."""
        paths = [Path(one.toLocalFile()) for one in mime.urls() if one.isLocalFile()]
        if paths:
            self.take(paths)
            return True
        picture = QImage(mime.imageData()) if mime.hasImage() else QImage()
        if picture.isNull():
            return False
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"截图{len(self.rows) + 1}.png"
            if picture.save(str(path)):
                self.take([path])
        return True

    def _ask(self) -> None:
        told, _ = QFileDialog.getOpenFileNames(self, "附文件", "", KINDS)
        self.take([Path(one) for one in told])

    def _drop(self, index: int) -> None:
        self.show_rows([one for at, one in enumerate(self.rows) if at != index])
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this PC may be dropped."""
        if any(one.isLocalFile() for one in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self.take([Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()])
        event.acceptProposedAction()

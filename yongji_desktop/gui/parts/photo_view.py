"""One photo as large as the screen: looked at, marked with arrows, boxes and its date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from yongji_desktop.gui.frame import Frame


class PhotoView(QDialog):
    """Shows photo rows one at a time; `marked(index, marks)` when the marks of one have changed."""

    marked = Signal(int, list)

    def __init__(
        self, frame: Frame, rows: Sequence[Mapping[str, Any]], index: int = 0, *, editable: bool = True,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.frame = frame

"""常用语: a finding in three keys, with everything it will fill in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from yongji_desktop.gui.frame import Frame


class PhrasePicker(QDialog):
    """Says `chosen(hazard, edit)`; `keep` when the hazard being written is to become an own phrase."""

    chosen = Signal(dict, bool)
    keep = Signal()

    def __init__(
        self, frame: Frame, item: str | None, began_at: str, site_id: str | None, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.frame = frame

"""A sample of a paper's head as it will print with the names that are filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.words import Elided, label
from yongji_desktop.services import session

TITLE = "安全生产巡查记录"


class PaperSample(QFrame):
    """Organ, title and number in the faces of the paper."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("role", "paperhead")
        self.organ, self.number = Elided("", "paperorgan"), Elided("", "papernumber")
        title = label(TITLE, "papertitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        column.addWidget(label("文书上印成", "caption"))
        for one in (self.organ, title, self.number):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(one)

    def say(self, organ: str, short: str, letter: str, year: int) -> None:
        """Show other names; what is not filled in yet stands as a blank."""
        self.organ.setText(organ or "（机关全称）")
        self.number.setText(session.sample_number(short or "（简称）", letter or "A", year))

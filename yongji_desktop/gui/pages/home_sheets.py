"""现场用纸 on the first page: how many are out, how many originals are not filed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.words import card, label, picture
from yongji_desktop.services import field_sheets, filing


class SheetsCard(QWidget):
    """One line with two numbers; each opens its tab of 检查."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.out = Button("没录入 0", lambda: frame.go("inspections", {"tab": "sheets"}), small=True)
        self.unfiled = Button("原件没归档 0", lambda: frame.go("inspections", {"tab": "unfiled"}), small=True)
        box, inside = card()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(picture("doc"))
        row.addWidget(label("现场用纸", "section"))
        row.addStretch(1)
        row.addWidget(self.out)
        row.addWidget(self.unfiled)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box)

    def refresh(self) -> None:
        """Count again once the page stands; nothing out and nothing to file: no card."""
        QTimer.singleShot(0, self, self._count)

    def _count(self) -> None:
        out, unfiled = len(field_sheets.out(self.frame.desk)), filing.count_unfiled(self.frame.desk)
        self.out.setText(f"没录入 {out}")
        self.unfiled.setText(f"原件没归档 {unfiled}")
        self.out.setVisible(bool(out))
        self.unfiled.setVisible(bool(unfiled))
        self.setVisible(bool(out or unfiled))

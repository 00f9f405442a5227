"""A small window while the data is brought up to a new version of the program."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.words import label


class Opening(QWidget):
    """Shown at the first `progress`; most starts never show it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("永济镇街安全工作台")
        self.setFixedWidth(420)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("正在整理数据")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.addWidget(label("程序升级了，正在整理数据。已先备份一份。", "bold"))
        column.addWidget(self.bar)

    def progress(self, done: int, total: int) -> None:
        """How far it is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        if not self.isVisible():
            self.show()
        QApplication.processEvents()

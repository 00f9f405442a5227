"""First run, step 2: where the data lies, and a second drive for photos and papers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import Elided, across, card, label
from yongji_desktop.services import session


class PlaceStep(QWidget):
    """`folder` holds the data, `second` is a folder on another drive or None."""

    def __init__(self, folder: Path):
        super().__init__()
        self.folder = folder
        self.second: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label("数据放在哪里", "title"))
        column.addWidget(
            label("放在这台电脑自己的硬盘上。U 盘、移动硬盘和网络盘不行，拔掉、断网会丢。", "caption")
        )
        frame, inside = card("数据文件夹")
        self.where = Elided("", "bold")
        self.change = Button("换一个文件夹", self._choose, small=True)
        self.trouble = ProblemLine()
        inside.addLayout(across(self.where, self.change))
        inside.addWidget(self.trouble)
        column.addWidget(frame)
        frame, inside = card("第二个盘")
        self.second_words = Elided("", "bold")
        self.choose_second = Button("选第二个盘", self._choose_second, small=True)
        inside.addWidget(
            label(
                "照片和文书每次备份时抄一份过去；没有第二个盘就先空着，以后在“设置”里选。",
                "caption",
                wrap=True,
            )
        )
        inside.addLayout(across(self.second_words, self.choose_second))
        column.addWidget(frame)
        frame, inside = card("备份")
        inside.addWidget(
            label("每天第一次打开时自动备份，关闭时有改动再备份一次；旧的自动清理，不用管。", wrap=True)
        )
        inside.addWidget(
            Banner(
                "amber",
                "数据未加密，请启用系统磁盘加密（BitLocker）。",
                "做法在“设置 → 数据和备份”里。",
                icon="shield",
            )
        )
        column.addWidget(frame)
        column.addStretch(1)
        self._show()

    def begin(self) -> None:
        """Look at the folder and put the focus on what can be changed."""
        self.check()
        self.change.setFocus()

    def use(self, folder: Path) -> None:
        """Take another folder for the data."""
        self.folder = folder
        self._show()
        self.check()

    def say(self, words: str) -> None:
        """Say why the data may not lie here."""
        self.trouble.say(words)

    def check(self) -> bool:
        """Whether data may lie here; says why not."""
        words = session.place_trouble(self.folder)
        if words:
            self.say(words)
        else:
            self.trouble.clear()
        return not words

    def choose_backup(self) -> Path | None:
        """Ask for the backup file of another PC."""
        told, _ = QFileDialog.getOpenFileName(self, "选另一台电脑的备份", "", "备份 (yongji-*.db)")
        return Path(told) if told else None

    def _show(self) -> None:
        self.where.setText(str(self.folder))
        self.second_words.setText(str(self.second) if self.second else "没有选")

    def _choose(self) -> None:
        told = QFileDialog.getExistingDirectory(self, "选数据文件夹")
        if told:
            self.use(Path(told))

    def _choose_second(self) -> None:
        told = QFileDialog.getExistingDirectory(self, "选第二个盘上的文件夹")
        if told:
            self.second = Path(told)
            self._show()

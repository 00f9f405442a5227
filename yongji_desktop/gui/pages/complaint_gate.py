"""The password in front of the register of complaints: set once, asked at every opening."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import complaints

ABOUT = (
    "举报登记只在这台电脑上，不进搜索、台账、变更记录，不外发。举报人的姓名、电话不写在这里，留在纸质件上，用编号对照。"
)
PLAIN = "口令只管这一页的开关，不加密硬盘；数据文件请用系统磁盘加密保护。忘了口令打不开，请记牢。"


class Gate(QWidget):
    """`opened(Key)` when the password was right."""

    opened = Signal(object)

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.word = self._line("口令")
        self.again = self._line("再输一遍")
        self.problem = ProblemLine()
        self.open_button = Button("打开", self.go, key="Enter", icon="link", role="primary")
        box, inside = card("举报登记")
        box.setMaximumWidth(560)
        inside.addWidget(label(ABOUT, wrap=True))
        self.ask = label("", "label")
        inside.addWidget(self.ask)
        inside.addWidget(self.word)
        inside.addWidget(self.again)
        inside.addWidget(self.problem)
        inside.addLayout(across(self.open_button, None))
        inside.addWidget(label(PLAIN, "caption", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box)
        column.addStretch(1)
        self.refresh()

    def _line(self, words: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(words)
        made.setAccessibleName(words)
        made.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        made.returnPressed.connect(self.go)
        return made

    def refresh(self) -> None:
        """Ask for the password, or for a new one the first time."""
        known = complaints.has_password(self.frame.desk)
        self.again.setVisible(not known)
        self.ask.setText("输口令打开" if known else "第一次用，先设一个口令（至少 6 个字）")
        self.open_button.setText("打开" if known else "设口令并打开")

    def go(self) -> None:
        """Open, or say under the field what is wrong."""
        desk, told = self.frame.desk, self.word.text()
        self.problem.clear()
        try:
            if complaints.has_password(desk):
                key = complaints.unlock(desk, told)
            elif told != self.again.text():
                self.problem.say("两遍口令不一样，请再输一遍。", "block")
                return
            else:
                key = complaints.set_password(desk, told)
        except UserFacing as error:
            self.problem.say(str(error), "block")
            self.word.selectAll()
            self.word.setFocus()
            return
        self.word.clear()
        self.again.clear()
        self.opened.emit(key)

"""First run: which town, its names as on the seal, who works here; then where the data lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.gui.first_run_place import PlaceStep
from yongji_desktop.gui.first_run_town import TownStep
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import tell
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.words import across, framed, label, line, picture
from yongji_desktop.gui.tokens import COLOURS, COMPACT_BELOW, SIZES, SMALLEST
from yongji_desktop.services import session

WIDE_BAR, NARROW_BAR = 250, 224
STEPS = ("镇街和人员", "数据和备份")


class StepMark(QWidget):
    """One step in the left bar: its number in a ring and its word."""

    def __init__(self, number: int, word: str):
        super().__init__()
        self.number, self.word, self.current = number, word, False
        self.setFixedHeight(58)
        self.setAccessibleName(f"第 {number} 步 {word}")

    def sizeHint(self) -> QSize:
        return QSize(NARROW_BAR, 58)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(31, 15, 27, 27)
        painter.setPen(QPen(QColor(COLOURS["nav_bar"]), 1.5))
        painter.setBrush(QColor(COLOURS["surface" if self.current else "nav"]))
        painter.drawEllipse(ring)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["nav" if self.current else "nav_text"]))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self.number))
        font.setPixelSize(SIZES["record"])
        font.setBold(self.current)
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["surface" if self.current else "nav_text"]))
        painter.drawText(QRectF(70, 15, self.width() - 76, 27), Qt.AlignmentFlag.AlignVCenter, self.word)


class FirstRun(QWidget):
    """Two steps; `finished(session)` with the office founded, `demo_wanted` for the demo town first."""

    finished = Signal(object)
    demo_wanted = Signal()

    def __init__(self, folder: Path):
        super().__init__()
        self.setProperty("role", "page")
        self.setWindowTitle("永济镇街安全工作台 首次使用")
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 698)
        self.steps = (TownStep(), PlaceStep(folder))
        self.marks = [StepMark(number, word) for number, word in enumerate(STEPS, 1)]
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(scrolled(step))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.bar = self._bar()
        row.addWidget(self.bar)
        row.addWidget(self._page(), 1)
        self._show(0)

    def _bar(self) -> QWidget:
        bar = framed("nav")
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 24, 0, 20)
        column.setSpacing(0)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(label("永济镇街", "brandname"))
        names.addWidget(label("安全工作台", "brandline"))
        column.addLayout(across(30, picture("shield", COLOURS["surface"], 26), names, None, spacing=10))
        column.addSpacing(18)
        for mark in self.marks:
            column.addWidget(mark)
        column.addStretch(1)
        foot = label("全程不联网，数据只在这台电脑上", "navfoot")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(foot)
        return bar

    def _page(self) -> QWidget:
        page = framed("topbar")
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 18, 32, 12)
        column.setSpacing(8)
        column.addWidget(self.stack, 1)
        column.addWidget(line())
        self.demo = Button("看演示", self.demo_wanted.emit, icon="photo")
        self.demo.setToolTip("先看一个编出来的镇，不影响本机数据")
        self.other = Button("从另一台电脑的备份开始", self._from_backup, role="ghost", icon="usb")
        self.back = Button("上一步", lambda: self._show(0), key="Alt+B")
        self.next = Button("下一步", self._next, role="primary", key="Alt+N", icon="next")
        town = self.steps[0]
        self.letter_parts = QWidget()
        self.letter_parts.setLayout(
            across(label("本机字母", "label"), town.letter, label("每台电脑一个字母，号不会重", "caption"))
        )
        column.addLayout(across(self.demo, self.other, None, self.letter_parts, 6, self.back, self.next))
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.setFixedWidth(WIDE_BAR if self.width() >= COMPACT_BELOW else NARROW_BAR)

    def _show(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        for number, mark in enumerate(self.marks):
            mark.current = number == index
            mark.update()
        self.back.setVisible(index > 0)
        self.letter_parts.setVisible(index == 0)
        self.next.setText("下一步" if index == 0 else "开始使用")
        self.steps[index].begin()

    def _next(self) -> None:
        if not self.steps[self.stack.currentIndex()].check():
            return
        if self.stack.currentIndex() == 0:
            self._show(1)
            return
        self._found()

    def _found(self) -> None:
        town, place = self.steps
        answers: dict[str, Any] = town.answers()
        try:
            begun = session.found(place.folder, **answers)
        except Invalid as error:
            self._show(0)
            town.show_problems(error.problems)
            return
        except UserFacing as error:
            place.say(str(error))
            return
        if place.second:
            session.remember(begun.desk, "second_drive", str(place.second))
        self.finished.emit(begun)

    def _from_backup(self) -> None:
        place: PlaceStep = self.steps[1]
        backup = place.choose_backup()
        if backup is None:
            return
        try:
            begun, news = session.start_from(place.folder, backup)
        except UserFacing as error:
            tell(self, "没有恢复", str(error))
            return
        begun.desk.store.news.append(news)
        self.finished.emit(begun)

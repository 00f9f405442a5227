"""What every page that shows a PDF and prints it has in common: the page, the printer at the right, its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from yongji_desktop.gui.pages.print_checks import PrintChecks
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.page_view import WIDTH, PageView
from yongji_desktop.gui.parts.printing import Press

_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class PrintingPage(Page):
    """`view` shows the pages, `checks` the printer and what stands in the way, `press` sends pages to the printer."""

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.view = PageView()
        self.checks = PrintChecks()
        self.press = Press(parent=self)
        self.checks.stop_asked.connect(self.press.stop)
        self.press.progress.connect(self.checks.working)
        self.press.finished.connect(lambda: self._ended("已送到打印机。"))
        self.press.stopped.connect(lambda: self._ended("已停下，打印机收到的几面可能还会打出来。"))
        self.press.failed.connect(lambda words: self._ended(words))

    def show_one(self) -> None:
        """Fit the width and begin with one copy: for papers that are not handed out in pairs."""
        self.view.set_fit(WIDTH)
        self.checks.copies.setValue(1)

    def send(self, documents: list[bytes], copies: int | None = None) -> None:
        """Send documents to the chosen printer, as many copies as chosen unless told; one job at a time."""
        if not self.press.running:
            duplex, name = self.checks.sides.value() == "long", self.checks.printer.currentText()
            count = self.checks.copies.value() if copies is None else copies
            self.frame.trying(self.press.start, documents, printer_name=name, copies=count, duplex=duplex)

    def _ended(self, words: str) -> None:
        self.checks.working(0, 0)
        self.frame.say(words)

    def save(self) -> None:
        """Ask where to and save what is shown."""
        raise NotImplementedError

    def enter(self) -> bool:
        """Enter was pressed on the page; True when it did something."""
        return False

    def event(self, event: QEvent) -> bool:
        """Ctrl+S belongs to this page while it is on show, not to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.Save):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves, PgUp and PgDn turn the page, Enter does what the page says."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        elif event.key() in _TURNS:
            self.view.turn(_TURNS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.enter():
            return
        else:
            super().keyPressEvent(event)

    def may_leave(self) -> bool:
        """Not while pages are on their way to the printer."""
        if self.press.running:
            self.frame.say("正在打印，打完或停下后再离开。")
        return not self.press.running

    def compact(self, compact: bool) -> None:
        """Less room at the right."""
        self.checks.setFixedWidth(264 if compact else 290)

"""A paper without a number: shown, printed, saved; what is shown is what is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.pages.form_paper_draft import ask_where, framed_view
from yongji_desktop.gui.pages.printing_page import PrintingPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.printing import NO_PRINTER
from yongji_desktop.gui.parts.words import across
from yongji_desktop.services import papers


class PdfPage(PrintingPage):
    """Shows `data` under a title; `file_name` is proposed when it is saved, `after` says what it is for, `fine` that nothing
    stands in the way."""

    word = "打印"

    def __init__(
        self, frame: Frame, title: str, caption: str, data: bytes, file_name: str, after: str,
        fine: str = "数字都是从登记算出来的",
    ):  # fmt: skip
        super().__init__(frame)
        self.data, self._file_name = data, file_name
        self.head.set_title(title, caption)
        self.show_one()
        self.checks.after.setText(after)
        self.checks.problems.say((), (fine,))
        self.save_button = self.head.add_deed(Button("另存 PDF", self.save, key="Ctrl+S", icon="save"))
        self.save_button.setShortcut("")
        self.print_button = self.head.add_deed(Button("打印 1 份", self.print_it, key="Enter", icon="print", role="primary"))
        self.checks.setFixedWidth(290)
        row = across(framed_view(self.view), self.checks, spacing=10)
        row.setStretch(0, 1)
        self.body.addLayout(row, 1)
        self.checks.changed.connect(self._say)
        QShortcut(QKeySequence("Ctrl+P"), self, activated=self.print_it)

    def opened(self, target: Any = None) -> None:
        """Show the page."""
        self.checks.look_for_printers()
        self.view.show_pdf(self.data)
        self._say()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        no_printer = "" if self.checks.has_printer else NO_PRINTER
        self.print_button.setText(f"打印 {self.checks.copies.value()} 份")
        self.print_button.refuse(no_printer)
        self.checks.say_why(no_printer)

    def print_it(self) -> None:
        """Print what is shown."""
        if self.print_button.isEnabled():
            self.send([self.data])

    def enter(self) -> bool:
        """Press the button the keyboard stands on, else print."""
        at = self.focusWidget()
        at.click() if isinstance(at, Button) else self.print_it()
        return True

    def save(self) -> None:
        """Ask where to and save what is shown."""
        path = ask_where(self, self._file_name)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save what is shown into a file."""
        try:
            papers.save(path, self.data)
        except UserFacing as error:
            self.frame.complain(error)
            return
        self.frame.wrote(f"已另存：{path.name}")

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Enter", "打印"), ("Ctrl+S", "另存 PDF"), ("PgUp/PgDn", "翻页"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "看到的就是要打印的。",
            "Enter 打印，份数和单双面在右边。",
            "没有打印机时 Ctrl+S 另存 PDF。",
            "这一份不占编号，随时可以再出。",
            "内容要改，先改登记的记录，再出一次。",
            "Esc 返回。",
        ]

    def areas(self) -> list[QWidget]:
        """The page, the right side."""
        return [self.view, self.checks.copies]

"""The printed form of one complaint: shown, printed, saved; the program keeps none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.page_view import WIDTH, PageView
from yongji_desktop.gui.parts.printing import NO_PRINTER, Press, printer_names
from yongji_desktop.gui.parts.words import label
from yongji_desktop.services import complaints, papers


def open_paper(frame: Frame, key: complaints.Key, identity: str) -> None:
    """Make the form, asking one sentence for what is late; then show it."""
    reasons: dict[str, str] = {}
    while True:
        try:
            number, made = complaints.paper(frame.desk, key, identity, reasons)
        except Invalid as error:
            first = error.problems[0]
            if first.severity != "warn" or first.rule in reasons:
                frame.complain(error)
                return
            given = ask_reason(None, "照样出登记表？", first.message, "照样出", "不出")
            if given is None:
                return
            reasons[first.rule] = given
        except UserFacing as error:
            frame.complain(error)
            return
        else:
            frame.open(ComplaintPaperPage(frame, number, made.pdf))
            return


class ComplaintPaperPage(Page):
    """The page of one form."""

    word = "举报登记表"

    def __init__(self, frame: Frame, number: str, pdf: bytes):
        super().__init__(frame)
        self.number, self.pdf = number, pdf
        self.head.set_title("举报登记表", number)
        self.head.set_chips([("内部保存", "grey")])
        self.press = Press(parent=self)
        self.press.finished.connect(lambda: frame.wrote("已送到打印机。"))
        self.press.failed.connect(frame.say)
        self.save_button = self.head.add_deed(Button("另存 PDF", self.save, icon="save"))
        self.print_button = self.head.add_deed(Button("打印 1 份", self.print_paper, key="Ctrl+P", icon="print", role="primary"))
        self.print_button.refuse("" if printer_names() else NO_PRINTER)
        self.view = PageView()
        self.view.set_fit(WIDTH)
        self.view.show_pdf(pdf)
        self.body.addWidget(label("本表不交企业，不随包外发；程序里不留底，打印后请自行归档。", "caption"))
        self.body.addWidget(self.view, 1)

    def opened(self, target: Any = None) -> None:
        """On the page."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_paper(self) -> None:
        """Print one copy on the default printer."""
        if self.print_button.isEnabled():
            name = printer_names()[0]
            self.frame.trying(self.press.start, [self.pdf], printer_name=name, copies=1, duplex=False)

    def save(self) -> None:
        """Ask where to and save."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = papers.file_name("举报登记表", self.number)
        told, _ = QFileDialog.getSaveFileName(self, "另存 PDF", str(Path(folder) / name), "PDF 文书 (*.pdf)")
        if told:
            try:
                papers.save(Path(told if told.lower().endswith(".pdf") else told + ".pdf"), self.pdf)
            except UserFacing as error:
                self.frame.complain(error)

    def may_leave(self) -> bool:
        """Not while it is on its way to the printer."""
        if self.press.running:
            self.frame.say("正在打印，打完再离开。")
            return False
        return True

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Ctrl+P", "打印"), ("PgDn", "下一页"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "举报登记表，内部保存。",
            "印出来的没有举报人的姓名、电话，只有编号。",
            "经办人、负责人签字以后归档。",
            "程序里不留这份 PDF；要再打印，从举报登记里再出一次。",
            "另存的 PDF 由您自己保管。",
            "Esc 返回举报登记。",
        ]

"""打印空白检查表: the sheet in the middle, printer at the right; no number, no record."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from yongji_desktop.core.packs import Pack
from yongji_desktop.gui.pages.form_paper_draft import framed_view, save_pdf
from yongji_desktop.gui.pages.printing_page import PrintingPage
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.printing import NO_PRINTER
from yongji_desktop.gui.parts.words import across
from yongji_desktop.services import packs, papers, session
from yongji_desktop.services.pack_contents import validity

FINE = "空白表不编号、不存档，可以多印"
AFTER = "现场手填后回来照着录入；要当原件用的，请在单位页打印现场用纸。"


class PackPrintPage(PrintingPage):
    """The blank sheet of a checklist, drawn beside the work when the page opens."""

    word = "打印空白检查表"

    def __init__(self, frame: Frame, pack: Pack):
        super().__init__(frame)
        self.pack = pack
        self.pdf: bytes | None = None
        self.head.set_title(self.word, f"{pack.name} {validity(pack)}")
        self.work = LongWork("正在画空白检查表", frame.background)
        self.show_one()
        self.checks.after.setText(AFTER)
        self.save_button = self.head.add_deed(Button("另存 PDF", self.save, key="Ctrl+S", icon="save"))
        self.save_button.setShortcut("")
        self.print_button = self.head.add_deed(
            Button("打印 1 份", self.print_sheet, key="Ctrl+P", icon="print", role="primary")
        )
        row = across(framed_view(self.view), self.checks, spacing=10)
        row.setStretch(0, 1)
        self.body.addWidget(self.work)
        self.body.addLayout(row, 1)
        self.checks.changed.connect(self._say_deeds)
        QShortcut(QKeySequence("Return"), self.view, activated=self.print_sheet)
        self.compact(frame.compact)

    def opened(self, target: Any = None) -> None:
        """Draw the sheet, once."""
        self.checks.look_for_printers()
        self._say_deeds()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.pdf is not None or self.work.running:
            return
        desk, code = self.frame.desk, self.pack.content.code

        def work(job: Job) -> bytes:
            with session.own_desk(desk) as mine:
                return packs.print_list(mine, code).pdf

        self.work.start(work, done=self._drawn, failed=self.frame.complain)

    def _drawn(self, data: bytes) -> None:
        self.pdf = data
        self.view.show_pdf(data)
        self._say_deeds()

    def _say_deeds(self) -> None:
        """Words and buttons that follow from printer, copies and the sheet."""
        waiting = "" if self.pdf else "正在画空白检查表"
        no_printer = "" if self.checks.has_printer else NO_PRINTER
        self.print_button.setText(f"打印 {self.checks.copies.value()} 份")
        self.print_button.refuse(waiting or no_printer)
        self.save_button.refuse(waiting)
        self.checks.say_why(no_printer)
        self.checks.problems.say((), (FINE,))

    def print_sheet(self) -> None:
        """Print the sheet."""
        if self.pdf is not None and self.print_button.isEnabled():
            self.send([self.pdf])

    def save(self) -> None:
        """Ask where to and save the sheet."""
        if self.pdf is not None:
            save_pdf(self, papers.file_name(self.pack.name, self.pack.version, "空白"), self.pdf)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Ctrl+P", "打印"), ("Ctrl+S", "另存 PDF"), ("PgUp/PgDn", "翻页"), ("F6", "换一区"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "空白检查表只供自己带去手填，没有编号，也不存档。",
            "纸上是现行的一版，每项有看什么、结果和情况。",
            "★ 的项要逐项看、逐项答。",
            "Ctrl+P 打印，份数和单双面在右边。",
            "没有打印机时 Ctrl+S 另存 PDF。",
            "要当原件签字用的，请在单位页打印现场用纸。",
        ]

    def areas(self) -> list[QWidget]:
        """Page, then printer."""
        return [self.view, self.checks.copies]

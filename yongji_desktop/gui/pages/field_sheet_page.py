"""打印现场用纸: for one unit, several, or a group's route; printing allots the numbers, what is signed is the original."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.errors import Invalid, Problem, Refused, UserFacing
from yongji_desktop.gui.pages.field_sheet_choice import SheetChoice
from yongji_desktop.gui.pages.field_sheet_people import SheetPeople
from yongji_desktop.gui.pages.field_sheet_set import COVER, SheetSet
from yongji_desktop.gui.pages.form_paper_draft import ask_where, framed_view
from yongji_desktop.gui.pages.printing_page import PrintingPage
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.printing import NO_PRINTER
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, card
from yongji_desktop.services import papers, session

COMING = "打印就领号，一家一号。签字后就是原件，回来录入、扫描归档；没用上的写一句原因作废。"
ISSUED = "号已领，纸上和存档的是同一份。回来在“检查”的“现场用纸”里录入。"
THEN_PRINT, THEN_SAVE = "print", "save"


class FieldSheetPage(PrintingPage):
    """Sheets for `sites`, or `issued` ones again; `campaign` and `group` are those of a route."""

    word = "打印现场用纸"

    def __init__(
        self, frame: Frame, sites: Sequence[str] = (), *, issued: Sequence[str] = (), campaign: str = "", group: int = 0
    ):
        super().__init__(frame)
        self.set = SheetSet(frame, sites, issued, campaign, group)
        self._rows: list[dict[str, Any]] = []
        self.list = RecordTable(
            [Column("name", "单位", 120, stretch=True, bold=True), Column("number", "编号", 76)],
            lambda offset, limit: self._rows[offset : offset + limit],
            lambda: len(self._rows),
            name="现场用纸的单位",
        )
        self.choice, self.people = SheetChoice(frame), SheetPeople(frame)
        self.checks.copies_words.setText("一式两份")
        self.work = LongWork("正在领号、画页", frame.background)
        self.save_button = self.head.add_deed(Button("另存 PDF", self.save, key="Ctrl+S", icon="save"))
        self.save_button.setShortcut("")
        self.print_button = self.head.add_deed(
            Button("打印 2 份", self.print_sheets, key="Enter", icon="print", role="primary")
        )
        self._build()
        self._listen()

    def _build(self) -> None:
        self.left, inside = card("去的单位" if not self.set.campaign else "按路线")
        self.left.setFixedWidth(262)
        inside.setContentsMargins(1, 12, 1, 12)
        inside.itemAt(0).widget().setContentsMargins(13, 0, 0, 0)
        inside.addWidget(self.list, 1)
        self.below = QWidget()
        below = QVBoxLayout(self.below)
        below.setContentsMargins(12, 0, 12, 0)
        below.setSpacing(8)
        below.addWidget(self.people)
        below.addWidget(self.choice)
        inside.addWidget(self.below)
        self.below.setVisible(not self.set.issued)
        self.choice.setVisible(not self.set.campaign)
        self.checks.setFixedWidth(290)
        row = across(self.left, framed_view(self.view), self.checks, spacing=10)
        row.setStretch(1, 1)
        self.body.addWidget(self.work)
        self.body.addLayout(row, 1)

    def _listen(self) -> None:
        self.list.current_changed.connect(lambda _: self._show())
        self.list.opened.connect(lambda _: self.print_sheets())
        self.choice.changed.connect(self.refresh)
        self.people.changed.connect(self._say_problems)
        self.checks.changed.connect(self._say_state)
        QShortcut(QKeySequence("Ctrl+P"), self, activated=self.print_sheets)

    # What is shown ----------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the sheets, the first one in the middle."""
        self.checks.look_for_printers()
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read again and draw the sheet the keyboard stands on."""
        self._rows = self.frame.trying(self.set.rows) or []
        name = self.set.name or (self._rows[0]["name"] if len(self.set.sites) == 1 else f"{len(self.set.sites)} 家")
        self.head.set_title(self.word, name)
        self.head.set_chips([("已领号", "green")] if self.set.issued else [])
        self.list.reload()
        self._show()
        self._say_problems()
        self._say_state()

    def _show(self) -> None:
        row = self.list.current()
        if row is None:
            return
        try:
            data = self.set.page(row["id"], self.choice.value())
        except UserFacing as error:
            self.view.show_pdf(None, str(error))
            return
        if data != self.view.data:
            self.view.show_pdf(data)

    def _say_problems(self) -> list[Problem]:
        try:
            found = self.set.problems(self.choice.value(), self.people.names)
        except UserFacing as error:
            found = [Problem("site", str(error))]
        fine = "已领号，印出来的是同一份" if self.set.issued else "可以打印，打印时领号"
        self.checks.problems.say(found, () if found else (fine,))
        return found

    def _say_state(self) -> None:
        """Words and buttons that follow from printer and copies."""
        no_printer = "" if self.checks.has_printer else NO_PRINTER
        self.print_button.setText(f"打印 {self.checks.copies.value()} 份")
        self.print_button.refuse(no_printer or ("正在领号" if self.work.running else ""))
        self.save_button.refuse("正在领号" if self.work.running else "")
        self.checks.say_why(no_printer)
        self.checks.after.setText(ISSUED if self.set.issued else COMING)

    # Deeds ------------------------------------------------------------------------------------------------

    def print_sheets(self) -> None:
        """Allot the numbers, then print."""
        if self.print_button.isEnabled() and not self.press.running:
            self._issued_then(self._print)

    def save(self) -> None:
        """Ask where to, then allot the numbers and save; leaving the question writes nothing."""
        if not self.save_button.isEnabled():
            return
        name = self._rows[0]["name"] if len(self._rows) == 1 else self.set.name or f"{len(self.set.sites)}家"
        path = ask_where(self, papers.file_name(self.frame.desk.today.isoformat(), "现场用纸", name))
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Allot the numbers and save all sheets into one file."""
        self._issued_then(lambda: self._save(path))

    def _issued_then(self, then: Callable[[], None]) -> None:
        """Do it at once when they have their numbers, else after they got them, beside the work."""
        if self.set.issued:
            then()
            return
        desk, chosen, reasons = self.frame.desk, self.choice.value(), self.checks.problems.reasons()
        people = list(self.people.names)

        def work(job: Job) -> list[dict[str, Any]]:
            def progress(done: int, total: int) -> bool:
                job.report(done, total, f"第 {done + 1} / {total} 家")
                return not job.stopped

            with session.own_desk(desk) as mine:
                return self.set.issue(mine, chosen, people, reasons, progress)

        self.work.start(work, done=lambda sheets: self._allotted(sheets, then), failed=self._refused)
        self._say_state()

    def _allotted(self, sheets: list[dict[str, Any]], then: Callable[[], None]) -> None:
        self.set.take(sheets)
        self.below.hide()
        self.frame.did(f"现场用纸已领号：{self.set.told()}。签字后就是原件，回来扫描归档。", undoable=False)
        self.refresh()
        then()

    def _refused(self, error: BaseException) -> None:
        self._say_state()
        if isinstance(error, Invalid):
            self._say_problems()
            self.frame.say(error.problems[0].message)
            self.checks.problems.focus_first()
        elif isinstance(error, Refused):
            self.frame.say(str(error))
        else:
            self.frame.complain(error)

    def _print(self) -> None:
        self.send(self.set.documents(self.checks.copies.value()), copies=1)

    def enter(self) -> bool:
        """Press the button the keyboard stands on, else print."""
        at = self.focusWidget()
        at.click() if isinstance(at, Button) else self.print_sheets()
        return True

    def _ended(self, words: str) -> None:
        self.checks.working(0, 0)
        self.frame.say(f"{words}现场用纸 {self.set.told()}，签字后就是原件，回来扫描归档。")

    def _save(self, path: Path) -> None:
        try:
            papers.save(path, self.set.whole())
        except UserFacing as error:
            self.frame.complain(error)
            return
        self.frame.say(f"现场用纸已领号：{self.set.told()}，已另存：{path.name}")

    # What the frame asks ----------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Not while numbers are allotted or pages on their way to the printer."""
        busy = self.press.running or self.work.running
        if busy:
            self.frame.say("正在打印，打完或停下后再离开。")
        return not busy

    def compact(self, compact: bool) -> None:
        """Less room for the list and the checks."""
        super().compact(compact)
        self.left.setFixedWidth(230 if compact else 262)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        who = [("F3", "选人")] if self.people.isVisible() else []
        lists = [("F4", "选检查表")] if self.choice.isVisible() else []
        return [("Enter", "打印"), ("↑↓", "换一家看"), *who, *lists, ("Ctrl+S", "另存 PDF"), ("F6", "换一区"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "现场用纸带到单位手填、签字，签了字就是原件；一家一份，自带编号。",
            "纸上印好单位情况、上次没闭环的隐患、提醒和检查表。",
            "“去的人”选好，录入时就不用再填；只有一人的写一句原因。",
            "打印或另存时领号，一起领、一起印；没领号前只是草稿。",
            f"几家一起印时，第一张是{COVER}，只供带队用。",
            "回来在“检查”的“现场用纸”里录入，扫描件拖进窗口归档。",
            "没用上的写一句原因作废编号；号不再用第二次。",
        ]

    def areas(self) -> list[QWidget]:
        """Units, choices, page, right side."""
        asked = [self.people.button, self.choice.nature]
        return [self.list, *(one for one in asked if one.isVisible()), self.view, self.checks.copies]

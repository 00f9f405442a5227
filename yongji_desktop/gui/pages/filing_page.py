"""归档扫描件: scans read beside the work, shown page by page, filed in one deed; what cannot be read is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Refused, UserFacing
from yongji_desktop.gui.pages import filing_rows as words_of
from yongji_desktop.gui.pages.filing_list import FilingList, ScanView
from yongji_desktop.gui.pages.filing_rows import PageRow
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.scan_drop import FILTER, ScanDrop
from yongji_desktop.gui.parts.words import Elided, across, card, framed, label
from yongji_desktop.services import filing, session
from yongji_desktop.services.scan_reading import Page as Scan


class FilingPage(Page):
    """Reads `paths` and shows their pages; more files may be dropped on it."""

    word = "归档扫描件"

    def __init__(self, frame: Frame, paths: Sequence[Path]):
        super().__init__(frame)
        self._waiting: list[Path] = list(paths)
        self.pages: list[Scan] = []
        self.work = LongWork("正在读扫描件", frame.background)
        self.list = FilingList()
        self.view = ScanView()
        self.told = Elided("", "bold")
        self.missing = label("", "warning", wrap=True)
        self.number = QLineEdit()
        self.number.setPlaceholderText("例如：A036")
        self.number.setAccessibleName("编号")
        self.at = QLineEdit()
        self.at.setPlaceholderText("第几页")
        self.at.setAccessibleName("第几页")
        self.at.setFixedWidth(76)
        self.problem = ProblemLine()
        self.name_button = Button("填上", self.name_page, key="Enter", small=True)
        self.drop_button = Button("这一页不归", self.leave_out, key="Delete", role="ghost", small=True)
        self.head.set_title(self.word)
        self.head.add_deed(Button("再选文件", self.choose, key="Ctrl+O", icon="doc"))
        self.file_button = self.head.add_deed(Button("归档", self.file, key="Ctrl+Enter", icon="tick", role="primary"))
        self.file_button.setShortcut("")
        self._build()
        self._listen()

    def _build(self) -> None:
        left = framed("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(13, 9, 13, 9)
        top.addWidget(self.told)
        top.addWidget(self.missing)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        right, inside = card()
        right.setFixedWidth(430)
        self.right = right
        self.ask = framed("inset")
        lines = QVBoxLayout(self.ask)
        lines.setContentsMargins(10, 8, 10, 8)
        lines.addWidget(label("这一页是哪份文书", "bold"))
        row = across(self.number, self.at, self.name_button)
        row.setStretch(0, 1)
        lines.addLayout(row)
        lines.addWidget(self.problem)
        inside.addWidget(self.ask)
        inside.addWidget(self.view, 1)
        inside.addLayout(across(None, self.drop_button))
        row = across(left, right, spacing=10)
        row.setStretch(0, 1)
        self.body.addWidget(self.work)
        self.body.addLayout(row, 1)

    def _listen(self) -> None:
        ScanDrop(self, self.add, pictures=True)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, activated=self.file)
        remove = QShortcut(QKeySequence("Delete"), self.list, activated=self.leave_out)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.list.shown.connect(self._show)

    # Reading ----------------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Begin to read what was dropped."""
        self._say()
        self._read_next()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Papers may have been issued or filed meanwhile."""
        if self.pages and not self.work.running:
            self._fill(self.list.currentRow())

    def add(self, paths: Sequence[Path]) -> None:
        """More scans."""
        self._waiting += paths
        self._read_next()

    def choose(self) -> None:
        """Choose more files."""
        told, _ = QFileDialog.getOpenFileNames(self, "选扫描件", "", FILTER)
        if told:
            self.add([Path(one) for one in told])

    def _read_next(self) -> None:
        if self.work.running or not self._waiting:
            return
        paths, self._waiting, desk = self._waiting, [], self.frame.desk

        def work(job: Job) -> list[Scan]:
            def progress(done: int, total: int) -> bool:
                job.report(done, total, f"第 {done + 1} / {total} 页")
                return not job.stopped

            with session.own_desk(desk) as mine:
                return filing.look(mine, paths, progress)

        self.work.start(work, done=self._read, failed=self._not_read)
        self._say()

    def _read(self, pages: list[Scan]) -> None:
        self.pages += pages
        rows = self._fill(0)
        first = next((at for at, row in enumerate(rows) if row.state != words_of.READY), 0)
        self.list.setCurrentRow(first)
        self._read_next()

    def _not_read(self, error: BaseException) -> None:
        self._say()
        if isinstance(error, Refused):
            self.frame.say(str(error))
            if not self.pages:
                self.frame.back()
        else:
            self.frame.complain(error)

    # What is shown ----------------------------------------------------------------------------------------

    def _fill(self, at: int) -> list[PageRow]:
        rows = words_of.rows(self.frame.desk, self.pages)
        self.list.fill(rows, at)
        self._say(rows)
        return rows

    def _say(self, rows: Sequence[PageRow] = ()) -> None:
        ready = sum(row.state == words_of.READY for row in rows)
        left = len(rows) - ready
        self.told.setText(f"共 {len(rows)} 页，{ready} 页可归档" + (f"，{left} 页要看一下" if left else "") if rows else "")
        missing = words_of.not_scanned(self.frame.desk, self.pages)
        self.missing.setText("；".join(missing) + "。" if missing else "")
        self.missing.setVisible(bool(missing))
        self.file_button.setText(f"归档 {ready} 页" if ready else "归档")
        reading = "正在读，读完再归档" if self.work.running else ""
        self.file_button.refuse(reading or ("" if ready else "还没有可归档的页"))

    def _show(self, row: PageRow | None) -> None:
        self.view.show_page(row.page if row else None)
        asked = row is not None and row.can_be_named
        self.ask.setVisible(asked)
        self.drop_button.setVisible(row is not None)
        self.problem.clear()
        if not asked:
            return
        self.number.setText(row.page.number)
        self.at.setText(str(row.page.page) if row.page.page else "")
        if row.state != words_of.READY:
            self.problem.say(row.words, "block" if row.state == words_of.WRONG else "warn")

    # Deeds ------------------------------------------------------------------------------------------------

    def name_page(self) -> None:
        """The number and page the officer typed, for the page on show; then on to the next that wants them."""
        row, at = self.list.current(), self.list.currentRow()
        if row is None or not row.can_be_named:
            return
        told = self.at.text().strip()
        if told and not told.isdigit():
            self.problem.say("第几页请填数字，例如 2。", "block")
            self.at.setFocus()
            return
        try:
            page = filing.named(self.frame.desk, row.page, self.number.text(), int(told) if told else None)
        except UserFacing as error:
            self.problem.say(str(error), "block")
            (self.at if "第几页" in str(error) else self.number).setFocus()
            return
        self.pages[at] = page
        rows = self._fill(at)
        following = next((n for n, one in enumerate(rows) if one.state != words_of.READY and one.can_be_named), None)
        if following is None:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.setCurrentRow(following)
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_out(self) -> None:
        """Take the page on show off the list; its file stays where it is."""
        at = self.list.currentRow()
        if 0 <= at < len(self.pages):
            del self.pages[at]
            self._fill(at)

    def file(self) -> None:
        """归档: every page that can be filed, one deed; what is left stays on the list."""
        if not self.file_button.isEnabled():
            return
        done = self.frame.trying(filing.file, self.frame.desk, self.pages)
        if done is None:
            return
        self.pages = list(done.left)
        if self.pages:
            self._fill(0)
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.frame.back()
        if done.deed:
            self.frame.did(done.sentence, deed=done.deed)
        else:
            self.frame.say(done.sentence)

    # What the frame asks ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the list files, on a button it presses that button; Esc stops the reading first."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at = self.focusWidget()
            if isinstance(at, Button):
                at.click()
            elif at is self.list:
                self.file()
            elif at in (self.number, self.at):
                self.name_page()
        else:
            super().keyPressEvent(event)

    def may_leave(self) -> bool:
        """Leaving stops the reading; nothing has been kept, the files are where they were."""
        if self.work.running:
            self.work.stop.click()
        return not self.work.running

    def compact(self, compact: bool) -> None:
        """Less room for the page."""
        self.right.setFixedWidth(330 if compact else 430)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Enter", "归档"), ("↑↓", "换一页"), ("F6", "填编号"), ("Delete", "这一页不归"), ("Ctrl+O", "再选文件"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "签了字的原件扫描后拖进来，一次很多份、次序打乱都行，按每页的二维码归。",
            "认不出的页看着右边的图，输编号和第几页，再按 Enter。",
            "扫描的是旧版、作废的号、别处的文书，都会说明，不会归错。",
            "归档一次算一步，Ctrl+Z 撤销；扫描件原样留存。",
            "缺的页会点名，以后补扫再拖进来就行。",
            "归档不改签字状态；签字在那次检查里登记。",
        ]

    def areas(self) -> list[QWidget]:
        """The pages, the number."""
        return [self.list, *([self.number] if self.ask.isVisible() else [])]

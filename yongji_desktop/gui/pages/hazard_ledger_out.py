"""The ledger taken out of the list as it stands: a workbook (Ctrl+E), or the numbered paper as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Refused
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.services import ledger, papers, session

Asked = tuple[str, dict[str, Any], str]


class LedgerOut(QWidget):
    """The progress of taking the ledger out; `asked()` gives tab, filters and text of the list."""

    def __init__(self, frame: Frame, asked: Callable[[], Asked]):
        super().__init__()
        self.frame, self._asked = frame, asked
        self.workbook_button = Button("导出台账", self.ask_workbook, key="Ctrl+E", icon="save")
        self.paper_button = Button("台账 PDF", self.ask_paper, icon="doc")
        self.work = LongWork("正在导出台账", frame.background)
        self.work.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.work)

    def _where(self, question: str, ending: str, words: str) -> Path | None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(folder) / f"事故隐患台账 {self.frame.desk.today.isoformat()}{ending}"
        told, _ = QFileDialog.getSaveFileName(self, question, str(start), words)
        return Path(told if told.lower().endswith(ending) else told + ending) if told else None

    def ask_workbook(self) -> None:
        """Ask where to; leaving the question does nothing."""
        path = None if self.work.running else self._where("导出台账", ".xlsx", "电子表格 (*.xlsx)")
        if path:
            self.export(path)

    def ask_paper(self) -> None:
        """Ask where to put the paper; it takes its number when it is saved."""
        path = None if self.work.running else self._where("台账 PDF", ".pdf", "PDF 文书 (*.pdf)")
        if path:
            self.issue(path)

    def export(self, path: Path) -> None:
        """Write the workbook beside the work; stopping leaves no file."""
        desk, (tab, filters, text) = self.frame.desk, self._asked()

        def work(job: Job) -> int | None:
            def progress(done: int, total: int) -> bool:
                job.report(done, total, f"隐患 {done} / {total} 条")
                return not job.stopped

            with session.own_desk(desk) as mine:
                try:
                    return ledger.export(mine, path, tab, filters, text, progress)
                except Refused:
                    if job.stopped:
                        return None
                    raise

        self.workbook_button.refuse("正在导出")
        self.work.start(work, done=lambda count: self._exported(path, count), failed=self._failed)

    def _exported(self, path: Path, count: int | None) -> None:
        self.workbook_button.refuse("")
        if count is None:
            self.frame.say("已停下，没有存文件。")
        else:
            self.frame.wrote(f"已导出 {count} 条：{path.name}。")

    def _failed(self, error: BaseException) -> None:
        self.workbook_button.refuse("")
        self.frame.complain(error)

    def issue(self, path: Path) -> None:
        """Issue the ledger of what the list shows and save it."""
        tab, filters, text = self._asked()
        made = self.frame.trying(ledger.issue, self.frame.desk, tab, filters, text)
        if made:
            self.frame.trying(papers.save, path, papers.pdf(self.frame.desk, made["id"]))
            self.frame.did(f"台账 {made['number']} 已存：{path.name}。", undoable=False)

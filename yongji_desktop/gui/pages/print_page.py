"""打印文书: the papers of one visit, the very page, the checks before printing; the first print or save issues.

What is shown, printed, saved and archived are the same bytes once the papers are issued.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.core import powers
from yongji_desktop.core.errors import Invalid, Problem, UserFacing
from yongji_desktop.core.kinds import NATURES
from yongji_desktop.gui.pages.paper_list import THUMB, PaperCard, PaperList
from yongji_desktop.gui.pages.print_checks import PrintChecks
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask, ask_reason
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.page_view import PAGE, WIDTH, PageView
from yongji_desktop.gui.parts.pdf_pages import PdfPages
from yongji_desktop.gui.parts.printing import NO_PRINTER, Press
from yongji_desktop.gui.parts.words import across, card, clear, framed, label, picture
from yongji_desktop.services import papers


def short_number(number: str) -> str:
    """The part of a number an officer says: A125 of 永城东安改〔2026〕A125号."""
    found = re.search(r"〕(.+?)号?$", number)
    return found[1] if found else number


class PrintPage(Page):
    """The print page of one finished inspection."""

    word = "打印文书"

    def __init__(self, frame: Frame, inspection: str):
        super().__init__(frame)
        self.inspection = inspection
        self._states: list[papers.PaperState] = []
        self._bytes: dict[str, bytes] = {}
        self.list = PaperList()
        self.view = PageView()
        self.checks = PrintChecks()
        self.press = Press(parent=self)
        self.save_button = Button("另存 PDF", self.save, key="Ctrl+S", icon="save")
        self.print_button = Button("打印 2 份", self.print_papers, key="Enter", icon="print", role="primary")
        self.save_button.setShortcut("")
        self.head.add_more(self.more)
        self.head.add_deed(self.save_button)
        self.head.add_deed(self.print_button)
        self._build()
        self.list.shown.connect(self._show)
        self.list.ticked.connect(self._say_state)
        self.checks.changed.connect(self._say_state)
        self.checks.stop_asked.connect(self.press.stop)
        self.press.progress.connect(self.checks.working)
        self.press.finished.connect(lambda: self._printed("已送到打印机。"))
        self.press.stopped.connect(lambda: self._printed("已停下，打印机收到的几面可能还会打出来。"))
        self.press.failed.connect(self._printed)

    def _build(self) -> None:
        left, inside = card("这次的文书")
        left.setFixedWidth(262)
        self._why = QVBoxLayout()
        inside.addWidget(self.list, 1)
        inside.addLayout(self._why)
        middle = framed("preview")
        desk = QVBoxLayout(middle)
        desk.setContentsMargins(0, 0, 0, 0)
        desk.setSpacing(0)
        self.page_words = label("", "caption")
        self.whole = Button("整页", lambda: self.view.set_fit(PAGE), small=True)
        self.wide = Button("页宽", lambda: self.view.set_fit(WIDTH), small=True)
        self.draft_button = Button("打草稿", self.print_draft, small=True)
        bar = across(self.whole, self.wide, self.page_words, None, self.draft_button)
        bar.setContentsMargins(10, 8, 10, 8)
        desk.addLayout(bar)
        desk.addWidget(self.view, 1)
        self.view.page_changed.connect(lambda at, of: self.page_words.setText(f"{at} / {of} 页" if of else ""))
        self.checks.setFixedWidth(300)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left)
        row.addWidget(middle, 1)
        row.addWidget(self.checks)
        self.body.addLayout(row, 1)

    # What is shown ----------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the page; `target` is the code of the paper to show first."""
        self.checks.look_for_printers()
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the state of the papers again and draw what is not issued yet."""
        desk = self.frame.desk
        found = self.frame.trying(self._read)
        if found is None:
            return
        record, self._states, self._bytes, thumbs, pages = found
        day, nature = record["began_at"][:10], NATURES[record["nature"]]
        self.head.set_title(self.word, f"{(record.get('site') or {}).get('name', '')} · {day} {nature}")
        town = "镇" if desk.office.get("is_town") else "街道"
        self.checks.copies_words.setText(f"单位、{town}各一")
        self.list.fill(
            [
                PaperCard(one.paper, one.title, (self._pages_words(one, pages), self._number_words(one)),
                          thumbs.get(one.paper))
                for one in self._states
                if one.paper in self._bytes
            ]
        )
        self._say_blocked()
        self._show(self.list.current())
        self._say_state()

    def _read(self) -> tuple:
        """The record, its papers' states, and for what exists or can be issued the bytes, picture and pages."""
        desk = self.frame.desk
        record = desk.get("inspection", self.inspection)
        states = papers.states(desk, self.inspection)
        data: dict[str, bytes] = {}
        thumbs: dict[str, QImage] = {}
        pages: dict[str, int] = {}
        for one in states:
            if one.id and not one.outdated:
                data[one.paper] = papers.pdf(desk, one.id)
            elif not one.blocked:
                data[one.paper] = papers.draft(desk, self.inspection, one.paper).pdf
            if one.paper in data:
                opened = PdfPages(data[one.paper])
                pages[one.paper] = len(opened)
                thumbs[one.paper] = opened.image(0, THUMB * 3)
                opened.close()
        return record, states, data, thumbs, pages

    @staticmethod
    def _pages_words(one: papers.PaperState, pages: dict[str, int]) -> str:
        edition = f"，第{one.edition}版" if one.edition > 1 else ""
        return f"{pages[one.paper]} 页{edition}"

    @staticmethod
    def _number_words(one: papers.PaperState) -> str:
        if one.number is None:
            return f"{one.coming}，出文书时取号"
        if one.outdated:
            return f"{short_number(one.number)}，已更正，打印时出第{one.edition + 1}版"
        return f"{short_number(one.number)}，已出文书"

    def _say_blocked(self) -> None:
        """The lines of the papers that cannot be issued, each with its reason."""
        clear(self._why)
        lines = []
        for one in self._states:
            if one.paper not in self._bytes:
                reason = next((each.message for each in one.problems if each.severity == "block"), "")
                lines.append(f"{one.title}：{reason}")
        self_name = "本镇" if self.frame.desk.office.get("is_town") else "本街道"
        order = powers.why_not("rectification_order", self_name, False)
        if order:
            lines.append(order)
        for words in lines:
            box = framed("inset")
            told = label(words, "caption", wrap=True)
            row = across(picture("info", size=16), told)
            row.setContentsMargins(10, 7, 8, 7)
            row.setStretch(1, 1)
            box.setLayout(row)
            self._why.addWidget(box)

    def _show(self, code: str) -> None:
        """Bring a paper into the middle; the same bytes stay where they are."""
        data = self._bytes.get(code)
        if data is None:
            self.view.show_pdf(None, "这次没有能出的文书，左边写着原因。")
        elif data != self.view.data:
            self.view.show_pdf(data)

    def _say_state(self) -> None:
        """Words and buttons that follow from ticks, copies, printer and problems."""
        chosen = self._chosen()
        self.print_button.setText(f"打印 {self.checks.copies.value()} 份")
        nothing = "" if chosen else "先在左边勾选要打印的文书"
        self.save_button.refuse(nothing)
        self.print_button.refuse(nothing or ("" if self.checks.has_printer else NO_PRINTER))
        self.draft_button.refuse("" if self.checks.has_printer else NO_PRINTER)
        told = [problem for one in self._states if one.paper in self._bytes for problem in one.problems]
        told = [] if self._all_issued() else told
        self.checks.problems.say(told, self._fine(told))
        self.checks.after.setText(self._afterwards())

    def _fine(self, told: list[Problem]) -> list[str]:
        found = [] if told else ["没有要改的"]
        if self._all_issued():
            found = ["已出文书，屏幕、打印和存档是同一份"]
        if any(one.paper == "rectification_notice" for one in self._states if one.paper in self._bytes):
            found.append("没有赋权文号，用“通知（告知）书”")
        return found

    def _afterwards(self) -> str:
        if self._all_issued():
            return "编号已锁定。内容再改成为第2版；作废的号留在编号簿。"
        return "取号并锁定，校验码同时生成。内容再改成为第2版；作废的号留在编号簿。"

    def _chosen(self) -> list[papers.PaperState]:
        ticked = self.list.codes()
        return [one for one in self._states if one.paper in ticked]

    def _all_issued(self) -> bool:
        return all(one.id and not one.outdated for one in self._states if one.paper in self._bytes)

    # Deeds ----------------------------------------------------------------------------

    def _issue(self) -> bool:
        """Issue the set when something of it is not issued; False when it was refused."""
        if self._all_issued():
            return True
        try:
            papers.issue(self.frame.desk, self.inspection, self.checks.problems.reasons())
        except Invalid as error:
            self.frame.say(error.problems[0].message)
            self.checks.problems.focus_first()
            return False
        except UserFacing as error:
            self.frame.complain(error)
            return False
        self.refresh()
        numbers = "、".join(f"{one.title} {short_number(one.number)}" for one in self._states if one.number)
        self.frame.did(f"已出文书：{numbers}。", undoable=False)
        return True

    def print_papers(self) -> None:
        """Issue what is not issued, then print the ticked papers."""
        if not self.print_button.isEnabled() or self.press.running or not self._issue():
            return
        self._print([self._bytes[one.paper] for one in self._chosen()], self.checks.copies.value())

    def print_draft(self) -> None:
        """Print the shown paper as a draft without a number; nothing is issued."""
        code = self.list.current()
        made = self.frame.trying(papers.draft, self.frame.desk, self.inspection, code) if code else None
        if made is not None:
            self._print([made.pdf], 1)

    def _print(self, documents: list[bytes], copies: int) -> None:
        try:
            self.press.start(
                documents, printer_name=self.checks.printer.currentText(), copies=copies,
                duplex=self.checks.sides.value() == "long",
            )
        except UserFacing as error:
            self.frame.complain(error)

    def _printed(self, words: str) -> None:
        self.checks.working(0, 0)
        self.frame.say(words)

    def save(self) -> None:
        """Ask where to, then issue and save the ticked papers; leaving the question writes nothing."""
        chosen = self._chosen()
        if not chosen:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        if len(chosen) == 1:
            start = str(Path(folder) / self._file_name(chosen[0]))
            told, _ = QFileDialog.getSaveFileName(self, "另存 PDF", start, "PDF 文书 (*.pdf)")
            if told:
                self.save_to(Path(told).with_suffix(".pdf"))
            return
        told = QFileDialog.getExistingDirectory(self, "文书存到哪个文件夹", folder)
        if told:
            self.save_into(Path(told))

    def _file_name(self, one: papers.PaperState) -> str:
        record = self.frame.desk.get("inspection", self.inspection)
        return papers.file_name((record.get("site") or {}).get("name", ""), one.title, record["began_at"][:10])

    def save_to(self, path: Path) -> bool:
        """Save the one ticked paper to a file; True when it is there."""
        if not self._issue():
            return False
        try:
            papers.save(path, self._bytes[self._chosen()[0].paper])
        except UserFacing as error:
            self.frame.complain(error)
            return False
        self.frame.say(f"已另存：{path.name}")
        return True

    def save_into(self, folder: Path) -> bool:
        """Save the ticked papers into a folder, each under its own name; asks before a file is replaced."""
        names = {one.paper: self._file_name(one) for one in self._chosen()}
        there = [name for name in names.values() if (folder / name).exists()]
        question = f"文件夹里已有“{there[0]}”，换成现在的？" if there else ""
        if there and not ask(self, question, "原来的文件会被换掉。", yes="换掉", no="不换"):
            return False
        if not self._issue():
            return False
        try:
            for code, name in names.items():
                papers.save(folder / name, self._bytes[code])
        except UserFacing as error:
            self.frame.complain(error)
            return False
        self.frame.say(f"已另存 {len(names)} 份到 {folder}")
        return True

    def _void(self, state: papers.PaperState) -> None:
        question = f"作废{state.title} {short_number(state.number or '')}？"
        reason = ask_reason(self, question, "这个编号会留在编号簿并标“作废”，不再使用。检查记录本身不动。")
        if reason is not None and self.frame.trying(papers.void, self.frame.desk, state.id, reason):
            self.refresh()
            self.frame.did(f"已作废：{state.title} {short_number(state.number or '')}。")

    # What the frame asks ----------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Any]]:
        """Voiding an issued paper."""
        return [(f"作废{one.title} {short_number(one.number)}", lambda one=one: self._void(one))
                for one in self._states if one.number]

    def event(self, event: QEvent) -> bool:
        """Ctrl+S belongs to this page while it is on show, not to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.Save):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves; Enter prints from the list and the page; on a button it presses that button."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at: QWidget | None = self.focusWidget()
            if isinstance(at, Button):
                at.click()
            elif at in (self.list, self.view):
                self.print_papers()
            return
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.view.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return
        super().keyPressEvent(event)

    def may_leave(self) -> bool:
        """Not while pages are on their way to the printer."""
        if self.press.running:
            self.frame.say("正在打印，打完或停下后再离开。")
        return not self.press.running

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Enter", "打印"), ("Ctrl+S", "另存 PDF"), ("PgUp/PgDn", "翻页"), ("空格", "选／不选文书"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "左边是这次检查的文书，空格选或不选；不能出的写着原因。",
            "第一次打印或另存时取号并锁定，全套一起；以前只是草稿。",
            "出了文书以后，屏幕上看的、打印的、存档的是同一份。",
            "黄色的提醒写一句原因就可以出；原因记在历史里，不印在文书上。",
            "没有打印机时可以另存 PDF；“打草稿”不取号。",
            "内容要改，先更正检查，再打印就是第2版。",
        ]

    def areas(self) -> list:
        """Papers, page, right side."""
        return [self.list, self.view, self.checks.copies]

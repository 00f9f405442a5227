"""打印文书: the first print or save issues the set; from then on what is shown, printed and saved is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.core.kind_parts import NATURES
from yongji_desktop.gui.pages.gone import gone
from yongji_desktop.gui.pages.paper_list import PaperList
from yongji_desktop.gui.pages.paper_set import PaperSet, short_number
from yongji_desktop.gui.pages.printing_page import PrintingPage
from yongji_desktop.gui.pages.sign_page import SignPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask, ask_reason
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.page_view import PAGE, WIDTH
from yongji_desktop.gui.parts.printing import NO_PRINTER
from yongji_desktop.gui.parts.words import across, card, clear, framed, label, picture
from yongji_desktop.services import papers

ISSUED = "编号已锁定。内容再改成为第2版；作废的号留在编号簿。"
AGAIN = "出新的一版，编号不变；以前的版留在历史里。"
COMING = "取号并锁定，校验码同时生成。内容再改成为第2版；作废的号留在编号簿。"


class PrintPage(PrintingPage):
    """The print page of one finished inspection."""

    word = "打印文书"

    def __init__(self, frame: Frame, inspection: str):
        super().__init__(frame)
        self.inspection = inspection
        self.set = PaperSet(frame, inspection)
        self.list = PaperList()
        self.save_button = Button("另存 PDF", self.save, key="Ctrl+S", icon="save")
        self.save_button.setShortcut("")
        self.print_button = Button("打印 2 份", self.print_papers, key="Enter", icon="print", role="primary")
        self.draft_button = Button("打草稿", self.print_draft, small=True)
        self.more_button = self.head.add_more(self.more)
        self.head.add_deed(self.save_button)
        self.head.add_deed(self.print_button)
        self._build()
        self._listen()

    def _build(self) -> None:
        left, inside = card("这次的文书")
        left.setFixedWidth(262)
        self._why = QVBoxLayout()
        inside.addWidget(self.list, 1)
        inside.addLayout(self._why)
        self.checks.setFixedWidth(300)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left)
        row.addWidget(self._middle(), 1)
        row.addWidget(self.checks)
        self.body.addLayout(row, 1)

    def _middle(self) -> QFrame:
        made = framed("card")
        column = QVBoxLayout(made)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        self.page_words = label("", "caption")
        whole = Button("整页", lambda: self.view.set_fit(PAGE), small=True)
        wide = Button("页宽", lambda: self.view.set_fit(WIDTH), small=True)
        bar = across(whole, wide, self.page_words, None, self.draft_button)
        bar.setContentsMargins(10, 8, 10, 8)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        return made

    def _listen(self) -> None:
        self.list.shown.connect(self._show)
        self.list.ticked.connect(self._say_state)
        self.view.page_changed.connect(
            lambda at, of: self.page_words.setText(f"{at} / {of} 页" if of else "")
        )
        self.checks.changed.connect(self._say_state)

    # What is shown -------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Show the papers of the visit, the first one in the middle."""
        self.checks.look_for_printers()
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the papers again and draw what is not issued yet."""
        try:
            self.set.read()
        except UserFacing as error:
            gone(self, error)
            return
        record = self.set.record
        what = "复查" if self.set.again else NATURES[record["nature"]]
        name, day = (record.get("site") or {}).get("name", ""), record["began_at"][:10]
        self.head.set_title(self.word, f"{name} · {day} {what}")
        town = "镇" if self.frame.desk.office.get("is_town") else "街道"
        self.checks.copies_words.setText(f"单位、{town}各一")
        self.list.fill(self.set.cards())
        self._say_not_possible()
        self._show(self.list.current())
        self._say_state()

    def _say_not_possible(self) -> None:
        clear(self._why)
        for words in self.set.not_possible():
            box = framed("inset")
            row = across(picture("info", size=16), label(words, "caption", wrap=True))
            row.setContentsMargins(10, 7, 8, 7)
            row.setStretch(1, 1)
            box.setLayout(row)
            self._why.addWidget(box)

    def _show(self, code: str) -> None:
        """Bring a paper into the middle; the same bytes stay where they are."""
        data = self.set.data.get(code)
        if data is None:
            self.view.show_pdf(None, "这次没有能出的文书，左边写着原因。")
        elif data != self.view.data:
            self.view.show_pdf(data)

    def _say_state(self) -> None:
        """Words and buttons that follow from ticks, copies, printer and problems."""
        self.print_button.setText(f"打印 {self.checks.copies.value()} 份")
        nothing = "" if self._chosen() else "先在左边勾选要打印的文书"
        no_printer = "" if self.checks.has_printer else NO_PRINTER
        self.save_button.refuse(nothing)
        self.print_button.refuse(nothing or no_printer)
        self.draft_button.refuse(no_printer)
        self.checks.say_why(nothing or no_printer)
        self.more_button.refuse("" if self.more() else "还没有已出的文书")
        self.checks.problems.say(self.set.problems(), self.set.in_order())
        again = any(one.outdated for one in self.set.shown)
        self.checks.after.setText(ISSUED if self.set.all_issued else AGAIN if again else COMING)

    def _chosen(self) -> list[papers.PaperState]:
        ticked = self.list.codes()
        return [one for one in self.set.shown if one.paper in ticked]

    # Deeds ---------------------------------------------------------------------------------------------

    def _issue(self) -> bool:
        """Issue the set when something of it is not issued; False when it was refused."""
        if self.set.all_issued:
            return True
        try:
            self.set.issue(self.checks.problems.reasons())
        except Invalid as error:
            self.frame.say(error.problems[0].message)
            self.checks.problems.focus_first()
            return False
        except UserFacing as error:
            self.frame.complain(error)
            return False
        self.frame.did(f"已出文书：{self.set.numbers()}。", undoable=False)
        return True

    def print_papers(self) -> None:
        """Issue what is not issued, then print the ticked papers."""
        if self.print_button.isEnabled() and not self.press.running and self._issue():
            self.send([self.set.data[one.paper] for one in self._chosen()])

    def print_draft(self) -> None:
        """Print the shown paper as a draft without a number; nothing is issued."""
        code = self.list.current()
        made = self.frame.trying(papers.draft, self.frame.desk, self.inspection, code) if code else None
        if made is not None:
            self.send([made.pdf], 1)

    def save(self) -> None:
        """Ask where to, then issue and save the ticked papers; leaving the question writes nothing."""
        chosen = self._chosen()
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        if len(chosen) == 1:
            start = str(Path(folder) / self.set.file_name(chosen[0]))
            told, _ = QFileDialog.getSaveFileName(self, "另存 PDF", start, "PDF 文书 (*.pdf)")
            if told:
                path = Path(told)
                self.save_to(
                    {chosen[0].paper: path if path.suffix.lower() == ".pdf" else Path(told + ".pdf")}
                )
        elif chosen:
            told = QFileDialog.getExistingDirectory(self, "文书存到哪个文件夹", folder)
            if told:
                self.save_into(Path(told))

    def save_into(self, folder: Path) -> bool:
        """Save the ticked papers into a folder, each under its own name; asks before a file is replaced."""
        paths = {one.paper: folder / self.set.file_name(one) for one in self._chosen()}
        there = next((path.name for path in paths.values() if path.exists()), "")
        question = f"文件夹里已有“{there}”，换成现在的？"
        if there and not ask(self, question, "原来的文件会被换掉。", yes="换掉", no="不换"):
            return False
        return self.save_to(paths)

    def save_to(self, paths: dict[str, Path]) -> bool:
        """Save papers {code: file}, issuing them first; True when they are there."""
        if not self._issue():
            return False
        try:
            for code, path in paths.items():
                papers.save(path, self.set.data[code])
        except UserFacing as error:
            self.frame.complain(error)
            return False
        names = "、".join(path.name for path in paths.values())
        self.frame.wrote(f"已另存：{names}")
        return True

    def _void(self, state: papers.PaperState) -> None:
        name = f"{state.title} {short_number(state.number or '')}"
        told = "这个编号会留在编号簿并标“作废”，不再使用。检查记录本身不动。"
        reason = ask_reason(self, f"作废{name}？", told)
        if reason is not None and self.frame.trying(papers.void, self.frame.desk, state.id, reason):
            self.frame.did(f"已作废：{name}。")

    # What the frame asks -------------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """How the papers were signed; voiding an issued paper."""
        sign = ("登记签字", lambda: self.frame.open(SignPage(self.frame, self.inspection)))
        found = [sign] if any(one.number for one in self.set.states) else []
        return found + [
            (f"作废{one.title} {short_number(one.number)}", lambda one=one: self._void(one))
            for one in self.set.states
            if one.number
        ]

    def enter(self) -> bool:
        """Print from the list and the page, on a button press that button."""
        at = self.focusWidget()
        if isinstance(at, Button):
            at.click()
        elif at in (self.list, self.view):
            self.print_papers()
        return True

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        first = [("Enter", "打印"), ("Ctrl+S", "另存 PDF"), ("PgUp/PgDn", "翻页")]
        return [*first, ("空格", "选／不选文书"), ("Esc", "返回")]

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

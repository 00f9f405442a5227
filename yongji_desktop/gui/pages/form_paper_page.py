"""A paper made one by one: what it asks for, the page as it will be, what stands in the way; then issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.gui.pages.form_paper_draft import (
    Kept,
    LiveDraft,
    framed_view,
    issued_facts,
    paper_named,
    save_pdf,
)
from yongji_desktop.gui.pages.form_paper_inputs import PaperInputs
from yongji_desktop.gui.pages.gone import gone
from yongji_desktop.gui.pages.pairs import fill_pairs
from yongji_desktop.gui.pages.printing_page import PrintingPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.page_view import WIDTH
from yongji_desktop.gui.parts.printing import NO_PRINTER
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import forms, papers

WAIT_MS = 400
COMING = "出文书时取号并锁定，校验码同时生成；随文书登记的步骤一起写入。"
ISSUED = "编号已锁定，内容不再改。写错的作废，编号留在编号簿。"
NOT_YET = "先把左边缺的、不对的改好，这里就画出来。"


class FormPaperPage(PrintingPage):
    """The page of the paper `code` about `ids`; `issued` shows one that was issued before.

    `extra` are facts that the record does not hold.  What is typed and not issued is kept on this PC.
    """

    word = "出文书"

    def __init__(
        self,
        frame: Frame,
        code: str,
        ids: Sequence[str],
        extra: Mapping[str, Any] | None = None,
        issued: str = "",
    ):
        super().__init__(frame)
        self.code, self.ids, self.extra = code, list(ids), dict(extra or {}) or None
        self.paper = paper_named(frame.desk, code)
        self.record: dict[str, Any] | None = None
        self.pdf: bytes | None = None
        self._issued = issued
        self.kept = Kept(frame, self.paper, self.ids)
        self.inputs = PaperInputs(frame, self.paper)
        self.view.set_fit(WIDTH)
        self.live = LiveDraft(frame, self)
        self._clock = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._clock.timeout.connect(self._look)
        self.more_button = self.head.add_more(self.more)
        self.save_button = self.head.add_deed(Button("另存 PDF", self.save, key="Ctrl+S", icon="save"))
        self.save_button.setShortcut("")
        self.issue_button = self.head.add_deed(
            Button("出文书", self.issue, key="Ctrl+Enter", icon="tick", role="primary")
        )
        self.print_button = self.head.add_deed(
            Button("打印 2 份", self.print_paper, key="Ctrl+P", icon="print", role="primary")
        )
        self._build()
        self._listen()
        self.compact(frame.compact)

    def _build(self) -> None:
        self.left, inside = card()
        self.made = QGridLayout()
        self.made.setColumnStretch(1, 1)
        self.made.setVerticalSpacing(6)
        self.made.setContentsMargins(0, 0, 0, 0)
        self.told = QWidget()
        self.told.setLayout(self.made)
        inside.addWidget(label(self.paper.name, "section", wrap=True))
        inside.addWidget(self.told)
        inside.addWidget(self.inputs, 1)
        inside.addStretch(0)
        self.told.hide()
        row = across(self.left, framed_view(self.view), self.checks, spacing=10)
        row.setStretch(1, 1)
        self.body.addLayout(row, 1)

    def _listen(self) -> None:
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.issue)
        self.inputs.changed.connect(self._clock.start)
        self.live.drawn.connect(self._drawn)
        self.checks.changed.connect(self._say_deeds)
        self.checks.copies.valueChanged.connect(lambda _: self._say_deeds())

    # What is shown ----------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Begin with what is known; an issued one is shown as it is."""
        self.checks.look_for_printers()
        town = "镇" if self.frame.desk.office.get("is_town") else "街道"
        known = {"site": "单位", "department": "部门", "town": town}
        whose = [known[one] for one in self.paper.copies if one in known]
        self.checks.copies_words.setText("、".join(whose) + ("各一" if len(whose) > 1 else "存"))
        try:
            if self._issued:
                self._show_issued(self.frame.desk.get("paper", self._issued))
            elif self.record is None:
                self._begin()
        except UserFacing as error:
            gone(self, error)
            return
        (self.view if self.record else self.inputs).setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        facts = forms.facts_of(self.frame.desk, self.code, self.ids, extra=self.extra)
        values = forms.proposed(self.frame.desk, self.code, self.ids, self.extra)
        self.inputs.load({**values, **self.kept.read()})
        count = f"，{len(self.ids)} 条隐患" if len(self.ids) > 1 else ""
        self.head.set_title(self.paper.name, f"{facts['site'].get('name') or ''}{count}")
        self.head.set_chips([("草稿", "grey")])
        self._say_deeds()
        self._look()

    def _look(self) -> None:
        """Say what stands in the way and draw the paper anew, beside the work."""
        if self.record is not None:
            return
        self._clock.stop()
        values = self.inputs.values()
        found = forms.problems(self.frame.desk, self.code, self.ids, values, self.extra)
        self.checks.problems.say(found, () if found else ("可以出文书",))
        self.checks.after.setText(COMING)
        self.live.draw(self.code, self.ids, values, self.extra)

    def _drawn(self, data: bytes | None) -> None:
        if self.record is None:
            self.view.show_pdf(data, NOT_YET)

    def _say_deeds(self) -> None:
        issued = self.record is not None
        self.issue_button.setVisible(not issued)
        for one in (self.print_button, self.save_button, self.more_button):
            one.setVisible(issued)
        self.print_button.setText(f"打印 {self.checks.copies.value()} 份")
        reason = "" if self.checks.has_printer else NO_PRINTER
        self.print_button.refuse(reason)
        self.checks.say_why(reason if issued else "")

    def _show_issued(self, record: dict[str, Any]) -> None:
        desk, data = self.frame.desk, record.get("data") or {}
        self.record = record
        self.pdf = papers.pdf(desk, record["id"])
        self.view.show_pdf(self.pdf)
        self.head.set_title(
            str(data.get("title") or self.paper.name), str((data.get("site") or {}).get("name") or "")
        )
        voided = bool(record.get("voided"))
        self.head.set_chips([("已作废", "red") if voided else ("已出文书", "green")])
        fill_pairs(self.made, issued_facts(record), 68)
        self.told.show()
        self.inputs.hide()
        self.checks.problems.say((), ("已出文书，屏幕上看的、打印的、存档的是同一份",))
        self.checks.after.setText(ISSUED)
        self._say_deeds()

    # Deeds ------------------------------------------------------------------------------------------------

    def issue(self) -> None:
        """出文书: refused with the reasons, the first one gets the keyboard."""
        if self.record is not None:
            return
        values = self.inputs.values()
        try:
            made = forms.issue(
                self.frame.desk, self.code, self.ids, values, self.checks.problems.reasons(), self.extra
            )
        except Invalid as error:
            self._look()
            self.frame.say(error.problems[0].message)
            blocking = [one for one in error.problems if one.severity == "block"]
            if not self.inputs.show_problems(blocking):
                self.checks.problems.focus_first()
            return
        except UserFacing as error:
            self.frame.complain(error)
            return
        self.kept.forget()
        self._show_issued(made)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.frame.did(
            f"已出文书：{self.paper.name} {made.get('number') or ''}".rstrip() + "。", undoable=False
        )

    def print_paper(self) -> None:
        """Print the issued bytes."""
        if self.pdf is not None and self.print_button.isEnabled():
            self.send([self.pdf])

    def save(self) -> None:
        """Ask where to and save the issued bytes."""
        if self.record is None or self.pdf is None:
            self.frame.say("先出文书，再另存。")
            return
        parts = (self.paper.name, self.head.caption.full_text(), self.record.get("number") or "")
        save_pdf(self, papers.file_name(*parts), self.pdf)

    def _void(self) -> None:
        assert self.record is not None
        name = f"{self.paper.name} {self.record.get('number') or ''}".rstrip()
        reason = ask_reason(
            self, f"作废{name}？", "编号会留在编号簿并标“作废”，不再使用。它给隐患登记的那一步一起退回。"
        )
        if reason is not None and self.frame.trying(forms.void, self.frame.desk, self.record["id"], reason):
            self._show_issued(self.frame.desk.get("paper", self.record["id"]))
            self.frame.did(f"已作废：{name}。")

    # What the frame asks ----------------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """Voiding an issued paper."""
        if self.record is None or self.record.get("voided"):
            return []
        return [(f"作废{self.paper.name}", self._void)]

    def may_leave(self) -> bool:
        """Keep what was typed; not while pages are on their way to the printer."""
        if not super().may_leave():
            return False
        if self.record is None and self.inputs.dirty():
            self.kept.keep(self.inputs.values())
        return True

    def compact(self, compact: bool) -> None:
        """Less room for the form and the checks."""
        super().compact(compact)
        self.left.setFixedWidth(300 if compact else 380)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        deeds = (
            [("Ctrl+Enter", "出文书")]
            if self.record is None
            else [("Ctrl+P", "打印"), ("Ctrl+S", "另存 PDF")]
        )
        return [*deeds, ("PgUp/PgDn", "翻页"), ("F6", "换一区"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "左边填这份文书要写的；知道的已经填好，可以改。",
            "中间是按现在填的画出来的样子，停下打字就重画，标着“草稿”。",
            "右边写着还缺什么；黄色的写一句原因就能出，原因不印在文书上。",
            "Ctrl+Enter 出文书：取号、锁定，同时登记它对应的步骤。",
            "没出就离开，填的内容留在这台电脑上，下次带出。",
            "出了的不能撤销，写错的作废（F10），编号留在编号簿。",
        ]

    def areas(self) -> list[QWidget]:
        """Form, page, right side."""
        return [*([] if self.record else [self.inputs]), self.view, self.checks.copies]

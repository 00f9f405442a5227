"""An objection to a visit: the line on the visit's page, registering one handed in later, answering it, its annex."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.kinds_follow import OBJECTION
from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.words import card, clear, label
from yongji_desktop.services import objections

ANNEX = "objection_annex"
ANSWERED = ("checked", "answer", "answered_by", "answered_on")
RAISED = ("words", "raised_by", "received_on")


class Objections(QWidget):
    """One line for each objection to a visit; nothing when there is none."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.banners: list[Banner] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def fill(self, inspection: str) -> None:
        """Show the objections to a visit; "" for none."""
        clear(self._column)
        rows = objections.of_visit(self.frame.desk, inspection) if inspection else []
        self.banners = [self._banner(one) for one in rows]
        for banner in self.banners:
            self._column.addWidget(banner)
        self.setVisible(bool(rows))

    def _banner(self, one: dict[str, Any]) -> Banner:
        desk, by = self.frame.desk, objections.answer_by(self.frame.desk, one)
        answered = one.get("answered_on")
        if answered:
            family, title = "green", f"单位的异议已于 {answered} 答复"
        elif by < desk.today.isoformat():
            family, title = "red", f"单位有异议，{by} 前要答复，已经过了"
        else:
            family, title = "amber", f"单位有异议，{by} 前核实答复"
        answer = Button("改答复" if answered else "答复", lambda: self._answer(one["id"]), icon="edit", small=True)
        annex = Button("出异议附页", lambda: self._annex(one["id"]), icon="doc", small=True)
        who = f"（{one['raised_by']}）" if one.get("raised_by") else ""
        words = f"{one['words']}{who}" + (f" 答复：{one['answer']}" if answered else "")
        return Banner(family, title, words if len(words) < 90 else words[:88] + "……", [answer, annex])

    def _answer(self, identity: str) -> None:
        self.frame.open(AnswerPage(self.frame, identity))

    def _annex(self, identity: str) -> None:
        self.frame.open(FormPaperPage(self.frame, ANNEX, [identity]))


class _FormPage(Page):
    """A small form with one deed."""

    word = "异议"
    fields: tuple[str, ...] = ()
    deed_word = "保存"

    def __init__(self, frame: Frame, title: str, caption: str):
        super().__init__(frame)
        self.head.set_title(title, caption)
        self.form = Form([OBJECTION.field_named(one) for one in self.fields], save=self._write, label_width=74)
        self.head.add_deed(Button(self.deed_word, self.save, key="Ctrl+Enter", icon="save", role="primary"))
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.save)
        box, self.inside = card()
        box.setMaximumWidth(720)
        self.inside.addWidget(self.form)
        self.body.addWidget(box)
        self.body.addStretch(1)

    def opened(self, target: Any = None) -> None:
        """Begin at the first field."""
        self.form.row(self.fields[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, values: dict[str, Any]) -> str:
        raise NotImplementedError

    def save(self) -> None:
        """Save; what is wrong stands under its field."""
        if self.form.save():
            self.frame.back()
            self.frame.did(self.done)

    done = ""

    def may_leave(self) -> bool:
        """What was typed and not saved keeps the page once."""
        if not self.form.dirty():
            return True
        self.frame.say("还没有保存。", "不要了", self._leave)
        return False

    def _leave(self) -> None:
        self.form.load(self.form.values())
        self.frame.back()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Tab", "下一项"), ("Ctrl+Enter", "保存"), ("Esc", "返回")]


class AnswerPage(_FormPage):
    """What was checked and the answer."""

    fields, deed_word, done = ANSWERED, "保存答复", "已答复异议。"

    def __init__(self, frame: Frame, objection: str):
        held = frame.desk.get("objection", objection)
        by = objections.answer_by(frame.desk, held)
        super().__init__(frame, "答复异议", f"{held['received_on']} 收到，{by} 前答复")
        self.objection = objection
        self.inside.insertWidget(0, label(f"异议：{held['words']}", "hint", wrap=True))
        begun = {name: held.get(name) for name in ANSWERED}
        begun["answered_on"] = begun["answered_on"] or frame.desk.today.isoformat()
        if not begun["answered_by"] and frame.desk.officer:
            begun["answered_by"] = frame.desk.get("officer", frame.desk.officer)["name"]
        self.form.load(begun)

    def _write(self, values: dict[str, Any]) -> str:
        told = {name: str(values.get(name) or "") for name in ANSWERED}
        return objections.answer(
            self.frame.desk, self.objection, told["checked"], told["answer"], told["answered_by"], told["answered_on"]
        )

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "收到异议 7 日内核实答复（约定）；到期在工作台提醒。",
            "核实情况写去哪里看了什么、问了谁；答复写同意还是不同意、为什么。",
            "保存以后到检查页点“出异议附页”，附在原文书后面。",
            "答复可以再改，历史里留着以前写的。",
            "异议不影响已出的文书，也不影响整改期限。",
            "Ctrl+Enter 保存，Ctrl+Z 撤销。",
        ]


class RaisePage(_FormPage):
    """An objection handed in after the visit."""

    fields, deed_word, done = RAISED, "登记", "已登记异议。"

    def __init__(self, frame: Frame, inspection: str):
        held = frame.desk.get("inspection", inspection)
        super().__init__(frame, "登记异议", str((held.get("site") or {}).get("name") or ""))
        self.inspection = inspection
        self.form.load({"received_on": frame.desk.today.isoformat()})

    def _write(self, values: dict[str, Any]) -> str:
        return objections.add(self.frame.desk, self.inspection, values)

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "单位事后书面提出的异议在这里登记；当场写在记录上的，完成检查时自动登记。",
            "异议内容照原话写。",
            "收到日期起 7 日内核实答复。",
            "登记以后检查页上有一条提示，点“答复”。",
            "需要纸质附页的，点“出异议附页”。",
            "Ctrl+Enter 登记，Ctrl+Z 撤销。",
        ]

"""交接: who hands over to whom, the seven groups counted by the program with notes to change, then the list and 停用."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import choice, long, text
from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import handing_over, office


class HandoverPage(Page):
    """The page of one handing over; `leaves` the officer who goes."""

    word = "交接"

    def __init__(self, frame: Frame, leaves: str):
        super().__init__(frame)
        self.leaves = leaves
        desk = frame.desk
        held = desk.get("officer", leaves)
        others = {one["id"]: one["name"] for one in office.officers(desk) if one["id"] != leaves}
        self.notes: dict[str, str] = {}
        self.rows: list[dict[str, Any]] = []
        self.head.set_title("交接", f"移交人 {held['name']}")
        fields = (
            choice("to", "接收人", others, required=True), text("witness", "监交人", required=True),
            Field("on", "交接日期", Input.DATE, required=True), long("reason", "原因", required=True), text("machine", "设备机型"),
        )  # fmt: skip
        self.form = Form(fields, label_width=74, save=self._write)
        begun = {"on": desk.today.isoformat(), "to": next(iter(others), None)}
        self.form.load(begun)
        self.form.changed.connect(self._say)
        self.deed_button = Button("出交接清单并停用", self.save, key="Ctrl+Enter", icon="sign", role="primary")
        self.head.add_deed(self.deed_button)
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.save)
        here = desk.officer == leaves
        why = "这台电脑正由他（她）使用，先在左下角换经办人" if here else "" if others else "没有接收人，先在人员里加一位"
        self.deed_button.refuse(why)
        self.told = label("", wrap=True)
        left, inside = card("交接")
        inside.addWidget(self.form)
        inside.addWidget(self.told)
        if why:
            inside.addWidget(label(why, "warning", wrap=True))
        inside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left, 38)
        row.addWidget(self._list_card(), 62)
        self.body.addLayout(row, 1)
        self._fill()

    def _list_card(self):
        frame, inside = card("清单")
        self.table = RecordTable(
            [
                Column("name", "名称", 170, stretch=True),
                Column("number", "编号", 84, show=lambda row: row["number"].rpartition("〕")[2].removesuffix("号")),
                Column("due", "数量或期限", 92),
                Column("note", "备注", 150),
            ],
            lambda offset, limit: self.rows[offset : offset + limit],
            lambda: len(self.rows),
            name="交接清单",
            row_height=30,
            heading=lambda row: row.get("heading") or "",
        )
        self.table.current_changed.connect(self._show_note)
        inside.addWidget(self.table, 1)
        self.note = QLineEdit()
        self.note.setAccessibleName("备注")
        self.note.setPlaceholderText("这一项的备注，可以改")
        self.note.textEdited.connect(self._write_note)
        inside.addLayout(across(label("备注", "label"), self.note))
        return frame

    # What is shown --------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Begin at who takes over."""
        self.form.row("witness").setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Count again."""
        self._fill()

    def _fill(self) -> None:
        told = handing_over.handover_list(self.frame.desk, self.leaves)
        self.rows = []
        for at, group in enumerate(told["groups"]):
            heading = f"{group['title']}（{len(group['rows'])}项）"
            self.rows.append({"id": f"{at}", "heading": heading, "name": heading, "number": "", "due": "", "note": ""})
            for index, one in enumerate(group["rows"]):
                key = one["number"].strip() or one["name"].strip()
                self.rows.append({"id": f"{at}.{index}", "key": key, **one, "note": self.notes.get(key, one["note"])})
        self.table.reload()
        self._say()

    def _say(self) -> None:
        to = self.form.values().get("to")
        try:
            lines = handing_over.preview(self.frame.desk, self.leaves, to).sentences() if to else []
        except UserFacing as error:
            lines = [str(error)]
        self.told.setText("\n".join(lines[1:]) if len(lines) > 1 else "".join(lines))

    def _show_note(self, row: dict[str, Any] | None) -> None:
        usable = bool(row and row.get("key"))
        self.note.setEnabled(usable)
        self.note.setText(row["note"].strip() if row and usable else "")

    def _write_note(self, words: str) -> None:
        row = self.table.current()
        if row and row.get("key"):
            self.notes[row["key"]] = words
            row["note"] = words
            self.table.reload()

    # Deeds ----------------------------------------------------------------------------------------------

    def _write(self, values: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
        told = {name: str(values.get(name) or "") for name in ("to", "witness", "reason", "machine", "on")}
        notes = [{"number": key, "note": words} for key, words in self.notes.items()]
        reasons: dict[str, str] = {}
        while True:
            try:
                return handing_over.hand_over(
                    self.frame.desk, self.leaves, told["to"], told["witness"], told["reason"], notes,
                    machine=told["machine"], on=told["on"], reasons=reasons,
                )  # fmt: skip
            except Invalid as error:
                open_ones = [one for one in error.problems if one.severity == "warn" and one.rule not in reasons]
                if len(open_ones) < len(error.problems):
                    raise
                words = "\n".join(one.message for one in open_ones)
                given = ask_reason(self, "还有没办完的，照样交接？", words, "照样交接", "回去办")
                if given is None:
                    return None
                reasons |= {one.rule: given for one in open_ones}

    def save(self) -> None:
        """Issue the list, stop the officer, reassign; then show the list to print and sign."""
        done = self.form.save() if self.deed_button.isEnabled() else None
        if not done:
            return
        paper, deed = done
        name = self.frame.desk.get("officer", self.leaves)["name"]
        self.form.load(self.form.values())
        self.notes = {}
        self.frame.back()
        self.frame.did(f"已交接，{name}停用。请打印清单，三方签字。", deed=deed)
        self.frame.open(FormPaperPage(self.frame, handing_over.LIST, [], issued=paper["id"]))

    def may_leave(self) -> bool:
        """What was typed and not handed over keeps the page once."""
        if not self.form.dirty() and not self.notes:
            return True
        self.frame.say("还没有交接。", "不要了", self._leave)
        return False

    def _leave(self) -> None:
        self.form.load(self.form.values())
        self.notes = {}
        self.frame.back()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Tab", "下一项"), ("Ctrl+Enter", "出清单并停用"), ("F6", "换一区"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "清单七组由程序从登记的数出来；站在一项上，下面可以改它的备注。",
            "密钥与备份介质一组留空，打印以后手填。",
            "出了清单就停用移交人，他手里没闭环的隐患改派给接收人。",
            "以前的记录、文书上的署名不变。",
            "停用和改派可以一次撤销；清单的编号留着，写错的作废。",
            "清单打印后由移交人、接收人、监交人三方签字。",
        ]

    def areas(self) -> list:
        """Form, list, note."""
        return [self.form, self.table, self.note]

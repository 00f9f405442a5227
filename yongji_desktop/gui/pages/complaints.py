"""举报登记: a register behind a password, four stages; reached from 更多 of the hazards' page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.pages.complaint_gate import Gate
from yongji_desktop.gui.pages.complaint_paper import open_paper
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame, Page, scrolled
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, card, clear, label
from yongji_desktop.services import complaints

FAMILIES = {"待核实": "amber", "待处理": "amber", "待反馈": "amber", "已反馈": "green", "已作废": "grey"}
NEXT = {"待核实": "checked", "待处理": "dealt", "待反馈": "answered"}


def complaints_entry(frame: Frame) -> None:
    """Open the register of complaints; it asks for its password."""
    frame.open(ComplaintsPage(frame))


class ComplaintsPage(Page):
    """The page; the key lives as long as it is open, every opening asks for the password anew."""

    word = "举报登记"

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.key: complaints.Key | None = None
        self.rows: list[dict[str, Any]] = []
        self.current = ""
        self.form: Form | None = None
        self.head.set_title("举报登记", "只在这台电脑上")
        self.new_button = self.head.add_deed(Button("新登记", self.new, key="Ctrl+N", icon="plus"))
        self.paper_button = self.head.add_deed(Button("出登记表", self.paper, key="Ctrl+P", icon="doc"))
        self.save_button = self.head.add_deed(Button("保存", self.save, key="Ctrl+Enter", icon="save", role="primary"))
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.save)
        self.more_button = self.head.add_more(self.more)
        self.gate = Gate(frame)
        self.gate.opened.connect(self._open)
        self.late = Banner("amber", "")
        self.late.hide()
        self.table = RecordTable(
            [
                Column("number", "编号", 150, show=lambda row: row["number"].rpartition("〕")[2].removesuffix("号"), bold=True),
                Column("received_on", "接收", 70, "date"),
                Column("about", "反映的单位、地点", 120, stretch=True),
                Column("state", "状态", 84, "chip", family=lambda row: "red" if row["late"] else FAMILIES[row["state"]]),
            ],
            lambda offset, limit: self.rows[offset : offset + limit],
            lambda: len(self.rows),
            name="举报登记",
        )
        self.table.set_empty(EmptyState("doc", "还没有举报登记", "接到举报先登记，7 日内核实反馈（约定）"))
        self.table.current_changed.connect(self._choose)
        self.stage = Segments("步骤", list(complaints.STAGE_WORDS.items()), "received")
        self.stage.changed.connect(self._turn)
        self.title = label("", "section")
        self._build()

    def _build(self) -> None:
        register = QWidget()
        row = QHBoxLayout(register)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        left, inside = card()
        inside.addWidget(self.table, 1)
        right, inside = card()
        inside.addLayout(across(self.title, None))
        inside.addLayout(across(self.stage, None))
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(scrolled(holder), 1)
        row.addWidget(left, 45)
        row.addWidget(right, 55)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.gate)
        self.stack.addWidget(register)
        self.body.addWidget(self.late)
        self.body.addWidget(self.stack, 1)
        self._say_deeds()

    # What is shown --------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """On the password, or on the list."""
        (self.table if self.key else self.gate.word).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, key: complaints.Key) -> None:
        self.key = key
        self.stack.setCurrentIndex(1)
        self.refresh()
        self.frame.changed.emit()  # other keys stand below now
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.rows:
            self.new()

    def refresh(self) -> None:
        """Read the register again."""
        if self.key is None:
            self.gate.refresh()
            return
        desk = self.frame.desk
        self.rows = complaints.listed(desk, self.key)
        words = complaints.reminder(desk, self.key)
        self.late.say(words)
        self.late.setVisible(bool(words))
        self.table.reload()
        self._say_deeds()

    def _say_deeds(self) -> None:
        held = self._held()
        for button in (self.new_button, self.save_button, self.paper_button, self.more_button):
            button.setVisible(self.key is not None)
        self.paper_button.refuse("" if held else "先登记，才能出登记表")
        self.save_button.refuse("这条已作废" if held and held["voided"] else "")

    def _held(self) -> dict[str, Any] | None:
        return next((one for one in self.rows if one["id"] == self.current), None)

    def _choose(self, row: dict[str, Any] | None) -> None:
        if row is None or row["id"] == self.current and self.form is not None:
            return
        self.current = row["id"]
        self._turn(NEXT.get(row["state"], "received"))

    def _turn(self, stage: str) -> None:
        """Show the form of a stage."""
        held = self._held()
        if held is None:
            stage = "received"
        self.stage.choose(stage)
        self.title.setText(held["number"] if held else "新的举报登记")
        clear(self._holder)
        self.form = Form(complaints.STAGES[stage], label_width=96, save=lambda values: self._write(stage, values))
        self.form.load(held["body"] if held else {})
        if held is None or not any(held["body"].get(one.name) for one in complaints.STAGES[stage]):
            self.form.load({**(held["body"] if held else {}), **self._proposed(stage)})
        self._holder.addWidget(self.form)
        self._holder.addStretch(1)
        self._say_deeds()

    def _proposed(self, stage: str) -> dict[str, Any]:
        desk = self.frame.desk
        name = desk.get("officer", desk.officer)["name"] if desk.officer else None
        now = f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}"
        return {
            "received": {"received_at": now, "received_by": name}, "checked": {"checked_at": now, "checked_by": name},
            "dealt": {}, "answered": {"answered_on": desk.today.isoformat(), "answered_by": name},
        }[stage]  # fmt: skip

    # Deeds ----------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Ctrl+N: begin a registration."""
        if self.key is None:
            return
        self.current = ""
        self._turn("received")
        self.form.row("about").setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, stage: str, values: dict[str, Any]) -> str:
        told = {name: value for name, value in values.items() if value is not None}
        if self.current:
            complaints.write(self.frame.desk, self.key, self.current, stage, told)
            return self.current
        return complaints.register(self.frame.desk, self.key, told)

    def save(self) -> None:
        """Keep the stage on show."""
        if self.key is None or self.form is None or not self.save_button.isEnabled():
            return
        done = self.form.save()
        if done:
            self.current, self.form = done, None
            self.refresh()
            self.table.select(done)
            held = self._held()
            self._turn(NEXT.get(held["state"], self.stage.value() or "received") if held else "received")
            self.frame.wrote("已存进举报登记。")

    def paper(self) -> None:
        """Show the register's form, to print or to save; it is kept nowhere."""
        if self.key and self.current:
            open_paper(self.frame, self.key, self.current)

    def _void(self) -> None:
        held = self._held()
        reason = ask_reason(self, "作废这条举报登记？", "编号留着不再用，内容还在，标“已作废”。") if held else None
        if reason is not None:
            try:
                complaints.void(self.frame.desk, self.key, self.current, reason)
            except UserFacing as error:
                self.frame.complain(error)
            self.refresh()

    # What the frame asks ----------------------------------------------------------------------------------

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """Voiding one."""
        held = self._held()
        return [("作废这条登记", self._void)] if held and not held["voided"] else []

    def may_leave(self) -> bool:
        """What was typed and not saved keeps the page once."""
        if self.key is None or self.form is None or not self.form.dirty():
            return True
        self.frame.say("举报登记还没有保存。", "不要了", self._leave)
        return False

    def _leave(self) -> None:
        self.form = None
        self.frame.back()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        if self.key is None:
            return [("Enter", "打开"), ("Esc", "返回")]
        return [("Ctrl+N", "新登记"), ("Ctrl+Enter", "保存"), ("Ctrl+P", "出登记表"), ("F6", "换一区"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "举报登记、核实、处理、反馈四步；每次打开都要输口令。",
            "举报人的姓名、电话不写在这里，留在纸质件上，只写编号。",
            "属实的要有负责人签字并督促落实；不属本单位职责的写转交哪个部门。",
            "接收超过 7 日没有反馈的，打开以后在上面提醒。",
            "因举报去检查的，按普通的日常巡查登记；给单位的文书上不出现举报。",
            "登记表只供内部保存，程序里不留底，打印后请自行归档。",
        ]

    def areas(self) -> list:
        """List, stages, form."""
        return [self.table, self.stage, *([self.form] if self.form else [])] if self.key else [self.gate]

"""设置 → 机关和人员: the names papers print, and who works here."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.kinds import OFFICE, OFFICER
from yongji_desktop.core.telephone import masked, mobile_trouble
from yongji_desktop.gui.pages.handing_over import HandoverPage
from yongji_desktop.gui.pages.paper_sample import PaperSample
from yongji_desktop.gui.parts.buttons import Button, Reasoned
from yongji_desktop.gui.parts.dialogs import ask
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import handing_over, kinds, office

NAMES = ("organ_name", "short_name", "phone", "section")
HINTS = {"organ_name": "照公章填，印在每份文书上", "phone": "文书上的“联系人”印这个号"}


def look_at_phone(values: dict[str, Any]) -> list[Problem]:
    """A mobile number that cannot be one is said under its field; it may be left as it is."""
    words = mobile_trouble(values.get("phone") or "")
    return [Problem("phone", words, "warn")] if words else []


class OfficeSection(QWidget):
    """Left the office's names with a sample of the paper's head, right the officers."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self._adding = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._names_card(), 42)
        row.addWidget(self._people_card(), 58)
        self.refresh()

    def _names_card(self) -> QWidget:
        frame, column = card("名称照公章填")
        self.names = Form(
            [OFFICE.field_named(name) for name in NAMES],
            hints=HINTS,
            label_width=74,
            partial=True,
            save=lambda values: office.change_office(self.frame.desk, values),
        )
        self.names.changed.connect(self._names_changed)
        self.sample = PaperSample()
        self.save_names = Button("保存名称", self._save_names, small=True)
        column.addWidget(self.names)
        column.addWidget(self.sample)
        column.addLayout(across(self.save_names, None))
        column.addWidget(label("已出的文书照旧，不会跟着改。", "caption"))
        column.addStretch(1)
        return frame

    def _people_card(self) -> QWidget:
        frame, column = card()
        self.add = Button("加一位", self._begin_adding, icon="plus", small=True)
        column.addLayout(across(label("人员", "section"), None, self.add))
        self.people: list[dict[str, Any]] = []
        self.table = RecordTable(
            [
                Column("name", "姓名", 90, bold=True),
                Column("post", "职务", 90),
                Column("section", "所在机构", 110, stretch=True),
                Column("phone", "手机", 116, show=lambda row: masked(row.get("phone") or "")),
                Column("state", "状态", 106, "chip", show=self._state),
            ],
            lambda offset, limit: self.people[offset : offset + limit],
            lambda: len(self.people),
            name="人员",
            row_height=32,
        )
        self.table.setMinimumHeight(150)
        self.table.current_changed.connect(self._show_person)
        column.addWidget(self.table, 1)
        self.who = label("", "section")
        column.addWidget(self.who)
        fields = [one for one in OFFICER.fields if one.name != "inactive"]
        self.person = Form(fields, columns=2, label_width=66, save=self._save_person, look=look_at_phone)
        self.person.changed.connect(self._person_changed)
        column.addWidget(self.person)
        self.save = Button("保存", self._save, small=True)
        self.stop = Button("停用", self._stop, small=True)
        self.hand_over = Button("交接", self._hand_over, icon="user", small=True)
        self.back = Button("恢复", self._back_to_work, small=True)
        self.leave = Button("不加了", self._show_current, role="ghost", small=True)
        column.addLayout(across(self.save, self.leave, self.back, self.hand_over, Reasoned(self.stop)))
        return frame

    # What is shown --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show office and officers as they are now; what is being typed stays."""
        desk = self.frame.desk
        if not self.names.dirty():
            self.names.load(desk.office)
            self._names_changed()
        self.people = [one for one in kinds.listed(desk, "officer") if not one["voided"]]
        if not self._adding and not self.person.dirty():
            self.table.reload()

    def _state(self, row: dict[str, Any]) -> str:
        if row.get("inactive"):
            return "已停用"
        return "本机使用人" if row["id"] == self.frame.desk.officer else ""

    def _names_changed(self) -> None:
        values = self.names.values()
        desk = self.frame.desk
        self.sample.say(
            values.get("organ_name") or "", values.get("short_name") or "", desk.store.letter, desk.today.year
        )
        self.save_names.refuse("" if self.names.dirty() else "没有改动")

    def _show_current(self) -> None:
        self._adding = False
        self._show_person(self.table.current())

    def _show_person(self, row: dict[str, Any] | None) -> None:
        if self._adding:
            return
        self.person.setEnabled(row is not None)
        self.who.setText(row["name"] if row else "")
        self.person.load(row or {})
        self._dress(row)

    def _dress(self, row: dict[str, Any] | None) -> None:
        stopped = bool(row and row.get("inactive"))
        self.stop.setVisible(bool(row) and not stopped and not self._adding)
        self.stop.parentWidget().setVisible(self.stop.isVisibleTo(self.stop.parentWidget()))
        self.hand_over.setVisible(bool(row) and not stopped and not self._adding)
        self.back.setVisible(stopped and not self._adding)
        self.leave.setVisible(self._adding)
        here = bool(row) and row["id"] == self.frame.desk.officer
        self.stop.refuse("这台电脑正由他（她）使用，先在左下角换经办人" if here else "")
        self._person_changed()

    def _person_changed(self) -> None:
        self.save.refuse("" if self.person.dirty() or self._adding else "没有改动")

    # Deeds ----------------------------------------------------------------------------------------------

    def _save_names(self) -> None:
        if self.names.save() is not None:
            self.frame.did("已改机关资料。")

    def _begin_adding(self) -> None:
        self._adding = True
        self.person.setEnabled(True)
        self.who.setText("新的人员")
        self.person.load({"section": self.frame.desk.office.get("section")})
        self._dress(None)
        self.person.row("name").input.setFocus()

    def _save_person(self, values: dict[str, Any]) -> tuple[str, str]:
        desk = self.frame.desk
        if self._adding:
            return "added", office.add_officer(desk, {name: value for name, value in values.items() if value})
        current = self.table.current()
        old = {name: current.get(name) for name in values}
        fresh = {name: value for name, value in values.items() if value != old[name]}
        return "changed", office.change_officer(desk, current["id"], fresh)

    def _save(self) -> None:
        name = self.person.values().get("name")
        result = self.person.save()
        if result is None:
            return
        added = result[0] == "added"
        self._adding = False
        self.frame.did(f"已{'登记' if added else '改'}{name}{'' if added else '的资料'}。")
        if added:
            self.table.select(result[1])
        self._show_current()

    def _hand_over(self) -> None:
        row = self.table.current()
        if row:
            self.frame.open(HandoverPage(self.frame, row["id"]))

    def _stop(self) -> None:
        """停用 without a list is asked about while something is in the officer's hands (R79)."""
        row = self.table.current()
        held = handing_over.open_hazards(self.frame.desk, row["id"]) if row else []
        body = f"{len(held)} 条未闭环隐患还在他（她）手里。先办“交接”，清单三方签字，隐患改派给接收人。"
        if held and not ask(self.window(), "没有交接清单，直接停用？", body, "直接停用", "不停用"):
            return
        if row and self.frame.trying(office.change_officer, self.frame.desk, row["id"], {"inactive": True}):
            self.frame.did(f"已停用{row['name']}。")
            self._show_current()

    def _back_to_work(self) -> None:
        row = self.table.current()
        if row and self.frame.trying(office.change_officer, self.frame.desk, row["id"], {"inactive": None}):
            self.frame.did(f"{row['name']}已恢复。")
            self._show_current()

    def may_leave(self) -> bool:
        """Unsaved names or a half-filled officer are asked about."""
        if not self.names.dirty() and not (self.person.dirty() and self.person.isEnabled()):
            return True
        if not ask(
            self.window(),
            "有改动还没有保存，离开吗？",
            "离开后这一页刚填的内容不保留。",
            "离开",
            "留下来",
            False,
        ):
            return False
        self._adding = False
        self.names.load(self.frame.desk.office)
        self._show_person(self.table.current())
        return True

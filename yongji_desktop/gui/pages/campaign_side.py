"""The right side of a campaign: the unit the keyboard stands on, its record, or the form for a locked door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kind_parts import NATURES
from yongji_desktop.core.kinds import MISSED_REASONS
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.campaign_missed import MissedPane
from yongji_desktop.gui.pages.pairs import fill_pairs
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.words import Elided, across, clear, line
from yongji_desktop.services import filing

Pairs = list[tuple[str, str]]


class CampaignSide(QFrame):
    """`deed(name)`: one of sheet, enter, open, missed, register, site was asked for; `back()`: the rows get the keyboard."""

    deed = Signal(str)
    back = Signal()
    registered = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.setProperty("role", "card")
        self.frame = frame
        self.row: dict[str, Any] | None = None
        self.pane: MissedPane | None = None
        self.name = Elided("", "record")
        self._pairs = QGridLayout()
        self._pairs.setColumnStretch(1, 1)
        self._pairs.setVerticalSpacing(6)
        self._deeds = QVBoxLayout()
        self._deeds.setSpacing(8)
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.addLayout(self._pairs)
        lines.addStretch(1)
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(across(self.name))
        column.addWidget(line())
        column.addWidget(scrolled(holder), 1)
        column.addLayout(self._deeds)
        self.facts = facts
        self.nothing = EmptyState("unit", "左边选一家单位，这里看它走到哪一步")
        self.stack = QStackedWidget()
        for part in (facts, self.nothing):
            self.stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 14, 12)
        whole.addWidget(self.stack)

    def show_row(self, row: Mapping[str, Any] | None) -> None:
        """Show one stop; a form that is open for another one is put away, what was typed is kept."""
        self.row = dict(row) if row else None
        if self.pane is not None and (row is None or self.pane.row["site_id"] != row["site_id"]):
            self.close_form()
        if row is None:
            self.stack.setCurrentWidget(self.nothing)
            return
        self.name.setText(row["name"])
        fill_pairs(self._pairs, facts_of(self.frame, row), 68)
        self._say_deeds(row)
        if self.pane is None:
            self.stack.setCurrentWidget(self.facts)

    def _say_deeds(self, row: Mapping[str, Any]) -> None:
        clear(self._deeds)
        found: list[tuple[str, str, str, str]] = []
        if row["progress"] == "visited":
            found.append(("open", "打开记录", "Enter", "check"))
        elif row["sheet_state"] == "out":
            found.append(("enter", f"录入现场用纸 {row['number']}", "Enter", "edit"))
        else:
            found.append(("site", "看这家单位", "Enter", "unit"))
        if row["progress"] == "missed":
            found.append(("register", "打印登记", "", "print"))
        if row["progress"] != "visited" and not row["void"]:
            found.append(("missed", "未能检查", "F5", "ban"))
        buttons = []
        for name, word, key, icon in found:
            button = Button(word, lambda name=name: self.deed.emit(name), key=key, icon=icon, small=True)
            button.setShortcut("")  # the page's, these come and go with the row
            buttons.append(button)
        for at in range(0, len(buttons), 2):
            self._deeds.addLayout(across(*buttons[at : at + 2], None))

    # The form ---------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """F5: the short form for the unit on show."""
        if self.row is None or self.row["void"] or self.pane is not None:
            return
        self.pane = MissedPane(self.frame, self.row)
        self.pane.registered.connect(self._registered)
        self.pane.left.connect(self.leave)
        self.stack.addWidget(self.pane)
        self.stack.setCurrentWidget(self.pane)
        self.pane.focus()

    def _registered(self) -> None:
        self.close_form()
        self.back.emit()

    def leave(self) -> None:
        """Put the form away; what was typed stays on this PC."""
        self.close_form()
        self.back.emit()

    def close_form(self) -> None:
        """The facts again."""
        if self.pane is not None:
            self.stack.removeWidget(self.pane)
            self.pane.hide()
            self.pane.deleteLater()
            self.pane = None
            self.stack.setCurrentWidget(self.facts if self.row else self.nothing)


def facts_of(frame: Frame, row: Mapping[str, Any]) -> Pairs:
    """What is known of one stop: where it is, its sheet, what became of it."""
    desk = frame.desk
    found: Pairs = [("情况", row["note"]), ("进度", row["word"])]
    if row["number"]:
        state = {"out": "领走了，还没录入", "entered": "已录入", "void": "已作废"}.get(row["sheet_state"], "")
        found.append(("现场用纸", f"{row['number']} {state}".rstrip()))
    if row["progress"] == "visited":
        found += _visit(desk, row["record"])
    elif row["progress"] == "missed":
        found += _missed(desk, row["record"])
    if row["results"]:
        found.append(("结果", "、".join(row["results"])))
    return [(name, words) for name, words in found if words]


def _visit(desk: Any, identity: str) -> Pairs:
    try:
        record = desk.get("inspection", identity)
    except Refused:
        return []
    people = "、".join(str(one.get("name") or "") for one in record.get("inspectors") or ())
    filed = [one["number"].rpartition("〕")[2].removesuffix("号") for one in filing.states(desk, identity) if one["filed"]]
    return [
        ("去的时间", str(record["began_at"])[:16].replace("T", " ")),
        ("性质", NATURES.get(record["nature"], "")),
        ("人员", people),
        ("隐患", f"{len(record.get('hazards') or ())} 条"),
        ("已归档", "、".join(filed)),
    ]


def _missed(desk: Any, identity: str) -> Pairs:
    try:
        record = desk.get("missed_visit", identity)
    except Refused:
        return []
    names = (one.get("name") if isinstance(one, dict) else one for one in record.get("inspectors") or ())
    return [
        ("原因", MISSED_REASONS.get(record["reason"], "")),
        ("到的时间", str(record["arrived_at"])[:16].replace("T", " ")),
        ("人员", "、".join(str(name or "") for name in names)),
        ("联系情况", str(record.get("contacted") or "")),
        ("邻证", " ".join(str(record.get(name) or "") for name in ("witness_post", "witness")).strip()),
        ("再去", str(record.get("next_on") or "")),
    ]

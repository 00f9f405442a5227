"""未能检查 beside the route: the short form for the unit the keyboard stands on; its sheet becomes void with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.core.kinds import MISSED_REASONS
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.missed_form import MissedForm, as_person
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.words import Elided, across, label, line, picture
from yongji_desktop.gui.tokens import COLOURS
from yongji_desktop.services import field_sheets, missed, session

MOMENT, NAMES = 146, 48  # widths beside the route: a date with its hour, one name


class MissedPane(QWidget):
    """The form for one stop of a route (`row`); `registered()` when it was written, `left()` on Esc."""

    registered = Signal()
    left = Signal()

    def __init__(self, frame: Frame, row: Mapping[str, Any]):
        super().__init__()
        self.frame, self.row = frame, dict(row)
        self._memory = f"missed.{row['site_id']}"
        self.form = MissedForm(frame, row["site_id"])
        self.form.names.setWordWrap(True)
        self.form.names.setMinimumWidth(NAMES)
        for name in ("arrived_at", "next_on", "told_at"):
            self.form.rows[name].setFixedWidth(MOMENT)
        self.register_button = Button("记下", self.register, key="Ctrl+Enter", icon="tick", small=True)
        self.register_button.setShortcut("")
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.register)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(across(label("未能检查", "record"), Elided(row["name"], "caption")))
        column.addWidget(line())
        self.area = scrolled(self.form)
        column.addWidget(self.area, 1)
        column.addWidget(line())
        for words in self._rules():
            told = across(picture("info", COLOURS["ink2"], 15))
            told.addWidget(label(words, "caption", wrap=True), 1)
            column.addLayout(told)
        column.addLayout(across(Button("不记了", self.left.emit, role="ghost", small=True), None, self.register_button))
        self.form.load(self._begin())
        self.form.changed.connect(self.keep)

    def _rules(self) -> list[str]:
        out = self.row["sheet_state"] == "out"
        void = f"；现场用纸 {self.row['number']} 自动作废，原因“转未能检查”" if out else ""
        first = f"不发通知书，不算检查家次{void}"
        return [first] if self.frame.compact else [first, "选“拒绝进入”时，另填报告部门和回执号；不强行进入"]

    def _begin(self) -> dict[str, Any]:
        desk = self.frame.desk
        values: dict[str, Any] = {
            "reason": "locked",
            "arrived_at": f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}",
            "inspectors": [as_person(desk.get("officer", desk.officer))] if desk.officer else [],
            "photos": [],
        }
        kept = session.remembered(desk, self._memory)
        if kept:
            values.update({name: value for name, value in json.loads(kept).items() if value})
        return values

    def focus(self) -> None:
        """The reason first."""
        self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Remember what is not registered yet."""
        session.remember(self.frame.desk, self._memory, json.dumps(self.form.values(), ensure_ascii=False))
        self.frame.saved()

    def register(self) -> None:
        """记下: the visit that could not be made is written, the sheet that is out for it is void."""
        if self.form.photos.busy:
            self.form.says["photos"].say("照片还在读，读完再记。", "hint")
            return
        desk, values = self.frame.desk, self.form.values()
        try:
            out = self.row["sheet_state"] == "out" and self.row["sheet"]
            missed.register(desk, values, field_sheets.draft_for(desk, out) if out else None)
        except Invalid as error:
            first = self.form.show_problems(error.problems)
            if first:
                self.area.ensureWidgetVisible(first)
            return
        except UserFacing as error:
            self.frame.complain(error)
            return
        session.remember(desk, self._memory, "")
        reason, again = MISSED_REASONS[values["reason"]], values.get("next_on")
        when = f"，{int(again[5:7])}月{int(again[8:])}日再去，已进期限雷达" if again else ""
        self.registered.emit()
        self.frame.did(f"记为“未能检查：{reason}”{when}。不发通知书。")

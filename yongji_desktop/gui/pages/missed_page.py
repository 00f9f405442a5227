"""未能检查: the short form for a visit that could not be made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.core.kinds import MISSED_REASONS
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.missed_form import MissedForm, as_person
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import Page, scrolled
from yongji_desktop.gui.parts.words import Elided, across, card, label, picture
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services import missed, session

SAVE_MS = 1500
RULES = (
    "不发通知书，不算检查家次。",
    "照片拍门口：锁、停业的牌子、门牌，看得出是哪一家。",
    "选“拒绝进入”时，另填报告部门和回执号；不强行进入。",
)


class MissedPage(Page):
    """A record page about one site; `draft` is the inspection draft it replaces, `entry` its body.

    What is not registered yet is kept on this PC and comes back when the page is opened again.
    """

    name = "missed"
    word = "未能检查"
    icon = "ban"

    def __init__(
        self, frame: Frame, site_id: str, draft: str | None = None, entry: Mapping[str, Any] | None = None
    ):
        super().__init__(frame)
        self.site = frame.desk.get("site", site_id)
        self.draft = draft
        self.finished = False
        self._memory = f"missed.{site_id}"
        self.form = MissedForm(frame, site_id)
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SAVE_MS)
        self._clock.timeout.connect(self.keep)
        self._begin(dict(entry or {}))
        self.form.changed.connect(self._changed)

    def _lay_out(self) -> None:
        self.head.set_title("未能检查", self.site["name"])
        self.register_button = self.head.add_deed(
            Button("登记", self.register, role="primary", key="Ctrl+Enter", icon="tick")
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.register)
        self.side = self._notes()
        whole, inside = card()
        address = Elided(self.site.get("address") or "", "caption")
        inside.addLayout(across(label("未能检查", "record"), address))
        self.area = scrolled(self.form)
        inside.addWidget(self.area, 1)
        row = across(whole, self.side, spacing=SIZES["gap"])
        row.setStretch(0, 1)
        self.body.addLayout(row, 1)

    def _notes(self) -> QWidget:
        side, notes = card("登记以后")
        side.setFixedWidth(360)
        for words in RULES:
            row = across(picture("info", COLOURS["ink2"], 15), spacing=8)
            row.addWidget(label(words, "caption", wrap=True), 1)
            notes.addLayout(row)
        self.later = label("", "faint", wrap=True)
        notes.addWidget(self.later)
        notes.addStretch(1)
        return side

    def _begin(self, entry: dict[str, Any]) -> None:
        desk = self.frame.desk
        kept = session.remembered(desk, self._memory)
        values: dict[str, Any] = {
            "reason": "locked",
            "arrived_at": entry.get("began_at") or f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}",
            "inspectors": entry.get("inspectors") or [],
            "photos": [{**one, "use": "scene"} for one in entry.get("photos") or []],
        }
        if not values["inspectors"] and desk.officer:
            values["inspectors"] = [as_person(desk.get("officer", desk.officer))]
        for photo in values["photos"]:
            photo.pop("hazard", None)
        if kept:
            values.update({name: value for name, value in json.loads(kept).items() if value})
            self.later.setText("上次没有登记完的内容已带出。")
        self.form.load(values)

    def _changed(self) -> None:
        self.later.setText("")
        if not self.finished:
            self._clock.start()

    # Deeds ----------------------------------------------------------------------------------------

    def register(self) -> None:
        """登记: the visit that could not be made is written, this page closes."""
        if self.form.photos.busy:
            self.form.says["photos"].say("照片还在读，读完再登记。", "hint")
            return
        values = self.form.values()
        try:
            missed.register(self.frame.desk, values, self.draft)
        except Invalid as error:
            first = self.form.show_problems(error.problems)
            if first:
                self.area.ensureWidgetVisible(first)
            return
        except UserFacing as error:
            self.frame.complain(error)
            return
        self.finished = True
        self._clock.stop()
        session.remember(self.frame.desk, self._memory, "")
        later = [
            one.message for one in missed.problems_of(self.frame.desk, values) if one.severity == "later"
        ]
        words = f"已登记未能检查：{MISSED_REASONS[values['reason']]}。" + (later[0] if later else "")
        self.frame.did(words)
        if self.draft:
            self.frame.go(self.frame.where)  # the editor of the draft below goes too
        else:
            self.frame.back()

    def keep(self) -> None:
        """Remember what is not registered yet."""
        self._clock.stop()
        if not self.finished:
            session.remember(
                self.frame.desk, self._memory, json.dumps(self.form.values(), ensure_ascii=False)
            )
            self.frame.saved()

    # What the frame asks --------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """The reason first."""
        self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def compact(self, compact: bool) -> None:
        """The notes at the side give way; F1 says the same."""
        self.side.setVisible(not compact)

    def may_leave(self) -> bool:
        """What is unfinished is remembered."""
        if self._clock.isActive():
            self.keep()
        return True

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [
            ("1–4", "原因"),
            ("Tab", "下一格"),
            ("Ctrl+V", "粘贴照片"),
            ("Ctrl+Enter", "登记"),
            ("Esc", "返回"),
        ]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "去了没查成的，登记在这里：锁门、停业、拒绝进入或其他。",
            "要有门口的照片；拒绝进入的还要写报告了哪个部门。",
            "邻证、联系情况、再去的日期可以以后补。",
            "不发通知书，不算检查家次，不要求检查记录的五项内容。",
            "照片拖进来、Ctrl+V 粘贴或选文件都行。",
            "没登记就离开，填的内容留着，下次打开接着填。",
        ]

    def areas(self) -> list[QWidget]:
        """The form, then the photos."""
        return [self.form.reason, self.form.photos]

"""One permit of a unit: added, changed or taken away, as a change of the unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from yongji_desktop.core.kinds import PERMIT_FIELDS
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.words import card
from yongji_desktop.services import sites


class PermitPage(Page):
    """The form of one permit; `index` is its place among the unit's permits, None for a new one."""

    word = "证照"

    def __init__(self, frame: Frame, site: str, index: int | None):
        super().__init__(frame)
        self.site, self.index = site, index
        held = frame.desk.get("site", site)
        self.head.set_title("添加证照" if index is None else "修改证照", held["name"])
        self.form = Form(PERMIT_FIELDS, save=self._write, label_width=82, hints={"valid_until": "长期的留空"})
        self.form.load({} if index is None else held["permits"][index])
        if index is not None:
            self.head.add_more(self.more)
        self.head.add_deed(Button("保存", self.save, key="Ctrl+Enter", icon="save", role="primary"))
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.save)
        box, inside = card()
        box.setMaximumWidth(640)
        inside.addWidget(self.form)
        self.body.addWidget(box)
        self.body.addStretch(1)

    def opened(self, target: Any = None) -> None:
        """Begin at the name."""
        self.form.row("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def _held(self) -> list[dict[str, Any]]:
        return list(self.frame.desk.get("site", self.site).get("permits") or [])

    def _write(self, values: dict[str, Any]) -> tuple[str | None]:
        held = self._held()
        told = {name: value for name, value in values.items() if value is not None}
        if self.index is None:
            held.append(told)
        else:
            held[self.index] = told
        return (sites.change(self.frame.desk, self.site, {"permits": held}),)

    def save(self) -> None:
        """Save the permit; what is wrong stands under its field."""
        if not self.form.check():
            return
        done = self.form.save()
        if done is not None:
            self.frame.back()
            if done[0]:
                self.frame.did("已保存证照。", deed=done[0])

    def _remove(self) -> None:
        held = self._held()
        name = held.pop(self.index or 0).get("name", "")
        deed = self.frame.trying(sites.change, self.frame.desk, self.site, {"permits": held})
        if deed:
            self.frame.back()
            self.frame.did(f"已移除证照：{name}。", deed=deed)

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """Taking the permit away; it can be undone."""
        return [] if self.index is None else [("移除这本证照", self._remove)]

    def may_leave(self) -> bool:
        """What was typed and not saved is asked about by staying once."""
        if not self.form.dirty():
            return True
        self.frame.say("证照还没有保存。", "不要了", self._leave)
        return False

    def _leave(self) -> None:
        self.form.load(self.form.values())
        self.frame.back()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Tab", "下一项"), ("Ctrl+Enter", "保存"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "证照名称必填，编号和有效期知道的填上。",
            "长期有效的，有效期留空。",
            "30 天内到期的，在单位页上写明还有几天。",
            "Ctrl+Enter 保存；保存以后 Ctrl+Z 可以撤销。",
            "移除在“更多”（F10）里，也可以撤销。",
            "Esc 返回；没保存的会先提醒。",
        ]

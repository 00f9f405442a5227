"""A campaign's name, days, kind of visit and checklists; a new one also its groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit

from yongji_desktop.core.errors import Invalid
from yongji_desktop.core.kind_parts import CATEGORIES
from yongji_desktop.core.kinds import CAMPAIGN
from yongji_desktop.gui.pages.field_sheet_choice import SheetChoice
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.form_inputs import Choice
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import card, label
from yongji_desktop.services import campaigns

FIELDS = tuple(CAMPAIGN.field_named(name) for name in ("name", "begins_on", "ends_on", "summary"))
HINTS = {"name": "例如：元旦春节专项排查", "summary": "一页小结最后加的话，可以以后写"}
WIDTH = 92


class CampaignFormPage(Page):
    """The form of one campaign, a new one with `sites` in its first group; `then(id)` after a new one was saved."""

    word = "专项行动"

    def __init__(
        self, frame: Frame, campaign: str | None = None, *, sites: Sequence[str] = (),
        then: Callable[[str], object] | None = None,
    ):  # fmt: skip
        super().__init__(frame)
        self.campaign, self.sites, self._then = campaign, list(sites), then
        held = frame.desk.get("campaign", campaign) if campaign else {"begins_on": frame.desk.today.isoformat()}
        self.head.set_title("修改专项行动" if campaign else "新专项行动", held.get("name") or self._told_sites())
        self.form = Form(FIELDS, save=self._write, label_width=WIDTH, hints=HINTS)
        self.form.load(held)
        self.category = Choice()
        self.category.setAccessibleName("检查类型")
        for code, word in CATEGORIES.items():
            self.category.addItem(word, code)
        self.category.setCurrentIndex(max(0, self.category.findData(held.get("category") or "special")))
        self.lists = SheetChoice(frame)
        for code in held.get("checklists") or ():
            self.lists.set_list(code, True)
        self.groups = QLineEdit()
        self.groups.setAccessibleName("分组")
        self.groups.setPlaceholderText("例如：一组 城东片、二组 四冯片；可以以后再分")
        self.problem = ProblemLine()
        self.head.add_deed(Button("保存", self.save, key="Ctrl+Enter", icon="save", role="primary"))
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.save)
        self._build()

    def _told_sites(self) -> str:
        return f"{len(self.sites)} 家单位放进第一组" if self.sites else ""

    def _build(self) -> None:
        box, inside = card()
        box.setMaximumWidth(680)
        inside.addWidget(self.form)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        parts = [("检查类型", self.category), ("检查表", self.lists)]
        if not self.campaign:
            parts.append(("分组", self.groups))
        for row, (word, part) in enumerate(parts):
            head = label(word, "label")
            head.setFixedWidth(WIDTH)
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(part, row, 1)
        inside.addLayout(grid)
        inside.addWidget(self.problem)
        self.body.addWidget(box)
        self.body.addStretch(1)
        self.lists.only_lists()
        self.groups.setVisible(not self.campaign)

    def opened(self, target: Any = None) -> None:
        """Begin at the name."""
        self.form.row("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, values: dict[str, Any]) -> tuple[str | None]:
        told = {**values, "category": self.category.currentData(), "checklists": list(self.lists.codes)}
        if self.campaign:
            return (campaigns.change(self.frame.desk, self.campaign, told),)
        names = [one.strip() for one in re.split(r"[、，,;；\n]", self.groups.text()) if one.strip()]
        groups = [{"name": name, "sites": []} for name in names or ([campaigns.FIRST_GROUP] if self.sites else [])]
        if groups:
            groups[0]["sites"] = list(self.sites)
        return (campaigns.add(self.frame.desk, {**told, "groups": groups}),)

    def save(self) -> None:
        """Save; what is wrong stands under its field, about groups and lists at the foot."""
        self.problem.clear()
        if not self.form.check():
            return
        try:
            done = self.form.save()
        except Invalid as error:
            self.problem.say(error.problems[0].message, "block")
            return
        if done is None:
            return
        self.form.load(self.form.values())
        name = self.form.values()["name"]
        self.frame.back()
        self.frame.did(f"已保存专项行动：{name}。", deed=done[0] if self.campaign else None)
        if not self.campaign and self._then:
            self._then(str(done[0]))

    def may_leave(self) -> bool:
        """What was typed and not saved is asked about by staying once."""
        if not self.form.dirty():
            return True
        self.frame.say("专项行动还没有保存。", "不要了", self._leave)
        return False

    def _leave(self) -> None:
        self.form.load(self.form.values())
        self.frame.back()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Tab", "下一项"), ("F4", "选检查表"), ("Ctrl+Enter", "保存"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "名称照文件写，例如“元旦春节专项排查”；起止写清，期间去的都算。",
            "检查类型和检查表用在这次行动的现场用纸上；不选的按各家上次用的。",
            "分组可以现在写，也可以在它的页面上加。",
            "单位在它的页面上加，或在单位名册里选几家再“加入专项行动”。",
            "Ctrl+Enter 保存；保存以后 Ctrl+Z 可以撤销。",
            "Esc 返回；没保存的会先提醒。",
        ]

    def areas(self) -> list:
        """The form."""
        return [self.form]

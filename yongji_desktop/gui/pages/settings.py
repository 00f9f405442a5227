"""设置: office and officers, powers, data and backups, data packs, the number book."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from yongji_desktop.gui.pages.settings_data import DataSection
from yongji_desktop.gui.pages.settings_office import OfficeSection
from yongji_desktop.gui.pages.settings_packs import NumbersSection, PacksSection
from yongji_desktop.gui.pages.settings_powers import PowersSection
from yongji_desktop.gui.pages.settings_terms import TermsSection
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across

SECTIONS = {"office": "机关和人员", "powers": "权限和文种", "terms": "约定天数", "data": "数据和备份", "packs": "数据包", "numbers": "编号簿"}


class SettingsPage(Page):
    """The sections behind one row of segments; `frame.go("settings", {"section": "data"})` opens one."""

    name, word, icon = "settings", "设置", "gear"

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.head.set_title(self.word)
        self.head.add_search()
        self.choice = Segments("设置", list(SECTIONS.items()), "office")
        self.choice.changed.connect(self.show_section)
        self.body.addLayout(across(self.choice, None))
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.sections: dict[str, QWidget] = {
            "office": OfficeSection(frame),
            "powers": PowersSection(frame),
            "terms": TermsSection(frame),
            "data": DataSection(frame),
            "packs": PacksSection(frame),
            "numbers": NumbersSection(frame),
        }
        for section in self.sections.values():
            self.stack.addWidget(section)

    def show_section(self, name: str) -> None:
        """Show one section, as it is now."""
        self.choice.choose(name)
        self.stack.setCurrentWidget(self.sections[name])
        self.sections[name].refresh()

    def opened(self, target: Any = None) -> None:
        if isinstance(target, dict) and target.get("section") in SECTIONS:
            self.show_section(target["section"])
        self.refresh()
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self.stack.currentWidget().refresh()

    def keys(self) -> list[tuple[str, str]]:
        return [("←→", "换一栏"), ("1–6", "直接到"), ("Tab", "下一项"), ("Ctrl+Z", "撤销")]

    def help(self) -> list[str]:
        return [
            "机关全称、文号简称、电话印在每份文书上；改了只影响以后的文书。",
            "人员只停用、不删除；停用的人在以前的记录里名字不变。",
            "约定天数是本机关自己定的，改了期限和提醒马上按新的算。",
            "备份每天第一次打开时自动做，关闭时有改动再做；选了第二个盘，也抄一份过去。",
            "“检查”把数据从头核对一遍，不改动任何内容。",
            "数据包是任务、检查表、部门和镇街名录，拿到新的在“数据包”里装。",
        ]

    def areas(self) -> list[QWidget]:
        return [self.choice, self.stack.currentWidget()]

    def may_leave(self) -> bool:
        office = self.sections["office"]
        return not isinstance(office, OfficeSection) or office.may_leave()

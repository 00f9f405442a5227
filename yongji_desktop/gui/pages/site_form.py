"""A new unit, or changing one: the fields of the register in four groups, duplicates shown while typing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core import credit_code
from yongji_desktop.core.errors import Invalid, Problem, UserFacing
from yongji_desktop.core.kinds import SITE
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame, Page, scrolled
from yongji_desktop.gui.parts.words import card
from yongji_desktop.services import sites

GROUPS = {
    "单位": (
        "name",
        "signboard",
        "uscc",
        "licence_shown",
        "entity_type",
        "sector",
        "place_category",
        "village",
        "grid",
        "address",
        "operating_state",
        "risk_level",
    ),
    "人员": (
        "legal_person",
        "actual_controller",
        "principal",
        "principal_post",
        "principal_phone",
        "safety_officer",
        "safety_officer_post",
        "safety_officer_phone",
        "phone",
        "phone2",
    ),
    "规模和监管": (
        "employees",
        "special_workers",
        "special_equipment",
        "area_m2",
        "floors",
        "structure",
        "self_built",
        "above_scale",
        "supervising_department",
        "regulating_department",
    ),
    "其他": ("license_no", "longitude", "latitude", "business_scope", "remark"),
}
HINTS = {"uscc": "没有执照的留空", "licence_shown": "现场看到了才选“是”"}


class SiteFormPage(Page):
    """The form of one unit; without an id a new one.  `wanted(id)`: this unit is to be shown next."""

    word = "新单位"
    wanted = Signal(str)

    def __init__(self, frame: Frame, site: str | None, values: Mapping[str, Any] | None = None):
        super().__init__(frame)
        self.site = site
        self.head.set_title(f"修改资料：{frame.desk.get('site', site)['name']}" if site else self.word)
        self.save_button = Button("保存", self.save, key="Ctrl+Enter", icon="save", role="primary")
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.save)
        self.head.add_deed(self.save_button)
        self.line = Banner("red", "")
        self.line.hide()
        self.unsaved = Banner(
            "amber",
            "填的内容还没有保存",
            "",
            [
                Button("不要了", self._leave, role="danger", small=True),
                Button("接着填", self._stay, small=True),
            ],
        )
        self.unsaved.hide()
        self._leaving = False
        self._again: list[dict[str, Any]] = []
        self.alike = QWidget()
        QVBoxLayout(self.alike).setContentsMargins(0, 0, 0, 0)
        self.forms: list[Form] = []
        self._build()
        for form in self.forms:
            form.load(values or (frame.desk.get("site", site) if site else {}))
        if not site:
            if values:
                self.forms[0].row("name").set_value(values.get("name"))
            for name in ("name", "uscc"):
                self.forms[0].row(name).left.connect(self._look_for_alike)

    def _build(self) -> None:
        for one in (self.unsaved, self.line, self.alike):
            self.body.addWidget(one)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for title, names in GROUPS.items():
            box, lines = card(title)
            fields = [SITE.field_named(name) for name in names]
            form = Form(fields, columns=2, label_width=116, look=self._wrong, hints=HINTS)
            lines.addWidget(form)
            column.addWidget(box)
            self.forms.append(form)
        column.addStretch(1)
        self.body.addWidget(scrolled(inside), 1)

    @staticmethod
    def _wrong(values: Mapping[str, Any]) -> list[Problem]:
        words = credit_code.trouble(str(values["uscc"]).strip().upper()) if values.get("uscc") else ""
        return (
            [Problem("uscc", f"统一社会信用代码{words}。请对照执照改正；没有执照的留空。")] if words else []
        )

    def opened(self, target: Any = None) -> None:
        """Begin at the name."""
        self.forms[0].row("name").setFocus(Qt.FocusReason.OtherFocusReason)

    # Duplicates ----------------------------------------------------------------------------

    def _look_for_alike(self) -> None:
        values = {name: self.forms[0].row(name).value() for name in ("name", "uscc")}
        self._say_alike(self.frame.trying(sites.similar, self.frame.desk, values) or [])

    def _say_alike(self, found: list[dict[str, Any]]) -> None:
        """Show the units it may be, each with 用已有的, and 仍然新建."""
        self._again = found
        layout = self.alike.layout()
        while (item := layout.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for one in found[:3]:
            use = Button("用已有的", lambda one=one: self._use(one["id"]), small=True)
            anyway = [Button("仍然新建", lambda: self._save(True), small=True)] if one is found[0] else []
            where = "，".join(str(one[name]) for name in ("village", "address") if one.get(name))
            layout.addWidget(Banner("amber", f"可能已有：{one['name']}", where, [use, *anyway]))

    def _use(self, site: str) -> None:
        self._leaving = True
        self.frame.back()
        self.wanted.emit(site)

    # Saving ----------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """Everything on the form."""
        return {name: value for form in self.forms for name, value in form.values().items()}

    def save(self) -> None:
        """Save; what is wrong stands under its field, a unit that may be there already is asked about."""
        right = [form.check() for form in reversed(self.forms)]
        if not all(right):
            return
        if self.site is None:
            self._look_for_alike()
            if self._again:
                self.alike.findChild(Button).setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._save(False)

    def _save(self, even_if_alike: bool) -> None:
        desk, values = self.frame.desk, self.values()
        self._complain([])
        try:
            if self.site is None:
                given = {name: value for name, value in values.items() if value is not None}
                made, deed = sites.add(desk, given, even_if_alike=even_if_alike), None
            else:
                made, deed = self.site, sites.change(desk, self.site, self._changed(values))
        except Invalid as error:
            self._complain(error.problems)
            return
        except UserFacing as error:
            self.line.say(str(error))
            self.line.show()
            return
        self._done(made, deed, values)

    def _changed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        old = self.frame.desk.get("site", self.site or "")
        return {
            name: value for name, value in values.items() if value is not None or old.get(name) is not None
        }

    def _done(self, made: str, deed: str | None, values: Mapping[str, Any]) -> None:
        self._leaving = True
        fresh = self.site is None
        self.frame.back()
        if fresh:
            self.wanted.emit(made)
            self.frame.did(f"已登记单位：{values['name']}。")
        elif deed:
            self.frame.did(f"已改资料：{values['name']}。", deed=deed)
        else:
            self.frame.say("资料没有变化。")

    def _complain(self, problems: Any) -> None:
        """Write problems under their fields; the first one gets the focus."""
        self.line.hide()
        told = {name for form in self.forms for name in form.values()}
        for form in reversed(self.forms):
            names = set(form.values())
            form.show_problems([one for one in problems if one.field.split(".")[0] in names])
        rest = [one.message for one in problems if one.field.split(".")[0] not in told]
        if rest:
            self.line.say(rest[0])
            self.line.show()

    # Leaving ----------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """With something unsaved only after 不要了."""
        if self._leaving or not any(form.dirty() for form in self.forms):
            return True
        self.unsaved.show()
        self.unsaved.findChild(Button, options=Qt.FindChildOption.FindChildrenRecursively).setFocus()
        return False

    def _leave(self) -> None:
        self._leaving = True
        self.frame.back()

    def _stay(self) -> None:
        self.unsaved.hide()
        self.forms[0].row("name").setFocus()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Tab", "下一项"), ("Ctrl+Enter", "保存"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "只有单位名称必填，其余知道多少填多少。",
            "填完名称就看有没有重复：“用已有的”打开那一家，“仍然新建”另建一家。",
            "信用代码当场核对校验码；没有执照的留空。",
            "负责人和安全员是两栏，电话平时只显示头尾。",
            "Ctrl+Enter 保存；保存以后 Ctrl+Z 可以撤销。",
            "Esc 返回；有没保存的内容会先问。",
        ]

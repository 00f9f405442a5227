"""The header in one line: when, who, with whom, by which checklist; below it that one was alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.inspection_facts import person_words
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import Elided, key_label, label, picture
from yongji_desktop.gui.tokens import COLOURS
from yongji_desktop.services import office

COUNTED = (
    "site_id",
    "nature",
    "category",
    "method",
    "began_at",
    "ended_at",
    "places",
    "inspectors",
    "recorder",
    "informed",
    "showed_id",
    "checklists",
    "site_present",
    "signature",
)


def moment_words(entry: dict[str, Any], proposed_end: str) -> str:
    """“11-23 14:10 至 14:30”."""
    began, ended = str(entry.get("began_at") or ""), str(entry.get("ended_at") or "")
    if not began:
        return "还没有写时间"
    words = f"{began[5:10]} {began[11:]}"
    if ended:
        return f"{words} 至 {ended[11:] if ended[:10] == began[:10] else ended[5:].replace('T', ' ')}"
    return f"{words} 至 {proposed_end[11:]}（建议）" if proposed_end else f"{words} 起"


class HeaderLine(QFrame):
    """The line; `opened` when it is to be folded open, at a field or ""."""

    opened = Signal(str)

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft
        self.setProperty("role", "card")
        self.setFixedHeight(37)
        self.cells = {name: Elided() for name in ("time", "people", "present", "places", "lists")}
        self.carried = label("", "good")
        self.change = Button("修改", lambda: self.opened.emit(""), role="ghost", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 8, 0)
        row.setSpacing(8)
        icons = {"time": "cal", "people": "user"}
        for at, (name, cell) in enumerate(self.cells.items()):
            if at:
                row.addSpacing(9)
            if name in icons:
                row.addWidget(picture(icons[name], COLOURS["ink2"], 15))
            row.addWidget(cell, 0)
        row.addStretch(1)
        row.addWidget(self.carried)
        row.addWidget(self.change)
        row.addWidget(key_label("F4"))

    def display(self, proposed_end: str) -> None:
        """Show the header as it is now."""
        entry = self.draft.entry
        people = "、".join(one.get("name", "") for one in entry.get("inspectors") or []) or "没有检查人员"
        lists = (
            "、".join(f"{one['name']} {one['version']}" for one in entry.get("checklists") or [])
            or "没有检查表"
        )
        words = {
            "time": moment_words(entry, proposed_end),
            "people": people,
            "present": person_words(entry),
            "places": entry.get("places") or "场所（没填）",
            "lists": lists,
        }
        for name, cell in self.cells.items():
            cell.setText(words[name])
            cell.ensurePolished()
            width = cell.fontMetrics().horizontalAdvance(words[name]) + 6
            cell.setMinimumWidth(min(width, 70))
            cell.setMaximumWidth(width)
            cell.setSizePolicy(cell.sizePolicy().Policy.Expanding, cell.sizePolicy().Policy.Preferred)
            self.layout().setStretchFactor(cell, 100)
        known = sum(1 for name in COUNTED if entry.get(name) not in (None, "", []))
        self.carried.setText(f"表头 {known} 项已带出")

    def paintEvent(self, event) -> None:
        """Rules between the cells."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(COLOURS["line"]))
        for cell in list(self.cells.values())[1:]:
            at = cell.x() - (32 if cell is self.cells["people"] else 9)
            painter.drawLine(at, 1, at, self.height() - 2)


class AloneBanner(Banner):
    """One inspector alone: a colleague is added in one click, or the reason is written.

    `visit` names what they are at when the entry's nature does not.
    """

    reason_wanted = Signal()
    people_wanted = Signal()

    def __init__(self, draft: Draft, visit: str = ""):
        self._visit = visit
        self.add = Button("加一名", self._offer, icon="plus", small=True)
        self.why = Button("写原因", self._why, icon="edit", small=True)
        super().__init__("amber", "只有一人", "", [self.add, self.why])
        self.draft = draft
        self.hide()

    def _why(self) -> None:
        self.reason_wanted.emit()

    def display(self) -> None:
        """Show or hide the warning."""
        entry = self.draft.entry
        people = entry.get("inspectors") or []
        told = entry.get("single_reason") and entry.get("nature") != "authorised"
        self.setVisible(len(people) == 1 and not told)
        if len(people) != 1:
            return
        name = people[0].get("name", "")
        if entry.get("nature") == "authorised":
            words = f"行政检查要两名以上检查人员，现在只有{name}。"
        else:
            visit = self._visit or ("巡查" if entry.get("nature") == "patrol" else "检查")
            words = f"这次{visit}只有{name}一人。建议两人同行；确需一人的写明原因，照常打印。"
        self.say(words)
        self.why.setVisible(entry.get("nature") != "authorised")

    def _offer(self) -> None:
        """The only colleague at once, else a choice; the header when the register knows nobody else."""
        found = colleagues(self.draft)
        if len(found) == 1:
            add_inspector(self.draft, found[0])
        elif not found:
            self.people_wanted.emit()
        else:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for one in found:
                menu.addAction(one["name"], lambda one=one: add_inspector(self.draft, one))
            menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))


def colleagues(draft: Draft) -> list[dict[str, Any]]:
    """Officers who are not on this visit yet."""
    there = {one.get("officer_id") or one.get("name") for one in draft.look("inspectors") or []}
    every = office.officers(draft.frame.desk)
    return [
        one
        for one in every
        if not one.get("inactive") and one["id"] not in there and one["name"] not in there
    ]


def add_inspector(draft: Draft, officer: dict[str, Any]) -> None:
    """One more inspector, with what the register knows of the person."""
    known = {name: officer[name] for name in ("name", "section", "certificate") if officer.get(name)}
    people = [*(draft.look("inspectors") or []), {**known, "officer_id": officer["id"]}]
    label_of = INSPECTION.field_named("inspectors").label
    draft.do(f"加{label_of}{officer['name']}", {**draft.entry, "inspectors": people})

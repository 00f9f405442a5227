"""The strip of facts at the head of a unit's page: where, who, how many, how often; telephones masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.words import Elided, across, clear, label

SHOWN_MS = 30_000
_PHONE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
_LAND = re.compile(r"(?<!\d)(0\d{2,3}-?\d{2})\d{3,4}(\d{2})(?!\d)")


def masked(text: str) -> str:
    """Telephone numbers with their middle hidden: 139****6620."""
    return _LAND.sub(r"\1***\2", _PHONE.sub(r"\1****\2", text))


class FactsStrip(QFrame):
    """Facts side by side; 显示 shows the telephone numbers for 30 seconds."""

    phones_shown = Signal(bool)

    def __init__(self):
        super().__init__()
        self.setProperty("role", "card")
        self.open = False
        self._facts: list[tuple[str, str, str, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 14, 8)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        row.addLayout(self._row, 1)
        self.show_button = Button("显示电话", self.toggle, key="F8", small=True, icon="phone")
        row.addWidget(self.show_button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SHOWN_MS)
        self._clock.timeout.connect(lambda: self._set(False))

    def add_button(self, button: Button) -> None:
        """A deed at the end of the strip."""
        self.layout().addWidget(button)

    def say(self, facts: list[tuple[str, str, str, str]]) -> None:
        """Show (label, value, line below, family of a chip or "") one beside the other."""
        self._facts = facts
        clear(self._row)
        for name, value, below, family in facts:
            column = QVBoxLayout()
            column.setSpacing(1)
            column.addWidget(label(name, "caption"))
            if family:
                column.addLayout(across(Chip(value, family), None))
            else:
                column.addWidget(Elided(value or "—", "section"))
            column.addWidget(Elided(self._hide(below), "caption"))
            self._row.addLayout(column, max(4, min(12, max(len(value), len(below) * 9 // 10))))
            self._row.addSpacing(18)

    def _hide(self, text: str) -> str:
        return text if self.open else masked(text)

    def toggle(self) -> None:
        """Show the numbers, or hide them again."""
        self._set(not self.open)

    def _set(self, shown: bool) -> None:
        self.open = shown
        self.show_button.setText("收起电话" if shown else "显示电话")
        (self._clock.start if shown else self._clock.stop)()
        self.say(self._facts)
        self.phones_shown.emit(shown)


def facts_of(site: Mapping[str, Any], visits: Mapping[str, int], figures: Mapping[str, Any]) -> list[tuple]:
    """The facts of a unit's strip."""
    grid = " · ".join(part for part in (site.get("village") or "", site.get("grid") or "") if part)
    count = site.get("employees")
    special = site.get("special_workers")
    open_count = figures["open_hazards"]
    words = f"巡查 {visits.get('patrol', 0)}、配合 {visits.get('joint', 0)}"
    if visits.get("authorised"):
        words += f"、赋权 {visits['authorised']}"
    return [
        ("地址", site.get("address") or "", grid, ""),
        (
            "负责人",
            site.get("principal") or site.get("legal_person") or "",
            _person(site.get("principal_post"), site.get("principal_phone") or site.get("phone")),
            "",
        ),
        (
            "安全员",
            site.get("safety_officer") or "",
            _person(site.get("safety_officer_post"), site.get("safety_officer_phone")),
            "",
        ),
        (
            "从业人员",
            f"{count} 人" if count is not None else "",
            f"特种作业 {special} 人" if special else "",
            "",
        ),
        ("今年已去", f"{sum(visits.values())} 次", words, ""),
        ("没闭环", f"{open_count} 条", "隐患", "red" if open_count else ""),
    ]


def _person(post: str | None, phone: str | None) -> str:
    return " · ".join(part for part in (post, phone) if part)

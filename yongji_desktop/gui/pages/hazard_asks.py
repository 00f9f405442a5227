"""Questions about hazards that are no steps: who answers for them, which unit, the steps that do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.core.hazard_road import STATES, STEPS
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.hazard_ask import Ask
from yongji_desktop.gui.pages.hazard_facts import short_days
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.site_line import SiteLine
from yongji_desktop.gui.parts.words import across, clear, framed, label
from yongji_desktop.services import hazards

SHOWN = 30


class AssignAsk(Ask):
    """改责任人: the new name, and below what it changes."""

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self._rows: list[dict[str, Any]] = []
        self.name = QLineEdit()
        self.name.setPlaceholderText("新的责任人")
        self.name.setAccessibleName("新的责任人")
        self.problem = ProblemLine()
        self.preview = label("", "caption", wrap=True)
        self.inside.addWidget(self.name)
        self.inside.addWidget(self.problem)
        self.inside.addWidget(label("会改成这样", "section"))
        self.inside.addWidget(self.preview)
        self.inside.addStretch(1)
        self.name.textChanged.connect(lambda _: self._show())

    def begin(self, rows: Sequence[dict[str, Any]]) -> None:
        """Ask for these hazards."""
        self._rows, self.ids = list(rows), [row["id"] for row in rows]
        self.say(f"改责任人 · {len(rows)} 条", [], f"改 {len(rows)} 条", leave="不改")
        self.name.clear()
        self.problem.clear()
        self._show()

    def _show(self) -> None:
        new = self.name.text().strip() or "……"
        lines = [
            f"{row['site']} · {row['description'] or ''}：{row['responsible'] or '没有写'} → {new}"
            for row in self._rows[:SHOWN]
        ]
        if len(self._rows) > SHOWN:
            lines.append(f"等 {len(self._rows)} 条")
        self.preview.setText("\n".join(lines))

    def act(self) -> None:
        """Write the name into all of them."""
        name = self.name.text().strip()
        try:
            deed = hazards.assign(self.frame.desk, self.ids, name)
        except UserFacing as error:
            self.problem.say(str(error))
            self.name.setFocus()
            return
        self.did.emit(deed, f"已改责任人 {len(self.ids)} 条：{name}。")

    def dirty(self) -> bool:
        """Whether a name was typed."""
        return bool(self.name.text().strip())


class PlaceAsk(Ask):
    """定单位: which unit a report is about."""

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.line = SiteLine(frame)
        self.line.setPlaceholderText("单位名称或拼音首字母")
        self.problem = ProblemLine()
        self.inside.addWidget(self.line)
        self.inside.addWidget(self.problem)
        self.inside.addStretch(1)

    def begin(self, identity: str, about: str) -> None:
        """Ask for this report."""
        self.ids = [identity]
        self.say("定是哪家单位", [about], "定下", leave="先不定")
        self.line.clear()
        self.line.site = None
        self.problem.clear()

    def act(self) -> None:
        """Put the report to the unit."""
        told = self.line.value()
        if not told:
            self.problem.say("还没有选单位。请打几个字，从下面选一家。")
            self.line.setFocus()
            return
        try:
            deed = hazards.place_report(self.frame.desk, self.ids[0], told)
        except UserFacing as error:
            self.problem.say(str(error))
            self.line.setFocus()
            return
        self.did.emit(deed, "已定单位。")

    def dirty(self) -> bool:
        """Whether something was typed."""
        return bool(self.line.text().strip())


class SettleAsk(Ask):
    """理清: what stands, and the steps that do not fit; saying that they are seen and do not count."""

    def begin(self, facts: hazards.HazardFacts) -> None:
        """Ask about this hazard."""
        self.ids = [facts.record["id"]]
        self.say("理清", [str(facts.record.get("description") or "")], "下面的不算", leave="先不理清")
        clear(self.inside)
        today = self.frame.desk.today
        self.inside.addWidget(label("几台电脑登记的步骤接不上。现在按这个状态算：", wrap=True))
        self.inside.addWidget(label(STATES[facts.life.state], "bold"))
        self.inside.addWidget(label("接不上的登记", "section"))
        by_id = {one["id"]: one for one in facts.events}
        for one in (by_id[identity] for identity in facts.life.doubtful if identity in by_id):
            box = framed("inset")
            told = [one.get("happened_on") or "", STEPS.get(one["step"], one["step"])]
            told += [
                str(one[name])
                for name in ("due_on", "department", "reason", "words", "answer")
                if one.get(name)
            ]
            row = across(label(short_days("　".join(told), today), wrap=True))
            row.setContentsMargins(10, 6, 10, 6)
            box.setLayout(row)
            self.inside.addWidget(box)
        self.inside.addWidget(label("要算的，理清以后按实际再登记一次。", "caption", wrap=True))
        self.inside.addStretch(1)

    def act(self) -> None:
        """Say that they are seen."""
        deed = self.frame.trying(hazards.settle, self.frame.desk, self.ids[0])
        if deed:
            self.did.emit(deed, "已理清：接不上的登记不算。")

    def focus(self) -> None:
        """Nothing is filled in: the safe way back."""
        self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)

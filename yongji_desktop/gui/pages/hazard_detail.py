"""The right half of 隐患: one hazard in full, and the forms of what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.core import due
from yongji_desktop.core.errors import UserFacing
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.hazard_steps import Step
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages import hazard_deeds as of
from yongji_desktop.gui.pages import hazard_facts, hazard_rows
from yongji_desktop.gui.pages.complaints import complaints_entry
from yongji_desktop.gui.pages.hazard_ask import Ask
from yongji_desktop.gui.pages.hazard_asks import AssignAsk, PlaceAsk, SettleAsk
from yongji_desktop.gui.pages.hazard_photos import PhotoPair
from yongji_desktop.gui.pages.hazard_repeats import RepeatsButton
from yongji_desktop.gui.pages.hazard_steps_form import StepForm
from yongji_desktop.gui.pages.pairs import fill_pairs
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.road_line import RoadLine
from yongji_desktop.gui.parts.words import Elided, across, clear, label, line
from yongji_desktop.services import hazards

LATE = "已过期 {days} 天。期满前批准过的，日期写批准那天；没有批准过的，请走复查 → 二次限期。"


class HazardDetail(QFrame):
    """`did(deed, words)` when something was written from here, `left()` when a form was closed."""

    did = Signal(str, str)
    left = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self.setProperty("role", "card")
        self.setAccessibleName("隐患详情")
        self.row: dict[str, Any] | None = None
        self.deeds = of.HazardDeeds(frame, self.ask)
        self.chips = across(spacing=6)
        self.number = Elided("", "caption")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.title = label("", "record", wrap=True)
        self.road = RoadLine()
        self.photos = PhotoPair(frame)
        self.repeats = RepeatsButton(frame)
        self._facts, self._past = QGridLayout(), QGridLayout()
        self.primary = Button("复查", self._go_on, key=of.F7, icon="check", role="primary")
        self.primary.setShortcut("")
        self.beside = across(spacing=8)
        self.more_button = Button("更多", self.show_more, key="F10", icon="down")
        self.asks: dict[str, Ask] = {
            of.ASK_STEP: StepForm(frame),
            of.ASK_SETTLE: SettleAsk(frame),
            of.ASK_PLACE: PlaceAsk(frame),
            of.ASK_ASSIGN: AssignAsk(frame),
        }
        self.stack = QStackedWidget()
        self.nothing = EmptyState("hazard", "没有选隐患", "左边选一条，这里看它的经过和下一步")
        self._lay_out()
        for ask in self.asks.values():
            ask.left.connect(self.leave_ask)
            ask.did.connect(self._done)
        self.repeats.did.connect(self.did)
        self.photos.given.connect(self.deeds.take_photos)
        self.photos.chosen.connect(lambda paths: self.deeds.take_photos(None, [Path(one) for one in paths]))

    def _lay_out(self) -> None:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 4, 0)
        lines.setSpacing(8)
        for grid in (self._facts, self._past):
            grid.setHorizontalSpacing(8)
            grid.setVerticalSpacing(3)
            grid.setColumnStretch(1, 1)
        lines.addWidget(self.road)
        lines.addWidget(self.photos)
        lines.addLayout(self._facts)
        lines.addWidget(line())
        lines.addLayout(across(label("经过", "section"), None, self.repeats))
        lines.addLayout(self._past)
        lines.addStretch(1)
        self.area = scrolled(inside)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = across(self.chips, self.number)
        column.addLayout(top)
        column.addWidget(self.title)
        column.addWidget(self.area, 1)
        column.addWidget(line())
        column.addLayout(across(self.primary, self.beside, None, self.more_button))
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(whole)
        for ask in self.asks.values():
            self.stack.addWidget(ask)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.addWidget(self.stack)

    # What is shown ----------------------------------------------------------------------------------------

    def show_row(self, row: dict[str, Any] | None) -> None:
        """Show a row of the ledger; a form that was begun stays until it is left."""
        self.row = row
        asking = self.asking()
        if asking and (row is None or row["id"] not in asking.ids) and not asking.dirty():
            self._turn(1)
        if row is None:
            self._turn(0)
            return
        try:
            facts = hazards.of(self.frame.desk, row["id"])
        except UserFacing as error:
            self.nothing.say("看不了这条隐患", str(error))
            self._turn(0)
            return
        self.deeds.read(row, facts)
        self._say(row, facts)
        if self.asking() is None:
            self._turn(1)

    def _turn(self, index: int) -> None:
        if index == 0 and self.asking() and self.asking().dirty():
            return
        self.stack.setCurrentIndex(index)

    def _say(self, row: dict[str, Any], facts: hazards.HazardFacts) -> None:
        desk = self.frame.desk
        clear(self.chips)
        for word, family in hazard_rows.chips(row):
            self.chips.addWidget(Chip(word, family))
        self.number.setText(str(row.get("full_number") or ("线索不编号" if row.get("grade") == CLUE else "出文书时编号")))
        self.title.setText(str(row["description"] or ""))
        self.road.say(
            [
                (word, hazard_facts.short_days(note, desk.today), state)
                for word, note, state in hazards.road(facts, desk.today)
            ]
        )
        before, after = hazard_facts.photo_rows(desk, facts)
        self.photos.fill(before, after, self.deeds.can_reinspect())
        self.photos.setVisible(bool(before or after) or self.deeds.can_reinspect())
        fill_pairs(self._facts, hazard_facts.pairs(desk, facts), 68)
        self.repeats.show_for(facts)
        self._say_past(hazard_facts.past(desk, row["id"]))
        self._say_deeds()

    def _say_past(self, lines: Sequence[tuple[str, str, str]]) -> None:
        while (item := self._past.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for at, (day, words, officer) in enumerate(lines):
            told = label(words, "caption", wrap=True)
            self._past.addWidget(label(day, "caption"), at, 0, top)
            self._past.addWidget(told, at, 1)
            self._past.addWidget(label(officer, "caption"), at, 2, top)

    def _say_deeds(self) -> None:
        first = self.deeds.next()
        self.primary.setVisible(first is not None)
        if first is not None:
            self.primary.key, self.primary.icon_name = first[1], self.deeds.icon()
            self.primary.setText(first[0])
            self.primary.setShortcut("")
        clear(self.beside)
        room = self.width() - 30 - self.more_button.sizeHint().width() - 16
        room -= self.primary.sizeHint().width() + 8 if first is not None else 0
        self.deeds.shown = set()
        for word, do in self.deeds.beside():
            button = Button(word, do)
            room -= button.sizeHint().width() + 8
            if room >= 0:
                self.beside.addWidget(button)
                self.deeds.shown.add(word)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if (
            event.oldSize().width() != event.size().width()
            and self.row is not None
            and self.deeds.facts is not None
        ):
            self._say_deeds()

    def _go_on(self) -> None:
        first = self.deeds.next()
        if first is not None:
            first[2]()

    def go_on(self) -> None:
        """Enter on the row: the next step, else the facts."""
        if self.deeds.facts is not None and self.deeds.next() is not None:
            self._go_on()
        else:
            self.more_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu(self) -> QMenu:
        """更多 as a menu."""
        menu = QMenu(self)
        for entry in [*self.deeds.more(), *self.repeats.entries()]:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addAction(entry[0], entry[1])
        menu.addSeparator()
        menu.addAction("举报登记", lambda: complaints_entry(self.frame))
        return menu

    def show_more(self) -> None:
        """F10."""
        menu = self.menu()
        menu.exec(self.more_button.mapToGlobal(self.more_button.rect().topLeft()))
        menu.deleteLater()

    # Forms ------------------------------------------------------------------------------------------------

    def asking(self) -> Ask | None:
        """The form on show."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Ask) else None

    def ask(self, kind: str, step: Step | None) -> None:
        """Bring up a form about the hazard on show."""
        assert self.row is not None and self.deeds.facts is not None
        facts, about = self.deeds.facts, self._about(self.row)
        if kind == of.ASK_STEP and step is not None:
            values = self.frame.trying(hazards.proposed, self.frame.desk, self.row["id"], step.code) or {}
            late = (
                due.overdue_days(facts.life.due_on, self.frame.desk.today) if step.code == "extended" else 0
            )
            note = LATE.format(days=late) if late else ""
            self.asks[kind].begin([self.row["id"]], step, [about], values, note, self.row.get("site_id"))
        elif kind == of.ASK_SETTLE:
            self.asks[kind].begin(facts)
        elif kind == of.ASK_PLACE:
            self.asks[kind].begin(self.row["id"], about)
        else:
            self.asks[kind].begin([self.row])
        self._bring(kind)

    def ask_for_all(self, kind: str, rows: Sequence[dict[str, Any]], step: Step | None = None) -> None:
        """Bring up a form about several hazards."""
        if step is not None:
            values = {"happened_on": self.frame.desk.today.isoformat()}
            self.asks[kind].begin(
                [row["id"] for row in rows], step, [self._about(row) for row in rows], values
            )
        else:
            self.asks[kind].begin(rows)
        self._bring(kind)

    @staticmethod
    def _about(row: dict[str, Any]) -> str:
        return f"{row['site']} · {row['description'] or ''}"

    def _bring(self, kind: str) -> None:
        self.stack.setCurrentWidget(self.asks[kind])
        self.asks[kind].focus()

    def leave_ask(self) -> bool:
        """Close the form; False when there was none."""
        if self.asking() is None:
            return False
        self.stack.setCurrentIndex(1 if self.row is not None else 0)
        self.left.emit()
        return True

    def _done(self, deed: str, words: str) -> None:
        self.stack.setCurrentIndex(1 if self.row is not None else 0)
        self.did.emit(deed, words)

    def paste(self) -> bool:
        """Ctrl+V: after photos from the clipboard; while a step is being entered, a file that goes with it."""
        form = self.asking()
        if isinstance(form, StepForm) and form.files.isVisible():
            return form.files.paste(QGuiApplication.clipboard().mimeData())
        shown = self.row is not None and self.asking() is None
        return shown and self.photos.paste(QGuiApplication.clipboard().mimeData())

"""What a page may ask of the window around it: the desk, going elsewhere, saying what happened, undo.

The main window listens to the signals; pages and tests know only this object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.keeping import Keeping
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import history
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.session import Session

UNDO_KEY, REDO_KEY = "Ctrl+Z", "Ctrl+Y"
PAGE_OF_ACT = {
    "site": "sites",
    "inspection": "inspections",
    "paper": "inspections",
    "field_sheet": "inspections",
    "filing": "inspections",
    "campaign": "inspections",
    "hazard": "hazards",
    "office": "settings",
    "officer": "settings",
}


class Frame(QObject):
    """One per window; see the methods.

    `where` is the name of the page on show, `words` {page name: word}, `beginnable` the pages that take the
    target {"new": …}.
    """

    going = Signal(str, object)
    opening = Signal(object, object)
    leaving = Signal()
    saying = Signal(str, str, object, str, bool)
    changed = Signal()
    saved_changed = Signal()
    reopening = Signal(object)

    def __init__(
        self, session: Session, background: Background, complaints: Complaints, parent: QObject | None = None
    ):
        super().__init__(parent)
        self.session, self.background, self.complaints = session, background, complaints
        self.keeping = Keeping(session, background, complaints, self)
        self.where = ""
        self.words: dict[str, str] = {}
        self.beginnable: frozenset[str] = frozenset()
        self.compact = False
        self.saved_at = ""
        self._done: list[tuple[str, str]] = []
        self._undone: list[tuple[str, str]] = []

    # What pages read ------------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """Who works, on what, on which day; never keep it."""
        return self.session.desk

    @property
    def self_word(self) -> str:
        """本镇 or 本街道."""
        return "本镇" if self.desk.office.get("is_town") else "本街道"

    @property
    def office_word(self) -> str:
        """镇政府 or 街道办事处."""
        return "镇政府" if self.desk.office.get("is_town") else "街道办事处"

    # Going elsewhere ------------------------------------------------------------------------------------

    def go(self, name: str, target: Any = None) -> None:
        """Show the page `name`; it is told the target (a dict, see the page)."""
        self.going.emit(name, target)

    def open(self, page: Any, target: Any = None) -> None:
        """Put a record page on top of the page on show; it goes when it is left."""
        self.opening.emit(page, target)

    def back(self) -> None:
        """Leave the record page on top."""
        self.leaving.emit()

    # Saying what happened -------------------------------------------------------------------------------

    def did(self, words: str, undoable: bool = True, deed: str | None = None) -> None:
        """A deed has written: say so, with undo; everything that shows data is refreshed.

        Without `deed` it is this officer's last one.
        """
        self.saved()
        if undoable:
            last = history.last_deed(self.desk)
            deed = deed or (last[0] if last else None)
        if undoable and deed:
            self._done.append((self.where, deed))
            self._undone.clear()
            self.say(words, "撤销", self.undo, UNDO_KEY)
        else:
            self.wrote(words)
        self.changed.emit()

    def say(self, words: str, word: str = "", do: Callable[[], object] | None = None, key: str = "") -> None:
        """A toast, with one deed when there is one."""
        self.saying.emit(words, word, do, key, False)

    def wrote(self, words: str) -> None:
        """A toast about what was done without changing a record: a file saved, a view kept."""
        self.saying.emit(words, "", None, "", True)

    def saved(self, at: str = "") -> None:
        """Something was saved just now (`at` HH:MM:SS)."""
        self.saved_at = at or f"{self.desk.store.clock.now():%H:%M:%S}"
        self.saved_changed.emit()

    def complain(self, error: BaseException) -> None:
        """Say why something could not be done; a bug goes to the log."""
        self.complaints.complain(error)

    def trying(self, function: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """The result of a deed; None when it was refused, after saying why."""
        try:
            return function(*args, **more)
        except UserFacing as error:
            self.complain(error)
            return None

    # Undo -----------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last deed of this officer on the page on show."""
        found = self._last(self._done)
        if found is None and not self._done:
            found = self._from_history()
        if found is None:
            self._nothing_to_undo()
            return
        done = self._turn_back(found)
        if done:
            self._undone.append((found[0], done[1]))
            self.say(done[0], "重做", self.redo, REDO_KEY)
            self.changed.emit()

    def redo(self) -> None:
        """Undo the undo."""
        found = self._last(self._undone)
        if found is None:
            self.say("这一页没有可重做的操作。")
            return
        done = self._turn_back(found)
        if done:
            self._done.append((found[0], done[1]))
            self.say(done[0], "撤销", self.undo, UNDO_KEY)
            self.changed.emit()

    def _last(self, deeds: list[tuple[str, str]]) -> tuple[str, str] | None:
        """Take the newest deed of the page on show off the list."""
        for index in range(len(deeds) - 1, -1, -1):
            if deeds[index][0] == self.where:
                return deeds.pop(index)
        return None

    def _from_history(self) -> tuple[str, str] | None:
        """The last deed before this start of the program, when it belongs to the page on show."""
        last = history.last_deed(self.desk)
        act = next((act for act, word in history.ACTS.items() if last and word == last[1]), None)
        if last is None or act is None or PAGE_OF_ACT.get(act.split(".")[0]) != self.where:
            return None
        return self.where, last[0]

    def _turn_back(self, found: tuple[str, str]) -> tuple[str, str] | None:
        try:
            words, undone = history.undo_deed(self.desk, found[1])
        except UserFacing as error:
            self.say(str(error))
            return None
        self.saved()
        return words, undone.deed

    def _nothing_to_undo(self) -> None:
        words = "这一页没有可撤销的操作。"
        if self._done and self._done[-1][0] in self.words:
            page = self._done[-1][0]
            self.say(f"{words}上一步在“{self.words[page]}”页。", "去看", lambda: self.go(page))
        else:
            self.say(words)

    # Who and when ---------------------------------------------------------------------------------------

    def sit_down(self, officer: str) -> None:
        """Another officer works here from now on."""
        self.session.desk = self.desk.by(officer)
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def look_at_calendar(self) -> None:
        """After midnight the business day moves on; the day of a demo does not."""
        if self.session.closed:
            return
        today = self.desk.store.clock.now().date() if not self.desk.store.is_demo else self.desk.today
        if today != self.desk.today:
            self.session.desk = replace(self.desk, today=today)
            self.changed.emit()

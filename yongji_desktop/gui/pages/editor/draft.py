"""The unfinished record in the editor: its content, steps back and forth, saved within two seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from yongji_desktop.core.errors import StorageTrouble
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.services import inspections

SOON_MS, LATEST_MS, AGAIN_MS = 500, 1400, 2000
KEPT = "您填的内容仍在屏幕上，没有丢。"


@dataclass(frozen=True)
class Step:
    """One input: its words, what it touched (inputs into one field join), before and after, the place."""

    words: str
    touched: object
    before: steps.Entry
    after: steps.Entry
    place: Mapping[str, Any]


class Draft(QObject):
    """`entry` is the content; change it by `write` and `do` only.

    `changed` when the content is another, `stored` when it was saved.  `place` says where the keyboard
    stands and is kept with the draft.
    """

    changed = Signal()
    stored = Signal()

    def __init__(
        self,
        frame: Frame,
        identity: str,
        body: Mapping[str, Any],
        fresh: bool = False,
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self.frame, self.identity = frame, identity
        body = dict(body)
        self.place: dict[str, Any] = dict(body.pop(steps.PLACE, None) or {})
        self.entry: steps.Entry = body
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved: tuple[Any, Any] = (None, None) if fresh else (self.entry, dict(self.place))
        self._trouble = ""
        self._over = False
        self._soon, self._latest, self._again = (self._timer(one) for one in (SOON_MS, LATEST_MS, AGAIN_MS))
        if fresh:
            self.save()

    def _timer(self, wait: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(wait)
        made.timeout.connect(self.save)
        return made

    @property
    def corrects(self) -> str:
        """The finished record this draft corrects, "" for an ordinary draft."""
        return str(self.entry.get(steps.CORRECTS) or "")

    @property
    def record(self) -> str:
        """The record this becomes: the corrected one, or one under the draft's own id."""
        return self.corrects or self.identity

    # Content --------------------------------------------------------------------------------------

    def look(self, *path: str | int) -> Any:
        """What lies at a path of the entry; None where there is nothing."""
        return steps.look(self.entry, path)

    def write(self, path: steps.Path, value: Any, words: str) -> None:
        """Input into one field; several in a row are one step back.  `words` name the field (“部位”)."""
        value = None if value == "" else value
        if steps.look(self.entry, path) != value:
            self.do(f"改“{words}”", steps.put(self.entry, path, value), path)

    def do(self, words: str, entry: steps.Entry, touched: object = None) -> None:
        """One step to another content; `touched` joins it with the step before when that touched the same."""
        if entry == self.entry:
            return
        before = self.entry
        if touched is not None and self._done and self._done[-1].touched == touched and not self._undone:
            before = self._done.pop().before
        self.entry = entry
        self._done.append(Step(words, touched, before, entry, dict(self.place)))
        self._undone.clear()
        self._touched()

    def undo(self) -> Step | None:
        """Take the last step back; None when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self.entry = step.before
        self._touched()
        return step

    def redo(self) -> Step | None:
        """Take the last step back again; None when there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self.entry = step.after
        self._touched()
        return step

    def close_step(self) -> None:
        """The field was left: further input into it is a step of its own."""
        if self._done and self._done[-1].touched is not None:
            last = self._done.pop()
            self._done.append(Step(last.words, None, last.before, last.after, last.place))

    # Saving ---------------------------------------------------------------------------------------

    def _touched(self) -> None:
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()
        self.changed.emit()

    def unsaved(self) -> bool:
        """Whether something is not on the disk yet."""
        entry, place = self._saved
        return entry is not self.entry or place != self.place

    def save(self) -> bool:
        """Save now; False when the disk did not take it: the status bar says so, it is tried again."""
        for timer in (self._soon, self._latest, self._again):
            timer.stop()
        if self._over or not self.unsaved():
            return True
        entry, place = self.entry, dict(self.place)
        try:
            self._keep({**entry, steps.PLACE: place})
        except StorageTrouble as error:
            self._say_trouble(str(error))
            self._again.start()
            return False
        self._saved = (entry, place)
        self._say_trouble("")
        self.frame.saved()
        self.stored.emit()
        return True

    def _keep(self, body: steps.Entry) -> None:
        """Write the draft to this PC's own table; raises StorageTrouble."""
        inspections.save_draft(self.frame.desk, body, self.identity)

    def _held(self) -> list[dict[str, Any]]:
        """The drafts this one is among."""
        return inspections.drafts(self.frame.desk)

    def _say_trouble(self, words: str) -> None:
        if words == self._trouble:
            return
        keeping = self.frame.keeping
        said = words if words.startswith("没能保存") else f"没能保存：{words}"
        said = said if KEPT in said or not words else f"{said}{KEPT}"
        if words or keeping.trouble.startswith("没能保存"):
            keeping.trouble = said if words else ""
            keeping.changed.emit()
        self._trouble = words

    def gone(self) -> bool:
        """Whether the record is no draft any more: finished, thrown away, made a 未能检查 of."""
        return all(one["id"] != self.identity for one in self._held())

    @property
    def trouble(self) -> str:
        """Why the last save failed, "" when it did not."""
        return self._trouble

    def stop(self) -> None:
        """No more saving: the record is finished or thrown away."""
        for timer in (self._soon, self._latest, self._again):
            timer.stop()
        self._over = True
        self._say_trouble("")

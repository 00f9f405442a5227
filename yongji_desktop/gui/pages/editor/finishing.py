"""完成并打印: the same steps for a visit, a correction and a re-inspection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from yongji_desktop.core.errors import Invalid, Problem, Refused, UserFacing
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.parts.page import Frame


def proposed_end(frame: Frame, entry: dict[str, Any]) -> str:
    """The end proposed for a visit of today without one: now; "" when nothing can be proposed."""
    began = str(entry.get("began_at") or "")
    told = any(entry.get(name) for name in ("ended_at", "_ended_at", steps.CORRECTS))
    if told or began[:10] != frame.desk.today.isoformat():
        return ""
    now = f"{frame.desk.today.isoformat()}T{frame.desk.store.clock.now():%H:%M}"
    return now if now >= began else ""


class Finishing(QObject):
    """Finishes the draft of one page; `found` are the problems of the last attempt.

    `blames` is the field named when the store refuses.
    """

    blames = "site_id"

    def __init__(self, page: Any):
        super().__init__(page)
        self.page = page
        self.found: list[Problem] = []

    def problems(self) -> list[Problem]:
        """Everything that stands in the way of finishing, blocking ones first."""
        raise NotImplementedError

    def write(self, reasons: dict[str, str]) -> Callable[[], None]:
        """Finish with these reasons for the warnings {rule: words}; returns what to do once the page is left."""
        raise NotImplementedError

    def finish(self) -> None:
        """What stands in the way is listed, else the record is locked and the papers come up."""
        page, draft = self.page, self.page.draft
        end = proposed_end(page.frame, draft.entry)
        if end:
            draft.do("填结束时间", {**draft.entry, "ended_at": end})
        if not draft.save():
            page.frame.say(page.frame.keeping.trouble)
            return
        given = {rule: words.strip() for rule, words in (draft.look(steps.REASONS) or {}).items()}
        self.found = self.problems()
        if any(self._stops(one, given) for one in self.found) or not self._wrote(given):
            self.say_problems()

    @staticmethod
    def _stops(one: Problem, given: dict[str, str]) -> bool:
        return one.severity == "block" or (one.severity == "warn" and not given.get(one.rule))

    def _wrote(self, reasons: dict[str, str]) -> bool:
        """Finish and leave the page; False when it was refused and `found` says why."""
        frame = self.page.frame
        try:
            after = self.write(reasons)
        except Invalid as error:
            self.found = list(error.problems)
            return False
        except Refused as words:
            self.found = [Problem(self.blames, str(words))]
            return False
        except UserFacing as error:
            frame.complain(error)
            return True
        self.page.draft.stop()
        frame.back()
        after()
        return True

    def say_problems(self) -> None:
        """List what stands in the way, the keyboard on the first."""
        self.page.problems.say([one for one in self.found if one.severity in ("block", "warn")])
        self.page.problems.focus_first()

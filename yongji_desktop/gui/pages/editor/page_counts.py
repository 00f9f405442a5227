"""How many pages the papers of a draft will have; counted beside the work once the officer pauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.preview import papers_of
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.photo_intake import while_there
from yongji_desktop.services import papers, session

PAUSE_MS = 1500


class PageCounts(QObject):
    """`pages` {code of the paper: pages} of the last saved state, `counted` when it is another.

    `codes(entry)` gives the papers an entry makes.
    """

    counted = Signal()

    def __init__(
        self, draft: Draft, parent: QObject, codes: Callable[[dict[str, Any]], Sequence[str]] = papers_of
    ):
        super().__init__(parent)
        self.draft, self._codes = draft, codes
        self.pages: dict[str, int] = {}
        self._running = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(PAUSE_MS)
        self._clock.timeout.connect(self._count)
        draft.changed.connect(self._clock.start)

    def ask(self) -> None:
        """Count soon."""
        self._clock.start()

    def _count(self) -> None:
        draft = self.draft
        if self._running or draft.unsaved() or draft.frame.session.closed:
            self._clock.start()
            return
        desk, identity, codes = draft.frame.desk, draft.identity, list(self._codes(draft.entry))

        def work(job: Job) -> dict[str, int]:
            found: dict[str, int] = {}
            with session.own_desk(desk) as mine:
                for code in codes:
                    try:
                        found[code] = papers.draft(mine, identity, code).pages
                    except UserFacing:  # what is not written yet; the preview says what is missing
                        continue
            return found

        self._running = True
        took, failed = while_there(self, self._took), while_there(self, self._failed)
        draft.frame.background.run(work, done=took, failed=failed)

    def _took(self, pages: dict[str, int]) -> None:
        self._running = False
        if pages != self.pages:
            self.pages = pages
            self.counted.emit()

    def _failed(self, error: BaseException) -> None:
        self._running = False
        self.draft.frame.complain(error)

"""A card for work that takes more than a second: what, how far, how long still, 停下."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.background import Background, Job
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import across, label

TELL_AFTER = 3.0


class LongWork(QFrame):
    """Hidden until `start`; hides itself when the work has ended.

    When its page is closed meanwhile the work is asked to stop and nobody is told of its result any more; an error
    goes to the log.
    """

    def __init__(self, title: str, background: Background, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("role", "card")
        self._background = background
        self._job: Job | None = None
        self._gone = threading.Event()
        self.destroyed.connect(self._gone.set)
        self._began = 0.0
        self.title = label(title, "bold")
        self.left = label("", "caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.words = label("", "caption")
        self.stop = Button("停下", self._stop, key="Esc", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addLayout(across(self.title, None, self.left))
        column.addWidget(self.bar)
        column.addLayout(across(self.words, None, self.stop))
        self.hide()

    @property
    def running(self) -> bool:
        """Whether the work has not ended."""
        return self._job is not None

    def start(
        self,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Begin `work(job)` in the background; see Background.run."""
        self.bar.setRange(0, 0)
        self.words.setText("")
        self.left.setText("")
        self.stop.refuse("")
        self._began = time.monotonic()
        self.show()

        def ended(then: Callable[[Any], None]) -> Callable[[Any], None]:
            def deliver(value: Any) -> None:
                if self._gone.is_set():
                    if isinstance(value, BaseException):
                        logging.getLogger(__name__).warning("work of a closed page failed", exc_info=value)
                    return
                self._job = None
                self.hide()
                then(value)

            return deliver

        self._job = self._background.run(
            work, done=ended(done), failed=ended(failed), progress=self._progress
        )
        self.destroyed.connect(self._job.stop)

    def _progress(self, done: int, total: int, words: str) -> None:
        if self._gone.is_set():
            return
        if total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
        self.words.setText(words)
        passed = time.monotonic() - self._began
        if passed > TELL_AFTER and 0 < done < total:
            self.left.setText(f"还要约 {max(1, round(passed / done * (total - done)))} 秒")

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
            self.stop.refuse("正在停下")

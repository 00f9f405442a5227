"""Long work beside the window: one worker thread, and one object that brings its results back.

A result object per job would be collected before its queued call arrives and lose results; this one lives as
long as the window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Job:
    """What the work is handed: it reports how far it is and looks whether it is to stop."""

    def __init__(self, report: Callable[[int, int, str], None]):
        self._report = report
        self._stop = threading.Event()

    def report(self, done: int, total: int, words: str = "") -> None:
        """Say how far the work is; shown in the window soon after."""
        self._report(done, total, words)

    def stop(self) -> None:
        """Ask the work to stop at its next look."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether the officer has pressed 停下."""
        return self._stop.is_set()


class Background(QObject):
    """One worker; jobs run one after the other, results arrive on the GUI thread in order."""

    _arrived = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yongji")
        self._jobs: set[Job] = set()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether some work has not delivered yet."""
        return bool(self._jobs)

    def run(
        self,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Job:
        """Run `work(job)` off the GUI thread with connections of its own.

        `done(result)` or `failed(error)` is called once on the GUI thread, `progress(done, total, words)` for
        each report.
        """

        def report(*values: Any) -> None:
            if progress:
                self._arrived.emit((None, progress, values))

        job = Job(report)
        self._jobs.add(job)

        def carry_out() -> None:
            try:
                result = work(job)
            except BaseException as error:  # handed to `failed` on the GUI thread, never lost
                self._arrived.emit((job, failed, (error,)))
            else:
                self._arrived.emit((job, done, (result,)))

        self._pool.submit(carry_out)
        return job

    @Slot(object)
    def _deliver(self, parcel: tuple[Job | None, Callable[..., None], tuple]) -> None:
        job, callback, values = parcel
        if self._closed:
            return
        if job is not None:
            self._jobs.discard(job)
        callback(*values)
        if job is not None and not self._jobs:
            self.idle.emit()

    def close(self) -> None:
        """Ask what runs to stop, wait for it, drop what waits; nothing is delivered any more."""
        self._closed = True
        for job in self._jobs:
            job.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

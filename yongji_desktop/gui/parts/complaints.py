"""What is said when something cannot be done: the sentence of a UserFacing error, or one box for a bug.

A bug goes to the log file with everything the next programmer needs; the officer reads one sentence.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.parts.dialogs import choose, tell
from yongji_desktop.services import session

_log = logging.getLogger("yongji")


class Complaints:
    """The one place errors end in the window; `saved_at()` gives the time of the last save, or ""."""

    def __init__(self, parent: Callable[[], QWidget | None], saved_at: Callable[[], str] = lambda: ""):
        self._parent = parent
        self._saved_at = saved_at
        self._speaking = False

    def complain(self, error: BaseException) -> None:
        """Say a UserFacing error's sentence; log anything else and say that the program erred."""
        if isinstance(error, UserFacing):
            self._say(lambda: tell(self._parent(), "没有办成", str(error)))
            return
        _log.error("a bug", exc_info=(type(error), error, error.__traceback__))
        self._say(self._tell_of_a_bug)

    def _say(self, speak: Callable[[], None]) -> None:
        if self._speaking:  # never two boxes at once
            return
        self._speaking = True
        try:
            speak()
        finally:
            self._speaking = False

    def _tell_of_a_bug(self) -> None:
        saved = self._saved_at()
        words = f"您的数据已保存到 {saved}。" if saved else "已保存的数据没有改动。"
        chosen = choose(
            self._parent(),
            "程序出了错，已记在日志里。",
            words,
            [("go", "继续用"), ("log", "存一份日志")],
            "broken",
        )
        if chosen == "log":
            target, _ = QFileDialog.getSaveFileName(
                self._parent(), "存一份日志", "yongji.log", "日志 (*.log)"
            )
            if target:
                session.copy_log(Path(target))

    def install(self, app: QApplication) -> None:
        """Have every error nobody caught end here, KeyboardInterrupt apart."""

        def hook(kind, error, trace) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
                app.quit()
            else:
                self.complain(error.with_traceback(trace))

        sys.excepthook = hook

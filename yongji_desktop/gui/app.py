"""Starting the window: its look, one window per data folder, first run, what may stand in the way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from yongji_desktop.core.errors import StorageTrouble, UserFacing
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.look import dress
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.gui.parts.dialogs import choose, tell
from yongji_desktop.gui.parts.opening import Opening
from yongji_desktop.gui.places import KEYS, PAGES
from yongji_desktop.services import session
from yongji_desktop.services.desk import clock_question, default_folder, remember_folder

if TYPE_CHECKING:
    from yongji_desktop.gui.neighbour import Doorbell

BELL_MS = 150


class Program:
    """What lives as long as the program: the log, the complaints, and one window at a time."""

    def __init__(self, app: QApplication):
        self.app = app
        self.window: QWidget | None = None
        self.frame: Frame | None = None
        self._bell: Doorbell | None = None
        self.complaints = Complaints(lambda: self.window, lambda: self.frame.saved_at if self.frame else "")

    def start(self) -> bool:
        """Open the data of this PC, or begin the first run; False when there is nothing to show."""
        folder = default_folder()
        return self.open(folder) if session.has_data(folder) else self.first_run(folder)

    # Opening --------------------------------------------------------------------------------------------

    def open(self, folder: Path) -> bool:
        """Open a data folder in a window; says why when that cannot be."""
        opening = Opening()
        try:
            begun = session.begin(folder, progress=opening.progress)
        except session.AlreadyOpen as words:
            from yongji_desktop.gui import neighbour

            if not neighbour.call(folder):
                tell(None, "程序已经开着", str(words))
            return False
        except StorageTrouble as words:
            return self._offer(folder, str(words))
        finally:
            opening.close()
        return self.show(begun)

    def _offer(self, folder: Path, words: str) -> bool:
        """The data does not open: what can be done, the safe way first."""
        answers = [("leave", "退出"), ("other", "换一个数据文件夹")]
        backup = session.restart_offer(folder) if "备份" in words else None
        if backup:
            words += f"\n最近的备份：{backup[1]}。"
            answers.insert(1, ("restore", "用备份打开"))
        chosen = choose(None, "数据没有打开", words, answers, "broken")
        if chosen == "restore" and backup:
            return self._from_backup(folder, backup[0])
        if chosen == "other":
            told = QFileDialog.getExistingDirectory(None, "选数据文件夹")
            if told:
                remember_folder(Path(told))
                return self.start()
        return False

    def _from_backup(self, folder: Path, backup: Path) -> bool:
        try:
            begun, news = session.put_back(folder, backup)
        except UserFacing as error:
            tell(None, "没有恢复", str(error))
            return False
        shown = self.show(begun)
        self._say(news)
        return shown

    def show(self, begun: session.Session) -> bool:
        """Show the window of an open folder, after the question about a clock that is far off."""
        question = clock_question(begun.desk)
        if question:
            answers = [("leave", "先对时间"), ("right", "日期是对的")]
            if choose(None, "这台电脑的日期对吗？", question, answers, "clock") != "right":
                begun.close()
                return False
        background = Background()
        frame = Frame(begun, background, self.complaints)
        frame.reopening.connect(self._reopen, Qt.ConnectionType.QueuedConnection)
        window = MainWindow(frame, PAGES, KEYS)
        self._replace(window, frame)
        window.start()
        window.show()
        QTimer.singleShot(BELL_MS, frame, lambda: self._hang_bell(begun.folder, frame))
        QTimer.singleShot(1500, frame, frame.keeping.daily)
        return True

    def _hang_bell(self, folder: Path, frame: Frame) -> None:
        """Let a second start of the program call this window; not needed before the window stands."""
        from yongji_desktop.gui import neighbour

        self._bell = neighbour.Doorbell(folder, self._come_forward, frame)

    def _replace(self, window: QWidget, frame: Frame | None) -> None:
        old, self.window = self.window, window
        self.frame = frame
        if old is not None:
            old.close()
            old.deleteLater()

    def _come_forward(self) -> None:
        if self.window:
            state = self.window.windowState() & ~Qt.WindowState.WindowMinimized
            self.window.setWindowState(state | Qt.WindowState.WindowActive)
            self.window.raise_()
            self.window.activateWindow()
            if self.frame:
                self.frame.say("程序已经开着，已切换过去。")

    def _say(self, words: str) -> None:
        if self.frame:
            self.frame.say(words)

    # First run, demo, restoring -------------------------------------------------------------------------

    def first_run(self, folder: Path) -> bool:
        """Ask what every paper needs, then open the window."""
        from yongji_desktop.gui.first_run import FirstRun  # asked once, not loaded at every start

        window = FirstRun(folder)
        window.finished.connect(self.show)
        window.demo_wanted.connect(lambda: self._to_demo(None))
        self._replace(window, None)
        window.show()
        return True

    def _reopen(self, wish: dict[str, Any]) -> None:
        """The window asked for other data: a backup, the demo, or this PC's own again."""
        if self.frame is None or (
            self.window and isinstance(self.window, MainWindow) and not self.window.put_away()
        ):
            return
        old = self.frame.session
        self.frame.background.close()
        if self._bell:
            self._bell.close()
        if "restore" in wish:
            self._restore(old, wish["restore"])
        elif wish.get("demo"):
            self._to_demo(old)
        else:
            old.close()
            self.start()

    def _restore(self, old: session.Session, backup: Path) -> None:
        folder = old.folder
        try:
            begun, words = session.restore(old, backup)
        except UserFacing as error:
            begun, words = session.begin(folder, any_place=True), str(error)
        self.show(begun)
        self._say(words)

    def _to_demo(self, old: session.Session | None) -> None:
        folder = session.demo_folder()
        if old is not None:
            old.close()
        try:
            if not session.has_data(folder):
                QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
                try:
                    session.build_demo(folder)
                finally:
                    QApplication.restoreOverrideCursor()
            self.open(folder)
        except UserFacing as error:
            self.complaints.complain(error)
            self.start()

    def close(self) -> None:
        """The last window is closed: end what runs, let go of the data."""
        if self._bell:
            self._bell.close()
        if self.frame:
            self.frame.background.close()
            self.frame.session.close()
            self.frame = None


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit code."""
    app = QApplication(list(argv if argv is not None else sys.argv))
    app.setApplicationName("永济镇街安全工作台")
    dress(app)
    session.start_log()
    program = Program(app)
    program.complaints.install(app)
    try:
        return app.exec() if program.start() else 0
    finally:
        program.close()

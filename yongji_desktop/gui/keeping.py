"""Keeping the data safe beside the work: the day's backup, the one on closing, what the status bar says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import maintenance, session
from yongji_desktop.services.session import Session

LATE_AFTER = timedelta(days=3)
SECOND_DRIVE = "second_drive"


class Keeping(QObject):
    """The backups of one window; `changed` when what the status bar says is to be asked again."""

    changed = Signal()

    def __init__(
        self, held: Session, background: Background, complaints: Complaints, parent: QObject | None = None
    ):
        super().__init__(parent)
        self._session, self._background, self._complaints = held, background, complaints
        self.trouble = ""

    def words(self, saved_at: str) -> tuple[str, str]:
        """What the status bar says and how: (words, good|late|bad); `saved_at` is the last autosave or ""."""
        if self.trouble:
            return self.trouble, "bad"
        desk = self._session.desk
        saved = f"已自动保存 {saved_at}" if saved_at else "数据已保存"
        last = maintenance.last_backup(desk)
        if last is None:
            return f"{saved} · 还没有备份", "good"
        now = desk.store.clock.now().replace(tzinfo=None)
        if now - last > LATE_AFTER:
            return f"已 {(now - last).days} 天没有备份", "late"
        day = "今日" if last.date() == now.date() else f"{last:%m-%d}"
        return f"{saved} · {day}备份 {last:%H:%M}", "good"

    def second_drive(self) -> Path | None:
        """Where photos and papers are copied a second time, None when nowhere."""
        told = session.remembered(self._session.desk, SECOND_DRIVE)
        return Path(told) if told else None

    def daily(self) -> None:
        """The first start of a day: back up in the background."""
        if not self._session.closed and maintenance.due_today(self._session.desk):
            self.back_up("daily")

    def back_up(
        self,
        why: str,
        done: Callable[[Path], None] | None = None,
        not_done: Callable[[], object] | None = None,
    ) -> None:
        """Back up beside the work, and copy photos to the second drive when one is chosen and there."""
        folder, second = self._session.folder, self.second_drive()
        desk = self._session.desk

        def work(job) -> Path:
            path = maintenance.back_up_folder(folder, why)
            if second is not None and second.is_dir():
                maintenance.mirror(desk, second)
            return path

        def finished(path: Path) -> None:
            self.trouble = ""
            self.changed.emit()
            if done:
                done(path)

        def failed(error: BaseException) -> None:
            self.trouble = "没能备份"
            self.changed.emit()
            if not_done:
                not_done()
            self._complaints.complain(error)

        self._background.run(work, done=finished, failed=failed)

    def on_closing(self) -> str:
        """Back up when something was entered since the last one; the sentence when that failed, else ""."""
        desk = self._session.desk
        if desk.store.is_demo or not maintenance.changed_since_backup(desk):
            return ""
        try:
            maintenance.back_up(desk, "closing")
        except UserFacing as error:
            return str(error)
        return ""

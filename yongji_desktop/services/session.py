"""A window's hold on a data folder: the lock, the open desk, what the window remembers, the log file."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.services import maintenance, office, packs
from yongji_desktop.services.desk import Desk, clock_question, default_folder, open_desk, remember_folder
from yongji_desktop.store import backups, database, places
from yongji_desktop.store.lock import FolderLock

LOG_FILE = "yongji.log"
OPEN = "open"


class AlreadyOpen(Refused):
    """Another window holds this data folder."""


class Session:
    """An open data folder that no other window may open: `desk` and the lock on its folder.

    `cut_off` says that the window before this one was not closed in order (power cut, kill).
    """

    def __init__(self, desk: Desk, lock: FolderLock):
        self.desk = desk
        self._lock = lock
        self.closed = False
        self.cut_off = remembered(desk, OPEN) == "1"
        remember(desk, OPEN, "1")

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.desk.store.folder

    def close(self) -> None:
        """Let go of the data and of the lock."""
        self.closed = True
        try:
            remember(self.desk, OPEN, "0")
            self.desk.close()
        finally:
            self._lock.release()


def has_data(folder: Path) -> bool:
    """Whether there is a data file in the folder, good or bad."""
    return (folder / database.FILE_NAME).exists()


def _locked(folder: Path) -> FolderLock:
    lock = FolderLock(folder)
    try:
        lock.take()
    except Refused:
        raise AlreadyOpen("程序已经开着。请切换到已打开的窗口。") from None
    return lock


def begin(
    folder: Path,
    *,
    today: date | None = None,
    any_place: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Session:
    """Open a data folder for a window; `progress(done, all)` while its tables are brought up to date.

    Raises AlreadyOpen when another window has it, StorageTrouble when it cannot be opened.
    """
    lock = _locked(folder)
    try:
        desk = open_desk(folder, today=today, any_place=any_place, progress=progress)
        if clock_question(desk) is None:
            packs.install_new(desk)
        return Session(desk, lock)
    except BaseException:
        lock.release()
        raise


def found(folder: Path, *, any_place: bool = False, **answers: Any) -> Session:
    """First run: make the office (see office.found) and hold its folder, also at the next start."""
    desk = office.found(folder, any_place=any_place, **answers)
    try:
        lock = _locked(folder)
    except BaseException:
        desk.close()
        raise
    if folder.resolve() != places.default_data_folder().resolve():
        remember_folder(folder)
    return Session(desk, lock)


def place_trouble(folder: Path) -> str:
    """Why data may not lie in this folder, "" when it may."""
    try:
        places.refuse_place(folder.resolve())
    except StorageTrouble as words:
        return str(words)
    if has_data(folder):
        return f"{folder} 里已经有数据了。请另选一个空文件夹。"
    return ""


def demo_folder() -> Path:
    """Where the demo town lies, beside the data of this PC."""
    return default_folder().parent / "演示"


def build_demo(folder: Path, today: date | None = None) -> None:
    """Make the demo town; for the background, a window then opens it with `begin`."""
    from yongji_desktop.services import demo  # what only the demo needs is not loaded at every start

    demo.build(folder, today).close()


def put_back(folder: Path, backup: Path) -> tuple[Session, str]:
    """Put a backup in the place of data that no window has open; returns the session and what to tell."""
    kept, news = maintenance.restore(folder, backup)
    return begin(folder, any_place=True), news or f"已恢复；原来的数据留在 {kept}。"


def start_from(folder: Path, backup: Path) -> tuple[Session, str]:
    """Begin with the backup of another PC: put it into `folder`; returns the session and what to tell.

    This PC gets a letter of its own.
    """
    words = place_trouble(folder)
    if words:
        raise StorageTrouble(words)
    _, news = maintenance.restore(folder, backup)
    fresh = begin(folder)
    if folder.resolve() != places.default_data_folder().resolve():
        remember_folder(folder)
    return fresh, news


def restore(session: Session, backup: Path) -> tuple[Session, str]:
    """Put a backup in place of the data of an open window; returns the new session and the sentence about it.

    The window closes its hold, the backup is put in place (the replaced data stays beside the backups), the
    folder is opened again.  Raises what restoring raises; then `begin` opens the old data.
    """
    folder = session.folder
    session.close()
    return put_back(folder, backup)


@contextmanager
def own_desk(desk: Desk) -> Iterator[Desk]:
    """The same desk on a connection of its own, for work beside the window's thread."""
    mine = open_desk(desk.store.folder, officer=desk.officer, today=desk.today, any_place=True)
    try:
        yield mine
    finally:
        mine.close()


def sample_number(short_name: str, letter: str, year: int) -> str:
    """How the first record's number will print, for the sample at first run."""
    from yongji_desktop.papers import catalogue

    return catalogue.number(short_name, catalogue.PAPERS["inspection_record"].series, year, letter, 1)


def restart_offer(folder: Path) -> tuple[Path, str] | None:
    """The newest backup of a folder that does not open and when it was made, in words; None without one."""
    found_backups = maintenance.every_backup(folder)
    if not found_backups:
        return None
    made = backups.made_at(found_backups[0])
    return found_backups[0], f"{made:%Y-%m-%d %H:%M}"


def made_at(backup: Path) -> datetime:
    """When a backup was made, from its name; Refused for a file that is none of ours."""
    return backups.made_at(backup)


def remembered(desk: Desk, name: str) -> str | None:
    """What the window remembers on this PC under a name (size, page, column widths)."""
    return desk.store.recall(f"window.{name}")


def remember(desk: Desk, name: str, value: str) -> None:
    """Remember something about the window on this PC; written only when it differs."""
    if remembered(desk, name) != value:
        desk.store.remember(f"window.{name}", value)


def data_version(desk: Desk) -> int:
    """A number that changes when another program has written to the data."""
    return desk.store.data_version


def start_log() -> Path:
    """Let the log go to its file beside the program's settings; returns the file."""
    home = places.home_folder()
    home.mkdir(parents=True, exist_ok=True)
    path = home / LOG_FILE
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("yongji")
    log.setLevel(logging.INFO)
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    log.addHandler(handler)
    return path


def copy_log(target: Path) -> None:
    """Save the log where the officer wants it; StorageTrouble when that cannot be written."""
    source = places.home_folder() / LOG_FILE
    try:
        if source.is_file():
            shutil.copyfile(source, target)
        else:
            target.write_text("", encoding="utf-8")
    except OSError as error:
        raise StorageTrouble(f"日志没能存到 {target}。请换一个文件夹再存。") from error

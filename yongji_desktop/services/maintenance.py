"""Backups, restoring, checking, bringing the clock question up: keeping the data safe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from yongji_desktop.core.errors import Refused
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import backups, places, records
from yongji_desktop.store.check import Finding, check
from yongji_desktop.store.folder import open_folder
from yongji_desktop.store.lock import FolderLock

SECOND_DRIVE = "second_drive"


def back_up(desk: Desk, why: str = "by-hand") -> Path:
    """Back up the database now, thin the old ones, mirror photos to the second drive when one is chosen."""
    path = backups.back_up(desk.store.db, desk.store.folder, why)
    backups.thin(desk.store.folder, desk.store.clock.now().date())
    desk.store.remember("backed_up_changes", str(records.count(desk.store.db, "change", "1")))
    return path


def back_up_folder(folder: Path, why: str) -> Path:
    """Back up without disturbing the open window: with a connection of its own, for the background."""
    store = open_folder(folder, home=places.home_folder(), any_place=True)
    try:
        path = backups.back_up(store.db, folder, why)
        backups.thin(folder, store.clock.now().date())
        store.remember("backed_up_changes", str(records.count(store.db, "change", "1")))
        return path
    finally:
        store.close()



def changed_since_backup(desk: Desk) -> bool:
    """Whether something was entered since the last backup."""
    return desk.store.recall("backed_up_changes") != str(records.count(desk.store.db, "change", "1"))


def due_today(desk: Desk) -> bool:
    """Whether this day has no backup yet."""
    newest = last_backup(desk)
    return newest is None or newest.date() < desk.store.clock.now().date()


def last_backup(desk: Desk) -> datetime | None:
    """When the newest backup was made, or None."""
    found = backups.backups(desk.store.folder)
    return backups.made_at(found[0]) if found else None


def every_backup(folder: Path) -> list[Path]:
    """The backups of a data folder, newest first."""
    return backups.backups(folder)


def mirror(desk: Desk, second: Path) -> int:
    """Copy the photos and papers the second drive lacks, by hash; returns how many."""
    return backups.mirror_blobs(desk.store.folder, second)


def restore(folder: Path, backup: Path, home: Path | None = None) -> tuple[Path, str]:
    """Put a backup in place of the data; returns (kept copy's folder, sentence about the new letter).

    The PC always gets a new id and letter; the replaced data is kept beside the backups.  Refused while the
    window is open.
    """
    home = home or places.home_folder()
    if not backup.is_file():
        raise Refused(f"没有这份备份：{backup}。请从“备份”文件夹里选一份。")
    with FolderLock(folder):
        backups.put_back(backup, folder)
        with open_folder(folder, home=home, any_place=True) as store:
            return folder / backups.FOLDER, "\n".join(store.news)


def check_all(desk: Desk, progress: Callable[[str], None] | None = None) -> list[Finding]:
    """Everything wrong with the data; an empty list when all is well.

    Tables that differ from a sound log are made anew at the next opening.
    """
    found = check(desk.store, progress)
    areas = {one.area for one in found}
    if "台账" in areas and not areas & {"数据库", "变更链"}:
        desk.store.remember("folded_schema", None)
    return found

"""Backups of the database: made by SQLite's backup API, checked, then named; thinned 12 daily, 10 weekly, 9 monthly."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import sqlite_utils

from yongji_desktop.core.clock import Clock
from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.store import database
from yongji_desktop.store.blobs import sync_folder, write_durably

FOLDER = "备份"
NAME = re.compile(r"yongji-(\d{8})-(\d{6})-([a-z-]+)\.db")
DAILY, WEEKLY, MONTHLY = 12, 10, 9


def back_up(db: sqlite_utils.Database, folder: Path, why: str, now: datetime | None = None) -> Path:
    """Write a checked copy of the database beside it and return its path.

    `why` is one of ``daily``, ``closing``, ``before-import``, ``before-upgrade``, ``before-restore``, ``by-hand``.
    Raises StorageTrouble when it cannot be written or the copy does not check.
    """
    now = now or Clock().now()
    target = folder / FOLDER / f"yongji-{now:%Y%m%d-%H%M%S}-{why}.db"
    fresh = target.with_suffix(".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        database.copy_checked(db.conn, fresh)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        fresh.replace(target)
        sync_folder(target.parent)
    except (OSError, database.DatabaseError) as error:
        fresh.unlink(missing_ok=True)
        raise StorageTrouble("没能备份：硬盘已满或读写出错。数据没有改动；请腾出空间再备份一次。") from error
    return target


def backups(folder: Path) -> list[Path]:
    """The backups of a data folder, newest first."""
    place = folder / FOLDER
    if not place.is_dir():
        return []
    return sorted((path for path in place.iterdir() if NAME.fullmatch(path.name)), reverse=True)


def made_at(path: Path) -> datetime:
    """When a backup was made, from its name (UTC+8)."""
    found = NAME.fullmatch(path.name)
    if not found:
        raise Refused(f"{path.name} 不是本程序的备份文件名，请选“备份”文件夹里的文件。")
    return datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")


def kept(days: Iterable[date], today: date) -> set[date]:
    """Which days' backups stay: the last 2 days all, then 12 days, 10 weeks, 9 months, the newest of each."""
    ordered = sorted(set(days), reverse=True)
    stay = {day for day in ordered if today - day <= timedelta(days=2)}
    stay |= _newest_of(ordered, lambda day: day, DAILY)
    stay |= _newest_of(ordered, lambda day: day.isocalendar()[:2], WEEKLY)
    stay |= _newest_of(ordered, lambda day: (day.year, day.month), MONTHLY)
    return stay


def _newest_of(ordered: list[date], group, count: int) -> set[date]:
    newest: dict[object, date] = {}
    for day in ordered:
        newest.setdefault(group(day), day)
    return set(list(newest.values())[:count])


def thin(folder: Path, today: date) -> list[Path]:
    """Remove backups nobody needs any more (one per kept day and all of the last two days stay); returns them."""
    every = backups(folder)
    stay_days = kept((made_at(path).date() for path in every), today)
    gone, days_seen = [], set()
    for path in every:
        day = made_at(path).date()
        keep = day in stay_days and (day not in days_seen or today - day <= timedelta(days=2))
        days_seen.add(day)
        if not keep:
            path.unlink(missing_ok=True)
            gone.append(path)
    return gone


def mirror_blobs(folder: Path, second: Path) -> int:
    """Copy blobs that the second drive does not have yet, by hash; returns how many were copied."""
    copied = 0
    for source in sorted((folder / "blobs").glob("??/*")):
        if len(source.name) != 64:
            continue
        target = second / "blobs" / source.parent.name / source.name
        if target.exists() and target.stat().st_size == source.stat().st_size:
            continue
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_durably(target, source.read_bytes())
        except OSError as error:
            raise StorageTrouble("没能抄到第二个盘：盘已满或已拔出。本机数据没有改动。") from error
        copied += 1
    return copied


def put_back(backup: Path, folder: Path) -> None:
    """Put a backup in the place of the database of a closed data folder, keeping the replaced one beside it.

    Raises StorageTrouble when the backup does not check; then nothing is replaced.
    """
    database.refuse_foreign(backup)
    path = folder / database.FILE_NAME
    fresh = path.with_name(path.name + ".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        database.copy_file_checked(backup, fresh)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        _keep_aside(path, folder / FOLDER)
        fresh.replace(path)
        sync_folder(folder)
    except (OSError, database.DatabaseError) as error:
        fresh.unlink(missing_ok=True)
        raise StorageTrouble("备份读不出来或硬盘已满，没有恢复；现有数据没有改动。请换一份备份。") from error


def _keep_aside(path: Path, place: Path) -> None:
    """Keep the data file that is about to be replaced among the backups; until then it stays where it is."""
    moment = Clock().now()
    while (aside := place / f"yongji-{moment:%Y%m%d-%H%M%S}-before-restore.db").exists():
        moment += timedelta(seconds=1)
    place.mkdir(parents=True, exist_ok=True)
    if path.exists():
        database.settle(path)
    for old, kept in zip(database.files_of(path), database.files_of(aside), strict=True):
        if old.exists():
            try:
                os.link(old, kept)
            except OSError:  # a drive without second names
                shutil.copyfile(old, kept)
            if old != path:
                old.unlink()
    sync_folder(place)

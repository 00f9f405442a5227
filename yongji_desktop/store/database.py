"""Opening, checking and closing a data folder; the one place that knows the SQLite driver.

Everything here turns what SQLite and the file system say into sentences (`StorageTrouble`).  Encryption at rest
comes later; until then no other module imports the driver.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlite_utils

from yongji_desktop.core.errors import StorageTrouble

APPLICATION_ID = 0x594A4151
LOCAL_VERSION = 2
FILE_NAME = "yongji.db"
BUSY_MS = 5000

DatabaseError = sqlite3.DatabaseError
DAMAGED = "数据文件检查出损坏{place}，已停下不再写入。请用最近的完好备份恢复，原文件请留着。"
_SIGNS_OF_DAMAGE = ("not a database", "malformed", "no such table", "no such column", "Could not decode")


def files_of(path: Path) -> tuple[Path, Path, Path]:
    """A data file with what SQLite may have laid beside it: its write-ahead log and the log's index."""
    return path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def connect(path: Path, *, read_only: bool = False) -> sqlite_utils.Database:
    """A connection with the settings of every connection: WAL, FULL, foreign keys, busy timeout.

    Raises StorageTrouble when the file cannot be opened or is no database.
    """
    with speaking_plainly(path):
        target = f"{path.as_uri()}?mode=ro" if read_only else str(path)
        connection = sqlite3.connect(target, uri=read_only, isolation_level=None, timeout=BUSY_MS / 1000)
        try:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            if not read_only:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return sqlite_utils.Database(connection, execute_plugins=False)  # nobody else runs inside it


def refuse_foreign(path: Path) -> None:
    """Look at the first 100 bytes of a file, without opening it as a database.

    Raises StorageTrouble when it cannot be read, is no SQLite file, belongs to another program or a newer one.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StorageTrouble(f"数据文件打不开：{path}。请确认硬盘正常、您有权读这个文件夹，再试一次。") from error
    if not head:
        raise StorageTrouble(f"{path} 是空文件，里面没有数据，已停下不再写入。请用最近的备份恢复。")
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        raise StorageTrouble(
            f"{path} 不是本程序的数据文件，或已损坏，已停下不再写入。请用最近的备份恢复，原文件请留着。"
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StorageTrouble(f"{path} 是别的程序的数据库，不是本程序的数据。请选对文件夹；这个文件没有改动。")
    _refuse_version(int.from_bytes(head[60:64], "big"))


def refuse_newer(db: sqlite_utils.Database) -> int:
    """The version of the local tables; StorageTrouble when a newer program has written them."""
    version = db.conn.execute("PRAGMA user_version").fetchone()[0]
    _refuse_version(version)
    return version


def _refuse_version(version: int) -> None:
    if version > LOCAL_VERSION:
        raise StorageTrouble("这份数据是新版本写的，本机程序版本较旧。请先升级程序；数据没有改动。")


def copy_checked(source: sqlite3.Connection, target: Path) -> None:
    """Copy a whole database into the new file `target` by the backup API and check the copy.

    Leaves one file without a write-ahead log.  Raises DatabaseError when the copy does not check.
    """
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
        verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    if verdict != "ok":
        raise DatabaseError(verdict)


def copy_file_checked(source: Path, target: Path) -> None:
    """`copy_checked` from a file nobody has open, which is not written to (a backup, perhaps on a read-only disk).

    The copy belongs to no device, so whoever opens it becomes a new one.
    """
    connection = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        copy_checked(connection, target)
    finally:
        connection.close()
    copy = sqlite3.connect(target)
    try:
        with copy:
            copy.execute("UPDATE local SET value = 'restored' WHERE name = 'device'")
    finally:
        copy.close()


def settle(path: Path) -> None:
    """Take the write-ahead log of a closed data file into it; one too damaged for that is left as it is."""
    try:
        db = connect(path)
    except StorageTrouble:
        return
    with suppress(sqlite3.DatabaseError):
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.conn.close()


@contextmanager
def speaking_plainly(path: Path | None = None) -> Iterator[None]:
    """Turn the driver's errors into StorageTrouble with a sentence; other errors are bugs and pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        words = _words(error, path)
        if words is None:
            raise
        raise StorageTrouble(words) from error
    except UnicodeDecodeError as error:  # a name inside the file that is no text any more
        raise StorageTrouble(DAMAGED.format(place=f"（{path}）" if path else "")) from error


def _words(error: sqlite3.DatabaseError, path: Path | None) -> str | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    text = str(error)
    place = f"（{path}）" if path else ""
    if name.startswith("SQLITE_FULL") or "disk is full" in text:
        return "没能保存：硬盘已满。您填的内容仍在，没有丢。请腾出空间再试一次。"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "数据正被另一个程序占用，等了 5 秒还没放开。请关掉另一个窗口或稍后再试；没有写入任何内容。"
    if name.startswith("SQLITE_READONLY"):
        return f"数据文件夹只能读、不能写{place}。请检查文件夹权限或换到本机硬盘；没有写入任何内容。"
    if name.startswith("SQLITE_CANTOPEN") or "unable to open" in text:
        return f"数据文件打不开{place}。请确认文件夹还在、有权读写、硬盘没有满。"
    if name.startswith("SQLITE_IOERR"):
        return f"硬盘读写出错{place}。请先不要关机，检查硬盘或接线，再用备份恢复；没有写完的内容已退回。"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or any(one in text for one in _SIGNS_OF_DAMAGE):
        return DAMAGED.format(place=place)
    return None


@contextmanager
def writing(db: sqlite_utils.Database) -> Iterator[None]:
    """One write transaction, taken at once (BEGIN IMMEDIATE), rolled back whole when anything fails.

    Inside, `db.atomic()` and plain statements join it.  A full disk has already rolled back by itself.
    """
    with speaking_plainly():
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            raise

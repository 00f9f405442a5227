"""A data folder: made by `create`, opened by `open_folder`, written by deeds.

The one opener.  Whatever stands in the way is said in its own sentence: no folder, not ours, too new, damaged,
removable or network drive, copied from another PC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import sqlite_utils

from yongji_desktop.core.clock import Clock, DemoClock
from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.store import database, places, state
from yongji_desktop.store.backups import back_up
from yongji_desktop.store.blobs import Blobs, sync_folder
from yongji_desktop.store.changes import Writer
from yongji_desktop.store.deed import Deed

Progress = Callable[[int, int], None]


@dataclass
class Store:
    """An open data folder.

    `db` the connection (used by this layer alone), `blobs` photos and PDFs by their SHA-256, `device` and
    `letter` of this PC, `news` sentences the officer must be told after opening.
    """

    folder: Path
    db: sqlite_utils.Database
    blobs: Blobs
    clock: Clock
    device: str
    letter: str
    news: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.writer = Writer(self.db, self.device, self.clock)

    @contextmanager
    def deed(self, act: str, officer: str | None, **extra) -> Iterator[Deed]:
        """One act of an officer in one transaction: what is put into the Deed is logged and folded at its end.

        `extra` goes into the body of the change (which deed is undone, which ledger came in).  Raises
        StorageTrouble when it could not be written; then nothing was.
        """
        with database.writing(self.db):
            deed = Deed(self.clock.new_id(), self.db, self.clock)
            yield deed
            if deed.ops:
                state.apply(self.db, self.writer.append(deed.id, act, officer, deed.ops, extra))

    @contextmanager
    def local(self) -> Iterator[sqlite_utils.Database]:
        """A transaction over local tables only: drafts, settings of this PC."""
        with database.writing(self.db):
            yield self.db

    def recall(self, name: str) -> str | None:
        """A value this PC remembers, or None."""
        with database.speaking_plainly():
            row = self.db.conn.execute("SELECT value FROM local WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def remember(self, name: str, value: str | None) -> None:
        """Keep a value on this PC (not in the log, not in packages)."""
        with self.local() as db:
            db.conn.execute("INSERT OR REPLACE INTO local (name, value) VALUES (?, ?)", (name, value))

    @property
    def data_version(self) -> int:
        """A number that changes when another connection has written to the file."""
        return self.db.conn.execute("PRAGMA data_version").fetchone()[0]

    @property
    def is_demo(self) -> bool:
        """Whether this folder was made by the demo: its clock may be moved, it is never exchanged."""
        return self.recall("demo_day") is not None

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file; done when idle and on closing."""
        with database.speaking_plainly():
            self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Checkpoint and let go of the file.

        A checkpoint that fails (disk full) loses nothing: the next opening finds everything in the write-ahead log.
        """
        with suppress(database.DatabaseError):
            self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.conn.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    folder: Path, *, town: str, letter: str, home: Path, first: Callable[[Store], None] = lambda store: None,
    clock: Clock | None = None, demo_day: date | None = None, any_place: bool = False,
) -> Store:
    """Make a data folder for `town` (division code) and this PC's `letter`; returns it open.

    `first` does the first deeds; the data file gets its name only after them, so a founding that was cut short
    leaves nothing in the way of the next.  Raises Refused when there is a folder already and StorageTrouble when the
    place is no good.
    """
    folder = folder.resolve()
    path = folder / database.FILE_NAME
    if path.exists():
        raise Refused(f"{folder} 里已经有数据了。请直接打开它，或另选一个空文件夹。")
    if not any_place:
        places.refuse_place(folder)
    clock = clock or (DemoClock(demo_day) if demo_day else Clock())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        blobs = Blobs(folder / "blobs")
        blobs.prepare()
        fresh = folder / (database.FILE_NAME + ".new")
        for leftover in (*database.files_of(fresh), *database.files_of(path)):
            leftover.unlink(missing_ok=True)
    except OSError as error:
        raise StorageTrouble(f"不能在 {folder} 建文件夹：请确认有权写、硬盘没有满，或换一个地方。") from error
    device = clock.new_id()
    db = database.connect(fresh)
    try:
        with database.writing(db):
            _make_tables(db)
            values = {"device": device, "letter": letter, "town": town}
            if demo_day:
                values["demo_day"] = demo_day.isoformat()
            db.conn.executemany("INSERT INTO local (name, value) VALUES (?, ?)", values.items())
        store = Store(folder, db, blobs, clock, device, letter)
        first(store)
        store.checkpoint()
    finally:
        db.conn.close()
    places.claim(home, folder, device, letter)
    try:
        fresh.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise StorageTrouble(f"不能在 {folder} 建数据文件：请确认有权写、硬盘没有满，再试一次。") from error
    return open_folder(folder, home=home, clock=clock, any_place=any_place)


def _make_tables(db: sqlite_utils.Database) -> None:
    db.conn.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version = {database.LOCAL_VERSION}")
    for part in state.PARTS:
        state.run_script(db, state.schema_part(part))
    db.conn.execute("INSERT INTO local (name, value) VALUES ('folded_schema', ?)", (state.folded_schema(),))


def open_folder(
    folder: Path, *, home: Path, clock: Clock | None = None, any_place: bool = False, progress: Progress | None = None
) -> Store:
    """Open the data folder.

    `home` is the folder of this user account where the device id is kept a second time; `any_place` skips the
    look at the kind of drive (tests, the headless job).  Brings the folded tables to today's shape first (backup
    before, `progress(done, all)` meanwhile).
    """
    folder = folder.resolve()
    path = folder / database.FILE_NAME
    if not path.exists():
        raise StorageTrouble(f"{folder} 里没有本程序的数据。请选对文件夹，或先建立（yongji init）。")
    if not any_place:
        places.refuse_place(folder)
    database.refuse_foreign(path)
    db = database.connect(path)
    try:
        with database.speaking_plainly(path):
            version = database.refuse_newer(db)
            local = dict(db.conn.execute("SELECT name, value FROM local").fetchall())
            _bring_up_to_date(db, folder, version, local, progress)
        if not {"device", "letter", "town"} <= set(local):
            raise StorageTrouble(database.DAMAGED.format(place=f"（{path}）"))
    except BaseException:
        db.conn.close()
        raise
    if clock is None:
        clock = _demo_clock(db, local) if local.get("demo_day") else Clock()
    store = Store(folder, db, Blobs(folder / "blobs"), clock, local["device"], local["letter"])
    if not places.claimed(home, folder, store.device):
        store = _as_new_device(store, home)
    return store


def _demo_clock(db: sqlite_utils.Database, local: dict[str, str]) -> DemoClock:
    """A demo folder goes on from its day; the hour differs from the making, so ids never repeat."""
    count = db.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    return DemoClock(date.fromisoformat(local["demo_day"]), hour=10 + count % 8)


def _bring_up_to_date(
    db: sqlite_utils.Database, folder: Path, version: int, local: dict[str, str], progress: Progress | None
) -> None:
    pending = list(range(version + 1, database.LOCAL_VERSION + 1))
    shape = state.folded_schema()
    if not pending and local.get("folded_schema") == shape:
        return
    back_up(db, folder, "before-upgrade")
    with database.writing(db):
        for number in pending:
            state.run_script(db, places.migration(number))
        db.conn.execute(f"PRAGMA user_version = {database.LOCAL_VERSION}")
        state.rebuild(db, progress)
        db.conn.execute("INSERT OR REPLACE INTO local (name, value) VALUES ('folded_schema', ?)", (shape,))


def free_letter(db: sqlite_utils.Database, used: set[str]) -> str:
    """The next machine letter that is neither in `used` nor in this log: A … Z, then AA, AB …"""
    used = used | {letter for (letter,) in db.conn.execute("SELECT letter FROM device").fetchall()}
    used |= {letter for (letter,) in db.conn.execute("SELECT letter FROM number_series").fetchall()}
    used |= {letter for (letter,) in db.conn.execute("SELECT value FROM local WHERE name = 'letter'").fetchall()}
    number = 0
    while True:
        number += 1
        letter, rest = "", number
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letter = chr(ord("A") + digit) + letter
        if letter not in used:
            return letter


def _as_new_device(store: Store, home: Path) -> Store:
    """The folder was copied by hand or restored: this PC gets an id and a letter of its own and says so."""
    old = store.letter
    device, letter = Clock().new_id(), free_letter(store.db, places.letters_used(home, store.folder))
    with store.local() as db:
        rows = {"device": device, "letter": letter}
        db.conn.executemany("INSERT OR REPLACE INTO local (name, value) VALUES (?, ?)", rows.items())
    places.claim(home, store.folder, device, letter)
    town = store.recall("town")
    fresh = Store(store.folder, store.db, store.blobs, store.clock, device, letter)
    with fresh.deed("device.replaced", None) as deed:
        deed.set("device", device, letter=letter, town=town)
    fresh.news.append(
        f"这份数据是从别处拷来或恢复的，这台电脑以后用字母 {letter}；{old} 的编号到此封存，以后的新号由 {letter} 接着编。"
    )
    return fresh


def last_numbers(store: Store) -> list[dict]:
    """The number book: every series with its last number, for the printed book of a sealed letter."""
    with database.speaking_plainly():
        rows = store.db.conn.execute(
            "SELECT prefix, year, letter, last FROM number_series ORDER BY letter, year, prefix"
        ).fetchall()
    return [dict(zip(("prefix", "year", "letter", "last"), one, strict=True)) for one in rows]

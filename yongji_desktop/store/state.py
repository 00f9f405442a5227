"""Keeps the folded tables true to the log: after each deed, after changes from elsewhere, and by rebuilding all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import cache

import sqlite_utils

from yongji_desktop.assets import asset
from yongji_desktop.core.due import AGREED
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.hazard import Life
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.core.terms import TERMS, Terms
from yongji_desktop.store import changes as log
from yongji_desktop.store import search
from yongji_desktop.store.changes import Change
from yongji_desktop.store.fold import Folded, Op, Stamp, fold, row

Key = tuple[str, str]
Memo = dict[tuple[str, int], dict[Key, list[Op]]]
MOST_REMEMBERED = 200
PARTS = ("log", "local", "folded")
FOLDING = 3  # raise it when the same changes come to add up to something else


def schema_part(name: str) -> str:
    """One of the three parts of db/schema.sql: ``log``, ``local`` or ``folded``."""
    text = asset("db/schema.sql").read_text(encoding="utf-8")
    start = text.index(f"-- [{name}]")
    following = [text.index(f"-- [{other}]") for other in PARTS if text.index(f"-- [{other}]") > start]
    return text[start : min(following, default=len(text))]


def folded_schema() -> str:
    """A short name of today's shape and way of folding; a file with another one is refolded."""
    shape = f"{FOLDING}" + schema_part("folded") + json.dumps({k.name: k.columns for k in KINDS.values()}, sort_keys=True)
    return hashlib.sha256(shape.encode()).hexdigest()[:16]


def run_script(db: sqlite_utils.Database, script: str) -> None:
    """Run statements one by one inside the caller's transaction (executescript would commit it)."""
    lines = [line.split("--")[0] for line in script.splitlines()]
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            db.conn.execute(statement)


def drop_folded(db: sqlite_utils.Database) -> None:
    """Remove every folded table, whatever shape an older program gave it."""
    kept = ("change", "local", "draft", "number_series", "site_import", "complaint", "sqlite_sequence")
    for condition in ("sql LIKE 'CREATE VIRTUAL%'", "1"):
        tables = f"SELECT name FROM sqlite_master WHERE type = 'table' AND {condition}"
        for (name,) in db.conn.execute(tables).fetchall():
            if name not in kept and not name.startswith("sqlite_"):
                db.conn.execute(f'DROP TABLE IF EXISTS "{name}"')


def _ops_of(change: Change, ops: list[dict] | None = None) -> list[tuple[Key, Op]]:
    stamp = Stamp(change.hlc, change.origin, change.seq)
    ops = change.ops if ops is None else ops
    return [((op["k"], op["id"]), Op(stamp, change.deed, op)) for op in ops if op["k"] in KINDS]


def sees_in(db: sqlite_utils.Database) -> Callable[[Stamp, Stamp], bool]:
    """Whether the device that wrote one change knew another, read from the log and remembered."""

    @cache
    def knew(origin: str, seq: int) -> dict[str, int]:
        return json.loads(log.last_seen(db, origin, seq) or "{}")

    def sees(one: Stamp, other: Stamp) -> bool:
        if one.origin == other.origin:
            return one.seq >= other.seq
        return knew(one.origin, one.seq).get(other.origin, 0) >= other.seq

    return sees


def ops_on(db: sqlite_utils.Database, kind: str, identity: str, memo: Memo | None = None) -> list[Op]:
    """Every op in the log that bears on one record, in no particular order.

    `memo` spares whoever asks for many records in a row from reading a large change once for each of them.
    """
    memo = {} if memo is None else memo
    places = "SELECT origin, seq FROM touch WHERE kind = ? AND id = ?"
    found: list[Op] = []
    for place in db.conn.execute(places, (kind, identity)).fetchall():
        if place not in memo:
            if len(memo) >= MOST_REMEMBERED:
                memo.clear()
            memo[place] = by_key = {}
            row = db.conn.execute(f"{log.SELECT} WHERE origin = ? AND seq = ?", place).fetchone()
            for key, op in _ops_of(log.read(row)):
                by_key.setdefault(key, []).append(op)
        found += memo[place].get((kind, identity), ())
    return found


def life_of(db: sqlite_utils.Database, identity: str) -> Life:
    """What the events of a hazard add up to, with what each PC knew of the others."""
    folded = fold("hazard", ops_on(db, "hazard", identity), sees_in(db))
    return folded.life if folded and folded.life else Life()


def apply(db: sqlite_utils.Database, written: Iterable[tuple[Change, list[dict] | None]]) -> set[Key]:
    """Fold new changes, with their ops where these are at hand; the caller holds the transaction.

    Returns the records touched.
    """
    fresh: dict[Key, list[Op]] = {}
    touches = []
    for change, known_ops in written:
        for key, op in _ops_of(change, known_ops):
            fresh.setdefault(key, []).append(op)
            touches.append((*key, change.origin, change.seq))
    older = _touched_before(db, fresh)
    db.conn.executemany("INSERT OR IGNORE INTO touch (kind, id, origin, seq) VALUES (?, ?, ?, ?)", touches)
    sees = sees_in(db)
    memo: Memo = {}
    states = []
    for key, ops in fresh.items():
        states.append((key, fold(key[0], ops_on(db, *key, memo) if key in older else ops, sees)))
    _store(db, states)
    return set(fresh)


def _touched_before(db: sqlite_utils.Database, keys: Iterable[Key]) -> set[Key]:
    known = set()
    for key in keys:
        if db.conn.execute("SELECT 1 FROM touch WHERE kind = ? AND id = ? LIMIT 1", key).fetchone():
            known.add(key)
    return known


def refold(db: sqlite_utils.Database, keys: Iterable[Key]) -> None:
    """Compute the given records anew from the log."""
    sees, memo = sees_in(db), {}
    _store(db, [(key, fold(key[0], ops_on(db, *key, memo), sees)) for key in keys])


def terms_of(db: sqlite_utils.Database) -> Terms:
    """The days the office has agreed on, as they are folded now."""
    found = db.conn.execute("SELECT body FROM terms WHERE voided = 0 ORDER BY id LIMIT 1").fetchone()
    return Terms.of(json.loads(found[0]) if found else None)


def _store(db: sqlite_utils.Database, states: list[tuple[Key, Folded | None]]) -> None:
    """Write folded records; other terms date anew what follows from them, whichever came first."""
    agreed = [one for one in states if one[0][0] == TERMS.name]
    if agreed:
        _write(db, agreed)
    if len(states) > len(agreed):
        _write(db, [one for one in states if one[0][0] != TERMS.name])
    if agreed:
        marks = ", ".join("?" * len(AGREED))
        dated = db.conn.execute(f"SELECT id FROM hazard WHERE act_on IS NOT NULL AND act IN ({marks})", AGREED).fetchall()
        refold(db, [("hazard", one[0]) for one in dated])


def _write(db: sqlite_utils.Database, states: list[tuple[Key, Folded | None]]) -> None:
    terms = terms_of(db)
    by_kind: dict[str, list[tuple]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    rivals, parallels, gone = [], [], []
    for (kind, identity), state in states:
        if state is None:
            gone.append((kind, identity))
            continue
        made = row(kind, identity, state, terms)
        columns[kind] = tuple(made)
        by_kind.setdefault(kind, []).append(tuple(made.values()))
        for name, stamp, value in state.rivals:
            text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            rivals.append((kind, identity, name, stamp.origin, stamp.seq, text))
        parallels += [(kind, identity, stamp.origin, stamp.seq) for stamp in state.parallel]
    keys = [key for key, _ in states]
    db.conn.executemany("DELETE FROM rival WHERE kind = ? AND id = ?", keys)
    db.conn.executemany("DELETE FROM parallel WHERE kind = ? AND id = ?", keys)
    for kind, rows in by_kind.items():
        names = columns[kind]
        db.conn.executemany(
            f"INSERT OR REPLACE INTO {kind} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows
        )
    for kind, identity in gone:
        db.conn.execute(f"DELETE FROM {kind} WHERE id = ?", (identity,))
    db.conn.executemany("INSERT INTO rival VALUES (?, ?, ?, ?, ?, ?)", rivals)
    db.conn.executemany("INSERT INTO parallel VALUES (?, ?, ?, ?)", parallels)
    _note_photos(db, states)
    search.update(db, states)


def _note_photos(db: sqlite_utils.Database, states: list[tuple[Key, Folded | None]]) -> None:
    keys = [key for key, _ in states if key[0] in ("inspection", "missed_visit", "reinspection", "hazard")]
    if not keys:
        return
    db.conn.executemany("DELETE FROM photo_use WHERE kind = ? AND id = ?", keys)
    used = [
        (photo["sha"], *key)
        for key, state in states
        if key in keys and state is not None and not state.voided
        for photo in state.body.get("photos") or ()
    ]
    db.conn.executemany("INSERT OR IGNORE INTO photo_use (sha, kind, id) VALUES (?, ?, ?)", used)


def receive(db: sqlite_utils.Database, arriving: Iterable[Change]) -> set[Key]:
    """Take in changes of other devices, in any order, any number of times; the caller holds the transaction.

    Returns the records they bear on.  Raises Refused when a change does not verify, when a number of a device is
    already taken by a different change (that PC was restored or cloned), or when a chain does not join.
    """
    fresh = []
    for change in arriving:
        held = db.conn.execute(
            "SELECT hash FROM change WHERE origin = ? AND seq = ?", (change.origin, change.seq)
        ).fetchone()
        if held and held[0] == change.hash:
            continue
        if held:
            raise Refused("同一台电脑的同一号变更有两种内容：那台电脑用旧备份恢复过或被整盘复制过，没有导入。")
        words = log.trouble_in(change)
        if words:
            raise Refused(f"来件里有一条变更{words}，没有导入。")
        db.conn.execute(log.INSERT, change.row())
        fresh.append(change)
    late: set[Key] = set()
    for change in fresh:
        _refuse_broken_chain(db, change)
        if change.seen is not None:
            late |= _judged_by(db, change)
    for origin in {change.origin for change in fresh}:
        log.advance_head(db, origin)
    touched = apply(db, ((change, None) for change in fresh))
    refold(db, late - touched)
    return touched


def _refuse_broken_chain(db: sqlite_utils.Database, change: Change) -> None:
    neighbours = db.conn.execute(
        "SELECT seq, prev, hash FROM change WHERE origin = ? AND seq IN (?, ?)",
        (change.origin, change.seq - 1, change.seq + 1),
    ).fetchall()
    for seq, prev, hashed in neighbours:
        if (hashed if seq < change.seq else change.hash) != (change.prev if seq < change.seq else prev):
            raise Refused("来件的变更前后接不上，可能被改过，没有导入。请对方重新导出。")


def _judged_by(db: sqlite_utils.Database, change: Change) -> set[Key]:
    """Records touched by later changes of the same device that were folded without knowing this `seen`."""
    rows = db.conn.execute(
        "SELECT DISTINCT kind, id FROM touch WHERE origin = ? AND seq > ?", (change.origin, change.seq)
    ).fetchall()
    return {tuple(one) for one in rows}


def rebuild(db: sqlite_utils.Database, progress: Callable[[int, int], None] | None = None) -> None:
    """Drop the folded tables, make them anew and fold the whole log; the caller holds the transaction.

    `progress(done, all)` is told now and then how many changes are in.
    """
    drop_folded(db)
    run_script(db, schema_part("folded"))
    total = db.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    batch: list[tuple] = []
    for number, change in enumerate(log.every(db), 1):
        batch += [(*key, change.origin, change.seq) for key, _ in _ops_of(change)]
        if progress and number % 500 == 0:
            progress(number // 2, total)
        if len(batch) > 20_000:
            db.conn.executemany("INSERT OR IGNORE INTO touch VALUES (?, ?, ?, ?)", batch)
            batch.clear()
    db.conn.executemany("INSERT OR IGNORE INTO touch VALUES (?, ?, ?, ?)", batch)
    for (origin,) in db.conn.execute("SELECT DISTINCT origin FROM change").fetchall():
        log.advance_head(db, origin)
    _fold_everything(db, total, progress)


def _fold_everything(
    db: sqlite_utils.Database, total: int, progress: Callable[[int, int], None] | None
) -> None:
    """Fold record by record: those of one device's one change straight from it, the others through `touch`."""
    sees = sees_in(db)
    often = {
        tuple(key)
        for key in db.conn.execute("SELECT kind, id FROM touch GROUP BY kind, id HAVING count(*) > 1").fetchall()
    }
    for number, change in enumerate(log.every(db), 1):
        alone: dict[Key, list[Op]] = {}
        for key, op in _ops_of(change):
            if key not in often:
                alone.setdefault(key, []).append(op)
        _store(db, [(key, fold(key[0], ops, sees)) for key, ops in alone.items()])
        if progress and number % 500 == 0:
            progress((total + number) // 2, total)
    memo: Memo = {}
    for key in sorted(often):
        _store(db, [(key, fold(key[0], ops_on(db, *key, memo), sees))])

"""Reading folded records; drafts and numbers of this PC."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlite_utils

from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.store.blobs import sha256
from yongji_desktop.store.database import DAMAGED, speaking_plainly

Record = dict[str, Any]
LIFE_COLUMNS = ("state", "grade", "source", "due_on", "closed_on")  # folded from events: they win over the wording


def _record(columns: tuple[str, ...], row: tuple) -> Record:
    record = dict(zip(columns, row, strict=True))
    try:
        body = json.loads(record.pop("body"))
    except (ValueError, TypeError) as error:
        raise StorageTrouble(DAMAGED.format(place="")) from error
    folded = {name: record[name] for name in LIFE_COLUMNS if name in record} if "act_on" in record else {}
    return {**record, **body, **folded, "voided": bool(record.get("voided")), "void_reason": (body.get("voided") or {}).get("reason")}


def _columns(db: sqlite_utils.Database, kind: str) -> tuple[str, ...]:
    return tuple(one[0] for one in db.conn.execute(f"SELECT * FROM {KINDS[kind].name} LIMIT 0").description)


def get(db: sqlite_utils.Database, kind: str, identity: str) -> Record:
    """One record with its folded columns and all its fields; Refused when there is none."""
    with speaking_plainly():
        columns = _columns(db, kind)
        row = db.conn.execute(f"SELECT * FROM {kind} WHERE id = ?", (identity,)).fetchone()
    if row is None:
        raise Refused(f"没有这份{KINDS[kind].label}（{identity}），可能还没有收到或编号写错了。")
    return _record(columns, row)


def exists(db: sqlite_utils.Database, kind: str, identity: str) -> bool:
    """Whether a record is there, void or not."""
    with speaking_plainly():
        return db.conn.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (identity,)).fetchone() is not None


def every(
    db: sqlite_utils.Database, kind: str, *, order: str = "id", voided: bool = False, limit: int = -1, offset: int = 0,
    **equal: Any,
) -> list[Record]:
    """Records of a kind, those whose columns equal `equal`; void ones only when asked for.

    `order` is a column name with an optional `` DESC``; only columns of the table are taken.
    """
    with speaking_plainly():
        columns = _columns(db, kind)
        name, _, direction = order.partition(" ")
        if name not in columns or direction not in ("", "DESC") or not set(equal) <= set(columns):
            raise ValueError(f"no such column in {kind}: {order} {sorted(equal)}")
        where = ["1" if voided else "voided = 0", *(f"{one} = ?" for one in equal)]
        sql = f"SELECT * FROM {kind} WHERE {' AND '.join(where)} ORDER BY {order}, id LIMIT ? OFFSET ?"
        rows = db.conn.execute(sql, (*equal.values(), limit, offset)).fetchall()
    return [_record(columns, row) for row in rows]


def many(db: sqlite_utils.Database, kind: str, identities: list[str]) -> list[Record]:
    """The records with the given ids, in that order; missing ones left out."""
    with speaking_plainly():
        columns = _columns(db, kind)
        found = {}
        for start in range(0, len(identities), 500):
            part = identities[start : start + 500]
            marks = ", ".join("?" * len(part))
            for row in db.conn.execute(f"SELECT * FROM {kind} WHERE id IN ({marks})", part):
                record = _record(columns, row)
                found[record["id"]] = record
    return [found[one] for one in identities if one in found]


def count(db: sqlite_utils.Database, kind: str, where: str = "voided = 0", values: tuple = ()) -> int:
    """How many records of a kind fulfil a condition written in this program (never input)."""
    with speaking_plainly():
        return db.conn.execute(f"SELECT count(*) FROM {kind} WHERE {where}", values).fetchone()[0]


def iterate(db: sqlite_utils.Database, kind: str) -> Iterator[Record]:
    """Every record of a kind that is not void, one after the other."""
    columns = _columns(db, kind)
    for row in db.conn.execute(f"SELECT * FROM {kind} WHERE voided = 0"):
        yield _record(columns, row)


# Drafts: this PC's own, not in the log ------------------------------------------------------------------------------


def save_draft(
    db: sqlite_utils.Database, identity: str, kind: str, body: Record, saved_at: str, base: str | None = None
) -> None:
    """Keep an unfinished record; the caller holds the transaction."""
    text = json.dumps(body, sort_keys=True)
    db.conn.execute(
        "INSERT INTO draft (id, kind, base, body, sum, saved_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO "
        "UPDATE SET body = excluded.body, sum = excluded.sum, saved_at = excluded.saved_at, base = excluded.base",
        (identity, kind, base, text, sha256(text.encode("ascii")), saved_at),
    )


def drop_draft(db: sqlite_utils.Database, identity: str) -> None:
    """Forget a draft; the caller holds the transaction."""
    db.conn.execute("DELETE FROM draft WHERE id = ?", (identity,))


def move_draft(db: sqlite_utils.Database, identity: str, kind: str) -> None:
    """Put a draft among those of another kind (set aside, or back again); the caller holds the transaction."""
    db.conn.execute("UPDATE draft SET kind = ? WHERE id = ?", (kind, identity))


def drafts(db: sqlite_utils.Database, kind: str | None = None) -> list[Record]:
    """Unfinished records, newest first: id, kind, base, body, saved_at."""
    with speaking_plainly():
        rows = db.conn.execute(
            "SELECT id, kind, base, body, saved_at FROM draft WHERE ? IS NULL OR kind = ? ORDER BY saved_at DESC, id",
            (kind, kind),
        ).fetchall()
    names = ("id", "kind", "base", "body", "saved_at")
    return [{**dict(zip(names, row, strict=True)), "body": json.loads(row[3])} for row in rows]


# Numbers: unique on this PC because its letter stands in them ---------------------------------------------------------


def next_number(db: sqlite_utils.Database, prefix: str, year: int, letter: str) -> int:
    """Allot the next running number of a series; the caller holds the transaction.  Never given twice."""
    row = db.conn.execute(
        "INSERT INTO number_series (prefix, year, letter, last) VALUES (?, ?, ?, 1) "
        "ON CONFLICT (prefix, year, letter) DO UPDATE SET last = last + 1 RETURNING last",
        (prefix, year, letter),
    ).fetchone()
    return row[0]


def coming_number(db: sqlite_utils.Database, prefix: str, year: int, letter: str) -> int:
    """The number `next_number` would allot now; nothing is written."""
    with speaking_plainly():
        row = db.conn.execute(
            "SELECT last FROM number_series WHERE prefix = ? AND year = ? AND letter = ?", (prefix, year, letter)
        ).fetchone()
    return (row[0] if row else 0) + 1

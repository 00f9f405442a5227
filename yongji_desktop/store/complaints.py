"""The local register of complaints: rows of this PC alone, outside the log and every index."""

from __future__ import annotations

import json
from typing import Any

import sqlite_utils

from yongji_desktop.core.errors import Refused
from yongji_desktop.store.database import speaking_plainly

Row = dict[str, Any]
_NAMES = ("id", "number", "received_on", "answered_on", "voided", "body", "saved_at")
_COLUMNS = ", ".join(_NAMES)


def _row(found: tuple) -> Row:
    told = dict(zip(_NAMES, found, strict=True))
    return {**told, "voided": bool(told["voided"]), "body": json.loads(told["body"])}


def save(db: sqlite_utils.Database, row: Row) -> None:
    """Keep one complaint as it is now; the caller holds the transaction."""
    values = {**row, "body": json.dumps(row["body"], ensure_ascii=False, sort_keys=True), "voided": int(row["voided"])}
    marks = ", ".join("?" * len(_NAMES))
    db.conn.execute(f"INSERT OR REPLACE INTO complaint ({_COLUMNS}) VALUES ({marks})", [values[one] for one in _NAMES])


def get(db: sqlite_utils.Database, identity: str) -> Row:
    """One complaint; Refused when there is none."""
    with speaking_plainly():
        found = db.conn.execute(f"SELECT {_COLUMNS} FROM complaint WHERE id = ?", (identity,)).fetchone()
    if found is None:
        raise Refused("没有这条举报登记。请在列表里重新选。")
    return _row(found)


def every(db: sqlite_utils.Database) -> list[Row]:
    """All of them, newest first, void ones among them."""
    with speaking_plainly():
        rows = db.conn.execute(f"SELECT {_COLUMNS} FROM complaint ORDER BY received_on DESC, id DESC").fetchall()
    return [_row(one) for one in rows]


def last_number(db: sqlite_utils.Database, start: str) -> int:
    """The last running number of those that begin with `start`; 0 for none.  Rows are never deleted."""
    with speaking_plainly():
        rows = db.conn.execute("SELECT number FROM complaint WHERE substr(number, 1, ?) = ?", (len(start), start)).fetchall()
    return max((int(one[len(start) :].rstrip("号")) for (one,) in rows), default=0)

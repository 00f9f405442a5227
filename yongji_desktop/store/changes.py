"""The append-only log of changes: writing own ones, taking in others', verifying the chains.

hash = SHA-256 of canonical JSON [v, origin, seq, hlc, seen, SHA-256(salt || body), prev].  A change whose body was
purged or not carried along still verifies, because only the salted digest of the body is hashed; that digest
then stands in `salt` with the body NULL.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlite_utils

from yongji_desktop.core.canonical import canonical
from yongji_desktop.core.clock import Clock, tick
from yongji_desktop.core.errors import Refused

BODY_VERSION = 1
LARGEST_BODY = 256 * 1024
NOTHING_BEFORE = bytes(32)
SALT_BYTES = 16
COLUMNS = ("origin", "seq", "hlc", "v", "seen", "deed", "officer", "at", "body", "salt", "prev", "hash")
INSERT = f"INSERT INTO change ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


@dataclass(frozen=True)
class Change:
    """One line of the log; see db/schema.sql for the columns."""

    origin: str
    seq: int
    hlc: int
    v: int
    seen: str | None
    deed: str
    officer: str | None
    at: str
    body: str | None
    salt: bytes
    prev: bytes
    hash: bytes

    @property
    def ops(self) -> list[dict[str, Any]]:
        """What this change does to which records; empty when the body is gone."""
        return [] if self.body is None else upgraded(self.v, json.loads(self.body))["ops"]

    def row(self) -> tuple:
        """The values in the order of COLUMNS."""
        return tuple(getattr(self, name) for name in COLUMNS)


# Old shapes of a body are raised step by step to today's: UPGRADES[n] turns a body of version n into n + 1.
UPGRADES: dict[int, Any] = {}


def upgraded(version: int, body: dict[str, Any]) -> dict[str, Any]:
    """`body` in today's shape; Refused when it was written by a newer program."""
    if version > BODY_VERSION:
        raise Refused("有一条变更是新版本程序写的，本机还不认识。请先升级程序。")
    while version < BODY_VERSION:
        body = UPGRADES[version](body)
        version += 1
    return body


def body_digest(salt: bytes, body: str | None) -> bytes:
    """SHA-256 of salt and body; of a change without body the digest itself is kept as its salt."""
    return salt if body is None else hashlib.sha256(salt + body.encode("utf-8")).digest()


def chain_hash(v: int, origin: str, seq: int, hlc: int, seen: str | None, digest: bytes, prev: bytes) -> bytes:
    """The hash of one change in the chain of its device."""
    parts = [v, origin, seq, hlc, None if seen is None else json.loads(seen), digest.hex(), prev.hex()]
    return hashlib.sha256(canonical(parts)).digest()


def read(row: Iterable[Any]) -> Change:
    """A Change from a row in the order of COLUMNS."""
    return Change(*row)


SELECT = f"SELECT {', '.join(COLUMNS)} FROM change"


def every(db: sqlite_utils.Database) -> Iterator[Change]:
    """All changes by device and number."""
    for row in db.conn.execute(f"{SELECT} ORDER BY origin, seq"):
        yield read(row)


def of_deed(db: sqlite_utils.Database, deed: str) -> list[Change]:
    """The changes of one deed in the order they were written."""
    return [read(row) for row in db.conn.execute(f"{SELECT} WHERE deed = ? ORDER BY origin, seq", (deed,))]


def known(db: sqlite_utils.Database) -> dict[str, int]:
    """{device: number up to which its changes are here without a gap}."""
    return dict(db.conn.execute("SELECT origin, contiguous FROM head WHERE contiguous > 0"))


def advance_head(db: sqlite_utils.Database, origin: str) -> None:
    """Move the mark up to which the changes of `origin` are complete."""
    row = db.conn.execute("SELECT contiguous FROM head WHERE origin = ?", (origin,)).fetchone()
    mark = row[0] if row else 0
    for (seq,) in db.conn.execute("SELECT seq FROM change WHERE origin = ? AND seq > ? ORDER BY seq", (origin, mark)):
        if seq != mark + 1:
            break
        mark = seq
    db.conn.execute("INSERT OR REPLACE INTO head (origin, contiguous) VALUES (?, ?)", (origin, mark))


def last_hlc(db: sqlite_utils.Database) -> int:
    """The highest clock value in the log, 0 when it is empty."""
    return db.conn.execute("SELECT coalesce(max(hlc), 0) FROM change").fetchone()[0]


Part = tuple[list[dict[str, Any]], list[bytes]]


def split_ops(ops: list[dict[str, Any]]) -> Iterator[Part]:
    """Parts of a deed, as ops and their canonical bytes, so that each body stays under 256 KiB.

    Refused when one op alone is larger.
    """
    part: Part = ([], [])
    size = 0
    for op in ops:
        written = canonical(op)
        if len(written) > LARGEST_BODY - 1024:
            raise Refused("这份记录的文字太多，超过 256 KB，存不下。请分成几份写。")
        if part[0] and size + len(written) > LARGEST_BODY - 1024:
            yield part
            part, size = ([], []), 0
        part[0].append(op)
        part[1].append(written)
        size += len(written) + 1
    if part[0]:
        yield part


class Writer:
    """Appends own changes.  It remembers the head of the own chain between deeds of one session."""

    def __init__(self, db: sqlite_utils.Database, device: str, clock: Clock):
        self._db = db
        self.device = device
        self._clock = clock

    def append(
        self, deed: str, act: str, officer: str | None, ops: list[dict], extra: dict
    ) -> list[tuple[Change, list[dict]]]:
        """Write the ops of one deed as one or more changes, returned with their ops; the caller holds the transaction."""
        db = self._db
        head = db.conn.execute(
            "SELECT seq, hash FROM change WHERE origin = ? ORDER BY seq DESC LIMIT 1", (self.device,)
        ).fetchone()
        seq, prev = head if head else (0, NOTHING_BEFORE)
        seen = canonical({name: last for name, last in known(db).items() if name != self.device}).decode()
        before = last_seen(db, self.device, seq) or "{}"
        hlc = last_hlc(db)
        at = self._clock.now().isoformat(timespec="seconds")
        written = []
        around = canonical({"act": act, "at": at, "deed": deed, "officer": officer, "ops": [], **extra})
        before_ops, _, after_ops = around.partition(b'"ops":[]')
        for part, pieces in split_ops(ops):
            seq += 1
            hlc = tick(hlc, self._clock.now_ms())
            body = b"".join((before_ops, b'"ops":[', b",".join(pieces), b"]", after_ops)).decode("utf-8")
            salt = self._clock.random_bytes(SALT_BYTES)
            told = seen if seen != before else None
            digest = body_digest(salt, body)
            hashed = chain_hash(BODY_VERSION, self.device, seq, hlc, told, digest, prev)
            change = Change(self.device, seq, hlc, BODY_VERSION, told, deed, officer, at, body, salt, prev, hashed)
            written.append((change, part))
            prev, before = hashed, seen
        db.conn.executemany(INSERT, [change.row() for change, _ in written])
        db.conn.execute("INSERT OR REPLACE INTO head (origin, contiguous) VALUES (?, ?)", (self.device, seq))
        return written


def last_seen(db: sqlite_utils.Database, origin: str, seq: int) -> str | None:
    """What device `origin` had seen when it wrote its change `seq` (JSON), as far as the log here tells."""
    row = db.conn.execute(
        "SELECT seen FROM change WHERE origin = ? AND seq <= ? AND seen IS NOT NULL ORDER BY seq DESC LIMIT 1",
        (origin, seq),
    ).fetchone()
    return row[0] if row else None


def trouble_in(change: Change) -> str | None:
    """Why this change by itself cannot be right, or None; a function of the change alone."""
    digest = body_digest(change.salt, change.body)
    args = (change.v, change.origin, change.seq, change.hlc, change.seen, digest, change.prev)
    if len(digest) != 32 or chain_hash(*args) != change.hash:
        return "内容和校验值对不上"
    if change.body is not None:
        body = json.loads(change.body)
        if (body.get("deed"), body.get("officer"), body.get("at")) != (change.deed, change.officer, change.at):
            return "经办人或时间与内容对不上"
    return None


def chain_troubles(db: sqlite_utils.Database) -> Iterator[str]:
    """Every break in the chains of the devices, as sentences."""
    previous: Change | None = None
    for change in every(db):
        where = f"电脑 {change.origin[-6:]} 的第 {change.seq} 号变更"
        words = trouble_in(change)
        if words:
            yield f"{where}{words}，可能被改过或硬盘出错。"
        if previous is None or previous.origin != change.origin:
            expected, before = 1, NOTHING_BEFORE
        else:
            expected, before = previous.seq + 1, previous.hash
        if change.seq != expected:
            yield f"缺电脑 {change.origin[-6:]} 的第 {expected}–{change.seq - 1} 号变更。"
        elif change.prev != before:
            yield f"{where}与前一号接不上，可能被改过或硬盘出错。"
        previous = change

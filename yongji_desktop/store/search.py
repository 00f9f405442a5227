"""Finding records by any part of their words, by pinyin initials and by the tail of a number.

An ordinary FTS5 table over characters split by spaces (tokenizer unicode61), asked with phrases: right for one
and two characters, where a trigram index finds nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import sqlite_utils

from yongji_desktop.core.fields import tidy

SEARCHED = {
    "site": ("name", "signboard", "uscc", "village", "address", "principal", "legal_person", "safety_officer"),
    "hazard": ("description", "part", "number"),
    "paper": ("number",),
    "officer": ("name",),
}
BY_INITIALS = {"site": ("name", "signboard"), "officer": ("name",)}
BETWEEN = " 〇 "


def _searchable(text: str) -> str:
    kept = (
        char for char in unicodedata.normalize("NFKC", text).lower() if unicodedata.category(char)[0] in "LNM"
    )
    return " ".join(kept)


def words_of(kind: str, body: dict[str, Any]) -> tuple[str, str]:
    """(words, initials) of a record as they go into the index."""
    from yongji_desktop.core.likeness import (
        initials,  # its dictionaries are loaded with the first record written
    )

    words = [_searchable(str(body[name])) for name in SEARCHED[kind] if body.get(name)]
    letters: list[str] = []
    for name in BY_INITIALS.get(kind, ()):
        if body.get(name):
            letters += [_searchable(one) for one in initials(str(body[name]))]
    return BETWEEN.join(words), BETWEEN.join(dict.fromkeys(letters))


def update(db: sqlite_utils.Database, states: list[tuple[tuple[str, str], Any]]) -> None:
    """Put the folded records into the index, take void and vanished ones out; the caller holds the transaction."""
    for (kind, identity), state in states:
        if kind not in SEARCHED:
            continue
        row = db.conn.execute("SELECT rowid FROM found WHERE kind = ? AND id = ?", (kind, identity)).fetchone()
        if row:
            db.conn.execute(f"DELETE FROM search_{kind} WHERE rowid = ?", row)
        if state is None or state.voided:
            if row:
                db.conn.execute("DELETE FROM found WHERE rowid = ?", row)
            continue
        if not row:
            row = (db.conn.execute("INSERT INTO found (kind, id) VALUES (?, ?)", (kind, identity)).lastrowid,)
        db.conn.execute(
            f"INSERT INTO search_{kind} (rowid, words, initials) VALUES (?, ?, ?)", (*row, *words_of(kind, state.body))
        )


def match_expression(text: str) -> str | None:
    """What to ask FTS5 for `text`: every part (between spaces) as a phrase; None when nothing is left to ask."""
    parts = []
    for part in text.split():
        phrase = _searchable(part)
        if not phrase:
            continue
        if re.fullmatch(r"[a-z0-9 ]+", phrase) and re.search(r"[a-z]", phrase):
            parts.append(f'(words : "{phrase}" OR initials : "{phrase}")')
        else:
            parts.append(f'words : "{phrase}"')
    return " AND ".join(parts) if parts else None


def find(db: sqlite_utils.Database, kind: str, text: str, limit: int = 200) -> list[str]:
    """Ids of the records of `kind` that hold `text`, newest first, at most `limit`."""
    expression = match_expression(text)
    if expression is None:
        return _find_plainly(db, kind, text, limit)
    rows = db.conn.execute(
        f"SELECT f.id FROM search_{kind} s CROSS JOIN found f ON f.rowid = s.rowid "
        f"WHERE search_{kind} MATCH ? ORDER BY s.rowid DESC LIMIT ?",
        (expression, limit),
    )
    return [one for (one,) in rows]


def _find_plainly(db: sqlite_utils.Database, kind: str, text: str, limit: int) -> list[str]:
    """Only punctuation was asked for: look into the values, slowly but truly."""
    pattern = tidy(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if not pattern:
        return []
    marks = ", ".join("?" * len(SEARCHED[kind]))
    rows = db.conn.execute(
        f"SELECT id FROM {kind} k WHERE voided = 0 AND EXISTS (SELECT 1 FROM json_each(k.body) v "
        f"WHERE v.key IN ({marks}) AND v.value LIKE ? ESCAPE '\\') LIMIT ?",
        (*SEARCHED[kind], f"%{pattern}%", limit),
    )
    return [one for (one,) in rows]

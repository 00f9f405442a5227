"""Questions in plain SQL that need more than one record: lists for pages, counts, evidence for the tasks."""

from __future__ import annotations

from typing import Any

import sqlite_utils

from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.store import search
from yongji_desktop.store.database import speaking_plainly
from yongji_desktop.store.undo import UNDONE

NO_LEAD = f"grade IS NOT '{CLUE}'"  # leads are in no figure of hazards; partial indexes are written with these very words
Row = dict[str, Any]

_INSPECTION = (
    "id", "site_id", "nature", "category", "began_at", "version", "hazard_count", "people", "signed"
)
SITE_LIST = ("id", "name", "village", "sector", "risk_level", "operating_state", "principal", "address", "uscc")


def rows_of(
    db: sqlite_utils.Database, names: tuple[str, ...], sql: str, values: tuple | dict[str, Any] = ()
) -> list[Row]:
    with speaking_plainly():
        return [dict(zip(names, row, strict=True)) for row in db.conn.execute(sql, values).fetchall()]


def _inspection_conditions(site_id: str | None, text: str, voided: bool = False) -> tuple[str, tuple]:
    parts, values = ["i.voided = 0"], []
    if voided:  # what was undone is a draft again, it was not voided by anybody
        parts, values = ["i.voided = 1", "json_extract(i.body, '$.voided.reason') IS NOT ?"], [UNDONE]
    if site_id is not None:
        parts.append("i.site_id = ?")
        values.append(site_id)
    expression = search.match_expression(text) if text.strip() else None
    if text.strip() and expression is None:
        parts.append("0")
    elif expression is not None:
        parts.append(
            "i.site_id IN (SELECT f.id FROM search_site x CROSS JOIN found f ON f.rowid = x.rowid "
            "WHERE search_site MATCH ?)"
        )
        values.append(expression)
    return " AND ".join(parts), tuple(values)


def count_inspections(
    db: sqlite_utils.Database, site_id: str | None = None, text: str = "", voided: bool = False
) -> int:
    """How many finished inspections `inspections` has in all."""
    where, values = _inspection_conditions(site_id, text, voided)
    with speaking_plainly():
        return db.conn.execute(f"SELECT count(*) FROM inspection i WHERE {where}", values).fetchone()[0]


def inspections(
    db: sqlite_utils.Database, site_id: str | None, limit: int, offset: int, text: str = "", voided: bool = False
) -> list[Row]:
    """Finished inspections newest first, with the site's name and the numbers of their papers.

    `text` keeps those of sites whose words or initials hold it; `voided` gives the void ones instead.
    """
    columns = ", ".join(f"i.{one}" for one in _INSPECTION)
    where, values = _inspection_conditions(site_id, text, voided)
    return rows_of(
        db,
        (*_INSPECTION, "site_name", "numbers"),
        f"SELECT {columns}, s.name, (SELECT group_concat(number, '、') FROM paper p WHERE p.subject_id = i.id "
        f"AND p.voided = i.voided) FROM inspection i LEFT JOIN site s ON s.id = i.site_id WHERE {where} "
        "ORDER BY i.began_at DESC, i.id LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )


def visits(db: sqlite_utils.Database, site_id: str, since: str, before: str, besides: str) -> dict[str, int]:
    """{nature: inspections of a site that began since one moment and before another}, one left out."""
    with speaking_plainly():
        rows = db.conn.execute(
            "SELECT nature, count(*) FROM inspection WHERE site_id = ? AND began_at >= ? AND began_at < ? "
            "AND voided = 0 AND id <> ? GROUP BY nature",
            (site_id, since, before, besides),
        ).fetchall()
    return dict(rows)


def sites(
    db: sqlite_utils.Database, text: str, filters: dict[str, str], limit: int, offset: int, voided: bool = False
) -> list[Row]:
    """A page of the register: rows of SITE_LIST that hold `text` and whose columns equal `filters`."""
    columns = ", ".join(f"s.{one}" for one in SITE_LIST)
    conditions, values = _site_conditions(filters, voided)
    if not text.strip():
        sql = f"SELECT {columns} FROM site s WHERE {conditions} ORDER BY s.name, s.id LIMIT ? OFFSET ?"
        return rows_of(db, SITE_LIST, sql, (*values, limit, offset))
    expression = search.match_expression(text)
    if expression is None:
        found = search.find(db, "site", text, limit)
        marks = ", ".join("?" * len(found))
        sql = f"SELECT {columns} FROM site s WHERE {conditions} AND s.id IN ({marks}) ORDER BY s.name"
        return rows_of(db, SITE_LIST, sql, (*values, *found))
    sql = (
        f"SELECT {columns} FROM search_site x CROSS JOIN found f ON f.rowid = x.rowid CROSS JOIN site s ON s.id = f.id "
        f"WHERE search_site MATCH ? AND {conditions} ORDER BY x.rowid LIMIT ? OFFSET ?"
    )
    return rows_of(db, SITE_LIST, sql, (expression, *values, limit, offset))


def count_sites(db: sqlite_utils.Database, text: str, filters: dict[str, str], voided: bool = False) -> int:
    """How many sites `sites` would give in all."""
    conditions, values = _site_conditions(filters, voided)
    expression = search.match_expression(text) if text.strip() else None
    with speaking_plainly():
        if not text.strip():
            sql = f"SELECT count(*) FROM site s WHERE {conditions}"
            return db.conn.execute(sql, values).fetchone()[0]
        if expression is None:
            return len(sites(db, text, filters, 10_000, 0, voided))
        if not filters and not voided:
            sql = "SELECT count(*) FROM search_site WHERE search_site MATCH ?"
            return db.conn.execute(sql, (expression,)).fetchone()[0]
        sql = (
            "SELECT count(*) FROM search_site x CROSS JOIN found f ON f.rowid = x.rowid "
            f"CROSS JOIN site s ON s.id = f.id WHERE search_site MATCH ? AND {conditions}"
        )
        return db.conn.execute(sql, (expression, *values)).fetchone()[0]


def _site_conditions(filters: dict[str, str], voided: bool) -> tuple[str, tuple]:
    unknown = set(filters) - set(SITE_LIST)
    if unknown:
        raise ValueError(f"no such column: {unknown}")
    parts = [f"s.voided = {1 if voided else 0}"]
    parts += [f"s.{name} = ?" if value else f"s.{name} IS NULL" for name, value in filters.items()]
    return " AND ".join(parts), tuple(value for value in filters.values() if value)


def distinct_of_sites(db: sqlite_utils.Database, column: str) -> list[str]:
    """The values of one column of the register, for a filter list, most frequent first."""
    if column not in SITE_LIST:
        raise ValueError(f"no such column: {column}")
    rows = rows_of(
        db,
        ("value", "count"),
        f"SELECT {column}, count(*) FROM site WHERE voided = 0 AND {column} <> '' GROUP BY 1 ORDER BY 2 DESC LIMIT 200",
    )
    return [row["value"] for row in rows]


def figures_of_sites(db: sqlite_utils.Database, ids: list[str], year: int) -> dict[str, Row]:
    """{site id: last_visit, visits this year, open hazards} for one page of the register."""
    found: dict[str, Row] = {one: {"last_visit": None, "visits": 0, "open_hazards": 0} for one in ids}
    marks = ", ".join("?" * len(ids))
    with speaking_plainly():
        for site, last, visits in db.conn.execute(
            "SELECT site_id, max(began_at), sum(began_at >= ? AND began_at < ?) FROM inspection "
            f"WHERE voided = 0 AND site_id IN ({marks}) GROUP BY site_id",
            (f"{year}-01-01", f"{year + 1}-01-01", *ids),
        ):
            found[site].update(last_visit=last, visits=visits)
        for site, count in db.conn.execute(
            f"SELECT site_id, count(*) FROM hazard WHERE voided = 0 AND open = 1 AND {NO_LEAD} AND site_id IN ({marks}) GROUP BY site_id",
            ids,
        ):
            found[site]["open_hazards"] = count
    return found


def task_evidence(db: sqlite_utils.Database, year: int) -> dict[str, Row]:
    """{task id: count and last day} of the year's inspections that name the task."""
    rows = rows_of(
        db,
        ("task", "count", "last"),
        "SELECT t.value, count(*), max(substr(i.began_at, 1, 10)) FROM inspection i, json_each(i.body, '$.tasks') t "
        "WHERE i.voided = 0 AND i.began_at >= ? AND i.began_at < ? GROUP BY t.value",
        (f"{year}-01-01", f"{year + 1}-01-01"),
    )
    return {row["task"]: row for row in rows}


def inspections_for_task(db: sqlite_utils.Database, task: str, year: int) -> list[Row]:
    """The year's inspections that name a task, newest first: id, began_at, site_name."""
    return rows_of(
        db,
        ("id", "began_at", "site_name"),
        "SELECT i.id, i.began_at, s.name FROM inspection i LEFT JOIN site s ON s.id = i.site_id "
        "WHERE i.voided = 0 AND i.began_at >= ? AND i.began_at < ? AND EXISTS "
        "(SELECT 1 FROM json_each(i.body, '$.tasks') t WHERE t.value = ?) ORDER BY i.began_at DESC",
        (f"{year}-01-01", f"{year + 1}-01-01", task),
    )


def changes_of(db: sqlite_utils.Database, kind: str, identity: str) -> list[Row]:
    """The changes that bear on a record, oldest first: origin, seq, hlc, deed, officer, at, body."""
    return rows_of(
        db,
        ("origin", "seq", "hlc", "deed", "officer", "at", "body"),
        "SELECT c.origin, c.seq, c.hlc, c.deed, c.officer, c.at, c.body FROM touch t "
        "JOIN change c ON c.origin = t.origin AND c.seq = t.seq WHERE t.kind = ? AND t.id = ? "
        "ORDER BY c.hlc, c.origin, c.seq",
        (kind, identity),
    )


def last_deed_of(db: sqlite_utils.Database, device: str, officer: str | None) -> Row | None:
    """The newest deed this officer did on this PC: deed, at, body of its first change."""
    rows = rows_of(
        db,
        ("deed", "at", "body"),
        "SELECT deed, at, body FROM change WHERE origin = ? AND officer IS ? ORDER BY seq DESC LIMIT 1",
        (device, officer),
    )
    return rows[0] if rows else None


def phrase_uses(db: sqlite_utils.Database) -> dict[str, int]:
    """{phrase code or id: how many hazards of this office used it}."""
    with speaking_plainly():
        return dict(
            db.conn.execute(
                "SELECT finding, count(*) FROM hazard WHERE finding IS NOT NULL AND voided = 0 GROUP BY finding"
            ).fetchall()
        )


def phrases(db: sqlite_utils.Database) -> list[tuple[str, str, str | None, str]]:
    """(id, text, item, body as JSON text) of every own phrase, newest first."""
    with speaking_plainly():
        return db.conn.execute("SELECT id, text, item, body FROM phrase WHERE voided = 0 ORDER BY id DESC").fetchall()


def photo_users(db: sqlite_utils.Database, sha: str) -> list[tuple[str, str]]:
    """(kind, id) of the finished records that use a photo."""
    with speaking_plainly():
        return db.conn.execute("SELECT kind, id FROM photo_use WHERE sha = ?", (sha,)).fetchall()


def import_of(db: sqlite_utils.Database, sha: str) -> str | None:
    """When a ledger with these bytes was last taken in on this PC, or None."""
    with speaking_plainly():
        return db.conn.execute("SELECT max(at) FROM site_import WHERE sha = ?", (sha,)).fetchone()[0]


def note_import(db: sqlite_utils.Database, deed: str, file: str, sha: str, at: str, summary: str) -> None:
    """Remember that a ledger was taken in; the caller holds the transaction."""
    db.conn.execute(
        "INSERT INTO site_import (deed, file, sha, at, summary) VALUES (?, ?, ?, ?, ?)", (deed, file, sha, at, summary)
    )

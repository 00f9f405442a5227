"""What is due, in plain SQL: the one source of radar, badges, tabs, ledger and CLI."""

from __future__ import annotations

from typing import Any

import sqlite_utils

from yongji_desktop.core.hazard_road import CLOSED_STATES
from yongji_desktop.store import search
from yongji_desktop.store.questions import NO_LEAD, Row, rows_of

HAZARD_LIST = (
    "id", "site_id", "inspection_id", "found_on", "number", "state", "grade", "source", "due_on", "open", "act", "act_on",
    "waits_since", "closed_on", "doubtful", "doubts", "voided",
)
_TEXTS = ("description", "part", "category", "responsible", "department", "measure", "repeats", "reported_by", "place")
_COLUMNS = ", ".join(f"h.{one}" for one in HAZARD_LIST) + ", " + ", ".join(f"json_extract(h.body, '$.{one}')" for one in _TEXTS)
_NAMES = (*HAZARD_LIST, *_TEXTS, "site_name", "village")
_SITES = "LEFT JOIN site s ON s.id = h.site_id"
_CLOSED = ", ".join(f"'{one}'" for one in sorted(CLOSED_STATES))
_UNCOUNTED = "'reported', 'dismissed', 'withdrawn', 'merged'"

# What each tab holds: its index (without statistics SQLite would take the wrong one), condition, order.
TABS: dict[str, tuple[str, str, str]] = {
    "mine": ("hazard_by_act", "h.act_on IS NOT NULL AND h.act_on <= :today", "h.act_on, h.id"),
    "open": ("hazard_open", f"h.open = 1 AND h.{NO_LEAD}", "h.waits_since IS NOT NULL, h.act_on IS NULL, h.act_on, h.id"),
    "to_reinspect": (
        "hazard_by_act",
        "h.act_on IS NOT NULL AND h.act = 'reinspect' AND (h.act_on <= :today OR h.state = 'to_reinspect')", "h.act_on, h.id",
    ),
    "waiting": ("hazard_waiting", "h.waits_since IS NOT NULL", "h.waits_since, h.id"),
    "grave": ("hazard_grave", "h.grade IN ('suspected_major', 'major') AND h.open = 1", "h.found_on DESC, h.id"),
    "reported": ("hazard_reported", "h.state = 'reported'", "h.act_on, h.id"),
    "clue": ("hazard_clue", "h.grade = 'clue' AND h.open = 1", "h.waits_since IS NOT NULL, h.act_on IS NULL, h.act_on, h.id"),
    "closed": ("hazard_closed", f"h.state IN ({_CLOSED}) AND h.{NO_LEAD}", "h.closed_on DESC, h.id"),
    "all": ("hazard_all", "h.state <> 'reported'", "h.found_on DESC, h.id"),
}
NOTHING = '"没有可搜的字"'  # an expression for a text of nothing but marks
# the state an officer reads: what is to be put right and has reached its day is 待复查 (core.due.shown_state)
_WORKING = "h.state IN ('confirmed', 'notified', 'rectifying') AND h.due_on IS NOT NULL AND h.due_on <= :today"
_SHOWN_STATE = f"(h.doubtful = 0 AND :state = CASE WHEN {_WORKING} THEN 'to_reinspect' ELSE h.state END)"
FILTERS = ("site_id", "village", "grade", "category", "state", "source")


def _conditions(tab: str, filters: dict[str, Any], text: str, today: str) -> tuple[str, dict[str, Any]]:
    parts, values = ["h.voided = 0", TABS[tab][1]], {"today": today}
    for name, value in filters.items():
        if value in (None, ""):
            continue
        if name == "village":
            parts.append("s.village = :village")
        elif name == "category":
            parts.append("json_extract(h.body, '$.category') = :category")
        elif name in ("since", "until"):
            parts.append(f"h.found_on {'>=' if name == 'since' else '<='} :{name}")
        elif name == "state":
            parts.append(_SHOWN_STATE)
        elif name in FILTERS:
            parts.append(f"h.{name} = :{name}")
        else:
            raise ValueError(f"no such filter: {name}")
        values[name] = value
    if text.strip():
        values["text"] = search.match_expression(text) or NOTHING
    return " AND ".join(parts), values


_HITS = (
    "(SELECT f.id FROM search_hazard x CROSS JOIN found f ON f.rowid = x.rowid WHERE search_hazard MATCH :text UNION "
    "SELECT o.id FROM search_site x CROSS JOIN found f ON f.rowid = x.rowid CROSS JOIN hazard o ON o.site_id = f.id "
    "WHERE search_site MATCH :text) t CROSS JOIN hazard h ON h.id = t.id"
)


def _source(tab: str, values: dict[str, Any]) -> str:
    """Where the rows come from: the tab's index, or what a text finds in hazards and sites."""
    return _HITS if values.get("text") else f"hazard h INDEXED BY {TABS[tab][0]}"


def hazards(
    db: sqlite_utils.Database, tab: str, today: str, filters: dict[str, Any], text: str, limit: int, offset: int
) -> list[Row]:
    """A page of one tab of the hazard ledger."""
    where, values = _conditions(tab, filters, text, today)
    sql = (
        f"SELECT {_COLUMNS}, s.name, s.village FROM {_source(tab, values)} {_SITES} WHERE {where} "
        f"ORDER BY {TABS[tab][2]} LIMIT :limit OFFSET :offset"
    )
    return rows_of(db, _NAMES, sql, {**values, "limit": limit, "offset": offset})


def count_hazards(db: sqlite_utils.Database, tab: str, today: str, filters: dict[str, Any], text: str) -> int:
    """How many rows a tab has in all."""
    where, values = _conditions(tab, filters, text, today)
    joined = _SITES if filters.get("village") else ""
    sql = f"SELECT count(*) FROM {_source(tab, values)} {joined} WHERE {where}"
    return rows_of(db, ("n",), sql, values)[0]["n"]


def due_hazards(db: sqlite_utils.Database, until: str, after: str = "", limit: int = -1) -> list[Row]:
    """Every hazard with something for the town to do up to a day, by day and site: the radar's ground."""
    return rows_of(
        db, _NAMES, f"SELECT {_COLUMNS}, s.name, s.village FROM hazard h INDEXED BY hazard_by_act {_SITES} WHERE h.voided = 0 AND "
        "h.act_on IS NOT NULL AND h.act_on > :after AND h.act_on <= :until "
        "ORDER BY h.act_on, h.act, h.site_id, h.id LIMIT :limit", {"until": until, "after": after, "limit": limit},
    )


def next_hazard_day(db: sqlite_utils.Database, after: str) -> str | None:
    """The first day after `after` on which something about a hazard is due."""
    sql = "SELECT min(act_on) FROM hazard INDEXED BY hazard_by_act WHERE voided = 0 AND act_on IS NOT NULL AND act_on > :after"
    return rows_of(db, ("on",), sql, {"after": after})[0]["on"]


def waiting_hazards(db: sqlite_utils.Database, limit: int = 500) -> list[Row]:
    """What departments have, the longest first."""
    sql = (
        f"SELECT {_COLUMNS}, s.name, s.village FROM hazard h INDEXED BY hazard_waiting {_SITES} WHERE h.voided = 0 AND "
        "h.waits_since IS NOT NULL ORDER BY h.waits_since, h.id LIMIT :limit"
    )
    return rows_of(db, _NAMES, sql, {"limit": limit})


def missed_again(db: sqlite_utils.Database, until: str) -> list[Row]:
    """Visits that could not be made and were to be made again by a day, no visit since."""
    return rows_of(
        db, ("id", "site_id", "next_on", "reason", "site_name", "village"),
        "SELECT m.id, m.site_id, m.next_on, m.reason, s.name, s.village FROM missed_visit m LEFT JOIN site s ON s.id = m.site_id "
        "WHERE m.voided = 0 AND m.next_on IS NOT NULL AND m.next_on <= :until AND NOT EXISTS (SELECT 1 FROM inspection i "
        "WHERE i.site_id = m.site_id AND i.voided = 0 AND i.began_at > m.arrived_at) AND NOT EXISTS (SELECT 1 FROM missed_visit n "
        "WHERE n.site_id = m.site_id AND n.voided = 0 AND n.arrived_at > m.arrived_at) ORDER BY m.next_on",
        {"until": until},
    )


def permits_until(db: sqlite_utils.Database, until: str, limit: int = 500) -> list[Row]:
    """Sites in business whose earliest permit ends by a day."""
    return rows_of(
        db, ("id", "name", "village", "permit_until", "permits"),
        "SELECT id, name, village, permit_until, json_extract(body, '$.permits') FROM site WHERE voided = 0 AND permit_until IS NOT NULL "
        "AND permit_until <= :until AND coalesce(operating_state, 'open') = 'open' ORDER BY permit_until LIMIT :limit",
        {"until": until, "limit": limit},
    )


def open_objections(db: sqlite_utils.Database) -> list[Row]:
    """Objections not yet answered, oldest first."""
    return rows_of(
        db, ("id", "site_id", "received_on", "inspection_id", "site_name", "village"),
        "SELECT o.id, o.site_id, o.received_on, o.inspection_id, s.name, s.village FROM objection o LEFT JOIN site s ON s.id = o.site_id "
        "WHERE o.answered_on IS NULL AND o.voided = 0 ORDER BY o.received_on", {},
    )


def unreported_refusals(db: sqlite_utils.Database) -> list[Row]:
    """Visits whose record was not signed and for which no 拒签报告 went out."""
    return rows_of(
        db, ("id", "site_id", "began_at", "site_name", "village"),
        "SELECT i.id, i.site_id, i.began_at, s.name, s.village FROM inspection i LEFT JOIN site s ON s.id = i.site_id WHERE i.voided = 0 "
        "AND i.signed = 'refused' AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.subject_id = i.id AND p.paper = 'refusal_report' "
        "AND p.voided = 0) ORDER BY i.began_at", {},
    )


def rectified(db: sqlite_utils.Database, since: str) -> tuple[int, int]:
    """(closed, all that were to be put right since a day, those carried over among them); a report not verified, what
    was withdrawn or merged, and leads count in neither, what ended otherwise or waits for a department stays in the second."""
    def count(index: str, condition: str) -> int:
        sql = f"SELECT count(*) FROM hazard INDEXED BY {index} WHERE voided = 0 AND {NO_LEAD} AND {condition}"
        return rows_of(db, ("n",), sql, {"since": since})[0]["n"]

    closed = count("hazard_closed", f"state IN ({_CLOSED}) AND closed_on >= :since")
    every = count("hazard_counted", f"state NOT IN ({_UNCOUNTED}) AND found_on >= :since")
    every += count("hazard_open", "open = 1 AND found_on < :since")
    every += count(
        "hazard_ended", f"closed_on IS NOT NULL AND closed_on >= :since AND found_on < :since AND state NOT IN ({_UNCOUNTED})"
    )
    return closed, every


def handed_over(db: sqlite_utils.Database, since: str, until: str) -> tuple[int, int]:
    """(handed to a department, answered among them) between two days."""
    row = rows_of(
        db, ("handed", "answered"),
        f"SELECT count(*), count(answered_on) FROM hazard INDEXED BY hazard_by_handed WHERE handed_on IS NOT NULL AND voided = 0 AND {NO_LEAD} AND handed_on >= :since AND handed_on <= :until",
        {"since": since, "until": until},
    )[0]
    return row["handed"], row["answered"]


def not_rectified(db: sqlite_utils.Database, since: str, until: str) -> tuple[int, int]:
    """(looks that found something not put right, second deadlines among them) between two days."""
    row = rows_of(
        db, ("looks", "again"),
        "SELECT count(*), coalesce(sum(json_extract(l.value, '$.next') = 'second_deadline'), 0) FROM reinspection r, "
        "json_each(r.body, '$.looks') l WHERE r.voided = 0 AND r.began_at >= :since AND r.began_at < :until AND "
        "json_extract(l.value, '$.conclusion') <> 'rectified'",
        {"since": since, "until": until},
    )[0]
    return row["looks"], row["again"]


def behind_figure(db: sqlite_utils.Database, which: str, since: str) -> list[Row]:
    """Hazards behind a number: not closed of those to be put right since a day, or handed over since a day."""
    condition = {
        "since": f"h.{NO_LEAD} AND (h.open = 1 OR (h.state = 'ended' AND h.closed_on >= :since))",
        "handed": f"h.{NO_LEAD} AND h.handed_on >= :since",
    }[which]
    sql = f"SELECT {_COLUMNS}, s.name, s.village FROM hazard h {_SITES} WHERE h.voided = 0 AND ({condition}) ORDER BY h.found_on DESC LIMIT 5000"
    return rows_of(db, _NAMES, sql, {"since": since})


def reinspections_of(db: sqlite_utils.Database, since: str, until: str) -> list[Row]:
    """Re-inspections with something not put right between two moments, newest first."""
    return rows_of(
        db, ("id", "site_id", "began_at", "site_name"),
        "SELECT r.id, r.site_id, r.began_at, s.name FROM reinspection r LEFT JOIN site s ON s.id = r.site_id WHERE r.voided = 0 AND "
        "r.began_at >= :since AND r.began_at < :until AND EXISTS (SELECT 1 FROM json_each(r.body, '$.looks') l WHERE "
        "json_extract(l.value, '$.conclusion') <> 'rectified') ORDER BY r.began_at DESC",
        {"since": since, "until": until},
    )


def categories_of_hazards(db: sqlite_utils.Database) -> list[str]:
    """The categories in use, most frequent first."""
    rows = rows_of(
        db, ("value", "n"),
        "SELECT json_extract(body, '$.category'), count(*) FROM hazard WHERE voided = 0 GROUP BY 1 ORDER BY 2 DESC LIMIT 40", {},
    )
    return [row["value"] for row in rows if row["value"]]

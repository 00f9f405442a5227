"""Questions about field sheets, filed scans and campaigns, in plain SQL."""

from __future__ import annotations

from collections.abc import Sequence

import sqlite_utils

from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.store.database import speaking_plainly
from yongji_desktop.store.questions import Row, rows_of


def sheets_out(db: sqlite_utils.Database, site_id: str | None = None) -> list[Row]:
    """Field sheets neither entered nor void, oldest first: id, number, printed_at, site_id, site_name, …"""
    return rows_of(
        db,
        ("id", "number", "printed_at", "site_id", "site_name", "inspection_id", "campaign_id"),
        "SELECT f.id, f.number, f.printed_at, f.site_id, s.name, f.inspection_id, f.campaign_id FROM field_sheet f "
        "LEFT JOIN site s ON s.id = f.site_id WHERE f.voided = 0 AND f.state = 'out' AND (? IS NULL OR f.site_id = ?) "
        "ORDER BY f.printed_at, f.number",
        (site_id, site_id),
    )


def numbers_ending(db: sqlite_utils.Database, tail: str, of_sheets: bool = False) -> list[str]:
    """Every number of a paper or field sheet (or of sheets alone), void ones too, that ends with ``〔2026〕A036号``."""
    sheets = "SELECT number FROM field_sheet WHERE number LIKE ?"
    sql = sheets if of_sheets else f"{sheets} UNION SELECT number FROM paper WHERE number LIKE ?"
    values = ("%" + tail,) if of_sheets else ("%" + tail, "%" + tail)
    return [row["number"] for row in rows_of(db, ("number",), f"SELECT DISTINCT number FROM ({sql}) ORDER BY 1", values)]


_FILED = (  # whether every page of one edition is filed; asked of the small filing rows alone
    "coalesce((SELECT count(DISTINCT json_extract(j.value, '$.page')) >= max(json_extract(f.body, '$.of_pages')) "
    "FROM filing f, json_each(f.body, '$.scans') j WHERE f.voided = 0 AND f.number = {number} AND {edition}), 0)"
)
_PAPER_FILED = _FILED.format(
    number="p.number",
    edition="json_extract(f.body, '$.edition') = p.version AND json_extract(f.body, '$.check_code') = p.check_code",
)
_SHEET_FILED = _FILED.format(number="h.number", edition="coalesce(json_extract(f.body, '$.edition'), 0) = 0")
_SHEET_UNFILED = (  # the original of a void record is nobody's
    f"h.voided = 0 AND h.state = 'entered' AND NOT {_SHEET_FILED} "
    "AND NOT EXISTS (SELECT 1 FROM inspection i WHERE i.id = h.inspection_id AND i.voided = 1)"
)
_UNFILED = (
    f"p.voided = 0 AND p.number IS NOT NULL AND NOT {_PAPER_FILED} AND NOT (p.paper = 'inspection_record' AND EXISTS "
    "(SELECT 1 FROM field_sheet h WHERE h.inspection_id = p.subject_id AND h.voided = 0 AND h.state = 'entered')) "
    "AND (p.paper <> 'rectification_notice' OR json_type(p.body, '$.data.slip') = 'object')"
)


def unfiled_papers(db: sqlite_utils.Database, codes: Sequence[str], limit: int = -1) -> list[Row]:
    """Issued papers of the given kinds whose newest edition is not filed completely, oldest first.

    A record typed from a field sheet is not among them (its original is the sheet), nor is a notice whose receipt is
    in the record.
    """
    marks = ", ".join("?" * len(codes))
    return rows_of(
        db,
        ("id", "paper", "number", "edition", "pages", "subject_kind", "subject_id", "site_id", "site_name", "on",
         "check_code"),
        "SELECT p.id, p.paper, p.number, p.version, json_extract(p.body, '$.pages'), p.subject_kind, p.subject_id, "
        "p.site_id, s.name, substr(json_extract(p.body, '$.issued_at'), 1, 10), p.check_code "
        f"FROM paper p LEFT JOIN site s ON s.id = p.site_id WHERE p.paper IN ({marks}) AND {_UNFILED} "
        "ORDER BY p.id LIMIT ?",
        (*codes, limit),
    )  # fmt: skip


def count_unfiled(db: sqlite_utils.Database, codes: Sequence[str]) -> int:
    """How many originals `unfiled_papers` and `unfiled_sheets` have in all."""
    marks = ", ".join("?" * len(codes))
    with speaking_plainly():
        papers = db.conn.execute(
            f"SELECT count(*) FROM paper p WHERE p.paper IN ({marks}) AND {_UNFILED}", tuple(codes)
        ).fetchone()[0]
        sheets = db.conn.execute(
            f"SELECT count(*) FROM field_sheet h WHERE {_SHEET_UNFILED}"
        ).fetchone()[0]
    return papers + sheets


def unfiled_sheets(db: sqlite_utils.Database, limit: int = -1) -> list[Row]:
    """Field sheets that were entered and whose original is not filed completely, oldest first."""
    return rows_of(
        db,
        ("id", "number", "pages", "subject_id", "site_id", "site_name", "on"),
        "SELECT h.id, h.number, json_extract(h.body, '$.pages'), h.inspection_id, h.site_id, s.name, "
        "substr(h.printed_at, 1, 10) FROM field_sheet h LEFT JOIN site s ON s.id = h.site_id "
        f"WHERE {_SHEET_UNFILED} ORDER BY h.printed_at, h.number LIMIT ?",
        (limit,),
    )


def visits_of_campaign(db: sqlite_utils.Database, campaign: str) -> list[Row]:
    """Inspections that name the campaign, oldest first."""
    return rows_of(
        db,
        ("id", "site_id", "nature", "began_at", "hazard_count", "field_sheet", "own_papers"),
        "SELECT id, site_id, nature, began_at, hazard_count, json_extract(body, '$.field_sheet'), "
        "json_extract(body, '$.lead.own_papers') FROM inspection WHERE voided = 0 AND campaign_id = ? "
        "ORDER BY began_at, id",
        (campaign,),
    )


def other_visits_between(db: sqlite_utils.Database, begins: str, ends: str) -> dict[str, int]:
    """{site id: how many inspections} from one day to another that name no campaign."""
    counted = db.conn.execute(
        "SELECT site_id, count(*) FROM inspection WHERE voided = 0 AND began_at >= ? AND began_at < ? "
        "AND campaign_id IS NULL GROUP BY site_id",
        (begins, ends + "~"),
    )
    return dict(counted.fetchall())


def missed_between(db: sqlite_utils.Database, begins: str, ends: str) -> list[Row]:
    """Visits that could not be made from one day to another, oldest first."""
    return rows_of(
        db,
        ("id", "site_id", "arrived_at", "reason", "next_on"),
        "SELECT id, site_id, arrived_at, reason, next_on FROM missed_visit WHERE voided = 0 AND arrived_at >= ? "
        "AND arrived_at < ? ORDER BY arrived_at, id",
        (begins, ends + "~"),
    )


def hazards_of(db: sqlite_utils.Database, inspections: Sequence[str]) -> list[Row]:
    """Hazards (no leads) found in the given inspections: id, inspection_id, site_id, grade, treatment, state."""
    found: list[Row] = []
    for start in range(0, len(inspections), 500):
        part = tuple(inspections[start : start + 500])
        marks = ", ".join("?" * len(part))
        found += rows_of(
            db,
            ("id", "inspection_id", "site_id", "grade", "treatment", "state"),
            "SELECT id, inspection_id, site_id, grade, json_extract(body, '$.treatment'), state FROM hazard "
            f"WHERE voided = 0 AND grade IS NOT '{CLUE}' AND inspection_id IN ({marks})",
            part,
        )
    return found


def papers_of(db: sqlite_utils.Database, subjects: Sequence[str], code: str) -> int:
    """How many papers of one kind were issued from the given records."""
    total = 0
    with speaking_plainly():
        for start in range(0, len(subjects), 500):
            part = tuple(subjects[start : start + 500])
            marks = ", ".join("?" * len(part))
            sql = f"SELECT count(*) FROM paper WHERE voided = 0 AND paper = ? AND subject_id IN ({marks})"
            total += db.conn.execute(sql, (code, *part)).fetchone()[0]
    return total

"""The year's tasks with what proves them (佐证), and what the notice itself still asks for.

A count never says “完成”; a gap is only what the notice itself counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yongji_desktop.core.pack_content import TOWN_PARTS, Notice, Section, Task
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions


@dataclass(frozen=True)
class TaskRow:
    """One task as the page shows it.

    `id` like ``2024/19``; `town_part` responsible, shared, urge or unnamed and `part_word` its word; `evidence`
    records of the year that name it, `last` the newest one's day; `gap` what the notice counts and is missing, "".
    """

    id: str
    task: Task
    section: Section
    town_part: str
    part_word: str
    evidence: int
    last: str | None
    gap: str


@dataclass(frozen=True)
class Catalogue:
    """The tasks of a year; `note` says when an older year's are used, for sorting inside the office only."""

    year: int
    document: str
    note: str
    notice: Notice
    rows: tuple[TaskRow, ...]


def catalogue(desk: Desk, year: int | None = None) -> Catalogue:
    """The tasks for a year (default: the business day's) with their evidence."""
    year = year or desk.today.year
    pack, note = packs.task_catalogue(desk, year)
    content = packs.tasks_content(pack)
    proven = questions.task_evidence(desk.store.db, year)
    sections = {one.number: one for one in content.sections}
    rows = []
    for task in content.tasks:
        identity = f"{content.year}/{task.number}"
        seen = proven.get(identity, {"count": 0, "last": None})
        rows.append(
            TaskRow(
                identity, task, sections[task.section], task.town_part, TOWN_PARTS[task.town_part],
                seen["count"], seen["last"], _gap(task),
            )
        )
    return Catalogue(year, content.notice.document_number, note, content.notice, tuple(rows))


def _gap(task: Task) -> str:
    """What the notice itself asks of the town in numbers and no record kind of this version can prove yet."""
    for one in task.stated:
        if one.binds_town and one.count is not None and "drill" in task.kinds:
            return "本机还没有演练记录"
    return ""


def evidence(desk: Desk, task: str, year: int | None = None) -> list[dict[str, Any]]:
    """The records that prove a task, newest first: kind, id, day, words."""
    rows = questions.inspections_for_task(desk.store.db, task, year or desk.today.year)
    return [
        {"kind": "inspection", "id": row["id"], "day": row["began_at"][:10], "words": row["site_name"]} for row in rows
    ]

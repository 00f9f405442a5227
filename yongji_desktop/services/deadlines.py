"""What is due: one answer for the radar, the badges, every tab and list, the ledger and the command line.

件 are things to do (one visit to a site is one, however many hazards it looks at); 条 are hazards.  What a department
has is never due here: it waits, under its own name (R70).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core import due
from yongji_desktop.core.calendar import Calendar
from yongji_desktop.core.due import ACTS, Due
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.kinds import MISSED_REASONS
from yongji_desktop.core.terms import Terms
from yongji_desktop.services import packs, tasks
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions_due, records, sheets

AHEAD = 10  # working days the radar shows
GROUPED = frozenset({"reinspect", "deliver", "hand_over", "hand_over_again", "reopen_check"})


@dataclass(frozen=True)
class Day:
    """One day of the radar: `rest` names why nobody works, `items` what is due on it."""

    on: date
    rest: str
    items: tuple[Due, ...]


@dataclass(frozen=True)
class Radar:
    """What is due up to the tenth working day, and what departments have.

    `overdue` and `today` in 件; `hazards` counts 条 overdue or due today (the badge of 隐患); `days` after today;
    `waiting` the longest, one entry a hazard, `waiting_count` of all; `unpublished` the first year shown without a published holiday arrangement.
    """

    on: date
    overdue: tuple[Due, ...]
    today: tuple[Due, ...]
    days: tuple[Day, ...]
    waiting: tuple[Due, ...]
    waiting_count: int
    hazards: int
    next: Due | None
    unpublished: int | None

    @property
    def mine(self) -> tuple[Due, ...]:
        """Overdue and today: what the badge of the workbench counts."""
        return self.overdue + self.today

    @property
    def longest(self) -> int:
        """How many days the oldest overdue thing is late."""
        return max((due.overdue_days(one.on, self.on) for one in self.overdue), default=0)

    @property
    def promise(self) -> str:
        """“办完左边 4 件，11月26日（含）前不会再有逾期” and its like."""
        count = len(self.mine)
        coming = next((day.on for day in self.days if day.items), None)
        last = coming - timedelta(days=1) if coming else self.days[-1].on if self.days else self.on
        until = coming or last
        head = f"办完左边 {count} 件，" if count else "没有逾期和今天到期的，"
        return f"{head}{until.month}月{until.day}日（含）前不会再有逾期"


def calendar(desk: Desk) -> Calendar:
    """Working days as the holiday packs on this PC know them."""
    return packs.calendar(desk)


def radar(desk: Desk, on: date | None = None) -> Radar:
    """Everything due, seen from a day (default: the business day)."""
    day = on or desk.today
    known = packs.calendar(desk)
    ahead = known.coming(day, AHEAD)
    items = list(every(desk, ahead[-1], day))
    by_day: dict[str, list[Due]] = {}
    for one in items:
        by_day.setdefault(one.on, []).append(one)
    today = day.isoformat()
    overdue = tuple(one for one in items if one.on < today)
    now = tuple(by_day.get(today, ()))
    days = tuple(
        Day(one, known.name(one) if known.is_rest(one) else "", tuple(by_day.get(one.isoformat(), ()))) for one in ahead
    )
    later = None
    if not items:
        later = _later(desk, ahead[-1])
    return Radar(
        day, overdue, now, days, tuple(waiting(desk)),
        questions_due.count_hazards(desk.store.db, "waiting", today, {}, ""), hazards_due(desk, day), later, known.unpublished([day, *ahead])
    )


def _later(desk: Desk, after: date) -> Due | None:
    following = questions_due.next_hazard_day(desk.store.db, after.isoformat())
    if not following:
        return None
    rows = questions_due.due_hazards(desk.store.db, following, after.isoformat(), 1)
    return next(iter(_grouped(rows, desk.terms)), None)


def every(desk: Desk, until: date, today: date | None = None) -> Iterable[Due]:
    """Everything due up to a day, the oldest first."""
    day = today or desk.today
    found = [*_of_hazards(desk, until), *_of_sites(desk, until, day), *_of_papers(desk, until), *_of_the_year(desk, until, day)]
    return sorted(found, key=lambda one: (one.on, one.kind, one.title, one.id))


def hazards_due(desk: Desk, on: date | None = None) -> int:
    """How many hazards (条) are overdue or due today: tab 待我办, badge of 隐患."""
    return questions_due.count_hazards(desk.store.db, "mine", (on or desk.today).isoformat(), {}, "")


def _of_hazards(desk: Desk, until: date) -> Iterable[Due]:
    return _grouped(questions_due.due_hazards(desk.store.db, until.isoformat()), desk.terms)


def _grouped(rows: Iterable[Mapping[str, Any]], terms: Terms) -> Iterable[Due]:
    """One thing to do for each visit, whatever hazards it looks at."""
    groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        one_by_one = row["act"] not in GROUPED or not row["site_id"] or row["grade"] == CLUE
        groups.setdefault((row["act_on"], row["act"], row["id"] if one_by_one else row["site_id"]), []).append(row)
    for (on, act, _), rows in groups.items():
        first = rows[0]
        name = first["site_name"] or first["place"] or "（未定单位）"
        what = str(first["description"] or "") if len(rows) == 1 else f"{len(rows)} 条隐患"
        note = _note(first, terms) if len(rows) == 1 else "；".join(str(row["description"] or "")[:14] for row in rows[:3])
        yield Due(
            "hazard", first["id"], act, on, first["site_id"] or "", f"{name} · {what}", note, len(rows),
            tuple(row["id"] for row in rows),
        )


def _note(row: Mapping[str, Any], terms: Terms) -> str:
    if row["state"] == "reported":
        return f"{row['found_on']} {row['reported_by'] or ''}上报，{terms.verify_within} 日内核实"
    parts = [f"{row['found_on']}查出" if row["found_on"] else ""]
    parts.append(f"责任人 {row['responsible']}" if row["responsible"] else "")
    return "，".join(part for part in parts if part)


def _of_sites(desk: Desk, until: date, today: date) -> Iterable[Due]:
    db, last = desk.store.db, until.isoformat()
    for row in questions_due.missed_again(db, last):
        yield Due("missed_visit", row["id"], "visit_again", row["next_on"], row["site_id"], f"{row['site_name']} · 上次{MISSED_REASONS.get(row['reason'], '未能检查')}", "未能检查，约好再去")
    for row in questions_due.permits_until(db, last):
        for one in json.loads(row["permits"] or "[]"):
            if one.get("valid_until") and one["valid_until"] <= last:
                on = one["valid_until"]
                late = "已到期" if on < today.isoformat() else "到期"
                yield Due("site", row["id"], "renew_permit", on, row["id"], f"{row['name']} · {one.get('name') or '证照'}", f"证照 {on} {late}，建议打电话")


def _of_the_year(desk: Desk, until: date, today: date) -> Iterable[Due]:
    """What the notice itself counts within the year and is still missing (年内至少一次综合性演练), due at its end."""
    last = date(today.year, 12, 31)
    if until < last:
        return
    try:
        found = tasks.catalogue(desk, today.year)
    except Refused:  # no task pack of this or an earlier year
        return
    for row in found.rows:
        if row.gap:
            note = f"{found.document}第 {row.task.number} 项" + (f"；{found.note}" if found.note else "")
            yield Due("task", row.id, "fill_gap", last.isoformat(), "", f"{row.task.title} · {row.gap}", note)


def _of_papers(desk: Desk, until: date) -> Iterable[Due]:
    db, terms = desk.store.db, desk.terms
    asked = (
        (questions_due.open_objections(db), "objection", "answer_objection", "received_on", terms.answer_objection, "单位有异议", f"{terms.answer_objection} 日内核实答复"),
        (questions_due.unreported_refusals(db), "inspection", "report_refusal", "began_at", terms.refusal_report, "拒绝签字", "报负有监管职责的部门"),
        (sheets.sheets_out(db), "field_sheet", "enter_sheet", "printed_at", terms.sheet_out, "现场用纸还没录入", "录入，或没去成就作废编号"),
    )
    for rows, kind, act, column, days, what, note in asked:
        for row in rows:
            on = (date.fromisoformat(str(row[column])[:10]) + timedelta(days=days)).isoformat()
            if on <= until.isoformat():
                yield Due(kind, row["id"], act, on, row["site_id"] or "", f"{row['site_name'] or ''} · {what}", note)


def waiting(desk: Desk) -> Iterable[Due]:
    """What departments have, the longest first; `note` says since when and what was agreed."""
    for row in questions_due.waiting_hazards(desk.store.db):
        since = row["waits_since"]
        title = f"{row['site_name'] or row['place'] or ''} · {row['description'] or ''}"
        note = f"{since} 送达，等反馈；不计入逾期" if row["grade"] != "major" else f"{since} 认定；由部门督办"
        yield Due("hazard", row["id"], "remind", since, row["site_id"] or "", title, note, 1, (row["id"],))


def sites_of(desk: Desk, items: Iterable[Due]) -> list[dict[str, Any]]:
    """The sites these things are about."""
    return records.many(desk.store.db, "site", list(dict.fromkeys(one.site_id for one in items if one.site_id)))


def words(desk: Desk, one: Due, on: date | None = None) -> tuple[str, str]:
    """(words, colour) of one thing: 逾期 3 天, 今天, 3 个工作日; 等部门 10 天 for what waits."""
    day = on or desk.today
    if one.act == "remind":
        return due.waiting_words(one.on, day), "violet"
    return due.words(one.on, day, packs.calendar(desk))


def as_json(desk: Desk, on: date | None = None) -> dict[str, Any]:
    """The radar as plain data for the command line."""
    seen = radar(desk, on)

    def plain(one: Due) -> dict[str, Any]:
        return {**vars(one), "act_word": ACTS.get(one.act, one.act), "words": words(desk, one, on)[0]}

    return {
        "on": seen.on.isoformat(),
        "overdue": [plain(one) for one in seen.overdue],
        "today": [plain(one) for one in seen.today],
        "days": [{"on": day.on.isoformat(), "rest": day.rest, "items": [plain(one) for one in day.items]} for day in seen.days],
        "waiting": [plain(one) for one in seen.waiting],
        "hazards_due": seen.hazards,
        "promise": seen.promise,
        "unpublished": seen.unpublished,
    }

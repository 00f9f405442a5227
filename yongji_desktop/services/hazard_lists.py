"""The hazard ledger on the screen: tabs, filters, saved views, rows with their words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yongji_desktop.core import due
from yongji_desktop.core.errors import Invalid, Problem
from yongji_desktop.core.hazard_road import CLOSED_STATES, CLUE, GRADES, STATES
from yongji_desktop.core.hazard_steps import SOURCES
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions_due, records
from yongji_desktop.store.questions_due import TABS

TAB_WORDS = {
    "mine": "待我办", "open": "未闭环", "to_reinspect": "待复查", "waiting": "等部门", "grave": "疑似重大、重大",
    "reported": "待核实", "clue": "线索", "closed": "已闭环", "all": "全部",
}
ORDER_WORDS = {
    "mine": "按期限从近到远", "open": "按期限从近到远，等部门在后", "to_reinspect": "按期限从近到远", "waiting": "按等的天数从长到短",
    "grave": "按查出日期从近到远", "reported": "按核实期限从近到远", "clue": "按移送期限从近到远，等部门在后", "closed": "按闭环日期从近到远", "all": "按查出日期从近到远",
}
COUNTED = ("mine", "open", "to_reinspect", "waiting", "grave", "reported", "clue")
_FAMILIES = {
    "to_reinspect": "amber", "reported": "amber", "notified": "blue", "rectifying": "blue", "confirmed": "blue",
    "closed": "green", "deregistered": "green", "to_hand_over": "violet", "handed_over": "violet", "accepted": "violet",
    "answered": "violet", "declined": "amber", "suspected": "amber", "suspected_to_hand_over": "violet",
    "suspected_handed_over": "violet", "suspected_accepted": "violet", "supervised": "red", "major": "red",
    "doubtful": "amber", "clue": "violet",
}


def state_chip(row: Mapping[str, Any], on: Any) -> tuple[str, str]:
    """(word, colour family) of the state an officer reads."""
    code = due.shown_state(row, on)
    word = "待核" if code == "doubtful" else STATES.get(code, code)
    return word, _FAMILIES.get(code, "grey")


def left_chip(desk: Desk, row: Mapping[str, Any]) -> tuple[str, str]:
    """(words, colour) of the last column: 逾期 3 天, 今天, 5 个工作日, 等部门 10 天, 已闭环 …; "" for nothing."""
    if row.get("waits_since"):
        return due.waiting_words(row["waits_since"], desk.today), "violet"
    if row.get("act_on"):
        return due.words(row["act_on"], desk.today, packs.calendar(desk))
    if row.get("closed_on"):
        return str(row["closed_on"])[5:], "green" if row["state"] in CLOSED_STATES else "grey"
    return "", "grey"


def grade_word(row: Mapping[str, Any]) -> str:
    """一般, 疑似重大, or 重大 once a department found it so."""
    return GRADES.get(str(row.get("grade") or ""), "")


def listed(
    desk: Desk, tab: str = "open", *, filters: Mapping[str, Any] | None = None, text: str = "", limit: int = 200,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """A page of one tab; rows hold the folded columns, description, part, site_name, village and so on.

    `filters`: site_id, village, grade, category, state, source, since, until (found_on).
    """
    return questions_due.hazards(desk.store.db, tab, desk.today.isoformat(), dict(filters or {}), text, limit, offset)


def counted(desk: Desk, tab: str, *, filters: Mapping[str, Any] | None = None, text: str = "") -> int:
    """How many rows a tab has."""
    return questions_due.count_hazards(desk.store.db, tab, desk.today.isoformat(), dict(filters or {}), text)


def counts(desk: Desk) -> dict[str, int]:
    """{tab: rows} of the tabs of open work."""
    return {tab: counted(desk, tab) for tab in COUNTED}


def categories(desk: Desk) -> list[str]:
    """The hazard categories in use, for the filter."""
    return questions_due.categories_of_hazards(desk.store.db)


def open_at(desk: Desk, site: str) -> list[dict[str, Any]]:
    """The open hazards of a unit, newest first and in the order of their visit, then its open leads."""
    found = records.every(desk.store.db, "hazard", order="found_on DESC", site_id=site, open=1)
    visits = records.many(desk.store.db, "inspection", list({one["inspection_id"] for one in found if one.get("inspection_id")}))
    place = {each["id"]: n for one in visits for n, each in enumerate(one.get("hazards") or [])}
    found.sort(key=lambda one: place.get(one["id"], len(place)))
    found.sort(key=lambda one: str(one["found_on"]), reverse=True)
    return sorted(found, key=lambda one: one["grade"] == CLUE)


def views(desk: Desk) -> dict[str, dict[str, Any]]:
    """{name: {tab, filters, text}}: the views saved on this PC."""
    return json.loads(desk.store.recall("hazard_views") or "{}")


def save_view(desk: Desk, name: str, tab: str, filters: Mapping[str, Any], text: str = "") -> None:
    """Keep a view under a name, over an older one of that name."""
    if not name.strip() or tab not in TABS:
        raise Invalid([Problem("name", "请给这个视图起个名字。")])
    known = views(desk)
    known[name.strip()] = {"tab": tab, "filters": dict(filters), "text": text}
    desk.store.remember("hazard_views", json.dumps(known, ensure_ascii=False))


def drop_view(desk: Desk, name: str) -> None:
    """Forget a saved view."""
    known = views(desk)
    known.pop(name, None)
    desk.store.remember("hazard_views", json.dumps(known, ensure_ascii=False))


def source_word(row: Mapping[str, Any]) -> str:
    """Where a hazard came from; found on a visit unless something else was told."""
    return SOURCES.get(str(row.get("source") or "visit"), "")

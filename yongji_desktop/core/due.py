"""What is due and when: the one ground of every radar, list, ledger, badge and paper.

Days that are agreed on (约) are an office's own, core/terms.py; the re-inspection within ten natural days follows
the department's practice (its article is 待核 and printed nowhere).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core.calendar import Calendar
from yongji_desktop.core.hazard import Life
from yongji_desktop.core.hazard_road import CLUE, SUSPECTED, TOWN
from yongji_desktop.core.terms import USUAL, Terms

REINSPECT_WITHIN = 10  # natural days after the application or the end of the term, whichever is earlier (R10)
PERMIT_NOTICE = 45     # R43: an inspection of equipment is asked for a month before; half a month to prepare

ACTS = {
    "reinspect": "去复查",
    "verify": "去核实",
    "report_by_phone": "先打电话",
    "report_major": "出快报",
    "hand_over": "去移送",
    "deliver": "登记送达",
    "hand_over_again": "改送",
    "set_deadline": "定期限",
    "close_answered": "办结",
    "reopen_check": "开业前复查",
    "settle": "理清",
    "visit_again": "再去",
    "renew_permit": "提醒单位",
    "answer_objection": "答复异议",
    "report_refusal": "报拒签",
    "enter_sheet": "录入",
    "fill_gap": "看这一项",
    "remind": "登记催办",
}
AGREED = ("verify", "hand_over", "deliver", "hand_over_again", "close_answered")  # acts whose day follows from agreed terms
RUNGS = (
    ("reminded", "登记第1次催办"),
    ("reminded", "登记第2次催办"),
    ("leader_told", "报分管领导"),
    ("committee_told", "抄告市安委办"),
)


@dataclass(frozen=True)
class Due:
    """One thing the town has to do.

    `kind` and `id` of the record, `act` out of ACTS, `on` the day (``YYYY-MM-DD``), `site_id`, `title` and `note`
    for the officer, `count` how many hazards one visit covers.
    """

    kind: str
    id: str
    act: str
    on: str
    site_id: str = ""
    title: str = ""
    note: str = ""
    count: int = 1
    ids: tuple[str, ...] = ()


def _plus(day: str, days: int) -> str:
    return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()


def next_act(life: Life, terms: Terms = USUAL) -> tuple[str, str] | None:
    """(act, day) of what the town must do next with a hazard, or None while it rests, waits or has ended.

    The day does not depend on today: it is folded with the hazard, and anew when the office agrees on other `terms`
    (acts of AGREED).
    """
    if life.doubtful and life.since:
        return "settle", life.since
    if life.state == "reported" and life.reported_on:
        return "verify", _plus(life.reported_on, terms.verify_within)
    if life.state == CLUE and life.found_on:
        return "hand_over", _plus(life.found_on, terms.deliver_within)
    if life.state in TOWN:
        return _of_the_town(life)
    if life.state in SUSPECTED and not life.waits:
        return _of_a_suspected(life)
    current = life.handovers[-1] if life.handovers else None
    if life.state == "to_hand_over" and current:
        return "deliver", _plus(current.decided_on, terms.deliver_within)
    if life.state == "declined" and current and current.declined_on:
        return "hand_over_again", _plus(current.declined_on, terms.deliver_within)
    if life.state == "answered" and current and current.answered_on:
        return "close_answered", _plus(current.answered_on, terms.deliver_within)
    if life.state == "resting" and life.reopen_on:
        return "reopen_check", life.reopen_on
    return None


def _of_the_town(life: Life) -> tuple[str, str] | None:
    days = [life.due_on] if life.due_on else []
    if life.applied_on:
        days.append(_plus(life.applied_on, REINSPECT_WITHIN))
    if days:
        return "reinspect", min(days)
    return ("set_deadline", life.found_on) if life.found_on else None


def _of_a_suspected(life: Life) -> tuple[str, str] | None:
    day = life.since if life.state == "suspected" and life.handovers else life.found_on
    if not day:
        return None
    if not life.reports:
        return "report_by_phone", day
    if not life.major_reports:
        return "report_major", day
    if life.state == "suspected":
        return ("hand_over_again" if life.handovers else "hand_over"), day
    return "deliver", life.handovers[-1].decided_on


def reinspect_by(life: Life) -> str | None:
    """The last day for looking again: ten natural days after the application or the end of the term (R10)."""
    days = [day for day in (life.applied_on, life.due_on) if day]
    return _plus(min(days), REINSPECT_WITHIN) if days and life.state in TOWN else None


def rung(life: Life) -> tuple[str, str] | None:
    """(step, words) of the next rung of the ladder while a department has it; None when all were climbed (R70)."""
    if not life.waits or not life.handovers:
        return None
    climbed = len(life.handovers[-1].rungs)
    return RUNGS[climbed] if climbed < len(RUNGS) else None


def overdue_days(on: str | None, today: date) -> int:
    """How many natural days `on` is past; 0 when it is not."""
    return max(0, (today - date.fromisoformat(on[:10])).days) if on else 0


def shown_state(row: Mapping[str, Any], today: date) -> str:
    """The state an officer reads: what is to be put right and has reached its day is 待复查."""
    state = str(row.get("state") or "")
    if row.get("doubtful"):
        return "doubtful"
    if state in ("confirmed", "notified", "rectifying") and row.get("due_on") and str(row["due_on"]) <= today.isoformat():
        return "to_reinspect"
    return state


def words(on: str, today: date, calendar: Calendar) -> tuple[str, str]:
    """(“逾期 3 天”, colour) of a day: red late, amber today, blue within four working days, grey later."""
    late = overdue_days(on, today)
    if late:
        return f"逾期 {late} 天", "red"
    day = date.fromisoformat(on[:10])
    if day == today:
        return "今天", "amber"
    left = calendar.working_days(today, day)
    return f"{left} 个工作日" if left else calendar.name(day), "blue" if left <= 4 else "grey"


def waiting_words(since: str | None, today: date) -> str:
    """“等部门 10 天”: never the town's overdue."""
    return f"等部门 {overdue_days(since, today)} 天"

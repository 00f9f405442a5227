"""The life of a hazard as one table of steps: state is folded from events, never typed.

Sources: 安全生产法 第四十一条、第六十八条; the road of an ordinary and of a suspected major hazard in a town
without powers of enforcement.  The steps of re-inspection, hand-over and the department's judgement belong to
the same table and are added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yongji_desktop.core.errors import Refused

STATES = {
    "new": "草稿",
    "confirmed": "已确认",
    "notified": "已通知",
    "closed": "已闭环",
    "withdrawn": "已撤销",
}
STEPS = {
    "found": "查出",
    "rectified_on_spot": "当场整改",
    "reported_by_phone": "电话报告",
    "notified": "出通知书",
    "withdrawn": "误报撤销",
}
NEXT = {
    ("new", "found"): "confirmed",
    ("confirmed", "rectified_on_spot"): "closed",
    ("confirmed", "reported_by_phone"): "confirmed",
    ("notified", "reported_by_phone"): "notified",
    ("confirmed", "notified"): "notified",
    ("notified", "notified"): "notified",
    ("confirmed", "withdrawn"): "withdrawn",
    ("notified", "withdrawn"): "withdrawn",
}
OPEN_STATES = frozenset({"confirmed", "notified"})


@dataclass
class Life:
    """What the events of one hazard add up to.

    `doubtful` holds the ids of events the table cannot place; while any is unsettled the hazard is 待核 and
    counts as open.  `reports` are the registered telephone reports, in order.
    """

    state: str = "new"
    grade: str = ""
    treatment: str = ""
    due_on: str | None = None
    found_on: str | None = None
    closed_on: str | None = None
    reports: list[dict[str, Any]] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something; a doubtful hazard always is."""
        return self.state in OPEN_STATES or bool(self.doubtful)


def advance(state: str, step: str) -> str:
    """The state after `step`; Refused with a sentence when the table has no such step from `state`."""
    try:
        return NEXT[state, step]
    except KeyError:
        raise Refused(f"“{STATES[state]}”的隐患不能再登记“{STEPS.get(step, step)}”，请先看它的历史。") from None


def steps_from(state: str) -> tuple[str, ...]:
    """The steps that may follow `state`, in the table's order."""
    return tuple(step for (before, step) in NEXT if before == state)


def live(events: Iterable[tuple[str, Mapping[str, Any]]]) -> Life:
    """Fold events, given as (event id, event) in the order of the log, into a Life.

    An event that is retracted by a later `retract` counts as if it had never been; a retraction may itself be
    retracted.  Events the table cannot place are kept in `doubtful` until a `settle` event names them.
    """
    events = list(events)
    gone: set[str] = set()
    for name, event in reversed(events):
        if event["step"] == "retract" and name not in gone:
            gone.update(event["of"])
    life = Life()
    for name, event in events:
        step = event["step"]
        if name in gone or step == "retract":
            continue
        if step == "settle":
            life.doubtful = [one for one in life.doubtful if one not in event["of"]]
        elif (life.state, step) in NEXT:
            _take(life, step, event)
        else:
            life.doubtful.append(name)
    return life


def _take(life: Life, step: str, event: Mapping[str, Any]) -> None:
    life.state = NEXT[life.state, step]
    if step == "found":
        life.grade = event.get("grade", "")
        life.treatment = event.get("treatment", "")
        life.due_on = event.get("due_on")
        life.found_on = event.get("happened_on")
    elif step == "rectified_on_spot":
        life.closed_on = event.get("happened_on")
    elif step == "reported_by_phone":
        life.reports.append(dict(event.get("report") or {}))

"""The life of a hazard: what its events add up to; state is folded, never typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yongji_desktop.core.hazard_road import MAJOR, NEXT, OPEN_STATES, WAITING, step_of

Unseen = Callable[[str, str], bool]


@dataclass
class Handover:
    """One hand-over to a department: when it was decided, delivered, accepted, answered; the reminders since."""

    department: str
    decided_on: str
    reason: str = ""
    number: str = ""
    paper: str = ""
    delivered_on: str | None = None
    received_by: str = ""
    accepted_on: str | None = None
    answered_on: str | None = None
    answer: str = ""
    declined_on: str | None = None
    rungs: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Life:
    """What the events of one hazard add up to.

    `doubtful` holds the ids of events the table cannot place; while any is unsettled the hazard is 待核 and
    counts as open.  `doubts` are sentences of what did fit but needs a look (two extensions that had not seen each
    other).  Days are ``YYYY-MM-DD``.  `reports` the telephone reports, `major_reports` the written ones, `notices`
    {number, on, edition} in order; `handovers` oldest first, the last one is the current one.
    """

    state: str = "new"
    grade: str = ""
    treatment: str = ""
    source: str = ""
    reported_on: str | None = None
    found_on: str | None = None
    due_on: str | None = None
    first_due_on: str | None = None
    applied_on: str | None = None
    delivered_on: str | None = None
    closed_on: str | None = None
    since: str | None = None
    rounds: int = 0
    told_reporter_on: str | None = None
    reopen_on: str | None = None
    invested: float = 0.0
    reports: list[dict[str, Any]] = field(default_factory=list)
    major_reports: list[dict[str, Any]] = field(default_factory=list)
    controls: list[dict[str, Any]] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)
    extensions: list[dict[str, Any]] = field(default_factory=list)
    looks: list[dict[str, Any]] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    judgement: dict[str, Any] | None = None
    supervision: dict[str, Any] | None = None
    application: dict[str, Any] | None = None
    check: dict[str, Any] | None = None
    deregistration: dict[str, Any] | None = None
    end: dict[str, Any] | None = None
    tenant: str = ""
    doubtful: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something; a doubtful hazard always is."""
        return self.state in OPEN_STATES or bool(self.doubtful)

    @property
    def waits(self) -> bool:
        """Whether a department has it: never the town's overdue."""
        return self.state in WAITING

    @property
    def waits_since(self) -> str | None:
        """The day since when a department has it, or None."""
        if not self.waits:
            return None
        if self.state in MAJOR:
            return (self.judgement or {}).get("happened_on") or self.since
        return self.handovers[-1].delivered_on if self.handovers else self.since

    @property
    def department(self) -> str:
        """The department that has it or is to get it; "" for none."""
        return self.handovers[-1].department if self.handovers else ""


def uncounted(events: Sequence[tuple[str, Mapping[str, Any]]]) -> set[str]:
    """The ids of events that do not count: retracted (and not brought back), or settled as seen (理清)."""
    gone: set[str] = set()
    for name, event in reversed(events):
        if event["step"] == "retract" and name not in gone:
            gone.update(event["of"])
    settled = [event["of"] for name, event in events if event["step"] == "settle" and name not in gone]
    return gone.union(*settled)


def live(events: Iterable[tuple[str, Mapping[str, Any]]], unseen: Unseen | None = None) -> Life:
    """Fold events, given as (event id, event) in the order of the log, into a Life.

    An event that is retracted by a later `retract` counts as if it had never been; a retraction may itself be
    retracted.  Events the table cannot place are kept in `doubtful` until a `settle` event names them; what a
    settle names does not count again, even when its rival is retracted later.
    `unseen(a, b)` says whether the PC that wrote either event did not know the other.
    """
    events = list(events)
    gone = uncounted(events)
    life = Life()
    for name, event in events:
        if name in gone or event["step"] in ("retract", "settle"):
            continue
        step = step_of(event)
        if (life.state, step) in NEXT:
            life.state = NEXT[life.state, step]
            life.since = event.get("happened_on") or life.since
            _TAKE.get(event["step"], _nothing)(life, event, name, unseen)
        else:
            life.doubtful.append(name)
    return life


def _nothing(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    return None


def _found(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.grade = event.get("grade", "")
    life.treatment = event.get("treatment", "")
    life.due_on = life.first_due_on = event.get("due_on")
    life.found_on = event.get("happened_on")
    life.source = event.get("source") or life.source


def _reported(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.source = event.get("source", "")
    life.reported_on = event.get("happened_on")


def _ended(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.closed_on = event.get("happened_on")
    life.end = dict(event)


def _closed(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.closed_on = event.get("happened_on")
    _looked(life, event, name, unseen)


def _looked(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    if event.get("reinspection"):
        life.looks.append({**event, "applied_on": life.applied_on})
        life.invested += float(event.get("invested") or 0)
        life.applied_on = None


def _by_phone(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.reports.append(dict(event.get("report") or {}))


def _notified(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.notices.append({"number": event.get("number", ""), "on": event.get("happened_on")})


def _delivered(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.delivered_on = event.get("happened_on")


def _applied(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.applied_on = event.get("happened_on")


def _extended(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    due = event.get("due_on")
    rival = [one for one in life.extensions if unseen and unseen(one["id"], name)]
    if rival and life.due_on and due:
        days = sorted({str(due), *(str(one.get("due_on")) for one in rival)})
        due = max(str(life.due_on), str(due))
        life.doubts.append(f"两台电脑各登记过一次延期（{'、'.join(days)}），先按较晚的 {due}。请核对是哪一次。")
    life.extensions.append({**event, "id": name, "from": life.due_on})
    life.due_on = due
    life.applied_on = None


def _second(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.rounds += 1
    life.due_on = event.get("due_on")
    _looked(life, event, name, unseen)
    life.applied_on = None


def _handover(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    fresh = Handover(event.get("department", ""), event.get("happened_on", ""), event.get("reason", ""))
    fresh.number, fresh.paper = event.get("number", ""), event.get("paper", "")
    if life.handovers and life.handovers[-1].delivered_on is None:
        life.handovers[-1] = fresh  # the same letter decided anew before it went out
    else:
        life.handovers.append(fresh)
    _looked(life, event, name, unseen)


def _on_handover(attribute: str) -> Callable[..., None]:
    def take(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
        if life.handovers:
            current = life.handovers[-1]
            setattr(current, attribute, event.get("happened_on"))
            current.number = event.get("number") or current.number
            current.received_by = event.get("received_by") or current.received_by
            current.answer = event.get("answer") or current.answer

    return take


def _rung(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    if life.handovers:
        life.handovers[-1].rungs.append(dict(event))


def _judged(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.judgement = dict(event)
    if event["step"] == "judged_major":
        life.grade = "major"
    else:
        life.grade, life.treatment = "general", "deadline"
        life.due_on = event.get("due_on")


def _keep(attribute: str) -> Callable[..., None]:
    def take(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
        setattr(life, attribute, dict(event))

    return take


def _deregistered(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.closed_on = event.get("happened_on")
    life.deregistration = dict(event)


def _rested(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.reopen_on = event.get("reopen_on")


def _resumed(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.applied_on = event.get("happened_on")


def _raised(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.grade, life.treatment = "suspected_major", "handover"


def _tenant(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.tenant, life.delivered_on = event.get("tenant", ""), None


def _told(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
    life.told_reporter_on = event.get("happened_on")


def _append(attribute: str) -> Callable[..., None]:
    def take(life: Life, event: Mapping[str, Any], name: str, unseen: Unseen | None) -> None:
        getattr(life, attribute).append(dict(event))

    return take


_TAKE: dict[str, Callable[..., None]] = {
    "reported": _reported, "verified": _found, "dismissed": _ended, "told_reporter": _told, "found": _found,
    "rectified_on_spot": _closed, "reported_by_phone": _by_phone, "major_reported": _append("major_reports"),
    "controlled": _append("controls"), "notified": _notified, "delivered": _delivered,
    "applied_reinspection": _applied, "extended": _extended, "rectified": _closed, "second_deadline": _second,
    "observed": _looked, "handover": _handover, "letter_delivered": _on_handover("delivered_on"),
    "accepted": _on_handover("accepted_on"), "answered": _on_handover("answered_on"),
    "declined": _on_handover("declined_on"), "closed_by_department": _closed, "reminded": _rung,
    "leader_told": _rung, "committee_told": _rung, "judged_major": _judged, "judged_not_major": _judged,
    "supervised": _keep("supervision"), "applied_deregistration": _keep("application"), "checked": _keep("check"),
    "check_failed": _keep("check"), "deregistered": _deregistered, "rested": _rested, "resumed": _resumed,
    "ended": _ended, "new_tenant": _tenant, "raised": _raised, "withdrawn": _ended, "merged": _ended,
}

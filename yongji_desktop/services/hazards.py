"""Hazards after the visit: their lives, steps taken by a form, reports from villages, repeats, settling."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core import due, hazard, hazard_steps
from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.hazard import Life
from yongji_desktop.core.hazard_road import CLUE, ENDINGS, NEXT, STATES, STEPS, advance
from yongji_desktop.core.kind_parts import GRAVE
from yongji_desktop.core.kinds import HAZARD
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.entry import site_named
from yongji_desktop.store import records, state
from yongji_desktop.store.deed import Deed

REPEAT_MONTHS = 12
FEEDBACK = {True: "属实", False: "不属实"}


@dataclass(frozen=True)
class HazardFacts:
    """A hazard with its site and what its events add up to."""

    record: dict[str, Any]
    site: dict[str, Any]
    life: Life
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def shock(self) -> bool:
        """Whether it can electrocute or catch somebody."""
        return bool(self.record.get("shock_or_entangle"))


def events_of(desk: Desk, identity: str) -> list[dict[str, Any]]:
    """Every event of a hazard in the order of the log, retracted ones included."""
    ops = sorted(state.ops_on(desk.store.db, "hazard", identity), key=lambda op: op.stamp)
    return [op.content["event"] for op in ops if "event" in op.content]


def may(desk: Desk, identity: str, step: str) -> bool:
    """Whether a step fits the hazard as it is: not void, not in doubt, on the road."""
    if not records.exists(desk.store.db, "hazard", identity) or desk.get("hazard", identity)["voided"]:
        return False
    life = state.life_of(desk.store.db, identity)
    return not life.doubtful and (life.state, step) in NEXT


def live_events(desk: Desk, identity: str) -> list[dict[str, Any]]:
    """The events that count: without those retracted or settled, and what retracted and settled them."""
    told = events_of(desk, identity)
    gone = hazard.uncounted([(one["id"], one) for one in told])
    return [one for one in told if one["id"] not in gone and one["step"] not in ("retract", "settle")]


def of(desk: Desk, identity: str) -> HazardFacts:
    """One hazard with its life; Refused when there is none."""
    record = desk.get("hazard", identity)
    told = events_of(desk, identity)
    life = state.life_of(desk.store.db, identity)
    known = record.get("site_id") and records.exists(desk.store.db, "site", record["site_id"])
    site = desk.get("site", record["site_id"]) if known else {}
    return HazardFacts(record, site, life, told)


def buttons(desk: Desk, identity: str) -> list[hazard_steps.Step]:
    """The steps that can be taken now by a form of their own; none for a void hazard."""
    facts = of(desk, identity)
    return [] if facts.record["voided"] else hazard_steps.buttons(facts.life)


def addressee(desk: Desk, record: Mapping[str, Any]) -> str | None:
    """The department a hazard goes to: the one it names, else that of its category in the department dictionary."""
    return record.get("department") or packs.departments(desk).default_for(str(record.get("category") or ""))


def proposed(desk: Desk, identity: str, code: str) -> dict[str, Any]:
    """What the form of a step begins with: today, the department, the leader."""
    facts = of(desk, identity)
    names = {one.name for one in hazard_steps.STEP_TABLE[code].fields}
    told: dict[str, Any] = {"happened_on": desk.today.isoformat()}
    department = facts.life.department or addressee(desk, facts.record)
    if department:
        told["department"] = department
    if code == "handover":
        suspected = facts.life.grade == "suspected_major"
        told["reason"] = "suspected" if suspected else "unrectified" if facts.life.looks else "beyond"
        if facts.life.grade == CLUE:
            told["reason"] = "unlicensed" if facts.record.get("missing") else "illegal"
    if code == "reported_by_phone":
        now = desk.store.clock.now()
        told["at"] = f"{desk.today.isoformat()}T{now:%H:%M}"
        told["by"] = desk.get("officer", desk.officer)["name"] if desk.officer else None
    if code == "extended" and facts.life.due_on:
        later = max(date.fromisoformat(facts.life.due_on), desk.today) + timedelta(days=desk.terms.second_days)
        told["due_on"] = packs.calendar(desk).next_working_day(later).isoformat()
    return {name: value for name, value in told.items() if name in names and value}


def take_step(
    desk: Desk, identities: str | Sequence[str], code: str, facts: Mapping[str, Any]
) -> str:
    """Take one step for one hazard or for several at once, in one deed; returns the deed.

    Raises Refused when a hazard's state does not allow it or the step belongs to another deed (re-inspection,
    paper), Invalid with what its facts lack.
    """
    ids = [identities] if isinstance(identities, str) else list(dict.fromkeys(identities))
    step = hazard_steps.STEP_TABLE.get(code)
    if step is None:
        raise Refused(f"没有“{code}”这一步，可选：{'、'.join(hazard_steps.STEP_TABLE)}。")
    if step.by:
        raise Refused(hazard_steps.ELSEWHERE[step.by])
    if len(ids) > 1 and not step.many:
        raise Refused(f"“{step.button}”要逐条登记，不能几条一起办。")
    if not ids:
        raise Refused("没有选隐患。请先选一条。")
    with desk.store.deed(f"hazard.{code}", desk.officer) as deed:
        for identity in ids:
            write_step(desk, deed, identity, code, facts)
    return deed.id


def write_step(desk: Desk, deed: Deed, identity: str, code: str, facts: Mapping[str, Any]) -> None:
    """Check a step against the life of a hazard and write its event into the deed at hand."""
    known = of(desk, identity)
    if known.record["voided"]:
        raise Refused("这条隐患已作废，不能再登记。请先恢复它。")
    if known.life.doubtful:
        raise Refused("这条隐患待核：几台电脑的登记接不上。请先理清，再登记下一步。")
    if known.life.grade == CLUE and code in hazard_steps.OF_HAZARDS:
        raise Refused("线索没有这一步。请按线索的步骤办：出移送函、登记送达和答复。")
    refuse_missing(desk, facts.get("files") or ())
    clean, problems = hazard_steps.check_step(code, facts, known.life, desk.today, shock=known.shock)
    blocking = [one for one in problems if one.severity == "block"]
    if blocking:
        raise Invalid(blocking)
    told = {**clean, "step": code}
    advance(known.life.state, hazard.step_of(told))
    if code == "merged":
        into = desk.get("hazard", clean["into"])
        if CLUE in (into["grade"], known.life.grade):
            raise Refused("线索和隐患不能互相并入。请重新选。")
        gone = into["voided"] or into["state"] in ENDINGS - {"closed"}
        if gone or into["id"] == identity or into.get("site_id") != known.record.get("site_id"):
            raise Refused("只能并入同一单位的另一条还在的隐患。请重新选。")
    if code == "reported_by_phone":
        deed.event("hazard", identity, code, happened_on=clean["at"][:10], report=clean)
        return
    deed.event("hazard", identity, code, **clean)
    if code == "verified":
        deed.set("hazard", identity, grade=clean["grade"], treatment=clean["treatment"])


def report(desk: Desk, values: Mapping[str, Any]) -> str:
    """Register what a village, the grid or a superior told, to be verified within three days (约); returns its id.

    `values`: site (name or id, may be absent), description, part, place, source, reported_by, photos, happened_on.
    It is no hazard before it is verified and counts nowhere (R68).
    """
    told = dict(values)
    refuse_missing(desk, told.get("photos") or ())
    source = str(told.pop("source", "village"))
    given = HAZARD.check({"found_on": told.pop("happened_on", None) or desk.today.isoformat()}, partial=True)
    on = str(given["found_on"])
    site = str(told.pop("site", None) or told.pop("site_id", None) or "")
    told.pop("found_on", None)
    if source not in hazard_steps.SOURCES or source == "visit":
        raise Invalid([Problem("source", f"来源请选：{'、'.join(list(hazard_steps.SOURCES.values())[1:])}。")])
    if on > desk.today.isoformat():
        raise Invalid([Problem("happened_on", "上报日期还没有到，请改正。")])
    if site:
        told["site_id"] = site_named(desk, site)["id"]
    elif not told.get("place"):
        raise Invalid([Problem("place", "没有选单位的，请写明地点。")])
    clean = HAZARD.check({"grade": "general", "treatment": "deadline", "found_on": on, **told})
    identity = desk.store.clock.new_id()
    with desk.store.deed("hazard.reported", desk.officer) as deed:
        deed.put("hazard", identity, clean)
        deed.event("hazard", identity, "reported", happened_on=on, source=source)
    return identity


def place_report(desk: Desk, identity: str, site: str) -> str:
    """Say which site a report is about; returns the deed."""
    known = of(desk, identity)
    if known.life.state not in ("reported", CLUE):
        raise Refused("已经核实的隐患不能换单位。写错的请撤销，另登记一条。")
    if known.record.get("inspection_id"):
        raise Refused("这条线索是检查时发现的，单位随那次检查走，不能另定。")
    chosen = site_named(desk, site)
    with desk.store.deed("hazard.place", desk.officer) as deed:
        deed.set("hazard", identity, site_id=chosen["id"])
    return deed.id


def refuse_missing(desk: Desk, rows: Any) -> None:
    """Refuse rows {sha, name …} of photos or scans that are no rows, or whose original is not on this PC."""
    for one in rows:
        sha = one.get("sha") if isinstance(one, Mapping) else None
        if not (isinstance(sha, str) and len(sha) == 64 and set(sha) <= set("0123456789abcdef") and desk.store.blobs.has(sha)):
            name = str(one.get("name") or "") if isinstance(one, Mapping) else ""
            raise Refused(f"附上的文件{name}不在本机，请重新选那个文件。")


def files_of(desk: Desk, identity: str) -> list[dict[str, Any]]:
    """The scans and photos entered with the steps that count: {sha, name, kind, pages, step, on}, oldest first."""
    return [
        {**row, "step": STEPS.get(one["step"], one["step"]), "on": one.get("happened_on") or ""}
        for one in live_events(desk, identity) for row in one.get("files") or () if isinstance(row, Mapping)
    ]  # fmt: skip


def forget_notices(desk: Desk, deed: Deed, identities: Iterable[str], numbers: Collection[str]) -> None:
    """Within the deed that voids notices with these numbers: they were not given to hazards that did not go on from
    them; what did go on keeps its road."""
    for identity in identities:
        told = live_events(desk, identity)
        mine = [one for one in told if one["step"] == "notified" and one.get("number") in numbers]
        before = hazard.live((one["id"], one) for one in told)
        after = hazard.live((one["id"], one) for one in told if one not in mine)
        if mine and len(after.doubtful) == len(before.doubtful):
            deed.event("hazard", identity, "retract", of=[one["id"] for one in mine])


def settle(desk: Desk, identity: str) -> str:
    """理清: say of the steps that did not fit that they are seen and do not count; returns the deed."""
    known = of(desk, identity)
    if not known.life.doubtful:
        raise Refused("这条隐患没有要理清的步骤。")
    with desk.store.deed("hazard.settle", desk.officer) as deed:
        deed.event("hazard", identity, "settle", of=list(known.life.doubtful), happened_on=desk.today.isoformat())
    return deed.id


def repeats_of(desk: Desk, site_id: str, one: Mapping[str, Any], besides: str = "") -> list[dict[str, Any]]:
    """Hazards of the same site within twelve months that are alike: the same checklist item or finding."""
    since = (desk.today - timedelta(days=365)).isoformat()
    found = []
    for other in records.every(desk.store.db, "hazard", order="found_on DESC", site_id=site_id):
        if other["id"] == besides or (other.get("found_on") or "") < since or other["state"] in ("reported", "dismissed", "withdrawn", "merged") or other["grade"] == CLUE:
            continue
        same = [name for name in ("finding", "item") if one.get(name) and other.get(name) == one.get(name)]
        if same or (one.get("part") and other.get("part") == one.get("part") and other.get("category") == one.get("category")):
            found.append(other)
    return found


def link_repeat(desk: Desk, identity: str, earlier: str | None) -> str:
    """Link a hazard to the earlier one it repeats (or take the link off); returns the deed."""
    this = desk.get("hazard", identity)
    if earlier:
        other = desk.get("hazard", earlier)
        if CLUE in (this["grade"], other["grade"]):
            raise Refused("线索不和隐患关联重复。请重新选。")
        if other["id"] == identity or other.get("site_id") != this.get("site_id"):
            raise Refused("重复只在同一单位的两条隐患之间关联。请重新选。")
    with desk.store.deed("hazard.repeat", desk.officer) as deed:
        deed.set("hazard", identity, repeats=earlier)
    return deed.id


def assign(desk: Desk, identities: Sequence[str], responsible: str) -> str:
    """改责任人 for several hazards in one deed; returns the deed."""
    if not responsible.strip() or not identities:
        raise Invalid([Problem("responsible", "请选隐患并填新的责任人。")])
    clean = HAZARD.check({"responsible": responsible.strip()}, partial=True)
    for identity in identities:
        if desk.get("hazard", identity)["voided"]:
            raise Refused("选中的隐患里有作废的，不能改责任人。请去掉它再试。")
    with desk.store.deed("hazard.assign", desk.officer) as deed:
        for identity in dict.fromkeys(identities):
            deed.set("hazard", identity, **clean)
    return deed.id


def road(facts: HazardFacts, today: date) -> list[tuple[str, str, str]]:
    """The state line of the detail: (word, day or note, ``done``/``now``/``later``)."""
    life = facts.life
    word = STATES[life.state]
    if life.state in ("reported", "dismissed"):
        steps = [("上报", life.reported_on or "", "done")]
        last = ("核实", "", "now") if life.state == "reported" else ("不属实", life.closed_on or "", "done")
        return [*steps, last]
    steps = [("查出", life.found_on or "", "done")]
    if life.treatment == "on_spot" and not life.notices:
        return [*steps, ("当场整改", life.closed_on or "", "done"), ("闭环", life.closed_on or "", "done")]
    if life.grade in GRAVE:
        return steps + _grave_road(life)
    if life.grade == CLUE:
        first = [("登记线索", life.found_on or "", "done")]
        return first + (_handed_road(life) if life.handovers else _line([("抄告移送", None), ("已送达", None), ("已受理", None), ("已反馈", None), ("办结", None)]))
    steps.append(_point("已通知", life.notices[-1]["on"] if life.notices else None, life.state == "confirmed"))
    if life.handovers:
        return steps + _handed_road(life)
    extended = f"延期 {len(life.extensions)} 次" if life.extensions else ""
    shown = due.shown_state({"state": life.state, "due_on": life.due_on}, today)
    working = "now" if shown in ("notified", "rectifying") else "done" if shown in ("to_reinspect", "closed") else "later"
    steps.append(("整改中", extended or (f"二次限期 {life.due_on}" if life.rounds else ""), working))
    by = due.reinspect_by(life)
    steps.append(("待复查", f"{by[5:]} 前复查" if by else "", "now" if shown == "to_reinspect" else "done" if life.state == "closed" else "later"))
    if life.state in ("ended", "withdrawn", "merged", "resting"):
        return [*steps[:2], (word, life.closed_on or "", "now")]
    return [*steps, ("闭环", life.closed_on or "", "done" if life.state == "closed" else "later")]


def _point(word: str, on: str | None, now: bool) -> tuple[str, str, str]:
    return word, on or "", "done" if on else "now" if now else "later"


def _handed_road(life: Life) -> list[tuple[str, str, str]]:
    last = life.handovers[-1]
    points = [("抄告移送", last.decided_on), ("已送达", last.delivered_on), ("已受理", last.accepted_on), ("已反馈", last.answered_on)]
    if life.state == "declined":
        return [("抄告移送", last.decided_on, "done"), ("部门退回", last.declined_on or "", "now")]
    points.append(("闭环", life.closed_on if life.state == "closed" else None))
    return _line(points)


def _grave_road(life: Life) -> list[tuple[str, str, str]]:
    last = life.handovers[-1] if life.handovers else None
    points = [
        ("电话报告", life.reports[-1].get("at", "")[:10] if life.reports else None),
        ("快报", life.major_reports[-1].get("happened_on") if life.major_reports else None),
        ("移送", last.delivered_on if last else None),
        ("认定", (life.judgement or {}).get("happened_on")),
    ]
    if life.grade == "major":
        points += [("挂牌", (life.supervision or {}).get("happened_on")), ("销号", life.closed_on)]
    return _line(points)


def _line(points: Sequence[tuple[str, str | None]]) -> list[tuple[str, str, str]]:
    done = [bool(on) for _, on in points]
    first_open = done.index(False) if False in done else -1
    return [(word, on or "", "done" if on else "now" if index == first_open else "later") for index, (word, on) in enumerate(points)]

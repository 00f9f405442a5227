"""复查: every open hazard of a site looked at again, each answered by itself; there is no deed that closes all.

One re-inspection may carry several hazards of one site.  What it says becomes the events of each: closed, a second
deadline, handed over or reported up; of a suspected or major one nothing is concluded (R12, R14, 安全生产法 第九条第二款).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core import due, hazard, wording
from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.hazard_road import CLUE, NEXT
from yongji_desktop.core.kind_parts import GRAVE
from yongji_desktop.core.kinds_follow import CONCLUSIONS, REINSPECTION
from yongji_desktop.services import entry as entries
from yongji_desktop.services import hazards
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records
from yongji_desktop.store.deed import Deed

COMMITTEE = "市安委办"


def open_of(desk: Desk, site_id: str) -> list[hazards.HazardFacts]:
    """The hazards of a site that can be looked at again: the town's own and those a department judges."""
    found = []
    for one in records.every(desk.store.db, "hazard", order="found_on", site_id=site_id):
        if one["open"] and not one["doubtful"] and one["grade"] != CLUE:
            facts = hazards.of(desk, one["id"])
            if (facts.life.state, "rectified") in NEXT or (facts.life.state, "observed") in NEXT:
                found.append(facts)
    return found


def begin(desk: Desk, site_id: str, only: Iterable[str] = ()) -> dict[str, Any]:
    """A new entry: the site as it is, the officer, the hour, each open hazard as a look not yet answered.

    `only` keeps the hazards with these ids.  Refused when there is nothing to look at again.
    """
    site = desk.get("site", site_id)
    if site["voided"]:
        raise Refused(f"“{site['name']}”已作废，不能登记复查。请先在单位页恢复它。")
    chosen = set(only)
    looks = [one for one in open_of(desk, site_id) if not chosen or one.record["id"] in chosen]
    if not looks:
        raise Refused("这家单位没有要复查的隐患。")
    now = desk.store.clock.now()
    entry = entries.fill_people(
        desk,
        {
            "site": site_id,
            "began_at": f"{desk.today.isoformat()}T{now:%H:%M}",
            "inspectors": [{"officer_id": desk.officer}] if desk.officer else [],
            "looks": [_look(desk, one) for one in looks],
            "why": _why(looks, desk.today.isoformat()),
            "signature": {"state": "unsigned"},
        },
    )
    entry["recorder"] = entry["inspectors"][0]["name"] if entry["inspectors"] else None
    visit = next((one.record.get("inspection_id") for one in looks if one.record.get("inspection_id")), None)
    if visit and records.exists(desk.store.db, "inspection", visit):
        original = desk.get("inspection", visit)
        notice = next((one.life.notices[-1]["number"] for one in looks if one.life.notices), None)
        entry.update(original_id=visit, original_number=notice, original_on=original["began_at"][:10], nature=original["nature"])
    return {name: value for name, value in entry.items() if value not in (None, "", [])}


def _why(looks: list[hazards.HazardFacts], today: str) -> str:
    if any(one.life.applied_on for one in looks):
        return "applied"
    return "expired" if any(one.life.due_on and one.life.due_on <= today for one in looks) else "other"


def _look(desk: Desk, one: hazards.HazardFacts) -> dict[str, Any]:
    record, life = one.record, one.life
    made = {
        "hazard": record["id"],
        "number": record.get("number"),
        "part": record.get("part"),
        "description": record.get("description"),
        "measure": record.get("measure"),
        "grade": life.grade,
        "found_on": life.found_on,
        "due_on": life.due_on,
        "notice": life.notices[-1]["number"] if life.notices else None,
        "department": life.department or record.get("department"),
        "before": next(iter(before_photos(desk, record["id"])), None),
    }
    return {name: value for name, value in made.items() if value not in (None, "")}


def before_photos(desk: Desk, hazard_id: str) -> list[str]:
    """Photos of a hazard from the visit where it was found: those before, else the scene; SHA-256 of what prints."""
    record = desk.get("hazard", hazard_id)
    found = list(record.get("photos") or ())
    visit = record.get("inspection_id")
    if visit and records.exists(desk.store.db, "inspection", visit):
        whole = desk.get("inspection", visit)
        ids = [one["id"] for one in whole.get("hazards") or ()]
        place = ids.index(hazard_id) if hazard_id in ids else None
        found += [one for one in whole.get("photos") or () if one.get("hazard") == place and place is not None]
    found.sort(key=lambda one: one.get("use") != "before")
    return [one.get("marked") or one["sha"] for one in found if one.get("use") != "after"]


def problems_of(desk: Desk, entry: Mapping[str, Any]) -> list[Problem]:
    """Every breach of the rules for finishing this entry, blocking ones first."""
    found = list(_of_the_head(desk, entry))
    known = {one["id"]: one for one in records.many(desk.store.db, "hazard", [str(look.get("hazard")) for look in entry.get("looks") or ()])}
    for number, look in enumerate(entry.get("looks") or (), 1):
        record = known.get(str(look.get("hazard")))
        again = [one.get("hazard") for one in entry.get("looks") or ()].count(look.get("hazard")) > 1
        if record is not None and (record["voided"] or record.get("site_id") != entry.get("site_id") or again):
            why = "已作废" if record["voided"] else "在这份复查里有两次" if again else "是别的单位的"
            found.append(Problem(f"looks.{number - 1}.hazard", f"第 {number} 条隐患{why}，请去掉它。", "block", "R12"))
        elif record is None:
            found.append(Problem(f"looks.{number - 1}.hazard", f"没有第 {number} 条要复查的隐患，请重新选。"))
        else:
            found += _of_a_look(desk, entry, number, look, record)
    name = str((entry.get("site") or {}).get("name") or "")
    spoken = [wording.Spoken("opinion", "复查意见", str(entry.get("opinion") or ""))]
    found += wording.scan(spoken, bool(desk.office.get("is_town")), [name])
    return sorted(found, key=lambda problem: ("block", "warn", "hint", "later").index(problem.severity))


def _of_the_head(desk: Desk, entry: Mapping[str, Any]):
    people = entry.get("inspectors") or []
    if len(people) == 1 and not entry.get("single_reason"):
        if entry.get("nature") == "authorised":
            yield Problem("inspectors", "行政检查的复查人员不得少于两人。请再加一名。", "block", "R01")
        else:
            yield Problem("single_reason", f"这次复查只有{people[0].get('name', '')}一人。建议两人同行；确需一人的写明原因，照常打印。", "warn", "R01")
    if str(entry.get("began_at") or "")[:10] > desk.today.isoformat():
        yield Problem("began_at", "复查时间还没有到，请改正。", "block", "R08")
    if entry.get("ended_at") and entry.get("began_at") and entry["ended_at"] < entry["began_at"]:
        yield Problem("ended_at", "结束时间早于开始时间，请改正。", "block", "R08")


def _of_a_look(desk: Desk, entry: Mapping[str, Any], number: int, look: Mapping[str, Any], record: Mapping[str, Any]):
    at, place = f"looks.{number - 1}.", str(entry.get("began_at") or desk.today.isoformat())[:10]
    conclusion, grave = look.get("conclusion"), record.get("grade") in GRAVE
    if not conclusion:
        yield Problem(f"{at}conclusion", f"第 {number} 条没有复查结论。请逐条答。", "block", "R12")
        return
    if record.get("found_on") and place < record["found_on"]:
        yield Problem("began_at", f"复查时间早于第 {number} 条的查出日期 {record['found_on']}，请改正。", "block", "R08")
    finished = look.get("finished_on")
    if finished and finished > place:
        yield Problem(f"{at}finished_on", f"第 {number} 条完成日期晚于复查日期，请改正。", "block", "R08")
    if finished and record.get("found_on") and finished < record["found_on"]:
        yield Problem(f"{at}finished_on", f"第 {number} 条完成日期早于查出日期 {record['found_on']}，请改正。", "block", "R08")
    if conclusion == "rectified":
        after = any(one.get("hazard") == number - 1 and one.get("use") == "after" for one in entry.get("photos") or ())
        if not after and not look.get("no_photo_reason"):
            yield Problem(f"{at}no_photo_reason", f"第 {number} 条结论为已整改，但没有整改后照片。补一张，或写明为什么没有。", "block", "R69")
    elif not grave:
        yield from _next_of(at, number, look, place)
    facts = hazards.of(desk, record["id"])
    by = due.reinspect_by(facts.life)
    if by and place > by:
        late = due.overdue_days(by, date.fromisoformat(place)) + due.REINSPECT_WITHIN
        yield Problem(f"{at}conclusion", f"第 {number} 条距申请（期满）已 {late} 日，超过 10 日。", "hint", "R10")


def _next_of(at: str, number: int, look: Mapping[str, Any], place: str):
    step = look.get("next")
    if not step:
        word = CONCLUSIONS[look["conclusion"]]
        yield Problem(f"{at}next", f"第 {number} 条（{word}）须选二次限期、抄告移送或上报。", "block", "R12")
    if step == "second_deadline":
        if not look.get("next_due_on"):
            yield Problem(f"{at}next_due_on", f"第 {number} 条二次限期要填期限。", "block", "R08")
        elif look["next_due_on"] < place:
            yield Problem(f"{at}next_due_on", f"第 {number} 条二次限期早于复查日期，请改正。", "block", "R08")
    if step == "handover" and not look.get("next_department"):
        yield Problem(f"{at}next_department", f"第 {number} 条抄告移送要选部门。", "block", "R12")


def completed(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with the day each hazard was put right: not told, the day it was seen to be; an earlier day is what
    the unit says (企业自报)."""
    on = str(entry["began_at"])[:10]
    looks = []
    for one in entry.get("looks") or ():
        look = dict(one)
        if look.get("self_reported") is False or look.get("conclusion") != "rectified":
            look.pop("finished_on", None)  # the day it was seen, written by an earlier finishing, or of another answer
            look.pop("self_reported", None)
        if look.get("conclusion") == "rectified":
            look.setdefault("finished_on", on)
        if look.get("finished_on"):
            look["self_reported"] = look["finished_on"] < on
        looks.append(look)
    return {**entry, "looks": looks}


def save_draft(desk: Desk, entry: Mapping[str, Any], identity: str | None = None) -> str:
    """Keep an unfinished re-inspection as it is; returns its id.  Drafts are this PC's own."""
    identity = identity or desk.store.clock.new_id()
    with desk.store.local() as db:
        if records.exists(db, "reinspection", identity) and not records.get(db, "reinspection", identity)["voided"]:
            raise Refused("这份复查已完成并锁定，不能再存成草稿。")
        records.save_draft(db, identity, "reinspection", dict(entry), desk.store.clock.now().isoformat(timespec="seconds"))
    return identity


def drafts(desk: Desk) -> list[dict[str, Any]]:
    """Unfinished re-inspections, newest first: id, body, saved_at."""
    return records.drafts(desk.store.db, "reinspection")


def discard_draft(desk: Desk, identity: str) -> None:
    """Throw a draft away; it has used no number."""
    with desk.store.local() as db:
        records.drop_draft(db, identity)


def finish(
    desk: Desk, entry: Mapping[str, Any], identity: str | None = None, reasons: Mapping[str, str] | None = None
) -> str:
    """Finish a re-inspection: a locked record, and for each hazard the step its conclusion means; returns its id.

    One transaction.  `reasons` {rule: sentence} passes warnings.  Raises Invalid with what blocks or with the warnings
    without a reason, Refused when a hazard has gone on meanwhile.
    """
    if desk.officer is None:
        raise Refused("还没有选经办人。请先登记或选一位安全员。")
    given = dict(reasons or {})
    clean = completed(REINSPECTION.check(entry))
    problems = problems_of(desk, clean)
    blocking = [one for one in problems if one.severity == "block"]
    warnings = [one for one in problems if one.severity == "warn" and not given.get(one.rule, "").strip()]
    if blocking or warnings:
        raise Invalid(blocking or warnings)
    for number, photo in enumerate(clean.get("photos") or (), 1):
        if not (len(photo["sha"]) == 64 and desk.store.blobs.has(photo["sha"])):
            raise Refused(f"照片 {number} 的原文件不在本机，请先补回或移除。")
    identity = identity or desk.store.clock.new_id()
    with desk.store.deed("reinspection.finish", desk.officer, **({"reasons": given} if given else {})) as deed:
        version = 1
        if records.exists(desk.store.db, "reinspection", identity):
            old = desk.get("reinspection", identity)
            if not old["voided"]:
                raise Refused("这份复查已经完成。")
            version = old["version"] + 1
            deed.unvoid("reinspection", identity)
        deed.put("reinspection", identity, clean, version)
        for number, look in enumerate(clean["looks"], 1):
            _write_look(desk, deed, identity, number, look, clean["began_at"][:10])
        records.drop_draft(deed.db, identity)
    return identity


def _write_look(desk: Desk, deed: Deed, identity: str, number: int, look: Mapping[str, Any], on: str) -> None:
    facts = hazards.of(desk, look["hazard"])
    step, told = _step(look, facts)
    if facts.life.doubtful or (facts.life.state, step) not in NEXT:
        raise Refused(f"第 {number} 条隐患后来又办过别的步骤，不能按这次结论登记。请先看它的历史。")
    told.update(happened_on=on, reinspection=identity, conclusion=look["conclusion"])
    told.update({name: look[name] for name in ("seen", "invested", "interim", "finished_on") if look.get(name)})
    deed.event("hazard", look["hazard"], step, **told)


def _step(look: Mapping[str, Any], facts: hazards.HazardFacts) -> tuple[str, dict[str, Any]]:
    if facts.life.grade in GRAVE:
        return "observed", {}
    if look["conclusion"] == "rectified":
        return "rectified", {}
    if look["next"] == "second_deadline":
        return "second_deadline", {"due_on": look["next_due_on"]}
    department = look.get("next_department") or COMMITTEE
    return "handover", {"department": department, "reason": "unrectified", "way": look["next"]}


def second_deadline(desk: Desk) -> str:
    """The date proposed for a second deadline: the days agreed on, a rest day moved to the next working day."""
    from yongji_desktop.services import packs

    return packs.calendar(desk).next_working_day(desk.today + timedelta(days=desk.terms.second_days)).isoformat()


def void(desk: Desk, identity: str, reason: str) -> str:
    """Void a re-inspection: what it said of the hazards is taken back; paper numbers stay listed.  Returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    record = desk.get("reinspection", identity)
    if record["voided"]:
        raise Refused("这份复查已经作废，不用再作废。")
    held = records.every(desk.store.db, "paper", subject_id=identity)
    numbers = {one["number"] for one in held if one.get("number")}
    for look in record.get("looks") or ():
        _refuse_gone_on(desk, look["hazard"], identity, numbers)
    with desk.store.deed("reinspection.void", desk.officer, reason=reason) as deed:
        deed.void("reinspection", identity, reason)
        for look in record.get("looks") or ():
            mine = [one["id"] for one in hazards.live_events(desk, look["hazard"]) if _of_this(one, identity, numbers)]
            if mine:
                deed.event("hazard", look["hazard"], "retract", of=mine)
        for one in held:
            deed.void("paper", one["id"], reason)
    return deed.id


def _of_this(event: Mapping[str, Any], identity: str, numbers: Collection[str]) -> bool:
    """Whether an event came of this re-inspection or of its notice (one of `numbers`)."""
    return event.get("reinspection") == identity or (event["step"] == "notified" and event.get("number") in numbers)


def is_finished(desk: Desk, identity: str) -> bool:
    """Whether this is a finished re-inspection, void or not."""
    return records.exists(desk.store.db, "reinspection", identity)


def _refuse_gone_on(desk: Desk, hazard_id: str, identity: str, numbers: Collection[str]) -> None:
    """Refuse when steps after this re-inspection would no longer fit without it."""
    told = hazards.live_events(desk, hazard_id)
    rest = [one for one in told if not _of_this(one, identity, numbers)]
    before = hazard.live((one["id"], one) for one in told)
    after = hazard.live((one["id"], one) for one in rest)
    if len(rest) < len(told) and len(after.doubtful) > len(before.doubtful):
        raise Refused("复查之后隐患又登记了别的步骤，不能作废这份复查。请先撤销后来的那一步。")


def listed(desk: Desk, site_id: str | None = None, limit: int = 200, offset: int = 0) -> list[dict[str, Any]]:
    """Finished re-inspections, newest first."""
    only = {"site_id": site_id} if site_id else {}
    return records.every(desk.store.db, "reinspection", order="began_at DESC", limit=limit, offset=offset, **only)



"""Inspections: drafts, finishing, correcting, listing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yongji_desktop.core import rules, wording
from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.kinds import HAZARD_FIELDS, INSPECTION
from yongji_desktop.services import clues, hazards, objections, powers, sheet_steps
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.entry import snapshot
from yongji_desktop.store import questions, records
from yongji_desktop.store.deed import Deed
from yongji_desktop.store.undo import UNDONE

WORDING = tuple(one.name for one in HAZARD_FIELDS if one.name not in ("id", "control", "phone_report"))
FIXED = {"grade": "等级", "treatment": "处理方式", "due_on": "整改期限"}


def visits_this_year(desk: Desk, site_id: str, before: str, besides: str | None = None) -> dict[str, int]:
    """{nature: visits of a site in the year of `before` that began earlier}; re-inspections are not visits."""
    return questions.visits(desk.store.db, site_id, f"{before[:4]}-01-01", before, besides or "")


def context_for(
    desk: Desk, entry: Mapping[str, Any], identity: str | None = None, is_town: bool | None = None
) -> rules.Context:
    """What the rules must know beside the entry."""
    began = str(entry.get("began_at") or desk.today.isoformat())
    site = entry.get("site_id")
    return rules.Context(
        today=desk.today,
        visits=visits_this_year(desk, site, began, identity) if isinstance(site, str) else {},
        visit_line=desk.terms.visit_line,
        authorised=powers.authorised(desk, began),
        self_name="本镇" if is_town or (is_town is None and desk.office.get("is_town")) else "本街道",
    )


def problems_of(desk: Desk, entry: Mapping[str, Any], identity: str | None = None) -> list[Problem]:
    """Every breach of the rules for finishing this entry, blocking ones first."""
    is_town = bool(desk.office.get("is_town"))
    found = rules.look_over(entry, context_for(desk, entry, identity, is_town))
    found += wording.scan(_spoken(entry), is_town, _names(entry))
    return sorted(found, key=lambda problem: problem.severity != "block")


def _spoken(entry: Mapping[str, Any]) -> list[wording.Spoken]:
    """The fields of an entry that speak for the town."""
    found = [wording.Spoken("extra_opinion", "处理意见", str(entry.get("extra_opinion") or ""))]
    for index, one in enumerate(entry.get("hazards") or ()):
        found.append(wording.Spoken(f"hazards.{index}.measure", f"第 {index + 1} 条整改要求", str(one.get("measure") or "")))
    return found


def _names(entry: Mapping[str, Any]) -> list[str]:
    return [str((entry.get("site") or {}).get("name") or "")] if isinstance(entry.get("site"), Mapping) else []


def save_draft(desk: Desk, entry: Mapping[str, Any], identity: str | None = None) -> str:
    """Keep an unfinished entry as it is, complete or not; returns its id.  Drafts are this PC's own."""
    identity = identity or desk.store.clock.new_id()
    saved_at = desk.store.clock.now().isoformat(timespec="seconds")
    with desk.store.local() as db:
        if _is_finished(desk, identity):
            raise Refused("这份检查已完成并锁定，不能再存成草稿。要改请用“更正”。")
        records.save_draft(db, identity, "inspection", dict(entry), saved_at)
    return identity


def drafts(desk: Desk) -> list[dict[str, Any]]:
    """Unfinished inspections, newest first: id, body, saved_at."""
    return records.drafts(desk.store.db, "inspection")


def discard_draft(desk: Desk, identity: str) -> None:
    """Throw a draft away; a field sheet that is out for it becomes void in the same deed, its number stays listed."""
    sheet = sheet_steps.out_with(desk, identity)
    if sheet is None:
        with desk.store.local() as db:
            records.drop_draft(db, identity)
        return
    with desk.store.deed("field_sheet.void", desk.officer, reason=sheet_steps.THROWN_AWAY) as deed:
        sheet_steps.drop(deed, sheet, sheet_steps.THROWN_AWAY)
        records.move_draft(deed.db, identity, sheet_steps.SET_ASIDE)


def finish(
    desk: Desk, entry: Mapping[str, Any], identity: str | None = None, reasons: Mapping[str, str] | None = None
) -> str:
    """Finish an entry: it becomes a locked record, its hazards begin their lives, its draft goes; returns its id.

    One transaction.  `reasons` {rule id: sentence} passes warnings; they go to the history, not onto the paper.
    Raises Invalid with every blocking problem, or with the warnings that have no reason yet.
    """
    clean, identity = _checked(desk, entry, identity, reasons or {})
    with desk.store.deed("inspection.finish", desk.officer, **_reasons(reasons)) as deed:
        if _is_finished(desk, identity):
            raise Refused("这份检查已经完成。要改请用“更正”。")
        version = 1
        if records.exists(desk.store.db, "inspection", identity):
            version = desk.get("inspection", identity)["version"] + 1
            deed.unvoid("inspection", identity)
        _write(desk, deed, identity, clean, version, {})
        sheet_steps.enter(desk, deed, clean, identity)
        for one in clean.get("hazards") or ():
            if one.get("id") and records.exists(desk.store.db, "hazard", one["id"]):
                deed.unvoid("hazard", one["id"])
        records.drop_draft(deed.db, identity)
    return identity


def _is_finished(desk: Desk, identity: str) -> bool:
    return records.exists(desk.store.db, "inspection", identity) and not desk.get("inspection", identity)["voided"]


def _reasons(reasons: Mapping[str, str] | None) -> dict[str, Any]:
    return {"reasons": dict(reasons)} if reasons else {}


def _checked(
    desk: Desk, entry: Mapping[str, Any], identity: str | None, reasons: Mapping[str, str]
) -> tuple[dict[str, Any], str]:
    if desk.officer is None:
        raise Refused("还没有选经办人。请先登记或选一位安全员。")
    identity = identity or desk.store.clock.new_id()
    clean = INSPECTION.check(entry)
    site = desk.get("site", clean["site_id"])
    if site["voided"]:
        raise Refused(f"“{site['name']}”已作废，不能完成。您填的内容没有丢；请先在单位页恢复它，或改选单位。")
    clean.setdefault("site", snapshot(site))
    for number, photo in enumerate(clean.get("photos") or (), 1):
        if not (len(photo["sha"]) == 64 and desk.store.blobs.has(photo["sha"])):
            raise Refused(f"照片 {number} 的原文件不在本机，请先补回或移除。")
        if photo.get("hazard") is not None and photo["hazard"] >= len(clean.get("hazards") or ()):
            raise Refused(f"照片 {number} 写的是第 {photo['hazard'] + 1} 条隐患，但没有这一条。请改正。")
    campaign = clean.get("campaign_id")
    if campaign and (not records.exists(desk.store.db, "campaign", campaign) or desk.get("campaign", campaign)["voided"]):
        raise Refused("写着的专项行动已经作废或没有了。您填的内容没有丢；请在表头（F4）重选“专项行动”。")
    _refuse_borrowed_hazards(desk, clean, identity)
    found = problems_of(desk, clean, identity)
    blocking = [one for one in found if one.severity == "block"]
    open_warnings = [one for one in found if one.severity == "warn" and not (reasons.get(one.rule) or "").strip()]
    if blocking or open_warnings:
        raise Invalid(blocking or open_warnings)
    return clean, identity


def _refuse_borrowed_hazards(desk: Desk, clean: Mapping[str, Any], identity: str) -> None:
    """A hazard's id belongs to one inspection: an entry begun from an earlier one must not carry it along."""
    ids = [one["id"] for one in clean.get("hazards") or () if one.get("id")]
    known = records.many(desk.store.db, "hazard", ids)
    if len(set(ids)) < len(ids) or any(one.get("inspection_id") != identity for one in known):
        raise Refused("有一条隐患带着别的检查的内部号，会把那条改掉。请删去这条隐患，重新登记。")


def _write(
    desk: Desk, deed: Deed, identity: str, clean: dict[str, Any], version: int, before: Mapping[str, Any]
) -> None:
    """The whole record, and for each hazard its wording and, when new, its first events."""
    known = {one["id"]: one for one in before.get("hazards") or ()}
    hazards = []
    for one in clean.get("hazards") or ():
        hazards.append({**one, "id": one.get("id") or deed.clock.new_id()})
    clean = {**clean, **({"hazards": hazards} if hazards else {})}
    deed.put("inspection", identity, clean, version, reason=before.get("reason"))
    objections.follow(deed, identity, clean)
    clues.follow(desk, deed, identity, clean)
    for one in hazards:
        words = {name: one[name] for name in WORDING if one.get(name) is not None}
        words.update(inspection_id=identity, site_id=clean["site_id"], found_on=clean["began_at"][:10])
        if one["id"] not in known or _words(known[one["id"]]) != _words(one):
            deed.put("hazard", one["id"], words, version)
        if one["id"] not in known:
            _begin(deed, one, clean)
        elif one.get("phone_report") and one["phone_report"] != known[one["id"]].get("phone_report"):
            _report(deed, one)


def _words(hazard: Mapping[str, Any]) -> dict[str, Any]:
    return {name: hazard.get(name) for name in WORDING}


def _begin(deed: Deed, one: Mapping[str, Any], clean: Mapping[str, Any]) -> None:
    day = clean["began_at"][:10]
    facts = {name: one[name] for name in ("grade", "treatment", "due_on") if one.get(name)}
    if one["treatment"] == CLUE:
        facts["grade"] = CLUE
    deed.event("hazard", one["id"], "found", happened_on=day, **facts)
    if one["treatment"] == "on_spot":
        deed.event("hazard", one["id"], "rectified_on_spot", happened_on=day)
    if one.get("phone_report"):
        _report(deed, one)
    control = one.get("control") or {}
    if one["treatment"] != "on_spot" and (control.get("stopped") or control.get("evacuated")):
        stopped = bool(control.get("stopped"))
        told = {
            "stopped_what": control.get("what") if stopped else None,
            "stopped_at": control.get("stopped_at") if stopped else None,
            "evacuated": control.get("evacuated"),
            "advised": True,
        }
        told = {name: value for name, value in told.items() if value not in (None, "")}
        deed.event("hazard", one["id"], "controlled", happened_on=day, **told)


def _report(deed: Deed, one: Mapping[str, Any]) -> None:
    report = dict(one["phone_report"])
    deed.event("hazard", one["id"], "reported_by_phone", happened_on=str(report.get("at") or "")[:10], report=report)


def correct(
    desk: Desk, identity: str, entry: Mapping[str, Any], reason: str, reasons: Mapping[str, str] | None = None,
    draft: str | None = None,
) -> str:
    """更正: write the next version of a finished record with its reason; returns the deed.

    Wording may change; grade, treatment and deadline of a hazard may not (they follow from its events).  A hazard
    left out is withdrawn with the same reason.  `draft` is the draft this was written in; it goes with the deed.
    """
    if not reason.strip():
        raise Invalid([Problem("reason", "更正要写原因。请写一句为什么改。")])
    old = desk.get("inspection", identity)
    if old["voided"]:
        raise Refused("这份检查已作废，不能更正。请先恢复它。")
    clean, _ = _checked(desk, entry, identity, reasons or {})
    if clean["site_id"] != old["site_id"]:
        raise Refused("更正不能换单位。写错单位的请作废这份，另做一份。")
    if old.get("field_sheet"):
        clean["field_sheet"] = old["field_sheet"]
    now = {one["id"]: one for one in clean.get("hazards") or () if one.get("id")}
    for number, one in enumerate(old.get("hazards") or (), 1):
        for name, label in FIXED.items():
            if one["id"] in now and now[one["id"]].get(name) != one.get(name):
                raise Refused(f"第 {number} 条隐患的{label}不能用更正来改，要按它的办理步骤登记。")
    with desk.store.deed("inspection.correct", desk.officer, reason=reason, **_reasons(reasons)) as deed:
        _refuse_off_road(desk, old, now)
        _write(desk, deed, identity, clean, old["version"] + 1, {**old, "reason": reason})
        for one in old.get("hazards") or ():
            if one["id"] not in now:
                deed.event("hazard", one["id"], "withdrawn", reason=reason, happened_on=desk.today.isoformat())
        if draft:
            records.drop_draft(deed.db, draft)
    return deed.id


def _refuse_off_road(desk: Desk, old: Mapping[str, Any], now: Mapping[str, Mapping[str, Any]]) -> None:
    """A hazard that has gone on is neither left out nor reported by a correction: that is a step of its own."""
    for number, one in enumerate(old.get("hazards") or (), 1):
        told = now.get(one["id"])
        if told is None and not hazards.may(desk, one["id"], "withdrawn"):
            raise Refused(f"第 {number} 条隐患已经办到别的步骤，不能在更正里删去。请保留它，要撤销的在隐患里办。")
        fresh = told is not None and told.get("phone_report") and told["phone_report"] != one.get("phone_report")
        if fresh and not hazards.may(desk, one["id"], "reported_by_phone"):
            raise Refused(f"第 {number} 条隐患已经办结，不能再补电话报告。请看它的历史。")


def versions(desk: Desk, identity: str) -> list[dict[str, Any]]:
    """Every version of a finished record, oldest first: version, at, officer (the name), reason, body."""
    names = {one["id"]: one["name"] for one in records.every(desk.store.db, "officer", voided=True)}
    found = []
    for row in questions.changes_of(desk.store.db, "inspection", identity):
        change = json.loads(row["body"] or "{}")
        for op in change.get("ops") or ():
            if op["k"] == "inspection" and op["id"] == identity and "whole" in op:
                reason = op.get("reason") or change.get("reason") or ""
                found.append({"version": op.get("version", 1), "at": row["at"], "officer": names.get(row["officer"], "—"),
                              "reason": reason, "body": op["whole"]})
    return found


def void(desk: Desk, identity: str, reason: str) -> str:
    """Void an inspection with its hazards; its paper numbers stay listed as void.  Returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    if desk.get("inspection", identity)["voided"]:
        raise Refused("这份检查已经作废，不用再作废。")
    _refuse_handed_over(desk, identity)
    numbers = [one["number"] for one in records.every(desk.store.db, "paper", subject_id=identity) if one.get("number")]
    hazards_of_visit = [one["id"] for one in records.every(desk.store.db, "hazard", inspection_id=identity)]
    with desk.store.deed("inspection.void", desk.officer, reason=reason) as deed:
        deed.void("inspection", identity, reason)
        for kind, column in (("hazard", "inspection_id"), ("objection", "inspection_id"), ("paper", "subject_id")):
            for one in records.every(desk.store.db, kind, **{column: identity}):
                deed.void(kind, one["id"], reason)
        hazards.forget_notices(desk, deed, hazards_of_visit, numbers)
    return deed.id


def _refuse_handed_over(desk: Desk, identity: str) -> None:
    """A visit whose hazard or lead a department has in hand is not taken away under it."""
    for one in records.every(desk.store.db, "hazard", inspection_id=identity):
        life = hazards.of(desk, one["id"]).life
        if life.handovers and one["open"]:
            name = str(one.get("description") or "")[:16]
            raise Refused(f"“{name}”已办移送，不能作废这份检查。请先作废移送函（撤销那一步），或登记部门的答复。")


def unvoid(desk: Desk, identity: str) -> str:
    """Restore a void inspection with its hazards; papers voided with it stay void.  Returns the deed."""
    record = desk.get("inspection", identity)
    if not record["voided"]:
        raise Refused("这份检查没有作废，不用恢复。")
    if record["void_reason"] == UNDONE:
        raise Refused("这份检查是撤销掉的，不是作废的。要找回它，请在草稿里点“完成”，或在历史里重做。")
    with desk.store.deed("inspection.unvoid", desk.officer) as deed:
        deed.unvoid("inspection", identity)
        for kind in ("hazard", "objection"):
            for one in records.every(desk.store.db, kind, voided=True, inspection_id=identity):
                if one["void_reason"] == record["void_reason"]:
                    deed.unvoid(kind, one["id"])
    return deed.id


def listed(
    desk: Desk, site_id: str | None = None, limit: int = 200, offset: int = 0, text: str = "", voided: bool = False
) -> list[dict[str, Any]]:
    """Finished inspections, newest first, without their bodies; with `voided` the void ones instead.

    Rows hold site_name, began_at, nature, people, signed, hazard_count, numbers; `text` is found in the site's words
    or initials.
    """
    return questions.inspections(desk.store.db, site_id, limit, offset, text, voided)


def counted(desk: Desk, text: str = "", voided: bool = False) -> int:
    """How many finished (or void) inspections there are."""
    return questions.count_inspections(desk.store.db, None, text, voided)

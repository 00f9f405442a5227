"""What the detail of a hazard says: facts in pairs, its past in sentences, its photos before and after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.citations import cite
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.hazard_steps import HANDOVER_REASONS
from yongji_desktop.gui.pages.site_facts import masked
from yongji_desktop.services import hazard_lists, hazards, history
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.hazards import HazardFacts

ALLOTTED = "隐患编号"
_HAPPENED = re.compile(r"(\d{2}-\d{2}) ")
_DAY = re.compile(r"\b(\d{4})-(\d{2}-\d{2})")


def short_days(text: str, today: date) -> str:
    """Days of this year without the year: 11-20; others whole."""
    return _DAY.sub(lambda found: found[2] if int(found[1]) == today.year else found[0], text)


def pairs(desk: Desk, facts: HazardFacts) -> list[tuple[str, str]]:
    """(label, words) of what is known; empty ones left out."""
    record, life, today = facts.record, facts.life, desk.today
    named = _site(facts)
    answers = record.get("responsible") or ""
    told = [
        ("单位", named),
        ("部位", "" if record.get("part") in (None, record.get("place")) else str(record["part"])),
        ("来源", _source(record)),
        ("依据", "；".join(cite(one) for one in record.get("basis") or ())),
        ("期限", _term(facts)),
        ("停用措施", stopped(facts)),
        ("部门", _department(facts)),
        ("认定", _judged(life.judgement)),
        ("督办", _supervised(life.supervision)),
        ("结束", _ended(life.end or life.deregistration)),
        ("附件", "、".join(one["name"] for one in hazards.files_of(desk, record["id"]))),
        ("未出示", record.get("missing") or ""),
        ("移送到", (record.get("department") or "出函时选") if facts.life.grade == CLUE and not facts.life.handovers else ""),
        ("要求", record.get("measure") or ""),
        ("责任人", answers if answers not in named else ""),
    ]
    return [(name, short_days(words, today)) for name, words in told if words]


def _site(facts: HazardFacts) -> str:
    site = facts.site
    if not site:
        return facts.record.get("place") or "没有定单位"
    for role, name in (("安全员", "safety_officer"), ("负责人", "principal")):
        if site.get(name):
            phone = site.get(f"{name}_phone") or site.get("phone") or ""
            return f"{site['name']} · {role} {site[name]} {masked(phone)}".rstrip()
    return site["name"]


def _source(record: Mapping[str, Any]) -> str:
    source, by = hazard_lists.source_word(record), record.get("reported_by")
    if not by and str(record.get("source") or "visit") == "visit":
        return ""
    return f"{source}，{by}" if by else source


def _term(facts: HazardFacts) -> str:
    life = facts.life
    if not life.due_on:
        return ""
    words = life.first_due_on or life.due_on
    for one in life.extensions:
        words += f"，延期到 {one.get('due_on')}（{one.get('reason') or '没有写原因'}）"
    if life.rounds:
        words += f"，二次限期 {life.due_on}"
    elif life.due_on not in words:
        words += f"，现在到 {life.due_on}"
    return words


def stopped(facts: HazardFacts) -> str:
    """What the unit stopped, by the newest word of it."""
    life, control = facts.life, facts.record.get("control") or {}
    for one in reversed(life.extensions):
        if one.get("interim"):
            return str(one["interim"])
    for one in reversed(life.controls):
        parts = [f"停用{one['stopped_what']}" if one.get("stopped_what") else "", one.get("words") or ""]
        return "，".join(part for part in parts if part)
    if control.get("stopped"):
        at = f"{control['stopped_at']} " if control.get("stopped_at") else ""
        people = f"，撤离 {control['evacuated']} 人" if control.get("evacuated") else ""
        return f"{at}停用{control.get('what') or ''}{people}"
    return ""


def _department(facts: HazardFacts) -> str:
    if not facts.life.handovers:
        return ""
    last = facts.life.handovers[-1]
    days = (
        ("决定", last.decided_on),
        ("送达", last.delivered_on),
        ("受理", last.accepted_on),
        ("反馈", last.answered_on),
        ("退回", last.declined_on),
    )
    way = "，".join(f"{on} {word}" for word, on in days if on)
    why = HANDOVER_REASONS.get(last.reason, "")
    told = f"{last.department}（{why}）" if why else last.department
    reminded = f"，催办 {len(last.rungs)} 次" if last.rungs else ""
    return f"{told}：{way}{reminded}" + (f"；{last.answer}" if last.answer else "")


def _judged(one: Mapping[str, Any] | None) -> str:
    if not one:
        return ""
    word = "重大" if one["step"] == "judged_major" else "不构成重大"
    return f"{one.get('department', '')} {one.get('happened_on', '')} 认定{word}（{one.get('document', '')}，{one.get('judged_by', '')}）"


def _supervised(one: Mapping[str, Any] | None) -> str:
    return (
        f"{one.get('department', '')}挂牌，{one.get('document', '')}，期限 {one.get('due_on', '')}"
        if one
        else ""
    )


def _ended(one: Mapping[str, Any] | None) -> str:
    if not one:
        return ""
    told = one.get("words") or one.get("evidence") or one.get("document") or ""
    return f"{one.get('happened_on', '')} {told}".strip()


def past(desk: Desk, identity: str) -> list[tuple[str, str, str]]:
    """(day it happened, sentence, officer) of everything since it was found, the oldest first."""
    lines, year = [], str(desk.today.year)
    for one in reversed(history.history(desk, "hazard", identity)):
        for told in [each for each in one.details if not each.startswith(ALLOTTED)] or [one.what]:
            found = _HAPPENED.match(told)
            day = found[1] if found else one.at[5:10] if one.at[:4] == year else one.at[:10]
            words = told[found.end() :] if found else told
            lines.append((day, short_days(words, desk.today), one.officer))
    return lines


def photo_rows(desk: Desk, facts: HazardFacts) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(photos before, photos after): the report's, the visit's, those of every look since."""
    record = facts.record
    found = [dict(one) for one in record.get("photos") or ()]
    if record.get("inspection_id"):
        visit = desk.get("inspection", record["inspection_id"])
        found += _of_look(visit, [one.get("id") for one in visit.get("hazards") or ()], record["id"])
    for look in facts.life.looks:
        again = desk.get("reinspection", look["reinspection"])
        found += _of_look(again, [one.get("hazard") for one in again.get("looks") or ()], record["id"])
    after = [one for one in found if one.get("use") == "after"]
    return [one for one in found if one.get("use") != "after"], after


def _of_look(record: Mapping[str, Any], ids: list[Any], identity: str) -> list[dict[str, Any]]:
    if identity not in ids:
        return []
    at = ids.index(identity)
    return [dict(one) for one in record.get("photos") or () if one.get("hazard") == at]

"""整改复查记录: composed from one re-inspection, each hazard answered by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yongji_desktop.papers import reinspection_opinion as said
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.reinspection_checks import blocked
from yongji_desktop.papers.reinspection_looks import after_word, applied_on, look_part
from yongji_desktop.papers.reinspection_record_blocks import blocks
from yongji_desktop.papers.signing import signing
from yongji_desktop.papers.wording import (
    EMPTY,
    NOTICE,
    Names,
    day,
    day_of_month,
    replaces_note,
    span,
    visit_word,
    with_post,
)

__all__ = ["PAPER", "compose", "title"]

Facts = Mapping[str, Any]
CODE = "reinspection_record"
SHAPE = 1
NO_REPLY = "未收到书面回复"
_NUMBERED_LINE = re.compile(r"([0-9]+)[．.、]")


def title(facts: Facts) -> str:
    """整改复查记录."""
    return "整改复查记录"


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the record will print, by part; JSON-able and without the moment of issue."""
    reinspection = facts.get("reinspection") or {}
    names = Names.of(facts["office"])
    site = reinspection.get("site") or {}
    looks = reinspection.get("looks") or []
    shown: set[int] = set()
    parts = [look_part(facts, n, one, shown) for n, one in enumerate(looks)]
    rest = [n for n in range(len(reinspection.get("photos") or [])) if n not in shown]
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": (facts.get("numbers") or {}).get(CODE),
        "version": facts.get("version", 1),
        "title": title(facts),
        "organ": names.organ,
        "unit": site.get("name") or "",
        "note": replaces_note(facts),
        "basic": _basic(facts, reinspection),
        "looks": {"title": "一、逐条复查情况", "parts": parts},
        "opinion": _opinion(facts, reinspection, names),
        "signing": signing(
            {**facts, "inspection": reinspection}, "复查", False,
            title="三、签字确认", opening="以上复查情况，",
        ),
        "photos": {
            "title": "复查照片",
            "cells": [_photo(reinspection, n, place) for place, n in enumerate(rest, 1)],
        },
    }  # fmt: skip


def _basic(facts: Facts, reinspection: Mapping[str, Any]) -> dict[str, Any]:
    looks = reinspection.get("looks") or []
    found = {one["found_on"] for one in looks if one.get("found_on")}
    original = reinspection.get("original_on") or (found.pop() if len(found) == 1 else None)
    return {
        "unit": ["被复查单位", (reinspection.get("site") or {}).get("name") or EMPTY],
        "original": ["原文书", _original(reinspection)],
        "original_on": [f"原{visit_word(reinspection)}日期", day(original) or EMPTY],
        "time": ["复查时间", span(reinspection.get("began_at"), reinspection.get("ended_at"))],
        "inspectors": ["复查人员", _inspectors(reinspection)],
        "why": ["复查原因", _why(facts)],
        "companion": ["企业陪同", reinspection.get("companion") or EMPTY],
        "reply": ["企业回复", (reinspection.get("reply") or "").strip() or NO_REPLY],
    }


def _original(reinspection: Mapping[str, Any]) -> str:
    """《事故隐患整改通知（告知）书》 and the numbers of the notices, else the number of what was printed then."""
    looks = reinspection.get("looks") or []
    numbers = list(dict.fromkeys(one["notice"] for one in looks if one.get("notice")))
    other = reinspection.get("original_number")
    if not numbers and other and "安改〔" in other:
        numbers = [other]
    if numbers:
        return f"《{NOTICE}》\n{'、'.join(numbers)}"
    if other and "安检〔" in other:
        return f"《安全生产{visit_word(reinspection)}记录》\n{other}"
    return other or EMPTY


def _inspectors(reinspection: Mapping[str, Any]) -> str:
    """王晓栲、李雨䶮（应急管理站）: people of one section together; certificates of an authorised one."""
    groups: dict[str, list[str]] = {}
    for one in reinspection.get("inspectors") or []:
        name = one.get("name") or ""
        if reinspection.get("nature") == "authorised":
            name = f"{name}（证号：{one.get('certificate') or EMPTY}）"
        groups.setdefault(one.get("section") or "", []).append(name)
    return "、".join(with_post("、".join(names), section) for section, names in groups.items()) or EMPTY


def _why(facts: Facts) -> str:
    reinspection = facts.get("reinspection") or {}
    why, on = reinspection.get("why"), str(reinspection.get("began_at") or "")[:10]
    if why == "resumed":
        return "恢复经营前复查"
    if why not in ("applied", "expired"):
        return "其他" if why == "other" else EMPTY
    looks = reinspection.get("looks") or []
    if why == "applied":
        words, days = "收到企业回复", [day_ for one in looks if (day_ := applied_on(facts, one))]
    else:
        words = "整改期限届满"
        days = [one["due_on"] for one in looks if one.get("due_on") and one["due_on"] <= on]
    if not days or not on:
        return words
    return f"{words}（{day_of_month(min(days))}），{_nth_day(min(days), on)}"


def _nth_day(since: str, on: str) -> str:
    days = (date.fromisoformat(on) - date.fromisoformat(since[:10])).days
    return f"第{days}日" if days > 0 else "当日"


def _photo(reinspection: Mapping[str, Any], index: int, place: int) -> dict[str, Any]:
    photo = reinspection["photos"][index]
    looks, of = reinspection.get("looks") or [], photo.get("hazard")
    look = looks[of] if of is not None and of < len(looks) else {}
    use = {"before": "整改前", "after": after_word(look)}.get(photo.get("use"), "现场")
    if of is not None:
        use = f"第{of + 1}条（{use}）"
    by = f"拍摄人：{photo['taken_by']}" if photo.get("taken_by") else ""
    taken = (photo.get("taken_at") or "").replace("T", " ")
    return {
        "no": f"照片{place}",
        "sha": photo.get("marked") or photo["sha"],
        "use": use,
        "caption": photo.get("caption") or "",
        "taken": "　".join(part for part in (taken, by) if part),
    }


def _opinion(facts: Facts, reinspection: Mapping[str, Any], names: Names) -> dict[str, Any]:
    written = (reinspection.get("opinion") or "").strip()
    text = written or said.opinion(reinspection, facts.get("lives") or {}, names)
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    numbers = [int(match[1]) for line in paragraphs if (match := _NUMBERED_LINE.match(line))]
    lead = f"{numbers[-1] + 1}．" if numbers else ""
    return {
        "title": "二、复查意见",
        "paragraphs": paragraphs,
        "overall": list(_overall(facts, reinspection, lead)),
    }


def _overall(facts: Facts, reinspection: Mapping[str, Any], lead: str) -> Iterator[list[Any]]:
    """总体意见 in two lines: all closed, part closed with the rest at a department, or what comes next."""
    lives = facts.get("lives") or {}
    looks = [(one, lives.get(one.get("hazard")) or {}) for one in reinspection.get("looks") or []]
    heavy = [(one, life) for one, life in looks if said.grave(one, life) and not said.deregistered(life)]
    closed = [
        one for one, life in looks
        if said.deregistered(life) or one.get("conclusion") == "rectified" and not said.grave(one, life)
    ]  # fmt: skip
    again = [one for one, _ in looks if one.get("next") == "second_deadline"]
    dated = {one["next_due_on"] for one in again if one.get("next_due_on")}
    to = {said.next_department(one): None for one, _ in looks if one.get("next") == "handover"}
    up = {said.next_department(one): None for one, _ in looks if one.get("next") == "report_up"}
    partly = bool(closed) and bool(heavy or to)
    if heavy and not closed:
        to.update({said.department_of(one, life): None for one, life in heavy if one.get("conclusion")})
    yield [
        f"{lead}总体意见：",
        {"box": bool(looks) and len(closed) == len(looks)},
        "全部闭环　",
        {"box": partly},
        "部分闭环，移送事项继续跟踪",
    ]
    yield [
        {"box": bool(dated)},
        "二次限期至",
        _filled("、".join(day(one) for one in sorted(dated))),
        "　",
        {"box": bool(to)},
        "抄告（移送）",
        _filled("、".join(to)),
        "　",
        {"box": bool(up)},
        "上报",
        _filled("、".join(up)),
    ]


def _filled(words: str) -> dict[str, Any]:
    return {"t": words, "u": True} if words else {"blank": 22}


PAPER = Paper(
    code=CODE,
    name="整改复查记录",
    series="安复",
    copies=("site", "town"),
    device_letter=True,
    family="form",
    title=title,
    compose=compose,
    blocks=blocks,
    blocked=blocked,
    subject="reinspection",
)

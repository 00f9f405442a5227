"""A finished re-inspection in words: its facts as pairs, its looks as rows, its photos before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.kind_parts import GRAVE, NATURES
from yongji_desktop.core.kinds_follow import CONCLUSIONS, LOOKED_GRADES, NEXT_STEPS, WHY
from yongji_desktop.gui.pages.inspection_facts import Body, Pairs, joined, person_words, signature_words, told
from yongji_desktop.gui.pages.paper_set import short_number


def facts(body: Body) -> Pairs:
    """(label, words) of what is filled in."""
    began, ended = str(body.get("began_at") or ""), str(body.get("ended_at") or "")
    until = ended[11:] if ended[:10] == began[:10] else ended.replace("T", " ")
    principal = body.get("told_principal") or {}
    return told(
        [
            ("时间", began.replace("T", " ") + (f" 到 {until}" if until else "")),
            ("原因", WHY.get(body.get("why") or "")),
            ("复查人员", "、".join(one.get("name", "") for one in body.get("inspectors") or [])),
            ("一人的原因", body.get("single_reason")),
            ("记录人", body.get("recorder")),
            ("到场人", person_words(body)),
            ("企业陪同", body.get("companion")),
            ("企业回复", body.get("reply")),
            ("电话告知", joined(principal.get("name"), str(principal.get("at") or "").replace("T", " "))),
            ("签字", signature_words(body)),
            ("复查意见", body.get("opinion")),
            ("原检查", joined(body.get("original_on"), NATURES.get(body.get("nature") or ""))),
            ("原文书", short_number(body["original_number"]) if body.get("original_number") else ""),
        ]
    )


def look_rows(body: Body) -> list[dict[str, Any]]:
    """Rows of the looks, in the order of the paper."""
    return [
        {
            "id": one.get("hazard") or index,
            "number": index + 1,
            "description": "：".join(part for part in (one.get("part"), one.get("description")) if part),
            "conclusion": CONCLUSIONS.get(one.get("conclusion") or "", ""),
            "next": _next(one),
            "look": one,
        }
        for index, one in enumerate(body.get("looks") or [])
    ]


def _next(one: Mapping[str, Any]) -> str:
    told_to = one.get("next_due_on") if one.get("next") == "second_deadline" else one.get("next_department")
    return joined(NEXT_STEPS.get(one.get("next") or ""), told_to)


def look_facts(one: Body) -> Pairs:
    """Everything about one look as (label, words)."""
    told_by = "（企业自报）" if one.get("self_reported") else ""
    return told(
        [
            ("编号", one.get("number")),
            ("部位", one.get("part")),
            ("原问题", one.get("description")),
            ("等级", LOOKED_GRADES.get(one.get("grade") or "")),
            ("整改要求", one.get("measure")),
            ("查出", one.get("found_on")),
            ("期限", one.get("due_on")),
            ("结论", CONCLUSIONS.get(one.get("conclusion") or "")),
            ("现场核查", one.get("seen")),
            ("完成日期", one.get("finished_on") and f"{one['finished_on']}{told_by}"),
            ("整改投入", one.get("invested") and f"{one['invested']:g} 万元"),
            ("下一步", _next(one)),
            ("承办部门", one.get("department") if one.get("grade") in GRAVE else ""),
            ("临时管控", one.get("interim")),
            ("没有改后照片", one.get("no_photo_reason")),
        ]
    )


def photo_rows(body: Body) -> list[dict[str, Any]]:
    """The photos to look at: of each look the one before, then those taken this time, then the rest."""
    shown: list[dict[str, Any]] = []
    taken = [dict(one) for one in body.get("photos") or []]
    for index, one in enumerate(body.get("looks") or []):
        if one.get("before"):
            shown.append({"sha": one["before"], "use": "before", "hazard": index})
        shown += [each for each in taken if each.get("hazard") == index]
    return [*shown, *(one for one in taken if one not in shown)]

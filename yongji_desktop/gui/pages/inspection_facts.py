"""An inspection in words: its facts as pairs, its answers, hazards and signature as rows for tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.citations import cite_all
from yongji_desktop.core.hazard_road import CLUE, STATES
from yongji_desktop.core.kind_parts import (
    CATEGORIES,
    GRADES,
    JUDGEMENTS,
    METHODS,
    NATURES,
    RESULTS,
    TREATMENTS,
)
from yongji_desktop.core.signature import signature_words as word_of_signature

Body = Mapping[str, Any]
Pairs = list[tuple[str, str]]


def told(pairs: list[tuple[str, Any]]) -> Pairs:
    """The pairs that have words."""
    return [(name, str(words)) for name, words in pairs if words not in (None, "")]


def joined(*words: Any) -> str:
    """Words with a comma between them, the empty ones left out."""
    return "，".join(str(word) for word in words if word)


def facts(body: Body) -> Pairs:
    """(label, words) of what is filled in."""
    site = body.get("site") if isinstance(body.get("site"), Mapping) else {}
    began, ended = str(body.get("began_at") or ""), str(body.get("ended_at") or "")
    until = ended[11:] if ended[:10] == began[:10] else ended.replace("T", " ")
    lead = body.get("lead") or {}
    category = joined(CATEGORIES.get(body.get("category") or ""), body.get("category_name"))
    lists = [one.get("name", "") for one in body.get("checklists") or [] if isinstance(one, Mapping)]
    informed = ("已告知" if body.get("informed") else "", "已出示证件" if body.get("showed_id") else "")
    return told(
        [
            ("时间", began.replace("T", " ") + (f" 到 {until}" if until else "")),
            ("场所", body.get("places")),
            ("性质", NATURES.get(body.get("nature") or "")),
            ("类型", category),
            ("方式", METHODS.get(body.get("method") or "")),
            ("牵头部门", joined(lead.get("department"), lead.get("document"))),
            ("检查人员", "、".join(one.get("name", "") for one in body.get("inspectors") or [])),
            ("记录人", body.get("recorder")),
            ("技术咨询", "、".join(one.get("name", "") for one in body.get("consultants") or [])),
            ("告知", joined(*informed)),
            ("地址", site.get("address")),
            ("负责人", site.get("principal") if body.get("site_present") == "other" else ""),
            ("到场人", person_words(body)),
            ("检查表", "、".join(lists)),
            ("签字", signature_words(body)),
            ("未出示证照", body.get("unlicensed")),
            ("补充意见", body.get("extra_opinion")),
            ("年度任务", "、".join(f"第 {one.split('/')[-1]} 项" for one in body.get("tasks") or [])),
        ]
    )


def person_words(body: Body) -> str:
    """Who of the unit was there."""
    if body.get("site_present") == "other":
        person = body.get("site_person") or {}
        return f"负责人不在场，现场 {person.get('name') or '（没填）'}"
    site = body.get("site") if isinstance(body.get("site"), dict) else {}
    name, post = site.get("principal"), site.get("principal_post")
    return f"现场负责人 {name}" + (f"（{post}）" if post else "") if name else "现场负责人（没填）"


def signature_word(body: Body) -> str:
    """The state of the signature in a word."""
    return word_of_signature(body)


def signature_words(body: Body) -> str:
    """The state of the signature with who witnessed it and whom it was told."""
    how = body.get("signature") or {}
    post = f"（{how['witness_post']}）" if how.get("witness_post") else ""
    return joined(
        signature_word(body),
        how.get("reason") and f"原因：{how['reason']}",
        how.get("witness") and f"见证人 {how['witness']}{post}",
        how.get("told_department") and _told_department(how),
        how.get("receipt_no") and f"回执号 {how['receipt_no']}",
    )


def _told_department(how: Mapping[str, Any]) -> str:
    """Said to be reported only when the moment, or the receipt, is on record."""
    if how.get("told_at"):
        return f"{str(how['told_at']).replace('T', ' ')} 报告{how['told_department']}"
    return f"已报告{how['told_department']}" if how.get("receipt_no") else f"要报告{how['told_department']}"


def answer_rows(body: Body) -> list[dict[str, Any]]:
    """Rows of the checklist's answers; ★ stands before the text of a starred item."""
    return [
        {
            "id": index,
            "number": index + 1,
            "text": ("★ " if one.get("star") else "") + (one.get("text") or one.get("item") or ""),
            "word": RESULTS.get(one.get("result") or "unseen", ""),
            "note": one.get("note") or one.get("reason") or "",
        }
        for index, one in enumerate(body.get("answers") or [])
    ]


def hazard_rows(body: Body, known: Mapping[str, Body]) -> list[dict[str, Any]]:
    """Rows of the hazards; `known` {id: the hazard's own record} gives state and the deadline that holds."""
    rows = []
    for index, one in enumerate(body.get("hazards") or []):
        now = known.get(one.get("id") or "", {})
        rows.append(
            {
                "id": one.get("id") or index,
                "number": index + 1,
                "description": "：".join(part for part in (one.get("part"), one.get("description")) if part),
                "grade": "线索" if one.get("treatment") == CLUE else GRADES.get(one.get("grade") or "", ""),
                "due_on": now.get("due_on") or one.get("due_on"),
                "state": STATES.get(now.get("state") or "", ""),
                "hazard": {**one, "number": now.get("number")},
            }
        )
    return rows


def lead_rows(leads: list[Body], listed: list[Any]) -> list[dict[str, Any]]:
    """Rows of leads beside the hazards in `listed`."""
    return [
        {
            "id": one["id"],
            "number": "",
            "description": one.get("description") or "",
            "grade": "线索",
            "due_on": None,
            "state": STATES.get(one["state"], ""),
            "hazard": one,
        }
        for one in leads
        if one["id"] not in listed
    ]


def hazard_facts(one: Body) -> Pairs:
    """Everything about one hazard as (label, words)."""
    control, judgement = one.get("control") or {}, one.get("judgement") or {}
    report = one.get("phone_report") or {}
    return told(
        [
            ("编号", one.get("number")),
            ("部位", one.get("part")),
            ("问题", one.get("description")),
            ("依据", cite_all(one["basis"]) if one.get("basis") else ""),
            ("整改要求", one.get("measure")),
            ("处理", TREATMENTS.get(one.get("treatment") or "")),
            ("责任人", one.get("responsible")),
            ("判定", joined(JUDGEMENTS.get(judgement.get("choice") or ""), judgement.get("reason"))),
            ("管控", joined(control.get("what"), control.get("stopped_at"))),
            ("电话报告", joined(report.get("department"), report.get("answered_by"), report.get("at"))),
        ]
    )

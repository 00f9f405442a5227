"""An inspection in words: its facts as pairs, its answers, hazards and signature as rows for tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.hazard import STATES
from yongji_desktop.core.kinds import CATEGORIES, GRADES, METHODS, NATURES, RESULTS, SIGNATURES, TREATMENTS

Body = Mapping[str, Any]


def facts(body: Body) -> list[tuple[str, str]]:
    """(label, words) of what is filled in."""
    site = body.get("site") if isinstance(body.get("site"), Mapping) else {}
    began, ended = str(body.get("began_at") or ""), str(body.get("ended_at") or "")
    kind = "，".join(
        word for word in (
            NATURES.get(body.get("nature") or "", ""), CATEGORIES.get(body.get("category") or "", ""),
            body.get("category_name") or "", METHODS.get(body.get("method") or "", ""),
        ) if word
    )
    lead = body.get("lead") or {}
    told = [
        ("时间", began.replace("T", " ") + (f" 到 {ended[11:] if ended[:10] == began[:10] else ended}" if ended else "")),
        ("场所", body.get("places") or ""),
        ("性质", kind),
        ("牵头部门", "，".join(str(lead[name]) for name in ("department", "document") if lead.get(name))),
        ("检查人员", "、".join(one.get("name", "") for one in body.get("inspectors") or [])),
        ("记录人", body.get("recorder") or ""),
        ("技术咨询", "、".join(one.get("name", "") for one in body.get("consultants") or [])),
        ("告知", "，".join(
            word for name, word in (("informed", "已告知"), ("showed_id", "已出示证件")) if body.get(name)
        )),
        ("地址", site.get("address") or ""),
        ("负责人", site.get("principal") or ""),
        ("现场人员", (body.get("site_person") or {}).get("name") or ""),
        ("检查表", "、".join(one.get("name", "") for one in body.get("checklists") or [] if isinstance(one, Mapping))),
        ("签字", signature_words(body)),
        ("未出示证照", body.get("unlicensed") or ""),
        ("补充意见", body.get("extra_opinion") or ""),
        ("年度任务", "、".join(f"第 {one.split('/')[-1]} 项" for one in body.get("tasks") or [])),
    ]
    return [(name, str(words)) for name, words in told if words]


def signature_word(body: Body) -> str:
    """The state of the signature in a word."""
    return SIGNATURES.get((body.get("signature") or {}).get("state") or "unsigned", "未签")


def signature_words(body: Body) -> str:
    """The state of the signature with who witnessed it and whom it was told."""
    told = body.get("signature") or {}
    more = [
        told.get("reason") and f"原因：{told['reason']}",
        told.get("witness") and f"见证人 {told['witness']}{'（' + told['witness_post'] + '）' if told.get('witness_post') else ''}",
        told.get("told_department") and f"已报告{told['told_department']}",
        told.get("receipt_no") and f"回执号 {told['receipt_no']}",
    ]
    return "，".join([signature_word(body), *(part for part in more if part)])


def answer_rows(body: Body) -> list[dict[str, Any]]:
    """Rows of the checklist's answers; ★ stands before the text of a starred item."""
    return [
        {
            "id": index, "number": index + 1, "result": one.get("result") or "unseen",
            "text": ("★ " if one.get("star") else "") + (one.get("text") or one.get("item") or ""),
            "word": RESULTS.get(one.get("result") or "unseen", ""),
            "note": one.get("note") or one.get("reason") or "",
        }
        for index, one in enumerate(body.get("answers") or [])
    ]


def hazard_rows(body: Body, known: Mapping[str, Body]) -> list[dict[str, Any]]:
    """Rows of the hazards; `known` {id: the hazard's own record} gives its state and the deadline that holds."""
    rows = []
    for index, one in enumerate(body.get("hazards") or []):
        now = known.get(one.get("id") or "", {})
        rows.append(
            {
                "id": one.get("id") or index, "number": index + 1, "part": one.get("part") or "",
                "description": one.get("description") or "", "grade": GRADES.get(one.get("grade") or "", ""),
                "treatment": TREATMENTS.get(one.get("treatment") or "", ""),
                "due_on": now.get("due_on") or one.get("due_on"), "responsible": one.get("responsible") or "",
                "state": STATES.get(now.get("state") or "", ""),
            }
        )
    return rows

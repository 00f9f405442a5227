"""What an officer fills in for 隐患移送（抄告）函, begun out of the hazards' events and the issued papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.hazard_steps import HANDOVER_REASONS
from yongji_desktop.core.kind_parts import choice, long, text
from yongji_desktop.papers import form_facts
from yongji_desktop.papers import handover_words as words
from yongji_desktop.papers.wording import agreed

Facts = Mapping[str, Any]
CODE = "handover_letter"
REPORT_UP = "report_up"
REASONS = {**HANDOVER_REASONS, REPORT_UP: "上报"}
UNSIGNED_SUFFIX = "（未签件）"
SIGNABLE = ("inspection_record", "reinspection_record")

INPUTS = (
    text("department", "主送（接收）部门", required=True, width=16),
    choice("reason", "移送理由", REASONS, required=True),
    text("law", "涉嫌违反的法条", width=20),
    long("measures", "已采取的措施（只写登记过的）"),
    long("request", "商请事项（不填印固定句）"),
    Field("feedback_days", "几日内函告受理情况", Input.COUNT),
    text("copy_to", "抄送"),
    Field(
        "attachments", "附件", Input.ROWS,
        rows=(text("name", "名称", required=True, width=24), Field("pages", "页数", Input.COUNT)),
    ),
    text("previous", "改送：原函文号"),
    text("declined_by", "改送：退回的部门"),
    text("number", "文号（发文簿给的号，没有就空着）", width=16),
    text("signer", "签发人（只存档，函上不印）"),
)  # fmt: skip


def propose(facts: Facts) -> dict[str, Any]:
    """What the inputs begin with: out of the hazards' events and the issued papers."""
    hazards = facts.get("hazards") or [{}]
    last = declined(facts)
    department = hazards[0].get("department") or ""
    if last and words.full_name(facts, last.get("department") or "") == words.full_name(facts, department):
        department = ""
    department = words.full_name(facts, department) if department else ""
    attachments = _attachments(facts)
    begun = {
        "department": department,
        "reason": _reason(facts),
        "measures": words.measures(facts, department),
        "feedback_days": agreed(facts).feedback_within,
        "copy_to": words.COMMITTEE,
        "attachments": attachments,
        "previous": (last or {}).get("number") or "",
        "declined_by": (last or {}).get("department") or "",
    }
    return {name: value for name, value in begun.items() if value not in ("", [], None)}


def declined(facts: Facts) -> Mapping[str, Any] | None:
    """The last letter when the department sent it back."""
    handovers = [one for hazard in facts.get("hazards") or [] for one in life_of(hazard).get("handovers") or []]
    return handovers[-1] if handovers and handovers[-1].get("declined_on") else None


def life_of(hazard: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the events of a hazard add up to."""
    return hazard.get("life") or {}


def _reason(facts: Facts) -> str:
    if words.suspected(facts):
        return "suspected"
    if words.is_clue(facts):
        return "unlicensed" if any(one.get("missing") for one in facts["hazards"]) else "beyond"
    lives = [life_of(one) for one in facts.get("hazards") or []]
    again = [look for life in lives for look in life.get("looks") or [] if look.get("conclusion") != "rectified"]
    if again and any(life.get("delivered_on") for life in lives):
        return "unrectified"
    return "beyond"


def _attachments(facts: Facts) -> list[dict[str, Any]]:
    """What exists: issued papers (not letters sent before, nor receipts) and the hazards' photos."""
    rows: dict[str, dict[str, Any]] = {}
    for one in facts.get("papers") or []:
        if one.get("paper") == CODE or not one.get("title"):
            continue
        unsigned = one["paper"] in SIGNABLE and not one.get("signed")
        slip = one["paper"] == "rectification_notice" and (one.get("data") or {}).get("slip") is not None
        receipt = "及送达回执" if slip and one.get("delivered") else ""
        name = f"{one['title']}{receipt}{UNSIGNED_SUFFIX if unsigned else ''}"
        rows[one.get("number") or name] = {"name": name, "number": one.get("number") or ""}
    names = [one["name"] for one in rows.values()]
    for one in rows.values():  # papers of the same name are told apart by their numbers
        number = one.pop("number")
        one["name"] += f"（{number}）" if number and names.count(one["name"]) > 1 else ""
    photos = sum(len(one.get("photos") or ()) for one in facts.get("hazards") or []) + sum(_photos(facts, one) for one in facts.get("inspections") or [form_facts.inspection_of(facts)])
    return [*rows.values(), *([{"name": f"现场照片（{photos}张）"}] if photos else [])]


def _photos(facts: Facts, inspection: Mapping[str, Any]) -> int:
    """How many photos of a visit show the hazards of the letter."""
    chosen = {one.get("id") for one in facts.get("hazards") or []}
    own = {n for n, one in enumerate(inspection.get("hazards") or []) if one.get("id") in chosen}
    return sum(one.get("hazard") in own for one in inspection.get("photos") or [])


def given_by(facts: Facts) -> dict[str, Any]:
    """What the officer filled in; while nothing was, what is proposed."""
    return form_facts.given(facts, propose(facts))

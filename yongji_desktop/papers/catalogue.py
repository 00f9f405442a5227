"""All papers in one table: what they are called, who gets them, how they are composed and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.canonical import canonical
from yongji_desktop.papers import (
    campaign_summary,
    checklist_sheet,
    complaint_register,
    department_registers,
    extension_request,
    field_sheet,
    handover_letter,
    handover_list,
    hazard_ledger,
    inspection_record,
    major_report,
    missed_visit_register,
    number_book,
    objection_annex,
    privacy_notice,
    rectification_notice,
    rectification_order,
    refusal_report,
    reinspection_record,
    route_list,
    treatment_plan,
)
from yongji_desktop.papers.blocks import Block
from yongji_desktop.papers.frame import Frame
from yongji_desktop.papers.paper import Facts, Paper

CHECK_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


PAPERS: dict[str, Paper] = {
    paper.code: paper
    for paper in (
        Paper(
            code="inspection_record",
            name="安全生产巡查（检查）记录",
            series="安检",
            copies=("site", "town"),
            device_letter=True,
            family="form",
            title=inspection_record.title,
            compose=inspection_record.compose,
            blocks=inspection_record.blocks,
            blocked=inspection_record.blocked,
        ),
        Paper(
            code="rectification_notice",
            name="事故隐患整改通知（告知）书",
            series="安改",
            copies=("site", "town"),
            device_letter=True,
            family="form",
            title=rectification_notice.title,
            compose=rectification_notice.compose,
            blocks=rectification_notice.blocks,
            blocked=rectification_notice.blocked,
        ),
        reinspection_record.PAPER,
        field_sheet.PAPER,
        route_list.PAPER,
        campaign_summary.PAPER,
        major_report.PAPER,
        refusal_report.PAPER,
        treatment_plan.PAPER,
        department_registers.SUPERVISION,
        department_registers.DEREGISTRATION,
        extension_request.PAPER,
        missed_visit_register.PAPER,
        objection_annex.PAPER,
        privacy_notice.PAPER,
        handover_letter.PAPER,
        handover_list.PAPER,
        number_book.PAPER,
        hazard_ledger.PAPER,
        complaint_register.PAPER,
        rectification_order.PAPER,
        checklist_sheet.PAPER,
    )
}


def number(short_name: str, series: str, year: int, letter: str, sequence: int) -> str:
    """永城东安检〔2026〕A036号."""
    return f"{short_name}{series}〔{year}〕{letter}{sequence:03d}号"


def papers_for(facts: Facts) -> list[str]:
    """Codes of the papers one visit gives: the record, and the notice when a hazard has to be put right.

    A visit with a department gives none unless its own papers are asked for (the department's are filed).
    """
    inspection = facts["inspection"]
    if inspection.get("nature") == "joint" and not (inspection.get("lead") or {}).get("own_papers"):
        return []
    codes = ["inspection_record"]
    if rectification_notice.selected(inspection):
        codes.append("rectification_notice")
    return codes


def check_code(data: Mapping[str, Any]) -> str:
    """Eight characters over the frozen data, photo digests included: the first 40 bits of its SHA-256."""
    bits = int.from_bytes(hashlib.sha256(canonical(data)).digest()[:5], "big")
    return "".join(CHECK_ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The blocks of composed data, whichever paper it is."""
    return PAPERS[data["paper"]].blocks(data)


def frame(data: Mapping[str, Any], issued_at: str | None, draft: bool = False, mark: str = "") -> Frame:
    """The frame of composed data: title, unit, number, check code, version and `mark` on every page.

    What ``data["frame"]`` names stands instead; version 0 (a sheet filled by hand) has no check code.
    """
    number_ = None if draft else data["number"]
    known = {
        "title": data["title"],
        "unit": data["unit"],
        "number": number_,
        "code": number_,
        "check_code": check_code(data) if data["version"] and not draft else None,
        "version": data["version"],
        "issued_at": issued_at,
        "draft": draft,
        "mark": mark,
        "family": PAPERS[data["paper"]].family,
    }
    return Frame(**{**known, **data.get("frame", {})})

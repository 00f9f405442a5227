"""The signing part of the record: what stands in its cells in every state of the signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.wording import (
    BLANK_DATE,
    NOTICE,
    ON_FIELD_SHEET,
    Names,
    agreed,
    quoted_number,
    with_post,
)

Facts = Mapping[str, Any]
READ = "以上记录已阅看（或已向我宣读），"
_REFUSED = "（拒绝签字，见拒签情况）"


def signing(
    facts: Facts, word: str, with_receipt: bool, *, title: str = "四、签字确认", opening: str = READ
) -> dict[str, Any]:
    """The texts of 签字确认 under `title`; the unit's opinion begins with `opening`.

    `with_receipt` adds the line that the notice was handed over as well.  The first edition is what was laid before
    the unit: a refusal cannot be printed on it, only on the one made afterwards (`facts["version"]` above 1), and
    never on the typed copy of a signed field sheet.
    """
    inspection = facts["inspection"]
    copied = bool(facts.get("entered_from_field_sheet"))
    signature = {} if copied else inspection.get("signature") or {}
    refused = signature.get("state") == "refused" and facts.get("version", 1) > 1
    if signature.get("state") == "refused" and not refused:
        signature = {}
    absent = inspection.get("site_present") == "other"
    people = max(1, len(inspection.get("inspectors") or []))
    seen = [[ON_FIELD_SHEET]]
    signer: list[Any] = ["现场人员（负责人不在场）"] if absent else ["现场负责人（职务：", {"gap": 25}, "）"]
    if refused:
        signer = [{"t": _REFUSED, "grey": True}]
    return {
        "title": title,
        "refused": refused,
        "opinion_label": f"被{word}\n单位意见",
        "opinion": seen if copied else _opinion(facts, opening, signature.get("objection"), with_receipt),
        "signer_label": "现场人员\n（签名）" if absent else "现场负责人\n（签名）",
        "signer": seen[0] if copied else signer,
        "signer_date": "" if copied or refused else BLANK_DATE,
        "absent_label": "负责人\n不在场",
        "absent": (seen if copied else _absent(inspection)) if absent else [],
        "inspectors_label": f"{word}人员\n（签名）",
        "inspectors": [ON_FIELD_SHEET if copied else f"{n}." for n in range(1, people + 1)],
        "inspectors_date": "" if copied else BLANK_DATE,
        "recorder_label": "记录人",
        "recorder": ON_FIELD_SHEET if copied else "",
        "witness": ON_FIELD_SHEET if copied else _witness(signature),
        "refusal_label": "拒签情况",
        "refusal": seen if copied else _refusal(inspection, signature, refused),
    }


def _opinion(facts: Facts, opening: str, objection: str | None, with_receipt: bool) -> list[list[Any]]:
    objection = (objection or "").strip()
    we = Names.of(facts["office"]).we
    lines: list[list[Any]] = [
        [
            opening,
            {"box": False},
            "情况属实，无异议　",
            {"box": bool(objection)},
            "有异议，具体为：",
        ],
        [_filled(objection, 79), f"（异议附页，{we}{agreed(facts).answer_objection}日内核实答复）"],
    ]
    if with_receipt:
        number = quoted_number((facts.get("numbers") or {}).get("rectification_notice"))
        lines.append([{"box": True}, f"同时收到《{NOTICE}》{number}1份。"])
    return lines


def _filled(words: str | None, width: float) -> Any:
    return {"t": words, "u": True, "role": "fang"} if words else {"blank": width}


def _absent(inspection: Mapping[str, Any]) -> list[list[Any]]:
    person, told = inspection.get("site_person") or {}, inspection.get("told_principal") or {}
    who = with_post(person.get("name"), person.get("post")) if person.get("name") else None
    when = (told.get("at") or "").replace("T", " ")
    principal = "，".join(part for part in (told.get("name"), when) if part)
    return [
        ["现场人员姓名、职务：", _filled(who, 80)],
        ["已电话告知负责人（姓名、时间）：", _filled(principal, 70)],
    ]


def _witness(signature: Mapping[str, Any]) -> str:
    if not signature.get("witness"):
        return "见证人（姓名、村或社区职务）："
    return f"见证人：{with_post(signature['witness'], signature.get('witness_post'))}"


def _refusal(inspection: Mapping[str, Any], signature: Mapping[str, Any], refused: bool) -> list[list[Any]]:
    basis = "参照" if inspection.get("nature", "patrol") == "patrol" else "依据"
    told = signature if refused else {}
    when = (told.get("told_at") or "").replace("T", " ")
    return [
        [{"box": False}, "无拒签　", {"box": refused}, "拒绝签字，原因：", _filled(told.get("reason"), 86)],
        [
            f"{basis}《安全生产法》第六十八条记录在案，报告部门：",
            _filled(told.get("told_department"), 42),
        ],
        ["回执号：", _filled(told.get("receipt_no"), 40), "　时间：", _filled(when, 40)],
    ]

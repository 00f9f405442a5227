"""How a record stands signed: a signature belongs to the version that was printed and signed (签的就是这个)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import SIGNATURES, choice, long, text

FIELDS = (
    choice("state", "签字情况", SIGNATURES, required=True),
    Field("signed_on", "签字日期", Input.DATE),
    text("reason", "拒签原因"), text("witness", "见证人"), text("witness_post", "见证人身份"), text("told_department", "报告部门"),
    Field("told_at", "报告时间", Input.MOMENT), text("receipt_no", "报告回执号"), long("objection", "异议"), text("person", "签字人"),
    text("person_post", "职务"), text("posted", "张贴或邮寄留存"), text("photo", "照片"),
)
KEYS = (
    "state", "signed_on", "reason", "witness", "witness_post", "told_department", "told_at", "receipt_no", "objection",
    "person", "person_post", "posted", "photo",
)


def signature_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """The signature of a record's present version: unsigned when an earlier version was signed."""
    told = dict(record.get("signature") or {})
    typed = told.get("state") in (None, "unsigned")
    version = told.get("version") or (None if typed else 1)  # written in the visit itself, it is of the first version
    if record.get("field_sheet"):  # the signed original is the sheet of paper, whatever is typed or corrected here
        return {"state": "unsigned", **told}
    if version is not None and version != record.get("version"):
        return {"state": "unsigned", "earlier": version, "earlier_state": told.get("state")}
    return {"state": "unsigned", **told}


def signature_words(record: Mapping[str, Any]) -> str:
    """已签, or “未签（第1版已签）” after a 更正."""
    told = signature_of(record)
    word = SIGNATURES.get(told["state"], told["state"])
    if told.get("earlier"):
        return f"{word}（第{told['earlier']}版{SIGNATURES.get(told.get('earlier_state') or '', '')}）"
    return word


def signature_problems(values: Mapping[str, Any], today: str) -> list[Problem]:
    """What a signature lacks (R04, R63, R64)."""
    state, found = values.get("state"), []
    if state not in SIGNATURES:
        found.append(Problem("state", f"签字情况请选：{'、'.join(SIGNATURES.values())}。", "block", "R04"))
    if values.get("signed_on") and str(values["signed_on"]) > today:
        found.append(Problem("signed_on", "签字日期还没有到，请改正。", "block", "R55"))
    if state == "refused":
        needed = {"reason": "拒签原因", "witness": "见证人", "told_department": "报告部门"}
        missing = [label for name, label in needed.items() if not values.get(name)]
        if missing:
            name = next(name for name in needed if not values.get(name))
            found.append(Problem(name, f"拒签须填{'、'.join(missing)}。", "block", "R04"))
        if not values.get("receipt_no"):
            found.append(Problem("receipt_no", "还没有报告回执号，可以以后补。", "later", "R64"))
    if state == "other_signed" and not values.get("person"):
        found.append(Problem("person", "负责人不在场的，请填现场人员姓名。", "warn", "R63"))
    return found

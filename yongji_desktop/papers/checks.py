"""What every paper asks for before it may be issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.wording import Spoken, scan

Facts = Mapping[str, Any]
_OFFICE = {
    "organ_name": "机关全称",
    "short_name": "文号简称",
    "phone": "办公电话",
    "section": "内设机构名",
}


def common(facts: Facts) -> list[Problem]:
    """The office's four answers and the unit's name."""
    office = facts.get("office") or {}
    found = []
    missing = [field for field in _OFFICE if not (office.get(field) or "").strip()]
    if missing:
        names = "、".join(_OFFICE[field] for field in missing)
        found.append(Problem(f"office.{missing[0]}", f"{names}未填，不能出文书。请到“设置”补上。"))
    if not ((facts["inspection"].get("site") or {}).get("name") or "").strip():
        found.append(Problem("site.name", "单位名称为空。请先填写单位名称。"))
    return found


def photos(facts: Facts) -> list[Problem]:
    """Photos whose file is not on this PC: ``facts["missing_photos"]`` lists their SHA-256."""
    gone = set(facts.get("missing_photos") or ())
    return [
        Problem(f"photos.{n}", f"照片{n + 1}的原文件不在本机，请先补回或移除。")
        for n, photo in enumerate(facts["inspection"].get("photos") or [])
        if {photo.get("sha"), photo.get("marked")} & gone
    ]


def spoken(facts: Facts, fields: Iterable[Spoken]) -> list[Problem]:
    """Words beyond the town's powers in fields that speak for it; an authorised one may use them."""
    inspection = facts["inspection"]
    if inspection.get("nature") == "authorised":
        return []
    names = {(inspection.get("site") or {}).get("name") or ""}
    cited = [one for answer in inspection.get("answers") or [] for one in answer.get("basis") or []]
    cited += [one for hazard in inspection.get("hazards") or [] for one in hazard.get("basis") or []]
    names |= {one.get("law") or one.get("standard") or "" for one in cited}
    return scan(fields, bool((facts.get("office") or {}).get("is_town")), names)

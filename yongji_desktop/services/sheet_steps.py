"""What becomes of a field sheet together with its inspection: entered, void, its number and its original."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem, Refused
from yongji_desktop.core.kinds_follow import SHEET_STATES
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records
from yongji_desktop.store.deed import Deed

OUT, ENTERED, VOID = "out", "entered", "void"
STATES = SHEET_STATES
SET_ASIDE = "set-aside"
THROWN_AWAY = "草稿已丢掉，没有录入"
ORIGINAL_FIRST = "原件扫描后才能出录入件；先按手写内容录入，通知书可以先出。"
WAITS = "original_first"


def short(number: str | None) -> str:
    """A118 of 永城东隐〔2026〕A118号; "" of nothing."""
    return (number or "").rpartition("〕")[2].removesuffix("号")


def sheet_of(desk: Desk, identity: str | None) -> dict[str, Any] | None:
    """A field sheet by its id; None for none or one that is not on this PC."""
    if not identity or not records.exists(desk.store.db, "field_sheet", identity):
        return None
    return desk.get("field_sheet", identity)


def out_with(desk: Desk, draft: str) -> dict[str, Any] | None:
    """The sheet that is out and will be entered in this draft, or None."""
    found = records.every(desk.store.db, "field_sheet", inspection_id=draft, state=OUT)
    return found[0] if found else None


def enter(desk: Desk, deed: Deed, clean: Mapping[str, Any], identity: str) -> None:
    """Mark the sheet of a finished inspection as entered; Refused when it is another's, void or of another site."""
    told = clean.get("field_sheet")
    if not told:
        return
    sheet = desk.get("field_sheet", told)
    if sheet.get("state") == VOID or sheet["voided"]:
        why = f"（{sheet['void_words']}）" if sheet.get("void_words") else ""
        raise Refused(f"现场用纸 {sheet['number']} 已作废{why}，不能按它完成。请先撤销作废，或另做一份检查。")
    if sheet.get("inspection_id") != identity:
        raise Refused(f"现场用纸 {sheet['number']} 是另一次检查的，不能用在这里。请从那份草稿录入。")
    if sheet["site_id"] != clean["site_id"]:
        name = desk.get("site", sheet["site_id"])["name"]
        raise Refused(f"现场用纸 {sheet['number']} 是给“{name}”领的，不能录成别的单位。请改回单位，或作废这张纸。")
    if sheet.get("state") != ENTERED:
        deed.set("field_sheet", told, state=ENTERED)


def drop(deed: Deed, sheet: Mapping[str, Any], reason: str) -> None:
    """Void a sheet: its number stays listed with the reason and is never used again."""
    deed.set("field_sheet", sheet["id"], state=VOID, void_words=reason)


def number_for(desk: Desk, record: Mapping[str, Any]) -> dict[str, str]:
    """{"inspection_record": the sheet's number} for a record entered from a sheet, {} for any other.

    A number whose paper was voided is used up: the next paper gets a new one.
    """
    sheet = sheet_of(desk, record.get("field_sheet"))
    if sheet is None or sheet.get("state") == VOID:
        return {}
    used = records.every(desk.store.db, "paper", voided=True, number=sheet["number"])
    return {} if any(one["voided"] for one in used) else {"inspection_record": sheet["number"]}


def is_filed(desk: Desk, number: str) -> bool:
    """Whether every page of the sheet with this number is filed."""
    held = [one for one in records.every(desk.store.db, "filing", number=number) if not one.get("edition")]
    known = {scan["page"] for one in held for scan in one.get("scans") or ()}
    pages = max((one.get("of_pages") or 1 for one in held), default=0)
    return bool(held) and known >= set(range(1, pages + 1))


def waiting(desk: Desk, record: Mapping[str, Any]) -> list[Problem]:
    """The typed copy waits until the original of its sheet is filed; the notice does not."""
    sheet = sheet_of(desk, record.get("field_sheet"))
    if sheet is None or is_filed(desk, sheet["number"]):
        return []
    return [Problem("field_sheet", ORIGINAL_FIRST, "block", WAITS)]

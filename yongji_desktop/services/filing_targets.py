"""Which paper or field sheet a scanned page belongs to, by its code or by what the officer typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import sheet_steps
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.scan_reading import CODE, Page
from yongji_desktop.store import records, sheets

Record = dict[str, Any]
_SHORT = re.compile(r"(\D*?)([A-Z]{1,2})(\d{1,4})")
_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "(": "〔", ")": "〕", "【": "〔", "】": "〕"})


@dataclass(frozen=True)
class Target:
    """The paper or sheet a page belongs to: its record, edition, number of pages and what it is called."""

    kind: str
    id: str
    number: str
    edition: int
    check: str
    pages: int
    subject_kind: str
    subject_id: str
    site_id: str | None
    title: str


def named(desk: Desk, page: Page, told: str, at: int | None = None) -> Page:
    """The page with the number the officer typed (whole, or short: A036 of this year) and which page it is.

    Raises Refused with the sentence when there is no such number, or several, or no such page.
    """
    number = number_of(desk, told)
    plain = replace(page, number=number, edition=None, check="", page=at or 0, trouble="")
    target = target_of(desk, plain)
    if not at and target.pages > 1:
        raise Refused(f"{number} 有 {target.pages} 页，请说明这是第几页。")
    return replace(plain, edition=target.edition, page=at or 1)


def number_of(desk: Desk, told: str, of_sheets: bool = False) -> str:
    """The whole number for what was typed or what a hand scanner types; Refused when not known or not unique.

    With `of_sheets` only the numbers of field sheets are looked at.
    """
    read = CODE.fullmatch(told.strip())
    if read:
        told = read[1]
    text = unicodedata.normalize("NFKC", told).translate(_BRACKETS)
    text = re.sub(r"\s", "", text).upper()
    if not text:
        raise Refused("请输编号，如 A036。")
    if "〔" in text:
        whole = text if text.endswith("号") else text + "号"
        if whole not in sheets.numbers_ending(desk.store.db, whole, of_sheets):
            raise Refused(f"编号 {whole} 本机没有：请核对，或先收下对方的变更。")
        return whole
    short = _SHORT.fullmatch(text.removesuffix("号"))
    if short is None:
        raise Refused(f"“{told.strip()}”看不懂，请输编号，如 A036。")
    series, letter, last = short[1], short[2], int(short[3])
    tail = f"〔{desk.today.year}〕{letter}{last:03d}号"
    found = [one for one in sheets.numbers_ending(desk.store.db, tail, of_sheets) if one.removesuffix(tail).endswith(series)]
    if not found:
        raise Refused(f"今年没有编号 {letter}{last:03d}。请核对，往年的请输完整编号。")
    if len(found) > 1:
        raise Refused(f"编号 {letter}{last:03d} 有 {len(found)} 份：{'、'.join(found)}。请输完整编号。")
    return found[0]


def target_of(desk: Desk, page: Page) -> Target:
    """What a page belongs to; Refused when its number is unknown, void, or of another edition or content."""
    sheet = next(iter(records.every(desk.store.db, "field_sheet", number=page.number)), None)
    issued = records.every(desk.store.db, "paper", voided=True, number=page.number)
    if not issued and page.check.strip("0"):
        issued = records.every(desk.store.db, "paper", voided=True, check_code=page.check)
    if sheet is None and not issued:
        raise Refused(f"编号 {page.number} 本机没有，没有归档。请核对编号，或先收下对方的变更。")
    valid = [one for one in issued if not one["voided"]]  # several papers may share a number (快报 and its plan)
    alive = next((one for one in valid if one["check_code"] == page.check), valid[0] if valid else None)
    edition = page.edition
    if edition is None:
        waits = sheet and sheet.get("state") != sheet_steps.VOID and not sheet_steps.is_filed(desk, page.number)
        edition = 0 if waits or alive is None and sheet else alive["edition"] if alive else 1
    target = _sheet_target(page, sheet) if edition == 0 else _paper_target(page, alive, issued, edition)
    if page.page > target.pages:
        raise Refused(f"{page.number} 只有 {target.pages} 页，没有第 {page.page} 页，没有归档。请核对页号。")
    return target


def _sheet_target(page: Page, sheet: Record | None) -> Target:
    if sheet is None:
        raise Refused(f"本机没有编号 {page.number} 的现场用纸，没有归档。请先收下对方的变更。")
    if sheet.get("state") == sheet_steps.VOID:
        why = f"（{sheet['void_words']}）" if sheet.get("void_words") else ""
        raise Refused(f"现场用纸 {page.number} 已作废{why}，没有归档。作废错了的，请先撤销作废。")
    return Target(
        "field_sheet", sheet["id"], page.number, 0, "", sheet["pages"], "field_sheet", sheet["id"], sheet["site_id"],
        sheet["data"]["title"],
    )  # fmt: skip


def _paper_target(page: Page, paper: Record | None, issued: list[Record], edition: int) -> Target:
    if paper is None:
        if issued:
            why = issued[-1].get("void_reason")
            raise Refused(f"{page.number} 已作废{f'（{why}）' if why else ''}，没有归档。")
        raise Refused(f"{page.number} 还没有出第 {edition} 版，没有归档。请核对是不是这台电脑出的。")
    now = paper["edition"]
    if edition < now:
        raise Refused(
            f"{page.number} 现在是第 {now} 版，扫描的是第 {edition} 版，没有归档。请打印第 {now} 版，签字后再扫描。"
        )
    if edition > now:
        raise Refused(f"{page.number} 扫描的是第 {edition} 版，本机只有第 {now} 版，没有归档。请先收下对方的变更。")
    if page.check and page.check != paper["check_code"]:
        raise Refused(f"{page.number} 的校验码和本机的不一致，没有归档。请核对是不是这份文书。")
    return Target(
        "paper", paper["id"], paper.get("number") or page.number, now, paper["check_code"], paper["pages"],
        paper["subject_kind"], paper["subject_id"], paper.get("site_id"), paper["data"]["title"],
    )  # fmt: skip

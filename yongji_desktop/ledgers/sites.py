"""Reading a register of sites (单位底册): rows into site records, with every doubtful cell shown.

Nothing is guessed: what cannot be told for certain is left out, or given as a suggestion, and listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from yongji_desktop.core.errors import Refused
from yongji_desktop.core.fields import check_fields
from yongji_desktop.core.kinds import SITE
from yongji_desktop.ledgers import cells
from yongji_desktop.ledgers.headings import Heading, bare, find_heading
from yongji_desktop.ledgers.reading import Row, Sheet, read_table
from yongji_desktop.ledgers.site_columns import field_of, settle

_PHONES = {"phone", "principal_phone", "safety_officer_phone", "phone2"}
# What rows merged down a column have in common; anything else may be a sum or belong to the first row alone.
_SHARED = {
    "village", "grid", "town_name", "entity_type", "sector", "place_category", "supervising_department",
    "regulating_department",
}
_READERS = {
    "name": cells.text, "uscc": cells.credit_code, "address": cells.address, "license_no": cells.address,
    "remark": cells.long_text, "business_scope": cells.long_text, "employees": cells.count,
    "floors": cells.count, "special_workers": cells.count, "special_equipment": cells.count,
    "area_m2": cells.number, "self_built": cells.yes_or_no, "above_scale": cells.yes_or_no,
    "risk_level": cells.risk_level, "operating_state": cells.operating_state, "tags": cells.words,
    "longitude": cells.coordinate, "latitude": cells.coordinate,
}
_OTHER_LEDGER = re.compile("隐患|整改|复查|检查人|检查内容|处理情况")
_TOTAL = re.compile(r".{0,12}(?:小计|合计|总计|共计)[:：]?[\d,.]*(?:家|户|个|处)?")
_NOTE = re.compile(r"(?:备注|注|说明|填报|填表|制表|审核|联系人|附)[:：\d一]|\d+[.、．]")


@dataclass(frozen=True)
class SiteRow:
    """One row read.

    `values` are in the shape of a site record, empty fields left out; `raw` holds the cells as written by
    heading; `doubts` are the cells to look at as (field, sentence, cell as written).
    """

    sheet: str
    row: int
    values: dict[str, Any]
    raw: dict[str, str]
    doubts: list[tuple[str, str, str]]


@dataclass(frozen=True)
class SiteTable:
    """A register read.

    `rows` are its sites in the order of the file; `ignored` the rows that are none, as (sheet, row, reason),
    row 0 for a whole sheet; `unknown_columns` the headings nobody recognised; `headings` per sheet the
    heading that was found.
    """

    file_name: str
    rows: list[SiteRow] = field(default_factory=list)
    ignored: list[tuple[str, int, str]] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    headings: dict[str, Heading] = field(default_factory=dict)


def read_sites(path: Path | str, today: date | None = None) -> SiteTable:
    """Read the register in the file `path`; `today` makes a later date of a visit doubtful.

    Sheets without a heading, hidden sheets, titles, totals, notes and blank rows are listed as ignored.
    Raises `Refused` (and what `read_table` raises) when no sheet has the heading of a register.
    """
    table = read_table(path)
    found = SiteTable(table.file_name)
    other = ""
    for sheet in table.sheets:
        heading = find_heading(sheet, field_of, "name") if not sheet.hidden else None
        if heading and sum(bool(_OTHER_LEDGER.search(column.heading)) for column in heading.columns) > 1:
            other, heading = "（像是隐患或检查台账）", None
        if heading is None:
            found.ignored.append((sheet.name, 0, _no_table(sheet)))
            continue
        heading = Heading(heading.rows, settle(heading.columns))
        found.headings[sheet.name] = heading
        found.unknown_columns.extend(
            f"{column.heading}（{column.letter}列）" for column in heading.columns if column.field is None
        )
        _read_sheet(sheet, heading, today, found)
    if not found.headings:
        raise Refused(
            f"文件“{table.file_name}”里没有认出单位底册的表头{other}，前 20 行里要有“单位名称”和别的栏目，"
            "请检查是否选错了文件，或在表格第一行补上栏目名称。"
        )
    return found


def _no_table(sheet: Sheet) -> str:
    if sheet.hidden:
        return "隐藏的工作表，没有读"
    return "没有找到表头" if sheet.rows else "空的工作表"


def _read_sheet(sheet: Sheet, heading: Heading, today: date | None, found: SiteTable) -> None:
    records = []
    for row in sheet.rows:
        if row.number in heading.rows:
            continue
        reason = _no_record(row, heading)
        if reason:
            found.ignored.append((sheet.name, row.number, reason))
        else:
            records.append(row)
    merged = _merged_values(sheet)
    blocks = _village_blocks(sheet, heading, records, merged)
    for row in records:
        found.rows.append(_site(sheet.name, row, heading, merged, blocks.get(row.number, ""), today))


def _no_record(row: Row, heading: Heading) -> str:
    """Why the row is no site, or ""."""
    if row.number < heading.rows[0]:
        return "表头上面的标题" if any(cells.clean(cell) for cell in row.cells) else "空行"
    name_at = heading.index_of("name")
    filled = [index for index, cell in enumerate(row.cells) if cells.clean(cell)]
    if not filled:
        return "空行"
    if any(_TOTAL.fullmatch(cells.plain(row.cell(index))) for index in filled if index <= name_at):
        return "小计、合计行"
    if field_of("", bare(row.cell(name_at))) == "name":
        return "重复的表头"
    if len(filled) == 1:
        only = cells.plain(row.cell(filled[0]))
        if filled[0] == heading.index_of("serial") and len(only) < 6:
            return "只有序号"
        if filled[0] != name_at or _NOTE.match(only):
            return "表外的文字"
    return "" if cells.text(row.cell(name_at)).value else "没有单位名称，请补上后再导入"


def _merged_values(sheet: Sheet) -> dict[tuple[int, int], Any]:
    """The value of every cell that lies below the first one of a range merged down a column."""
    values = {}
    rows = {row.number: row for row in sheet.rows}
    for (top, left), (bottom, right) in sheet.merged:
        if left == right and top in rows:
            values.update({(number, left): rows[top].cell(left) for number in range(top, bottom + 1)})
    return values


def _village_blocks(
    sheet: Sheet, heading: Heading, records: list[Row], merged: dict[tuple[int, int], Any]
) -> dict[int, str]:
    """For rows without a village, in a sheet that names one only where a block begins, the one above.

    A total ends a block.  Such a village is a suggestion: the caller marks it doubtful.
    """
    column = heading.index_of("village")
    named = [row for row in records if cells.clean(row.cell(column))] if column >= 0 else []
    if not named or not any((row.number, column) in merged for row in records):
        return {}
    kept = {row.number for row in records}
    blocks, above = {}, ""
    for row in sheet.rows:
        if row.number in kept:
            above = cells.text(merged.get((row.number, column), row.cell(column))).value or above
            blocks[row.number] = above
        elif _no_record(row, heading) != "空行":
            above = ""
    return blocks


def _site(
    sheet: str, row: Row, heading: Heading, merged: dict[tuple[int, int], Any], block: str, today: date | None
) -> SiteRow:
    values: dict[str, Any] = {}
    raw: dict[str, str] = {}
    doubts: list[tuple[str, str, str]] = []
    more_phones: list[tuple[str, str]] = []
    for column in heading.columns:
        cell, name = row.cell(column.index), column.field
        spread = merged.get((row.number, column.index))
        if spread is not None and name in _SHARED:
            cell = spread
        written = cells.as_text(cell)
        if written.strip():
            label = column.heading if column.heading not in raw else f"{column.heading}（{column.letter}列）"
            raw[label] = written
        if name is None or name == "serial":
            continue
        if name in _PHONES:
            numbers, doubt = cells.phones(cell)
            value = numbers[0] if numbers else None
            more_phones += [(number, written) for number in numbers[1:2]]
        elif name == "last_visit_on":
            value, doubt = cells.day(cell, today)
        else:
            value, doubt = _READERS.get(name, cells.text)(cell)
        if name == "village" and value is None and block:
            value, doubt = block, f"这一格空着，暂按上面的“{block}”填，请核对。"
        elif spread is not None and value is None and cells.clean(spread):
            doubt = f"这一格与上面的“{cells.as_text(spread)}”合并，是否也属于本单位，请核对后填上。"
        values[name] = value
        if doubt:
            doubts.append((name, doubt, written))
    licence = values.get("license_no")
    if licence and not values.get("uscc") and cells.is_credit_code(licence):
        values["uscc"] = values.pop("license_no")
    for number, written in more_phones:
        if values.get("phone2"):
            doubts.append(("phone2", f"还有一个电话“{number}”没有地方放，请核对。", written))
        else:
            values["phone2"] = number
    return SiteRow(sheet, row.number, _storable(values, doubts), raw, doubts)


def _storable(values: dict[str, Any], doubts: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The values that a site record takes; what it does not take becomes a doubt."""
    given = {name: value for name, value in values.items() if value is not None}
    clean, problems = check_fields(SITE.fields, given, partial=True)
    for problem in problems:
        doubts.append((problem.field, problem.message, str(values.get(problem.field, ""))))
    return {name: value for name, value in clean.items() if value is not None}

"""A checklist as a workbook that an office can change: sheets 说明, 检查项, 常用语, written and read strictly."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.pack_content import Checklist
from yongji_desktop.core.packs import FORMAT, Pack
from yongji_desktop.core.strict import wrong
from yongji_desktop.ledgers import cells
from yongji_desktop.ledgers.pack_columns import (
    ABOUT,
    ABOUT_COLUMNS,
    FINDING_COLUMNS,
    FINDINGS,
    ITEM_COLUMNS,
    ITEMS,
    Column,
    one_of_departments,
)
from yongji_desktop.ledgers.reading import Row, Sheet, column_letters, read_table

MOST_UNPACKED = 60 * 1024 * 1024
_ABOUT_HEADINGS = ("项目", "内容", "怎么填")
_CELL_WITH_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})["'][^>]*>\s*<(?:\w+:)?f[\s/>]"""
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SHEET_TAG = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION_TAG = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_SAY_AS_EXPORTED = "请照导出的样子改回来"


# Writing --------------------------------------------------------------------------------------------------------------


def checklist_workbook(pack: Pack) -> bytes:
    """The workbook of a checklist pack; every cell is text, so that nothing in it is ever computed."""
    checklist = pack.content
    assert isinstance(checklist, Checklist)
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
        first = pack.valid_from
        book.set_properties({"title": pack.name, "created": datetime(first.year, first.month, first.day)})
        styles = {"num_format": "@", "text_wrap": True, "valign": "top"}
        plain = book.add_format(styles)
        head = book.add_format({**styles, "bold": True, "bg_color": "#EDEDED", "border": 1})
        about = book.add_worksheet(ABOUT)
        values = {**vars(pack), **vars(checklist)}
        lines = [[column.heading, column.write(values[column.key]), column.help] for column in ABOUT_COLUMNS]
        _write(about, _ABOUT_HEADINGS, (14, 90, 60), lines, head, plain)
        items = ({**vars(item), "ways": item.how.ways, "look": item.how.look} for item in checklist.items)
        _write_columns(book.add_worksheet(ITEMS), ITEM_COLUMNS, items, head, plain)
        findings = (vars(finding) for item in checklist.items for finding in item.findings)
        _write_columns(book.add_worksheet(FINDINGS), FINDING_COLUMNS, findings, head, plain)
    return buffer.getvalue()


def _write_columns(
    sheet: Any, columns: tuple[Column, ...], rows: Iterable[dict[str, Any]], head: Any, plain: Any
) -> None:
    lines = [[column.write(row[column.key]) for column in columns] for row in rows]
    _write(sheet, [one.heading for one in columns], [one.width for one in columns], lines, head, plain)
    for index, column in enumerate(columns):
        if column.help:
            sheet.write_comment(0, index, column.help)


def _write(
    sheet: Any, headings: Iterable[str], widths: Iterable[int], lines: list[list[str]], head: Any, plain: Any
) -> None:
    for index, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(index, index, width, plain)
        sheet.write_string(0, index, heading, head)
    for number, line in enumerate(lines, start=1):
        for index, words in enumerate(line):
            sheet.write_string(number, index, words, plain)
    sheet.freeze_panes(1, 0)


# Reading --------------------------------------------------------------------------------------------------------------


def read_checklist(path: Path, departments: Collection[str] = ()) -> dict[str, Any]:
    """The pack that the workbook in `path` describes, as the JSON of a pack file.

    Raises Refused when it is no such workbook and Invalid with one sentence, naming sheet, row and column, for
    everything that is wrong in it.  A department has to be one of `departments`, when these are given.
    """
    sheets = {sheet.name.strip(): sheet for sheet in read_table(path).sheets if sheet.rows}
    problems = _formulas(path)
    problems += [
        Problem(name, f"工作簿里缺少“{name}”这张表，{_SAY_AS_EXPORTED}。")
        for name in (ABOUT, ITEMS, FINDINGS)
        if name not in sheets
    ]
    problems += [
        Problem(name, f"工作簿里多了“{name}”这张表，不知道做什么用，请删去。")
        for name in sheets
        if name not in (ABOUT, ITEMS, FINDINGS)
    ]
    if problems:
        raise Invalid(problems)
    about = _about(sheets[ABOUT], problems)
    items = list(_rows(sheets[ITEMS], ITEM_COLUMNS, problems))
    findings = list(_rows(sheets[FINDINGS], FINDING_COLUMNS, problems))
    _check_rows(about.get("code") or "", items, findings, departments, problems)
    if problems:
        raise Invalid(problems)
    return _pack(about, [row for _, row in items], [row for _, row in findings])


def _pack(
    about: dict[str, Any], items: list[dict[str, Any]], findings: list[dict[str, Any]]
) -> dict[str, Any]:
    of_item: dict[str, list[dict[str, Any]]] = {item["code"]: [] for item in items}
    for finding in findings:
        of_item[finding["code"].partition("-")[0]].append(finding)
    head = ("id", "name", "version", "valid_from", "valid_until", "source", "notes")
    pack = {"format": FORMAT, "pack": "checklist", **{key: about[key] for key in head}}
    pack |= {key: value for key, value in about.items() if key not in head}
    pack["items"] = [
        {
            **{key: item[key] for key in ("code", "section", "text")},
            "how": {"ways": item["ways"], "look": item["look"]},
            **{key: item[key] for key in ("basis", "star")},
            "findings": of_item[item["code"]],
        }
        for item in items
    ]
    return pack


def _place(sheet: Sheet, row: int, column: int, heading: str) -> str:
    return f"“{sheet.name.strip()}”第 {row} 行 {column_letters(column)} 列（{heading}）"


def _text(cell: Any, column: Column, place: str) -> str:
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and column.key == "version":
        raise wrong(place, "这一格要设成“文本”格式再写，不然 2026.10 会变成 2026.1")
    return cells.as_text(cell).strip()


def _value(sheet: Sheet, row: Row, index: int, column: Column, problems: list[Problem]) -> Any:
    place = _place(sheet, row.number, index, column.heading)
    try:
        return column.read(_text(row.cell(index), column, place), place)
    except Invalid as trouble:
        problems += trouble.problems
        return None


def _about(sheet: Sheet, problems: list[Problem]) -> dict[str, Any]:
    known = {column.heading: column for column in ABOUT_COLUMNS}
    values: dict[str, Any] = {}
    for row in sheet.rows[1:]:
        name = cells.as_text(row.cell(0)).strip()
        if not name and not cells.as_text(row.cell(1)).strip():
            continue
        place = f"“{ABOUT}”第 {row.number} 行 A 列"
        if name not in known:
            problems.append(Problem(place, f"{place}：没有“{name}”这个项目，{_SAY_AS_EXPORTED}。"))
        elif known[name].key in values:
            problems.append(Problem(place, f"{place}：“{name}”写了两次，请删去一行。"))
        else:
            values[known[name].key] = _value(sheet, row, 1, known[name], problems)
    missing = [heading for heading, column in known.items() if column.key not in values]
    problems += [
        Problem(ABOUT, f"“{ABOUT}”表缺少“{heading}”这一行，{_SAY_AS_EXPORTED}。") for heading in missing
    ]
    return values


def _rows(
    sheet: Sheet, columns: tuple[Column, ...], problems: list[Problem]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place of the row's code, values) of every row that is not empty."""
    headings = [cells.as_text(cell).strip() for cell in sheet.rows[0].cells]
    wanted = [column.heading for column in columns]
    found = [
        Problem(sheet.name, f"“{sheet.name}”表缺少“{one}”列，{_SAY_AS_EXPORTED}。")
        for one in wanted
        if one not in headings
    ]
    for index, heading in enumerate(headings):
        place = f"“{sheet.name}”第 1 行 {column_letters(index)} 列"
        if heading and heading not in wanted:
            found.append(Problem(place, f"{place}：没有“{heading}”这一列，请删去，或者{_SAY_AS_EXPORTED}。"))
        elif heading and heading in headings[:index]:
            found.append(Problem(place, f"{place}：“{heading}”列有两列，请删去一列。"))
    problems += found
    if found:
        return
    at = [(headings.index(column.heading), column) for column in columns]
    for row in sheet.rows[1:]:
        if any(cells.as_text(cell).strip() for cell in row.cells):
            values = {column.key: _value(sheet, row, index, column, problems) for index, column in at}
            yield _place(sheet, row.number, at[0][0], columns[0].heading), values


def _check_rows(
    code: str,
    items: list[tuple[str, dict[str, Any]]],
    findings: list[tuple[str, dict[str, Any]]],
    departments: Collection[str],
    problems: list[Problem],
) -> None:
    """What one cell cannot tell: codes met before or of another list, days that do not go with the treatment."""
    for rows in (items, findings):
        first: dict[str, str] = {}
        for place, row in rows:
            if row["code"] and first.setdefault(row["code"], place) != place:
                problems += wrong(place, f"编号 {row['code']} 前面已经有了").problems
    known = {row["code"] for _, row in items}
    for place, row in items:
        if row["code"] and not row["code"].startswith(code):
            problems += wrong(place, f"检查项编号 {row['code']} 应当以代号 {code} 开头").problems
    for place, row in findings:
        if row["code"] and row["code"].partition("-")[0] not in known:
            problems += wrong(place, f"“{ITEMS}”里没有编号为 {row['code'].partition('-')[0]} 的项").problems
        if row["treatment"] and (row["treatment"] == "deadline") == (row["days"] is None):
            problems += wrong(place, "这一行当场整改、线索移送的不写天数，限期整改的必须写天数").problems
        try:
            one_of_departments(departments, row["department"] or "", place)
        except Invalid as trouble:
            problems += trouble.problems


def _formulas(path: Path) -> list[Problem]:
    """A problem for every cell that is computed: what it shows may change, and nobody typed it."""
    try:
        with zipfile.ZipFile(path) as package:
            if "xl/workbook.xml" not in package.namelist():
                raise Refused(f"文件“{path.name}”不是 .xlsx 工作簿，请先导出检查表，在导出的工作簿里改。")
            if sum(entry.file_size for entry in package.infolist()) > MOST_UNPACKED:
                raise Refused(f"文件“{path.name}”大得不像检查表，请检查是否选错了文件。")
            return [
                problem
                for name, entry in _parts(package)
                for problem in _formulas_of(name, package.read(entry))
            ]
    except (zipfile.BadZipFile, OSError) as error:
        raise Refused(f"文件“{path.name}”不是 .xlsx 工作簿，请先导出检查表，在导出的工作簿里改。") from error


def _formulas_of(sheet: str, data: bytes) -> list[Problem]:
    if not _FORMULA.search(data):
        return []
    found = [f"“{sheet}”的 {cell.decode()} 格" for cell in _CELL_WITH_FORMULA.findall(data)] or [f"“{sheet}”"]
    return [Problem(place, f"{place}是公式，请改成直接写的文字。") for place in found]


def _parts(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(name of a sheet, its part in the package)."""

    def attributes(tag: str) -> dict[str, str]:
        return {
            name: html.unescape(value) for name, _, value in re.findall(r"""([\w:]+)=(["'])(.*?)\2""", tag)
        }

    relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        one.get("Id"): one.get("Target", "") for one in map(attributes, _RELATION_TAG.findall(relations))
    }
    found = []
    for tag in _SHEET_TAG.findall(package.read("xl/workbook.xml").decode("utf-8", "replace")):
        told = attributes(tag)
        target = targets.get(next((value for name, value in told.items() if name.endswith(":id")), ""), "")
        entry = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if entry in package.namelist():
            found.append((told.get("name", ""), entry))
    return found

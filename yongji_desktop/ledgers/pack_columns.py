"""The columns of a checklist workbook: heading, width, how a value is written into a cell and read from it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from yongji_desktop.core.pack_content import WAYS
from yongji_desktop.core.strict import Convert, count, day, like, maybe, one_of, text, words, wrong
from yongji_desktop.ledgers.citation_cells import citation_cell, citations_cell, read_citation, read_citations

ABOUT, ITEMS, FINDINGS = "说明", "检查项", "常用语"
BETWEEN = "、"
_TREATMENTS = {"on_spot": "当场", "deadline": "限期", "clue": "线索"}
_ANSWERS = {"是": True, "否": False}


@dataclass(frozen=True)
class Column:
    """One column (on the sheet 说明 one line): `key` in the pack, `read` a cell's text, `write` the value's."""

    key: str
    heading: str
    width: int
    read: Convert
    write: Callable[[Any], str] = lambda value: value
    help: str = ""


def _listed(convert: Convert) -> Convert:
    def read(cell: str, place: str) -> list[Any]:
        return [convert(part.strip(), place) for part in cell.split(BETWEEN) if part.strip()]

    return read


def _chosen(choices: dict[str, Any]) -> Convert:
    pick = one_of(choices)
    return lambda cell, place: choices[pick(cell, place)]


def _empty_or(convert: Convert) -> Convert:
    return lambda cell, place: convert(cell, place) if cell else None


def _days(cell: str, place: str) -> int | None:
    if cell and not (cell.isascii() and cell.isdecimal()):
        raise wrong(place, "应当是整数，当场整改的不写")
    return maybe(count(1, 365))(int(cell[:9]) if cell else None, place)


def _date(cell: str, place: str) -> str:
    day(cell, place)
    return cell


def _pair(cell: str, place: str) -> dict[str, str]:
    item, _, other = like(r"[A-Z]{2}\d{2}=[A-Z]{2}\d{2}", "GM03=TY02")(cell, place).partition("=")
    return {"item": item, "other": other}


def _ways(cell: str, place: str) -> list[str]:
    found = _listed(one_of(WAYS))(cell, place)
    if not found:
        raise wrong(place, f"至少写一种：{BETWEEN.join(WAYS)}")
    return found


def _yes(value: bool) -> str:
    return "是" if value else "否"


_YES_OR_NO = _chosen(_ANSWERS)
ABOUT_COLUMNS = (
    Column("id", "数据包编号", 0, like(r"checklist/[a-z0-9-]+", "checklist/gm"), help="不要改；自己另做一张表的，换一个编号和代号"),
    Column("code", "代号", 0, like(r"[A-Z]{2}", "GM"), help="两个大写字母，检查项和常用语的编号以它开头"),
    Column("name", "名称", 0, text),
    Column("version", "版本", 0, like(r"\d{4}\.\d{1,3}", "2026.1"), help="改了内容就往上加，如 2026.2、2026.3"),
    Column("valid_from", "起用日期", 0, _date, str, help="如 2026-01-31"),
    Column("valid_until", "用到哪天", 0, _empty_or(_date), lambda value: str(value or ""), help="没有期限的空着"),
    Column("source", "来源", 0, text),
    Column("notes", "备注", 0, words),
    Column("default", "自动推荐", 0, _YES_OR_NO, _yes, help="是、否；写否的只能手工选用"),
    Column("sectors", "行业用语", 0, _listed(text), BETWEEN.join, help="单位的行业、场所、类型里有这些字的推荐本表，用顿号隔开"),
    Column("tags", "重点部位用语", 0, _listed(text), BETWEEN.join, help="单位的重点部位里有这些字的推荐本表"),
    Column("excluded", "例外用语", 0, _listed(text), BETWEEN.join, help="含有上面的字、但说的是另一回事的，如 建筑材料"),
    Column("self_built", "自建房推荐", 0, _YES_OR_NO, _yes, help="是、否"),
    Column("same", "相同项", 0, _listed(_pair),
           lambda value: BETWEEN.join(f"{one.item}={one.other}" for one in value),
           help="与别的表问的是同一件事，两表同用时只问一次，如 GM03=TY02"),
)
ITEM_COLUMNS = (
    Column("code", "编号", 8, like(r"[A-Z]{2}\d{2}", "GM09")),
    Column("section", "分组", 14, text),
    Column("text", "检查内容", 44, text),
    Column("ways", "方法", 14, _ways, BETWEEN.join, help=f"可写 {BETWEEN.join(WAYS)}，用顿号隔开"),
    Column("look", "怎么看", 54, text),
    Column("basis", "依据", 40, read_citations, citations_cell, help="一行一条；没有对照过原文的只写名称，后面加（待核）"),
    Column("star", "★逐项答", 9, _YES_OR_NO, _yes, help="是、否"),
)
FINDING_COLUMNS = (
    Column("code", "编号", 9, like(r"[A-Z]{2}\d{2}-\d{1,2}", "GM09-1"), help="检查项编号加横线和序号"),
    Column("text", "问题描述", 48, text),
    Column("measure", "整改要求", 48, text),
    Column("treatment", "处理", 7, _chosen({word: key for key, word in _TREATMENTS.items()}),
           lambda key: _TREATMENTS[key], help="当场、限期、线索"),
    Column("days", "天数", 7, _days, lambda value: "" if value is None else str(value), help="限期的写自然日天数，当场的空着"),
    Column("category", "类型", 12, text),
    Column("department", "移送部门", 16, text),
    Column("shock_or_entangle", "触电卷入", 9, _YES_OR_NO, _yes, help="是、否"),
    Column("suspected_major", "疑似重大判定依据", 44, _empty_or(read_citation),
           lambda value: citation_cell(value) if value else "", help="判定标准列明的情形；没有列明的空着"),
    Column("basis", "依据", 40, read_citations, citations_cell, help="一行一条，写法同“检查项”"),
)


def one_of_departments(names: Collection[str], value: str, place: str) -> None:
    """Raise Invalid when the dictionary has no such department."""
    if names and value not in names:
        raise wrong(place, f"部门字典里没有“{value}”")

"""The strict declaration of what each data pack holds (every key required, none beyond), and its checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core.citations import check_citation
from yongji_desktop.core.pack_content import (
    RECORD_KINDS,
    TOWN_PARTS,
    TREATMENTS,
    WAYS,
    Checklist,
    Clause,
    Department,
    Departments,
    Finding,
    Handover,
    How,
    Item,
    Notice,
    Places,
    Same,
    Section,
    Stated,
    Task,
    Tasks,
    Town,
    Village,
)
from yongji_desktop.core.pack_reference import Criteria, Criterion, Holidays, Rest, Worked, Year
from yongji_desktop.core.strict import (
    Convert,
    count,
    day,
    each,
    flag,
    like,
    maybe,
    one_of,
    shape,
    text,
    then,
    unlike,
    words,
    wrong,
)


def _check_tasks(tasks: Tasks, place: str) -> None:
    sections = [section.number for section in tasks.sections]
    if sections != list(range(1, len(sections) + 1)):
        raise wrong(place, "章节序号应当从 1 起连续")
    if [task.number for task in tasks.tasks] != list(range(1, len(tasks.tasks) + 1)):
        raise wrong(place, "任务序号应当从 1 起连续，不能重复")
    for task in tasks.tasks:
        if task.section not in sections:
            raise wrong(f"{place}任务 {task.number}", f"没有第 {task.section} 章")


def _check_task(task: Task, place: str) -> None:
    if "".join(clause.wording for clause in task.clauses) != task.text:
        raise wrong(place, "各分句连起来与任务原文不一致")
    if any(clause.names_town for clause in task.clauses) == (task.town_part == "unnamed"):
        raise wrong(place, "镇街角色与各分句是否点名不一致")
    for stated in task.stated:
        if stated.quote not in task.text:
            raise wrong(place, f"引文“{stated.quote}”不在任务原文里")
        if (stated.count is None) != (stated.period is None):
            raise wrong(place, f"引文“{stated.quote}”的次数和周期要么都写，要么都空")
    unlike(task.kinds, place, "记录种类")


def _check_clause(clause: Clause, place: str) -> None:
    missing = [unit for unit in clause.units_list if unit not in clause.units]
    if missing:
        raise wrong(place, f"责任单位原文里没有 {'、'.join(missing)}")
    if clause.names_town != any("各镇" in unit for unit in clause.units_list):
        raise wrong(place, "names_town 与责任单位里有没有“各镇[街道]”不一致")


def _check_finding(finding: Finding, place: str) -> None:
    if (finding.treatment == "deadline") == (finding.days is None):
        raise wrong(place, "当场整改、线索移送的不写天数（days 为空），限期整改的必须写")


def _check_item(item: Item, place: str) -> None:
    unlike([finding.code for finding in item.findings], place, "常用语编号")
    for finding in item.findings:
        if not finding.code.startswith(f"{item.code}-"):
            raise wrong(place, f"常用语编号 {finding.code} 应当以 {item.code}- 开头")


def _check_checklist(checklist: Checklist, place: str) -> None:
    unlike([item.code for item in checklist.items], place, "检查项编号")
    for item in checklist.items:
        if not item.code.startswith(checklist.code):
            raise wrong(place, f"检查项编号 {item.code} 应当以 {checklist.code} 开头")
    codes = {item.code for item in checklist.items}
    for one in checklist.same:
        if one.item not in codes or one.other in codes:
            raise wrong(place, f"same 里的 {one.item}、{one.other} 应当一个是本表的项，一个是别的表的项")


def _check_criteria(criteria: Criteria, place: str) -> None:
    unlike([row.code for row in criteria.rows], place, "判定情形编号")
    unlike([row.situation for row in criteria.rows], place, "判定情形")
    for row in criteria.rows:
        where = f"{place}判定情形 {row.code}"
        check_citation(criteria.citation(row), where)
        if row.clause and not row.verified:
            raise wrong(where, "没有核过原文的（verified 为 false）不写条款")
        if row.verified and not row.situation:
            raise wrong(where, "标为已核对，却没有写明情形")
        unlike(row.items, where, "检查项编号")


def _check_year(year: Year, place: str) -> None:
    rests = [
        rest.first + timedelta(days=n)
        for rest in year.rests
        for n in range((rest.last - rest.first).days + 1)
    ]
    for rest in year.rests:
        if not 0 <= (rest.last - rest.first).days < LONGEST_HOLIDAY:
            raise wrong(place, f"{rest.name}的起止日期不对（最后一天早于第一天，或者长于 {LONGEST_HOLIDAY} 天）")
    unlike(rests, place, "放假的日子")
    unlike([one.day for one in year.worked], place, "上班的日子")
    for one in year.worked:
        if one.day.weekday() < 5 or one.day in rests:
            raise wrong(place, f"{one.day} 不是周末或者正放假，不能列为调休上班")
    for day_ in [*rests, *(one.day for one in year.worked)]:
        if not date(year.year - 1, 12, 1) <= day_ <= date(year.year, 12, 31):
            raise wrong(place, f"{day_} 不在 {year.year} 年的安排里")


def _check_holidays(holidays: Holidays, place: str) -> None:
    unlike([year.year for year in holidays.years], place, "年份")


def _check_departments(dictionary: Departments, place: str) -> None:
    names = [department.name for department in dictionary.departments]
    unlike([department.code for department in dictionary.departments], place, "部门编号")
    unlike(names, place, "部门名称")
    unlike([one.category for one in dictionary.handover], place, "隐患类型")
    for one in dictionary.handover:
        if one.department is not None and one.department not in names:
            raise wrong(f"{place}隐患类型 {one.category}", f"部门字典里没有 {one.department}")


def _check_places(places: Places, place: str) -> None:
    unlike([town.code for town in places.towns], place, "镇街代码")
    unlike([town.name for town in places.towns], place, "镇街名称")
    unlike([town.short_name for town in places.towns], place, "文号简称")


def _major(value: Any, place: str) -> dict[str, Any]:
    citation = check_citation(value, place)
    if not citation.get("standard") or not citation["situation"]:
        raise wrong(place, "判定依据应当是标准，并写明情形")
    return citation


LONGEST_HOLIDAY = 15  # days
_CITATIONS = each(check_citation, "依据")
_CODE = like(r"[A-Z]{2}\d{2}", "GM09")
_CLAUSE = then(shape(Clause, heading=maybe(text), after_heading=words, text=text, units=text,
                     after_units=words, units_list=each(text, "责任单位", 1), mode=text, names_town=flag),
               _check_clause)
_STATED = shape(Stated, quote=text, subject=text, count=maybe(count(1, 366)),
                period=maybe(one_of(("month", "quarter", "year"))), binds_town=flag)
_TASK = then(shape(Task, number=count(1, 200), label=text, title=text, section=count(1, 50), text=text,
                   town_part=one_of(TOWN_PARTS), kinds=each(one_of(RECORD_KINDS), "记录种类"),
                   clauses=each(_CLAUSE, "分句", 1), stated=each(_STATED, "引文")), _check_task)
_FINDING = then(shape(Finding, code=like(r"[A-Z]{2}\d{2}-\d{1,2}", "GM09-1"), text=text, measure=text,
                      treatment=one_of(TREATMENTS), days=maybe(count(1, 365)), category=text,
                      department=text, shock_or_entangle=flag, suspected_major=maybe(_major),
                      basis=_CITATIONS), _check_finding)
_ITEM = then(shape(Item, code=_CODE, section=text, text=text,
                   how=shape(How, ways=each(one_of(WAYS), "方法", 1), look=text),
                   basis=_CITATIONS, star=flag, findings=each(_FINDING, "常用语")), _check_item)
_TOWN = shape(Town, code=like(r"\d{9}", "140881003"), name=text, is_town=flag, short_name=text,
              seal_hint=text, villages=each(shape(Village, name=text, kind=one_of(("village", "community"))),
                                            "村（社区）"))


@dataclass(frozen=True)
class Content:
    """How the content of one pack is read: its keys, what it becomes, what is checked of the whole."""

    build: Callable[..., Any]
    parts: Mapping[str, Convert]
    check: Callable[[Any, str], None]


CONTENT: Mapping[str, Content] = {
    "tasks": Content(Tasks, {
        "year": count(2000, 2100),
        "notice": shape(Notice, **dict.fromkeys(Notice.__dataclass_fields__, words)),
        "sections": each(shape(Section, number=count(1, 50), label=text, title=text), "章节", 1),
        "tasks": each(_TASK, "任务", 1),
    }, _check_tasks),
    "checklist": Content(Checklist, {
        "code": like(r"[A-Z]{2}", "GM"),
        "default": flag,
        "sectors": each(text, "行业"),
        "tags": each(text, "重点部位"),
        "excluded": each(text, "例外"),
        "self_built": flag,
        "same": each(shape(Same, item=_CODE, other=_CODE), "相同项"),
        "items": each(_ITEM, "检查项", 1),
    }, _check_checklist),
    "criteria": Content(Criteria, {
        "standard": text,
        "document": text,
        "rows": each(shape(Criterion, code=like(r"[A-Z]{2}-\d{1,3}", "GM-1"), clause=maybe(text),
                           situation=maybe(text), verified=flag, keywords=each(text, "关键词"),
                           sectors=each(text, "行业"), items=each(_CODE, "检查项编号")), "判定情形", 1),
    }, _check_criteria),
    "holidays": Content(Holidays, {
        "years": each(then(shape(Year, year=count(2000, 2100), document=text,
                                 rests=each(shape(Rest, name=text, first=day, last=day), "假期", 1),
                                 worked=each(shape(Worked, name=text, day=day), "上班的日子")), _check_year),
                      "年份", 1),
    }, _check_holidays),
    "departments": Content(Departments, {
        "departments": each(shape(Department, code=like(r"[a-z_]+", "emergency"), name=text, full_name=maybe(text),
                                  also_written=each(text, "写法"), copies_only=flag), "部门", 1),
        "handover": each(shape(Handover, category=text, department=maybe(text), note=words), "隐患类型"),
    }, _check_departments),
    "places": Content(Places, {
        "city_code": like(r"\d{6}", "140881"),
        "city": text,
        "area_code": like(r"0\d{2,3}", "0359"),
        "towns": each(_TOWN, "镇街", 1),
        "others": each(text, "单位"),
    }, _check_places),
}

"""Packs are read strictly, and what the shipped ones say is fit to be printed."""

from __future__ import annotations

import copy
import json
import re
from datetime import date

import pytest

from yongji_desktop.assets import asset
from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.core.packs import calendar_of, read_pack

OWN = tuple(sorted(path.stem for path in asset("resources/packs").glob("*.json")))


def raw(name: str) -> dict:
    return json.loads(asset(f"resources/packs/{name}.json").read_bytes())


def content(name: str):
    return read_pack(asset(f"resources/packs/{name}.json").read_bytes()).content


@pytest.mark.parametrize("name", OWN)
def test_the_shipped_packs_are_good(name):
    data = asset(f"resources/packs/{name}.json").read_bytes()
    pack = read_pack(data)
    assert pack == read_pack(json.loads(data))
    assert name.startswith(pack.pack) and b"\r" not in data
    assert json.dumps(json.loads(data), ensure_ascii=False, indent=1) + "\n" == data.decode()


# --- strictness ---------------------------------------------------------------------------------------

@pytest.mark.parametrize(("data", "sentence"), [
    (b"", "请向提供的人要一份完好的"),
    (b'{"format": 1,', "第 1 行第 14 个字符"),
    (b"\xff\xfe", "不是 UTF-8"),
    (b"[1]", "不是数据包"),
    (b"{}", "不是数据包"),
    (b'{"format": 4, "pack": "tasks"}', "请先升级本程序"),
    (b'{"format": 1, "pack": "recipes"}', "不认识种类为“recipes”"),
    (b'{"format": 1, "format": 1, "pack": "tasks"}', "“format”写了两次"),
    (b'{"format": NaN, "pack": "tasks"}', "不能用的数值 NaN"),
    (b'{"format": ' + b"9" * 5000 + b', "pack": "tasks"}', "不合理的数字"),
    (b"[" * 100_000, "层次太多"),
])
def test_what_is_no_pack_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Refused) as trouble:
        read_pack(data)
    assert sentence in str(trouble.value)


def places(value, path=()):
    """Every object inside `value` with its path."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list) and value:
        yield from places(value[-1], (*path, len(value) - 1))


def at(value, path):
    for step in path:
        value = value[step]
    return value


OPTIONAL = {"article", "paragraph", "item", "document", "clause", "situation"}


@pytest.mark.parametrize("name", OWN)
def test_every_key_is_needed_and_none_is_added(name):
    good = raw(name)
    for path in places(good):
        damaged = copy.deepcopy(good)
        at(damaged, path)["extra"] = 1
        with pytest.raises(Invalid, match="extra"):
            read_pack(damaged)
        for key in set(at(good, path)) - OPTIONAL - ({"format", "pack"} if not path else set()):
            damaged = copy.deepcopy(good)
            del at(damaged, path)[key]
            with pytest.raises(Invalid):
                read_pack(damaged)


@pytest.mark.parametrize("wrong", [None, 3.5, [], {}, "", " x", "a\nb", True, -1])
@pytest.mark.parametrize("path", [("name",), ("version",), ("valid_from",), ("items", 0, "code"),
                                  ("items", 0, "how", "ways"), ("items", 8, "findings", 0, "measure")])
def test_values_of_another_form_are_refused(path, wrong):
    damaged = raw("checklist-gm")
    at(damaged, path[:-1])[path[-1]] = wrong
    with pytest.raises(Invalid):
        read_pack(damaged)


@pytest.mark.parametrize(("name", "path", "value", "sentence"), [
    ("checklist-gm", ("items", 1), raw("checklist-gm")["items"][0], "检查项编号重复：GM01"),
    ("checklist-gm", ("items", 1, "code"), "JX02", "应当以 JX02- 开头"),
    ("checklist-gm", ("items", 8, "findings", 1, "code"), "GM09-1", "常用语编号重复：GM09-1"),
    ("checklist-gm", ("items", 8, "findings", 0, "days"), None, "限期整改的必须写"),
    ("checklist-gm", ("items", 8, "findings", 0, "treatment"), "later", "只能是 on_spot、deadline、clue 之一"),
    ("checklist-gm", ("items", 8, "basis", 0), "安全生产法", "要么写 law"),
    ("checklist-gm", ("items", 8, "basis", 0, "article"), None, "没有写条"),
    ("checklist-gm", ("items", 6, "basis", 0, "article"), None, "标为已核对，却没有条号"),
    ("checklist-gm", ("items", 17, "findings", 0, "suspected_major", "situation"), None, "写明情形"),
    ("checklist-gm", ("items", 17, "findings", 0, "suspected_major", "clause"), None, "没有文号或条款"),
    ("checklist-gm", ("valid_until",), "2025-12-31", "早于 valid_from"),
    ("checklist-gm", ("valid_from",), "2026-02-30", "应当是 2026-01-31 这样的日期"),
    ("checklist-gm", ("id",), "tasks/gm", "应当以 checklist/ 开头"),
    ("checklist-gm", ("default",), None, "只能是 true 或 false"),
    ("checklist-gm", ("same", 0, "item"), "TY02", "一个是本表的项"),
    ("checklist-gm", ("same", 0, "other"), "GM04", "一个是别的表的项"),
    ("criteria-gongmao", ("rows", 1, "code"), "GM-1", "判定情形编号重复：GM-1"),
    ("criteria-gongmao", ("rows", 1, "clause"), "第3条", "“第三条第（二）项”这样的写法"),
    ("criteria-gongmao", ("rows", 1, "clause"), None, "没有文号或条款"),
    ("criteria-gongmao", ("rows", 1, "situation"), None, "没有写明情形"),
    ("criteria-gongmao", ("rows", 1, "verified"), False, "不写条款"),
    ("criteria-gongmao", ("rows", 1, "items"), ["GM04", "GM04"], "检查项编号重复：GM04"),
    ("criteria-gongmao", ("rows", 1, "items"), ["4"], "GM09 这样的写法"),
    ("holidays", ("years", 1, "year"), 2024, "不在 2024 年的安排里"),
    ("holidays", ("years", 1), raw("holidays")["years"][0], "年份重复：2024"),
    ("holidays", ("years", 0, "rests", 1, "last"), "2024-02-09", "起止日期不对"),
    ("holidays", ("years", 0, "rests", 1, "last"), "2024-02-29", "起止日期不对"),
    ("holidays", ("years", 0, "rests", 1, "first"), "2024-01-01", "起止日期不对"),
    ("holidays", ("years", 0, "rests", 0, "last"), "2024-02-10", "起止日期不对"),
    ("holidays", ("years", 0, "rests", 5, "last"), "2024-10-01", "起止日期不对"),
    ("holidays", ("years", 0, "rests", 5, "first"), "2024-09-31", "应当是 2026-01-31 这样的日期"),
    ("holidays", ("years", 0, "worked", 0, "day"), "2024-02-05", "不是周末"),
    ("holidays", ("years", 0, "worked", 0, "day"), "2024-02-11", "正放假"),
    ("holidays", ("years", 0, "worked", 0, "day"), "2024-02-18", "上班的日子重复"),
    ("tasks-2024", ("tasks", 2, "number"), 2, "任务序号应当从 1 起连续"),
    ("tasks-2024", ("tasks", 2, "section"), 9, "没有第 9 章"),
    ("tasks-2024", ("tasks", 2, "text"), "改了", "与任务原文不一致"),
    ("tasks-2024", ("tasks", 2, "town_part"), "unnamed", "是否点名不一致"),
    ("tasks-2024", ("tasks", 2, "clauses", 0, "names_town"), False, "names_town"),
    ("tasks-2024", ("tasks", 2, "clauses", 0, "units_list"), ["市能源局"], "责任单位原文里没有 市能源局"),
    ("tasks-2024", ("tasks", 23, "stated", 0, "quote"), "每季度演练一次", "不在任务原文里"),
    ("tasks-2024", ("tasks", 23, "stated", 0, "period"), None, "要么都写，要么都空"),
    ("departments-yongji", ("departments", 1, "code"), "fire", "部门编号重复"),
    ("departments-yongji", ("handover", 0, "department"), "市某局", "部门字典里没有 市某局"),
    ("places-yongji", ("towns", 1, "code"), "140881001", "镇街代码重复"),
])
def test_what_contradicts_itself_is_refused_at_its_place(name, path, value, sentence):
    damaged = raw(name)
    at(damaged, path[:-1])[path[-1]] = value
    with pytest.raises(Invalid) as trouble:
        read_pack(damaged)
    assert sentence in str(trouble.value)
    assert all(problem.message.endswith("，请改正。") for problem in trouble.value.problems)


def test_all_that_is_wrong_is_named_at_once_with_its_place():
    damaged = raw("checklist-gm")
    del damaged["items"][8]["findings"][1]["measure"]
    damaged["items"][9]["star"] = "yes"
    with pytest.raises(Invalid) as trouble:
        read_pack(damaged)
    assert [problem.message for problem in trouble.value.problems] == [
        "数据包的 items，第 9 个检查项（GM09）的 findings，第 2 个常用语（GM09-2）：缺少 measure，请改正。",
        "数据包的 items，第 10 个检查项（GM10）的 star：只能是 true 或 false，请改正。",
    ]


# --- what the shipped packs say ------------------------------------------------------------------------

def test_a_checklist_of_the_older_format_is_proposed_by_its_sectors():
    old = raw("checklist-gm")
    for key in ("tags", "excluded", "self_built", "same", "default"):
        del old[key]
    with pytest.raises(Invalid, match="缺少 default"):
        read_pack(old)
    old["format"] = 1
    read = read_pack(old).content
    assert read.default and read.suits_trade({"sector": "工贸（机械）"}) and not read.suits_parts({"tags": ["粉尘"]})


def test_a_category_without_department_has_no_default():
    dictionary = content("departments-yongji")
    assert dictionary.default_for("缺少许可") is None and dictionary.default_for("没有这一类") is None


def test_the_towns_of_the_city():
    places = content("places-yongji")
    assert [(town.code, town.name, town.short_name, town.is_town) for town in places.towns] == [
        ("140881001", "城西街道", "永城西", False), ("140881002", "城北街道", "永城北", False),
        ("140881003", "城东街道", "永城东", False), ("140881100", "虞乡镇", "永虞乡", True),
        ("140881101", "卿头镇", "永卿头", True), ("140881102", "开张镇", "永开张", True),
        ("140881103", "栲栳镇", "永栲栳", True), ("140881104", "蒲州镇", "永蒲州", True),
        ("140881105", "韩阳镇", "永韩阳", True), ("140881106", "张营镇", "永张营", True)]
    for town in places.towns:
        organ = f"永济市{town.name}人民政府" if town.is_town else f"永济市{town.name}办事处"
        assert organ in town.seal_hint and "以公章为准" in town.seal_hint
    villages = places.towns[2].villages
    assert [sum(village.kind == kind for village in villages) for kind in ("village", "community")] == [16, 5]


def days_of(year: int) -> list[date]:
    return [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]


HOLIDAYS = calendar_of([read_pack(raw("holidays"))])


@pytest.mark.parametrize(("year", "rest", "worked"), [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)])
def test_as_many_days_as_the_arrangement_has(year, rest, worked):
    days = days_of(year)
    assert sum(day in HOLIDAYS.rest for day in days) == rest
    assert sum(day in HOLIDAYS.worked for day in days) == worked
    assert HOLIDAYS.unpublished(days) is None


@pytest.mark.parametrize(("day", "rests", "name"), [
    (date(2024, 2, 18), False, "周日"), (date(2024, 9, 16), True, "中秋节"), (date(2024, 10, 12), False, "周六"),
    (date(2025, 1, 26), False, "周日"), (date(2025, 10, 8), True, "国庆节、中秋节"), (date(2025, 10, 11), False, "周六"),
    (date(2026, 1, 4), False, "周日"), (date(2026, 2, 23), True, "春节"), (date(2026, 2, 28), False, "周六"),
    (date(2026, 5, 9), False, "周六"), (date(2026, 9, 20), False, "周日"), (date(2026, 10, 10), False, "周六"),
    (date(2026, 10, 8), False, "周四"), (date(2026, 10, 11), True, "周日"),
])
def test_single_days_of_the_arrangements(day, rests, name):
    assert (HOLIDAYS.is_rest(day), HOLIDAYS.name(day)) == (rests, name)


def test_a_year_without_an_arrangement_says_so():
    assert HOLIDAYS.unpublished([date(2026, 12, 31), date(2027, 1, 1)]) == 2027
    assert not HOLIDAYS.is_rest(date(2027, 1, 1)) and HOLIDAYS.is_rest(date(2027, 1, 2))


def arrangement(version: str, years: list[dict], identity: str = "holidays/china"):
    return read_pack({**raw("holidays"), "id": identity, "version": version, "years": years})


def test_the_newest_pack_for_a_year_replaces_that_year_alone():
    changed = {"year": 2026, "document": "改", "rests": [{"name": "元旦", "first": "2026-01-01", "last": "2026-01-01"}],
               "worked": []}
    coming = {**changed, "year": 2027, "rests": [{"name": "元旦", "first": "2026-12-31", "last": "2027-01-02"}]}
    packs = [read_pack(raw("holidays")), arrangement("2026.2", [changed]), arrangement("2027.1", [coming])]
    for order in (packs, packs[::-1]):
        calendar = calendar_of(order)
        assert calendar.years == {2024, 2025, 2026, 2027}
        assert not calendar.is_rest(date(2026, 1, 2)) and calendar.is_rest(date(2026, 1, 4))
        assert calendar.is_rest(date(2025, 1, 28)) and calendar.is_rest(date(2026, 12, 31))
    older = calendar_of([*packs, arrangement("2025.9", [{**changed, "rests": coming["rests"], "year": 2027}])])
    assert older == calendar_of(packs)
    assert calendar_of([]).unpublished([date(2026, 5, 1)]) == 2026


def test_a_department_dictionary_of_an_older_format_knows_no_full_names():
    old = raw("departments-yongji")
    old["format"] = 1
    for one in old["departments"]:
        del one["full_name"]
    read = read_pack(old)
    assert read.content.full_names == {} and read.content.default_for("燃气") == "市住建局"


@pytest.mark.parametrize("path", sorted(asset("resources/packs").glob("*.json")), ids=lambda path: path.stem)
def test_what_is_said_of_a_pack_is_in_an_officers_words(path):
    told = json.loads(path.read_text(encoding="utf-8"))
    words = f"{told['source']}{told.get('notes') or ''}"
    assert not re.search(r"[a-z_]{4,}", words), words

"""Packs are read strictly, and what the shipped ones say is fit to be printed."""

from __future__ import annotations

import copy
import json
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from yongji_desktop.assets import asset
from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.core.packs import read_pack
from yongji_desktop.core.wording import forbidden_words

OWN = ("checklist-gm", "checklist-quick", "departments-yongji", "places-yongji", "tasks-2024")


def raw(name: str) -> dict:
    return json.loads(asset(f"resources/packs/{name}.json").read_bytes())


def content(name: str):
    return read_pack(asset(f"resources/packs/{name}.json").read_bytes()).content


CHECKLISTS = {name: content(f"checklist-{name}") for name in ("gm", "quick")}
ITEMS = [item for checklist in CHECKLISTS.values() for item in checklist.items]
FINDINGS = [finding for item in ITEMS for finding in item.findings]


@pytest.mark.parametrize("name", OWN)
def test_the_shipped_packs_are_good(name):
    data = asset(f"resources/packs/{name}.json").read_bytes()
    pack = read_pack(data)
    assert pack == read_pack(json.loads(data))
    assert name.startswith(pack.pack) and b"\r" not in data


# --- strictness ---------------------------------------------------------------------------------------

@pytest.mark.parametrize(("data", "sentence"), [
    (b"", "请向提供的人要一份完好的"),
    (b'{"format": 1,', "第 1 行第 14 个字符"),
    (b"\xff\xfe", "不是 UTF-8"),
    (b"[1]", "不是数据包"),
    (b"{}", "不是数据包"),
    (b'{"format": 2, "pack": "tasks"}', "请先升级本程序"),
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
    ("checklist-gm", ("items", 8, "findings", 0, "treatment"), "later", "只能是 on_spot、deadline 之一"),
    ("checklist-gm", ("items", 8, "basis", 0), "安全生产法", "要么写 law"),
    ("checklist-gm", ("items", 8, "basis", 0, "article"), None, "没有写条"),
    ("checklist-gm", ("items", 6, "basis", 0, "article"), None, "标为已核对，却没有条号"),
    ("checklist-gm", ("items", 17, "findings", 0, "suspected_major", "situation"), None, "写明情形"),
    ("checklist-gm", ("items", 17, "findings", 0, "suspected_major", "clause"), None, "没有文号或条款"),
    ("checklist-gm", ("valid_until",), "2025-12-31", "早于 valid_from"),
    ("checklist-gm", ("valid_from",), "2026-02-30", "应当是 2026-01-31 这样的日期"),
    ("checklist-gm", ("id",), "tasks/gm", "应当以 checklist/ 开头"),
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


# --- what the checklists say --------------------------------------------------------------------------

def test_both_checklists_are_complete():
    assert [item.code for item in CHECKLISTS["gm"].items] == [f"GM{n:02}" for n in range(1, 21)]
    assert [item.code for item in CHECKLISTS["quick"].items] == [f"TY{n:02}" for n in range(1, 11)]
    assert len(FINDINGS) >= 60
    for item in ITEMS:
        assert [finding.code for finding in item.findings] == [
            f"{item.code}-{n}" for n in range(1, len(item.findings) + 1)]
        assert 1 <= len(item.findings) <= 4


def test_the_stars_stand_where_the_domain_has_them():
    assert [item.code for item in ITEMS if item.star] == [
        "GM02", "GM04", "GM05", "GM13", "GM14", "GM15", "GM17", "GM18", "GM19",
        "TY04", "TY05", "TY08", "TY09"]


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.code)
def test_a_finding_can_be_printed_as_it_stands(finding):
    for words in (finding.text, finding.measure):
        assert words.endswith("。") and 8 <= len(words) <= 70
        assert not forbidden_words(words)
        assert not [mark for mark in "×□_…？" if mark in words]
    if finding.days is not None:
        assert finding.days <= 30
    if finding.shock_or_entangle:
        assert finding.days == 7 and finding.measure.startswith(("立即停用", "立即停止"))
    assert (finding.suspected_major is not None) == finding.measure.startswith("建议你单位")


def test_no_two_findings_are_alike():
    for one, other in combinations(FINDINGS, 2):
        assert SequenceMatcher(None, one.text, other.text).ratio() < 0.7, (one.code, other.code)
        assert one.measure != other.measure


def test_categories_and_departments_are_in_the_dictionary():
    dictionary = content("departments-yongji")
    names = {department.name for department in dictionary.departments if not department.copies_only}
    for finding in FINDINGS:
        assert finding.department in names
        assert dictionary.default_for(finding.category) in names, finding.code
        if finding.code.startswith("GM"):
            assert finding.department == dictionary.default_for(finding.category), finding.code


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

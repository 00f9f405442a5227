"""Which records of sites are one, which only look alike, and the initials that names are found by."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from yongji_desktop.core import credit_code
from yongji_desktop.core.likeness import (
    ALIKE_ENOUGH,
    Match,
    alike,
    compare_sites,
    initials,
    match,
    normal_name,
)

CODE, OTHER_CODE = "92140881MAYQ30770C", "92140881MAYP3QG43G"
NAMES = st.text("永济市蒲州阳光机械有限公司第一二三厂店（）() 路", max_size=14)


# --- names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, normal", [
    ("永济市阳光机械有限公司", "阳光机械"),
    ("山西省运城市永济市阳光机械有限责任公司", "阳光机械"),
    ("阳光 机械股份有限公司（普通合伙）", "阳光机械"),
    ("永济市阳光机械厂", "阳光机械"),
    ("ＡＢ阳光〔一〕店", "ab阳光(一)"),
    ("永济市永济饭店", "永济饭"),
    ("药店", "药店"),
    ("永济市", ""),
    ("", ""),
])
def test_names_for_comparison(name, normal):
    assert normal_name(name) == normal


@given(NAMES, NAMES)
def test_alike_is_symmetric_and_within_a_hundred(one, other):
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 100
    assert alike(one, one) == 100


def test_numbers_in_a_name_keep_sites_apart():
    assert alike("永济市城东街道中心第一幼儿园东校区", "永济市城东街道中心第二幼儿园东校区") < ALIKE_ENOUGH
    assert alike("永济市鑫铠铝型材有限公司", "鑫铠铝型材有限责任公司") == 100
    assert alike("永济市蒲州宏穗五金门市", "永济市蒲州宏穗五金门市部") >= ALIKE_ENOUGH


@pytest.mark.parametrize("text, wanted", [
    ("阳光机械", {"ygjx"}),
    ("解州饭店", {"jzfd", "xzfd"}),
    ("解军", {"jj", "xj"}),
    ("长旺坡村", {"zwpc", "cwpc"}),
    ("工商银行", {"gsyh", "gsyx"}),
    ("Ａ1阳光（东）厂", {"a1ygdc"}),
    ("䶮𬱖，", {"yd"}),
    ("！？", set()),
    ("", set()),
])
def test_initials(text, wanted):
    assert set(initials(text)) == wanted


def test_the_common_reading_comes_first_and_four_are_the_most():
    assert initials("解州饭店")[0] == "jzfd" and initials("音乐厅")[0] == "yyt"
    many = initials("长长行行重重乐乐")
    assert len(many) == 4 and len(set(many)) == 4


@given(st.text(max_size=12))
def test_initials_of_any_text_are_ascii(text):
    for one in initials(text):
        assert one.isascii() and one == one.lower() and (one == "" or one.isalnum())


@pytest.mark.parametrize("code, words", [
    (CODE, ""),
    ("N2140881MF0000001E", ""),
    ("92140881MAYQ30770D", "校验位"),
    ("92140881MAYQ3O770C", "字符"),
    ("92140881MAYQ30770", "17 位"),
])
def test_credit_codes(code, words):
    assert words in credit_code.trouble(code) and bool(words) == bool(credit_code.trouble(code))


# --- the same site or not -----------------------------------------------------------------------------


HERE = {"id": "s1", "name": "永济市阳光机械有限公司", "uscc": CODE, "village": "东村", "employees": 12}


@pytest.mark.parametrize("incoming, kind, changes", [
    ({"name": "永济市阳光机械有限公司", "uscc": CODE}, "same", {}),
    ({"name": "新名机械", "uscc": CODE}, "changed", {"name": ("永济市阳光机械有限公司", "新名机械")}),
    ({"name": "阳光机械有限责任公司", "village": "东村"}, "changed",
     {"name": ("永济市阳光机械有限公司", "阳光机械有限责任公司")}),
    ({"name": "永济市阳光机械有限公司", "village": "东村", "employees": 12.0, "phone": None}, "same", {}),
    ({"name": "永济市阳光机械有限公司", "village": "东村", "employees": 15, "remark": "新"}, "changed",
     {"employees": (12, 15), "remark": (None, "新")}),
    ({"name": "永济市阳光机械有限公司", "village": "西村"}, "doubtful", {"village": ("东村", "西村")}),
    ({"name": "永济市阳光机械有限公司"}, "doubtful", {}),
    ({"name": "永济市阳光机械厂", "village": "东村"}, "doubtful",
     {"name": ("永济市阳光机械有限公司", "永济市阳光机械厂")}),
    ({"name": "永济市阳光机械有限公司", "village": "东村", "uscc": OTHER_CODE}, "doubtful",
     {"uscc": (CODE, OTHER_CODE)}),
    ({"name": "永济市阳光机械有限公司", "village": "东村", "town_name": "蒲州镇"}, "changed",
     {"town_name": (None, "蒲州镇")}),
    ({"name": "永济市月光铸造有限公司", "village": "东村"}, "new", {}),
    ({"name": ""}, "doubtful", {}),
])
def test_one_against_one(incoming, kind, changes):
    found = match([incoming], [HERE])[0]
    assert (found.kind, found.changes) == (kind, changes)
    assert compare_sites(HERE, incoming) == kind
    assert bool(found.reason) == (kind == "doubtful")
    if kind in ("same", "changed"):
        assert found.existing_id == "s1"


def test_a_code_that_was_missing_is_filled_in():
    old = {"id": "s1", "name": "蒲州宏穗五金店", "village": "鼓楼庄村", "address": "路口"}
    [found] = match([{"name": "永济市蒲州宏穗五金店", "uscc": CODE, "village": "鼓楼庄村"}], [old])
    assert found.kind == "changed" and found.changes["uscc"] == (None, CODE)


def test_an_address_decides_where_a_village_is_missing():
    old = {"id": "s1", "name": "宏穗五金店", "address": "永济市蒲州镇 主街85号"}
    here = {"name": "宏穗五金店", "address": "蒲州镇主街85号", "village": "东村"}
    assert compare_sites(old, here) == "changed"
    assert compare_sites(old, {"name": "宏穗五金店", "address": "主街86号"}) == "doubtful"
    assert compare_sites(old, {"name": "宏穗五金店", "village": "东村"}) == "doubtful"
    nowhere = {"id": "s2", "name": "宏穗五金店"}
    assert compare_sites(nowhere, {"name": "宏穗五金店"}) == "same"
    assert compare_sites(nowhere, {"name": "宏穗五金"}) == "doubtful"
    assert compare_sites({**old, "town_name": "蒲州镇"}, {**old, "town_name": "栲栳镇"}) == "doubtful"


def test_an_older_visit_and_empty_cells_change_nothing():
    site = {"name": "甲乙厂", "uscc": CODE}
    old = {"id": "s1", **site, "last_visit_on": "2026-03-01", "tags": ["配电室"], "floors": 0}
    incoming = {**site, "last_visit_on": "2024-03-01", "tags": [], "floors": None, "phone": ""}
    assert match([incoming], [old]) == [Match("same", "s1")]
    newer = match([{**incoming, "last_visit_on": "2026-05-01", "floors": 0}], [old])[0]
    assert newer.changes == {"last_visit_on": ("2026-03-01", "2026-05-01")}


def test_names_alike_are_named_in_the_reason():
    old = [{"id": "s1", "name": "永济市蒲州宏穗五金门市", "village": "鼓楼庄村"}, {"id": "s2", "name": "丙"}]
    [found] = match([{"name": "蒲州宏穗五金门市房", "village": "西厢村"}], old)
    assert found.kind == "doubtful" and found.existing_id == "s1"
    assert found.reason == "可能已有：“永济市蒲州宏穗五金门市（鼓楼庄村）”（名称相近），请看是不是同一家。"


def test_what_stands_twice_is_doubtful():
    rows = [
        {"name": "甲乙机械厂", "village": "东村"},
        {"name": "甲乙机械 厂", "village": "东村"},
        {"name": "丙丁饭店", "uscc": CODE},
        {"name": "丙丁酒家", "uscc": CODE},
        {"name": "甲乙机械厂", "village": "西村"},
    ]
    found = match(rows, [])
    assert [one.kind for one in found] == ["new", "doubtful", "new", "doubtful", "new"]
    assert found[1].reason == "与这次导入的第 1 条“甲乙机械厂”重复，请核对。"
    old = [{"id": "s1", "name": "阳光机械", "uscc": CODE, "village": "东村"}]
    twice = match([{"name": "阳光机械", "uscc": CODE}, {"name": "阳光机械", "village": "东村"}], old)
    assert [one.kind for one in twice] == ["same", "doubtful"]
    both = [{"id": name, "name": name, "uscc": CODE} for name in ("甲", "乙")]
    assert match([{"name": "丙", "uscc": CODE}], both)[0].kind == "doubtful"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES.filter(str.strip), st.sampled_from(["", "东村", "西村"])), max_size=8))
def test_a_second_import_changes_nothing(rows):
    """What was new is the same when it comes again; nothing is ever taken for another record."""
    incoming = [{"name": name, "village": village} for name, village in rows]
    first = match(incoming, [])
    kept = [{"id": str(at), **row} for at, (row, one) in enumerate(zip(incoming, first)) if one.kind == "new"]
    again = match([{key: value for key, value in row.items() if key != "id"} for row in kept], kept)
    for row, one in zip(kept, again):
        assert one.kind == "doubtful" or (one.kind == "same" and one.existing_id == row["id"])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_blocks_lose_no_name_that_is_alike(seed):
    """The index by rare pairs finds exactly what comparing with every name finds."""
    chance = random.Random(seed)
    letters = "蒲州镇阳光机械烟酒店铺宏穗东西"
    names = ["".join(chance.choices(letters, k=chance.randint(2, 16))) for _ in range(60)]
    old = [{"id": name, "name": name, "village": "甲"} for name in dict.fromkeys(names)]
    for source in names[:20]:
        at = chance.randrange(len(source))
        name = source[:at] + chance.choice(["", "阳"]) + source[at + chance.randint(0, 1) :]
        near = [
            one["id"] for one in old
            if fuzz.ratio(normal_name(name), normal_name(one["id"])) >= ALIKE_ENOUGH
        ]
        found = match([{"name": name, "village": "乙"}], old)[0]
        assert (found.kind == "doubtful") == bool(near) or not normal_name(name)

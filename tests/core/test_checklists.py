"""What the shipped checklists say is complete, fit to be printed, and no two of their findings are alike."""

from __future__ import annotations

from itertools import combinations

import pytest
from rapidfuzz import fuzz

from yongji_desktop.assets import asset
from yongji_desktop.core.pack_content import Checklist
from yongji_desktop.core.packs import read_pack, same_items
from yongji_desktop.core.wording import forbidden_words

PACKS = [read_pack(path.read_bytes()) for path in sorted(asset("resources/packs").glob("*.json"))]
LISTS = {pack.content.code: pack.content for pack in PACKS if isinstance(pack.content, Checklist)}
ITEMS = [item for checklist in LISTS.values() for item in checklist.items]
FINDINGS = [finding for item in ITEMS for finding in item.findings]
DEPARTMENTS = next(pack.content for pack in PACKS if pack.pack == "departments")

# list: number of items, those with ★
MARKED = {
    "CZ": (14, "02 08 09 10 11 12"), "FX": (16, ""), "GM": (20, "02 04 05 13 14 15 17 18 19"),
    "JX": (16, "03 05 11 12"), "JZ": (16, "01 03 04 05 06 10 15"), "NJ": (13, "04 05 06 07"),
    "RM": (18, "03 05 06 08 10 11"), "RQ": (16, "03 04"), "SF": (15, ""), "TS": (15, "02 04 06 10 13"),
    "TY": (10, "04 05 08 09"), "WH": (15, "01 02 03 10"), "YH": (12, "07 08"), "ZJ": (15, "01 03 04 05 08 10"),
}


def test_the_lists_are_complete_and_the_stars_stand_where_the_domain_has_them():
    assert set(LISTS) == set(MARKED)
    for code, (count, stars) in MARKED.items():
        items = LISTS[code].items
        assert [item.code for item in items] == [f"{code}{n:02}" for n in range(1, count + 1)]
        assert [item.code for item in items if item.star] == [f"{code}{number}" for number in stars.split()]


def test_every_item_has_one_to_four_findings_numbered_from_one():
    assert len(FINDINGS) >= 350
    for item in ITEMS:
        assert [finding.code for finding in item.findings] == [
            f"{item.code}-{n}" for n in range(1, len(item.findings) + 1)]
        assert 1 <= len(item.findings) <= 4


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
        assert not fuzz.ratio(one.text, other.text, score_cutoff=70), (one.code, other.code)
    assert len({finding.measure for finding in FINDINGS}) == len(FINDINGS)


def test_no_two_items_of_a_list_ask_the_same():
    for checklist in LISTS.values():
        for one, other in combinations(checklist.items, 2):
            assert fuzz.ratio(one.text, other.text) < 80, (one.code, other.code)


def test_departments_are_those_of_the_dictionary_or_of_its_notes():
    names = {department.name for department in DEPARTMENTS.departments if not department.copies_only}
    handover = {one.category: one for one in DEPARTMENTS.handover}
    for finding in FINDINGS:
        one = handover[finding.category]
        assert finding.department in names and one.department in names, finding.code
        assert finding.department == one.department or finding.department in one.note, finding.code


def test_items_that_ask_the_same_are_named_once_and_speak_of_one_matter():
    codes = {item.code: item for item in ITEMS}
    pairs = [(one.item, one.other) for checklist in LISTS.values() for one in checklist.same]
    assert len(pairs) == len({frozenset(pair) for pair in pairs}) == 12
    for pair in pairs:
        one, other = (codes[code] for code in pair)
        assert set(one.text) & set(other.text) and one.code[:2] != other.code[:2]
    leaders = same_items(LISTS.values())
    assert leaders["JX03"] == leaders["TY05"] == leaders["RM03"] == leaders["CZ03"]
    assert leaders["GM03"] == leaders["TY02"] != leaders["GM06"]
    assert same_items([]) == {}

"""责令限期整改指令书: its words, its marks, what blocks it; rendered and read back."""

from __future__ import annotations

import copy

import form_cases as cases
import paper_cases
import pytest
import reading

from yongji_desktop.papers import catalogue

CODE = "rectification_order"
FILE = {"document": "永政发〔2026〕3号", "organ": "永济市应急管理局", "way": "granted"}
PEOPLE = [{"name": "王晓栲", "certificate": "14088100012"}, {"name": "李雨䶮", "certificate": "14088100013"}]


def given(count: int = 2, way: str = "granted", **changes):
    hazards = [cases.hazard(True) for _ in range(count)]
    facts = cases.facts(CODE, hazards[0], **changes)
    facts["hazards"] = hazards
    facts["authorities"] = [{**FILE, "way": way}]
    facts["inspection"] = {**facts["inspection"], "nature": "authorised", "inspectors": copy.deepcopy(PEOPLE),
                           "authority": {"basis": FILE["document"]}}  # fmt: skip
    facts["numbers"] = {CODE: "（永城东）应急责改〔2026〕1号"}
    return cases.filled(facts, number=facts["numbers"][CODE])


@pytest.mark.parametrize("office", [paper_cases.OFFICE, {**paper_cases.OFFICE, "is_town": True}])
def test_the_words_of_the_form(office) -> None:
    made = cases.drawn(CODE, given(office=office))
    text = "".join(reading.pages(made.pdf))
    for words in (
        "责令限期整改指令书", "应急责改〔2026〕1号", "经查，你单位存在下列问题：", "第六十五条第一款第（二）项", "永政发〔2026〕3号",
        "现责令你单位对上述第1、2项问题于2026年10月19日前整改完毕", "达到有关法律、法规、规章和标准规定的要求",
        "由此造成事故的，依法追究有关人员的责任。", "60日内", "6个月内", "不停止执行本指令", "14088100012", "14088100013",
        "永济市人民政府", "有管辖权的人民法院", "一式两份",
    ):  # fmt: skip
        assert words in text, words
    assert not cases.problems(CODE, given(office=office))


def test_entrusted_powers_are_used_in_the_name_of_who_entrusted_them() -> None:
    data = catalogue.PAPERS[CODE].compose(given(way="entrusted"))
    assert data["organ"] == "永济市应急管理局" and data["signed"][0].startswith("永济市应急管理局")


def test_what_was_filled_in_is_marked() -> None:
    data = catalogue.PAPERS[CODE].compose(given())
    marked = [piece["t"] for part in (*data["problems"], *data["order"], data["relief"]) for piece in part if isinstance(piece, dict)]
    assert {"1、2", "2026年10月19日", "永政发〔2026〕3号", "永济市人民政府"} <= set(marked)


def test_two_deadlines_are_two_parts_of_the_sentence() -> None:
    facts = given()
    facts["hazards"][1]["life"]["due_on"] = "2026-11-01"
    order = "".join(one if isinstance(one, str) else one["t"] for one in catalogue.PAPERS[CODE].compose(facts)["order"][0])
    assert "第1项问题于2026年10月19日前整改完毕，第2项问题于2026年11月1日前整改完毕" in order


def test_what_blocks_it() -> None:
    facts = given()
    assert "R02" in {one.rule for one in catalogue.PAPERS[CODE].blocked(cases.filled(facts, number="1", people=PEOPLE[:1]))}
    facts["inspection"]["nature"] = "patrol"
    assert "不能责令" in cases.sentences(CODE, facts)
    facts = given()
    facts["authorities"] = []
    assert "不在“权限和文种”" in cases.sentences(CODE, facts)
    facts = given()
    facts["hazards"][0]["life"]["due_on"] = facts["hazards"][0]["due_on"] = None
    assert "第 1 条没有整改期限" in cases.sentences(CODE, facts)


def test_long_names_and_many_problems_stay_readable() -> None:
    facts = given(9)
    facts["inspection"]["site"] = {**facts["inspection"]["site"], "name": cases.LONG_NAME}
    for one in facts["hazards"]:
        one["description"] = cases.LONG_WORDS
    made = cases.drawn(CODE, facts)
    assert made.pages >= 2 and not made.missing
    assert "执法证号" in "".join(reading.pages(made.pdf))

"""Citations: their printed form and their checks (those of the packs: test_citations_of_packs.py)."""

from __future__ import annotations

import pytest

from yongji_desktop.core.citations import check_citation, chinese_number, cite, cite_all
from yongji_desktop.core.errors import Invalid

STANDARD = "工贸企业重大事故隐患判定标准"
DOCUMENT = "应急管理部令第10号"


def law(name, article=None, paragraph=None, item=None, verified=True):
    return {"law": name, "article": article, "paragraph": paragraph, "item": item, "verified": verified}


def standard(clause=None, situation=None, verified=True):
    return {"standard": STANDARD, "document": DOCUMENT, "clause": clause, "situation": situation,
            "verified": verified}


@pytest.mark.parametrize(("number", "words"), [
    (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (36, "三十六"), (100, "一百"), (101, "一百零一"),
    (110, "一百一十"), (118, "一百一十八"), (999, "九百九十九"),
])
def test_numbers_are_written_as_articles_are(number, words):
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, -1, 1000, True])
def test_numbers_outside_the_laws_are_refused(number):
    with pytest.raises(ValueError):
        chinese_number(number)


@pytest.mark.parametrize(("citation", "printed"), [
    (law("安全生产法", 36, 2), "安全生产法第三十六条第二款"),
    (law("安全生产法", 101, None, 3), "安全生产法第一百零一条第（三）项"),
    (law("消防法", 16, 1, 2), "消防法第十六条第一款第（二）项"),
    (law("危险化学品安全法", verified=False), "危险化学品安全法（待核）"),
    (law("危险化学品安全法", 12, 1, verified=False), "危险化学品安全法（待核）"),
    (standard("第五条", "深井铸造结晶器冷却水"),
     "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第五条“深井铸造结晶器冷却水”情形"),
    (standard("第三条第（二）项", "特种作业人员无证上岗"),
     "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第三条第（二）项“特种作业人员无证上岗”情形"),
    (standard("第五条"), "工贸企业重大事故隐患判定标准第五条"),
    (standard(None, "未执行“先通风”", False),
     "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）“未执行‘先通风’”情形（待核）"),
    (standard("第十三条", None, False), "工贸企业重大事故隐患判定标准（待核）"),
])
def test_one_citation_in_print(citation, printed):
    assert cite(check_citation(citation)) == printed


@pytest.mark.parametrize(("citations", "printed"), [
    ([], "—"),
    ([law("安全生产法", 35), law("安全生产法", 45)], "安全生产法第三十五条、第四十五条"),
    ([law("安全生产法", 36, 2), law("安全生产法", 36, 3)], "安全生产法第三十六条第二款、第三款"),
    ([law("安全生产法", 21), law("安全生产法", 41, 2)], "安全生产法第二十一条、第四十一条第二款"),
    ([law("安全生产法", 21, None, 1), law("安全生产法", 21, None, 2)],
     "安全生产法第二十一条第（一）项、第（二）项"),
    ([law("消防法", 16, 1, 2), law("消防法", 16, 2)], "消防法第十六条第一款第（二）项、第二款"),
    ([law("安全生产法", 36), law("安全生产法", 36, 2)], "安全生产法第三十六条、第三十六条第二款"),
    ([law("消防法", 27, 2), law("安全生产法", 43), law("消防法", 28), law("消防法", 27, 2)],
     "消防法第二十七条第二款、第二十八条；安全生产法第四十三条"),
    ([law("消防法", verified=False), law("消防法", verified=False), law("消防法", 28)],
     "消防法（待核）；消防法第二十八条"),
    ([standard("第五条"), standard("第五条")], "工贸企业重大事故隐患判定标准第五条"),
])
def test_several_citations_in_print(citations, printed):
    assert cite_all(citations) == printed


@pytest.mark.parametrize("citation", [
    "安全生产法第三十六条", {}, {"law": "安全生产法", "standard": STANDARD, "verified": True},
    law("安全生产法"), law("", 3), law(" 消防法", 3), law("消防法", 0), law("消防法", True),
    law("消防法", "3"),
    law("消防法", None, 2, None, False), {**law("消防法", 3), "note": "x"}, {"law": "消防法", "article": 3},
    {**law("消防法", 3), "verified": "yes"}, standard(), standard("第5条"), standard("第五条第二项"),
    {**standard("第五条"), "document": None}, {**standard("第五条"), "situation": ""},
])
def test_what_is_no_citation_is_refused_with_its_place(citation):
    with pytest.raises(Invalid) as trouble:
        check_citation(citation, "GM09 的依据")
    assert str(trouble.value).startswith("GM09 的依据：") and str(trouble.value).endswith("请改正。")


def test_keys_left_out_are_filled_in():
    assert check_citation({"law": "消防法", "article": 28, "verified": True}) == law("消防法", 28)

"""复查意见: what is said of each conclusion, and that nothing is said to be done before it is registered."""

from __future__ import annotations

import pytest
from reinspection_cases import DELIVERED, GENERAL, LATER, MAJOR, look

from yongji_desktop.core.wording import forbidden_words
from yongji_desktop.papers.reinspection_opinion import opinion
from yongji_desktop.papers.wording import Names

STREET = Names("永济市城东街道办事处", "我街道", "街道")
TOWN = Names("永济市卿头镇人民政府", "我镇", "镇政府")


def said(*looks: dict, lives: dict | None = None, names: Names = STREET) -> list[str]:
    return opinion({"began_at": f"{LATER}T09:30", "looks": list(looks)}, lives or {}, names).split("\n")


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({}, "第1条隐患已按期整改，同意闭环。"),
        ({"finished_on": "2026-10-20"}, "第1条隐患已整改，同意闭环。"),
        ({"finished_on": None}, "第1条隐患已整改，同意闭环。"),
        ({"finished_on": None, "due_on": "2026-10-28"}, "第1条隐患已按期整改，同意闭环。"),
        (
            {"conclusion": "partly", "next": "second_deadline", "next_due_on": "2026-11-04"},
            "第1条隐患部分整改，要求于2026年11月4日前整改完毕，另发《事故隐患整改通知（告知）书》，期满后复查。",
        ),
        (
            {"conclusion": "not", "next": "handover", "next_department": "市消防大队", "interim": "停用2号机"},
            "第1条隐患未整改，将抄告（移送）市消防大队依法处理。整改完成前，请落实：停用2号机。",
        ),
        ({"conclusion": "cannot", "next": "report_up"}, "第1条隐患无法整改，将上报市安委办。"),
        ({"conclusion": "not"}, "第1条隐患未整改。"),
    ],
)
def test_a_general_hazard(changes: dict, expected: str) -> None:
    (sentence,) = said(look(**changes))
    assert sentence == f"1．{expected}" and forbidden_words(sentence) == []


def test_hazards_of_which_the_same_is_said_share_a_sentence() -> None:
    late = look(finished_on=None)
    assert said(look(), late, look(), look(conclusion=None), look(), look(), look()) == [
        "1．第1、3、5－7条隐患已按期整改，同意闭环。",
        "2．第2条隐患已整改，同意闭环。",
    ]
    assert opinion({"looks": [look(conclusion=None)]}, {}, STREET) == "" == opinion({}, {}, STREET)


@pytest.mark.parametrize(
    "life, expected",
    [
        ({}, "移送手续正在办理，我街道不作销号结论"),
        ({"handovers": [{**DELIVERED, "delivered_on": None}]}, "移送手续正在办理，我街道不作销号结论"),
        ({"handovers": [{**DELIVERED, "declined_on": "2026-10-20"}]}, "移送手续正在办理，我街道"),
        ({"handovers": [DELIVERED]}, "已移送市应急局（永城东安移〔2026〕6号），我街道不作销号结论；"),
        ({"handovers": [{**DELIVERED, "number": ""}]}, "已移送市应急局，我街道不作销号结论；"),
    ],
)
def test_handed_over_only_when_the_letter_was_delivered(life: dict, expected: str) -> None:
    (sentence,) = said(look(MAJOR), lives={"h2": life})
    assert f"1．第1条为疑似重大事故隐患，{expected}" in sentence
    assert "核查同意前，请企业落实停用、撤人、警戒等管控措施。" in sentence
    assert "同意闭环" not in sentence and "继续停用" not in sentence


def test_a_suspected_major_one_that_is_not_treated_and_reported_up() -> None:
    (sentence,) = said(look(MAJOR, conclusion="not", next="report_up"), names=TOWN)
    assert sentence == (
        "1．第1条为疑似重大事故隐患，现场核查未整改，移送手续正在办理，我镇不作销号结论；复查情况将抄告市应急局，请其核查。"
        "并将上报市安委办。核查同意前，请企业落实停用、撤人、警戒等管控措施。"
    )


def test_major_only_with_the_departments_document() -> None:
    judged = {"step": "judged_major", "department": "市应急局", "document": "永应急认〔2026〕1号", "happened_on": "2026-10-20"}
    (sentence,) = said(look(MAJOR, grade="major"), lives={"h2": {"judgement": judged}})
    assert "第1条经市应急局（永应急认〔2026〕1号）认定为重大事故隐患，" in sentence
    (sentence,) = said(look(MAJOR, grade="major"))
    assert "为疑似重大事故隐患" in sentence
    done = {"document": "永应急销〔2026〕3号", "approved_by": "甲", "happened_on": "2026-10-27", "department": "市应急局"}
    assert said(look(MAJOR, grade="major"), lives={"h2": {"judgement": judged, "deregistration": done}}) == [
        "1．第1条为重大事故隐患，市应急局已核查销号（永应急销〔2026〕3号）。"
    ]


def test_judged_not_major_goes_on_as_a_general_one() -> None:
    judged = {
        "step": "judged_not_major", "department": "市应急局", "document": "永应急函〔2026〕9号",
        "happened_on": "2026-10-20", "due_on": "2026-11-05",
    }  # fmt: skip
    one = look(GENERAL, due_on="2026-11-05", finished_on="2026-10-27")
    assert said(one, lives={"h1": {"judgement": judged}}) == [
        "1．第1条经市应急局（永应急函〔2026〕9号）认定不构成重大事故隐患，转为一般隐患，整改期限另定为2026年11月5日。"
        "第1条隐患已按期整改，同意闭环。"
    ]
    later = {**judged, "happened_on": "2026-10-30"}
    assert "认定" not in said(one, lives={"h1": {"judgement": later}})[0]

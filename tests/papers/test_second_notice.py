"""The second notice: composed from a re-inspection; the first one as it always was."""

from __future__ import annotations

import paper_cases as cases
import pytest
import reading
import reinspection_cases as sample
from reinspection_cases import MAJOR, look
from test_inspection_record import words

from yongji_desktop.papers import catalogue
from yongji_desktop.papers.rectification_notice import blocked, compose, selected
from yongji_desktop.papers.render import render


def test_words_and_rows() -> None:
    data = compose(sample.again())
    assert data["title"] == "事故隐患整改通知（告知）书" and data["subtitle"] == "（第二次）"
    assert data["number"] == "永城东安改〔2026〕A030号" and data["addressee"] == "永济市鹳雀铝型材有限公司："
    assert data["intro"] == (
        "2026年10月28日，我街道工作人员王晓栲、李雨䶮对你单位开展整改复查（复查记录编号：永城东安复〔2026〕A019号），"
        "下列事故隐患仍未整改完毕。现再次通知（告知）你单位，请按要求整改："
    )
    (row,) = data["rows"]
    assert row == [
        "1", "挤压车间2号锯切机", f"{sample.GENERAL['description'].rstrip('。')}；10月28日复查：{sample.GENERAL['seen']}", "安全生产法第三十六条第二款", "一般",
        "立即停用；7日内恢复固定式防护罩；排查其余锯切机。整改完成前，请落实：停用2号锯切机，上锁挂牌。", "2026年11月4日", "张建军",
    ]  # fmt: skip
    assert [head for head, _ in data["paragraphs"]] == [
        "一、整改期间的防范措施。", "二、回复与复查。", "三、逾期提示。",
    ]  # fmt: skip
    assert data["paragraphs"][2][1] == "逾期未整改的，我街道将抄告（移送）市应急局依法处理。"
    assert data["signed"] == ["永济市城东街道办事处（盖章）", "2026年10月28日"]
    assert data["slip"]["paper"][1] == "事故隐患整改通知（告知）书（永城东安改〔2026〕A030号）"
    assert blocked(sample.again()) == []


def test_only_looks_with_a_second_deadline_are_carried() -> None:
    again = look(conclusion="not", next="second_deadline", next_due_on="2026-11-04")
    looks = [look(), again, look(conclusion="not", next="handover"), look(MAJOR, conclusion="not", next="second_deadline")]
    assert [index for index, _ in selected({"looks": looks})] == [1]
    assert len(compose(sample.facts(reinspection={"looks": looks}))["rows"]) == 1


@pytest.mark.parametrize(
    "life, subtitle",
    [
        ({}, "（第二次）"),
        ({"rounds": 0}, "（第二次）"),
        ({"rounds": 1}, "（第二次）"),
        ({"rounds": 2}, "（第三次）"),
        ({"rounds": 3, "looks": ["r0", "r1", "r9"]}, "（第三次）"),
        ({"rounds": 1, "looks": ["r0"]}, "（第三次）"),
    ],
)
def test_which_time_it_is(life: dict, subtitle: str) -> None:
    days = {"r0": "2026-10-20", "r1": sample.LATER, "r9": "2026-11-20"}
    events = [{"step": "second_deadline", "reinspection": one, "happened_on": days[one]} for one in life.get("looks", [])]
    facts = sample.again()
    facts["lives"] = {"h1": {**life, "looks": events}}
    assert compose(facts)["subtitle"] == subtitle


def test_hazards_that_differ_are_told_apart() -> None:
    facts = sample.again()
    facts["reinspection"]["looks"].append({**facts["reinspection"]["looks"][0], "hazard": "h5"})
    facts["lives"] = {"h1": {"rounds": 1}, "h5": {"rounds": 2}}
    assert compose(facts)["subtitle"] == "（第二次、第三次）"


def test_what_is_asked_for() -> None:
    facts = sample.again(measure=" ")
    facts["reinspection"]["looks"][0]["interim"] = None
    assert {(one.field, one.severity) for one in blocked(facts)} == {("looks.0.measure", "block")}
    facts = sample.again(measure="恢复防护罩")
    facts["reinspection"]["looks"][0].update(interim="", department=None)
    facts["inspection_body"] = None
    assert {(one.field, one.rule) for one in blocked(facts)} == {("looks.0.department", ""), ("looks.0.basis", "R60")}
    facts = sample.again(measure="恢复防护罩")
    facts["reinspection"]["looks"][0]["interim"] = None
    facts["today"] = "2026-11-05"
    assert {(one.field, one.rule) for one in blocked(facts)} == {("looks.0.measure", "R09"), ("looks.0.next_due_on", "R08")}
    facts = sample.again(measure="责令停用")
    assert {(one.field, one.rule) for one in blocked(facts)} == {("looks.0.measure", "R59")}
    assert blocked(sample.facts())[0].field == "looks"


def test_the_hazards_own_record_may_tell_the_basis() -> None:
    facts = sample.again()
    facts["inspection_body"] = None
    facts["hazards"] = [{"id": "h1", "basis": [cases.law(36, 2)], "responsible": "赵一"}]
    row = compose(facts)["rows"][0]
    assert row[3] == "安全生产法第三十六条第二款" and row[7] == "赵一"


@pytest.mark.parametrize("office", [cases.OFFICE, cases.TOWN])
def test_it_prints_with_its_slip(office: dict, photo_path) -> None:
    facts = sample.again(description="裂" * 300)
    facts["office"] = office
    data = compose(facts)
    paper = render(catalogue.blocks(data), catalogue.frame(data, "2026-10-28T10:40"), photo_path)
    text = "".join(reading.pages(paper.pdf))
    assert "（第二次）" in text and text.count("裂") == 300 and "送达回执" in text
    assert ("我镇" in text) == office["is_town"] and ("我街道" in text) != office["is_town"]
    if office["is_town"]:
        assert "街道" not in words(data).replace("城东街道铝电社区", "")

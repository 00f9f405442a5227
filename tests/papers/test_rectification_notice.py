"""事故隐患整改通知（告知）书: its words and what keeps it from being issued."""

from __future__ import annotations

import copy

import paper_cases as cases
import pytest

from yongji_desktop.papers.rectification_notice import blocked, compose


def with_general(**changes) -> dict:
    """Facts with one general hazard only, changed."""
    facts = cases.facts()
    facts["inspection"]["hazards"] = [{**facts["inspection"]["hazards"][0], **changes}]
    return facts


def severities(facts: dict) -> dict[str, str]:
    return {one.field: one.severity for one in blocked(facts)}


def test_the_sample_case_reads_as_the_standard_says() -> None:
    data = compose(cases.facts())
    assert data["addressee"] == "永济市鹳雀铝型材有限公司："
    assert data["intro"] == (
        "2026年10月12日，我街道工作人员王晓栲、李雨䶮对你单位开展日常安全巡查（记录编号：永城东安检〔2026〕A036号），"
        "发现下列事故隐患。现通知（告知）你单位，请按要求整改："
    )
    assert [row[0] for row in data["rows"]] == ["1", "2"]
    assert data["paragraphs"] == [
        [
            "一、整改期间的防范措施。",
            "整改完成前，请采取停用、隔离、警示、专人监护等措施，保证安全；不能保证安全的，不得组织作业。",
        ],
        [
            "二、回复与复查。",
            "请于整改期限届满前书面回复整改情况，并附整改后照片，我街道将予复查。联系人：王晓栲，"
            "电话：0359-8000000。对本通知有异议的，可书面提出（异议附页），我街道7日内核实答复。",
        ],
        ["三、重大事故隐患提示。", f"{GRAVE}我街道已于10月12日15时42分以电话报告市应急局，移送手续正在办理。{DOUBLE}"],
        ["四、逾期提示。", "逾期未整改的，我街道将抄告（移送）市应急局依法处理。"],
    ]
    assert data["signed"] == ["永济市城东街道办事处（盖章）", "2026年10月12日"]
    assert data["copies"] == "（一式两份：被通知单位一份，街道一份）"


@pytest.mark.parametrize(
    "nature, words",
    [
        ("patrol", "对你单位开展日常安全巡查（"),
        ("joint", "配合市消防大队对你单位开展安全检查（"),
        ("authorised", "对你单位开展安全生产检查（"),
    ],
)
def test_the_introduction_follows_the_nature(nature: str, words: str) -> None:
    inspection = {"nature": nature, "lead": {"department": "市消防大队"}}
    assert words in compose(cases.facts(inspection=inspection))["intro"]


def test_hazards_put_right_on_the_spot_are_not_carried() -> None:
    facts = with_general()
    extra = copy.deepcopy(facts["inspection"]["hazards"][0])
    extra["treatment"] = "on_spot"
    facts["inspection"]["hazards"].append(extra)
    assert len(compose(facts)["rows"]) == 1


def test_the_slip_or_the_line_in_the_record() -> None:
    assert compose(cases.facts(notice_receipt="slip"))["slip"]["paper"][1] == (
        "事故隐患整改通知（告知）书（永城东安改〔2026〕A021号）"
    )
    general = {"hazards": with_general()["inspection"]["hazards"]}
    assert compose(cases.facts(notice_receipt="in_record"))["slip"]
    assert compose(cases.facts(notice_receipt="in_record", inspection=general))["slip"] is None
    refused = {**general, "signature": {"state": "refused"}}
    assert compose(cases.facts(notice_receipt="in_record", inspection=refused))["slip"]
    assert compose(cases.facts(notice_receipt="in_record", inspection=general, entered_from_field_sheet=True))["slip"]


def test_second_notice_contact_and_departments() -> None:
    facts = cases.facts(second_notice=True, officer={"name": "赵一"})
    extra = copy.deepcopy(facts["inspection"]["hazards"][0])
    extra["department"] = "市消防大队"
    facts["inspection"]["hazards"].append(extra)
    data = compose(facts)
    assert data["subtitle"] == "（第二次）" and data["title"] == "事故隐患整改通知（告知）书"
    assert "联系人：赵一，" in data["paragraphs"][1][1]
    assert "抄告（移送）市应急局、市消防大队依法处理" in data["paragraphs"][3][1]


def test_nothing_selected_blocks() -> None:
    problems = blocked(cases.facts(inspection={"hazards": []}))
    assert problems[0].message.startswith("没有选入任何隐患。") and problems[0].severity == "block"


GRAVE = "第2项为疑似重大事故隐患，是否构成重大事故隐患由负有安全生产监督管理职责的部门认定。"
DOUBLE = "请你单位依法向负有安全生产监督管理职责的部门和职工大会或者职工代表大会报告排查治理情况。"
LETTER = {"department": "市应急局", "number": "永城东安移〔2026〕6号", "delivered_on": "2026-10-13"}


def grave_words(facts: dict) -> str:
    (words,) = (said for head, said in compose(facts)["paragraphs"] if "重大事故隐患提示" in head)
    return words


def test_a_suspected_major_hazard_is_carried() -> None:
    data = compose(cases.facts())
    row = data["rows"][1]
    assert row[1] == "熔铸车间1号深井铸造机" and row[4] == "疑似重大" and row[6] == "以市应急局意见为准"
    assert row[5].startswith("建议你单位") and "第五条" in row[3]
    assert blocked(cases.facts()) == []
    alone = cases.facts()
    del alone["inspection"]["hazards"][0]
    assert len(compose(alone)["rows"]) == 1 and blocked(alone) == []
    alone["inspection"]["hazards"][0].update(department=None, judgement={"choice": "on_scene", "reason": "现场"})
    row = compose(alone)["rows"][0]
    assert row[6] == "以有关部门意见为准" and row[3] == "初判，待部门认定"


def test_what_is_told_of_it_follows_the_events() -> None:
    facts = cases.facts()
    reported = "我街道已于10月12日15时42分以电话报告市应急局，"
    assert grave_words(facts) == f"{GRAVE}{reported}移送手续正在办理。{DOUBLE}"
    facts["lives"] = {"h2": {"handovers": [LETTER]}}
    assert grave_words(facts) == f"{GRAVE}{reported}已移送（永城东安移〔2026〕6号）。{DOUBLE}"
    facts["lives"] = {"h2": {"handovers": [{**LETTER, "declined_on": "2026-10-15"}]}}
    assert "移送手续正在办理。" in grave_words(facts)
    facts["inspection"]["hazards"][1]["phone_report"] = None
    facts["lives"] = {"h2": {"handovers": [{**LETTER, "delivered_on": None}]}}
    assert grave_words(facts) == f"{GRAVE}移送手续正在办理。{DOUBLE}"
    (warning,) = blocked(facts)
    assert (warning.field, warning.severity) == ("hazards.1.phone_report", "warn")
    assert warning.message.startswith("第 2 条疑似重大还没有登记报告。")
    facts["events"] = {"h2": {"phone_report": {"at": "2026-10-12T17:00", "department": "市应急局"}}}
    assert "我街道已于10月12日17时以电话报告市应急局，移送" in grave_words(facts) and blocked(facts) == []


def test_suspected_ones_about_which_different_things_are_registered() -> None:
    facts = cases.facts()
    other = {**copy.deepcopy(facts["inspection"]["hazards"][1]), "id": "h3", "phone_report": None}
    facts["inspection"]["hazards"].append(other)
    words = grave_words(facts)
    assert words.startswith("第2、3项为疑似重大事故隐患，") and "第2项，我街道已于" in words and "第3项，移送手续正在办理。" in words


def test_without_a_suspected_one_the_paragraphs_move_up() -> None:
    heads = [head for head, _ in compose(with_general())["paragraphs"]]
    assert heads == ["一、整改期间的防范措施。", "二、回复与复查。", "三、逾期提示。"]


@pytest.mark.parametrize(
    "changes, field, severity",
    [
        ({"measure": " "}, "hazards.0.measure", "block"),
        ({"measure": "限期改正"}, "hazards.0.measure", "block"),
        ({"measure": "修好防护罩"}, "hazards.0.measure", "warn"),
        ({"department": None}, "hazards.0.department", "block"),
        ({"basis": []}, "hazards.0.basis", "warn"),
        ({"due_on": "2026-10-11"}, "hazards.0.due_on", "warn"),
    ],
)
def test_what_is_asked_for(changes: dict, field: str, severity: str) -> None:
    assert severities(with_general(**changes)) == {field: severity}


def test_holidays_inside_the_term_are_told() -> None:
    facts = with_general()
    facts["holiday_days"] = {"h1": 3}
    assert [one.message for one in blocked(facts)][0].startswith("第 1 条的期限内含法定节假日 3 天")


def test_authorised_offices_may_use_their_words() -> None:
    facts = with_general(measure="责令停用")
    assert severities(facts) == {"hazards.0.measure": "block"}
    facts["inspection"]["nature"] = "authorised"
    assert severities(facts) == {}


def test_names_of_laws_and_units_are_not_scanned() -> None:
    facts = with_general(measure="按消防处罚规定停用整改，见永济罚款服务有限公司图纸", basis=[
        {"law": "消防处罚规定", "article": 1, "verified": True},
    ])  # fmt: skip
    facts["inspection"]["site"]["name"] = "永济罚款服务有限公司"
    assert severities(facts) == {}

"""Each rule with what breaks it and what passes it."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from yongji_desktop.core.rules import RULES, Context, look_over, visit_word

CONTEXT = Context(today=date(2026, 11, 20), visits={})
STAGES = ("finish", "issue")
GOOD = {
    "nature": "patrol",
    "began_at": "2026-11-20T09:00",
    "ended_at": "2026-11-20T10:00",
    "places": "车间",
    "inspectors": [{"name": "贺峻岭"}, {"name": "李芳"}],
    "answers": [{"item": "GM01", "result": "pass"}, {"item": "GM02", "result": "fail"}],
    "hazards": [
        {
            "item": "GM02",
            "grade": "general",
            "treatment": "deadline",
            "due_on": "2026-12-05",
            "responsible": "卫国栋",
        }
    ],
}
MAJOR = {
    "item": "GM02",
    "grade": "suspected_major",
    "treatment": "handover",
    "responsible": "卫国栋",
    "judgement": {"choice": "on_scene", "reason": "冷却水断流"},
    "phone_report": {"at": "2026-11-20T09:40"},
}
ON_SPOT = {"item": "GM02", "grade": "general", "treatment": "on_spot"}
BEFORE_AFTER = [{"use": "before", "hazard": 0}, {"use": "after", "hazard": 0}]
AUTHORISED = {
    "nature": "authorised",
    "showed_id": True,
    "authority": {"basis": "晋政发〔2023〕1号"},
    "inspectors": [{"name": "贺峻岭", "certificate": "1"}, {"name": "李芳", "certificate": "2"}],
}
POWERS = Context(today=date(2026, 11, 20), visits={}, authorised=True)


def record(**changes) -> dict:
    made = {**copy.deepcopy(GOOD), **changes}
    return {name: value for name, value in made.items() if value is not None}


def hazard(**changes) -> dict:
    one = {name: value for name, value in {**GOOD["hazards"][0], **changes}.items() if value is not None}
    return record(hazards=[one])


def major(**changes) -> dict:
    return record(
        hazards=[{name: value for name, value in {**MAJOR, **changes}.items() if value is not None}]
    )


LINE = Context(today=date(2026, 11, 20), visits={"patrol": 1, "joint": 1}, visit_line=2)
UNSEEN = {"item": "GM01", "result": "unseen"}
BREACHES = [
    # rule, severity, field, record, context, a word of the sentence
    ("R01", "warn", "single_reason", record(inspectors=[{"name": "贺峻岭"}]), CONTEXT, "贺峻岭一人"),
    (
        "R01",
        "block",
        "inspectors",
        record(**{**AUTHORISED, "inspectors": [{"name": "甲", "certificate": "1"}]}),
        POWERS,
        "两名以上",
    ),
    (
        "R02",
        "block",
        "inspectors",
        record(**{**AUTHORISED, "inspectors": [{"name": "甲"}, {"name": "乙", "certificate": "1"}]}),
        POWERS,
        "甲没有证号",
    ),
    ("R02", "block", "inspectors", record(**{**AUTHORISED, "showed_id": False}), POWERS, "已出示"),
    ("R03", "block", "ended_at", record(ended_at=None), CONTEXT, "时间"),
    ("R03", "block", "places", record(places=None), CONTEXT, "地点"),
    ("R03", "block", "answers", record(answers=None), CONTEXT, "内容"),
    ("R03", "block", "answers.1.result", record(hazards=[]), CONTEXT, "第 2 项不合格"),
    ("R05", "block", "nature", record(**AUTHORISED), CONTEXT, "未导入赋权"),
    ("R05", "block", "authority", record(**{**AUTHORISED, "authority": None}), POWERS, "依据"),
    ("R81", "block", "lead", record(nature="joint"), CONTEXT, "牵头部门"),
    ("R81", "warn", "lead", record(nature="joint", lead={"department": "市应急局"}), CONTEXT, "文号"),
    ("R03", "block", "ended_at", record(ended_at="2026-11-20T08:59"), CONTEXT, "早于开始"),
    (
        "R03",
        "block",
        "began_at",
        record(began_at="2026-11-21T09:00", ended_at="2026-11-21T10:00"),
        CONTEXT,
        "还没有到",
    ),
    ("R08", "block", "hazards.0.due_on", hazard(due_on=None), CONTEXT, "没有整改期限"),
    ("R08", "block", "hazards.0.due_on", hazard(responsible=None), CONTEXT, "没有责任人"),
    ("R08", "block", "hazards.0.due_on", hazard(responsible=None, due_on=None), CONTEXT, "整改期限或责任人"),
    ("R08", "block", "hazards.0.due_on", hazard(due_on="2026-11-19"), CONTEXT, "早于"),
    ("R08", "block", "hazards.0.treatment", hazard(treatment="handover"), CONTEXT, "一般隐患"),
    ("R08", "block", "hazards.0.treatment", major(treatment="on_spot"), CONTEXT, "疑似重大"),
    ("R08", "block", "hazards.0.due_on", major(responsible=None), CONTEXT, "责任人"),
    ("R09", "warn", "hazards.0.due_on", hazard(due_on="2026-12-21"), CONTEXT, "30 日"),
    ("R09", "warn", "hazards.0.due_on", hazard(due_on="2026-11-28", shock_or_entangle=True), CONTEXT, "7 日"),
    ("R13", "block", "hazards.0.judgement", major(judgement=None), CONTEXT, "判定依据"),
    ("R13", "block", "hazards.0.judgement", major(judgement={"choice": "on_scene"}), CONTEXT, "判定依据"),
    ("R13", "block", "hazards.0.judgement", major(judgement={"choice": "standard"}), CONTEXT, "判定依据"),
    (
        "R13",
        "block",
        "hazards.0.judgement",
        major(judgement={"choice": "unverified_standard"}),
        CONTEXT,
        "判定依据",
    ),
    ("R06", "warn", "visit_reason", record(), LINE, "今年已去 2 次"),
    ("R69", "warn", "photos", record(hazards=[ON_SPOT]), CONTEXT, "整改前、整改后"),
    ("R69", "warn", "photos", record(hazards=[ON_SPOT], photos=BEFORE_AFTER[:1]), CONTEXT, "整改后"),
    ("R03", "warn", "answers.0.reason", record(answers=[UNSEEN, GOOD["answers"][1]]), CONTEXT, "第 1 项未查"),
    ("R56", "warn", "hazards.0.phone_report", major(phone_report=None), CONTEXT, "电话"),
    ("R66", "hint", "unlicensed", record(unlicensed="营业执照"), CONTEXT, "无证无照"),
]
PASSES = [
    (record(), CONTEXT),
    (record(inspectors=[{"name": "贺峻岭"}], single_reason="另一人外出"), CONTEXT),
    (record(**AUTHORISED), POWERS),
    (record(nature="joint", lead={"department": "市应急局", "document": "运应急函〔2026〕1号"}), CONTEXT),
    (hazard(due_on="2026-11-20"), CONTEXT),
    (hazard(due_on="2026-12-20"), CONTEXT),
    (hazard(due_on="2026-11-27", shock_or_entangle=True), CONTEXT),
    (record(hazards=[ON_SPOT], photos=BEFORE_AFTER), CONTEXT),
    (major(), CONTEXT),
    (major(due_on="2026-11-21"), CONTEXT),
    (major(judgement={"choice": "standard", "basis": [{"standard": "x"}]}), CONTEXT),
    (major(judgement={"choice": "unverified_standard", "standard": "x"}), CONTEXT),
    (record(visit_reason="举报"), LINE),
    (record(), Context(today=date(2026, 11, 20), visits={"patrol": 1}, visit_line=2)),
    (record(answers=[{**UNSEEN, "reason": "停产"}, GOOD["answers"][1]]), CONTEXT),
    (record(answers=[{**UNSEEN, "revisit_on": "2026-12-01"}, GOOD["answers"][1]]), CONTEXT),
    (record(ended_at="2026-11-20T09:00"), CONTEXT),
]


@pytest.mark.parametrize(("rule", "severity", "field", "broken", "context", "word"), BREACHES)
def test_a_breach_is_found_and_named(rule, severity, field, broken, context, word) -> None:
    found = look_over(broken, context, STAGES)
    assert (rule, severity, field) in [(one.rule, one.severity, one.field) for one in found], found
    (one,) = [one for one in found if (one.rule, one.severity, one.field) == (rule, severity, field)][:1]
    assert word in one.message and one.message[-1] in "。；" and "None" not in one.message


@pytest.mark.parametrize(("kept", "context"), PASSES)
def test_what_keeps_the_rules_passes(kept, context) -> None:
    assert look_over(kept, context, STAGES) == []


def test_every_rule_has_a_breach_here_and_a_source() -> None:
    assert {one.id for one in RULES} == {breach[0] for breach in BREACHES}
    for one in RULES:
        assert one.source and one.stage in STAGES


def test_blocking_ones_come_first_and_stages_are_kept_apart() -> None:
    broken = record(inspectors=[{"name": "贺峻岭"}], places=None, unlicensed="营业执照")
    assert [one.severity for one in look_over(broken, CONTEXT, STAGES)] == ["block", "warn", "hint"]
    assert {one.rule for one in look_over(broken, CONTEXT)} == {"R01", "R03"}
    assert {one.rule for one in look_over(broken, CONTEXT, ("issue",))} == {"R66"}


def test_a_town_patrols_and_inspects_only_with_others() -> None:
    assert visit_word({"nature": "patrol"}) == "巡查"
    assert visit_word({"nature": "joint"}) == visit_word({"nature": "authorised"}) == "检查"

"""What each step of a hazard asks for, and what is refused: form, CLI and checks are made from this one table.

Sources: the rules R07–R16, R48–R73 of the field's rule list; 安全生产法 第九条第二款、第四十一条、第六十八条、第六十九条.  A town rectifies
nothing, judges nothing major and deregisters nothing: what a department decides is entered with its document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input, check_fields
from yongji_desktop.core.hazard import Life
from yongji_desktop.core.hazard_road import CLUE, STEPS, steps_from
from yongji_desktop.core.kind_parts import GRADES, TREATMENTS, choice, long, text

ON = Field("happened_on", "日期", Input.DATE, required=True)
WORDS = long("words", "情况")
FILES = Field("files", "附件", Input.DATA, holds="list")  # rows {sha, name, kind, pages} of scans and photos
END_REASONS = {"closed_down": "关闭", "moved_within": "镇内迁", "moved_away": "迁出"}
SOURCES = {
    "visit": "巡查（检查）", "self": "企业自查", "village": "村（社区）和网格上报", "superior": "上级交办",
    "department": "部门移来", "carried": "结转",
}
HANDOVER_REASONS = {
    "beyond": "超出职责权限", "unrectified": "经通知仍不整改", "illegal": "涉嫌违反法律法规", "suspected": "疑似重大",
    "unlicensed": "无证无照线索",
}


@dataclass(frozen=True)
class Step:
    """One step as an officer takes it.

    `button` the words on its button; `fields` what it asks for; `by` names the deed that takes it when it is not a
    form of its own (``reinspection``, ``paper``, ``inspection``, ``report``); `many` whether it may be taken for several at once; `source` of its rule.
    """

    code: str
    button: str
    fields: tuple[Field, ...] = (ON, WORDS)
    by: str = ""
    many: bool = False
    source: str = ""

    @property
    def label(self) -> str:
        """The step as a history says it."""
        return STEPS[self.code]


def _department(label: str = "部门") -> Field:
    return text("department", label, required=True)


_DOCUMENT = text("document", "文号", required=True)
_BY = text("approved_by", "审核（批准）人", required=True)
_FOUND = (
    ON,
    choice("grade", "等级", {**GRADES, CLUE: "线索（无证无照等）"}, required=True),
    choice("treatment", "处理方式", TREATMENTS, required=True),
    Field("due_on", "整改期限", Input.DATE),
)
STEP_TABLE: dict[str, Step] = {
    one.code: one
    for one in (
        Step("reported", "上报待核实", by="report", source="安全生产法 第七十五条"),
        Step("verified", "核实属实", (*_FOUND, WORDS), source="R68"),
        Step("dismissed", "核实不属实", (ON, long("words", "核实情况", required=True)), source="R68"),
        Step("told_reporter", "告知上报人", (ON, text("way", "方式")), source="R68"),
        Step("found", "登记", by="inspection"),
        Step("rectified_on_spot", "当场整改", by="inspection", source="R69"),
        Step(
            "reported_by_phone", "登记电话报告",
            (
                Field("at", "报告时间", Input.MOMENT, required=True), _department("接听部门"),
                text("answered_by", "接听人", required=True), text("phone", "电话"), text("by", "报告人"),
                long("words", "报告内容"), long("answer", "答复意见"),
            ),
            source="R56",
        ),
        Step("major_reported", "出快报", by="paper", source="R13"),
        Step(
            "controlled", "登记企业管控措施",
            (
                ON, long("words", "企业采取的措施", required=True), text("stopped_what", "停用的设备、作业"),
                text("stopped_at", "停用时间"), Field("evacuated", "撤离人数", Input.COUNT),
                Field("advised", "经本镇（街道）劝导", Input.YESNO),
            ),
            source="R55",
        ),
        Step("notified", "出通知书", by="paper"),
        Step("delivered", "登记送达", (ON, text("received_by", "签收人", required=True), text("way", "送达方式")), many=True),
        Step("applied_reinspection", "企业申请复查", (ON, long("words", "企业回复")), many=True, source="R10"),
        Step(
            "extended", "延期",
            (
                ON, Field("due_on", "延期到", Input.DATE, required=True), long("reason", "原因", required=True),
                text("approved_by", "批准的分管领导", required=True), long("interim", "期间管控（停用）措施"),
            ),
            source="R73",
        ),
        Step("rectified", "同意闭环", by="reinspection", source="R12"),
        Step("second_deadline", "二次限期", by="reinspection", source="R12"),
        Step("observed", "复查", by="reinspection", source="R14"),
        Step(
            "handover", "抄告移送",
            (ON, _department("接收部门"), choice("reason", "移送理由", HANDOVER_REASONS, required=True)),
            many=True, source="安全生产法 第六十九条",
        ),
        Step(
            "letter_delivered", "登记函送达",
            (ON, text("number", "函的文号"), text("received_by", "接收人", required=True), text("way", "送达方式")),
            many=True, source="R16",
        ),
        Step("accepted", "登记受理", (ON, text("received_by", "承办科室（人）"), text("document", "回执号")), many=True),
        Step("answered", "登记反馈", (ON, long("answer", "反馈内容", required=True), text("document", "文号")), many=True),
        Step("declined", "部门退回", (ON, long("words", "退回理由", required=True), text("document", "文号")), many=True, source="R58"),
        Step("closed_by_department", "部门闭环", (ON, _DOCUMENT, long("words", "办理结果", required=True))),
        Step("reminded", "登记催办", (ON, text("way", "方式", required=True), text("answered_by", "接话人", required=True), WORDS), many=True, source="R70"),
        Step("leader_told", "报分管领导", (ON, text("told", "分管领导", required=True), WORDS), many=True, source="R70"),
        Step("committee_told", "抄告市安委办", (ON, text("way", "方式", required=True), WORDS), many=True, source="R70"),
        Step("judged_major", "认定为重大", (ON, _department("认定部门"), _DOCUMENT, text("judged_by", "认定人", required=True), WORDS), source="R54"),
        Step(
            "judged_not_major", "认定不构成重大",
            (
                ON, _department("认定部门"), _DOCUMENT, text("judged_by", "认定人", required=True),
                Field("due_on", "另定整改期限", Input.DATE, required=True), WORDS,
            ),
            source="R58",
        ),
        Step(
            "supervised", "挂牌督办登记",
            (
                ON, _department("督办单位"), _DOCUMENT, text("level", "级别"), Field("due_on", "督办期限", Input.DATE, required=True),
                text("answerable", "督办责任人"), long("words", "督办内容和要求（照录）"),
            ),
            source="安全生产法 第四十一条第三款",
        ),
        Step("treated", "收存治理方案", (ON, long("words", "治理方案要点"))),
        Step("applied_deregistration", "企业申请销号", (ON, long("words", "自验结论、资料清单", required=True))),
        Step("checked", "部门核查通过", (ON, text("checked_by", "核查人", required=True), long("words", "核查意见（照录）"))),
        Step("check_failed", "部门核查不通过", (ON, text("checked_by", "核查人"), long("words", "核查意见（照录）", required=True))),
        Step("deregistered", "登记部门销号", (ON, _department("销号部门"), _DOCUMENT, _BY, WORDS), source="R14"),
        Step("rested", "停业暂停", (ON, Field("reopen_on", "开业前复查日", Input.DATE), WORDS), many=True, source="R71"),
        Step("resumed", "恢复，要复查", (ON, WORDS), many=True),
        Step(
            "ended", "终止",
            (
                ON, choice("reason", "原因", END_REASONS, required=True),
                text("evidence", "凭据（注销信息、函告文号）"), WORDS,
            ),
            many=True, source="R71",
        ),
        Step("new_tenant", "换承租人", (ON, text("tenant", "新使用人", required=True), WORDS), many=True),
        Step("raised", "改为疑似重大", (ON, long("reason", "理由", required=True))),
        Step("withdrawn", "误报撤销", (ON, long("reason", "原因", required=True))),
        Step("merged", "合并重复", (ON, text("into", "并入哪一条", required=True, of="hazard"))),
    )
}
EVIDENCED = frozenset(  # steps another's paper or a photo goes with
    "delivered applied_reinspection extended letter_delivered accepted answered declined closed_by_department judged_major "
    "judged_not_major supervised treated applied_deregistration checked check_failed deregistered ended controlled".split()
)
STEP_TABLE = {
    code: replace(one, fields=(*one.fields, FILES)) if code in EVIDENCED else one for code, one in STEP_TABLE.items()
}
OF_HAZARDS = {"rested", "reported_by_phone"}  # steps a lead has no use for
ELSEWHERE = {
    "reinspection": "这一步要通过复查登记：请点“复查”。",
    "paper": "这一步随文书登记：请出相应的文书。",
    "inspection": "这一步在检查里登记。",
    "report": "这一步在登记隐患时登记。",
}


def buttons(life: Life) -> list[Step]:
    """The steps an officer may take by a form of its own from here, in the table's order."""
    unasked = set() if life.reported_on and not life.told_reporter_on else {"told_reporter"}
    if life.grade == CLUE:
        unasked |= OF_HAZARDS
    if life.delivered_on and life.state != "notified":
        unasked.add("delivered")
    return [STEP_TABLE[code] for code in steps_of(life) if not STEP_TABLE[code].by and code not in unasked]


def steps_of(life: Life) -> list[str]:
    """The codes of the steps that may follow, grades folded together (found_suspected counts as found)."""
    plain = [code for code in steps_from(life.state) if code in STEP_TABLE]
    return [code for code in STEP_TABLE if code in plain]


def check_step(code: str, facts: Mapping[str, Any], life: Life, today: date, *, shock: bool = False) -> tuple[dict[str, Any], list[Problem]]:
    """The facts of a step in their stored form and every problem with them, blocking ones first.

    `shock` tells whether the hazard can electrocute or catch somebody.
    """
    step = STEP_TABLE[code]
    clean, problems = check_fields(step.fields, facts)
    if not problems:
        problems = list(_rules(code, clean, life, today, shock))
    return clean, problems


def _rules(code: str, facts: Mapping[str, Any], life: Life, today: date, shock: bool):
    on, due = facts.get("happened_on") or str(facts.get("at") or "")[:10], facts.get("due_on")
    if on and on > today.isoformat():
        yield Problem("at" if "at" in facts else "happened_on", "日期还没有到，请按实际发生的日期登记。", "block", "R55")
    if on and life.found_on and on < life.found_on :
        yield Problem("happened_on", f"日期早于查出日期 {life.found_on}，请改正。", "block", "R08")
    if due and on and due < on:
        yield Problem("due_on", "期限早于登记日期，请改正。", "block", "R08")
    if code in ("verified",):
        yield from _verified(facts)
    if code == "extended":
        yield from _extended(facts, life, shock)
    if code == "ended" and not facts.get("evidence") and not facts.get("files"):
        yield Problem("evidence", "终止要有凭据：写注销信息或函告文号，或附照片、扫描件。", "block", "R71")
    if code == "supervised" and life.grade != "major":
        yield Problem("document", "部门没有认定为重大的，不登记挂牌督办。请先登记部门认定。", "block", "R54")
    if code == "letter_delivered" and life.handovers and on and on < life.handovers[-1].decided_on:
        yield Problem("happened_on", "送达早于决定移送的日期，请改正。", "block", "R16")


def _verified(facts: Mapping[str, Any]):
    if (facts["grade"] == CLUE) != (facts["treatment"] == CLUE):
        yield Problem("treatment", "线索请选“线索移送”，不是线索的选别的处理方式。", "block", "R66")
    if facts["grade"] == "suspected_major" and facts["treatment"] != "handover":
        yield Problem("treatment", "疑似重大的请选“劝导停用、报告移送”，期限由部门定。", "block", "R13")
    if facts["grade"] == "general" and facts["treatment"] == "deadline" and not facts.get("due_on"):
        yield Problem("due_on", "一般隐患要有整改期限。请填期限。", "block", "R08")


def _extended(facts: Mapping[str, Any], life: Life, shock: bool):
    if life.due_on and facts["happened_on"] > life.due_on:
        yield Problem("happened_on", "已过期，请走复查 → 二次限期。", "block", "R73")
    if life.due_on and facts["due_on"] <= life.due_on:
        yield Problem("due_on", f"延期要晚于现在的期限 {life.due_on}，请改正。", "block", "R73")
    if shock and not facts.get("interim"):
        yield Problem("interim", "触电、卷入类延期，要写停用措施：哪台、怎么停、谁看着。", "block", "R73")

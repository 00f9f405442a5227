"""疑似重大事故隐患治理方案（五落实）: filled in by the enterprise; the town keeps and follows it and approves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import long, text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, pair, table, wide
from yongji_desktop.papers.wording import EMPTY, Names, day_of_month

Facts = Mapping[str, Any]
CODE = "treatment_plan"
REPORT = "major_report"
LABELS = {"duty": "责任\n（责任人、\n岗位）", "measures": "措施\n（分步骤）", "funds": "资金\n（金额、\n来源）",
          "term": "时限\n（起止、\n节点）", "plan": "预案\n（名称、演\n练日期）"}  # fmt: skip
NODE_WIDTHS = (10, 80, 26, 26, 24)
NODE_HEADER = ("序号", "内　　容", "完成日", "责任人", "核　对")
SPARE_NODES = 4

INPUTS = (
    long("present", "隐患现状和原因、危害程度和整改难易程度"),
    long("duty", "责任：责任人、岗位"),
    long("measures", "措施：分步骤"),
    long("funds", "资金：金额、来源"),
    long("term", "时限：起止、节点"),
    long("plan", "预案：名称、演练日期"),
    long("interim", "治理期间停用、撤人、警戒措施"),
    Field(
        "nodes", "节点", Input.ROWS,
        rows=(long("words", "内容", required=True), Field("due_on", "完成日", Input.DATE), text("responsible", "责任人")),
    ),
)  # fmt: skip


def title(facts: Facts) -> str:
    """疑似 goes once a department has found the hazard to be major."""
    return known.grade_title(facts, "重大事故隐患治理方案（五落实）")


def propose(facts: Facts) -> dict[str, Any]:
    """The hazard's words, who answers for it, what the enterprise has stopped."""
    hazard = known.hazard_of(facts)
    stop, people = known.stop_words(hazard), known.people_words(hazard)
    guard = [one["words"].strip("。") for one in known.life_of(facts).get("controls") or [] if one.get("words")]
    done = "，".join(part for part in (stop, f"撤离{people}" if people else "") if part)
    when = next((day_of_month(one["happened_on"]) for one in known.controls_of(hazard)[::-1] if one.get("happened_on")), "")
    interim = "；".join([*([f"企业{when}{done}"] if done else []), *guard])
    values = {
        "present": hazard.get("description"),
        "duty": known.duty(facts),
        "interim": f"{interim}。" if interim else "",
    }
    return {name: value for name, value in values.items() if value}


def _number(facts: Facts) -> str | None:
    """The number of the report it goes with, None while there is none."""
    reports = known.life_of(facts).get("major_reports") or [{}]
    numbers = facts.get("numbers") or {}
    return numbers.get(CODE) or numbers.get(REPORT) or reports[-1].get("number") or None


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the plan will print; what the enterprise has yet to say is 待企业补报."""
    site, hazard = known.site_of(facts), known.hazard_of(facts)
    values = known.given(facts, propose(facts))
    number = _number(facts)
    judged = known.judged_major(facts)
    state = [[{"box": not judged}, "疑似，待部门认定"], [{"box": judged}, "部门已认定"]]
    nodes = [
        [str(n), one.get("words"), one.get("due_on"), one.get("responsible"), "　"]
        for n, one in enumerate(values.get("nodes") or [], 1)
    ]
    rows = [
        pair("隐患单位", site.get("name"), "隐患编号", hazard.get("number")),
        pair("快报编号", number, "认定状态", state),
        wide("隐患现状和原因、危害程度和整改难易程度", values.get("present") or known.LATER),
        *(wide(label, values.get(name) or known.LATER, height=12) for name, label in LABELS.items()),
        wide("治理期间停用、撤人、警戒措施", values.get("interim") or known.LATER),
    ]
    body = [
        {"rows": rows},
        table("治理节点", NODE_WIDTHS, NODE_HEADER, nodes, spare=SPARE_NODES),
        {"words": [f"本方案由企业制定并负责落实；{Names.of(facts['office']).we}收存、跟踪，不作审批。"]},
        {"sign": ["企业主要\n负责人\n（盖章）", "收件人\n（签名）"]},
    ]
    return composed(facts, CODE, title(facts), site.get("name") or EMPTY, body, number=number)


def blocked(facts: Facts) -> list[Problem]:
    """Empty parts are told; the plan goes with the report's number."""
    values = known.given(facts, propose(facts))
    found = known.common(facts)
    if not _number(facts):
        words = "还没有出快报，治理方案没有编号可随。请先出快报，或说明理由后照常打印。"
        found.append(Problem("number", words, "warn", "R13"))
    asked = {"present": "隐患现状和原因", **known.PARTS, "interim": "治理期间措施"}
    return found + [
        Problem(name, f"‘{label}’没有填，将印‘{known.LATER}’。", "warn", "R08")
        for name, label in asked.items()
        if not str(values.get(name) or "").strip()
    ]


PAPER = Paper(
    code=CODE, name="疑似重大事故隐患治理方案（五落实）", series="", copies=("site", "town"), device_letter=False,
    family="form", title=title, compose=compose, blocks=blocks, blocked=blocked, subject="hazard", inputs=INPUTS,
    propose=propose, shown=False,
)  # fmt: skip

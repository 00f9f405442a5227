"""延期申请: the enterprise asks, the town answers, on one page; never for a (suspected) major hazard (R73)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import GRAVE, choice, long, text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, pair, wide
from yongji_desktop.papers.wording import BLANK_DATE, EMPTY, day

Facts = Mapping[str, Any]
CODE = "extension_request"
TITLE = "延期申请"
SENTENCE = "延期期间企业应落实上列措施，不能保证安全的不得使用。"
ANSWERS = {"agreed": "同意", "refused": "不同意"}

INPUTS = (
    Field("applied_on", "申请日期", Input.DATE),
    Field("due_on", "申请延至", Input.DATE),
    long("reason", "原因"),
    long("interim", "延期期间的停用、警示、监护措施"),
    long("checked", "核实情况（现场、照片n）"),
    text("checked_by", "核实人"),
    Field("checked_on", "核实日期", Input.DATE),
    choice("answer", "答复", ANSWERS),
    text("approved_by", "分管领导"),
)


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def _granted(facts: Facts) -> Mapping[str, Any]:
    """The last extension on record, {} for none."""
    return (known.life_of(facts).get("extensions") or [{}])[-1]


def propose(facts: Facts) -> dict[str, Any]:
    """What the last registered extension says; an answer only where there is one."""
    granted = _granted(facts)
    values = {
        "due_on": granted.get("due_on"),
        "reason": granted.get("reason"),
        "interim": granted.get("interim"),
        "answer": "agreed" if granted else "",
        "approved_by": granted.get("approved_by"),
        "checked_by": (facts.get("officer") or {}).get("name"),  # printed only below what was checked
        "checked_on": facts.get("today"),
    }
    return {name: value for name, value in values.items() if value}


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the request and its answer will print."""
    site, hazard, life = known.site_of(facts), known.hazard_of(facts), known.life_of(facts)
    values, granted = known.given(facts, propose(facts)), _granted(facts)
    notices = [one.get("number") for one in life.get("notices") or [] if one.get("number")]
    agreed = values.get("answer") == "agreed"
    until = {"t": day(values.get("due_on")), "u": True, "role": "fang"} if agreed and values.get("due_on") else {"blank": 34}
    answer = [[
        {"box": agreed}, "同意延至", until, "　　",
        {"box": values.get("answer") == "refused"}, "不同意，请按原期限整改",
    ]]  # fmt: skip
    words = "　".join(part for part in (hazard.get("number"), hazard.get("part")) if part)
    content = "\n".join(part for part in (words, hazard.get("description")) if part)
    asked = [
        pair("单　　位", site.get("name"), "通知书\n编　号", notices[-1] if notices else ""),
        wide("隐患编号、\n内　　容", content),
        pair("原 期 限", day(granted.get("from") or life.get("due_on")), "申请延至", day(values.get("due_on"))),
        wide("原　　因", values.get("reason"), height=12),
        wide("延期期间的\n停用、警示、\n监护措施", values.get("interim"), height=12),
    ]
    answered = [
        wide("核实情况", _checked(values), height=12),
        wide("答　　复", answer),
        pair("分管领导", values.get("approved_by"), "办公电话", facts["office"].get("phone")),
    ]
    body = [
        {"heading": "一、企业申请（企业填）"},
        {"rows": asked},
        {"sign": [f"申请人\n（签名、\n盖章）\t{day(values.get('applied_on')) or BLANK_DATE}"]},
        {"heading": f"二、{known.local(facts)}答复"},
        {"rows": answered},
        {"words": [SENTENCE]},
        {"sign": [f"分管领导\n（签名）\t{BLANK_DATE}", f"送达签收\n（签名）\t{BLANK_DATE}"]},
    ]
    return composed(facts, CODE, TITLE, site.get("name") or EMPTY, body)


def _answered(facts: Facts, values: Mapping[str, Any]) -> list[Problem]:
    """The answer is the registered one; before it is registered the leader ticks it by hand."""
    granted, answer = _granted(facts), values.get("answer")
    if answer == "agreed" and not granted:
        words = "没有登记延期，不能印“同意”。请先登记延期（分管领导批准），或把答复空着，由分管领导手写。"
        return [Problem("answer", words, "block", "R55")]
    if answer == "refused" and granted:
        return [Problem("answer", f"已登记延期到 {granted.get('due_on')}，不能印“不同意”。请改答复，或先撤销那次延期。", "block", "R55")]
    if answer == "agreed" and values.get("due_on") != granted.get("due_on"):
        return [Problem("due_on", f"登记的延期是到 {granted.get('due_on')}，与填的不一样。请改成一样。", "block", "R55")]
    return []


def _checked(values: Mapping[str, Any]) -> str:
    """What was checked, and below it by whom and when; "" while nothing was."""
    words = (values.get("checked") or "").strip()
    who = [f"核实人：{values['checked_by']}"] if values.get("checked_by") else []
    who += [f"日期：{day(values['checked_on'])}"] if values.get("checked_on") else []
    return "\n".join([words, "　".join(who)]).strip() if words else ""


def blocked(facts: Facts) -> list[Problem]:
    """No extension without the leader, nor without stopping what can kill."""
    hazard, life = known.hazard_of(facts), known.life_of(facts)
    values = known.given(facts, propose(facts))
    found = known.common(facts)
    if (life.get("grade") or hazard.get("grade")) in GRAVE:
        words = "疑似重大不用本表，以部门意见为准。请移送部门，按部门意见登记。"
        found.append(Problem("grade", words, "block", "R54"))
    if hazard.get("shock_or_entangle") and not (values.get("interim") or "").strip():
        words = "触电、卷入类没有停用措施。请写明哪台、怎么停、谁看着。"
        found.append(Problem("interim", words, "block", "R73"))
    if not (values.get("approved_by") or "").strip():
        found.append(Problem("approved_by", "分管领导未批。请先报分管领导批准，填上姓名。", "block", "R73"))
    if (values.get("checked") or "").strip():
        asked = {"checked_by": "核实人", "checked_on": "核实日期"}
        found += known.one_missing("核实情况要有核实人和日期。", values, asked, "R73")
    found += _answered(facts, values)
    before, applied = _granted(facts).get("from") or life.get("due_on"), values.get("applied_on")
    if before and applied and applied > before:
        words = f"申请晚于原期限。原期限是 {before}，请核对申请日期，或说明理由后照常打印。"
        found.append(Problem("applied_on", words, "warn", "R73"))
    spoken = [("checked", "核实情况", values.get("checked"))]
    return [*found, *known.spoken(facts, spoken)]


PAPER = Paper(
    code=CODE, name=TITLE, series="安延", copies=("site", "town"), device_letter=True, family="form", title=title,
    compose=compose, blocks=blocks, blocked=blocked, subject="hazard", inputs=INPUTS, propose=propose, shown=False,
)  # fmt: skip

"""疑似重大事故隐患快报: the written report after the telephone; 疑似 goes once a department has decided (R54)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import choice, long, text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers import major_report_words as said
from yongji_desktop.papers.major_report_blocks import blocks
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import composed
from yongji_desktop.papers.wording import EMPTY, Names, masked, with_post

Facts = Mapping[str, Any]
CODE = "major_report"
NO_BASIS = "未选判定依据。可选：①判定标准某条；②标准原文待核；③暂无对应标准，凭现场情况初判（写明理由）。"
FOLLOWING = "续报记录：首报后情况变化的，另编续报（第2报起），沿用本编号。"
YES_NO = {"yes": "是", "no": "否", "unknown": "没有登记"}
REPORTED = {"both": "监管部门、职工（代表）大会都已报告", "department": "只报告了监管部门",
            "staff": "只报告了职工（代表）大会", "none": "都未报告"}  # fmt: skip
HOURS = 24

INPUTS = (
    text("receivers", "报送", required=True, width=20),
    Field("found_at", "发现时间", Input.MOMENT),
    long("consequence", "可能后果及影响范围"),
    Field("affected", "影响人数", Input.COUNT),
    choice("stopped", "停用", YES_NO),
    text("stopped_words", "停用的设备、时间"),
    choice("evacuated", "撤人", YES_NO),
    text("evacuated_words", "撤离人数"),
    choice("cordoned", "警戒", YES_NO),
    text("cordoned_words", "警戒、看守措施"),
    long("duty", "五落实：责任"),
    long("measures", "五落实：措施"),
    long("funds", "五落实：资金"),
    long("term", "五落实：时限"),
    long("plan", "五落实：预案"),
    choice("double_report", "企业双报告", REPORTED),
    text("double_report_words", "双报告的时间、企业承诺"),
    long("suggestion", "镇（街道）建议"),
    known.ATTACHMENTS,
)


def title(facts: Facts) -> str:
    """重大事故隐患快报 once a department has found it to be major, else with 疑似."""
    return known.grade_title(facts, "重大事故隐患快报")


def report_no(facts: Facts) -> int:
    """Which report this is: the ones on record and this one, which is among them when it is being corrected."""
    made = len(known.life_of(facts).get("major_reports") or [])
    return max(1, made) if facts.get("version", 1) > 1 else made + 1


def propose(facts: Facts) -> dict[str, Any]:
    """The beginning of the inputs: receivers, moment, what the enterprise did, the suggestion, what is attached."""
    hazard, life = known.hazard_of(facts), known.life_of(facts)
    department = hazard.get("department") or known.DEPARTMENT
    stop, people = known.stop_words(hazard), known.people_words(hazard)
    guard = "；".join(one["words"].strip("。；") for one in life.get("controls") or [] if one.get("words"))
    stopped = (hazard.get("control") or {}).get("stopped")
    counted = any(one.get("evacuated") is not None for one in known.controls_of(hazard))
    values = {
        "receivers": "、".join(dict.fromkeys((department, known.COMMITTEE))),
        "found_at": _found(facts),
        "stopped": "yes" if stopped or stop else "no" if stopped is False else "unknown",
        "stopped_words": stop,
        "evacuated": "yes" if people else "no" if counted else "unknown",
        "evacuated_words": people,
        "cordoned": "yes" if "警戒" in guard else "unknown",
        "cordoned_words": guard,
        "duty": known.duty(facts),
        "suggestion": _suggestion(facts, department),
        "attachments": known.attached(facts, without=(CODE,)),
    }
    return {name: value for name, value in values.items() if value}


def _found(facts: Facts) -> str | None:
    """The first photo of the hazard, else the beginning of the visit that found it."""
    inspection, own = known.inspection_of(facts), known.hazard_of(facts).get("id")
    places = [n for n, one in enumerate(inspection.get("hazards") or []) if one.get("id") == own]
    began = inspection.get("began_at") or ""
    taken = [one.get("taken_at") or "" for one in inspection.get("photos") or [] if one.get("hazard") in places]
    return min((at for at in taken if at[:10] == began[:10]), default="") or began or None


def _suggestion(facts: Facts, department: str) -> str:
    we = Names.of(facts["office"]).we
    judgement = known.life_of(facts).get("judgement")
    if (judgement or {}).get("step") == "judged_not_major":
        return ""
    asked = f"请{department}派员核查认定，依法处置；构成重大事故隐患的，请纳入督办。" if not judgement else ""
    return f"{asked}{we}将持续跟踪停用情况，配合核查。"


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the report will print; 已 only of what is registered."""
    site, hazard, life = known.site_of(facts), known.hazard_of(facts), known.life_of(facts)
    values = known.given(facts, propose(facts))
    inspection = known.inspection_of(facts)
    number = report_no(facts)
    principal = "　".join(part for part in (site.get("principal"), masked(site.get("principal_phone"))) if part)
    consultants = [with_post(one.get("name"), one.get("field")) for one in inspection.get("consultants") or []]
    place = [[{"t": words, "role": "fang"}] for words in said.place(hazard)]
    reports = life.get("reports") or []
    found = values.get("found_at") or hazard.get("found_on") or life.get("found_on")
    local = known.local(facts)
    data = composed(facts, CODE, title(facts), site.get("name") or "", [])
    return {
        **data,
        "note": f"　　{'首报' if number == 1 else f'续报第{number}报'}{data['note']}",
        "report_no": number,
        "receivers": f"报送：{values.get('receivers') or EMPTY}",
        "above": [
            ["隐患单位", site.get("name") or EMPTY, "行业类别", site.get("sector") or EMPTY],
            ["地　　址", site.get("address") or EMPTY, "主要负责人", principal if site.get("principal") else EMPTY],
            ["发现时间", known.moment(found) or EMPTY, "发现方式", said.sources(life)],
            ["隐患部位", place, "认定状态", said.judged(life)],
            ["电话报告", "\n".join(known.reported(one) for one in reports) or EMPTY],
            ["隐患描述", hazard.get("description") or EMPTY],
            ["判定依据", said.basis(hazard)],
            ["初判人员", said.judges(facts), "技术咨询\n（不参与定级）", "、".join(consultants) or EMPTY],
        ],
        "consequence": ["可能后果\n及影响范围", said.consequence(values)],
        "control": ["已采取\n管控措施", said.control(facts, values), said.control_boxes(values)],
        "five": {
            "label": ["“五落实”", "情　　况"],
            "header": ["责　任", "措　施", "资　金", "时　限", "预　案"],
            "cells": [values.get(name) or known.LATER for name in known.PARTS],
        },
        "below": [
            ["双 报 告", said.double_report(values)],
            *([["续报结论", said.conclusion(life)]] if life.get("judgement") else []),
            [f"{local}建议", values.get("suggestion") or EMPTY],
            ["附　　件", known.attachment_words(values.get("attachments")) or EMPTY],
        ],
        "signing": [
            ["报告人\n（签名）", "", f"{local}负责人\n（签名）", ""],
            ["报告时间", known.moment(facts.get("now") or facts.get("today")), "报送方式", said.way(bool(reports))],
            ["接收单位", (values.get("receivers") or "").split("、")[0], "接收人\n及时间", ""],
        ],
        "following": FOLLOWING,
    }


def blocked(facts: Facts) -> list[Problem]:
    """What keeps the report from being issued; the telephone report is bound by none of it."""
    hazard, life = known.hazard_of(facts), known.life_of(facts)
    values = known.given(facts, propose(facts))
    found = known.common(facts)
    if not _basis_chosen(hazard.get("judgement") or {}) and not life.get("judgement"):
        found.append(Problem("judgement", NO_BASIS, "block", "R13"))
    if hazard.get("grade", "suspected_major") == "general" and not life.get("judgement"):
        found.append(Problem("grade", "这条是一般隐患，不出快报。请改用通知（告知）书，或先改为疑似重大。", "block", "R54"))
    at = values.get("found_at") or hazard.get("found_on") or life.get("found_on")
    if not at:
        found.append(Problem("found_at", "发现时间为空。请填发现的日期、时分。", "block", "R13"))
    if {values.get("stopped"), values.get("evacuated")} - {"yes", "no"}:
        unticked = "stopped" if values.get("stopped") not in ("yes", "no") else "evacuated"
        found.append(Problem(unticked, "停用、撤人是否未勾。请按现场情况各勾一项。", "block", "R13"))
    if not (values.get("receivers") or "").strip():
        found.append(Problem("receivers", "接收单位为空。请填报送哪个部门。", "block", "R13"))
    if not life.get("reports"):
        words = "没有登记电话报告。请先电话报告并登记接听人、时分，或说明理由后照常打印。"
        found.append(Problem("reports", words, "warn", "R56"))
    if report_no(facts) == 1 and _late(at, facts.get("now") or facts.get("today")):
        found.append(Problem("found_at", f"距发现已超过 {HOURS} 小时。请说明理由后照常打印。", "warn", "R13"))
    found += known.parts_missing(values)
    suggestion = ("suggestion", f"{known.local(facts)}建议", values.get("suggestion"))
    return [*found, *known.spoken(facts, [suggestion])]


def _basis_chosen(judgement: Mapping[str, Any]) -> bool:
    chosen = judgement.get("choice")
    if chosen == "standard":
        return bool(judgement.get("basis"))
    return chosen == "unverified_standard" or chosen == "on_scene" and bool((judgement.get("reason") or "").strip())


def _late(found: str | None, now: str | None) -> bool:
    if not found or not now:
        return False
    since = datetime.fromisoformat(found)
    if len(found) == 10 or len(now) == 10:
        return (datetime.fromisoformat(now[:10]) - datetime.fromisoformat(found[:10])).days > 1
    return datetime.fromisoformat(now) - since > timedelta(hours=HOURS)


PAPER = Paper(
    code=CODE,
    name="疑似重大事故隐患快报",
    series="安重",
    copies=("department", "town"),
    device_letter=True,
    family="form",
    title=title,
    compose=compose,
    blocks=blocks,
    blocked=blocked,
    subject="hazard",
    inputs=INPUTS,
    propose=propose,
    step="major_reported",
)

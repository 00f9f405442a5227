"""举报登记: received, checked, dealt with, answered.  Who complained is never part of it (R48, R67)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import choice, long, text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, pair, wide, written
from yongji_desktop.papers.wording import EMPTY, Names, day

Facts = Mapping[str, Any]
CODE = "complaint_register"
TITLE = "举报登记"
SENTENCE = "参照《安全生产法》第七十三条办理；涉及人员死亡的，报请县级以上人民政府核查处理。"
RESULTS = {"true": "属实", "partly": "部分属实", "false": "不属实", "not_ours": "不属本单位职责"}
DAYS = 7
_CODE = re.compile(r"[0-9]{1,6}")

INPUTS = (
    Field("received_at", "接收时间", Input.MOMENT),
    text("received_way", "接收方式"),
    text("received_by", "接收人"),
    text("about", "反映的单位"),
    text("place", "反映的地点"),
    long("matter", "反映的事项（不写举报人）"),
    text("informer_code", "举报人信息编号（只写数字）"),
    text("checked_by", "核实人员"),
    Field("checked_at", "核实时间", Input.MOMENT),
    text("checked_way", "核实方式"),
    choice("result", "核实结果", RESULTS),
    long("result_words", "核实情况"),
    text("passed_to", "转交部门"),
    Field("passed_on", "转交日期", Input.DATE),
    text("hazard_number", "隐患编号"),
    text("paper_number", "文书编号"),
    text("leader", "签字的负责人"),
    text("answered_way", "反馈方式"),
    Field("answered_on", "反馈日期", Input.DATE),
    text("answered_by", "反馈人"),
    long("answered_words", "反馈要点"),
)
_NAMES = frozenset(one.name for one in INPUTS)


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def propose(facts: Facts) -> dict[str, Any]:
    """What is on record of the complaint, only the fields of this paper: a name or a telephone is not among them."""
    complaint = facts.get("complaint") or {}
    values = {name: value for name, value in complaint.items() if name in _NAMES and value}
    if not _CODE.fullmatch(str(values.get("informer_code") or "")):
        values.pop("informer_code", None)
    return values


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the register."""
    values = known.given(facts, propose(facts))
    code = str(values.get("informer_code") or "")
    informer = [["举报人信息编号：J-", written(code if _CODE.fullmatch(code) else "", 24), "，另行加密保存"]]
    where = "\n".join(part for part in (values.get("about"), values.get("place")) if part)
    received = [
        pair("接收时间", known.moment(values.get("received_at")), "接收方式", values.get("received_way")),
        pair("反映的\n单位、地点", where, "接收人", values.get("received_by")),
        wide("反映事项", values.get("matter"), height=12),
        wide("举 报 人", informer),
    ]
    checked = [
        pair("核实人员", values.get("checked_by"), "核实时间", known.moment(values.get("checked_at"))),
        pair("核实方式", values.get("checked_way"), "核实结果", _result(facts, values)),
        wide("核实情况", values.get("result_words"), height=12),
    ]
    dealt = [
        pair("隐患编号", values.get("hazard_number"), "文书编号", values.get("paper_number")),
        pair("需要落实\n整改措施的", [["负责人签字并督促落实"]], "负责人", values.get("leader")),
    ]
    answered = [
        pair("反馈方式", values.get("answered_way"), "反馈时间", day(values.get("answered_on"))),
        pair("反馈要点", values.get("answered_words"), "反馈人", values.get("answered_by")),
    ]
    body: list[dict[str, Any]] = []
    for heading, rows in (("一、登记", received), ("二、核实", checked), ("三、处理", dealt), ("四、反馈", answered)):
        body += [{"heading": heading}, {"rows": rows}]
    body += [{"words": [SENTENCE]}, {"sign": ["经办人\n（签名）", "负责人\n（签名）"]}]
    return composed(facts, CODE, TITLE, values.get("about") or EMPTY, body, remark="内部保存，不交企业，不随包外发")


def _result(facts: Facts, values: Mapping[str, Any]) -> list[list[Any]]:
    chosen = values.get("result")
    short = [{"box": chosen == "true"}, "属实　", {"box": chosen == "partly"}, "部分属实"]
    ours = [{"box": chosen == "not_ours"}, f"不属{Names.of(facts['office']).body}职责，"]
    passed = ["转", written(values.get("passed_to"), 14), "，转交日期", written(day(values.get("passed_on")), 14)]
    return [[*short, "　", {"box": chosen == "false"}, "不属实"], ours, passed]


def blocked(facts: Facts) -> list[Problem]:
    """A result; a leader's signature where something has to be put right; an answer that is late is told."""
    values = known.given(facts, propose(facts))
    found = known.office_checks(facts)
    if not values.get("result"):
        found.append(Problem("result", "核实结果为空。请选一项。", "block", "R48"))
    if values.get("result") in ("true", "partly") and not (values.get("leader") or "").strip():
        found.append(Problem("leader", "属实但没有负责人签字。请报有关负责人签字，填上姓名。", "block", "R48"))
    code = str(values.get("informer_code") or "")
    if code and not _CODE.fullmatch(code):
        words = "举报人信息编号只写数字，不写姓名、电话。请改正。"
        found.append(Problem("informer_code", words, "block", "R67"))
    received, today = (values.get("received_at") or "")[:10], facts.get("today")
    if received and today and not values.get("answered_on"):
        if (date.fromisoformat(today) - date.fromisoformat(received)).days > DAYS:
            words = f"接收已超过 {DAYS} 日未反馈。请尽快反馈，或说明理由后照常打印。"
            found.append(Problem("answered_on", words, "warn", "R48"))
    return found


PAPER = Paper(
    code=CODE, name=TITLE, series="安举", copies=("town",), device_letter=True, family="form", title=title,
    compose=compose, blocks=blocks, blocked=blocked, subject="complaint", inputs=INPUTS, propose=propose, inner=True,
    shown=False,
)  # fmt: skip

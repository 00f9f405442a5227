"""The road of a hazard: its states and one table of the steps that lead from one to the next.

Sources: 安全生产法 第九条第二款、第四十一条、第六十八条、第六十九条; the road of an ordinary and of a suspected major hazard in a
town without powers of enforcement: a town finds, reports, hands over, follows up and looks again; whether a hazard
is major, and when a major one is deregistered, is for the department.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yongji_desktop.core.errors import Refused

STATES = {
    "new": "草稿",
    "reported": "待核实",
    "dismissed": "核实不属实",
    "confirmed": "已确认",
    "notified": "已通知",
    "rectifying": "整改中",
    "to_reinspect": "待复查",
    "to_hand_over": "待送达",
    "handed_over": "已送达",
    "accepted": "已受理",
    "answered": "已反馈",
    "declined": "部门退回",
    "suspected": "待移送",
    "suspected_to_hand_over": "疑似重大待送达",
    "suspected_handed_over": "待认定",
    "suspected_accepted": "已受理待认定",
    "major": "已认定重大",
    "supervised": "挂牌督办",
    "treating": "治理中",
    "applied": "申请销号",
    "checked": "已核查",
    "closed": "已闭环",
    "deregistered": "已销号",
    "resting": "停业暂停",
    "ended": "已终止",
    "clue": "线索待移送",
    "withdrawn": "已撤销",
    "merged": "已合并",
}
STEPS = {
    "reported": "上报待核实",
    "verified": "核实属实",
    "verified_suspected": "核实属实（疑似重大）",
    "dismissed": "核实不属实",
    "told_reporter": "告知上报人",
    "found": "查出",
    "found_suspected": "查出（疑似重大）",
    "found_clue": "登记线索",
    "verified_clue": "核实属实（线索）",
    "rectified_on_spot": "当场整改",
    "reported_by_phone": "电话报告",
    "major_reported": "书面快报",
    "controlled": "登记企业管控措施",
    "notified": "出通知书",
    "delivered": "送达通知书",
    "applied_reinspection": "申请复查",
    "extended": "延期",
    "rectified": "复查合格，同意闭环",
    "second_deadline": "复查后二次限期",
    "observed": "复查（待部门意见）",
    "handover": "抄告移送",
    "letter_delivered": "移送函送达",
    "accepted": "部门受理",
    "answered": "部门反馈",
    "declined": "部门退回",
    "closed_by_department": "部门闭环",
    "reminded": "催办",
    "leader_told": "报分管领导",
    "committee_told": "抄告市安委办",
    "judged_major": "部门认定为重大",
    "judged_not_major": "部门认定不构成重大",
    "supervised": "挂牌督办登记",
    "treated": "治理方案收存",
    "applied_deregistration": "企业申请销号",
    "checked": "部门核查通过",
    "check_failed": "部门核查不通过",
    "deregistered": "部门销号",
    "rested": "停业暂停",
    "resumed": "恢复，开业前复查",
    "ended": "终止",
    "new_tenant": "换承租人",
    "raised": "改为疑似重大",
    "withdrawn": "误报撤销",
    "merged": "合并重复",
}
TOWN = ("confirmed", "notified", "rectifying", "to_reinspect")
SUSPECTED = ("suspected", "suspected_to_hand_over", "suspected_handed_over", "suspected_accepted")
MAJOR = ("major", "supervised", "treating", "applied", "checked")
WITH_DEPARTMENT = ("handed_over", "accepted")
WAITING = frozenset((*WITH_DEPARTMENT, "suspected_handed_over", "suspected_accepted", *MAJOR))
OPEN_STATES = frozenset((*TOWN, "clue", "to_hand_over", *WITH_DEPARTMENT, "answered", "declined", *SUSPECTED, *MAJOR, "resting"))
CLOSED_STATES = frozenset(("closed", "deregistered"))
ENDINGS = CLOSED_STATES | {"ended", "withdrawn", "merged", "dismissed"}
GRADES = {"general": "一般", "suspected_major": "疑似重大", "major": "重大", "clue": "线索"}
CLUE = "clue"  # no hazard: handed over without deadline or re-inspection, in no figure of hazards (R66)

_SAME = ""
_NOT_YET = ("new", "reported")
_ROAD: tuple[tuple[Iterable[str], str, str], ...] = (
    # how it comes
    (("new",), "reported", "reported"),
    (("new",), "found", "confirmed"),
    (("new",), "found_suspected", "suspected"),
    (("reported",), "verified", "confirmed"),
    (("reported",), "verified_suspected", "suspected"),
    (("reported",), "dismissed", "dismissed"),
    (("new",), "found_clue", "clue"),
    (("reported",), "verified_clue", "clue"),
    (tuple(one for one in STATES if one not in _NOT_YET), "told_reporter", _SAME),
    # a general one
    (("confirmed",), "rectified_on_spot", "closed"),
    (("confirmed",), "notified", "notified"),
    (("notified", "rectifying", "to_reinspect", *SUSPECTED, *MAJOR), "notified", _SAME),
    (("notified",), "delivered", "rectifying"),
    (("rectifying", "to_reinspect", *SUSPECTED, *MAJOR), "delivered", _SAME),
    (("confirmed", "notified", "rectifying", "to_reinspect"), "applied_reinspection", "to_reinspect"),
    (("notified", "rectifying", "to_reinspect"), "extended", "rectifying"),
    (TOWN, "rectified", "closed"),
    ((*TOWN, "answered", "declined"), "second_deadline", "rectifying"),
    (TOWN, "raised", "suspected"),
    (TOWN, "controlled", _SAME),
    # handed to a department
    ((*TOWN, "clue", "declined", "to_hand_over"), "handover", "to_hand_over"),
    (("to_hand_over",), "letter_delivered", "handed_over"),
    (("handed_over",), "accepted", "accepted"),
    (WITH_DEPARTMENT, "answered", "answered"),
    (WITH_DEPARTMENT, "declined", "declined"),
    (("answered",), "closed_by_department", "closed"),
    (sorted(WAITING), "reminded", _SAME),
    (sorted(WAITING), "leader_told", _SAME),
    (sorted(WAITING), "committee_told", _SAME),
    # suspected major: telephone, report, notice and letter do not wait for each other
    (sorted(OPEN_STATES), "reported_by_phone", _SAME),
    ((*SUSPECTED, *MAJOR), "major_reported", _SAME),
    ((*SUSPECTED, *MAJOR), "controlled", _SAME),
    ((*SUSPECTED, *MAJOR), "observed", _SAME),
    (("suspected", "suspected_to_hand_over"), "handover", "suspected_to_hand_over"),
    (("suspected_to_hand_over",), "letter_delivered", "suspected_handed_over"),
    (("suspected_handed_over",), "accepted", "suspected_accepted"),
    (("suspected_handed_over", "suspected_accepted"), "declined", "suspected"),
    (SUSPECTED, "judged_major", "major"),
    (SUSPECTED, "judged_not_major", "confirmed"),
    (("major",), "supervised", "supervised"),
    (("major", "supervised"), "treated", "treating"),
    (("treating",), "applied_deregistration", "applied"),
    (("applied",), "checked", "checked"),
    (("applied",), "check_failed", "treating"),
    (("checked",), "deregistered", "deregistered"),
    # ends that are no rectification, and rests
    ((*TOWN, "declined"), "rested", "resting"),
    (("resting",), "resumed", "to_reinspect"),
    (sorted(OPEN_STATES), "ended", "ended"),
    (("notified", "rectifying", "to_reinspect"), "new_tenant", "notified"),
    ((*TOWN, "clue", "to_hand_over", "declined", "suspected", "suspected_to_hand_over", "resting"), "withdrawn", "withdrawn"),
    ((*TOWN, "clue", "reported", "to_hand_over", "declined", "suspected", "suspected_to_hand_over", "resting"), "merged", "merged"),
)
NEXT: dict[tuple[str, str], str] = {
    (state, step): after or state for states, step, after in _ROAD for state in states
}


def step_of(event: Mapping[str, Any]) -> str:
    """The step of an event in the table; what was found or verified as suspected major, or as a lead, goes its own
    road."""
    step = str(event["step"])
    road = {"suspected_major": "_suspected", CLUE: "_clue"}.get(str(event.get("grade") or ""), "")
    return step + road if step in ("found", "verified") else step


def advance(state: str, step: str) -> str:
    """The state after `step`; Refused with a sentence when the table has no such step from `state`."""
    try:
        return NEXT[state, step]
    except KeyError:
        raise Refused(f"“{STATES[state]}”的隐患不能再登记“{STEPS.get(step, step)}”，请先看它的历史。") from None


def steps_from(state: str) -> tuple[str, ...]:
    """The steps that may follow `state`, in the table's order."""
    return tuple(step for (before, step) in NEXT if before == state)


def roads() -> Iterator[tuple[str, str, str]]:
    """Every row of the table: (state, step, state after)."""
    for (state, step), after in NEXT.items():
        yield state, step, after

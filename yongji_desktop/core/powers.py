"""Which papers a town may issue at all (安全生产法 第九条第二款、第六十五条；行政处罚法 第二十四条；行政强制法 第十七条)."""

from __future__ import annotations

NEED_AUTHORITY = {
    "rectification_order": "责令限期整改指令书",
    "on_site_measures": "现场处理措施决定书",
    "penalty_decision": "行政处罚决定书",
}
# With an authorisation on file only the first is made by this program; the others have a way of their own.
ELSEWHERE = {
    "on_site_measures": "撤人、停用由有权的部门决定，{self_name}先劝导并电话报告。请登记电话报告，出快报和移送函",
    "penalty_decision": "处罚要立案、告知、听取陈述申辩和审批，本程序不办。请在执法办案系统里办，或移送有权的部门",
}


def why_not(paper: str, self_name: str, authorised: bool) -> str | None:
    """The sentence why `paper` does not exist for this office, or None when it may be issued.

    `self_name` is “本镇” or “本街道”; `authorised` whether an authorisation is on file and valid.
    """
    name = NEED_AUTHORITY.get(paper)
    if name is None:
        return None
    if not authorised:
        return f"{name}：{self_name}没有登记赋权文号，不能出。可以出“事故隐患整改通知（告知）书”。"
    if paper in ELSEWHERE:
        return f"{name}：{ELSEWHERE[paper].format(self_name=self_name)}。"
    return None

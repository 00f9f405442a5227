"""Which papers a town may issue at all (安全生产法 第九条第二款、第六十五条；行政处罚法 第二十四条；行政强制法 第十七条)."""

from __future__ import annotations

PLAIN = frozenset({"inspection_record", "rectification_notice"})
NEED_AUTHORITY = {
    "rectification_order": "责令限期整改指令书",
    "on_site_measures": "现场处理措施决定书",
    "penalty_decision": "行政处罚决定书",
}


def why_not(paper: str, self_name: str, authorised: bool) -> str | None:
    """The sentence why `paper` does not exist for this office, or None when it may be issued.

    `self_name` is “本镇” or “本街道”.
    """
    if paper in PLAIN or authorised:
        return None
    name = NEED_AUTHORITY.get(paper, paper)
    return f"{name}：{self_name}没有登记赋权文号，不能出。可以出“事故隐患整改通知（告知）书”。"

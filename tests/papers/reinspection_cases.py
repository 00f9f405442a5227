"""Invented facts of one re-inspection: the sample case of the papers' standard."""

from __future__ import annotations

import copy
from typing import Any

import paper_cases as cases

LATER = "2026-10-28"
GENERAL = {
    "hazard": "h1",
    "number": "永城东隐〔2026〕A118号",
    "part": "挤压车间2号锯切机",
    "description": "传动皮带轮防护罩检修后未恢复，皮带轮及皮带外露，作业人员经过通道距旋转部位不足0.5米，存在卷入、绞伤风险。",
    "measure": "立即停用；7日内恢复固定式防护罩；排查其余锯切机。",
    "grade": "general",
    "found_on": "2026-10-12",
    "due_on": "2026-10-19",
    "notice": "永城东安改〔2026〕A021号",
    "department": "市应急局",
    "conclusion": "rectified",
    "seen": "防护罩已恢复并用螺栓固定；同车间其余3台锯切机防护罩完好；现场询问操作工2人，均知晓检修后恢复防护的要求。",
    "invested": 0.35,
    "finished_on": "2026-10-17",
    "before": f"{1:064x}",
}
MAJOR = {
    "hazard": "h2",
    "number": "永城东隐〔2026〕A119号",
    "part": "熔铸车间1号深井铸造机",
    "description": "结晶器冷却水进水压力、流量报警与快速切断装置的联锁开关处于“旁路”位置；企业操作人员按规程试验（我方未操作），切断阀未动作，仅有声光报警。",
    "measure": "建议停止使用；恢复联锁并试验合格；报市应急局。",
    "grade": "suspected_major",
    "found_on": "2026-10-12",
    "department": "市应急局",
    "conclusion": "rectified",
    "seen": "1号深井铸造机处于停用状态，控制柜上锁挂牌；企业称已取消联锁旁路开关，10月25日委托设备厂家试验。上述治理效果未经监管部门核查。",
    "invested": 6.8,
    "finished_on": "2026-10-25",
    "self_reported": True,
    "before": f"{2:064x}",
}
DELIVERED = {
    "department": "市应急局",
    "decided_on": "2026-10-12",
    "number": "永城东安移〔2026〕6号",
    "delivered_on": "2026-10-13",
    "declined_on": None,
}


def look(base: dict[str, Any] = GENERAL, **changes: Any) -> dict[str, Any]:
    """One look, changed."""
    return {**copy.deepcopy(base), **changes}


def photo(n: int, use: str, hazard: int | None) -> dict[str, Any]:
    """One photo of the day of the re-inspection."""
    return {**cases.photo(n, use, hazard), "taken_at": f"{LATER}T09:{30 + n % 30:02d}"}


def facts(**changes: Any) -> dict[str, Any]:
    """The sample case; ``reinspection=`` changes keys of the re-inspection, ``lives=`` replaces the lives."""
    reinspection = {
        "id": "r1",
        "site": cases.facts()["inspection"]["site"],
        "began_at": f"{LATER}T09:30",
        "ended_at": f"{LATER}T10:25",
        "inspectors": [
            {"name": "王晓栲", "section": "应急管理站"},
            {"name": "李雨䶮", "section": "应急管理站"},
        ],
        "recorder": "王晓栲",
        "why": "applied",
        "companion": "陈国堃（总经理）、孙喆（安全科长）",
        "reply": "2026年10月18日书面回复",
        "looks": [look(), look(MAJOR)],
        "photos": [photo(11, "after", 0), photo(12, "after", 1)],
        "original_number": "永城东安改〔2026〕A021号",
        "original_on": "2026-10-12",
        "nature": "patrol",
        "site_present": "principal",
        "signature": {"state": "unsigned"},
    }
    reinspection.update(changes.pop("reinspection", {}))
    lives = {
        "h1": {"grade": "general", "looks": [], "rounds": 0, "applied_on": "2026-10-18"},
        "h2": {
            "grade": "suspected_major",
            "handovers": [copy.deepcopy(DELIVERED)],
            "controls": [{"happened_on": "2026-10-12", "stopped_what": "1号深井铸造机"}],
        },
    }
    return {
        "office": cases.OFFICE,
        "officer": None,
        "reinspection": reinspection,
        "inspection_body": cases.facts()["inspection"],
        "lives": lives,
        "hazard_numbers": {},
        "numbers": {
            "reinspection_record": "永城东安复〔2026〕A019号",
            "rectification_notice": "永城东安改〔2026〕A030号",
        },
        "version": 1,
        "replaces": None,
        "today": LATER,
        **changes,
    }


def again(**changes: Any) -> dict[str, Any]:
    """A re-inspection that gives one general hazard a second deadline."""
    one = look(
        conclusion="partly", next="second_deadline", next_due_on="2026-11-04", finished_on=None,
        interim="停用2号锯切机，上锁挂牌", **changes,
    )  # fmt: skip
    return facts(reinspection={"looks": [one], "photos": [photo(11, "after", 0)]})

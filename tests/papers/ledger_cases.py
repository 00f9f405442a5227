"""Invented rows of the hazard ledger, those of the sample sheet; every name, number and unit is made up."""

from __future__ import annotations

import copy
import json
from typing import Any

import paper_cases as cases

from yongji_desktop.papers import catalogue
from yongji_desktop.papers.frame import Rendered
from yongji_desktop.papers.render import render

CODE = "hazard_ledger"
LONG_SITE = "山西省运城市永济市鹳雀楼景区栲栳蒲州㛃䶮堃喆铝型材精密加工制造及综合利用科技发展股份有限责任公司一分厂"


def row(n: int, **changes: Any) -> dict[str, Any]:
    """A general hazard that was looked at again and closed."""
    return {
        "number": f"永城东隐〔2026〕A{n}号", "source": "visit", "found_on": "2026-10-12", "site": "永济市鹳雀铝型材有限公司",
        "part": "挤压车间2号锯切机", "description": "传动皮带轮防护罩检修后未恢复，皮带轮外露", "category": "物／机械",
        "grade": "general", "basis": [cases.law(36, 2)], "measure": "恢复防护罩", "interim": "期间停用、挂牌",
        "responsible": "张建军", "invested": 0.35, "due_on": "2026-10-19", "finished_on": "2026-10-17",
        "looked_by": ["王晓栲", "李雨䶮"], "looked_on": "2026-10-28", "conclusion": "rectified", "closed": "2026-10-28",
        "overdue_days": 0, "waiting_days": None, "waiting_department": "", "delivered_on": None, "accepted_on": None,
        "ended": "", "on_spot": False, "tasks": ["2024/7", "2024/16"], "judged_document": "", **changes,
    }  # fmt: skip


OPEN = {"finished_on": None, "closed": None}
UNSEEN = {"looked_by": [], "looked_on": None, "conclusion": ""}
ROWS = [
    row(112, found_on="2026-10-09", site="城东兴旺饭店（个体工商户）", part="后厨", description="未安装可燃气体报警装置",
        category="物／燃气", basis=[cases.law(36, 4)], measure="安装报警装置", interim="期间停用燃气灶", responsible="郭兴旺",
        invested=0.08, due_on="2026-10-16", finished_on="2026-10-15", looked_by=["高志远", "李雨䶮"], looked_on="2026-10-16",
        closed="2026-10-16", tasks=["2024/14"]),
    row(113, found_on="2026-10-09", site="城东街道杏北建材经营部", part="仓库", description="疏散通道堆放瓷砖，净宽不足",
        category="环境／消防", basis=[cases.law(28, None, cases.FIRE)], measure="当场清理", interim="", responsible="何伟",
        invested=0, due_on=None, finished_on="2026-10-09", on_spot=True, closed="2026-10-09", **UNSEEN, tasks=["2024/15"]),
    row(115, found_on="2026-10-10", site="杏南幸福里小区12号楼自建房（出租）", part="二层楼梯间", description="楼梯间停放电动自行车并充电",
        category="人／消防", basis=[cases.law(28, None, cases.FIRE)], measure="移出、断电；设置集中充电点", interim="",
        responsible="史俊杰", invested=0.3, due_on="2026-10-17", looked_on="2026-10-18", looked_by=["高志远", "李雨䶮"],
        conclusion="not", waiting_days=14, waiting_department="市消防救援大队", delivered_on="2026-10-19", **OPEN, tasks=["2024/15"]),
    row(119, part="熔铸车间1号深井铸造机", description="结晶器冷却水报警与快速切断联锁被旁路", category="物／冶金",
        grade="suspected_major", basis=[cases.STANDARD], measure="停用、撤人、警戒；恢复联锁", interim="", responsible="陈国堃",
        invested=6.8, due_on=None, conclusion="企业称已治理", waiting_days=21, waiting_department="市应急局",
        delivered_on="2026-10-12", accepted_on="2026-10-13", **OPEN, tasks=["2024/7", "2024/9"]),
    row(122, found_on="2026-10-16", site="四冯村农机合作社", part="机库", description="拖拉机灯光不齐、防护罩缺失", category="物／农机",
        basis=[], measure="维修补装", interim="", responsible="冯建设", invested=0.12, due_on="2026-10-30", overdue_days=3,
        **OPEN, **UNSEEN, tasks=["2024/16"]),
    row(124, source="superior", found_on="2026-10-19", site="杏北商住楼工程项目部", ended="moved_away", **OPEN, **UNSEEN),
]  # fmt: skip


def facts(rows: list[dict[str, Any]] | None = None, office: dict[str, Any] = cases.OFFICE, **ledger: Any) -> dict[str, Any]:
    """Facts of a ledger of `rows`; `ledger` replaces what it says of itself."""
    return {
        "office": office, "officer": {"name": "王晓栲"}, "today": "2026-11-02", "numbers": {CODE: "永城东隐患账〔2026〕A010号"},
        "version": 1, "replaces": None,
        "ledger": {
            "from": "2026-10-09", "to": "2026-10-24", "scope": "A段设备登记，全部等级、来源", "sorted": "发现日期", "for_site": False,
            "rows": copy.deepcopy(ROWS if rows is None else rows), "counts": {}, **ledger,
        },
    }  # fmt: skip


def drawn(given: dict[str, Any], draft: bool = False) -> Rendered:
    """The ledger as it would be issued, through JSON as it is kept."""
    data = json.loads(json.dumps(catalogue.PAPERS[CODE].compose(given), ensure_ascii=False))
    return render(catalogue.blocks(data), catalogue.frame(data, "2026-11-02T09:00", draft))

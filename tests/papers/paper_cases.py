"""Invented facts for the papers' tests; every name, number and unit is made up."""

from __future__ import annotations

import copy
from typing import Any

LAW = "安全生产法"
OF_A_VISIT = ("inspection_record", "rectification_notice")
OFFICE = {
    "organ_name": "永济市城东街道办事处",
    "short_name": "永城东",
    "place_name": "城东街道",
    "phone": "0359-8000000",
    "section": "应急管理站",
    "is_town": False,
}
TOWN = {
    "organ_name": "永济市卿头镇人民政府",
    "short_name": "永卿头",
    "place_name": "卿头镇",
    "phone": "0359-8000001",
    "section": "安监站",
    "is_town": True,
}


def law(article: int, paragraph: int | None = None, name: str = LAW) -> dict[str, Any]:
    """A verified citation of a law."""
    return {"law": name, "article": article, "paragraph": paragraph, "item": None, "verified": True}


STANDARD = {
    "standard": "工贸企业重大事故隐患判定标准",
    "document": "应急管理部令第10号",
    "clause": "第五条",
    "situation": None,
    "verified": True,
}
FIRE = "消防法"
# text, basis, star, result, note
_ITEMS = (
    ("全员安全生产责任制、操作规程、隐患排查治理制度", [law(21), law(41, 2)], False, "pass",
     "责任制已签订至班组，共63份"),
    ("安全管理机构或人员配备；负责人、安全管理人员考核合格", [law(24, 1), law(27, 2)], True, "pass",
     "专职安全员2名，考核合格证在有效期内"),
    ("从业人员培训考核档案（时间、内容、人员、结果）", [law(28, 4)], False, "pass", "抽查5人档案，四项齐全"),
    ("特种作业人员持证上岗", [law(30, 1)], True, "pass", "抽查电工2人、焊工1人，证件有效"),
    ("外包、承租单位协议、统一协调与定期检查", [law(49, 2)], True, "na", "现场无外包、承租单位"),
    ("隐患台账如实记录并向员工公示", [law(41, 2)], False, "pass", "公示至2026年9月"),
    ("应急预案编制与演练", [law(81)], False, "pass", "2026-06-18开展深井铸造泄漏处置演练"),
    ("劳动防护用品配备，安全警示标志", [law(35), law(45)], False, "pass", None),
    ("旋转部位防护罩、急停完好，联锁有效；检修挂牌上锁", [law(36, 2), law(36, 3)], False, "fail",
     "2号锯切机传动皮带轮无防护罩"),
    ("配电箱、接地、漏电保护；临时用电审批、专人管理", [law(27, 2, FIRE), law(43)], False, "pass",
     "抽查4处配电箱，企业电工试跳漏保正常"),
    ("动火作业审批、清理、测爆、监护、收尾检查", [law(43)], False, "pass", "近30日动火票6份，监护人签字齐全"),
    ("疏散出口、通道畅通；员工宿舍与车间、仓库分开设置", [law(42, 2), law(19, 2, FIRE)], False, "pass",
     "东侧疏散通道畅通"),
    ("铝深井铸造：冷却水流量压力报警联锁、液位联锁、紧急排放、钢丝绳", [STANDARD], True, "fail",
     "1号深井铸造机冷却水报警联锁被旁路"),
    ("熔融金属区域无积水、无人员聚集场所；炉料、模具干燥", [STANDARD], True, "pass", None),
    ("可燃气体、一氧化碳等报警器有效并接入值守", [law(36, 2)], True, "unseen",
     "调压间上锁，钥匙保管人不在场"),
)
_GENERAL = {
    "id": "h1",
    "item": "GM09",
    "part": "挤压车间2号锯切机",
    "description": "传动皮带轮防护罩检修后未恢复，皮带轮及皮带外露，"
    "作业人员经过通道距旋转部位不足0.5米，存在卷入、绞伤风险。",
    "measure": "立即停用该设备，挂牌上锁；7日内恢复固定式防护罩；排查其余锯切机。",
    "category": "机械",
    "basis": [law(36, 2)],
    "grade": "general",
    "treatment": "deadline",
    "due_on": "2026-10-19",
    "responsible": "张建军",
    "shock_or_entangle": True,
    "department": "市应急局",
}
_MAJOR = {
    "id": "h2",
    "item": "GM13",
    "part": "熔铸车间1号深井铸造机",
    "description": "结晶器冷却水进水压力、流量报警与快速切断装置的联锁开关处于“旁路”位置；"
    "企业操作人员按规程试验（我方未操作），切断阀未动作，仅有声光报警。",
    "measure": "建议你单位立即停止使用1号深井铸造机，撤离危险区域人员，恢复联锁并试验合格。",
    "category": "冶金",
    "basis": [STANDARD],
    "grade": "suspected_major",
    "treatment": "handover",
    "responsible": "陈国堃",
    "judgement": {"choice": "standard", "basis": [{**STANDARD, "situation": "深井铸造结晶器冷却水"}]},
    "control": {
        "stopped": True,
        "what": "1号深井铸造机铸造作业",
        "stopped_at": "15:40",
        "evacuated": 7,
        "area": "浇铸区",
    },
    "phone_report": {"department": "市应急局", "answered_by": "刘某", "at": "2026-10-12T15:42"},
    "department": "市应急局",
}


def photo(n: int, use: str = "before", hazard: int | None = 0, item: str | None = None) -> dict[str, Any]:
    """One photo of the record; its SHA-256 is that of nothing real."""
    words = {
        1: "挤压车间2号锯切机：传动皮带轮无防护罩",
        2: "熔铸车间1号深井铸造机控制柜：联锁置“旁路”",
        3: "冷却水进水管：企业人员试验时的压力示值",
        4: "厂区东侧疏散通道：畅通",
    }
    by = "王晓栲" if n in (1, 4) else "李雨䶮"
    return {
        "sha": f"{n:064x}",
        "use": use,
        "caption": words.get(n, f"说明{n}"),
        "taken_at": f"2026-10-12T15:{20 + n % 40:02d}",
        "taken_by": by,
        "hazard": hazard,
        "item": item,
    }


def facts(**changes: Any) -> dict[str, Any]:
    """The sample case; `changes` replace keys of the facts, ``inspection=`` keys of the inspection."""
    inspection = {
        "site": {
            "name": "永济市鹳雀铝型材有限公司",
            "uscc": "91140881MA0K00000T",
            "licence_shown": True,
            "address": "永济市城东街道铝电社区工业北路12号",
            "sector": "工贸（有色金属）",
            "principal": "陈国堃",
            "principal_post": "总经理",
            "principal_phone": "13800001206",
            "safety_officer": "孙喆",
            "safety_officer_post": "安全科长",
            "safety_officer_phone": "13900003417",
        },
        "nature": "patrol",
        "category": "special",
        "category_name": "有色金属深井铸造专项排查",
        "method": "ordinary",
        "began_at": "2026-10-12T14:20",
        "ended_at": "2026-10-12T16:10",
        "places": "熔铸车间、挤压车间、配电室、成品库、厂区通道",
        "inspectors": [
            {"name": "王晓栲", "section": "应急管理站"},
            {"name": "李雨䶮", "section": "应急管理站"},
        ],
        "recorder": "王晓栲",
        "consultants": [{"name": "赵永强", "field": "有色冶金"}],
        "informed": True,
        "showed_id": True,
        "checklists": [{"code": "GM", "name": "工贸小企业检查表", "version": "2026.1"}],
        "answers": [
            {
                "item": f"GM{n:02d}",
                "text": text,
                "basis": basis,
                "star": star,
                "result": result,
                "note": note,
                "revisit_on": "2026-10-14" if result == "unseen" else None,
            }
            for n, (text, basis, star, result, note) in enumerate(_ITEMS, 1)
        ],
        "hazards": copy.deepcopy([_GENERAL, _MAJOR]),
        "photos": [photo(1), photo(2, hazard=1), photo(3, hazard=1), photo(4, "scene", None, "GM12")],
        "videos": 0,
        "site_present": "principal",
        "signature": {"state": "unsigned"},
    }
    inspection.update(changes.pop("inspection", {}))
    return {
        "office": OFFICE,
        "inspection": inspection,
        "numbers": {
            "inspection_record": "永城东安检〔2026〕A036号",
            "rectification_notice": "永城东安改〔2026〕A021号",
        },
        "hazard_numbers": {},
        "events": {},
        "version": 1,
        "replaces": None,
        "entered_from_field_sheet": False,
        "notice_receipt": "slip",
        "today": "2026-10-12",
        **changes,
    }

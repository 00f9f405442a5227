"""Invented facts for the papers of a hazard's road; every name, number and unit is made up."""

from __future__ import annotations

import copy
import json
from typing import Any

import paper_cases as cases

from yongji_desktop.assets import asset
from yongji_desktop.core.packs import read_pack
from yongji_desktop.papers import catalogue
from yongji_desktop.papers.frame import Rendered
from yongji_desktop.papers.render import render

SITE = {**cases.facts()["inspection"]["site"], "employees": 126}
LONG_NAME = "山西省运城市永济市鹳雀楼景区栲栳蒲州㛃䶮堃喆铝型材精密加工制造及综合利用科技发展股份有限责任公司一分厂"
LONG_WORDS = "冷却水进水压力、流量报警与快速切断装置的联锁开关处于“旁路”位置，试验时切断阀未动作；" * 8
REPORT = {
    "at": "2026-10-12T15:42", "department": "市应急局", "answered_by": "周文博", "by": "王晓栲", "phone": "0359-8011111",
    "words": "1号深井铸造机联锁旁路", "answer": "派员到场",
}  # fmt: skip
JUDGED = {
    "step": "judged_major", "department": "市应急局", "document": "永应急函〔2026〕31号", "judged_by": "刘志强",
    "happened_on": "2026-10-15",
}  # fmt: skip
NOT_MAJOR = {**JUDGED, "step": "judged_not_major", "due_on": "2026-10-30"}
SUPERVISION = {
    "step": "supervised", "department": "市安委会", "document": "永安委督〔2026〕4号", "level": "市级",
    "due_on": "2026-11-15", "answerable": "张局长", "words": "督促企业恢复联锁，停用期间派人值守。", "happened_on": "2026-10-18",
}  # fmt: skip
DEREGISTRATION = {
    "step": "deregistered", "department": "市应急局", "document": "永应急销〔2026〕2号", "approved_by": "李局长",
    "happened_on": "2026-11-12", "words": "",
}  # fmt: skip
LIFE: dict[str, Any] = {
    "state": "suspected", "grade": "suspected_major", "source": "visit", "found_on": "2026-10-12", "due_on": None,
    "reports": [REPORT], "major_reports": [], "notices": [], "extensions": [], "looks": [], "handovers": [],
    "controls": [{
        "happened_on": "2026-10-12", "words": "企业设置警戒，控制柜上锁挂牌，专人看守", "stopped_what": "1号深井铸造机作业",
        "stopped_at": "15:40", "evacuated": 7,
    }],
    "judgement": None, "supervision": None, "deregistration": None, "end": None, "tenant": "",
}  # fmt: skip
PAPERS = [
    {"paper": "inspection_record", "title": "安全生产巡查记录", "number": "永城东安检〔2026〕A036号",
     "issued_at": "2026-10-12T16:20", "edition": 1, "delivered": False, "signed": True},
    {"paper": "rectification_notice", "title": "事故隐患整改通知（告知）书", "number": "永城东安改〔2026〕A021号",
     "issued_at": "2026-10-12T16:20", "edition": 1, "delivered": True, "signed": True},
]  # fmt: skip
FILLED = {
    "consequence": "冷却水不足时结晶器漏铝，高温铝液遇水可能发生爆炸；浇铸区当班7人，车间内23人，厂界外200米内无居民点",
    "measures": "取消旁路开关，恢复压力、流量联锁，逐项试验",
    "funds": "企业预估7万元",
    "term": "企业拟定2026-10-26",
    "plan": "深井铸造泄漏现场处置方案（2026版）",
    "double_report": "department",
    "double_report_words": "监管部门2026-10-12 16:25；企业承诺2026-10-14前向职工（代表）大会报告",
}


def hazard(general: bool = False, life: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The sample's suspected major hazard (or its general one) with its number and life."""
    base = copy.deepcopy(cases.facts()["inspection"]["hazards"][0 if general else 1])
    lived = {**copy.deepcopy(LIFE), **(life or {})}
    if general:
        lived.update({"state": "rectifying", "grade": "general", "due_on": "2026-10-19", "controls": [], "reports": [],
                      "notices": [{"number": "永城东安改〔2026〕A021号", "on": "2026-10-12"}], **(life or {})})  # fmt: skip
    number = f"永城东隐〔2026〕A11{8 if general else 9}号"
    return {**base, "number": number, "found_on": "2026-10-12", "state": lived["state"], "life": lived, **changes}


FULL_NAMES = read_pack(asset("resources/packs/departments-yongji.json").read_bytes()).content.full_names


def facts(code: str, one: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Facts of a form paper about one hazard; `changes` replace keys."""
    numbers = {code: f"永城东{catalogue.PAPERS[code].series or '安重'}〔2026〕A002号"}
    return {
        "office": cases.OFFICE, "officer": {"name": "王晓栲"}, "today": "2026-10-12", "now": "2026-10-12T16:35",
        "full_names": FULL_NAMES,
        "numbers": numbers, "version": 1, "replaces": None, "site": dict(SITE),
        "hazards": [one or hazard()], "inspection": {**cases.facts()["inspection"], "id": "i1"}, "reinspections": [],
        "papers": copy.deepcopy(PAPERS), "inputs": None, **changes,
    }  # fmt: skip


def filled(given: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The facts with the proposals of their paper and what an officer adds."""
    (code,) = given["numbers"]
    return {**given, "inputs": {**catalogue.PAPERS[code].propose(given), **inputs}}


def drawn(code: str, given: dict[str, Any], draft: bool = False) -> Rendered:
    """The paper as it would be issued, through JSON as it is kept."""
    data = json.loads(json.dumps(catalogue.PAPERS[code].compose(given), ensure_ascii=False))
    return render(catalogue.blocks(data), catalogue.frame(data, "2026-10-12T16:35", draft))


def problems(code: str, given: dict[str, Any]) -> dict[str, str]:
    """{field: severity} of what blocks or warns; the harder one where a field has two."""
    rank = {"block": 0, "warn": 1, "hint": 2, "later": 3}
    found: dict[str, str] = {}
    for one in sorted(catalogue.PAPERS[code].blocked(given), key=lambda one: rank[one.severity]):
        found.setdefault(one.field, one.severity)
    return found


def sentences(code: str, given: dict[str, Any]) -> str:
    """All that is said before issuing, in one text."""
    return "\n".join(one.message for one in catalogue.PAPERS[code].blocked(given))


REFUSED = {
    "state": "refused", "reason": "负责人说要等董事会决定", "witness": "赵永民", "witness_post": "铝电社区网格员",
    "told_department": "市应急局", "told_at": "2026-10-12T16:50", "receipt_no": "",
}  # fmt: skip
MISSED = {
    "id": "m1", "site": SITE, "arrived_at": "2026-10-12T09:30", "inspectors": [{"name": "王晓栲"}, {"name": "李雨䶮"}],
    "reason": "refused", "reason_words": "没有老板同意不能进", "seen": "大门关闭，门卫在岗，车间有机器声",
    "witness": "赵永民", "witness_post": "铝电社区网格员", "contacted": "9时40分电话0359-8022222，门卫接听",
    "next_on": "2026-10-14", "told_department": "市应急局", "told_at": None, "receipt_no": "", "photos": [{"sha": "1"}] * 3,
}  # fmt: skip
OBJECTION = {
    "id": "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0123", "words": "我单位认为防护罩在检修中，不属于缺失。", "raised_by": "陈国堃",
    "received_on": "2026-10-13", "checked": "", "answer": "", "answered_on": None, "answered_by": "",
}  # fmt: skip
GROUPS = ("未闭环隐患", "待送达文书", "待回执移送和报告", "未归档原件", "编号簿", "密钥与备份介质", "进行中的活动、演练、督办")
HANDOVER = {
    "from": "王晓栲", "to": "李雨䶮", "witness": "张主任", "on": "2026-10-30", "reason": "王晓栲调市应急局工作",
    "device_letter": "A", "machine": "联想启天M428",
    "groups": [
        {"title": title, "rows": [
            {"name": f"{title}第{n}项", "number": f"永城东隐〔2026〕A{n:03d}号", "due": "2026-11-05", "note": ""}
            for n in range(1, 3 if index else 5)
        ] if index != 1 else []}
        for index, title in enumerate(GROUPS)
    ],
}  # fmt: skip
COMPLAINT = {
    "received_at": "2026-10-05T09:10", "received_way": "电话", "received_by": "王晓栲", "about": "永济市鹳雀铝型材有限公司",
    "place": "熔铸车间", "matter": "夜班把报警联锁关掉生产", "informer_code": "003", "name": "孙某某", "phone": "13900001111",
    "informer": "孙某某", "checked_by": "王晓栲、李雨䶮", "checked_at": "2026-10-06T21:30", "checked_way": "夜间现场核实",
    "result": "partly", "result_words": "1号机联锁在旁路位置，2号机正常", "hazard_number": "永城东隐〔2026〕A119号",
    "paper_number": "永城东安检〔2026〕A036号", "leader": "", "answered_on": None,
}  # fmt: skip


def subject_facts(code: str, **changes: Any) -> dict[str, Any]:
    """Facts of a form paper whose subject is no hazard, with the sample record of that subject."""
    given = facts(code, **changes)
    given["hazards"] = []
    about = {"missed_visit_register": ("missed_visit", MISSED), "objection_annex": ("objection", OBJECTION),
             "handover_list": ("handover_list", HANDOVER), "complaint_register": ("complaint", COMPLAINT)}  # fmt: skip
    if code in about:
        name, record = about[code]
        given.setdefault(name, copy.deepcopy(record))
    if code == "refusal_report":
        given["inspection"] = {**given["inspection"], "signature": dict(REFUSED), **changes.get("inspection", {})}
    if code == "privacy_notice":
        given.setdefault("device_letter", "A")
    return given


def sample(code: str, **changes: Any) -> dict[str, Any]:
    """The sample facts of any of these papers."""
    lives: dict[str, dict[str, Any]] = {
        "supervision_register": {"grade": "major", "judgement": JUDGED, "supervision": SUPERVISION},
        "deregistration_register": {"grade": "major", "judgement": JUDGED, "supervision": SUPERVISION, "deregistration": DEREGISTRATION},
    }
    if code == "extension_request":
        granted = {"due_on": "2026-10-29", "from": "2026-10-19", "reason": "防护罩外购，10月26日到货", "approved_by": "张主任",
                   "interim": "2号锯切机停用，断电上锁挂牌，班长张建军看守。", "happened_on": "2026-10-17"}  # fmt: skip
        return facts(code, hazard(True, {"extensions": [granted], "due_on": "2026-10-29"}), **changes)
    if catalogue.PAPERS[code].subject == "hazard":
        given = facts(code, hazard(life=lives.get(code)), **changes)
        if code == "treatment_plan":
            given["numbers"] = {"major_report": "永城东安重〔2026〕A002号", **(changes.get("numbers") or {})}
        return given
    return subject_facts(code, **changes)

"""The sentences and boxes of 疑似重大事故隐患快报."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.citations import cite_all
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.short_form import boxes
from yongji_desktop.papers.wording import EMPTY, Names, day

Facts = Mapping[str, Any]
SOURCES = {"visit": "巡查（检查）", "self": "企业自查", "village": "村（社区）、网格上报", "other": "其他"}


def conclusion(life: Mapping[str, Any]) -> str:
    """The fixed sentence of a report that follows a department's decision; "" before there is one."""
    judgement = life.get("judgement") or {}
    department, document = judgement.get("department") or "", judgement.get("document") or EMPTY
    if judgement.get("step") == "judged_major":
        who = "、".join(part for part in (document, judgement.get("judged_by"), day(judgement.get("happened_on"))) if part)
        return f"经{department}（{who}）认定构成重大事故隐患，纳入督办。"
    if judgement.get("step") == "judged_not_major":
        return f"经{department}（{document}）认定不构成重大事故隐患，转为一般隐患，另定期限复查，本快报终止。"
    return ""


def place(hazard: Mapping[str, Any]) -> list[str]:
    """The part of the site, and the hazard's own number below it."""
    number = hazard.get("number")
    return [hazard.get("part") or EMPTY, *([f"（{number}）"] if number else [])]


def sources(life: Mapping[str, Any]) -> list[list[Any]]:
    """How it was found; what is none of the first three (a complaint among them) is 其他."""
    source = life.get("source") or "visit"
    pieces = boxes(SOURCES, source if source in SOURCES else "other")
    return [pieces[:4], pieces[4:]]


def judged(life: Mapping[str, Any]) -> list[list[Any]]:
    """Whether a department has decided."""
    judged = bool(life.get("judgement"))
    return [[{"box": not judged}, "疑似，待部门认定"], [{"box": judged}, "部门已认定"]]


def basis(hazard: Mapping[str, Any]) -> str:
    """The standard's clause, or 初判，待部门认定 with the reason and no clause (R13)."""
    judgement, decided = hazard.get("judgement") or {}, (hazard.get("life") or {}).get("judgement") or {}
    if decided.get("step") == "judged_major" and judgement.get("choice") != "standard":
        return f"{decided.get('department') or ''}认定" + (f"（{decided['document']}）" if decided.get("document") else "")
    if judgement.get("choice") != "standard":
        reason = judgement.get("reason") or judgement.get("situation")
        return "初判，待部门认定" + (f"（理由：{reason.strip('。')}）" if reason else "")
    cited = judgement.get("basis") or []
    words = cite_all(cited)
    for one in cited:
        document, since = one.get("document"), judgement.get("valid_from")
        if document and since:
            words = words.replace(f"（{document}）", f"（{document}，{day(since)}施行）", 1)
    pack = judgement.get("pack")
    return f"{words}。判定数据包：{pack}" if pack else words


def judges(facts: Facts) -> str:
    """Who made the first judgement: those of the visit, else the officer."""
    people = [one["name"] for one in known.inspection_of(facts).get("inspectors") or [] if one.get("name")]
    return "、".join(people) or (facts.get("officer") or {}).get("name") or EMPTY


def consequence(values: Mapping[str, Any]) -> str:
    """What may come of it and how many people it touches."""
    words, affected = values.get("consequence") or "", values.get("affected")
    parts = [words] if words else []
    if affected is not None and affected != "":
        parts.append(f"影响{affected}人。")
    joint = "" if not words or words[-1] in "。；，" else "；"
    return joint.join(parts) or EMPTY


def control(facts: Facts, values: Mapping[str, Any]) -> str:
    """What the enterprise did, in its name; nothing is said of what nobody registered."""
    did, did_not = [], []
    if values.get("stopped") == "yes":
        did.append(values.get("stopped_words") or "停用")
    elif values.get("stopped") == "no":
        did_not.append("停用")
    if values.get("evacuated") == "yes":
        did.append(f"撤离{values.get('evacuated_words') or '人员'}")
    elif values.get("evacuated") == "no":
        did_not.append("撤人")
    by = f"经{Names.of(facts['office']).body}劝导，" if known.advised(known.hazard_of(facts)) else ""
    words = [f"{by}企业{'，'.join(did)}"] if did else []
    if values.get("cordoned_words") or values.get("cordoned") == "yes":
        guard = (values.get("cordoned_words") or "设置警戒").strip("。")
        words.append(guard if guard.startswith("企业") else f"企业{guard}")
    words += [f"企业没有{'、'.join(did_not)}"] if did_not else []
    return "；".join(words) + "。" if words else EMPTY


def control_boxes(values: Mapping[str, Any]) -> list[Any]:
    """停用, 撤人, 警戒: yes or no; neither is ticked where nothing is registered."""
    pieces: list[Any] = []
    for name, label in (("stopped", "停用"), ("evacuated", "撤人"), ("cordoned", "警戒")):
        chosen = values.get(name)
        count = values.get("evacuated_words") if name == "evacuated" and chosen == "yes" else ""
        pieces += [f"{'　　' if pieces else ''}{label}：", {"box": chosen == "yes"}, f"是{f'，{count}' if count else ''}　"]
        pieces += [{"box": chosen == "no"}, "否"]
    return pieces


def double_report(values: Mapping[str, Any]) -> list[list[Any]]:
    """The enterprise's own two reports (安全生产法 第四十一条第二款)."""
    chosen = values.get("double_report") or ""
    told = {"department": chosen in ("both", "department"), "staff": chosen in ("both", "staff")}
    lines: list[list[Any]] = []
    for name, words in (("department", "企业向监管部门报告："), ("staff", "向职工（代表）大会报告：")):
        lines.append([words, {"box": told[name]}, "已报告　", {"box": bool(chosen) and not told[name]}, "未报告"])
    if values.get("double_report_words"):
        lines.append([{"t": values["double_report_words"], "role": "fang"}])
    return lines


def way(by_phone: bool) -> list[list[Any]]:
    """In writing; the telephone is named only when a report by it is registered."""
    return [[{"box": True}, f"书面{'（电话报告见上）' if by_phone else ''}　", {"box": False}, "其他"]]

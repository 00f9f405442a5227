"""The sentences of a hand-over letter: of what is registered and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yongji_desktop.core.citations import NOTHING, cite_all
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.kind_parts import GRAVE
from yongji_desktop.core.kinds_follow import CONCLUSIONS
from yongji_desktop.papers.form_facts import inspection_of, judged_major, site_of
from yongji_desktop.papers.wording import NOTICE, Names, day, day_of_month, sentence, time_of_day

Facts = Mapping[str, Any]
COMMITTEE = "市安委办"
_ADDRESSED = re.compile(r"(大队|支队|中心|管委会|委员会|公司|局|厅|委|办|队|站|所|院)$")
_UNIT = re.compile(r"(公司|厂|合作社|学校|医院)$")
REPORTERS = {"self": "企业自查报告", "village": "村（社区）和网格上报", "superior": "上级交办", "department": "部门移来"}
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}$")


def full_name(facts: Facts, department: str) -> str:
    """永济市应急管理局 of 市应急局, by the department dictionary; names that are not in it as they are."""
    return (facts.get("full_names") or {}).get(department.strip(), department.strip())


def you(facts: Facts, department: str) -> str:
    """你局, 你办, 你大队 …: how the letter calls whom it is addressed to."""
    name = full_name(facts, department)
    if name.endswith("办公室"):
        return "你办"
    found = _ADDRESSED.search(name)
    return f"你{found[1]}" if found else "你单位"


def the_unit(name: str) -> str:
    """该公司, 该厂 …, 该单位: how the letter calls the unit once it is named."""
    found = _UNIT.search(name)
    return f"该{found[1]}" if found else "该单位"


def suspected(facts: Facts) -> bool:
    """Whether one of the hazards is suspected to be major (or was found to be)."""
    return any(_grade(one) in GRAVE for one in facts.get("hazards") or [])


def is_clue(facts: Facts) -> bool:
    """Whether the letter is about leads, no hazards."""
    return any(_grade(one) == CLUE for one in facts.get("hazards") or [])


def _grade(hazard: Mapping[str, Any]) -> str:
    return (hazard.get("life") or {}).get("grade") or hazard.get("grade") or "general"


def kind(facts: Facts, reason: str) -> str:
    """What is handed over, as the title names it; 重大 without 疑似 only when a department has said so."""
    if reason == "unlicensed":
        return "无证无照线索"
    if is_clue(facts):
        return "有关线索"
    if not suspected(facts):
        return "事故隐患"
    return "重大事故隐患" if judged_major(facts) else "疑似重大事故隐患"


def found(facts: Facts, reason: str) -> str:
    """The half sentence of what came to light."""
    hazards = facts.get("hazards") or []
    missing = "、".join(dict.fromkeys(one["missing"].strip("。 ") for one in hazards if one.get("missing")))
    missing = missing or (inspection_of(facts).get("unlicensed") or "").strip("。 ")
    if reason == "unlicensed" and missing:
        return f"{the_unit(site_of(facts).get('name') or '') if is_unit(facts) else '经营者'}现场未出示{missing}"
    if is_clue(facts):
        return "发现下列线索"
    major, verb = sum(_grade(one) in GRAVE for one in hazards), "确认存在" if reported_by(facts) else "发现"
    word = kind(facts, "") if major else "事故隐患"
    if len(hazards) < 2 or major == len(hazards) or not major:
        return f"{verb}{word}" + (f"{len(hazards)}项" if len(hazards) > 1 else "")
    return f"{verb}{word}{major}项、一般事故隐患{len(hazards) - major}项"


def visit(facts: Facts, names: Names, unit: str) -> str:
    """2026年10月12日，我街道在对××（以下简称该公司）开展日常安全巡查时; every visit the hazards come from has its
    day.  What others found is said to be checked only when that is registered."""
    hazards = facts.get("hazards") or []
    name = site_of(facts).get("name") or ""
    whole = f"{name}（以下简称{unit}）" if is_unit(facts) else name
    visits = facts.get("inspections") or [one for one in (inspection_of(facts),) if one.get("began_at")]
    if visits:
        patrol = all(one.get("nature", "patrol") == "patrol" for one in visits)
        what = "开展日常安全巡查" if patrol else "开展安全生产检查"
        return f"{_days(one['began_at'] for one in visits)}，{names.we}在对{whole}{what}时，"
    found_on = [(one.get("life") or {}).get("found_on") or one.get("found_on") for one in hazards]
    when = f"{_days(one for one in found_on if one)}，" if any(found_on) else ""
    by = reported_by(facts)
    return f"{when}{names.we}在核实{f'{by}的' if by else ''}{whole}有关情况时，"


def reported_by(facts: Facts) -> str:
    """企业自查报告 …: who told the town of the hazards; "" when it found them itself."""
    lives = [one.get("life") or {} for one in facts.get("hazards") or []]
    return next((REPORTERS[life["source"]] for life in lives if life.get("source") in REPORTERS), "")


def _days(moments: Iterable[str]) -> str:
    """2026年10月10日、11月20日, each day once; the year again only where it changes."""
    days = sorted({one[:10] for one in moments})
    told = [day(one) if not n or one[:4] != days[n - 1][:4] else day_of_month(one) for n, one in enumerate(days)]
    return "、".join(told)


def is_unit(facts: Facts) -> bool:
    """Whether the letter is about a unit, not about a mere place where a lead was seen."""
    return not site_of(facts).get("place_only")


def why(reason: str, law: str, names: Names, unit: str) -> str:
    """Why the letter is written, up to 现移送; it never asks for a punishment."""
    beyond = f"因该事项的认定和处理超出{names.we}职责权限"
    return {
        "unrectified": f"因{unit}经通知仍不整改，且该事项的处理超出{names.we}职责权限",
        "illegal": f"因上述情况涉嫌违反{law}，其认定和处理超出{names.we}职责权限",
        "unlicensed": f"因该线索的核查和处理超出{names.we}职责权限",
    }.get(reason, beyond)


def profile(site: Mapping[str, Any], unit: str) -> str:
    """一、单位概况: what the register knows, half sentences without a value left out."""
    employees = site.get("employees")
    parts = [
        f"位于{site['address']}" if site.get("address") else "",
        f"所属行业为{site['sector']}" if site.get("sector") else "",
        f"从业人员{employees}人" if employees is not None else "",
        f"主要负责人{site['principal']}" if site.get("principal") else "",
    ]
    said = "，".join(part for part in parts if part)
    return f"{unit}{said}。" if said else f"{site.get('name') or unit}的其他情况没有登记。"


def situation(facts: Facts, department: str) -> list[str]:
    """二、隐患情况: one paragraph for each hazard, numbered when there are several."""
    hazards = facts.get("hazards") or []
    told = [_situation(facts, one, department) for one in hazards]
    return [f"{n}．{words}" for n, words in enumerate(told, 1)] if len(told) > 1 else told


def _situation(facts: Facts, hazard: Mapping[str, Any], department: str) -> str:
    said = placed(hazard.get("part") or "", sentence(hazard.get("description") or ""))
    return f"{said}{_measured(facts, hazard, department)}"


def placed(part: str, description: str) -> str:
    """部位：描述; without saying twice what the part ends and the description begins with."""
    part, description = part.strip(), description.strip()
    if not part or not description:
        return part or description
    for start in range(len(part) - 1):
        cut_number = start and part[start].isalnum() and part[start - 1].isalnum() and part[start - 1].isascii()
        if not cut_number and description.startswith(part[start:]):
            return part[:start] + description
    return f"{part}：{description}"


def _measured(facts: Facts, hazard: Mapping[str, Any], department: str) -> str:
    if _grade(hazard) == CLUE:
        return ""
    decided = (hazard.get("life") or {}).get("judgement") or {}
    if decided.get("step") == "judged_major":
        return f"经{decided.get('department')}认定（{decided.get('document')}）为重大事故隐患。"
    if _grade(hazard) == "general":
        basis = cite_all(hazard.get("basis") or [])
        return "" if basis == NOTHING else f"不符合{basis}的规定。"
    judgement = hazard.get("judgement") or {}
    if judgement.get("choice") == "standard" and (judgement.get("basis") or hazard.get("basis")):
        return f"对照{_standards(judgement.get('basis') or hazard['basis'])}，疑似构成重大事故隐患。"
    return f"{sentence(judgement.get('reason') or '')}初判为疑似重大事故隐患，待{you(facts, department)}认定。"


def _standards(citations: list[Mapping[str, Any]]) -> str:
    """《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第五条."""
    said = []
    for one in citations:
        if "standard" not in one:
            said.append(cite_all([one]))
            continue
        document = f"（{one['document']}）" if one.get("document") else ""
        clause = one.get("clause") if one.get("verified") else ""
        said.append(f"《{one['standard']}》{document}{clause or ''}")
    return "、".join(dict.fromkeys(said))


def measures(facts: Facts, department: str) -> str:
    """三、已采取的措施, out of registered events only; "" when there are none."""
    names, unit = Names.of(facts["office"]), the_unit(site_of(facts).get("name") or "")
    said: list[str] = []
    for hazard in facts.get("hazards") or []:
        said += _controls(hazard, names, unit)
    for hazard in facts.get("hazards") or []:
        said += _reports(facts, hazard, department)
    for hazard in facts.get("hazards") or []:
        said += [*_notice(hazard, names, unit), *_looks(hazard)]
    return "；".join(dict.fromkeys(said)) + "。" if said else ""


def _controls(hazard: Mapping[str, Any], names: Names, unit: str) -> Iterator[str]:
    control = hazard.get("control") or {}
    area = control.get("area") or ""
    people = f"撤离{f'{area}人员' if area else ''}{control['evacuated']}人" if control.get("evacuated") is not None else ""
    if control.get("stopped"):
        at = f"于{_clock(control['stopped_at'])}" if control.get("stopped_at") else ""
        stop = f"{at}停止{control['what']}" if control.get("what") else f"{at or '已'}停机"
        yield f"经{names.we}劝导，{unit}{'，'.join(part for part in (stop, people) if part)}"
    else:
        advised = f"{names.we}现场劝导{unit}停止{control['what']}" if control.get("what") else ""
        refused = "未采取停机措施" if control.get("stopped") is False else ""
        done = "，".join(part for part in (refused, people) if part)
        if advised or done:
            yield "，".join(part for part in (advised, f"{unit}{done}" if done else "") if part)
    for one in (hazard.get("life") or {}).get("controls") or []:
        yield _controlled(one, names, unit)


def _controlled(one: Mapping[str, Any], names: Names, unit: str) -> str:
    on = day_of_month(one["happened_on"])
    at = _clock(one["stopped_at"]) if one.get("stopped_at") else ""
    parts = [
        f"停止{one['stopped_what']}" if one.get("stopped_what") else "",
        f"撤离{one['evacuated']}人" if one.get("evacuated") is not None else "",
        (one.get("words") or "").strip("。； ").removeprefix("企业"),
    ]
    done = "，".join(part for part in parts if part)
    by = f"经{names.we}劝导，" if one.get("advised") else ""
    when = on if at.startswith(on) else on + (at if one.get("stopped_what") else "")
    return f"{by}{unit}于{when}{done}"


def _clock(at: str) -> str:
    return time_of_day(at) if _CLOCK.search(at) else at


def _reports(facts: Facts, hazard: Mapping[str, Any], department: str) -> Iterator[str]:
    """By telephone as registered; a written report is under way until its delivery is registered (R55)."""
    life, visited = hazard.get("life") or {}, (inspection_of(facts).get("began_at") or "")[:10]
    we = Names.of(facts["office"]).we
    told: dict[str, list[str]] = {}
    for one in life.get("reports") or []:
        if one.get("at"):
            told.setdefault(_whom(facts, one, hazard, department), []).append(_moment(one["at"], visited))
    for whom, moments in told.items():
        yield f"{we}于{'、'.join(moments)}以电话向{whom}报告"
    for one in life.get("major_reports") or []:
        whom, named = _whom(facts, one, hazard, department), f"（快报：{one['number']}）" if one.get("number") else ""
        if one.get("delivered_on"):
            yield f"{we}于{day_of_month(one['delivered_on'])}以书面向{whom}报告{named}"
        else:
            yield f"书面快报{named}正在报送{'' if whom == you(facts, department) else whom}"


def _whom(facts: Facts, report: Mapping[str, Any], hazard: Mapping[str, Any], department: str) -> str:
    to = report.get("department") or hazard.get("department") or ""
    return you(facts, department) if full_name(facts, to) == full_name(facts, department) else to


def _moment(at: str, visited: str) -> str:
    clock = time_of_day(at) if len(at) > 10 else ""
    return clock if clock and at[:10] == visited else day_of_month(at) + clock


def _notice(hazard: Mapping[str, Any], names: Names, unit: str) -> Iterator[str]:
    life = hazard.get("life") or {}
    if life.get("delivered_on") and life.get("notices"):
        number = life["notices"][-1].get("number")
        named = f"（{number}）" if number else ""
        yield f"{names.we}于{day_of_month(life['delivered_on'])}向{unit}送达《{NOTICE}》{named}"


def _looks(hazard: Mapping[str, Any]) -> Iterator[str]:
    for one in (hazard.get("life") or {}).get("looks") or []:
        if one.get("conclusion") in CONCLUSIONS and one.get("happened_on"):
            yield f"{day_of_month(one['happened_on'])}复查，{CONCLUSIONS[one['conclusion']]}"

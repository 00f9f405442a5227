"""事故隐患整改通知（告知）书: the hazards of one visit that have a deadline or are suspected to be major.

After a re-inspection: the general ones with a second deadline.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.citations import NOTHING, cite_all
from yongji_desktop.core.errors import Problem
from yongji_desktop.core.wording import Spoken
from yongji_desktop.papers import checks, second_notice
from yongji_desktop.papers.opinion import event
from yongji_desktop.papers.rectification_notice_blocks import blocks
from yongji_desktop.papers.wording import (
    EMPTY,
    NOTICE,
    Names,
    agreed,
    day,
    day_of_month,
    listed,
    quoted_number,
    replaces_note,
    time_of_day,
)

__all__ = ["blocked", "blocks", "compose", "receipt_in_record", "selected", "title"]

Facts = Mapping[str, Any]
CODE = "rectification_notice"
SHAPE = 1
SUSPECTED = "疑似重大"
SOME_DEPARTMENT = "有关部门"


def title(facts: Facts) -> str:
    """The title; a second notice differs in its subtitle only."""
    return NOTICE


def selected(inspection: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """(index, hazard) of what the notice carries: general hazards with a deadline and suspected major ones.

    Of a re-inspection (index, look): those that got a second deadline.
    """
    if inspection.get("looks"):
        return second_notice.chosen(inspection)
    return [
        (n, one)
        for n, one in enumerate(inspection.get("hazards") or [])
        if suspected(one) or one.get("treatment", "deadline") == "deadline"
    ]


def suspected(hazard: Mapping[str, Any]) -> bool:
    """Whether a hazard of the visit is suspected to be major."""
    return hazard.get("grade") == "suspected_major"


def _visit(facts: Facts) -> Mapping[str, Any]:
    """The visit, or the re-inspection, that the notice follows."""
    return facts["reinspection"] if second_notice.is_again(facts) else facts["inspection"]


def _chosen(facts: Facts) -> list[tuple[int, Mapping[str, Any]]]:
    return second_notice.hazards(facts) if second_notice.is_again(facts) else selected(facts["inspection"])


def receipt_in_record(facts: Facts) -> bool:
    """Whether the unit signs for the notice on the record (handed over on the spot) and not on a slip.

    Only of a notice with general hazards alone.  Not when the record was entered from a field sheet signed before, nor when signing was refused; a notice
    after a re-inspection always has its slip.
    """
    if second_notice.is_again(facts):
        return False
    inspection = facts["inspection"]
    refused = (inspection.get("signature") or {}).get("state") == "refused"
    wanted = facts.get("notice_receipt", "in_record") == "in_record"
    chosen = [one for _, one in selected(inspection)]
    general = bool(chosen) and not any(suspected(one) for one in chosen)
    return general and wanted and not refused and not facts.get("entered_from_field_sheet")


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the notice will print, by part; JSON-able and without the moment of issue."""
    visit = _visit(facts)
    names = Names.of(facts["office"])
    site = visit.get("site") or {}
    hazards = [one for _, one in _chosen(facts)]
    number = (facts.get("numbers") or {}).get(CODE)
    slip = None if receipt_in_record(facts) else _slip(names, site, number)
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": number,
        "version": facts.get("version", 1),
        "title": NOTICE,
        "subtitle": _subtitle(facts),
        "organ": names.organ,
        "unit": site.get("name") or "",
        "note": replaces_note(facts),
        "addressee": f"{site.get('name') or EMPTY}：",
        "intro": _intro(facts, names),
        "header": ["序号", "部位", "隐患描述", "依据", "等级", "整改要求", "整改期限", "整改\n责任人"],
        "rows": [_row(n, one) for n, one in enumerate(hazards, 1)],
        "paragraphs": _paragraphs(facts, names, hazards),
        "signed": [f"{names.organ}（盖章）", day(facts.get("today") or visit.get("began_at"))],
        "copies": f"（一式两份：被通知单位一份，{names.body}一份）",
        "slip": slip,
    }


def _subtitle(facts: Facts) -> str:
    if second_notice.is_again(facts):
        return second_notice.subtitle(facts)
    return "（第二次）" if facts.get("second_notice") else ""


def _intro(facts: Facts, names: Names) -> str:
    if second_notice.is_again(facts):
        return second_notice.intro(facts, names)
    inspection = facts["inspection"]
    nature = inspection.get("nature", "patrol")
    people = "、".join(one.get("name") or "" for one in inspection.get("inspectors") or [])
    record = (facts.get("numbers") or {}).get("inspection_record")
    if nature == "joint":
        department = (inspection.get("lead") or {}).get("department") or ""
        visit = f"配合{department}对你单位开展安全检查"
    else:
        visit = f"对你单位开展{'日常安全巡查' if nature == 'patrol' else '安全生产检查'}"
    return (
        f"{day(inspection.get('began_at'))}，{names.we}工作人员{people}{visit}"
        f"（记录编号：{record or '未编号'}），发现下列事故隐患。现通知（告知）你单位，请按要求整改："
    )


def _row(number: int, hazard: Mapping[str, Any]) -> list[str]:
    return [
        str(number),
        hazard.get("part") or EMPTY,
        hazard.get("description") or EMPTY,
        _basis(hazard),
        SUSPECTED if suspected(hazard) else "一般",
        hazard.get("measure") or EMPTY,
        _due(hazard),
        hazard.get("responsible") or EMPTY,
    ]


def _basis(hazard: Mapping[str, Any]) -> str:
    """The articles, in the record's words; of a suspected major one that no standard names, that it is a first view."""
    judgement = hazard.get("judgement") or {}
    if not suspected(hazard):
        return cite_all(hazard.get("basis") or [])
    if judgement.get("choice") != "standard":
        return "初判，待部门认定"
    return cite_all(judgement.get("basis") or hazard.get("basis") or [])


def _due(hazard: Mapping[str, Any]) -> str:
    if suspected(hazard):
        return f"以{hazard.get('department') or SOME_DEPARTMENT}意见为准"
    return day(hazard.get("due_on")) or EMPTY


def _departments(hazards: list[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(one["department"] for one in hazards if one.get("department")))


def _contact(facts: Facts) -> str:
    visit = _visit(facts)
    officer = facts.get("officer") or {}
    people = visit.get("inspectors") or [{}]
    return officer.get("name") or visit.get("recorder") or people[0].get("name") or EMPTY


def _paragraphs(facts: Facts, names: Names, hazards: list[Mapping[str, Any]]) -> list[list[str]]:
    phone = facts["office"].get("phone") or EMPTY
    general = [one for one in hazards if not suspected(one)]
    department = "、".join(_departments(general or hazards)) or SOME_DEPARTMENT
    grave = _grave(facts, names, hazards)
    parts = [
        (
            "整改期间的防范措施。",
            "整改完成前，请采取停用、隔离、警示、专人监护等措施，保证安全；不能保证安全的，不得组织作业。",
        ),
        (
            "回复与复查。",
            f"请于整改期限届满前书面回复整改情况，并附整改后照片，{names.we}将予复查。"
            f"联系人：{_contact(facts)}，电话：{phone}。对本通知有异议的，可书面提出（异议附页），"
            f"{names.we}{agreed(facts).answer_objection}日内核实答复。",
        ),
        *([("重大事故隐患提示。", grave)] if grave else []),
        ("逾期提示。", f"逾期未整改的，{names.we}将抄告（移送）{department}依法处理。"),
    ]
    return [[f"{mark}、{head}", words] for mark, (head, words) in zip("一二三四", parts, strict=False)]


def _grave(facts: Facts, names: Names, hazards: list[Mapping[str, Any]]) -> str:
    """What the unit is told of its suspected major hazards, by what is registered; "" when it has none."""
    said: dict[str, list[int]] = {}
    for number, one in enumerate(hazards, 1):
        if suspected(one):
            said.setdefault(_told(facts, names, one), []).append(number)
    if not said:
        return ""
    numbers = [n for those in said.values() for n in those]
    apart = len(said) > 1
    told = "".join(f"{f'第{listed(those)}项，' if apart else ''}{words}" for words, those in said.items())
    return (
        f"第{listed(numbers)}项为疑似重大事故隐患，是否构成重大事故隐患由负有安全生产监督管理职责的部门认定。{told}"
        "请你单位依法向负有安全生产监督管理职责的部门和职工大会或者职工代表大会报告排查治理情况。"
    )


def _told(facts: Facts, names: Names, hazard: Mapping[str, Any]) -> str:
    """Reported and handed over only when registered; else the hand-over is under way (R55)."""
    report = event(facts, hazard, "phone_report") or {}
    life = (facts.get("lives") or {}).get(hazard.get("id")) or {}
    letter = (life.get("handovers") or [{}])[-1]
    first = ""
    if report.get("at"):
        to = report.get("department") or hazard.get("department") or SOME_DEPARTMENT
        first = f"{names.we}已于{day_of_month(report['at'])}{time_of_day(report['at'])}以电话报告{to}，"
    if letter.get("delivered_on") and not letter.get("declined_on"):
        number = quoted_number(letter["number"]) if letter.get("number") else ""
        return f"{first or names.we}已移送{number}。"
    return f"{first}移送手续正在办理。"


def _slip(names: Names, site: Mapping[str, Any], number: str | None) -> dict[str, Any]:
    return {
        "cut": f"回　执　联（签收后由{names.body}存档）",
        "title": "送达回执",
        "paper": ["送达文书", f"{NOTICE}{quoted_number(number)}"],
        "unit": ["受送达单位", site.get("name") or EMPTY],
        "server": ["送 达 人", ""],
        "place": ["送达地点", site.get("address") or EMPTY],
        "way": [
            "送达方式",
            [{"box": False}, "当场　　", {"box": False}, "邮寄　　", {"box": False}, "其他：", {"blank": 42}],
        ],
        "receiver": ["签 收 人\n（签名、盖章）", "　　年　　月　　日"],
        "post": ["签收人职务\n及电话", ""],
        "refusal": [
            "拒收情况",
            [
                [{"box": False}, "受送达人拒收，原因：", {"blank": 84}],
                ["见证人（姓名、村或社区职务）：", {"blank": 70}],
                [
                    {"box": False},
                    "张贴留存　",
                    {"box": False},
                    "邮寄留存，单号：",
                    {"blank": 35},
                    "　照片",
                    {"blank": 14},
                ],
                ["送达人（签名）：", {"blank": 42}],
            ],
        ],
    }


def blocked(facts: Facts) -> list[Problem]:
    """What keeps the notice from being issued, or is worth a word before it is."""
    again = second_notice.is_again(facts)
    chosen = _chosen(facts)
    about = facts
    if again:
        about = {**facts, "inspection": {**_visit(facts), "hazards": [one for _, one in chosen]}}
    found = checks.common(about)
    rows, due = ("looks", "next_due_on") if again else ("hazards", "due_on")
    if not chosen:
        words = "没有选入任何隐患。限期整改的和疑似重大的隐患才发通知（告知）书，请先登记。"
        return [Problem(rows, words), *found]
    if not _departments([one for _, one in chosen]):
        found.append(Problem(f"{rows}.{chosen[0][0]}.department", "没有可移送的部门，请选择。"))
    for index, hazard in chosen:
        found += _hazard_problems(facts, f"{rows}.{index}.", due, index, hazard)
    spoken = [
        Spoken(f"{rows}.{n}.measure", f"第{n + 1}条隐患的整改要求", one.get("measure") or "")
        for n, one in chosen
    ]
    return [*found, *checks.spoken(about, spoken)]


def _hazard_problems(
    facts: Facts, where: str, due_field: str, index: int, hazard: Mapping[str, Any]
) -> list[Problem]:
    found = []
    measure = (hazard.get("measure") or "").strip()
    if not measure:
        found.append(Problem(where + "measure", f"第 {index + 1} 条没有整改要求。请补上。"))
    elif not suspected(hazard) and hazard.get("shock_or_entangle") and "停用" not in measure:
        words = f"第 {index + 1} 条为触电、卷入类，整改要求没有写明停用。请补上，或说明理由。"
        found.append(Problem(where + "measure", words, "warn", "R09"))
    if _basis(hazard) == NOTHING:
        words = f"第 {index + 1} 条没有可印的依据，将印“—”。有依据的请选上，没有的说明理由。"
        found.append(Problem(where + "basis", words, "warn", "R60"))
    if suspected(hazard):
        if not (event(facts, hazard, "phone_report") or {}).get("at"):
            words = f"第 {index + 1} 条疑似重大还没有登记报告。请先打电话报告部门并登记，或说明理由后照常打印。"
            found.append(Problem(where + "phone_report", words, "warn", "R56"))
        return found
    days = (facts.get("holiday_days") or {}).get(hazard.get("id"))
    if days:
        words = f"第 {index + 1} 条的期限内含法定节假日 {days} 天。请看看期限是否合适，说明理由后照常打印。"
        found.append(Problem(where + due_field, words, "warn", "R09"))
    due, today = hazard.get("due_on"), facts.get("today")
    if due and today and date.fromisoformat(due) < date.fromisoformat(today):
        words = f"第 {index + 1} 条的整改期限 {due} 已经过去。请先改期限，或说明理由后照常打印。"
        found.append(Problem(where + due_field, words, "warn", "R08"))
    return found

"""事故隐患整改通知（告知）书: the general hazards of one visit, or of one re-inspection, that have a deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.citations import NOTHING, cite_all
from yongji_desktop.core.errors import Problem
from yongji_desktop.core.wording import Spoken
from yongji_desktop.papers import checks, second_notice
from yongji_desktop.papers.rectification_notice_blocks import blocks
from yongji_desktop.papers.wording import EMPTY, NOTICE, Names, day, listed, quoted_number, replaces_note

__all__ = ["blocked", "blocks", "compose", "receipt_in_record", "selected", "title"]

Facts = Mapping[str, Any]
CODE = "rectification_notice"
SHAPE = 1


def title(facts: Facts) -> str:
    """The title; a second notice differs in its subtitle only."""
    return NOTICE


def selected(inspection: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """(index, hazard) of what the notice carries: general hazards with a deadline.

    Of a re-inspection (index, look): those that got a second deadline.
    """
    if inspection.get("looks"):
        return second_notice.chosen(inspection)
    return [
        (n, one)
        for n, one in enumerate(inspection.get("hazards") or [])
        if one.get("grade") != "suspected_major" and one.get("treatment", "deadline") == "deadline"
    ]


def _visit(facts: Facts) -> Mapping[str, Any]:
    """The visit, or the re-inspection, that the notice follows."""
    return facts["reinspection"] if second_notice.is_again(facts) else facts["inspection"]


def _chosen(facts: Facts) -> list[tuple[int, Mapping[str, Any]]]:
    return second_notice.hazards(facts) if second_notice.is_again(facts) else selected(facts["inspection"])


def receipt_in_record(facts: Facts) -> bool:
    """Whether the unit signs for the notice on the record (handed over on the spot) and not on a slip.

    Not when the record was entered from a field sheet signed before, nor when signing was refused; a notice
    after a re-inspection always has its slip.
    """
    if second_notice.is_again(facts):
        return False
    inspection = facts["inspection"]
    refused = (inspection.get("signature") or {}).get("state") == "refused"
    wanted = facts.get("notice_receipt", "in_record") == "in_record"
    return wanted and not refused and not facts.get("entered_from_field_sheet") and bool(selected(inspection))


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
        cite_all(hazard.get("basis") or []),
        "一般",
        hazard.get("measure") or EMPTY,
        day(hazard.get("due_on")) or EMPTY,
        hazard.get("responsible") or EMPTY,
    ]


def _departments(hazards: list[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(one["department"] for one in hazards if one.get("department")))


def _contact(facts: Facts) -> str:
    visit = _visit(facts)
    officer = facts.get("officer") or {}
    people = visit.get("inspectors") or [{}]
    return officer.get("name") or visit.get("recorder") or people[0].get("name") or EMPTY


def _paragraphs(facts: Facts, names: Names, hazards: list[Mapping[str, Any]]) -> list[list[str]]:
    phone = facts["office"].get("phone") or EMPTY
    department = "、".join(_departments(hazards)) or "有关部门"
    parts = [
        (
            "整改期间的防范措施。",
            "整改完成前，请采取停用、隔离、警示、专人监护等措施，保证安全；不能保证安全的，不得组织作业。",
        ),
        (
            "回复与复查。",
            f"请于整改期限届满前书面回复整改情况，并附整改后照片，{names.we}将予复查。"
            f"联系人：{_contact(facts)}，电话：{phone}。对本通知有异议的，可书面提出（异议附页），"
            f"{names.we}7日内核实答复。",
        ),
        ("逾期提示。", f"逾期未整改的，{names.we}将抄告（移送）{department}依法处理。"),
    ]
    return [[f"{mark}、{head}", words] for mark, (head, words) in zip("一二三四", parts, strict=False)]


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
    found = [*checks.common(about), *([] if again else _left_out(facts["inspection"], bool(chosen)))]
    rows, due = ("looks", "next_due_on") if again else ("hazards", "due_on")
    if not chosen:
        words = "没有选入任何隐患。限期整改的一般隐患才发通知（告知）书，请先登记。"
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


def _left_out(inspection: Mapping[str, Any], others: bool) -> list[Problem]:
    """Suspected major hazards: their notice goes with a 快报, which is not among the papers yet."""
    suspected = [
        (n, one)
        for n, one in enumerate(inspection.get("hazards") or [])
        if one.get("grade") == "suspected_major"
    ]
    if not suspected:
        return []
    department = "、".join(_departments([one for _, one in suspected])) or "负有安全生产监督管理职责的部门"
    words = (
        f"第 {listed(n + 1 for n, _ in suspected)} 条是疑似重大事故隐患，须先有《疑似重大事故隐患快报》，"
        "这一版还不能出快报，所以没有列入通知（告知）书。"
        f"请先电话报告{department}并登记接听人、时分；检查记录照常打印，书面快报暂用纸质办理。"
    )
    return [Problem(f"hazards.{suspected[0][0]}.grade", words, "hint" if others else "block", "R54")]


def _hazard_problems(
    facts: Facts, where: str, due_field: str, index: int, hazard: Mapping[str, Any]
) -> list[Problem]:
    found = []
    measure = (hazard.get("measure") or "").strip()
    if not measure:
        found.append(Problem(where + "measure", f"第 {index + 1} 条没有整改要求。请补上。"))
    elif hazard.get("shock_or_entangle") and "停用" not in measure:
        words = f"第 {index + 1} 条为触电、卷入类，整改要求没有写明停用。请补上，或说明理由。"
        found.append(Problem(where + "measure", words, "warn", "R09"))
    if cite_all(hazard.get("basis") or []) == NOTHING:
        words = f"第 {index + 1} 条没有可印的依据，将印“—”。有依据的请选上，没有的说明理由。"
        found.append(Problem(where + "basis", words, "warn", "R60"))
    days = (facts.get("holiday_days") or {}).get(hazard.get("id"))
    if days:
        words = f"第 {index + 1} 条的期限内含法定节假日 {days} 天。请看看期限是否合适，说明理由后照常打印。"
        found.append(Problem(where + due_field, words, "warn", "R09"))
    due, today = hazard.get("due_on"), facts.get("today")
    if due and today and date.fromisoformat(due) < date.fromisoformat(today):
        words = f"第 {index + 1} 条的整改期限 {due} 已经过去。请先改期限，或说明理由后照常打印。"
        found.append(Problem(where + due_field, words, "warn", "R08"))
    return found

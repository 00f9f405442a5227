"""事故隐患台账: every hazard of a span of days, on A4 across."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.papers.form_facts import office_checks
from yongji_desktop.papers.hazard_ledger_blocks import COLUMNS, INNER, blocks
from yongji_desktop.papers.hazard_ledger_rows import DAY, GRADES, NUMBER, done, money, overdue, row_cells
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.wording import Names, day, day_of_month, replaces_note

__all__ = ["PAPER"]

Facts = Mapping[str, Any]
Row = Mapping[str, Any]
CODE = "hazard_ledger"
SHAPE = 1
TITLE = "事故隐患台账"
NOBODY = "本区间无隐患记录"
MANY, ROWS_A_PAGE = 300, 12
_DATES = ("found_on", "due_on", "finished_on", "looked_on", "closed", "delivered_on", "accepted_on")


def title(facts: Facts) -> str:
    """事故隐患台账."""
    return TITLE


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the ledger; the figures below it are counted from its own rows."""
    ledger, names = facts["ledger"], Names.of(facts["office"])
    rows = ledger.get("rows") or []
    whole_years = _crosses(ledger, rows)
    prefix = _prefix(rows)
    for_site = bool(ledger.get("for_site"))
    shown = [name for name in COLUMNS if not (for_site and name in INNER)]
    counts = count(rows)
    cells = [row_cells(n, one, prefix, whole_years) for n, one in enumerate(rows, 1)]
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": (facts.get("numbers") or {}).get(CODE),
        "version": facts.get("version", 1),
        "title": TITLE,
        "heading": f"{names.organ}{TITLE}{replaces_note(facts)}",
        "organ": names.organ,
        "unit": "",
        "under": _under(facts, ledger, len(rows), prefix),
        "columns": shown,
        "whole_years": whole_years,
        "rows": [{name: one[name] for name in (*shown, "shaded", "late")} for one in cells],
        "empty": NOBODY,
        "counts": counts,
        "sum": _sum(counts),
        "sign": [
            ["填表人（签名）：", {"blank": 44}, "　　　　审核人（签名）：", {"blank": 44}],
            ["日期：　　　　　年　　月　　日"],
        ],
    }


def _crosses(ledger: Mapping[str, Any], rows: list[Row]) -> bool:
    """Whether days of more than one year are printed, so that each needs its year."""
    days = [ledger.get("from"), ledger.get("to"), *(one.get(name) for one in rows for name in _DATES)]
    return len({str(one)[:4] for one in days if one and DAY.fullmatch(str(one))}) > 1


def _prefix(rows: list[Row]) -> str:
    found = Counter(match["prefix"] for one in rows if (match := NUMBER.fullmatch(one.get("number") or "")))
    return found.most_common(1)[0][0] if found else ""


def _under(facts: Facts, ledger: Mapping[str, Any], total: int, prefix: str) -> str:
    first, last = ledger.get("from"), ledger.get("to")
    until = day_of_month(last) if first and last and first[:4] == last[:4] else day(last)
    parts = [
        f"统计区间：{day(first)}至{until}" if first and last else "统计区间：全部",
        f"范围：{ledger['scope']}" if ledger.get("scope") else "",
        f"排序：{ledger['sorted']}" if ledger.get("sorted") else "",
        f"记录数：{total}条",
        f"隐患编号前缀：{prefix}" if prefix else "",
        f"逾期以{day(facts['today'])}为准",
    ]
    return "　　".join(part for part in parts if part)


def count(rows: list[Row]) -> dict[str, Any]:
    """Figures by grade: {total, closed, open, overdue, waiting, ended}, and the money in 万元."""
    found: dict[str, Any] = {}
    for grade in GRADES:
        same = [one for one in rows if (one.get("grade") or "general") == grade]
        ended = [one for one in same if one.get("ended")]
        closed = [one for one in same if not one.get("ended") and done(one)]
        left = [one for one in same if not one.get("ended") and not done(one)]
        found[grade] = {
            "total": len(same),
            "closed": len(closed),
            "open": len(left),
            "overdue": sum(overdue(one)[1] for one in left),
            "waiting": sum(one.get("waiting_days") is not None for one in left),
            "ended": len(ended),
        }
    found["invested"] = round(sum(float(one.get("invested") or 0) for one in rows), 4)
    return found


def _sum(counts: Mapping[str, Any]) -> str:
    general = counts["general"]
    ended = f"，终止{general['ended']}条" if general["ended"] else ""
    said = (
        f"本区间小计：一般隐患{general['total']}条（已闭环{general['closed']}条，未闭环{general['open']}条，"
        f"其中逾期{general['overdue']}条、等部门{general['waiting']}条{ended}）"
    )
    said += "".join(
        f"，{word}{counts[grade]['total']}条{_major(counts[grade])}"
        for grade, word in (("suspected_major", "疑似重大"), ("major", "重大"))
        if counts[grade]["total"] or grade == "suspected_major"
    )
    if counts["clue"]["total"]:
        said += f"；线索{counts['clue']['total']}条，不计入隐患"
    ends = "终止的不算整改。" if any(counts[grade]["ended"] for grade in GRADES) else ""
    return (
        f"{said}；整改资金合计{money(counts['invested'])}万元。闭环／销号栏：一般隐患为复查闭环日期；"
        f"疑似重大、重大须填部门文号。等部门的不计逾期。{ends}"
    )


def _major(one: Mapping[str, int]) -> str:
    if not one["total"]:
        return ""
    if one["waiting"] == one["total"]:
        return "（等部门，未销号）"
    ended = f"，终止{one['ended']}条" if one["ended"] else ""
    return f"（已销号{one['closed']}条，未销号{one['open']}条，其中等部门{one['waiting']}条{ended}）"


def blocked(facts: Facts) -> list[Problem]:
    """What keeps the ledger from being issued, or is worth a word before it is."""
    found = office_checks(facts)
    ledger = facts["ledger"]
    rows = ledger.get("rows") or []
    if ledger.get("from") and ledger.get("to") and ledger["from"] > ledger["to"]:
        found.append(Problem("ledger.from", "统计区间的起日晚于止日。请改正。"))
    if ledger.get("for_site") and "举报" in f"{ledger.get('scope')}{ledger.get('sorted')}":
        found.append(Problem("ledger.scope", "给企业的台账不印来源，范围里写了“举报”。请改范围。"))
    for n, one in enumerate(rows, 1):
        if (one.get("grade") or "general") == "suspected_major" and not _followed(one):
            words = f"第 {n} 行等级为疑似重大但没有报告登记、移送或快报编号。请先登记电话报告、出快报或移送。"
            found.append(Problem(f"ledger.rows.{n - 1}.grade", words, "block", "R13"))
    nobody = sum(not one.get("responsible") for one in rows)
    if nobody:
        words = f"有 {nobody} 条没有责任人。请补上，或说明理由后照常打印。"
        found.append(Problem("ledger.rows", words, "warn", "R09"))
    if len(rows) > MANY:
        words = f"共 {len(rows)} 条，约 {math.ceil(len(rows) / ROWS_A_PAGE)} 页，建议导出电子表格。"
        found.append(Problem("ledger.rows", words, "hint"))
    return found


def _followed(one: Row) -> bool:
    keys = ("delivered_on", "accepted_on", "waiting_department", "judged_document", "reported_on", "report_number")
    return any(one.get(key) for key in keys)


PAPER = Paper(
    code=CODE,
    name=TITLE,
    series="隐患账",
    copies=("town",),
    device_letter=True,
    family="ledger",
    title=title,
    compose=compose,
    blocks=blocks,
    blocked=blocked,
    subject="ledger",
    inner=True,
)

"""The rows of the hazard ledger: columns, words for numbers and names, what an empty tab says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yongji_desktop.core.hazard_road import GRADES
from yongji_desktop.gui.parts.table import Column
from yongji_desktop.services import hazard_lists
from yongji_desktop.services.desk import Desk

TAB_FAMILIES = {
    "mine": "red",
    "open": "blue",
    "to_reinspect": "amber",
    "waiting": "violet",
    "grave": "red",
    "reported": "amber",
}
GRADE_FAMILIES = {"general": "grey", "clue": "violet", "suspected_major": "suspected", "major": "major"}
CITY = "永济市"
WIDE_ONLY = ("number", "source_word", "responsible")
EMPTY = {
    "mine": ("tick", "没有逾期和今天到期的隐患", "待我办 = 逾期 + 今天，与工作台、左侧红点同一口径"),
    "open": ("tick", "没有未闭环的隐患", "检查时登记的和核实属实的都会列在这里"),
    "to_reinspect": ("tick", "没有要复查的隐患", "到期或企业申请复查的会列在这里，10 日内复查"),
    "waiting": ("tick", "没有等部门办的隐患", "移送送达以后，在这里看等了几天，不计入逾期"),
    "grave": ("tick", "没有疑似重大和重大隐患", "疑似重大由检查时初判，重大只由部门认定"),
    "reported": ("tick", "没有待核实的上报", "村（社区）、网格上报的先列在这里，3 日内（约）核实"),
    "clue": ("tick", "没有要办的线索", "未出示证照等移送部门的事，不是隐患，不计入隐患数"),
    "closed": ("hazard", "还没有已闭环的隐患", "复查合格、当场整改的会列在这里"),
    "all": ("hazard", "还没有隐患", "检查时登记，村（社区）、网格上报的在这里登记"),
}
FOOT = "待我办 = 逾期 + 今天，与工作台、左侧红点同一口径；等部门的不算"


def short_number(number: str | None) -> str:
    """〔2026〕A118 of 永城东隐〔2026〕A118号; "" for none."""
    text = str(number or "")
    return text[text.find("〔") :].removesuffix("号") if "〔" in text else text


def site_words(row: Mapping[str, Any]) -> str:
    """The unit without the city that all of them lie in, or the place of a report without a unit."""
    return str(row.get("site_name") or row.get("place") or "（没有定单位）").removeprefix(CITY)


def columns(picked: Callable[[str], bool]) -> list[Column]:
    """The columns; `picked(id)` tells which rows are chosen."""
    return [
        Column("site", "单位", 122, show=lambda row: ("✓ " if picked(row["id"]) else "") + row["site"]),
        Column("number", "编号", 112),
        Column("description", "问题", 150, stretch=True),
        Column("source_word", "来源", 84),
        Column("responsible", "责任人", 92),
        Column("grade_word", "等级", 82, "chip", family=lambda row: row["grade_family"]),
        Column("state_word", "状态", 96, "chip", family=lambda row: row["state_family"]),
        Column("due_on", "期限", 60, "date", show=lambda row: str(row["due_on"] or "")[5:] or "—"),
        Column("left_word", "还有", 102, "chip", family=lambda row: row["left_family"]),
    ]


def dressed(desk: Desk, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the ledger with the words its cells show."""
    state_word, state_family = hazard_lists.state_chip(row, desk.today)
    left_word, left_family = hazard_lists.left_chip(desk, row)
    source = hazard_lists.source_word(row)
    return {
        **row,
        "site": site_words(row),
        "full_number": row.get("number"),
        "number": short_number(row.get("number")),
        "source_word": SHORT_SOURCES.get(str(row.get("source") or "visit"), source),
        "grade_word": hazard_lists.grade_word(row) if row["state"] != "reported" else "",
        "grade_family": GRADE_FAMILIES.get(str(row.get("grade") or ""), "grey"),
        "state_word": state_word.removeprefix(GRADES["suspected_major"]),  # the grade has its own column
        "state_family": state_family,
        "left_word": left_word,
        "left_family": left_family,
    }


SHORT_SOURCES = {
    "visit": "巡查",
    "self": "自查",
    "village": "村、网格",
    "superior": "上级",
    "department": "部门移来",
    "carried": "结转",
}


def chips(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(word, family) above the record: what is left, the state, the grade."""
    grade = GRADES.get(str(row.get("grade") or ""), "") if row["state"] != "reported" else ""
    found = [
        (row["left_word"], row["left_family"]),
        (row["state_word"], row["state_family"]),
        (grade, row["grade_family"]),
    ]
    return [(word, family) for word, family in found if word]

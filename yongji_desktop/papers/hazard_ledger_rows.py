"""The words in the cells of one row of 事故隐患台账."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.citations import chinese_number, cite_all
from yongji_desktop.core.hazard_steps import END_REASONS
from yongji_desktop.core.kinds_follow import CONCLUSIONS
from yongji_desktop.papers.wording import EMPTY

Row = Mapping[str, Any]
SOURCES = {
    "visit": "巡查", "self": "自查", "village": "村社", "superior": "交办", "complaint": "举报", "department": "移来",
    "carried": "结转",
}  # fmt: skip
GRADES = {"general": "一般", "suspected_major": "疑似\n重大", "major": "重大", "clue": "线索"}
NUMBER = re.compile(r"(?P<prefix>.*〔[0-9]{4}〕)(?P<short>[^〕]+?)号?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", re.DOTALL)


def row_cells(n: int, one: Row, prefix: str, whole_years: bool) -> dict[str, Any]:
    """The row's words by column, whether it is shaded and whether it is overdue (set in 黑体)."""
    number = one.get("number") or ""
    match = NUMBER.fullmatch(number)
    grade = one.get("grade") or "general"
    days, late = overdue(one)
    return {
        "no": str(n),
        "number": (match["short"] if match and match["prefix"] == prefix else number) or EMPTY,
        "source": SOURCES.get(one.get("source") or "", one.get("source") or EMPTY),
        "found": _day(one.get("found_on"), whole_years),
        "site": one.get("site") or EMPTY,
        "part": one.get("part") or EMPTY,
        "description": one.get("description") or EMPTY,
        "category": re.sub("[／/、 　]+", "\n", one.get("category") or "") or EMPTY,
        "grade": GRADES.get(grade, grade),
        "basis": cite_all(one.get("basis") or []),
        "measure": _measure(one),
        "responsible": one.get("responsible") or EMPTY,
        "invested": EMPTY if one.get("invested") is None else money(one["invested"]),
        "due": _due(one, whole_years),
        "finished": _day(one.get("finished_on"), whole_years),
        "looked": _looked(one, whole_years),
        "closed": closed_words(one, whole_years),
        "overdue": days,
        "handover": _handover(one, whole_years),
        "tasks": _tasks(one.get("tasks") or []),
        "shaded": grade != "general",
        "late": late,
    }


def _day(on: str | None, whole_years: bool) -> str:
    if not on:
        return EMPTY
    return on[:10] if whole_years else on[5:10]


def money(amount: float) -> str:
    """An amount in 万元: two decimals, more where there are more, 0 for nothing."""
    whole = f"{round(float(amount), 4):.10g}"
    return whole if whole == "0" or len(whole.partition(".")[2]) > 2 else f"{float(amount):.2f}"


def _measure(one: Row) -> str:
    parts = [(one.get(name) or "").strip().rstrip("。；") for name in ("measure", "interim")]
    return "；".join(part for part in parts if part) or EMPTY


def _due(one: Row, whole_years: bool) -> str:
    if one.get("on_spot"):
        return "当场"
    if not one.get("due_on") and (one.get("grade") or "general") != "general":
        return "待部\n门定"
    return _day(one.get("due_on"), whole_years)


def _looked(one: Row, whole_years: bool) -> str:
    """Names on lines of their own, never one name on two; then the day and what was found."""
    if one.get("on_spot"):
        return "当场整改"
    by = one.get("looked_by") or []
    lines: list[str] = []
    for name in re.split("[、，,]", by) if isinstance(by, str) and by else by:
        if lines and len(f"{lines[-1]}、{name}") <= 7:
            lines[-1] += f"、{name}"
        else:
            if lines:
                lines[-1] += "、"
            lines.append(name)
    conclusion = CONCLUSIONS.get(one.get("conclusion") or "", one.get("conclusion") or "")
    on = _day(one["looked_on"], whole_years) if one.get("looked_on") else ""
    return "\n".join(part for part in (*lines, f"{on}{conclusion}") if part) or EMPTY


def closed_words(one: Row, whole_years: bool) -> str:
    """The day a general one was closed; of a (suspected) major one the department's document, or nothing."""
    if one.get("ended"):
        return f"终止（{END_REASONS.get(one['ended'], one['ended'])}）"
    closed, document = str(one.get("closed") or ""), one.get("closed_document") or ""
    on = _day(closed, whole_years) if DAY.fullmatch(closed) else ""
    if (one.get("grade") or "general") == "general":
        return on or closed or EMPTY
    document = document or ("" if on else closed)
    return "\n".join(part for part in (document, on) if part) if document else EMPTY


def overdue(one: Row) -> tuple[str, bool]:
    """The words of the column and whether they are the town's own overdue (set in 黑体)."""
    if one.get("waiting_days") is not None:
        return f"等部门\n{one['waiting_days']}天", False
    days = one.get("overdue_days") or 0
    return (str(days), True) if days > 0 else (EMPTY, False)


def _handover(one: Row, whole_years: bool) -> str:
    parts = [
        one.get("waiting_department") or "",
        f"{_day(one['delivered_on'], whole_years)}送达" if one.get("delivered_on") else "",
        f"{_day(one['accepted_on'], whole_years)}受理" if one.get("accepted_on") else "",
    ]
    return "\n".join(part for part in parts if part) or EMPTY


def _tasks(tasks: list[str]) -> str:
    """七、九 of 2024/7 and 2024/9; other names as they are."""
    said = []
    for one in tasks:
        last = str(one).rsplit("/", 1)[-1]
        said.append(chinese_number(int(last)) if last.isdecimal() and 1 <= int(last) <= 999 else str(one))
    return "、".join(said) or EMPTY


def done(one: Row) -> bool:
    """Whether it is closed, or deregistered with a document."""
    if (one.get("grade") or "general") == "general":
        return bool(one.get("closed") or one.get("on_spot"))
    return closed_words(one, False) != EMPTY

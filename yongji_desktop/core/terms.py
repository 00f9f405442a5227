"""约定的天数: the days this office has agreed on, none of them law; what binds by law or practice is in core/due.py.

They are one register of the office, so that every PC counts the same days; what is not told stands at its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input, Kind

MOST_DAYS = 60


@dataclass(frozen=True)
class Terms:
    """Days (natural days) unless said otherwise.

    `verify_within` a report of a village (R68), `deliver_within` a letter decided on, one sent back, one answered,
    `feedback_within` asked of a department (R16), `answer_objection` (R65), `refusal_report` 拒签报告,
    `sheet_out` a field sheet to be entered, `default_days` an ordinary hazard's term (R09),
    `second_days` proposed for a second deadline or an extension; `visit_line` visits of a site in a year at which a
    reason is asked (R06), None for no line.
    """

    verify_within: int = 3
    deliver_within: int = 3
    feedback_within: int = 7
    answer_objection: int = 7
    refusal_report: int = 1
    sheet_out: int = 7
    default_days: int = 15
    second_days: int = 7
    visit_line: int | None = None

    @classmethod
    def of(cls, record: Mapping[str, Any] | None) -> Terms:
        """The terms of the register's record; what it does not tell, or tells as no number, at its default."""
        told = {one.name: (record or {}).get(one.name) for one in fields(cls)}
        return cls(**{name: value for name, value in told.items() if isinstance(value, int) and value > 0})


USUAL = Terms()
LABELS = {
    "verify_within": "村（社区）、网格上报几日内核实",
    "deliver_within": "函几日内送达、改送、办结",
    "feedback_within": "请部门几日内反馈",
    "answer_objection": "异议几日内核实答复",
    "refusal_report": "拒签报告几日内报出",
    "sheet_out": "现场用纸几日内录入",
    "default_days": "一般隐患默认几日内整改",
    "second_days": "二次限期、延期默认几日",
    "visit_line": "一年去几次起要写缘由",
}
TERMS = Kind(
    "terms", "约定天数", "register",
    tuple(Field(one.name, LABELS[one.name], Input.COUNT) for one in fields(Terms)), title="feedback_within",
)  # fmt: skip


def problems_of(values: Mapping[str, Any]) -> list[Problem]:
    """What cannot be a term: nothing but 1 to 60 days; the line of visits from 1 up."""
    found = []
    for name, value in values.items():
        most = 999 if name == "visit_line" else MOST_DAYS
        if isinstance(value, int) and not 1 <= value <= most:
            found.append(Problem(name, f"“{LABELS[name]}”请填 1 到 {most}，不用的清空。"))
    return found

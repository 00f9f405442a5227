"""The month in numbers, each counted from the records that its list shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yongji_desktop.core.kind_parts import NATURES
from yongji_desktop.papers.catalogue import PAPERS
from yongji_desktop.services import inspections
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions_due

PAGE = 200


@dataclass(frozen=True)
class Figure:
    """One number: `label` what is counted, `note` how it divides."""

    name: str
    label: str
    value: int | str
    note: str


@dataclass(frozen=True)
class Month:
    """A month (``2026-11``) with its figures."""

    month: str
    figures: tuple[Figure, ...]


def of_month(desk: Desk, month: str) -> Iterator[dict[str, Any]]:
    """The finished inspections of a month (``2026-11``), newest first, as `inspections.listed` gives them."""
    offset = 0
    while page := inspections.listed(desk, limit=PAGE, offset=offset):
        for one in page:
            if one["began_at"][:7] == month:
                yield one
            elif one["began_at"][:7] < month:
                return
        offset += PAGE


def _notices(row: dict[str, Any]) -> int:
    """How many 整改通知书 a visit has; the office's short name in the number may have changed since."""
    return (row["numbers"] or "").count(PAPERS["rectification_notice"].series + "〔")


def behind(desk: Desk, name: str, month: str) -> list[dict[str, Any]]:
    """What the figure `name` of a month is counted from, newest first: visits, re-inspections or hazards.

    For the rate it is what is not closed yet.
    """
    if name == "unrectified":
        return questions_due.reinspections_of(desk.store.db, f"{month}-01", f"{month}-32")
    if name in ("rate", "handed"):
        which = ("since", f"{month[:4]}-01-01") if name == "rate" else ("handed", f"{month}-01")
        return questions_due.behind_figure(desk.store.db, *which)
    counts = {"visits": lambda row: 1, "hazards": lambda row: row["hazard_count"], "notices": _notices}
    return [row for row in of_month(desk, month) if counts[name](row)]


def figures(desk: Desk, month: str | None = None) -> Month:
    """The figures of a month (default: the business day's): visits, hazards found, notices issued."""
    month = month or desk.today.isoformat()[:7]
    natures: Counter[str] = Counter()
    hazards = with_hazards = notices = 0
    for one in of_month(desk, month):
        natures[one["nature"]] += 1
        hazards += one["hazard_count"] or 0
        with_hazards += bool(one["hazard_count"])
        notices += _notices(one)
    visits = "、".join(f"{NATURES[name][:2]} {count}" for name, count in natures.items()) or "本月没有记录"
    return Month(
        month,
        (
            Figure("visits", "检查家次", natures.total(), visits),
            Figure("hazards", "查出隐患", hazards, f"{with_hazards} 家次查出" if hazards else "本月没有记录"),
            Figure("notices", "整改通知书", notices, "按检查日期计" if notices else "本月没有记录"),
            *_following(desk, month),
        ),
    )


def _following(desk: Desk, month: str) -> tuple[Figure, ...]:
    """What became of the hazards: the rate over the year, what re-inspections found open, what went to departments."""
    db, since, until = desk.store.db, f"{month}-01", f"{month}-31"
    closed, every = questions_due.rectified(db, f"{month[:4]}-01-01")
    looks, again = questions_due.not_rectified(db, since, f"{month}-32")
    handed, answered = questions_due.handed_over(db, since, until)
    rate = f"{closed / every:.1%}" if every else "—"
    return (
        Figure("rate", "整改率", rate, f"{closed} / {every} 累计" if every else "还没有隐患"),
        Figure("unrectified", "复查未整改", looks, f"二次限期 {again}" if looks else "本月没有记录"),
        Figure("handed", "抄告移送", handed, f"已反馈 {answered}" if handed else "本月没有记录"),
    )

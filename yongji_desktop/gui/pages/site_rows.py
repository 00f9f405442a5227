"""What a unit's page lists: visits and changes as one history, open hazards, permits, chips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from yongji_desktop.core.hazard_road import STATES
from yongji_desktop.core.kind_parts import NATURES, OPERATING_STATES, RISK_LEVELS
from yongji_desktop.core.kinds_follow import CONCLUSIONS
from yongji_desktop.gui.pages.paper_set import short_number
from yongji_desktop.services import hazard_lists, history, papers, reinspections
from yongji_desktop.services.desk import Desk

RISK_FAMILIES = {"red": "red", "orange": "amber", "yellow": "amber", "blue": "blue"}
SOON = 30

Row = dict[str, Any]


def past_rows(
    been: Sequence[Mapping[str, Any]], changes: Sequence[history.Entry], again: Sequence[Row] = ()
) -> list[Row]:
    """Visits, re-inspections (`again`, see looked_again) and changes of the register as one history, newest first."""
    rows = [_visit(one) for one in been] + [_change(one) for one in changes] + list(again)
    return sorted(rows, key=lambda row: row["at"], reverse=True)


def _visit(one: Mapping[str, Any]) -> Row:
    count = one["hazard_count"]
    words = f"查出 {count} 条隐患" if count else "没有发现隐患"
    issued = [short_number(number) for number in (one["numbers"] or "").split("、") if number]
    return {
        "id": one["id"],
        "kind": "inspection",
        "at": one["began_at"],
        "day": one["began_at"][:10],
        "what": NATURES[one["nature"]],
        "words": words + (f"，文书 {'、'.join(issued)}" if issued else ""),
        "who": "",
        "entry": None,
    }


def looked_again(desk: Desk, site: str) -> list[Row]:
    """The finished re-inspections of a unit: how each hazard was found, the papers."""
    rows = []
    for one in reinspections.listed(desk, site):
        looks = one.get("looks") or []
        found = Counter(CONCLUSIONS[look["conclusion"]] for look in looks)
        words = "、".join(f"{word} {count}" for word, count in found.items())
        issued = [short_number(paper["number"]) for paper in papers.issued_of(desk, one["id"]).values()]
        rows.append(
            {
                "id": one["id"],
                "kind": "reinspection",
                "at": one["began_at"],
                "day": one["began_at"][:10],
                "what": "复查",
                "words": f"{len(looks)} 条：{words}" + (f"，文书 {'、'.join(issued)}" if issued else ""),
                "who": "",
                "entry": None,
            }
        )
    return rows


def _change(entry: history.Entry) -> Row:
    because = f"原因：{entry.reason}。" if entry.reason else ""
    return {
        "id": entry.deed,
        "kind": "site",
        "at": entry.at,
        "day": entry.at[:10],
        "what": entry.what,
        "words": because + "；".join(entry.details),
        "who": entry.officer,
        "entry": entry,
    }


def open_hazards(desk: Desk, site: str) -> list[Row]:
    """The hazards and leads of a unit that somebody still has to do something about, leads last."""
    return [{**one, "state_word": STATES[one["state"]]} for one in hazard_lists.open_at(desk, site)]


def chips_of(site: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Void, risk, state when it is not in business, sector."""
    chips = [("已作废", "red")] if site["voided"] else []
    if site.get("risk_level"):
        chips.append((f"风险 {RISK_LEVELS[site['risk_level']]}", RISK_FAMILIES[site["risk_level"]]))
    state = site.get("operating_state")
    if state and state != "open":
        chips.append((OPERATING_STATES[state], "grey"))
    return [*chips, *([(site["sector"], "grey")] if site.get("sector") else [])]


def permit_row(index: int, one: Mapping[str, Any], today: date) -> Row:
    """A permit with how long it is still valid; within 30 days that is said in days."""
    until = one.get("valid_until")
    row = {**one, "id": index}
    if not until:
        return {**row, "valid_until": "没有写", "state": "", "family": "grey"}
    left = (date.fromisoformat(until) - today).days
    if left < 0:
        return {**row, "state": f"过期 {-left} 天", "family": "red"}
    return {
        **row,
        "state": f"{left} 天" if left <= SOON else "有效",
        "family": "amber" if left <= SOON else "green",
    }

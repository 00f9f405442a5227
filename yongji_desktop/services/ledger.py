"""事故隐患台账: the same rows on paper and in a workbook, counted with the same due() as every list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from yongji_desktop.core import due
from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.core.hazard import Life
from yongji_desktop.core.hazard_road import CLOSED_STATES
from yongji_desktop.ledgers.hazards import hazard_workbook
from yongji_desktop.papers import catalogue
from yongji_desktop.papers.frame import Rendered
from yongji_desktop.services import hazard_lists, hazards, papers
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records

CODE = "hazard_ledger"
PAGE = 500
MOST_ON_PAPER = 3000
Progress = Callable[[int, int], bool]


def rows(
    desk: Desk, tab: str = "all", filters: Mapping[str, Any] | None = None, text: str = "", progress: Progress | None = None
) -> list[dict[str, Any]]:
    """The rows of the ledger for a tab of the list with its filters, in the list's order.

    `progress(done, total)` may stop the work with False; then Refused.
    """
    total, found, visits = hazard_lists.counted(desk, tab, filters=filters, text=text), [], {}
    for offset in range(0, total, PAGE):
        if progress and not progress(offset, total):
            raise Refused("已停下，没有存文件。")
        for row in hazard_lists.listed(desk, tab, filters=filters, text=text, limit=PAGE, offset=offset):
            found.append(_row(desk, row, visits))
    return found


def _row(desk: Desk, row: Mapping[str, Any], visits: dict[str, dict[str, Any]]) -> dict[str, Any]:
    facts = hazards.of(desk, row["id"])
    life, record = facts.life, facts.record
    visit = _visit(desk, record.get("inspection_id"), visits)
    last = life.handovers[-1] if life.handovers else None
    look = life.looks[-1] if life.looks else None
    people = _lookers(desk, look)
    closed = life.closed_on if life.state in CLOSED_STATES else None
    document = (life.deregistration or {}).get("document") if life.state == "deregistered" else None
    return {
        "number": record.get("number"),
        "source": life.source or "visit",
        "found_on": life.found_on or record.get("found_on"),
        "site": row["site_name"] or row["place"],
        "part": record.get("part"),
        "description": record.get("description"),
        "category": record.get("category"),
        "grade": life.grade or record.get("grade"),
        "basis": record.get("basis") or [],
        "measure": record.get("measure"),
        "interim": _interim(life),
        "responsible": record.get("responsible"),
        "invested": life.invested or None,
        "due_on": life.due_on,
        "finished_on": _finished_on(life, closed),
        "looked_by": people,
        "looked_on": look.get("happened_on") if look else None,
        "conclusion": look.get("conclusion") if look else None,
        "closed": closed,
        "closed_document": document,
        "overdue_days": due.overdue_days(row["act_on"], desk.today) if row["act"] == "reinspect" else 0,
        "waiting_days": due.overdue_days(row["waits_since"], desk.today) if row["waits_since"] else None,
        "waiting_department": last.department if last else None,
        "delivered_on": last.delivered_on if last else None,
        "accepted_on": last.accepted_on if last else None,
        "ended": (life.end or {}).get("reason") if life.state == "ended" else None,
        "on_spot": life.treatment == "on_spot",
        "tasks": visit.get("tasks") or [],
        "judged_document": (life.judgement or {}).get("document"),
        "reported_on": str(life.reports[0].get("at") or "")[:10] if life.reports else None,
        "report_number": life.major_reports[-1].get("number") if life.major_reports else None,
    }


def _finished_on(life: Life, closed: str | None) -> str | None:
    """The day it was put right as the closing look says, else the day it was closed; None while it is open."""
    if life.state != "closed":
        return None
    return (life.looks[-1].get("finished_on") if life.looks else None) or closed


def _visit(desk: Desk, identity: str | None, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if not identity or not records.exists(desk.store.db, "inspection", identity):
        return {}
    if identity not in known:
        if len(known) > PAGE:
            known.clear()
        known[identity] = desk.get("inspection", identity)
    return known[identity]


def _lookers(desk: Desk, look: Mapping[str, Any] | None) -> list[str]:
    if not look or not records.exists(desk.store.db, "reinspection", look["reinspection"]):
        return []
    return [one["name"] for one in desk.get("reinspection", look["reinspection"]).get("inspectors") or ()]


def _interim(life: Life) -> str | None:
    told = [one.get("interim") for one in (*life.extensions, *life.looks) if one.get("interim")]
    return told[-1] if told else None


def _facts(desk: Desk, tab: str, filters: Mapping[str, Any], text: str, for_site: bool, number: str | None) -> dict[str, Any]:
    found = rows(desk, tab, filters, text)
    if len(found) > MOST_ON_PAPER:
        raise Refused(f"共 {len(found)} 条，纸上太多。请先筛选，或导出电子表格。")
    days = [one["found_on"] for one in found if one["found_on"]]
    scope = [hazard_lists.TAB_WORDS[tab], *(str(value) for name, value in filters.items() if name in ("village", "category") and value)]
    return {
        "office": desk.office,
        "officer": {"name": desk.get("officer", desk.officer)["name"]} if desk.officer else None,
        "today": desk.today.isoformat(),
        "numbers": {CODE: number},
        "version": 1,
        "replaces": None,
        "ledger": {
            "from": filters.get("since") or min(days, default=None),
            "to": filters.get("until") or desk.today.isoformat(),
            "scope": "、".join([*scope, *([text] if text else [])]),
            "sorted": hazard_lists.ORDER_WORDS[tab],
            "for_site": for_site,
            "rows": found,
        },
    }


def draft(desk: Desk, tab: str, filters: Mapping[str, Any], text: str = "", for_site: bool = False) -> Rendered:
    """The ledger as it would print, marked 草稿."""
    paper = catalogue.PAPERS[CODE]
    return papers.drawn(desk, paper.compose(_facts(desk, tab, filters, text, for_site, None)), None, True)


def issue(desk: Desk, tab: str, filters: Mapping[str, Any], text: str = "", for_site: bool = False) -> dict[str, Any]:
    """Issue the ledger with a number of its own; returns the paper's record.  Raises Invalid with what blocks."""
    paper = catalogue.PAPERS[CODE]
    facts = _facts(desk, tab, filters, text, for_site, None)
    blocking = [one for one in paper.blocked(facts) if one.severity == "block"]
    if blocking:
        raise Invalid(blocking)
    with desk.store.deed("paper.issue", desk.officer) as deed:
        number = papers.allot(desk, deed, paper.series, desk.today.year)
        identity = deed.clock.new_id()
        about = {"subject_kind": "ledger", "subject_id": CODE, "subject_version": 1}
        data = paper.compose({**facts, "numbers": {CODE: number}})
        deed.put("paper", identity, papers.freeze(desk, paper, data, number, 1, about))
    return desk.get("paper", identity)


def export(
    desk: Desk, path: Path, tab: str = "all", filters: Mapping[str, Any] | None = None, text: str = "",
    progress: Progress | None = None,
) -> int:
    """Write the ledger as a workbook, whole or not at all; returns the number of rows."""
    found = rows(desk, tab, filters, text, progress)
    papers.save(path, hazard_workbook(found, f"{desk.office['organ_name']}事故隐患台账", desk.today.isoformat()))
    return len(found)

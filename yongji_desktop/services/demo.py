"""An invented town to try the program in: the same town every time for the same day, made by the real deeds.

Every firm, person, number and telephone in it is invented; the folder is marked 演示 and never exchanged.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from yongji_desktop.assets import asset
from yongji_desktop.core.clock import CHINA, Clock, DemoClock
from yongji_desktop.core.pack_content import Town
from yongji_desktop.services import entry as entries
from yongji_desktop.services import inspections, office, papers, photos, sites
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records

TOWN = Town("140881990", "鹳泉镇", True, "永鹳泉", "永济市鹳泉镇人民政府", ())


def build(folder: Path, today: date | None = None, home: Path | None = None, any_place: bool = True) -> Desk:
    """Make the demo town in an empty folder as of `today`; returns the desk, open.

    Refused when the folder holds data already.
    """
    today = today or Clock().now().date()
    script = json.loads(asset("resources/demo/town.json").read_text(encoding="utf-8"))
    clock = DemoClock(today)
    first = today - timedelta(days=max(one["days_ago"] for one in script["inspections"]) + 1)
    clock.move_to(_at(first, "08:30"))
    desk = office.found(
        folder,
        town=TOWN.code,
        place=TOWN,
        officers=script["officers"],
        letter="A",
        organ_name=TOWN.seal_hint,
        phone="0359-8000000",
        section="应急管理站",
        home=home,
        today=today,
        demo_day=today,
        clock=clock,
        any_place=any_place,
    )
    for one in script["sites"]:
        sites.add(desk, one, even_if_alike=True)
    for one in script["inspections"]:
        _visit(desk, clock, one)
    clock.move_to(_at(today, "08:30"))
    return desk


def _at(day: date, hour: str) -> datetime:
    return datetime.combine(day, datetime.strptime(hour, "%H:%M").time(), CHINA)


def _visit(desk: Desk, clock: DemoClock, one: dict[str, Any]) -> None:
    """One visit of the script: days ago and hours become moments, photos are taken in, the papers issued."""
    day = desk.today - timedelta(days=one["days_ago"])
    values = dict(one["entry"])
    values["began_at"] = f"{day.isoformat()}T{one['from']}"
    if one.get("to"):
        values["ended_at"] = f"{day.isoformat()}T{one['to']}"
        clock.move_to(_at(day, one["to"]) + timedelta(minutes=20))
    then = Desk(desk.store, desk.officer, day)
    rows = []
    for photo in values.get("photos") or []:
        row = dict(photo)
        taken = photos.attach(then, asset(f"resources/demo/{row.pop('path')}"))
        rows.append({**taken, "taken_at": f"{day.isoformat()}T{row.pop('at', one['from'])}", **row})
    values["photos"] = rows
    for hazard in values.get("hazards") or []:
        _move_dates(hazard, day)
    filled = entries.fill(then, values)
    if one.get("draft"):
        inspections.save_draft(then, filled)
        return
    identity = inspections.finish(then, filled, reasons=one.get("reasons"))
    if one.get("papers", True):
        clock.move_to(_at(day, one["to"]) + timedelta(minutes=35))
        papers.issue(then, identity, one.get("reasons"))


def _move_dates(hazard: dict[str, Any], day: date) -> None:
    if "due_in" in hazard:
        hazard["due_on"] = (day + timedelta(days=hazard.pop("due_in"))).isoformat()
    report = hazard.get("phone_report")
    if report and len(report["at"]) == 5:
        hazard["phone_report"] = {**report, "at": f"{day.isoformat()}T{report['at']}"}


def figures(desk: Desk) -> dict[str, int]:
    """What is in the town, by kind."""
    db = desk.store.db
    return {
        "单位": records.count(db, "site"),
        "检查": records.count(db, "inspection"),
        "隐患": records.count(db, "hazard"),
        "文书": records.count(db, "paper"),
        "草稿": len(inspections.drafts(desk)),
    }

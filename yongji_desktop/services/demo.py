"""An invented town to try the program in: the same town every time for the same day, made by the real deeds.

Every firm, person, number and telephone in it is invented; the folder is marked 演示 and never exchanged.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from yongji_desktop.assets import asset
from yongji_desktop.core.clock import Clock, DemoClock
from yongji_desktop.core.pack_content import Town
from yongji_desktop.services import inspections, office, sites
from yongji_desktop.services.demo_follow import DEEDS, Stage, dated, moment
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records

TOWN = Town("140881990", "鹳泉镇", True, "永鹳泉", "永济市鹳泉镇人民政府", ())


def build(folder: Path, today: date | None = None, home: Path | None = None, any_place: bool = True) -> Desk:
    """Make the demo town in an empty folder as of `today`; returns the desk, open.

    Refused when the folder holds data already.
    """
    today = today or Clock().now().date()
    script = json.loads(asset("resources/demo/town.json").read_text(encoding="utf-8"))
    scenes = [(kind, one) for kind in DEEDS for one in script.get(kind, ())]
    scenes.sort(key=lambda scene: (-scene[1]["days_ago"], scene[1]["at"]))
    clock = DemoClock(today)
    clock.move_to(moment(today - timedelta(days=scenes[0][1]["days_ago"] + 1), "08:30"))
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
        sites.add(desk, dated(one, today), even_if_alike=True)
    stage = Stage(desk, clock)
    for kind, one in scenes:
        DEEDS[kind](stage, one)
    clock.move_to(moment(today, "08:30"))
    return desk


def figures(desk: Desk) -> dict[str, int]:
    """What is in the town, by kind."""
    db = desk.store.db
    return {
        "单位": records.count(db, "site"),
        "检查": records.count(db, "inspection"),
        "隐患": records.count(db, "hazard"),
        "复查": records.count(db, "reinspection"),
        "文书": records.count(db, "paper"),
        "草稿": len(inspections.drafts(desk)),
    }

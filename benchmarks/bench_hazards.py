"""300,000 hazards of 2,000 sites: the ledger's tabs, a filter, a text, and the workbench's radar.

The hazards are put into the log in deeds of 2,000 and folded as everything is; building takes some minutes.
Run: python benchmarks/bench_hazards.py [COUNT]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from bench_store import founded
from pairs import against_limit

from yongji_desktop.services import deadlines, hazard_lists, month, sites
from yongji_desktop.services.desk import Desk

PAUSE, WORKBENCH = 0.200, 0.100  # seconds
BATCH = 2000
TODAY = date(2026, 11, 23)


def fill(desk: Desk, count: int) -> None:
    """Two per cent open, of these a tenth overdue and a fifth with a department; the rest closed."""
    places = [sites.add(desk, {"name": f"永济市阳光机械{n}厂", "village": f"{n % 40}村"}, even_if_alike=True) for n in range(2000)]
    for start in range(0, count, BATCH):
        with desk.store.deed("hazard.reported", desk.officer) as deed:
            for number in range(start, min(count, start + BATCH)):
                identity = deed.clock.new_id()
                on = (date(2021, 1, 1) + timedelta(days=number * 2140 // count)).isoformat()
                due_on = (date.fromisoformat(on) + timedelta(days=15)).isoformat()
                deed.put("hazard", identity, {
                    "site_id": places[number % 2000], "description": f"配电箱{number}未装漏电保护器", "part": "一车间", "category": "电气",
                    "found_on": on, "responsible": "赵永生", "grade": "general", "treatment": "deadline",
                })
                deed.event("hazard", identity, "found", happened_on=on, grade="general", treatment="deadline", due_on=due_on)
                deed.event("hazard", identity, "notified", happened_on=on, number="改A001")
                if number % 50:
                    deed.event("hazard", identity, "rectified", happened_on=due_on, reinspection="x")
                elif number % 250 == 0:
                    deed.event("hazard", identity, "handover", happened_on=on, department="市住建局")
                    deed.event("hazard", identity, "letter_delivered", happened_on=on)
                elif number % 500:
                    deed.event("hazard", identity, "extended", happened_on=on, due_on="2026-12-30")


def main(count: int) -> None:
    """Build the folder, print the figures."""
    folder = Path(tempfile.mkdtemp())
    try:
        desk = founded(folder)
        desk = Desk(desk.store, desk.officer, TODAY)
        fill(desk, count)

        def tab(code: str, **more) -> None:
            hazard_lists.listed(desk, code, **more)
            hazard_lists.counted(desk, code, **more)

        def workbench() -> None:
            deadlines.radar(desk)
            month.figures(desk)

        figures = [against_limit(f"tab {code} of {count}", lambda code=code: tab(code), PAUSE) for code in hazard_lists.TAB_WORDS]
        figures.append(against_limit("counts of every tab", lambda: hazard_lists.counts(desk), PAUSE))
        figures.append(against_limit("filtered by village", lambda: tab("open", filters={"village": "7村"}), PAUSE))
        figures.append(against_limit("text “阳光机械19”", lambda: tab("all", text="阳光机械19"), PAUSE))
        figures.append(against_limit("workbench", workbench, WORKBENCH))
        for figure in figures:
            print(figure.line())
        desk.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)

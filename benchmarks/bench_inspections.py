"""20,000 inspections of 50 answers: the list's first page and one filtered by initials.

Run: python benchmarks/bench_inspections.py [COUNT]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from bench_store import entry, founded
from pairs import against_limit

from yongji_desktop.services import inspections, sites
from yongji_desktop.services.desk import Desk

LIST, FILTER = 0.200, 0.300  # seconds


def main(count: int) -> None:
    """Build the folder, print the figures."""
    folder = Path(tempfile.mkdtemp())
    try:
        desk = founded(folder)
        desk = Desk(desk.store, desk.officer, date(2026, 12, 31))
        places = [sites.add(desk, {"name": f"永济市阳光机械{n}厂"}, even_if_alike=True) for n in range(200)]
        made = entry(desk, places[0])
        made["answers"] = [{**one, "item": f"ZZ{n:02d}"} for n, one in enumerate((made["answers"] * 2)[:50])]
        for number in range(count):
            day = (date(2024, 1, 1) + timedelta(days=number % 1000)).isoformat()
            values = {**made, "site_id": places[number % 200], "began_at": f"{day}T09:00", "ended_at": f"{day}T10:00"}
            values["hazards"] = [{**one, "due_on": "2026-12-31"} for one in made["hazards"]] if number % 5 == 0 else []
            values.pop("site", None)
            inspections.finish(desk, values, reasons={"R09": "演示"})

        def first_page(text: str = "") -> None:
            inspections.listed(desk, text=text)
            inspections.counted(desk, text)

        for figure in (
            against_limit(f"list of {count} inspections", first_page, LIST),
            against_limit("filtered by “ygjx19”", lambda: first_page("ygjx19"), FILTER),
        ):
            print(figure.line())
        desk.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

"""Saving an inspection against a raw transaction of the same rows; finding among 100,000 sites.

Run: python benchmarks/bench_store.py
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from datetime import date
from pathlib import Path

from pairs import Figure, against, against_limit

from yongji_desktop.services import inspections, office, sites
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import search

SITES = 100_000
KEY_TO_LIST = 0.050  # seconds


def founded(folder: Path) -> Desk:
    """A data folder of an invented office."""
    return office.found(
        folder / "data", town="城东街道", officers=[{"name": "王建国"}], letter="A", organ_name="永济市城东街道办事处",
        phone="0359-8000000", section="应急管理站", home=folder / "home", any_place=True,
    )


def entry(desk: Desk, site: str) -> dict:
    """An inspection with 40 answers and two hazards."""
    basis = [{"law": "安全生产法", "article": 36, "paragraph": 2, "item": None, "verified": True}]
    answers = [
        {"item": f"ZZ{n:02d}", "text": "旋转部位防护罩、急停完好，联锁有效；检修时断电挂牌上锁", "basis": basis,
         "result": "pass", "note": "现场查看"} for n in range(40)
    ]
    hazards = [
        {"item": "ZZ01", "part": "一车间", "description": "传动皮带轮防护罩缺失，皮带和皮带轮外露。", "measure": "装复防护罩",
         "grade": "general", "treatment": "deadline", "due_on": "2026-11-30", "responsible": "赵永生", "basis": basis}
        for _ in range(2)
    ]
    return {
        "site_id": site, "nature": "patrol", "category": "routine", "method": "ordinary", "places": "一车间",
        "began_at": "2026-11-23T09:00", "ended_at": "2026-11-23T10:00", "answers": answers, "hazards": hazards,
        "inspectors": [{"name": "王建国"}, {"name": "李芳"}],
    }


def saving(folder: Path) -> Figure:
    """Finish an inspection against one WAL/FULL transaction of the rows it writes, by the bare driver."""
    desk = founded(folder)
    site = sites.add(desk, {"name": "永济市阳光机械厂"})
    desk = Desk(desk.store, desk.officer, date(2026, 11, 23))
    made = entry(desk, site)
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE change (origin, seq, hlc, body, hash, PRIMARY KEY (origin, seq))")
    raw.execute("CREATE TABLE inspection (id PRIMARY KEY, site, began, body)")
    raw.execute("CREATE TABLE answer (inspection, item, body, result, note, PRIMARY KEY (inspection, item))")
    raw.execute("CREATE TABLE hazard (id PRIMARY KEY, inspection, body)")
    number = iter(range(10**9))

    def plain() -> None:
        n = next(number)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO change VALUES ('a', ?, ?, ?, ?)", (n, n, "x" * 14_000, b"y" * 32))
        raw.execute("INSERT INTO inspection VALUES (?, ?, ?, ?)", (n, site, made["began_at"], "x" * 9_000))
        rows = [(n, one["item"], one["text"], one["result"], one["note"]) for one in made["answers"]]
        raw.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", rows)
        raw.executemany("INSERT INTO hazard VALUES (?, ?, ?)", [(f"{n}-{k}", n, "x" * 600) for k in range(2)])
        raw.execute("COMMIT")

    figure = against("save an inspection with 40 answers", lambda: inspections.finish(desk, made), plain, 3.0, 31)
    desk.close()
    raw.close()
    return figure


def finding(folder: Path) -> list[Figure]:
    """The register's list and search over 100,000 sites, from key to rows and count."""
    desk = founded(folder)
    dice = random.Random(7)
    parts = ("阳光 鑫达 鹳雀 卿虞 宏穗 泽堃 老槐树 伍姓湖 福诺 盛垣 华拓 四冯".split(), "机械 铝材 冷库 面粉 印染 家具 化工 建筑".split())
    with desk.store.deed("site.import", desk.officer) as deed:
        for number in range(SITES):
            name = f"永济市{dice.choice(parts[0])}{dice.choice(parts[1])}{number}厂"
            deed.set("site", deed.clock.new_id(), name=name, village=f"第{number % 60}村", sector=dice.choice(parts[1]))

    def ask(text: str, filters: dict | None = None):
        def work() -> None:
            rows = sites.listed(desk, text, filters)
            sites.counted(desk, text, filters)
            sites.figures(desk, [row["id"] for row in rows])

        return work

    figures = [against_limit("list, no filter", ask(""), KEY_TO_LIST)]
    figures.append(against_limit("list, one sector", ask("", {"sector": "铝材"}), KEY_TO_LIST))
    for text in ("厂", "铝材", "阳光机械", "ygj", "鹳雀铝材7", "没有这个"):
        figures.append(against_limit(f"search “{text}”", ask(text), KEY_TO_LIST))
    like = "SELECT id FROM site WHERE name LIKE '%鹳雀铝%' ORDER BY id"
    figures.append(
        against(
            "search by index against LIKE", lambda: search.find(desk.store.db, "site", "鹳雀铝", 200),
            lambda: desk.store.db.conn.execute(like).fetchall(), 1.0,
        )
    )
    truth = {one for (one,) in desk.store.db.conn.execute(like)}
    assert set(search.find(desk.store.db, "site", "鹳雀铝", SITES)) == truth, "search and LIKE disagree"
    desk.close()
    return figures


def main() -> None:
    """Print the figures."""
    folder = Path(tempfile.mkdtemp())
    try:
        for figure in [saving(folder / "a"), *finding(folder / "b")]:
            print(figure.line())
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

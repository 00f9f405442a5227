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

from yongji_desktop.assets import asset
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
    """Finish an inspection against the bare driver writing the same rows into the same tables, WAL and FULL."""
    desk = founded(folder)
    site = sites.add(desk, {"name": "永济市阳光机械厂"})
    desk = Desk(desk.store, desk.officer, date(2026, 11, 23))
    made = entry(desk, site)
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.executescript(asset("db/schema.sql").read_text(encoding="utf-8"))
    rows = rows_of_one_save(desk, made)
    count = iter(range(10**9))

    def plain() -> None:
        fresh = f"{next(count):012d}"
        raw.execute("BEGIN IMMEDIATE")
        for table, several in rows.items():
            marks = ", ".join("?" * len(several[0]))
            told = [tuple(fresh + one[12:] if is_id(one) else one for one in row) for row in several]
            told = [tuple(int(fresh) if one == "SEQ" else one for one in row) for row in told]
            raw.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", told)
        raw.execute("COMMIT")

    figure = against("save an inspection with 40 answers", lambda: inspections.finish(desk, made), plain, 3.0, 61)
    desk.close()
    raw.close()
    return figure


def is_id(value: object) -> bool:
    """Whether a value is an id the replay must make new each time."""
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


def rows_of_one_save(desk: Desk, made: dict) -> dict[str, list[tuple]]:
    """{table: rows} that finishing one inspection writes, read back from the folder."""
    db = desk.store.db.conn
    before = db.execute("SELECT max(seq) FROM change").fetchone()[0]
    identity = inspections.finish(desk, made)
    rows: dict[str, list[tuple]] = {}
    last = db.execute("SELECT * FROM change WHERE seq > ?", (before,)).fetchall()
    rows["change"] = [(one[0], "SEQ", *one[2:]) for one in last]
    rows["touch"] = [(*one[:3], "SEQ") for one in db.execute("SELECT * FROM touch WHERE seq > ?", (before,))]
    rows["head"] = db.execute("SELECT * FROM head").fetchall()
    rows["inspection"] = db.execute("SELECT * FROM inspection WHERE id = ?", (identity,)).fetchall()
    rows["hazard"] = db.execute("SELECT * FROM hazard WHERE inspection_id = ?", (identity,)).fetchall()
    marks = ", ".join("?" * len(rows["hazard"]))
    ids = [one[0] for one in rows["hazard"]]
    rows["found"] = db.execute(f"SELECT NULL, kind, id FROM found WHERE id IN ({marks})", ids).fetchall()
    sql = f"SELECT words, initials FROM search_hazard WHERE rowid IN (SELECT rowid FROM found WHERE id IN ({marks}))"
    rows["search_hazard"] = db.execute(sql, ids).fetchall()
    return rows


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

"""The window and the command line write beside each other: nothing twice, nothing lost, busy is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import town

from yongji_desktop.core.errors import StorageTrouble
from yongji_desktop.services import inspections, papers, sites
from yongji_desktop.services.desk import Desk, open_desk

WRITER = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import town
from yongji_desktop.core.errors import UserFacing
from yongji_desktop.services import papers, sites
from yongji_desktop.services.desk import open_desk
base, told = Path(sys.argv[1]), []
desk = open_desk(base / "data", home=base / "home", today=town.TODAY, any_place=True)
site = sites.listed(desk)[0]["id"]
for number in range(12):
    try:
        identity = town.finished(desk, site)
        told.append([identity, [one["number"] for one in papers.issue(desk, identity)]])
    except UserFacing as error:
        print(error, file=sys.stderr)
desk.close()
print(json.dumps(told))
"""


def test_two_programs_at_once(tmp_path: Path) -> None:
    desk = town.found(tmp_path)
    town.some_site(desk)
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(Path(town.__file__).parent)]
    root = Path(__file__).resolve().parents[2]
    writers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root, encoding="utf-8")
        for _ in range(2)
    ]
    version = desk.store.data_version
    told = []
    for writer in writers:
        out, trouble = writer.communicate(timeout=120)
        assert trouble == "", trouble
        told += json.loads(out)
    assert desk.store.data_version != version, "the window notices"
    assert len(told) == 24 == inspections.counted(desk)
    numbers = [number for _, made in told for number in made]
    assert len(set(numbers)) == len(numbers) == 48
    last = sorted(int(number[-4:-1]) for number in numbers if "检" in number)
    assert last == list(range(1, 25)), "no number is left out"
    for identity, made in told:
        assert sorted(one.number for one in papers.states(desk, identity) if one.id) == sorted(made)
    town.clean(desk)
    desk.close()


def test_a_busy_file_is_said_and_nothing_is_written(founded: Desk, tmp_path: Path) -> None:
    other = open_desk(tmp_path / "data", home=tmp_path / "home", any_place=True)
    other.store.db.conn.execute("PRAGMA busy_timeout = 100")
    with founded.store.local():
        with pytest.raises(StorageTrouble, match="正被另一个程序占用") as told:
            sites.add(other, town.SITE)
        assert town.chinese(str(told.value))
        with pytest.raises(StorageTrouble, match="正被另一个程序占用"):
            inspections.save_draft(other, {})
        assert sites.counted(other) == 0, "reading goes on"
    sites.add(other, town.SITE)
    town.clean(founded)
    other.close()


def test_a_deed_that_fails_in_the_middle_leaves_nothing(founded: Desk) -> None:
    before = town.tables(founded)
    with pytest.raises(RuntimeError), founded.store.deed("test", founded.officer) as deed:
        deed.set("site", "s1", name="甲")
        deed.db.conn.execute("INSERT INTO number_series VALUES ('x', 2026, 'A', 5)")
        raise RuntimeError("the power of the program ends here")
    assert town.tables(founded) == before
    assert founded.store.db.conn.execute("SELECT count(*) FROM number_series").fetchone() == (0,)
    assert not founded.store.db.conn.in_transaction
    town.clean(founded)

"""What is acknowledged is on the disk: fsyncs, full disks, kills and power cuts.  Linux, with gcc."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import replay
import town

from yongji_desktop.core.errors import StorageTrouble
from yongji_desktop.services import inspections, papers, photos
from yongji_desktop.services.desk import open_desk
from yongji_desktop.store import records

pytestmark = town.needs_gcc

DEEDS = ("site", "photo", "finish", "issue", "backup", "restore", "create")


PLANS = {
    "on": ("on", *DEEDS),
    "kill": ("kill", "issue", "restore", "create"),
    "once": ("once", "finish", "restore"),
    "kills": ("kills", "40"),
    "record": ("record",),
    "syncs": ("syncs",),
}


class Runs:
    """faults.py on watched disks, all plans beside each other, in memory where there is such a place."""

    def __init__(self, disk: Path, base: Path):
        self.works = {name: base / f"yongji-{os.getpid()}-{name}" for name in PLANS}
        self.running = {}
        for name, words in PLANS.items():
            work = self.works[name]
            work.mkdir()
            paths = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])
            environment = {
                **os.environ,
                "LD_PRELOAD": str(disk),
                "DISK_ROOT": f"{work}/",
                "PYTHONPATH": paths,
            }
            command = [sys.executable, str(Path(__file__).with_name("faults.py")), str(work), *words]
            with (work / "said").open("wb") as said, (work / "failed").open("wb") as failed:
                self.running[name] = subprocess.Popen(command, env=environment, stdout=said, stderr=failed)

    def rows(self, name: str) -> list[dict]:
        """The lines of JSON a plan wrote."""
        assert self.running[name].wait(240) == 0, (self.works[name] / "failed").read_text("utf-8")[-2000:]
        return [json.loads(line) for line in (self.works[name] / "said").read_text("utf-8").splitlines()]

    def end(self) -> None:
        for name, process in self.running.items():
            process.kill()
            process.wait()
            shutil.rmtree(self.works[name], ignore_errors=True)


@pytest.fixture(scope="module")
def runs(disk: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    memory = Path("/dev/shm")
    started = Runs(disk, memory if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("disks"))
    yield started
    started.end()


def test_fsyncs_of_a_save(runs: Runs) -> None:
    """One in an open session; the first makes the write-ahead log and its name; a checkpoint adds two."""
    (told,) = runs.rows("syncs")
    assert told["save"] == told["draft"] == [1] * 5
    assert told["first"] == [3], "the log's head, its name in the folder, the save"
    assert told["photo"] == [2] * 5, "the file and its name"
    assert told["after a checkpoint"] == [2], "the log's head, the save"
    assert sorted(set(told["many"])) == [1, 2, 3], "3 when the save brings a checkpoint with it, 2 after it"
    assert told["many"].count(3) <= 3


def judge(rows: list[dict], killed: bool = False) -> None:
    """Every case: told in Chinese or done; nothing promised is lost; the folder opens, is sound, works."""
    assert len(rows) > len(DEEDS)
    for row in rows:
        case = json.dumps(row, ensure_ascii=False)
        if row["n"] == 0:
            assert row["done"], case
            continue
        if killed:
            assert row["done"] or row["kind"] == "SIGKILL", case
        else:
            assert row["done"] or (row["kind"] == "StorageTrouble" and town.chinese(row["words"])), case
        assert not row["found"], case
        if row["opens"]:
            assert row["deed"] == "create" and not row["done"] and town.chinese(row["opens"]), case
        else:
            assert row["first"] and not row["forks"], case
        assert not row["again"], case
        assert row["held"] or (not row["done"] and row["held_then"]), case


def test_a_disk_that_is_full_from_some_call_on(runs: Runs) -> None:
    judge(runs.rows("on"))


def test_a_single_call_that_fails(runs: Runs) -> None:
    judge(runs.rows("once"))


def test_killed_at_a_call(runs: Runs) -> None:
    judge(runs.rows("kill"), killed=True)


def test_killed_at_any_moment(runs: Runs) -> None:
    rows = runs.rows("kills")
    assert len(rows) == 40
    assert all(not row["lost"] and not row["found"] for row in rows), rows[-1]
    assert rows[-1]["promised"] > 40


def test_power_cuts(runs: Runs) -> None:
    """After a cut at any moment all that was acknowledged is there, whole and sound, and photos print."""
    runs.rows("record")
    work = runs.works["record"]
    events = replay.read_record(work / "record")
    chance = random.Random(5)
    marks = [number for number, event in enumerate(events, 1) if event.letter == "M"]
    cuts = marks + [chance.randint(1, len(events)) for _ in range(120 - len(marks))]
    saw = 0
    for at in cuts:
        files, promised = replay.cut(events, at, chance)
        lay_out(work, files)
        saw += len(promised)
        words = lost(work, promised)
        assert not words, (at, events[at - 1].letter, events[at - 1].path, words)
    assert saw > 300


def lay_out(work: Path, files: dict[str, bytes]) -> None:
    for name in ("data", "home"):
        shutil.rmtree(work / name, ignore_errors=True)
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)


def lost(work: Path, promised: list[list[str]]) -> list[str]:
    """What was acknowledged and is not there, or not as it was."""
    try:
        desk = open_desk(work / "data", home=work / "home", today=town.TODAY, any_place=True)
    except StorageTrouble as error:
        return [str(error)] if promised else []
    try:
        return [f"{kind} {told}" for kind, told in promised if not there(desk, kind, told)] + check_words(
            desk
        )
    finally:
        desk.close()


def check_words(desk) -> list[str]:
    from yongji_desktop.store.check import check

    troubles = [one.words for one in check(desk.store)]
    for row in inspections.listed(desk):
        for photo in desk.get("inspection", row["id"]).get("photos") or []:
            small = photos.small_copy(desk.store, photo["sha"], "print")
            if small is None or not picture_is_whole(small):
                troubles.append("a print copy is damaged")
        papers.draft(desk, row["id"], "inspection_record")
    return troubles


def picture_is_whole(path: Path) -> bool:
    from PIL import Image

    with Image.open(path) as picture:
        picture.load()
        return picture.size == (320, 240)


def there(desk, kind: str, told: str) -> bool:
    if kind == "office":
        return desk.store.device == told and bool(desk.office["organ_name"])
    if kind == "draft":
        done = records.exists(desk.store.db, "inspection", told)
        return done or any(one["id"] == told for one in inspections.drafts(desk))
    if kind == "backup":
        return Path(told).stat().st_size > 0
    return records.exists(desk.store.db, kind, told)

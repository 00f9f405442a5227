"""Deeds on a disk that counts, fails or kills: run by test_disk.py with disk.c loaded before libc.

``faults.py WORK once|on|kill DEED …`` fails (once, from then on) or dies at one call after the other and
writes a line of JSON for each: what the officer was told, what the folder says when it is opened again.
``syncs``, ``kills TIMES`` and ``record`` count fsyncs, kill a writing process, record a day's work.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import town

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.services import inspections, maintenance, papers, photos, sites
from yongji_desktop.services.desk import Desk, open_desk
from yongji_desktop.store import records
from yongji_desktop.store.check import check

DISK = ctypes.CDLL(None)
DISK.disk_kinds.restype = ctypes.c_char_p
MODES = {"count": 0, "once": 1, "on": 2, "kill": 3}
NEW_SITE = {"name": "永济市新来的纸箱厂", "principal": "尚某"}


def sit(work: Path) -> Desk:
    return open_desk(work / "data", home=work / "home", today=town.TODAY, any_place=True)


def add_site(work: Path) -> None:
    desk = sit(work)
    with armed():
        sites.add(desk, NEW_SITE, even_if_alike=True)
        desk.close()


def attach(work: Path) -> None:
    desk = sit(work)
    with armed():
        photos.attach_bytes(desk.store, town.picture(7), "7.jpg")
        desk.close()


def finish(work: Path) -> None:
    desk = sit(work)
    one = inspections.drafts(desk)[0]
    with armed():
        inspections.finish(desk, one["body"], one["id"], {"R06": "复查"})
        desk.close()


def issue(work: Path) -> None:
    desk = sit(work)
    with armed():
        papers.issue(desk, inspections.listed(desk)[0]["id"])
        desk.close()


def back_up(work: Path) -> None:
    desk = sit(work)
    with armed():
        maintenance.back_up(desk)
        desk.close()


def restore(work: Path) -> None:
    with armed():
        maintenance.restore(work / "data", maintenance.every_backup(work / "data")[-1], home=work / "home")


def create(work: Path) -> None:
    shutil.rmtree(work / "data")
    shutil.rmtree(work / "home")
    with armed():
        town.found(work).close()


def site_there(desk: Desk) -> bool:
    return any(one["name"] == NEW_SITE["name"] for one in sites.listed(desk))


def photo_there(desk: Desk) -> bool:
    row = photos.attach_bytes(desk.store, town.picture(7), "7.jpg")
    return bool(desk.store.blobs.get(row["sha"]))


def is_finished(desk: Desk) -> bool:
    return not inspections.drafts(desk) and inspections.counted(desk) == 2


def is_issued(desk: Desk) -> bool:
    first = inspections.listed(desk)[-1]["id"]
    latest = inspections.listed(desk)[0]["id"]
    return all(papers.pdf(desk, one.id) for one in papers.states(desk, latest) if first and one.id) and any(
        one.number for one in papers.states(desk, latest)
    )


def is_backed_up(desk: Desk) -> bool:
    return len(maintenance.every_backup(desk.store.folder)) >= 2


def is_restored(desk: Desk) -> bool:
    return desk.store.letter != "A"


def is_created(desk: Desk) -> bool:
    return bool(desk.office["organ_name"]) and desk.officer is not None


DEEDS: dict[str, tuple[Callable[[Path], None], Callable[[Desk], bool]]] = {
    "site": (add_site, site_there),
    "photo": (attach, photo_there),
    "finish": (finish, is_finished),
    "issue": (issue, is_issued),
    "backup": (back_up, is_backed_up),
    "restore": (restore, is_restored),
    "create": (create, is_created),
}


class armed:
    """Inside, the disk behaves as told by `plan`."""

    plan = (MODES["count"], 0)

    def __enter__(self) -> None:
        DISK.disk_arm(self.plan[0], ctypes.c_long(self.plan[1]), errno.ENOSPC)

    def __exit__(self, *_: object) -> None:
        DISK.disk_disarm()


def template(work: Path) -> Path:
    """A folder with one finished inspection, one draft and one backup; folders that are empty left out."""
    desk = town.found(work)
    town.finished(desk, photos=[town.with_photo(desk)])
    maintenance.back_up(desk)
    sites.add(desk, {"name": "永济市备份以后的厂"}, even_if_alike=True)
    inspections.save_draft(
        desk,
        town.visit(
            desk,
            town.some_site(desk),
            began_at="2026-11-20T14:00",
            ended_at="2026-11-20T15:00",
            photos=[town.with_photo(desk, 2)],
        ),
    )
    desk.close()
    for folder in (work / "data" / "blobs").iterdir():
        if not any(folder.iterdir()):
            folder.rmdir()
    kept = work / "template"
    kept.mkdir()
    for name in ("data", "home"):
        shutil.copytree(work / name, kept / name)
    return kept


def lay_out(work: Path, kept: Path) -> None:
    for name in ("data", "home"):
        shutil.rmtree(work / name, ignore_errors=True)
        shutil.copytree(kept / name, work / name)


def apart(work: Path, deed: Callable[[Path], None], mode: str, n: int) -> dict[str, Any]:
    """Do a deed in a process of its own; what came of it and how many calls it took."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        armed.plan = (MODES[mode], n)
        told: dict[str, Any] = {"done": False, "kind": "", "words": ""}
        try:
            deed(work)
            told["done"] = True
        except UserFacing as error:
            told.update(kind=type(error).__name__, words=str(error))
        except BaseException as error:
            told.update(kind="BUG", words="".join(traceback.format_exception(error)[-6:]))
        DISK.disk_disarm()
        told.update(calls=DISK.disk_kinds().decode(), syncs=DISK.disk_syncs())
        os.write(writing, json.dumps(told).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"done": False, "kind": signal.Signals(os.WTERMSIG(status)).name, "words": "", "calls": ""}
    return json.loads(said)


def afterwards(work: Path, name: str) -> dict[str, Any]:
    """What the folder says when it is opened again, and whether the deed can be done now."""
    deed, holds = DEEDS[name]
    told: dict[str, Any] = {"opens": "", "found": [], "held": False, "again": ""}
    try:
        desk = sit(work)
    except UserFacing as error:
        told["opens"] = str(error)
        if name != "create":
            return told
    else:
        try:
            told["found"] = [one.words for one in check(desk.store)]
            told["first"] = name == "create" or (bool(sites.listed(desk)) and inspections.counted(desk) >= 1)
            newest = any(one["name"] == "永济市备份以后的厂" for one in sites.listed(desk))
            told["forks"] = name != "create" and not newest and desk.store.letter == "A"
            told["held"] = holds(desk)
        except UserFacing as error:
            told["opens"] = str(error)
        except Exception:
            told["opens"] = traceback.format_exc()
        finally:
            desk.close()
    if not told["held"] or name == "restore":
        try:
            town.found(work).close() if name == "create" else deed(work)
            desk = sit(work)
            told["found"] += [one.words for one in check(desk.store)]
            told["held_then"] = holds(desk)
            desk.close()
        except UserFacing as error:
            told["again"] = str(error)
        except Exception:
            told["again"] = traceback.format_exc()
    return told


def steps(calls: str) -> list[int]:
    """Which calls to fail: every one but the middle of a row of writes or of new folders, there each 20th."""
    chosen = []
    for n, kind in enumerate(calls, 1):
        before, after = calls[n - 2 : n - 1] or "^", calls[n : n + 1] or "$"
        if kind not in "WD" or before != kind or after != kind or n % 20 == 0 and kind == "W":
            chosen.append(n)
    return chosen


def count_syncs(work: Path) -> None:
    """How often a save makes the disk write: {what: fsyncs} as one line."""
    desk = town.found(work)
    site = town.some_site(desk)
    desk.close()
    told: dict[str, Any] = {}

    def counted(what: str, deed: Callable[[], Any]) -> None:
        with armed():
            deed()
        told.setdefault(what, []).append(DISK.disk_syncs())

    desk = sit(work)
    counted("first", lambda: sites.change(desk, site, {"remark": "一"}))
    for number in range(5):
        counted("save", lambda number=number: sites.change(desk, site, {"remark": str(number)}))
        counted("draft", lambda number=number: inspections.save_draft(desk, {"places": str(number)}))
        counted("photo", lambda number=number: town.with_photo(desk, number))
    desk.store.checkpoint()
    counted("after a checkpoint", lambda: sites.change(desk, site, {"remark": "二"}))
    for number in range(60):
        counted("many", lambda number=number: sites.change(desk, site, {"remark": f"{number}" * 3000}))
    desk.close()
    print(json.dumps(told))


def write_on(work: Path, said: int) -> None:
    """Deeds without end; what is done is said after each."""
    desk = sit(work)
    number = 0
    while True:
        number += 1
        name = f"永济市第{os.getpid()}-{number}厂"
        site = sites.add(desk, {"name": name, "phone": str(number)}, even_if_alike=True)
        os.write(said, f"site {site}\n".encode())
        if number % 4 == 0:
            photo = town.with_photo(desk, number)
            identity = town.finished(desk, site, photos=[photo])
            os.write(said, f"inspection {identity}\n".encode())
            for one in papers.issue(desk, identity):
                os.write(said, f"paper {one['id']}\n".encode())


def kill_often(work: Path, times: int) -> None:
    """Kill a writing process at a random moment, again and again; a line of JSON for each kill."""
    chance = random.Random(times)
    town.found(work).close()
    promised: list[list[str]] = []
    for number in range(times):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            write_on(work, writing)
        os.close(writing)
        time.sleep(chance.uniform(0.01, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as pipe:
            promised += [line.split() for line in pipe.read().decode().splitlines()]
        desk = sit(work)
        lost = [one for one in promised if not records.exists(desk.store.db, *one)]
        whole = number % 5 == 4 or number == times - 1
        found = [one.words for one in check(desk.store)] if whole else []
        desk.close()
        print(json.dumps({"promised": len(promised), "lost": lost, "found": found}), flush=True)


def record(work: Path) -> None:
    """A day's work with every write recorded; disk_mark says what has been acknowledged."""
    DISK.disk_record(str(work / "record").encode())
    mark = lambda *words: DISK.disk_mark(" ".join(words).encode())  # noqa: E731
    desk = town.found(work)
    mark("office", desk.store.device)
    for number in range(3):
        mark("site", sites.add(desk, {"name": f"永济市第{number}厂"}, even_if_alike=True))
    row = town.with_photo(desk)
    draft = inspections.save_draft(desk, town.visit(desk, town.some_site(desk), photos=[row]))
    mark("draft", draft)
    inspections.finish(desk, inspections.drafts(desk)[0]["body"], draft)
    mark("inspection", draft)
    for one in papers.issue(desk, draft):
        mark("paper", one["id"])
    desk.store.checkpoint()
    mark("backup", str(maintenance.back_up(desk)))
    identity, _ = town.issued(
        desk, began_at="2026-11-20T14:00", ended_at="2026-11-20T15:00", photos=[town.with_photo(desk, 2)]
    )
    mark("inspection", identity)
    desk.close()
    desk = sit(work)
    mark("site", sites.add(desk, {"name": "永济市最后一家厂"}, even_if_alike=True))
    desk.close()


def main() -> None:
    work, mode, names = Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3:]
    if mode == "syncs":
        return count_syncs(work)
    if mode == "kills":
        return kill_often(work, int(names[0]))
    if mode == "record":
        return record(work)
    kept = template(work)
    for name in names:
        deed, _ = DEEDS[name]
        lay_out(work, kept)
        usual = apart(work, deed, "count", 0)
        print(json.dumps({"deed": name, "n": 0, **usual}), flush=True)
        for n in steps(usual["calls"]):
            lay_out(work, kept)
            came = apart(work, deed, mode, n)
            print(json.dumps({"deed": name, "n": n, **came, **afterwards(work, name)}), flush=True)


if __name__ == "__main__":
    main()

"""Installing and reading data packs: tasks, checklists, standards, departments, places, holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from yongji_desktop.assets import asset
from yongji_desktop.core.calendar import Calendar
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.pack_content import Checklist, Departments, Finding, Item, Places, Tasks
from yongji_desktop.core.packs import (
    Pack,
    calendar_of,
    candidates_among,
    read_pack,
    task_catalogue_for,
    version_order,
)
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records
from yongji_desktop.store.folder import Store

BUNDLED = "bundled_packs"
QUICK = "checklist/quick"  # serves where no other list does

_known: dict[str, Pack] = {}  # packs already read, by the hash of their bytes


def bundled() -> list[Path]:
    """The packs that come with the program."""
    return sorted(asset("resources/packs").glob("*.json"))


def bundled_places() -> Places:
    """The city's towns as shipped; needed before there is a data folder."""
    for path in bundled():
        content = read_pack(path.read_bytes()).content
        if isinstance(content, Places):
            return content
    raise Refused("安装不完整，缺少镇街名录。请重新安装程序。")


def install(store: Store, officer: str | None, data: list[bytes]) -> list[str]:
    """Install packs that are not here yet (same id and version) as one deed; returns the new record ids.

    The bytes become blobs; the log carries their hash.
    """
    fresh = []
    for one in data:
        pack = read_pack(one)
        identity = f"{pack.id}@{pack.version}"
        if records.every(store.db, "pack", id=identity):
            continue
        fresh.append((identity, pack, store.blobs.put(one)))
    if fresh:
        with store.deed("pack.install", officer) as deed:
            for identity, pack, sha in fresh:
                if records.exists(store.db, "pack", identity):  # taken out again since
                    deed.unvoid("pack", identity)
                deed.set(
                    "pack", identity, pack=pack.pack, name=pack.name, version=pack.version,
                    valid_from=pack.valid_from.isoformat(), blob=sha,
                )
    return [identity for identity, _, _ in fresh]


def install_bundled(store: Store, officer: str | None) -> list[str]:
    """Install the packs that come with the program, as far as they are new here."""
    return install(store, officer, [path.read_bytes() for path in bundled()])


def install_new(desk: Desk) -> list[str]:
    """After an upgrade of the program: install what it brings and this PC does not have; quick when nothing is new."""
    stamp = ";".join(f"{path.name}:{path.stat().st_size}" for path in bundled())
    if desk.store.is_demo or desk.store.recall(BUNDLED) == stamp:
        return []
    done = install_bundled(desk.store, desk.officer)
    desk.store.remember(BUNDLED, stamp)
    return done


def install_file(desk: Desk, path: Path) -> list[str]:
    """Install one pack from a file; Refused when it is here already or cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(f"文件读不出来：{path}。请检查路径和 U 盘。") from None
    done = install(desk.store, desk.officer, [data])
    if not done:
        raise Refused("这个数据包的这个版本已经装过，没有变化。")
    return done


def _pack(store: Store, sha: str) -> Pack:
    if sha not in _known:
        _known[sha] = read_pack(store.blobs.get(sha))
    return _known[sha]


def _hashes(store: Store, kind: str | None) -> list[str]:
    rows = records.every(store.db, "pack", order="id", **({"pack": kind} if kind else {}))
    return [row["blob"] for row in rows if store.blobs.has(row["blob"])]


def installed(store: Store, kind: str | None = None) -> list[Pack]:
    """The packs on this PC, of one kind or all, by id and version."""
    return [_pack(store, sha) for sha in _hashes(store, kind)]


def _newest(packs: list[Pack], today: date) -> dict[str, Pack]:
    """{pack id: newest version valid on the day}."""
    chosen: dict[str, Pack] = {}
    for pack in sorted(packs, key=lambda one: version_order(one.version)):
        if pack.valid_from <= today and (pack.valid_until is None or today <= pack.valid_until):
            chosen[pack.id] = pack
    return chosen


def checklists(desk: Desk) -> dict[str, Pack]:
    """{checklist code: its pack in the newest version valid today}."""
    found = _newest(installed(desk.store, "checklist"), desk.today)
    return {pack.content.code: pack for pack in found.values() if isinstance(pack.content, Checklist)}


def items(desk: Desk, code: str) -> tuple[Item, ...]:
    """The items of a checklist; Refused when there is no such list."""
    lists = checklists(desk)
    if code not in lists:
        names = "、".join(f"{one}（{pack.name}）" for one, pack in lists.items())
        raise Refused(f"没有代号为“{code}”的检查表，现有：{names}。")
    content = lists[code].content
    assert isinstance(content, Checklist)
    return content.items


def find_item(desk: Desk, code: str) -> Item:
    """The checklist item with this code; Refused when no installed list has it."""
    for pack in checklists(desk).values():
        if isinstance(pack.content, Checklist):
            for item in pack.content.items:
                if item.code == code:
                    return item
    raise Refused(f"检查表里没有编号为“{code}”的项，请核对编号。")


def find_finding(desk: Desk, code: str) -> tuple[Item, Finding]:
    """The usual finding with this code and the item it belongs to; Refused when there is none."""
    item = find_item(desk, code.split("-")[0])
    for finding in item.findings:
        if finding.code == code:
            return item, finding
    raise Refused(f"常用语里没有编号为“{code}”的，请核对编号。")


def departments(desk: Desk) -> Departments:
    """The department dictionary in force."""
    for pack in _newest(installed(desk.store, "departments"), desk.today).values():
        if isinstance(pack.content, Departments):
            return pack.content
    raise Refused("还没有部门字典，请先导入机构数据包。")


def task_catalogue(desk: Desk, year: int | None = None) -> tuple[Pack, str]:
    """The task pack for the year (default: the business day's) and the note “沿用…” when it is an older one."""
    return task_catalogue_for(year or desk.today.year, installed(desk.store, "tasks"))


def tasks_content(pack: Pack) -> Tasks:
    """The tasks in a task pack."""
    assert isinstance(pack.content, Tasks)
    return pack.content


def calendar(desk: Desk) -> Calendar:
    """Holidays and weekends worked for them; of several packs that arrange a year the newest version counts."""
    hashes = tuple(_hashes(desk.store, "holidays"))
    for sha in hashes:
        _pack(desk.store, sha)
    return _calendar(hashes)


@lru_cache(maxsize=8)
def _calendar(hashes: tuple[str, ...]) -> Calendar:
    return calendar_of(_known[sha] for sha in hashes)


def candidates(desk: Desk, item: str, site: Mapping[str, Any], on: date, text: str = "") -> list[dict[str, Any]]:
    """Citations of the listed situations, in force on the day `on`, that bear on a checklist item; for comparing only.

    `text` is what was seen: situations whose keywords it holds come first.  Nothing is judged, and what a record
    carries already stays as it is.
    """
    return candidates_among(_newest(installed(desk.store, "criteria"), on).values(), item, site, text)

"""Installing and reading data packs: tasks, checklists, standards, departments, places, holidays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yongji_desktop.assets import asset
from yongji_desktop.core.calendar import Calendar
from yongji_desktop.core.errors import Refused, StorageTrouble
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
from yongji_desktop.store.blobs import write_durably
from yongji_desktop.store.folder import Store

if TYPE_CHECKING:
    from yongji_desktop.ledgers.pack_difference import PackPreview
    from yongji_desktop.papers.frame import Rendered

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


def pack_in(desk: Desk, path: Path) -> tuple[Pack, bytes]:
    """The pack in a file and its bytes; Refused when it or a newer version is here already, or it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(f"文件读不出来：{path}。请检查路径和 U 盘。") from None
    pack = read_pack(data)
    newest = newest_installed(desk.store, pack.id)
    if newest and version_order(pack.version) < version_order(newest.version):
        raise Refused(f"“{pack.name}”已装 {newest.version} 版，这一份是更旧的 {pack.version} 版，没有装。")
    if newest and newest.version == pack.version:
        raise Refused("这个数据包的这个版本已经装过，没有变化。")
    _refuse_code(desk.store, pack)
    return pack, data


def install_file(desk: Desk, path: Path) -> list[str]:
    """Install one pack from a file; refused as `pack_in` says."""
    return install(desk.store, desk.officer, [pack_in(desk, path)[1]])


def _refuse_code(store: Store, pack: Pack) -> None:
    """Two lists of one code would hide each other."""
    for other in installed(store, "checklist"):
        if isinstance(pack.content, Checklist) and isinstance(other.content, Checklist):
            if other.id != pack.id and other.content.code == pack.content.code:
                raise Refused(f"代号 {pack.content.code} 已是“{other.name}”的。请换两个别的字母，编号跟着改。")


def newest_installed(store: Store, identity: str) -> Pack | None:
    """The newest version of a pack on this PC, in force or not."""
    versions = [one for one in installed(store) if one.id == identity]
    return max(versions, key=lambda one: version_order(one.version), default=None)


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
    """{pack id: newest version valid on the day}, by id."""
    chosen: dict[str, Pack] = {}
    for pack in sorted(packs, key=lambda one: version_order(one.version)):
        if pack.valid_from <= today and (pack.valid_until is None or today <= pack.valid_until):
            chosen[pack.id] = pack
    return dict(sorted(chosen.items()))


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
    """Citations of the situations, in force on the day `on`, that bear on a checklist item; for comparing only.

    `text` is what was seen: situations whose keywords it holds come first.  Nothing is judged, and what a record
    carries already stays as it is.
    """
    return candidates_among(_newest(installed(desk.store, "criteria"), on).values(), item, site, text)


def print_list(desk: Desk, code: str) -> Rendered:
    """A checklist as a blank sheet to take along; Refused when there is no such list."""
    from yongji_desktop.papers import checklist_sheet
    from yongji_desktop.services import papers

    rows = [{**vars(item), "ways": item.how.ways, "look": item.how.look} for item in items(desk, code)]
    pack = checklists(desk)[code]
    told = {"name": pack.name, "version": pack.version, "code": code, "items": rows}
    facts = {"office": desk.office, "pack": told}
    printed_at = desk.store.clock.now().strftime("%Y-%m-%dT%H:%M")
    return papers.drawn(desk, checklist_sheet.compose(facts), printed_at, False)


# Checklists as workbooks ----------------------------------------------------------------------------------------------


def export_workbook(desk: Desk, pack_id: str, path: Path) -> Path:
    """Write the newest version of a checklist as a workbook to change; returns the path.

    Refused when there is no checklist of this id, StorageTrouble when it cannot be written.
    """
    from yongji_desktop.ledgers.packs import checklist_workbook  # loaded with the first workbook

    pack = newest_installed(desk.store, pack_id)
    if pack is None or not isinstance(pack.content, Checklist):
        names = "、".join(f"{one.id}（{one.name}）" for one in checklists(desk).values())
        raise Refused(f"没有编号为“{pack_id}”的检查表，现有：{names}。")
    try:
        write_durably(path, checklist_workbook(pack))
    except OSError as error:
        raise StorageTrouble(f"工作簿存不到 {path}。请检查路径和 U 盘；正在用 Excel 打开的先关掉。") from error
    return path


def import_workbook(desk: Desk, path: Path, preview: bool = True) -> PackPreview:
    """What a changed workbook would do to its checklist; with `preview` false it is installed as a new version.

    Raises Invalid naming sheet, row and column of everything wrong in it, Refused for a version that is not newer
    or a code that another list has.  Either the whole list is installed or nothing.
    """
    from yongji_desktop.ledgers.pack_difference import difference
    from yongji_desktop.ledgers.packs import read_checklist

    names = [one.name for one in departments(desk).departments if not one.copies_only]
    data = json.dumps(read_checklist(path, names), ensure_ascii=False, indent=1).encode() + b"\n"
    pack = read_pack(data)
    old = newest_installed(desk.store, pack.id)
    told = difference(pack, old)
    _refuse_version(pack, old, told)
    _refuse_code(desk.store, pack)
    if preview:
        return told
    install(desk.store, desk.officer, [data])
    return replace(told, done=True)


def _refuse_version(pack: Pack, old: Pack | None, told: PackPreview) -> None:
    if old is None or version_order(pack.version) > version_order(old.version):
        return
    if version_order(pack.version) < version_order(old.version):
        raise Refused(f"“{old.name}”已装 {old.version} 版，这个工作簿是更旧的 {pack.version} 版。请导出新的一版再改。")
    if not (told.new or told.changed or told.removed or told.about):
        raise Refused(f"这个工作簿与已装的 {old.version} 版一样，没有变化。")
    raise Refused(f"内容改了，版本还是 {old.version}。请把“说明”里的版本往上加（如 {_next(old.version)}），再导入。")


def _next(version: str) -> str:
    year, number = version_order(version)
    return f"{year}.{number + 1}"

"""Who works, on which data, on which business day: what every deed needs to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from yongji_desktop.core.clock import clock_is_far_off, moment_of
from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.core.terms import Terms
from yongji_desktop.store import changes, records, state
from yongji_desktop.store.blobs import write_durably
from yongji_desktop.store.folder import Progress, Store, open_folder
from yongji_desktop.store.places import default_data_folder, home_folder


@dataclass(frozen=True)
class Desk:
    """An open data folder, the officer at it (id, or None before one is chosen) and the business day.

    `today` moves business dates only; the log's clock stays the PC's.
    """

    store: Store
    officer: str | None
    today: date

    def by(self, officer: str) -> Desk:
        """The same desk with another officer at it; remembered for the next start."""
        self.store.remember("last_officer", officer)
        return replace(self, officer=officer)

    @property
    def office(self) -> dict[str, Any]:
        """The office's own data (机关)."""
        found = records.every(self.store.db, "office", limit=1)
        if not found:
            raise Refused("机关全称、文号简称、办公电话、内设机构名未填。请先在“设置”里填好。")
        return found[0]

    @property
    def terms(self) -> Terms:
        """The days this office has agreed on (约定天数)."""
        return state.terms_of(self.store.db)

    def get(self, kind: str, identity: str) -> dict[str, Any]:
        """One record; Refused when there is none."""
        return records.get(self.store.db, kind, identity)

    def close(self) -> None:
        """Let go of the data folder."""
        self.store.close()


def default_folder() -> Path:
    """Where the data of this PC lies unless the officer chose otherwise; remembered in the user account."""
    told = home_folder() / "data-folder"
    if told.is_file() and (text := told.read_text(encoding="utf-8").strip()):
        return Path(text)
    return default_data_folder()


def remember_folder(folder: Path) -> None:
    """Open this data folder next time."""
    try:
        home_folder().mkdir(parents=True, exist_ok=True)
        write_durably(home_folder() / "data-folder", str(folder).encode("utf-8"))
    except OSError as error:
        raise StorageTrouble(f"不能在 {home_folder()} 记下数据文件夹：请确认有权写、硬盘没有满。") from error


def open_desk(
    folder: Path, *, officer: str | None = None, today: date | None = None, home: Path | None = None,
    any_place: bool = False, progress: Progress | None = None,
) -> Desk:
    """Open a data folder and sit down at it.

    `officer` is a name or an id; without one the last one sits again.  Raises StorageTrouble when the folder
    cannot be opened and Refused when nobody of that name is in the register.
    """
    store = open_folder(folder, home=home or home_folder(), any_place=any_place, progress=progress)
    try:
        chosen = _officer(store, officer)
    except BaseException:
        store.close()
        raise
    return Desk(store, chosen, today or store.clock.now().date())


def _officer(store: Store, told: str | None) -> str | None:
    people = records.every(store.db, "officer")
    if told is None:
        last = store.recall("last_officer")
        if any(one["id"] == last for one in people):
            return last
        return people[0]["id"] if people else None
    fitting = [one["id"] for one in people if told in (one["id"], one["name"])]
    if not fitting:
        names = "、".join(one["name"] for one in people) or "（还没有人员）"
        raise Refused(f"人员里没有“{told}”，现有：{names}。请写对姓名，或先登记这个人。")
    if len(fitting) > 1:
        raise Refused(f"有 {len(fitting)} 个人叫“{told}”，请改用人员内部号指明是哪一位。")
    return fitting[0]


def clock_question(desk: Desk) -> str | None:
    """The sentence to ask before anything is written when the PC's clock is far from the last record, or None."""
    last = changes.last_hlc(desk.store.db)
    now = desk.store.clock.now()
    if desk.store.is_demo or not clock_is_far_off(last, now):
        return None
    then = moment_of(last).date().isoformat()
    return f"这台电脑的日期是 {now.date().isoformat()}，上次记录是 {then}。先对一下时间，再开始写。"

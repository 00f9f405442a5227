"""Backups: checked, thinned by days, weeks and months, mirrored by hash."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import town
from hypothesis import given, settings
from hypothesis import strategies as st

from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.services import inspections, maintenance, sites
from yongji_desktop.services.desk import Desk, open_desk
from yongji_desktop.store import backups

TODAY = date(2026, 11, 20)


def test_which_days_stay() -> None:
    """Two days all, then 12 days, 10 weeks, 9 months: worked out by hand for a backup on every day."""
    days = [TODAY - timedelta(days=number) for number in range(500)]
    stay = backups.kept(days, TODAY)
    assert {TODAY - timedelta(days=number) for number in range(12)} <= stay
    assert TODAY - timedelta(days=12) not in stay or (TODAY - timedelta(days=12)).weekday() == 6
    assert date(2026, 11, 8) in stay, "the Sunday of the second week"
    assert date(2026, 11, 7) not in stay
    assert date(2026, 9, 20) in stay and date(2026, 9, 13) not in stay, "ten weeks"
    assert date(2026, 3, 31) in stay and date(2026, 2, 28) not in stay, "nine months"
    assert date(2026, 8, 31) in stay and date(2026, 8, 30) not in stay
    assert len(stay) == 12 + 8 + 8, "two weeks and one month end within the twelve days"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 600), max_size=60))
def test_thinning_again_takes_no_more_and_the_newest_always_stays(ages: list[int]) -> None:
    days = {TODAY - timedelta(days=age) for age in ages}
    stay = backups.kept(days, TODAY)
    assert stay <= days and backups.kept(stay, TODAY) == stay
    assert not days or max(days) in stay
    assert {day for day in days if (TODAY - day).days <= 2} <= stay


def test_thin_keeps_all_of_two_days_and_one_of_the_others(tmp_path: Path) -> None:
    place = tmp_path / backups.FOLDER
    place.mkdir()
    for age in (0, 0, 1, 5, 5, 200, 400):
        moment = datetime(2026, 11, 20, 8) - timedelta(days=age)
        while (path := place / f"yongji-{moment:%Y%m%d-%H%M%S}-daily.db").exists():
            moment += timedelta(minutes=1)
        path.write_bytes(b"x")
    (place / "我的备注.txt").write_text("不是备份", encoding="utf-8")
    gone = backups.thin(tmp_path, TODAY)
    assert [one.name for one in gone] == ["yongji-20261115-080000-daily.db"]
    assert (place / "我的备注.txt").exists()


def test_a_backup_is_whole_and_restoring_brings_it_back(tmp_path: Path) -> None:
    desk = town.found(tmp_path)
    identity, _ = town.issued(desk, photos=[town.with_photo(desk)])
    inspections.save_draft(desk, {"places": "还没写完"}, "d1")
    backup = maintenance.back_up(desk)
    assert backup.parent == tmp_path / "data" / "备份" and list(backup.parent.glob("*.new*")) == []
    plain = sqlite3.connect(backup)
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",), "one file, nothing beside it"
    plain.close()
    before = town.tables(desk)
    sites.add(desk, {"name": "永济市以后的厂"})
    assert maintenance.changed_since_backup(desk)
    desk.close()
    kept, news = maintenance.restore(tmp_path / "data", backup, home=tmp_path / "home")
    assert kept == tmp_path / "data" / "备份" and town.chinese(news)
    desk = open_desk(tmp_path / "data", home=tmp_path / "home", today=town.TODAY, any_place=True)
    after = town.tables(desk)
    assert {name for name in before if before[name] != after[name]} == {"head", "touch", "device"}
    assert desk.get("inspection", identity)["hazards"] and inspections.drafts(desk)[0]["id"] == "d1"
    assert sites.counted(desk, "以后") == 0
    town.clean(desk)
    desk.close()
    aside = next(
        path for path in maintenance.every_backup(tmp_path / "data") if "before-restore" in path.name
    )
    maintenance.restore(tmp_path / "data", aside, home=tmp_path / "home")
    desk = open_desk(tmp_path / "data", home=tmp_path / "home", today=town.TODAY, any_place=True)
    assert sites.counted(desk, "以后") == 1, "what was replaced can be brought back"
    town.clean(desk)
    desk.close()


def test_restoring_in_place_of_a_damaged_file_with_a_log_beside_it(tmp_path: Path) -> None:
    desk = town.found(tmp_path)
    town.some_site(desk)
    backup = maintenance.back_up(desk)
    sites.add(desk, {"name": "永济市只在日志里的厂"}, even_if_alike=True)
    path = tmp_path / "data" / "yongji.db"
    shutil.copy(path.with_name("yongji.db-wal"), tmp_path / "wal")
    desk.close()
    shutil.copy(tmp_path / "wal", path.with_name("yongji.db-wal"))
    path.write_bytes(b"\xff" * 9000)
    maintenance.restore(tmp_path / "data", backup, home=tmp_path / "home")
    desk = open_desk(tmp_path / "data", home=tmp_path / "home", today=town.TODAY, any_place=True)
    town.clean(desk)
    assert [one["name"] for one in sites.listed(desk)] == [town.SITE["name"]], "no page of the old log got in"
    desk.close()
    assert [
        one.read_bytes()[:2] for one in maintenance.every_backup(tmp_path / "data") if "before" in one.name
    ] == [b"\xff\xff"]


def test_what_is_no_backup_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    desk = town.found(tmp_path)
    maintenance.back_up(desk)
    desk.close()
    before = (tmp_path / "data" / "yongji.db").read_bytes()
    (tmp_path / "junk.db").write_bytes(b"junk" * 1000)
    (tmp_path / "empty.db").write_bytes(b"")
    good = maintenance.every_backup(tmp_path / "data")[0].read_bytes()
    (tmp_path / "short.db").write_bytes(good[:20_000])
    (tmp_path / "newer.db").write_bytes(good[:60] + (99).to_bytes(4, "big") + good[64:])
    for name in ("junk", "empty", "short", "newer", "missing"):
        with pytest.raises((StorageTrouble, Refused)) as told:
            maintenance.restore(tmp_path / "data", tmp_path / f"{name}.db", home=tmp_path / "home")
        assert town.chinese(str(told.value))
        assert (tmp_path / "data" / "yongji.db").read_bytes() == before, name
    desk = open_desk(tmp_path / "data", home=tmp_path / "home", any_place=True)
    assert desk.store.letter == "A"
    desk.close()


def test_photos_are_mirrored_once_by_hash(founded: Desk, tmp_path: Path) -> None:
    town.issued(founded, photos=[town.with_photo(founded)])
    second = tmp_path / "第二个盘"
    blobs = [path for path in (tmp_path / "data" / "blobs").rglob("*") if path.is_file()]
    assert maintenance.mirror(founded, second) == len(blobs)
    assert maintenance.mirror(founded, second) == 0
    for path in blobs:
        assert (second / "blobs" / path.parent.name / path.name).read_bytes() == path.read_bytes()
    torn = second / "blobs" / blobs[0].parent.name / blobs[0].name
    torn.write_bytes(b"half")
    assert maintenance.mirror(founded, second) == 1
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageTrouble, match="第二个盘"):
        maintenance.mirror(founded, tmp_path / "file")


def test_a_backup_is_due_once_a_day(founded: Desk) -> None:
    assert maintenance.due_today(founded) and maintenance.last_backup(founded) is None
    maintenance.back_up(founded)
    assert not maintenance.due_today(founded) and not maintenance.changed_since_backup(founded)
    town.some_site(founded)
    assert maintenance.changed_since_backup(founded)

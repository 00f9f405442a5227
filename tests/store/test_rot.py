"""A bit that turns over on the disk is found by the check, or changes nothing that anybody entered."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
import town

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.services import inspections, maintenance, photos, sites
from yongji_desktop.services.desk import open_desk
from yongji_desktop.store.search import SEARCHED


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed folder with sites, a visit with papers and a photo, a draft and a backup."""
    base = tmp_path_factory.mktemp("rot")
    desk = town.found(base)
    site = town.some_site(desk)
    town.issued(desk, photos=[town.with_photo(desk)])
    inspections.save_draft(desk, town.visit(desk, site, began_at="2026-11-20T14:00"))
    for number in range(6):
        values = {**town.SITE, "name": f"永济市第{number}纸箱厂", "phone": f"{number}"}
        sites.add(desk, values, even_if_alike=True)
    maintenance.back_up(desk)
    desk.close()
    shutil.copytree(base / "home", base / "home-then")
    shutil.copytree(base / "data", base / "data-then")
    return base


def content(path: Path) -> str:
    """Everything anybody entered or the program worked out, and what a search answers."""
    db = sqlite3.connect(path)
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY 1"
    told = []
    for (name,) in db.execute(names).fetchall():
        if name != "local":
            told.append((name, sorted(map(repr, db.execute(f"SELECT * FROM {name}")))))
    known = (
        "SELECT name, value FROM local WHERE name NOT IN ('backed_up_changes', 'folded_schema') ORDER BY 1"
    )
    told.append(db.execute(known).fetchall())
    for kind in SEARCHED:
        told.append(sorted(map(repr, db.execute(f"SELECT words, initials FROM search_{kind}"))))
    told.append(db.execute("SELECT rowid FROM search_site WHERE search_site MATCH '\"纸 箱\"'").fetchall())
    db.close()
    return repr(told)


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def again(folder: Path) -> None:
    for name in ("home", "data"):
        shutil.rmtree(folder / name)
        shutil.copytree(folder / f"{name}-then", folder / name)


def verdict(folder: Path) -> list[str]:
    """What the officer is told on opening and checking; only sentences may come."""
    try:
        desk = open_desk(folder / "data", home=folder / "home", today=town.TODAY, any_place=True)
    except UserFacing as error:
        return [str(error)]
    try:
        return desk.store.news + [one.words for one in maintenance.check_all(desk)]
    except UserFacing as error:
        return [str(error)]
    finally:
        desk.close()


def test_a_bit_of_the_data_file(folder: Path) -> None:
    chance = random.Random(11)
    path = folder / "data" / "yongji.db"
    good = (folder / "data-then" / "yongji.db").read_bytes()
    before = content(folder / "data-then" / "yongji.db")
    again(folder)
    told = 0
    for number in range(240):
        shutil.rmtree(folder / "home")
        shutil.copytree(folder / "home-then", folder / "home")
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.write_bytes(flipped(good, chance))
        words = verdict(folder)
        assert all(town.chinese(one) for one in words), words
        told += bool(words)
        assert words or content(path) == before, number
    assert told > 20


def test_a_bit_of_a_photo_a_paper_or_a_pack(folder: Path) -> None:
    again(folder)
    chance = random.Random(12)
    blobs = sorted(path for path in (folder / "data" / "blobs").rglob("*") if path.is_file())
    assert len(blobs) >= 8
    for path in blobs * 3:
        good = path.read_bytes()
        path.write_bytes(flipped(good, chance))
        words = verdict(folder)
        assert any("已损坏（内容和校验值对不上）" in one or "补回" in one for one in words), (path, words)
        path.write_bytes(good)
    assert verdict(folder) == []


def test_a_bit_of_a_small_copy_is_never_printed(folder: Path) -> None:
    again(folder)
    chance = random.Random(13)
    desk = open_desk(folder / "data", home=folder / "home", today=town.TODAY, any_place=True)
    sha = desk.get("inspection", inspections.listed(desk)[0]["id"])["photos"][0]["sha"]
    path = photos.small_copy(desk.store, sha, "print")
    good = path.read_bytes()
    for _ in range(20):
        path.write_bytes(flipped(good, chance))
        assert photos.small_copy(desk.store, sha, "print").read_bytes() == good
        path.write_bytes(good[: chance.randrange(len(good))])
        assert photos.small_copy(desk.store, sha, "print").read_bytes() == good
    desk.close()


def test_a_bit_of_a_backup(folder: Path) -> None:
    """It is refused, found by the check afterwards, or harmless."""
    again(folder)
    chance = random.Random(14)
    (backup,) = maintenance.every_backup(folder / "data")
    good = backup.read_bytes()
    maintenance.restore(folder / "data", backup, home=folder / "home")
    whole = entered(folder)
    refused = 0
    for number in range(40):
        again(folder)
        current = (folder / "data" / "yongji.db").read_bytes()
        backup.write_bytes(flipped(good, chance))
        try:
            maintenance.restore(folder / "data", backup, home=folder / "home")
        except UserFacing as error:
            assert town.chinese(str(error))
            if "没有恢复" in str(error):
                assert (folder / "data" / "yongji.db").read_bytes() == current
            refused += 1
            continue
        words = verdict(folder)
        assert words or entered(folder) == whole, number


def entered(folder: Path) -> list[tuple]:
    """The changes but those of a new device, and the drafts."""
    db = sqlite3.connect(folder / "data" / "yongji.db")
    rows = db.execute(
        "SELECT hash, body FROM change WHERE body NOT LIKE '%device.replaced%' ORDER BY hash"
    ).fetchall()
    rows += db.execute("SELECT body FROM draft").fetchall()
    db.close()
    return rows


def test_tables_that_differ_from_a_sound_log_are_made_anew_at_the_next_opening(folder: Path) -> None:
    again(folder)
    db = sqlite3.connect(folder / "data" / "yongji.db")
    db.execute("UPDATE site SET name = '错' WHERE rowid = 1")
    db.commit()
    db.close()
    words = verdict(folder)
    assert any("“单位”表与变更记录对不上" in one for one in words)
    assert verdict(folder) == [], "what the sentence promises"


def test_an_index_of_words_that_went_wrong_is_found(folder: Path) -> None:
    again(folder)
    db = sqlite3.connect(folder / "data" / "yongji.db")
    db.execute("DELETE FROM search_site_data WHERE id > 10")
    db.commit()
    db.close()
    assert any("“查找”表" in one or "损坏" in one for one in verdict(folder))
    verdict(folder)
    assert verdict(folder) == []

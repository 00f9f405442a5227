"""The chain of hashes: what was altered is found, what was purged verifies, what does not join is refused."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from pathlib import Path

import pytest
import town
from world import World

from yongji_desktop.core.canonical import canonical
from yongji_desktop.core.errors import Refused
from yongji_desktop.services import sites
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import changes, check

TAMPERED = {
    "origin": "'ffff'",
    "seq": "seq + 1000",
    "hlc": "hlc + 1",
    "v": "v + 1",
    "seen": "'{\"ffff\":3}'",
    "deed": "'ffff'",
    "officer": "'别人'",
    "at": "'2020-01-01T00:00:00+08:00'",
    "body": "replace(body, '城东', '城西')",
    "salt": "zeroblob(16)",
    "prev": "zeroblob(32) || x'01'",
    "hash": "zeroblob(32)",
}


@pytest.fixture
def desk(founded: Desk) -> Desk:
    """An office with one site changed several times."""
    identity = town.some_site(founded)
    for number in range(3):
        sites.change(founded, identity, {"phone": f"0359-800000{number}", "remark": "城东"})
    return founded


def areas(desk: Desk) -> set[str]:
    return {one.area for one in check.check(desk.store)}


@pytest.mark.parametrize("column", TAMPERED)
@pytest.mark.parametrize("where", ["seq = 1", "seq = 3", "seq = (SELECT max(seq) FROM change)"])
def test_every_field_that_is_altered_is_found(desk: Desk, column: str, where: str) -> None:
    done = desk.store.db.conn.execute(f"UPDATE change SET {column} = {TAMPERED[column]} WHERE {where}")
    assert done.rowcount == 1
    if column == "body":
        before = desk.store.db.conn.execute(
            f"SELECT instr(body, '城西') FROM change WHERE {where}"
        ).fetchone()
        if before == (0,):
            desk.store.db.conn.execute(f"UPDATE change SET body = replace(body, '\"', ' \"') WHERE {where}")
    assert "变更链" in areas(desk)
    assert all(town.chinese(one.words) for one in check.check(desk.store))


def test_the_columns_are_all_tried() -> None:
    assert set(TAMPERED) == set(changes.COLUMNS)


def test_a_change_rewritten_with_a_hash_of_its_own_is_found_by_the_next(desk: Desk) -> None:
    """By somebody who knows how hashes are made: the change is right, the one after it no longer joins."""
    row = changes.read(desk.store.db.conn.execute(f"{changes.SELECT} WHERE seq = 4").fetchone())
    forged = rehashed(dataclasses.replace(row, body=row.body.replace("城东", "城西")))
    assert forged.hash != row.hash and changes.trouble_in(forged) is None
    desk.store.db.conn.execute(
        "UPDATE change SET body = ?, hash = ? WHERE seq = 4", (forged.body, forged.hash)
    )
    (words,) = changes.chain_troubles(desk.store.db)
    assert "第 5 号变更与前一号接不上" in words


def test_a_change_taken_out_is_named(desk: Desk) -> None:
    desk.store.db.conn.execute("DELETE FROM change WHERE seq = 3")
    words = [one.words for one in check.check(desk.store)]
    assert any(f"缺电脑 {desk.store.device[-6:]} 的第 3–3 号变更" in one for one in words)


def test_the_last_change_taken_out_is_found(desk: Desk) -> None:
    desk.store.db.conn.execute("DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)")
    assert "台账" in areas(desk)


def test_a_purged_body_still_verifies_and_every_other_part_of_it_is_still_held(desk: Desk) -> None:
    row = changes.of_deed(desk.store.db, sites_last_deed(desk))[0]
    digest = changes.body_digest(row.salt, row.body)
    purge = "UPDATE change SET body = NULL, salt = ? WHERE origin = ? AND seq = ?"
    desk.store.db.conn.execute(purge, (digest, row.origin, row.seq))
    assert list(changes.chain_troubles(desk.store.db)) == []
    stub = changes.of_deed(desk.store.db, row.deed)[0]
    assert changes.trouble_in(stub) is None and stub.ops == []
    for name, value in {
        "hlc": row.hlc + 1,
        "seq": row.seq + 1,
        "v": 2,
        "salt": bytes(32),
        "prev": bytes(32),
    }.items():
        assert changes.trouble_in(dataclasses.replace(stub, **{name: value})), name


def sites_last_deed(desk: Desk) -> str:
    (deed,) = desk.store.db.conn.execute("SELECT deed FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    return deed


def test_the_hash_is_that_of_the_documented_parts(desk: Desk) -> None:
    """By another hand: SHA-256 over [v, origin, seq, hlc, seen, SHA-256(salt || body), prev]."""
    import hashlib

    for row in changes.every(desk.store.db):
        digest = hashlib.sha256(row.salt + row.body.encode()).hexdigest()
        seen = None if row.seen is None else json.loads(row.seen)
        text = json.dumps(
            [row.v, row.origin, row.seq, row.hlc, seen, digest, row.prev.hex()],
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        assert hashlib.sha256(text.encode()).digest() == row.hash
        body = json.loads(row.body)
        assert canonical(body).decode() == row.body
        assert {"act", "at", "deed", "officer", "ops"} <= set(body)


def two() -> World:
    world = World().add(2)
    for word in ("一", "二", "三"):
        world.deed(0, lambda deed, word=word: deed.set("site", "s1", phone=word))
    return world


def held(world: World) -> tuple:
    return tuple(world.stores[1].db.conn.iterdump())


def refused(world: World, arriving: list[changes.Change], words: str) -> None:
    """The other PC refuses these and stays as it was."""
    from yongji_desktop.store import database, state

    before = held(world)
    with pytest.raises(Refused, match=words), database.writing(world.stores[1].db):
        state.receive(world.stores[1].db, arriving)
    assert held(world) == before


def test_a_fork_is_refused() -> None:
    world = two()
    world.send_all(0, 1)
    clone = World().add(1)
    clone.stores[0].device = world.stores[0].device
    clone.stores[0].writer.device = world.stores[0].device
    clone.deed(0, lambda deed: deed.set("site", "s1", phone="另一种一"))
    refused(world, list(clone.changes.values()), "两种内容")


def test_a_chain_that_does_not_join_is_refused_whichever_end_comes_first() -> None:
    world = two()
    one, two_, three = (world.changes[(world.stores[0].device, number)] for number in (1, 2, 3))
    other = two()
    other.stores[0].clock.random_bytes(5)
    bent = rehashed(dataclasses.replace(two_, prev=bytes(32)))
    refused(world, [one, bent], "前后接不上")
    refused(world, [three, bent], "前后接不上")
    refused(world, [bent, three], "前后接不上")
    refused(world, [dataclasses.replace(one, hlc=one.hlc + 1)], "对不上")
    refused(world, [dataclasses.replace(one, officer="别人")], "对不上")


def rehashed(change: changes.Change) -> changes.Change:
    """A change altered by somebody who knows how hashes are made."""
    digest = changes.body_digest(change.salt, change.body)
    parts = (change.v, change.origin, change.seq, change.hlc, change.seen, digest, change.prev)
    return dataclasses.replace(change, hash=changes.chain_hash(*parts))


def test_a_body_of_a_newer_program_is_refused_with_the_way_out() -> None:
    world = two()
    first = world.changes[(world.stores[0].device, 1)]
    refused(world, [rehashed(dataclasses.replace(first, v=changes.BODY_VERSION + 1))], "升级程序")


def test_a_large_deed_is_split_and_stays_one(founded: Desk) -> None:
    with founded.store.deed("site.import", founded.officer) as deed:
        for number in range(400):
            deed.set("site", f"s{number:03}", name=f"第{number}家", remark="备" * 1000)
    written = changes.of_deed(founded.store.db, deed.id)
    assert len(written) > 3
    assert all(len(one.body.encode()) <= changes.LARGEST_BODY for one in written)
    assert sum(len(one.ops) for one in written) == 400
    town.clean(founded)
    with pytest.raises(Refused, match="256 KB"), founded.store.deed("test", None) as deed:
        deed.set("site", "s000", remark="备" * 100_000)
    town.clean(founded)


def test_the_stored_bytes_are_those_of_the_log(founded: Desk, tmp_path: Path) -> None:
    """Another program reads the file: nothing is hidden in the driver."""
    town.some_site(founded)
    founded.store.checkpoint()
    plain = sqlite3.connect(tmp_path / "data" / "yongji.db")
    assert (
        plain.execute("SELECT count(*) FROM change").fetchone()
        == plain.execute("SELECT max(seq) FROM change").fetchone()
    )
    plain.close()

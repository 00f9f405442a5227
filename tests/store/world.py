"""Several PCs of one town in memory, with clocks of their own, and a judge of what they must agree on."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from yongji_desktop.core.clock import DemoClock
from yongji_desktop.store import changes, database, state
from yongji_desktop.store.blobs import Blobs
from yongji_desktop.store.changes import Change
from yongji_desktop.store.check import tables_digest
from yongji_desktop.store.folder import Store

Place = tuple[str, int]


def memory() -> Any:
    """An empty database in memory with all tables."""
    db = database.connect(Path(":memory:"))
    for part in state.PARTS:
        state.run_script(db, state.schema_part(part))
    return db


@dataclass
class World:
    """Stores that deliver changes to each other; `knew` says what a device held when it wrote a change."""

    stores: list[Store] = field(default_factory=list)
    changes: dict[Place, Change] = field(default_factory=dict)
    knew: dict[Place, set[Place]] = field(default_factory=dict)

    def add(self, count: int = 1) -> World:
        for _ in range(count):
            number = len(self.stores)
            clock = DemoClock(date(2026, 11, 20), hour=number)  # the hour makes ids of its own
            clock.move_to(datetime(2026, 11, 20, 9))
            device = f"{number}{'0' * 7}-pc"
            self.stores.append(
                Store(Path("."), memory(), Blobs(Path("blobs")), clock, device, "ABCDEFG"[number])
            )
        return self

    def deed(self, number: int, write: Any) -> str:
        """One deed on a PC: `write` is given the Deed; returns its id."""
        store = self.stores[number]
        before = self.held(number)
        with store.deed("test", None) as deed:
            write(deed)
        self.note(number, before)
        return deed.id

    def note(self, number: int, before: set[Place]) -> None:
        """Remember what a PC knew when it wrote its newest changes."""
        known = unbroken(before)
        for change in changes.every(self.stores[number].db):
            place = (change.origin, change.seq)
            if place not in self.changes:
                self.changes[place] = change
                self.knew[place] = known | {one for one in self.changes if one[0] == place[0]}

    def held(self, number: int) -> set[Place]:
        return {(one.origin, one.seq) for one in changes.every(self.stores[number].db)}

    def jump(self, number: int, minutes: int) -> None:
        clock = self.stores[number].clock
        clock.move_to(clock.now() + timedelta(minutes=minutes))

    def send(self, places: list[Place], to: int) -> None:
        """Deliver these changes to a PC in this order, in one transaction."""
        store = self.stores[to]
        with database.writing(store.db):
            state.receive(store.db, [self.changes[one] for one in places])

    def send_all(self, sender: int, to: int) -> None:
        self.send(sorted(self.held(sender)), to)

    def share(self, seed: int = 0) -> None:
        """Deliver everything to everybody, each in an order and in chunks of its own, twice."""
        chance = random.Random(seed)
        for to in range(len(self.stores)):
            places = list(self.changes) * 2
            chance.shuffle(places)
            while places:
                size = chance.randint(1, len(places))
                self.send(places[:size], to)
                places = places[size:]

    def digests(self) -> list[dict[str, str]]:
        return [tables_digest(store.db) for store in self.stores]

    def rows(self, number: int, sql: str) -> list[tuple]:
        return self.stores[number].db.conn.execute(sql).fetchall()


def unbroken(held: set[Place]) -> set[Place]:
    """The part of what is held that has no gap before it."""
    known = set()
    for origin in {one for one, _ in held}:
        seq = 1
        while (origin, seq) in held:
            known.add((origin, seq))
            seq += 1
    return known


def rebuilt(store: Store) -> dict[str, str]:
    """The tables as a rebuild from the log makes them; the store stays as it was."""
    store.db.conn.execute("BEGIN IMMEDIATE")
    try:
        state.rebuild(store.db)
        return tables_digest(store.db)
    finally:
        store.db.conn.execute("ROLLBACK")


class Judge:
    """What a record must be, worked out the slow way from all changes and from who knew what."""

    def __init__(self, world: World):
        self.world = world
        self.ops: dict[tuple[str, str], list[tuple[tuple, Place, dict]]] = {}
        for place, change in world.changes.items():
            for index, op in enumerate(change.ops):
                order = (change.hlc, change.origin, change.seq, index)
                self.ops.setdefault((op["k"], op["id"]), []).append((order, place, op))
        for ops in self.ops.values():
            ops.sort(key=lambda one: one[0])

    def concurrent(self, one: Place, other: Place) -> bool:
        return other not in self.world.knew[one] and one not in self.world.knew[other]

    def _settled(self, writes: list[tuple[tuple, Place, Any]]) -> tuple[Any, set[Place]]:
        """(the value that holds, places of the values that lost without having been seen)."""
        last = {place: value for _, place, value in writes}  # of one change the last word counts
        winner = writes[-1][2]
        rivals = set()
        for place, value in last.items():
            seen = any(place != other and place in self.world.knew[other] for other in last)
            if not seen and place != writes[-1][1] and value != winner:
                rivals.add(place)
        return winner, rivals

    def fields(self, key: tuple[str, str]) -> tuple[dict[str, Any], set[tuple[str, str, int]]]:
        """({field: value} as set one by one, {(field, origin, seq)} of rivals)."""
        writes: dict[str, list] = {}
        for order, place, op in self.ops[key]:
            for name, value in op.get("set", {}).items():
                writes.setdefault(name, []).append((order, place, value))
        values, rivals = {}, set()
        for name, wrote in writes.items():
            values[name], lost = self._settled(wrote)
            rivals |= {(name, *place) for place in lost}
        return values, rivals

    def whole(self, key: tuple[str, str]) -> tuple[Any, set[tuple[str, str, int]]]:
        """(the last whole version, {("*", origin, seq)} of rival ones)."""
        writes = [(order, place, op["whole"]) for order, place, op in self.ops[key] if "whole" in op]
        if not writes:
            return None, set()
        value, lost = self._settled(writes)
        return value, {("*", *place) for place in lost}

    def parallel(self, key: tuple[str, str]) -> set[Place]:
        """Changes that met another one, neither knowing the other, without touching the same thing."""
        touched: dict[Place, set[str]] = {}
        for _, place, op in self.ops[key]:
            names = set(op.get("set", ())) | ({"whole"} if "whole" in op else set())
            touched.setdefault(place, set()).update(names)
        return {
            one
            for one in touched
            for other in touched
            if one[0] != other[0] and self.concurrent(one, other) and not touched[one] & touched[other]
        }

"""Every kind is declared once, and the tables of the schema are what the declaration says."""

from __future__ import annotations

import re

import pytest

from yongji_desktop.assets import asset
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.fields import Input
from yongji_desktop.core.hazard import Life
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.store import changes, state
from yongji_desktop.store.fold import Folded, row

SCHEMA = asset("db/schema.sql").read_text(encoding="utf-8")


def columns(table: str) -> list[str]:
    body = re.search(rf"CREATE TABLE {table} \((.*?)\n?\)(?: WITHOUT ROWID)?;", SCHEMA, re.S)[1]
    body = re.sub(r"--.*", "", body)
    return [part.split()[0] for part in body.split(",") if part.split() and part.split()[0] != "PRIMARY"]


@pytest.mark.parametrize("name", KINDS)
def test_the_table_of_a_kind_has_exactly_its_columns(name: str) -> None:
    kind = KINDS[name]
    life = Life() if kind.shape == "traced" else None
    written = row(name, "x", Folded(body={}, life=life))
    assert set(columns(name)) == set(written) and len(columns(name)) == len(set(columns(name)))
    for one in kind.columns:
        assert ("pack_version" if (name, one) == ("pack", "version") else one) in columns(name)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_whole(name: str) -> None:
    kind = KINDS[name]
    names = [one.name for one in kind.fields]
    assert kind.name == name and len(names) == len(set(names))
    assert kind.shape in ("register", "issued", "traced")
    assert kind.title in names and set(kind.columns) <= set(names)
    assert not set(names) & ({"voided", "changed", "body"} | ({"id"} if name != "hazard" else set())), (
        "these belong to the folding"
    )
    for one in kind.fields:
        _whole_field(one)


def _whole_field(one) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", one.name)
    assert one.label and all(
        "\u4e00" <= char <= "\u9fff" or char in "★（）（ ）0P DF、" for char in one.label
    )
    assert bool(one.choices) == (one.input is Input.CHOICE)
    assert bool(one.rows) == (one.input is Input.ROWS)
    assert not one.of or one.of in KINDS
    for inner in one.rows:
        _whole_field(inner)


def test_no_folded_table_has_a_constraint_but_its_key() -> None:
    folded = state.schema_part("folded")
    for word in ("UNIQUE (", "REFERENCES", "CHECK", "FOREIGN", "CREATE UNIQUE INDEX"):
        found = [line for line in folded.splitlines() if word in line and "found" not in line]
        assert not found, found


def test_every_old_shape_of_a_body_can_be_raised() -> None:
    assert set(changes.UPGRADES) == set(range(1, changes.BODY_VERSION))
    body = {"act": "x", "ops": []}
    assert changes.upgraded(changes.BODY_VERSION, body) == body
    with pytest.raises(Refused, match="升级程序"):
        changes.upgraded(changes.BODY_VERSION + 1, body)


def test_upgrades_are_taken_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "BODY_VERSION", 3)
    steps = {1: lambda body: {**body, "one": 1}, 2: lambda body: {**body, "two": body["one"] + 1}}
    monkeypatch.setattr(changes, "UPGRADES", steps)
    assert changes.upgraded(1, {}) == {"one": 1, "two": 2}
    assert changes.upgraded(2, {"one": 5}) == {"one": 5, "two": 6}

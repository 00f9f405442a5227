"""常用语 found by what officers type in their own words (tests/data/findings_in_own_words.json)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import town

from yongji_desktop.services import packs, phrases, sites
from yongji_desktop.services.desk import Desk

SHOWN = 5
BEGAN = "2026-11-20T09:00"
SETS = json.loads((Path(__file__).parents[1] / "data" / "findings_in_own_words.json").read_text(encoding="utf-8"))


def key(row: dict[str, Any]) -> str:
    return row["sector"] + "".join(row["tags"])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, str]]:
    """An office with a site of every trade in the sets, {trade: site}."""
    desk = town.found(tmp_path_factory.mktemp("words"))
    found = {}
    for row in (*SETS["test"], *SETS["tune"]):
        if key(row) not in found:
            values = {"name": f"永济市{key(row)}一号", "sector": row["sector"], "tags": row["tags"]}
            found[key(row)] = sites.add(desk, {**values, "address": "城东街道", "village": "东姚温村"}, True)
    return desk, found


@pytest.fixture
def desk(office: tuple[Desk, dict[str, str]]) -> Desk:
    """The desk of that office."""
    return office[0]


def hit(office: tuple[Desk, dict[str, str]], row: dict[str, Any], item: str | None) -> bool:
    desk, known = office
    lists = phrases.lists_of(desk, known[key(row)])
    found = phrases.search(desk, row["typed"], item, BEGAN, SHOWN, lists)
    return any(one.code in row["codes"] for one in found)


@pytest.mark.parametrize("name", ["test", "tune"])
@pytest.mark.parametrize("told", [True, False])
def test_nine_of_ten_are_among_the_first_five(office: tuple[Desk, dict[str, str]], name: str, told: bool):
    rows = SETS[name]
    hits = sum(hit(office, row, row["item"] if told else None) for row in rows)
    assert hits >= 0.9 * len(rows), f"{hits} / {len(rows)}"


def test_the_two_sets_are_apart_and_name_findings_that_exist(desk: Desk):
    known = {
        finding.code
        for pack in packs.checklists(desk).values()
        for item in pack.content.items
        for finding in item.findings
    }
    typed = {name: [row["typed"] for row in SETS[name]] for name in ("test", "tune")}
    assert len(set(typed["test"])) == 100 and len(set(typed["tune"])) == 60
    assert not set(typed["test"]) & set(typed["tune"])
    assert {code for name in typed for row in SETS[name] for code in row["codes"]} <= known


def test_the_lists_of_the_site_come_first(desk: Desk):
    for lists in ("JX", "RQ", "CZ", "TY"):
        found = phrases.search(desk, "灭火器", None, BEGAN, SHOWN, [lists])
        assert found[0].item.startswith(lists)


def test_a_sound_for_another_character_and_other_words_find(desk: Desk):
    def first(words: str) -> str:
        return phrases.search(desk, words, None, BEGAN, 1, ["TY"])[0].text

    assert "灭火器" in first("灭火气") and "灭火器" in first("灭火机")
    assert "燃气" in first("煤气灶") and phrases.search(desk, "灭火气", None, BEGAN, 1)[0].alike


def test_initials_with_other_characters_between_find(desk: Desk):
    found = phrases.search(desk, "pdxxm", None, BEGAN, SHOWN, ["GM"])
    assert found and found[0].alike and "配电箱没有" in found[0].text
    assert phrases.search(desk, "zzzz", None, BEGAN) == []


@pytest.mark.parametrize("words", ["安全生产法第三十条", "aqscfdsst", "特种作业人员持证上岗", "tzzyrycz"])
def test_the_item_and_the_law_find_its_findings_too(desk: Desk, words: str):
    assert "GM04" in [one.item for one in phrases.search(desk, words, None, BEGAN, 10, ["GM"])]

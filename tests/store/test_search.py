"""Search finds exactly what is there: any part of a word, one character or four, rare ones, initials."""

from __future__ import annotations

import random

import pytest
import town
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yongji_desktop.services import sites
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions, search

ROWS = 10_000
PARTS = ("永济市", "城东", "栲栳", "蒲州", "开张", "黄河", "晨光", "顺达", "鑫源", "䶮明", "𬱖祥", "喆")
TRADES = ("铝业", "纸箱厂", "汽修部", "烟花爆竹店", "加油站", "养殖场", "板材", "饭店", "超市")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A register of 10,000 sites."""
    desk = town.found(tmp_path_factory.mktemp("search"))
    chance = random.Random(3)
    with desk.store.deed("site.import", desk.officer) as deed:
        for number in range(ROWS):
            name = "".join(chance.sample(PARTS, 3)) + chance.choice(TRADES)
            deed.set(
                "site",
                f"s{number:05}",
                name=name,
                address=f"工业路{number}号",
                principal=chance.choice("赵钱孙李周吴郑王") + chance.choice("国永建志"),
                village=chance.choice(("东姚温村", "西姚温村", "赵伊村")),
            )
    yield desk
    desk.close()


def names(desk: Desk) -> list[tuple[str, ...]]:
    rows = desk.store.db.conn.execute("SELECT name, address, principal, village FROM site ORDER BY id")
    return rows.fetchall()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, ROWS - 1), st.integers(0, 3), st.integers(0, 30), st.integers(1, 4))
def test_any_part_of_a_word_is_found_as_like_finds_it(
    register: Desk, row: int, field: int, start: int, size: int
) -> None:
    word = names_once(register)[row][field]
    start %= max(1, len(word) - size + 1)
    part = word[start : start + size]
    expected = "SELECT id FROM site WHERE " + " OR ".join(
        f"{one} LIKE ?" for one in ("name", "address", "principal", "village")
    )
    truth = {one for (one,) in register.store.db.conn.execute(expected, [f"%{part}%"] * 4)}
    assert set(search.find(register.store.db, "site", part, ROWS)) == truth
    assert questions.count_sites(register.store.db, part, {}) == len(truth)


_names: list = []


def names_once(desk: Desk) -> list[tuple[str, ...]]:
    if not _names:
        _names.extend(names(desk))
    return _names


def test_pages_of_a_search_are_disjoint_and_complete(register: Desk) -> None:
    for text in ("永济", "铝业", "赵", ""):
        total = sites.counted(register, text)
        seen: list[str] = []
        for offset in range(0, total, 1500):
            seen += [one["id"] for one in sites.listed(register, text, limit=1500, offset=offset)]
        assert len(seen) == len(set(seen)) == total > 100


def test_all_words_of_a_search_have_to_be_there(register: Desk) -> None:
    both = sites.listed(register, "晨光 铝业", limit=ROWS)
    assert both and all("晨光" in one["name"] and "铝业" in one["name"] for one in both)
    assert sites.counted(register, "铝业 晨光") == len(both) < sites.counted(register, "晨光")
    assert sites.counted(register, "晨光 没有的字") == 0


def test_filters_join_a_search(register: Desk) -> None:
    rows = sites.listed(register, "铝业", {"village": "赵伊村"}, limit=ROWS)
    assert rows and all("铝业" in one["name"] and one["village"] == "赵伊村" for one in rows)
    assert sites.counted(register, "铝业", {"village": "赵伊村"}) == len(rows)


FOUND = {
    "永济市晨光铝业有限公司": ["晨光", "光", "yjscg", "cgly", "晨光 铝业", "铝业 晨光"],
    "栲栳镇李雨䶮汽修部": ["栲栳", "䶮", "雨䶮", "qxb"],
    "𬱖祥（永济）食品店": ["𬱖", "𬱖祥", "祥永济", "祥（永济）", "spd"],
    "ABC-123 仓库": ["abc", "ABC", "123", "c-1", "ck"],
    "永济市长江五金店": ["cj", "zj", "五金"],
    "ＡＢＣ全角店": ["abc", "ＡＢＣ"],
    "重庆小面馆": ["cq", "zq"],
}


def test_rare_characters_punctuation_case_and_initials(founded: Desk) -> None:
    for name in FOUND:
        sites.add(founded, {"name": name}, even_if_alike=True)
    for name, texts in FOUND.items():
        for text in texts:
            assert name in {one["name"] for one in sites.listed(founded, text)}, (name, text)


def test_what_is_not_there_is_not_found(founded: Desk) -> None:
    town.some_site(founded)
    for text in (
        "光晨",
        "业东",
        "铝业有限公司卫",
        '"',
        "*",
        "%",
        "_",
        "NEAR",
        "OR",
        'a" OR "b',
        "\x00",
        "\ud800",
        ":",
        "{",
        "^光晨",
        "-",
    ):
        assert sites.listed(founded, text) == [], text
        assert sites.counted(founded, text) == 0, text


def test_punctuation_alone_is_looked_for_in_the_words(founded: Desk) -> None:
    sites.add(founded, {"name": "甲（一）50%_店"})
    town.some_site(founded)
    for text in ("（", "%", "_", "）"):
        assert [one["name"] for one in sites.listed(founded, text)] == ["甲（一）50%_店"], text


def test_a_void_site_leaves_the_search_and_comes_back(founded: Desk) -> None:
    identity = town.some_site(founded)
    assert sites.counted(founded, "晨光") == 1
    sites.void(founded, identity, "重复")
    assert sites.listed(founded, "晨光") == [] and sites.counted(founded, "晨光") == 0
    assert [one["id"] for one in sites.listed(founded, "晨光", voided=True)] in ([], [identity])
    sites.unvoid(founded, identity)
    assert sites.counted(founded, "晨光") == 1
    sites.change(founded, identity, {"name": "永济市朝阳铝业有限公司"})
    assert sites.counted(founded, "晨光") == 0 and sites.counted(founded, "朝阳") == 1
    town.clean(founded)


def test_hazards_papers_and_officers_are_found_too(founded: Desk) -> None:
    identity, made = town.issued(founded)
    db = founded.store.db
    hazard = founded.get("inspection", identity)["hazards"][0]
    assert search.find(db, "hazard", hazard["description"][:2]) == [hazard["id"]]
    assert search.find(db, "paper", "A001") and search.find(db, "paper", made[0]["number"]) == [made[0]["id"]]
    assert search.find(db, "officer", "hjl") == search.find(db, "officer", "峻岭") == [founded.officer]

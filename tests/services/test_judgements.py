"""判定依据: situations offered for comparing, with their validity; nothing is judged."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import town

from yongji_desktop.services import judgements, packs
from yongji_desktop.services.desk import Desk

ON = date(2026, 11, 20)
ALUMINIUM = {"sector": "工贸（有色金属）"}


def install(desk: Desk, name: str, **changes: Any) -> None:
    """A shipped pack installed again with some of its head changed."""
    path = next(one for one in packs.bundled() if one.stem == name)
    pack = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    packs.install(desk.store, desk.officer, [json.dumps(pack, ensure_ascii=False).encode()])


def test_those_of_the_item_come_first_as_the_packs_order_them(founded: Desk):
    found = judgements.situations(founded, "GM19", ALUMINIUM, ON, "炉前有积水")
    own = [one.citation for one in found if one.of_item]
    assert own == packs.candidates(founded, "GM19", ALUMINIUM, ON, "炉前有积水") and own
    assert [one.of_item for one in found] == sorted((one.of_item for one in found), reverse=True)
    every = sum(len(pack.content.rows) for pack in packs.installed(founded.store, "criteria"))
    assert len(found) == every


def test_an_item_without_any_and_no_item_still_offer_all(founded: Desk):
    for item in ("GM03", None):
        found = judgements.situations(founded, item, ALUMINIUM, ON)
        assert found and not any(one.of_item for one in found)
        assert [one.verified for one in found] == sorted((one.verified for one in found), reverse=True)


def test_each_says_its_standard_and_since_when_it_holds(founded: Desk):
    found = judgements.situations(founded, "GM04", {}, ON)[0]
    assert found.words == "第三条第（二）项 特种作业人员无证上岗"
    assert "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）2023-05-15 起施行，没有见到废止" in found.validity
    assert "条款已和原文核对" in found.validity and town.chinese(found.validity)
    loose = next(one for one in judgements.situations(founded, "GM15", ALUMINIUM, ON) if not one.verified)
    assert "第" not in loose.words.split(" ")[0] and "原文待核，不印条款" in loose.validity


def test_choosing_a_verified_one_is_a_clause_and_another_is_not(founded: Desk):
    clause = judgements.situations(founded, "GM04", {}, ON)[0].judgement()
    assert clause["choice"] == "standard" and clause["valid_from"] == "2023-05-15"
    assert clause["pack"] == f"工贸企业重大事故隐患判定情形 {town.shipped('criteria-gongmao')}" and clause["basis"][0]["clause"]
    loose = next(one for one in judgements.situations(founded, "GM15", ALUMINIUM, ON) if not one.verified)
    assert loose.judgement()["choice"] == "unverified_standard"


def test_a_standard_out_of_force_on_the_day_is_not_offered(founded: Desk):
    before = judgements.situations(founded, "GM04", {}, date(2023, 5, 14))
    assert not any(one.citation["standard"].startswith("工贸") for one in before)
    install(founded, "criteria-gongmao", version="2026.99", valid_until="2026-12-31")
    found = judgements.situations(founded, "GM04", {}, ON)[0]
    assert "用到 2026-12-31" in found.validity and found.pack.endswith("2026.99")


def test_the_trade_is_that_of_the_record_else_of_the_draft(founded: Desk):
    site = town.some_site(founded, sector="工贸（有色金属）")
    assert judgements.site_of(founded, site, {"sector": "x"})["sector"] == "工贸（有色金属）"
    assert judgements.site_of(founded, None, {"sector": "餐饮"}) == {"sector": "餐饮"}
    assert judgements.site_of(founded, "nobody", None) == {}

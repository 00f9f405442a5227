"""What packs are used for: which lists suit a site, one question once, listed situations, working days."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import town

from yongji_desktop.core.citations import cite
from yongji_desktop.services import entry, packs, visits
from yongji_desktop.services.desk import Desk


def raw(name: str) -> dict[str, Any]:
    path = next(one for one in packs.bundled() if one.stem == name)
    return json.loads(path.read_text(encoding="utf-8"))


def install(desk: Desk, pack: dict[str, Any]) -> list[str]:
    return packs.install(desk.store, desk.officer, [json.dumps(pack, ensure_ascii=False).encode()])


@pytest.mark.parametrize(("site", "expected"), [
    ({"sector": "工贸（有色金属）"}, "GM"),
    ({"sector": "工贸（农机制造）"}, "GM"),
    ({"sector": "工贸（家具）", "place_category": "小生产加工"}, "GM JX"),
    ({"sector": "餐饮", "place_category": "小餐馆", "self_built": True}, "RQ ZJ"),
    ({"sector": "其他", "place_category": "小商店", "self_built": True}, "JX ZJ"),
    ({"sector": "其他服务", "self_built": True}, "TY ZJ"),
    ({"sector": "教育", "place_category": "幼儿园"}, "RM"),
    ({"sector": "其他", "place_category": "中小学校"}, "RM"),
    ({"place_category": "小学校"}, "JX"),
    ({"place_category": "九小场所（小学校）"}, "JX"),
    ({"sector": "医疗器械销售"}, "TY"),
    ({"sector": "建筑施工"}, "JZ"),
    ({"sector": "建筑业"}, "JZ"),
    ({"sector": "建筑材料零售"}, "TY"),
    ({"sector": "建筑材料零售", "place_category": "小商店"}, "JX"),
    ({"sector": "建筑装饰材料市场、施工现场"}, "JZ"),
    ({"sector": "交通运输（出租车）"}, "TY"),
    ({"sector": "其他", "entity_type": "出租房屋"}, "CZ"),
    ({"sector": "其他", "entity_type": "灾害点"}, "FX"),
    ({"sector": "危化品经营"}, "WH"),
    ({"sector": "农业", "tags": ["拖拉机"]}, "TY NJ"),
    ({"sector": "工贸（机械）", "tags": ["行车", "粉尘"]}, "GM TS"),
    ({"sector": "工贸（机械）", "tags": ["燃气"]}, "GM"),
    ({"sector": "烟花爆竹零售", "tags": ["烟花爆竹"]}, "TY"),
    ({"sector": "零售", "entity_type": "非自建房"}, "TY"),
    ({}, "TY"),
])
def test_the_lists_that_suit_a_site(founded: Desk, site: dict[str, Any], expected: str):
    assert visits.suggested(founded, {"id": "none", **site}) == expected.split()


def test_the_quick_list_serves_by_its_name_and_a_list_never_proposed_can_be_chosen(founded: Desk):
    nothing = raw("checklist-sf")
    nothing.update(id="checklist/own", code="ZY", sectors=[], items=[], same=[])
    nothing["items"] = json.loads(json.dumps(raw("checklist-sf")["items"][:1]).replace("SF01", "ZY01"))
    install(founded, nothing)
    assert visits.suggested(founded, {"id": "none"}) == ["TY"]
    site = town.some_site(founded)
    made = visits.set_checklists(founded, visits.begin(founded, site), ["YH"])
    assert [one["code"] for one in made["checklists"]] == ["YH"]


def test_a_visit_begins_with_all_lists_that_suit_and_asks_nothing_twice(founded: Desk):
    site = town.some_site(founded, name="甲家具加工部", sector="工贸（家具）", place_category="小生产加工")
    begun = visits.begin(founded, site)
    assert [one["code"] for one in begun["checklists"]] == ["GM", "JX"]
    assert len(begun["answers"]) == 36


def asked(made: dict[str, Any]) -> list[str]:
    return [one["item"] for one in made["answers"]]


def test_what_two_lists_ask_stands_once_with_its_star(founded: Desk):
    begun = {"site": town.some_site(founded)}
    made = visits.set_checklists(founded, begun, ["CZ", "JX", "TY", "RM"])
    assert {"JX03", "JX06", "JX09", "JX07", "JX15"} <= set(asked(made))
    assert not {"CZ03", "TY05", "RM03", "TY06", "TY07", "RM07", "RM15"} & set(asked(made))
    assert "CZ07" in asked(made) and "JX10" not in asked(made)
    assert len(asked(made)) == 14 + 16 + 10 + 18 - 8
    other_way = visits.set_checklists(founded, begun, ["TY", "JX"])
    assert "TY05" in asked(other_way) and "JX03" not in asked(other_way)


def test_an_answer_given_is_kept_whatever_list_comes_first(founded: Desk):
    begun = visits.set_checklists(founded, {"site": town.some_site(founded)}, ["TY"])
    answer = next(one for one in begun["answers"] if one["item"] == "TY06")
    answer.update(result="fail", note="少一具")
    made = visits.set_checklists(founded, begun, ["JX", "TY"])
    assert "JX06" not in asked(made)
    assert next(one for one in made["answers"] if one["item"] == "TY06")["note"] == "少一具"
    begun = visits.set_checklists(founded, {"site": town.some_site(founded)}, ["CZ"])
    next(one for one in begun["answers"] if one["item"] == "CZ03")["result"] = "pass"
    made = visits.set_checklists(founded, begun, ["CZ", "JX"])
    assert "JX03" in asked(made) and "CZ03" in asked(made)  # ★ is asked by itself


def test_the_same_words_are_the_same_question(founded: Desk):
    again = raw("checklist-sf")
    again["version"] = "2026.9"
    again["items"][0]["text"] = raw("checklist-quick")["items"][0]["text"].replace("，", "、")
    install(founded, again)
    made = visits.set_checklists(founded, {"site": town.some_site(founded)}, ["TY", "SF"])
    assert "TY01" in asked(made) and "SF01" not in asked(made) and "SF02" in asked(made)


# Listed situations ------------------------------------------------------------------------------------

TODAY = town.TODAY
ALUMINIUM = {"sector": "工贸（有色金属）", "tags": ["深井铸造"]}


def printed(desk: Desk, item: str, site: dict[str, Any], on: date = TODAY, text: str = "") -> list[str]:
    return [cite(one) for one in packs.candidates(desk, item, site, on, text)]


def test_the_situations_of_the_item_and_of_the_trade(founded: Desk):
    found = printed(founded, "GM19", ALUMINIUM)
    assert found[0] == "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第五条“人员聚集场所设在熔融金属吊运、浇注区域”情形"
    assert len(found) == 5 and all("第五条" in one for one in found)
    assert len(printed(founded, "GM19", {"sector": "工贸"})) > len(found)
    assert printed(founded, "GM04", {}) == [
        "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第三条第（二）项“特种作业人员无证上岗”情形"]
    assert all(one.endswith("（待核）") for one in printed(founded, "GM15", ALUMINIUM))
    assert printed(founded, "GM03", ALUMINIUM) == [] == printed(founded, "没有", {})


def test_what_was_seen_brings_its_situation_to_the_front(founded: Desk):
    assert "积水" in printed(founded, "GM19", ALUMINIUM, text="浇铸区地沟内积水")[0]
    assert "锁气卸灰" in printed(founded, "GM15", {}, text="除尘器卸灰口敞开")[0]
    assert sorted(printed(founded, "GM15", {}, text="积尘")) == sorted(printed(founded, "GM15", {}))


def test_standards_count_on_the_days_they_are_in_force(founded: Desk):
    fire = "重大火灾隐患判定规则（待核）"
    assert printed(founded, "JX03", {}) == [fire] == printed(founded, "RM03", {}, date(2025, 11, 1))
    assert printed(founded, "JX03", {}, date(2025, 10, 31)) == []
    assert printed(founded, "GM04", {}, date(2023, 5, 14)) == []
    newer = raw("criteria-gongmao")
    newer.update(version="2027.1", valid_from="2027-01-01", document="新文号")
    install(founded, newer)
    assert "第10号" in printed(founded, "GM04", {})[0]
    assert "（新文号）" in printed(founded, "GM04", {}, date(2027, 1, 1))[0]


def test_a_standard_for_gas_sellers_is_not_held_against_gas_users(founded: Desk):
    for item in ("RQ03", "RQ04", "RQ06"):
        assert printed(founded, item, {"sector": "餐饮"}) == []


def test_a_record_keeps_the_citation_it_was_made_with(founded: Desk):
    first = packs.items(founded, "GM")[0].code
    identity = town.finished(founded, answers=[{"item": first, "result": "pass"}], hazards=[{
        **entry.hazard_from(*packs.find_finding(founded, "GM04-1"), "2026-11-20T09:00"),
        "part": "配电房", "responsible": "卫国栋", "department": "市应急局",
        "phone_report": {"department": "市应急局", "answered_by": "值班员", "at": "2026-11-20T10:00"},
    }])
    before = founded.get("inspection", identity)["hazards"][0]["judgement"]["basis"]
    newer = raw("criteria-gongmao")
    newer.update(version="2026.5", document="改了的文号")
    install(founded, newer)
    assert founded.get("inspection", identity)["hazards"][0]["judgement"]["basis"] == before


# Working days -----------------------------------------------------------------------------------------

def test_the_calendar_comes_from_the_installed_packs(founded: Desk):
    calendar = packs.calendar(founded)
    assert calendar.years == {2024, 2025, 2026}
    assert calendar.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert calendar.unpublished([date(2027, 1, 4)]) == 2027
    assert packs.calendar(founded) is calendar


def test_a_newer_pack_replaces_its_year_and_undoing_it_brings_the_old_one_back(founded: Desk):
    before = packs.calendar(founded)
    coming = {
        **raw("holidays"), "id": "holidays/city", "version": "2027.1", "years": [{
            "year": 2027, "document": "测试", "rests": [{"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"}],
            "worked": [{"name": "元旦", "day": "2027-01-09"}],
        }],
    }
    install(founded, coming)
    after = packs.calendar(founded)
    assert after.years == {2024, 2025, 2026, 2027} and after.worked - before.worked == {date(2027, 1, 9)}
    from yongji_desktop.services import history

    deed = founded.store.db.conn.execute("SELECT deed FROM change ORDER BY hlc DESC LIMIT 1").fetchone()[0]
    history.undo_deed(founded, deed)
    assert packs.calendar(founded) == before

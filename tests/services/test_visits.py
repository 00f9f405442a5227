"""What is known before a visit: 上次以来, a new entry, 照上次, the checklists."""

from __future__ import annotations

import pytest
import town

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import inspections, office, packs, sites, visits
from yongji_desktop.services.desk import Desk


def test_a_first_visit_says_so(founded: Desk):
    told = visits.since(founded, town.some_site(founded))
    assert told.sentence == "第一次来。" and told.visits == {} and told.last == () and told.open_hazards == ()


def test_visits_are_counted_apart_and_open_hazards_are_said(founded: Desk):
    site = town.some_site(founded)
    town.finished(founded, site)
    town.finished(
        founded, site, began_at="2026-11-20T14:00", ended_at="2026-11-20T15:00", hazards=[], answers=[]
    )
    told = visits.since(founded, site)
    assert told.sentence.startswith("今年已去 2 次（巡查 2、配合 0；复查不计） · 还有 1 条没闭环：")
    assert told.sentence.endswith("（期限 2026-12-01）")
    assert told.last[0]["began_at"] == "2026-11-20T14:00" and len(told.open_hazards) == 1


def test_authorised_visits_are_named_when_there_are_any():
    told = visits.Since(
        {"patrol": 1, "joint": 1, "authorised": 2}, ({"began_at": "2026-01-01T09:00"},), (), ()
    )
    assert told.sentence == "今年已去 4 次（巡查 1、配合 1、赋权 2；复查不计）"
    before = visits.Since({}, ({"began_at": "2025-06-01T09:00"},), (), ())
    assert before.sentence == "今年还没去过，上次 2025-06-01"


def test_permits_are_said_when_they_run_out_within_45_days(founded: Desk):
    permits = [
        {"name": "已过期", "valid_until": "2026-01-01"},
        {"name": "快到期", "valid_until": "2027-01-04"},
        {"name": "还早", "valid_until": "2027-01-05"},
        {"name": "长期"},
    ]
    site = town.some_site(founded, name="甲加油站", permits=permits)
    assert [one["name"] for one in visits.since(founded, site).permits] == ["已过期", "快到期"]


def test_a_new_entry_has_the_site_the_officer_the_hour_and_a_checklist(founded: Desk):
    site = town.some_site(founded)
    entry = visits.begin(founded, site)
    assert entry["site_id"] == site and entry["site"]["name"] == town.SITE["name"]
    assert entry["began_at"].startswith("2026-11-20T") and len(entry["began_at"]) == 16
    assert [one["name"] for one in entry["inspectors"]] == [town.OFFICER] == [entry["recorder"]]
    assert entry["checklists"] and all(one["result"] == "unseen" for one in entry["answers"])
    assert "hazards" not in entry and "photos" not in entry
    inspections.save_draft(founded, entry)


def test_two_officers_of_one_name_do_not_stop_a_visit(founded: Desk):
    office.add_officer(founded, {"name": town.OFFICER, "section": "综合办"})
    (person,) = visits.begin(founded, town.some_site(founded))["inspectors"]
    assert person["officer_id"] == founded.officer


def test_a_void_site_is_refused(founded: Desk):
    site = town.some_site(founded)
    sites.void(founded, site, "重复登记")
    with pytest.raises(Refused) as told:
        visits.begin(founded, site)
    assert "已作废" in str(told.value) and town.chinese(str(told.value))


def test_the_checklist_of_the_last_visit_comes_first_then_the_sector_then_the_quick_one(founded: Desk):
    trade = founded.get("site", town.some_site(founded))
    other = founded.get("site", town.some_site(founded, name="顺风车行", sector="其他服务"))
    known = packs.checklists(founded)
    assert visits.suggested(founded, trade) == ["GM"]
    assert visits.suggested(founded, other) != ["GM"] and visits.suggested(founded, other)[0] in known
    town.finished(founded, other["id"])
    assert visits.suggested(founded, other) == ["GM"]


def test_like_the_last_carries_the_header_and_nothing_that_was_found(founded: Desk):
    site = town.some_site(founded)
    with pytest.raises(Refused) as told:
        visits.like_last(founded, visits.begin(founded, site))
    assert town.chinese(str(told.value))
    town.finished(founded, site, category="holiday", photos=[town.with_photo(founded)])
    entry = {**visits.begin(founded, site), "inspectors": [], "places": ""}
    made, carried = visits.like_last(founded, entry)
    assert made["places"] == "熔铸车间、库房" and made["category"] == "holiday"
    assert [one["name"] for one in made["inspectors"]] == [town.OFFICER, "李雨䶮"]
    assert {"检查场所", "检查人员", "检查表"} <= set(carried)
    assert all(one["result"] == "unseen" for one in made["answers"]) and len(made["answers"]) == 2
    assert "hazards" not in made and "photos" not in made and made["began_at"] == entry["began_at"]


def test_like_the_last_never_takes_answers_away(founded: Desk):
    site = town.some_site(founded)
    town.finished(founded, site)
    entry = visits.begin(founded, site)
    entry["answers"][5]["result"] = "pass"
    made, carried = visits.like_last(founded, entry)
    assert made["answers"] == entry["answers"] and "检查表" not in carried


def test_changing_the_checklists_keeps_every_answer_given(founded: Desk):
    entry = visits.begin(founded, town.some_site(founded))
    entry["answers"][0].update(result="fail", note="没有制度")
    first = entry["answers"][0]["item"]
    quick = next(code for code in packs.checklists(founded) if code != "GM")
    made = visits.set_checklists(founded, entry, [quick])
    assert [one["code"] for one in made["checklists"]] == [quick]
    assert made["answers"][-1]["item"] == first and made["answers"][-1]["note"] == "没有制度"
    both = visits.set_checklists(founded, made, ["GM", quick])
    texts = [one["text"] for one in both["answers"]]
    assert len(texts) == len(set(texts))
    assert next(one for one in both["answers"] if one["item"] == first)["result"] == "fail"
    none = visits.set_checklists(founded, both, [])
    assert [one["item"] for one in none["answers"]] == [first] and "checklists" not in none

"""What is proposed when a re-inspection begins, its opinion and papers to come; records found by a paper's number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import (
    entry,
    inspections,
    ledger,
    numbers,
    office,
    papers,
    reinspection_entry,
    reinspections,
    sites,
)

FOUND, LATER = date(2026, 11, 23), date(2026, 12, 1)
SITE = "永济市阳光机械厂"


def hazard(part: str, **more):
    return {
        "part": part, "description": "防护罩缺失", "measure": "装复防护罩", "category": "机械", "grade": "general",
        "treatment": "deadline", "due_on": "2026-11-30", "responsible": "赵永生", "department": "市应急局",
        "basis": [{"law": "安全生产法", "article": 36, "paragraph": 2, "item": None, "verified": True}], **more,
    }  # fmt: skip


@pytest.fixture
def later(founded):
    """The desk on 2026-12-01, eight days after a visit with two hazards whose papers were issued."""
    desk = replace(founded, today=FOUND)
    office.add_officer(desk, {"name": "李芳", "post": "安全员"})
    sites.add(desk, {"name": SITE, "principal": "孙志强", "village": "四冯村"})
    told = {
        "site": SITE, "began_at": "2026-11-23T09:30", "ended_at": "2026-11-23T11:00", "places": "车间",
        "inspectors": ["贺峻岭", "李芳"], "informed": True, "showed_id": True, "site_present": "principal", "checklists": ["GM"],
        "hazards": [hazard("一车间"), hazard("二车间")], "signature": {"state": "unsigned"},
    }  # fmt: skip
    filled = entry.fill(desk, told)
    filled["answers"] = [{**one, "result": "pass"} for one in filled["answers"]]
    papers.issue(desk, inspections.finish(desk, filled), {})
    return replace(desk, today=LATER)


def site_of(desk) -> str:
    return entry.site_named(desk, SITE)["id"]


def test_it_begins_with_the_people_of_the_visit_and_the_hazards_in_order(later):
    begun = reinspection_entry.begin(later, site_of(later))
    assert [one["name"] for one in begun["inspectors"]] == ["贺峻岭", "李芳"]
    assert [one["number"][-5:-1] for one in begun["looks"]] == ["A001", "A002"]
    assert reinspection_entry.reinspect_by(later, begun) == "2026-12-10"
    assert reinspection_entry.deadline(later, begun["looks"][0], LATER) == ("逾期 1 天", "red")


def test_the_header_of_a_visit_going_on_is_taken_and_nothing_else_of_it(later):
    head = {"inspectors": [{"name": "李芳"}], "began_at": "2026-12-01T08:15", "hazards": [{"part": "x"}], "places": "车间"}
    begun = reinspection_entry.begin(later, site_of(later), (), head)
    assert (begun["inspectors"], begun["began_at"]) == ([{"name": "李芳"}], "2026-12-01T08:15")
    assert "hazards" not in begun and "places" not in begun


def test_what_is_left_out_can_be_added_and_nothing_is_added_twice(later):
    first = reinspections.open_of(later, site_of(later))[0].record["id"]
    begun = reinspection_entry.begin(later, site_of(later), [first])
    missing = reinspection_entry.missing(later, begun)
    assert len(begun["looks"]) == len(missing) == 1 and missing[0]["hazard"] != first
    assert reinspection_entry.missing(later, {**begun, "looks": begun["looks"] + missing}) == []


def test_opinion_and_papers_follow_the_conclusions(later):
    begun = reinspection_entry.begin(later, site_of(later))
    assert reinspection_entry.opinion(later, begun) == ""
    assert [one.code for one in reinspection_entry.coming(later, begun)] == ["reinspection_record"]
    begun["looks"][0]["conclusion"] = "rectified"
    begun["looks"][1].update(conclusion="not", next="second_deadline", next_due_on="2026-12-08")
    told = reinspection_entry.opinion(later, begun)
    assert "同意闭环" in told and "2026年12月8日" in told
    coming = reinspection_entry.coming(later, begun)
    assert [(one.title, one.number) for one in coming] == [("整改复查记录", "A001"), ("通知（告知）书（第二次）", "A002")]


def test_a_hazard_found_before_is_said_with_its_days(later):
    begun = reinspection_entry.begin(later, site_of(later))
    assert reinspection_entry.repeats(later, begun, begun["looks"][0]) == []
    assert reinspection_entry.repeats(later, begun, {"hazard": "gone"}) == []


def test_a_number_leads_to_the_record_it_was_issued_from(later):
    found = numbers.found(later, "a001")
    assert {one.kind for one in found} == {"inspection"} and {one.site for one in found} == {SITE}
    assert numbers.found(later, found[0].words.split(" ")[1])[0].id == found[0].id
    assert numbers.found(later, "阳光") == [] == numbers.found(later, "a999")


def test_nothing_to_look_at_again_is_refused(later):
    made = sites.add(later, {"name": "河东超市"})
    with pytest.raises(Refused, match="没有要复查的隐患"):
        reinspection_entry.begin(later, made)


def test_the_day_it_was_put_right_is_never_left_open(later):
    def looked(**more):
        begun = reinspection_entry.begin(later, site_of(later))
        done = {"conclusion": "rectified", "no_photo_reason": "雨天没拍", "seen": "已装"}
        begun["looks"] = [{**one, **done, **(more if at == 0 else {})} for at, one in enumerate(begun["looks"])]
        return {**begun, "single_reason": "李芳值班"}

    for day, words in (("2026-12-02", "晚于复查日期"), ("2026-11-20", "早于查出日期")):
        wrong = [one.message for one in reinspections.problems_of(later, looked(finished_on=day)) if one.field.endswith("finished_on")]
        assert words in wrong[0]
    done = later.get("reinspection", reinspections.finish(later, looked(finished_on="2026-11-28")))
    assert [(one["finished_on"], bool(one.get("self_reported"))) for one in done["looks"]] == [
        ("2026-11-28", True), ("2026-12-01", False),
    ]  # fmt: skip
    assert sorted(one["finished_on"] for one in ledger.rows(later)) == ["2026-11-28", "2026-12-01"]

"""未能检查: what blocks and what may come later; one record, no visit, undone with the draft it replaced."""

from __future__ import annotations

import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import history, inspections, missed, sites, visits
from yongji_desktop.services.desk import Desk


def values(desk: Desk, **more) -> dict:
    return {
        "site_id": town.some_site(desk),
        "reason": "locked",
        "arrived_at": "2026-11-20T10:20",
        "inspectors": [town.OFFICER],
        "photos": [town.with_photo(desk)],
        **more,
    }


def problems(desk: Desk, **more) -> dict[str, str]:
    return {one.field: one.severity for one in missed.problems_of(desk, values(desk, **more))}


def test_what_blocks_and_what_may_come_later(founded: Desk):
    assert problems(founded) == {"witness": "later", "contacted": "later", "next_on": "later"}
    assert problems(founded, witness="冯小军", contacted="没接", next_on="2026-11-20") == {}
    assert problems(founded, photos=[])["photos"] == "block"
    assert problems(founded, reason="refused")["told_department"] == "block"
    assert problems(founded, reason="other")["reason_words"] == "block"
    assert problems(founded, arrived_at="2026-11-21T08:00")["arrived_at"] == "block"
    assert problems(founded, next_on="2026-11-19")["next_on"] == "block"
    for one in missed.problems_of(founded, {"reason": "refused"}):
        assert town.chinese(one.message) and one.rule == "R62"


def test_it_is_one_record_and_no_visit(founded: Desk):
    identity = missed.register(founded, values(founded))
    record = founded.get("missed_visit", identity)
    assert (
        record["site"]["name"] == town.SITE["name"]
        and record["inspectors"][0]["officer_id"] == founded.officer
    )
    site = record["site_id"]
    assert visits.since(founded, site).visits == {} and inspections.listed(founded) == []
    assert [one["id"] for one in missed.listed(founded, site)] == [identity]
    assert missed.listed(founded, "another") == []
    town.clean(founded)


def test_the_newest_comes_first(founded: Desk):
    for hour in ("09:00", "11:00", "10:00"):
        missed.register(founded, values(founded, arrived_at=f"2026-11-20T{hour}"))
    assert [one["arrived_at"][11:] for one in missed.listed(founded)] == ["11:00", "10:00", "09:00"]


@pytest.mark.parametrize(
    "wrong",
    [{"photos": []}, {"reason": None}, {"arrived_at": ""}, {"inspectors": []}, {"reason": "away"}, {"x": 1}],
)
def test_what_is_wrong_is_named_and_nothing_is_written(founded: Desk, wrong: dict):
    draft = inspections.save_draft(founded, {"site": "x"})
    with pytest.raises(Invalid) as told:
        missed.register(founded, values(founded, **wrong), draft)
    assert told.value.problems[0].field.split(".")[0] == next(iter(wrong))
    assert missed.listed(founded) == [] and len(inspections.drafts(founded)) == 1


def test_a_void_site_is_refused(founded: Desk):
    told = values(founded)
    sites.void(founded, told["site_id"], "重复登记")
    with pytest.raises(Refused) as refused:
        missed.register(founded, told)
    assert town.chinese(str(refused.value))


def test_the_draft_it_replaces_comes_back_with_undo_and_can_be_registered_again(founded: Desk):
    entry = town.visit(founded, town.some_site(founded))
    draft = inspections.save_draft(founded, entry)
    identity = missed.register(founded, values(founded), draft)
    assert inspections.drafts(founded) == []
    undone = history.undo_deed(founded, history.last_deed(founded)[0])[1].deed
    assert [one["body"] for one in inspections.drafts(founded)] == [entry] and missed.listed(founded) == []
    redone = history.undo_deed(founded, undone)[1].deed
    assert inspections.drafts(founded) == [] and len(missed.listed(founded)) == 1
    history.undo_deed(founded, redone)
    again = missed.register(founded, values(founded, reason="suspended"), draft)
    assert again == identity and missed.listed(founded)[0]["reason"] == "suspended"
    assert founded.get("missed_visit", again)["version"] == 2
    town.clean(founded)


def test_a_draft_may_be_finished_after_the_undo(founded: Desk):
    site = town.some_site(founded)
    draft = inspections.save_draft(founded, town.visit(founded, site))
    missed.register(founded, values(founded), draft)
    history.undo_deed(founded, history.last_deed(founded)[0])
    (found,) = inspections.drafts(founded)
    inspections.finish(founded, found["body"], found["id"], {"R06": "复查"})
    assert inspections.drafts(founded) == [] and len(inspections.listed(founded)) == 1
    town.clean(founded)


def test_voiding_wants_a_reason_and_frees_the_photo(founded: Desk):
    identity = missed.register(founded, values(founded))
    with pytest.raises(Invalid):
        missed.void(founded, identity, " ")
    missed.void(founded, identity, "写错了单位")
    assert missed.listed(founded) == []
    with pytest.raises(Refused):
        missed.void(founded, "none", "没有这一份")

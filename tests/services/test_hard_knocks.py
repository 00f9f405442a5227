"""Odd orders and clumsy hands: nothing leaves a hazard in doubt on a single PC, nothing is lost."""

from __future__ import annotations

import pytest
import town
from test_forms import issue
from test_hazard_life import hazard_of, refused

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import (
    forms,
    hazards,
    history,
    inspections,
    papers,
    reinspections,
    scans,
    signing,
    site_ends,
)
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import check, questions

HANDOVER = {"happened_on": "2026-11-20", "department": "市住建局", "reason": "beyond"}


def last(desk: Desk) -> str:
    return questions.last_deed_of(desk.store.db, desk.store.device, desk.officer)["deed"]


def look(desk: Desk, one: str, **answers) -> dict:
    entry = reinspections.begin(desk, desk.get("hazard", one)["site_id"], [one])
    entry["single_reason"] = "值班"
    entry["looks"][0].update({"conclusion": "rectified", "no_photo_reason": "不让进", **answers})
    return entry


def body_of(desk: Desk, visit: str) -> dict:
    names = {one.name for one in inspections.INSPECTION.fields}
    return {name: value for name, value in desk.get("inspection", visit).items() if name in names}


def test_papers_issued_after_the_hazard_went_on_leave_its_road_alone(founded: Desk) -> None:
    first, second = hazard_of(founded), hazard_of(founded)
    hazards.take_step(founded, first, "handover", HANDOVER)
    reinspections.finish(founded, look(founded, second))
    for one in (first, second):
        papers.issue(founded, founded.get("hazard", one)["inspection_id"])
    assert (hazards.of(founded, first).life.state, hazards.of(founded, second).life.state) == ("to_hand_over", "closed")
    town.clean(founded)


def test_a_correction_cannot_take_away_what_has_gone_on(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = founded.get("hazard", first)["inspection_id"]
    reinspections.finish(founded, look(founded, first))
    body = body_of(founded, visit)
    bare = {**body, "hazards": [], "answers": [{**one, "result": "pass"} for one in body["answers"]]}
    assert "不能在更正里删去" in refused(inspections.correct, founded, visit, bare, "错", {"R06": "x"})
    town.clean(founded)


def test_undoing_the_finding_after_a_later_change_is_refused_not_half_done(founded: Desk) -> None:
    first = hazard_of(founded)
    finish = last(founded)
    hazards.assign(founded, [first], "赵永生")
    assert "请先撤销那一步" in refused(history.undo_deed, founded, finish)
    history.undo_deed(founded, last(founded))
    history.undo_deed(founded, finish)
    assert founded.get("hazard", first)["voided"]
    town.clean(founded)


def test_a_reinspection_takes_only_live_hazards_of_its_own_site_once(founded: Desk) -> None:
    first, second = hazard_of(founded), hazard_of(founded)
    entry = look(founded, first)
    twice = {**entry, "looks": [*entry["looks"], dict(entry["looks"][0])]}
    assert "有两次" in refused(reinspections.finish, founded, twice)
    other = town.some_site(founded, name="永济市栲栳面粉厂")
    assert "别的单位" in refused(reinspections.finish, founded, {**look(founded, second), "site_id": other})
    inspections.void(founded, founded.get("hazard", first)["inspection_id"], "写错")
    assert "已作废" in refused(reinspections.finish, founded, entry)
    town.clean(founded)


def test_nothing_is_voided_twice(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = founded.get("hazard", first)["inspection_id"]
    papers.issue(founded, visit)
    notice = papers.issued_of(founded, visit)["rectification_notice"]["id"]
    letter = issue(founded, "handover_letter", [first], department="市住建局", reason="beyond")["id"]
    forms.void(founded, letter, "写错")
    papers.void(founded, notice, "打印错")
    gone = last(founded)
    for call, one in ((forms.void, letter), (papers.void, notice)):
        assert "已经作废" in refused(call, founded, one, "再来")
    papers.issue(founded, visit)
    assert "不能撤销作废" in refused(history.undo_deed, founded, gone)
    inspections.void(founded, visit, "写错")
    assert "已经作废" in refused(inspections.void, founded, visit, "再来")
    inspections.unvoid(founded, visit)
    assert not founded.get("hazard", first)["voided"]
    town.clean(founded)


def test_a_reinspection_others_lean_on_stays(founded: Desk) -> None:
    first = hazard_of(founded)
    done = reinspections.finish(founded, look(founded, first, conclusion="not", next="handover", next_department="市住建局"))
    hazards.take_step(founded, first, "letter_delivered", {"happened_on": "2026-11-20", "received_by": "钱"})
    assert "请先撤销后来的那一步" in refused(reinspections.void, founded, done, "错")
    assert hazards.of(founded, first).life.state == "handed_over"


def test_wrong_shapes_get_a_sentence(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = founded.get("hazard", first)["inspection_id"]
    papers.issue(founded, visit)
    told = {"description": "乱", "place": "村口"}
    calls = (
        lambda: hazards.report(founded, {**told, "happened_on": "明天"}),
        lambda: hazards.report(founded, {**told, "source": []}),
        lambda: hazards.report(founded, {**told, "site": [1]}),
        lambda: hazards.assign(founded, ["nope"], "赵"),
        lambda: hazards.assign(founded, [first], "赵" * 20_000),
        lambda: signing.register(founded, visit, {"state": ["signed"]}),
        lambda: signing.register(founded, visit, {"state": "signed", "signed_on": "2026-12"}),
        lambda: signing.register(founded, visit, {"state": "signed", "person": ["王"]}),
        lambda: hazards.take_step(founded, first, "merged", {"happened_on": "2026-11-20", "into": first}),
    )
    for call in calls:
        with pytest.raises((Invalid, Refused)) as words:
            call()
        assert town.chinese(str(words.value))
    town.clean(founded)


def test_voiding_a_reinspection_takes_its_notice_back(founded: Desk) -> None:
    first = hazard_of(founded)
    again = look(founded, first, conclusion="not", no_photo_reason=None, next="second_deadline", next_due_on="2026-12-10")
    identity = reinspections.finish(founded, again)
    papers.issue(founded, identity)
    assert hazards.of(founded, first).life.notices
    reinspections.void(founded, identity, "录错了")
    life = hazards.of(founded, first).life
    assert (life.state, life.notices, life.looks) == ("confirmed", [], [])
    assert "送达" not in forms.proposed(founded, "handover_letter", [first]).get("measures", "")
    history.undo_deed(founded, last(founded))
    assert hazards.of(founded, first).life.notices
    town.clean(founded)


def test_restoring_a_visit_does_not_bring_back_a_void_notice(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = founded.get("hazard", first)["inspection_id"]
    papers.issue(founded, visit)
    inspections.void(founded, visit, "写错单位")
    inspections.unvoid(founded, visit)
    assert (hazards.of(founded, first).life.state, hazards.of(founded, first).life.notices) == ("confirmed", [])
    papers.issue(founded, visit)
    assert hazards.of(founded, first).life.state == "notified"


def test_the_day_seen_follows_the_look_and_is_never_what_the_unit_told(founded: Desk) -> None:
    first = hazard_of(founded)
    identity = reinspections.finish(founded, look(founded, first))
    body = {**founded.get("reinspection", identity)}
    assert body["looks"][0]["self_reported"] is False
    earlier = reinspections.completed({**body, "began_at": "2026-11-19T10:00"})["looks"][0]
    assert (earlier["finished_on"], earlier["self_reported"]) == ("2026-11-19", False)
    other = {**body, "looks": [{**body["looks"][0], "conclusion": "not"}]}
    assert "finished_on" not in reinspections.completed(other)["looks"][0]


def test_files_that_are_no_files_are_refused_and_those_of_a_closed_unit_are_kept(founded: Desk, tmp_path) -> None:
    first = hazard_of(founded)
    for files in ([{"sha": "0" * 64, "name": "x.pdf"}], [None], ["a"], [{}], [{"sha": "zz"}]):
        ended = {"happened_on": "2026-11-20", "reason": "closed_down", "files": files}
        assert "不在本机" in refused(hazards.take_step, founded, first, "ended", ended)
    site = town.some_site(founded, name="永济市甲店")
    path = tmp_path / "注销.jpg"
    path.write_bytes(town.picture())
    row = scans.attach(founded, path)
    site_ends.take(founded, site, "close", {"happened_on": "2026-11-20", "files": [row]})
    assert row["sha"] in check.named_blobs(founded.store.db)
    assert "附件 注销.jpg" in history.history(founded, "site", site)[0].sentence
    town.clean(founded)


def test_two_times_the_same_name_is_one_person(founded: Desk) -> None:
    one = {"name": "王晓栲"}
    entry = town.visit(founded, town.some_site(founded), inspectors=[one, one])
    assert any(each.rule == "R01" for each in inspections.problems_of(founded, entry))


def test_a_campaign_that_is_gone_is_said(founded: Desk) -> None:
    entry = town.visit(founded, town.some_site(founded), campaign_id="没有")
    assert "专项行动已经作废或没有了" in refused(inspections.finish, founded, entry, None, {"R06": "x"})


def test_a_void_notice_was_not_given_and_the_next_one_is(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = founded.get("hazard", first)["inspection_id"]
    papers.issue(founded, visit)
    deed = papers.void(founded, papers.issued_of(founded, visit)["rectification_notice"]["id"], "写错")
    assert (hazards.of(founded, first).life.state, hazards.of(founded, first).life.notices) == ("confirmed", [])
    history.undo_deed(founded, deed)
    assert hazards.of(founded, first).life.state == "notified"
    papers.void(founded, papers.issued_of(founded, visit)["rectification_notice"]["id"], "写错")
    papers.issue(founded, visit)
    [told] = hazards.of(founded, first).life.notices
    assert told["number"] == papers.issued_of(founded, visit)["rectification_notice"]["number"]
    hazards.take_step(founded, first, "delivered", {"happened_on": "2026-11-20", "received_by": "卫国栋"})
    papers.void(founded, papers.issued_of(founded, visit)["rectification_notice"]["id"], "又写错")
    assert hazards.of(founded, first).life.state == "rectifying", "what has gone on keeps its road"
    town.clean(founded)

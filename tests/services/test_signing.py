"""签的就是这个: a signature belongs to the version that was signed."""

from __future__ import annotations

import town
from test_hazard_life import hazard_of, refused

from yongji_desktop.services import deadlines, hazards, history, inspections, papers, signing
from yongji_desktop.services.desk import Desk


def test_signing_registers_who_and_delivers_the_notice(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = hazards.of(founded, first).record["inspection_id"]
    assert "还没有出文书" in refused(signing.register, founded, visit, {"state": "signed"})
    papers.issue(founded, visit)
    deed = signing.register(founded, visit, {"state": "signed"})
    assert signing.words(founded.get("inspection", visit)) == "已签"
    assert hazards.of(founded, first).life.state == "rectifying"
    history.undo_deed(founded, deed)
    assert signing.words(founded.get("inspection", visit)) == "未签" and hazards.of(founded, first).life.state == "notified"
    town.clean(founded)


def test_after_a_correction_the_new_version_is_unsigned_and_says_what_was_signed(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = hazards.of(founded, first).record["inspection_id"]
    papers.issue(founded, visit)
    signing.register(founded, visit, {"state": "signed"})
    record = founded.get("inspection", visit)
    names = {one.name for one in inspections.INSPECTION.fields}
    body = {name: value for name, value in record.items() if name in names}
    inspections.correct(founded, visit, {**body, "places": "库房"}, "地点写漏", {"R06": "复查"})
    assert signing.words(founded.get("inspection", visit)) == "未签（第1版已签）"
    again = next(one for one in papers.issue(founded, visit) if one["paper"] == "inspection_record")
    assert again["edition"] == 2 and "替代第1版" in str(again["data"]["note"])
    signing.register(founded, visit, {"state": "signed"})
    assert signing.words(founded.get("inspection", visit)) == "已签"


def test_a_refusal_needs_reason_witness_and_whom_it_was_told(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = hazards.of(founded, first).record["inspection_id"]
    papers.issue(founded, visit)
    assert "拒签须填" in refused(signing.register, founded, visit, {"state": "refused", "reason": "不认可"})
    told = {"state": "refused", "reason": "不认可", "witness": "冯小军", "witness_post": "村主任", "told_department": "市应急局"}
    signing.register(founded, visit, told)
    acts = [one.act for day in deadlines.radar(founded).days for one in day.items]
    assert "report_refusal" in acts, "拒签报告 within a day"
    assert "签字没有" in refused(signing.register, founded, visit, {"state": "signed", "colour": "red"})

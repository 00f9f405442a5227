"""签的就是这个: a signature belongs to the version that was signed."""

from __future__ import annotations

import town
from test_hazard_life import hazard_of, refused

from yongji_desktop.core.signature import signature_of
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


def test_the_record_printed_after_a_refusal_says_so_and_the_first_one_never_does(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = hazards.of(founded, first).record["inspection_id"]
    told = {"state": "refused", "reason": "不认可", "witness": "冯小军", "witness_post": "村主任", "told_department": "市应急局"}
    record = founded.get("inspection", visit)
    with founded.store.deed("inspection.sign", founded.officer) as deed:  # written before anything was printed
        deed.set("inspection", visit, signature={**told, "version": record["version"]})
    before = papers.issue(founded, visit)
    [paper] = [one for one in before if one["paper"] == "inspection_record"]
    assert not paper["data"]["signing"]["refused"] and "不认可" not in str(paper["data"]["signing"])
    signing.register(founded, visit, told)
    now = {one.paper: one for one in papers.states(founded, visit)}
    assert now["inspection_record"].outdated and not now["rectification_notice"].outdated
    again = {one["paper"]: one for one in papers.issue(founded, visit)}
    assert again["inspection_record"]["edition"] == 2 and again["rectification_notice"]["edition"] == 1
    assert "不认可" in str(again["inspection_record"]["data"]["signing"])
    assert "补记拒签情况，第1版为出示件" in str(again["inspection_record"]["data"]["note"])
    assert not papers.states(founded, visit)[0].outdated


def test_editions_follow_the_refusal_and_then_stand_still(founded: Desk) -> None:
    told = {"state": "refused", "reason": "不认可", "witness": "张三", "told_department": "市应急局"}
    visit, _ = town.issued(founded)

    def editions() -> list[int]:
        return [papers.issued_or_issue(founded, visit, "inspection_record")["edition"] for _ in range(3)]

    deed = signing.register(founded, visit, told, {"R64": "后补"})
    assert editions() == [2, 2, 2]
    signing.register(founded, visit, {**told, "reason": "负责人说改天再签"}, {"R64": "后补"})
    assert editions() == [3, 3, 3]
    signing.register(founded, visit, {"state": "signed"})
    assert editions() == [4, 4, 4]
    assert deed and not papers.issued_of(founded, visit)["inspection_record"]["data"]["signing"]["refused"]


def test_a_refusal_typed_in_the_visit_is_of_its_first_version() -> None:
    record = {"version": 2, "signature": {"state": "refused", "reason": "不认可"}}
    assert signature_of(record)["state"] == "unsigned" and signature_of({**record, "version": 1})["state"] == "refused"
    assert signature_of({"version": 2, "signature": {"state": "unsigned"}}) == {"state": "unsigned"}

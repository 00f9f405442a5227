"""线索: no hazard, no deadline; handed over, answered, closed; in no figure of hazards (R66)."""

from __future__ import annotations

from datetime import date

import pytest
import town
from test_hazard_life import on, refused

from yongji_desktop.services import (
    clues,
    deadlines,
    forms,
    hazard_lists,
    hazards,
    history,
    inspections,
    ledger,
    papers,
    reinspections,
    site_ends,
    visits,
)
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions_due

YARD = {"place": "四泉村西口院落", "missing": "营业执照", "activity": "院内分装润滑油"}


def test_a_lead_goes_to_the_department_and_closes_with_its_answer(founded: Desk) -> None:
    site = town.some_site(founded)
    lead = clues.register(founded, {**YARD, "site": site})
    facts = hazards.of(founded, lead)
    assert (facts.life.state, facts.life.grade, facts.record["department"]) == ("clue", "clue", "市市场监管局")
    assert facts.record["description"] == "现场未出示营业执照，院内分装润滑油。" and not facts.life.due_on
    [due] = [one for one in deadlines.every(founded, date(2026, 12, 1)) if one.id == lead]
    assert (due.act, due.on) == ("hand_over", "2026-11-23")
    asked = forms.proposed(founded, "handover_letter", [lead])
    assert (asked["reason"], asked["department"]) == ("unlicensed", "永济市市场监督管理局")
    wrong = forms.problems(founded, "handover_letter", [lead], {**asked, "reason": "suspected"})
    assert any(one.rule == "R66" and one.severity == "block" for one in wrong)
    letter = forms.issue(founded, "handover_letter", [lead], {**asked, "number": "永城东安移〔2026〕6号"}, {"R57": "x"})
    words = str(letter["data"])
    assert letter["data"]["title"].endswith("无证无照线索的函") and "二、线索情况" in words and "现场未出示营业执照" in words
    assert "隐患" not in words.replace("不构成重大事故隐患，意见", "") and "未取得" not in words
    assert not founded.get("hazard", lead).get("number"), "a lead uses no number of the hazards"
    later = on(founded, "2026-11-25")
    hazards.take_step(later, lead, "letter_delivered", {"happened_on": "2026-11-21", "received_by": "周某"})
    assert [one.id for one in deadlines.waiting(later)] == [lead]
    hazards.take_step(later, lead, "accepted", {"happened_on": "2026-11-22"})
    hazards.take_step(later, lead, "answered", {"happened_on": "2026-11-24", "answer": "已立案"})
    hazards.take_step(later, lead, "closed_by_department", {"happened_on": "2026-11-25", "document": "永市监函〔2026〕3号", "words": "已取缔"})
    assert hazards.of(later, lead).life.state == "closed"
    town.clean(later)


def test_it_counts_as_no_hazard_anywhere(founded: Desk) -> None:
    visit = town.finished(founded)
    site = founded.get("inspection", visit)["site_id"]
    before = questions_due.rectified(founded.store.db, "2026-01-01"), len(reinspections.open_of(founded, site))
    lead = clues.register(founded, {"site": site, "missing": "食品经营许可证"})
    after = questions_due.rectified(founded.store.db, "2026-01-01"), len(reinspections.open_of(founded, site))
    assert before == after and lead not in [one["id"] for one in visits.since(founded, site).open_hazards]
    assert lead not in [one["id"] for one in questions_due.behind_figure(founded.store.db, "since", "2026-01-01")]
    assert hazard_lists.counted(founded, "open") == len(ledger.rows(founded, "open")) == 1
    assert [one["grade"] for one in ledger.rows(founded, "clue")] == ["clue"] and hazard_lists.counted(founded, "clue") == 1
    hazard = next(one["id"] for one in founded.get("inspection", visit)["hazards"])
    assert "分开出函" in refused(forms.proposed, founded, "handover_letter", [hazard, lead])
    assert hazards.of(founded, lead).record.get("department") is None, "who granted the permit is not guessed"
    town.clean(founded)


def test_what_a_site_did_not_show_becomes_a_lead_with_the_visit(founded: Desk) -> None:
    site = town.some_site(founded)
    visit = town.finished(founded, site, unlicensed="营业执照")
    [lead] = hazard_lists.listed(founded, "clue")
    assert lead["inspection_id"] == visit and lead["description"] == "现场未出示营业执照。"
    record = founded.get("inspection", visit)
    body = {one.name: record[one.name] for one in inspections.INSPECTION.fields if record.get(one.name) is not None}
    inspections.correct(founded, visit, {**body, "unlicensed": "食品经营许可证"}, "写错", {"R06": "复查"})
    assert founded.get("hazard", lead["id"])["missing"] == "食品经营许可证"
    deed = inspections.correct(founded, visit, {**body, "unlicensed": None}, "已出示", {"R06": "复查"})
    assert hazards.of(founded, lead["id"]).life.state == "withdrawn"
    history.undo_deed(founded, deed)
    assert hazards.of(founded, lead["id"]).life.state == "clue"
    inspections.void(founded, visit, "重复")
    assert founded.get("hazard", lead["id"])["voided"]
    town.clean(founded)


def test_a_row_of_a_visit_may_be_a_lead(founded: Desk) -> None:
    site = town.some_site(founded, sector="危化品经营")
    entry = town.visit(founded, site)
    row = {**entry["hazards"][0], "treatment": "clue", "description": "院内有反应釜在运行，没有名牌", "department": "市应急局"}
    assert "不设期限" in refused(inspections.finish, founded, {**entry, "hazards": [row]}, None, {"R06": "x"})
    row.pop("due_on"), row.pop("responsible", None)
    visit = inspections.finish(founded, {**entry, "hazards": [row]}, None, {"R06": "x"})
    record = founded.get("inspection", visit)
    assert record["hazard_count"] == 0 and hazards.of(founded, record["hazards"][0]["id"]).life.state == "clue"
    [paper] = papers.issue(founded, visit)
    words = str(paper["data"])
    assert paper["paper"] == "inspection_record", "a lead goes into no notice"
    assert "另有线索1条" in words and "第1条为线索，我街道将移送市应急局核查。" in words and "限期整改" not in words
    town.clean(founded)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"place": "村口"}, "没有写未出示什么"),
        ({"missing": "营业执照"}, "请写明地点"),
        ({**YARD, "happened_on": "2026-11-21"}, "还没有到"),
        ({**YARD, "site": "没有这家"}, "没有“没有这家”这家单位"),
    ],
)
def test_what_is_missing_is_said(founded: Desk, values, words) -> None:
    assert words in refused(clues.register, founded, values)
    assert hazard_lists.counted(founded, "all") == 0


def test_a_report_may_turn_out_to_be_a_lead(founded: Desk) -> None:
    first = hazards.report(founded, {"description": "有人私下卖鞭炮", "place": "东巷", "source": "village"})
    told = {"happened_on": "2026-11-20", "grade": "clue", "treatment": "deadline"}
    assert "线索请选" in refused(hazards.take_step, founded, first, "verified", told)
    hazards.take_step(founded, first, "verified", {**told, "treatment": "clue"})
    assert hazards.of(founded, first).life.state == "clue" and "told_reporter" in [one.code for one in hazards.buttons(founded, first)]
    town.clean(founded)


def corrected(desk: Desk, visit: str, **changes) -> str:
    record = desk.get("inspection", visit)
    body = {one.name: record[one.name] for one in inspections.INSPECTION.fields if record.get(one.name) is not None}
    return inspections.correct(desk, visit, {**body, **changes}, "写错", {"R06": "复查"})


def test_a_corrected_paper_brings_its_own_department_and_a_taken_back_one_comes_again(founded: Desk) -> None:
    visit = town.finished(founded, unlicensed="营业执照")
    [lead] = clues.of_visit(founded, visit)
    corrected(founded, visit, unlicensed="烟花爆竹经营（零售）许可证")
    held = founded.get("hazard", lead["id"])
    assert held["category"] == "缺少许可" and not held.get("department")
    corrected(founded, visit, unlicensed=None)
    corrected(founded, visit, unlicensed="营业执照")
    [again] = clues.of_visit(founded, visit)
    assert again["id"] != lead["id"] and (again["missing"], again["state"]) == ("营业执照", "clue")
    town.clean(founded)


def test_the_same_paper_not_shown_twice_is_one_lead(founded: Desk) -> None:
    site = town.some_site(founded)
    for day in ("2026-11-18", "2026-11-20"):
        town.finished(founded, site, unlicensed="营业执照", began_at=f"{day}T09:00", ended_at=f"{day}T10:00")
    assert len(hazard_lists.listed(founded, "clue")) == 1


def test_a_lead_rests_with_nobody_merges_with_nothing_and_stays_where_it_was_seen(founded: Desk) -> None:
    visit = town.finished(founded, unlicensed="营业执照")
    site = founded.get("inspection", visit)["site_id"]
    [lead] = clues.of_visit(founded, visit)
    hazard = founded.get("inspection", visit)["hazards"][0]["id"]
    merge = {"happened_on": "2026-11-20", "into": lead["id"]}
    assert "不能互相并入" in refused(hazards.take_step, founded, hazard, "merged", merge)
    assert "不和隐患关联" in refused(hazards.link_repeat, founded, hazard, lead["id"])
    assert "随那次检查走" in refused(hazards.place_report, founded, lead["id"], "永济市晨光铝业有限公司")
    stays = {one.id: one.why for one in site_ends.preview(founded, site, "suspend").stays}
    assert "线索" in stays[lead["id"]] and hazard not in stays
    assert "线索没有这一步" in refused(hazards.take_step, founded, lead["id"], "rested", {"happened_on": "2026-11-20"})
    papers.issue(founded, visit)
    assert not founded.get("hazard", lead["id"]).get("number")


def test_what_is_typed_of_a_lead_cannot_make_it_a_hazard(founded: Desk) -> None:
    for more in ({"found_on": "2099-01-01"}, {"grade": "general"}, {"number": "永城东隐〔2026〕A001号"}):
        assert "没有“" in refused(clues.register, founded, {**YARD, **more})
    assert "没有写未出示" in refused(clues.register, founded, {"place": "西口", "missing": "\0"})
    assert "不在本机" in refused(clues.register, founded, {**YARD, "photos": [{"sha": "zz"}]})


def test_the_photos_of_a_lead_go_with_its_letter(founded: Desk) -> None:
    lead = clues.register(founded, {**YARD, "photos": [town.with_photo(founded)]})
    asked = forms.proposed(founded, "handover_letter", [lead])
    assert asked["attachments"] == [{"name": "现场照片（1张）"}]


def test_what_was_handed_over_is_not_changed_or_taken_away_under_the_department(founded: Desk) -> None:
    visit = town.finished(founded, unlicensed="营业执照")
    [lead] = clues.of_visit(founded, visit)
    deed = corrected(founded, visit, unlicensed="食品经营许可证")
    asked = {**forms.proposed(founded, "handover_letter", [lead["id"]]), "department": "市市场监管局"}
    letter = forms.issue(founded, "handover_letter", [lead["id"]], asked, {"R57": "x", "R60": "x"})
    assert "已按线索移送" in refused(corrected, founded, visit, unlicensed=None)
    assert "线索后来已移送" in refused(history.undo_deed, founded, deed)
    assert "已办移送" in refused(inspections.void, founded, visit, "写错")
    corrected(founded, visit, places="库房")
    forms.void(founded, letter["id"], "写错部门")
    inspections.void(founded, visit, "写错")
    assert hazard_lists.counted(founded, "clue") == 0
    town.clean(founded)

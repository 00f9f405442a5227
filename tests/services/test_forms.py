"""Papers made one by one: numbers, steps, words that wait for their event."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import town
from test_hazard_life import grave, hazard_of, refused

from yongji_desktop.services import forms, hazards, history, papers
from yongji_desktop.services.desk import Desk

PHONE = {"at": "2026-11-20T15:42", "department": "市应急局", "answered_by": "值班员 张敏"}


def text_of(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).replace("\r\n", "")


def filled(desk: Desk, code: str, ids: list[str], **more) -> dict:
    return {**forms.proposed(desk, code, ids), **more}


def reasons(desk: Desk, code: str, ids: list[str], inputs: dict) -> dict[str, str]:
    found = forms.problems(desk, code, ids, inputs)
    assert not [one.message for one in found if one.severity == "block"], [one.message for one in found]
    return {one.rule: "已核" for one in found if one.severity == "warn"}


def issue(desk: Desk, code: str, ids: list[str], **more) -> dict:
    inputs = filled(desk, code, ids, **more)
    return forms.issue(desk, code, ids, inputs, reasons(desk, code, ids, inputs))


def report_inputs() -> dict[str, str]:
    return {"receivers": "市应急局、市安委办", "stopped": "yes", "evacuated": "yes", "cordoned": "no"}


def test_a_major_hazard_with_every_paper_of_its_road(founded: Desk) -> None:
    first = grave(founded)
    visit = hazards.of(founded, first).record["inspection_id"]
    hazards.take_step(founded, first, "reported_by_phone", PHONE)
    papers.issue(founded, visit)
    report = issue(founded, "major_report", [first], **report_inputs())
    assert report["number"].startswith("永城东安重〔2026〕A001") and report["pages"] == 1
    assert "疑似重大事故隐患快报" in text_of(papers.pdf(founded, report["id"]))
    assert hazards.of(founded, first).life.major_reports[0]["number"] == report["number"]
    letter = issue(founded, "handover_letter", [first], department="市应急局", reason="suspected", number="")
    assert letter["number"] is None
    body = text_of(papers.pdf(founded, letter["id"]))
    assert "函" in body and "已移送" not in body and hazards.of(founded, first).life.state == "suspected_to_hand_over"
    told = {"happened_on": "2026-11-20", "received_by": "钱七", "number": "永城东安移〔2026〕6号"}
    hazards.take_step(founded, first, "letter_delivered", told)
    steps = (
        ("judged_major", {"happened_on": "2026-11-20", "department": "市应急局", "document": "永应急认〔2026〕1号", "judged_by": "赵六"}),
        ("supervised", {"happened_on": "2026-11-20", "department": "市安委会", "document": "永安督〔2026〕3号", "due_on": "2026-12-30"}),
        ("treated", {"happened_on": "2026-11-20"}),
    )
    for code, facts in steps:
        hazards.take_step(founded, first, code, facts)
    second = issue(founded, "major_report", [first], **report_inputs())
    assert second["number"] == report["number"], "a continued report keeps the first one's number"
    body = text_of(papers.pdf(founded, second["id"]))
    assert "续报" in body and "疑似重大事故隐患快报" not in body and "永应急认〔2026〕1号" in body
    assert issue(founded, "supervision_register", [first])["number"].startswith("永城东安督")
    plan = issue(founded, "treatment_plan", [first])
    assert plan["number"] == report["number"]
    told = refused(forms.issue, founded, "deregistration_register", [first], filled(founded, "deregistration_register", [first]))
    assert "不能登记为销号" in told
    for code, facts in (
        ("applied_deregistration", {"happened_on": "2026-11-20", "words": "自验合格"}),
        ("checked", {"happened_on": "2026-11-20", "checked_by": "孙八"}),
        ("deregistered", {"happened_on": "2026-11-20", "department": "市应急局", "document": "永应急销〔2026〕1号", "approved_by": "周九"}),
    ):
        hazards.take_step(founded, first, code, facts)
    closing = issue(founded, "deregistration_register", [first])
    assert "永应急销〔2026〕1号" in text_of(papers.pdf(founded, closing["id"]))
    assert len(forms.issued(founded, first)) == 6
    assert "已出文书" in refused(history.undo_deed, founded, history.history(founded, "paper", closing["id"])[0].deed)
    town.clean(founded)


def test_nothing_is_claimed_that_has_not_happened(founded: Desk) -> None:
    """Without events no paper says that the town has reported, handed over or delivered."""
    first, plain = grave(founded), hazard_of(founded)
    made = [forms.draft(founded, "major_report", [first], filled(founded, "major_report", [first])).pdf]
    for identity in (first, plain):
        made.append(forms.draft(founded, "handover_letter", [identity], filled(founded, "handover_letter", [identity])).pdf)
        visit = hazards.of(founded, identity).record["inspection_id"]
        made += [papers.draft(founded, visit, code).pdf for code in ("inspection_record", "rectification_notice")]
    for data in made:
        body = text_of(data)
        for words in ("我街道已", "已移送（", "已送达", "分电话报告", "以电话", "移送函已"):
            assert words not in body, (words, body)


def test_several_hazards_of_one_site_in_one_letter(founded: Desk) -> None:
    ids = [hazard_of(founded), hazard_of(founded)]
    letter = issue(founded, "handover_letter", ids, department="市住建局", reason="beyond", number="永城东安移〔2026〕7号")
    assert letter["number"] == "永城东安移〔2026〕7号"
    assert {hazards.of(founded, one).life.handovers[-1].number for one in ids} == {"永城东安移〔2026〕7号"}
    other = hazard_of(founded, site_id=town.some_site(founded, name="永济市栲栳面粉厂"))
    inputs = {"department": "市住建局", "reason": "beyond"}
    told = refused(forms.issue, founded, "handover_letter", [ids[0], other], inputs)
    assert "不在同一家单位" in told
    assert "逐条" in refused(forms.issue, founded, "extension_request", ids, {})


@pytest.mark.parametrize("code", ["rectification_order", "on_site_measures", "penalty_decision"])
def test_papers_of_power_do_not_exist_without_one(founded: Desk, code: str, run, tmp_path: Path) -> None:
    first = hazard_of(founded)
    assert code not in {one.code for one in forms.papers_about(founded, "hazard")}
    told = refused(forms.issue, founded, code, [first], {})
    assert "责令" in told or "赋权" in told or "没有" in told
    assert code not in {one["paper"] for one in papers.catalogue_rows(founded)}
    exit_code, _, err = run("form", code, first, "--to", str(tmp_path / "x.pdf"))
    assert exit_code == 1 and err and not (tmp_path / "x.pdf").exists()


def test_voiding_a_letter_takes_its_step_back_unless_the_hazard_went_on(founded: Desk) -> None:
    first = hazard_of(founded)
    letter = issue(founded, "handover_letter", [first], department="市住建局", reason="beyond", number="永城东安移〔2026〕7号")
    assert hazards.of(founded, first).life.state == "to_hand_over"
    forms.void(founded, letter["id"], "写错部门")
    assert hazards.of(founded, first).life.state == "confirmed"
    again = issue(founded, "handover_letter", [first], department="市住建局", reason="beyond", number="永城东安移〔2026〕8号")
    hazards.take_step(founded, first, "letter_delivered", {"happened_on": "2026-11-20", "received_by": "李"})
    assert "请先撤销后来的那一步" in refused(forms.void, founded, again["id"], "写错部门")
    assert [one["id"] for one in forms.issued(founded, first)] == [again["id"]]
    town.clean(founded)


def test_the_department_dictionary_names_the_addressee_of_a_freely_written_hazard(founded: Desk) -> None:
    told = {"description": "灶具软管穿墙", "category": "燃气", "source": "superior", "site": town.some_site(founded)}
    first = hazards.report(founded, told)
    hazards.take_step(
        founded, first, "verified", {"happened_on": "2026-11-20", "grade": "general", "treatment": "deadline", "due_on": "2026-12-01"}
    )
    assert hazards.proposed(founded, first, "handover")["department"] == "市住建局"
    assert forms.proposed(founded, "handover_letter", [first])["department"] == "永济市住房和城乡建设局", "in full in a letter"


def test_what_the_unit_would_not_stop_is_in_the_letter_and_never_said_to_be_stopped(founded: Desk) -> None:
    first = grave(founded, control={"stopped": False, "what": "1号深井铸造机", "evacuated": 5})
    event = hazards.of(founded, first).life.controls[-1]
    assert "stopped_what" not in event and event["advised"]
    told = {"happened_on": "2026-11-20", "words": "企业设置警戒带"}
    hazards.take_step(founded, first, "controlled", told)
    done = forms.proposed(founded, "handover_letter", [first])["measures"]
    assert "现场劝导该公司停止1号深井铸造机，该公司未采取停机措施" in done
    assert "经我街道劝导，该公司于11月20日撤离5人" in done and "；该公司于11月20日设置警戒带" in done
    assert forms.proposed(founded, "major_report", [first])["stopped"] == "no"


def test_hazards_of_two_visits_bring_both_days_and_both_records(founded: Desk) -> None:
    site = town.some_site(founded)
    ids, sets = [], []
    for day in ("2026-11-18", "2026-11-20"):
        visit = town.finished(founded, site, began_at=f"{day}T09:00", ended_at=f"{day}T10:00")
        sets += papers.issue(founded, visit)
        ids += [one["id"] for one in founded.get("inspection", visit)["hazards"]]
    inputs = filled(founded, "handover_letter", ids[::-1], reason="beyond")
    names = [one["name"] for one in inputs["attachments"]]
    assert len(names) == len(set(names)) == len(sets)
    given = forms.facts_of(founded, "handover_letter", ids[::-1], inputs)
    intro = forms.catalogue.PAPERS["handover_letter"].compose(given)["intro"]
    assert intro.startswith("2026年11月18日、11月20日，我街道在对")

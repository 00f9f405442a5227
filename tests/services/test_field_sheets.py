"""现场用纸 from printing to entering: numbers, drafts, void sheets, the papers that wait for the original."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
import town
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import field_sheets, history, inspections, missed, papers, sheet_steps, sites
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records


def printed(desk: Desk, *names: str, **more) -> list[dict]:
    return field_sheets.print_for(desk, [town.some_site(desk, name=one) for one in names], **more)


def one(desk: Desk, **more) -> dict:
    return field_sheets.print_for(desk, [town.some_site(desk)], **more)[0]


def state(desk: Desk, sheet: dict) -> str:
    return desk.get("field_sheet", sheet["id"])["state"]


def entered(desk: Desk, sheet: dict, **more) -> str:
    entry = town.visit(desk, sheet["site_id"], field_sheet=sheet["id"], **more)
    return inspections.finish(desk, entry, sheet["inspection_id"], {"R06": "复查"})


def missed_values(desk: Desk, site: str) -> dict:
    return {
        "site_id": site, "reason": "locked", "arrived_at": "2026-11-20T10:20", "inspectors": [town.OFFICER],
        "photos": [town.with_photo(desk)],
    }  # fmt: skip


def test_each_site_gets_a_number_a_pdf_and_a_draft(founded: Desk):
    sheets = printed(founded, "阳光机械厂", "鑫达冷库", "四冯加油站")
    assert [one["number"] for one in sheets] == [f"永城东安检〔2026〕A00{n}号" for n in (1, 2, 3)]
    drafts = {one["id"]: one["body"] for one in inspections.drafts(founded)}
    for sheet in sheets:
        body = drafts[sheet["inspection_id"]]
        assert body["field_sheet"] == sheet["id"] and body["site_id"] == sheet["site_id"]
        assert body["answers"] and {one["result"] for one in body["answers"]} == {"unseen"} and body["checklists"]
        assert "began_at" not in body and not body.get("hazards")
        assert field_sheets.pdf(founded, sheet["id"]).startswith(b"%PDF") and sheet["pages"] >= 2
    town.clean(founded)


def test_a_record_that_is_printed_next_gets_the_next_number(founded: Desk):
    printed(founded, "阳光机械厂", "鑫达冷库")
    _, issued = town.issued(founded)
    assert issued[0]["number"].endswith("A003号")
    assert field_sheets.coming(founded, 2) == ["A004", "A005"]


def test_what_is_wrong_uses_no_number(founded: Desk):
    site, gone = town.some_site(founded), sites.add(founded, {"name": "要作废的店"})
    sites.void(founded, gone, "写错")
    for wrong in ([], [site, gone], [site, "none"]):
        with pytest.raises(Refused):
            field_sheets.print_for(founded, wrong)
    with pytest.raises(Refused):
        field_sheets.print_for(founded, [site], checklists=["没有"])
    with pytest.raises(Refused) as stopped:
        field_sheets.print_for(founded, [site], progress=lambda done, total: False)
    assert town.chinese(str(stopped.value))
    assert field_sheets.coming(founded, 1) == ["A001"] and inspections.drafts(founded) == []
    assert field_sheets.listed(founded) == []


def test_a_second_sheet_for_a_site_and_a_lonely_visit_want_a_reason(founded: Desk):
    sheet = one(founded)
    with pytest.raises(Invalid) as told:
        one(founded)
    assert "还有 1 张现场用纸未录入" in str(told.value) and town.SITE["name"] in str(told.value)
    assert one(founded, reasons={"sheets_out": "写坏一张"})["number"] != sheet["number"]
    assert list(field_sheets.problems(founded, [sheet["site_id"]])) == [sheet["site_id"]]
    with pytest.raises(Invalid):
        printed(founded, "鑫达冷库", inspectors=["贺峻岭"])
    assert printed(founded, "鑫达冷库", inspectors=["贺峻岭"], reasons={"R01": "另一名病假"})


def test_chosen_checklists_and_last_times_hazards_are_on_it(founded: Desk):
    town.issued(founded)
    sheet = one(founded, checklists=["RQ"])
    data = sheet["data"]
    assert "（RQ）" in data["items"]["title"] and len(data["open"]["rows"]) == 1
    assert data["open"]["rows"][0]["number"] == "A001" and data["open"]["told"].startswith("上次巡查2026-11-20")
    (draft,) = inspections.drafts(founded)
    assert [one["code"] for one in draft["body"]["checklists"]] == ["RQ"]
    assert len(draft["body"]["answers"]) == len(data["items"]["rows"])


def test_finishing_enters_the_sheet_and_undo_takes_it_back(founded: Desk):
    sheet = one(founded)
    identity = entered(founded, sheet)
    assert state(founded, sheet) == "entered" and field_sheets.out(founded) == []
    done = history.undo_deed(founded, history.last_deed(founded)[0])[1].deed
    assert state(founded, sheet) == "out" and [one["id"] for one in inspections.drafts(founded)] == [identity]
    history.undo_deed(founded, done)
    assert state(founded, sheet) == "entered" and inspections.drafts(founded) == []
    town.clean(founded)


def test_a_sheet_fits_only_its_own_visit(founded: Desk):
    first, second = printed(founded, "阳光机械厂", "鑫达冷库")
    with pytest.raises(Refused) as told:
        inspections.finish(founded, town.visit(founded, first["site_id"], field_sheet=first["id"]), second["inspection_id"])
    assert "另一次检查" in str(told.value)
    with pytest.raises(Refused) as told:
        entered(founded, {**first, "site_id": second["site_id"]})
    assert "阳光机械厂" in str(told.value)
    field_sheets.void(founded, first["id"], "写坏")
    with pytest.raises(Refused) as told:
        entered(founded, first)
    assert "已作废（写坏）" in str(told.value)
    assert inspections.listed(founded) == [] and state(founded, second) == "out"


def test_the_typed_copy_waits_and_the_notice_goes(founded: Desk):
    sheet = one(founded)
    identity = entered(founded, sheet)
    told = {one.paper: one for one in papers.states(founded, identity)}
    assert [one.message for one in told["inspection_record"].problems if one.severity == "block"] == [
        sheet_steps.ORIGINAL_FIRST
    ]
    assert told["inspection_record"].coming == "A001" and not told["rectification_notice"].blocked
    issued = papers.issue(founded, identity)
    assert [one["paper"] for one in issued] == ["rectification_notice"]
    assert sheet["number"] in issued[0]["data"]["intro"] and issued[0]["data"]["slip"]
    with pytest.raises(Invalid) as waits:
        papers.issue(founded, identity)
    assert str(waits.value) == sheet_steps.ORIGINAL_FIRST
    with pytest.raises(Invalid):
        papers.issued_or_issue(founded, identity, "inspection_record")
    assert papers.draft(founded, identity, "inspection_record").pages


def test_a_visit_without_hazards_has_only_the_copy_that_waits(founded: Desk):
    sheet = one(founded)
    code = town.visit(founded, sheet["site_id"])["answers"][0]["item"]
    entry = town.visit(founded, sheet["site_id"], hazards=[], answers=[{"item": code, "result": "pass"}],
                       checklists=[{"code": "GM", "items": [code]}], field_sheet=sheet["id"])  # fmt: skip
    identity = inspections.finish(founded, entry, sheet["inspection_id"])
    with pytest.raises(Invalid) as waits:
        papers.issue(founded, identity)
    assert str(waits.value) == sheet_steps.ORIGINAL_FIRST


def test_a_sheet_that_was_not_used_is_void_with_its_draft_and_comes_back(founded: Desk):
    sheet = one(founded)
    for nothing in ("", "  "):
        with pytest.raises(Invalid):
            field_sheets.void(founded, sheet["id"], nothing)
    deed = field_sheets.void(founded, sheet["id"], "没去成")
    assert inspections.drafts(founded) == [] and field_sheets.out(founded) == []
    kept = field_sheets.listed(founded)[0]
    assert (kept["number"], kept["state"], kept["void_words"]) == (sheet["number"], "void", "没去成")
    with pytest.raises(Refused):
        field_sheets.void(founded, sheet["id"], "再来")
    back = history.undo_deed(founded, deed)[1].deed
    assert state(founded, sheet) == "out" and len(inspections.drafts(founded)) == 1
    assert desk_words(founded, sheet) is None
    history.undo_deed(founded, back)
    assert state(founded, sheet) == "void" and inspections.drafts(founded) == []
    assert one(founded)["number"].endswith("A002号")
    town.clean(founded)


def desk_words(desk: Desk, sheet: dict) -> str | None:
    return desk.get("field_sheet", sheet["id"]).get("void_words")


def test_an_entered_sheet_is_not_void_any_more(founded: Desk):
    sheet = one(founded)
    entered(founded, sheet)
    with pytest.raises(Refused) as told:
        field_sheets.void(founded, sheet["id"], "没去成")
    assert "已经录入" in str(told.value)


def test_throwing_the_draft_away_voids_the_sheet(founded: Desk):
    sheet = one(founded)
    inspections.discard_draft(founded, sheet["inspection_id"])
    assert state(founded, sheet) == "void" and desk_words(founded, sheet) == sheet_steps.THROWN_AWAY
    assert inspections.drafts(founded) == []
    history.undo_deed(founded, history.last_deed(founded)[0])
    assert state(founded, sheet) == "out" and len(inspections.drafts(founded)) == 1
    other = inspections.save_draft(founded, {"site_id": sheet["site_id"]})
    inspections.discard_draft(founded, other)
    assert state(founded, sheet) == "out"


def test_a_visit_that_could_not_be_made_voids_the_sheet_in_the_same_deed(founded: Desk):
    sheet = one(founded)
    missed.register(founded, missed_values(founded, sheet["site_id"]), sheet["inspection_id"])
    assert state(founded, sheet) == "void" and desk_words(founded, sheet) == "转未能检查"
    undone = history.undo_deed(founded, history.last_deed(founded)[0])[1].deed
    assert state(founded, sheet) == "out" and len(inspections.drafts(founded)) == 1
    history.undo_deed(founded, undone)
    assert state(founded, sheet) == "void" and inspections.drafts(founded) == []
    town.clean(founded)


def test_printing_itself_is_not_undone(founded: Desk):
    one(founded)
    with pytest.raises(Refused) as told:
        history.undo_deed(founded, history.last_deed(founded)[0])
    assert "作废" in str(told.value) and town.chinese(str(told.value))


def test_what_is_out_is_listed_oldest_first_and_asked_about_after_a_week(founded: Desk):
    printed(founded, "阳光机械厂", "鑫达冷库")
    later = Desk(founded.store, founded.officer, founded.today + timedelta(days=8))
    printed(later, "四冯加油站")
    assert [(one["site_name"], one["days"], one["late"]) for one in field_sheets.out(later)] == [
        ("阳光机械厂", 8, True), ("鑫达冷库", 8, True), ("四冯加油站", 0, False),
    ]  # fmt: skip


def test_another_pc_makes_the_draft_again(founded: Desk):
    sheet = one(founded, checklists=["RQ"])
    assert field_sheets.draft_for(founded, sheet["id"]) == sheet["inspection_id"]
    with founded.store.local() as db:
        records.drop_draft(db, sheet["inspection_id"])
    assert field_sheets.draft_for(founded, sheet["id"]) == sheet["inspection_id"]
    (draft,) = inspections.drafts(founded)
    assert draft["body"]["field_sheet"] == sheet["id"] and draft["body"]["checklists"][0]["code"] == "RQ"
    field_sheets.void(founded, sheet["id"], "没去成")
    with pytest.raises(Refused):
        field_sheets.draft_for(founded, sheet["id"])


def test_several_sheets_as_one_pdf_with_the_route_on_top(founded: Desk):
    sheets = printed(founded, "阳光机械厂", "鑫达冷库")
    pdf = field_sheets.together(founded, [one["id"] for one in sheets], "元旦春节专项排查　一组", "陈志远")
    with pikepdf.open(io.BytesIO(pdf)) as whole, whole.open_outline() as outline:
        assert [str(one.title) for one in outline.root] == ["路线清单", "A001 阳光机械厂", "A002 鑫达冷库"]
        assert len(whole.pages) == 1 + sum(one["pages"] for one in sheets)
    with pytest.raises(Refused):
        field_sheets.together(founded, [])


def test_a_correction_keeps_the_sheet(founded: Desk):
    sheet = one(founded)
    identity = entered(founded, sheet)
    record = founded.get("inspection", identity)
    from yongji_desktop.core.kinds import INSPECTION

    entry = {field.name: record[field.name] for field in INSPECTION.fields if field.name in record}
    entry.pop("field_sheet")
    inspections.correct(founded, identity, {**entry, "places": "熔铸车间"}, "补写场所", {"R06": "复查"})
    assert founded.get("inspection", identity)["field_sheet"] == sheet["id"]


STEPS = st.lists(st.sampled_from(("print", "void", "discard", "missed", "enter", "issue", "undo", "fail")), max_size=9)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_number_is_ever_given_twice(tmp_path_factory: pytest.TempPathFactory, steps: list[str]):
    desk = town.found(tmp_path_factory.mktemp("numbers"))
    site, given_numbers = town.some_site(desk), []
    reasons = {"sheets_out": "再领一张", "R06": "复查", "R01": "病假"}
    for step in ["print", *steps]:
        held = field_sheets.out(desk)
        if step == "print":
            given_numbers += [one["number"] for one in field_sheets.print_for(desk, [site], reasons=reasons)]
        elif step == "fail":
            with pytest.raises(Refused):
                field_sheets.print_for(desk, [site, "none"], reasons=reasons)
        elif step == "issue":
            issued = papers.issue(desk, town.finished(desk, site), reasons)
            given_numbers += [one["number"] for one in issued if one["paper"] == "inspection_record"]
        elif step == "undo":
            try:
                history.undo_deed(desk, history.last_deed(desk)[0])
            except Refused:
                continue
        elif held and step == "void":
            field_sheets.void(desk, held[0]["id"], "没去成")
        elif held and step == "discard":
            inspections.discard_draft(desk, held[0]["inspection_id"])
        elif held and step == "missed":
            missed.register(desk, missed_values(desk, site), held[0]["inspection_id"])
        elif held and step == "enter":
            entered(desk, {**held[0]})
    assert len(set(given_numbers)) == len(given_numbers)
    listed = [one["number"] for one in field_sheets.listed(desk)]
    assert set(listed) <= set(given_numbers) and len(set(listed)) == len(listed)
    town.clean(desk)
    desk.close()


@pytest.mark.parametrize("began", [None, "", "2026-1", "2026-13-01T09:00"])
def test_a_draft_without_its_hour_can_be_looked_at(founded: Desk, began: str | None):
    sheet = one(founded)
    (draft,) = inspections.drafts(founded)
    inspections.save_draft(founded, {**draft["body"], "began_at": began}, draft["id"])
    assert papers.draft(founded, sheet["inspection_id"], "inspection_record").pages


def test_a_paper_of_another_kind_is_refused_with_a_sentence(founded: Desk):
    identity = town.finished(founded)
    for deed in (papers.draft, papers.issued_or_issue):
        for code in ("field_sheet", "route_list", "campaign_summary"):
            with pytest.raises(Refused) as told:
                deed(founded, identity, code)
            assert "不随检查出" in str(told.value) and town.chinese(str(told.value))


def test_a_sheet_is_found_by_what_is_typed_or_scanned(founded: Desk):
    sheet = one(founded)
    town.issued(founded)
    for words in ("A001", " a001", "检A001", sheet["number"], f"YJAQ1;{sheet['number']};V0;00000000;P1/3"):
        assert field_sheets.find(founded, words)["id"] == sheet["id"], words
    for words in ("A002", "改A001", "A009", "", "？"):
        with pytest.raises(Refused) as told:
            field_sheets.find(founded, words)
        assert town.chinese(str(told.value))

"""交接: seven groups from what is on record, the paper, 停用 and 改派 in one deed, one undo; the number book."""

from __future__ import annotations

import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import (
    campaigns,
    field_sheets,
    forms,
    handing_over,
    handover_groups,
    hazards,
    history,
    maintenance,
    number_books,
    office,
    papers,
)
from yongji_desktop.services.desk import Desk, open_desk

ON = {"happened_on": "2026-11-20"}


def people(desk: Desk) -> tuple[str, str]:
    """(who leaves, who takes over); the second sits at the desk."""
    return str(desk.officer), office.add_officer(desk, {"name": "李雨䶮", "post": "安全员"})


def worked(desk: Desk) -> list[str]:
    """Three hazards: with a notice out, with a department, handed over and not sent."""
    ids = [desk.get("inspection", town.finished(desk))["hazards"][0]["id"] for _ in range(3)]
    papers.issue(desk, hazards.of(desk, ids[0]).record["inspection_id"])
    for one in ids[1:]:
        hazards.take_step(desk, one, "handover", {**ON, "department": "市住建局", "reason": "beyond"})
    hazards.take_step(desk, ids[1], "letter_delivered", {**ON, "received_by": "钱七"})
    return ids


def refusal(*words, **more) -> str:
    with pytest.raises((Refused, Invalid)) as told:
        handing_over.hand_over(*words, **more)
    return str(told.value)


def test_the_seven_groups_come_from_what_is_on_record(founded: Desk) -> None:
    leaves, _ = people(founded)
    ids = worked(founded)
    site = town.some_site(founded)
    field_sheets.print_for(founded, [site], reasons={"R06": "复查", "R01": "一人"})
    told = {"name": "秋季铝业专项", "begins_on": "2026-11-01", "ends_on": "2026-12-31"}
    campaigns.add(founded, told)
    void = papers.issue(founded, town.finished(founded))[0]
    papers.void(founded, void["id"], "打错")
    groups = {one["title"]: one["rows"] for one in handing_over.handover_list(founded, leaves)["groups"]}
    assert tuple(groups) == handover_groups.TITLES
    assert len(groups["未闭环隐患"]) == 4 and all(one["number"] for one in groups["未闭环隐患"])
    assert [one["note"] for one in groups["待送达文书"]].count("函未送达") == 1
    assert any(one["number"] == hazards.of(founded, ids[0]).life.notices[-1]["number"] for one in groups["待送达文书"])
    assert [one["due"] for one in groups["待回执移送和报告"]] == ["等 0 天"]
    assert any(one["name"].startswith("现场用纸") for one in groups["未归档原件"])
    book = [one for one in groups["编号簿"] if one["number"].startswith("永城东安检")]
    assert len(book) == 1 and "作废 A" in book[0]["note"]
    assert all(one["note"] == "　" for one in groups["密钥与备份介质"])
    assert [one["name"] for one in groups["进行中的活动、演练、督办"]] == ["专项行动：秋季铝业专项"]


def test_handing_over_issues_the_list_stops_one_and_reassigns_in_one_deed(founded: Desk) -> None:
    leaves, takes = people(founded)
    ids = worked(founded)
    assert "正由贺峻岭使用" in refusal(founded, leaves, takes, "张主任", "调市局")
    desk = founded.by(takes)
    plan = handing_over.preview(desk, leaves, takes)
    assert set(plan.hazards) == set(ids) and "3 条未闭环隐患改派给李雨䶮" in "".join(plan.sentences())
    assert "同一个人" in refusal(desk, leaves, leaves, "张主任", "调市局")
    assert "监交人没有填" in refusal(desk, leaves, takes, " ", "调市局")
    notes = [{"number": desk.get("hazard", ids[0])["number"], "note": "企业答应月底前装好"}]
    paper, deed = handing_over.hand_over(desk, leaves, takes, "张主任", "调市应急局", notes, machine="启天M428")
    assert paper["number"] == "永城东安交〔2026〕A001号" and "企业答应月底前装好" in str(paper["data"])
    assert desk.get("officer", leaves)["inactive"] and desk.get("hazard", ids[0])["keeper"] == "李雨䶮"
    assert [one["name"] for one in office.officers(desk)] == ["李雨䶮"]
    visit = hazards.of(desk, ids[0]).record["inspection_id"]
    assert desk.get("inspection", visit)["inspectors"][0]["name"] == "贺峻岭", "names on past records stay"
    assert "交接（原因：交给李雨䶮" in history.history(desk, "officer", leaves)[0].sentence
    assert set(handing_over.preview(desk, takes, office.add_officer(desk, {"name": "冯立"})).hazards) == set(ids)
    history.undo_deed(desk, deed)
    assert not desk.get("officer", leaves).get("inactive") and not desk.get("hazard", ids[0]).get("keeper")
    assert desk.get("paper", paper["id"])["number"] == paper["number"]
    town.clean(desk)


def test_field_sheets_that_are_out_are_warned_about(founded: Desk) -> None:
    leaves, takes = people(founded)
    field_sheets.print_for(founded, [town.some_site(founded)], reasons={"R06": "复查", "R01": "一人"})
    desk = founded.by(takes)
    assert "1 张现场用纸未录入" in refusal(desk, leaves, takes, "张主任", "调市局")
    assert not desk.get("officer", leaves).get("inactive")
    paper, _ = handing_over.hand_over(desk, leaves, takes, "张主任", "调市局", reasons={"R79": "接收人录入"})
    assert paper["pages"] >= 1


def test_the_number_book_of_a_restored_folder_names_the_sealed_letter(founded: Desk, tmp_path) -> None:
    worked(founded)
    backup = maintenance.back_up(founded)
    founded.close()
    maintenance.restore(tmp_path / "data", backup, home=tmp_path / "home")
    with_new = open_desk(tmp_path / "data", home=tmp_path / "home", today=town.TODAY, any_place=True)
    papers.issue(with_new, town.finished(with_new))
    book = number_books.book(with_new)
    assert (book["letter"], book["sealed"]) == ("B", ["A"])
    assert {one["last_number"] for one in book["rows"] if one["series"] == "安检"} == {"永城东安检〔2026〕A001号", "永城东安检〔2026〕B001号"}
    issued = forms.issue(with_new, "number_book", [], {"machine": "启天M428"})
    told = str(issued["data"])
    assert "字母 A（已封存" in told and "字母 B（在用" in told and "永城东安检〔2026〕A001号" in told
    town.clean(with_new)
    with_new.close()

"""Undo sets back what is still its own, names what is not; redo is the undo of the undo."""

from __future__ import annotations

from pathlib import Path

import pytest
import town
from test_deeds import ROWS, book, fields, last, newer_list, passed, refused

from yongji_desktop.services import history, inspections, office, packs, papers, sites
from yongji_desktop.services.desk import Desk


def visible(desk: Desk) -> dict[str, list]:
    """What an officer sees: every record that is not void, without the marks of the log."""
    from yongji_desktop.core.kinds import KINDS
    from yongji_desktop.store import records

    told = {}
    for kind in KINDS:
        rows = records.every(desk.store.db, kind)
        told[kind] = [
            {name: row.get(name) for name in row if name not in ("changed", "version")} for row in rows
        ]
    return told


def undo(desk: Desk, deed: str) -> tuple[str, str]:
    sentence, done = history.undo_deed(desk, deed)
    assert town.chinese(sentence), sentence
    town.clean(desk)
    return sentence, done.deed


def there_and_back(desk: Desk, before: dict, deed: str | None = None) -> None:
    """Undo brings what was, redo what is now, undo again what was."""
    now = visible(desk)
    deed = deed or last(desk)
    sentence, redo = undo(desk, deed)
    assert sentence.startswith("已撤销")
    assert visible(desk) == before
    sentence, back = undo(desk, redo)
    assert sentence.startswith("已重做")
    assert visible(desk) == now
    undo(desk, back)
    assert visible(desk) == before


def test_every_deed_that_can_be_undone(founded: Desk, tmp_path: Path) -> None:
    desk = founded
    site = town.some_site(desk)
    second = office.add_officer(desk, {"name": "李芳"})
    identity = town.finished(desk, site)
    record = {name: value for name, value in desk.get("inspection", identity).items() if name in fields()}
    gone = sites.add(desk, {"name": "要作废的店"})
    sites.void(desk, gone, "写错")
    steps = (
        lambda: office.change_office(desk, {"phone": "0359-8000009", "section": "安监办"}),
        lambda: office.add_officer(desk, {"name": "王建国"}),
        lambda: office.change_officer(desk, second, {"name": "李芳芳", "phone": "13800000000"}),
        lambda: sites.add(desk, {"name": "新店", "phone": "1"}),
        lambda: sites.change(desk, site, {"phone": "2", "village": None, "employees": 7}),
        lambda: sites.void(desk, site, "重复"),
        lambda: sites.unvoid(desk, gone),
        lambda: sites.take_in(desk, sites.preview_import(desk, book(tmp_path, ROWS))),
        lambda: inspections.correct(desk, identity, {**record, "places": "库房"}, "写错", {"R06": "x"}),
        lambda: inspections.correct(
            desk, identity, {**record, "hazards": [], "answers": passed(record)}, "看错", {"R06": "x"}
        ),
        lambda: inspections.void(desk, identity, "重复"),
        lambda: packs.install(desk.store, desk.officer, [newer_list()]),
    )
    for step in steps:
        before = visible(desk)
        step()
        assert visible(desk) != before
        there_and_back(desk, before)


def test_undoing_a_finish_brings_the_draft_back_and_redoing_takes_it_away(founded: Desk) -> None:
    site = town.some_site(founded)
    entry = town.visit(founded, site, photos=[town.with_photo(founded)])
    draft = inspections.save_draft(founded, entry)
    before = visible(founded)
    body = inspections.drafts(founded)[0]["body"]
    inspections.finish(founded, body, draft, {"R06": "x"})
    assert inspections.drafts(founded) == []
    done = visible(founded)
    _, redo = undo(founded, last(founded))
    assert visible(founded) == before
    (back,) = inspections.drafts(founded)
    assert back["id"] == draft
    without = [
        {name: value for name, value in one.items() if name != "id"} for one in back["body"]["hazards"]
    ]
    assert {**back["body"], "hazards": without} == {**body, "site": back["body"]["site"]}
    _, again = undo(founded, redo)
    assert inspections.drafts(founded) == [] and visible(founded) == done
    undo(founded, again)
    inspections.save_draft(founded, {**back["body"], "places": "改了地点"}, draft)
    assert "草稿又改过" in refused(history.undo_deed, founded, last(founded))
    inspections.finish(founded, inspections.drafts(founded)[0]["body"], draft, {"R06": "x"})
    record = founded.get("inspection", draft)
    assert (record["places"], record["version"], record["voided"]) == ("改了地点", 2, False)
    hazard = founded.get("hazard", record["hazards"][0]["id"])
    assert (hazard["state"], hazard["doubtful"], hazard["voided"]) == ("confirmed", 0, False)
    town.clean(founded)
    undo(founded, last(founded))
    assert inspections.drafts(founded)[0]["body"]["places"] == "改了地点"


def test_nothing_with_papers_can_be_undone(founded: Desk) -> None:
    identity = town.finished(founded)
    finish = last(founded)
    papers.issue(founded, identity)
    assert "已出文书，不能撤销" in refused(history.undo_deed, founded, finish)
    assert "已出文书，不能撤销" in refused(history.undo_deed, founded, last(founded))
    for one in papers.states(founded, identity):
        if one.id:
            papers.void(founded, one.id, "打印错")
    assert "已出文书" in refused(history.undo_deed, founded, finish), "numbers are used, also void ones"
    record = {name: value for name, value in founded.get("inspection", identity).items() if name in fields()}
    inspections.correct(founded, identity, {**record, "places": "库房"}, "写错", {"R06": "x"})
    assert "已出文书" in refused(history.undo_deed, founded, last(founded))
    town.clean(founded)


def test_an_earlier_step_waits_for_the_later_one(founded: Desk) -> None:
    identity = town.finished(founded)
    finish = last(founded)
    record = {name: value for name, value in founded.get("inspection", identity).items() if name in fields()}
    inspections.correct(founded, identity, {**record, "places": "库房"}, "写错", {"R06": "x"})
    assert "后来又改过" in refused(history.undo_deed, founded, finish)


def test_an_undo_names_what_it_leaves(founded: Desk) -> None:
    site = town.some_site(founded)
    sites.change(founded, site, {"phone": "1", "village": "西村", "employees": 9})
    deed = last(founded)
    sites.change(founded, site, {"phone": "2"})
    sentence, done = history.undo_deed(founded, deed)
    now = founded.get("site", site)
    assert (now["phone"], now["village"], now["employees"]) == (
        "2",
        town.SITE["village"],
        town.SITE["employees"],
    )
    assert done.kept == [("site", site, ("联系电话",))]
    assert "后来又改过" in sentence
    town.clean(founded)
    assert "后来都改过" in refused(history.undo_deed, founded, deed)


def test_undoing_an_import_leaves_edited_rows(founded: Desk, tmp_path: Path) -> None:
    town.some_site(founded)
    deed = sites.take_in(founded, sites.preview_import(founded, book(tmp_path, ROWS)))
    assert sites.counted(founded) == 3
    shop = next(one["id"] for one in sites.listed(founded) if "顺达" in one["name"])
    sites.change(founded, shop, {"remark": "老板换人"})
    sentence, done = history.undo_deed(founded, deed)
    assert {one["name"] for one in sites.listed(founded)} == {town.SITE["name"], "栲栳镇顺达汽修部"}
    assert [one[:2] for one in done.kept] == [("site", shop)] and "另 1 处" in sentence
    assert founded.get("site", shop)["phone"] == "0359-8222222"
    town.clean(founded)
    history.undo_deed(founded, done.deed)
    assert sites.counted(founded) == 3
    town.clean(founded)


def test_two_steps_on_one_field_are_taken_back_one_after_the_other(founded: Desk) -> None:
    site = town.some_site(founded)
    first, second = (sites.change(founded, site, {"principal": name}) for name in ("冯立", "赵永生"))
    history.undo_deed(founded, second)
    sentence, done = history.undo_deed(founded, first)
    assert founded.get("site", site)["principal"] == town.SITE["principal"] and not done.kept and "已撤销" in sentence
    history.undo_deed(founded, done.deed)
    assert founded.get("site", site)["principal"] == "冯立"
    sites.change(founded, site, {"principal": "卫平"})
    refused(history.undo_deed, founded, first)
    assert founded.get("site", site)["principal"] == "卫平"
    town.clean(founded)


def test_a_pack_taken_out_can_be_installed_again(founded: Desk) -> None:
    (identity,) = packs.install(founded.store, founded.officer, [newer_list()])
    history.undo_deed(founded, last(founded))
    assert identity not in [f"{one.id}@{one.version}" for one in packs.installed(founded.store)]
    assert packs.install(founded.store, founded.officer, [newer_list()]) == [identity]
    assert packs.items(founded, "GM")[0].text == "新版的第一项"
    town.clean(founded)


@pytest.mark.parametrize("act", ["office.init", "device.replaced"])
def test_what_is_never_undone_says_why(founded: Desk, act: str) -> None:
    if act == "office.init":
        (deed,) = founded.store.db.conn.execute("SELECT deed FROM change WHERE seq = 1").fetchone()
    else:
        with founded.store.deed(act, founded.officer) as made:
            made.set("device", "x", letter="B")
        deed = made.id
    refused(history.undo_deed, founded, deed)

"""Every deed keeps the tables true to the log, writes one deed and refuses in sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused, UserFacing
from yongji_desktop.services import history, inspections, maintenance, office, packs, papers, sites
from yongji_desktop.services.desk import Desk, open_desk
from yongji_desktop.store import changes, check


def book(folder: Path, rows: list[dict[str, str]], name: str = "底册.csv") -> Path:
    """A ledger as a village sends it."""
    heads = list(rows[0])
    lines = [",".join(heads), *(",".join(row[head] for head in heads) for row in rows)]
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


ROWS = [
    {"单位名称": "永济市晨光铝业有限公司", "联系电话": "0359-8111111", "地址": "城东街道工业路8号"},
    {"单位名称": "栲栳镇顺达汽修部", "联系电话": "0359-8222222", "地址": "栲栳村"},
    {"单位名称": "蒲州古城饭店", "联系电话": "0359-8333333", "地址": "西厢村"},
]


def whole_day(desk: Desk, folder: Path):
    """A day with every deed there is; yields the name of each after it is done."""
    office.change_office(desk, {"phone": "0359-8000001"})
    yield "office.change"
    second = office.add_officer(desk, {"name": "李雨䶮", "post": "科员"})
    yield "officer.add"
    office.change_officer(desk, second, {"phone": "13800000000"})
    yield "officer.change"
    site = town.some_site(desk)
    yield "site.add"
    sites.change(desk, site, {"phone": "0359-8111112", "principal": None})
    yield "site.change"
    sites.void(desk, site, "写错")
    yield "site.void"
    sites.unvoid(desk, site)
    yield "site.unvoid"
    taken = sites.take_in(desk, sites.preview_import(desk, book(folder, ROWS)))
    yield "site.import"
    _, done = history.undo_deed(desk, taken)
    yield "undo:site.import"
    history.undo_deed(desk, done.deed)
    yield "undo:site.import"
    draft = inspections.save_draft(desk, town.visit(desk, site, photos=[town.with_photo(desk)]))
    yield None
    first = inspections.finish(desk, inspections.drafts(desk)[0]["body"], draft, {"R06": "复查"})
    yield "inspection.finish"
    record = {name: value for name, value in desk.get("inspection", first).items() if name in fields()}
    inspections.correct(desk, first, {**record, "places": "熔铸车间"}, "地点写漏", {"R06": "复查"})
    yield "inspection.correct"
    inspections.correct(
        desk, first, {**record, "hazards": [], "answers": passed(record)}, "看错了", {"R06": "复查"}
    )
    yield "inspection.correct"
    history.undo_deed(desk, last(desk))
    yield "undo:inspection.correct"
    papers.issue(desk, first)
    yield "paper.issue"
    inspections.correct(desk, first, {**record, "extra_opinion": "加强培训"}, "补意见", {"R06": "复查"})
    yield "inspection.correct"
    papers.issue(desk, first)
    yield "paper.issue"
    papers.void(desk, papers.states(desk, first)[0].id, "打印错")
    yield "paper.void"
    other = town.finished(desk, site, began_at="2026-11-20T15:00", ended_at="2026-11-20T16:00")
    yield "inspection.finish"
    history.undo_deed(desk, last(desk))
    yield "undo:inspection.finish"
    history.undo_deed(desk, last(desk))
    yield "undo:inspection.finish"
    inspections.void(desk, other, "重复")
    yield "inspection.void"
    history.undo_deed(desk, last(desk))
    yield "undo:inspection.void"
    packs.install(desk.store, desk.officer, [newer_list()])
    yield "pack.install"
    history.undo_deed(desk, last(desk))
    yield "undo:pack.install"


def fields() -> set[str]:
    from yongji_desktop.core.kinds import INSPECTION

    return {one.name for one in INSPECTION.fields}


def passed(record: dict) -> list[dict]:
    return [{**one, "result": "pass"} for one in record["answers"]]


def last(desk: Desk) -> str:
    (deed,) = desk.store.db.conn.execute("SELECT deed FROM change ORDER BY hlc DESC LIMIT 1").fetchone()
    return deed


def newer_list() -> bytes:
    path = next(one for one in packs.bundled() if one.name == "checklist-gm.json")
    pack = json.loads(path.read_text(encoding="utf-8"))
    pack["version"] = "2026.9"
    pack["items"][0]["text"] = "新版的第一项"
    return json.dumps(pack, ensure_ascii=False).encode()


def test_after_every_deed_the_tables_are_what_the_log_says(founded: Desk, tmp_path: Path) -> None:
    count, seen = len(deeds(founded)), []
    for name in whole_day(founded, tmp_path):
        town.clean(founded)
        now = deeds(founded)
        assert len(now) == count + (name is not None), name
        if name:
            assert now[-1] == name
            seen.append(name)
        count = len(now)
    assert len(set(seen)) >= 16
    before = town.tables(founded)
    founded.close()
    desk = open_desk(tmp_path / "data", home=tmp_path / "home", today=town.TODAY, any_place=True)
    assert town.tables(desk) == before
    maintenance.back_up(desk)
    town.clean(desk)
    desk.close()


def deeds(desk: Desk) -> list[str]:
    """The acts in the order of the log, one for each deed."""
    acts: dict[str, str] = {}
    for change in changes.every(desk.store.db):
        acts.setdefault(change.deed, json.loads(change.body)["act"])
    return list(acts.values())


def test_every_act_of_the_day_has_a_word(founded: Desk, tmp_path: Path) -> None:
    for _ in whole_day(founded, tmp_path):
        pass
    for act in deeds(founded):
        word = history.act_word(act)
        assert word and word.isprintable() and "." not in word and "undo" not in word, act


def test_history_can_be_read_for_every_record(founded: Desk, tmp_path: Path) -> None:
    for _ in whole_day(founded, tmp_path):
        pass
    rows = founded.store.db.conn.execute("SELECT DISTINCT kind, id FROM touch").fetchall()
    assert len(rows) > 12
    for kind, identity in rows:
        entries = history.history(founded, kind, identity)
        assert entries
        for entry in entries:
            assert town.chinese(entry.sentence), entry.sentence
            assert not {"None", "True", "False", "{", "[", "_"} & set(
                entry.sentence.split("：")[-1].split()
            ), entry.sentence
            assert entry.at[:10] in entry.sentence and entry.deed


def test_the_history_of_a_site_word_by_word(founded: Desk) -> None:
    site = sites.add(founded, {"name": "顺达汽修部", "phone": "1", "self_built": True})
    sites.change(founded, site, {"phone": "2", "risk_level": "red", "self_built": False})
    sites.change(founded, site, {"phone": None})
    sites.void(founded, site, "已拆除")
    sites.unvoid(founded, site)
    said = [entry.sentence[17:] for entry in history.history(founded, "site", site)]
    assert said == [
        "贺峻岭 恢复单位：恢复。",
        "贺峻岭 作废单位（原因：已拆除）：作废，原因：已拆除。",
        "贺峻岭 改单位资料：删去联系电话“2”。",
        "贺峻岭 改单位资料：联系电话由“1”改为“2”；风险等级“红”；自建房由“是”改为“否”。",
        "贺峻岭 登记单位：单位名称“顺达汽修部”；联系电话“1”；自建房“是”。",
    ]


def refused(call, *arguments, **more) -> str:
    with pytest.raises(UserFacing) as told:
        call(*arguments, **more)
    assert town.chinese(str(told.value)), str(told.value)
    return str(told.value)


def test_what_is_refused_writes_nothing(founded: Desk) -> None:
    site = town.some_site(founded)
    identity = town.finished(founded, site)
    entry = town.visit(founded, site)
    before = len(deeds(founded))
    refused(sites.add, founded, town.SITE)
    refused(sites.add, founded, {"phone": "1"})
    refused(sites.add, founded, {"name": "甲", "uscc": "123"})
    refused(sites.add, founded, {"name": "甲", "colour": "red"})
    refused(sites.change, founded, site, {"name": ""})
    refused(sites.change, founded, "none", {"name": "x"})
    refused(sites.void, founded, site, " ")
    refused(sites.unvoid, founded, site)
    refused(office.add_officer, founded, {"post": "x"})
    refused(office.change_officer, founded, founded.officer, {"name": None})
    refused(office.change_office, founded, {"organ": 1})
    refused(inspections.finish, founded, {})
    refused(inspections.finish, founded, {**entry, "photos": [{"sha": "0" * 64}]})
    refused(inspections.finish, founded, {**entry, "photos": [{"sha": "x"}]})
    refused(inspections.finish, founded, entry, identity)
    refused(inspections.finish, founded, {**entry, "site_id": "none"})
    refused(inspections.correct, founded, identity, entry, "")
    refused(inspections.void, founded, identity, "")
    refused(papers.issue, founded, "none")
    refused(history.undo_deed, founded, "none")
    refused(history.history, founded, "colour", "x")
    refused(history.history, founded, "site", "none")
    refused(packs.install_file, founded, packs.bundled()[0])
    refused(papers.issued_or_issue, founded, identity, "penalty_decision")
    refused(papers.issued_or_issue, founded, identity, "nothing")
    assert len(deeds(founded)) == before
    assert sites.change(founded, site, {"phone": founded.get("site", site).get("phone")}) is None
    assert len(deeds(founded)) == before, "nothing differs, nothing is logged"


def test_an_inspection_cannot_be_finished_at_a_void_site_or_without_an_officer(founded: Desk) -> None:
    site = town.some_site(founded)
    entry = town.visit(founded, site)
    sites.void(founded, site, "关门")
    assert "已作废" in refused(inspections.finish, founded, entry)
    assert "经办人" in refused(inspections.finish, Desk(founded.store, None, founded.today), entry)


def test_a_correction_changes_wording_only(founded: Desk) -> None:
    identity = town.finished(founded)
    record = {name: value for name, value in founded.get("inspection", identity).items() if name in fields()}
    one = record["hazards"][0]
    for change in (
        {"due_on": "2026-12-15"},
        {"grade": "suspected_major"},
        {"treatment": "handover", "grade": "suspected_major"},
    ):
        with pytest.raises((Refused, Invalid)):
            inspections.correct(
                founded, identity, {**record, "hazards": [{**one, **change}]}, "改", {"R06": "x"}
            )
    inspections.correct(
        founded, identity, {**record, "hazards": [{**one, "part": "库房"}]}, "部位写错", {"R06": "x"}
    )
    hazard = founded.get("hazard", one["id"])
    assert (hazard["part"], hazard["state"], hazard["due_on"], hazard["version"]) == (
        "库房",
        "confirmed",
        one["due_on"],
        2,
    )
    inspections.correct(
        founded, identity, {**record, "hazards": [], "answers": passed(record)}, "不是隐患", {"R06": "x"}
    )
    assert founded.get("hazard", one["id"])["state"] == "withdrawn"
    assert list(check.doubts(founded.store.db)) == []


def test_voiding_an_inspection_takes_hazards_and_papers_along_and_numbers_stay_used(founded: Desk) -> None:
    identity, made = town.issued(founded)
    inspections.void(founded, identity, "走错了门")
    assert inspections.counted(founded) == 0
    hazard = founded.get("hazard", founded.get("inspection", identity)["hazards"][0]["id"])
    assert hazard["voided"] and hazard["void_reason"] == "走错了门"
    assert all(founded.get("paper", one["id"])["voided"] for one in made)
    assert "已作废" in refused(papers.issue, founded, identity)
    _, again = town.issued(founded, began_at="2026-11-20T15:00", ended_at="2026-11-20T16:00")
    assert not {one["number"] for one in made} & {one["number"] for one in again}
    town.clean(founded)


def test_papers_keep_their_bytes_and_editions(founded: Desk) -> None:
    identity, made = town.issued(founded)
    first = {one["paper"]: papers.pdf(founded, one["id"]) for one in made}
    assert papers.issue(founded, identity) == made, "nothing changed: the same papers"
    record = {name: value for name, value in founded.get("inspection", identity).items() if name in fields()}
    inspections.correct(founded, identity, {**record, "places": "库房"}, "地点写错", {"R06": "x"})
    assert all(one.outdated for one in papers.states(founded, identity) if one.id)
    again = papers.issue(founded, identity)
    assert {one["number"] for one in again} == {one["number"] for one in made}
    assert {one["edition"] for one in again} == {2}
    for one in again:
        assert papers.pdf(founded, one["id"], 1) == first[one["paper"]] != papers.pdf(founded, one["id"])
    assert "没有第 3 版" in refused(papers.pdf, founded, made[0]["id"], 3)
    town.clean(founded)


def test_an_officer_taken_from_the_list_is_recorded_with_the_deed(founded: Desk) -> None:
    second = office.add_officer(founded, {"name": "李芳"})
    desk = founded.by(second)
    site = sites.add(desk, {"name": "李芳登记的店"})
    assert history.history(desk, "site", site)[0].officer == "李芳"
    assert history.last_deed(desk)[1] == "登记单位"
    assert founded.store.recall("last_officer") == second


def test_a_hazard_of_another_inspection_is_never_overwritten(founded: Desk) -> None:
    """An entry begun as a copy of an earlier one carries its hazards along, ids and all."""
    first = founded.get("inspection", town.finished(founded))
    entry = {name: value for name, value in first.items() if name in fields()}
    later = {**entry, "began_at": "2026-11-20T15:00", "ended_at": "2026-11-20T16:00"}
    assert "别的检查" in refused(inspections.finish, founded, later, None, {"R06": "x"})
    twice = [{**entry["hazards"][0], "id": "h1"}, {**entry["hazards"][0], "id": "h1"}]
    assert "别的检查" in refused(inspections.finish, founded, {**later, "hazards": twice}, None, {"R06": "x"})
    town.clean(founded)


def test_a_void_visit_comes_back_with_its_own_hazards_and_an_undone_one_does_not(founded: Desk) -> None:
    identity = town.finished(founded)
    hazard = founded.get("inspection", identity)["hazards"][0]["id"]
    inspections.void(founded, identity, "走错了门")
    inspections.unvoid(founded, identity)
    assert not founded.get("inspection", identity)["voided"] and not founded.get("hazard", hazard)["voided"]
    assert "没有作废" in refused(inspections.unvoid, founded, identity)
    other = town.finished(founded, began_at="2026-11-20T15:00", ended_at="2026-11-20T16:00")
    history.undo_deed(founded, last(founded))
    assert "撤销掉的" in refused(inspections.unvoid, founded, other), "its draft is back"
    town.clean(founded)

"""举报登记: behind its password, on this PC only: no search, no ledger, no log, no other paper knows of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.services import (
    complaints,
    deadlines,
    forms,
    handing_over,
    hazard_lists,
    maintenance,
    papers,
)
from yongji_desktop.services.desk import Desk, open_desk
from yongji_desktop.store import database, records, search, state

WORD = "龘鱻夜班联锁关掉生产"
TOLD = {
    "received_at": "2026-11-18T09:10", "received_way": "电话", "received_by": "贺峻岭", "about": "永济市晨光铝业有限公司",
    "place": "熔铸车间", "matter": WORD, "informer_code": "003",
}  # fmt: skip
CHECKED = {"checked_by": "贺峻岭", "checked_at": "2026-11-19T21:30", "checked_way": "夜间现场", "result": "partly", "result_words": "1号机在旁路"}
ANSWERED = {"answered_way": "电话", "answered_on": "2026-11-20", "answered_by": "贺峻岭", "answered_words": "已督促整改"}


def refusal(call, *words) -> str:
    with pytest.raises((Refused, Invalid)) as told:
        call(*words)
    assert town.chinese(str(told.value)), str(told.value)
    return str(told.value)


def opened(desk: Desk) -> complaints.Key:
    return complaints.set_password(desk, "三月桃花满园开")


def test_the_password(founded: Desk) -> None:
    assert not complaints.has_password(founded)
    assert "还没有设口令" in refusal(complaints.unlock, founded, "x")
    assert "至少 6 个字" in refusal(complaints.set_password, founded, "123")
    key = opened(founded)
    assert "口令不对" in refusal(complaints.unlock, founded, "三月桃花满园")
    assert complaints.unlock(founded, "三月桃花满园开") == key
    assert "三月桃花满园开" not in str(founded.store.recall("complaint_password"))
    assert "口令不对" in refusal(complaints.set_password, founded, "另外一个口令", "猜的")
    complaints.set_password(founded, "另外一个口令", "三月桃花满园开")
    assert "没有打开" in refusal(complaints.listed, founded, key), "a key of the old password opens nothing"
    for call, words in ((complaints.listed, ()), (complaints.reminder, ()), (complaints.register, (TOLD,)), (complaints.get, ("x",))):
        assert "没有打开" in refusal(call, founded, complaints.Key(""), *words)


def test_from_registration_to_the_answer(founded: Desk) -> None:
    key = opened(founded)
    first = complaints.register(founded, key, TOLD)
    assert complaints.get(founded, key, first)["number"] == "永城东安举〔2026〕A001号"
    assert "手机号或身份证号" in refusal(complaints.register, founded, key, {**TOLD, "matter": "孙某 13900001111 反映"})
    assert "只写数字" in refusal(complaints.register, founded, key, {**TOLD, "informer_code": "孙某"})
    assert "还没有到" in refusal(complaints.register, founded, key, {**TOLD, "received_at": "2026-11-25T09:10"})
    assert "先写“核实”" in refusal(complaints.write, founded, key, first, "answered", ANSWERED)
    assert "早于前一步" in refusal(complaints.write, founded, key, first, "checked", {**CHECKED, "checked_at": "2026-11-01T09:00"})
    assert "转交哪个部门" in refusal(complaints.write, founded, key, first, "checked", {**CHECKED, "result": "not_ours"})
    complaints.write(founded, key, first, "checked", CHECKED)
    assert "先写“处理”" in refusal(complaints.write, founded, key, first, "answered", ANSWERED)
    complaints.write(founded, key, first, "dealt", {"leader": "张主任"})
    complaints.write(founded, key, first, "answered", ANSWERED)
    assert complaints.get(founded, key, first)["state"] == "已反馈"
    complaints.write(founded, key, first, "checked", {**CHECKED, "result": "true"})
    assert complaints.get(founded, key, first)["body"]["trail"][0]["before"]["result"] == "partly"
    second = complaints.register(founded, key, TOLD)
    complaints.void(founded, key, second, "登记重了")
    assert complaints.get(founded, key, second)["state"] == "已作废"
    third = complaints.register(founded, key, TOLD)
    assert complaints.get(founded, key, third)["number"].endswith("A003号"), "a void number is not used again"


def test_the_reminder_is_said_only_behind_the_password(founded: Desk) -> None:
    key = opened(founded)
    complaints.register(founded, key, TOLD)
    assert complaints.reminder(founded, key) == ""
    late = replace(founded, today=town.TODAY + timedelta(days=7))
    assert "1 件举报接收已超过 7 日没有反馈" in complaints.reminder(late, key)
    radar = deadlines.radar(late)
    assert not [one for one in (*radar.overdue, *radar.today) if "举报" in f"{one.title}{one.note}"]


def test_nothing_else_knows_of_it(founded: Desk, run, tmp_path) -> None:
    key = opened(founded)
    site = town.some_site(founded)
    town.finished(founded)
    changes = records.count(founded.store.db, "change", "1")
    series = json.dumps(maintenance.records.count(founded.store.db, "number_series", "1"))
    first = complaints.register(founded, key, TOLD)
    complaints.write(founded, key, first, "checked", CHECKED)
    complaints.write(founded, key, first, "dealt", {"leader": "张主任"})
    number, made = complaints.paper(founded, key, first)
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made.pdf))
    assert "夜班联锁" in text.replace("\r\n", "") and number in text and "13900001111" not in text
    db = founded.store.db
    assert records.count(db, "change", "1") == changes
    assert series == json.dumps(records.count(db, "number_series", "1"))
    for kind in ("site", "hazard", "paper", "officer"):
        assert not search.find(db, kind, "夜班联锁", 10) and not search.find(db, kind, "A001举", 10)
    for kind in KINDS:
        assert WORD not in json.dumps(records.every(db, kind, voided=True), ensure_ascii=False, default=str)
    for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'complaint'").fetchall():
        for row in db.conn.execute(f'SELECT * FROM "{name}"').fetchall():
            told = [cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in row]
            assert WORD not in " ".join(told) and "安举" not in " ".join(told), name
    assert hazard_lists.counts(founded)["reported"] == 0
    assert "安举" not in json.dumps(handing_over.handover_list(founded, str(founded.officer)), ensure_ascii=False)
    visit = town.finished(founded, category="complaint")
    for one in papers.issue(founded, visit):
        assert "举报" not in json.dumps(one["data"], ensure_ascii=False)
    assert "不进变更记录" in refusal(forms.issue, founded, "complaint_register", [first], {}, {}, {"complaint": TOLD})
    for words in (("kinds",), ("list", "complaint"), ("papers",), ("list", "site", "--find", "夜班")):
        _, out, err = run(*words)
        assert WORD not in out + err and "complaint" not in out.replace("complaint_register", "").replace("complaint=举报核查", "")
    out = tmp_path / "x.pdf"
    code, _, err = run("form", "complaint_register", first, "--to", str(out))
    assert code == 1 and not out.exists() and town.chinese(err)
    assert site
    town.clean(founded)


def test_late_and_incomplete_ones_on_paper(founded: Desk) -> None:
    key = opened(founded)
    first = complaints.register(founded, key, TOLD)
    assert "核实结果为空" in refusal(complaints.paper, founded, key, first)
    complaints.write(founded, key, first, "checked", {**CHECKED, "result": "false"})
    late = replace(founded, today=town.TODAY + timedelta(days=9))
    assert "超过 7 日未反馈" in refusal(complaints.paper, late, key, first)
    number, made = complaints.paper(late, key, first, {"R48": "举报人联系不上"})
    assert made.pages == 1 and number
    assert complaints.paper(late, key, first, draft=True)[1].pages == 1


def test_a_file_from_before_gets_its_table_and_a_rebuild_keeps_it(founded: Desk, tmp_path) -> None:
    key = opened(founded)
    complaints.register(founded, key, TOLD)
    with database.writing(founded.store.db):
        state.rebuild(founded.store.db)
    assert len(complaints.listed(founded, key)) == 1
    with database.writing(founded.store.db):
        founded.store.db.conn.execute("DROP TABLE complaint")
        founded.store.db.conn.execute("PRAGMA user_version = 1")
    founded.close()
    again = open_desk(tmp_path / "data", home=tmp_path / "home", today=date(2026, 11, 20), any_place=True)
    assert complaints.listed(again, complaints.unlock(again, "三月桃花满园开")) == []
    town.clean(again)
    again.close()

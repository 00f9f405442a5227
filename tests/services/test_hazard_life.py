"""Hazards after the visit through the real deeds: steps, re-inspection, reports, what is due, undo."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import (
    clues,
    deadlines,
    hazard_lists,
    hazards,
    history,
    inspections,
    ledger,
    papers,
    reinspections,
)
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records


def on(desk: Desk, day: str) -> Desk:
    return replace(desk, today=date.fromisoformat(day))


def hazard_of(desk: Desk, **more) -> str:
    visit = desk.get("inspection", town.finished(desk, **more))
    return visit["hazards"][0]["id"]


def grave(desk: Desk, control: dict | None = None, **more) -> str:
    """A suspected major hazard, judged on the scene; `control` what the unit did about it."""
    wanted = {
        "part": "深井", "responsible": "卫国栋", "description": "深井铸造结晶器冷却水出口没有流量监测", "measure": "建议你单位停止铸造，联系设计单位改造",
        "grade": "suspected_major", "treatment": "handover", "category": "机械", "department": "市应急局",
        "judgement": {"choice": "on_scene", "reason": "现场所见冷却水中断后不能联锁"},
        "control": control or {"stopped": True, "what": "1号深井铸造机", "stopped_at": "15:40", "evacuated": 4},
    }
    second = town.visit(desk, town.some_site(desk))["hazards"][0]["item"]
    return hazard_of(desk, hazards=[{**wanted, "item": second}], **more)


def refused(call, *words, **more) -> str:
    with pytest.raises((Refused, Invalid)) as told:
        call(*words, **more)
    return str(told.value)


def test_an_ordinary_hazard_to_closure_by_looking_again(founded: Desk) -> None:
    first = hazard_of(founded)
    papers.issue(founded, hazards.of(founded, first).record["inspection_id"])
    assert hazards.of(founded, first).life.state == "notified"
    hazards.take_step(founded, first, "delivered", {"happened_on": "2026-11-20", "received_by": "卫国栋"})
    later = on(founded, "2026-12-02")
    entry = reinspections.begin(later, hazards.of(later, first).record["site_id"])
    assert [one["hazard"] for one in entry["looks"]] == [first]
    told = refused(reinspections.finish, later, entry)
    assert "逐条答" in told
    entry["single_reason"] = "另一人值班"
    look = entry["looks"][0]
    look["conclusion"] = "not"
    assert "须选二次限期" in refused(reinspections.finish, later, entry)
    look.update(next="second_deadline", next_due_on="2026-12-01")
    assert "早于复查日期" in refused(reinspections.finish, later, entry)
    look.update(next_due_on="2026-12-09", seen="箱门未装", interim="企业已停用该回路")
    once = reinspections.finish(later, entry)
    life = hazards.of(later, first).life
    assert (life.state, life.rounds, life.due_on) == ("rectifying", 1, "2026-12-09")
    again = on(founded, "2026-12-09")
    entry = reinspections.begin(again, hazards.of(again, first).record["site_id"])
    entry["single_reason"] = "另一人值班"
    entry["looks"][0].update(conclusion="rectified", seen="已装", invested=0.12)
    assert "没有整改后照片" in refused(reinspections.finish, again, entry)
    entry["photos"] = [{**town.with_photo(again, 7), "use": "after", "hazard": 0}]
    second = reinspections.finish(again, entry)
    life = hazards.of(again, first).life
    assert (life.state, life.closed_on, life.invested, life.is_open) == ("closed", "2026-12-09", 0.12, False)
    assert "没有要复查的隐患" in refused(reinspections.begin, again, hazards.of(again, first).record["site_id"])
    history.undo_deed(again, history.history(again, "reinspection", second)[0].deed)
    assert hazards.of(again, first).life.state == "rectifying"
    assert records.get(again.store.db, "reinspection", second)["voided"]
    reinspections.void(again, once, "看错单位")
    assert hazards.of(again, first).life.due_on == "2026-12-01"
    town.clean(again)


def test_a_major_hazard_is_never_closed_by_the_town(founded: Desk) -> None:
    first = grave(founded)
    site = hazards.of(founded, first).record["site_id"]
    radar = deadlines.radar(founded)
    assert [one.act for one in radar.today if first in one.ids] == ["report_by_phone"]
    entry = reinspections.begin(founded, site)
    entry["single_reason"] = "一人值班"
    entry["looks"][0].update(conclusion="rectified", no_photo_reason="企业不让进深井")
    reinspections.finish(founded, entry)
    assert hazards.of(founded, first).life.state == "suspected", "observed, not concluded"
    assert "要通过复查登记" in refused(hazards.take_step, founded, first, "rectified", {})
    facts = {"happened_on": "2026-11-20", "department": "市应急局", "document": "x", "approved_by": "赵"}
    assert "不能再登记" in refused(hazards.take_step, founded, first, "deregistered", facts)
    phone = {"at": "2026-11-20T15:42", "department": "市应急局", "answered_by": "值班员 张敏"}
    hazards.take_step(founded, first, "reported_by_phone", phone)
    hazards.take_step(founded, first, "handover", {"happened_on": "2026-11-20", "department": "市应急局", "reason": "suspected"})
    hazards.take_step(founded, first, "letter_delivered", {"happened_on": "2026-11-20", "received_by": "钱七"})
    assert first in [one.id for one in deadlines.radar(on(founded, "2026-12-20")).waiting]
    assert hazard_lists.counted(on(founded, "2026-12-20"), "mine") == 0, "it waits: never the town's overdue"
    steps = (
        ("judged_major", {"happened_on": "2026-11-20", "department": "市应急局", "document": "永应急认1号", "judged_by": "赵六"}),
        ("supervised", {"happened_on": "2026-11-20", "department": "市安委会", "document": "督1号", "due_on": "2026-12-30"}),
        ("treated", {"happened_on": "2026-11-20"}),
        ("applied_deregistration", {"happened_on": "2026-11-20", "words": "自验合格，资料 6 份"}),
        ("checked", {"happened_on": "2026-11-20", "checked_by": "孙八"}),
    )
    for code, told in steps:
        hazards.take_step(founded, first, code, told)
    assert "文号" in refused(hazards.take_step, founded, first, "deregistered", {**facts, "document": ""})
    hazards.take_step(founded, first, "deregistered", facts)
    assert records.get(founded.store.db, "hazard", first)["state"] == "deregistered"
    town.clean(founded)


def test_what_a_village_reports_is_no_hazard_before_it_is_verified(founded: Desk) -> None:
    site = town.some_site(founded)
    told = {"description": "电动车棚私拉电线", "place": "杏北社区", "source": "village", "reported_by": "网格员 冯小军"}
    first = hazards.report(founded, told)
    assert hazard_lists.counts(founded)["reported"] == 1 and hazard_lists.counted(founded, "all") == 0
    assert [one.act for day in deadlines.radar(founded).days for one in day.items] == ["verify"]
    hazards.place_report(founded, first, site)
    facts = {"happened_on": "2026-11-20", "grade": "general", "treatment": "deadline"}
    assert "要有整改期限" in refused(hazards.take_step, founded, first, "verified", facts)
    hazards.take_step(founded, first, "verified", {**facts, "due_on": "2026-11-30"})
    hazards.take_step(founded, first, "told_reporter", {"happened_on": "2026-11-20", "way": "电话"})
    assert hazard_lists.counted(founded, "open") == 1
    second = hazards.report(founded, told)
    hazards.take_step(founded, second, "dismissed", {"happened_on": "2026-11-20", "words": "线路穿管完好"})
    assert hazards.of(founded, second).life.is_open is False
    assert "请写明地点" in refused(hazards.report, founded, {"description": "x"})
    town.clean(founded)


def test_several_at_once_only_where_that_makes_sense(founded: Desk) -> None:
    ids = [hazard_of(founded) for _ in range(3)]
    assert "逐条登记" in refused(hazards.take_step, founded, ids, "extended", {})
    deed = hazards.take_step(founded, ids, "handover", {"happened_on": "2026-11-20", "department": "市住建局", "reason": "beyond"})
    assert {hazards.of(founded, one).life.state for one in ids} == {"to_hand_over"}
    history.undo_deed(founded, deed)
    assert {hazards.of(founded, one).life.state for one in ids} == {"confirmed"}
    assert hazards.repeats_of(founded, town.some_site(founded), hazards.of(founded, ids[0]).record, ids[0])
    hazards.link_repeat(founded, ids[2], ids[0])
    hazards.assign(founded, ids, "赵永生")
    assert {one["responsible"] for one in hazard_lists.listed(founded, "open")} == {"赵永生"}


def test_every_place_says_the_same_number_over_three_years(founded: Desk, run) -> None:
    """Radar, badge, tabs, rows, chips and command line, on many days of three years of random work."""
    chance = random.Random(7)
    day, ids = date(2026, 1, 3), []
    site = town.some_site(founded)
    while day < date(2028, 12, 31):
        desk = replace(founded, today=day)
        began = day.isoformat()
        if chance.random() < 0.6:
            due_on = (day + timedelta(days=chance.choice([3, 7, 15, 30]))).isoformat()
            visit = town.visit(desk, site, began_at=f"{began}T09:00", ended_at=f"{began}T10:00")
            visit["hazards"][0]["due_on"] = due_on
            done = inspections.finish(desk, visit, reasons={"R06": "复查"})
            ids.append(desk.get("inspection", done)["hazards"][0]["id"])
        elif chance.random() < 0.3:
            ids.append(clues.register(desk, {"site": site, "missing": "营业执照"}))
        else:
            hazards.report(desk, {"description": "乱堆", "place": "村口", "reported_by": "冯", "source": "village"})
        for one in chance.sample(ids, min(3, len(ids))):
            _some_step(desk, one, chance)
        _same_everywhere(desk)
        if chance.random() < 0.15:
            _same_in_the_ledger(desk)
        day += timedelta(days=chance.randint(4, 25))
    code, out, err = run("due", "--json", "--on", "2028-06-30")
    import json

    told, seen = json.loads(out), deadlines.radar(replace(founded, today=date(2028, 6, 30)))
    assert code == 0 and not err
    assert (len(told["overdue"]), len(told["today"]), told["hazards_due"]) == (len(seen.overdue), len(seen.today), seen.hazards)
    town.clean(founded)


def _some_step(desk: Desk, one: str, chance: random.Random) -> None:
    today = desk.today.isoformat()
    later = (desk.today + timedelta(days=chance.randint(1, 20))).isoformat()
    told = {
        "happened_on": today, "due_on": later, "received_by": "王", "department": "市住建局", "reason": "beyond",
        "approved_by": "陈", "answer": "已办", "words": "办结", "way": "电话", "answered_by": "李",
        "interim": "停用", "document": "1号", "judged_by": "赵", "checked_by": "孙", "reopen_on": later, "evidence": "照片", "tenant": "张", "told": "陈", "evacuated": None,
    }
    step = chance.choice([each for each in hazards.buttons(desk, one) if each.code not in ("reported_by_phone", "merged")] or [None])
    if step is None:
        return
    facts = {each.name: told[each.name] for each in step.fields if told.get(each.name)}
    if "reason" in facts and step.code != "handover":
        facts["reason"] = "closed_down" if step.code == "ended" else "原因"
    try:
        hazards.take_step(desk, one, step.code, facts)
    except (Invalid, Refused):
        assert step.code in ("extended", "judged_not_major", "raised", "letter_delivered", "verified")


def _same_in_the_ledger(desk: Desk) -> None:
    rows = ledger.rows(desk, "open") + ledger.rows(desk, "clue")
    shown = [hazard_lists.left_chip(desk, one)[0] for one in hazard_lists.listed(desk, "open", limit=5000) if one["act"] == "reinspect"]
    late = sorted(f"逾期 {one['overdue_days']} 天" for one in rows if one["overdue_days"])
    assert late == sorted(one for one in shown if one.startswith("逾期"))
    assert len([one for one in rows if one["waiting_days"] is not None]) == hazard_lists.counts(desk)["waiting"]


def _same_everywhere(desk: Desk) -> None:
    seen = deadlines.radar(desk)
    mine = hazard_lists.listed(desk, "mine", limit=5000)
    in_radar = [name for one in seen.mine if one.kind == "hazard" for name in one.ids]
    assert sorted(in_radar) == sorted(one["id"] for one in mine)
    assert seen.hazards == hazard_lists.counts(desk)["mine"] == len(mine)
    held = [*hazard_lists.listed(desk, "open", limit=5000), *hazard_lists.listed(desk, "clue", limit=5000)]
    chips = [hazard_lists.left_chip(desk, one) for one in held]
    reported = [hazard_lists.left_chip(desk, one) for one in hazard_lists.listed(desk, "reported", limit=5000)]
    late = [words for words, colour in chips + reported if colour in ("red", "amber")]
    assert len(late) == len(mine)
    assert len([1 for words, colour in chips if colour == "violet"]) == hazard_lists.counts(desk)["waiting"] == len(seen.waiting) == seen.waiting_count
    for tab, count in hazard_lists.counts(desk).items():
        assert count == len(hazard_lists.listed(desk, tab, limit=5000))


def test_the_ledger_is_filtered_by_text_site_village_and_saved_as_a_view(founded: Desk) -> None:
    first = hazard_of(founded)
    other = hazards.report(founded, {"description": "栲栳村口电线䶮落地", "place": "村口", "reported_by": "冯", "source": "village"})
    assert [one["id"] for one in hazard_lists.listed(founded, "open", text="晨光")] == [first]
    assert [one["id"] for one in hazard_lists.listed(founded, "reported", text="䶮落地")] == [other]
    assert hazard_lists.counted(founded, "open", text="没有这个") == 0
    assert hazard_lists.counted(founded, "open", text="，。") == 0
    assert hazard_lists.counted(founded, "open", filters={"village": "东姚温村", "grade": "general"}) == 1
    assert hazard_lists.counted(founded, "open", filters={"since": "2026-11-21"}) == 0
    hazard_lists.save_view(founded, "东姚温", "open", {"village": "东姚温村"}, "晨光")
    assert hazard_lists.views(founded) == {"东姚温": {"tab": "open", "filters": {"village": "东姚温村"}, "text": "晨光"}}
    hazard_lists.drop_view(founded, "东姚温")
    assert hazard_lists.views(founded) == {}


def test_what_the_notice_counts_is_due_at_the_end_of_the_year(founded: Desk) -> None:
    near = deadlines.radar(on(founded, "2026-12-28"))
    found = [one for day in near.days for one in day.items if one.kind == "task"]
    assert [(one.on, one.act) for one in found] == [("2026-12-31", "fill_gap")] and "演练" in found[0].title
    assert not [one for day in deadlines.radar(founded).days for one in day.items if one.kind == "task"]

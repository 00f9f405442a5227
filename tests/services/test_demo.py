"""The demo town: every state of a hazard, and the same pattern of what is due on whatever day it is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import town

from yongji_desktop.core.hazard_road import STATES
from yongji_desktop.services import (
    campaigns,
    deadlines,
    demo,
    field_sheets,
    forms,
    hazard_lists,
    hazards,
    inspections,
    missed,
    objections,
    packs,
    papers,
    reinspections,
)
from yongji_desktop.services.desk import Desk

# 申请销号 and its like are passed on the way to 已销号; 草稿 is none; the rest of a suspected one goes through in an hour.
PASSED = {
    "new", "suspected", "suspected_to_hand_over", "suspected_accepted", "major", "treating", "applied", "checked",
}
DAYS = (date(2026, 11, 23), date(2026, 10, 3), date(2028, 2, 29))


def built(folder: Path, day: date) -> Desk:
    return demo.build(folder / "town", day, folder / "home")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = built(tmp_path_factory.mktemp("demo"), DAYS[0])
    yield made
    made.close()


def rows(desk: Desk) -> list[dict]:
    every = [hazard_lists.listed(desk, tab, limit=500) for tab in ("all", "reported")]
    return [row for part in every for row in part]


def test_every_state_is_there(desk: Desk) -> None:
    there = {row["state"] for row in rows(desk)}
    assert set(STATES) - there == PASSED
    assert there & set(PASSED) == set()
    words = {hazard_lists.state_chip(row, desk.today)[0] for row in rows(desk)}
    assert {"待核实", "已通知", "整改中", "待复查", "待认定", "挂牌督办", "已销号", "已闭环", "停业暂停", "已终止"} <= words


def test_what_happened_on_the_way(desk: Desk) -> None:
    lives = {row["id"]: hazards.of(desk, row["id"]) for row in rows(desk)}
    assert not [one for one in lives.values() if one.life.doubtful or one.life.doubts]
    every = [one.life for one in lives.values()]
    for state, looks in (("rectifying", lambda one: one.rounds), ("rectifying", lambda one: one.extensions)):
        assert [one for one in every if one.state == state and looks(one)]
    waiting = [one for one in every if one.state == "handed_over"]
    assert [(desk.today - date.fromisoformat(one.waits_since)).days for one in waiting] == [10]
    assert [len(one.handovers[-1].rungs) for one in waiting] == [1]
    assert [len(one.handovers) for one in every if one.state == "accepted"] == [2], "sent on to another department"
    gone = next(one for one in every if one.state == "deregistered")
    assert gone.deregistration["document"] and gone.supervision and gone.major_reports and gone.reports
    asked = next(one for one in every if one.state == "suspected_handed_over")
    assert asked.reports and asked.major_reports and not asked.judgement
    assert [one for one in lives.values() if one.record.get("repeats") in lives]
    closed = [look for one in reinspections.listed(desk) for look in desk.get("reinspection", one["id"])["looks"]]
    assert [look for look in closed if look["conclusion"] == "rectified" and look.get("before")]
    signed = [desk.get("inspection", one["id"])["signature"]["state"] for one in inspections.listed(desk)]
    assert signed.count("refused") == 1
    assert len(field_sheets.out(desk)) == 2 and len(objections.listed(desk, open_only=True)) == 1
    progress = campaigns.progress(desk, campaigns.listed(desk)[0]["id"])
    assert all(progress.count(one) for one in ("visited", "missed", "left"))
    assert missed.listed(desk)[0]["next_on"] > desk.today.isoformat()


def test_its_papers_print_every_character(desk: Desk) -> None:
    ids = [row["id"] for row in (*rows(desk), *inspections.listed(desk), *reinspections.listed(desk), *missed.listed(desk))]
    made = [paper for one in ids for paper in forms.issued(desk, one)]
    assert not [one["number"] for one in made if one["missing_glyphs"]]
    assert {
        "inspection_record", "rectification_notice", "reinspection_record", "major_report", "handover_letter",
        "extension_request", "supervision_register", "deregistration_register", "missed_visit_register",
    } <= {one["paper"] for one in made}  # fmt: skip
    assert all(papers.pdf(desk, one["id"]).startswith(b"%PDF") for one in made)
    town.clean(desk)


@pytest.mark.parametrize("day", DAYS)
def test_the_same_is_due_whatever_the_day(day: date, desk: Desk, tmp_path: Path) -> None:
    made = desk if day == desk.today else built(tmp_path, day)
    seen, known = deadlines.radar(made), packs.calendar(made)
    assert (len(seen.overdue), len(seen.today), seen.hazards, len(seen.waiting)) == (3, 3, 5, 4)
    assert {one.act for one in seen.today} == {"verify", "reinspect", "report_refusal"}
    coming = [one for one in seen.days for _ in one.items]
    assert len(coming) >= 10 and len({one.on for one in coming}) >= 6
    permits = [(known.working_days(day, one.on), item) for one in seen.days for item in one.items if item.act == "renew_permit"]
    assert min(left for left, _ in permits) <= 3
    assert [one for one in seen.overdue if one.act == "renew_permit"]
    if made is not desk:
        made.close()

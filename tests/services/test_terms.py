"""约定天数: an office's own days, in one register; what is due, printed and proposed follows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import town
from test_hazard_life import hazard_of, refused

from yongji_desktop.core.terms import USUAL, Terms
from yongji_desktop.services import (
    deadlines,
    forms,
    hazards,
    history,
    inspections,
    objections,
    office,
    papers,
    reinspections,
)
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records, state


def due_on(desk: Desk, identity: str) -> str:
    return records.get(desk.store.db, "hazard", identity)["act_on"]


def told(desk: Desk) -> str:
    return hazards.report(desk, {"description": "河边护栏断了一段", "place": "北干渠桥头", "source": "village"})


def test_what_is_due_is_dated_anew_at_once_and_back_again(founded: Desk) -> None:
    first = told(founded)
    assert due_on(founded, first) == "2026-11-23" and founded.terms == USUAL
    deed = office.change_terms(founded, {"verify_within": 5})
    assert founded.terms == Terms(verify_within=5) and due_on(founded, first) == "2026-11-25"
    assert "5 日内核实" in next(one for one in deadlines.every(founded, date(2026, 11, 30)) if one.id == first).note
    later = told(founded)
    assert due_on(founded, later) == "2026-11-25", "what comes after follows them too"
    town.clean(founded)  # folding everything anew gives the same rows
    history.undo_deed(founded, deed)
    assert due_on(founded, first) == due_on(founded, later) == "2026-11-23"
    town.clean(founded)


def test_a_letter_decided_on_is_due_by_the_days_agreed_on(founded: Desk) -> None:
    first = hazard_of(founded)
    hazards.take_step(founded, first, "handover", {"happened_on": "2026-11-20", "department": "市住建局", "reason": "beyond"})
    assert due_on(founded, first) == "2026-11-23"
    office.change_terms(founded, {"deliver_within": 1, "feedback_within": 10})
    assert due_on(founded, first) == "2026-11-21"
    assert forms.proposed(founded, "handover_letter", [first])["feedback_days"] == 10
    town.clean(founded)


@pytest.mark.parametrize(("order", "on"), [((0, 1), "2026-11-27"), ((1, 0), "2026-11-27")])
def test_the_order_in_which_they_arrive_does_not_matter(founded: Desk, order, on) -> None:
    made = []
    for step in order:
        made.append(told(founded) if step else office.change_terms(founded, {"verify_within": 7}))
    identity = made[order.index(1)]
    assert due_on(founded, identity) == on
    with founded.store.local() as db:
        state.rebuild(db)
    assert due_on(founded, identity) == on


def test_papers_print_the_days_agreed_on(founded: Desk) -> None:
    first = hazard_of(founded)
    visit = hazards.of(founded, first).record["inspection_id"]
    office.change_terms(founded, {"answer_objection": 5})
    words = str([one["data"] for one in papers.issue(founded, visit)])
    assert "5日内核实答复" in words and "7日内核实答复" not in words
    held = {"words": "第1条属承租方", "by": "卫国栋", "received_on": "2026-11-20"}
    identity = objections.add(founded, visit, held)
    assert objections.answer_by(founded, founded.get("objection", identity)) == "2026-11-25"


def test_proposals_follow_them(founded: Desk) -> None:
    office.change_terms(founded, {"second_days": 3})
    assert reinspections.second_deadline(founded) == "2026-11-23"
    first = hazard_of(founded)
    papers.issue(founded, hazards.of(founded, first).record["inspection_id"])
    before = hazards.of(founded, first).life.due_on
    assert hazards.proposed(founded, first, "extended")["due_on"] > before


def test_a_line_of_visits_asks_for_a_reason(founded: Desk) -> None:
    site = town.some_site(founded)
    town.finished(founded, site)
    entry = town.visit(founded, site, began_at="2026-11-20T15:00", ended_at="2026-11-20T16:00")
    fine = [one.rule for one in inspections.problems_of(founded, entry)]
    office.change_terms(founded, {"visit_line": 1})
    found = {one.rule: one.message for one in inspections.problems_of(founded, entry)}
    assert "R06" not in fine and "今年已去 1 次" in found["R06"]
    office.change_terms(founded, {"visit_line": None})
    assert "R06" not in [one.rule for one in inspections.problems_of(founded, entry)] and founded.terms.visit_line is None


@pytest.mark.parametrize("wrong", [0, 61, "许多"])
def test_what_is_no_term_is_refused_with_its_name(founded: Desk, wrong) -> None:
    assert "请部门几日内反馈" in refused(office.change_terms, founded, {"feedback_within": wrong})
    assert replace(founded).terms == USUAL


def test_days_can_be_changed_again_after_the_first_change_was_undone(founded: Desk) -> None:
    first = office.change_terms(founded, {"feedback_within": 10, "deliver_within": 5})
    history.undo_deed(founded, first)
    office.change_terms(founded, {"feedback_within": 9})
    assert (founded.terms.feedback_within, founded.terms.deliver_within) == (9, 3)
    history.undo_deed(founded, history.last_deed(founded)[0])
    assert founded.terms.feedback_within == 7
    town.clean(founded)

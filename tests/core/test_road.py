"""The road of a hazard: who may do what when; a town closes nothing a department must, and waits without guilt."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yongji_desktop.core import due
from yongji_desktop.core.calendar import Calendar
from yongji_desktop.core.hazard import live
from yongji_desktop.core.hazard_road import (
    ENDINGS,
    MAJOR,
    NEXT,
    OPEN_STATES,
    STATES,
    STEPS,
    SUSPECTED,
    TOWN,
    WAITING,
    roads,
    steps_from,
)
from yongji_desktop.core.hazard_steps import STEP_TABLE, buttons, check_step

DAY = "2026-11-20"


def told(step: str, **facts):
    return {"step": step, "happened_on": DAY, **facts}


FOUND = told("found", grade="general", treatment="deadline", due_on="2026-12-01")
GRAVE = told("found", grade="suspected_major", treatment="handover")
PHONE = told("reported_by_phone", report={"department": "市应急局", "answered_by": "张三", "at": f"{DAY}T15:42"})
HAND = told("handover", department="市应急局", reason="suspected")
JUDGED = told("judged_major", department="市应急局", document="永应急认〔2026〕1号", judged_by="赵六")


def life(*events, unseen=None):
    return live(((f"e{n}", one) for n, one in enumerate(events)), unseen)


def test_every_state_is_open_or_an_end_or_not_yet_a_hazard() -> None:
    assert set(STATES) == OPEN_STATES | ENDINGS | {"new", "reported"}
    assert not OPEN_STATES & ENDINGS and WAITING < OPEN_STATES


@pytest.mark.parametrize("state", sorted(ENDINGS))
def test_from_an_end_nothing_leads_back(state: str) -> None:
    assert set(steps_from(state)) <= {"told_reporter"}


def test_only_the_department_ends_a_major_hazard() -> None:
    """R14, R54: no step of the town's own leads from suspected or major to closed or deregistered."""
    into = {(state, step) for state, step, after in roads() if after in ("closed", "deregistered") and state != after}
    assert {step for state, step in into if state in (*SUSPECTED, *MAJOR)} == {"deregistered"}
    needed = {one.name for one in STEP_TABLE["deregistered"].fields if one.required}
    assert {"document", "approved_by", "happened_on", "department"} <= needed
    assert {state for state, step, after in roads() if after == "major"} <= {*SUSPECTED, *MAJOR}
    assert {step for state, step, after in roads() if after == "major" != state} == {"judged_major"}
    assert "major" not in dict(next(one for one in STEP_TABLE["verified"].fields if one.name == "grade").choices)


def test_closing_an_ordinary_one_needs_looking_again() -> None:
    """Only a re-inspection, a correction on the spot or the department's own end closes; none is a plain form."""
    into = {step for state, step, after in roads() if after == "closed" != state}
    assert into == {"rectified_on_spot", "rectified", "closed_by_department"}
    assert STEP_TABLE["rectified"].by == "reinspection" and STEP_TABLE["rectified_on_spot"].by == "inspection"


@pytest.mark.parametrize("state", sorted(WAITING))
def test_what_waits_can_always_be_reminded_of(state: str) -> None:
    assert {"reminded", "leader_told", "committee_told", "ended", "reported_by_phone"} <= set(steps_from(state))


@pytest.mark.parametrize(("state", "step"), list(itertools.product(STATES, STEPS)))
def test_every_pair_is_in_the_table_or_makes_doubt(state: str, step: str) -> None:
    path = ways()[state]
    if step in ("found_suspected", "verified_suspected"):
        event = told(step.removesuffix("_suspected"), grade="suspected_major", treatment="handover")
    else:
        event = told(step, grade="general", treatment="deadline", department="市应急局")
    before, after = life(*path), life(*path, event)
    if (state, step) in NEXT:
        assert after.state == NEXT[state, step] and not after.doubtful
    else:
        assert after.state == before.state == state and after.doubtful and after.is_open


def ways() -> dict[str, list]:
    """A shortest list of events into every state, from the table itself."""
    found: dict[str, list] = {"new": []}
    waiting = ["new"]
    while waiting:
        state = waiting.pop(0)
        for step in steps_from(state):
            after = NEXT[state, step]
            if after not in found:
                if step.endswith("_suspected"):
                    event = told(step.removesuffix("_suspected"), grade="suspected_major", treatment="handover")
                else:
                    event = told(step, grade="general", treatment="deadline", department="市应急局", due_on="2026-12-01")
                found[after] = [*found[state], event]
                waiting.append(after)
    assert set(found) == set(STATES)
    return found


def test_a_major_hazard_from_finding_to_the_department_ending_it() -> None:
    events = [GRAVE, PHONE, told("major_reported", number="重A001"), HAND, told("letter_delivered", received_by="钱七")]
    seen = life(*events)
    assert (seen.state, seen.waits, seen.grade) == ("suspected_handed_over", True, "suspected_major")
    assert due.next_act(seen) is None and due.rung(seen) == ("reminded", "登记第1次催办")
    seen = life(*events, told("accepted"), JUDGED)
    assert (seen.state, seen.grade, seen.waits_since) == ("major", "major", DAY)
    rest = [told("supervised"), told("treated"), told("applied_deregistration"), told("checked")]
    assert life(*events, JUDGED, *rest).state == "checked"
    done = life(*events, JUDGED, *rest, told("deregistered", document="永应急销〔2026〕1号"))
    assert (done.state, done.is_open, done.closed_on) == ("deregistered", False, DAY)


def test_not_major_goes_back_to_the_town_with_a_date_of_its_own() -> None:
    seen = life(GRAVE, HAND, told("letter_delivered"), told("judged_not_major", due_on="2026-12-20", document="x"))
    assert (seen.state, seen.grade, seen.due_on) == ("confirmed", "general", "2026-12-20")
    assert due.next_act(seen) == ("reinspect", "2026-12-20")


def test_not_theirs_goes_to_another_department_and_the_old_letter_stays() -> None:
    seen = life(GRAVE, PHONE, told("major_reported"), HAND, told("letter_delivered", number="移6号"), told("declined"))
    assert seen.state == "suspected" and due.next_act(seen) == ("hand_over_again", DAY)
    seen = life(GRAVE, HAND, told("letter_delivered"), told("declined"), told("handover", department="市住建局"))
    assert [one.department for one in seen.handovers] == ["市应急局", "市住建局"]
    plain = life(FOUND, told("handover", department="市住建局"), told("letter_delivered"), told("declined"))
    assert plain.state == "declined" and plain.is_open and not plain.waits


def test_first_the_telephone_then_the_report_then_the_letter() -> None:
    assert due.next_act(life(GRAVE)) == ("report_by_phone", DAY)
    assert due.next_act(life(GRAVE, PHONE)) == ("report_major", DAY)
    assert due.next_act(life(GRAVE, PHONE, told("major_reported"))) == ("hand_over", DAY)
    other_way_round = life(GRAVE, HAND, told("letter_delivered"), told("major_reported"), PHONE)
    assert other_way_round.state == "suspected_handed_over" and not other_way_round.doubtful


def test_the_ladder_of_reminders() -> None:
    events = [FOUND, told("handover", department="市住建局"), told("letter_delivered")]
    words = []
    for step in ("reminded", "reminded", "leader_told", "committee_told"):
        assert due.rung(life(*events))[0] == step
        words.append(due.rung(life(*events))[1])
        events.append(told(step))
    assert due.rung(life(*events)) is None and len(set(words)) == 4


def test_two_extensions_that_had_not_seen_each_other() -> None:
    events = [FOUND, told("notified"), told("extended", due_on="2026-12-20"), told("extended", due_on="2026-12-10")]
    seen = life(*events)
    assert (seen.due_on, seen.doubts) == ("2026-12-10", [])
    rivals = life(*events, unseen=lambda one, other: {one, other} == {"e2", "e3"})
    assert rivals.due_on == "2026-12-20" and len(rivals.doubts) == 1 and "延期" in rivals.doubts[0]


@pytest.mark.parametrize(
    ("events", "act"),
    [
        ([FOUND], ("reinspect", "2026-12-01")),
        ([FOUND, told("notified"), told("delivered"), told("applied_reinspection")], ("reinspect", "2026-11-30")),
        ([told("reported", source="village")], ("verify", "2026-11-23")),
        ([FOUND, told("rested", reopen_on="2027-01-05")], ("reopen_check", "2027-01-05")),
        ([FOUND, told("rested")], None),
        ([FOUND, HAND], ("deliver", "2026-11-23")),
        ([FOUND, told("rectified")], None),
        ([FOUND, told("deregistered")], ("settle", DAY)),
    ],
)
def test_what_the_town_must_do_next(events, act) -> None:
    assert due.next_act(life(*events)) == act


def test_a_second_deadline_and_an_extension_move_the_day() -> None:
    moved = life(FOUND, told("notified"), told("second_deadline", due_on="2026-12-08", reinspection="r1"))
    assert (moved.rounds, moved.due_on, moved.first_due_on, moved.state) == (1, "2026-12-08", "2026-12-01", "rectifying")
    assert due.reinspect_by(moved) == "2026-12-18"


@given(st.sampled_from(sorted(TOWN)), st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(-400, 400))
def test_words_and_shown_state_agree(state: str, today: date, days: int) -> None:
    on = date.fromordinal(today.toordinal() + days).isoformat()
    words, colour = due.words(on, today, Calendar())
    late = due.overdue_days(on, today)
    assert (colour == "red") == (late > 0) == words.startswith("逾期")
    shown = due.shown_state({"state": state, "due_on": on}, today)
    assert shown == ("to_reinspect" if days <= 0 or state == "to_reinspect" else state)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=14))
def test_no_walk_breaks_what_is_derived(steps: list[str]) -> None:
    seen = life(
        *(told(one.removesuffix("_suspected"), grade="suspected_major" if "suspected" in one else "general",
               treatment="deadline", due_on="2026-12-01", department="市应急局", reopen_on=None) for one in steps)
    )
    act = due.next_act(seen)
    assert act is None or (act[0] in due.ACTS and len(act[1]) == 10)
    assert not (seen.waits and act and act[0] != "settle"), "what a department has is never the town's due"
    for one in buttons(seen):
        assert one.code in STEPS and not one.by


def test_facts_of_a_step_are_asked_for_in_words() -> None:
    today, seen = date(2026, 11, 25), life(FOUND, told("notified"))
    cases = {
        ("extended", "2026-12-01", "interim"): ({"happened_on": "2026-11-25", "due_on": "2026-12-09", "reason": "配件", "approved_by": "陈"}, True),
        ("extended", "", "due_on"): ({"happened_on": "2026-11-25", "due_on": "2026-11-30", "reason": "配件", "approved_by": "陈"}, False),
        ("ended", "", "evidence"): ({"happened_on": "2026-11-25", "reason": "closed_down"}, False),
        ("withdrawn", "", "happened_on"): ({"happened_on": "2026-11-26", "reason": "看错"}, False),
        ("delivered", "", "happened_on"): ({"happened_on": "2026-11-19", "received_by": "王"}, False),
        ("judged_not_major", "", "due_on"): ({"happened_on": DAY, "department": "局", "document": "1", "judged_by": "赵"}, False),
        ("deregistered", "", "document"): ({"happened_on": DAY, "department": "局", "approved_by": "赵"}, False),
    }
    for (code, _, field), (facts, shock) in cases.items():
        _, problems = check_step(code, facts, seen, today, shock=shock)
        assert field in {one.field for one in problems}, (code, problems)
    late = life(told("found", grade="general", treatment="deadline", due_on="2026-11-21"), told("notified"))
    _, problems = check_step(
        "extended", {"happened_on": "2026-11-25", "due_on": "2026-12-09", "reason": "配件", "approved_by": "陈"}, late, today
    )
    assert any("已过期，请走复查 → 二次限期" in one.message for one in problems)

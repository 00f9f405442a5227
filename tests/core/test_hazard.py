"""The life of a hazard: one table of steps; what cannot be placed makes it doubtful and keeps it open."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yongji_desktop.core.errors import Refused
from yongji_desktop.core.hazard import live
from yongji_desktop.core.hazard_road import NEXT, OPEN_STATES, STATES, STEPS, advance, steps_from

FOUND = {
    "step": "found",
    "grade": "general",
    "treatment": "deadline",
    "due_on": "2026-12-01",
    "happened_on": "2026-11-20",
}


def life(*steps: str | dict):
    events = []
    for number, one in enumerate(steps):
        event = (
            one
            if isinstance(one, dict)
            else (FOUND if one == "found" else {"step": one, "happened_on": "2026-11-21"})
        )
        events.append((f"e{number}", event))
    return live(events)


def test_the_table_knows_only_its_states_and_steps() -> None:
    assert {state for state, _ in NEXT} | set(NEXT.values()) <= set(STATES)
    assert {step for _, step in NEXT} == set(STEPS)
    assert OPEN_STATES <= set(STATES)
    reachable, waiting = {"new"}, ["new"]
    while waiting:
        state = waiting.pop()
        for step in steps_from(state):
            after = advance(state, step)
            if after not in reachable:
                reachable.add(after)
                waiting.append(after)
    assert reachable == set(STATES)


@pytest.mark.parametrize(("state", "step"), list(itertools.product(STATES, STEPS)))
def test_each_step_from_each_state(state: str, step: str) -> None:
    if (state, step) in NEXT:
        assert advance(state, step) == NEXT[state, step] and step in steps_from(state)
        return
    with pytest.raises(Refused) as told:
        advance(state, step)
    assert STATES[state] in str(told.value) and STEPS[step] in str(told.value)


@pytest.mark.parametrize(
    ("steps", "state", "open_"),
    [
        ((), "new", False),
        (("found",), "confirmed", True),
        (("found", "rectified_on_spot"), "closed", False),
        (("found", "notified"), "notified", True),
        (("found", "notified", "notified"), "notified", True),
        (("found", "reported_by_phone", "notified"), "notified", True),
        (("found", "notified", "withdrawn"), "withdrawn", False),
    ],
)
def test_ordinary_lives(steps: tuple[str, ...], state: str, open_: bool) -> None:
    told = life(*steps)
    assert (told.state, told.is_open, told.doubtful) == (state, open_, [])


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        (("rectified_on_spot",), "new"),
        (("found", "found"), "confirmed"),
        (("found", "withdrawn", "notified"), "withdrawn"),
        (("found", "rectified_on_spot", "withdrawn"), "closed"),
        (("found", "flown_away"), "confirmed"),
    ],
)
def test_what_cannot_be_placed_keeps_it_open(steps: tuple[str, ...], state: str) -> None:
    told = life(*steps)
    assert told.state == state and told.doubtful == [f"e{len(steps) - 1}"] and told.is_open
    settled = life(*steps, {"step": "settle", "of": told.doubtful})
    assert settled.doubtful == [] and settled.is_open == (state in OPEN_STATES)
    other = life(*steps, {"step": "settle", "of": ["someone else's"]})
    assert other.doubtful == told.doubtful


def test_what_was_settled_does_not_count_again_when_its_rival_goes() -> None:
    steps = ("found", "withdrawn", "notified")
    settle = {"step": "settle", "of": ["e2"]}
    assert life(*steps, settle, {"step": "retract", "of": ["e1"]}).state == "confirmed"
    unsettled = life(*steps, settle, {"step": "retract", "of": ["e1"]}, {"step": "retract", "of": ["e3"]})
    assert unsettled.state == "notified", "a settle that was undone leaves the step as it was written"


def test_facts_are_taken_from_their_events() -> None:
    told = life(
        "found", {"step": "reported_by_phone", "report": {"department": "市应急局", "answered_by": "张三"}}
    )
    assert (told.grade, told.treatment, told.due_on, told.found_on) == (
        "general",
        "deadline",
        "2026-12-01",
        "2026-11-20",
    )
    assert told.reports == [{"department": "市应急局", "answered_by": "张三"}]
    assert life("found", "rectified_on_spot").closed_on == "2026-11-21"


def test_a_retraction_and_the_retraction_of_it() -> None:
    assert life("found", "notified", {"step": "retract", "of": ["e1"]}).state == "confirmed"
    assert (
        life("found", "notified", {"step": "retract", "of": ["e1"]}, {"step": "retract", "of": ["e2"]}).state
        == "notified"
    )
    third = life("found", "notified", *({"step": "retract", "of": [f"e{number}"]} for number in (1, 2, 3)))
    assert third.state == "confirmed"
    gone = life("found", "withdrawn", "notified", {"step": "retract", "of": ["e1"]})
    assert (gone.state, gone.doubtful) == ("notified", [])


@given(st.lists(st.sampled_from(["found", *STEPS, "settle", "retract", "unheard"]), max_size=12), st.data())
def test_no_history_breaks_the_fold(steps: list[str], data) -> None:
    names = [f"e{number}" for number in range(len(steps))]
    events = []
    for number, step in enumerate(steps):
        of = data.draw(st.lists(st.sampled_from(names), max_size=3)) if step in ("settle", "retract") else []
        events.append((names[number], {"step": step, "of": of, "happened_on": "2026-11-20"}))
    told = live(events)
    assert told.state in STATES and set(told.doubtful) <= set(names)
    assert told.is_open == (told.state in OPEN_STATES or bool(told.doubtful))
    assert live(events) == told

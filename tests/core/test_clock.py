"""Moments of UTC+8, a logical clock that never goes back, ids that sort by making."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yongji_desktop.core.clock import CHINA, COUNTER_BITS, Clock, DemoClock, clock_is_far_off, moment_of, tick


@given(st.integers(0, 2**63), st.integers(0, 2**47))
def test_the_logical_clock_never_goes_back(last: int, now: int) -> None:
    following = tick(last, now)
    assert following > last and following >= now << COUNTER_BITS


@given(st.lists(st.integers(0, 2**42), min_size=2, max_size=30))
def test_it_grows_whatever_the_wall_clock_does(moments: list[int]) -> None:
    value, seen = 0, []
    for now in moments:
        value = tick(value, now)
        seen.append(value)
    assert seen == sorted(set(seen))


def test_the_moment_inside() -> None:
    moment = datetime(2026, 11, 20, 9, 30, tzinfo=CHINA)
    hlc = tick(0, int(moment.timestamp() * 1000))
    assert moment_of(hlc) == moment and moment_of(hlc + 5) == moment
    assert moment.utcoffset() == timedelta(hours=8)


def test_far_off_means_more_than_thirty_days_either_way() -> None:
    then = datetime(2026, 11, 20, 9, 30, tzinfo=CHINA)
    hlc = tick(0, int(then.timestamp() * 1000))
    for days, far in ((0, False), (30, False), (-30, False), (31, True), (-31, True), (4000, True)):
        assert clock_is_far_off(hlc, then + timedelta(days=days)) == far
    assert not clock_is_far_off(0, then), "an empty log has no moment"


def test_ids_are_of_version_seven_unlike_and_in_order() -> None:
    clock = DemoClock(date(2026, 11, 20))
    made = [clock.new_id() for _ in range(500)]
    assert made == sorted(set(made))
    for one in made:
        value = uuid.UUID(one)
        assert value.version == 7 and value.variant == uuid.RFC_4122 and str(value) == one
    real = [Clock().new_id() for _ in range(100)]
    assert len(set(real)) == 100
    told = (uuid.UUID(real[0]).int >> 80) / 1000
    assert abs(told - datetime.now(CHINA).timestamp()) < 60


def test_the_demo_clock_is_the_same_for_the_same_day() -> None:
    def told(*arguments):
        clock = DemoClock(*arguments)
        return [clock.now(), clock.new_id(), clock.random_bytes(16), clock.now_ms()]

    day = date(2026, 11, 20)
    assert told(day) == told(day) != told(day, 10) and told(day)[1] != told(date(2026, 11, 21))[1]
    clock = DemoClock(day)
    clock.move_to(datetime(2026, 11, 1, 8))
    assert clock.now().date() == date(2026, 11, 1)

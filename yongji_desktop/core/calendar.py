"""Working days: weekends, public holidays and the weekends worked for them (调休), from the holiday packs.

The State Council publishes each year's arrangement by itself; a year without one counts Monday to Friday, and
`Calendar.unpublished` names it so that nobody takes that for the arrangement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

WEEKDAYS = "一二三四五六日"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """`rest` {day: name of the holiday}, `worked` weekend days that are worked, `years` with a published arrangement."""

    rest: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_rest(self, day: date) -> bool:
        """Whether nobody works on `day`."""
        if day in self.worked:
            return False
        return day in self.rest or day.weekday() >= 5

    def name(self, day: date) -> str:
        """元旦, 周六 …: why a day is one of rest, or its weekday."""
        return self.rest.get(day) or f"周{WEEKDAYS[day.weekday()]}"

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is worked, else the first worked day after it."""
        while self.is_rest(day):
            day += DAY
        return day

    def working_days(self, after: date, until: date) -> int:
        """How many working days lie after `after` up to and including `until`; 0 when `until` is not later."""
        count, day = 0, after
        while day < until:
            day += DAY
            count += not self.is_rest(day)
        return count

    def coming(self, today: date, count: int) -> list[date]:
        """The days after `today` up to the `count`-th working day, days of rest included."""
        days, day, worked = [], today, 0
        while worked < count:
            day += DAY
            days.append(day)
            worked += not self.is_rest(day)
        return days

    def rests_between(self, first: date, last: date) -> int:
        """How many named holidays (not plain weekends) lie between two days, both included."""
        return sum(first <= day <= last for day in self.rest)

    def unpublished(self, days: Iterable[date]) -> int | None:
        """The first year among `days` without a published arrangement, or None."""
        return min((day.year for day in days if day.year not in self.years), default=None)

"""Clocks: the wall clock in China's time, the hybrid logical clock, ids.

All moments are local time of UTC+8: the PCs stand in one time zone and a paper written in it must not move.
"""

from __future__ import annotations

import random
import secrets
import time
import uuid
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
COUNTER_BITS = 16
FAR_AWAY = timedelta(days=30)


def tick(last: int, now_ms: int) -> int:
    """The next value of the hybrid logical clock: 48 bits of milliseconds, 16 of counter.

    Never goes back: when the PC's clock does, the counter goes on from `last`.
    """
    return max(last + 1, now_ms << COUNTER_BITS)


def moment_of(hlc: int) -> datetime:
    """The wall time inside a value of the hybrid logical clock."""
    return datetime.fromtimestamp((hlc >> COUNTER_BITS) / 1000, CHINA)


class Clock:
    """The PC's clock and its source of random bytes."""

    def now(self) -> datetime:
        """The present moment in UTC+8."""
        return datetime.fromtimestamp(time.time(), CHINA)

    def random_bytes(self, count: int) -> bytes:
        """`count` bytes nobody can guess."""
        return secrets.token_bytes(count)

    def now_ms(self) -> int:
        """Milliseconds since 1970 UTC."""
        return int(self.now().timestamp() * 1000)

    def new_id(self) -> str:
        """A UUID of version 7 (RFC 9562): time first, so ids sort by making."""
        value = (self.now_ms() & (1 << 48) - 1) << 80 | int.from_bytes(self.random_bytes(10), "big")
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        return str(uuid.UUID(int=value))


class DemoClock(Clock):
    """The clock of a demo folder: the same day gives the same moments and the same ids, byte for byte."""

    def __init__(self, day: date, hour: int = 9):
        self._moment = datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)
        self._random = random.Random(f"yongji demo {day.isoformat()} {hour}")

    def move_to(self, moment: datetime) -> None:
        """Set the hands; moments before the last one are allowed, the logical clock still goes forward."""
        self._moment = moment.replace(tzinfo=CHINA)

    def now(self) -> datetime:
        self._moment += timedelta(milliseconds=250)
        return self._moment

    def random_bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)


def clock_is_far_off(last_hlc: int, now: datetime) -> bool:
    """Whether the PC's clock stands more than 30 days from the last change, either way."""
    return bool(last_hlc) and abs(now - moment_of(last_hlc)) > FAR_AWAY

"""Timing ours against a peer in one run: alternately, several rounds, median and worst, as a ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Seconds of ours and of the peer (medians), the worst of ours, their ratio and its limit."""

    name: str
    ours: float
    worst: float
    peer: float
    limit: float

    @property
    def ratio(self) -> float:
        """Ours divided by the peer."""
        return self.ours / self.peer

    def line(self) -> str:
        """One line of the report."""
        verdict = "ok" if self.ratio <= self.limit else "OVER"
        return (
            f"{self.name}: ours {self.ours * 1000:.2f} ms (worst {self.worst * 1000:.2f}), "
            f"peer {self.peer * 1000:.2f} ms, ratio {self.ratio:.2f} (limit {self.limit:g}) {verdict}"
        )


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def against(
    name: str, ours: Callable[[], object], peer: Callable[[], object], limit: float, rounds: int = 7
) -> Figure:
    """Run both alternately after one warm-up each."""
    seconds(ours), seconds(peer)
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(seconds(ours))
        theirs.append(seconds(peer))
    return Figure(name, statistics.median(mine), max(mine), statistics.median(theirs), limit)


def against_limit(name: str, ours: Callable[[], object], limit_seconds: float, rounds: int = 7) -> Figure:
    """Ours against a stated limit in seconds; the ratio must be at most 1."""
    seconds(ours)
    mine = [seconds(ours) for _ in range(rounds)]
    return Figure(name, statistics.median(mine), max(mine), limit_seconds, 1.0)

"""Killed while typing: at most two seconds are lost, what is found is a state there was, never two drafts."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from editor_driver import make_office
from office_data import TODAY
from typing_window import digest

from yongji_desktop.services import inspections, maintenance, session

ROUNDS, MOST_LOST = 6, 2.0
ROOT = Path(__file__).resolve().parents[2]


def _typed_until_killed(folder: Path, seed: int, after: float) -> tuple[list[list[str]], float]:
    """What the window told, and when it was killed: `after` seconds from its first state."""
    paths = [str(ROOT), str(ROOT / "tests" / "gui"), os.environ.get("PYTHONPATH", "")]
    child = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("typing_window.py")), str(folder), str(seed)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        text=True,
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(after)
    killed = time.monotonic()
    child.kill()
    rest = child.stdout.read()
    child.wait()
    assert first.startswith("state"), first
    return [line.split() for line in (first + rest).splitlines() if len(line.split()) > 1], killed


@pytest.mark.timeout(240)
def test_killed_at_any_moment_no_more_than_two_seconds_are_lost(tmp_path):
    make_office(tmp_path)
    chance, one_id = random.Random(7), None
    for number in range(ROUNDS):
        told, killed = _typed_until_killed(tmp_path / "data", number, chance.uniform(0.3, 4.0))
        held = session.begin(tmp_path / "data", today=TODAY, any_place=True)
        drafts = inspections.drafts(held.desk)
        assert held.cut_off and len(drafts) == 1, "never two drafts"
        one_id = one_id or drafts[0]["id"]
        assert drafts[0]["id"] == one_id, "the same record goes on"
        states = [(float(line[1]), line[2]) for line in told if line[0] == "state" and len(line) == 3]
        found = digest(drafts[0]["body"])
        at = max(index for index, state in enumerate(states) if state[1] == found)  # it is a state there was
        lost_since = states[at + 1][0] if at + 1 < len(states) else killed
        assert killed - lost_since <= MOST_LOST, (number, killed - lost_since)
        assert maintenance.check_all(held.desk) == []
        held.close()

"""Ways into a re-inspection, its drafts: workbench, list, unit, editor, a paper's number; killed while it is written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from editor_driver import Hand, begin, window_on
from PySide6.QtWidgets import QApplication
from reinspection_data import LATER, SITE, office_on, opened, page_of, site_of
from typing_window import digest
from window_driver import answer, words

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.reinspection import ReinspectionPage
from yongji_desktop.services import maintenance, reinspections, session

MOST_LOST = 2.0
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def window(tmp_path, qtbot):
    office_on(tmp_path)
    yield from window_on(tmp_path, qtbot, today=LATER)


def test_a_draft_waits_on_the_workbench_and_among_the_drafts(window):
    page = opened(window)
    identity = page.draft.identity
    Hand(window).press("2").type("换了一半").press("Esc")
    window.go("home")
    assert any("复查正在填写" in one for one in words(window.page()))
    Hand(window).press("Ctrl+r")
    assert page_of(window).draft.identity == identity and page_of(window).draft.look("looks", 0, "seen") == "换了一半"
    window.back()
    window.go("inspections", {"draft": identity})
    assert page_of(window).draft.identity == identity
    window.back()
    opened(window)
    assert len(reinspections.drafts(window.frame.desk)) == 1, "never two drafts for one unit"


def test_a_draft_is_thrown_away_only_after_asking(window):
    page = opened(window)
    told = answer("丢掉")
    page.deeds.discard()
    assert any("隐患不动" in one for one in told) and reinspections.drafts(window.frame.desk) == []


def test_f7_in_the_editor_looks_again_with_the_same_people_and_hour_and_comes_back(window):
    editor = begin(window)
    editor.draft.write(("began_at",), "2026-12-01T08:15", "开始时间")
    before = len(editor.draft.look("hazards") or [])
    hand = Hand(window).press("F7")
    page = page_of(window)
    assert page.draft.look("began_at") == "2026-12-01T08:15"
    assert page.draft.look("inspectors") == editor.draft.look("inspectors")
    hand.press("Esc")
    assert window.page() is editor and isinstance(editor, EditorPage)
    assert len(editor.draft.look("hazards") or []) == before


def test_the_unit_offers_it_and_lists_it_when_it_is_done(window):
    desk = window.frame.desk
    window.go("sites", {"open": site_of(desk)})
    hand = Hand(window).press("F7")
    page = page_of(window)
    for at, card in enumerate(page.cards):
        page.places.stand_on(at)
        hand.press("1")
        card.reason.setFocus()
        hand.type("设备已拆走")
    hand.press("Ctrl+p", "Esc")
    site = window.page()
    assert not site.again_button.isVisible()
    assert [one["words"] for one in site._lines if one["kind"] == "reinspection"] == ["2 条：已整改 2"]


def test_a_papers_number_leads_to_its_record_and_to_looking_again(window, qtbot):
    hand = Hand(window).press("Ctrl+k", "a", "0", "0", "1")
    box = QApplication.focusWidget().parentWidget()
    while not hasattr(box, "_popup"):
        box = box.parentWidget()
    qtbot.waitUntil(lambda: box._popup().isVisible() and box._popup().count() > 1, timeout=5000)
    lines = [box._popup().item(at).text() for at in range(box._popup().count())]
    assert any("A001号" in one and SITE in one for one in lines)
    at = next(at for at, one in enumerate(lines) if one.startswith("复查"))
    hand.press(*["Down"] * at, "Enter")
    assert isinstance(window.page(), ReinspectionPage)


@pytest.mark.timeout(120)
def test_killed_while_writing_no_more_than_two_seconds_are_lost(tmp_path):
    office_on(tmp_path)
    chance, paths = random.Random(11), [str(ROOT), str(ROOT / "tests" / "gui"), os.environ.get("PYTHONPATH", "")]
    for number in range(3):
        child = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("reinspecting_window.py")), str(tmp_path / "data"), str(number)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            text=True,
        )
        first = child.stdout.readline()
        time.sleep(chance.uniform(0.5, 3.0))
        killed = time.monotonic()
        child.kill()
        lines = [line.split() for line in (first + child.stdout.read()).splitlines()]
        child.wait()
        held = session.begin(tmp_path / "data", today=LATER, any_place=True)
        drafts = reinspections.drafts(held.desk)
        assert held.cut_off and len(drafts) == 1, "never two drafts"
        told = [(float(line[1]), line[2]) for line in lines if len(line) == 3 and line[0] == "state"]
        at = max(index for index, state in enumerate(told) if state[1] == digest(drafts[0]["body"]))
        lost_since = told[at + 1][0] if at + 1 < len(told) else killed
        assert killed - lost_since <= MOST_LOST, (number, killed - lost_since)
        assert maintenance.check_all(held.desk) == []
        held.close()

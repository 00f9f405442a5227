"""A finished re-inspection to look at: reached from list, unit and hazard; voided with what it said, restored, signed."""

from __future__ import annotations

import pytest
from editor_driver import Hand, window_on
from PySide6.QtWidgets import QApplication
from reinspection_data import LATER, SITE, office_on, opened, site_of
from test_reinspection_page import states
from window_driver import answer, button, rows, tab, toast, words

from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.pages.reinspection_detail import ReinspectionRecordPage
from yongji_desktop.gui.pages.sign_page import SignPage
from yongji_desktop.services import history, papers, reinspections


@pytest.fixture
def window(tmp_path, qtbot):
    office_on(tmp_path)
    yield from window_on(tmp_path, qtbot, today=LATER)


def finished(window) -> str:
    """A re-inspection with one hazard closed and one given a second deadline; returns its id."""
    page = opened(window)
    hand = Hand(window).press("1", "Down", "3").type("箱门已到货未装")
    hand.press("Tab", "Tab", "1")
    page.cards[0].reason.setFocus()
    hand.type("设备已拆走")
    hand.press("Ctrl+p")
    assert isinstance(window.page(), PrintPage), [one.message for one in page.deeds.found]
    return window.page().inspection


def record_page(window, identity: str) -> ReinspectionRecordPage:
    """Its page, as the list opens it."""
    window.go("inspections", {"open": identity})
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, ReinspectionRecordPage)
    return page


def test_it_says_each_conclusion_with_what_follows_and_its_papers(window):
    page = record_page(window, finished(window))
    assert page.head.title.full_text() == SITE and page.head.caption.full_text() == "2026-12-01 复查"
    first, second = rows(page.looks.table)
    assert (first[2], second[2]) == ("已整改", "未整改") and second[3] == "二次限期，2026-12-08"
    page.looks.table.setFocus()
    Hand(window).press("Down")
    shown = words(page.looks.box)
    assert "箱门已到货未装" in shown and "二次限期，2026-12-08" in shown
    titles = [cells[0] for cells in rows(page.side.papers)]
    assert len(titles) == 2 and all("取号" in cells[1] for cells in rows(page.side.papers))
    tab(page.which, "照片 2")
    assert [page.photos.item(n).text() for n in range(page.photos.count())] == ["整改前 · 隐患 1", "整改前 · 隐患 2"]
    tab(page.which, "经过 1")
    assert rows(page.past)[0][1] == "完成复查"


def test_it_is_reached_from_the_unit_and_from_the_hazard_and_leads_to_both(window):
    identity = finished(window)
    desk = window.frame.desk
    window.go("sites", {"open": site_of(desk)})
    QApplication.processEvents()
    unit = window.page()
    line = next(row for row in map(unit.past.model.any_row, range(unit.past.count())) if row["kind"] == "reinspection")
    unit.past.select(line["id"])
    unit.past.setFocus()
    Hand(window).press("Enter")
    assert isinstance(window.page(), ReinspectionRecordPage)
    hazard = states(desk)["二车间2号台钻"].record["id"]
    page = window.page()
    page.looks.table.select(hazard)
    page.looks.table.setFocus()
    Hand(window).press("Enter")
    deeds = window.page().detail.deeds
    assert deeds.row["id"] == hazard
    entries = dict(one for one in deeds.more() if one)
    entries["看 2026-12-01 的复查"]()
    page = window.page()
    assert isinstance(page, ReinspectionRecordPage) and page.reinspection == identity
    Hand(window).press("Ctrl+o")
    assert isinstance(window.page(), InspectionPage)


def test_it_is_void_with_a_reason_and_its_hazards_are_open_again_then_restored(window):
    identity = finished(window)
    desk = window.frame.desk
    numbers = papers.issue(desk, identity, {})
    page = record_page(window, identity)
    told = answer("作废", "录错了单位")
    dict(page.more())["作废这次复查"]()
    QApplication.processEvents()
    assert any("每条隐患回到复查前" in one for one in told)
    assert reinspections.listed(desk) == [] and {one.life.state for one in states(desk).values()} == {"notified"}
    page = record_page(window, identity)
    chips = [page.head.chips.itemAt(n).widget().text() for n in range(page.head.chips.count())]
    assert chips[0] == "已作废" and not page.print_button.isVisible() and "作废这次复查" not in dict(page.more())
    assert not page.side.paper_card.isVisible()
    button(page, "恢复").click()
    QApplication.processEvents()
    assert page.print_button.isVisible() and "已恢复这次复查" in toast(window)
    assert sorted(one.life.state for one in states(desk).values()) == ["closed", "rectifying"]
    assert numbers and len(reinspections.listed(desk)) == 1
    assert all(one.number for one in papers.states(desk, identity))


def test_ctrl_p_prints_and_f2_signs_once_a_paper_is_issued(window):
    identity = finished(window)
    page = record_page(window, identity)
    assert not page.sign_button.isVisible()
    Hand(window).press("Ctrl+p")
    assert isinstance(window.page(), PrintPage)
    papers.issue(window.frame.desk, identity, {})
    page = record_page(window, identity)
    Hand(window).press("F2")
    assert isinstance(window.page(), SignPage)


def test_its_page_says_it_is_gone_when_the_finishing_is_undone(window, qtbot):
    identity = finished(window)
    page = record_page(window, identity)
    history.undo_deed(window.frame.desk, page.rows["past"][0]["id"])
    window.frame.changed.emit()
    qtbot.waitUntil(lambda: window.page() is not page)
    assert len(reinspections.drafts(window.frame.desk)) == 1

"""工作台: the radar, what is due, what waits; keys and numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from test_frame import key
from window_driver import button, words

from yongji_desktop.gui.pages.home_due import DueRow
from yongji_desktop.services import deadlines, hazard_lists, hazards


def rows(window) -> list[DueRow]:
    return window.page().due.rows


def test_radar_rows_and_services_say_the_same(demo_window):
    demo_window.go("home")
    page, seen = demo_window.page(), deadlines.radar(demo_window.frame.desk)
    assert [box.count for box in page.radar.boxes[:2]] == [len(seen.overdue), len(seen.today)]
    assert seen.mine and [row.one for row in rows(demo_window)][: len(seen.mine)] == list(seen.mine)
    assert seen.promise in words(page)
    assert seen.hazards == hazard_lists.counts(demo_window.frame.desk)["mine"]


def test_a_box_filters_the_list_and_gives_it_back(demo_window):
    demo_window.go("home")
    page, seen = demo_window.page(), deadlines.radar(demo_window.frame.desk)
    every = len(rows(demo_window))
    page.radar.boxes[0].setFocus()
    key(demo_window, Qt.Key.Key_Return)
    assert len(rows(demo_window)) == len(seen.overdue)
    key(demo_window, Qt.Key.Key_Right)
    key(demo_window, Qt.Key.Key_Return)
    assert len(rows(demo_window)) == len(seen.today)
    key(demo_window, Qt.Key.Key_Return)
    assert len(rows(demo_window)) == every


def test_arrows_and_enter_do_the_thing(demo_window, qtbot):
    demo_window.go("home")
    first = rows(demo_window)[0]
    first.setFocus()
    key(demo_window, Qt.Key.Key_Down)
    assert rows(demo_window)[1].hasFocus()
    key(demo_window, Qt.Key.Key_Up)
    assert rows(demo_window)[0].hasFocus()
    at = next(row for row in rows(demo_window) if row.one.act == "reinspect")
    at.setFocus()
    key(demo_window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "复查" in demo_window.page().head.title.full_text())


def test_what_a_department_has_is_violet_and_in_no_overdue_number(demo_window):
    desk = demo_window.frame.desk
    one = next(row for row in hazard_lists.listed(desk, "mine") if row["grade"] == "general")
    before = len(deadlines.radar(desk).overdue)
    hazards.take_step(desk, one["id"], "handover", {"happened_on": one["found_on"], "department": "市住建局", "reason": "beyond"})
    hazards.take_step(desk, one["id"], "letter_delivered", {"happened_on": one["found_on"], "received_by": "李科"})
    demo_window.go("home")
    row = next(row for row in rows(demo_window) if row.one.id == one["id"])
    assert row.chip.family == "violet" and row.chip.text().startswith("等部门") and row.button.text() == "登记第1次催办"
    assert len(deadlines.radar(desk).overdue) <= before
    QTest.mouseClick(button(demo_window.page(), "登记第1次催办"), Qt.MouseButton.LeftButton)
    assert demo_window.frame.where == "hazards"


def test_an_empty_office_has_nothing_due(window):
    window.go("home")
    assert [box.count for box in window.page().radar.boxes[:2]] == [0, 0]
    assert "没有逾期和今天到期的" in window.page().radar.promise.full_text()

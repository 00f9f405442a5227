"""未能检查: a short form, what is missing said under its field, undo brings the replaced draft back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from office_data import add_units, visit_entry
from photo_files import shot
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_driver import words

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.missed_page import MissedPage
from yongji_desktop.services import inspections, missed, office

UNIT = "永济市鑫达冷库"


@pytest.fixture
def site(frame: Frame) -> str:
    """A unit of the office."""
    return add_units(frame.desk)[UNIT]


@pytest.fixture
def page(window: MainWindow, site: str) -> Iterator[MissedPage]:
    """The form over the window, active."""
    made = MissedPage(window.frame, site)
    window.frame.open(made)
    yield made


def with_photo(page: MissedPage, qtbot, folder) -> None:
    page.form.photos.take([shot(folder / "door.jpg", 1, "2026-11-23 10:21")])
    qtbot.waitUntil(lambda: not page.form.photos.busy and len(page.form.photos.photos()) == 1)


def officer(page: MissedPage, name: str) -> dict:
    return next(one for one in office.officers(page.frame.desk) if one["name"] == name)


def test_it_begins_with_the_hour_and_the_officer(page):
    assert page.head.caption.full_text() == UNIT
    assert page.form.reason.value() == "locked" and page.form.names.text() == "王建国"
    assert page.form.rows["arrived_at"].value().startswith("2026-11-23 ")
    assert not page.form.rows["told_department"].isVisible()
    assert "不发通知书，不算检查家次。" in words(page)


def test_without_a_photo_it_is_refused_under_the_photos(page):
    page.register()
    assert page.form.says["photos"].text() == "没有门口的照片。请补一张。"
    assert missed.listed(page.frame.desk) == []


def test_refused_entry_asks_for_the_department_and_never_scans_its_words(page, qtbot, tmp_path):
    page.form.reason.part("refused").click()
    assert page.form.rows["told_department"].isVisible()
    with_photo(page, qtbot, tmp_path)
    page.register()
    assert page.form.rows["told_department"].problem.text() == "拒绝进入的要报告部门。请填报告哪个部门。"
    assert page.focusWidget() is page.form.rows["told_department"].input
    page.form.rows["told_department"].set_value("市应急局")
    page.form.rows["reason_words"].set_value("老板不让进，说先拿手续")
    page.register()
    (made,) = missed.listed(page.frame.desk)
    assert made["told_department"] == "市应急局" and made["reason_words"] == "老板不让进，说先拿手续"


def test_another_reason_wants_words_and_what_does_not_belong_is_left_out(page, qtbot, tmp_path):
    page.form.reason.part("refused").click()
    page.form.rows["told_department"].set_value("市应急局")
    page.form.reason.part("other").click()
    with_photo(page, qtbot, tmp_path)
    page.register()
    assert page.form.rows["reason_words"].problem.text() == "原因选了“其他”，请写清是什么原因。"
    page.form.rows["reason_words"].set_value("整修道路，车过不去")
    page.register()
    assert "told_department" not in missed.listed(page.frame.desk)[0]


def test_dates_are_looked_at_when_their_field_is_left(page):
    row = page.form.rows["next_on"]
    row.set_value("11月26日")
    page.form.look_at("next_on")
    assert "看不懂" in row.problem.text()
    row.set_value("2026-11-20")
    page.form.look_at("next_on")
    assert row.problem.text() == "下次时间早于这次。请改正。" and page.form.weekday.text() == "周五"
    row.set_value("2026-11-26")
    page.form.look_at("next_on")
    assert row.problem.text() == "" and page.form.weekday.text() == "周四"


def test_registering_writes_one_record_and_goes_back(window, page, qtbot, tmp_path):
    with_photo(page, qtbot, tmp_path)
    page.form.rows["arrived_at"].set_value("2026-11-23 10:20")
    page.form.rows["contacted"].set_value("电话 2 次没接，10:22、10:35")
    page.form.rows["witness"].set_value("冯小军")
    page.form.set_person(officer(page, "李芳"), True)
    page.form.reason.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.page() is not page)
    (made,) = missed.listed(window.frame.desk)
    assert made["reason"] == "locked" and made["arrived_at"] == "2026-11-23T10:20"
    assert [one["name"] for one in made["inspectors"]] == ["王建国", "李芳"]
    assert made["photos"][0]["taken_at"] == "2026-11-23T10:21" and made["photos"][0]["use"] == "scene"
    assert made["site"]["name"] == UNIT
    assert window.toast.words.text() == "已登记未能检查：锁门。还没有下次时间，可以以后补。"
    assert inspections.listed(window.frame.desk) == []


def test_it_replaces_a_draft_and_undoing_brings_that_back(window, site, qtbot, tmp_path):
    frame = window.frame
    entry = visit_entry(frame.desk, UNIT, "2026-11-23")
    draft = inspections.save_draft(frame.desk, entry)
    page = MissedPage(frame, site, draft, entry)
    frame.open(page)
    assert (
        page.form.rows["arrived_at"].value() == "2026-11-23 09:30"
        and page.form.names.text() == "王建国、李芳"
    )
    with_photo(page, qtbot, tmp_path)
    page.register()
    assert inspections.drafts(frame.desk) == [] and len(missed.listed(frame.desk)) == 1
    frame.undo()
    assert missed.listed(frame.desk) == []
    assert [one["body"] for one in inspections.drafts(frame.desk)] == [entry]
    frame.redo()
    assert inspections.drafts(frame.desk) == [] and len(missed.listed(frame.desk)) == 1


def test_leaving_without_registering_loses_nothing(window, page, site, qtbot, tmp_path):
    page.form.reason.part("suspended").click()
    page.form.rows["seen"].set_value("院内没有人")
    with_photo(page, qtbot, tmp_path)
    window.back()
    assert window.page() is not page and missed.listed(window.frame.desk) == []
    again = MissedPage(window.frame, site)
    window.frame.open(again)
    assert again.form.reason.value() == "suspended" and again.form.rows["seen"].value() == "院内没有人"
    assert len(again.form.photos.photos()) == 1 and "已带出" in again.later.text()
    again.register()
    fresh = MissedPage(window.frame, site)
    qtbot.addWidget(fresh)
    assert fresh.form.reason.value() == "locked" and fresh.form.photos.photos() == []


def test_nobody_is_left_is_said_at_the_people(page, qtbot, tmp_path):
    with_photo(page, qtbot, tmp_path)
    page.form.set_person(officer(page, "王建国"), False)
    page.register()
    assert page.form.names.text() == "还没有人员" and "人员没有填" in page.form.says["inspectors"].text()


def test_it_fits_the_narrow_window(window, page, qtbot):
    window.setMinimumSize(960, 540)
    window.resize(960, 540)
    qtbot.waitUntil(lambda: not page.side.isVisible())
    assert page.register_button.visibleRegion().boundingRect().width() == page.register_button.width()

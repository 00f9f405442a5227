"""举报登记 in the window: the password at every opening, four stages, its form."""

from __future__ import annotations

from window_driver import words

from yongji_desktop.gui.pages.complaint_paper import ComplaintPaperPage
from yongji_desktop.gui.pages.complaints import ComplaintsPage, complaints_entry


def opened(window, password: str = "三月桃花满园开") -> ComplaintsPage:
    complaints_entry(window.frame)
    page = window.page()
    page.gate.word.setText(password)
    if page.gate.again.isVisible():
        page.gate.again.setText(password)
    page.gate.go()
    return page


def filled(page, **values) -> None:
    for name, value in values.items():
        page.form.row(name).set_value(value)
    page.save()


def test_from_the_password_to_the_form(window, qtbot):
    complaints_entry(window.frame)
    page = window.page()
    assert isinstance(page, ComplaintsPage) and not page.save_button.isVisible()
    page.gate.word.setText("三月桃花满园开")
    page.gate.again.setText("别的")
    page.gate.go()
    assert page.key is None and "两遍口令不一样" in page.gate.problem.text()
    page.gate.again.setText("三月桃花满园开")
    page.gate.go()
    assert page.key is not None and page.stage.value() == "received"
    filled(page, received_way="电话", about="老槐树面粉厂", matter="电话 13900001111")
    assert page.form.row("matter").problem.text()
    filled(page, matter="夜班锁安全出口")
    assert [one["state"] for one in page.rows] == ["待核实"] and page.stage.value() == "checked"
    filled(page, checked_way="夜间现场", result="partly")
    assert page.stage.value() == "dealt"
    filled(page, leader="张主任")
    filled(page, answered_way="电话")
    assert page.rows[0]["state"] == "已反馈"
    page.paper()
    assert isinstance(window.page(), ComplaintPaperPage)


def test_every_opening_asks_anew_and_what_is_late_is_said_inside(window, qtbot):
    page = opened(window)
    filled(page, received_at="2026-11-10T09:00", received_way="来访", about="好滋味火锅店", matter="占用疏散通道")
    window.frame.back()
    complaints_entry(window.frame)
    page = window.page()
    assert page.key is None and "占用疏散通道" not in " ".join(words(page)) and not page.late.isVisible()
    page.gate.word.setText("猜的")
    page.gate.go()
    assert page.key is None and "口令不对" in page.gate.problem.text()
    window.frame.back()
    page = opened(window)
    assert page.late.isVisible() and "1 件举报接收已超过 7 日" in " ".join(words(page.late))


def test_it_fits_the_smallest_window(window, qtbot):
    page = opened(window)
    window.resize(1093, 560)
    qtbot.wait(50)
    assert page.stage.isVisible() and page.table.height() > 150

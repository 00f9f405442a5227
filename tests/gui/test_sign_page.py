"""登记签字 from an inspection, by keys: signed, and a refusal that lacks something."""

from __future__ import annotations

from PySide6.QtCore import Qt
from test_frame import CTRL, key
from window_driver import words

from yongji_desktop.gui.pages.sign_page import SignPage
from yongji_desktop.services import inspections, papers, signing


def issued(window) -> str:
    desk = window.frame.desk
    return next(one["id"] for one in inspections.listed(desk) if papers.issued_of(desk, one["id"]))


def test_signed_and_refused(demo_window, qtbot):
    desk, visit = demo_window.frame.desk, issued(demo_window)
    signing.register(desk, visit, {"state": "unsigned"})
    demo_window.go("inspections", {"open": visit})
    dict(demo_window.page().more())["登记签字"]()
    page = demo_window.page()
    assert isinstance(page, SignPage) and not page.form.row("reason").isVisible()
    key(demo_window, Qt.Key.Key_3)
    assert page.form.row("reason").isVisible() and not page.form.row("person").isVisible()
    key(demo_window, Qt.Key.Key_Return, CTRL)
    assert demo_window.page() is page and any("拒签须填" in one for one in words(page))
    page.state.setFocus()
    key(demo_window, Qt.Key.Key_1)
    key(demo_window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: demo_window.page() is not page)
    assert signing.words(desk.get("inspection", visit)) == "已签"

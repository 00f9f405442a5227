"""交接 from the officers' card: the list, a note changed, the list issued and the officer stopped; the number book."""

from __future__ import annotations

from hazard_data import SUN, general, visit
from office_data import add_units
from window_driver import words

from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.pages.handing_over import HandoverPage
from yongji_desktop.services import office


def begin(window, tmp_path) -> tuple[HandoverPage, str]:
    """王建国's visit found a hazard; 李芳 sits at the desk and hands over for him."""
    frame = window.frame
    people = {one["name"]: one["id"] for one in office.officers(frame.desk)}
    add_units(frame.desk)
    visit(frame.desk, tmp_path, SUN, 5, [general("防护罩缺失", "2026-12-01")], shots=False)
    frame.sit_down(people["李芳"])
    frame.go("settings", {"section": "office"})
    section = window.page().sections["office"]
    section.table.select(people["王建国"])
    section.hand_over.click()
    return window.page(), people["王建国"]


def test_handing_over_from_the_settings(window, tmp_path, qtbot):
    page, leaves = begin(window, tmp_path)
    assert isinstance(page, HandoverPage) and "1 条未闭环隐患改派给李芳" in page.told.text()
    headings = [one["heading"] for one in page.rows if one.get("heading")]
    assert len(headings) == 7 and headings[0] == "未闭环隐患（1项）"
    page.save()
    assert page.form.row("witness").problem.text() and not window.frame.desk.get("officer", leaves).get("inactive")
    page.table.select("0.0")
    page.note.setText("月底前装好")
    page.note.textEdited.emit("月底前装好")
    page.form.row("witness").set_value("张主任")
    page.form.row("reason").set_value("调市应急局")
    page.save()
    shown = window.page()
    assert isinstance(shown, FormPaperPage) and "月底前装好" in str(shown.record["data"])
    assert window.frame.desk.get("officer", leaves)["inactive"]
    window.frame.undo()
    assert not window.frame.desk.get("officer", leaves).get("inactive")


def test_the_page_fits_the_smallest_window(window, tmp_path, qtbot):
    page, _ = begin(window, tmp_path)
    window.resize(1093, 560)
    qtbot.wait(50)
    assert page.table.height() > 150


def test_the_number_book_is_printed_from_the_settings(window, tmp_path, qtbot):
    window.frame.go("settings", {"section": "numbers"})
    section = window.page().sections["numbers"]
    assert not section.sealed.isVisible()
    section.print_book.click()
    page = window.page()
    assert isinstance(page, FormPaperPage) and page.code == "number_book"
    page.issue()
    assert page.record and "编号簿" in " ".join(words(page))

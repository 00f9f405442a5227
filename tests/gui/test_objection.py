"""The objection on the page of a visit: its line, the answer, the annex, one handed in later."""

from __future__ import annotations

from office_data import add_units, visit_entry
from window_driver import words

from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.objection import AnswerPage, RaisePage
from yongji_desktop.services import inspections, objections

WORDS = "防护罩在检修中，不属于缺失"


def shown(window, **more) -> InspectionPage:
    desk = window.frame.desk
    add_units(desk)
    entry = visit_entry(desk, "永济市阳光机械厂", "2026-11-20", **more)
    visit = inspections.finish(desk, entry, reasons={"R01": "另一人值班", "R06": "复查", "R09": "交办"})
    page = InspectionPage(window.frame, visit)
    window.frame.open(page)
    return page


def test_the_line_the_answer_and_the_annex(window, qtbot):
    page = shown(window, signature={"state": "signed", "objection": WORDS})
    assert "2026-11-27 前核实答复" in " ".join(words(page.objections)) and WORDS in " ".join(words(page.objections))
    page.objections._answer(objections.listed(window.frame.desk)[0]["id"])
    form = window.page()
    assert isinstance(form, AnswerPage) and form.form.row("answered_by").value()
    form.save()
    assert form.form.row("checked").problem.text()
    form.form.row("checked").set_value("到车间看过")
    form.form.row("answer").set_value("不同意，检修也要有临时防护")
    form.save()
    assert window.page() is page and "已于 2026-11-23 答复" in " ".join(words(page.objections))
    page.objections._annex(objections.listed(window.frame.desk)[0]["id"])
    assert isinstance(window.page(), FormPaperPage)


def test_one_handed_in_later(window, qtbot):
    page = shown(window)
    assert not page.objections.isVisible()
    dict(page.more())["登记异议"]()
    form = window.page()
    assert isinstance(form, RaisePage)
    form.form.row("words").set_value("责任人写错了")
    form.save()
    assert page.objections.isVisible() and "责任人写错了" in " ".join(words(page.objections))


def test_the_workbench_asks_for_the_answer(window, qtbot):
    page = shown(window, signature={"state": "signed", "objection": WORDS})
    window.frame.back()
    window.frame.go("home")
    qtbot.wait(80)
    assert "单位有异议" in " ".join(words(window.page())) or "答复异议" in " ".join(words(window.page()))
    assert page is not None

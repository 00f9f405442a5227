"""更正: by keyboard from the list to version 2, kept when killed, versions side by side, papers again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from editor_driver import Hand
from office_data import TODAY, add_units, finish_visit, visit_entry
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTableView
from test_pages_fit import SIZES, cut
from window_driver import answer, button, open_window, rows, tab, toast, words

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.inspections import InspectionsPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.services import inspections, papers, session

SITE = "永济市鑫达冷库"
ROOT = Path(__file__).resolve().parents[2]
NOT_HERE = "等级、处理方式、整改期限不能用更正来改，要按它的办理步骤登记。"


@pytest.fixture
def window(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        papers.issue(desk, finish_visit(desk, tmp_path, SITE, "2026-11-18"))

    yield from open_window(tmp_path, qtbot, fill, "inspections")


@pytest.fixture
def hand(window):
    return Hand(window)


def only(window) -> dict:
    """The one finished inspection as it is now."""
    (row,) = inspections.listed(window.frame.desk)
    return window.frame.desk.get("inspection", row["id"])


def detail(window, hand) -> InspectionPage:
    """Enter in the list."""
    hand.press("Enter")
    assert isinstance(window.page(), InspectionPage)
    return window.page()


def correcting(window, hand, reason: str = "部位写错") -> EditorPage:
    """List, Enter, F2, the reason, Enter."""
    detail(window, hand)
    hand.press("F2").type(reason).press("Enter")
    assert isinstance(window.page(), EditorPage)
    return window.page()


def at_item(page: EditorPage, item: str) -> None:
    """The keyboard at an item of the checklist."""
    codes = [one["item"] for one in page.draft.look("answers")]
    page.list.setFocus()
    page.list.view.go(codes.index(item))


def test_the_reason_is_asked_on_the_page_and_one_sentence_is_needed(window, hand):
    page = detail(window, hand)
    hand.press("F2")
    assert "更正成第2版？" in words(page) and QApplication.focusWidget().accessibleName() == "更正原因"
    assert any("已出的文书（A001、A001）打印时出下一版，编号不变。" in one for one in words(page))
    hand.press("Enter")
    assert "更正要写原因。请写一句为什么改。" in words(page) and window.page() is page
    hand.type("写").press("Esc")
    assert not page.ask.isVisible() and window.page() is page, "Esc leaves the question, not the page"
    hand.press("F2")
    assert page.ask.line.text() == "写", "what was typed is still there"
    assert inspections.drafts(window.frame.desk) == []


def test_the_whole_walk_by_keyboard_gives_version_two_and_the_papers_again(window, hand, tmp_path):
    page = correcting(window, hand)
    assert page.draft.look("hazards", 0, "part") == "二车间2号台钻" and page.since.reason.text() == "部位写错"
    assert button(page, "完成更正") and "第1版留着，完成后是第2版" in words(page)
    at_item(page, "GM09")
    hand.press("Enter")
    assert QApplication.focusWidget() is page.right.hazard.part
    hand.press("Ctrl+a").type("二车间3号台钻").press("Ctrl+p")
    assert isinstance(window.page(), PrintPage)
    assert toast(window) == "已更正，现在是第2版；打印或另存时文书出下一版，编号不变。"
    now = only(window)
    assert now["version"] == 2 and now["hazards"][0]["part"] == "二车间3号台钻"
    assert inspections.drafts(window.frame.desk) == [], "the draft went with the deed"
    printing = window.page()
    assert all("打印时出第2版" in printing.list.item(row).text() for row in range(printing.list.count()))
    assert printing.save_into(tmp_path / "out")
    states = papers.states(window.frame.desk, now["id"])
    assert {(one.edition, one.outdated) for one in states} == {(2, False)}
    document = pypdfium2.PdfDocument(papers.pdf(window.frame.desk, states[0].id))
    told = "".join("".join(one.get_textpage().get_text_bounded().split()) for one in document)
    document.close()
    assert "二车间3号台钻" in told and "二车间2号台钻" not in told
    hand.press("Esc")
    shown = window.page()
    assert isinstance(shown, InspectionPage)
    tab(shown.which, "版本 2")
    listed = [(cells[0], cells[2]) for cells in rows(shown.versions.table)]
    assert listed == [("第2版", "部位写错"), ("第1版", "完成检查")]
    told = words(shown.versions)
    assert {"第1版", "第2版", "隐患 1 部位", "二车间2号台钻", "二车间3号台钻"} <= set(told)
    assert any("文书上：安全生产巡查记录第2版：“二车间2号台钻”改为“二车间3号台钻”" in one for one in told)
    assert "二车间2号台钻" in shown.versions.sides.accessibleDescription()
    shown.versions.setFocus()
    hand.press("F6")
    assert QApplication.focusWidget() is shown.versions.sides
    hand.press("F6")
    assert shown.which.isAncestorOf(QApplication.focusWidget())


def test_esc_leads_back_without_loss_and_the_drafts_say_what_it_is(window, hand):
    page = correcting(window, hand)
    at_item(page, "GM10")
    hand.press("Enter", "Ctrl+a").type("库房").press("Esc")
    shown = window.page()
    assert isinstance(shown, InspectionPage) and button(shown, "接着更正")
    hand.press("Esc")
    listing = window.page()
    assert isinstance(listing, InspectionsPage)
    tab(listing.tabs, "草稿 1")
    assert rows(listing.table)[0][2] == f"更正：{SITE}"
    listing.table.setFocus()
    hand.press("Enter")
    again = window.page()
    assert isinstance(again, EditorPage) and again.draft.look("hazards", 1, "part") == "库房"
    assert again.draft.identity == page.draft.identity and len(inspections.drafts(window.frame.desk)) == 1
    assert only(window)["version"] == 1


def test_what_follows_from_a_hazards_steps_is_shown_but_not_changed(window, hand):
    page = correcting(window, hand)
    at_item(page, "GM09")
    hand.press("Enter")
    pane = page.right.hazard
    assert NOT_HERE in words(pane)
    for part in (pane.grade, pane.treatment, pane.days, pane.due):
        assert not part.isEnabled() and part.accessibleDescription() == NOT_HERE
    phrase = {
        "description": "防护罩缺",
        "grade": "suspected_major",
        "treatment": "handover",
        "due_on": "2027-01-01",
    }
    page.deeds.take_phrase(0, {**phrase, "judgement": {"choice": "on_scene", "reason": "x"}}, False)
    held = page.draft.look("hazards", 0)
    assert (held["grade"], held["treatment"], held["due_on"]) == ("general", "deadline", "2026-11-28")
    assert held["description"] == "防护罩缺" and "judgement" not in held
    at_item(page, "GM01")
    hand.press("2")
    assert page.right.hazard.grade.isEnabled() and NOT_HERE not in words(page), "a new hazard is free"


def test_a_hazard_left_out_is_withdrawn_with_the_reason(window, hand):
    page = correcting(window, hand, "第2条看错了")
    gone = page.draft.look("hazards", 1, "id")
    at_item(page, "GM10")
    hand.press("1")
    assert "少了 1 条隐患，完成时撤回" in words(page)
    hand.press("Ctrl+p")
    assert [one["item"] for one in only(window)["hazards"]] == ["GM09"]
    assert window.frame.desk.get("hazard", gone)["state"] == "withdrawn"


def test_without_a_change_or_without_a_reason_nothing_is_written(window, hand):
    page = correcting(window, hand)
    hand.press("Ctrl+p")
    assert toast(window).startswith("和现在的版本一样，没有改动。") and window.page() is page
    at_item(page, "GM09")
    hand.press("Enter", "Ctrl+a").type("别处")
    page.since.reason.setFocus()
    hand.press("Ctrl+a", "Delete", "Ctrl+p")
    assert "更正要写原因。请写一句为什么改。" in [one.text() for one in page.problems.links()]
    hand.press("Enter")
    assert QApplication.focusWidget() is page.since.reason and page.top.isVisible()
    hand.type("写错").press("Ctrl+p")
    assert only(window)["version"] == 2


def test_a_correction_made_meanwhile_is_said_and_takes_a_sentence(window, hand):
    page = correcting(window, hand)
    desk, now = window.frame.desk, only(window)
    other = {name: now[name] for name in page.draft.entry if name in now}
    inspections.correct(desk, now["id"], {**other, "places": "冷库"}, "别人改的")
    at_item(page, "GM09")
    hand.press("Enter", "Ctrl+a").type("别处").press("Ctrl+p")
    assert any("又改成了第2版" in one.text() for one in page.problems.links())
    hand.type("两处都要改").press("Enter")
    assert only(window)["version"] == 3


def test_throwing_a_correction_away_leaves_the_record(window, hand):
    page = correcting(window, hand)
    answered = answer("丢掉")
    page.deeds.discard()
    assert "丢掉这份更正？" in answered and isinstance(window.page(), InspectionPage)
    assert only(window)["version"] == 1 and inspections.drafts(window.frame.desk) == []


def test_a_new_inspection_of_the_unit_does_not_go_on_with_the_correction(window, hand):
    page = correcting(window, hand)
    hand.press("F5")
    assert toast(window).startswith("更正不能改成“未能检查”。")
    window.go("inspections", {"new": page.draft.look("site_id")})
    begun = window.page()
    assert isinstance(begun, EditorPage) and not begun.draft.corrects
    assert len(inspections.drafts(window.frame.desk)) == 2


def test_undo_of_a_correction_without_papers_brings_the_first_words_back(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        inspections.finish(desk, visit_entry(desk, SITE))

    for window in open_window(tmp_path, qtbot, fill, "inspections"):
        hand = Hand(window)
        page = correcting(window, hand)
        hand.press("F4")
        page._form.fields["places"].setFocus()
        hand.press("Ctrl+a").type("冷库").press("Ctrl+p")
        assert isinstance(window.page(), InspectionPage) and toast(window) == "已更正，现在是第2版。"
        assert only(window)["places"] == "冷库"
        hand.press("Ctrl+z")
        assert only(window)["places"] == "挤压车间、配电间" and only(window)["version"] == 3


def test_killed_while_correcting_the_correction_is_found_again(tmp_path, qtbot):
    for window in open_window(
        tmp_path, qtbot, lambda desk: (add_units(desk), finish_visit(desk, tmp_path, SITE)), "inspections"
    ):
        identity = only(window)["id"]
    paths = [str(ROOT), str(ROOT / "tests" / "gui"), os.environ.get("PYTHONPATH", "")]
    child = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("correcting_window.py")), str(tmp_path / "data")],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        text=True,
    )
    assert child.stdout is not None
    line = ""
    while not line.startswith("stored"):
        line = child.stdout.readline()
        assert line, "the window ended by itself"
    child.kill()
    child.wait()
    held = session.begin(tmp_path / "data", today=TODAY, any_place=True)
    (draft,) = inspections.drafts(held.desk)
    assert draft["body"]["_corrects"] == identity and draft["body"]["_reason"] == "部位写错"
    assert draft["body"]["hazards"][0]["part"] == "断电以前写的"
    assert held.desk.get("inspection", identity)["version"] == 1
    held.close()


def test_everything_in_the_editor_has_a_name_and_the_focus_is_seen(window, hand, qtbot):
    page = correcting(window, hand)
    at_item(page, "GM09")
    page.show_right()
    kinds = (QLineEdit, QPlainTextEdit, QPushButton, QTableView)
    every = [one for kind in kinds for one in page.findChildren(kind)]
    seen = [one for one in every if one.isVisible() and one.isEnabled()]
    assert [one for one in seen if not one.accessibleName() and not getattr(one, "text", str)()] == []
    for one in (page.since.reason, page.right.hazard.part, page.right.hazard.description, page.finish_button):
        page.list.setFocus()
        QApplication.processEvents()
        before = one.grab().toImage()
        one.setFocus()
        QApplication.processEvents()
        assert one.hasFocus() and one.grab().toImage() != before, one.accessibleName()
    page.right.hazard.part.setFocus()
    without = page.list.grab().toImage()
    page.list.setFocus()
    QApplication.processEvents()
    assert page.list.grab().toImage() != without, "the row has its frame"


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_from_the_question_to_the_versions(window, hand, size):
    window.resize(*size)
    shown = detail(window, hand)
    hand.press("F2", "Enter")
    assert cut(shown) == []
    hand.type("部位写错").press("Enter")
    page = window.page()
    at_item(page, "GM09")
    hand.press("Enter")
    assert cut(page.since) == [] and cut(page.head) == []
    hand.press("Ctrl+a").type("二车间3号台钻").press("Ctrl+p", "Esc")
    tab(shown.which, "版本 2")
    assert cut(shown) == []

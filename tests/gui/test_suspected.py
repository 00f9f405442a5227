"""疑似重大 in the editor: situations of the packs to compare with, three ways to say what it is judged by."""

from __future__ import annotations

import pypdfium2
import pytest
from editor_driver import Hand, begin, make_office, window_on

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.editor.suspected import NO_CLAUSE, Suspected
from yongji_desktop.services import papers

VERIFIED, LOOSE, NONE = "GM04", "GM13", "GM01"  # items with verified situations, with unverified ones, with none


@pytest.fixture
def window(tmp_path, qtbot):
    make_office(tmp_path)
    yield from window_on(tmp_path, qtbot)


@pytest.fixture
def hand(window):
    return Hand(window)


def failing(window, hand, item: str) -> EditorPage:
    """One item fails, its hazard stands on the right."""
    page = begin(window)
    hand.press("Ctrl+l")
    page.list.view.go([one["item"] for one in page.draft.look("answers")].index(item))
    hand.press("2")
    return page


def suspected(window, hand, item: str, way: str) -> tuple[EditorPage, Suspected]:
    """The officer says 疑似重大 and chooses a way."""
    page = failing(window, hand, item)
    fold = page.right.hazard.suspected
    hand.click(page.right.hazard.grade.part("suspected_major"))
    page.right.hazard.area.ensureWidgetVisible(fold.choice)
    hand.click(fold.choice.part(way))
    return page, fold


def record_of(page: EditorPage) -> str:
    """The words of the record as it would be now."""
    page.draft.save()
    made = papers.draft(page.draft.frame.desk, page.draft.identity, "inspection_record")
    return "".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(made.pdf)).replace("\r\n", "")


def test_a_failing_star_item_shows_what_to_compare_with_and_judges_nothing(window, hand):
    page = failing(window, hand, VERIFIED)
    fold = page.right.hazard.suspected
    assert page.draft.look("hazards", 0, "grade") == "general"
    assert fold.candidates.isVisible() and not fold.choice.isVisible()
    rows = [fold.candidates.list.item(at).text() for at in range(fold.candidates.list.count())]
    assert "第三条第（二）项" in rows[0] and rows[-2].startswith("② 标准原文待核") and rows[-1].startswith("③")
    assert not page.draft.look("hazards", 0, "judgement")
    hand.press("Ctrl+s")
    assert page.draft.look("hazards", 0, "grade") == "general", "nobody chose"


def test_choosing_a_situation_makes_it_suspected_in_one_step(window, hand):
    page = failing(window, hand, VERIFIED)
    fold = page.right.hazard.suspected
    fold.candidates.setFocus()
    hand.press("Return")
    hazard = page.draft.look("hazards", 0)
    assert (hazard["grade"], hazard["treatment"]) == ("suspected_major", "handover")
    assert hazard["judgement"]["choice"] == "standard" and hazard["judgement"]["basis"][0]["clause"] == "第三条第（二）项"
    assert fold.choice.isVisible() and not fold.candidates.isVisible()
    hand.press("Ctrl+z")
    assert page.draft.look("hazards", 0, "grade") == "general" and fold.candidates.isVisible()


def test_a_star_item_offers_the_two_other_ways(window, hand):
    page = failing(window, hand, LOOSE)
    fold = page.right.hazard.suspected
    rows = fold.candidates.list
    rows.scrollToBottom()
    hand.click(rows.viewport(), rows.visualItemRect(rows.item(rows.count() - 1)).center())
    assert page.draft.look("hazards", 0, "judgement") == {"choice": "on_scene"} and fold.reason.isVisible()


def test_an_item_without_situations_shows_nothing_until_the_officer_says_suspected(window, hand):
    page = failing(window, hand, NONE)
    assert not page.right.hazard.suspected.isVisible()


def test_only_verified_situations_are_clauses_and_each_says_its_validity(window, hand):
    page, fold = suspected(window, hand, VERIFIED, "standard")
    assert fold._offered and all(one.verified for one in fold._offered) and fold._offered[0].of_item
    fold.listed.setFocus()
    hand.press("Down")
    judgement = page.draft.look("hazards", 0, "judgement")
    assert judgement["choice"] == "standard" and judgement["basis"][0]["clause"] == "第三条第（二）项"
    assert judgement["valid_from"] == "2023-05-15" and "2023-05-15 起施行" in fold.words.text()
    assert fold.listed.currentText().startswith("第三条第（二）项")
    assert "重大事故隐患判定标准》（应急管理部令第10号）第三条第（二）项" in record_of(page)


@pytest.mark.parametrize("way", ["unverified_standard", "on_scene"])
def test_the_other_two_ways_print_no_clause(window, hand, way):
    page, fold = suspected(window, hand, VERIFIED, "standard")
    fold.listed.setFocus()
    hand.press("Down").click(fold.choice.part(way))
    assert page.draft.look("hazards", 0, "judgement") == {"choice": way}
    assert fold.words.text().startswith(NO_CLAUSE)
    printed = record_of(page)
    assert "初判，待部门认定" in printed and "（应急管理部令第10号）" not in printed


def test_a_situation_not_read_yet_is_offered_under_its_own_way(window, hand):
    page, fold = suspected(window, hand, LOOSE, "unverified_standard")
    assert fold._offered and not any(one.verified for one in fold._offered)
    fold.listed.setFocus()
    hand.press("Down")
    judgement = page.draft.look("hazards", 0, "judgement")
    assert judgement["choice"] == "unverified_standard" and judgement["standard"] and judgement["situation"]
    assert fold.standard.text() == judgement["standard"] and "原文待核，不印条款" in fold.words.text()
    hand.click(fold.choice.part("standard"))
    assert page.draft.look("hazards", 0, "judgement") == {"choice": "standard"}
    hand.press("Ctrl+z")
    assert page.draft.look("hazards", 0, "judgement", "situation") == judgement["situation"]


def test_without_any_the_choice_says_so(window, hand):
    _, fold = suspected(window, hand, NONE, "standard")
    assert "没有专列这一项的情形" in fold.words.text() and fold.listed.count() > 1

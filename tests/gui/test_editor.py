"""The editor: beginning, answering by keys, steps back, saving, going on; real widgets, real data."""

from __future__ import annotations

import pytest
from editor_driver import SITE, Hand, begin, make_office, photo_file, results, window_on
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from window_driver import answer, toast, words

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.editor.site_choice import SiteChoice
from yongji_desktop.gui.pages.inspections import InspectionsPage
from yongji_desktop.services import inspections, sites


@pytest.fixture
def window(tmp_path, qtbot):
    make_office(tmp_path)
    yield from window_on(tmp_path, qtbot)


@pytest.fixture
def hand(window):
    return Hand(window)


def drafts(window) -> list[dict]:
    return inspections.drafts(window.frame.desk)


def reopened(window, hand) -> EditorPage:
    """Esc to the list, then the draft again."""
    identity = window.page().draft.identity
    hand.press("Esc")
    assert isinstance(window.page(), InspectionsPage)
    window.go("inspections", {"draft": identity})
    return window.page()


def test_a_new_inspection_begins_with_the_unit_the_header_and_what_happened_before(window, hand):
    hand.press("Ctrl+n")
    assert isinstance(window.page(), SiteChoice) and QApplication.focusWidget() is window.page().search.line
    hand.press("y", "g", "j", "Enter")
    page = window.page()
    assert page.head.title.full_text() == SITE and QApplication.focusWidget() is page.list.view
    assert page.draft.look("inspectors") == [{**page.draft.look("inspectors")[0], "name": "王建国"}]
    shown = words(page)
    assert any(one.startswith("今年已去 1 次（巡查 1、配合 0；复查不计） · 还有 1 条没闭环") for one in shown)
    assert any("这次巡查只有王建国一人" in one for one in shown)
    assert len(drafts(window)) == 1
    hand.press("Ctrl+l")
    assert "检查人员" in toast(window) and "检查表" in toast(window)
    assert [one["name"] for one in page.draft.look("inspectors")] == ["王建国", "李芳"]
    assert len(page.draft.look("answers")) == 15 and not page.draft.look("hazards")
    assert not page.alone.isVisible()


def test_initials_with_the_input_method_on_find_the_unit_by_characters_too(window, hand):
    hand.press("Ctrl+n").type("阳光机械").press("Enter")
    assert window.page().draft.look("site", "name") == SITE


def test_ctrl_n_on_the_page_of_a_unit_and_in_the_list_of_inspections(window, hand):
    site = sites.listed(window.frame.desk, SITE)[0]["id"]
    window.go("sites", {"open": site})
    hand.press("Ctrl+n")
    assert isinstance(window.page(), EditorPage) and window.page().draft.look("site_id") == site
    hand.press("Esc", "Ctrl+n")
    assert isinstance(window.page(), SiteChoice)
    hand.press("Esc", "Ctrl+r")
    assert isinstance(window.page(), EditorPage) and len(drafts(window)) == 1


def test_a_unit_with_a_draft_goes_on_with_it_and_never_gets_two(window, hand):
    page = begin(window)
    hand.press("2").type("配电间")
    hand.press("Esc", "Ctrl+n", "y", "g", "j", "Enter")
    again = window.page()
    assert again.draft.identity == page.draft.identity and len(drafts(window)) == 1
    assert again.draft.look("hazards", 0, "part") == "配电间" and "接着填" in toast(window)
    hand.click(window.toast.deed)
    assert len(drafts(window)) == 2 and window.page().draft.identity != page.draft.identity


def test_opening_the_draft_that_is_open_is_the_same_place(window, hand):
    page = begin(window)
    hand.press("2").type("配电间")
    window.go("inspections", {"draft": page.draft.identity})
    assert len([one for one in window._over if isinstance(one, EditorPage)]) == 1
    assert window.page().draft.look("hazards", 0, "part") == "配电间" and len(drafts(window)) == 1


def test_answers_by_keys_stars_one_by_one_and_all_conform_with_one_step_back(window, hand):
    page = begin(window)
    hand.press("Ctrl+l", "1", "Down", "Down", "3")
    hand.press("Ctrl+g")
    given = results(page)
    stars = [at for at, one in enumerate(page.draft.look("answers")) if one.get("star")]
    assert stars == [1, 3, 4, 12] and [given[at] for at in stars] == ["unseen"] * 4
    assert given[0] == "pass" and given[2] == "na" and given.count("pass") == 10
    assert toast(window) == "9 项记为合格，★ 4 项请逐项答。" and page.row == 1
    hand.press("1")
    assert page.row == 3
    hand.press("1")
    assert page.row == 4
    hand.press("Ctrl+z", "Ctrl+z", "Ctrl+z")
    assert results(page).count("unseen") == 13 and "已撤销：9 项记为合格。" in toast(window)
    hand.press("Ctrl+y")
    assert results(page).count("pass") == 10 and "已重做" in toast(window)
    hand.press("Ctrl+j")
    assert results(page)[page.row] == "unseen"


def test_space_changes_between_conform_and_fail_and_stays_in_the_list(window, hand):
    page = begin(window)
    hand.press("Space")
    assert results(page)[0] == "pass"
    hand.press("Space")
    assert results(page)[0] == "fail" and page.list.view.hasFocus() and page.right.on_hazard
    hand.press("Space")
    assert results(page)[0] == "pass" and not page.draft.look("hazards")


def test_lists_switch_the_input_method_off_and_fields_on(window, hand):
    page = begin(window)
    assert not page.list.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    hand.press("2")
    assert QApplication.focusWidget() is page.right.hazard.part
    assert page.right.hazard.part.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_back_to_conform_puts_the_hazard_with_its_photo_aside_and_fail_brings_it_back(
    window, hand, qtbot, tmp_path
):
    page = begin(window)
    hand.press("Ctrl+l", "Down", "2").type("值班室")
    hand.drop(page.right.hazard.photos, photo_file(tmp_path, "one", "#446688"))
    qtbot.waitUntil(lambda: bool(page.draft.look("photos")), timeout=10_000)
    page.list.setFocus()
    hand.press("Up", "2").type("办公室")
    hazards = page.draft.look("hazards")
    assert [one["part"] for one in hazards] == ["办公室", "值班室"], "in the order of the checklist"
    assert page.draft.look("photos", 0, "hazard") == 1
    page.list.setFocus()
    hand.press("Down", "1")
    assert toast(window) == "隐患 2 已收起，改回不合格就恢复。"
    assert len(page.draft.look("hazards")) == 1 and not page.draft.look("photos")
    page = reopened(window, hand)
    page.list.view.go(1)
    page.list.setFocus()
    hand.press("2")
    assert page.draft.look("hazards", 1, "part") == "值班室" and page.draft.look("photos", 0, "hazard") == 1


def test_steps_back_go_field_by_field(window, hand):
    page = begin(window)
    hand.press("2").type("一车间").type("东侧").press("Tab").type("赵永生")
    assert page.draft.look("hazards", 0, "responsible") == "赵永生"
    hand.press("Ctrl+z")
    assert not page.draft.look("hazards", 0, "responsible")
    assert page.draft.look("hazards", 0, "part") == "一车间东侧" and "改“责任人”" in toast(window)
    hand.press("Ctrl+z")
    assert not page.draft.look("hazards", 0, "part") and page.right.hazard.part.text() == ""
    hand.press("Ctrl+y", "Ctrl+y")
    assert page.draft.look("hazards", 0, "responsible") == "赵永生"


def test_what_is_typed_is_on_the_disk_within_two_seconds_even_while_typing_goes_on(window, hand, qtbot):
    page = begin(window)
    hand.press("2")
    stored = []
    page.draft.stored.connect(lambda: stored.append(len(page.draft.look("hazards", 0, "part") or "")))
    for _ in range(22):
        hand.type("字")
        qtbot.wait(100)
    assert stored and len(drafts(window)[0]["body"]["hazards"][0]["part"]) >= 3
    qtbot.waitUntil(lambda: not page.draft.unsaved(), timeout=1500)
    assert window.status.words.text().startswith("已自动保存 ")


def test_every_field_and_the_place_of_the_keyboard_come_back(window, hand):
    page = begin(window)
    hand.press("Ctrl+l", "Ctrl+g").press("1")
    hand.press("2").type("二车间2号台钻").press("Tab").type("赵永生").press("Tab").type("罩缺失\n栲䶮𬱖")
    before = page.draft.entry
    place = dict(page.draft.place)
    assert place["field"] == "description"
    page = reopened(window, hand)
    assert page.draft.entry == before and page.draft.place["row"] == place["row"]
    assert QApplication.focusWidget() is page.right.hazard.description
    assert page.right.hazard.description.toPlainText() == "罩缺失\n栲䶮𬱖"


def test_pasted_lines_become_one_and_long_texts_stay(window, hand):
    page = begin(window)
    hand.press("2").paste("一车间\n东侧\r\n配电箱")
    assert page.draft.look("hazards", 0, "part") == "一车间 东侧 配电箱"
    hand.press("Tab", "Tab").type("栲䶮𬱖" * 1700)
    assert len(page.draft.look("hazards", 0, "description")) == 5100
    page = reopened(window, hand)
    assert len(page.right.hazard.description.toPlainText()) == 5100
    assert page.right.hazard.description.height() < 160


def test_a_full_disk_is_said_keeps_the_text_and_the_page_and_is_tried_again(window, hand, qtbot):
    page = begin(window)
    db = window.frame.desk.store.db.conn
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    hand.press("2", "Tab", "Tab").type("配电箱未装箱门" * 20_000)
    qtbot.waitUntil(lambda: bool(page.draft.trouble), timeout=3000)
    assert window.status.words.text().startswith("没能保存：") and "没有丢" in window.status.words.text()
    hand.press("Esc")
    assert window.page() is page and len(page.draft.look("hazards", 0, "description")) == 140_000
    db.execute("PRAGMA max_page_count = 1073741823")
    qtbot.waitUntil(lambda: not page.draft.trouble and not page.draft.unsaved(), timeout=5000)
    assert window.status.words.text().startswith("已自动保存 ")
    assert len(drafts(window)[0]["body"]["hazards"][0]["description"]) == 140_000


def test_a_unit_voided_meanwhile_is_said_when_finishing_and_nothing_is_lost(window, hand):
    page = begin(window)
    hand.press("Ctrl+l", "Ctrl+g", "1", "1", "1", "1")
    sites.void(window.frame.desk, page.draft.look("site_id"), "写错")
    hand.press("Ctrl+p")
    assert window.page() is page and "已作废，不能完成。您填的内容没有丢" in page.deeds.found[0].message
    assert len(drafts(window)) == 1


def test_a_draft_of_an_older_checklist_keeps_its_items(window, hand):
    page = begin(window)
    entry = dict(page.draft.entry)
    old = {**entry["answers"][0], "item": "GM99", "text": "旧版检查表的一项", "result": "pass"}
    entry.update(answers=[old, *entry["answers"][1:3]])
    entry["checklists"] = [{**entry["checklists"][0], "version": "2025.1"}]
    inspections.save_draft(window.frame.desk, entry, page.draft.identity)
    page.draft.stop()
    page = reopened(window, hand)
    assert len(page.draft.look("answers")) == 3 and page.right.item.text.text() == "旧版检查表的一项"
    assert any("2025.1" in one for one in words(page))


def test_throwing_the_draft_away_is_asked(window, hand):
    page = begin(window)
    told = answer("丢掉")
    page.deeds.discard()
    assert "丢掉这份草稿？" in told and drafts(window) == [] and isinstance(window.page(), InspectionsPage)

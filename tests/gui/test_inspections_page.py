"""检查: the list, one inspection, drafts finished and thrown away; real data, real window."""

from __future__ import annotations

import pytest
from office_data import add_units, finish_visit, photo, two_hazards, visit_entry
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from window_driver import answer, button, open_window, press, rows, tab, toast, words

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.editor.site_choice import SiteChoice
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.services import inspections, papers


@pytest.fixture
def window(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        finish_visit(desk, tmp_path, "永济市阳光机械厂")
        issued = finish_visit(desk, tmp_path, "永济市鑫达冷库", "2026-11-18")
        papers.issue(desk, issued)
        inspections.save_draft(desk, visit_entry(desk, "河东超市东环店", inspectors=["王建国"]))

    yield from open_window(tmp_path, qtbot, fill, "inspections")


def opened(window, row: int = 0, word: str = "已完成") -> InspectionPage:
    listing = window.page()
    tab(listing.tabs, word)
    listing.table.select(listing.table.model.any_row(row)["id"])
    listing.table.setFocus()
    press(listing, Qt.Key.Key_Return)
    assert isinstance(window.page(), InspectionPage)
    return window.page()


def draft_page(window) -> InspectionPage:
    """The page of the newest draft, as it is shown when a finished inspection became a draft again."""
    window.frame.open(InspectionPage(window.frame, inspections.drafts(window.frame.desk)[0]["id"]))
    return window.page()


def test_the_list_has_finished_ones_and_drafts_with_a_badge(window):
    page = window.page()
    QAbstractItemModelTester(page.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert rows(page.table) == [
        ["2026-11-20", "永济市阳光机械厂", "日常巡查", "日常", "2", "已完成", "还没有出"],
        ["2026-11-18", "永济市鑫达冷库", "日常巡查", "日常", "2", "已出文书", "A001、A001"],
    ]
    tab(page.tabs, "草稿 1")
    assert [cells[1:6] for cells in rows(page.table)] == [["河东超市东环店", "日常巡查", "日常", "0", "草稿"]]
    assert page.badge() == (1, "grey")


def test_a_draft_opens_in_the_editor_and_a_new_inspection_asks_for_its_unit(window):
    listing = window.page()
    tab(listing.tabs, "草稿")
    listing.table.setFocus()
    press(listing, Qt.Key.Key_Return)
    assert isinstance(window.page(), EditorPage)
    window.back()
    listing.new()
    assert isinstance(window.page(), SiteChoice)


def test_one_inspection_shows_facts_answers_hazards_photos_and_what_happened(window):
    page = opened(window)
    assert {"2026-11-20 09:30 到 11:00", "挤压车间、配电间", "王建国、李芳", "第 7 项、第 16 项"} <= set(
        words(page)
    )
    hazards = rows(page.hazards.table)
    assert hazards[0][1:] == ["二车间2号台钻：传动皮带防护罩缺失，急停按钮损坏", "一般", "11-30", "已确认"]
    assert {"安全生产法第三十六条第二款", "停用，装复防护罩", "赵永生"} <= set(words(page.hazards))
    tab(page.which, "检查项")
    assert {cells[2] for cells in rows(page.answers)} == {"合格", "不合格"}
    tab(page.which, "照片 2")
    assert page.photos.count() == 2 and page.photos.item(0).text() == "整改前 · 隐患 1 · 现场"
    tab(page.which, "经过")
    assert [cells[1] for cells in rows(page.past)] == ["完成检查"]
    assert [cells[1] for cells in rows(page.papers)] == ["A002，出文书时取号", "A002，出文书时取号"]


def test_ctrl_p_leads_to_the_print_page_and_back(window, qtbot):
    page = opened(window)
    qtbot.mouseClick(button(page, "打印文书"), Qt.MouseButton.LeftButton)
    assert isinstance(window.page(), PrintPage)
    window.back()
    assert window.page() is page


def test_a_draft_says_what_is_missing_takes_a_reason_and_is_finished_and_undone(window, qtbot):
    page = draft_page(window)
    one_alone = "这次巡查只有王建国一人。建议两人同行；确需一人的写明原因，照常打印。"
    assert one_alone in words(page)
    page.finish()
    assert toast(window) == f"还不能完成：{one_alone}" and page.draft
    box = page.focusWidget()
    assert box.accessibleName() == "原因"
    box.setText("李芳当天在市里开会")
    qtbot.mouseClick(button(page, "完成"), Qt.MouseButton.LeftButton)
    assert not page.draft and toast(window) == "已完成检查，内容已锁定。"
    assert button(page, "打印文书")
    tab(page.which, "经过")
    assert "原因：李芳当天在市里开会。" in rows(page.past)[0][2]
    window.frame.undo()
    assert page.draft and button(page, "完成")


def test_undoing_the_finish_on_the_print_page_leaves_it(window, qtbot):
    page = opened(window)
    page.print_papers()
    deed = next(row["id"] for row in page._rows["past"])
    window.frame.did("已完成检查，内容已锁定。", deed=deed)
    window.frame.undo()
    qtbot.waitUntil(lambda: window.page() is page)
    assert page.draft and button(page, "完成")


def test_a_draft_with_a_blocking_problem_is_not_finished(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        hazards = [{**two_hazards()[0], "due_on": None}]
        inspections.save_draft(desk, visit_entry(desk, "永济市鑫达冷库", hazards=hazards))

    for window in open_window(tmp_path, qtbot, fill, "inspections"):
        page = draft_page(window)
        assert "第 1 条隐患没有整改期限。请补上。" in words(page)
        page.finish()
        assert page.draft and inspections.counted(window.frame.desk) == 0


def test_throwing_a_draft_away_is_asked_and_then_gone(window):
    page = draft_page(window)
    told = answer("不丢")
    page.discard()
    assert "丢掉这份草稿？" in told and len(inspections.drafts(window.frame.desk)) == 1
    answer("丢掉")
    page.discard()
    assert inspections.drafts(window.frame.desk) == [] and toast(window) == "已丢掉草稿。"
    assert window.page().badge()[0] == 0


def test_voiding_says_what_moves_along_and_can_be_undone(window):
    page = opened(window, 1)
    told = answer("作废", "写错单位")
    page._void()
    assert "编号 A001、A001 会留在编号簿并标“作废”。2 条隐患、2 张照片一起移走，随时可原样恢复。" in told
    assert page.print_button.reason == "这份检查已作废，不能出文书"
    window.frame.undo()
    assert page.print_button.reason == ""


def test_a_photo_that_is_not_here_is_said_and_breaks_nothing(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        shot = photo(desk, tmp_path, "one", "#335577")
        entry = visit_entry(desk, "永济市鑫达冷库", photos=[{**shot, "use": "scene"}])
        inspections.finish(desk, entry)
        for path in (tmp_path / "data").rglob(f"*{shot['sha'][2:]}*"):
            path.unlink()

    for window in open_window(tmp_path, qtbot, fill, "inspections"):
        page = opened(window)
        tab(page.which, "照片 1")
        page.photos.show_large(0)
        assert toast(window) == "照片 1 的原文件不在本机。请从原来的电脑重新导入。"


def test_without_any_inspection_the_page_says_so(tmp_path, qtbot):
    for window in open_window(tmp_path, qtbot, None, "inspections"):
        assert "还没有完成的检查" in words(window.page())
        tab(window.page().tabs, "草稿")
        assert "没有草稿" in words(window.page())

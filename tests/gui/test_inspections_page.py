"""检查: the list, one inspection, drafts finished and thrown away; real data, real window."""

from __future__ import annotations

import pikepdf
import pytest
from office_data import add_units, finish_visit, photo, two_hazards, visit_entry
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from window_driver import answer, button, open_window, press, rows, tab, toast, words

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.editor.site_choice import SiteChoice
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.inspections import InspectionsPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.parts.table_widths import remember_widths
from yongji_desktop.services import history, inspections, papers, session

PATROL = ("日常巡查", "日常", "王建国、李芳")


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
        ["2026-11-20", "", "永济市阳光机械厂", *PATROL, "2", "未签", "已完成", "还没有出"],
        ["2026-11-18", "", "永济市鑫达冷库", *PATROL, "2", "未签", "已出文书", "A001、A001"],
    ]
    tab(page.tabs, "草稿 1")
    draft = ["河东超市东环店", "日常巡查", "日常", "王建国", "0", "未签", "草稿"]
    assert [cells[2:9] for cells in rows(page.table)] == [draft]
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
    assert [cells[1] for cells in rows(page.side.papers)] == ["A002，出文书时取号", "A002，出文书时取号"]


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
    page.deeds.finish()
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
    deed = next(row["id"] for row in page.rows["past"])
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
        page.deeds.finish()
        assert page.draft and inspections.counted(window.frame.desk) == 0


def test_throwing_a_draft_away_is_asked_and_then_gone(window):
    page = draft_page(window)
    told = answer("不丢")
    page.deeds.discard()
    assert "丢掉这份草稿？" in told and len(inspections.drafts(window.frame.desk)) == 1
    answer("丢掉")
    page.deeds.discard()
    assert inspections.drafts(window.frame.desk) == [] and toast(window) == "已丢掉草稿。"
    assert window.page().badge()[0] == 0


def test_voiding_says_what_moves_along_and_can_be_undone(window):
    page = opened(window, 1)
    told = answer("作废", "写错单位")
    page.deeds.void()
    assert "编号 A001、A001 会留在编号簿并标“作废”。2 条隐患、2 张照片一起移走，随时可原样恢复。" in told
    assert not page.print_button.isVisible() and button(page, "恢复")
    window.frame.undo()
    assert page.print_button.isVisible() and not page.restore_button.isVisible()


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


def picked(window, *names: str):
    """The list with these units chosen by 空格."""
    listing = window.page()
    listing.table.setFocus()
    every = [listing.table.model.any_row(row) for row in range(listing.table.count())]
    for row in [one for one in every if one["site_name"] in names]:
        listing.table.select(row["id"])
        press(listing, Qt.Key.Key_Space)
    return listing


def test_ctrl_f_filters_by_characters_and_initials_in_every_tab(window, qtbot):
    page = window.page()
    page.search.line.setFocus()
    page.search.line.insert("ygj")
    qtbot.waitUntil(lambda: page.table.count() == 1, timeout=3_000)
    assert rows(page.table)[0][2] == "永济市阳光机械厂" and "1 份，从新到旧" in words(page)
    tab(page.tabs, "草稿 1")
    assert "没有符合“ygj”的草稿检查" in words(page)
    qtbot.mouseClick(button(page, "清除筛选"), Qt.MouseButton.LeftButton)
    assert page.table.count() == 1 and page.search.text() == ""
    page.search.setText("河东")
    assert rows(page.table)[0][2] == "河东超市东环店"
    tab(page.tabs, "已完成 2")
    assert "没有符合“河东”的已完成检查" in words(page)


def test_a_void_inspection_is_in_its_own_tab_and_comes_back(window, qtbot):
    desk, page = window.frame.desk, window.page()
    gone = page.table.model.any_row(1)["id"]
    inspections.void(desk, gone, "写错单位")
    page.refresh()
    tab(page.tabs, "已作废 1")
    (shown,) = rows(page.table)
    assert shown[2] == "永济市鑫达冷库"
    assert shown[-2:] == ["已作废", "A001、A001"], "the numbers that are void with it"
    qtbot.mouseClick(button(page, "恢复"), Qt.MouseButton.LeftButton)
    assert toast(window).startswith("已恢复2026-11-18 永济市鑫达冷库的检查")
    assert not desk.get("inspection", gone)["voided"] and page.restore_button.reason == "没有已作废的检查"
    tab(page.tabs, "已完成 2")
    assert page.table.count() == 2
    window.frame.undo()
    assert desk.get("inspection", gone)["voided"]


def test_an_undone_inspection_is_a_draft_and_not_among_the_void_ones(window):
    desk, page = window.frame.desk, window.page()
    history.undo_deed(desk, history.history(desk, "inspection", page.table.model.any_row(0)["id"])[0].deed)
    page.refresh()
    assert inspections.counted(desk, voided=True) == 0 and len(inspections.drafts(desk)) == 2


def test_the_page_of_a_void_inspection_offers_to_restore_it(window, qtbot):
    page = opened(window)
    answer("作废", "写错单位")
    page.deeds.void()
    qtbot.mouseClick(button(page, "恢复"), Qt.MouseButton.LeftButton)
    assert button(page, "更正") and button(page, "打印文书") and toast(window).startswith("已恢复检查")


def test_several_inspections_become_one_pdf_with_bookmarks(window, qtbot, tmp_path):
    papers.issue(window.frame.desk, window.page().table.model.any_row(0)["id"])
    window.page().refresh()
    listing = picked(window, "永济市阳光机械厂", "永济市鑫达冷库")
    assert "已选 2 条" in words(listing) and [cells[1] for cells in rows(listing.table)] == ["已选", "已选"]
    listing.picks.join(tmp_path / "out" / "两份.pdf")
    assert listing.picks.work.isVisible() and listing.picks.join_button.reason == "正在合成"
    qtbot.waitUntil(lambda: not listing.picks.work.running, timeout=30_000)
    assert toast(window) == "已合成一个 PDF：两份.pdf，2 份检查。" and not listing.picks.isVisible()
    with pikepdf.open(tmp_path / "out" / "两份.pdf") as whole, whole.open_outline() as outline:
        marks = [item.title for item in outline.root]
        pages = sum(
            one["pages"]
            for row in listing.table.model._rows
            for one in papers.issued_of(window.frame.desk, row["id"]).values()
        )
        assert len(whole.pages) == pages
    assert len(marks) == 4 and marks[0].startswith("2026-11-18 永济市鑫达冷库 安全生产巡查记录 永城东安检")
    assert marks[3].startswith("2026-11-20 永济市阳光机械厂 事故隐患整改通知")


def test_what_has_no_paper_is_left_out_and_said(window, qtbot, tmp_path):
    listing = picked(window, "永济市阳光机械厂", "永济市鑫达冷库")
    listing.picks.join(tmp_path / "一份.pdf")
    qtbot.waitUntil(lambda: not listing.picks.work.running, timeout=30_000)
    assert toast(window) == "已合成一个 PDF：一份.pdf，1 份检查。"
    assert "2026-11-20 永济市阳光机械厂：还没有出文书，没有放进去。" in words(listing)
    qtbot.mouseClick(button(listing, "知道了"), Qt.MouseButton.LeftButton)
    assert not listing.picks.isVisible()


def test_stopping_leaves_no_file_and_esc_chooses_none(window, qtbot, tmp_path):
    listing = picked(window, "永济市鑫达冷库")
    listing.picks.join(tmp_path / "停.pdf")
    press(listing, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not listing.picks.work.running, timeout=30_000)
    assert toast(window) == "已停下，没有存文件。" and not (tmp_path / "停.pdf").exists()
    assert len(listing.picks) == 1
    press(listing, Qt.Key.Key_Escape)
    assert len(listing.picks) == 0 and not listing.picks.isVisible()


def test_widths_of_columns_are_remembered_and_put_back(window, qtbot):
    page, frame = window.page(), window.frame
    head = page.table.view.horizontalHeader()
    people = next(at for at, one in enumerate(page.table.columns) if one.name == "people")
    head.resizeSection(people, 171)
    name = "widths.InspectionsPage.检查"
    qtbot.waitUntil(lambda: "171" in (session.remembered(frame.desk, name) or ""), timeout=3_000)
    again = InspectionsPage(frame)
    remember_widths(again, frame)
    assert again.table.view.horizontalHeader().sectionSize(people) == 171
    again.deleteLater()
    page.table.reset_widths()
    assert head.sectionSize(people) == page.table.columns[people].width
    qtbot.waitUntil(lambda: "171" not in session.remembered(frame.desk, name), timeout=3_000)


def test_without_any_inspection_the_page_says_so(tmp_path, qtbot):
    for window in open_window(tmp_path, qtbot, None, "inspections"):
        assert "还没有完成的检查" in words(window.page())
        tab(window.page().tabs, "草稿")
        assert "没有草稿" in words(window.page())

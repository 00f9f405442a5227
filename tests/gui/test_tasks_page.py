"""任务: chapters, filters, search, verbatim wording, evidence; real data, real window."""

from __future__ import annotations

import pytest
from office_data import add_units, finish_visit
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from window_driver import button, open_window, press, rows, tab, words

from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.services import tasks


@pytest.fixture
def window(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        finish_visit(desk, tmp_path, "永济市阳光机械厂")
        finish_visit(desk, tmp_path, "永济市鑫达冷库", "2026-06-10", hazards=False)

    yield from open_window(tmp_path, qtbot, fill)


@pytest.fixture
def page(window):
    return window.page()


def titles(page) -> list[str]:
    return [cells[1] for cells in rows(page.table)]


def test_28_tasks_stand_under_7_chapters_with_their_part_and_evidence(page):
    found = rows(page.table)
    assert len(found) == 35
    chapters = [cells for cells in found if cells[0] == "▾"]
    assert len(chapters) == 7 and chapters[0][2] == "点名 3 / 4"
    seventh = next(cells for cells in found if cells[0] == "7")
    assert seventh[2:5] == ["负责", "2", "11-20"]
    assert [cells[5] for cells in found if cells[5]] == ["有缺口"]
    assert "永政发〔2024〕6号 · 28 项" in words(page.head)
    assert [chip.text() for chip in page.head.findChildren(type(page.pane.part))] == [
        "沿用2024年任务目录，仅供内部归类"
    ]


def test_the_model_keeps_what_qt_asks_of_a_model(page):
    QAbstractItemModelTester(page.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tab(page.filter, "点名")
    tab(page.filter, "全部")


def test_chapters_fold_with_enter_and_the_keyboard_stays_on_them(page):
    page.table.select("chapter1")
    page.table.setFocus()
    press(page, Qt.Key.Key_Return)
    assert len(rows(page.table)) == 31 and rows(page.table)[0][0] == "▸"
    assert page.table.view.currentIndex().row() == 0
    press(page, Qt.Key.Key_Space)
    assert len(rows(page.table)) == 35


def test_a_click_on_a_chapter_folds_it(page, qtbot):
    cell = page.table.view.visualRect(page.table.model.index(0, 1)).center()
    qtbot.mouseClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert rows(page.table)[0][0] == "▸"


def test_filters_count_what_they_show(page):
    assert {"点名 19", "有缺口 1", "全部 28"} <= {
        one.text() for one in page.filter.children() if hasattr(one, "text")
    }
    tab(page.filter, "有缺口")
    assert titles(page)[1:] == ["强化应急救援预案演练"]
    tab(page.filter, "点名")
    assert sum(cells[0].isdigit() for cells in rows(page.table)) == 19


def test_search_looks_through_the_wording(page, qtbot):
    page.search.setText("燃气")
    assert "燃气领域专项整治" in titles(page)
    page.search.setText("火星")
    assert "没有符合“火星”的任务" in words(page)
    qtbot.mouseClick(button(page, "清除筛选"), Qt.MouseButton.LeftButton)
    assert len(rows(page.table)) == 35


def test_the_pane_gives_the_wording_clause_by_clause_with_its_units(page):
    page.opened({"open": "2024/19"})
    row = next(one for one in tasks.catalogue(page.frame.desk).rows if one.id == "2024/19")
    shown = words(page.pane)
    for clause in row.task.clauses:
        assert (clause.heading or "") + clause.after_heading in shown
        assert clause.text in shown and clause.units + clause.after_units in shown
    assert "".join(clause.wording for clause in row.task.clauses) == row.task.text


def test_what_the_text_itself_sets_and_the_gap_are_said(page):
    page.opened({"open": "2024/24"})
    shown = words(page.pane)
    assert "“年内至少开展一次综合性应急演练”（各镇[街道]和市直有关部门）" in shown
    assert "缺口：本机还没有演练记录" in shown
    assert "这项还没有佐证。一般由检查、会议记录自动归入。" in shown


def test_enter_goes_to_the_evidence_and_opens_the_inspection(window, page):
    page.opened({"open": "2024/7"})
    assert "佐证 2 条" in words(page.pane)
    press(page, Qt.Key.Key_Return)
    assert page.pane.evidence.isAncestorOf(window.focusWidget())
    press(page, Qt.Key.Key_Return)
    assert isinstance(window.page(), InspectionPage)
    window.back()
    assert window.page() is page and page.table.current()["id"] == "2024/7"


def test_there_is_no_deed_that_does_not_exist(page):
    page.opened({"open": "2024/24"})
    assert not [word for word in words(page) if "建演练方案" in word or "写明原因" in word]

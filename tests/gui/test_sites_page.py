"""单位: the register, the page of one unit, the form, permits; real data, real window."""

from __future__ import annotations

import time

import pytest
from office_data import add_units, finish_visit
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from window_driver import answer, button, open_window, press, rows, tab, toast, words

from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.site_detail import SitePage
from yongji_desktop.gui.pages.site_facts import masked
from yongji_desktop.gui.pages.site_form import SiteFormPage
from yongji_desktop.gui.pages.site_import import SiteImportPage
from yongji_desktop.services import sites


@pytest.fixture
def window(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        finish_visit(desk, tmp_path, "永济市阳光机械厂")

    yield from open_window(tmp_path, qtbot, fill, "sites")


@pytest.fixture
def empty_window(tmp_path, qtbot):
    yield from open_window(tmp_path, qtbot, None, "sites")


def names(page) -> list[str]:
    return [cells[0] for cells in rows(page.table)]


def unit(window, name: str = "永济市阳光机械厂") -> SitePage:
    page = window.page()
    page.table.select(next(row["id"] for row in sites.listed(window.frame.desk) if row["name"] == name))
    page.table.setFocus()
    press(page, Qt.Key.Key_Return)
    assert isinstance(window.page(), SitePage)
    return window.page()


# The list ---------------------------------------------------------------------------------------------


def test_the_list_shows_risk_in_a_word_visits_and_open_hazards(window):
    QAbstractItemModelTester(window.page().table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found = {cells[0]: cells[1:] for cells in rows(window.page().table)}
    assert len(found) == 5
    assert found["永济市阳光机械厂"] == ["四冯村", "机械", "黄", "在营", "2026-11-20", "2", "1", ""]
    assert found["好滋味火锅店"] == ["杏北社区", "餐饮", "", "关闭", "—", "0", "0", ""]
    assert "5 家，按名称" in words(window.page())


def test_initials_words_and_filters_find_units(window, qtbot):
    page = window.page()
    page.search.setText("ygj")
    assert names(page) == ["永济市阳光机械厂"]
    page.search.setText("面粉")
    assert names(page) == ["老槐树面粉厂"]
    page.search.setText("")
    box = page.filters["village"]
    box.setCurrentText("杏北社区")
    assert set(names(page)) == {"河东超市东环店", "好滋味火锅店"}
    page.filters["risk_level"].setCurrentText("红")
    assert "没有符合“杏北社区、红”的单位" in words(page)
    qtbot.mouseClick(button(page, "清除筛选"), Qt.MouseButton.LeftButton)
    assert len(names(page)) == 5


def test_ctrl_f_puts_the_keyboard_into_the_filter_and_lists_have_no_input_method(window, qtbot):
    page = window.page()
    assert not page.table.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(page.table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.focusWidget() is page.search.line
    assert page.search.line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_without_units_the_page_says_how_to_begin(empty_window):
    page = empty_window.page()
    assert {"还没有单位", "检查、隐患、文书都挂在单位名下；先把底册导进来"} <= set(words(page))
    assert button(page, "导入底册") and button(page, "新单位")


def test_5000_units_come_by_pages_and_are_found_at_once(tmp_path, qtbot):
    def fill(desk):
        with desk.store.deed("site.import", desk.officer) as deed:
            for number in range(5000):
                name = f"永济市第{number}机械加工部"
                deed.set("site", desk.store.clock.new_id(), name=name, village=f"{number % 30}村")

    for window in open_window(tmp_path, qtbot, fill, "sites"):
        page = window.page()
        assert page.table.count() == 5000 and page.table.model.rowCount() == 200
        page.table.setFocus()
        press(page, Qt.Key.Key_End)
        assert page.table.model.rowCount() == 5000
        page.table.reload()
        began = time.perf_counter()
        page.search.setText("4321")
        assert time.perf_counter() - began < 1
        assert names(page) == ["永济市第4321机械加工部"]


# One unit ---------------------------------------------------------------------------------------------


def test_telephones_are_masked_until_they_are_asked_for(window, qtbot):
    page = unit(window)
    assert "厂长 · 139****6620" in words(page)
    assert not [word for word in words(page) if "13912346620" in word]
    assert not [cell for row in rows(page.past) for cell in row if "13912346620" in cell]
    qtbot.mouseClick(button(page, "显示电话"), Qt.MouseButton.LeftButton)
    assert "厂长 · 13912346620" in words(page)
    assert page.facts._clock.isActive() and page.facts._clock.interval() == 30_000
    qtbot.mouseClick(button(page, "收起电话"), Qt.MouseButton.LeftButton)
    assert "厂长 · 139****6620" in words(page)


def test_masking_leaves_other_numbers_alone():
    assert masked("13912346620，0359-8012345，91140881MA0GTE3A0X，2026-11-20，80") == (
        "139****6620，0359-80***45，91140881MA0GTE3A0X，2026-11-20，80"
    )


def test_the_page_of_a_unit_has_facts_history_hazards_and_permits(window):
    page = unit(window)
    assert {"四冯村东 300 米", "孙志强", "46 人", "1 次", "巡查 1、配合 0"} <= set(words(page))
    assert {row[1] for row in rows(page.past)} == {"登记单位", "日常巡查"}
    assert [row[0] for row in rows(page.open_hazards)] == [
        "传动皮带防护罩缺失，急停按钮损坏",
        "配电箱未装箱门，进线口未封堵",
    ]
    assert [row[1:] for row in rows(page.permits)] == [["没有写", ""], ["2026-12-15", "22 天"]]
    tab(page.which, "检查")
    page.past.setFocus()
    press(page, Qt.Key.Key_Return)
    assert isinstance(window.page(), InspectionPage)


def test_a_change_is_told_in_a_sentence_and_undone_alone(window, qtbot):
    page = unit(window)
    page.change()
    form = window.page()
    assert isinstance(form, SiteFormPage)
    form.forms[1].row("safety_officer").input.setText("李小龙")
    form.save()
    assert window.page() is page and toast(window) == "已改资料：永济市阳光机械厂。"
    assert "李小龙" in words(page)
    tab(page.which, "资料")
    assert rows(page.past)[0][1:3] == ["改单位资料", "安全员由“赵永生”改为“李小龙”"]
    page.past.select(page.past.model.any_row(0)["id"])
    qtbot.mouseClick(button(page, "撤销这一步"), Qt.MouseButton.LeftButton)
    assert toast(window) == "已撤销：改单位资料。" and "赵永生" in words(page)
    window.frame.undo()
    assert "李小龙" in words(page)


def test_voiding_takes_a_reason_and_can_be_taken_back(window):
    page = unit(window)
    told = answer("作废", "重复登记")
    page._void()
    assert any(word.startswith("作废“永济市阳光机械厂”") for word in told)
    assert [word for word, _ in page.more()] == ["恢复这家单位"]
    window.back()
    listing = window.page()
    assert "永济市阳光机械厂" not in names(listing)
    listing.filters["operating_state"].setCurrentText("已作废")
    assert names(listing) == ["永济市阳光机械厂"]
    listing.table.setFocus()
    press(listing, Qt.Key.Key_Return)
    window.page()._unvoid()
    assert toast(window) == "已恢复单位：永济市阳光机械厂。"


def test_a_permit_is_added_and_undone(window, qtbot):
    page = unit(window, "永济市鑫达冷库")
    assert "还没有登记证照" in words(page)
    qtbot.mouseClick(button(page, "添加证照"), Qt.MouseButton.LeftButton)
    form = window.page()
    form.save()
    assert [word for word in words(form) if "证照名称没有填" in word]
    form.form.row("name").input.setText("液氨使用登记证")
    form.form.row("valid_until").input.setText("2026-11-01")
    form.save()
    assert rows(page.permits) == [["液氨使用登记证", "2026-11-01", "过期 22 天"]]
    window.frame.undo()
    assert rows(page.permits) == []


# The form ---------------------------------------------------------------------------------------------


def new_form(window) -> SiteFormPage:
    window.page().new_site()
    return window.page()


def test_a_new_unit_is_registered_and_shown(window):
    form = new_form(window)
    assert form.focusWidget() is form.forms[0].row("name").input
    form.forms[0].row("name").input.setText("永济市卿头镇鑫源木器厂")
    form.forms[2].row("employees").input.setText("12")
    form.save()
    assert isinstance(window.page(), SitePage) and "12 人" in words(window.page())
    assert toast(window) == "已登记单位：永济市卿头镇鑫源木器厂。"


def test_undoing_the_registration_takes_the_unit_out_of_the_register(window):
    form = new_form(window)
    form.forms[0].row("name").input.setText("永济市卿头镇鑫源木器厂")
    form.save()
    window.frame.undo()
    assert toast(window) == "已撤销：登记单位。" and sites.counted(window.frame.desk) == 5
    assert [word for word, _ in window.page().more()] == ["恢复这家单位"]
    window.back()
    assert "永济市卿头镇鑫源木器厂" not in names(window.page())


def test_bad_input_is_said_under_its_field_and_nothing_is_written(window):
    form = new_form(window)
    form.save()
    assert any("单位名称没有填" in word for word in words(form))
    assert form.focusWidget() is form.forms[0].row("name").input
    form.forms[0].row("name").input.setText("某厂")
    form.forms[0].row("uscc").input.setText("91140881MA0GTE3A")
    form.forms[2].row("employees").input.setText("十来个")
    form.save()
    shown = "\n".join(words(form))
    assert "应是 18 位" in shown and "从业人数“十来个”不是整数，请填 0 或更大的整数。" in shown
    assert form.focusWidget() is form.forms[0].row("uscc").input
    assert sites.counted(window.frame.desk) == 5


def test_a_unit_that_may_be_there_is_offered_first(window, qtbot):
    form = new_form(window)
    form.forms[0].row("name").input.setText("永济市阳光机械厂")
    form.save()
    assert any(word.startswith("可能已有：永济市阳光机械厂") for word in words(form))
    qtbot.mouseClick(button(form, "用已有的"), Qt.MouseButton.LeftButton)
    assert isinstance(window.page(), SitePage) and sites.counted(window.frame.desk) == 5
    window.back()
    form = new_form(window)
    form.forms[0].row("name").input.setText("永济市阳光机械厂")
    form.save()
    qtbot.mouseClick(button(form, "仍然新建"), Qt.MouseButton.LeftButton)
    assert sites.counted(window.frame.desk) == 6


def test_leaving_a_form_loses_nothing_unasked(window, qtbot):
    form = new_form(window)
    form.forms[0].row("name").input.setText("半张表")
    window.back()
    assert window.page() is form and "填的内容还没有保存" in words(form)
    qtbot.mouseClick(button(form, "接着填"), Qt.MouseButton.LeftButton)
    assert form.forms[0].row("name").value() == "半张表"
    window.back()
    qtbot.mouseClick(button(form, "不要了"), Qt.MouseButton.LeftButton)
    assert window.page() is not form


def test_a_dropped_ledger_opens_its_preview_and_other_files_do_not(window, tmp_path, qtbot):
    page = window.page()
    for name, opens in (("底册.csv", True), ("图.png", False)):
        (tmp_path / name).write_text("单位名称,村\n四冯砖厂,四冯村\n", encoding="utf-8-sig")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        page.dropEvent(
            QDropEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        assert isinstance(window.page(), SiteImportPage) == opens
        if opens:
            qtbot.waitUntil(lambda: window.page().preview is not None, timeout=5000)
            window.back()

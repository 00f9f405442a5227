"""隐患: the ledger, its detail, reports from villages; real data, real window, keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import hold, put_away, shown
from hazard_data import SUN
from hazards_window import CTRL, ENTER, ESC, chord, hazards_window, said, stand_on, steps_of, write
from office_data import found_office
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from window_driver import button, press, rows, toast, words

from yongji_desktop.core.hazard_road import STATES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.clue_new import ClueNewPage
from yongji_desktop.gui.pages.hazard_new import HazardNewPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import deadlines, hazard_lists, hazards


@pytest.fixture
def made() -> dict[str, str]:
    """{word: hazard's id}, filled by `window`."""
    return {}


@pytest.fixture
def window(tmp_path, qtbot, background, made) -> Iterator[MainWindow]:
    yield from hazards_window(tmp_path, qtbot, background, made)


# The ledger -------------------------------------------------------------------------------------------


def test_alt_5_opens_the_ledger_and_every_count_is_the_number_of_rows(window):
    page = window.page()
    assert page.name == "hazards"
    QAbstractItemModelTester(page.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    counts = hazard_lists.counts(window.frame.desk)
    assert counts["open"] >= 16
    for code, number in counts.items():
        page.tabs.tab(code).setFocus()
        page.tabs.tab(code).click()
        assert page.table.count() == number == len(rows(page.table)), code
        assert (f"{hazard_lists.TAB_WORDS[code]} {number}" if number else hazard_lists.TAB_WORDS[code]) in page.tabs.tab(code).accessibleName()
        assert hazard_lists.ORDER_WORDS[code] in words(page)
    radar = deadlines.radar(window.frame.desk)
    assert page.badge() == (radar.hazards, "red") == (counts["mine"], "red")
    assert window.nav.items["hazards"].badge == (counts["mine"], "red")


def test_digits_and_arrows_choose_the_tab(window):
    page = window.page()
    page.tabs.setFocus()
    chord(window, Qt.Key.Key_4)
    assert page.tabs.value() == "waiting"
    chord(window, Qt.Key.Key_Right)
    assert page.tabs.value() == "grave"


def test_every_state_on_the_page_is_a_word_of_the_core(window):
    page = window.page()
    known = {*STATES.values(), "待核"}
    for code in hazard_lists.TAB_WORDS:
        page.tabs.tab(code).click()
        shown_words = {page.table.model.record(at)["state_word"] for at in range(page.table.model.rowCount())}
        assert shown_words <= known


def test_filters_narrow_and_say_when_nothing_is_left(window, qtbot):
    page = window.page()
    chord(window, Qt.Key.Key_F, CTRL)
    write(window, "ygj")
    press(page, ENTER)
    assert {row[0] for row in rows(page.table)} == {"阳光机械厂"}
    page.filters.boxes["grade"].setCurrentText("重大")
    assert "没有符合“未闭环、重大、ygj”的隐患" in words(page)
    qtbot.mouseClick(button(page, "清除筛选"), Qt.MouseButton.LeftButton)
    assert page.table.count() == hazard_lists.counts(window.frame.desk)["open"]
    page.filters.boxes["period"].setCurrentText("本月")
    assert all(row["found_on"] >= "2026-11-01" for row in page._fetch(0, 200))


def test_a_view_is_saved_taken_and_dropped(window):
    page = window.page()
    page.filters.boxes["village"].setCurrentText("四冯村")
    page.filters._begin_naming()
    write(window, "四冯村的")
    press(page, ENTER)
    page.filters.clear()
    page.tabs.tab("all").click()
    assert said(page.filters.menu())[0] == "四冯村的"
    page.filters.take_view("四冯村的")
    assert page.tabs.value() == "open" and page.filters.boxes["village"].currentText() == "四冯村"
    page.filters._drop_view("四冯村的")
    assert hazard_lists.views(window.frame.desk) == {}


def test_empty_tabs_say_so_calmly(tmp_path, qtbot, background):
    found_office(tmp_path).close()
    begun = hold(tmp_path / "data")
    opened = shown(Frame(begun, background, Complaints(lambda: None)), qtbot)
    opened.go("hazards")
    assert "没有未闭环的隐患" in words(opened.page())
    assert opened.page().focusWidget() is not None
    background.close()
    put_away(opened)
    begun.close()


def test_columns_follow_the_width(window):
    page = window.page()
    view, at = page.table.view, page._at
    assert view.isColumnHidden(at["number"]) and not view.isColumnHidden(at["due_on"])
    window.resize(1920, 1010)
    QGuiApplication.processEvents()
    shown_names = [name for name in at if not view.isColumnHidden(at[name])]
    assert {"number", "source_word", "responsible"} <= set(shown_names) and page.detail.width() == 560
    assert view.horizontalHeader().visualIndex(at["number"]) == 0
    window.resize(1093, 560)
    QGuiApplication.processEvents()
    assert view.isColumnHidden(at["number"]) and not view.isColumnHidden(at["left_word"])


# The detail -------------------------------------------------------------------------------------------


def test_the_detail_tells_state_road_facts_and_past(window, made):
    page = stand_on(window, made["late"])
    told = words(page.detail)
    assert {"一车间东侧配电箱未装漏电保护器", "延期 1 次"} & {*told, *(p[1] for p in page.detail.road.points)}
    assert [point[0] for point in page.detail.road.points] == ["查出", "已通知", "整改中", "待复查", "闭环"]
    assert "09-18，延期到 11-20（配件未到货）" in told
    assert "该回路断电上锁，赵永生看管" in told
    assert f"{SUN} · 安全员 赵永生 138****2210" in told
    assert any(line.startswith("延期：") for line in told) and "王建国" in told
    assert page.detail.photos.before.rows and not page.detail.photos.after.rows
    page.tabs.tab("closed").click()
    stand_on(window, made["done"])
    assert page.detail.photos.after.rows, "the photo of the re-inspection"
    assert page.detail.primary.isHidden(), "nothing is left to do"


def test_the_primary_button_is_the_next_step(window, made):
    for name, tab, word in (
        ("late", "open", "复查"),
        ("dust", "open", "出快报"),
        ("hose", "waiting", "登记第2次催办"),
        ("judged", "waiting", "登记第1次催办"),
        ("told", "reported", "核实"),
        ("resting", "open", "开业前复查"),
    ):
        window.page().tabs.tab(tab).click()
        page = stand_on(window, made[name])
        assert page.detail.primary.text() == word
        primary = [one for one in page.findChildren(Button) if one.role == "primary" and one.isVisible()]
        assert primary == [page.detail.primary]


def test_more_holds_every_other_step_and_every_paper_once(window, made):
    page = stand_on(window, made["late"])
    told = said(page.detail.menu())
    offered = {one.button for one in hazards.buttons(window.frame.desk, made["late"])}
    shown_buttons = {
        page.detail.beside.itemAt(at).widget().text() for at in range(page.detail.beside.count())
    }
    assert offered - {"告知上报人"} <= {*told, *shown_buttons}
    assert len(told) == len(set(told))
    assert "看查出它的检查" in told and not any("挂牌督办登记" in one for one in told)


def test_a_repeat_is_proposed_and_linked_with_one_undo(window, made):
    page = stand_on(window, made["again"])
    assert page.detail.repeats.button.text() == "同单位同类 2 次"
    entry = next(one for one in page.detail.menu().actions() if "关联为重复" in one.text())
    entry.trigger()
    assert window.frame.desk.get("hazard", made["again"])["repeats"] == made["late"]
    chord(window, Qt.Key.Key_Z, CTRL)
    assert not window.frame.desk.get("hazard", made["again"]).get("repeats")


# Reports ----------------------------------------------------------------------------------------------


def test_a_report_is_registered_verified_and_told_by_keys(window, made):
    page = window.page()
    chord(window, Qt.Key.Key_N, CTRL)
    new = window.page()
    assert isinstance(new, HazardNewPage)
    write(window, "xd")
    new.site.textEdited.emit("xd")
    chord(window, ENTER)
    assert new.site.site["name"] == "永济市鑫达冷库"
    new.form.row("description").setFocus()
    write(window, "后院私拉电线")
    chord(window, ENTER, CTRL)
    assert window.page() is page and page.tabs.value() == "reported"
    identity = page.table.current()["id"]
    assert page.table.current()["description"] == "后院私拉电线"
    chord(window, ENTER)
    form = page.detail.asking().form
    for name, value in (("grade", "general"), ("treatment", "deadline"), ("due_on", "2026-12-07")):
        form.row(name).set_value(value)
    chord(window, ENTER, CTRL)
    assert steps_of(window, identity) == ["reported", "verified"]
    page._open(identity)
    assert "告知上报人" in said(page.detail.menu())


def test_a_report_is_untrue_with_words(window, made):
    window.page().tabs.tab("reported").click()
    page = stand_on(window, made["loose"])
    button(page.detail, "不属实").click()
    write(window, "墙已拆")
    chord(window, ENTER, CTRL)
    assert hazards.of(window.frame.desk, made["loose"]).life.state == "dismissed"


def test_a_report_without_unit_gets_one(window, made):
    window.page().tabs.tab("reported").click()
    page = stand_on(window, made["loose"])
    next(one for one in page.detail.menu().actions() if one.text() == "定单位").trigger()
    write(window, "ygj")
    page.detail.asking().line.textEdited.emit("ygj")
    chord(window, ENTER)
    chord(window, ENTER, CTRL)
    assert window.frame.desk.get("hazard", made["loose"])["site_id"]


def test_what_was_not_registered_comes_back(window):
    chord(window, Qt.Key.Key_N, CTRL)
    window.page().form.row("description").setFocus()
    write(window, "路灯杆歪了")
    chord(window, ESC)
    chord(window, Qt.Key.Key_N, CTRL)
    assert window.page().form.values()["description"] == "路灯杆歪了"


def test_a_lead_is_registered_by_keys_and_stands_among_the_open_ones(window):
    page = window.page()
    chord(window, Qt.Key.Key_N, CTRL)
    chord(window, Qt.Key.Key_L, CTRL)  # it is a lead
    new = window.page()
    assert isinstance(new, ClueNewPage) and new.site.hasFocus()
    new.form.row("place").set_value("四泉村西口院落")
    chord(window, ENTER, CTRL)
    assert any("没有写未出示什么" in one for one in words(new))
    new.form.row("missing").set_value("营业执照")
    chord(window, ENTER, CTRL)
    assert window.page() is page and toast(window) == "已登记线索：3 日内（约）出函移送。"
    row = page.table.current()
    assert row["description"] == "现场未出示营业执照。" and row["grade_word"] == "线索"
    assert page.detail.primary.text() == "抄告移送"


def test_what_was_begun_as_a_hazard_goes_along_when_it_is_a_lead(window):
    chord(window, Qt.Key.Key_N, CTRL)
    page = window.page()
    page.form.row("place").set_value("四泉村西口院落")
    page.form.row("description").set_value("院内分装润滑油，没有人能说清负责人")
    chord(window, Qt.Key.Key_L, CTRL)
    new = window.page()
    assert isinstance(new, ClueNewPage)
    assert new.form.values()["place"] == "四泉村西口院落" and "分装润滑油" in new.form.values()["description"]
    new.finished = True
    chord(window, Qt.Key.Key_Escape)
    chord(window, Qt.Key.Key_N, CTRL)
    assert not window.page().form.values()["description"], "not offered a second time"
    inputs = [window.page().form.row(one.name).input for one in window.page().form.fields]
    window.page().site.setFocus()
    chord(window, Qt.Key.Key_Tab)
    assert inputs[0].hasFocus() or inputs[0].isAncestorOf(window.focusWidget())

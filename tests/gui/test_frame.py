"""The frame around the pages: going by keyboard, undo, what is remembered, what others write, midnight."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import TODAY, put_away, shown
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMenu
from window_driver import answer, button, toast, words

from yongji_desktop.gui.app import KEYS
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.services import maintenance, month, office, session, sites

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def key(window, code, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget() or window, code, modifiers)


def names(desk) -> set[str]:
    return {one["name"] for one in office.officers(desk)}


def search_for(window, text: str) -> None:
    key(window, Qt.Key.Key_K, CTRL)
    line = window.focusWidget()
    assert isinstance(line, QLineEdit)
    line.insert(text)
    QTest.qWait(250)


def test_every_page_has_its_key_and_its_entry(window):
    for name, shortcut in KEYS.items():
        code = Qt.Key.Key_Comma if shortcut == "Ctrl+," else getattr(Qt.Key, f"Key_{shortcut[-1]}")
        key(window, code, CTRL if name == "settings" else ALT)
        assert window.frame.where == name
        assert window.nav.items[name].isChecked()
        assert window.page().name == name
        assert window.page().word in window.windowTitle()
    assert [item.text() for item in window.nav.items.values()] == ["工作台", "任务", "单位", "检查", "隐患", "设置"]


def test_the_focus_is_always_somewhere_on_the_page(window):
    for name in KEYS:
        window.go(name)
        focus = QApplication.focusWidget()
        assert focus is not None and window.page().isAncestorOf(focus), name


def test_f6_goes_through_the_areas_and_back(window):
    window.go("settings")
    seen = []
    for _ in range(3):
        key(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert window.nav.isAncestorOf(seen[1]) or window.nav.isAncestorOf(seen[2])
    here = QApplication.focusWidget()
    key(window, Qt.Key.Key_F6)
    key(window, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is here


def test_the_left_bar_goes_by_arrows_and_enter(window):
    window.go("home")
    window.nav.items["home"].setFocus()
    key(window, Qt.Key.Key_Down)
    key(window, Qt.Key.Key_Return)
    assert window.frame.where == "tasks"


def test_alt_shows_the_keys_in_the_bar(window):
    QTest.keyPress(window, Qt.Key.Key_Alt)
    assert all(item.show_key for item in window.nav.items.values())
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert not any(item.show_key for item in window.nav.items.values())


@pytest.mark.parametrize("name", list(KEYS))
def test_f1_says_six_lines_and_the_keys(window, name):
    window.go(name)
    told = answer("知道了")
    key(window, Qt.Key.Key_F1)
    page = window.page()
    assert len(page.help()) == 6 and set(page.help()) <= set(told)
    assert page.keys() and {word for word, _ in page.keys()} <= set(told)
    assert len(window.status.keys_shown()) <= 8


def test_a_deed_is_undone_and_redone_with_its_name(window):
    window.go("settings")
    desk = window.frame.desk
    office.add_officer(desk, {"name": "赵磊"})
    window.frame.did("已登记赵磊。")
    assert toast(window) == "已登记赵磊。" and window.toast.deed.text() == "撤销"
    key(window, Qt.Key.Key_Z, CTRL)
    assert toast(window) == "已撤销：登记人员。" and window.toast.deed.text() == "重做"
    assert names(desk) == {"王建国", "李芳"}
    key(window, Qt.Key.Key_Y, CTRL)
    assert toast(window).startswith("已重做：登记人员") and "赵磊" in names(desk)
    key(window, Qt.Key.Key_Z, CTRL)
    assert "赵磊" not in names(desk)


def test_several_deeds_are_undone_one_after_the_other(window):
    window.go("settings")
    desk = window.frame.desk
    for name in ("赵磊", "卿雨喆"):
        office.add_officer(desk, {"name": name})
        window.frame.did(f"已登记{name}。")
    key(window, Qt.Key.Key_Z, CTRL)
    key(window, Qt.Key.Key_Z, CTRL)
    assert names(desk) == {"王建国", "李芳"}
    key(window, Qt.Key.Key_Z, CTRL)
    assert toast(window) == "这一页没有可撤销的操作。"


def test_undo_on_another_page_leads_to_the_page_of_the_deed(window):
    window.go("sites")
    sites.add(window.frame.desk, {"name": "永济市阳光机械厂"})
    window.frame.did("已登记永济市阳光机械厂。")
    window.go("home")
    key(window, Qt.Key.Key_Z, CTRL)
    assert toast(window) == "这一页没有可撤销的操作。上一步在“单位”页。"
    assert sites.counted(window.frame.desk) == 1
    QTest.mouseClick(window.toast.deed, Qt.MouseButton.LeftButton)
    assert window.frame.where == "sites"
    key(window, Qt.Key.Key_Z, CTRL)
    assert sites.counted(window.frame.desk) == 0


def test_what_cannot_be_undone_says_why(window):
    window.go("settings")
    key(window, Qt.Key.Key_Z, CTRL)
    assert toast(window) == "这一页没有可撤销的操作。"


def test_the_last_deed_before_a_restart_can_still_be_undone_on_its_page(frame, qtbot):
    sites.add(frame.desk, {"name": "永济市阳光机械厂"})
    window = shown(frame, qtbot)
    window.go("home")
    key(window, Qt.Key.Key_Z, CTRL)
    assert sites.counted(frame.desk) == 1
    window.go("sites")
    key(window, Qt.Key.Key_Z, CTRL)
    assert sites.counted(frame.desk) == 0
    put_away(window)


def test_size_and_page_are_remembered(frame, qtbot):
    window = shown(frame, qtbot)
    window.resize(1240, 640)
    window.go("tasks")
    assert window.put_away()
    put_away(window)
    again = shown(frame, qtbot, size=(1240, 640))
    assert session.remembered(frame.desk, "size") == "1240x640"
    assert again.frame.where == "tasks"
    put_away(again)


def test_narrow_windows_have_a_bar_of_icons_with_names(window, qtbot):
    window.resize(1093, 560)
    qtbot.waitUntil(lambda: window.nav.width() == 60)
    assert window.frame.compact and window.nav.items["tasks"].toolTip().startswith("任务")
    window.resize(1366, 698)
    qtbot.waitUntil(lambda: window.nav.width() == 164)


def test_what_another_program_writes_is_seen(window, desk, qtbot):
    window.go("sites")
    sites.add(desk, {"name": "永济市鑫达冷库"})
    qtbot.waitUntil(lambda: "永济市鑫达冷库" in str(window.page().table.model.any_row(0)), timeout=6000)


def test_the_day_moves_on_after_midnight(window, monkeypatch):
    tomorrow = TODAY + timedelta(days=1)
    clock = window.frame.desk.store.clock
    monkeypatch.setattr(clock, "now", lambda now=clock.now: now().replace(year=2026, month=11, day=24))
    window.frame.look_at_calendar()
    assert window.frame.desk.today == tomorrow
    assert "2026年11月24日 星期二" in words(window.page().head)


def test_the_officer_at_the_desk_can_change(window, qtbot):
    window.show()

    def take(name: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(one for one in menu.actions() if one.text() == name).trigger()
        menu.close()

    QTimer.singleShot(100, lambda: take("李芳"))
    window.nav.foot.click()
    assert "李芳 · 本机 A" in window.nav.foot.text()
    people = {one["id"]: one["name"] for one in office.officers(window.frame.desk)}
    assert people[window.frame.desk.officer] == "李芳"


def test_the_search_finds_units_by_initials_and_pages_by_name(window):
    sites.add(window.frame.desk, {"name": "永济市阳光机械厂", "village": "四冯村"})
    window.go("home")
    search_for(window, "ygjx")
    key(window, Qt.Key.Key_Return)
    assert window.frame.where == "sites" and "永济市阳光机械厂" in words(window.page().head)
    window.go("home")
    search_for(window, "设置")
    key(window, Qt.Key.Key_Return)
    assert window.frame.where == "settings"


def test_a_search_without_a_find_says_so_and_goes_nowhere(window):
    window.go("home")
    search_for(window, "没有这家")
    shown = window.findChild(QListWidget)
    assert [shown.item(row).text() for row in range(shown.count())] == ["没有找到“没有这家”"]
    key(window, Qt.Key.Key_Return)
    assert window.frame.where == "home"


def test_the_status_bar_tells_of_saving_and_backups(window):
    assert window.status.words.text() == "数据已保存 · 还没有备份"
    window.frame.saved("14:32:05")
    assert window.status.words.text().startswith("已自动保存 14:32:05")
    maintenance.back_up(window.frame.desk)
    window.keeping.changed.emit()
    assert "今日备份" in window.status.words.text()
    window.keeping.trouble = "没能备份"
    window.keeping.changed.emit()
    assert window.status.words.text() == "没能备份" and window.status.words.property("role") == "error"


def test_a_late_backup_turns_the_line_amber(window):
    path = maintenance.back_up(window.frame.desk)
    old = window.frame.desk.store.clock.now() - timedelta(days=5)
    path.rename(path.with_name(f"yongji-{old:%Y%m%d-%H%M%S}-daily.db"))
    window.keeping.changed.emit()
    assert window.status.words.text() == "已 5 天没有备份"
    assert window.status.words.property("role") == "warning"


def test_closing_backs_up_what_is_new(window):
    sites.add(window.frame.desk, {"name": "永济市阳光机械厂"})
    assert window.put_away()
    assert [
        one.stem.endswith("closing") for one in maintenance.every_backup(window.frame.session.folder)
    ] == [True]
    assert not maintenance.changed_since_backup(window.frame.desk)


def test_the_demo_is_marked_in_title_and_bar(demo_window):
    assert demo_window.windowTitle().endswith("（演示）") and demo_window.nav.demo.isVisible()


def test_the_home_page_shows_the_draft_first_and_goes_on_with_it(demo_window, qtbot):
    demo_window.go("home")
    assert any(one.startswith("检查正在填写：") for one in words(demo_window.page()))
    focus = demo_window.focusWidget()
    assert isinstance(focus, Button) and focus.key == "Ctrl+R"
    key(demo_window, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: demo_window.frame.where == "inspections")
    assert demo_window.page().head.arrow.isVisible()


def test_the_figures_of_the_month_open_their_list(demo_window):
    demo_window.go("home")
    page = demo_window.page()
    desk = demo_window.frame.desk
    told = {one.name: one.value for one in month.figures(desk).figures}
    assert {name: one.value for name, one in page.figures.items()} == {name: str(value) for name, value in told.items()}
    for name in ("visits", "hazards", "notices"):
        rows = len(month.behind(desk, name, f"{TODAY:%Y-%m}"))
        assert 0 < rows <= told[name]
        QTest.mouseClick(page.figures[name], Qt.MouseButton.LeftButton)
        behind = demo_window.page()
        assert behind.table.count() == rows and behind.head.title.full_text().endswith(f" {told[name]}")
        key(demo_window, Qt.Key.Key_Escape)
        assert demo_window.page() is page
    QTest.mouseClick(page.figures["hazards"], Qt.MouseButton.LeftButton)
    key(demo_window, Qt.Key.Key_Return)
    assert demo_window.frame.where == "inspections" and demo_window.page().head.arrow.isVisible()


def test_what_the_notice_asks_for_leads_to_its_task(demo_window):
    demo_window.go("home")
    assert "年内至少开展一次综合性应急演练" in words(demo_window.page())
    QTest.mouseClick(button(demo_window.page(), "看这一项"), Qt.MouseButton.LeftButton)
    assert demo_window.frame.where == "tasks"
    assert demo_window.page().table.current()["number"] == 24


def test_a_month_without_records_shows_zeros(window):
    window.go("home")
    assert {one.value for name, one in window.page().figures.items() if name != "rate"} == {"0"}
    assert window.page().figures["rate"].value == "—", "no hazards: no rate"
    assert "还没有检查记录" in words(window.page())


def test_after_a_power_cut_the_draft_line_is_green_and_says_so(demo_frame, qtbot):
    demo_frame.session.cut_off = True
    window = shown(demo_frame, qtbot)
    window.go("home")
    assert any("断电前的内容已找回，丢失不超过 2 秒的输入。" in one for one in words(window.page()))
    put_away(window)


def test_today_is_written_out(window):
    window.go("home")
    day = window.frame.desk.today
    assert day == date(2026, 11, 23)
    assert "2026年11月23日 星期一" in words(window.page().head)


def test_names_left_open_at_first_run_are_asked_for_until_they_are_there(window):
    window.go("home")
    assert not window.page().unnamed.isVisible()
    window.page().unnamed.say("出文书前还要填：办公电话。")
    window.page().unnamed.show()
    QTest.mouseClick(button(window.page(), "去填"), Qt.MouseButton.LeftButton)
    assert window.frame.where == "settings" and window.page().choice.value() == "office"

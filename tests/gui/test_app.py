"""Starting and ending: one window per folder, what stands in the way, restoring, the demo, an orderly end."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import TODAY
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from window_driver import answer, button, toast, words

from yongji_desktop.gui import neighbour
from yongji_desktop.gui.app import Program
from yongji_desktop.gui.first_run import FirstRun
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.services import maintenance, office, session, sites
from yongji_desktop.services.desk import remember_folder


@pytest.fixture
def program(qapp, desk, tmp_path, monkeypatch):
    """The program on the data of `desk`, which itself is put away first."""
    monkeypatch.setattr("yongji_desktop.store.places.drives_here", lambda: {"/": "fixed"})
    remember_folder(tmp_path / "data")
    made = Program(qapp)
    yield made
    window = made.window
    if window is not None:
        if isinstance(window, MainWindow):
            window.put_away()
        window.hide()
        window.deleteLater()
    made.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_window_opens_on_the_data_of_this_pc(program, qtbot):
    assert program.start()
    assert isinstance(program.window, MainWindow) and program.window.isVisible()
    assert program.frame.desk.office["place_name"] == "城东街道"
    assert "工作台" in program.window.windowTitle()


def test_the_day_has_its_backup_soon_after_the_start(program, qtbot):
    program.start()
    folder = program.frame.session.folder
    qtbot.waitUntil(lambda: bool(maintenance.every_backup(folder)), timeout=10_000)
    assert maintenance.every_backup(folder)[0].stem.endswith("daily")
    qtbot.waitUntil(lambda: "今日备份" in program.window.status.words.text())


def test_without_data_the_first_run_begins_and_leads_to_the_window(program, tmp_path, qtbot):
    remember_folder(tmp_path / "fresh")
    assert program.start() and isinstance(program.window, FirstRun)
    begun = session.found(
        tmp_path / "fresh",
        town="虞乡镇",
        officers=[{"name": "卿雨喆"}],
        letter="A",
        organ_name="永济市虞乡镇人民政府",
        phone="0359-8000000",
        section="综合办",
        any_place=True,
    )
    program.window.finished.emit(begun)
    assert isinstance(program.window, MainWindow) and "卿雨喆" in program.window.nav.foot.text()


def test_opened_twice_the_first_window_comes_forward(program, tmp_path, qtbot):
    program.start()
    second = subprocess.Popen(
        [sys.executable, "-c", "import sys; from yongji_desktop.gui.app import main; sys.exit(main(['x']))"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
    )
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.returncode == 0
    assert toast(program.window) == "程序已经开着，已切换过去。"


def test_where_no_window_answers_it_is_said(program, tmp_path):
    held = session.begin(tmp_path / "data", any_place=True)
    told = answer("知道了")
    assert program.start() is False
    assert "程序已经开着。请切换到已打开的窗口。" in told
    held.close()
    assert not neighbour.call(tmp_path / "data")


def test_damaged_data_offers_the_last_backup_and_nothing_is_lost(program, desk, tmp_path, qtbot):
    sites.add(desk, {"name": "永济市阳光机械厂"})
    maintenance.back_up(desk)
    desk.store.checkpoint()
    desk.close()
    file = tmp_path / "data" / "yongji.db"
    file.write_bytes(bytes(8192))
    told = answer("用备份打开")
    program.start()
    assert told[0] == "数据没有打开" and any("最近的备份：" in one for one in told)
    assert sites.counted(program.frame.desk) == 1
    assert any(path.stem.endswith("before-restore") for path in maintenance.every_backup(tmp_path / "data"))


def test_data_of_a_newer_program_is_not_touched(program, desk, tmp_path):
    maintenance.back_up(desk)
    desk.close()
    file = tmp_path / "data" / "yongji.db"
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = file.read_bytes()
    told = answer("退出")
    assert program.start() is False
    assert any("请先升级程序；数据没有改动。" in one for one in told)
    assert "用备份打开" not in told and file.read_bytes() == before


def test_a_clock_far_off_asks_before_anything_is_written(program, desk, tmp_path, monkeypatch):
    later = desk.store.clock.now() + timedelta(days=400)
    monkeypatch.setattr("yongji_desktop.core.clock.Clock.now", lambda self: later)
    told = answer("先对时间")
    assert program.start() is False
    assert any("先对一下时间，再开始写。" in one for one in told)
    answer("日期是对的")
    assert program.start() is True


def test_restoring_from_the_window_goes_back_and_takes_a_new_letter(program, desk, tmp_path, qtbot):
    maintenance.back_up(desk)
    sites.add(desk, {"name": "永济市阳光机械厂"})
    desk.close()
    program.start()
    program.window.go("settings", {"section": "data"})
    answer("恢复")
    QTest.mouseClick(button(program.window.page(), "用这份恢复"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.frame.desk.store.letter == "B", timeout=10_000)
    assert sites.counted(program.frame.desk) == 0
    assert any("以后用字母 B" in one for one in [toast(program.window), *words(program.window)])


def test_to_the_demo_and_back(program, desk, tmp_path, qtbot, monkeypatch, demo_made):
    monkeypatch.setattr("yongji_desktop.services.session.demo_folder", lambda: demo_made)
    program.start()
    program.window.go("settings", {"section": "data"})
    QTest.mouseClick(button(program.window.page(), "看演示"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window.windowTitle().endswith("（演示）"), timeout=10_000)
    assert program.frame.desk.office["place_name"] == "鹳泉镇"
    program.window.go("settings", {"section": "data"})
    QTest.mouseClick(button(program.window.page(), "离开演示"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: program.frame is not None and not program.frame.desk.office.get("demo"), timeout=10_000
    )
    assert program.frame.desk.office["place_name"] == "城东街道"


def test_a_power_cut_is_remembered_and_an_orderly_end_is_not(desk, tmp_path):
    first = session.begin(tmp_path / "data", today=TODAY, any_place=True)
    assert not first.cut_off
    first.desk.close()
    first._lock.release()
    again = session.begin(tmp_path / "data", today=TODAY, any_place=True)
    assert again.cut_off
    again.close()
    third = session.begin(tmp_path / "data", today=TODAY, any_place=True)
    assert not third.cut_off
    third.close()


def test_a_bug_in_a_click_ends_in_the_log_and_the_window_stays(program, qtbot, monkeypatch):
    program.start()
    log = session.start_log()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    program.complaints.install(QApplication.instance())
    told = answer("继续用")
    try:
        office.officers(None)
    except AttributeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert told[0] == "程序出了错，已记在日志里。"
    assert "AttributeError" in log.read_text(encoding="utf-8") and program.window.isVisible()

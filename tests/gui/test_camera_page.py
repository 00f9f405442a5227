"""照片口袋: a folder of photos sorted to drafts by the camera's time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office_data import add_units, finish_visit, visit_entry
from photo_files import folder_of, shot
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_driver import answer, words

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.camera_page import CameraPage
from yongji_desktop.services import inspections

WORKS, COLD = "永济市阳光机械厂", "永济市鑫达冷库"


@pytest.fixture
def drafts(frame: Frame) -> dict[str, str]:
    """{unit: draft}: one visit in the morning, one in the afternoon."""
    add_units(frame.desk)
    afternoon = {"began_at": "2026-11-20T14:00", "ended_at": "2026-11-20T15:00"}
    return {
        WORKS: inspections.save_draft(frame.desk, visit_entry(frame.desk, WORKS)),
        COLD: inspections.save_draft(frame.desk, visit_entry(frame.desk, COLD, **afternoon)),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos of the morning, two of the afternoon, two of no visit, one that is none."""
    made = tmp_path / "DCIM"
    (made / "Camera").mkdir(parents=True)
    for number in range(3):
        shot(made / "Camera" / f"IMG_{number}.jpg", number, f"2026-11-20 10:0{number}")
    for number in range(3, 5):
        shot(made / f"IMG_{number}.jpg", number, f"2026-11-20 14:0{number}")
    shot(made / "IMG_5.jpg", 5)
    shot(made / "IMG_6.jpg", 6, "2025-01-01 08:00")
    (made / "坏.jpg").write_bytes(b"\xff\xd8\xff cut")
    return made


def opened(window: MainWindow, folder: Path, qtbot) -> CameraPage:
    page = CameraPage(window.frame, folder)
    window.frame.open(page)
    qtbot.waitUntil(lambda: not page.work.running)
    return page


def finished(page: CameraPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.work.running and not page._waiting)


def photos_of(frame: Frame, draft: str) -> list[dict[str, Any]]:
    return next(
        one["body"].get("photos") or [] for one in inspections.drafts(frame.desk) if one["id"] == draft
    )


def test_photos_are_grouped_by_visit_and_nothing_is_written(window, drafts, folder, qtbot):
    page = opened(window, folder, qtbot)
    groups = {one.title.full_text(): [path.name for path in one.pick.files] for one in page.groups}
    assert groups == {
        WORKS: ["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg"],
        COLD: ["IMG_3.jpg", "IMG_4.jpg"],
        "没有对上的": ["IMG_5.jpg", "IMG_6.jpg", "坏.jpg"],
    }
    assert page.head.caption.full_text() == "DCIM · 8 张"
    assert all(photos_of(window.frame, one) == [] for one in drafts.values())


def test_one_key_takes_what_fits_by_time(window, drafts, folder, qtbot):
    page = opened(window, folder, qtbot)
    QTest.keyClick(page.groups[0].pick, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(photos_of(window.frame, drafts[WORKS])) == 3)
    finished(page, qtbot)
    rows = photos_of(window.frame, drafts[COLD])
    assert [one["taken_at"] for one in rows] == ["2026-11-20T14:03", "2026-11-20T14:04"]
    assert rows[0]["use"] == "scene" and rows[0]["taken_by"] == "王建国"
    assert page.groups[2].pick.files and page.all.reason == "没有按时间对上的照片"


def test_a_photo_taken_off_stays_and_a_chosen_draft_takes_the_rest(window, drafts, folder, qtbot):
    page = opened(window, folder, qtbot)
    works = next(one for one in page.groups if one.title.full_text() == WORKS)
    works.pick.setFocus()
    QTest.keyClick(works.pick, Qt.Key.Key_Space)
    assert works.take.text() == "收 2 张到这份草稿"
    works.take.click()
    finished(page, qtbot)
    assert [path.name for path in works.pick.files] == ["IMG_0.jpg"] and works.done.text() == "已收 2 张"
    rest = page.groups[-1]
    rest.choice.setCurrentIndex(rest.choice.findData(drafts[WORKS]))
    rest.take.click()
    finished(page, qtbot)
    assert len(photos_of(window.frame, drafts[WORKS])) == 4
    assert "“坏.jpg”已损坏" in rest.problem.text() and rest.pick.files == []


def test_taking_can_be_undone_and_the_same_photos_are_not_taken_twice(window, drafts, folder, qtbot):
    page = opened(window, folder, qtbot)
    page.accept_all()
    finished(page, qtbot)
    again = opened(window, folder, qtbot)
    again.accept_all()
    finished(again, qtbot)
    assert window.toast.words.text() == "已收 5 张照片，分到 2 份草稿。"
    assert again.groups[0].done.text() == "已收 0 张，3 张已经在了没有再收"
    assert len(photos_of(window.frame, drafts[WORKS])) == 3
    window.toast.deed.click()
    assert [len(photos_of(window.frame, one)) for one in drafts.values()] == [0, 0]
    assert window.toast.words.text() == "已撤销：5 张照片从草稿里移走了。"


def test_a_draft_that_was_finished_meanwhile_takes_nothing(window, drafts, folder, qtbot):
    page = opened(window, folder, qtbot)
    inspections.discard_draft(window.frame.desk, drafts[COLD])
    told = answer("知道了")
    page.groups[1].take.click()
    finished(page, qtbot)
    qtbot.waitUntil(lambda: bool(told))
    assert "这份草稿已经完成或不在了，照片没有收。请另选一份草稿。" in told
    assert len(page.groups[1].pick.files) == 2


def test_only_drafts_of_the_last_thirty_days_are_asked(window, drafts, folder, qtbot, tmp_path):
    desk = window.frame.desk
    finish_visit(desk, tmp_path, "河东超市东环店", "2026-11-20", hazards=False)
    old = visit_entry(desk, WORKS, "2026-10-01")
    half = {**visit_entry(desk, WORKS), "began_at": "2026-11"}
    for entry in (old, half, {"site": WORKS}):
        inspections.save_draft(desk, entry)
    page = CameraPage(window.frame, folder)
    qtbot.addWidget(page)
    assert {one["id"] for one in page.drafts()} >= set(drafts.values())
    assert old["began_at"] not in [one.get("began_at") for one in page.drafts()]
    qtbot.waitUntil(lambda: not page.work.running)
    assert len(page.groups) == 3


def test_without_drafts_the_button_says_why(window, folder, qtbot):
    page = opened(window, folder, qtbot)
    (group,) = page.groups
    assert group.take.reason == "最近 30 天没有检查草稿，先新建检查"
    assert len(group.pick.files) == 8


def test_an_empty_and_a_missing_folder_say_so(window, qtbot, tmp_path):
    (tmp_path / "空").mkdir()
    page = opened(window, tmp_path / "空", qtbot)
    assert "“空”里没有照片" in words(page) and page.all.reason
    opened(window, tmp_path / "拔了", qtbot)


def test_leaving_stops_the_reading_and_nothing_breaks(window, drafts, qtbot, tmp_path):
    page = CameraPage(window.frame, folder_of(tmp_path / "DCIM", 60, "2026-11-20 10:00"))
    window.frame.open(page)
    page.accept_all()
    window.back()
    assert window.page() is not page
    qtbot.waitUntil(lambda: not window.frame.background.busy)


def test_the_draft_that_stands_open_below_is_handed_its_photos(window, drafts, folder, qtbot):
    handed: list[dict[str, Any]] = []
    page = CameraPage(window.frame, folder, (drafts[WORKS], handed.extend))
    window.frame.open(page)
    qtbot.waitUntil(lambda: bool(page.groups))
    page.accept_all()
    finished(page, qtbot)
    assert len(handed) == 3 and handed[0]["use"] == "scene"
    assert photos_of(window.frame, drafts[WORKS]) == [] and len(photos_of(window.frame, drafts[COLD])) == 2
    assert window.toast.words.text().endswith("正在填的那份，回去按 Ctrl+Z 撤销。")
    window.toast.deed.click()
    assert photos_of(window.frame, drafts[COLD]) == []

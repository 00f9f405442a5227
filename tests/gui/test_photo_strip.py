"""The strip of photos: taking in, refusing by name, noticing doubles, switching, moving, taking away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_data import add_units, finish_visit
from photo_files import SAMPLES, drop, folder_of, mime_of, shot
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from window_driver import answer

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.camera_page import CameraPage
from yongji_desktop.gui.parts.photo_intake import MANY
from yongji_desktop.gui.parts.photo_strip import PhotoStrip
from yongji_desktop.services import inspections, photos


@pytest.fixture
def strip(frame: Frame, qtbot) -> Iterator[PhotoStrip]:
    """A strip on the founded office."""
    made = PhotoStrip(frame)
    made.defaults = {"use": "before", "hazard": 0, "item": "GM10", "taken_by": "王建国"}
    qtbot.addWidget(made)
    made.resize(420, 200)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    qtbot.waitUntil(lambda: not frame.background.busy)


def taken(strip: PhotoStrip, qtbot, paths: list[Path], **more) -> list[dict]:
    """The rows after these files have been read."""
    strip.take(paths, **more)
    qtbot.waitUntil(lambda: not strip.busy, timeout=20_000)
    return strip.photos()


def said(strip: PhotoStrip) -> list[list[dict]]:
    """What `changed` says from now on."""
    found: list[list[dict]] = []
    strip.changed.connect(found.append)
    return found


def test_dropped_files_become_rows_with_the_defaults_and_the_camera_s_time(strip, qtbot, tmp_path):
    told = said(strip)
    drop(strip, [shot(tmp_path / "a.jpg", 1, "2026-11-23 14:22"), shot(tmp_path / "b.jpg", 2)])
    qtbot.waitUntil(lambda: len(strip.photos()) == 2 and not strip.busy)
    first, second = strip.photos()
    assert first == {**strip.defaults, "sha": first["sha"], "taken_at": "2026-11-23T14:22"}
    assert "taken_at" not in second and "name" not in second
    assert told[-1] == strip.photos()
    assert "整改前，11-23 14:22" in strip.row.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert strip.row.isVisible() and not strip.progress.isVisible()


def test_bad_files_are_refused_by_name_in_one_line_and_the_rest_is_taken(strip, qtbot, tmp_path):
    (tmp_path / "坏.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off")
    (tmp_path / "说明.docx").write_bytes(b"PK\x03\x04")
    rows = taken(strip, qtbot, [tmp_path / "坏.jpg", shot(tmp_path / "好.jpg"), tmp_path / "说明.docx"])
    assert len(rows) == 1
    assert strip.problem.text() == "有 2 个没有收：“坏.jpg”“说明.docx”。"
    told = answer("知道了")
    strip.problem.repair.click()
    assert any("已损坏" in words and "Office" in words for words in told)


def test_a_file_of_300_mb_is_refused_by_its_sentence(strip, qtbot, tmp_path):
    large = tmp_path / "录像.jpg"
    with large.open("wb") as file:
        file.seek(300 * 2**20 - 1)
        file.write(b"\0")
    assert taken(strip, qtbot, [large]) == []
    assert strip.problem.text() == "“录像.jpg”有 300 MB，超过 64 MB，不像手机照片，没有收。请换小一点的。"


def test_a_picture_is_pasted_and_so_are_files_and_words_are_not(strip, qtbot, tmp_path):
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(picture)
    assert strip.paste()
    qtbot.waitUntil(lambda: len(strip.photos()) == 1 and not strip.busy)
    clipboard.setMimeData(mime_of([shot(tmp_path / "a.jpg")]))
    strip.row.setFocus()
    QTest.keyClick(strip.row, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(strip.photos()) == 2 and not strip.busy)
    clipboard.setText("配电箱")
    assert not strip.paste()


def test_the_same_photo_is_not_taken_twice(strip, qtbot, tmp_path):
    one = shot(tmp_path / "a.jpg", 1)
    again = tmp_path / "a (1).jpg"
    again.write_bytes(one.read_bytes())
    assert len(taken(strip, qtbot, [one, again])) == 1
    assert strip.problem.text() == "“a (1).jpg”已经在这里了，没有再收。"


def test_a_photo_of_another_finished_record_is_said(frame, strip, qtbot, tmp_path):
    add_units(frame.desk)
    identity = finish_visit(frame.desk, tmp_path, "永济市阳光机械厂")
    used = tmp_path / "shot0.jpg"
    assert len(taken(strip, qtbot, [used])) == 1
    assert strip.notice.text() == "这张已在 2026-11-20 永济市阳光机械厂的检查里用过。"
    strip.set_photos([])
    assert strip.notice.text() == ""
    strip.besides = identity
    taken(strip, qtbot, [used])
    assert strip.notice.text() == ""


def test_keys_switch_the_use_choose_several_and_move(strip, qtbot, tmp_path):
    shas = [one["sha"] for one in taken(strip, qtbot, [shot(tmp_path / f"{n}.jpg", n) for n in range(3)])]
    told = said(strip)
    strip.row.setFocus()
    QTest.keyClick(strip.row, "a")
    assert [one["use"] for one in strip.photos()] == ["after", "before", "before"]
    QTest.keyClick(strip.row, Qt.Key.Key_Right)
    QTest.keyClick(strip.row, Qt.Key.Key_Space)
    QTest.keyClick(strip.row, Qt.Key.Key_Right)
    QTest.keyClick(strip.row, Qt.Key.Key_Space)
    QTest.keyClick(strip.row, "s")
    assert [one["use"] for one in strip.photos()] == ["after", "scene", "scene"]
    QTest.keyClick(strip.row, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert [one["sha"] for one in strip.photos()] == [shas[0], shas[2], shas[1]]
    assert strip.row.currentRow() == 1
    QTest.keyClick(strip.row, "b")
    assert [one["use"] for one in strip.photos()] == ["after", "before", "before"]
    assert len(told) == 4


def test_thumbnails_are_never_cut_where_the_strip_is_narrow(strip, qtbot, tmp_path):
    for count, width in ((1, 300), (2, 300), (2, 420), (5, 420)):
        strip.resize(width, 200)
        strip.set_photos([])
        taken(strip, qtbot, [shot(tmp_path / f"{n}.jpg", n) for n in range(count)])
        qtbot.waitUntil(lambda: strip.row.viewport().height() >= 84 + 6)
        assert strip.row.viewport().height() <= 84 + 8


def test_dragging_a_thumbnail_elsewhere_orders_the_rows(strip, qtbot, tmp_path):
    shas = [one["sha"] for one in taken(strip, qtbot, [shot(tmp_path / f"{n}.jpg", n) for n in range(3)])]
    told = said(strip)
    model = strip.row.model()
    assert model.moveRow(strip.row.rootIndex(), 0, strip.row.rootIndex(), 3)
    assert (
        [one["sha"] for one in strip.photos()]
        == [shas[1], shas[2], shas[0]]
        == [one["sha"] for one in told[-1]]
    )


def test_delete_takes_away_and_the_toast_brings_back_to_the_same_place(window, qtbot, tmp_path):
    frame = window.frame
    strip = PhotoStrip(frame)
    qtbot.addWidget(strip)
    strip.show()
    rows = taken(strip, qtbot, [shot(tmp_path / f"{n}.jpg", n) for n in range(3)])
    strip.row.setCurrentRow(1)
    QTest.keyClick(strip.row, Qt.Key.Key_Delete)
    assert [one["sha"] for one in strip.photos()] == [rows[0]["sha"], rows[2]["sha"]]
    assert window.toast.words.text() == "已移走 1 张照片。"
    window.toast.deed.click()
    assert strip.photos() == rows
    assert not strip._put_back([(1, rows[1])], None) and strip.photos() == rows


def test_the_caption_is_that_of_the_current_photo(strip, qtbot, tmp_path):
    taken(strip, qtbot, [shot(tmp_path / f"{n}.jpg", n) for n in range(2)])
    strip.caption.setFocus()
    QTest.keyClicks(strip.caption, "box door ")
    strip.row.setCurrentRow(1)
    assert strip.caption.text() == ""
    assert [one.get("caption") for one in strip.photos()] == ["box door", None]
    strip.row.setCurrentRow(0)
    strip.caption.selectAll()
    QTest.keyClick(strip.caption, Qt.Key.Key_Delete)
    assert "caption" not in strip.photos()[0]


def test_a_pair_has_two_slots_that_go_as_they_are_filled(strip, qtbot, tmp_path):
    strip.pair = True
    before, after = strip.tiles["before"], strip.tiles["after"]
    assert before.isVisible() and after.isVisible() and not strip.tiles[""].isVisible()
    assert before.lines()[0] == "整改前" and after.lines()[0] == "整改后"
    drop(after, [shot(tmp_path / "after.jpg", 1)])
    qtbot.waitUntil(lambda: len(strip.photos()) == 1 and not strip.busy)
    assert strip.photos()[0]["use"] == "after" and before.isVisible() and not after.isVisible()
    drop(strip, [shot(tmp_path / "before.jpg", 2)])
    qtbot.waitUntil(lambda: len(strip.photos()) == 2 and not strip.busy)
    assert strip.photos()[1]["use"] == "before"
    assert strip.tiles[""].isVisible() and not before.isVisible()


def test_photos_read_while_the_strip_went_on_to_another_hazard_come_as_late_ones(strip, qtbot, tmp_path):
    late: list[list[dict]] = []
    strip.late.connect(late.append)
    strip.take([shot(tmp_path / "a.jpg")])
    strip.defaults = {"use": "before", "hazard": 1}
    strip.set_photos([])
    qtbot.waitUntil(lambda: not strip.busy)
    assert strip.photos() == [] and late[0][0]["hazard"] == 0 and late[0][0]["item"] == "GM10"


def test_a_strip_that_is_gone_does_not_mind_the_photos_that_arrive(frame, qtbot, tmp_path):
    strip = PhotoStrip(frame)
    strip.take([shot(tmp_path / "a.jpg")])
    strip.deleteLater()
    QCoreApplication.sendPostedEvents(strip, QEvent.Type.DeferredDelete)
    del strip
    qtbot.waitUntil(lambda: not frame.background.busy)


def test_the_window_stays_alive_while_photos_wait_for_a_slow_disk(frame, strip, qtbot, tmp_path):
    slow = threading.Event()
    frame.background.run(lambda job: slow.wait(10), done=lambda _: None, failed=frame.complain)
    strip.take([shot(tmp_path / "a.jpg")])
    assert strip.busy and strip.progress.isVisible() and strip.photos() == []
    QTest.keyClicks(strip.caption, "x")
    slow.set()
    qtbot.waitUntil(lambda: len(strip.photos()) == 1)


def test_stopping_keeps_what_is_in(strip, qtbot, tmp_path):
    folder = folder_of(tmp_path / "DCIM", 30)
    strip.receiver.progress.connect(lambda done, *_: done == 5 and strip.stop.click())
    rows = taken(strip, qtbot, [folder])
    assert 5 <= len(rows) < 30


def test_a_folder_of_many_asks_first_and_nothing_is_taken(strip, qtbot, tmp_path):
    folder = folder_of(tmp_path / "DCIM", MANY + 1)
    told = answer("先不收")
    strip.take([folder])
    qtbot.waitUntil(lambda: bool(told) and not strip.busy)
    assert f"有 {MANY + 1} 张，按时间分到检查？" in told
    assert strip.photos() == []
    answer(f"{MANY + 1} 张全收到这里")
    strip.take([folder])
    qtbot.waitUntil(lambda: len(strip.photos()) == MANY + 1, timeout=30_000)


def test_a_folder_of_many_may_be_sorted_by_time_on_its_own_page(frame, strip, qtbot, tmp_path):
    opened, left = [], []
    frame.opening.connect(lambda page, target: opened.append(page))
    strip.leaving.connect(lambda: left.append(len(opened)))
    answer("按时间分到检查")
    strip.take([folder_of(tmp_path / "DCIM", MANY + 1)])
    qtbot.waitUntil(lambda: bool(opened))
    qtbot.addWidget(opened[0])
    assert isinstance(opened[0], CameraPage) and left == [0]
    qtbot.waitUntil(lambda: not frame.background.busy)


def test_an_empty_folder_says_so(strip, qtbot, tmp_path):
    (tmp_path / "空").mkdir()
    assert taken(strip, qtbot, [tmp_path / "空"]) == []
    assert strip.problem.text() == "文件夹“空”里没有照片（JPG、PNG、WebP、HEIC）。请另选一个。"


def test_rows_are_good_enough_to_finish_an_inspection(frame, strip, qtbot, tmp_path):
    from office_data import two_hazards, visit_entry

    add_units(frame.desk)
    rows = taken(strip, qtbot, [shot(tmp_path / "a.jpg", 1, "2026-11-20 10:00")])
    entry = visit_entry(frame.desk, "永济市阳光机械厂", hazards=two_hazards(), photos=rows)
    identity = inspections.finish(frame.desk, entry)
    assert frame.desk.get("inspection", identity)["photos"] == rows


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="样张不在")
def test_the_sample_photos_are_taken_upright_and_shown(strip, qtbot):
    files = sorted(SAMPLES.glob("*.jpg"))
    rows = taken(strip, qtbot, files)
    assert len(rows) >= 1 and strip.problem.text().count("已经在这里了") <= 1
    qtbot.waitUntil(lambda: strip.row.picture(rows[0]) is not None)
    path = photos.small_copy(strip.frame.desk.store, rows[0]["sha"], "thumb")
    assert path and QImage(str(path)).width() >= QImage(str(path)).height()

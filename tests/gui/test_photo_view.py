"""The large view: photos one by one, marks by mouse and by keys, zoom; the photo itself stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from photo_files import shot
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.photo_strip import PhotoStrip
from yongji_desktop.gui.parts.photo_view import PhotoView
from yongji_desktop.services import photos

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def rows_in(frame: Frame, folder: Path) -> list[dict[str, Any]]:
    """Two photo rows, the second without a time."""
    first = photos.attach(frame.desk, shot(folder / "a.jpg", 1, "2026-11-23 14:22", (800, 600)))
    return [
        {**first, "use": "before", "caption": "配电箱"},
        photos.attach(frame.desk, shot(folder / "b.jpg", 2)),
    ]


@pytest.fixture
def view(frame: Frame, qtbot, tmp_path: Path) -> Iterator[PhotoView]:
    """The view of two photos, the first on show."""
    made = PhotoView(frame, rows_in(frame, tmp_path))
    qtbot.addWidget(made)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: not made.canvas.picture.isNull())
    yield made


def marks_said(view: PhotoView) -> list[tuple[int, list]]:
    found: list[tuple[int, list]] = []
    view.marked.connect(lambda index, marks: found.append((index, marks)))
    return found


def at(view: PhotoView, x: float, y: float) -> QPoint:
    """The point of the canvas at these fractions of the picture."""
    area = view.canvas.area()
    return QPoint(round(area.x() + x * area.width()), round(area.y() + y * area.height()))


def drag(view: PhotoView, start: tuple[float, float], end: tuple[float, float]) -> None:
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=at(view, *start))
    QTest.mouseMove(view.canvas, at(view, *end))
    QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=at(view, *end))


def test_arrows_go_through_the_photos_and_esc_closes(view):
    assert view.title.text() == "照片 1 / 2"
    assert view.facts.text() == "整改前 · 配电箱 · 2026-11-23 14:22"
    QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    assert view.index == 0
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.index == 1 and view.title.text() == "照片 2 / 2"
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_the_mouse_draws_an_arrow_in_fractions_of_the_picture(view):
    told = marks_said(view)
    QTest.keyClick(view.canvas, "1")
    drag(view, (0.2, 0.8), (0.5, 0.4))
    ((index, marks),) = told
    assert index == 0 and marks[0]["kind"] == "arrow"
    assert marks[0]["from"] == pytest.approx([0.2, 0.8], abs=0.005)
    assert marks[0]["to"] == pytest.approx([0.5, 0.4], abs=0.005)
    assert view.canvas.tool == "" and view.hints.text() == "1 处标记，另存在照片旁，原图不动"


def test_a_mark_never_leaves_the_picture_and_a_slip_of_the_mouse_draws_none(view):
    told = marks_said(view)
    QTest.keyClick(view.canvas, "2")
    drag(view, (0.9, 0.9), (1.4, 1.4))
    assert told[-1][1][0]["to"] == [1.0, 1.0]
    QTest.keyClick(view.canvas, "2")
    drag(view, (0.5, 0.5), (0.501, 0.501))
    assert len(told) == 1


def test_marking_by_keys_alone(view):
    told = marks_said(view)
    QTest.keyClick(view.canvas, "2")
    before = dict(view.canvas.pending)
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    QTest.keyClick(view.canvas, Qt.Key.Key_Down, CONTROL)
    QTest.keyClick(view.canvas, Qt.Key.Key_Right, SHIFT)
    assert told == [] and view.index == 0
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    mark = told[-1][1][0]
    assert mark["from"] == pytest.approx([before["from"][0] + 0.02, before["from"][1] + 0.004])
    assert mark["to"] == pytest.approx([before["to"][0] + 0.04, before["to"][1] + 0.004])


def test_a_mark_pushed_against_the_edge_keeps_its_shape(view):
    QTest.keyClick(view.canvas, "2")
    for _ in range(60):
        QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    mark = view.canvas.pending
    assert mark["to"][0] <= 1.0 and mark["to"][0] - mark["from"][0] == pytest.approx(0.24, abs=0.001)


def test_the_date_is_the_camera_s_and_a_photo_without_one_gets_none(view, qtbot):
    told = marks_said(view)
    QTest.keyClick(view.canvas, "3")
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert told[-1][1][0]["kind"] == "date" and told[-1][1][0]["text"] == "2026-11-23 14:22"
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not view.canvas.picture.isNull())
    QTest.keyClick(view.canvas, "3")
    assert view.note.text() == "这张照片没有拍摄时间，不能标日期。" and view.canvas.pending is None


def test_esc_puts_the_tool_down_first_and_undo_takes_marks_back(view):
    told = marks_said(view)
    QTest.keyClick(view.canvas, "1")
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert view.isVisible() and view.canvas.pending is None and told == []
    for _ in range(2):
        QTest.keyClick(view.canvas, "1")
        QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    QTest.keyClick(view.canvas, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(view.canvas, Qt.Key.Key_Z, CONTROL)
    assert [len(marks) for _, marks in told] == [1, 2, 1, 0]
    assert view.back.reason == "这张还没有标记"


def test_zooming_stays_on_the_picture(view):
    whole = view.canvas.area()
    QTest.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.canvas.zoom == 1.25 and view.canvas.area().width() == pytest.approx(whole.width() * 1.25)
    for _ in range(30):
        view.zoom(1.25)
    assert view.canvas.zoom == 8
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))
    QTest.mouseMove(view.canvas, QPoint(5000, 3000))
    QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(5000, 3000))
    area = view.canvas.area()
    assert area.left() <= 0.5 and area.right() >= view.canvas.width() - 0.5
    for _ in range(40):
        QTest.keyClick(view.canvas, Qt.Key.Key_Minus)
    assert view.canvas.zoom == 1 and view.canvas.area() == whole


def test_a_photo_that_is_not_here_says_so_and_cannot_be_marked(frame, qtbot):
    view = PhotoView(frame, [{"sha": "0" * 64}])
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: "原文件不在本机" in view.note.text())
    QTest.keyClick(view.canvas, "1")
    assert view.canvas.tool == ""


def test_only_looking_offers_no_tools(frame, qtbot, tmp_path):
    view = PhotoView(frame, rows_in(frame, tmp_path), editable=False)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not view.canvas.picture.isNull())
    QTest.keyClick(view.canvas, "1")
    assert view.canvas.tool == "" and not view.tools["arrow"].isVisible()


def test_marks_made_here_reach_the_row_and_the_photo_itself_stays(frame, qtbot, tmp_path):
    strip = PhotoStrip(frame)
    qtbot.addWidget(strip)
    strip.show()
    rows = rows_in(frame, tmp_path)
    strip.set_photos(rows)
    before = photos.whole(frame.desk.store, rows[0]["sha"])
    marks = [{"kind": "box", "from": [0.2, 0.2], "to": [0.6, 0.6]}]
    strip._mark(0, marks)
    assert strip.photos()[0]["marks"] == marks
    qtbot.waitUntil(lambda: "marked" in strip.photos()[0])
    row = strip.photos()[0]
    assert row["sha"] == rows[0]["sha"] and row["caption"] == "配电箱"
    assert photos.whole(frame.desk.store, row["sha"]) == before
    marked = QImage.fromData(photos.whole(frame.desk.store, row["marked"]))
    colour = marked.pixelColor(round(0.2 * marked.width()), round(0.4 * marked.height()))
    assert colour.red() > 170 and colour.green() < 90
    strip._mark(0, [])
    assert "marks" not in strip.photos()[0] and "marked" not in strip.photos()[0]

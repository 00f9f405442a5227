"""The page view: draws what is in view, keeps 整页/页宽, turns pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter

from yongji_desktop.core.errors import Refused
from yongji_desktop.gui.parts.page_view import PAGE, WIDTH, PageView
from yongji_desktop.gui.parts.pdf_pages import PdfPages


def paper(pages: int) -> bytes:
    """An A4 PDF; page n has a dark band n tenths of the page high at its top."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for number in range(1, pages + 1):
        if number > 1:
            writer.newPage()
        painter.fillRect(0, 0, writer.width(), writer.height() * number // 10, QColor("#204060"))
    painter.end()
    return bytes(data.data())


@pytest.fixture
def view(qtbot):
    shown = PageView()
    qtbot.addWidget(shown)
    shown.resize(600, 560)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_a_page_is_drawn_at_the_asked_width_and_owns_its_memory(qapp):
    pages = PdfPages(paper(2))
    image = pages.at_resolution(0, 300)
    pages.close()
    assert (image.width(), image.height()) == pytest.approx((2480, 3508), abs=3)
    assert image.pixelColor(1240, 250).name() == "#204060"
    assert image.pixelColor(1240, 3000).name() == "#ffffff"


def test_bytes_that_are_no_pdf_are_refused_with_a_sentence(qapp):
    with pytest.raises(Refused, match="打不开"):
        PdfPages(b"not a pdf")


def test_only_pages_in_view_are_drawn(view, qtbot):
    view.show_pdf(paper(9))
    view.grab()
    assert {index for index, _ in view._images} == {0}
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    view.grab()
    assert {index for index, _ in view._images} <= {0, 1, 2}


def test_keys_turn_pages_and_stop_at_the_ends(view, qtbot):
    told = []
    view.page_changed.connect(lambda number, pages: told.append((number, pages)))
    view.show_pdf(paper(3))
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 3 and told[-1] == (3, 3)
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 3


def test_the_zoom_stays_when_another_paper_is_shown_and_the_page_when_the_zoom_changes(view):
    view.show_pdf(paper(3))
    view.turn_to(2)
    view.set_fit(WIDTH)
    assert view.page == 2
    rect = view._rects()[0]
    assert rect.width() == view.viewport().width() - 28
    view.show_pdf(paper(2))
    assert (view.fit, view.page, view.page_count) == (WIDTH, 1, 2)
    view.set_fit(PAGE)
    assert view._rects()[0].height() <= view.viewport().height()


def test_without_a_paper_it_says_why(view):
    view.show_pdf(None, "这份文书现在不能出")
    view.grab()
    assert (view.page, view.page_count, view.data) == (0, 0, None)

"""Printing: sides in order, copies, two-sided sheets, no printer; proven by printing into a PDF file."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from test_page_view import paper

from yongji_desktop.core.errors import Refused
from yongji_desktop.gui.parts.printing import Press, Sheet, printer_names, sheets


@pytest.fixture
def press(tmp_path, qtbot):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return Press(printer)


def printed(path) -> list[tuple[float, float, int]]:
    """(width, height in points, dark per cent) of every page that came out."""
    found = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        image = page.render(scale=0.5).to_pil().convert("L")
        height = image.height
        column = [image.getpixel((image.width // 2, y)) for y in range(height)]
        found.append(
            (page.get_width(), page.get_height(), sum(value < 128 for value in column) * 100 // height)
        )
    document.close()
    return found


def test_each_copy_of_each_paper_begins_on_its_own_sheet():
    assert sheets([1, 2], 2, duplex=True) == [
        Sheet(0, 0),
        Sheet(0, None),
        Sheet(1, 0),
        Sheet(1, 1),
        Sheet(0, 0),
        Sheet(0, None),
        Sheet(1, 0),
        Sheet(1, 1),
    ]
    assert sheets([3], 1, duplex=True) == [Sheet(0, 0), Sheet(0, 1), Sheet(0, 2)]
    assert len(sheets([3, 2], 2, duplex=False)) == 10


def test_two_copies_come_out_page_by_page_at_true_size(press, qtbot, tmp_path):
    steps = []
    press.progress.connect(lambda done, every: steps.append((done, every)))
    with qtbot.waitSignal(press.finished, timeout=20_000):
        press.start([paper(2), paper(3)], copies=2, duplex=False)
    out = printed(tmp_path / "printed.pdf")
    assert len(out) == 10 and steps == [(number, 10) for number in range(1, 11)]
    assert all(
        (wide, high) == (pytest.approx(595, abs=2), pytest.approx(842, abs=2)) for wide, high, _ in out
    )
    shades = [dark for _, _, dark in out]
    assert shades == shades[:5] * 2 and shades[0] < shades[1] and shades[2] < shades[3] < shades[4]


def test_two_sided_puts_a_blank_side_after_an_odd_paper(press, qtbot, tmp_path):
    with qtbot.waitSignal(press.finished, timeout=20_000):
        press.start([paper(1), paper(2)], copies=1, duplex=True)
    out = printed(tmp_path / "printed.pdf")
    assert [dark > 0 for _, _, dark in out] == [True, False, True, True]
    assert press.printer.resolution() == 300


def test_stopping_ends_the_job(press, qtbot):
    with qtbot.waitSignal(press.stopped, timeout=20_000):
        press.start([paper(9)], copies=3, duplex=False)
        press.progress.connect(lambda *_: press.stop())
    assert not press.running


def test_a_damaged_paper_is_told_in_a_sentence(press, qtbot):
    with qtbot.waitSignal(press.failed, timeout=20_000) as told:
        press.start([b"nothing"], copies=1, duplex=False)
    assert "打不开" in told.args[0] and not press.running


def test_a_second_job_waits(press, qtbot):
    with qtbot.waitSignal(press.finished, timeout=20_000):
        press.start([paper(1)], copies=1, duplex=False)
        with pytest.raises(Refused, match="还在打印"):
            press.start([paper(1)], copies=1, duplex=False)


@pytest.mark.skipif(bool(printer_names()), reason="this PC has a printer")
def test_without_a_printer_the_sentence_says_what_else_to_do(qapp):
    with pytest.raises(Refused, match="没有找到打印机，可以先另存 PDF。"):
        Press().start([paper(1)], copies=1, duplex=False)

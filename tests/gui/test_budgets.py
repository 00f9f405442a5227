"""Budgets of keys and clicks, counted through real widgets: F1, F2 (15 items), F3 (their papers), F11."""

from __future__ import annotations

import pypdfium2
import pytest
from editor_driver import Counter, Hand, begin, make_office, photo_file, results, window_on
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.services import inspections, papers

F2_KEYS, F2_DROPS, F3_KEYS, F11_KEYS = 34, 2, 5, 2


@pytest.fixture
def window(tmp_path, qtbot):
    make_office(tmp_path)
    yield from window_on(tmp_path, qtbot)


@pytest.fixture
def counter(qapp):
    made = Counter()
    yield made
    made.stop()


def to_file(page: PrintPage, path) -> None:
    """Give the print page a printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    page.press.printer = printer
    page.checks.printer.insertItem(0, "")
    page.checks.printer.setCurrentIndex(0)
    page._say_state()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    told = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return "".join(told.split())


def test_the_counter_counts_every_press_once_ctrl_and_shortcuts_too(window, counter):
    page = begin(window)
    Hand(window).press("Ctrl+g", "1", "F4", "Esc").click(page.list.unseen)
    assert (counter.keys, counter.clicks, counter.drops) == (6 + 5, 1, 0)


def test_the_inspection_of_fifteen_items_and_its_papers(window, counter, qtbot, tmp_path):
    shots = [photo_file(tmp_path, name, colour) for name, colour in (("a", "#775533"), ("b", "#335577"))]
    hand = Hand(window)
    page = begin(window)
    hand.press("Ctrl+l", "Ctrl+g", "1", "1", "1", "1")
    assert results(page) == ["pass"] * 15
    hand.press("Up", "Up", "Up", "Up", "2", "F3", "f", "h", "z", "Enter").type("二车间2号台钻")
    hand.drop(page.right.hazard.photos, shots[0])
    qtbot.waitUntil(lambda: len(page.draft.look("photos") or []) == 1, timeout=10_000)
    hand.press("F6", "Down", "2", "F3", "p", "d", "x", "1").type("一车间东侧")
    hand.drop(page.right.hazard.photos, shots[1])
    qtbot.waitUntil(lambda: len(page.draft.look("photos") or []) == 2, timeout=10_000)
    assert counter.keys <= F2_KEYS and counter.drops <= F2_DROPS and counter.clicks == 0, vars(counter)
    print(f"F2: {counter.keys} keys, {counter.drops} drops, {counter.characters} characters")

    at = counter.keys
    hand.press("Ctrl+p")
    printing = window.page()
    assert isinstance(printing, PrintPage), [one.message for one in page.deeds.found]
    to_file(printing, tmp_path / "out.pdf")
    with qtbot.waitSignal(printing.press.finished, timeout=60_000):
        hand.press("Enter")
    print(f"F3: {counter.keys - at} keys")
    assert counter.keys - at <= F3_KEYS and counter.clicks == 0
    _read_back(window, printing)


def _read_back(window, printing: PrintPage) -> None:
    """What was issued says what was entered."""
    desk = window.frame.desk
    record = desk.get("inspection", printing.inspection)
    assert [one["result"] for one in record["answers"]].count("fail") == 2
    assert [one["part"] for one in record["hazards"]] == ["二车间2号台钻", "一车间东侧"]
    assert all(one["responsible"] == "赵永生" and one["due_on"] and one["basis"] for one in record["hazards"])
    assert [(one["hazard"], one["item"]) for one in record["photos"]] == [(0, "GM09"), (1, "GM10")]
    assert [one["name"] for one in record["inspectors"]] == ["王建国", "李芳"]
    issued = papers.states(desk, printing.inspection)
    assert [bool(one.number) for one in issued] == [True, True]
    whole = "".join(text_of(papers.pdf(desk, one.id)) for one in issued)
    for words in ("二车间2号台钻", "一车间东侧", "赵永生", "防护罩", "配电箱", "王建国"):
        assert words in whole
    assert inspections.drafts(desk) == []
    assert not any(isinstance(one, EditorPage) for one in window._over) and QApplication.focusWidget()


def test_opening_shows_the_draft_and_one_key_goes_on_with_it(tmp_path, qtbot, qapp):
    """F1: no key until the workbench is usable, the draft line on top.  F11: after the plug was pulled Ctrl+R."""
    make_office(tmp_path)
    before = window_on(tmp_path, qtbot)
    page = begin(next(before))
    Hand(page.window()).press("Ctrl+l", "Ctrl+g", "1", "2").type("二车间")
    assert page.draft.save()
    known = (page.draft.identity, results(page))
    next(before, None)  # the window is put away
    counter, after = Counter(), window_on(tmp_path, qtbot)
    try:
        window = next(after)
        assert window.frame.where == "home" and counter.keys == counter.clicks == 0
        focus = QApplication.focusWidget()
        assert isinstance(focus, Button) and focus.key == "Ctrl+R"
        Hand(window).press("Ctrl+r")
        again = window.page()
        assert isinstance(again, EditorPage) and (again.draft.identity, results(again)) == known
        print(f"F1: 0 keys; F11: {counter.keys} keys")
        assert counter.keys <= F11_KEYS and counter.clicks == 0
    finally:
        counter.stop()
        next(after, None)

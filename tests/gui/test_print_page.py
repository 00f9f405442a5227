"""打印文书: what is shown, issued, saved and printed are the same bytes; problems, no printer, drafts."""

from __future__ import annotations

import pypdfium2
import pytest
from office_data import add_units, finish_visit, two_hazards, visit_entry
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from window_driver import answer, open_window, press, toast, words

from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.parts.printing import printer_names
from yongji_desktop.services import inspections, papers
from yongji_desktop.store import records

RECORD, NOTICE = "inspection_record", "rectification_notice"


@pytest.fixture
def window(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        finish_visit(desk, tmp_path, "永济市阳光机械厂")

    yield from open_window(tmp_path, qtbot, fill, "inspections")


def print_page(window, row: int = 0) -> PrintPage:
    identity = inspections.listed(window.frame.desk)[row]["id"]
    window.frame.open(PrintPage(window.frame, identity))
    return window.page()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    told = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return told


def cards(page) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def to_file(page, path) -> None:
    """Give the page a printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    page.press.printer = printer
    page.checks.printer.insertItem(0, "")
    page.checks.printer.setCurrentIndex(0)
    page._say_state()


def test_before_issuing_the_page_shows_drafts_and_coming_numbers(window):
    page = print_page(window)
    assert [words.split("，", 1)[0] for words in cards(page)] == [
        "安全生产巡查记录",
        "事故隐患整改通知（告知）书",
    ]
    assert all("A001，出文书时取号" in words for words in cards(page))
    assert "草稿" in text_of(page.view.data)
    assert papers.states(window.frame.desk, page.inspection)[0].number is None
    shown = words(page)
    assert any(word.startswith("责令限期整改指令书：本街道没有登记赋权文号，不能出。") for word in shown)
    assert "单位、街道各一" in shown


def test_saving_issues_and_shown_saved_and_stored_are_the_same_bytes(window, tmp_path):
    page = print_page(window)
    target = tmp_path / "out"
    assert page.save_into(target)
    desk = window.frame.desk
    for state in papers.states(desk, page.inspection):
        stored = papers.pdf(desk, state.id)
        saved = next(path for path in target.iterdir() if state.title in path.name).read_bytes()
        assert saved == stored == page.set.data[state.paper]
        assert "草稿" not in text_of(saved) and state.number in text_of(saved)
    assert page.view.data == page.set.data[RECORD]
    assert all("A001，已出文书" in words for words in cards(page))
    page.list.setCurrentRow(1)
    assert page.view.data == page.set.data[NOTICE]


def test_a_second_save_allots_nothing_new(window, tmp_path):
    page = print_page(window)
    page.save_to({RECORD: tmp_path / "one.pdf"})
    page.save_to({RECORD: tmp_path / "two.pdf"})
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    desk = window.frame.desk
    series = desk.office["short_name"] + "安检"
    assert records.coming_number(desk.store.db, series, 2026, desk.store.letter) == 2


def test_ctrl_s_asks_where_to_and_leaving_the_question_issues_nothing(window, qtbot):
    page = print_page(window)
    with qtbot.waitActive(window):
        window.activateWindow()
    page.list.setFocus()
    asked = []

    def leave():
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(20, leave)
            return
        asked.append(type(box))
        box.reject()

    QTimer.singleShot(0, leave)
    qtbot.keyClick(page.list, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [QFileDialog]
    assert papers.states(window.frame.desk, page.inspection)[0].number is None


def test_an_existing_file_is_not_replaced_unasked(window, tmp_path):
    page = print_page(window)
    there = tmp_path / page.set.file_name(page.set.shown[0])
    there.write_bytes(b"mine")
    told = answer("不换")
    assert not page.save_into(tmp_path)
    assert there.read_bytes() == b"mine" and told
    assert papers.states(window.frame.desk, page.inspection)[0].number is None


def test_a_folder_that_cannot_be_written_is_said(window, tmp_path):
    page = print_page(window)
    (tmp_path / "file").write_text("x")
    told = answer("知道了")
    assert not page.save_into(tmp_path / "file" / "below")
    assert any(word.startswith("没能存到") for word in told)


@pytest.mark.skipif(bool(printer_names()), reason="this PC has a printer")
def test_without_a_printer_printing_is_refused_with_its_reason_and_saving_is_not(window):
    page = print_page(window)
    assert "没有找到打印机，可以先另存 PDF" in words(page)
    assert page.print_button.reason == "没有找到打印机，可以先另存 PDF" and not page.save_button.reason
    press(page, Qt.Key.Key_Return)
    assert papers.states(window.frame.desk, page.inspection)[0].number is None


def test_enter_issues_and_prints_the_ticked_papers_in_copies(window, qtbot, tmp_path):
    page = print_page(window)
    to_file(page, tmp_path / "printed.pdf")
    page.checks.sides.choose("one")
    page.list.setFocus()
    with qtbot.waitSignal(page.press.finished, timeout=60_000):
        press(page, Qt.Key.Key_Return)
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in page.set.data.values())
    assert len(pypdfium2.PdfDocument(tmp_path / "printed.pdf")) == 2 * pages
    assert toast(window) == "已送到打印机。" and not page.press.running
    assert page.print_button.text() == "打印 2 份"


def test_space_unticks_a_paper_and_only_the_ticked_are_printed(window, qtbot, tmp_path):
    page = print_page(window)
    to_file(page, tmp_path / "printed.pdf")
    page.list.setFocus()
    press(page, Qt.Key.Key_Space)
    assert page.list.codes() == [NOTICE]
    page.checks.copies.setValue(1)
    assert page.print_button.text() == "打印 1 份"
    with qtbot.waitSignal(page.press.finished, timeout=60_000):
        page.print_papers()
    count = len(pypdfium2.PdfDocument(page.set.data[NOTICE]))
    assert len(pypdfium2.PdfDocument(tmp_path / "printed.pdf")) == count
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert page.save_button.reason == "先在左边勾选要打印的文书"


def test_a_draft_is_printed_without_a_number(window, qtbot, tmp_path):
    page = print_page(window)
    to_file(page, tmp_path / "draft.pdf")
    with qtbot.waitSignal(page.press.finished, timeout=60_000):
        page.print_draft()
    assert (tmp_path / "draft.pdf").stat().st_size > 10_000
    assert papers.states(window.frame.desk, page.inspection)[0].number is None


def test_page_keys_turn_the_paper_from_the_list(window):
    page = print_page(window)
    page.list.setFocus()
    press(page, Qt.Key.Key_PageDown)
    assert page.view.page == 2 and page.page_words.text() == f"2 / {page.view.page_count} 页"


def test_a_warning_takes_one_sentence_and_the_reason_goes_to_the_history(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        entry = visit_entry(desk, "永济市鑫达冷库", hazards=two_hazards())
        entry["answers"][0]["result"] = "unseen"
        inspections.finish(desk, entry)

    for window in open_window(tmp_path, qtbot, fill, "inspections"):
        page = print_page(window)
        assert "第 1 项未查，请填补查日期或原因。" in words(page)
        assert not page.save_to({RECORD: tmp_path / "one.pdf"})
        assert page.focusWidget().accessibleName() == "原因"
        page.focusWidget().setText("档案室锁着，下次补查")
        assert page.save_to({RECORD: tmp_path / "one.pdf"}) and (tmp_path / "one.pdf").exists()


def test_a_visit_without_hazards_has_no_notice_and_says_why(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        finish_visit(desk, tmp_path, "永济市鑫达冷库", hazards=False)

    for window in open_window(tmp_path, qtbot, fill, "inspections"):
        page = print_page(window)
        assert len(cards(page)) == 1
        assert any(word.startswith("事故隐患整改通知（告知）书：没有选入任何隐患") for word in words(page))


def test_an_issued_paper_is_voided_with_a_reason_and_its_number_not_used_again(window, tmp_path):
    page = print_page(window)
    page.save_into(tmp_path / "out")
    told = answer("作废", "印错了")
    dict(page.more())["作废事故隐患整改通知（告知）书 A001"]()
    assert any("编号簿" in word for word in told)
    assert any("A002，出文书时取号" in words for words in cards(page))


def test_a_corrected_record_is_issued_as_the_next_edition(window, tmp_path):
    page = print_page(window)
    page.save_into(tmp_path / "out")
    desk = window.frame.desk
    record = desk.get("inspection", page.inspection)
    body = {name: value for name, value in record.items() if name in {one.name for one in _fields()}}
    inspections.correct(desk, page.inspection, {**body, "places": "挤压车间"}, "场所写多了")
    page.refresh()
    assert all("A001，有改动，打印时出第2版" in words for words in cards(page))
    page.save_into(tmp_path / "second")
    assert all("第2版" in words for words in cards(page))


def _fields():
    from yongji_desktop.core.kinds import INSPECTION

    return INSPECTION.fields

"""现场用纸: printed from a unit, from several, entered, voided, printed again; real widgets, real printer to a file."""

from __future__ import annotations

import pypdfium2
import pytest
from editor_driver import Hand
from office_data import add_units, finish_visit
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from window_driver import answer, open_window, press, rows, tab, toast, words

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.field_sheet_page import FieldSheetPage
from yongji_desktop.gui.pages.site_detail import SitePage
from yongji_desktop.services import field_sheets, inspections

SUN, COLD, MARKET = "永济市阳光机械厂", "永济市鑫达冷库", "河东超市东环店"


@pytest.fixture
def window(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        finish_visit(desk, tmp_path, SUN, "2026-10-14")

    yield from open_window(tmp_path, qtbot, fill, "sites")


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    told = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return "".join(told.split())


def pages_of(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    document.close()
    return count


def to_file(page, path) -> None:
    """Give a page a printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    page.press.printer = printer
    page.checks.printer.insertItem(0, "")
    page.checks.printer.setCurrentIndex(0)
    page._say_state()


def unit(window, name: str = SUN) -> SitePage:
    listing = window.page()
    row = next(row for row in (listing.table.model.any_row(n) for n in range(9)) if row and row["name"] == name)
    listing.table.select(row["id"])
    Hand(window).press("Enter")
    assert isinstance(window.page(), SitePage)
    return window.page()


def issue(window, qtbot, tmp_path) -> FieldSheetPage:
    """Enter on the page on show: numbers and paper."""
    page = window.page()
    assert isinstance(page, FieldSheetPage)
    to_file(page, tmp_path / "out.pdf")
    with qtbot.waitSignal(page.press.finished, timeout=60_000):
        Hand(window).press("Enter")
    return page


def tab_of_sheets(window):
    window.go("inspections")
    tab(window.page().tabs, "现场用纸")
    return window.page().parts["sheets"]


def test_a_unit_gets_its_sheet_and_printing_allots_the_number(window, qtbot, tmp_path):
    unit(window)
    Hand(window).press("Ctrl+p")
    page = window.page()
    desk = window.frame.desk
    draft = text_of(page.view.data)
    assert SUN in draft and "草稿" in draft and "配电箱未装箱门" in draft  # what is still open goes along
    assert rows(page.list) == [[SUN, "A001"]] and field_sheets.listed(desk) == []
    assert "可以打印，打印时领号" in words(page)
    issue(window, qtbot, tmp_path)
    (sheet,) = field_sheets.listed(desk)
    assert sheet["number"].endswith("〔2026〕A001号") and page.view.data == field_sheets.pdf(desk, sheet["id"])
    assert "草稿" not in text_of(page.view.data)
    assert "检 A001" in toast(window) and "签字后就是原件，回来扫描归档。" in toast(window)
    assert pages_of((tmp_path / "out.pdf").read_bytes()) >= 2 * sheet["pages"]
    assert not page.below.isVisible() and page.choice.value() == {"nature": "patrol", "checklists": None}
    again = issue(window, qtbot, tmp_path)  # once more: the same sheet, no new number
    assert again is page and len(field_sheets.listed(desk)) == 1


def test_the_toast_says_the_number_the_moment_it_is_allotted(window, qtbot, tmp_path):
    unit(window)
    Hand(window).press("Ctrl+p")
    page, told = window.page(), []
    window.frame.saying.connect(lambda words, *_: told.append(words))
    page.save_to(tmp_path / "一份.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "一份.pdf").exists(), timeout=30_000)
    assert "现场用纸已领号：检 A001。签字后就是原件，回来扫描归档。" in told
    assert told[-1] == "现场用纸已领号：检 A001，已另存：一份.pdf"
    (sheet,) = field_sheets.listed(window.frame.desk)
    assert (tmp_path / "一份.pdf").read_bytes() == field_sheets.pdf(window.frame.desk, sheet["id"])


def test_nature_and_checklists_are_chosen_before(window):
    unit(window)
    Hand(window).press("Ctrl+p")
    page = window.page()
    menu = page.choice.menu()
    names = [one.text() for one in menu.actions()]
    assert "工贸小企业检查表" in names
    menu.actions()[names.index("消防检查表") if "消防检查表" in names else 1].setChecked(True)
    assert len(page.choice.codes) == 1 and page.choice.lists.text() in names
    page.choice.nature.setCurrentIndex(1)
    assert page.choice.value()["nature"] == "joint" and "安全生产检查记录" in text_of(page.view.data)
    assert page.choice.nature.count() == 2  # 赋权检查 only with powers on file


def test_a_second_sheet_of_a_unit_wants_a_reason(window, qtbot, tmp_path):
    desk = window.frame.desk
    site = next(one["id"] for one in inspections.listed(desk) for one in [{"id": one["site_id"]}])
    field_sheets.print_for(desk, [site])
    window.page().refresh()
    unit(window)
    Hand(window).press("Ctrl+p")
    page = window.page()
    to_file(page, tmp_path / "out.pdf")
    assert any("还有 1 张现场用纸未录入" in word for word in words(page))
    page.print_sheets()
    qtbot.waitUntil(lambda: not page.work.running, timeout=30_000)
    assert len(field_sheets.listed(desk)) == 1 and "未录入" in toast(window)
    Hand(window).type("上次的弄湿了")
    with qtbot.waitSignal(page.press.finished, timeout=60_000):
        page.print_sheets()
    assert len(field_sheets.listed(desk)) == 2


def test_several_units_are_chosen_and_printed_with_a_cover(window, qtbot, tmp_path):
    listing = window.page()
    hand = Hand(window)
    listing.table.setFocus()
    for name in (MARKET, COLD):
        row = next(listing.table.model.any_row(n) for n in range(5) if listing.table.model.any_row(n)["name"] == name)
        listing.table.select(row["id"])
        press(listing, Qt.Key.Key_Space)
    assert "已选 2 家" in words(listing) and listing.picks.isVisible()
    hand.press("Ctrl+p")
    page = window.page()
    assert [row[0] for row in rows(page.list)] == ["路线清单", MARKET, COLD]
    assert "现场用纸路线清单" in text_of(page.view.data)
    page.list.select(page._rows[2]["id"])
    assert COLD in text_of(page.view.data)
    issue(window, qtbot, tmp_path)
    made = field_sheets.out(window.frame.desk)
    assert [one["short"] for one in made] == ["A001", "A002"] and "检 A001、A002" in toast(window)
    window.back()
    assert len(listing.picks) == 2
    hand.press("Esc")
    assert not listing.picks.isVisible()
    hand.press("Ctrl+a")
    assert len(listing.picks) == 5


def test_no_printer_leaves_saving(window):
    unit(window)
    Hand(window).press("Ctrl+p")
    page = window.page()
    if page.checks.has_printer:
        page.checks.printer.clear()
        page._say_state()
    assert page.print_button.reason == "没有找到打印机，可以先另存 PDF" and page.save_button.isEnabled()


def test_sheets_that_are_out_are_entered_voided_and_printed_again(window, qtbot, tmp_path):
    desk = window.frame.desk
    sites = [one["id"] for one in (window.page().table.model.any_row(n) for n in range(5)) if one["name"] in (SUN, COLD)]
    field_sheets.print_for(desk, sites)
    part = tab_of_sheets(window)
    listing = window.page()
    assert listing.tabs.part("sheets").text() == "现场用纸 2" and part.table.count() == 2
    assert [row[3] for row in rows(part.table)] == ["今天", "今天"]
    part.table.setFocus()
    Hand(window).press("Ctrl+p")
    page = window.page()
    assert isinstance(page, FieldSheetPage) and page.set.issued and page.view.data == field_sheets.pdf(desk, page.set.sheets[0]["id"])
    window.back()
    told = answer("作废编号", "没去成")
    row = part.table.current()
    part.table.setFocus()
    Hand(window).press("Delete")
    assert f"作废现场用纸 {row['short']}？" in told
    assert toast(window) == f"已作废现场用纸 {row['short']}：没去成。" and part.table.count() == 1
    window.frame.undo()
    assert part.table.count() == 2
    part.table.setFocus()
    part.table.select(row["id"])
    Hand(window).press("Enter")
    page = window.page()
    assert isinstance(page, EditorPage) and page.draft.entry["field_sheet"] == row["id"]


def test_a_hand_scanner_opens_the_draft_of_a_sheet(window):
    desk = window.frame.desk
    (sheet,) = field_sheets.print_for(desk, [window.page().table.current()["id"]])
    tab_of_sheets(window)
    page = window.page()
    page.search.line.setFocus()
    page.search.line.insert(f"YJAQ1;{sheet['number']};V0;00000000;P1/2")
    Hand(window).press("Enter")
    assert isinstance(window.page(), EditorPage) and window.page().draft.entry["field_sheet"] == sheet["id"]


def test_empty_and_filtered(window):
    part = tab_of_sheets(window)
    assert part.enter_button.reason == "没有领走的现场用纸" and "没有领走未录入的现场用纸" in words(part)
    window.page().search.setText("没有这家")
    assert "没有符合“没有这家”的现场用纸" in words(part)


def test_who_goes_is_asked_and_the_entry_begins_with_them(window, qtbot, tmp_path):
    unit(window)
    Hand(window).press("Ctrl+p")
    page, desk = window.page(), window.frame.desk
    assert page.people.names == ["王建国", "李芳"] and "王建国、李芳" in words(page)
    page.people.menu().actions()[1].toggle()  # 李芳 stays
    assert any("这次巡查只有王建国一人" in word for word in words(page))
    page.save_to(tmp_path / "一份.pdf")
    qtbot.waitUntil(lambda: not page.work.running, timeout=30_000)
    assert field_sheets.listed(desk) == [] and "一人" in toast(window)
    page.people.menu().actions()[1].toggle()
    page.people.menu().actions()[0].toggle()
    page.people.menu().actions()[0].toggle()
    page.save_to(tmp_path / "一份.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "一份.pdf").exists(), timeout=30_000)
    (sheet,) = field_sheets.listed(desk)
    body = field_sheets.draft_for(desk, sheet["id"])
    held = next(one["body"] for one in inspections.drafts(desk) if one["id"] == body)
    assert [one["name"] for one in held["inspectors"]] == ["王建国", "李芳"] and held["recorder"] == "王建国"

"""归档扫描件: dropped anywhere, read beside the work, named where they cannot be read, filed in one deed, undone."""

from __future__ import annotations

import pytest
import scan_files
from editor_driver import Counter, Hand
from office_data import add_units, finish_visit, visit_entry
from PySide6.QtWidgets import QFileDialog
from test_window_layout import cut, nameless, settle
from window_driver import answer, open_window, rows, tab, toast

from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.gui.pages.filed_page import FiledPage
from yongji_desktop.gui.pages.filing_page import FilingPage
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.services import field_sheets, filing, inspections, papers, sites

SUN, COLD, MARKET, MILL = "永济市阳光机械厂", "永济市鑫达冷库", "河东超市东环店", "老槐树面粉厂"
F9_KEYS, F9_DROPS = 1, 1


@pytest.fixture
def window(tmp_path, qtbot):
    yield from open_window(tmp_path, qtbot, add_units, "inspections")


@pytest.fixture
def counter(qapp):
    made = Counter()
    yield made
    made.stop()


def entered(window, *names: str) -> list[dict]:
    """Sheets of these units, each entered and finished."""
    desk = window.frame.desk
    made = []
    for name in names or (SUN,):
        site = next(row["id"] for row in sites.listed(desk) if row["name"] == name)
        (sheet,) = field_sheets.print_for(desk, [site])
        inspections.finish(desk, visit_entry(desk, name, field_sheet=sheet["id"]), sheet["inspection_id"])
        made.append(sheet)
    window.go("inspections")
    return made


def scanned(window, tmp_path, sheets, *extra, name="扫描.pdf", leave_out=()):
    desk = window.frame.desk
    pages = scan_files.pictures(*(field_sheets.pdf(desk, one["id"]) for one in sheets))
    pages = [page for at, page in enumerate(pages, 1) if at not in leave_out]
    return scan_files.scan(tmp_path / name, [*pages, *extra])


def dropped(window, qtbot, *paths, on=None) -> FilingPage:
    Hand(window).drop(on or window, *paths)
    page = window.page()
    assert isinstance(page, FilingPage)
    qtbot.waitUntil(lambda: not page.work.running, timeout=90_000)
    return page


def states(page) -> list[tuple[str, str]]:
    return [(row.state, row.title) for row in (page.list.item(n).data(256) for n in range(page.list.count()))]


def test_one_drag_a_list_and_enter_file_twenty_pages(window, qtbot, tmp_path, counter):
    sheets = entered(window, SUN, COLD, MARKET, MILL, SUN)
    count = sum(one["pages"] for one in sheets)
    path = scanned(window, tmp_path, sheets)
    at = counter.keys, counter.clicks, counter.drops
    page = dropped(window, qtbot, path)
    assert page.told.full_text() == f"共 {count} 页，{count} 页可归档"
    Hand(window).press("Enter")
    assert window.page() is not page and filing.unfiled(window.frame.desk) == []
    assert counter.keys - at[0] <= F9_KEYS and counter.drops - at[2] <= F9_DROPS and counter.clicks == at[1]
    assert f"{count} 页已归档" in toast(window)
    for one in sheets:
        (state,) = filing.states(window.frame.desk, one["inspection_id"])[:1]
        assert state["filed"] and len(state["scans"]) == one["pages"]
    window.frame.undo()
    assert len(filing.unfiled(window.frame.desk)) == len(sheets)


def test_what_cannot_be_read_is_asked_for_and_the_rest_is_filed(window, qtbot, tmp_path):
    (sheet,) = entered(window)
    path = scanned(window, tmp_path, [sheet], scan_files.white(), leave_out=(2,))
    page = dropped(window, qtbot, path, on=window.page())
    assert states(page)[-1] == ("认不出", "认不出，请输编号") and "1 页要看一下" in page.told.full_text()
    assert page.list.currentRow() == page.list.count() - 1 and page.ask.isVisible()
    assert page.missing.text() == "检 A001 还缺第 2 页。"
    hand = Hand(window)
    page.number.setFocus()
    hand.press("Enter")
    assert page.problem.isVisible() and "请输编号" in page.problem.words.text()
    page.number.setText("a009")
    hand.press("Enter")
    assert "没有编号 A009" in page.problem.words.text()
    page.number.setText("a001")
    hand.press("Enter")
    assert "请说明这是第几页" in page.problem.words.text() and page.at.hasFocus()
    page.at.setText("2")
    hand.press("Enter")
    assert [state for state, _ in states(page)] == ["可归档"] * sheet["pages"] and page.list.hasFocus()
    assert not page.missing.isVisible() and window.page() is page  # the same Enter does not file as well
    hand.press("Ctrl+Enter")
    assert "页已归档" in toast(window) and filing.states(window.frame.desk, sheet["inspection_id"])[0]["filed"]


def test_the_toast_names_the_page_that_is_left(window, qtbot, tmp_path):
    (sheet,) = entered(window)
    page = dropped(window, qtbot, scanned(window, tmp_path, [sheet], scan_files.white()))
    count = sheet["pages"]
    page.list.setFocus()
    Hand(window).press("Enter")
    assert f"{count} 页已归档；“扫描.pdf”第 {count + 1} 页认不出，请输编号" in toast(window)
    assert window.page() is page and page.list.count() == 1 and page.number.hasFocus()
    page.list.setFocus()
    Hand(window).press("Delete")
    assert page.list.count() == 0 and page.file_button.reason == "还没有可归档的页"
    Hand(window).press("Esc")
    assert window.page() is not page


def test_an_old_edition_and_a_void_sheet_say_so(window, qtbot, tmp_path):
    desk = window.frame.desk
    done = finish_visit(desk, tmp_path, SUN, hazards=False)
    first = papers.pdf(desk, papers.issue(desk, done)[0]["id"])
    record = desk.get("inspection", done)
    entry = {one.name: record[one.name] for one in INSPECTION.fields if one.name in record}
    inspections.correct(desk, done, {**entry, "places": "仓库"}, "写漏了")
    papers.issue(desk, done)
    site = next(row["id"] for row in sites.listed(desk) if row["name"] == COLD)
    (gone,) = field_sheets.print_for(desk, [site])
    field_sheets.void(desk, gone["id"], "没去成")
    pages = scan_files.pictures(first)[:1] + scan_files.pictures(field_sheets.pdf(desk, gone["id"]))[:1]
    window.go("inspections")
    page = dropped(window, qtbot, scan_files.scan(tmp_path / "旧.pdf", pages))
    assert [state for state, _ in states(page)] == ["不能归档", "不能归档"]
    assert "现在是第 2 版" in page.list.item(0).data(256).words and "没去成" in page.list.item(1).data(256).words
    assert not page.file_button.isEnabled()


def test_pictures_are_scans_on_this_page_and_damaged_files_are_told(window, qtbot, tmp_path):
    (sheet,) = entered(window)
    shots = scan_files.pictures(field_sheets.pdf(window.frame.desk, sheet["id"]))
    one = scan_files.scan(tmp_path / "手机.jpg", shots[:1])
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    page = dropped(window, qtbot, one, bad, on=window.page())
    assert [state for state, _ in states(page)] == ["可归档", "不能归档"]
    assert "打不开" in page.list.item(1).data(256).words
    Hand(window).drop(page, scan_files.scan(tmp_path / "二.png", shots[1:2]))
    qtbot.waitUntil(lambda: not page.work.running and page.list.count() == 3, timeout=60_000)
    page.grab()  # thumbnails and the large page are drawn
    assert "缺第" not in page.missing.text() or sheet["pages"] > 2


def test_reading_can_be_stopped_and_nothing_is_kept(window, qtbot, tmp_path):
    sheets = entered(window, SUN, COLD, MARKET)
    Hand(window).drop(window, scanned(window, tmp_path, sheets))
    page = window.page()
    assert page.work.isVisible() and page.file_button.reason == "正在读，读完再归档"
    Hand(window).press("Esc")
    qtbot.waitUntil(lambda: not isinstance(window.page(), FilingPage), timeout=30_000)
    assert toast(window) == "已停下，没有归档。" and len(filing.unfiled(window.frame.desk)) == 3


def test_the_tab_lists_what_waits_and_scans_may_be_chosen(window, qtbot, tmp_path, monkeypatch):
    (sheet,) = entered(window)
    listing = window.page()
    tab(listing.tabs, "待归档 1")
    part = listing.parts["unfiled"]
    assert [(row[0], row[1], row[4]) for row in rows(part.table)] == [(SUN, "现场用纸", f"{sheet['pages']} 页都没扫")]
    path = scanned(window, tmp_path, [sheet], leave_out=(1,))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    listing.more()[0][1]()
    page = window.page()
    qtbot.waitUntil(lambda: not page.work.running, timeout=60_000)
    assert "还缺第 1 页" in page.missing.text()
    Hand(window).press("Enter")
    assert "第 1 页没有扫到" in toast(window) and rows(part.table)[0][4] == "缺第 1 页"
    part.table.setFocus()
    Hand(window).press("Enter")
    assert isinstance(window.page(), InspectionPage)


def test_the_record_says_it_is_filed_and_opens_the_scan(window, qtbot, tmp_path):
    (sheet,) = entered(window)
    page = InspectionPage(window.frame, sheet["inspection_id"])
    window.frame.open(page)
    chips = [one.text() for one in page.head.findChildren(type(page.head.chips.itemAt(0).widget()))]
    assert "待归档" in chips and not page.side.filed_button.isVisible()
    window.back()
    dropped(window, qtbot, scanned(window, tmp_path, [sheet]))
    Hand(window).press("Enter")
    page = InspectionPage(window.frame, sheet["inspection_id"])
    window.frame.open(page)
    assert "已归档" in [page.head.chips.itemAt(n).widget().text() for n in range(page.head.chips.count())]
    Hand(window).press("F7")
    shown = window.page()
    assert isinstance(shown, FiledPage) and shown.list.count() == sheet["pages"]
    shown.grab()
    told = answer("撤下", "归错了")
    shown.more()[0][1]()
    assert "撤下 检 A001 的归档件？" in told and len(filing.unfiled(window.frame.desk)) == 1
    window.frame.undo()
    assert filing.unfiled(window.frame.desk) == []


@pytest.mark.parametrize("size", [(1366, 698), (1093, 560)])
def test_nothing_is_cut_and_everything_has_a_name(window, qtbot, tmp_path, size):
    window.setMinimumSize(900, 500)
    window.resize(*size)
    (sheet,) = entered(window)
    page = dropped(window, qtbot, scanned(window, tmp_path, [sheet], scan_files.white(), leave_out=(1,)))
    settle()
    assert cut(page) == [] and nameless(page) == []
    page.leave_out()
    page.file()
    for name in ("现场用纸", "待归档", "专项行动"):
        tab(window.page().tabs, name)
        settle()
        assert cut(window.page()) == [] and nameless(window.page()) == []
    for made in (FiledPage(window.frame, sheet["inspection_id"]), InspectionPage(window.frame, sheet["inspection_id"])):
        window.frame.open(made)
        settle()
        assert cut(made) == [] and nameless(made) == []
        window.back()

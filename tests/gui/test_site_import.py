"""Taking in a ledger in the window: preview, doubts first, take or leave, one undo, no change twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_data import add_units
from PySide6.QtCore import Qt
from window_driver import answer, open_window, press, rows, tab, toast, words

from yongji_desktop.services import sites

LEDGER = Path(__file__).resolve().parents[3] / "shared" / "samples" / "ledgers" / "企业底册.xlsx"


@pytest.fixture
def window(tmp_path, qtbot):
    yield from open_window(tmp_path, qtbot, add_units, "sites")


def ledger(folder: Path, *lines: str) -> Path:
    """A small ledger of units as a CSV file."""
    path = folder / "底册.csv"
    path.write_text("\n".join(("单位名称,村（社区）,安全员,从业人数", *lines)) + "\n", encoding="utf-8-sig")
    return path


def preview(window, qtbot, path: Path):
    window.page().take_in(path)
    page = window.page()
    qtbot.waitUntil(lambda: page.preview is not None, timeout=20_000)
    return page


def take_in(window, qtbot, page) -> None:
    qtbot.mouseClick(page.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page() is not page, timeout=20_000)


def test_a_preview_counts_and_writes_nothing(window, qtbot, tmp_path):
    path = ledger(
        tmp_path, "四冯砖厂,四冯村,张三,12", "永济市阳光机械厂,四冯村,李小龙,46", "吴村粮站,吴村,李四,十来个"
    )
    page = preview(window, qtbot, path)
    shown = [part.text() for part in page.which.children() if hasattr(part, "text")]
    assert shown == ["请您看一眼 1", "有变化 1", "新增 2", "没有变化 0"]
    assert rows(page.table)[0][:4] == ["收", "4", "吴村粮站", "新增"] and "十来个" in "".join(
        rows(page.table)[0]
    )
    tab(page.which, "有变化")
    assert rows(page.table)[0][4] == "安全员由“赵永生”改为“李小龙”"
    assert sites.counted(window.frame.desk) == 5 and page.import_button.text() == "导入 3 家"


def test_rows_are_taken_or_left_and_the_import_is_one_undo(window, qtbot, tmp_path):
    path = ledger(
        tmp_path, "四冯砖厂,四冯村,张三,12", "永济市阳光机械厂,四冯村,李小龙,46", "吴村粮站,吴村,李四,3"
    )
    page = preview(window, qtbot, path)
    tab(page.which, "新增")
    page.table.setFocus()
    press(page, Qt.Key.Key_Space)
    assert rows(page.table)[0][0] == "不收" and "收 2 行，不收 1 行" in words(page)
    take_in(window, qtbot, page)
    assert toast(window) == "已导入 2 家：新增 1，更新 1。"
    listing = window.page()
    assert {cells[0] for cells in rows(listing.table)} >= {"吴村粮站"} and listing.table.count() == 6
    listing.refresh()
    window.frame.undo()
    assert toast(window) == "已撤销：导入单位底册。" and listing.table.count() == 5
    window.frame.redo()
    assert listing.table.count() == 6


def test_the_same_file_again_changes_nothing(window, qtbot, tmp_path):
    path = ledger(tmp_path, "四冯砖厂,四冯村,张三,12")
    take_in(window, qtbot, preview(window, qtbot, path))
    page = preview(window, qtbot, path)
    assert page.import_button.reason == "没有要写入的行，不用导入"
    assert any("导入过" in word for word in words(page))
    assert [cells[3] for cells in rows(page.table)] == ["没有变化"]


def test_a_doubtful_row_is_left_out_until_it_is_taken(window, qtbot, tmp_path):
    page = preview(window, qtbot, ledger(tmp_path, "永济市鑫达冷库有限公司,,,8"))
    assert [cells[3] for cells in rows(page.table)] == ["疑点"] and rows(page.table)[0][0] == "不收"
    assert page.import_button.reason
    page.table.setFocus()
    press(page, Qt.Key.Key_Return)
    assert page.import_button.text() == "导入 1 家" and not page.import_button.reason


def test_a_doubtful_row_can_be_the_unit_that_is_there(window, qtbot, tmp_path):
    page = preview(window, qtbot, ledger(tmp_path, "永济市鑫达冷库有限公司,,赵六,8"))
    assert any(one.startswith("可能就是名册里的“永济市鑫达冷库”（吴村") for one in words(page))
    page.table.setFocus()
    press(page, Qt.Key.Key_F3)
    assert rows(page.table)[0][0] == "收" and rows(page.table)[0][3] == "已有"
    assert "安全员由“空”改为“赵六”" in rows(page.table)[0][4] and page.import_button.text() == "导入 1 家"
    press(page, Qt.Key.Key_F3)
    assert rows(page.table)[0][:4:3] == ["不收", "疑点"], "F3 again: it is another one"
    press(page, Qt.Key.Key_F3)
    take_in(window, qtbot, page)
    desk = window.frame.desk
    (known,) = sites.listed(desk, "鑫达")
    assert toast(window) == "已导入 1 家：新增 0，更新 1。" and sites.counted(desk) == 5
    assert desk.get("site", known["id"])["safety_officer"] == "赵六"


def test_a_page_that_is_left_while_reading_breaks_nothing(window, qtbot, tmp_path):
    lines = [f"四冯砖厂{number},四冯村,张三,12" for number in range(200)]
    window.page().take_in(ledger(tmp_path, *lines))
    assert window.page().word == "导入底册"
    window.back()
    qtbot.waitUntil(lambda: not window.frame.background.busy, timeout=20_000)
    assert window.page().word == "单位" and window.page().table.count() == 5


def test_a_file_that_is_no_ledger_is_refused_in_a_sentence(window, qtbot, tmp_path):
    path = tmp_path / "空.csv"
    path.write_text("一些字\n别的字\n", encoding="utf-8-sig")
    told = answer("知道了")
    window.page().take_in(path)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    qtbot.waitUntil(lambda: window.page().word == "单位", timeout=10_000)
    assert any("表头" in word or "底册" in word for word in told), told


@pytest.mark.skipif(not LEDGER.exists(), reason="the sample ledger is not here")
def test_the_sample_ledger_comes_in_and_goes_again(window, qtbot):
    page = preview(window, qtbot, LEDGER)
    counts = page.preview.counts
    assert counts["new"] > 100
    take_in(window, qtbot, page)
    assert window.page().table.count() == 5 + counts["new"]
    again = preview(window, qtbot, LEDGER)
    assert again.preview.counts["new"] == 0 and again.preview.counts["changed"] == 0
    window.back()
    window.frame.undo()
    assert window.page().table.count() == 5

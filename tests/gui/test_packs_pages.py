"""设置 › 数据包: one opened, searched, printed blank, exported; a file looked at and then installed."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import town
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_window_layout import SIZES, cut, nameless, settle
from window_driver import rows, toast, words

from yongji_desktop.assets import asset
from yongji_desktop.gui.pages.pack_import import PackImportPage
from yongji_desktop.gui.pages.pack_print import PackPrintPage
from yongji_desktop.gui.pages.pack_view import PackPage
from yongji_desktop.gui.parts import printing
from yongji_desktop.services import packs

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def section(window):
    window.go("settings", {"section": "packs"})
    return window.page().sections["packs"]


def opened(window, section, identity: str) -> PackPage:
    """One pack opened with Enter."""
    pack = next(one for one in packs.installed(window.frame.desk.store) if one.id == identity)
    assert section.table.select(f"{pack.id}@{pack.version}")
    section.table.view.setFocus()
    QTest.keyClick(section.table.view, Qt.Key.Key_Return)
    page = window.page()
    assert isinstance(page, PackPage)
    return page


def finished(qtbot, page) -> None:
    qtbot.waitUntil(lambda: not page.work.running, timeout=20_000)
    QApplication.processEvents()


def pack_file(folder: Path, **changes) -> Path:
    source = json.loads(asset("resources/packs/checklist-quick.json").read_text(encoding="utf-8"))
    source.update(changes)
    path = folder / "快检.json"
    path.write_text(json.dumps(source, ensure_ascii=False), encoding="utf-8")
    return path


def workbook(window, folder: Path, *cells: tuple[str, str, str]) -> Path:
    path = packs.export_workbook(window.frame.desk, "checklist/gm", folder / "工贸.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet, cell, value in cells:
        book[sheet][cell].value = value
    book.save(path)
    return path


def test_every_kind_of_pack_opens_and_says_what_is_in_it(window, section):
    for kind, some in (
        ("checklist/gm", "旋转部位防护罩"), ("criteria/gongmao", "特种作业人员无证上岗"), ("holidays/china", "春节"),
        ("tasks/2024", "党政领导责任"), ("departments/yongji", "市应急局"), ("places/yongji", "城东街道"),
    ):
        page = opened(window, section, kind)
        assert any(some in "".join(cells) for cells in rows(page.table)), kind
        assert page.pack.version in page.head.caption.full_text()
        QTest.keyClick(page.table.view, Qt.Key.Key_Escape)
        assert window.page() is not page


def test_a_pack_says_what_to_look_at_the_basis_and_the_usual_findings(window, section):
    page = opened(window, section, "checklist/gm")
    shown = rows(page.table)
    assert shown[0][1] == "基础管理"
    assert any(cells[1].startswith("★ ") for cells in shown) and any("依据待核" in cells for cells in shown)
    page.box.line.setText("GM13")
    page.box.searched.emit("GM13")
    told = "".join(words(page))
    assert "看什么" in told and "怎么看" in told and "（待核）" in told
    assert "说明：常用语为本项目自写" in told
    assert len([cells for cells in rows(page.table) if cells[0].startswith("GM13")]) == 5


def test_inside_a_pack_characters_and_initials_find_and_nothing_says_so(window, section, qtbot):
    page = opened(window, section, "checklist/gm")
    QTest.keyClick(page.table.view, Qt.Key.Key_F, CONTROL)
    assert page.box.line.hasFocus()
    QTest.keyClicks(page.box.line, "pdx")
    qtbot.waitUntil(lambda: page.count.text() == "2 / 100 条", timeout=2000)
    page.box.line.setText("没有这样的话")
    qtbot.waitUntil(lambda: page.count.text().startswith("0 /"), timeout=2000)
    assert "这个数据包里没有符合的" in words(page)


def test_a_blank_checklist_is_drawn_printed_and_saved(window, section, qtbot, tmp_path, monkeypatch):
    page = opened(window, section, "checklist/gm")
    QTest.keyClick(page.table.view, Qt.Key.Key_P, CONTROL)
    sheet = window.page()
    assert isinstance(sheet, PackPrintPage)
    finished(qtbot, sheet)
    text = "".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(sheet.pdf))
    assert "工贸小企业检查表" in text and "GM" in text
    assert sheet.save_button.isEnabled()
    if not printing.printer_names():
        assert not sheet.print_button.isEnabled() and printing.NO_PRINTER in words(sheet)
    where = tmp_path / "空白.pdf"
    monkeypatch.setattr(
        "yongji_desktop.gui.pages.form_paper_draft.QFileDialog.getSaveFileName", lambda *a: (str(where), "")
    )
    QTest.keyClick(sheet.view, Qt.Key.Key_S, CONTROL)
    assert where.read_bytes() == sheet.pdf and "已另存" in toast(window)


def test_a_checklist_is_exported_and_other_packs_offer_neither(window, section, qtbot, tmp_path):
    page = opened(window, section, "checklist/gm")
    page.export_to(tmp_path / "工贸.xlsx")
    finished(qtbot, page)
    assert openpyxl.load_workbook(tmp_path / "工贸.xlsx").sheetnames == ["说明", "检查项", "常用语"]
    assert "已导出：工贸.xlsx" in toast(window)
    window.back()
    page = opened(window, section, "holidays/china")
    assert not hasattr(page, "print_button") and ("Ctrl+P", "打印空白表") not in page.keys()


def test_a_newer_pack_shows_its_differences_and_is_installed_and_undone(window, section, qtbot, tmp_path):
    section.take_in(pack_file(tmp_path, version="2026.9", notes="新的说明"))
    page = window.page()
    assert isinstance(page, PackImportPage) and not page.take_button.isEnabled()
    finished(qtbot, page)
    assert page.take_button.text() == "装上 2026.9 版" and page.take_button.isEnabled()
    assert [cells[:3] for cells in rows(page.table)] == [["说明", "", "说明"]]
    assert packs.newest_installed(window.frame.desk.store, "checklist/quick").version == town.shipped("checklist-quick")
    QTest.keyClick(page.table.view, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.page() is not page, timeout=20_000)
    assert toast(window) == "已装“通用快检表”2026.9 版。"
    shown = {(cells[1], cells[2]): cells[-1] for cells in rows(section.table)}
    assert shown[("通用快检表", "2026.9")] == "现行" and shown[("通用快检表", town.shipped("checklist-quick"))] == "旧版"
    QTest.mouseClick(window.toast.deed, Qt.MouseButton.LeftButton)
    assert packs.newest_installed(window.frame.desk.store, "checklist/quick").version == town.shipped("checklist-quick")


def test_an_old_version_is_read_but_neither_printed_nor_exported(window, section, tmp_path):
    packs.install_file(window.frame.desk, pack_file(tmp_path, version="2026.9"))
    section.refresh()
    assert section.table.select(f"checklist/quick@{town.shipped('checklist-quick')}")
    section.open_pack(section.table.current())
    page = window.page()
    assert not page.print_button.isEnabled() and not page.export_button.isEnabled()


def test_a_changed_workbook_shows_new_changed_and_removed(window, section, qtbot, tmp_path):
    path = workbook(window, tmp_path, ("说明", "B5", "2026.9"), ("检查项", "C2", "改过的检查内容"))
    section.take_in(path)
    page = window.page()
    finished(qtbot, page)
    assert ["改动", "GM01", "改过的检查内容"] in [cells[:3] for cells in rows(page.table)]
    page.which.choose("changed")
    page.which.changed.emit("changed")
    assert "文字由“" in page.whole.text() and "改为“改过的检查内容”" in page.whole.text()


def test_wrong_cells_are_listed_and_read_again_after_they_are_put_right(window, section, qtbot, tmp_path):
    path = workbook(window, tmp_path, ("说明", "B5", "2026.9"), ("检查项", "A3", "XX1"), ("检查项", "C4", ""))
    section.take_in(path)
    page = window.page()
    finished(qtbot, page)
    told = ["".join(cells) for cells in rows(page.table)]
    assert any("“检查项”第 3 行 A 列" in one for one in told) and any("第 4 行 C 列" in one for one in told)
    assert not page.take_button.isEnabled() and any("处不对，没有装" in one for one in words(page))
    workbook(window, tmp_path, ("说明", "B5", "2026.9"))
    QTest.keyClick(page.table.view, Qt.Key.Key_F5)
    finished(qtbot, page)
    assert page.take_button.isEnabled() and packs.newest_installed(
        window.frame.desk.store, "checklist/gm").version == town.shipped("checklist-gm")


def test_a_file_that_is_no_pack_says_so_and_nothing_is_installed(window, section, qtbot, tmp_path):
    path = tmp_path / "别的.json"
    path.write_text("{}", encoding="utf-8")
    before = len(packs.installed(window.frame.desk.store))
    section.take_in(path)
    page = window.page()
    finished(qtbot, page)
    assert "这个文件没有装。" in words(page) and "这个文件不是数据包，请换一个文件。" in "".join(
        "".join(cells) for cells in rows(page.table))
    QTest.keyClick(page.table.view, Qt.Key.Key_Escape)
    assert window.page() is not page and len(packs.installed(window.frame.desk.store)) == before


@pytest.mark.parametrize("size", SIZES)
def test_words_have_room_and_controls_have_names(window, section, qtbot, tmp_path, size):
    window.setMinimumSize(1, 1)
    window.resize(*size)
    wrong = {"list": cut(window) + nameless(window)}
    for identity in ("checklist/gm", "criteria/gongmao", "tasks/2024", "departments/yongji"):
        opened(window, section, identity)
        settle()
        wrong[identity] = cut(window) + nameless(window)
        window.back()
    pages = [
        PackPrintPage(window.frame, packs.checklists(window.frame.desk)["GM"]),
        PackImportPage(window.frame, workbook(window, tmp_path, ("说明", "B5", "2026.9"), ("检查项", "C2", "改过"))),
        PackImportPage(window.frame, workbook(window, tmp_path, ("检查项", "C2", ""))),
    ]
    for number, page in enumerate(pages):
        window.frame.open(page)
        finished(qtbot, page)
        settle()
        wrong[f"{page.word} {number}"] = cut(window) + nameless(window)
        window.back()
    assert {name: told for name, told in wrong.items() if told} == {}

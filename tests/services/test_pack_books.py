"""A checklist goes out as a workbook, is changed in it and comes back as a new version, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused, StorageTrouble, UserFacing
from yongji_desktop.core.packs import read_pack
from yongji_desktop.ledgers.packs import checklist_workbook, read_checklist
from yongji_desktop.services import history, packs, phrases, visits
from yongji_desktop.services.desk import Desk

ABOUT, ITEMS, FINDINGS = "说明", "检查项", "常用语"
OLDER, HERE, NEWER = (town.shipped("checklist-gm", step) for step in (-1, 0, 1))
LISTS = [path for path in packs.bundled() if path.stem.startswith("checklist-")]


@pytest.fixture
def book(founded: Desk, tmp_path: Path) -> Path:
    """The workbook of the trade list as exported, its version raised."""
    path = packs.export_workbook(founded, "checklist/gm", tmp_path / "工贸.xlsx")
    change(path, (ABOUT, "B5", NEWER))
    return path


def change(path: Path, *cells: tuple[str, str, Any]) -> Path:
    """Write cells as an officer would; a cell of None is emptied."""
    opened = openpyxl.load_workbook(path)
    for sheet, cell, value in cells:
        opened[sheet][cell].value = value
    opened.save(path)
    return path


def versions(desk: Desk) -> list[str]:
    return [f"{one.id}@{one.version}" for one in packs.installed(desk.store)]


def complaints(desk: Desk, path: Path) -> list[str]:
    """The sentences about what is wrong; nothing is installed by the attempt."""
    before = versions(desk)
    with pytest.raises(UserFacing) as told:
        packs.import_workbook(desk, path, preview=False)
    assert versions(desk) == before
    sentences = str(told.value).split("\n")
    assert all(town.chinese(one) for one in sentences), sentences
    return sentences


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_shipped_list_comes_back_as_it_went_out(path: Path, tmp_path: Path):
    pack = read_pack(path.read_bytes())
    data = checklist_workbook(pack)
    assert data == checklist_workbook(pack)
    (tmp_path / "表.xlsx").write_bytes(data)
    again = read_checklist(tmp_path / "表.xlsx")
    assert json.dumps(again, ensure_ascii=False, indent=1) + "\n" == path.read_text(encoding="utf-8")


def test_the_workbook_is_text_alone(book: Path):
    opened = openpyxl.load_workbook(book)
    assert opened.sheetnames == [ABOUT, ITEMS, FINDINGS]
    for sheet in opened:
        assert sheet.freeze_panes == "A2"
        for row in sheet.iter_rows():
            assert all(cell.value is None or cell.data_type == "s" for cell in row)


def test_words_that_look_like_formulas_stay_words(founded: Desk, tmp_path: Path):
    path = next(one for one in LISTS if one.stem == "checklist-gm")
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["version"] = "2026.7"
    raw["items"][0]["text"] = "=1+1"
    raw["items"][1]["text"] = "http://a/b"
    raw["items"][2]["text"] = "0012"
    packs.install(founded.store, founded.officer, [json.dumps(raw).encode()])
    out = packs.export_workbook(founded, "checklist/gm", tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(out)[ITEMS]
    assert [(sheet[f"C{n}"].value, sheet[f"C{n}"].data_type) for n in (2, 3, 4)] == [
        ("=1+1", "s"), ("http://a/b", "s"), ("0012", "s")]
    assert [item["text"] for item in read_checklist(out)["items"][:3]] == ["=1+1", "http://a/b", "0012"]


def test_a_preview_says_what_differs_and_writes_nothing(founded: Desk, book: Path):
    before = versions(founded)
    opened = openpyxl.load_workbook(book)
    opened[ABOUT]["B4"].value = "本街道工贸检查表"
    opened[ITEMS]["C3"].value = "安全管理人员配备"
    opened[FINDINGS].delete_rows(2)
    opened[FINDINGS].append(["GM20-5", "报警器探头被油漆糊住。", "清理探头，恢复报警。", "限期", 3, "气体报警", "市应急局", "否", None,
                             "安全生产法第三十六条第二款\n消防法（待核）"])
    opened.save(book)
    told = packs.import_workbook(founded, book)
    assert (told.new, told.changed, told.removed, told.about) == (("GM20-5",), ("GM02",), ("GM01-1",), ("名称",))
    assert told.before == HERE and not told.done and versions(founded) == before
    assert told.sentences() == [
        f"本街道工贸检查表 {NEWER} 版（接着 {HERE} 版）：新增 1、改动 1、去掉 1。", "新增：GM20-5。", "改动：GM02。",
        "去掉：GM01-1。", "说明里改了：名称。"]
    done = packs.import_workbook(founded, book, preview=False)
    assert done.done and done.pack == told.pack and f"checklist/gm@{NEWER}" in versions(founded)
    item, finding = packs.find_finding(founded, "GM20-5")
    assert finding.days == 3 and [one.get("article") for one in finding.basis] == [36, None]
    assert [one["verified"] for one in finding.basis] == [True, False]
    town.clean(founded)
    deed = founded.store.db.conn.execute("SELECT deed FROM change ORDER BY hlc DESC LIMIT 1").fetchone()[0]
    history.undo_deed(founded, deed)
    assert versions(founded) == before


def test_only_a_newer_version_is_taken(founded: Desk, book: Path):
    change(book, (ABOUT, "B5", HERE))
    assert complaints(founded, book) == [f"这个工作簿与已装的 {HERE} 版一样，没有变化。"]
    change(book, (ITEMS, "C2", "别的内容"))
    assert complaints(founded, book) == [
        f"内容改了，版本还是 {HERE}。请把“说明”里的版本往上加（如 {NEWER}），再导入。"]
    change(book, (ABOUT, "B5", OLDER))
    assert complaints(founded, book) == [
        f"“工贸小企业检查表”已装 {HERE} 版，这个工作簿是更旧的 {OLDER} 版。请导出新的一版再改。"]
    change(book, (ABOUT, "B5", "2026.10"))
    assert packs.import_workbook(founded, book).pack.version == "2026.10"
    change(book, (ABOUT, "B5", float(OLDER)))
    assert "设成“文本”格式" in complaints(founded, book)[0]


def test_an_older_pack_file_is_refused(founded: Desk, tmp_path: Path):
    raw = json.loads(next(one for one in LISTS if one.stem == "checklist-gm").read_text(encoding="utf-8"))
    raw["version"] = "2025.9"
    (tmp_path / "旧.json").write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(Refused, match="更旧的 2025.9 版"):
        packs.install_file(founded, tmp_path / "旧.json")


def test_a_code_that_another_list_has_is_refused(founded: Desk, tmp_path: Path):
    raw = json.loads(next(one for one in LISTS if one.stem == "checklist-gm").read_text(encoding="utf-8"))
    raw["id"] = "checklist/city"
    (tmp_path / "市.json").write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(Refused, match="代号 GM 已是“工贸小企业检查表”的"):
        packs.install_file(founded, tmp_path / "市.json")


def test_a_list_of_their_own(founded: Desk, book: Path):
    opened = openpyxl.load_workbook(book)
    for row, value in ((2, "checklist/wood"), (4, "木材加工检查表"), (15, None)):
        opened[ABOUT][f"B{row}"].value = value
    opened.save(book)
    assert complaints(founded, book) == ["代号 GM 已是“工贸小企业检查表”的。请换两个别的字母，编号跟着改。"]
    opened[ABOUT]["B3"].value = "MC"
    for sheet in (ITEMS, FINDINGS):
        for row in opened[sheet].iter_rows(min_row=2, max_col=1):
            row[0].value = row[0].value.replace("GM", "MC")
    opened.save(book)
    told = packs.import_workbook(founded, book, preview=False)
    assert told.before is None and len(told.new) == 100 and "新的检查表" in told.sentences()[0]
    assert packs.items(founded, "MC")[0].code == "MC01"


@pytest.mark.parametrize(("cell", "value", "sentence"), [
    ((ITEMS, "A3"), "GM01", "“检查项”第 3 行 A 列（编号）：编号 GM01 前面已经有了，请改正。"),
    ((ITEMS, "A3"), "JX02", "“检查项”第 3 行 A 列（编号）：检查项编号 JX02 应当以代号 GM 开头，请改正。"),
    ((ITEMS, "A3"), "gm2", "“检查项”第 3 行 A 列（编号）：应当是 GM09 这样的写法，请改正。"),
    ((ITEMS, "C3"), None, "“检查项”第 3 行 C 列（检查内容）：应当是一段文字，不能是空的，首尾不留空格，请改正。"),
    ((ITEMS, "D3"), "看看", "“检查项”第 3 行 D 列（方法）：只能是 现场查看、查资料、询问、测试 之一，请改正。"),
    ((ITEMS, "D3"), None, "“检查项”第 3 行 D 列（方法）：至少写一种：现场查看、查资料、询问、测试，请改正。"),
    ((ITEMS, "F3"), "安全生产法第万条", "“检查项”第 3 行 F 列（依据）：《安全生产法第万条》标为已核对，却没有条号，请改正。"),
    ((ITEMS, "F3"), "《标准", "“检查项”第 3 行 F 列（依据）：依据“《标准”看不懂，应当是“安全生产法第三十六条第二款”或者"
     "“《标准名称》（文号）”这样的写法，请改正。"),
    ((ITEMS, "G3"), "对", "“检查项”第 3 行 G 列（★逐项答）：只能是 是、否 之一，请改正。"),
    ((FINDINGS, "A4"), "GM88-1", "“常用语”第 4 行 A 列（编号）：“检查项”里没有编号为 GM88 的项，请改正。"),
    ((FINDINGS, "A4"), "GM01-1", "“常用语”第 4 行 A 列（编号）：编号 GM01-1 前面已经有了，请改正。"),
    ((FINDINGS, "B4"), "两\n行", "“常用语”第 4 行 B 列（问题描述）：文字里有换行或看不见的控制字符，请改正。"),
    ((FINDINGS, "D4"), "马上", "“常用语”第 4 行 D 列（处理）：只能是 当场、限期、线索 之一，请改正。"),
    ((FINDINGS, "E4"), "七天", "“常用语”第 4 行 E 列（天数）：应当是整数，当场整改的不写，请改正。"),
    ((FINDINGS, "E4"), 3650, "“常用语”第 4 行 E 列（天数）：应当是 1 到 365 的整数，请改正。"),
    ((FINDINGS, "E4"), None, "“常用语”第 4 行 A 列（编号）：这一行当场整改、线索移送的不写天数，限期整改的必须写天数，请改正。"),
    ((FINDINGS, "G4"), "市某局", "“常用语”第 4 行 A 列（编号）：部门字典里没有“市某局”，请改正。"),
    ((ABOUT, "B6"), "明年", "“说明”第 6 行 B 列（起用日期）：应当是 2026-01-31 这样的日期，请改正。"),
    ((ABOUT, "A6"), "起用", "“说明”表缺少“起用日期”这一行，请照导出的样子改回来。"),
    ((ABOUT, "A7"), "起用日期", "“说明”第 7 行 A 列：“起用日期”写了两次，请删去一行。"),
    ((ITEMS, "B1"), "组", "“检查项”表缺少“分组”列，请照导出的样子改回来。"),
    ((FINDINGS, "K1"), "我的备注", "“常用语”第 1 行 K 列：没有“我的备注”这一列，请删去，或者请照导出的样子改回来。"),
    ((ITEMS, "C5"), "=A1&\"x\"", "“检查项”的 C5 格是公式，请改成直接写的文字。"),
    ((ABOUT, "B5"), "=2026.3", "“说明”的 B5 格是公式，请改成直接写的文字。"),
])
def test_what_is_wrong_is_named_by_sheet_row_and_column(founded: Desk, book: Path, cell, value, sentence: str):
    assert sentence in complaints(founded, change(book, (*cell, value)))


def test_missing_and_added_sheets_are_named(founded: Desk, book: Path):
    opened = openpyxl.load_workbook(book)
    opened.remove(opened[FINDINGS])
    opened.create_sheet("草稿")["A1"] = "记一笔"
    opened.save(book)
    assert complaints(founded, book) == [
        "工作簿里缺少“常用语”这张表，请照导出的样子改回来。", "工作簿里多了“草稿”这张表，不知道做什么用，请删去。"]


def test_ten_thousand_rows_are_named_row_by_row(founded: Desk, book: Path):
    opened = openpyxl.load_workbook(book)
    last = opened[FINDINGS].max_row
    row = [cell.value for cell in opened[FINDINGS][2]]
    for _ in range(10_000):
        opened[FINDINGS].append(row)
    opened.save(book)
    sentences = complaints(founded, book)
    assert len(sentences) == 10_000
    assert sentences[0].startswith(f"“常用语”第 {last + 1} 行 A 列（编号）：编号 GM01-1 前面已经有了")
    assert sentences[-1].startswith(f"“常用语”第 {last + 10_000} 行")


@pytest.mark.parametrize(("name", "data"), [
    ("表.xlsx", b"PK\x03\x04 broken"), ("表.xlsx", b""), ("表.csv", "编号,名称\n1,2\n".encode()), ("表.xlsx", b"\x00" * 50),
])
def test_what_is_no_workbook_is_refused(founded: Desk, tmp_path: Path, name: str, data: bytes):
    (tmp_path / name).write_bytes(data)
    complaints(founded, tmp_path / name)
    complaints(founded, tmp_path / "没有.xlsx")


def test_a_list_that_is_not_there_and_a_place_that_cannot_be_written(founded: Desk, tmp_path: Path):
    for name in ("checklist/none", "tasks/2024"):
        with pytest.raises(Refused, match="没有编号为"):
            packs.export_workbook(founded, name, tmp_path / "a.xlsx")
    with pytest.raises(StorageTrouble) as told:
        packs.export_workbook(founded, "checklist/gm", tmp_path / "没有" / "a.xlsx")
    assert town.chinese(str(told.value))


def test_empty_rows_and_dates_of_excel_are_read(founded: Desk, book: Path):
    from datetime import datetime

    opened = openpyxl.load_workbook(book)
    opened[ABOUT]["B6"].value = datetime(2026, 3, 1)
    opened[ABOUT]["B7"].value = "2027-12-31"
    opened[FINDINGS].insert_rows(5)
    opened[ITEMS].insert_rows(3, 2)
    opened.save(book)
    told = packs.import_workbook(founded, book)
    assert told.about == ("起用日期", "用到哪天") and not told.new + told.changed + told.removed
    assert (str(told.pack.valid_from), str(told.pack.valid_until)) == ("2026-03-01", "2027-12-31")


def test_own_phrases_stay_whatever_list_comes_from_the_city(founded: Desk, book: Path):
    kept = phrases.keep(founded, {
        "item": "GM01", "description": "制度还贴着前一家企业的名字", "measure": "换成本单位的制度", "category": "管理",
        "grade": "general", "treatment": "deadline"})
    opened = openpyxl.load_workbook(book)
    opened[ITEMS].delete_rows(2)
    for row in range(opened[FINDINGS].max_row, 1, -1):
        if opened[FINDINGS][f"A{row}"].value.startswith("GM01"):
            opened[FINDINGS].delete_rows(row)
    opened.save(book)
    assert packs.import_workbook(founded, book, preview=False).removed[0] == "GM01"
    own = [one for one in phrases.search(founded, "前一家企业", None, "2026-11-20T09:00") if one.own]
    assert [one.code for one in own] == [kept] and own[0].hazard["measure"] == "换成本单位的制度"
    assert not [one for one in phrases.search(founded, "GM01", None, "2026-11-20T09:00") if not one.own]


def test_a_record_keeps_the_words_of_the_list_it_used(founded: Desk, book: Path):
    identity = town.finished(founded)
    before = founded.get("inspection", identity)
    change(book, (ITEMS, "C2", "改过的第一项"))
    packs.import_workbook(founded, book, preview=False)
    assert founded.get("inspection", identity)["answers"] == before["answers"]
    assert founded.get("inspection", identity)["checklists"][0]["version"] == HERE
    begun = visits.set_checklists(founded, {"site": town.some_site(founded)}, ["GM"])
    assert begun["answers"][0]["text"] == "改过的第一项" and begun["checklists"][0]["version"] == NEWER


def test_wrong_cells_are_all_told_at_once(founded: Desk, book: Path):
    change(book, (ITEMS, "A3", "x"), (ITEMS, "G3", "x"), (FINDINGS, "D4", "x"), (ABOUT, "B3", "x"))
    with pytest.raises(Invalid) as told:
        packs.import_workbook(founded, book)
    assert len(told.value.problems) >= 4


def test_a_list_is_printed_as_a_blank_sheet(founded: Desk):
    made = packs.print_list(founded, "YH")
    assert made.pdf.startswith(b"%PDF") and made.pages == 1 and not made.missing
    with pytest.raises(Refused, match="没有代号为“XX”的检查表"):
        packs.print_list(founded, "XX")

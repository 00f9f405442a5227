"""Taking in a ledger: preview first, one deed; the same file again changes nothing."""

from __future__ import annotations

from pathlib import Path

import town
import xlsxwriter
from test_deeds import ROWS, book, refused

from yongji_desktop.services import history, maintenance, sites
from yongji_desktop.services.desk import Desk


def test_the_preview_writes_nothing_and_says_what_it_would_do(founded: Desk, tmp_path: Path) -> None:
    town.some_site(founded)
    before = town.tables(founded)
    preview = sites.preview_import(founded, book(tmp_path, ROWS))
    assert town.tables(founded) == before
    assert preview.counts["new"] == 2
    assert all(town.chinese(words) for words in preview.sentences())
    assert "新增 2" in preview.sentences()[0]


def test_the_same_ledger_again_changes_nothing(founded: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ROWS)
    assert sites.take_in(founded, sites.preview_import(founded, path))
    now = town.tables(founded)
    again = sites.preview_import(founded, path)
    assert set(again.counts) == {"same"} or again.counts.get("new", 0) == again.counts.get("changed", 0) == 0
    assert any("导入过" in words for words in again.sentences())
    assert sites.take_in(founded, again) is None
    assert town.tables(founded) == now


def test_only_what_differs_is_written_and_empty_cells_erase_nothing(founded: Desk, tmp_path: Path) -> None:
    rows = [{**row, "主要负责人": "卫国栋"} for row in ROWS]
    sites.take_in(founded, sites.preview_import(founded, book(tmp_path, rows)))
    changed = [{**rows[0], "联系电话": "0359-8999999", "主要负责人": ""}, *rows[1:]]
    deed = sites.take_in(founded, sites.preview_import(founded, book(tmp_path, changed, "新.csv")))
    row = next(one for one in sites.listed(founded) if "晨光" in one["name"])
    record = founded.get("site", row["id"])
    assert (record["phone"], record["principal"]) == ("0359-8999999", "卫国栋")
    (entry, *_) = history.history(founded, "site", row["id"])
    assert entry.deed == deed and entry.details == ("联系电话由“0359-8111111”改为“0359-8999999”",)
    assert len(maintenance.every_backup(tmp_path / "data")) >= 1, "a backup before every import"
    town.clean(founded)


def test_a_file_that_is_no_ledger(founded: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 junk")
    (tmp_path / "b.csv").write_text("随便写的\n一句话", encoding="utf-8")
    (tmp_path / "c.csv").write_bytes(b"")
    for name in ("a.xlsx", "b.csv", "c.csv", "missing.csv"):
        refused(sites.preview_import, founded, tmp_path / name)
    refused(sites.preview_import, founded, tmp_path)


def test_two_thousand_sites(founded: Desk, tmp_path: Path) -> None:
    """One deed, found at once, undone at once."""
    path = tmp_path / "底册.xlsx"
    heads = ("单位名称", "地址", "主要负责人", "联系电话", "从业人数")
    words = ("东", "西", "南", "北", "中", "上", "下", "前", "后", "里")
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet("底册")
        sheet.write_row(0, 0, heads)
        for number in range(2000):
            name = "".join(words[int(one)] for one in f"{number:04}") + "河滩养殖场"
            sheet.write_row(
                number + 1, 0, (name, f"栲栳镇{number}号", "卫国栋", f"0359-8{number:06}", number % 90)
            )
    preview = sites.preview_import(founded, path)
    deed = sites.take_in(founded, preview, take_doubtful=True)
    assert sites.counted(founded) == 2000
    assert sites.counted(founded, "东东东东河滩") == 1 and sites.counted(founded, "ddddht") == 1
    town.clean(founded)
    _, done = history.undo_deed(founded, deed)
    assert sites.counted(founded) == 0 and not done.kept
    town.clean(founded)
    history.undo_deed(founded, done.deed)
    assert sites.counted(founded) == 2000
    town.clean(founded)

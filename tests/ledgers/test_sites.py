"""Reading a register of sites: every value as a careful clerk reads it, every doubt shown."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kinds import SITE
from yongji_desktop.ledgers import site_columns
from yongji_desktop.ledgers.sites import SiteTable, read_sites

LEDGERS = Path(__file__).resolve().parents[3] / "shared" / "samples" / "ledgers"
TIDY = LEDGERS / "企业底册.xlsx"
MESSY = LEDGERS / "栲栳镇生产经营单位底册（各村汇总）.xlsx"
TODAY = date(2026, 11, 23)
OUR_NAMES = {"industry": "sector", "town": "town_name", "last_check_date": "last_visit_on"}
RISKS = {"红": "red", "橙": "orange", "黄": "yellow", "蓝": "blue"}


def truth_of(path: Path) -> dict:
    return json.loads(path.with_name(path.name + ".truth.json").read_text(encoding="utf-8"))


def expected(record: dict) -> dict:
    values = {OUR_NAMES.get(key, key): value for key, value in record.items() if value is not None}
    del values["_src"]
    if "risk_level" in values:
        values["risk_level"] = RISKS[values["risk_level"]]
    return values


def places(table: SiteTable) -> list[tuple[str, int]]:
    return [(site.sheet, site.row) for site in table.rows]


@pytest.mark.skipif(not TIDY.is_file(), reason="the sample ledgers are not here")
def test_the_tidy_register_is_read_to_the_last_value():
    truth, table = truth_of(TIDY), read_sites(TIDY, TODAY)
    assert places(table) == [(record["_src"]["sheet"], record["_src"]["row"]) for record in truth["records"]]
    for site, record in zip(table.rows, truth["records"]):
        assert site.values == expected(record)
    assert [site.doubts for site in table.rows if site.doubts] == []
    assert table.ignored == [] and table.unknown_columns == []
    assert table.headings["企业底册"].rows == (1,)


@pytest.mark.skipif(not MESSY.is_file(), reason="the sample ledgers are not here")
def test_the_messy_register_is_read_without_inventing():
    truth, table = truth_of(MESSY), read_sites(MESSY, TODAY)
    assert places(table) == [(record["_src"]["sheet"], record["_src"]["row"]) for record in truth["records"]]
    for site, record in zip(table.rows, truth["records"]):
        values = expected(record)
        del values["town_name"]  # stands in the title alone
        if "phone" in values:  # below 负责人情况 it is the phone of the 负责人
            values["principal_phone"] = values.pop("phone")
        assert site.values == values
    sheet = table.headings["汇总"]
    letter_of = {column.field: column.letter for column in sheet.columns}
    shown = {(site.row, letter_of[name]) for site in table.rows for name, _, _ in site.doubts}
    wanted = {(doubt["row"], doubt["column"]) for doubt in truth["doubtful"]}
    assert wanted <= shown
    # besides, the village that stands in its first cell alone
    assert shown - wanted == {(row, "B") for row in range(56, 61)}
    ignored = {(name, row) for name, row, _ in table.ignored if row}
    assert ignored == {(entry["sheet"], entry["row"]) for entry in truth["ignored_rows"]}
    assert sheet.rows == (3, 4)


@pytest.mark.skipif(not TIDY.is_file(), reason="the sample ledgers are not here")
def test_a_ledger_of_hazards_is_no_register():
    for name in ("隐患台账.xlsx", "检查台账.csv"):
        with pytest.raises(Refused, match="像是隐患或检查台账"):
            read_sites(LEDGERS / name, TODAY)


# --- small registers ----------------------------------------------------------------------------------


def register(tmp_path: Path, heading: list[str], *rows: list) -> SiteTable:
    path = tmp_path / "底册.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("册")
        for number, row in enumerate([heading, *rows]):
            sheet.write_row(number, 0, row)
    return read_sites(path, TODAY)


def one(tmp_path: Path, heading: str, cell: object) -> tuple[object, list]:
    """The value of one cell below `heading`, whatever its field, and its doubts."""
    table = register(tmp_path, ["单位名称", "村", heading], ["甲厂", "东村", cell])
    values = dict(table.rows[0].values)
    assert SITE.check(values) == values
    return next((value for key, value in values.items() if key not in ("name", "village")), None), [
        doubt[0] for doubt in table.rows[0].doubts
    ]


@pytest.mark.parametrize("heading, cell, value, doubtful", [
    ("统一社会信用代码", " 92140881 MAYQ30770c", "92140881MAYQ30770C", False),
    ("信用代码", "９２１４０８８１ＭＡＹＱ３０７７０Ｃ", "92140881MAYQ30770C", False),
    ("信用代码", "92140881MAYQ307701", "92140881MAYQ307701", True),
    ("信用代码", "92140881MAYQ30770", "92140881MAYQ30770", True),
    ("信用代码", "92140881MAYQ3O770C", "92140881MAYQ3O770C", True),
    ("信用代码", "N2140881MF0000001E", "N2140881MF0000001E", False),
    ("信用代码", 911408810000000000, "911408810000000000", True),
    ("信用代码", "无", None, False),
    ("营业执照号", "140881600012345", "140881600012345", False),
    ("营业执照号", "92140881MAYQ30770C", "92140881MAYQ30770C", False),
    ("从业人数", "约20人", 20, True),
    ("从业人数", "２２", 22, False),
    ("人数", "10-20", None, True),
    ("人数", 12.5, None, True),
    ("建筑面积(㎡)", "1,500㎡", 1500, False),
    ("面积（亩）", 3, None, False),
    ("经营面积", "85平", 85, False),
    ("经营面积", "1.5万平", None, True),
    ("层数", "三层", 3, False),
    ("层数", "地上3层", None, True),
    ("是否自建房", "√", True, False),
    ("自建房", "×", False, False),
    ("自建房", "部分", None, True),
    ("风险等级", "红色", "red", False),
    ("风险等级", "中", None, True),
    ("经营状态", "停业", "suspended", False),
    ("经营状态", "季节性", None, True),
    ("最近检查日期", date(2024, 3, 5), "2024-03-05", False),
    ("最近检查日期", 45356, "2024-03-05", False),
    ("最近检查日期", "2024年3月5日上午", "2024-03-05", False),
    ("最近检查日期", "二〇二四年三月五日", "2024-03-05", False),
    ("最近检查日期", "2024.2.30", None, True),
    ("最近检查日期", "3月5日", None, True),
    ("最近检查日期", "24.3.5", "2024-03-05", True),
    ("最近检查日期", "2027-01-01", "2027-01-01", True),
    ("手机", 13800000000, "13800000000", False),
    ("手机", "138 0000 0000", "13800000000", False),
    ("联系电话", "(0359) 8000000", "0359-8000000", False),
    ("联系电话", "1380000000", "1380000000", True),
    ("联系电话", "张三 13800000000", "张三13800000000", True),
    ("法定代表人", "杨　敏", "杨敏", False),
    ("法人", " 无 ", None, False),
    ("联系人", "王五", "王五", False),
    ("重点部位", "配电室、有限空间；", ["配电室", "有限空间"], False),
    ("地址", "永济市５组１２号（北）", "永济市5组12号（北）", False),
    ("经度", "110.4472", 110.4472, False),
    ("备注", "一\n二", "一\n二", False),
    ("行业", "字" * 600, None, True),
    ("行业", "#N/A", None, True),
])
def test_one_cell(tmp_path, heading, cell, value, doubtful):
    assert one(tmp_path, heading, cell)[0] == value
    assert bool(one(tmp_path, heading, cell)[1]) == doubtful


def test_two_phones_and_two_phone_columns(tmp_path):
    table = register(tmp_path, ["单位名称", "联系电话"], ["甲厂", "13800000000/0359-8000000"])
    assert table.rows[0].values == {"name": "甲厂", "phone": "13800000000", "phone2": "0359-8000000"}
    table = register(
        tmp_path,
        ["单位名称", "联系电话", "手机"],
        ["甲厂", 8000000, 13800000000],
        ["乙厂", "13800000000 13900000000", 1],
    )
    assert table.rows[0].values == {"name": "甲厂", "phone": "8000000", "phone2": "13800000000"}
    assert [doubt[0] for doubt in table.rows[1].doubts] == ["phone2", "phone2"]


def test_rows_that_are_no_sites_and_columns_that_nobody_knows(tmp_path):
    table = register(
        tmp_path,
        ["序号", "单位名称", "村", "占道情况"],
        [1, "甲厂", "东村", "无"],
        [],
        ["序号", "单位名称", "村", "占道情况"],
        [2],
        [3, "", "西村", "是"],
        ["", "小计", "1家"],
        ["合 计", 58],
        ["备注：本表由各村填报"],
        ["", "注：1.由村里填"],
        [4, "合计面馆", "西村"],
    )
    assert [(site.row, site.values["name"]) for site in table.rows] == [(2, "甲厂"), (11, "合计面馆")]
    assert [(row, reason) for _, row, reason in table.ignored] == [
        (3, "空行"), (4, "重复的表头"), (5, "只有序号"), (6, "没有单位名称，请补上后再导入"),
        (7, "小计、合计行"), (8, "小计、合计行"), (9, "表外的文字"), (10, "表外的文字"),
    ]
    assert table.unknown_columns == ["占道情况（D列）"]
    assert table.rows[0].raw == {"序号": "1", "单位名称": "甲厂", "村": "东村", "占道情况": "无"}


def test_what_rows_merged_down_a_column_share_and_what_not(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "底册.xlsx") as book:
        sheet = book.add_worksheet("册")
        sheet.write_row(0, 0, ["村", "单位名称", "从业人数"])
        sheet.merge_range(1, 0, 2, 0, "东村")
        sheet.merge_range(1, 2, 2, 2, 30)
        sheet.write(1, 1, "甲厂")
        sheet.write(2, 1, "乙厂")
        book.add_worksheet("空表")
        hidden = book.add_worksheet("旧册")
        hidden.write_row(0, 0, ["单位名称", "村"])
        hidden.hide()
    table = read_sites(tmp_path / "底册.xlsx")
    first, second = table.rows
    assert first.values == {"name": "甲厂", "village": "东村", "employees": 30}
    assert second.values == {"name": "乙厂", "village": "东村"}
    assert [doubt[0] for doubt in second.doubts] == ["employees"]
    assert table.ignored == [("空表", 0, "空的工作表"), ("旧册", 0, "隐藏的工作表，没有读")]


def test_a_village_is_not_carried_down_where_nothing_is_merged(tmp_path):
    table = register(tmp_path, ["单位名称", "村"], ["甲厂", "东村"], ["乙厂", ""])
    assert table.rows[1].values == {"name": "乙厂"}


def test_people_below_a_common_heading(tmp_path):
    table = register(
        tmp_path,
        ["单位名称", "负责人", "", "安全员", "", "", "所在村"],
        ["", "姓名", "电话", "姓名", "职务", "联系电话", ""],
        ["甲厂", "张三", 13800000001, "李四", "班长", 13800000002, "东村"],
    )
    assert table.rows[0].values == {
        "name": "甲厂", "principal": "张三", "principal_phone": "13800000001", "safety_officer": "李四",
        "safety_officer_post": "班长", "safety_officer_phone": "13800000002", "village": "东村",
    }


def test_without_a_heading_the_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="“底册.xlsx”里没有认出单位底册的表头"):
        register(tmp_path, ["甲厂", "东村"], ["乙厂", "西村"])


def test_a_csv_register(tmp_path):
    path = tmp_path / "底册.csv"
    path.write_bytes("单位名称,电话,人数\r\n\"甲厂\n\",13800000000,007\r\n".encode("gb18030"))
    [site] = read_sites(path).rows
    assert site.values == {"name": "甲厂", "phone": "13800000000", "employees": 7} and site.row == 2


def test_every_known_column_is_a_field_of_a_site():
    assert set(site_columns.FIELDS) <= {one.name for one in SITE.fields}

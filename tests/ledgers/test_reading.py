"""Opening other people's ledgers: every format in, every wrong file refused with a sentence."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from yongji_desktop.core.errors import Refused, UserFacing
from yongji_desktop.ledgers import compound, reading
from yongji_desktop.ledgers.reading import column_letters, column_number, read_table

# A workbook of Excel 97: 单位名称|地址, 甲厂|乙村.
OLD_WORKBOOK = zlib.decompress(base64.b64decode(
    "eNq7cF7wwcKNUg8Z0IAdAzPDv/+cDGxIYoxAzAnjCDAA5f//BzFhNAcQ/x8FQwpwcgAjko2VYTfvGXZQHILi+yEDE8MGloNAkoHh"
    "ERDHMBQw+OXnpSrQETiB3ZDICHKDLZBkZJgDFOFjkAS7SghMJoNJYTC5HqxyD5h0AIv0gklboNoHjFEM5+39tCygqTiCSQksx8cA"
    "Mnc7WM8tsIghgyjDCVAqrp/ACFHLyuBYlJmYMzgl5Fh4GJYwAOPNPTUvtSgx5wGDCDAClzB8/a/AwPAFllMPKIyK01eckQEo/gNV"
    "nB2L+GQmFgaGBob/CeAE3srAxXCSGRzBjD2Bfxg0GICyUMwYGuzrzxvyoRKo0CDcIRxIGZU2BQOpSL/AdC5QwQzOyAIoGZkXnMB5"
    "gGQKAz+YLQhO5gLAovrPyo+XfJMC7OPBIg3gwhtSxKuCXMXwn6ERpAOomQ8swwQntcCkNphsApsqDWZLgUkRYOIE0moBolCGWzNY"
    "TQtYVg1ojzEYXLZXR2JrANmtrwN3yLU+ttcEste5P6wSWXfdfiGDErDKSQHqB8FmBh1GHcZZM0Fgpz2MZoQWB3fBpCRG0cDBJAB1"
    "+39oPcbP8JeBC8wUBJMQHih0GKHqGbGoZwSrZ4KqZwSrB0WXHZMQwzZw8DggVZZcDKNgFIyCUTAKRsEoGAWjYBQMOsAIbdQzQ7sa"
    "rNCuAzt0XOcvEP8bHSYZtiCIIR8IS4AdU1eGPCBdxFBJUvoRY2BlhJnFSKQe2HghCIQDbS9iyGZIArsjm+T0C+z6MSL7h2iNAtTL"
    "QqTa/48Ud9LYfgBG18Hb"
))
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="册"><table:table-row><table:table-cell office:value-type="string">'
    "<text:p>甲厂</text:p></table:table-cell></table:table-row></table:table>"
    "</office:spreadsheet></office:body></office:document-content>"
)


def workbook(path: Path, *rows: list) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("册")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def package(path: Path, **entries: str) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name, content in entries.items():
            out.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def compound_file(stream: str) -> bytes:
    """The smallest Office 97 container with one stream of 4096 bytes."""
    head = compound.MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + b"\xff" * 432
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    entries = b""
    for name, kind, start, size in (("Root Entry", 5, 0xFFFFFFFE, 0), (stream, 2, 2, 4096)):
        coded = name.encode("utf-16-le")
        entry = coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded) + 2, kind, 1) + b"\xff" * 12
        entries += entry + bytes(36) + struct.pack("<IQ", start, size)
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff") + entries.ljust(512, b"\0")
    return head + sectors + bytes(4096)


# --- what is read -------------------------------------------------------------------------------------


def test_an_xlsx_gives_rows_as_the_program_counts_them(tmp_path):
    path = workbook(tmp_path / "册.xlsx", [], ["单位名称", "面积"], [], ["甲厂", 12.5, date(2024, 3, 5)], [])
    [sheet] = read_table(path).sheets
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4]
    assert sheet.rows[3].cells == ["甲厂", 12.5, date(2024, 3, 5)]
    assert sheet.rows[3].cell(9) == ""


def test_merged_and_hidden_are_told(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "册.xlsx") as book:
        sheet = book.add_worksheet("册")
        sheet.merge_range(1, 2, 4, 2, "东村")
        book.add_worksheet("代码").hide()
    first, second = read_table(tmp_path / "册.xlsx").sheets
    assert first.merged == [((2, 2), (5, 2))] and not first.hidden and second.hidden


def test_old_workbooks_and_open_documents_are_read_by_content(tmp_path):
    [sheet] = read_table(saved(tmp_path / "旧.xlsx", OLD_WORKBOOK)).sheets
    assert [row.cells for row in sheet.rows] == [["单位名称", "地址"], ["甲厂", "乙村"]]
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content_xml": ODS}
    path = package(tmp_path / "册.ods", **parts, **{"META-INF__manifest_xml": "<manifest/>"})
    assert read_table(path).sheets[0].rows[0].cells == ["甲厂"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_every_encoding(tmp_path, encoding, delimiter):
    text = f"单位名称{delimiter}备注\r\n䶮甲厂{delimiter}\"一\n二，\"\"三\"\"\"\r\n"
    [sheet] = read_table(saved(tmp_path / "台账.csv", text.encode(encoding))).sheets
    assert sheet.name == "" and [row.number for row in sheet.rows] == [1, 2]
    assert sheet.rows[1].cells == ["䶮甲厂", '一\n二，"三"']


# --- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name, data, words", [
    ("空.xlsx", b"", "空的"),
    ("零.xlsx", bytes(5000), "空的"),
    ("字.xlsx", "单位名称".encode(), "不是表格"),
    ("图.xlsx", b"\xff\xd8\xff\xe0" + bytes(200), "不是表格"),
    ("网页.xls", b"\xef\xbb\xbf <html><table><tr>", "网页格式"),
    ("压缩.xlsx", b"PK\x03\x04junk", "损坏"),
    ("密码.xlsx", compound_file("EncryptedPackage"), "密码"),
    ("文档.doc", compound_file("WordDocument"), "不是表格"),
    ("假.xls", compound_file("Workbook"), "损坏"),
    ("半截.xls", OLD_WORKBOOK[:3000], "损坏"),
    ("断尾.xls", OLD_WORKBOOK[:3000] + bytes(len(OLD_WORKBOOK) - 3000), "损坏"),
    ("二进制.csv", bytes(range(1, 256)) * 4, "不是文字表格"),
    ("引号.csv", "名称,备注\n甲,\"没有完\n乙,丙\n".encode(), "第 2 条起"),
    ("空行.csv", b"\n\n,,\n", "没有一行内容"),
])
def test_what_is_no_table_is_refused_by_name(tmp_path, name, data, words):
    with pytest.raises(Refused) as refusal:
        read_table(saved(tmp_path / name, data))
    assert f"“{name}”" in str(refusal.value) and words in str(refusal.value)
    assert str(refusal.value).endswith("。")


def test_passwords_of_every_format(tmp_path):
    at = OLD_WORKBOOK.index(b"\x09\x08\x10\0\0\x06\x05\0") + 20
    old = OLD_WORKBOOK[:at] + b"\x2f\0" + OLD_WORKBOOK[at + 2 :]
    manifest = {"META-INF__manifest_xml": "<manifest:encryption-data/>"}
    for path in (
        saved(tmp_path / "旧.xls", old),
        package(tmp_path / "册.ods", content_xml="junk", **manifest),
    ):
        with pytest.raises(Refused, match="设了打开密码"):
            read_table(path)


def test_a_document_that_is_no_workbook(tmp_path):
    with pytest.raises(Refused, match="不是表格"):
        read_table(package(tmp_path / "文档.docx", word__document_xml="<a/>"))
    with pytest.raises(Refused, match="找不到文件“无.xlsx”"):
        read_table(tmp_path / "无.xlsx")


@pytest.mark.parametrize("row, column, words", [
    (1_048_575, 3, "超过 20 万行"),
    (1_048_575, 16_383, "超过 20 万行"),
    (199_000, 16_000, "WQK 列附近"),
])
def test_a_stray_cell_far_away_is_refused_before_it_takes_the_memory(tmp_path, row, column, words):
    with xlsxwriter.Workbook(tmp_path / "册.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "单位名称")
        sheet.write(row, column, "x")
    with pytest.raises(Refused, match=words):
        read_table(tmp_path / "册.xlsx")


def test_empty_formatted_cells_far_away_do_not_matter(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "册.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "单位名称")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert len(read_table(tmp_path / "册.xlsx").sheets[0].rows) == 1


def test_too_many_rows_of_a_csv(tmp_path):
    path = saved(tmp_path / "大.csv", b"a,b\n" * (reading.MOST_ROWS + 1))
    with pytest.raises(Refused, match="超过 20 万行"):
        read_table(path)


def test_letters_of_columns():
    letters = {0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"}
    assert {index: column_letters(index) for index in letters} == letters
    assert all(column_number(column_letters(index)) == index + 1 for index in range(2000))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["xlsx", "xls"]), st.floats(0, 1), st.booleans())
def test_files_that_were_not_copied_to_the_end_are_refused(tmp_path_factory, kind, share, zeros):
    """Cut off, or filled up with zeros as a power cut leaves them."""
    if kind == "xls":
        whole = OLD_WORKBOOK
    else:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer) as book:
            book.add_worksheet().write_row(0, 0, ["单位名称", "地址"])
        whole = buffer.getvalue()
    kept = int(share * (len(whole) - 1))
    data = whole[:kept] + (bytes(len(whole) - kept) if zeros else b"")
    path = saved(tmp_path_factory.getbasetemp() / f"cut.{kind}", data)
    try:
        read_table(path)
    except UserFacing as refusal:
        assert f"“cut.{kind}”" in str(refusal)

"""Opening a ledger that somebody else made: workbook or CSV in, plain rows out, or a sentence why not."""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.ledgers import compound

MOST_ROWS = 200_000
MOST_CELLS = 20_000_000
MOST_UNPACKED = 600 * 1024 * 1024
_CHUNK = 1 << 20
_ENCODINGS = ("utf-8-sig", "gb18030")
_WIDE_OR_LOW = re.compile(rb'"(?:[A-Z]{3}[0-9]|[B-Z][A-Z][0-9]|[A-Z]{1,2}[2-9][0-9]{5}|[A-Z]{1,2}[0-9]{7})')
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/]>')  # with content
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx，再重新选择。"


@dataclass(frozen=True)
class Row:
    """One row as the spreadsheet program counts it (first row = 1); in a CSV the number of the record."""

    number: int
    cells: list[Any]

    def cell(self, index: int) -> Any:
        """The cell of column `index` (0 = A); "" beyond the end."""
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    `merged` holds ((top row, left column), (bottom row, right column)), rows from 1, columns from 0, where
    the format tells them.
    """

    name: str
    rows: list[Row]
    hidden: bool = False
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A ledger as it lies in the file; the only sheet of a CSV is called ""."""

    file_name: str
    sheets: list[Sheet]


def read_table(path: Path | str) -> Table:
    """Read every sheet of an .xlsx, .xls, .ods or .csv file; the format is told by the content.

    Cells are str, float, int, bool, date, datetime, time or timedelta; an empty one is "".  Raises `Refused`
    for what is no table, is protected by a password, empty or too large, `StorageTrouble` when the file
    cannot be read; each names the file.
    """
    path = Path(path)
    name = path.name
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Refused(f"找不到文件“{name}”，可能已被移走或改名，请重新选择。") from error
    except OSError as error:
        raise StorageTrouble(f"文件“{name}”读不出来，请先在 Excel 或 WPS 里关闭它再试。") from error
    if not data.strip(b"\0 \r\n\t"):
        raise Refused(f"文件“{name}”是空的，没有内容，请重新选择。")
    if data.startswith((b"PK", compound.MAGIC)):
        sheets = _workbook(data, name)
    else:
        sheets = _text_table(data, name, path.suffix.lower())
    if not any(sheet.rows for sheet in sheets):
        raise Refused(f"文件“{name}”里没有一行内容，请检查是否选错了文件。")
    return Table(name, sheets)


def _too_many(name: str) -> Refused:
    return Refused(f"文件“{name}”超过 {MOST_ROWS // 10_000} 万行，一次读不了，请分成几个文件再导入。")


def _workbook(data: bytes, name: str) -> list[Sheet]:
    if data.startswith(b"PK"):
        _check_package(data, name)
    else:
        _check_compound(data, name)
    broken = Refused(f"文件“{name}”不是表格，或者已经损坏，{_SAVE_AS}")
    sheets, rows = [], 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            rows += sheet.total_height
            if rows > MOST_ROWS:
                raise _too_many(name)
            merged = [((top + 1, left), (bottom + 1, right))
                      for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
            cells = sheet.to_python(skip_empty_area=False)
            hidden = meta.visible != SheetVisibleEnum.Visible
            sheets.append(Sheet(meta.name, _rows(cells), hidden, merged))
    except PasswordError as error:
        raise _protected(name) from error
    except CalamineError as error:
        raise broken from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a failed check inside the reader arrives as
            raise
        raise broken from error
    if not sheets:
        raise broken
    return sheets


def _rows(cells: list[list[Any]]) -> list[Row]:
    """Numbered rows, without the empty ones at the end."""
    while cells and all(cell == "" for cell in cells[-1]):
        cells.pop()
    return [Row(number, row) for number, row in enumerate(cells, start=1)]


def _protected(name: str) -> Refused:
    return Refused(f"文件“{name}”设了打开密码，读不了，请在 Excel 或 WPS 里取消密码后另存一份，再重新选择。")


def _check_compound(data: bytes, name: str) -> None:
    try:
        streams = compound.stream_names(data)
    except ValueError as error:
        raise Refused(f"文件“{name}”已损坏或没有复制完，请重新复制一次；能打开的话，{_SAVE_AS}") from error
    if "EncryptedPackage" in streams or _has_password(data):
        raise _protected(name)
    if not streams & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        raise Refused(f"文件“{name}”不是表格（可能是 Word 文档），请选择 .xlsx、.xls、.ods 或 .csv 文件。")


def _has_password(data: bytes) -> bool:
    """Whether an .xls has the record FilePass ([MS-XLS] 2.4.117), which stands right after the first one."""
    at = data.find(b"\x09\x08\x10\0\0\x06\x05\0")
    for _ in range(4):
        if at < 0 or at + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == 0x2F:
            return True
        at += 4 + length
    return False


def _check_package(data: bytes, name: str) -> None:
    """Refuse what is no workbook or would not fit into memory, before the reader unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise Refused(f"文件“{name}”不是表格，请选择 .xlsx、.xls、.ods 或 .csv 文件。")
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise _too_many(name)
            manifest = "META-INF/manifest.xml"
            if manifest in names and b"encryption-data" in package.read(manifest):
                raise _protected(name)
            for entry in names:
                if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                    _check_extent(package, entry, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as error:
        raise Refused(f"文件“{name}”已损坏或没有复制完，请重新复制一次。") from error


def _check_extent(package: zipfile.ZipFile, entry: str, name: str) -> None:
    """Refuse a sheet whose cells lie so far apart that the rectangle around them is enormous.

    The reader lays out that whole rectangle: one stray cell at XFD1048576 would take 500 GB.
    """
    if not any(_WIDE_OR_LOW.search(chunk) for chunk in _chunks(package, entry)):
        return
    bottom = right = 0
    for chunk in _chunks(package, entry):
        for letters, row in _CELL.findall(chunk):
            bottom = max(bottom, int(row))
            right = max(right, column_number(letters.decode()))
    if bottom > MOST_ROWS:
        raise _too_many(name)
    if bottom * right > MOST_CELLS:
        raise Refused(
            f"文件“{name}”在第 {bottom} 行或第 {column_letters(right - 1)} 列附近有零散的内容，"
            "整张表大得读不了，请删去那里的内容后再试。"
        )


def _chunks(package: zipfile.ZipFile, entry: str) -> Iterator[bytes]:
    """The entry in pieces that never cut a tag in two."""
    rest = b""
    with package.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            piece = rest + piece
            cut = piece.rfind(b"<")
            yield piece[:cut]
            rest = piece[cut:]


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(index: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text_table(data: bytes, name: str, suffix: str) -> list[Sheet]:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"mime-version")):
        raise Refused(f"文件“{name}”其实是网页格式，只是名字像表格，{_SAVE_AS}")
    if suffix not in (".csv", ".txt", ".tsv"):
        raise Refused(f"文件“{name}”不是表格，或者已经损坏，请选择 .xlsx、.xls、.ods 或 .csv 文件。")
    text = _decoded(data, name)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    rows: list[Row] = []
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(records, start=1):
            if number > MOST_ROWS:
                raise _too_many(name)
            rows.append(Row(number, cells))
    except csv.Error as error:
        raise Refused(f"文件“{name}”的格式有误（第 {len(rows) + 1} 条起引号不成对），{_SAVE_AS}") from error
    while rows and not any(cell.strip() for cell in rows[-1].cells):
        rows.pop()
    return [Sheet("", rows)]


def _decoded(data: bytes, name: str) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search("[\0-\x08\x0e-\x1a]", text):
            return text
    raise Refused(f"文件“{name}”不是文字表格，或者编码认不出来，{_SAVE_AS}")

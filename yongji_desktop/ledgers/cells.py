"""What is meant by one cell of a ledger.

Every reader returns a `Reading`: the value, and a Chinese sentence where an officer has to look at the cell.
A doubtful cell may carry a value as a suggestion; where nothing may be assumed the value is None.
"""

from __future__ import annotations

import re
import string
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from yongji_desktop.core.credit_code import trouble as credit_code_trouble

EMPTY = {"", "/", "\\", "-", "--", "—", "——", "－", "／", "无", "暂无", "没有", "N/A", "n/a"}
_FORMULA_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff（）"
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")
_HALF_WIDTH = {ord(char) + 0xFEE0: char for char in string.ascii_letters + string.digits}
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789"))

_ABOUT = re.compile("约|近|余|多|来|左右|上下")
_NUMBER = re.compile(
    r"(?:约|大概|大约|近)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:余|多|来)?(m2|\D*?)(?:左右|上下)?"
)
_UNITS = {"", "人", "名", "位", "个", "口", "台", "套", "层", "m2", "平", "平方", "平米", "平方米", "平方m"}
_YES = {"是", "√", "✓", "✔", "☑", "有", "对", "Y", "YES", "TRUE", "1", "1.0"}
_NO = {"否", "×", "✗", "✘", "X", "无", "不是", "没有", "N", "NO", "FALSE", "0", "0.0", "非"}
_RISKS = {"红": "red", "橙": "orange", "黄": "yellow", "蓝": "blue"}
_STATES = {
    "open": "在营 正常 正常营业 营业 正常经营 经营 生产 正常生产 开业 存续",
    "suspended": "停业 停产 歇业 暂停 暂停营业 停工 停产停业 半停产",
    "closed": "关闭 注销 已注销 吊销 倒闭 关停 已关闭 取缔",
    "moved_away": "迁出 搬迁 已搬迁 搬走 外迁",
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}
_DAY = re.compile(
    r"(\d{4}|\d{2})[年./\-。、](\d{1,2})[月./\-。、](\d{1,2})[日号]?(?:[ T(上下中早晚周星凌].*)?"
)
_CHINESE = "[一二三四五六七八九十]"
_CHINESE_DAY = re.compile(f"([〇零一二三四五六七八九]{{4}})年({_CHINESE}{{1,2}})月({_CHINESE}{{1,3}})[日号]?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LAND_LINE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,5})?|400-?\d{3}-?\d{4}|800-?\d{3}-?\d{4}")


class Reading(NamedTuple):
    """The value of a cell and "" or the sentence that asks an officer to look at it."""

    value: Any
    doubt: str = ""


def as_text(cell: Any) -> str:
    """The cell as an officer sees it: whole numbers without ".0", dates as YYYY-MM-DD."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time.min else cell.date().isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def trimmed(cell: Any) -> str:
    """The text without invisible characters and without spaces at its ends."""
    written = as_text(cell)
    if written.isalnum():  # nothing to trim: most cells, and quickly told
        return written
    written = written.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return _INVISIBLE.sub("", written).strip()


def clean(cell: Any) -> str:
    """`trimmed`, and without spaces and line breaks between Chinese characters."""
    return _BETWEEN_HAN.sub("", trimmed(cell))


def plain(cell: Any) -> str:
    """`clean` in half-width form and without any space: for numbers, codes and words of a list."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(cell)))


def text(cell: Any) -> Reading:
    """One line of text as it is written."""
    found = re.sub(r"\s+", " ", clean(cell))
    if found in _FORMULA_ERRORS:
        return Reading(None, f"格子里的公式出错（{found}），请在原表中改好或在这里填上。")
    return Reading(None if found in EMPTY else found)


def long_text(cell: Any) -> Reading:
    """Text that may have several lines."""
    found = trimmed(cell)
    return Reading(None if found in EMPTY else found)


def address(cell: Any) -> Reading:
    """Text with half-width digits and letters."""
    reading = text(cell)
    return reading._replace(value=reading.value.translate(_HALF_WIDTH)) if reading.value else reading


def number(cell: Any) -> Reading:
    """A number of 0 or more with or without a unit: 12人, 1,500㎡; 约20人 is a suggestion."""
    found = plain(cell)
    if found in EMPTY:
        return Reading(None)
    match = _NUMBER.fullmatch(found)
    if match is None:
        chinese = re.fullmatch(r"([一二三四五六七八九十两]{1,3})(层|人|名|个)?", found)
        value = _chinese_number(chinese[1]) if chinese else None
        return Reading(value, "" if value else f"“{as_text(cell)}”不是一个数，请核对。")
    value = round(float(match[1].replace(",", "") + (match[2] or "")), 6)
    value = int(value) if value.is_integer() else value
    if match[3] not in _UNITS:
        return Reading(None, f"“{as_text(cell)}”的单位认不出来，请改成规定的单位。")
    return Reading(value, f"“{as_text(cell)}”是约数，请核对。" if _ABOUT.search(found) else "")


def count(cell: Any) -> Reading:
    """A whole number of 0 or more."""
    reading = number(cell)
    if isinstance(reading.value, float):
        return Reading(None, f"“{as_text(cell)}”应是整数，请核对。")
    return reading


def coordinate(cell: Any) -> Reading:
    """Degrees with decimals."""
    found = plain(cell).rstrip("°")
    if found in EMPTY:
        return Reading(None)
    if re.fullmatch(r"\d{1,3}(\.\d+)?", found) and float(found) <= 180:
        return Reading(float(found))
    return Reading(None, f"“{as_text(cell)}”不是带小数的度数，请核对。")


def yes_or_no(cell: Any) -> Reading:
    """是 √ 有 or 否 × 无."""
    found = plain(cell).upper()
    if found in _YES:
        return Reading(True)
    if found in _NO:
        return Reading(False)
    return Reading(None) if found in EMPTY else Reading(None, f"“{as_text(cell)}”看不出是或否，请核对。")


def risk_level(cell: Any) -> Reading:
    """One of the four colours as its code; any other word is doubtful."""
    found = plain(cell)
    if found in EMPTY:
        return Reading(None)
    colour = re.fullmatch(r"([红橙黄蓝])色?(?:标|级|风险)?", found)
    if colour:
        return Reading(_RISKS[colour[1]])
    return Reading(None, f"风险等级“{as_text(cell)}”不是红、橙、黄、蓝，请核定。")


def operating_state(cell: Any) -> Reading:
    """在营, 停业, 关闭 or 迁出 as its code."""
    found = plain(cell)
    if found in EMPTY:
        return Reading(None)
    state = _STATE_OF.get(found)
    return Reading(state) if state else Reading(None, f"经营状态“{as_text(cell)}”认不出来，请核对。")


def words(cell: Any) -> Reading:
    """A list of words: 配电室、有限空间."""
    found = [part for part in re.split(r"[、,，;；/\n]+", trimmed(cell)) if part.strip() not in EMPTY]
    return Reading([part.strip() for part in found] or None)


def day(cell: Any, today: date | None = None) -> Reading:
    """A date as YYYY-MM-DD; five digits 40000–49999 are a spreadsheet's serial number.

    A day after `today` is doubtful.  What has no year or no day gives None and a doubt.
    """
    if isinstance(cell, datetime):
        found: date | None = cell.date()
    elif isinstance(cell, date):
        found = cell
    else:
        written = unicodedata.normalize("NFKC", clean(cell))
        written = re.sub(r"(?<=[年月])\s+|\s+(?=[年月日./\-])", "", written)
        if written in EMPTY:
            return Reading(None)
        found, doubt = _written_day(written)
        if doubt:
            return Reading(found.isoformat() if found else None, f"日期“{as_text(cell)}”{doubt}")
    if not found or not 1990 <= found.year <= 2100:
        return Reading(None, f"日期“{as_text(cell)}”看不懂，请核对。")
    late = today is not None and found > today
    return Reading(found.isoformat(), f"日期“{found.isoformat()}”还没有到，请核对。" if late else "")


def _written_day(written: str) -> tuple[date | None, str]:
    """The day that a text means and the words of a doubt."""
    if re.fullmatch(r"4\d{4}(\.\d+)?", written):
        return date(1899, 12, 30) + timedelta(days=int(float(written))), ""
    if re.fullmatch(r"(19|20)\d{6}", written):
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    match = _DAY.fullmatch(_western_digits(written))
    if not match:
        return None, "看不懂或不完整，请填成 2026-11-23 的样子。"
    year = int(match[1])
    try:
        found = date(year if year > 99 else 2000 + year, int(match[2]), int(match[3]))
    except ValueError:
        return None, "这一天不存在，请核对。"
    return found, "" if year > 99 else "的年份只有两位，请核对。"


def _western_digits(written: str) -> str:
    """二〇二四年三月五日 as 2024年3月5日."""
    match = _CHINESE_DAY.fullmatch(written)
    if not match:
        return written
    year = "".join(_DIGITS[char] for char in match[1])
    return f"{year}年{_chinese_number(match[2])}月{_chinese_number(match[3])}日"


def _chinese_number(written: str) -> int | None:
    """1 to 99 in Chinese characters; None for anything else."""
    match = re.fullmatch(r"([一二三四五六七八九两])?(十)?([一二三四五六七八九])?", written)
    if not match or (match[1] and match[3] and not match[2]):
        return None
    tens, ten, ones = (("2" if part == "两" else _DIGITS.get(part or "零", "0")) for part in match.groups())
    if not match[2]:
        return int(tens) or int(ones) or None
    return (int(tens) or 1) * 10 + int(ones)


def phones(cell: Any) -> tuple[list[str], str]:
    """The telephone numbers of a cell and a doubt; a number that is none stays as it is written."""
    found = unicodedata.normalize("NFKC", trimmed(cell))
    if found in EMPTY:
        return [], ""
    numbers: list[str] = []
    for part in re.split(r"[/、,;\n|]|或", found):
        whole = _phone(part)
        pieces = [whole] if whole else [_phone(piece) for piece in part.split()]
        if not pieces or None in pieces:
            digits = len(re.sub(r"\D", "", found))
            wrong = f"有 {digits} 位数字" if re.fullmatch(r"[\d\s\-]+", found) else "里有别的文字"
            return [re.sub(r"\s+", "", found)], f"电话“{found}”{wrong}，不像电话号码，请核对。"
        numbers += pieces
    return numbers, f"一格里有 {len(numbers)} 个电话，只留前两个，请核对。" if len(numbers) > 2 else ""


def _phone(written: str) -> str | None:
    """The number without spaces when it is a mobile or land line number, else None."""
    compact = re.sub(r"\s+", "", written)
    mobile = re.sub(r"^\+?86-?", "", compact).replace("-", "")
    if _MOBILE.fullmatch(mobile):
        return mobile
    line = re.sub(r"^\((0\d{2,3})\)-?", r"\1-", compact)
    if line == compact:
        line = re.sub(r"^(0\d{2,3})\s+(?=\d{7,8}$)", r"\1-", written.strip())
    return line if _LAND_LINE.fullmatch(line) else None


def credit_code(cell: Any) -> Reading:
    """A unified social credit code; a wrong one stays as it is and is doubtful."""
    found = re.sub(r"[-·]", "", plain(cell)).upper()
    if found in EMPTY or found in {"无证", "无照", "未办理", "办理中", "未办"}:
        return Reading(None)
    if isinstance(cell, float):
        return Reading(found, f"信用代码“{found}”被当成数字存了，末几位可能已丢失，请对照营业执照核对。")
    wrong = credit_code_trouble(found)
    return Reading(found, f"信用代码“{found}”{wrong}，请对照营业执照核对。" if wrong else "")


def is_credit_code(written: str) -> bool:
    """Whether the text is a credit code with the right check character."""
    reading = credit_code(written)
    return bool(reading.value) and not reading.doubt

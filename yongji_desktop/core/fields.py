"""How a kind of record is declared and how its values are checked.

A `Field` holds plain data only (no callables, no widget hints but `width`): what does not fit gets a page
made by hand.  Form, table, validation, search, ledger, CLI and the exchange whitelist read these declarations.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem

LONGEST_LINE = 500
LONGEST_TEXT = 20_000


class Input(StrEnum):
    """What a field takes; the brake on cleverness: never more than ten."""

    TEXT = "text"        # one line
    LONG = "long"        # several lines
    DATE = "date"        # YYYY-MM-DD
    MOMENT = "moment"    # YYYY-MM-DDTHH:MM, local time (UTC+8)
    COUNT = "count"      # whole number, 0 or more
    NUMBER = "number"    # decimal number
    CHOICE = "choice"    # one code out of `choices`
    YESNO = "yesno"      # true / false
    ROWS = "rows"        # a list of records with fields of their own
    DATA = "data"        # JSON that a pack brought (citations, tags): carried, not edited here


@dataclass(frozen=True)
class Field:
    """One field: English `name`, Chinese `label`, what it takes and whether it must be there.

    `choices` maps codes to words; `rows` are the fields of one row (Input.ROWS); `of` names the kind that the
    text is the id of; `holds` says whether data is a ``list`` or an ``object`` ("" for either); `width` is the column width in Chinese characters.
    """

    name: str
    label: str
    input: Input = Input.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Field, ...] = ()
    of: str = ""
    holds: str = ""
    width: int = 8

    @cached_property
    def rows_by_name(self) -> dict[str, Field]:
        """The fields of one row by name."""
        return {one.name: one for one in self.rows}

    @cached_property
    def checker(self) -> Callable[[Field, Any], tuple[Any, str | None]]:
        """What checks one value and gives its stored form, or half a sentence of what is wrong."""
        return _CHECKERS[self.input]

    def show(self, value: Any) -> str:
        """The value as an officer reads it; "" for nothing."""
        if value is None or value == "":
            return ""
        if self.input is Input.CHOICE:
            return self.choices.get(value, str(value))
        if self.input is Input.YESNO:
            return "是" if value else "否"
        if self.input is Input.MOMENT:
            return str(value).replace("T", " ")
        if self.input is Input.NUMBER:
            return f"{value:g}"
        if self.input is Input.ROWS:
            return f"{len(value)} 项"
        if isinstance(value, list):
            return "、".join(str(part) for part in value)
        return str(value)


@dataclass(frozen=True)
class Kind:
    """A kind of record, declared once.

    `shape`: ``register`` folds per field, ``issued`` by whole versions, ``traced`` is a whole wording plus
    events.  `title` names the field a record is called by; `columns` are the fields that get a column of the
    folded table (the rest stays in its JSON body); `addable` says whether `yongji add` may create one.
    """

    name: str
    label: str
    shape: str
    fields: tuple[Field, ...]
    title: str = "name"
    columns: tuple[str, ...] = ()
    addable: bool = False

    def field_named(self, name: str) -> Field:
        """The field called `name`; KeyError when there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    def check(self, values: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        """Return the values in their stored form, empty ones left out.

        With `partial` only the fields given are looked at (a change of a register) and an emptied one comes
        back as None.  Raises `Invalid` naming every field that is wrong, unknown or missing.
        """
        clean, problems = check_fields(self.fields, values, partial=partial)
        if problems:
            raise Invalid(problems)
        return clean


def check_fields(
    fields: tuple[Field, ...], values: Mapping[str, Any], *, prefix: str = "", where: str = "", partial: bool = False
) -> tuple[dict[str, Any], list[Problem]]:
    """Check `values` against `fields`; returns the stored form and the problems found.

    `prefix` is the path before the field names (``hazards.0.``), `where` the words before a sentence
    (“第 1 条隐患的”).
    """
    problems: list[Problem] = []
    clean: dict[str, Any] = {}
    if not isinstance(values, Mapping):
        return {}, [Problem(prefix.rstrip("."), f"{where}内容应是“栏目: 值”的对照，现在是一个单独的值，请检查文件。")]
    known = {one.name for one in fields}
    for name in values:
        if name not in known:
            problems.append(Problem(prefix + str(name), f"{where}没有“{name}”这一栏，请删去或改成规定的栏名。"))
    for one in fields:
        if partial and one.name not in values:
            continue
        given = values.get(one.name)
        if given is None and not one.required and not partial:
            continue
        value, trouble = _checked(one, given, prefix + one.name, where)
        problems += trouble
        if _empty(value):
            if one.required and not trouble:
                problems.append(Problem(prefix + one.name, f"{where}{one.label}没有填，请补上。"))
            if partial:
                clean[one.name] = None
        else:
            clean[one.name] = value
    return clean, problems


def tidy(text: str, *, lines: bool = False) -> str:
    """Text without control characters, lone surrogates and spaces at its ends, in composed form (NFC)."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip(" \u3000\u00a0")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    keep = "\n" if lines else ""
    text = "".join(
        " " if char == "\n" and not lines else char
        for char in text
        if char in keep or char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return unicodedata.normalize("NFC", text).strip(" \u3000\u00a0\n")


def _empty(value: Any) -> bool:
    return value is None or (not value and value in ("", [], {}))


def _checked(one: Field, value: Any, path: str, where: str) -> tuple[Any, list[Problem]]:
    if _empty(value):
        return None, []
    checker = _CHECKERS[one.input]
    if one.input is Input.ROWS:
        return _check_rows(one, value, path)
    clean, words = checker(one, value)
    return (clean, []) if words is None else (None, [Problem(path, f"{where}{one.label}{words}")])


def _shown(value: Any) -> str:
    """A value as a sentence quotes it: short, whatever it is."""
    text = str(value) if isinstance(value, str | float) or _handy(value) else type(value).__name__
    return text if len(text) <= 40 else text[:38] + "……"


def _handy(value: Any) -> bool:
    return isinstance(value, int) and -(10**30) < value < 10**30


def _check_text(one: Field, value: Any) -> tuple[Any, str | None]:
    if isinstance(value, bool) or not (isinstance(value, str) or _handy(value)):
        return None, "应是文字。"
    long = one.input is Input.LONG
    text = tidy(str(value), lines=long)
    longest = LONGEST_TEXT if long else LONGEST_LINE
    if len(text) > longest:
        return None, f"有 {len(text)} 个字，最多 {longest} 个，请缩短或分开写。"
    return text, None


def _check_date(one: Field, value: Any) -> tuple[Any, str | None]:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            return None, f"“{_shown(value)}”这一天不存在，请改成正确的日期。"
        if 1990 <= day.year <= 2100:
            return day.isoformat(), None
        return None, f"“{_shown(value)}”的年份不对，请核对。"
    return None, f"“{_shown(value)}”看不懂，请写成 2026-11-23 的样子。"


def _check_moment(one: Field, value: Any) -> tuple[Any, str | None]:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?", value.strip()):
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError:
            return None, f"“{_shown(value)}”这个时间不存在，请改正。"
        if 1990 <= moment.year <= 2100:
            return moment.strftime("%Y-%m-%dT%H:%M"), None
        return None, f"“{_shown(value)}”的年份不对，请核对。"
    return None, f"“{_shown(value)}”看不懂，请写成 2026-11-23 14:30 的样子。"


def _check_count(one: Field, value: Any) -> tuple[Any, str | None]:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,13}", value.strip()):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**12:
        return None, f"“{_shown(value)}”不是整数，请填 0 或更大的整数。"
    return value, None


def _check_number(one: Field, value: Any) -> tuple[Any, str | None]:
    wrong = f"“{_shown(value)}”不是数，请填数字。"
    if isinstance(value, bool) or not isinstance(value, str | int | float) or "_" in str(_shown(value)):
        return None, wrong
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None, wrong
    if not math.isfinite(number):
        return None, wrong
    return (int(number) if number.is_integer() and abs(number) < 2**53 else number), None


def _check_choice(one: Field, value: Any) -> tuple[Any, str | None]:
    if isinstance(value, str) and value in one.choices:
        return value, None
    for code, word in one.choices.items():
        if value == word:
            return code, None
    return None, f"“{_shown(value)}”不在可选的范围内，可选：{'、'.join(one.choices.values())}。"


def _check_yesno(one: Field, value: Any) -> tuple[Any, str | None]:
    words = {"是": True, "否": False, "√": True, "×": False}
    if isinstance(value, bool):
        return value, None
    if isinstance(value, str) and value in words:
        return words[value], None
    return None, f"“{_shown(value)}”看不懂，请填“是”或“否”。"


def _check_data(one: Field, value: Any) -> tuple[Any, str | None]:
    if one.holds and not isinstance(value, list if one.holds == "list" else dict):
        words = "一个列表（[…]）" if one.holds == "list" else "一组带名称的内容（{…}）"
        return None, f"应是{words}，请检查文件。"
    try:
        return _tidied(value, 0), None
    except ValueError:
        return None, "的内容不能保存，请重新选择。"


def _tidied(value: Any, depth: int) -> Any:
    """Plain JSON with tidy texts; ValueError for anything else and for what is nested too deep."""
    if isinstance(value, str):
        return tidy(value, lines=True)
    if value is None or value is True or value is False or _handy(value) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if depth < 12 and isinstance(value, list):
        return [_tidied(item, depth + 1) for item in value]
    if depth < 12 and isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {
            key if key.isidentifier() else tidy(key): _tidied(item, depth + 1) for key, item in value.items()
        }
    raise ValueError("not plain JSON")


def _check_rows(one: Field, value: Any, path: str) -> tuple[Any, list[Problem]]:
    if not isinstance(value, list):
        return None, [Problem(path, f"{one.label}应是一个列表，请检查文件。")]
    rows, problems = [], []
    for index, row in enumerate(value):
        quick = _row_at_once(one, row)
        if quick is not None:
            rows.append(quick)
            continue
        clean, trouble = check_fields(
            one.rows, row, prefix=f"{path}.{index}.", where=f"第 {index + 1} 条{one.label}的"
        )
        rows.append(clean)
        problems += trouble
    return rows, problems


def _row_at_once(one: Field, row: Any) -> dict[str, Any] | None:
    """A row in its stored form when nothing is wrong with it; None when the careful way has to say what is."""
    if not isinstance(row, dict):
        return None
    clean = {}
    known_rows = one.rows_by_name
    for name, value in row.items():
        known = known_rows.get(name)
        if known is None or known.input is Input.ROWS:
            return None
        if value is None or _empty(value):
            continue
        stored, words = known.checker(known, value)
        if words is not None:
            return None
        if not _empty(stored):
            clean[name] = stored
    return clean if all(known.name in clean for known in one.rows if known.required) else None


_CHECKERS = {
    Input.TEXT: _check_text,
    Input.LONG: _check_text,
    Input.DATE: _check_date,
    Input.MOMENT: _check_moment,
    Input.COUNT: _check_count,
    Input.NUMBER: _check_number,
    Input.CHOICE: _check_choice,
    Input.YESNO: _check_yesno,
    Input.DATA: _check_data,
    Input.ROWS: _check_data,
}

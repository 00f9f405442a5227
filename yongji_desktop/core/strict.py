"""Strict reading of JSON made elsewhere: every key known, every value of its declared form.

A `Convert` takes a value and the words for its place and returns the checked value or raises Invalid; all
that is wrong is collected, so that whoever made the file can mend it in one go.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused

Convert = Callable[[Any, str], Any]


def parse(data: bytes) -> Any:
    """The JSON value in `data` (UTF-8).  Raises Refused for bad JSON, NaN and repeated keys."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Refused("这个文件不是 UTF-8 文字，不是数据包，请换一个文件。") from None
    except json.JSONDecodeError as trouble:
        raise Refused(f"这个文件第 {trouble.lineno} 行第 {trouble.colno} 个字符处写法有误，"
                      "读不出内容，请向提供的人要一份完好的。") from None
    except ValueError:
        raise Refused("这个文件里有长得不合理的数字，不是数据包，请换一个文件。") from None
    except RecursionError:
        raise Refused("这个文件的层次太多，不是数据包，请换一个文件。") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            raise Refused(f"这个文件里“{key}”写了两次，不知道该用哪个，请向提供的人要一份改正的。")
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise Refused(f"这个文件里有不能用的数值 {name}，请向提供的人要一份改正的。")


def wrong(place: str, message: str) -> Invalid:
    """The error for one thing wrong at `place`."""
    return Invalid([Problem(place, f"{place}：{message}，请改正。")])


def shape(build: Callable[..., Any], **parts: Convert) -> Convert:
    """An object with exactly the keys of `parts`; its values go to `build` by name."""

    def convert(value: Any, place: str) -> Any:
        if not isinstance(value, Mapping):
            raise wrong(place, "应当是一组带名称的内容（{…}）")
        problems = [_problem(place, f"缺少 {key}") for key in parts if key not in value]
        problems += [_problem(place, f"有不认识的内容 {key}") for key in value if key not in parts]
        values = {}
        for key in parts:
            if key in value:
                try:
                    values[key] = parts[key](value[key], f"{place}的 {key}")
                except Invalid as trouble:
                    problems += trouble.problems
        if problems:
            raise Invalid(problems)
        return build(**values)

    return convert


def _problem(place: str, message: str) -> Problem:
    return Problem(place, f"{place}：{message}，请改正。")


def each(convert: Convert, noun: str, least: int = 0) -> Convert:
    """A list of at least `least` values, each read by `convert`; the place says `noun` and which."""

    def convert_all(value: Any, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise wrong(place, "应当是一个列表（[…]）")
        if len(value) < least:
            raise wrong(place, f"至少要有 {least} 个{noun}")
        done, problems = [], []
        for position, one in enumerate(value, start=1):
            try:
                done.append(convert(one, f"{place}，第 {position} 个{noun}{_name(one)}"))
            except Invalid as trouble:
                problems += trouble.problems
        if problems:
            raise Invalid(problems)
        return tuple(done)

    return convert_all


def _name(value: Any) -> str:
    if isinstance(value, Mapping):
        for key in ("code", "number", "name"):
            if isinstance(value.get(key), str | int):
                return f"（{value[key]}）"
    return ""


def then(convert: Convert, check: Callable[[Any, str], None]) -> Convert:
    """`convert`, then `check` of the whole, which raises Invalid."""

    def convert_and_check(value: Any, place: str) -> Any:
        done = convert(value, place)
        check(done, place)
        return done

    return convert_and_check


def maybe(convert: Convert) -> Convert:
    """`convert`, or None for null."""
    return lambda value, place: None if value is None else convert(value, place)


def text(value: Any, place: str) -> str:
    """Text that is not empty and has no blanks around it."""
    if not words(value, place) or value != value.strip():
        raise wrong(place, "应当是一段文字，不能是空的，首尾不留空格")
    return value


def words(value: Any, place: str) -> str:
    """Text in one line, also empty."""
    if not isinstance(value, str):
        raise wrong(place, "应当是文字")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in value):
        raise wrong(place, "文字里有换行或看不见的控制字符")
    return value


def flag(value: Any, place: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise wrong(place, "只能是 true 或 false")
    return value


def day(value: Any, place: str) -> date:
    """A date written YYYY-MM-DD."""
    trouble = wrong(place, "应当是 2026-01-31 这样的日期")
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise trouble
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise trouble from None


def count(low: int, high: int) -> Convert:
    """A whole number from `low` to `high`."""

    def convert(value: Any, place: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise wrong(place, f"应当是 {low} 到 {high} 的整数")
        return value

    return convert


def one_of(choices: Collection[str]) -> Convert:
    """One of `choices`."""

    def convert(value: Any, place: str) -> str:
        if not isinstance(value, str) or value not in choices:
            raise wrong(place, f"只能是 {'、'.join(choices)} 之一")
        return value

    return convert


def like(pattern: str, example: str) -> Convert:
    """Text that matches `pattern` as a whole; `example` goes into the error."""

    def convert(value: Any, place: str) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
            raise wrong(place, f"应当是 {example} 这样的写法")
        return value

    return convert


def unlike(values: Collection[Any], place: str, noun: str) -> None:
    """Raise Invalid when one of `values` stands there twice."""
    doubled = sorted(str(value) for value, count in Counter(values).items() if count > 1)
    if doubled:
        raise wrong(place, f"{noun}重复：{'、'.join(doubled)}")

"""Whatever is put in becomes its stored form or a sentence, never a crash."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yongji_desktop.core.canonical import canonical
from yongji_desktop.core.errors import Invalid
from yongji_desktop.core.fields import LONGEST_LINE, LONGEST_TEXT, Field, Input, Kind, check_fields, tidy

CHOICES = {"red": "红", "blue": "蓝"}
ROW = (Field("name", "姓名", required=True), Field("when", "日期", Input.DATE))
FIELDS = tuple(
    Field(
        one.value,
        one.name,
        one,
        choices=CHOICES if one is Input.CHOICE else {},
        rows=ROW if one is Input.ROWS else (),
    )
    for one in Input
)
RARE = "栲䶮𬱖〇㐂\U0002ebf0é\u0301\ud800\x00\x07\u200b\ufeff\u2028\r\n\t\u3000\u00a0‮"
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.text(st.sampled_from(RARE))
    | st.builds(lambda: 10**5000)
    | st.builds(lambda: -(10**400))
    | st.sampled_from(
        [
            "9" * 5000,
            "1_0",
            "１２",
            "٣",
            "nan",
            "inf",
            "2026-02-30",
            "2026-11-20",
            "２０２６-11-20",
            "2026-11-20 09:30",
            "2026-11-20T25:00",
            "红",
            "red",
            "是",
            "否",
            b"bytes",
            {1: 2},
        ]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=15,
)


def chinese(words: str) -> bool:
    return words.endswith(("。", "？")) and any("\u4e00" <= one <= "\u9fff" for one in words)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(FIELDS), ANYTHING, st.booleans())
@example(FIELDS[list(Input).index(Input.CHOICE)], ["red"], False)
@example(FIELDS[list(Input).index(Input.NUMBER)], 10**400, False)
@example(FIELDS[list(Input).index(Input.COUNT)], "9" * 5000, False)
def test_anything_becomes_its_stored_form_or_a_sentence(field: Field, value: object, partial: bool) -> None:
    clean, problems = check_fields(FIELDS, {field.name: value}, partial=partial)
    for problem in problems:
        assert chinese(problem.message) and len(problem.message) < 400, problem
        assert problem.field.split(".")[0] == field.name
    if problems:
        return
    canonical(clean)  # the log takes it
    again, none = check_fields(FIELDS, clean, partial=partial)
    assert not none and again == clean, "the stored form is stored as it is"
    held = clean.get(field.name)
    if held is not None:
        assert is_stored_form(field.input, held), held
        assert isinstance(field.show(held), str)


def is_stored_form(kind: Input, held: object) -> bool:
    from datetime import date, datetime

    if kind in (Input.TEXT, Input.LONG):
        longest = LONGEST_LINE if kind is Input.TEXT else LONGEST_TEXT
        return isinstance(held, str) and 0 < len(held) <= longest and (kind is Input.LONG or "\n" not in held)
    if kind is Input.DATE:
        return date.fromisoformat(held).isoformat() == held
    if kind is Input.MOMENT:
        return datetime.fromisoformat(held).strftime("%Y-%m-%dT%H:%M") == held
    if kind is Input.COUNT:
        return type(held) is int and held >= 0
    if kind is Input.NUMBER:
        return type(held) in (int, float)
    if kind is Input.CHOICE:
        return held in CHOICES
    if kind is Input.YESNO:
        return type(held) is bool
    return json.loads(canonical(held)) == held


@settings(max_examples=400, deadline=None)
@given(st.text(st.characters() | st.sampled_from(RARE)), st.booleans())
@example("e\x00\u0301", False)
@example("\u200b \x00 甲", True)
def test_tidy_text_is_tidy_for_good(text: str, lines: bool) -> None:
    done = tidy(text, lines=lines)
    assert tidy(done, lines=lines) == done
    assert unicodedata.is_normalized("NFC", done)
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in done if not (lines and one == "\n"))
    assert done == done.strip(" \u3000\u00a0\n")
    done.encode("utf-8")


def test_tidy_keeps_what_an_officer_typed() -> None:
    assert tidy("  栲栳镇 李雨䶮　") == "栲栳镇 李雨䶮"
    assert tidy("𬱖祥（永济）\t店") == "𬱖祥（永济） 店"
    assert tidy("一\r\n二\r三", lines=True) == "一\n二\n三"
    assert tidy("一\r\n二") == "一 二"
    assert tidy("e\u0301") == "é"


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        (Input.TEXT, " 甲 ", "甲"),
        (Input.TEXT, 13800001111, "13800001111"),
        (Input.TEXT, " \u3000", None),
        (Input.TEXT, "甲" * LONGEST_LINE, "甲" * LONGEST_LINE),
        (Input.LONG, "甲\n乙", "甲\n乙"),
        (Input.DATE, " 2026-11-20 ", "2026-11-20"),
        (Input.MOMENT, "2026-11-20 09:30:59", "2026-11-20T09:30"),
        (Input.COUNT, "42", 42),
        (Input.COUNT, 42.0, 42),
        (Input.COUNT, 0, 0),
        (Input.NUMBER, "3.50", 3.5),
        (Input.NUMBER, "3.0", 3),
        (Input.NUMBER, -1, -1),
        (Input.CHOICE, "红", "red"),
        (Input.CHOICE, "blue", "blue"),
        (Input.YESNO, False, False),
        (Input.YESNO, "×", False),
        (Input.DATA, {"a ": [" x "]}, {"a": ["x"]}),
        (Input.ROWS, [{"name": "甲"}], [{"name": "甲"}]),
        (Input.ROWS, [], None),
    ],
)
def test_stored_forms(kind: Input, value: object, stored: object) -> None:
    clean, problems = check_fields(FIELDS, {kind.value: value})
    assert not problems and clean.get(kind.value) == stored


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [
        (Input.TEXT, True, "应是文字"),
        (Input.TEXT, ["甲"], "应是文字"),
        (Input.TEXT, "甲" * 501, "最多 500"),
        (Input.LONG, "甲" * 20_001, "最多 20000"),
        (Input.DATE, "2026-02-30", "不存在"),
        (Input.DATE, "1889-01-01", "年份"),
        (Input.DATE, "2026/1/2", "看不懂"),
        (Input.DATE, 20260102, "看不懂"),
        (Input.MOMENT, "2026-11-20", "看不懂"),
        (Input.MOMENT, "2026-11-20T24:01", "不存在"),
        (Input.COUNT, -1, "整数"),
        (Input.COUNT, 1.5, "整数"),
        (Input.COUNT, True, "整数"),
        (Input.NUMBER, "三", "不是数"),
        (Input.NUMBER, float("nan"), "不是数"),
        (Input.NUMBER, True, "不是数"),
        (Input.NUMBER, "1_000", "不是数"),
        (Input.CHOICE, "绿", "可选：红、蓝"),
        (Input.CHOICE, {"red": 1}, "可选"),
        (Input.YESNO, 1, "“是”或“否”"),
        (Input.DATA, float("inf"), "不能保存"),
        (Input.NUMBER, -(10**400), "不是数"),
        (Input.TEXT, 10**400, "应是文字"),
        (Input.DATA, 10**400, "不能保存"),
        (Input.ROWS, "甲", "列表"),
        (Input.ROWS, ["甲"], "对照"),
        (Input.ROWS, [{"when": "2026-01-01"}], "第 1 条"),
    ],
)
def test_what_is_wrong_is_named(kind: Input, value: object, word: str) -> None:
    _, (problem,) = check_fields(FIELDS, {kind.value: value})
    assert word in problem.message and chinese(problem.message)
    assert problem.severity == "block"


def test_data_that_has_a_shape_keeps_it() -> None:
    fields = (
        Field("lead", "牵头部门", Input.DATA, holds="object"),
        Field("tasks", "任务", Input.DATA, holds="list"),
    )
    assert check_fields(fields, {"lead": {"a": 1}, "tasks": ["2024/7"]}) == (
        {"lead": {"a": 1}, "tasks": ["2024/7"]},
        [],
    )
    _, problems = check_fields(fields, {"lead": "市应急局", "tasks": {"a": 1}})
    assert [one.field for one in problems] == ["lead", "tasks"] and all(
        chinese(one.message) for one in problems
    )


def test_unknown_missing_and_emptied_fields() -> None:
    kind = Kind("x", "某", "register", (Field("name", "名称", required=True), Field("phone", "电话")))
    with pytest.raises(Invalid) as told:
        kind.check({"colour": "red"})
    assert [one.field for one in told.value.problems] == ["colour", "name"]
    assert kind.check({"name": "甲", "phone": ""}) == {"name": "甲"}
    assert kind.check({"phone": None}, partial=True) == {"phone": None}
    assert kind.check({}, partial=True) == {}
    with pytest.raises(Invalid):
        kind.check({"name": " "}, partial=True)
    with pytest.raises(Invalid, match="对照"):
        kind.check(["甲"])
    with pytest.raises(KeyError):
        kind.field_named("colour")


def test_every_place_of_a_problem_inside_rows() -> None:
    _, problems = check_fields(FIELDS, {"rows": [{"name": "甲"}, {"name": "", "when": "x"}]})
    assert [one.field for one in problems] == ["rows.1.name", "rows.1.when"]
    assert all("第 2 条" in one.message for one in problems)

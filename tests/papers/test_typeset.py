"""Chinese line breaking: 避头, 避尾, 不拆, half-width punctuation, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yongji_desktop.papers import blocks
from yongji_desktop.papers.fonts import MISSING_MARK, glyph
from yongji_desktop.papers.linebreak import NO_END, NO_START, SPACES, clean
from yongji_desktop.papers.typeset import MM, set_para

WHOLE = (
    "2026年10月12日", "15时42分", "19日", "2号", "5人", "第15项", "第三十六条", "〔2026〕A036号",
    "0359-8000000", "138****1206", "GM09", "Aluminium", "36.5℃", "1200㎡", "≤0.40MPa", "7日", "63份",
)  # fmt: skip
PHRASES = (
    "传动皮带轮防护罩检修后未恢复", "配电箱", "结晶器冷却水进水压力", "请企业依法报告",
    "现场劝导企业停止作业", "有限公司", "李雨䶮", "栲栳卿虞", "厂区东侧疏散通道", "的", "隐患", "未查",
)  # fmt: skip
QUOTED = ("“{}”", "《{}》", "（{}）", "“《{}》”", "（“{}”）", "《{}》（甲）", "〔{}〕", "￥{}", "{}）。”乙")
ROLES = st.sampled_from(["song", "fang", "hei"])
MARKS = ("，", "。", "、", "；", "：", "！", "？", "……", "——", "％", "·", ".", ",", " ", "　")


def sentence(width_at_least: int = 1):
    """Random mixed text that looks like what officers write."""
    part = st.one_of(
        st.sampled_from(PHRASES),
        st.sampled_from(WHOLE),
        st.tuples(st.sampled_from(QUOTED), st.sampled_from(PHRASES + WHOLE)).map(lambda p: p[0].format(p[1])),
    )
    return st.lists(
        st.tuples(part, st.sampled_from(MARKS)), min_size=width_at_least, max_size=25
    ).map(lambda parts: "".join(a + b for a, b in parts))


def broken_rules(lines: list[str]) -> list[str]:
    """The breaks between `lines` that 避头 or 避尾 forbids."""
    shown = [line.strip("".join(SPACES)) for line in lines]
    return [
        f"{before!r} | {after!r}"
        for before, after in zip(shown, shown[1:])
        if before and after and (after[0] in NO_START or before[-1] in NO_END)
    ]


@settings(max_examples=150, deadline=None)
@given(sentence(), st.floats(6.6, 50), ROLES, st.sampled_from([9, 10.5, 12]))
def test_no_line_breaks_a_rule_and_nothing_is_lost(text: str, ems: float, role: str, size: float) -> None:
    """From 6.6 characters on, the widest run of signs that may not be parted (（“的”）……), up."""
    width = ems * size
    lines = set_para(blocks.para(text, size=size, role=role), width)
    texts = [line.text for line in lines]
    assert broken_rules(texts) == []
    assert "".join(texts).replace(" ", "").replace("　", "") == text.replace(" ", "").replace("　", "")
    assert all(line.width <= width + 0.02 for line in lines)


@settings(max_examples=100, deadline=None)
@given(sentence(), st.sampled_from(WHOLE), sentence(), st.floats(35, 170))
def test_what_belongs_together_stays_on_one_line(before: str, whole: str, after: str, width: float) -> None:
    text = f"{before}，{whole}，{after}"
    lines = [line.text for line in set_para(blocks.para(text), width * MM)]
    starts, at = [], 0
    joined = "".join(lines)
    for line in lines:
        at += len(line)
        starts.append(at)
    spot = joined.index(f"，{whole}，") + 1
    assert not [cut for cut in starts if spot < cut < spot + len(whole)]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.floats(5, 60))
def test_any_text_survives_at_any_width(text: str, width: float) -> None:
    missing: list[str] = []
    lines = set_para(blocks.para(text), width * MM, missing)
    shown = "".join(line.text for line in lines)
    assert [c for c in shown if c not in SPACES] == [
        c for c in clean(text) if c not in SPACES and c != "\n"
    ]
    assert all(clean(char) == char for char in missing)


def lines_of(text: str, width: float, **style) -> list[str]:
    return [line.text for line in set_para(blocks.para(text, **style), width * MM)]


@pytest.mark.parametrize(
    "text, width, lines",
    [
        ("2026年10月19日", 15.6, ["2026年", "10月19日"]),
        ("SN-2026-ABCD-EFGH-IJKL-0001-XYZ", 50.6, ["SN-2026-ABCD-EFGH-IJKL-", "0001-XYZ"]),
        ("安全生产法第三十六条第二款", 26.6, ["安全生产法", "第三十六条", "第二款"]),
        ("约定2026年10月14日补查", 27, ["约定", "2026年10月14日", "补查"]),
        ("责任制已签订至班组，共63份", 36, ["责任制已签订至班组，", "共63份"]),
        ("第一行\n第二行", 100, ["第一行", "第二行"]),
    ],
)
def test_known_breaks(text: str, width: float, lines: list[str]) -> None:
    assert lines_of(text, width) == lines


def test_a_long_word_without_seams_breaks_by_character() -> None:
    lines = lines_of("A" * 50, 40)
    assert "".join(lines) == "A" * 50 and len(lines) == 4


def test_neighbouring_punctuation_takes_half_the_room() -> None:
    def width(text: str) -> float:
        return set_para(blocks.para(text, size=10, align="left"), 1000)[0].width

    assert width("完”。") == pytest.approx(25)
    assert width("》（甲") == pytest.approx(25)
    assert width("“《甲") == pytest.approx(25)
    assert width("甲，乙") == pytest.approx(30)


def test_closing_sign_hangs_half_at_the_end_of_a_line() -> None:
    full = set_para(blocks.para("一二三四，五六", size=10), 45)
    assert [line.text for line in full] == ["一二三四，", "五六"]


def test_justified_lines_reach_the_edge_and_the_last_does_not() -> None:
    text = "传动皮带轮防护罩检修后未恢复，" * 6
    lines = set_para(blocks.para(text, size=10), 100 * MM)
    ends = []
    for line in lines:
        last = line.segments[-1]
        width = sum(glyph("fang", char).width * 10 for char in last.text)
        ends.append(last.x + width + last.spacing * (len(last.text) - 1))
    assert all(abs(end - 100 * MM) < 5.1 for end in ends[:-1])
    assert ends[-1] < 99 * MM


def test_narrow_columns_are_set_left() -> None:
    lines = set_para(blocks.para("安全生产法第三十六条第二款，消防法第二十八条"), 26 * MM)
    assert all(segment.spacing == 0 for line in lines for segment in line.segments)


def test_a_box_keeps_its_word_and_a_blank_shrinks_to_the_line() -> None:
    pieces = ["以上记录已阅看（或已向我宣读），", {"box": True}, "情况属实，原因：", {"blank": 40}]
    for width in (40, 60, 68, 75, 120):
        lines = set_para(blocks.para(pieces), width * MM)
        for line in lines:
            assert all(end <= width * MM + 0.1 for _, end in line.rules)
            if line.boxes:
                assert "情况属实" in line.text


def test_fallback_is_per_character() -> None:
    fonts = {char: glyph("fang", char).font for char in "栲栳卿虞鹳䶮堃喆㛃𬱖㎡℃≤⑮★龑"}
    assert fonts["栲"] == "yongji-fang"
    assert fonts["䶮"] == "yongji-kai_light" and glyph("song", "䶮").font == "yongji-song", "as thin as 仿宋"
    assert fonts["龑"] == "yongji-song"
    assert all(glyph(role, char).char == char for role in ("fang", "song", "hei") for char in fonts)


def test_what_no_font_has_becomes_a_mark_and_is_told() -> None:
    missing: list[str] = []
    lines = set_para(blocks.para("王😀强"), 100, missing)
    assert missing == ["😀"]
    assert MISSING_MARK in "".join(segment.text for segment in lines[0].segments)


@pytest.mark.parametrize("role", ["song", "fang", "hei", "kai", "title"])
def test_quotes_dash_and_ellipsis_are_full_width(role: str) -> None:
    assert {glyph(role, char).width for char in "“”‘’…—"} == {1.0}


def test_control_and_format_characters_are_dropped() -> None:
    assert clean("甲\x00\x1b乙\u200b\u202e丙\ufeff丁\ud800戊\t己\r\n庚") == "甲乙丙丁戊 己\n庚"

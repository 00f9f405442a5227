"""Colours, state families and sizes of the window, as data for style.qss and the painted parts."""

from __future__ import annotations

import re
from typing import NamedTuple

COLOURS = {
    "bg": "#F3F5F8",
    "surface": "#FFFFFF",
    "sub": "#F7F9FB",
    "line": "#DDE3EA",
    "control": "#7D8A99",
    "ink": "#1A2733",
    "ink2": "#45535F",
    "ink3": "#566472",
    "brand": "#1B5E9E",
    "brand_hover": "#164F86",
    "brand_soft": "#E6F0FA",
    "selected": "#DCEAF8",
    "nav": "#17304A",
    "nav_selected": "#25507C",
    "nav_text": "#DCE7F2",
    "nav_line": "#2B4763",
    "nav_bar": "#7FB4EA",
    "disabled": "#E8ECF0",
    "toast": "#22303D",
    "toast_link": "#9CCBFA",
    "badge_red": "#C8382F",
    "badge_grey": "#526B85",
    "hover": "#EEF3F8",
    "focus_dark": "#0B2440",
}


class Family(NamedTuple):
    """Text, fill and border of a state chip; `bold` and the border's width."""

    text: str
    fill: str
    border: str
    bold: bool = False
    width: float = 1.0


FAMILIES = {
    "red": Family("#A3201A", "#FCEAE8", "#E7B3AF"),
    "amber": Family("#854800", "#FFF1DB", "#EBCB98"),
    "blue": Family("#1B5E9E", "#E6F0FA", "#B3D0EC"),
    "green": Family("#1A6338", "#E4F4EA", "#A9D6B9"),
    "violet": Family("#573B92", "#F0EBFA", "#CDBFE8"),
    "teal": Family("#0B5F66", "#E0F3F4", "#A5D5D9"),
    "grey": Family("#45535F", "#EDF0F4", "#CBD3DB"),
    "suspected": Family("#B3261E", "#FFFFFF", "#B3261E", True, 1.5),
    "major": Family("#FFFFFF", "#B3261E", "#B3261E", True),
}

# Which words belong to which family; a count inside (“逾期 3 天”) does not matter.
STATE_WORDS = {
    "red": "逾期 不合格 未整改 无法整改 冲突 挂牌督办 损坏 拒签 已作废 红",
    "amber": "今天 待复查 部分整改 基本符合 填写中 未定稿 待核实 疑点 有变化 橙",
    "blue": "整改中 个工作日 负责 日常巡查 待归档 已通知 新增 本机使用人 蓝",
    "green": "合格 已整改 当场整改 已闭环 已签 已归档 校验通过 已出文书 在营 已完成 有文号",
    "violet": "已移送 等部门 线索移送 来件 补录 督促 收集件",
    "teal": "自动合并 分工负责 配合检查 配合部门检查",
    "grey": "草稿 未签 一般 不适用 未点名 可补 未能检查 停业 已终止 未查 已撤销 没有变化 已停用 关闭 迁出",
    "suspected": "疑似重大",
    "major": "重大",
}
_FAMILY_OF = {word: family for family, words in STATE_WORDS.items() for word in words.split()}
_COUNT = re.compile(r"\s*\d+\s*(?:天|个|份|条|件)?\s*")


def family_of(word: str) -> str:
    """The family of a state word, counts in it ignored; grey for a word that is no state."""
    if word in _FAMILY_OF:
        return _FAMILY_OF[word]
    if "个工作日" in word:
        return "blue"
    return _FAMILY_OF.get(_COUNT.sub("", word), "grey")


SIZES = {
    "title": 20,
    "record": 16,
    "section": 15,
    "body": 14,
    "caption": 13,
    "key": 12,
    "top_bar": 54,
    "status_bar": 28,
    "field": 32,
    "button": 34,
    "button_in_card": 30,
    "table_header": 31,
    "row": 36,
    "row_two_lines": 48,
    "nav_item": 36,
    "nav": 164,
    "nav_compact": 60,
    "label": 68,
    "margin": 12,
    "gap": 10,
    "card": 14,
    "radius_card": 8,
    "radius_control": 5,
    "radius_chip": 4,
    "chip": 22,
    "target": 28,
}

COMPACT_BELOW = 1180
WIDE_FROM = 1600
SMALLEST = (960, 540)


class ButtonLook(NamedTuple):
    """Text, fill, border and the colour of the key hint of a button."""

    text: str
    fill: str
    border: str
    key: str


BUTTONS = {
    "primary": ButtonLook("#FFFFFF", COLOURS["brand"], COLOURS["brand"], "#FFFFFF"),
    "secondary": ButtonLook(COLOURS["ink"], COLOURS["surface"], COLOURS["control"], COLOURS["ink3"]),
    "ghost": ButtonLook(COLOURS["brand"], "", "", COLOURS["ink3"]),
    "danger": ButtonLook("#A3201A", COLOURS["surface"], "#A3201A", "#A3201A"),
    "disabled": ButtonLook(COLOURS["ink3"], COLOURS["disabled"], "#CBD3DB", COLOURS["ink3"]),
}

# (text, background, least contrast): every pair that stands in the style sheet or is painted.
PAIRS = [
    ("ink", "surface", 4.5),
    ("ink", "bg", 4.5),
    ("ink", "sub", 4.5),
    ("ink", "selected", 4.5),
    ("ink", "hover", 4.5),
    ("ink", "brand_soft", 4.5),
    ("ink2", "surface", 4.5),
    ("ink2", "bg", 4.5),
    ("ink2", "sub", 4.5),
    ("ink2", "selected", 4.5),
    ("ink3", "surface", 4.5),
    ("ink3", "bg", 4.5),
    ("ink3", "sub", 4.5),
    ("ink3", "selected", 4.5),
    ("ink3", "disabled", 4.5),
    ("brand", "surface", 4.5),
    ("brand", "selected", 4.5),
    ("brand", "brand_soft", 4.5),
    ("brand", "bg", 4.5),
    ("surface", "brand", 4.5),
    ("surface", "brand_hover", 4.5),
    ("nav_text", "nav", 4.5),
    ("surface", "nav", 4.5),
    ("surface", "nav_selected", 4.5),
    ("surface", "badge_red", 4.5),
    ("surface", "badge_grey", 4.5),
    ("surface", "toast", 4.5),
    ("toast_link", "toast", 4.5),
    ("control", "surface", 3.0),
    ("brand", "surface", 3.0),
    ("nav_bar", "nav_selected", 3.0),
    ("focus_dark", "surface", 3.0),
    ("surface", "focus_dark", 3.0),
]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (#RRGGBB) by the formula of WCAG 2."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

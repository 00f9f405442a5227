"""Where a line of Chinese text may break (避头, 避尾, 不拆), without any measure of width."""

from __future__ import annotations

import re
import unicodedata

BOX_MARK = "\ufdd0"  # noncharacters: they stand for a check box and for a blank in the plain text
BLANK_MARK = "\ufdd1"

NO_START = frozenset("，。、；：！？）》〉】〕」』〗”’…—％℃·．～‰°′″々" + ",.;:!?)]}%" + "｝］＞")
NO_END = frozenset("（《〈【〔「『〖“‘￥№＄｛［＜" + "([{$¥#")
# Full-width signs whose ink lies in the left (closing) or right (opening) half of their square.
CLOSING = frozenset("，。、；：！？）》〉】〕」』”’．")
OPENING = frozenset("（《〈【〔「『“‘")
SPACES = frozenset(" \u3000\u00a0")

_NUMERAL = "[0-9一二三四五六七八九十百千零〇两]"
_UNIT = (
    "平方米|立方米|公里|千米|厘米|毫米|小时|分钟|个工作日|工作日|个月|千克|公斤|万元|亿元|千瓦|"
    "[年月日天时分秒号条项人次台套个件张份页段处家名户层米吨升元岁度倍级类组间栋座辆只根把瓶袋桶周期版款字栏格㎡℃％%]"
)
_WHOLE = tuple(
    re.compile(pattern)
    for pattern in (
        r"〔[0-9]{4}〕[A-Za-z]{0,2}[0-9]{0,5}号?",
        r"[0-9]{2,4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日",
        r"[0-9]{1,2}时[0-9]{1,2}分",
        rf"第{_NUMERAL}+[条款项章节号次版页期批届段类级]?",
        rf"[≤≥＜＞±≈～]?[!-~]+(?:{_UNIT})?",
        rf"{BOX_MARK}[^\s，。；：、！？{BOX_MARK}{BLANK_MARK}]{{1,14}}",
    )
)
_SEAM_AFTER = frozenset("-/_.")


def clean(text: str) -> str:
    """`text` without control, format and variation characters; tabs become spaces, line ends ``\\n``."""
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for char in text.replace("\r\n", "\n").replace("\r", "\n"):
        if char == "\n" or char in SPACES:
            kept.append(char)
        elif char == "\t" or char in "\u2028\u2029":
            kept.append(" ")
        elif unicodedata.category(char) in ("Cc", "Cf", "Cs"):
            continue
        elif "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
            continue
        elif char in (BOX_MARK, BLANK_MARK):
            kept.append("\ufdd2")
        else:
            kept.append(char)
    return "".join(kept)


def allowed(before: str, after: str) -> bool:
    """Whether 避头 and 避尾 let a line end with `before` and the next begin with `after`."""
    return after not in NO_START and before not in NO_END and after not in SPACES


def break_points(text: str) -> list[bool]:
    """``points[i]``: a line may break before character i.  ``points[0]`` is False."""
    points = [False] * len(text)
    before = text[:1]
    for i in range(1, len(text)):
        points[i] = allowed(before, text[i])
        if text[i] not in SPACES:
            before = text[i]
    for pattern in _WHOLE:
        for match in pattern.finditer(text):
            for i in range(match.start() + 1, match.end()):
                points[i] = False
    return points


def emergency_points(text: str, start: int, end: int, level: int) -> list[int]:
    """Break points inside an unbreakable run that is wider than the line.

    Level 0: after - / _ and full stops; 1: where Chinese and digits or letters meet; 2: between any two
    characters that 避头 and 避尾 allow; 3: between any two characters.
    """
    found = []
    for i in range(start + 1, end):
        before, after = text[i - 1], text[i]
        if level == 0:
            good = before in _SEAM_AFTER and allowed(before, after)
        elif level == 1:
            good = not before.isascii() and after.isascii() and allowed(before, after)
        elif level == 2:
            good = allowed(before, after)
        else:
            good = True
        if good:
            found.append(i)
    return found

"""Words that belong to powers a town without authorisation does not have (安全生产法 第六十五条；行政处罚法
第二十四条；行政强制法 第十七条), looked for only where the town itself speaks.

Department replies, orders from above, names of standards and units, and quotations are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yongji_desktop.core.errors import Problem

FORBIDDEN = (
    "责令",
    "处罚",
    "罚款",
    "查封",
    "扣押",
    "停产停业",
    "限期改正",
    "强制执行",
    "强制拆除",
    "强行关闭",
)
# The two sentences in which such a word says what the town does not do.
_ALLOWED = re.compile("(?:镇政府|街道)不实施处罚|经济处罚等内部处理由企业依本单位制度作出")
_QUOTED = re.compile("《[^《》]*》|“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Spoken:
    """A field that speaks for the town: its name in the record, its label on the paper, its words."""

    field: str
    label: str
    text: str


def forbidden_words(text: str, names: Iterable[str] = ()) -> list[str]:
    """The words of `text` that an unauthorised town may not use, in the order of the list, each once.

    What stands in quotation marks or 书名号 and the given `names` (of units, laws, standards) is left out.
    """
    rest = _SPACE.sub("", text or "")
    for name in sorted((_SPACE.sub("", name) for name in names if name), key=len, reverse=True):
        rest = rest.replace(name, "〇") if name else rest
    while (shorter := _QUOTED.sub("〇", rest)) != rest:
        rest = shorter
    rest = _ALLOWED.sub("〇", rest)
    return [word for word in FORBIDDEN if word in rest]


def hint(text: str, is_town: bool, names: Iterable[str] = ()) -> str | None:
    """The sentence shown under a field while it is written, or None when its words are fine."""
    words = forbidden_words(text, names)
    if not words:
        return None
    return f"“{words[0]}”不属于{'我镇' if is_town else '我街道'}可用措辞，请改为“要求”“建议”或“劝导”。"


def scan(fields: Iterable[Spoken], is_town: bool, names: Iterable[str] = ()) -> list[Problem]:
    """One blocking problem for each field that uses such a word (rule R59)."""
    names = tuple(names)
    body = "镇政府" if is_town else "街道"
    found = []
    for spoken in fields:
        words = forbidden_words(spoken.text, names)
        if words:
            listed = "”“".join(words)
            message = (
                f"{spoken.label}栏有“{listed}”，不属于{body}可用措辞，请改为“要求”“建议”或“劝导”；"
                "已赋权的请改用赋权文书。"
            )
            found.append(Problem(spoken.field, message, "block", "R59"))
    return found

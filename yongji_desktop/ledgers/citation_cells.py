"""Citations as they stand in a cell of a workbook, one on each line, and back again.

安全生产法第三十六条第二款；消防法（待核）；《标准名称》（文号）第五条“情形”；《标准名称》“情形”（待核）.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from yongji_desktop.core.citations import UNVERIFIED, check_citation, chinese_number
from yongji_desktop.core.strict import wrong

_ORDER = "[一二三四五六七八九十百零]+"
_STANDARD = re.compile(
    rf"《(?P<standard>[^《》]+)》(?:（(?!待核）)(?P<document>[^（）]+)）)?"
    rf"(?P<clause>第{_ORDER}条(?:第{_ORDER}款)?(?:第（{_ORDER}）项)?)?(?:“(?P<situation>.+)”)?"
)
_LAW = re.compile(
    rf"(?P<law>[^《》]+?)(?:第(?P<article>{_ORDER})条(?:第(?P<paragraph>{_ORDER})款)?(?:第（(?P<item>{_ORDER})）项)?)?"
)
_NUMBERS = {chinese_number(number): number for number in range(1, 1000)}


def citation_cell(citation: Mapping[str, Any]) -> str:
    """One citation as written in a cell."""
    mark = "" if citation["verified"] else UNVERIFIED
    if "law" in citation:
        places = [
            (citation["article"], "第{}条"),
            (citation["paragraph"], "第{}款"),
            (citation["item"], "第（{}）项"),
        ]
        return citation["law"] + "".join(words.format(chinese_number(n)) for n, words in places if n) + mark
    document = f"（{citation['document']}）" if citation["document"] else ""
    situation = f"“{citation['situation']}”" if citation["situation"] else ""
    return f"《{citation['standard']}》{document}{citation['clause'] or ''}{situation}{mark}"


def citations_cell(citations: Iterable[Mapping[str, Any]]) -> str:
    """Several citations, one on each line."""
    return "\n".join(citation_cell(one) for one in citations)


def read_citation(text: str, place: str) -> dict[str, Any]:
    """The citation that `text` writes; Invalid, naming `place`, when it writes none."""
    verified = not text.endswith(UNVERIFIED)
    body = text.removesuffix(UNVERIFIED).strip()
    found = (_STANDARD if body.startswith("《") else _LAW).fullmatch(body)
    if not found:
        raise wrong(
            place,
            f"依据“{text}”看不懂，应当是“安全生产法第三十六条第二款”或者“《标准名称》（文号）”这样的写法",
        )
    parts: dict[str, Any] = {**found.groupdict(), "verified": verified}
    for key in ("article", "paragraph", "item"):
        if parts.get(key):
            if parts[key] not in _NUMBERS:
                raise wrong(place, f"依据“{text}”里的“{parts[key]}”不是条、款、项的序号")
            parts[key] = _NUMBERS[parts[key]]
    return check_citation(parts, place)


def read_citations(text: str, place: str) -> list[dict[str, Any]]:
    """The citations in a cell, one on each line; none for an empty cell."""
    return [read_citation(line.strip(), place) for line in text.splitlines() if line.strip()]

"""Citations (依据) as data, and their one printed form.

A citation is a dict of one of two shapes, never free text:

- law or regulation: ``law``, ``article`` (条), ``paragraph`` (款), ``item`` (项), ``verified``; the three
  numbers are whole numbers or None;
- standard: ``standard`` (its name), ``document`` (文号 or None), ``clause`` (``第三条第（二）项`` or None),
  ``situation`` (the listed situation in short or None), ``verified``.

``verified`` means: compared with the original text.  What is not verified prints its name, its situation
and （待核）, never an article or clause number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem

LAW_KEYS = ("law", "article", "paragraph", "item", "verified")
STANDARD_KEYS = ("standard", "document", "clause", "situation", "verified")
NOTHING = "—"
UNVERIFIED = "（待核）"

_INNER_QUOTES = str.maketrans("“”", "‘’")
_DIGITS = "零一二三四五六七八九"
_ORDER = "[一二三四五六七八九十百零]+"
_CLAUSE = re.compile(f"第{_ORDER}条(第{_ORDER}款)?(第（{_ORDER}）项)?")


def chinese_number(number: int) -> str:
    """Write 1–999 as articles are numbered in print: 十, 三十六, 一百零一, 一百一十.

    Raises ValueError outside that range.
    """
    if isinstance(number, bool) or not 1 <= number <= 999:
        raise ValueError(f"no article number: {number!r}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def check_citation(citation: Any, field: str = "basis") -> dict[str, Any]:
    """Return `citation` with every key of its shape present (absent ones as None).

    `field` names the place for the error.  Raises Invalid when it has neither shape, an unknown key, a
    number that is none, a 款 or 项 without an article, or is marked verified without article or clause.
    """
    if not isinstance(citation, Mapping) or ("law" in citation) == ("standard" in citation):
        raise _wrong(field, "依据要么写 law（法律、法规），要么写 standard（标准），两者取一")
    keys = LAW_KEYS if "law" in citation else STANDARD_KEYS
    unknown = sorted(str(key) for key in citation if key not in keys)
    if unknown:
        raise _wrong(field, f"依据里有不认识的内容 {'、'.join(unknown)}")
    if not isinstance(citation.get("verified"), bool):
        raise _wrong(field, "依据必须写明 verified（是否已核对原文），只能是 true 或 false")
    whole = {key: citation.get(key) for key in keys}
    if "law" in whole:
        _check_law(whole, field)
    else:
        _check_standard(whole, field)
    return whole


def _check_law(citation: Mapping[str, Any], field: str) -> None:
    _check_text(citation["law"], field, "law")
    for key in ("article", "paragraph", "item"):
        number = citation[key]
        if number is not None and (isinstance(number, bool) or not isinstance(number, int)
                                   or not 1 <= number <= 999):
            raise _wrong(field, f"依据的 {key} 应当是 1 到 999 的整数或空")
    if citation["article"] is None and (citation["paragraph"] or citation["item"]):
        raise _wrong(field, "依据写了款、项却没有写条")
    if citation["verified"] and citation["article"] is None:
        raise _wrong(field, f"《{citation['law']}》标为已核对，却没有条号")


def _check_standard(citation: Mapping[str, Any], field: str) -> None:
    _check_text(citation["standard"], field, "standard")
    for key in ("document", "clause", "situation"):
        if citation[key] is not None:
            _check_text(citation[key], field, key)
    clause = citation["clause"]
    if clause is not None and not _CLAUSE.fullmatch(clause):
        raise _wrong(field, f"依据的条款“{clause}”不是“第三条第（二）项”这样的写法")
    if citation["verified"] and not (clause and citation["document"]):
        raise _wrong(field, f"《{citation['standard']}》标为已核对，却没有文号或条款")


def _check_text(value: Any, field: str, key: str) -> None:
    if not isinstance(value, str) or not value.strip() or value != value.strip():
        raise _wrong(field, f"依据的 {key} 应当是一段文字，首尾不留空格")


def _wrong(field: str, message: str) -> Invalid:
    return Invalid([Problem(field, f"{field}：{message}，请改正。")])


def cite(citation: Mapping[str, Any]) -> str:
    """Print one citation.

    安全生产法第三十六条第二款；消防法第十六条第一款第（二）项；a standard with a situation
    《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第五条“深井铸造结晶器冷却水”情形, without one
    the bare name and clause; unverified ones without any clause and with （待核）.
    """
    if "law" in citation:
        if not citation["verified"]:
            return citation["law"] + UNVERIFIED
        return citation["law"] + "".join(_places(citation))
    verified, situation = citation["verified"], citation.get("situation")
    clause = (citation.get("clause") or "") if verified else ""
    if not situation:
        return citation["standard"] + (clause if verified else UNVERIFIED)
    document = citation.get("document")
    name = f"《{citation['standard']}》" + (f"（{document}）" if document else "")
    situation = situation.translate(_INNER_QUOTES)
    return f"{name}{clause}“{situation}”情形" + ("" if verified else UNVERIFIED)


def cite_all(citations: Iterable[Mapping[str, Any]]) -> str:
    """Print several citations: one law's articles joined by 、 and different sources by ；, each once.

    安全生产法第三十五条、第四十五条；the same article again prints its 款 alone (第三十六条第二款、第三款).
    No citation prints "—".
    """
    sources: dict[str, list[Mapping[str, Any]]] = {}
    for citation in citations:
        verified_law = "law" in citation and citation["verified"]
        source = f"law {citation['law']}" if verified_law else cite(citation)
        members = sources.setdefault(source, [])
        if resolve_key(citation) not in [resolve_key(member) for member in members]:
            members.append(citation)
    printed = [_joined(members) for members in sources.values()]
    return "；".join(printed) or NOTHING


def resolve_key(citation: Mapping[str, Any]) -> tuple[str, int, int | None, int | None] | None:
    """The place a citation points to in a law's text: (law, 条, 款, 项); None when it points to none."""
    if "law" not in citation or citation.get("article") is None:
        return None
    return citation["law"], citation["article"], citation.get("paragraph"), citation.get("item")


def _joined(members: list[Mapping[str, Any]]) -> str:
    text = cite(members[0])
    for before, member in zip(members, members[1:], strict=False):
        text += "、" + _after(before, member)
    return text


def _after(before: Mapping[str, Any], member: Mapping[str, Any]) -> str:
    """What is left to print of `member` when `before`, a place in the same law, stands in front of it."""
    article, paragraph, item = _places(member)
    last_article, last_paragraph, last_item = _places(before)
    if article == last_article:
        if paragraph == last_paragraph and item and last_item:
            return item
        if paragraph and last_paragraph and paragraph != last_paragraph:
            return paragraph + item
    return article + paragraph + item


def _places(citation: Mapping[str, Any]) -> tuple[str, str, str]:
    """条, 款 and 项 of a law citation as printed, "" for what it does not name."""
    article, paragraph, item = (citation.get(key) for key in ("article", "paragraph", "item"))
    return (
        f"第{chinese_number(article)}条",
        f"第{chinese_number(paragraph)}款" if paragraph else "",
        f"第（{chinese_number(item)}）项" if item else "",
    )

"""The layout of 隐患移送（抄告）函 and its receipt: GB/T 9704—2012, 28 characters by 22 lines (19 on the first page)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.blocks import (
    Block,
    Cell,
    Foot,
    Grid,
    Heading,
    Keep,
    NewPage,
    Para,
    Prose,
    RedHead,
    Row,
    Sign,
    Signing,
    cell,
    para,
)

_MM = 72 / 25.4
ROW = 225 / 22  # mm
CHAR = 156 / 28  # mm
SIZE, TITLE_SIZE, FOOT_SIZE = 16.0, 22.0, 14.0
TITLE_CHARS = 20
ROWS = 22
_ROWS_OF_SIGNATURE = 6
_LINE = {"size": SIZE, "leading": ROW * _MM / SIZE, "tracking": CHAR * _MM - SIZE}
_TITLE = {"size": TITLE_SIZE, "leading": ROW * _MM / TITLE_SIZE, "role": "title", "align": "center"}
_RECEIPT = (30, 44, 82)
_ENDINGS = (
    "有限责任公司|股份有限公司|集团有限公司|有限公司|分公司|专业合作社|合作社|经营部|服务部|门市部|加油站|卫生院|委员会|中学|小学|幼儿园|养老院"
)
_PLACE = re.compile(r".{1,6}?(?:省|市|县|区|街道|镇|乡|社区|村)")
_ENDING = re.compile(rf"(.+?)({_ENDINGS})$")


def title_words(name: str) -> list[str]:
    """A unit's name in the words a title may be broken between: places, what it does, its legal form."""
    found = []
    while match := _PLACE.match(name):
        if match.end() == len(name):
            break
        found.append(match[0])
        name = name[match.end() :]
    ending = _ENDING.match(name)
    rest = [ending[1], ending[2]] if ending else [name]
    found += [part for piece in rest[:1] for part in re.findall(r"[!-~]+|[^!-~]+", piece)] + rest[1:]
    return found


def _wide(words: str) -> float:
    return sum(0.55 if char.isascii() else 1.0 for char in words)


def _parts(word: str) -> list[str]:
    """A word no line holds, in parts of about the same length, between brackets where it has some."""
    if _wide(word) <= TITLE_CHARS:
        return [word]
    pieces = re.findall(r"（[^）]*）|[^（]+", word)
    if len(pieces) > 1:
        return [part for one in pieces for part in _parts(one)]
    size = -(-len(word) // -(-len(word) // TITLE_CHARS))
    return [word[at : at + size] for at in range(0, len(word), size)]


def title_lines(parts: list[str]) -> list[str]:
    """The title in as few lines as hold it, broken between words, after the unit's name where it can be."""
    verb, name, what, end = parts
    whole = "".join(parts)
    if _wide(whole) <= TITLE_CHARS:
        return [whole]
    if _wide(verb + name) <= TITLE_CHARS:
        return [verb + name, what + end]
    pieces = title_words(name)
    pieces[0] = verb + pieces[0]
    lines = [""]
    for word in (part for piece in pieces for part in _parts(piece)):
        if lines[-1] and _wide(lines[-1] + word) > TITLE_CHARS:
            lines.append("")
        lines[-1] += word
    return [*lines, what + end]


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data."""
    lines = [para(line, **_TITLE) for line in title_lines(data["title_parts"])]
    body: list[Block] = [
        RedHead(data["organ"], tuple(data["blank_number"]), data["note"]),
        Prose((para("", **_LINE), *lines, para("", **_LINE))),
        Prose((para(data["addressee"], align="left", **_LINE), _text(data["intro"]))),
    ]
    for one in data["sections"][:-1]:
        body += _section(one)
    body += _close(data, _section(data["sections"][-1]))
    body.append(Signing((NewPage(numbered=False), *_receipt(data["receipt"]))))
    return body


def _close(data: Mapping[str, Any], asked: list[Block]) -> list[Block]:
    """The request, the last paragraph, the attachments and the signature: on one page when a page holds them all.

    Otherwise as much as a page holds stays with the signature, never less than two attachments.
    """
    names, said = data["attachments"], data["sections"][-1]["paragraphs"]
    closing = Prose((_text(data["closing"]),))
    listed = _attachments(names)
    below = _ROWS_OF_SIGNATURE + (_rows(names, 6.5) + 1 if names else 0)
    if below + 1 + _rows(said, 2) <= ROWS - 1:
        return [Keep(tail=(*asked, closing, *_list(listed), *_signature(data)))]
    if below + 1 <= ROWS:
        return [*asked, Keep(tail=(closing, *_list(listed), *_signature(data)))]
    return [*asked, closing, *_list(listed[:-2]), Keep(tail=(Prose(listed[-2:]), *_signature(data)))]


def _rows(paragraphs: list[str], indent: float) -> int:
    """About how many lines the paragraphs fill, rather too many than too few."""
    return sum(math.ceil((len(one) + indent) / 27) for one in paragraphs)


def _text(words: str) -> Para:
    return para(words, indent=2, **_LINE)


def _section(section: Mapping[str, Any]) -> list[Block]:
    head = Heading(
        section["title"], size=SIZE, before=0, after=0, leading=ROW * _MM / SIZE, indent=2 * CHAR * _MM / SIZE,
        room=2 * ROW,
    )  # fmt: skip
    return [head, Prose(tuple(_text(one) for one in section["paragraphs"]))]


def _list(listed: tuple[Para, ...]) -> tuple[Block, ...]:
    return (Prose(listed, before=ROW),) if listed else ()


def _signature(data: Mapping[str, Any]) -> tuple[Block, ...]:
    """Organ and date, whom to call, and at the foot of the page who gets a copy."""
    organ, date = (sum(0.5 if char.isascii() else 1.0 for char in words) * SIZE / _MM for words in data["signed"])
    sign = Sign(
        tuple(data["signed"]), from_right=max(4 * CHAR + date / 2, organ / 2), size=SIZE, leading=ROW * _MM / SIZE,
        before=2 * ROW, after=0,
    )  # fmt: skip
    parts: list[Block] = [Signing((sign,)), Prose((_text(data["contact"]),))]
    if data["copy_to"]:
        foot = {"size": FOOT_SIZE, "leading": ROW * _MM / FOOT_SIZE, "indent": CHAR * _MM / FOOT_SIZE}
        parts.append(Foot((para(data["copy_to"], hang=4 * CHAR * _MM / FOOT_SIZE, **foot),)))
    return tuple(parts)


def _attachments(names: list[str]) -> tuple[Para, ...]:
    """附件： two characters in, the names below each other, lines that run on under the first character."""
    if not names:
        return ()
    style = {"align": "left", **_LINE}
    hang = 6.5 if len(names) > 1 else 5
    first = para(f"附件：{names[0]}", indent=2, hang=hang, **style)
    return (first, *(para(name, indent=5, hang=hang, **style) for name in names[1:]))


def _receipt(slip: Mapping[str, Any]) -> tuple[Block, ...]:
    size = 14.0

    def label(words: str) -> Cell:
        return cell(words, role="song", size=size, align="center")

    def value(words: Any, span: int = 2, **style: Any) -> Cell:
        pieces = words if isinstance(words, str) else [words]
        return cell(pieces, span=span, size=size, align="left", leading=1.5, **style)

    plain = [
        Row((label(slip[name][0]), value(slip[name][1])), height=11.6)
        for name in ("organ", "number", "unit", "matter", "way")
    ]
    answer = cell(slip["answer"][1], span=2, size=size, align="left", leading=1.54)
    grid = Grid(
        _RECEIPT,
        (
            *plain,
            Row((label(slip["receiver"][0]), cell(""), _stamp(slip["receiver"][1], size)), height=20.3),
            Row((label(slip["person"][0]), cell(""), value(slip["person"][1], span=1)), height=11.6),
            Row((label(slip["answer"][0]), answer), height=35),
            Row((label(slip["term"][0]), value(slip["term"][1])), height=11.6),
            Row((label(slip["filler"][0]), cell(""), value(slip["filler"][1], span=1)), height=11.6),
        ),
        pad_x=2.0,
        pad_y=1.4,
    )
    head = para(slip["title"], role="title", size=TITLE_SIZE, align="center", tracking=6, leading=1.36)
    note = para(slip["note"], size=10.5, role="song", align="left")
    return (Prose((para("", **_LINE), head)), Prose((para("", size=10.5),), after=4.5), grid, Prose((note,), before=1.0))


def _stamp(words: str, size: float) -> Cell:
    return cell("", foot=words, size=size)

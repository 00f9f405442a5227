"""Whether two records of sites mean the same place, and the pinyin initials that names are found by.

Pure functions.  Only a credit code, or the same name in the same place, makes two records one; what merely
looks alike is shown to an officer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from rapidfuzz import fuzz, process

ALIKE_ENOUGH = 90
MOST_INITIALS = 4
NAMED_ALIKE = 3

_UNIFIED = str.maketrans("[{〔【〈《]}〕】〉》", "((((((" + "))))))")
_REGION = re.compile(r"^(?:山西省)?(?:运城市)?(?:永济市)?")
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff·・.。,，]+")
_FORM = re.compile(r"\((?:有限合伙|普通合伙|个人独资|个体工商户)\)$")
_ENDINGS = {
    "公司": re.compile(r"(?:有限责任|股份有限|集团有限|有限)?公司$"),
    "厂": re.compile(r"厂$"),
    "店": re.compile(r"店$"),
    "部": re.compile(r"部$"),
}
_NUMERALS = re.compile(r"[0-9一二三四五六七八九十]+")
# All initials that people type for these characters of names; the dictionary knows rarer ones besides.
_INITIALS = {
    "解": "jx", "长": "cz", "行": "hx", "重": "cz", "乐": "ly", "曾": "zc", "单": "ds", "盛": "sc",
    "晟": "cs", "调": "td", "朝": "cz", "车": "cj", "会": "hk", "校": "xj", "藏": "cz", "传": "cz",
    "弹": "td", "区": "qo", "尉": "wy", "翟": "zd", "仇": "cq", "查": "cz", "厦": "xs", "降": "jx",
    "贾": "jg", "种": "zc", "覃": "qt", "便": "bp", "参": "cs", "省": "sx",
}


@dataclass(frozen=True)
class Match:
    """What an incoming record is against those already there.

    `kind`: ``new``, ``same``, ``changed`` (`changes` holds {field: (old, new)}) or ``doubtful`` (`reason` is
    the sentence for the officer; `existing_id` the most likely record, if there is one).
    """

    kind: str
    existing_id: str | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    reason: str = ""


def unified(name: str) -> str:
    """The name in half width, with one kind of bracket, without spaces and without 永济市 before it."""
    text = unicodedata.normalize("NFKC", name).translate(_UNIFIED).casefold()
    return _REGION.sub("", _SPACES.sub("", text))


def normal_name(name: str) -> str:
    """The name for comparison only: `unified`, without 有限公司, 厂, 店 at its end.

    What would leave fewer than two characters stays as it is.
    """
    text = _FORM.sub("", unified(name))
    for ending in _ENDINGS.values():
        shorter = ending.sub("", text)
        if shorter != text and len(shorter) >= 2:
            return shorter
    return text


def alike(one: str, other: str) -> int:
    """How alike two names are, 0 to 100.

    Names that differ in a number (第一幼儿园, 第二幼儿园) are never more alike than 89.
    """
    return _alike(normal_name(one), normal_name(other))


def _alike(one: str, other: str) -> int:
    score = int(fuzz.ratio(one, other))
    if score >= ALIKE_ENOUGH and _NUMERALS.findall(one) != _NUMERALS.findall(other):
        return ALIKE_ENOUGH - 1
    return score


def initials(text: str) -> tuple[str, ...]:
    """The pinyin initials of `text`, the most common reading first, at most four of them.

    Letters and digits stay, in lower case; everything else is left out: 解州阳光A厂 → ("jzygac", "xzygac").
    """
    # pypinyin takes a quarter of a second to load, which the start of the program need not wait for
    from pypinyin import Style, lazy_pinyin

    text = "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
    if not text:
        return ()
    common = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=list)
    letters = [one if one.isascii() else "" for one in common]
    choices = [
        tuple(dict.fromkeys(letter + _INITIALS.get(char, ""))) if letter else ("",)
        for char, letter in zip(text, letters)
    ]
    open_ends = [index for index, options in enumerate(choices) if len(options) > 1][:3]
    found = {"".join(letters): 0}
    for options in product(*(choices[index] for index in open_ends)):
        reading = list(letters)
        for index, letter in zip(open_ends, options):
            reading[index] = letter
        changed = sum(reading[index] != letters[index] for index in open_ends)
        found.setdefault("".join(reading), changed)
    return tuple(sorted(found, key=lambda reading: found[reading]))[:MOST_INITIALS]


def changes_of(existing: Mapping[str, Any], incoming: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """{field: (old, new)} of what `incoming` says otherwise; an empty cell never erases a value.

    An earlier date of the last visit changes nothing.
    """
    changes = {}
    for name, new in incoming.items():
        old = existing.get(name)
        if name == "id" or new in (None, "", []) or new == old:
            continue
        if name == "last_visit_on" and old and str(new) < str(old):
            continue
        changes[name] = (old, new)
    return changes


def compare_sites(existing: Mapping[str, Any], incoming: Mapping[str, Any]) -> str:
    """``same``, ``changed``, ``doubtful`` or ``new``: what `incoming` is against this one record."""
    return match([incoming], [{"id": "", **existing}])[0].kind


def match(
    incoming_rows: Sequence[Mapping[str, Any]], existing_rows: Iterable[Mapping[str, Any]]
) -> list[Match]:
    """What each incoming record is, in their order; `existing_rows` carry their ``id``.

    The same credit code is the same site, and so is the same name in the same place when not both have a
    code.  A name that is alike, or the same in another place or with another code, is doubtful; so is a
    record that the incoming ones themselves hold before.
    """
    register = _Register(existing_rows)
    taken: dict[Any, int] = {}
    found = []
    for position, row in enumerate(incoming_rows):
        one = register.find(row)
        marks = [mark for mark in (row.get("uscc") and ("code", row["uscc"]), _place_key(row)) if mark]
        if one.existing_id is not None and one.kind != "doubtful":
            marks.append(("id", one.existing_id))
        before = next((taken[mark] for mark in marks if mark in taken), None)
        if before is not None and one.kind != "doubtful":
            reason = f"与这次导入的第 {before + 1} 条“{incoming_rows[before].get('name')}”重复，请核对。"
            one = Match("doubtful", one.existing_id, one.changes, reason)
        for mark in marks:
            taken.setdefault(mark, position)
        found.append(one)
    return found


def _place_key(row: Mapping[str, Any]) -> tuple | None:
    name = normal_name(str(row.get("name") or ""))
    place = row.get("village") or row.get("address") or ""
    return ("name", name, row.get("town_name") or "", unified(str(place))) if name else None


class _Register:
    """The existing records, indexed for `match`."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]):
        self.rows = list(rows)
        self.names = [normal_name(str(row.get("name") or "")) for row in self.rows]
        self.by_code: dict[str, list[int]] = defaultdict(list)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_pair: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for index, (row, name) in enumerate(zip(self.rows, self.names)):
            if row.get("uscc"):
                self.by_code[row["uscc"]].append(index)
            if name:
                self.by_name[name].append(index)

    def find(self, row: Mapping[str, Any]) -> Match:
        """What `row` is against the records here."""
        same_code = self.by_code.get(row.get("uscc") or "", [])
        if len(same_code) == 1:
            return self._known(same_code[0], row)
        if same_code:
            return self._doubt(same_code, row, "信用代码相同的有几家")
        name = normal_name(str(row.get("name") or ""))
        if not name:
            return Match("doubtful", reason="没有单位名称，请补上。")
        same_name = self.by_name.get(name, [])
        surely = [index for index in same_name if _is_one(self.rows[index], row)]
        if len(surely) == 1:
            return self._known(surely[0], row)
        if surely:
            return self._doubt(surely, row, "名称和地点相同的有几家")
        if same_name:
            return self._doubt(same_name, row, _difference(self.rows[same_name[0]], row))
        near = self._near(name)
        return self._doubt(near, row, "名称相近") if near else Match("new")

    def _known(self, index: int, row: Mapping[str, Any]) -> Match:
        changes = changes_of(self.rows[index], row)
        return Match("changed" if changes else "same", self.rows[index]["id"], changes)

    def _doubt(self, indexes: list[int], row: Mapping[str, Any], why: str) -> Match:
        best = indexes[0]
        names = "、".join(f"“{_named(self.rows[index])}”" for index in indexes[:NAMED_ALIKE])
        reason = f"可能已有：{names}（{why}），请看是不是同一家。"
        return Match("doubtful", self.rows[best]["id"], changes_of(self.rows[best], row), reason)

    def _near(self, name: str) -> list[int]:
        """The records with a name alike but not the same, the most alike first."""
        if not self.by_pair:
            for other in self.by_name:
                for pair in _pairs(other):
                    self.by_pair[pair][len(other)].append(other)
        broken, lengths = _reach(len(name))
        by_rarity = sorted(_pairs(name), key=lambda pair: sum(map(len, self.by_pair[pair].values())))
        blocks = [self.by_pair[pair][length] for pair in by_rarity[: broken + 1] for length in lengths]
        near = list(set().union(*blocks))
        hits = process.extract(name, near, scorer=fuzz.ratio, score_cutoff=ALIKE_ENOUGH, limit=10)
        sure = [other for other, _, _ in hits if _alike(name, other) >= ALIKE_ENOUGH]
        return [index for other in sure for index in self.by_name[other]]


def _reach(length: int) -> tuple[int, range]:
    """How far a name with a score of 90 can be from one of `length` characters.

    With x characters left out and y put in, the score is 1 - (x + y) / (2 length + y - x): at least 0.9 means
    11 x + 9 y <= 2 length.  A character left out breaks two pairs of neighbours, one put in breaks one.
    Returns the most pairs that can be broken and the lengths of the other name.
    """
    room = 2 * length
    broken = max(2 * left_out + (room - 11 * left_out) // 9 for left_out in range(room // 11 + 1))
    return broken, range(length - room // 11, length + room // 9 + 1)


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)} or {name}


def _ending(name: str) -> str:
    text = _FORM.sub("", unified(name))
    return next((word for word, ending in _ENDINGS.items() if ending.search(text)), "")


def _is_one(existing: Mapping[str, Any], incoming: Mapping[str, Any]) -> bool:
    """Whether two records of the same normal name are surely one: code, ending and place agree."""
    if existing.get("uscc") and incoming.get("uscc"):
        return False
    old, new = str(existing.get("name")), str(incoming.get("name"))
    if len({_ending(old), _ending(new)} - {""}) > 1:
        return False
    same_place = _same_place(existing, incoming)
    return unified(old) == unified(new) if same_place is None else same_place


def _same_place(existing: Mapping[str, Any], incoming: Mapping[str, Any]) -> bool | None:
    """Whether both are in the same village, or at the same address where a village is missing.

    None when neither record tells any place; where only one does, it is not known to be the same.
    """
    towns = {one.get("town_name") for one in (existing, incoming)} - {None, ""}
    if len(towns) > 1:
        return False
    told = False
    for name in ("village", "address"):
        old, new = (unified(str(one.get(name) or "")) for one in (existing, incoming))
        if old and new:
            return old == new
        told = told or bool(old or new)
    return False if told else None


def _difference(existing: Mapping[str, Any], incoming: Mapping[str, Any]) -> str:
    """Why two records of the same normal name are not taken for one."""
    if existing.get("uscc") and incoming.get("uscc"):
        return "名称相同，信用代码不同"
    if unified(str(existing["name"])) != unified(str(incoming["name"])):
        return "名称相近"
    return "名称相同，地点不同或没有写"


def _named(row: Mapping[str, Any]) -> str:
    place = row.get("village") or row.get("address")
    return f"{row.get('name')}（{place}）" if place else str(row.get("name"))

"""常用语: findings to pick in three keys, from the packs and from what this office has written and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from yongji_desktop.core.citations import cite_all
from yongji_desktop.core.errors import Invalid, Problem
from yongji_desktop.core.kinds import PHRASE
from yongji_desktop.core.likeness import initials
from yongji_desktop.core.pack_content import Checklist
from yongji_desktop.services import entry as entries
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions, records


@dataclass(frozen=True)
class Phrase:
    """One wording to choose.

    `code` of the pack's finding or id of the own phrase; `item` the checklist item; `hazard` everything it fills
    in (the shape of a hazard, without place and person); `uses` how often this office used it; `own` whether the
    office wrote it; `source` words like “词库 2026.1”; `basis` the citation in words.
    """

    code: str
    item: str
    text: str
    hazard: dict[str, Any]
    uses: int
    own: bool
    source: str
    basis: str


def search(desk: Desk, text: str, item: str | None, began: str, limit: int = 50) -> list[Phrase]:
    """Phrases that hold every part of `text` (characters, pinyin initials or an item's code), best first.

    Those of the current `item` come first, then what the office used most, then the packs' order.  `began` is the
    visit's begin, from which default deadlines count.
    """
    return matches(desk, text, item, began, limit)[0]


def matches(desk: Desk, text: str, item: str | None, began: str, limit: int = 50) -> tuple[list[Phrase], int]:
    """What `search` returns, and how many phrases fit in all."""
    parts = [part.lower() for part in text.split()]
    uses = questions.phrase_uses(desk.store.db)
    fitting = []
    for order, one in enumerate([*_own(desk), *_of_packs(desk, began)]):
        if all(_holds(one, part) for part in parts):
            fitting.append((one.item != item, -uses.get(one.code, 0), not one.own, order, one))
    fitting.sort(key=lambda row: row[:4])
    return [row[4].whole(uses.get(row[4].code, 0)) for row in fitting[:limit]], len(fitting)


def codes(desk: Desk) -> set[str]:
    """The codes of the items that phrases belong to, in lower case (what a typed digit may go on with)."""
    return {one.item.lower() for one in [*_own(desk), *_of_packs(desk, "")] if one.item}


def own_count(desk: Desk) -> int:
    """How many phrases of its own the office has."""
    return records.count(desk.store.db, "phrase")


@dataclass(frozen=True)
class _Known:
    """A phrase before it is chosen for the list; only those shown are made whole."""

    code: str
    item: str
    text: str
    words: str
    own: bool
    source: str
    hazard: Callable[[], dict[str, Any]]

    def whole(self, uses: int) -> Phrase:
        hazard = self.hazard()
        basis = cite_all(hazard.get("basis") or [])
        return Phrase(self.code, self.item, self.text, hazard, uses, self.own, self.source, basis)


def _holds(phrase: _Known, part: str) -> bool:
    codes = (phrase.code.lower(), phrase.item.lower())
    if part in phrase.text.lower() or any(code.startswith(part) for code in codes):
        return True
    if not part.isascii():
        return part in phrase.words
    return part.isalpha() and _spells(_letters(phrase.text), part)


@lru_cache(maxsize=16_384)
def _letters(text: str) -> tuple[str, ...]:
    """The initials of every character, all readings of one together; computed for each phrase once."""
    return tuple(letters for letters in map(_letters_of, text) if letters)


@lru_cache(maxsize=16_384)
def _letters_of(char: str) -> str:
    return "".join(initials(char))


def _spells(letters: tuple[str, ...], part: str) -> bool:
    first, rest = part[0], part[1:]
    for start in range(len(letters) - len(rest)):
        if first in letters[start] and all(one in each for one, each in zip(rest, letters[start + 1 :])):
            return True
    return False


def _of_packs(desk: Desk, began: str) -> list[_Known]:
    found = []
    for pack in packs.checklists(desk).values():
        assert isinstance(pack.content, Checklist)
        source = f"{pack.name} {pack.version}"
        for item in pack.content.items:
            for finding in item.findings:
                words = finding.text + finding.measure + cite_all(finding.basis)
                hazard = partial(entries.hazard_from, item, finding, began)
                found.append(_Known(finding.code, item.code, finding.text, words, False, source, hazard))
    return found


def _own(desk: Desk) -> list[_Known]:
    return [
        _Known(identity, item or "", text, body, True, "本机常用", partial(_own_hazard, identity, body))
        for identity, text, item, body in questions.phrases(desk.store.db)
    ]


def _own_hazard(identity: str, body: str) -> dict[str, Any]:
    return {**json.loads(body)["hazard"], "finding": identity}


def keep(desk: Desk, hazard: Mapping[str, Any]) -> str:
    """存为常用: keep a hazard's wording for the next time; place, person, dates and photos are left out.

    Returns the phrase's id.  Invalid when there is no wording, or the same one is kept already.
    """
    text = str(hazard.get("description") or "").strip()
    if not text:
        raise Invalid([Problem("description", "还没有问题描述，不能存为常用。请先写描述。")])
    if any(one["text"] == text for one in records.every(desk.store.db, "phrase")):
        raise Invalid([Problem("description", "这句话已经在常用里了。")])
    kept = {
        name: hazard[name]
        for name in ("item", "description", "measure", "category", "basis", "grade", "treatment", "department",
                     "shock_or_entangle", "judgement")
        if hazard.get(name) not in (None, "", [])
    }
    identity = desk.store.clock.new_id()
    clean = PHRASE.check({"text": text, "item": hazard.get("item"), "hazard": kept})
    with desk.store.deed("phrase.keep", desk.officer) as deed:
        deed.set("phrase", identity, **clean)
    return identity


def drop(desk: Desk, identity: str) -> str:
    """Take an own phrase out of the list; returns the deed."""
    with desk.store.deed("phrase.drop", desk.officer) as deed:
        deed.void("phrase", identity, "不再常用")
    return deed.id

"""How well a finding's wording answers what an officer typed, when the typed words do not stand in it.

Pure functions over many wordings at once.  Typed characters are cut into words (core/everyday_words.py) and, for the
rest, into pairs of neighbours; each counts the more the fewer wordings hold it.  A pair that no wording holds is
tried by its sound (灭火气 → 灭火器).  Typed letters are pinyin initials, with other characters between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from yongji_desktop.core.everyday_words import ALIKE, LITTLE, LONGEST
from yongji_desktop.core.likeness import initials

ENOUGH = 0.35  # of what was typed, by weight
BY_OTHER_WORD = 0.9
BY_SOUND = 0.85
BY_ABOUT = 0.55
UNKNOWN = 1.0  # weight of what no wording holds
ALONE = 0.5  # a single character says half of what a pair says
WIDEST = 3.0  # typed initials may lie in at most this many times as many characters
FEWEST_LETTERS = 3


@dataclass(frozen=True)
class Wording:
    """One wording to look in: `text` of the finding, `about` what else is known of it (its item, what to do)."""

    text: str
    about: str


@dataclass(frozen=True)
class _Unit:
    word: str
    others: tuple[str, ...]
    share: float


def scores(typed: str, wordings: Sequence[Wording]) -> list[float]:
    """How well each wording answers one typed part, 0 to 1; below `ENOUGH` is 0."""
    if typed.isascii():
        return _by_letters(typed, wordings) if typed.isalpha() else [0.0] * len(wordings)
    total = [0.0] * len(wordings)
    whole = 0.0
    for unit in _units(typed):
        held = _held(unit, wordings)
        holding = sum(1 for value in held if value)
        weight = unit.share * (log(1 + len(wordings) / holding) if holding else UNKNOWN)
        whole += weight
        if holding:
            total = [value + weight * one for value, one in zip(total, held)]
    return [value / whole if whole and value / whole >= ENOUGH else 0.0 for value in total]


def _units(typed: str) -> list[_Unit]:
    """Known words, the longest first at each place; what lies between them as pairs and single characters."""
    found: list[_Unit] = []
    rest, at = "", 0
    while at < len(typed):
        word = next((typed[at : at + n] for n in range(LONGEST, 0, -1) if typed[at : at + n] in ALIKE), "")
        if word:
            found += [*_loose(rest), _Unit(word, ALIKE[word], len(word) - 1 + ALONE * len(word))]
            rest = ""
        else:
            rest += typed[at]
        at += len(word) or 1
    return found + _loose(rest)


def _loose(text: str) -> list[_Unit]:
    pairs = [_Unit(text[at : at + 2], (), 1.0) for at in range(len(text) - 1)]
    return pairs + [_Unit(char, (), ALONE) for char in text if char not in LITTLE and not char.isspace()]


def _held(unit: _Unit, wordings: Sequence[Wording]) -> list[float]:
    word, others = unit.word, unit.others
    held = [
        1.0 if word in one.text
        else BY_OTHER_WORD if any(other in one.text for other in others)
        else BY_ABOUT if word in one.about
        else 0.0
        for one in wordings
    ]
    if len(word) > 1 and not others and not any(held):
        sound = sounds(word)
        held = [BY_SOUND if sound in sounds(one.text) else 0.0 for one in wordings]
    return held


@lru_cache(maxsize=16_384)
def sounds(text: str) -> str:
    """The syllables of `text` without tones, a space around each."""
    return f" {' '.join(map(_syllable, text))} "


@lru_cache(maxsize=16_384)
def _syllable(char: str) -> str:
    from pypinyin import lazy_pinyin  # slow to load, see core/likeness.py

    return "".join(lazy_pinyin(char))


# Initials -------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=16_384)
def letters(text: str) -> str:
    """The initial of every character in its common reading; one letter for each character that has one."""
    return "".join(_letter(char) for char in text)


@lru_cache(maxsize=16_384)
def _letter(char: str) -> str:
    return (initials(char) or ("",))[0]


@lru_cache(maxsize=1)
def _spoken() -> dict[str, tuple[str, ...]]:
    """{initials of an everyday word: initials of the words that say the same}."""
    return {
        letters(word): tuple(sorted({letters(other) for other in others}))
        for word, others in ALIKE.items()
        if len(word) >= FEWEST_LETTERS
    }


def _by_letters(typed: str, wordings: Sequence[Wording]) -> list[float]:
    if len(typed) < FEWEST_LETTERS:
        return [0.0] * len(wordings)
    other_words = {
        typed.replace(said, other)
        for said, others in _spoken().items() if said in typed
        for other in others if len(other) >= FEWEST_LETTERS
    }
    apart = re.compile(f"(?=({'.*?'.join(map(re.escape, typed))}))")
    found = []
    for one in wordings:
        row = letters(one.text)
        if any(other in row for other in other_words):
            found.append(BY_OTHER_WORD)
            continue
        widths = [len(match.group(1)) for match in apart.finditer(row)]
        score = len(typed) / min(widths) if widths else 0.0
        found.append(BY_SOUND * (0.5 + score / 2) if score * WIDEST >= 1 else 0.0)
    return found

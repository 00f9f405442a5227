"""Finding wordings by what an officer types: the very words, their initials, other words for the same, their sound.

Pure; a `Corpus` holds all wordings as a few long texts, so that looking for a word goes over them once.

Where the typed words do not stand in a wording, they are cut into words of core/everyday_words.py and, for the rest,
into pairs of neighbours; each counts the more the fewer wordings hold it.  A pair that none holds is tried by its
sound (灭火气 → 灭火器).  Typed letters are pinyin initials, with other characters between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from yongji_desktop.core.everyday_words import ALIKE, LITTLE, LONGEST, VAGUE
from yongji_desktop.core.likeness import initials

ENOUGH = 0.4  # of what was typed, by weight
BY_OTHER_WORD, BY_SOUND, BY_ABOUT = 0.9, 0.85, 0.55
UNKNOWN = 1.0  # weight of what no wording holds
ALONE = 0.5  # a single character says half of what a pair says
WIDEST = 2  # typed initials lie in at most this many times as many characters
FEWEST_LETTERS = 3  # different ones
_LETTERS_BEGIN = 0xE000  # every set of initials that a character may have gets one character of its own


class _Text:
    """Many texts as one, and which of them hold something."""

    def __init__(self, texts: Iterable[str]):
        self.whole, self.starts, at = "", [], 0
        parts = []
        for text in texts:
            part = text.replace("\n", " ") + "\n"
            self.starts.append(at)
            parts.append(part)
            at += len(part)
        self.whole = "".join(parts)

    def of(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def holding(self, word: str) -> set[int]:
        """The texts that hold a word, one line of text."""
        found, at = set(), self.whole.find(word)
        while at >= 0:
            number = self.of(at)
            found.add(number)
            after = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.whole)
            at = self.whole.find(word, after)
        return found

    def matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """(text, what matched) for every match of a pattern with one group."""
        return ((self.of(match.start()), match.group(1)) for match in pattern.finditer(self.whole))


@dataclass(frozen=True)
class _Unit:
    word: str
    others: tuple[str, ...]
    share: float


class Corpus:
    """Wordings to look in: the texts, and beside each what else is known of it (its item, what to do, the law)."""

    def __init__(self, texts: Sequence[str], about: Sequence[str]):
        self.count = len(texts)
        lower, around = [text.lower() for text in texts], [one.lower() for one in about]
        self._text, self._about = _Text(lower), _Text(around)
        self._letters = _Text("".join(map(_letters_of, text)) for text in lower)
        self._about_letters = _Text("".join(map(_letters_of, one)) for one in around)
        self._sounds = _Text(f" {' '.join(map(_syllable, text))} " for text in lower)
        _spoken()  # made once, so that no key has to wait for it

    def holding(self, word: str) -> set[int]:
        """The wordings in whose text a word stands."""
        return self._text.holding(word)

    def around(self, word: str) -> set[int]:
        """The wordings of which something else that is known holds a word or its initials."""
        held = self._about.holding(word)
        if _tells(word):
            held |= {number for number, _ in self._about_letters.matching(_pattern(word, ""))}
        return held

    def spelled(self, typed: str) -> set[int]:
        """The wordings with these initials side by side, every reading of a character counting."""
        return {number for number, _ in self._letters.matching(_pattern(typed, ""))}

    def alike(self, typed: str) -> dict[int, float]:
        """{wording: how well it answers one typed part, `ENOUGH` to 1} for those that say the same otherwise."""
        if typed.isascii():
            return self._by_letters(typed) if _tells(typed) else {}
        total: dict[int, float] = {}
        sure: set[int] = set()  # single characters and words of not being there are no sense of their own
        whole = 0.0
        for unit in _units(typed):
            held = self._held(unit)
            sure.update(held if (unit.others or len(unit.word) > 1) and unit.word not in VAGUE else ())
            weight = unit.share * (log(1 + self.count / len(held)) if held else UNKNOWN)
            whole += weight
            for number, value in held.items():
                total[number] = total.get(number, 0.0) + weight * value
        return {number: value / whole for number, value in total.items() if number in sure and value >= ENOUGH * whole}

    def _held(self, unit: _Unit) -> dict[int, float]:
        """{wording: how surely it holds this}."""
        held = dict.fromkeys(self._about.holding(unit.word), BY_ABOUT)
        for other in unit.others:
            held.update(dict.fromkeys(self._text.holding(other), BY_OTHER_WORD))
        held.update(dict.fromkeys(self._text.holding(unit.word), 1.0))
        if not held and len(unit.word) > 1:
            sound = f" {' '.join(map(_syllable, unit.word))} "
            held = dict.fromkeys(self._sounds.holding(sound), BY_SOUND)
        return held

    def _by_letters(self, typed: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for number, matched in self._letters.matching(_pattern(typed, f"[^\n]{{0,{WIDEST * len(typed)}}}?")):
            score = len(typed) / len(matched)
            if score * WIDEST >= 1:
                found[number] = max(found.get(number, 0.0), BY_SOUND * (0.5 + score / 2))
        for other in _said_otherwise(typed):
            found.update(dict.fromkeys(self.spelled(other), BY_OTHER_WORD))
        return found


def _units(typed: str) -> list[_Unit]:
    """Known words, the longest first at each place; what lies between them as pairs and single characters."""
    found: list[_Unit] = []
    rest, at = "", 0
    while at < len(typed):
        word = next((typed[at : at + n] for n in range(LONGEST, 0, -1) if typed[at : at + n] in ALIKE), "")
        if word:
            share = ALONE if word in VAGUE else len(word) - 1 + ALONE * len(word)
            found += [*_loose(rest), _Unit(word, ALIKE[word], share)]
            rest = ""
        else:
            rest += typed[at]
        at += len(word) or 1
    return found + _loose(rest)


def _loose(text: str) -> list[_Unit]:
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return [
        *(_Unit(pair, (), 1.0) for pair in pairs if not LITTLE & set(pair)),
        *(_Unit(char, (), ALONE) for char in text if char not in LITTLE),
    ]


def _tells(letters: str) -> bool:
    """Whether initials are enough to look further than for the very characters."""
    return letters.isascii() and letters.isalpha() and len(set(letters)) >= FEWEST_LETTERS


# Letters and sounds ---------------------------------------------------------------------------------------------------

_sets: dict[str, str] = {}  # {initials of a character, all readings: the character that stands for them}


@lru_cache(maxsize=16_384)
def _letters_of(char: str) -> str:
    readings = "".join(sorted(set("".join(initials(char)))))
    return _sets.setdefault(readings, chr(_LETTERS_BEGIN + len(_sets))) if readings else ""


def _pattern(typed: str, between: str) -> re.Pattern[str]:
    classes = ["".join(code for readings, code in _sets.items() if letter in readings) for letter in typed]
    if not all(classes):
        return re.compile("(?!)()")
    return re.compile(f"(?=({between.join(f'[{one}]' for one in classes)}))")


@lru_cache(maxsize=16_384)
def _syllable(char: str) -> str:
    from pypinyin import lazy_pinyin  # slow to load, see core/likeness.py

    return "".join(lazy_pinyin(char))


@lru_cache(maxsize=1)
def _spoken() -> dict[str, frozenset[str]]:
    """{initials of an everyday word: initials of the words that say the same}."""
    found: dict[str, frozenset[str]] = {}
    for word, others in ALIKE.items():
        said = (initials(word) or ("",))[0]
        if len(said) >= FEWEST_LETTERS:
            others_said = {initials(other)[0] for other in others if len(other) >= FEWEST_LETTERS}
            found[said] = found.get(said, frozenset()) | others_said
    return found


def _said_otherwise(typed: str) -> set[str]:
    return {typed.replace(said, other) for said, others in _spoken().items() if said in typed for other in others}

"""常用语: findings to pick in three keys, from the packs and from what this office has written and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from yongji_desktop.core import phrase_match
from yongji_desktop.core.citations import cite_all
from yongji_desktop.core.errors import Invalid, Problem
from yongji_desktop.core.kinds import PHRASE
from yongji_desktop.core.likeness import initials
from yongji_desktop.core.pack_content import Checklist
from yongji_desktop.core.packs import Pack
from yongji_desktop.core.phrase_match import Wording
from yongji_desktop.services import entry as entries
from yongji_desktop.services import packs, visits
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions, records

FEW = 5  # fewer hits than this call for other words
SENTENCE = 4  # from so many characters on it is half a sentence, no term
ONLY_ABOUT = 0.6  # the words stand in what to do or in the clause, not in the finding
NOT_THE_WORDS = 0.95
OF_ITEM, OF_SITE, OF_ANY = 0.6, 0.25, 0.15
ANYWHERE = "TY"  # the quick checklist serves every site


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


def search(
    desk: Desk, text: str, item: str | None, began: str, limit: int = 50, lists: Sequence[str] = ()
) -> list[Phrase]:
    """Phrases that answer every part of `text` (characters, pinyin initials or an item's code), best first.

    Those that hold the very words come first; where these are few, those that say the same in other words follow
    (core/phrase_match.py).  Among them count: the current `item`, the checklists `lists` that serve the site (see
    `lists_of`), what the office used most, what it kept itself.  `began` is the visit's begin, from which default
    deadlines count.
    """
    return matches(desk, text, item, began, limit, lists)[0]


def matches(
    desk: Desk, text: str, item: str | None, began: str, limit: int = 50, lists: Sequence[str] = ()
) -> tuple[list[Phrase], int]:
    """What `search` returns, and how many phrases fit in all."""
    uses = questions.phrase_uses(desk.store.db)
    known = [*_own(desk), *_of_packs(desk)]
    near = _nearness(known, item, lists)
    found = _fitting(known, [part.lower() for part in text.split()], near)
    order = sorted(
        found, key=lambda at: (-found[at] - near[at], -uses.get(known[at].code, 0), not known[at].own, at)
    )
    return [known[at].whole(began, uses.get(known[at].code, 0)) for at in order[:limit]], len(order)


def lists_of(desk: Desk, site_id: str | None, used: Iterable[str] = ()) -> list[str]:
    """Codes of the checklists whose phrases come first at a site: those `used` in the visit, those that suit it."""
    found = list(used)
    if site_id:
        site = desk.get("site", site_id)
        found += visits.suggested(desk, site)
        found += [code for code, pack in packs.checklists(desk).items() if suits(pack, site)]
    return list(dict.fromkeys(found))


def suits(pack: Pack, site: Mapping[str, Any]) -> bool:
    """Whether a checklist is written for a site like this."""
    assert isinstance(pack.content, Checklist)
    return pack.content.suits_trade(site) or pack.content.suits_parts(site)


def _nearness(known: Sequence[_Known], item: str | None, lists: Sequence[str]) -> list[float]:
    """What the item and the site add to how well each phrase fits."""
    home = {*lists, *((_list_of(item),) if item else ())}
    if not home:
        return [0.0] * len(known)

    def of(one: _Known) -> float:
        if item and one.item == item:
            return OF_ITEM
        code = _list_of(one.item)
        if code in home or one.own and not code:
            return OF_SITE
        return OF_ANY if code == ANYWHERE else 0.0

    return [of(one) for one in known]


def _list_of(item: str) -> str:
    return item.rstrip("0123456789")


def _fitting(known: Sequence[_Known], parts: Sequence[str], near: Sequence[float]) -> dict[int, float]:
    """{place in `known`: how well it answers all parts}: those with the very words, others where these are few."""
    found: dict[int, float] = {}
    for at, one in enumerate(known):
        held = [_holds(one, part) for part in parts]
        if all(held):
            found[at] = min(held, default=1.0)
    if not parts or _enough([at for at in found if found[at] == 1.0], parts, near):
        return found
    wordings = [Wording(one.text, one.about) for one in known]
    each = [phrase_match.scores(part, wordings) for part in parts]
    for at, told in enumerate(zip(*each)):
        if at not in found and all(told):
            found[at] = NOT_THE_WORDS * min(told)
    return found


def _enough(hits: Sequence[int], parts: Sequence[str], near: Sequence[float]) -> bool:
    """Whether the very words are found often enough: a term once near by, half a sentence a few times."""
    by = [at for at in hits if near[at]] if any(near) else hits
    return len(by) >= (FEW if max(map(len, parts)) >= SENTENCE else 1)


def codes(desk: Desk) -> set[str]:
    """The codes of the items that phrases belong to, in lower case (what a typed digit may go on with)."""
    return {one.item.lower() for one in [*_own(desk), *_of_packs(desk)] if one.item}


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
    about: str
    own: bool
    source: str
    hazard: Callable[[str], dict[str, Any]]

    def whole(self, began: str, uses: int) -> Phrase:
        hazard = self.hazard(began)
        basis = cite_all(hazard.get("basis") or [])
        return Phrase(self.code, self.item, self.text, hazard, uses, self.own, self.source, basis)


def _holds(phrase: _Known, part: str) -> float:
    """1 when the part stands in the wording, its initials or its code, less when only in what belongs to it."""
    if part in phrase.text.lower() or phrase.code.lower().startswith(part) or phrase.item.lower().startswith(part):
        return 1.0
    if not part.isascii():
        return ONLY_ABOUT if part in phrase.words else 0.0
    return 1.0 if part.isalpha() and _spells(_letters(phrase.text), part) else 0.0


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


def _of_packs(desk: Desk) -> list[_Known]:
    return [one for pack in packs.checklists(desk).values() for one in _of_pack(pack)]


_packs_read: dict[int, tuple[Pack, list[_Known]]] = {}  # by the identity of a pack, which stays in memory


def _of_pack(pack: Pack) -> list[_Known]:
    if id(pack) not in _packs_read:
        assert isinstance(pack.content, Checklist)
        source = f"{pack.name} {pack.version}"
        _packs_read[id(pack)] = pack, [
            _Known(
                finding.code, item.code, finding.text, finding.text + finding.measure + cite_all(finding.basis),
                item.text + finding.measure, False, source, partial(entries.hazard_from, item, finding),
            )
            for item in pack.content.items
            for finding in item.findings
        ]
    return _packs_read[id(pack)][1]


def _own(desk: Desk) -> list[_Known]:
    return [
        _Known(identity, item or "", text, body, "", True, "本机常用", partial(_own_hazard, identity, body))
        for identity, text, item, body in questions.phrases(desk.store.db)
    ]


def _own_hazard(identity: str, body: str, _began: str) -> dict[str, Any]:
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

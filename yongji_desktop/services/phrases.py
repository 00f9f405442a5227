"""常用语: findings to pick in three keys, from the packs and from what this office has written and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from yongji_desktop.core.citations import cite_all
from yongji_desktop.core.errors import Invalid, Problem
from yongji_desktop.core.kinds import PHRASE
from yongji_desktop.core.pack_content import Checklist
from yongji_desktop.core.packs import Pack
from yongji_desktop.core.phrase_match import Corpus
from yongji_desktop.services import entry as entries
from yongji_desktop.services import packs, visits
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions, records

FEW = 5  # fewer hits than this call for other words
SENTENCE = 4  # from so many characters on it is half a sentence, no term
ONLY_ABOUT = 0.6  # the words stand in its item, in what to do or in the clause, not in the finding
NOT_THE_WORDS = 0.95
OF_ITEM, OF_SITE, OF_ANY = 0.6, 0.25, 0.15
ANYWHERE = "TY"  # the quick checklist serves every site

Row = tuple[str, str, str | None, str]  # of an own phrase, see store/questions.py


@dataclass(frozen=True)
class Phrase:
    """One wording to choose.

    `code` of the pack's finding or id of the own phrase; `item` the checklist item; `hazard` everything it fills
    in (the shape of a hazard, without place and person); `uses` how often this office used it; `own` whether the
    office wrote it; `source` words like “词库 2026.1”; `basis` the citation in words; `alike` whether it says in other
    words what was typed.
    """

    code: str
    item: str
    text: str
    hazard: dict[str, Any]
    uses: int
    own: bool
    source: str
    basis: str
    alike: bool = False


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
    shelf = _shelf(desk)
    known, near = shelf.known, shelf.nearness(item, lists)
    found = shelf.fitting([part.lower() for part in text.split()], near)
    order = sorted(
        found, key=lambda at: (-found[at] - near[at], -uses.get(known[at].code, 0), not known[at].own, at)
    )
    shown = [
        known[at].whole(began, uses.get(known[at].code, 0), found[at] not in (1.0, ONLY_ABOUT)) for at in order[:limit]
    ]
    return shown, len(order)


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


def codes(desk: Desk) -> set[str]:
    """The codes of the items that phrases belong to, in lower case (what a typed digit may go on with)."""
    return {one.item.lower() for one in _shelf(desk).known if one.item}


def own_count(desk: Desk) -> int:
    """How many phrases of its own the office has."""
    return records.count(desk.store.db, "phrase")


@dataclass(frozen=True)
class _Known:
    """A phrase before it is chosen for the list; only those shown are made whole."""

    code: str
    item: str
    text: str
    about: str
    own: bool
    source: str
    hazard: Callable[[str], dict[str, Any]]

    def starts(self, part: str) -> bool:
        """Whether its code or its item's begins so."""
        return self.code.lower().startswith(part) or self.item.lower().startswith(part)

    def whole(self, began: str, uses: int, alike: bool) -> Phrase:
        hazard = self.hazard(began)
        basis = cite_all(hazard.get("basis") or [])
        return Phrase(self.code, self.item, self.text, hazard, uses, self.own, self.source, basis, alike)


class _Shelf:
    """All phrases there are, with what it takes to look in them; kept until a pack or an own phrase changes."""

    def __init__(self, read: list[Pack], rows: list[Row]):
        self.read, self.rows = read, rows
        self.known = [*map(_own, rows), *(one for pack in read for one in _of_pack(pack))]
        self.corpus = Corpus([one.text for one in self.known], [one.about for one in self.known])
        self._near: dict[tuple, list[float]] = {}

    def nearness(self, item: str | None, lists: Sequence[str]) -> list[float]:
        """What the item and the site add to how well each phrase fits."""
        key = (item, *lists)
        if key not in self._near:
            home = {*lists, *((_list_of(item),) if item else ())}
            self._near[key] = [_nearness(one, item, home) for one in self.known]
        return self._near[key]

    def fitting(self, parts: Sequence[str], near: Sequence[float]) -> dict[int, float]:
        """{place in `known`: how well it answers all parts}: the very words, others where these are few."""
        if not parts:
            return dict.fromkeys(range(len(self.known)), 1.0)
        found = _all_of([self._holding(part) for part in parts])
        exact = [at for at, score in found.items() if score == 1.0]
        by = [at for at in exact if near[at]] if any(near) else exact
        # a term found once near by is enough; half a sentence may hold the words in another meaning
        if len(by) >= (FEW if max(map(len, parts)) >= SENTENCE else 1):
            return found
        otherwise = _all_of([{**self._holding(part), **self.corpus.alike(part)} for part in parts])
        for at, score in otherwise.items():
            found[at] = max(found.get(at, 0.0), NOT_THE_WORDS * score)
        return found

    def _holding(self, part: str) -> dict[int, float]:
        """1 where the part stands in the wording, its initials or its code, less where only in what belongs to it."""
        whole = self.corpus.holding(part)
        if part.isascii():
            whole.update(at for at, one in enumerate(self.known) if one.starts(part))
            whole.update(self.corpus.spelled(part) if part.isalpha() else ())
        return {**dict.fromkeys(self.corpus.around(part), ONLY_ABOUT), **dict.fromkeys(whole, 1.0)}


def _all_of(each: Sequence[Mapping[int, float]]) -> dict[int, float]:
    return {at: min(one[at] for one in each) for at in each[0] if all(at in one for one in each)}


def _nearness(phrase: _Known, item: str | None, home: set[str]) -> float:
    if item and phrase.item == item:
        return OF_ITEM
    code = _list_of(phrase.item)
    if code in home or home and phrase.own:
        return OF_SITE
    return OF_ANY if home and code == ANYWHERE else 0.0


def _list_of(item: str) -> str:
    return item.rstrip("0123456789")


_shelves: dict[str, _Shelf] = {}  # the last one of each data folder


def _shelf(desk: Desk) -> _Shelf:
    read, rows = list(packs.checklists(desk).values()), questions.phrases(desk.store.db)
    folder = str(desk.store.folder)
    kept = _shelves.get(folder)
    if kept is None or kept.rows != rows or [*map(id, kept.read)] != [*map(id, read)]:
        _shelves.clear()
        kept = _shelves[folder] = _Shelf(read, rows)
    return kept


_packs_read: dict[int, tuple[Pack, list[_Known]]] = {}  # by the identity of a pack, which stays in memory


def _of_pack(pack: Pack) -> list[_Known]:
    if id(pack) not in _packs_read:
        assert isinstance(pack.content, Checklist)
        source = f"{pack.name} {pack.version}"
        _packs_read[id(pack)] = pack, [
            _Known(
                finding.code, item.code, finding.text, f"{item.text} {finding.measure} {cite_all(finding.basis)}",
                False, source, partial(entries.hazard_from, item, finding),
            )
            for item in pack.content.items
            for finding in item.findings
        ]
    return _packs_read[id(pack)][1]


def _own(row: Row) -> _Known:
    identity, text, item, body = row
    return _Known(identity, item or "", text, _measure(body), True, "本机常用", partial(_own_hazard, identity, body))


def _measure(body: str) -> str:
    hazard = json.loads(body)["hazard"]
    return f"{hazard.get('measure') or ''} {cite_all(hazard.get('basis') or [])}"


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

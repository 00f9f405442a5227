"""常用语: findings to pick in three keys, from the packs and from what this office has written and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    parts = [part.lower() for part in text.split()]
    uses = questions.phrase_uses(desk.store.db)
    found = []
    for order, one in enumerate([*_own(desk, uses), *_of_packs(desk, began, uses)]):
        if all(_holds(one, part) for part in parts):
            found.append((one.item != item, -one.uses, not one.own, order, one))
    found.sort(key=lambda row: row[:4])
    return [row[4] for row in found[:limit]]


def _holds(phrase: Phrase, part: str) -> bool:
    words = phrase.text + phrase.hazard.get("measure", "") + phrase.basis
    if part in words.lower() or phrase.code.lower().startswith(part):
        return True
    return part.isascii() and part.isalpha() and any(part in one for one in initials(phrase.text))


def _of_packs(desk: Desk, began: str, uses: Mapping[str, int]) -> list[Phrase]:
    found = []
    for pack in packs.checklists(desk).values():
        assert isinstance(pack.content, Checklist)
        for item in pack.content.items:
            for finding in item.findings:
                hazard = entries.hazard_from(item, finding, began)
                found.append(
                    Phrase(
                        finding.code, item.code, finding.text, hazard, uses.get(finding.code, 0), False,
                        f"{pack.name} {pack.version}", cite_all(hazard.get("basis") or []),
                    )
                )
    return found


def _own(desk: Desk, uses: Mapping[str, int]) -> list[Phrase]:
    found = []
    for one in records.every(desk.store.db, "phrase"):
        hazard = {**one["hazard"], "finding": one["id"]}
        found.append(
            Phrase(
                one["id"], one.get("item") or "", one["text"], hazard, uses.get(one["id"], 0), True, "本机常用",
                cite_all(hazard.get("basis") or []),
            )
        )
    return found


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

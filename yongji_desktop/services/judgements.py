"""判定依据: the listed situations to compare a suspected major hazard with; nothing is judged by the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yongji_desktop.core.pack_content import holds
from yongji_desktop.core.pack_reference import Criteria
from yongji_desktop.core.packs import Pack, version_order
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.entry import judgement_from
from yongji_desktop.store import records


@dataclass(frozen=True)
class Situation:
    """One listed situation: its citation, the pack it stands in, whether it bears on the item asked for."""

    citation: dict[str, Any]
    pack: str
    valid_from: date
    valid_until: date | None
    of_item: bool

    @property
    def verified(self) -> bool:
        """Whether its text has been compared with the original; only then a clause is printed."""
        return bool(self.citation["verified"])

    @property
    def words(self) -> str:
        """The clause (when it may be printed) and the situation."""
        clause = self.citation.get("clause") if self.verified else ""
        told = self.citation.get("situation") or "情形还没有录入"
        return f"{clause} {told}" if clause else told

    @property
    def validity(self) -> str:
        """The standard with its document and since when, until when it holds."""
        document = self.citation.get("document")
        name = f"《{self.citation['standard']}》" + (f"（{document}）" if document else "")
        until = f"，用到 {self.valid_until.isoformat()}" if self.valid_until else "，没有见到废止"
        read = "条款已和原文核对" if self.verified else "原文待核，不印条款"
        return f"{name}{self.valid_from.isoformat()} 起施行{until}。{read}。数据包：{self.pack}。"

    def judgement(self) -> dict[str, Any]:
        """The 判定依据 of a hazard for which an officer has chosen this situation."""
        return {**judgement_from(dict(self.citation)), "pack": self.pack, "valid_from": self.valid_from.isoformat()}


def situations(desk: Desk, item: str | None, site: Mapping[str, Any], on: date, text: str = "") -> list[Situation]:
    """The situations in force on the day `on`: those that bear on the item as `packs.candidates` orders them, then
    all others, those whose keywords stand in `text` first."""
    known = {pack.id: pack for pack in _in_force(desk, on)}
    every = [
        (_situation(pack, pack.content.citation(row), False), holds(text, row.keywords))
        for pack in known.values() if isinstance(pack.content, Criteria)
        for row in pack.content.rows
    ]
    bearing = packs.candidates(desk, item, site, on, text) if item else []
    by_citation = {_key(one.citation): one for one, _ in every}
    first = [by_citation[_key(one)] for one in bearing if _key(one) in by_citation]
    chosen = {_key(one.citation) for one in first}
    rest = sorted(
        (pair for pair in every if _key(pair[0].citation) not in chosen),
        key=lambda pair: (not pair[1], not pair[0].verified),
    )
    return [
        *(Situation(one.citation, one.pack, one.valid_from, one.valid_until, True) for one in first),
        *(one for one, _ in rest),
    ]


def site_of(desk: Desk, site_id: str | None, told: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """What is known of a site's trade: its record, else what the draft says of it."""
    if site_id and records.exists(desk.store.db, "site", site_id):
        return desk.get("site", site_id)
    return told or {}


def _in_force(desk: Desk, on: date) -> list[Pack]:
    newest: dict[str, Pack] = {}
    for pack in sorted(packs.installed(desk.store, "criteria"), key=lambda one: version_order(one.version)):
        if pack.valid_from <= on and (pack.valid_until is None or on <= pack.valid_until):
            newest[pack.id] = pack
    return [newest[identity] for identity in sorted(newest)]


def _situation(pack: Pack, citation: dict[str, Any], of_item: bool) -> Situation:
    return Situation(citation, f"{pack.name} {pack.version}", pack.valid_from, pack.valid_until, of_item)


def _key(citation: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(citation.get(name) for name in ("standard", "document", "clause", "situation"))

"""What the number of a paper leads to: the record it was issued from and its site."""

from __future__ import annotations

from dataclasses import dataclass

from yongji_desktop.papers import catalogue
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records, search

MOST = 4


@dataclass(frozen=True)
class Found:
    """A record with this number: its `kind` and `id` (of a paper, those of what it is about), how it is called, its site."""

    kind: str
    id: str
    words: str
    site_id: str
    site: str


def found(desk: Desk, text: str, limit: int = MOST) -> list[Found]:
    """The records whose number holds what was typed or scanned (“a118”, a whole number), newest first; [] without a digit."""
    if not any(one.isdigit() for one in text):
        return []
    made: list[Found] = []
    db = desk.store.db
    for one in records.many(db, "paper", search.find(db, "paper", text, limit)):
        title = catalogue.PAPERS[one["paper"]].name if one["paper"] in catalogue.PAPERS else "文书"
        made.append(_of(desk, one["subject_kind"], one["subject_id"], f"{title} {one['number']}", one.get("site_id")))
    return list(dict.fromkeys(made))


def _of(desk: Desk, kind: str, identity: str, words: str, site_id: str | None) -> Found:
    site = desk.get("site", site_id)["name"] if site_id and records.exists(desk.store.db, "site", site_id) else ""
    return Found(kind, identity, words, site_id or "", site)

"""What the data packs hold: tasks, checklists, departments, places (read by core/pack_shapes.py;
standards and holidays: core/pack_reference.py).

Citations are data, see core/citations.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

TOWN_PARTS = {"responsible": "负责", "shared": "分工负责", "urge": "督促", "unnamed": "未点名"}
RECORD_KINDS = ("inspection", "hazard", "activity", "drill", "meeting", "outreach", "duty", "report",
                "organisation", "resource")
WAYS = ("现场查看", "查资料", "询问", "测试")
TREATMENTS = ("on_spot", "deadline", "clue")


@dataclass(frozen=True)
class Notice:
    """What stands around the tasks in the document, word for word."""

    heading: str
    document_number: str
    title: str
    addressees: str
    preamble: str
    closing: str
    signature: str
    date: str
    publicity: str
    copies: str
    printed: str


@dataclass(frozen=True)
class Section:
    """A part of the document: its number from 1, the label as written (一、) and the title."""

    number: int
    label: str
    title: str


@dataclass(frozen=True)
class Clause:
    """A part of a task with the units responsible for it.

    heading + after_heading + text + units + after_units is the wording of the document; `units_list` and
    `mode` say the same as `units`, `names_town` whether 各镇[街道] is among them.
    """

    heading: str | None
    after_heading: str
    text: str
    units: str
    after_units: str
    units_list: tuple[str, ...]
    mode: str
    names_town: bool

    @property
    def wording(self) -> str:
        """The clause as the document has it."""
        return (self.heading or "") + self.after_heading + self.text + self.units + self.after_units


@dataclass(frozen=True)
class Stated:
    """A number or a word of frequency that the document itself sets.

    `quote` is its wording, `subject` whom it speaks of, `count` times per `period` (None where it sets no
    number), `binds_town` whether the town is among the subjects.
    """

    quote: str
    subject: str
    count: int | None
    period: str | None
    binds_town: bool


@dataclass(frozen=True)
class Task:
    """One task of the year: its wording after label and title, our classing by kinds of record."""

    number: int
    label: str
    title: str
    section: int
    text: str
    town_part: str
    kinds: tuple[str, ...]
    clauses: tuple[Clause, ...]
    stated: tuple[Stated, ...]


@dataclass(frozen=True)
class Tasks:
    """The tasks of one year."""

    year: int
    notice: Notice
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class How:
    """How an item is looked at: ways (WAYS) and what to look at."""

    ways: tuple[str, ...]
    look: str


@dataclass(frozen=True)
class Finding:
    """A ready wording of a hazard: what was seen, what to do, by when.

    `days` are calendar days, None when it is put right on the spot or is a lead for a department (clue).  `suspected_major` is the citation of the
    listed situation, or None; `basis` the clauses for this very finding (none is allowed: prints "—").
    """

    code: str
    text: str
    measure: str
    treatment: str
    days: int | None
    category: str
    department: str
    shock_or_entangle: bool
    suspected_major: dict[str, Any] | None
    basis: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Item:
    """One point of a checklist; `star` marks those that have to be answered one by one (★)."""

    code: str
    section: str
    text: str
    how: How
    basis: tuple[dict[str, Any], ...]
    star: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Same:
    """`item` of this checklist asks what `other`, an item of another one, asks."""

    item: str
    other: str


@dataclass(frozen=True)
class Checklist:
    """A checklist and the sites it is proposed for.

    `default` is false for one that is never proposed; `sectors` are words of a site's trade or kind, `tags`
    words of its dangerous parts (重点部位), `excluded` longer words that hold one of these and mean something
    else (建筑材料), `self_built` tells that it is meant for self-built houses.  `same` names items that need not
    be asked again when the other list is used in the same visit.
    """

    code: str
    default: bool
    sectors: tuple[str, ...]
    tags: tuple[str, ...]
    excluded: tuple[str, ...]
    self_built: bool
    same: tuple[Same, ...]
    items: tuple[Item, ...]

    def suits_trade(self, site: Mapping[str, Any]) -> bool:
        """Whether the trade, kind of place or kind of unit of a site calls for this list."""
        return self.default and any(holds(text, self.sectors, self.excluded) for text in trade_of(site))

    def suits_parts(self, site: Mapping[str, Any]) -> bool:
        """Whether its dangerous parts, or its being self-built, call for this list."""
        if not self.default:
            return False
        tagged = any(holds(text, self.tags, self.excluded) for text in tags_of(site))
        return tagged or self.self_built and bool(site.get("self_built"))


def trade_of(site: Mapping[str, Any]) -> list[str]:
    """The words of a site record that tell its trade."""
    return [str(site.get(name) or "") for name in ("sector", "place_category", "entity_type")]


def tags_of(site: Mapping[str, Any]) -> list[str]:
    """The dangerous parts of a site record."""
    return [str(one) for one in site.get("tags") or ()]


def holds(text: str, words: Iterable[str], excluded: Iterable[str] = ()) -> bool:
    """Whether one of `words` stands in `text`, the longest of all words counting at each place.

    小学校 does not hold 学校 when 小学校 is excluded, and 中小学校 holds 中小学.
    """
    known = set(words)
    every = sorted(known.union(excluded), key=len, reverse=True)
    found = re.finditer("|".join(map(re.escape, every)), text) if every else ()
    return any(match.group() in known for match in found)


@dataclass(frozen=True)
class Department:
    """A department: its short name as lists use it, the full name letters are addressed to (None when not known),
    other ways it is written."""

    code: str
    name: str
    full_name: str | None
    also_written: tuple[str, ...]
    copies_only: bool


@dataclass(frozen=True)
class Handover:
    """The default department for a hazard category; None where it depends on the licence."""

    category: str
    department: str | None
    note: str


@dataclass(frozen=True)
class Departments:
    """The department dictionary and whom a category of hazard goes to by default."""

    departments: tuple[Department, ...]
    handover: tuple[Handover, ...]

    @property
    def full_names(self) -> dict[str, str]:
        """Full names by the short ones, those that are known."""
        return {one.name: one.full_name for one in self.departments if one.full_name}

    def default_for(self, category: str) -> str | None:
        """The name of the department for `category`; None when there is none."""
        return next((one.department for one in self.handover if one.category == category), None)


@dataclass(frozen=True)
class Village:
    """A village or community (kind ``village`` or ``community``)."""

    name: str
    kind: str


@dataclass(frozen=True)
class Town:
    """A town (镇) or sub-district (街道); `seal_hint` only suggests, the seal decides."""

    code: str
    name: str
    is_town: bool
    short_name: str
    seal_hint: str
    villages: tuple[Village, ...]


@dataclass(frozen=True)
class Places:
    """The city with its towns; `others` report like a town but are none (开发区)."""

    city_code: str
    city: str
    area_code: str
    towns: tuple[Town, ...]
    others: tuple[str, ...]

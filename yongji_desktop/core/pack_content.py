"""What the data packs hold: tasks of a year, checklists, departments, places (read by core/pack_shapes.py).

Citations are data, see core/citations.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TOWN_PARTS = {"responsible": "负责", "shared": "分工负责", "urge": "督促", "unnamed": "未点名"}
RECORD_KINDS = ("inspection", "hazard", "activity", "drill", "meeting", "outreach", "duty", "report",
                "organisation", "resource")
WAYS = ("现场查看", "查资料", "询问", "测试")
TREATMENTS = ("on_spot", "deadline")


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

    `days` are calendar days, None when it is put right on the spot.  `suspected_major` is the citation of the
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
class Checklist:
    """A checklist; `sectors` are the lines of trade it is offered for, none means any."""

    code: str
    sectors: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Department:
    """A department: its short name as written and other ways it is written."""

    code: str
    name: str
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

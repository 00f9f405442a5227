"""What data packs hold to look up: standards for major hazards, holidays (read by core/pack_shapes.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Criterion:
    """One listed situation of a standard for major hazards (重大事故隐患判定标准).

    `clause` and `situation` are None where the text has not been read; `keywords` are words of a finding that
    speak of it, `sectors` the trades it is written for (none: any), `items` the checklist items (★ and others)
    it bears on.
    """

    code: str
    clause: str | None
    situation: str | None
    verified: bool
    keywords: tuple[str, ...]
    sectors: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class Criteria:
    """A standard for major hazards: its name, its document number and the situations it lists."""

    standard: str
    document: str
    rows: tuple[Criterion, ...]

    def citation(self, row: Criterion) -> dict[str, Any]:
        """The row as a citation."""
        return {
            "standard": self.standard,
            "document": self.document,
            "clause": row.clause,
            "situation": row.situation,
            "verified": row.verified,
        }


@dataclass(frozen=True)
class Rest:
    """A holiday with its first and last day."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Worked:
    """A weekend day that is worked, for which holiday."""

    name: str
    day: date


@dataclass(frozen=True)
class Year:
    """The arrangement of one year as the document sets it."""

    year: int
    document: str
    rests: tuple[Rest, ...]
    worked: tuple[Worked, ...]


@dataclass(frozen=True)
class Holidays:
    """Arrangements of holidays, one for each year."""

    years: tuple[Year, ...]

"""Data packs (数据包): versioned content with a source, read strictly.

A pack is one JSON object: ``format`` (1; 2 where a checklist tells which sites it is proposed for, 3 where a
department bears its full name or a finding is a lead), ``pack`` (what it holds), ``id``, ``name``, ``version``, ``valid_from``, ``valid_until`` (or null), ``source``, ``notes``
and the keys of its content (core/pack_content.py, core/pack_reference.py, core/pack_shapes.py).  Every key is
required and none is allowed beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core.calendar import Calendar
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.pack_content import Checklist, Departments, Places, Tasks, holds, tags_of, trade_of
from yongji_desktop.core.pack_reference import Criteria, Holidays, Year
from yongji_desktop.core.pack_shapes import CONTENT
from yongji_desktop.core.strict import (
    Convert,
    count,
    day,
    like,
    maybe,
    one_of,
    parse,
    shape,
    text,
    words,
    wrong,
)

FORMAT = 3
PLACE = "数据包"


@dataclass(frozen=True)
class Pack:
    """One pack; `pack` says what `content` is, `valid_until` is the last day or None (no end set)."""

    format: int
    pack: str
    id: str
    name: str
    version: str
    valid_from: date
    valid_until: date | None
    source: str
    notes: str
    content: Tasks | Checklist | Criteria | Departments | Places | Holidays


_HEADER: Mapping[str, Convert] = {
    "format": count(1, FORMAT),
    "pack": one_of(CONTENT),
    "id": like(r"[a-z]+/[a-z0-9-]+", "tasks/2024"),
    "name": text,
    "version": like(r"\d{4}\.\d{1,3}", "2026.1"),
    "valid_from": day,
    "valid_until": maybe(day),
    "source": text,
    "notes": words,
}


def read_pack(data: bytes | Mapping[str, Any]) -> Pack:
    """Read and check one pack, given as the bytes of its file or as parsed JSON.

    Raises Refused when it is no pack at all, of a newer format or of a kind this program does not know, and
    Invalid with one sentence, naming the place, for everything that is wrong inside.
    """
    value = parse(data) if isinstance(data, bytes) else data
    if not isinstance(value, Mapping) or "format" not in value or "pack" not in value:
        raise Refused("这个文件不是数据包，请换一个文件。")
    form, kind = value["format"], value["pack"]
    if isinstance(form, int) and not isinstance(form, bool) and form > FORMAT:
        raise Refused(f"这个数据包是用更新的格式（{form}）做的，请先升级本程序，再导入。")
    if not isinstance(kind, str) or kind not in CONTENT:
        raise Refused(f"本程序不认识种类为“{kind}”的数据包，请升级本程序，或者换一个文件。")
    content = CONTENT[kind]
    value = _upgraded(value)

    def build(**values: Any) -> Pack:
        header = {key: values.pop(key) for key in _HEADER}
        return Pack(**header, content=content.build(**values))

    pack: Pack = shape(build, **_HEADER, **content.parts)(value, PLACE)
    if pack.valid_until is not None and pack.valid_until < pack.valid_from:
        raise wrong(PLACE, "valid_until 早于 valid_from")
    if not pack.id.startswith(f"{kind}/"):
        raise wrong(PLACE, f"id 应当以 {kind}/ 开头")
    content.check(pack.content, PLACE)
    return pack


def _upgraded(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A pack of an older format in the form of today.

    A checklist of format 1 was proposed by its sectors alone; before format 3 no department bore its full name.
    """
    form, kind = value["format"], value["pack"]
    if form == 1 and kind == "checklist":
        added = {"default": True, "tags": [], "excluded": [], "self_built": False, "same": []}
        return {**value, **{key: added[key] for key in added if key not in value}}
    rows = value.get("departments")
    if form in (1, 2) and kind == "departments" and isinstance(rows, list):
        filled = [{"full_name": None, **one} if isinstance(one, Mapping) else one for one in rows]
        return {**value, "departments": filled}
    return value


def version_order(version: str) -> tuple[int, ...]:
    """What to sort versions by: 2026.10 comes after 2026.9."""
    return tuple(int(part) for part in version.split("."))


def task_catalogue_for(year: int, packs: Iterable[Pack]) -> tuple[Pack, str]:
    """The task pack that serves `year`, and the note to print with it ("" when it is the year's own).

    Without one for the year the latest earlier one serves, with 「沿用2024年任务目录，仅供内部归类」; of
    several versions the newest counts.  Raises Refused when there is none of that year or earlier.
    """
    usable = [pack for pack in packs if isinstance(pack.content, Tasks) and pack.content.year <= year]
    if not usable:
        raise Refused(f"还没有{year}年或更早的任务目录，请先导入任务数据包。")
    best = max(usable, key=lambda pack: (pack.content.year, version_order(pack.version)))
    if best.content.year == year:
        return best, ""
    return best, f"沿用{best.content.year}年任务目录，仅供内部归类"


def calendar_of(packs: Iterable[Pack]) -> Calendar:
    """The calendar that holiday packs make together; for a year in several of them the newest version counts."""
    years: dict[int, Year] = {}
    for pack in sorted(packs, key=lambda one: (version_order(one.version), one.id)):
        if isinstance(pack.content, Holidays):
            years.update({year.year: year for year in pack.content.years})
    rests = {
        rest.first + timedelta(days=n): rest.name
        for year in years.values()
        for rest in year.rests
        for n in range((rest.last - rest.first).days + 1)
    }
    worked = frozenset(one.day for year in years.values() for one in year.worked)
    return Calendar(rests, worked, frozenset(years))


def candidates_among(
    packs: Iterable[Pack], item: str, site: Mapping[str, Any], text: str = ""
) -> list[dict[str, Any]]:
    """Citations of the listed situations that bear on a checklist item; nothing is judged by this.

    Situations of other trades are left out when there are some of the site's own; those whose keywords stand in
    `text` (what was seen) come first, then those whose text has been read.
    """
    told = [*trade_of(site), *tags_of(site)]
    rows = [
        (any(holds(words, row.sectors) for words in told), pack.content, row)
        for pack in packs if isinstance(pack.content, Criteria)
        for row in pack.content.rows if item in row.items
    ]
    if any(own for own, _, _ in rows):
        rows = [one for one in rows if one[0] or not one[2].sectors]
    rows.sort(key=lambda one: (not holds(text, one[2].keywords), not one[2].verified))
    return [whole.citation(row) for _, whole, row in rows]


def same_items(lists: Iterable[Checklist]) -> dict[str, str]:
    """{item code: the code that stands for all that ask the same}, for items that a list declares the same."""
    leader: dict[str, str] = {}
    for one in (pair for checklist in lists for pair in checklist.same):
        keep, other = leader.get(one.item, one.item), leader.get(one.other, one.other)
        leader.update({one.item: keep, one.other: keep})
        leader.update({code: keep for code, known in leader.items() if known == other})
    return leader

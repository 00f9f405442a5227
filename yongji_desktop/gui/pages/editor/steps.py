"""Steps on the entry of an inspection, without a window: each returns a new entry, the old one stays.

What belongs to the editor alone (texts that are no date yet, hazards put aside, the keyboard's place) is
kept in the draft under names that begin with “_” and never leaves it, see `plain`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from yongji_desktop.core import answers
from yongji_desktop.core.terms import USUAL
from yongji_desktop.services.inspections import FIXED

Entry = dict[str, Any]
Path = tuple[str | int, ...]
Bundle = tuple[dict[str, Any], list[dict[str, Any]]]

ASIDE, PLACE, REASONS = "_aside", "_place", "_reasons"
# A correction: the record it corrects, why, its version and its hazards when the correction began.
CORRECTS, REASON, VERSION, HELD = "_corrects", "_reason", "_version", "_held"
DAYS = "_days"  # the days this office gives an ordinary hazard, while they are not the usual ones
_CLOCK = re.compile(r"(\d{1,2})\s*[:：点时]\s*(\d{1,2})?\s*分?")
_MOMENT = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?[ T]+(\d{1,2})[:：](\d{1,2})")


def look(value: Any, path: Path) -> Any:
    """What lies at a path of names and indexes; None where there is nothing."""
    for key in path:
        if isinstance(value, list):
            value = value[key] if isinstance(key, int) and key < len(value) else None
        elif isinstance(value, dict):
            value = value.get(key)
        else:
            return None
    return value


def put(value: Any, path: Path, new: Any) -> Any:
    """A copy of `value` with `new` at a path; nothing (None or "") takes the name out."""
    if not path:
        return new
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        rows = list(value)
        rows[key] = put(rows[key], rest, new)
        return rows
    made = dict(value or {})
    inner = put(made.get(key), rest, new)
    if inner is None or inner == "" or inner == {}:
        made.pop(key, None)
    else:
        made[key] = inner
    return made


def plain(value: Any) -> Any:
    """The entry without what belongs to the editor alone."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items() if not name.startswith("_")}
    return [plain(one) for one in value] if isinstance(value, list) else value


def correction_of(record: dict[str, Any], names: Sequence[str], reason: str) -> Entry:
    """The draft that corrects a finished record; `names` are the fields an inspection has."""
    made: Entry = {name: record[name] for name in names if record.get(name) is not None}
    held = [one["id"] for one in made.get("hazards") or []]
    return {**made, CORRECTS: record["id"], REASON: reason, VERSION: record["version"], HELD: held}


def is_fixed(entry: Entry, hazard: dict[str, Any]) -> bool:
    """Whether this hazard's grade, treatment and deadline follow from its steps and cannot be corrected."""
    return bool(entry.get(CORRECTS)) and hazard.get("id") in (entry.get(HELD) or ())


def withdrawn(entry: Entry) -> int:
    """How many hazards of the corrected record are left out now."""
    kept = {one.get("id") for one in entry.get("hazards") or []}
    return sum(one not in kept for one in entry.get(HELD) or ())


# Hazards and their photos -------------------------------------------------------------------------


def bundles(entry: Entry) -> tuple[list[Bundle], list[dict[str, Any]]]:
    """Every hazard with its photos, and the photos that belong to none."""
    made: list[Bundle] = [(one, []) for one in entry.get("hazards") or []]
    loose = []
    for photo in entry.get("photos") or []:
        at = photo.get("hazard")
        (made[at][1] if isinstance(at, int) and 0 <= at < len(made) else loose).append(photo)
    return made, loose


def with_bundles(entry: Entry, every: Sequence[Bundle], loose: Sequence[dict[str, Any]]) -> Entry:
    """The entry with these hazards, in the order of the checklist, their photos numbered after them."""
    order = {one["item"]: at for at, one in enumerate(entry.get("answers") or [])}
    every = sorted(every, key=lambda one: order.get(one[0].get("item"), len(order)))
    photos = [{**photo, "hazard": at} for at, (_, mine) in enumerate(every) for photo in mine]
    made = put(entry, ("hazards",), [hazard for hazard, _ in every] or None)
    return put(made, ("photos",), photos + list(loose) or None)


def hazards_of(entry: Entry, item: str | None) -> list[int]:
    """The indexes of the hazards of a checklist item."""
    return [at for at, one in enumerate(entry.get("hazards") or []) if one.get("item") == item]


def new_hazard(entry: Entry, item: str | None) -> dict[str, Any]:
    """A hazard nothing is written of yet: ordinary, with the usual number of days."""
    made: dict[str, Any] = {"item": item, "grade": "general", "treatment": "deadline"}
    made["due_on"] = due_after(entry, usual_days(entry))
    return {name: value for name, value in made.items() if value is not None}


def add_hazard(entry: Entry, item: str | None) -> tuple[Entry, int]:
    """One more hazard of an item (None for none); returns the entry and the hazard's index."""
    every, loose = bundles(entry)
    fresh = new_hazard(entry, item)
    made = with_bundles(entry, [*every, (fresh, [])], loose)
    return made, next(at for at, one in enumerate(made["hazards"]) if one is fresh)


def remove_hazard(entry: Entry, index: int) -> Entry:
    """The entry without one hazard and its photos."""
    every, loose = bundles(entry)
    return with_bundles(entry, [one for at, one in enumerate(every) if at != index], loose)


def photos_of(entry: Entry, hazard: int | None) -> list[dict[str, Any]]:
    """The photos of one hazard, or (None) those of no hazard."""
    every, loose = bundles(entry)
    return list(loose) if hazard is None else list(every[hazard][1])


def set_photos(entry: Entry, hazard: int | None, photos: Sequence[dict[str, Any]]) -> Entry:
    """Other photos for one hazard, or (None) for the visit."""
    every, loose = bundles(entry)
    if hazard is None:
        return with_bundles(entry, every, photos)
    every[hazard] = (every[hazard][0], list(photos))
    return with_bundles(entry, every, loose)


def proposed_person(entry: Entry) -> str:
    """Who is proposed as responsible: the site's safety officer, else its principal."""
    site = entry.get("site") or {}
    return str(site.get("safety_officer") or site.get("principal") or "") if isinstance(site, dict) else ""


# Answers ------------------------------------------------------------------------------------------


def give(entry: Entry, index: int, result: str) -> tuple[Entry, int, str]:
    """Answer an item; returns the entry, the item to go to and a sentence worth saying ("" for none).

    不合格 opens a hazard for the item or brings back the one put aside; leaving it puts its hazards aside.
    """
    was = entry["answers"][index].get("result") or "unseen"
    item = entry["answers"][index]["item"]
    given, onward = answers.give(entry["answers"], index, result)
    made = {**entry, "answers": given}
    if result == was:
        return made, onward, ""
    if was == "fail":
        made, words = _put_aside(made, item)
        return made, onward, words
    if result == "fail":
        return _bring_back(made, item), index, ""
    return made, onward, ""


def _put_aside(entry: Entry, item: str) -> tuple[Entry, str]:
    every, loose = bundles(entry)
    numbers = hazards_of(entry, item)
    gone = [every[at] for at in numbers]
    kept = [list(one) for one in gone if one[1] or one[0] != new_hazard(entry, item)]
    made = with_bundles(entry, [one for at, one in enumerate(every) if at not in numbers], loose)
    made = put(made, (ASIDE, item), kept or None)
    words = f"隐患 {'、'.join(str(at + 1) for at in numbers)} 已收起，改回不合格就恢复。" if kept else ""
    return made, words


def _bring_back(entry: Entry, item: str) -> Entry:
    held = look(entry, (ASIDE, item))
    if not held:
        return entry if hazards_of(entry, item) else add_hazard(entry, item)[0]
    every, loose = bundles(entry)
    made = with_bundles(entry, [*every, *((one[0], one[1]) for one in held)], loose)
    return put(made, (ASIDE, item), None)


def pass_the_rest(entry: Entry) -> tuple[Entry, int, int | None, int]:
    """全部合格: the entry, how many items it answered, the first ★ left (or None) and how many ★ are left."""
    given, changed, star = answers.pass_the_rest(entry.get("answers") or [])
    return {**entry, "answers": given}, changed, star, answers.tally(given).stars_left


def fill_hazard(entry: Entry, index: int, phrase: dict[str, Any], responsible: str | None) -> Entry:
    """A phrase written into a hazard: its place stays, the person proposed is taken when there is none.

    In a correction grade, treatment and deadline of a hazard that is already known stay too.
    """
    old = entry["hazards"][index]
    fixed = (*FIXED, "judgement") if is_fixed(entry, old) else ()
    kept = {name: old[name] for name in ("id", "item", "part", "responsible", *fixed) if old.get(name)}
    given = {name: one for name, one in phrase.items() if one not in (None, "", []) and name not in fixed}
    made = {**given, **kept}
    made.setdefault("grade", "general")
    made.setdefault("treatment", "deadline")
    if made["treatment"] == "deadline" and not made.get("due_on"):
        made["due_on"] = due_after(entry, usual_days(entry))
    if responsible and made["treatment"] != "on_spot":
        made.setdefault("responsible", responsible)
    if made.get("due_on") is None:
        made.pop("due_on", None)
    return put(entry, ("hazards", index), made)


# Days and moments ---------------------------------------------------------------------------------


def day_of(text: Any) -> date | None:
    """The day a text names; None for what is none."""
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        return None


def began_on(entry: Entry) -> date | None:
    """The day of the visit."""
    try:
        return date.fromisoformat(str(entry.get("began_at") or "")[:10])
    except ValueError:
        return None


def usual_days(entry: Entry) -> int:
    """How many days an ordinary hazard gets when nothing says otherwise."""
    return int(entry.get(DAYS) or USUAL.default_days)


def due_after(entry: Entry, days: int) -> str | None:
    """The day that many calendar days after the visit."""
    day = began_on(entry)
    return (day + timedelta(days=days)).isoformat() if day else None


def off_rest_day(day: date) -> date | None:
    """The Monday after a Saturday or Sunday; None for other days."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else None


def moment_from(text: str, day: date | None) -> str | None:
    """A moment as typed (“14:30” on `day`, “2026-11-23 14:30”) as YYYY-MM-DDTHH:MM; None for what is none."""
    text = text.strip()
    whole, clock = _MOMENT.fullmatch(text), _CLOCK.fullmatch(text)
    try:
        if whole:
            return datetime(*(int(one) for one in whole.groups())).strftime("%Y-%m-%dT%H:%M")
        if clock and day:
            return datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2] or 0)).strftime(
                "%Y-%m-%dT%H:%M"
            )
    except ValueError:
        return None
    return None

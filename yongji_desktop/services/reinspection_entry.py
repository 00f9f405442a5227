"""A re-inspection while it is written: what is proposed at its beginning, its opinion, its papers to come, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yongji_desktop.core import due
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kind_parts import GRAVE
from yongji_desktop.papers import catalogue, reinspection_opinion
from yongji_desktop.papers.wording import Names
from yongji_desktop.services import hazards, packs, reinspections
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.paper_subjects import SUBJECTS, lives_of
from yongji_desktop.store import records

CLAIMED = "企业称已治理，待监管部门核查销号"
CARRIED = ("inspectors", "recorder", "began_at", "single_reason", "site_present", "site_person", "told_principal")

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Coming:
    """A paper this re-inspection will make: `title`, and the short `number` it would get now."""

    code: str
    title: str
    number: str


def begin(
    desk: Desk, site_id: str, only: Iterable[str] = (), head: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A new entry with everything proposed that is known.

    The officer and those colleagues who were at the visit where the hazards were found, and of each hazard the
    photo before.  `head` is the header of an inspection going on at the same hour: its people and time are taken.
    Refused when there is nothing to look at again.
    """
    entry = reinspections.begin(desk, site_id, only)
    looks = sorted(entry["looks"], key=lambda one: (one.get("found_on") or "", one.get("number") or ""))
    entry["looks"] = [with_before(desk, one) for one in looks]
    if head is not None:
        entry.update({name: head[name] for name in CARRIED if head.get(name)})
    else:
        entry["inspectors"] = [*entry.get("inspectors", ()), *_colleagues(desk, entry)]
    return entry


def with_before(desk: Desk, look: Mapping[str, Any]) -> dict[str, Any]:
    """A look with the photo before that will print beside the one after."""
    shots = reinspections.before_photos(desk, look["hazard"])
    return {**look, "before": shots[0]} if shots and not look.get("before") else dict(look)


def _colleagues(desk: Desk, entry: Entry) -> list[dict[str, Any]]:
    """Who else of this office was at the original visit and still works here."""
    visit = entry.get("original_id")
    if not visit:
        return []
    here = {one.get("officer_id") for one in entry.get("inspectors") or ()}
    known = {one["id"]: one for one in records.every(desk.store.db, "officer") if not one.get("inactive")}
    told = desk.get("inspection", visit).get("inspectors") or ()
    ids = [one["officer_id"] for one in told if one.get("officer_id") in known and one["officer_id"] not in here]
    names = ("name", "section", "certificate")
    return [
        {**{name: known[one][name] for name in names if known[one].get(name)}, "officer_id": one}
        for one in dict.fromkeys(ids)
    ]


def missing(desk: Desk, entry: Entry, only: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Looks at the site's open hazards that this entry leaves out; with `only`, those of these alone."""
    there, chosen = {one["hazard"] for one in entry.get("looks") or ()}, set(only)
    open_ones = [one.record["id"] for one in reinspections.open_of(desk, entry["site_id"])]
    wanted = [one for one in open_ones if one not in there and (not chosen or one in chosen)]
    if not wanted:
        return []
    return [with_before(desk, one) for one in reinspections.begin(desk, entry["site_id"], wanted)["looks"]]


def grave(desk: Desk, look: Mapping[str, Any]) -> bool:
    """Whether a department, not the town, says when this hazard is closed (as it is now)."""
    found = records.many(desk.store.db, "hazard", [str(look.get("hazard"))])
    return (found[0].get("grade") if found else look.get("grade")) in GRAVE


def opinion(desk: Desk, entry: Entry) -> str:
    """The sentences of 复查意见 as they follow from the conclusions, one in a line; "" while there is none."""
    known = [one["id"] for one in records.many(desk.store.db, "hazard", [str(one["hazard"]) for one in entry.get("looks") or ()])]
    return reinspection_opinion.opinion(entry, lives_of(desk, known), Names.of(desk.office))


def coming(desk: Desk, entry: Entry) -> list[Coming]:
    """The papers this entry makes as it stands, with the numbers they would get now."""
    year = int(str(entry.get("began_at") or desk.today.isoformat())[:4])
    found = []
    for code in SUBJECTS["reinspection"].wanted({"reinspection": entry}):
        paper = catalogue.PAPERS.get(code)
        if paper is not None:
            letter, series = desk.store.letter, desk.office["short_name"] + paper.series
            last = records.coming_number(desk.store.db, series, year, letter)
            title = "通知（告知）书（第二次）" if code == "rectification_notice" else paper.name
            found.append(Coming(code, title, f"{letter}{last:03d}"))
    return found


def repeats(desk: Desk, entry: Entry, look: Mapping[str, Any]) -> list[str]:
    """The days hazards like this one were found at the site within twelve months, this one last; [] for the first."""
    found = records.many(desk.store.db, "hazard", [str(look.get("hazard"))])
    if not found:
        return []
    earlier = hazards.repeats_of(desk, entry["site_id"], found[0], found[0]["id"])
    days = [str(one["found_on"]) for one in earlier if one.get("found_on") and one["found_on"] < str(found[0].get("found_on"))]
    return [*sorted(days), str(found[0]["found_on"])] if days else []


def deadline(desk: Desk, look: Mapping[str, Any], on: date) -> tuple[str, str]:
    """(words, colour) of a look's deadline: 逾期 1 天, 今天, n 个工作日; 期限 11-30 once it is answered as put right."""
    day = look.get("due_on")
    if not day:
        return "以部门意见为准" if look.get("grade") in GRAVE else "没有期限", "grey"
    if look.get("conclusion") == "rectified":
        return f"期限 {day[5:]}", "grey"
    return due.words(day, on, packs.calendar(desk))


def reinspect_by(desk: Desk, entry: Entry) -> str | None:
    """The first last day for looking again among the hazards of an entry (R10), or None."""
    days = []
    for look in entry.get("looks") or ():
        try:
            days.append(due.reinspect_by(hazards.of(desk, look["hazard"]).life))
        except Refused:  # not on this PC any more: finishing says so
            continue
    return min((one for one in days if one), default=None)

"""The scenes of the demo town: each kind of line in its script is one real deed on a day before today.

A line says ``days_ago`` and ``at`` (the hour its deed is done); ``…_in`` counts days from that day, an hour alone is one
of that day, ``{year}`` its year.  Hazards, visits and campaigns go by the ``key`` the script gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from yongji_desktop.assets import asset
from yongji_desktop.core.clock import CHINA, DemoClock
from yongji_desktop.services import (
    campaigns,
    clues,
    forms,
    hazards,
    inspections,
    missed,
    objections,
    papers,
    photos,
    reinspections,
)
from yongji_desktop.services import entry as entries
from yongji_desktop.services import reinspection_entry as again
from yongji_desktop.services.desk import Desk

Line = Mapping[str, Any]
MOMENTS = frozenset({"at", "arrived_at", "began_at", "ended_at", "told_at"})
STAGED = frozenset({"days_ago", "at", "of", "key", "reasons"})


@dataclass
class Stage:
    """The desk on its last day, the clock whose hands are moved, and what the script calls its records."""

    desk: Desk
    clock: DemoClock
    known: dict[str, str] = field(default_factory=dict)
    shots: dict[str, dict[str, Any]] = field(default_factory=dict)

    def then(self, one: Line) -> Desk:
        """The desk on the day of a line, the clock at its hour."""
        day = self.desk.today - timedelta(days=one["days_ago"])
        self.clock.move_to(moment(day, one["at"]))
        return Desk(self.desk.store, self.desk.officer, day)

    def id_of(self, key: str) -> str:
        """The record the script calls `key`."""
        return self.known[key]

    def photos(self, then: Desk, rows: list[dict[str, Any]], hour: str) -> list[dict[str, Any]]:
        """Photo rows of a record: each file of the script is taken in once."""
        made = []
        for row in rows:
            more = {name: value for name, value in row.items() if name not in ("path", "at")}
            if row["path"] not in self.shots:
                self.shots[row["path"]] = photos.attach(then, asset(f"resources/demo/{row['path']}"))
            made.append({**self.shots[row["path"]], "taken_at": _on(then.today, row.get("at", hour)), **more})
        return made


def moment(day: date, hour: str) -> datetime:
    """An hour (``08:30``) of a day in China's time."""
    return datetime.combine(day, datetime.strptime(hour, "%H:%M").time(), CHINA)


def _on(day: date, hour: str) -> str:
    return f"{day.isoformat()}T{hour}"


def dated(value: Any, day: date) -> Any:
    """The script's words with every day and moment worked out from `day`."""
    if isinstance(value, list):
        return [dated(one, day) for one in value]
    if isinstance(value, str):
        return value.replace("{year}", str(day.year))
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for name, one in value.items():
        if name == "valid_in":
            made["valid_until"] = (day + timedelta(days=one)).isoformat()
        elif name.endswith("_in"):
            made[f"{name.removesuffix('_in')}_on"] = (day + timedelta(days=one)).isoformat()
        elif name in MOMENTS and isinstance(one, str) and len(one) == 5:
            made[name] = _on(day, one)
        else:
            made[name] = dated(one, day)
    return made


def _facts(one: Line, day: date) -> dict[str, Any]:
    """What a line tells beside when and about what."""
    return dated({name: value for name, value in one.items() if name not in STAGED}, day)


def _visit(stage: Stage, one: Line) -> None:
    """A visit or, with ``draft``, the beginning of one; its papers are issued a quarter of an hour later."""
    then = stage.then(one)
    values = dated(one["entry"], then.today)
    values["began_at"] = _on(then.today, one["from"])
    if one.get("to"):
        values["ended_at"] = _on(then.today, one["to"])
    if one.get("campaign"):
        values["campaign_id"] = stage.id_of(one["campaign"])
    values["photos"] = stage.photos(then, one["entry"].get("photos") or [], one["from"])
    told = values.get("hazards") or []
    keys = [hazard.pop("key", None) for hazard in told]
    filled = entries.fill(then, values)
    for answer in filled.get("answers") or ():
        if answer["result"] == "unseen" and one.get("others") and not (answer.get("reason") or answer.get("note")):
            answer["result"] = one["others"]
    if one.get("draft"):
        inspections.save_draft(then, filled)
        return
    identity = inspections.finish(then, filled, reasons=one.get("reasons"))
    found = then.get("inspection", identity).get("hazards") or []
    stage.known.update({key: hazard["id"] for key, hazard in zip(keys, found, strict=True) if key})
    if one.get("key"):
        stage.known[one["key"]] = identity
    if one.get("papers", True):
        _issue(stage, then, identity, one)


def _issue(stage: Stage, then: Desk, identity: str, one: Line) -> None:
    stage.clock.move_to(moment(then.today, one["at"]) + timedelta(minutes=15))
    papers.issue(then, identity, one.get("reasons"))


def _report(stage: Stage, one: Line) -> None:
    """What a village or the grid told."""
    then = stage.then(one)
    stage.known[one["key"]] = hazards.report(then, _facts(one, then.today))


def _clue(stage: Stage, one: Line) -> None:
    """A lead for a department."""
    then = stage.then(one)
    stage.known[one["key"]] = clues.register(then, _facts(one, then.today))


def _step(stage: Stage, one: Line) -> None:
    """A step of one hazard, or of several at once."""
    then = stage.then(one)
    facts = {"happened_on": then.today.isoformat(), **_facts(one, then.today)}
    if "into" in facts:
        facts["into"] = stage.id_of(facts["into"])
    hazards.take_step(then, [stage.id_of(key) for key in one["of"]], facts.pop("step"), facts)


def _look_again(stage: Stage, one: Line) -> None:
    """A re-inspection; ``looks`` holds the answer for each hazard it is about."""
    then = stage.then(one)
    told = {stage.id_of(key): look for key, look in one["looks"].items()}
    first = hazards.of(then, next(iter(told)))
    entry = {**again.begin(then, first.site["id"], told), **dated(one.get("entry") or {}, then.today)}
    entry["photos"] = []
    for index, look in enumerate(entry["looks"]):
        answer = told[look["hazard"]]
        rows = [{"use": "after", "hazard": index, **row} for row in answer.get("photos", ())]
        entry["photos"] += stage.photos(then, rows, one["at"])
        look.update(dated({name: value for name, value in answer.items() if name != "photos"}, then.today))
    identity = reinspections.finish(then, entry, reasons=one.get("reasons"))
    if one.get("papers", True):
        _issue(stage, then, identity, one)


def _form(stage: Stage, one: Line) -> None:
    """A paper made by itself: what is proposed, with what the script says otherwise."""
    then, ids = stage.then(one), [stage.id_of(key) for key in one["of"]]
    told = {**forms.proposed(then, one["paper"], ids), **dated(one.get("inputs") or {}, then.today)}
    forms.issue(then, one["paper"], ids, told, one.get("reasons"))


def _repeat(stage: Stage, one: Line) -> None:
    """A hazard linked to the earlier one of the same site."""
    hazards.link_repeat(stage.then(one), stage.id_of(one["of"][0]), stage.id_of(one["earlier"]))


def _missed(stage: Stage, one: Line) -> None:
    """A visit that could not be made."""
    then = stage.then(one)
    taken = stage.photos(then, one["entry"]["photos"], one["at"])
    stage.known[one["key"]] = missed.register(then, {**dated(one["entry"], then.today), "photos": taken})


def _objection(stage: Stage, one: Line) -> None:
    """What a unit objects to after a visit."""
    then = stage.then(one)
    objections.add(then, stage.id_of(one["of"][0]), _facts(one, then.today))


def _campaign(stage: Stage, one: Line) -> None:
    """A campaign with its routes."""
    then = stage.then(one)
    told = _facts(one, then.today)
    for group in told["groups"]:
        group["sites"] = [entries.site_named(then, name)["id"] for name in group["sites"]]
    stage.known[one["key"]] = campaigns.add(then, told)


def _sheets(stage: Stage, one: Line) -> None:
    """Field sheets for whom a group of a campaign has still to visit."""
    then, people = stage.then(one), one["inspectors"]
    campaigns.print_route(then, stage.id_of(one["of"][0]), one["group"], inspectors=people, reasons=one.get("reasons"))


DEEDS: dict[str, Callable[[Stage, Line], None]] = {
    "campaigns": _campaign,
    "inspections": _visit,
    "clues": _clue,
    "reports": _report,
    "steps": _step,
    "reinspections": _look_again,
    "papers": _form,
    "repeats": _repeat,
    "missed": _missed,
    "objections": _objection,
    "sheets": _sheets,
}

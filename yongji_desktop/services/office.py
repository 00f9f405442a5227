"""Founding an office on this PC, its names, its officers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from yongji_desktop.core import terms
from yongji_desktop.core.clock import Clock
from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.kinds import OFFICE, OFFICER
from yongji_desktop.core.pack_content import Town
from yongji_desktop.core.terms import TERMS
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.packs import bundled_places, install_bundled
from yongji_desktop.store import records
from yongji_desktop.store.folder import Store, create
from yongji_desktop.store.places import home_folder

ASKED = ("organ_name", "short_name", "phone", "section")


def towns() -> tuple[Town, ...]:
    """The towns and sub-districts one can choose at first start."""
    return bundled_places().towns


def town_named(told: str) -> Town:
    """The town with this name or code; Refused with the list when there is none."""
    for town in towns():
        if told in (town.name, town.code):
            return town
    raise Refused(f"没有“{told}”这个镇街，可选：{'、'.join(town.name for town in towns())}。")


def check_letter(letter: str) -> str:
    """A machine letter as it stands in numbers: A … Z, or two of them; Invalid otherwise."""
    letter = letter.strip().upper()
    if not (1 <= len(letter) <= 2 and letter.isascii() and letter.isalpha()):
        raise Invalid([Problem("letter", f"本机字母“{letter}”不对，请填 A 到 Z 的一个字母（用完再用 AA、AB）。")])
    return letter


def found(
    folder: Path, *, town: str, officers: list[dict[str, Any]], letter: str, organ_name: str = "", short_name: str = "",
    phone: str = "", section: str = "", home: Path | None = None, today: date | None = None, demo_day: date | None = None,
    clock: Clock | None = None, any_place: bool = False, place: Town | None = None,
) -> Desk:
    """Make the data folder of an office: town, names as on its seal, officers, this PC's letter, bundled packs.

    `officers` holds at least one {name, post, section, …}; the organ's names may follow later, but no paper is issued
    before; `place` is a town that is not in the list (the demo's).
    Raises Invalid naming each field that is missing,
    Refused when the folder holds data already, StorageTrouble for a bad place.
    """
    place = place or town_named(town)
    letter = check_letter(letter)
    office = OFFICE.check(
        {
            "organ_name": organ_name,
            "short_name": short_name or place.short_name,
            "place_name": place.name,
            "phone": phone,
            "section": section,
            "is_town": place.is_town,
            "demo": demo_day is not None,
        }
    )
    if not officers:
        raise Invalid([Problem("officers", "至少要有一位安全员。请填姓名；有第二位再填。")])
    people = [OFFICER.check({"section": section, **one}) for one in officers]
    store = create(
        folder, town=place.code, letter=letter, home=home or home_folder(), demo_day=demo_day, clock=clock,
        any_place=any_place, first=lambda store: _first_deeds(store, place.code, office, people),
    )
    return Desk(store, store.recall("last_officer"), today or store.clock.now().date())


def _first_deeds(store: Store, town: str, office: dict[str, Any], people: list[dict[str, Any]]) -> None:
    with store.deed("office.init", None) as deed:
        deed.set("office", town, **office)
        deed.set("device", store.device, letter=store.letter, town=town)
        identities = []
        for one in people:
            identity = store.clock.new_id()
            identities.append(identity)
            deed.set("officer", identity, **one)
    install_bundled(store, identities[0])
    store.remember("last_officer", identities[0])


def change_office(desk: Desk, values: dict[str, Any]) -> str:
    """Change the office's names; returns the deed.  Papers already issued keep theirs."""
    clean = OFFICE.check(values, partial=True)
    emptied = [OFFICE.field_named(name) for name, value in clean.items() if value is None and name in ASKED]
    problems = [Problem(one.name, f"{one.label}不能空，每份文书都要用。请填上。") for one in emptied]
    if problems:
        raise Invalid(problems)
    with desk.store.deed("office.change", desk.officer) as deed:
        deed.set("office", desk.office["id"], **clean)
    return deed.id


def change_terms(desk: Desk, values: dict[str, Any]) -> str:
    """Agree on other days (core/terms.py); an emptied one goes back to its default.  Returns the deed.

    What is due is dated anew at once; what was printed keeps its days.  Raises Invalid for a number out of bounds.
    """
    clean = TERMS.check(values, partial=True)
    problems = terms.problems_of(clean)
    if problems:
        raise Invalid(problems)
    identity = desk.office["id"]
    undone = records.exists(desk.store.db, "terms", identity) and records.get(desk.store.db, "terms", identity)["voided"]
    with desk.store.deed("terms.change", desk.officer) as deed:
        if undone:  # the first change was taken back: begin anew, with nothing of it
            deed.unvoid("terms", identity)
            clean = {one.name: clean.get(one.name) for one in TERMS.fields}
        deed.set("terms", identity, **clean)
    return deed.id


def officers(desk: Desk) -> list[dict[str, Any]]:
    """The officers at work, by name order of making."""
    return [one for one in records.every(desk.store.db, "officer") if not one.get("inactive")]


def add_officer(desk: Desk, values: dict[str, Any]) -> str:
    """Register an officer; returns the id."""
    clean = OFFICER.check(values)
    identity = desk.store.clock.new_id()
    with desk.store.deed("officer.add", desk.officer) as deed:
        deed.set("officer", identity, **clean)
    return identity


def change_officer(desk: Desk, identity: str, values: dict[str, Any]) -> str:
    """Change an officer's data; names on past records stay.  Returns the deed."""
    desk.get("officer", identity)
    clean = OFFICER.check(values, partial=True)
    if "name" in clean and not clean["name"]:
        raise Invalid([Problem("name", "姓名不能空。请填上。")])
    with desk.store.deed("officer.change", desk.officer) as deed:
        deed.set("officer", identity, **clean)
    return deed.id

"""The number book: every series with its last number, the numbers that became void, letters that are sealed (R78)."""

from __future__ import annotations

from typing import Any

from yongji_desktop.papers import catalogue
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.sheet_steps import VOID
from yongji_desktop.store import records
from yongji_desktop.store.folder import last_numbers

SERIES_WORDS = {"隐": "隐患", "安重": "快报和治理方案"}


def rows(desk: Desk) -> list[dict[str, Any]]:
    """Every series of every letter used on this data: name, prefix, year, letter, last, last_number, void, sealed."""
    papers = [one for one in catalogue.PAPERS.values() if one.series and one.device_letter]
    names = {one.series: one.name for one in reversed(papers)} | SERIES_WORDS  # the first of those that share a series
    short = desk.office["short_name"]
    gone = void_numbers(desk)
    found = []
    for one in last_numbers(desk.store):
        series = one["prefix"].removeprefix(short)
        start = f"{one['prefix']}〔{one['year']}〕{one['letter']}"
        void = sorted({number[len(start) :].rstrip("号") for number in gone if number.startswith(start)})
        mine = [f"{one['letter']}{tail}" for tail in void if tail.isdigit()]
        last = f"{start}{one['last']:03d}号"
        found.append(
            {**one, "series": series, "name": names.get(series, series), "last_number": last, "void": mine,
             "sealed": one["letter"] != desk.store.letter}
        )  # fmt: skip
    return found


def void_numbers(desk: Desk) -> set[str]:
    """Numbers of void papers and of field sheets that were thrown away."""
    papers = {one.get("number") for one in records.every(desk.store.db, "paper", voided=True) if one["voided"]}
    sheets = {
        one.get("number")
        for one in records.every(desk.store.db, "field_sheet", voided=True)
        if one["voided"] or one.get("state") == VOID
    }
    return {one for one in papers | sheets if one}


def book(desk: Desk) -> dict[str, Any]:
    """What the printed book is composed from: the letter now, the sealed ones, every series."""
    every = rows(desk)
    sealed = list(dict.fromkeys(one["letter"] for one in every if one["sealed"]))
    return {"letter": desk.store.letter, "sealed": sealed, "rows": every}

"""归档: scans of signed originals put to the papers and field sheets they belong to, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.signature import signature_of
from yongji_desktop.papers import catalogue
from yongji_desktop.services import scan_reading, sheet_steps
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.filing_targets import Target, named, number_of, target_of
from yongji_desktop.services.scan_reading import Page
from yongji_desktop.store import records, sheets
from yongji_desktop.store.blobs import sha256
from yongji_desktop.store.deed import Deed

__all__ = [
    "Filed", "Page", "count_unfiled", "file", "look", "missing_pages", "named", "number_of", "original", "states", "unfiled", "void",
]  # fmt: skip

Record = dict[str, Any]
Key = tuple[str, int, str]
SIGNED_KINDS = ("inspection", "reinspection")


@dataclass(frozen=True)
class Filed:
    """What filing did: `deed` (None when nothing was new), `count` pages filed, `filings` their records, `told`
    sentences for the officer, `left` the pages that were not filed, each with its sentence in `trouble`."""

    deed: str | None
    count: int
    filings: tuple[Record, ...]
    told: tuple[str, ...]
    left: tuple[Page, ...]

    @property
    def sentence(self) -> str:
        """One line for the toast: “20 页已归档；“扫描.pdf”第 7 页认不出，请输编号。”"""
        first = f"{self.count} 页已归档" if self.count else "没有新归档的页"
        rest = [one.trouble for one in self.left] + list(self.told)
        return "；".join([first, *(one.rstrip("。") for one in rest)]) + "。"


def look(
    desk: Desk, sources: Iterable[Path | tuple[str, bytes]], progress: Callable[[int, int], bool] | None = None
) -> list[Page]:
    """Read scans page by page; nothing is kept yet.

    Pages whose code cannot be read, files that cannot be opened and pages of papers that cannot be filed come back
    with the sentence in `trouble`.
    """
    found = []
    for page in scan_reading.read(sources, progress):
        if page.number and not page.trouble:
            try:
                target_of(desk, page)
            except Refused as words:
                page = replace(page, trouble=str(words))
        found.append(page)
    return found


def file(desk: Desk, pages: Iterable[Page]) -> Filed:
    """File pages in one deed: grouped by paper and edition, kept as scanned; nothing is lost.

    Pages that cannot be filed come back in `left` with their sentence.  Filing changes no signature.
    """
    groups, left = _grouped(desk, pages)
    told: list[str] = []
    fresh = {key: _fresh(desk, target, group, told) for key, (target, group) in groups.items()}
    count = sum(len(one) for one in fresh.values())
    written: list[str] = []
    deed_id = None
    if count:
        for group in fresh.values():
            for page in group:
                desk.store.blobs.put(page.data)
        with desk.store.deed("filing.file", desk.officer) as deed:
            for key, group in fresh.items():
                if group:
                    written.append(_write(desk, deed, groups[key][0], group))
        deed_id = deed.id
    for target, _ in groups.values():
        told += _after(desk, target)
    made = tuple(desk.get("filing", one) for one in written)
    return Filed(deed_id, count, made, tuple(dict.fromkeys(told)), tuple(left))


def _grouped(
    desk: Desk, pages: Iterable[Page]
) -> tuple[dict[Key, tuple[Target, list[Page]]], list[Page]]:
    groups: dict[Key, tuple[Target, list[Page]]] = {}
    left: list[Page] = []
    for page in pages:
        if page.trouble or not page.number:
            left.append(page if page.trouble else replace(page, trouble=f"{page.shown}认不出，请输编号。"))
            continue
        try:
            target = target_of(desk, page)
        except Refused as words:
            left.append(replace(page, trouble=str(words)))
            continue
        if page.page < 1:
            left.append(replace(page, trouble=f"{page.shown}请说明是 {page.number} 的第几页。"))
            continue
        groups.setdefault((target.number, target.edition, target.check), (target, []))[1].append(page)
    return groups, left


def _held(desk: Desk, number: str, edition: int, check: str | None) -> list[Record]:
    """The filings of one edition of a paper; of a field sheet with edition 0 and no check code."""
    found = records.every(desk.store.db, "filing", number=number)
    return [one for one in found if one.get("edition", 0) == edition and (one.get("check_code") or "") == (check or "")]


def _fresh(desk: Desk, target: Target, group: list[Page], told: list[str]) -> list[Page]:
    """The pages of a group that are not filed yet, byte for byte."""
    known: dict[int, set[str]] = {}
    for one in _held(desk, target.number, target.edition, target.check):
        for scan in one.get("scans") or ():
            known.setdefault(scan["page"], set()).add(scan["sha"])
    fresh, again, besides = [], [], []
    for page in group:
        seen = known.setdefault(page.page, set())
        sha = sha256(page.data)
        if sha in seen:
            again.append(page.page)
            continue
        if seen:
            besides.append(page.page)
        seen.add(sha)
        fresh.append(page)
    if again:
        told.append(f"{target.number} 第 {_listed(again)} 页已经归过档，没有重复收。")
    if besides:
        told.append(f"{target.number} 第 {_listed(besides)} 页原来归过，两份都留着。")
    return fresh


def _listed(pages: Iterable[int]) -> str:
    return "、".join(str(one) for one in sorted(set(pages)))


def _write(desk: Desk, deed: Deed, target: Target, group: list[Page]) -> str:
    """One record for what came in together; a later batch of the same paper is one of its own, undone by itself."""
    at = f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}"
    scans = [
        {"page": one.page, "sha": sha256(one.data), "kind": one.kind, "name": one.name}
        for one in sorted(group, key=lambda one: one.page)
    ]
    known = {scan["page"] for one in _held(desk, target.number, target.edition, target.check) for scan in one["scans"]}
    complete = known | {scan["page"] for scan in scans} >= set(range(1, target.pages + 1))
    identity = deed.clock.new_id()
    deed.set(
        "filing", identity, number=target.number, edition=target.edition, check_code=target.check or None,
        subject_kind=target.subject_kind, subject_id=target.subject_id, site_id=target.site_id, filed_at=at,
        of_pages=target.pages, scans=scans, complete=complete,
    )  # fmt: skip
    return identity


def _after(desk: Desk, target: Target) -> list[str]:
    """What the officer should know of a paper after filing: pages not scanned, a signature not registered."""
    missing = missing_pages(desk, target.number, target.edition, target.check, target.pages)
    if missing:
        return [f"{target.number} 第 {_listed(missing)} 页没有扫到。"]
    kind, subject = target.subject_kind, target.subject_id
    if target.kind == "field_sheet":
        sheet = desk.get("field_sheet", target.id)
        kind, subject = "inspection", sheet["inspection_id"] if sheet.get("state") == sheet_steps.ENTERED else ""
    if kind not in SIGNED_KINDS or not subject or not records.exists(desk.store.db, kind, subject):
        return []
    record = desk.get(kind, subject)
    told = (record.get("signature") or {}) if target.kind == "field_sheet" else signature_of(record)
    if told.get("state", "unsigned") == "unsigned":
        return [f"{target.number} 的签字状态没有登记，请登记签字。"]
    return []


def missing_pages(desk: Desk, number: str, edition: int, check: str | None, pages: int) -> list[int]:
    """The pages of an edition that no filing holds yet; of a field sheet with edition 0 and no check code."""
    known = {scan["page"] for one in _held(desk, number, edition, check) for scan in one.get("scans") or ()}
    return [n for n in range(1, pages + 1) if n not in known]


def states(desk: Desk, subject_id: str) -> list[Record]:
    """What is filed of an inspection, a re-inspection or another subject of papers, the field sheet first.

    Rows: number, title, edition (0 for the sheet), pages, missing, filed (every page), scans.
    """
    found = []
    for sheet in records.every(desk.store.db, "field_sheet", inspection_id=subject_id):
        if sheet.get("state") != sheet_steps.VOID:
            found.append(_state(desk, sheet["number"], 0, None, sheet["pages"], sheet["data"]["title"]))
    for one in records.every(desk.store.db, "paper", subject_id=subject_id):
        if one.get("number"):
            found.append(_state(desk, one["number"], one["edition"], one["check_code"], one["pages"], one["data"]["title"]))
    return found


def _state(desk: Desk, number: str, edition: int, check: str | None, pages: int, title: str) -> Record:
    held = _held(desk, number, edition, check)
    missing = missing_pages(desk, number, edition, check, pages)
    scans = [scan for one in held for scan in one.get("scans") or ()]
    return {
        "number": number, "title": title, "edition": edition, "pages": pages, "missing": missing,
        "filed": not missing and bool(scans), "scans": scans, "filings": [one["id"] for one in held],
    }  # fmt: skip


def unfiled(desk: Desk, limit: int = 500) -> list[Record]:
    """待归档: originals that the unit signs and that are not filed completely, oldest first; at most `limit` of each.

    Field sheets that were entered, and issued papers of which the unit gets a copy; a notice whose receipt is in
    the record is not among them.  Rows: kind, id, number, short, title, edition, pages, subject_kind, subject_id,
    site_id, site_name, on, missing (page numbers, when some are filed).
    """
    found = [
        {**one, "kind": "field_sheet", "edition": 0, "title": "现场用纸", "subject_kind": "inspection"}
        for one in sheets.unfiled_sheets(desk.store.db, limit)
    ]
    for one in sheets.unfiled_papers(desk.store.db, _signed(), limit):
        found.append({**one, "kind": "paper", "title": catalogue.PAPERS[one["paper"]].name})
    for one in found:
        missing = missing_pages(desk, one["number"], one["edition"], one.get("check_code"), one["pages"])
        one["missing"] = missing if len(missing) < one["pages"] else []
        one["short"] = sheet_steps.short(one["number"])
    return sorted(found, key=lambda one: (one["on"] or "", one["number"]))


def count_unfiled(desk: Desk) -> int:
    """How many originals wait to be filed."""
    return sheets.count_unfiled(desk.store.db, _signed())


def _signed() -> list[str]:
    return [code for code, paper in catalogue.PAPERS.items() if "site" in paper.copies and code != "field_sheet"]


def void(desk: Desk, filing_id: str, reason: str) -> str:
    """Take a filing off again (wrong scan); the scans stay kept.  Returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "撤下归档件要写原因。请写一句为什么。")])
    desk.get("filing", filing_id)
    with desk.store.deed("filing.void", desk.officer, reason=reason.strip()) as deed:
        deed.void("filing", filing_id, reason.strip())
    return deed.id


def original(desk: Desk, scan: Mapping[str, Any]) -> bytes:
    """The bytes of one filed page as it was scanned."""
    return desk.store.blobs.get(scan["sha"])

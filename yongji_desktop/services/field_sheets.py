"""现场用纸: printed before one goes, with a number of its own; entered afterwards, or void with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from yongji_desktop.core import due
from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.papers import catalogue, joining
from yongji_desktop.papers import field_sheet as paper
from yongji_desktop.services import campaign_visits, packs, papers, sheet_steps, visits
from yongji_desktop.services import entry as entries
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.filing_targets import number_of
from yongji_desktop.store import questions, records, sheets

Record = dict[str, Any]
Progress = Callable[[int, int], bool]


def print_for(
    desk: Desk, site_ids: Sequence[str], *, checklists: Sequence[str] | None = None, campaign: str | None = None,
    nature: str = "patrol", inspectors: Sequence[str] = (), reasons: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> list[Record]:
    """Print a field sheet for each site in this order: numbers allotted, PDFs kept, a draft for each; one transaction.

    Returns the sheets as records.  `checklists` are codes (default: those of the campaign, else what fits the site);
    `inspectors` names of officers who go, when known (the drafts begin with them); `reasons` {rule: sentence} passes warnings.  Raises Invalid with
    what blocks, Refused when `progress(done, all)` says False; then no number is used.
    """
    if not site_ids:
        raise Refused("没有选单位。请先选一家或几家单位。")
    told = desk.get("campaign", campaign) if campaign else None
    plans = [
        plan_for(desk, one, checklists, told, nature, inspectors) for one in dict.fromkeys(site_ids)
    ]
    _refuse(plans, reasons or {})
    more = {"reasons": dict(reasons)} if reasons else {}
    made = []
    with desk.store.deed("field_sheet.print", desk.officer, **more) as deed:
        at = f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}"
        for done, plan in enumerate(plans):
            if progress and not progress(done, len(plans)):
                raise Refused("已停下，没有领号，也没有打印。")
            identity, inspection = deed.clock.new_id(), deed.clock.new_id()
            number = papers.allot(desk, deed, paper.PAPER.series, desk.today.year)
            data = paper.compose({**plan["facts"], "numbers": {paper.CODE: number}})
            drawn = papers.drawn(desk, data, at, False)
            deed.set(
                "field_sheet", identity, site_id=plan["site"], inspection_id=inspection, number=number, printed_at=at,
                campaign_id=campaign, pdf=desk.store.blobs.put(drawn.pdf), pages=drawn.pages, data=data,
                state=sheet_steps.OUT,
            )  # fmt: skip
            body = {**plan["entry"], "field_sheet": identity}
            records.save_draft(deed.db, inspection, "inspection", body, desk.store.clock.now().isoformat(timespec="seconds"))
            made.append(identity)
    return [desk.get("field_sheet", one) for one in made]


def problems(
    desk: Desk, site_ids: Sequence[str], *, checklists: Sequence[str] | None = None, campaign: str | None = None,
    nature: str = "patrol", inspectors: Sequence[str] = (),
) -> dict[str, list[Problem]]:
    """{site id: what blocks or warns} before anything is printed; sites without are left out."""
    told = desk.get("campaign", campaign) if campaign else None
    plans = [plan_for(desk, one, checklists, told, nature, inspectors) for one in dict.fromkeys(site_ids)]
    return {one["site"]: one["problems"] for one in plans if one["problems"]}


def coming(desk: Desk, count: int) -> list[str]:
    """The short numbers that the next `count` sheets would get (A273, A274)."""
    letter, series = desk.store.letter, desk.office["short_name"] + paper.PAPER.series
    first = records.coming_number(desk.store.db, series, desk.today.year, letter)
    return [f"{letter}{first + n:03d}" for n in range(count)]


def _refuse(plans: list[Record], reasons: Mapping[str, str]) -> None:
    found = [one for plan in plans for one in plan["problems"]]
    blocking = [one for one in found if one.severity == "block"]
    warnings = [one for one in found if one.severity == "warn" and not reasons.get(one.rule, "").strip()]
    if blocking or warnings:
        raise Invalid(dict.fromkeys(blocking or warnings))


def plan_for(
    desk: Desk, site_id: str, checklists: Sequence[str] | None, campaign: Record | None, nature: str,
    inspectors: Sequence[str],
) -> Record:
    """The draft of one site, what its sheet prints, what stands in the way."""
    entry = _entry(desk, site_id, checklists, campaign, nature)
    if inspectors:
        entry = entries.fill_people(desk, {**entry, "inspectors": list(inspectors)})
        entry["recorder"] = entry["inspectors"][0]["name"]
    facts = _facts(desk, site_id, entry)
    waiting = sheets.sheets_out(desk.store.db, site_id)
    found = paper.blocked({**facts, "letter": desk.store.letter, "inspectors": list(inspectors), "sheets_out": len(waiting)})
    name = entry["site"].get("name", "")
    problems_ = [Problem(one.field, f"{name}：{one.message}" if one.rule == "sheets_out" else one.message, one.severity, one.rule)
                 for one in found]
    return {"site": site_id, "entry": entry, "facts": facts, "problems": problems_}


def _entry(
    desk: Desk, site_id: str, checklists: Sequence[str] | None, campaign: Record | None, nature: str
) -> Record:
    """The draft for what will be written by hand: everything known, nothing that only the visit shows."""
    entry = campaign_visits.join(visits.begin(desk, site_id), campaign)
    entry.pop("began_at", None)
    entry["nature"] = nature
    codes = list(checklists or (campaign or {}).get("checklists") or ())
    if codes:
        for code in codes:
            packs.items(desk, code)  # Refused when there is no such list
        entry = visits.set_checklists(desk, entry, codes)
    return entry


def _facts(desk: Desk, site_id: str, entry: Mapping[str, Any]) -> Record:
    known = visits.since(desk, site_id)
    return {
        "office": desk.office,
        "officer": {"name": desk.get("officer", desk.officer)["name"]} if desk.officer else None,
        "today": desk.today.isoformat(),
        "terms": asdict(desk.terms),
        "site": entry["site"],
        "nature": entry.get("nature", "patrol"),
        "category": entry.get("category", "routine"),
        "category_name": entry.get("category_name"),
        "open_hazards": [_open(desk, one) for one in known.open_hazards if one["state"] != "reported"],
        "last_visit": _last(desk, site_id, known),
        "reminders": _reminders(desk, site_id, known),
        "checklists": entry.get("checklists") or [],
        "items": [{"text": one["text"], "star": bool(one.get("star"))} for one in entry.get("answers") or ()],
        "planned_on": None,
    }


def _open(desk: Desk, one: Mapping[str, Any]) -> Record:
    note = due.waiting_words(one["waits_since"], desk.today) if one.get("waits_since") else ""
    return {**one, "short": sheet_steps.short(one.get("number")), "note": note}


def _last(desk: Desk, site_id: str, known: visits.Since) -> str | None:
    if not known.last:
        return None
    day = known.last[0]["began_at"][:10]
    again = records.every(desk.store.db, "reinspection", order="began_at DESC", limit=1, site_id=site_id)
    looked = again[0]["began_at"][:10] if again else ""
    return f"{day}（复查{looked[5:]}）" if looked >= day and looked else day


def _reminders(desk: Desk, site_id: str, known: visits.Since) -> list[str]:
    """Permits that run out, and what was found more than once within a year."""
    told = []
    for one in known.permits:
        late = date.fromisoformat(one["valid_until"]) < desk.today
        told.append(f"{one['name']}{one['valid_until']}{'已到期' if late else '到期'}")
    since = desk.today.replace(day=1).replace(year=desk.today.year - 1).isoformat()
    counts: dict[str, list[str]] = {}
    for one in records.every(desk.store.db, "hazard", order="found_on", site_id=site_id):
        if one.get("finding") and (one.get("found_on") or "") >= since and one["state"] not in ("withdrawn", "merged"):
            counts.setdefault(one["finding"], []).append(one.get("category") or one["description"][:12])
    return told + [f"{words[-1]}问题近一年出现过{len(words)}次" for words in counts.values() if len(words) > 1]


def pdf(desk: Desk, sheet_id: str) -> bytes:
    """The very bytes of a printed sheet."""
    return desk.store.blobs.get(desk.get("field_sheet", sheet_id)["pdf"])


def together(desk: Desk, ids: Sequence[str], name: str = "", leader: str = "") -> bytes:
    """Several sheets as one PDF with bookmarks, the list of the route on top; `name` and `leader` head the list."""
    if not ids:
        raise Refused("没有选现场用纸。请先选几份。")
    chosen = [desk.get("field_sheet", one) for one in ids]
    cover = catalogue.PAPERS["route_list"].compose(
        {
            "office": desk.office,
            "today": desk.today.isoformat(),
            "name": name,
            "leader": leader,
            "rows": [route_row(desk, one) for one in chosen],
        }
    )
    at = f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}"
    parts = [("路线清单", papers.drawn(desk, cover, at, False).pdf)]
    parts += [(f"{sheet_steps.short(one['number'])} {one['data']['unit']}", pdf(desk, one["id"])) for one in chosen]
    return joining.join(parts)


def route_row(desk: Desk, sheet: Mapping[str, Any]) -> Record:
    """One line of a route list: unit, number, address, whom to ask for, the last visit."""
    site = entries.snapshot(desk.get("site", sheet["site_id"]))
    last = questions.inspections(desk.store.db, sheet["site_id"], 1, 0)
    return {
        "name": site.get("name") or "",
        "number": sheet["number"],
        "address": site.get("address"),
        "contact": site.get("principal") or site.get("safety_officer"),
        "phone": site.get("principal_phone") or site.get("safety_officer_phone"),
        "last_on": last[0]["began_at"][:10] if last else "",
    }


def out(desk: Desk) -> list[Record]:
    """Sheets neither entered nor void, oldest first: id, number, short, site_name, days since, late (7 days, 约)."""
    found = []
    for one in sheets.sheets_out(desk.store.db):
        days = (desk.today - date.fromisoformat(one["printed_at"][:10])).days
        found.append({**one, "short": sheet_steps.short(one["number"]), "days": days, "late": days > desk.terms.sheet_out})
    return found


def listed(desk: Desk, limit: int = 200, offset: int = 0) -> list[Record]:
    """Every sheet, newest first, void ones with their reasons among them."""
    return records.every(desk.store.db, "field_sheet", order="printed_at DESC", limit=limit, offset=offset)


def find(desk: Desk, told: str) -> Record:
    """The sheet with a number as typed (A036, the whole one) or as a hand scanner types its QR code.

    Refused with the sentence when there is no such sheet.
    """
    return records.every(desk.store.db, "field_sheet", number=number_of(desk, told, of_sheets=True))[0]


def draft_for(desk: Desk, sheet_id: str) -> str:
    """The draft in which a sheet is entered; made again when this PC has none.  Refused when it is not out."""
    sheet = desk.get("field_sheet", sheet_id)
    if sheet.get("state") != sheet_steps.OUT or sheet["voided"]:
        word = sheet_steps.STATES.get(sheet.get("state") or "", "作废")
        raise Refused(f"现场用纸 {sheet['number']} {word}，没有要录入的。")
    if not any(one["id"] == sheet["inspection_id"] for one in records.drafts(desk.store.db, "inspection")):
        campaign = desk.get("campaign", sheet["campaign_id"]) if sheet.get("campaign_id") else None
        entry = _entry(desk, sheet["site_id"], sheet["data"]["codes"], campaign, sheet["data"]["nature"])
        body = {**entry, "field_sheet": sheet_id}
        with desk.store.local() as db:
            records.save_draft(
                db, sheet["inspection_id"], "inspection", body, desk.store.clock.now().isoformat(timespec="seconds")
            )
    return sheet["inspection_id"]


def void(desk: Desk, sheet_id: str, reason: str) -> str:
    """Void a sheet that was not used (没去成, 写坏): its number stays listed, its draft goes; returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废，如没去成、写坏。")])
    sheet = desk.get("field_sheet", sheet_id)
    if sheet.get("state") == sheet_steps.ENTERED:
        raise Refused(f"现场用纸 {sheet['number']} 已经录入，不能作废。要作废请作废那次检查。")
    if sheet.get("state") != sheet_steps.OUT:
        raise Refused(f"现场用纸 {sheet['number']} 已经作废过了。")
    with desk.store.deed("field_sheet.void", desk.officer, reason=reason.strip()) as deed:
        sheet_steps.drop(deed, sheet, reason.strip())
        records.move_draft(deed.db, sheet["inspection_id"], sheet_steps.SET_ASIDE)
    return deed.id

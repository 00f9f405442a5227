"""How far a campaign is: who was visited, who could not be, who is left; and its summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yongji_desktop.core.errors import Invalid
from yongji_desktop.core.hazard_road import CLOSED_STATES
from yongji_desktop.core.kinds import MISSED_REASONS
from yongji_desktop.papers import campaign_summary
from yongji_desktop.papers.frame import Rendered
from yongji_desktop.services import papers, sheet_steps
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions, records, sheets

Record = dict[str, Any]
WORDS = {"visited": "已去", "missed": "未能检查", "left": "还没去"}


@dataclass(frozen=True)
class Group:
    """A group with its route.

    `rows` in the order of the road: site_id, name, note, void, sheet (id), number (short), sheet_state (out, entered,
    void or ""), progress (visited, missed, left), word, record (id of the inspection or missed visit), results
    (short words).
    """

    name: str
    leader: str
    rows: tuple[Record, ...]

    def ids(self, progress: str) -> list[str]:
        """The sites of a group that were ``visited``, ``missed`` or are ``left``."""
        return [row["site_id"] for row in self.rows if row["progress"] == progress]

    @property
    def visited(self) -> list[str]:
        """Sites visited within the time of the campaign."""
        return self.ids("visited")

    @property
    def missed(self) -> list[str]:
        """Sites where one stood before a locked door and has not been since."""
        return self.ids("missed")

    @property
    def left(self) -> list[str]:
        """Sites one has not been to."""
        return self.ids("left")


@dataclass(frozen=True)
class Progress:
    """A campaign with its groups."""

    campaign: Record
    groups: tuple[Group, ...]

    def count(self, progress: str) -> int:
        """How many sites of all groups are ``visited``, ``missed`` or ``left``."""
        return sum(len(one.ids(progress)) for one in self.groups)


def progress(desk: Desk, identity: str) -> Progress:
    """Every group of a campaign with what became of each site.

    A visit counts when it names the campaign; others made there within its days are said beside, and do not count.
    """
    campaign = desk.get("campaign", identity)
    groups = campaign.get("groups") or []
    ids = [site for one in groups for site in one.get("sites") or ()]
    facts = _Facts(desk, campaign, ids)
    return Progress(
        campaign,
        tuple(
            Group(one["name"], one.get("leader") or "", tuple(facts.row(site) for site in one.get("sites") or ()))
            for one in groups
        ),
    )


class _Facts:
    """What is known of the sites of a campaign, asked once for all of them."""

    def __init__(self, desk: Desk, campaign: Mapping[str, Any], ids: list[str]):
        begins, ends = campaign["begins_on"], campaign["ends_on"]
        db, self.desk = desk.store.db, desk
        self.sites = {one["id"]: one for one in records.many(db, "site", ids)}
        self.figures = questions.figures_of_sites(db, ids, desk.today.year) if ids else {}
        known = set(ids)
        self.visits: dict[str, list[Record]] = {}
        for one in sheets.visits_of_campaign(db, campaign["id"]):
            if one["site_id"] in known:
                self.visits.setdefault(one["site_id"], []).append(one)
        self.others = sheets.other_visits_between(db, begins, ends)
        self.missed = {one["site_id"]: one for one in sheets.missed_between(db, begins, ends) if one["site_id"] in known}
        found = [one["id"] for visits in self.visits.values() for one in visits]
        self.hazards = [one for one in sheets.hazards_of(db, found) if one["state"] not in ("withdrawn", "merged")]
        self.sheets: dict[str, Record] = {}
        for one in records.every(db, "field_sheet", order="printed_at", campaign_id=campaign["id"]):
            before = self.sheets.get(one["site_id"])
            if before is None or one.get("state") != sheet_steps.VOID or before.get("state") == sheet_steps.VOID:
                self.sheets[one["site_id"]] = one

    def row(self, site_id: str) -> Record:
        """One line of a route."""
        site, sheet = self.sites.get(site_id) or {}, self.sheets.get(site_id) or {}
        visits, missed = self.visits.get(site_id) or [], self.missed.get(site_id)
        word = "visited" if visits else "missed" if missed else "left"
        return {
            "site_id": site_id,
            "name": site.get("name") or "（单位还没有收到）",
            "note": self._note(site),
            "void": bool(site.get("voided")) or not site,
            "sheet": sheet.get("id"),
            "number": sheet_steps.short(sheet.get("number")),
            "sheet_state": sheet.get("state") or "",
            "progress": word,
            "word": WORDS[word],
            "record": visits[-1]["id"] if visits else missed["id"] if missed else None,
            "results": [*(self._results(visits) if visits else _reason(missed) if missed else []), *self._others(site_id)],
        }

    def _others(self, site_id: str) -> list[str]:
        count = self.others.get(site_id)
        return [f"另有检查 {count} 次"] if count else []

    def _note(self, site: Mapping[str, Any]) -> str:
        figures = self.figures.get(site.get("id") or "") or {}
        last = str(figures.get("last_visit") or "")[:10]
        parts = [site.get("address") or site.get("village"), f"上次 {last}" if last else "没查过"]
        if figures.get("open_hazards"):
            parts.append(f"没闭环 {figures['open_hazards']}")
        return " · ".join(part for part in parts if part)

    def _results(self, visits: Sequence[Record]) -> list[str]:
        ids = {one["id"] for one in visits}
        mine = [one for one in self.hazards if one["inspection_id"] in ids]
        on_spot = sum(one["treatment"] == "on_spot" for one in mine)
        words = [f"不合格 {len(mine) - on_spot}"] if len(mine) > on_spot else []
        words += [f"当场整改 {on_spot}"] if on_spot else []
        last = visits[-1]
        if last["nature"] == "joint" and not last["own_papers"]:
            words.append("不另出记录")
        sheet = sheet_steps.sheet_of(self.desk, last["field_sheet"])
        if sheet and not sheet_steps.is_filed(self.desk, sheet["number"]):
            words.append("原件没归档")
        return words if mine or "不另出记录" in words else ["没有隐患", *words]


def _reason(missed: Mapping[str, Any]) -> list[str]:
    words = MISSED_REASONS.get(missed["reason"], "")
    return [f"{words} · {missed['next_on'][5:]} 再去" if missed.get("next_on") else words]


def summary(desk: Desk, identity: str) -> Record:
    """The facts of 一页小结, all counted from the records."""
    told = progress(desk, identity)
    campaign = told.campaign
    ids = [row["site_id"] for group in told.groups for row in group.rows]
    facts = _Facts(desk, campaign, ids)
    visits = [one for each in facts.visits.values() for one in each]
    names = {row["site_id"]: row["name"] for group in told.groups for row in group.rows}
    by_site = [one["site_id"] for one in facts.hazards]
    grades = [one["grade"] for one in facts.hazards]
    return {
        "office": desk.office,
        "officer": {"name": desk.get("officer", desk.officer)["name"]} if desk.officer else None,
        "today": desk.today.isoformat(),
        "campaign": campaign,
        "totals": {
            "sites": len(ids),
            "visited": told.count("visited"),
            "missed": told.count("missed"),
            "left": told.count("left"),
            "visits": len(visits),
            "joint": sum(one["nature"] == "joint" for one in visits),
            "hazards": len(facts.hazards),
            "general": grades.count("general"),
            "suspected": grades.count("suspected_major"),
            "major": grades.count("major"),
            "on_spot": sum(one["treatment"] == "on_spot" for one in facts.hazards),
            "closed": sum(one["state"] in CLOSED_STATES for one in facts.hazards),
            "notices": sheets.papers_of(desk.store.db, [one["id"] for one in visits], "rectification_notice"),
        },
        "groups": [
            {
                "name": one.name, "leader": one.leader, "sites": len(one.rows), "visited": len(one.visited),
                "missed": len(one.missed), "left": len(one.left),
                "hazards": sum(by_site.count(row["site_id"]) for row in one.rows),
            }
            for one in told.groups
        ],
        "missed": [names[site] for one in told.groups for site in one.missed],
        "left": [names[site] for one in told.groups for site in one.left],
    }  # fmt: skip


def summary_word(desk: Desk, campaign: Mapping[str, Any]) -> str:
    """小结 from the last day on, 进展 before it."""
    return campaign_summary.word({"campaign": campaign, "today": desk.today.isoformat()})


def summary_pdf(desk: Desk, identity: str) -> Rendered:
    """一页小结 as a PDF; Invalid with what keeps it from being printed."""
    facts = summary(desk, identity)
    blocking = [one for one in campaign_summary.blocked(facts) if one.severity == "block"]
    if blocking:
        raise Invalid(blocking)
    at = f"{desk.today.isoformat()}T{desk.store.clock.now():%H:%M}"
    return papers.drawn(desk, campaign_summary.compose(facts), at, False)

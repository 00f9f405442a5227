"""What is known before a visit begins: 上次以来, a new entry, 照上次."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core import due
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.packs import same_items
from yongji_desktop.services import entry as entries
from yongji_desktop.services import inspections, packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions, records

CARRIED = (
    "inspectors", "recorder", "places", "category", "category_name", "method", "nature", "lead", "checklists",
    "informed", "showed_id", "site_present", "site_person",
)
OF_CAMPAIGN = ("category", "category_name")  # a visit of a campaign has its kind and name, the next one need not


@dataclass(frozen=True)
class Since:
    """上次以来: what to know of a site before going.

    `visits` {nature: visits this year} (re-inspections not counted), `last` the newest visits, `open_hazards` with
    their columns, `permits` papers of the site that have run out or will within 45 days.
    """

    visits: dict[str, int]
    last: tuple[dict[str, Any], ...]
    open_hazards: tuple[dict[str, Any], ...]
    permits: tuple[dict[str, Any], ...]

    @property
    def sentence(self) -> str:
        """One line for the head of the editor."""
        total = sum(self.visits.values())
        told = "第一次来。" if not self.last else ""
        if total:
            parts = f"巡查 {self.visits.get('patrol', 0)}、配合 {self.visits.get('joint', 0)}"
            parts += f"、赋权 {self.visits['authorised']}" if self.visits.get("authorised") else ""
            told = f"今年已去 {total} 次（{parts}；复查不计）"
        elif self.last:
            told = f"今年还没去过，上次 {self.last[0]['began_at'][:10]}"
        if self.open_hazards:
            first = self.open_hazards[0]
            told += f" · 还有 {len(self.open_hazards)} 条没闭环：{first['description'][:24]}"
            told += f"（期限 {first['due_on']}）" if first.get("due_on") else ""
        return told


def since(desk: Desk, site_id: str) -> Since:
    """What has happened at a site up to now."""
    year = desk.today.year
    visited = questions.visits(desk.store.db, site_id, f"{year}-01-01", f"{year + 1}-01-01", "")
    hazards = [
        one for one in records.every(desk.store.db, "hazard", order="due_on", site_id=site_id)
        if one["open"] and one["grade"] != CLUE
    ]
    soon = desk.today + timedelta(days=due.PERMIT_NOTICE)
    permits = [
        one for one in desk.get("site", site_id).get("permits") or []
        if one.get("valid_until") and date.fromisoformat(one["valid_until"]) <= soon
    ]
    last = questions.inspections(desk.store.db, site_id, 3, 0)
    return Since(visited, tuple(last), tuple(hazards), tuple(permits))


def begin(desk: Desk, site_id: str) -> dict[str, Any]:
    """A new entry for a site: its data, the officer, the hour, the checklist that fits; no finding is carried."""
    site = desk.get("site", site_id)
    if site["voided"]:
        raise Refused(f"“{site['name']}”已作废，不能登记检查。请先在单位页恢复它。")
    now = desk.store.clock.now()
    entry: dict[str, Any] = {
        "site": site_id,
        "began_at": f"{desk.today.isoformat()}T{now:%H:%M}",
        "inspectors": [{"officer_id": desk.officer}] if desk.officer else [],
        "informed": True,
        "showed_id": True,
        "signature": {"state": "unsigned"},
    }
    return set_checklists(desk, entry, suggested(desk, site))


def suggested(desk: Desk, site: dict[str, Any]) -> list[str]:
    """Codes of the checklists to begin with: those of the last visit, else those that suit the site.

    Its trade comes first (without a list for it the quick one), then its dangerous parts and self-built houses.
    """
    known = packs.checklists(desk)
    last = questions.inspections(desk.store.db, site["id"], 1, 0)
    if last:
        used = desk.get("inspection", last[0]["id"]).get("checklists") or []
        codes = [one["code"] for one in used if one.get("code") in known]
        if codes:
            return codes
    trade = [code for code, pack in known.items() if pack.content.suits_trade(site)]
    parts = [code for code, pack in known.items() if pack.content.suits_parts(site) and code not in trade]
    if not trade:
        trade = [code for code, pack in known.items() if pack.id == packs.QUICK]
    return trade + parts or list(known)[:1]


def like_last(desk: Desk, entry: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """照上次: carry the header of the last visit to the same site, never answers, findings or photos.

    Returns the entry and the labels of what was carried.  Refused when there was no visit before.
    """
    last = questions.inspections(desk.store.db, entry["site_id"], 1, 0)
    if not last:
        raise Refused("这家单位还没有检查过，没有上次可照。")
    old = desk.get("inspection", last[0]["id"])
    made = dict(entry)
    carried = []
    of_campaign = OF_CAMPAIGN if entry.get("campaign_id") or old.get("campaign_id") else ()
    for name in CARRIED:
        if old.get(name) and name != "checklists" and name not in of_campaign:
            made[name] = old[name]
            carried.append(inspections.INSPECTION.field_named(name).label)
    codes = [one["code"] for one in old.get("checklists") or [] if one.get("code") in packs.checklists(desk)]
    if codes and not any((one.get("result") or "unseen") != "unseen" for one in entry.get("answers") or []):
        items = [one["item"] for one in old.get("answers") or []]
        fresh = {**made, "answers": [], "checklists": [{"code": code, "items": items} for code in codes]}
        made = entries.fill(desk, fresh)
        carried.append("检查表")
    return made, carried


def set_checklists(desk: Desk, entry: dict[str, Any], codes: list[str]) -> dict[str, Any]:
    """Choose the checklists of an entry; answers already given stay, what two lists ask stands once.

    Two items ask the same when their words are the same or a list declares it; of these the one that is marked ★
    stays, else one that is answered, else the first.
    """
    given = {one["item"]: one for one in entry.get("answers") or []}

    def rank(one: dict[str, Any]) -> tuple[bool, bool]:
        return bool(one.get("star")), given.get(one["item"], one).get("result") not in (None, "unseen")

    made = entries.fill(desk, {**entry, "checklists": list(codes), "answers": []})
    leader = same_items(pack.content for pack in packs.checklists(desk).values())
    asked: dict[str, dict[str, Any]] = {}
    by_words: dict[str, str] = {}
    for one in made.get("answers") or []:
        words = "".join(char for char in one["text"] if char.isalnum())
        topic = by_words.setdefault(words, leader.get(one["item"], one["item"]))
        if topic not in asked or rank(one) > rank(asked[topic]):
            asked[topic] = one
    answers = [given.get(one["item"], one) for one in asked.values()]
    kept = {one["item"] for one in answers}
    told = [one for one in given.values() if one["item"] not in kept and one.get("result") not in (None, "unseen")]
    made["answers"] = answers + told
    return made

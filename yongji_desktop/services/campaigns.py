"""专项行动: a list of sites in groups with routes, how far one is, the summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.kind_parts import CATEGORIES
from yongji_desktop.core.kinds import CAMPAIGN
from yongji_desktop.services import field_sheets, packs
from yongji_desktop.services.campaign_progress import (
    Group,
    Progress,
    progress,
    summary,
    summary_pdf,
    summary_word,
)
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records

__all__ = [
    "Group", "Progress", "add", "add_group", "add_sites", "change", "lead", "listed", "move", "place", "print_route",
    "progress", "remove_sites", "route_pdf", "summary", "summary_pdf",
    "summary_word", "to_print", "void",
]  # fmt: skip

Record = dict[str, Any]
FIRST_GROUP = "一组"


def add(desk: Desk, values: Mapping[str, Any]) -> str:
    """Register a campaign (name, begins_on, ends_on, category, checklists, groups); returns its id.

    Raises Invalid naming what is missing: dates the wrong way round, a site twice or void, an unknown checklist.
    """
    clean = CAMPAIGN.check({"category": "special", **values})
    _refuse_wrong(desk, clean)
    identity = desk.store.clock.new_id()
    with desk.store.deed("campaign.add", desk.officer) as deed:
        deed.set("campaign", identity, **clean)
    return identity


def change(desk: Desk, identity: str, values: Mapping[str, Any]) -> str:
    """Change a campaign's fields; returns the deed."""
    old = _of(desk, identity)
    clean = CAMPAIGN.check(values, partial=True)
    missing = [one for one in CAMPAIGN.fields if one.required and one.name in clean and clean[one.name] is None]
    if missing:
        raise Invalid([Problem(one.name, f"{one.label}不能空。请填上。") for one in missing])
    _refuse_wrong(desk, {**old, **clean})
    with desk.store.deed("campaign.change", desk.officer) as deed:
        deed.set("campaign", identity, **clean)
    return deed.id


def void(desk: Desk, identity: str, reason: str) -> str:
    """Void a campaign; visits and sheets stay.  Returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    _of(desk, identity)
    with desk.store.deed("campaign.void", desk.officer, reason=reason.strip()) as deed:
        deed.void("campaign", identity, reason.strip())
    return deed.id


def listed(desk: Desk) -> list[Record]:
    """Campaigns, the newest begin first."""
    return records.every(desk.store.db, "campaign", order="begins_on DESC")


def _of(desk: Desk, identity: str) -> Record:
    found = desk.get("campaign", identity)
    if found["voided"]:
        raise Refused(f"专项行动“{found['name']}”已作废，不能再改。")
    return found


def _refuse_wrong(desk: Desk, campaign: Mapping[str, Any]) -> None:
    found = []
    if campaign["ends_on"] < campaign["begins_on"]:
        found.append(Problem("ends_on", "止早于起。请改正日期。"))
    if campaign.get("category") and campaign["category"] not in CATEGORIES:
        found.append(Problem("category", f"检查类型请选：{'、'.join(CATEGORIES.values())}。"))
    for code in campaign.get("checklists") or ():
        packs.items(desk, str(code))  # Refused naming the lists there are
    names = [str(one.get("name") or "") for one in campaign.get("groups") or ()]
    found += [Problem("groups", f"组名“{one}”重了。请换一个。") for one in dict.fromkeys(names) if names.count(one) > 1]
    seen: set[str] = set()
    for index, group in enumerate(campaign.get("groups") or ()):
        for site in group.get("sites") or ():
            if not isinstance(site, str) or not records.exists(desk.store.db, "site", site):
                found.append(Problem(f"groups.{index}.sites", "有一家单位不在名册里。请重新选。"))
                continue
            if desk.get("site", site)["voided"]:
                found.append(Problem(f"groups.{index}.sites", f"“{desk.get('site', site)['name']}”已作废。请去掉它。"))
            elif site in seen:
                name = desk.get("site", site)["name"]
                found.append(Problem(f"groups.{index}.sites", f"“{name}”在路线里有两次。请去掉一次。"))
            seen.add(site)
    if found:
        raise Invalid(found)


# Groups and routes -----------------------------------------------------------------------------------


def _groups(campaign: Mapping[str, Any]) -> list[Record]:
    return [{**one, "sites": list(one.get("sites") or ())} for one in campaign.get("groups") or ()]


def _group(groups: Sequence[Record], index: int) -> Record:
    if not 0 <= index < len(groups):
        raise Refused("没有这一组。请重新选组。")
    return groups[index]


def add_group(desk: Desk, identity: str, name: str, leader: str = "") -> str:
    """Add a group at the end; returns the deed."""
    groups = [*_groups(_of(desk, identity)), {"name": name, **({"leader": leader} if leader else {}), "sites": []}]
    return change(desk, identity, {"groups": groups})


def lead(desk: Desk, identity: str, group: int, leader: str) -> str:
    """Say who leads a group (带队领导), "" for nobody; returns the deed."""
    groups = _groups(_of(desk, identity))
    _group(groups, group)["leader"] = leader.strip()
    return change(desk, identity, {"groups": groups})


def add_sites(desk: Desk, identity: str, site_ids: Iterable[str], group: int = 0) -> str:
    """Put sites at the end of a group's route, those already in the campaign left out; returns the deed.

    A campaign without groups gets its first.  Refused when all of them are in it, or one is void.
    """
    groups = _groups(_of(desk, identity)) or [{"name": FIRST_GROUP, "sites": []}]
    there = {site for one in groups for site in one["sites"]}
    fresh = [one for one in dict.fromkeys(site_ids) if one not in there]
    if not fresh:
        raise Refused("选的单位都已在这次专项行动里。")
    for one in fresh:
        site = desk.get("site", one)
        if site["voided"]:
            raise Refused(f"“{site['name']}”已作废，没有加入。请先在单位页恢复它。")
    _group(groups, group)["sites"] += fresh
    return change(desk, identity, {"groups": groups})


def remove_sites(desk: Desk, identity: str, site_ids: Iterable[str]) -> str:
    """Take sites out of the routes; returns the deed."""
    gone = set(site_ids)
    groups = _groups(_of(desk, identity))
    kept = [{**one, "sites": [site for site in one["sites"] if site not in gone]} for one in groups]
    if kept == groups:
        raise Refused("选的单位不在这次专项行动里。")
    return change(desk, identity, {"groups": kept})


def move(desk: Desk, identity: str, site_id: str, up: bool) -> str | None:
    """Move a site one place up or down its route; returns the deed, None when it stands at the end already."""
    groups = _groups(_of(desk, identity))
    route = next((one["sites"] for one in groups if site_id in one["sites"]), None)
    if route is None:
        raise Refused("这家单位不在这次专项行动里。")
    at = route.index(site_id)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(route):
        return None
    route[at], route[other] = route[other], route[at]
    return change(desk, identity, {"groups": groups})


def place(desk: Desk, identity: str, site_id: str, group: int, at: int) -> str:
    """Put a site at a place (from 0) of a group's route, out of another group too (drag); returns the deed."""
    groups = _groups(_of(desk, identity))
    if not any(site_id in one["sites"] for one in groups):
        raise Refused("这家单位不在这次专项行动里。")
    for one in groups:
        one["sites"] = [site for site in one["sites"] if site != site_id]
    _group(groups, group)["sites"].insert(max(at, 0), site_id)
    return change(desk, identity, {"groups": groups})


# Field sheets of a route ------------------------------------------------------------------------------


def to_print(desk: Desk, identity: str, group: int) -> list[str]:
    """The sites of a group that still want a sheet, in the order of the road: not visited, none out."""
    told = progress(desk, identity)
    if not 0 <= group < len(told.groups):
        raise Refused("没有这一组。请重新选组。")
    return [
        row["site_id"]
        for row in told.groups[group].rows
        if row["progress"] == "left" and row["sheet_state"] != "out" and not row["void"]
    ]


def print_route(
    desk: Desk, identity: str, group: int, *, inspectors: Sequence[str] = (),
    reasons: Mapping[str, str] | None = None, progress: field_sheets.Progress | None = None,
) -> list[Record]:
    """按路线打印现场用纸: sheets for the sites of `to_print`, numbers running in the order of the road."""
    _of(desk, identity)
    wanted = to_print(desk, identity, group)
    if not wanted:
        raise Refused("这一组没有要打印的：都去过了，或现场用纸已经领了。")
    return field_sheets.print_for(
        desk, wanted, campaign=identity, inspectors=inspectors, reasons=reasons, progress=progress
    )


def route_pdf(desk: Desk, identity: str, group: int) -> bytes:
    """The group's sheets that are out as one PDF in the order of the road, the list on top."""
    told = progress(desk, identity)
    if not 0 <= group < len(told.groups):
        raise Refused("没有这一组。请重新选组。")
    chosen = told.groups[group]
    ids = [row["sheet"] for row in chosen.rows if row["sheet_state"] == "out"]
    if not ids:
        raise Refused("这一组还没有领现场用纸。请先打印。")
    name = f"{told.campaign['name']}　{chosen.name}"
    return field_sheets.together(desk, ids, name, chosen.leader)

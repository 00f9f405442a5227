"""Which campaign a visit belongs to: named on the visit itself, proposed where the site is on a running route."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records, sheets

Record = dict[str, Any]
MINE = ("campaign_id", "category", "category_name")


def running(desk: Desk, site_id: str, on: date) -> list[Record]:
    """The campaigns of a day whose routes have the site, the newest begin first."""
    day = on.isoformat()
    return [
        one for one in records.every(desk.store.db, "campaign", order="begins_on DESC")
        if one["begins_on"] <= day <= one["ends_on"]
        and any(site_id in (group.get("sites") or ()) for group in one.get("groups") or ())
    ]  # fmt: skip


def proposed(desk: Desk, site_id: str, on: date) -> Record | None:
    """The running campaign in which the site has not been visited yet, None for none."""
    for one in running(desk, site_id, on):
        been = {visit["site_id"] for visit in sheets.visits_of_campaign(desk.store.db, one["id"])}
        if site_id not in been:
            return one
    return None


def join(entry: Mapping[str, Any], campaign: Mapping[str, Any] | None) -> Record:
    """The entry as a visit of a campaign with its kind and name, or (None) as one of none."""
    made = {name: value for name, value in entry.items() if name not in MINE or not entry.get("campaign_id")}
    if campaign is None:
        return {"category": "routine", **made}
    told = {"campaign_id": campaign["id"], "category": campaign.get("category") or "special", "category_name": campaign["name"]}
    return {**made, **told}

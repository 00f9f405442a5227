"""线索: what is no hazard but has to go to a department (无证无照 and the like), handed over without a deadline (R66).

A lead has the hand-over half of a hazard's road: letter, delivery, acceptance, answer, end.  It is in no figure of hazards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.kinds import HAZARD
from yongji_desktop.services import hazards, packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.entry import site_named
from yongji_desktop.store import records
from yongji_desktop.store.deed import Deed

ASKED = ("site", "place", "missing", "activity", "description", "part", "category", "department", "happened_on", "photos", "reported_by")
LICENCE, PERMIT = "无照经营", "缺少许可"


def category_of(missing: str) -> str:
    """The department dictionary's category: no business licence, else a missing permit."""
    return LICENCE if "执照" in missing else PERMIT


def words_of(missing: str, activity: str = "") -> str:
    """What is written of it: what was seen, no conclusion about a licence."""
    return f"现场未出示{missing.strip('。 ')}" + (f"，{activity.strip('。 ')}" if activity.strip() else "") + "。"


def _plain(words: Any) -> str:
    return "".join(char for char in str(words or "") if char.isprintable()).strip()


def register(desk: Desk, values: Mapping[str, Any]) -> str:
    """登记线索 at a site (or a place): returns the id.

    `values`: site (name or id) or place, missing (the papers not shown) or description, activity, department,
    happened_on, photos.  Raises Invalid with what is missing.
    """
    told = {name: value for name, value in values.items() if value not in (None, "", [])}
    unknown = [name for name in told if name not in ASKED]
    if unknown:
        raise Invalid([Problem(unknown[0], f"登记线索没有“{unknown[0]}”这一栏，请删去。")])
    hazards.refuse_missing(desk, told.get("photos") or ())
    on = str(HAZARD.check({"found_on": told.pop("happened_on", None) or desk.today.isoformat()}, partial=True)["found_on"])
    site, missing = str(told.pop("site", "") or ""), _plain(told.get("missing"))
    activity, description = str(told.pop("activity", "")), _plain(told.get("description"))
    found = []
    if not missing and not description:
        found.append(Problem("missing", "没有写未出示什么证照，也没有写情况。请填一样。"))
    if not site and not told.get("place"):
        found.append(Problem("place", "没有选单位的，请写明地点。"))
    if on > desk.today.isoformat():
        found.append(Problem("happened_on", "发现日期还没有到，请改正。"))
    if found:
        raise Invalid(found)
    if missing:
        category = category_of(missing)
        told.update(description=description or words_of(missing, activity), category=told.get("category") or category)
        told.setdefault("department", packs.departments(desk).default_for(category))
    if site:
        told["site_id"] = site_named(desk, site)["id"]
    clean = HAZARD.check({"grade": CLUE, "treatment": CLUE, "found_on": on, **told})
    identity = desk.store.clock.new_id()
    with desk.store.deed("clue.add", desk.officer) as deed:
        _begin(deed, identity, clean, on)
    return identity


def _begin(deed: Deed, identity: str, clean: Mapping[str, Any], on: str) -> None:
    deed.put("hazard", identity, dict(clean))
    deed.event("hazard", identity, "found", happened_on=on, grade=CLUE, treatment=CLUE)


def of_visit(desk: Desk, inspection: str) -> list[dict[str, Any]]:
    """The leads that came of a visit and were not withdrawn with it."""
    held = records.every(desk.store.db, "hazard", inspection_id=inspection, grade=CLUE)
    return [one for one in held if one["state"] != "withdrawn"]


def _known(deed: Deed, site: str, missing: str) -> bool:
    """Whether a lead about the same paper of the unit is still under way: one letter is enough."""
    return any(one.get("missing") == missing for one in records.every(deed.db, "hazard", site_id=site, grade=CLUE, open=1))


def follow(desk: Desk, deed: Deed, inspection: str, clean: Mapping[str, Any]) -> None:
    """Within the deed that writes a visit: the papers the site did not show become a lead, or follow their corrected
    words; a paper whose lead is under way brings no second.  Refused when the words change after it was handed over."""
    missing = str(clean.get("unlicensed") or "").strip()
    held = records.every(deed.db, "hazard", inspection_id=inspection, grade=CLUE)
    noted = next((one for one in held if one.get("missing") and one["state"] != "withdrawn"), None)
    on = str(clean["began_at"])[:10]
    if noted is None:
        if missing and not _known(deed, clean["site_id"], missing):
            category = category_of(missing)
            words = {
                "description": words_of(missing), "missing": missing, "category": category, "grade": CLUE, "treatment": CLUE,
                "department": packs.departments(desk).default_for(category), "inspection_id": inspection,
                "site_id": clean["site_id"], "found_on": on,
            }  # fmt: skip
            _begin(deed, deed.clock.new_id(), {name: one for name, one in words.items() if one}, on)
    elif noted["state"] != CLUE:
        if missing != noted["missing"]:
            raise Refused("未出示的证照已按线索移送，不能在更正里改。没送出的先作废移送函；送出的把新情况另登记一条线索。")
    elif not missing:
        deed.event("hazard", noted["id"], "withdrawn", reason="更正检查时删去", happened_on=desk.today.isoformat())
    elif missing != noted["missing"]:
        category = category_of(missing)
        words = {"missing": missing, "description": words_of(missing)}
        if category != noted.get("category"):
            words |= {"category": category, "department": packs.departments(desk).default_for(category)}
        deed.set("hazard", noted["id"], **words)

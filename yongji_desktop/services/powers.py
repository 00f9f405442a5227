"""The authorisations on file: registering, voiding, and whether the office has powers on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core import powers
from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.fields import tidy
from yongji_desktop.core.kinds_powers import AUTHORITY
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records


def listed(desk: Desk, voided: bool = False) -> list[dict[str, Any]]:
    """Every authorisation, newest first; with `voided` the void ones too."""
    return records.every(desk.store.db, "authority", order="valid_from DESC", voided=voided)


def state_word(desk: Desk, row: Mapping[str, Any]) -> str:
    """已作废, 还没到, 已过期 or 有效, on the business day."""
    if row.get("voided"):
        return "已作废"
    today = desk.today.isoformat()
    if str(row.get("valid_from") or "") > today:
        return "还没到"
    return "已过期" if row.get("valid_until") and row["valid_until"] < today else "有效"


def valid(desk: Desk, on: date | str | None = None) -> list[dict[str, Any]]:
    """The authorisations that hold on a day (the business day when none is told), newest first."""
    day = str(on or desk.today)[:10]
    return [
        one for one in listed(desk) if one["valid_from"] <= day and (not one.get("valid_until") or day <= one["valid_until"])
    ]


def authorised(desk: Desk, on: date | str | None = None) -> bool:
    """Whether an authorisation is on file for a day."""
    return bool(valid(desk, on))


def self_name(desk: Desk) -> str:
    """“本镇” or “本街道”."""
    return "本镇" if desk.office.get("is_town") else "本街道"


def why_not(desk: Desk, paper: str) -> str | None:
    """The sentence why a paper does not exist for this office today, or None."""
    return powers.why_not(paper, self_name(desk), authorised(desk) if paper in powers.NEED_AUTHORITY else False)


def refuse(desk: Desk, paper: str) -> None:
    """Raise Refused with the reason when this office may not issue a paper."""
    words = why_not(desk, paper)
    if words:
        raise Refused(words)


def empty_words(desk: Desk) -> str:
    """What stands where nothing is on file."""
    return f"{self_name(desk)}没有登记赋权文号"


def add(desk: Desk, values: Mapping[str, Any]) -> str:
    """Register an authorisation; returns its id.

    Invalid for wrong fields, Refused when the document is on file already.  `scan` is the SHA-256 of a scan taken
    in before; it may be absent.
    """
    clean = AUTHORITY.check(values)
    if clean.get("valid_until") and clean["valid_until"] < clean["valid_from"]:
        raise Invalid([Problem("valid_until", "止的日期早于起的日期，请改正。", "block", "R05")])
    if clean.get("scan") and not desk.store.blobs.has(clean["scan"]):
        raise Invalid([Problem("scan", "扫描件不在本机。请重新附上，或先不附。")])
    if any(one["document"] == clean["document"] for one in listed(desk)):
        raise Refused(f"赋权文号“{clean['document']}”已经登记。要改的先作废，再登记一次。")
    identity = desk.store.clock.new_id()
    with desk.store.deed("authority.add", desk.officer) as deed:
        deed.set("authority", identity, **clean)
    return identity


def void(desk: Desk, identity: str, reason: str) -> str:
    """Void an authorisation (taken back, entered wrongly); papers issued under it stay.  Returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    if desk.get("authority", identity)["voided"]:
        raise Refused("这份赋权文号已经作废。")
    with desk.store.deed("authority.void", desk.officer, reason=tidy(reason)) as deed:
        deed.void("authority", identity, tidy(reason))
    return deed.id

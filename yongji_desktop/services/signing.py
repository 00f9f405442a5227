"""How a record was signed, registered when the paper comes back: 已签, 拒签, 现场人员签 — who, when, which edition.

The signature belongs to the version that was printed and signed: after a 更正 the new version is unsigned again, and
what was signed stays readable beside it (签的就是这个).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.fields import check_fields
from yongji_desktop.core.hazard_road import NEXT
from yongji_desktop.core.signature import FIELDS, KEYS, signature_problems, signature_words
from yongji_desktop.services import hazards, papers
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.paper_subjects import subject_of
from yongji_desktop.store import records
from yongji_desktop.store.deed import Deed


def words(record: Mapping[str, Any]) -> str:
    """已签, or “未签（第1版已签）” after a 更正."""
    return signature_words(record)


def register(
    desk: Desk, identity: str, values: Mapping[str, Any], reasons: Mapping[str, str] | None = None
) -> str:
    """Register how a visit's or a re-inspection's papers were signed; returns the deed.

    A signed record that says the notice was received with it registers the notice's delivery for its hazards.  Raises
    Refused for a draft, Invalid with what is missing.
    """
    given = dict(reasons or {})
    subject, record = subject_of(desk, identity)
    unknown = sorted(set(values) - set(KEYS))
    if unknown:
        raise Invalid([Problem(unknown[0], f"签字没有“{unknown[0]}”这一栏，请删去。")])
    told, wrong = check_fields(FIELDS, {name: value for name, value in values.items() if value not in (None, "")})
    if wrong:
        raise Invalid(wrong)
    told.setdefault("signed_on", desk.today.isoformat())
    found = signature_problems(told, desk.today.isoformat())
    blocking = [one for one in found if one.severity == "block"]
    warnings = [one for one in found if one.severity == "warn" and not given.get(one.rule, "").strip()]
    if blocking or warnings:
        raise Invalid(blocking or warnings)
    if told["signed_on"] < str(record["began_at"])[:10]:
        raise Invalid([Problem("signed_on", "签字日期早于检查日期，请改正。", "block", "R55")])
    issued = papers.issued_of(desk, identity)
    if told["state"] != "unsigned" and subject.main not in issued and not record.get("field_sheet"):
        raise Refused("还没有出文书，没有可签的。请先出文书，或在检查里写明签字情况。")
    with desk.store.deed(f"{subject.kind}.sign", desk.officer, **({"reasons": given} if given else {})) as deed:
        deed.set(subject.kind, identity, signature={**told, "version": record["version"]})
        if told["state"] in ("signed", "other_signed"):
            _deliver(desk, deed, record, told)
    return deed.id


def _deliver(desk: Desk, deed: Deed, record: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """The notice received with the signature reaches its hazards as 送达."""
    ids = [one["id"] for one in record.get("hazards") or ()] + [
        one["hazard"] for one in record.get("looks") or () if one.get("next") == "second_deadline"
    ]
    person = told.get("person") or (record.get("site") or {}).get("principal") or ""
    for one in ids:
        if not records.exists(desk.store.db, "hazard", one):
            continue
        life = hazards.of(desk, one).life
        if life.notices and not life.doubtful and (life.state, "delivered") in NEXT and life.state == "notified":
            on = max(told["signed_on"], str(life.notices[-1]["on"] or ""))
            deed.event("hazard", one, "delivered", happened_on=on, received_by=person, way="随记录签收")

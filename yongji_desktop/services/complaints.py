"""举报登记: received, checked, dealt with, answered; behind a password of its own, on this PC only (R48, R67).

Nothing of it goes into the log, so nothing of it can be searched, listed in a ledger or sent.  Who complained is not
stored at all: that stays on paper, found by its code.  The password keeps the register closed in this program; it does
not encrypt the file.  Its printed form is a PDF that is kept nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.fields import Field, check_fields
from yongji_desktop.papers import catalogue, complaint_register
from yongji_desktop.papers.frame import Rendered
from yongji_desktop.services import forms, papers
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import complaints as store

PAPER = complaint_register.CODE
DAYS = complaint_register.DAYS
RESULTS = complaint_register.RESULTS
STAGE_WORDS = {"received": "登记", "checked": "核实", "dealt": "处理", "answered": "反馈"}
_OF_STAGE = {
    "received": ("received_at", "received_way", "received_by", "about", "place", "matter", "informer_code"),
    "checked": ("checked_by", "checked_at", "checked_way", "result", "result_words", "passed_to", "passed_on"),
    "dealt": ("hazard_number", "paper_number", "leader"),
    "answered": ("answered_way", "answered_on", "answered_by", "answered_words"),
}
_MUST = {
    "received": {"received_at": "接收时间", "received_way": "接收方式", "matter": "反映的事项"},
    "checked": {"checked_by": "核实人员", "checked_at": "核实时间", "result": "核实结果"},
    "dealt": {},
    "answered": {"answered_way": "反馈方式", "answered_on": "反馈日期", "answered_by": "反馈人"},
}
_FIELDS = {one.name: one for one in complaint_register.INPUTS}
STAGES: dict[str, tuple[Field, ...]] = {code: tuple(_FIELDS[one] for one in names) for code, names in _OF_STAGE.items()}
_PASSWORD = "complaint_password"
_SHORTEST = 6
_PERSON = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")


@dataclass(frozen=True)
class Key:
    """What `unlock` gives: the register is open as long as somebody holds it."""

    stored: str


def has_password(desk: Desk) -> bool:
    """Whether the register has been opened on this PC before."""
    return bool(desk.store.recall(_PASSWORD))


def set_password(desk: Desk, new: str, old: str = "") -> Key:
    """Give the register its password, or change it by the old one; returns the key."""
    if has_password(desk):
        unlock(desk, old)
    if len(new.strip()) < _SHORTEST:
        raise Invalid([Problem("new", f"口令至少 {_SHORTEST} 个字，请换一个长些的。")])
    salt = secrets.token_bytes(16)
    stored = f"scrypt${salt.hex()}${_digest(new, salt).hex()}"
    desk.store.remember(_PASSWORD, stored)
    return Key(stored)


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.strip().encode("utf-8"), salt=salt, n=2**14, r=8, p=1, dklen=32)


def unlock(desk: Desk, password: str) -> Key:
    """Open the register; Refused with a sentence for a wrong password or when none was set."""
    stored = desk.store.recall(_PASSWORD)
    if not stored:
        raise Refused("举报登记还没有设口令。请先设一个口令。")
    _, salt, told = stored.split("$")
    if not hmac.compare_digest(_digest(password, bytes.fromhex(salt)).hex(), told):
        raise Refused("口令不对，举报登记没有打开。请再输一次。")
    return Key(stored)


def _refuse_closed(desk: Desk, key: Key) -> None:
    if not isinstance(key, Key) or key.stored != desk.store.recall(_PASSWORD):
        raise Refused("举报登记没有打开。请先输口令。")


def state_of(row: Mapping[str, Any]) -> str:
    """已作废, 待核实, 待处理, 待反馈 or 已反馈."""
    body = row["body"]
    if row["voided"]:
        return "已作废"
    if row["answered_on"]:
        return "已反馈"
    if not body.get("result"):
        return "待核实"
    return "待反馈" if body.get("leader") or body["result"] in ("false", "not_ours") else "待处理"


def listed(desk: Desk, key: Key) -> list[dict[str, Any]]:
    """Every complaint, newest first: id, number, received_on, about, state, days, late, body."""
    _refuse_closed(desk, key)
    return [_told(desk, one) for one in store.every(desk.store.db)]


def get(desk: Desk, key: Key, identity: str) -> dict[str, Any]:
    """One complaint as `listed` gives it."""
    _refuse_closed(desk, key)
    return _told(desk, store.get(desk.store.db, identity))


def _told(desk: Desk, row: dict[str, Any]) -> dict[str, Any]:
    days = (desk.today - date.fromisoformat(row["received_on"])).days
    open_ = not row["answered_on"] and not row["voided"]
    return {**row, "about": row["body"].get("about") or row["body"].get("place") or "", "state": state_of(row),
            "days": days, "late": open_ and days > DAYS}  # fmt: skip


def reminder(desk: Desk, key: Key) -> str:
    """The sentence about answers that are late; "" for none.  Said only to whoever holds the key."""
    late = [one for one in listed(desk, key) if one["late"]]
    if not late:
        return ""
    longest = max(one["days"] for one in late)
    return f"{len(late)} 件举报接收已超过 {DAYS} 日没有反馈，最长的 {longest} 天。请尽快核实反馈。"


def register(desk: Desk, key: Key, values: Mapping[str, Any]) -> str:
    """登记: write a new complaint under its number; returns its id."""
    _refuse_closed(desk, key)
    clean = _checked(desk, "received", values, {})
    identity, year = desk.store.clock.new_id(), int(clean["received_at"][:4])
    short, letter = desk.office["short_name"], desk.store.letter
    with desk.store.local() as db:
        start = f"{short}{complaint_register.PAPER.series}〔{year}〕{letter}"
        number = catalogue.number(short, complaint_register.PAPER.series, year, letter, store.last_number(db, start) + 1)
        store.save(db, _row(desk, identity, number, clean, []))
    return identity


def write(desk: Desk, key: Key, identity: str, stage: str, values: Mapping[str, Any]) -> None:
    """Write one stage (``received``, ``checked``, ``dealt``, ``answered``) of a complaint.

    A stage may be written again; what was in its fields before stays in the trail of the row.
    """
    _refuse_closed(desk, key)
    held = store.get(desk.store.db, identity)
    if held["voided"]:
        raise Refused("这条举报登记已作废，不能再写。")
    clean = _checked(desk, stage, values, held["body"])
    rest = {name: value for name, value in held["body"].items() if name not in _OF_STAGE[stage] and name != "trail"}
    before = {name: held["body"][name] for name in _OF_STAGE[stage] if held["body"].get(name)}
    trail = [*(held["body"].get("trail") or []), *([_note(desk, stage, before)] if before else [])]
    with desk.store.local() as db:
        store.save(db, _row(desk, identity, held["number"], {**rest, **clean}, trail))


def void(desk: Desk, key: Key, identity: str, reason: str) -> None:
    """Void a complaint entered wrongly; its number stays used."""
    _refuse_closed(desk, key)
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    held = store.get(desk.store.db, identity)
    body = {**held["body"], "void_reason": reason.strip()}
    with desk.store.local() as db:
        store.save(db, {**held, "voided": True, "body": body})


def _note(desk: Desk, stage: str, before: Mapping[str, Any]) -> dict[str, Any]:
    return {"at": f"{desk.store.clock.now():%Y-%m-%dT%H:%M}", "officer": desk.officer, "stage": stage, "before": dict(before)}


def _row(desk: Desk, identity: str, number: str, body: Mapping[str, Any], trail: list) -> dict[str, Any]:
    return {
        "id": identity, "number": number, "received_on": body["received_at"][:10], "answered_on": body.get("answered_on"),
        "voided": False, "body": {**body, "trail": trail}, "saved_at": f"{desk.store.clock.now():%Y-%m-%dT%H:%M}",
    }  # fmt: skip


def _checked(desk: Desk, stage: str, values: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    if stage not in STAGES:
        raise Refused(f"没有“{stage}”这一步，可选：{'、'.join(STAGE_WORDS.values())}。")
    clean, problems = check_fields(STAGES[stage], values)
    problems += [
        Problem(name, f"{label}没有填。请补上。", "block", "R48") for name, label in _MUST[stage].items() if not clean.get(name)
    ]
    for one in STAGES[stage]:
        if _PERSON.search(str(clean.get(one.name) or "")):
            words = f"{one.label}里有手机号或身份证号。举报人的姓名、电话不写在这里，留在纸质件上；请删去。"
            problems.append(Problem(one.name, words, "block", "R67"))
    if not problems:
        problems = list(_order(desk, stage, {**held, **clean}))
    if problems:
        raise Invalid(problems)
    return clean


def _order(desk: Desk, stage: str, body: Mapping[str, Any]):
    """What was done comes after what it follows from, and not in the days to come."""
    received, checked = str(body.get("received_at") or "")[:10], str(body.get("checked_at") or "")[:10]
    day, name = {
        "received": (received, "received_at"), "checked": (checked, "checked_at"), "dealt": ("", "leader"),
        "answered": (str(body.get("answered_on") or ""), "answered_on"),
    }[stage]  # fmt: skip
    if stage in ("dealt", "answered") and not body.get("result"):
        yield Problem(name, "还没有核实结果。请先写“核实”。", "block", "R48")
    if stage == "answered" and body.get("result") in ("true", "partly") and not body.get("leader"):
        yield Problem(name, "属实的要有负责人签字并督促落实。请先写“处理”。", "block", "R48")
    if day > desk.today.isoformat():
        yield Problem(name, "日期还没有到，请按实际的日期填。", "block", "R55")
    if day and day < max(received, checked if stage == "answered" else ""):
        yield Problem(name, "日期早于前一步，请改正。", "block", "R48")
    if stage == "checked" and body.get("result") == "not_ours" and not (body.get("passed_to") and body.get("passed_on")):
        yield Problem("passed_to", "不属本单位职责的，要写转交哪个部门、哪天转交。", "block", "R48")
    code = str(body.get("informer_code") or "")
    if stage == "received" and code and not re.fullmatch(r"[0-9]{1,6}", code):
        yield Problem("informer_code", "举报人信息编号只写数字，不写姓名、电话。请改正。", "block", "R67")


def paper(
    desk: Desk, key: Key, identity: str, reasons: Mapping[str, str] | None = None, draft: bool = False
) -> tuple[str, Rendered]:
    """(number, the PDF) of the register's form; nothing of it is written anywhere.

    Raises Invalid with what blocks it, or with warnings that have no reason in `reasons`.
    """
    held = get(desk, key, identity)
    extra = {"complaint": {name: one for name, one in held["body"].items() if name in _FIELDS}}
    inputs, given = forms.proposed(desk, PAPER, [identity], extra), dict(reasons or {})
    found = [] if draft else forms.problems(desk, PAPER, [identity], inputs, extra)
    blocking = [one for one in found if one.severity == "block"]
    warnings = [one for one in found if one.severity == "warn" and not given.get(one.rule, "").strip()]
    if blocking or warnings:
        raise Invalid(blocking or warnings)
    facts = forms.facts_of(desk, PAPER, [identity], inputs, number=held["number"], extra=extra)
    issued_at = None if draft else f"{desk.store.clock.now():%Y-%m-%dT%H:%M}"
    return held["number"], papers.drawn(desk, complaint_register.compose(facts), issued_at, draft)

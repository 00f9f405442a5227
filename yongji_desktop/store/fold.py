"""The folded state of a record as a pure function of its changes.

A record is the last whole version, overlaid by the fields set one by one, and what its events add up to.
Changes are ordered by (hlc, origin, seq).  Two changes rival each other when neither had seen the other and both
set the same field (or both bring a whole version); when they touch different fields they are 并行修改.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yongji_desktop.core import due, hazard
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.core.signature import signature_of
from yongji_desktop.core.terms import USUAL, Terms

WHOLE = "*"
VOIDED = "voided"
Sees = Callable[["Stamp", "Stamp"], bool]


@dataclass(frozen=True, order=True)
class Stamp:
    """The place of a change in the one order all PCs agree on."""

    hlc: int
    origin: str
    seq: int


@dataclass(frozen=True)
class Op:
    """One thing a change does to one record."""

    stamp: Stamp
    deed: str
    content: dict[str, Any]


@dataclass
class Folded:
    """A record as its changes make it.

    `body` the fields, `version` of the last whole (0 for none), `rivals` [(field, stamp, value)] that lost,
    `parallel` stamps of changes merged without conflict, `life` for traced kinds.
    """

    body: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    voided: dict[str, Any] | None = None
    changed: int = 0
    rivals: list[tuple[str, Stamp, Any]] = field(default_factory=list)
    parallel: list[Stamp] = field(default_factory=list)
    life: hazard.Life | None = None


def fold(kind: str, ops: list[Op], sees: Sees) -> Folded | None:
    """The state of one record, or None when no change bears on it.

    `ops` in any order; `sees(a, b)` says whether the device that wrote a knew b.
    """
    if not ops:
        return None
    ops = sorted(ops, key=lambda op: op.stamp)
    folded = Folded(changed=ops[-1].stamp.hlc)
    several = len({op.stamp.origin for op in ops}) > 1
    _fold_whole(folded, ops, sees if several else None)
    _fold_fields(folded, ops, sees if several else None)
    if several:
        folded.parallel = _parallel(ops, sees)
    if KINDS[kind].shape == "traced":
        told = [op for op in ops if "event" in op.content]
        folded.life = hazard.live(
            ((op.content["event"]["id"], op.content["event"]) for op in told), _unseen(told, sees) if several else None
        )
    return folded


def _unseen(told: list[Op], sees: Sees) -> hazard.Unseen:
    """Whether two events come from changes neither of which had seen the other."""
    stamps = {op.content["event"]["id"]: op.stamp for op in told}

    def unseen(one: str, other: str) -> bool:
        a, b = stamps[one], stamps[other]
        return a.origin != b.origin and not sees(a, b) and not sees(b, a)

    return unseen


def _fold_whole(folded: Folded, ops: list[Op], sees: Sees | None) -> None:
    wholes = [op for op in ops if "whole" in op.content]
    if not wholes:
        return
    last = wholes[-1]
    folded.body = dict(last.content["whole"])
    folded.version = last.content.get("version", 1)
    if sees:
        for op in _heads(wholes, sees)[:-1]:
            if op.content["whole"] != last.content["whole"]:
                folded.rivals.append((WHOLE, op.stamp, op.content["whole"]))


def _fold_fields(folded: Folded, ops: list[Op], sees: Sees | None) -> None:
    writes: dict[str, list[Op]] = {}
    for op in ops:
        for name in op.content.get("set", ()):
            writes.setdefault(name, []).append(op)
    for name, wrote in writes.items():
        value = wrote[-1].content["set"][name]
        if name == VOIDED:
            folded.voided = value
        elif value is None:
            folded.body.pop(name, None)
        else:
            folded.body[name] = value
        if sees and len({op.stamp.origin for op in wrote}) > 1:
            for op in _heads(wrote, sees)[:-1]:
                if op.content["set"][name] != value:
                    folded.rivals.append((name, op.stamp, op.content["set"][name]))


def _heads(ops: list[Op], sees: Sees) -> list[Op]:
    """The ops that no other of them had seen, in order; the last of all is always among them.

    Of several in one change only the last counts.
    """
    ops = list({op.stamp: op for op in ops}.values())
    return [
        op
        for index, op in enumerate(ops)
        if index == len(ops) - 1
        or not any(other.stamp != op.stamp and sees(other.stamp, op.stamp) for other in ops)
    ]


def _parallel(ops: list[Op], sees: Sees) -> list[Stamp]:
    """Stamps of changes that met another change neither of them had seen, both touching different fields."""
    touched: dict[Stamp, set[str]] = {}
    for op in ops:
        names = touched.setdefault(op.stamp, set())
        names.update(op.content.get("set", ()))
        names.update(name for name in ("whole", "event") if name in op.content)
    found = []
    for one, names in touched.items():
        for other, others in touched.items():
            if one.origin == other.origin or names & others - {"event"}:
                continue
            if not sees(one, other) and not sees(other, one):
                found.append(one)
                break
    return sorted(found)


def row(kind: str, identity: str, folded: Folded, terms: Terms = USUAL) -> dict[str, Any]:
    """The row of the folded table; `terms` are the days agreed on, from which a hazard's next day follows."""
    made: dict[str, Any] = {"id": identity}
    for name in KINDS[kind].columns:
        made["pack_version" if (kind, name) == ("pack", "version") else name] = folded.body.get(name)
    made.update(
        version=folded.version,
        voided=1 if folded.voided else 0,
        changed=folded.changed,
        body=json.dumps(folded.body, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )
    if folded.voided:
        made["body"] = json.dumps(
            {**folded.body, VOIDED: folded.voided}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
    if kind == "inspection":
        made["hazard_count"] = sum(one.get("treatment") != CLUE for one in folded.body.get("hazards") or ())
        made["people"] = "、".join(str(one.get("name", "")) for one in folded.body.get("inspectors") or ())
    if kind in ("inspection", "reinspection"):
        made["signed"] = signature_of({**folded.body, "version": folded.version})["state"]
    if kind == "site":
        days = [one["valid_until"] for one in folded.body.get("permits") or () if one.get("valid_until")]
        made["permit_until"] = min(days, default=None)
    if folded.life is not None:
        life = folded.life
        act, act_on = due.next_act(life, terms) or (None, None)
        made.update(
            state=life.state,
            grade=life.grade or folded.body.get("grade"),
            source=life.source or None,
            due_on=life.due_on,
            open=int(life.is_open),
            act=act,
            act_on=act_on,
            waits_since=life.waits_since,
            closed_on=life.closed_on,
            handed_on=life.handovers[-1].decided_on if life.handovers else None,
            answered_on=life.handovers[-1].answered_on if life.handovers else None,
            doubtful=len(life.doubtful),
            doubts=len(life.doubts),
        )
    return made

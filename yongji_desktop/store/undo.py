"""Undoing a deed, generically: set back what is still that deed's, name what is not.

Registers: fields whose last writer is still the deed go back to what they were without it.  Whole versions: the
version before comes back as a new version, a first version is voided.  Events are retracted.  An undo is itself a
deed, so undoing it is the redo.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.store import changes as log
from yongji_desktop.store import state
from yongji_desktop.store.deed import Deed
from yongji_desktop.store.fold import VOIDED, Op, Sees, fold
from yongji_desktop.store.folder import Store

UNDONE = "撤销"
NEVER = {
    "paper.issue": "已出文书，不能撤销；可以更正或作废。",
    "field_sheet.print": "现场用纸已领号，不能撤销；没用上的请作废，编号留着。",
    "office.init": "第一次建立的机关资料不能撤销，可以在设置里修改。",
    "device.replaced": "换字母不能撤销。",
    "package.import": "来件要在“交换”页撤销这次导入。",
}


@dataclass
class Undone:
    """What an undo did.

    `deed` the undo's own deed, `act` what was undone, `touched` records set back, `kept` records (kind, id,
    field labels) that somebody has changed since and that keep their newer values.
    """

    deed: str
    act: str
    touched: list[tuple[str, str]] = field(default_factory=list)
    kept: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)


def act_of(store: Store, deed: str) -> tuple[str, dict[str, Any]]:
    """(act, body) of a deed; Refused when it is unknown or its content is not on this PC."""
    written = log.of_deed(store.db, deed)
    if not written:
        raise Refused("没有这一步操作，可能已经撤回。请在历史里重新选。")
    if any(change.body is None for change in written):
        raise Refused("这一步的内容不在本机，不能撤销。")
    body = json.loads(written[0].body or "{}")
    return body["act"], body


def ops_of(store: Store, deed: str) -> list[list[dict[str, Any]]]:
    """The ops of every change of a deed, in order."""
    return [change.ops for change in log.of_deed(store.db, deed) if change.body is not None]


def undo(store: Store, deed_id: str, officer: str | None, also: Callable[[Deed], None] | None = None) -> Undone:
    """Undo one deed as a deed of its own; raises Refused with the reason when it cannot be undone.

    `also` does what belongs to it on this PC (a draft that comes back) in the same transaction.
    """
    act, _ = act_of(store, deed_id)
    if act in NEVER:
        raise Refused(NEVER[act])
    written = log.of_deed(store.db, deed_id)
    keys = list(dict.fromkeys((op["k"], op["id"]) for change in written for op in change.ops))
    name = act.removeprefix("undo:")
    undone = Undone("", act)
    with store.deed(f"undo:{name}", officer, undoes=deed_id) as deed:
        undone.deed = deed.id
        memo, sees = {}, state.sees_in(store.db)
        for kind, identity in keys:
            ops = sorted(state.ops_on(store.db, kind, identity, memo), key=lambda op: op.stamp)
            kept = _set_back(deed, deed_id, kind, identity, ops, sees, lambda one: act_of(store, one)[0].startswith("undo:"))
            if kept:
                undone.kept.append((kind, identity, tuple(kept)))
            else:
                undone.touched.append((kind, identity))
        if not deed.ops:
            raise Refused("这一步的内容后来都改过了，没有可以退回的。要改请直接改现在的值。")
        if also:
            also(deed)
    return undone


def _set_back(
    deed: Deed, undone: str, kind: str, identity: str, ops: list[Op], sees: Sees, is_undo: Callable[[str], bool]
) -> list[str]:
    """Put the ops that set one record back into `deed`; returns the labels of fields kept at newer values.

    A field that a later step changed and its undoing gave back counts as still this deed's.
    """
    before = fold(kind, [op for op in ops if op.deed != undone], sees)
    mine = [op for op in ops if op.deed == undone]
    kept: list[str] = []
    for op in mine:
        if "event" in op.content:
            deed.event(kind, identity, "retract", of=[op.content["event"]["id"]])
    if any("whole" in op.content for op in mine):
        _set_back_whole(deed, ops, mine, kept, kind, identity)
    if before is None or mine[0] is ops[0]:  # the deed made this record: it goes as a whole or stays as a whole
        kept += [_label(kind, name) for name in _later_fields(ops, undone, is_undo)]
        kept += [f"有{label}" for label in _leaning_on(deed, kind, identity)]
        if not kept and any("set" in op.content or "whole" in op.content for op in mine):
            deed.void(kind, identity, UNDONE)
        return kept
    values: dict[str, Any] = {}
    for name in dict.fromkeys(name for op in mine for name in op.content.get("set", ())):
        last, own = _last_writer(ops, name), _last_writer(mine, name)
        given_back = last.deed != undone and last.content["set"][name] == own.content["set"][name] and is_undo(last.deed)
        if given_back:
            earlier = fold(kind, [op for op in ops if op.stamp < own.stamp], sees)
            values[name] = None if earlier is None else earlier.voided if name == VOIDED else earlier.body.get(name)
        elif last.deed != undone:
            kept.append(_label(kind, name))
        elif name == VOIDED:
            values[name] = before.voided
        else:
            values[name] = before.body.get(name)
    deed.set(kind, identity, **values)
    return kept


def _set_back_whole(deed: Deed, ops: list[Op], mine: list[Op], kept: list[str], kind: str, identity: str) -> None:
    wholes = [op for op in ops if "whole" in op.content]
    if wholes[-1] not in mine:
        kept.append(KINDS[kind].label)
        return
    others = [op for op in wholes if op not in mine]
    if others:
        version = wholes[-1].content.get("version", 1) + 1
        deed.put(kind, identity, others[-1].content["whole"], version, reason=UNDONE)


def _later_fields(ops: list[Op], undone: str, is_undo: Callable[[str], bool]) -> list[str]:
    """Fields that others set since and whose value is not the deed's own again (set and given back by an undo)."""
    made: dict[str, Any] = {}
    for op in ops:
        if op.deed == undone:
            made.update({**op.content.get("whole", {}), **op.content.get("set", {})})
    names = dict.fromkeys(name for op in ops if op.deed != undone for name in op.content.get("set", ()) if name != VOIDED)
    found = []
    for name in names:
        last = _last_writer(ops, name)
        if not (is_undo(last.deed) and last.content["set"][name] == made.get(name)):
            found.append(name)
    return found


def _leaning_on(deed: Deed, kind: str, identity: str) -> list[str]:
    """Labels of the kinds of records that belong to this site; a site with visits stays when its import goes."""
    if kind != "site":
        return []
    return [
        KINDS[name].label
        for name in ("inspection", "missed_visit")
        if deed.db.conn.execute(f"SELECT 1 FROM {name} WHERE site_id = ? AND voided = 0", (identity,)).fetchone()
    ]


def _last_writer(ops: list[Op], name: str) -> Op:
    return [op for op in ops if name in op.content.get("set", ())][-1]


def _label(kind: str, name: str) -> str:
    if name == VOIDED:
        return "作废"
    try:
        return KINDS[kind].field_named(name).label
    except KeyError:
        return name

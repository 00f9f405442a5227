"""停业、恢复、关闭、镇内迁、迁出、换承租人: a unit and its open hazards in one deed, with a preview; undone as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.fields import check_fields
from yongji_desktop.core.hazard_road import CLUE, NEXT, STATES
from yongji_desktop.core.hazard_steps import STEP_TABLE
from yongji_desktop.core.kind_parts import OPERATING_STATES
from yongji_desktop.core.site_moves import MOVES, Move
from yongji_desktop.services import hazards
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records


@dataclass(frozen=True)
class Line:
    """One open hazard in the preview: its words, its state now and after, or why it stays as it is."""

    id: str
    words: str
    now: str
    after: str = ""
    why: str = ""


@dataclass(frozen=True)
class Preview:
    """What a move would do; nothing is written yet.

    `goes` the hazards it takes along, `stays` those it leaves with the reason.
    """

    move: Move
    site: dict[str, Any]
    before: str
    after: str
    goes: list[Line] = field(default_factory=list)
    stays: list[Line] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The preview in words."""
        told = [f"经营状态由“{self.before}”改为“{self.after}”。"] if self.before != self.after else []
        if self.goes:
            told.append(f"{len(self.goes)} 条未闭环隐患改为“{self.goes[0].after}”。")
        told += [f"不动：{one.words}（{one.why}）。" for one in self.stays]
        return [*told, self.move.note]


def moves(desk: Desk, site: str) -> list[Move]:
    """What can become of a unit from where it is; nothing of a void one."""
    held = desk.get("site", site)
    return [] if held["voided"] else [one for one in MOVES.values() if _state(held) in one.before]


def _state(site: Mapping[str, Any]) -> str:
    return site.get("operating_state") or "open"


def _move(desk: Desk, site: str, code: str) -> tuple[Move, dict[str, Any]]:
    move = MOVES.get(code)
    if move is None:
        raise Refused(f"没有“{code}”这一项，可选：{'、'.join(one.word for one in MOVES.values())}。")
    held = desk.get("site", site)
    if held["voided"]:
        raise Refused(f"“{held['name']}”已作废。请先恢复它。")
    if _state(held) not in move.before:
        raise Refused(f"“{held['name']}”现在是“{OPERATING_STATES[_state(held)]}”，不能登记“{move.word}”。")
    return move, held


def preview(desk: Desk, site: str, code: str) -> Preview:
    """What taking a move would do to the unit and to each of its open hazards."""
    move, held = _move(desk, site, code)
    found = Preview(move, held, OPERATING_STATES[_state(held)], OPERATING_STATES[move.state])
    for row in records.every(desk.store.db, "hazard", order="found_on", site_id=site, open=1):
        known = hazards.of(desk, row["id"])
        words = f"{str(row.get('description') or '')[:24]} {row.get('number') or row.get('found_on')}"
        now = STATES[known.life.state]
        if known.life.doubtful:
            found.stays.append(Line(row["id"], words, now, why="待核，请先理清"))
        elif known.life.grade == CLUE and move.step != "ended":
            found.stays.append(Line(row["id"], words, now, why="线索，不限期、不复查"))
        elif (known.life.state, move.step) in NEXT:
            after = STATES[NEXT[known.life.state, move.step]]
            found.goes.append(Line(row["id"], words, now, after))
        else:
            found.stays.append(Line(row["id"], words, now, why=_why(known.life.waits, now, move)))
    return found


def _why(waits: bool, now: str, move: Move) -> str:
    if waits:
        return f"{now}，在部门手里，另函告知部门"
    if move.step == "resumed":
        return f"{now}，没有暂停过"
    return f"{now}，照原来的办"


def take(desk: Desk, site: str, code: str, facts: Mapping[str, Any]) -> str:
    """Take a move: the unit's state and the step of every open hazard that allows it, one deed; returns the deed.

    Raises Refused when the unit is not in a state for it, Invalid for what the facts lack.
    """
    plan = preview(desk, site, code)
    move = plan.move
    clean, problems = check_fields(move.fields, facts)
    if not problems and clean["happened_on"] > desk.today.isoformat():
        problems = [Problem("happened_on", "日期还没有到，请按实际发生的日期登记。", "block", "R55")]
    if not problems and clean.get("reopen_on") and clean["reopen_on"] < clean["happened_on"]:
        problems = [Problem("reopen_on", "开业前复查日早于停业日期，请改正。", "block", "R71")]
    if not problems and move.step == "ended" and not clean.get("evidence") and not clean.get("files"):
        problems = [Problem("evidence", "要有凭据：写一句，或附照片、扫描件。", "block", "R71")]
    if problems:
        raise Invalid(problems)
    hazards.refuse_missing(desk, clean.get("files") or ())
    told = {one.name for one in STEP_TABLE[move.step].fields}
    step = {name: value for name, value in _step_facts(move, clean).items() if name in told}
    values = {"operating_state": move.state} if _state(plan.site) != move.state else {}
    values |= {name: clean[asked] for name, asked in move.sets if clean.get(asked)}
    with desk.store.deed(f"site.{code}", desk.officer, facts=clean) as deed:
        for one in plan.goes:
            hazards.write_step(desk, deed, one.id, move.step, step)
        deed.set("site", site, **values)
        if not deed.ops:
            raise Refused("没有要改的。请核对填的内容。")
    return deed.id


def _step_facts(move: Move, clean: Mapping[str, Any]) -> dict[str, Any]:
    more = {"reason": move.reason} if move.reason else {}
    words = clean.get("words") or ""
    where = clean.get("address") or clean.get("where")
    if where:
        words = f"迁到{where}。{words}"
    return {**clean, **more, **({"words": words} if words else {})}

"""Who changed what and when, in sentences; undoing a deed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yongji_desktop.core import hazard_road, hazard_steps
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.sheet_steps import SET_ASIDE, VOID
from yongji_desktop.store import questions, records, undo
from yongji_desktop.store.deed import Deed
from yongji_desktop.store.fold import VOIDED
from yongji_desktop.store.undo import NEVER

ACTS = {
    "office.init": "建立本机数据",
    "office.change": "改机关资料",
    "terms.change": "改约定天数",
    "clue.add": "登记线索",
    "device.replaced": "换本机字母",
    "officer.add": "登记人员",
    "officer.change": "改人员资料",
    "pack.install": "装数据包",
    "site.add": "登记单位",
    "site.change": "改单位资料",
    "site.void": "作废单位",
    "site.unvoid": "恢复单位",
    "site.import": "导入单位底册",
    "inspection.finish": "完成检查",
    "inspection.correct": "更正检查",
    "inspection.void": "作废检查",
    "inspection.unvoid": "恢复检查",
    "missed.register": "登记未能检查",
    "missed.void": "作废未能检查登记",
    "hazard.reported": "登记上报待核实",
    "hazard.place": "定单位",
    "hazard.settle": "理清",
    "hazard.repeat": "关联重复隐患",
    "hazard.assign": "改责任人",
    "reinspection.finish": "完成复查",
    "reinspection.void": "作废复查",
    "inspection.sign": "登记签字",
    "reinspection.sign": "登记签字",
    **{f"hazard.{code}": step.button for code, step in hazard_steps.STEP_TABLE.items() if code != "reported"},
    "phrase.keep": "存为常用语",
    "phrase.drop": "去掉常用语",
    "paper.issue": "出文书",
    "paper.void": "作废文书",
    "field_sheet.print": "打印现场用纸",
    "field_sheet.void": "作废现场用纸",
    "filing.file": "归档扫描件",
    "filing.void": "撤下归档件",
    "campaign.add": "登记专项行动",
    "campaign.change": "改专项行动",
    "campaign.void": "作废专项行动",
    "authority.add": "登记赋权文号",
    "authority.void": "作废赋权文号",
    "objection.add": "登记异议",
    "objection.answer": "答复异议",
    "site.suspend": "停业",
    "site.resume": "恢复经营",
    "site.close": "关闭",
    "site.move_within": "镇内迁",
    "site.move_away": "迁出",
    "site.new_tenant": "换承租人",
    "handover.done": "交接",
}


@dataclass(frozen=True)
class Entry:
    """One line of a record's history.

    `at` local time, `officer` name of who answers for it, `what` the act, `details` sentences, `deed` for
    undoing, `undoable` whether that is possible in principle, `reason` as given.
    """

    at: str
    officer: str
    what: str
    deed: str
    device: str
    undoable: bool
    reason: str = ""
    details: tuple[str, ...] = field(default=())

    @property
    def sentence(self) -> str:
        """The whole line."""
        because = f"（原因：{self.reason}）" if self.reason else ""
        rest = "：" + "；".join(self.details) if self.details else ""
        return f"{self.at[:16].replace('T', ' ')} {self.officer} {self.what}{because}{rest}。"


def act_word(act: str) -> str:
    """An act in words; “撤销…” and “重做…” for undo and redo."""
    depth = 0
    while act.startswith("undo:"):
        act, depth = act[5:], depth + 1
    return {0: "", 1: "撤销"}.get(depth, "重做") + ACTS.get(act, act)


def history(desk: Desk, kind: str, identity: str) -> list[Entry]:
    """The history of a record, newest first; that of a visit or re-inspection with that of its papers.

    Refused when there is no such record.
    """
    if kind not in KINDS:
        raise Refused(f"没有“{kind}”这种记录，可选：{'、'.join(KINDS)}。")
    rows = questions.changes_of(desk.store.db, kind, identity)
    if not rows:
        desk.get(kind, identity)
    mine = {(kind, identity)}
    if kind in ("inspection", "reinspection"):
        papers = records.every(desk.store.db, "paper", voided=True, subject_id=identity)
        mine |= {("paper", one["id"]) for one in papers}
        rows += [row for one in papers for row in questions.changes_of(desk.store.db, "paper", one["id"])]
        rows = list({(row["origin"], row["seq"]): row for row in rows}.values())
        rows.sort(key=lambda row: (row["hlc"], row["origin"], row["seq"]))
    names = {one["id"]: one["name"] for one in records.every(desk.store.db, "officer", voided=True)}
    letters = {one["id"]: one.get("letter", "") for one in records.every(desk.store.db, "device", voided=True)}
    known: dict[str, dict[str, Any]] = {}
    entries: list[Entry] = []
    for row in rows:
        if row["body"] is None:
            entries.append(Entry(row["at"], "—", "内容已按规定清除", row["deed"], "", False))
            continue
        body = json.loads(row["body"])
        details: list[str] = []
        for op in body["ops"]:
            if (op["k"], op["id"]) in mine:
                details += _sentences(op["k"], op, known.setdefault(op["id"], {}))
        if kind == "site":
            details += _evidence(body)
        act = body["act"]
        entries.append(
            Entry(
                row["at"],
                names.get(row["officer"], "—"),
                _undo_word(desk, body) if act.startswith("undo:") else act_word(act),
                row["deed"],
                letters.get(row["origin"], ""),
                act.removeprefix("undo:") not in NEVER,
                body.get("reason") or "；".join((body.get("reasons") or {}).values()),
                tuple(details),
            )
        )
    return entries[::-1]


def _undo_word(desk: Desk, body: Mapping[str, Any]) -> str:
    """“撤销完成检查”, and “重做…” when what was undone was itself an undo."""
    name = act_word(body["act"].removeprefix("undo:"))
    depth, undone = 0, body.get("undoes")
    while undone:
        depth += 1
        undone = undo.act_of(desk.store, undone)[1].get("undoes")
    return ("撤销" if depth % 2 else "重做") + name


def _sentences(kind: str, op: Mapping[str, Any], known: dict[str, Any]) -> list[str]:
    if "event" in op:
        return [_event_words(op["event"])]
    if kind == "paper" and "whole" in op:
        return [f"{op['whole'].get('number') or '未编号'} 第 {op['whole'].get('edition', 1)} 版"]
    if "whole" in op:
        told = _differences(kind, known, op["whole"]) if known else []
        known.clear()
        known.update(op["whole"])
        version = op.get("version", 1)
        return [f"第 {version} 版", *told] if version > 1 else []
    told = []
    for name, value in op["set"].items():
        if name == VOIDED:
            told.append(f"作废，原因：{value['reason']}" if value else "恢复")
            continue
        told += _difference(kind, name, known.get(name), value)
        known[name] = value
    return told


def _differences(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    told = []
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            told += _difference(kind, name, old.get(name), new.get(name))
    return told


def _difference(kind: str, name: str, old: Any, new: Any) -> list[str]:
    try:
        one = KINDS[kind].field_named(name)
    except KeyError:
        return []
    before, after = one.show(old), one.show(new)
    if isinstance(new, dict | list) or isinstance(old, dict | list):
        return [f"改{one.label}"]
    if not before:
        return [f"{one.label}“{_short(after)}”"] if after else []
    return [f"{one.label}由“{_short(before)}”改为“{_short(after)}”" if after else f"删去{one.label}“{_short(before)}”"]


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:38] + "……"


def file_words(rows: Any) -> str:
    """The names of scans and photos entered with a step."""
    return "、".join(str(one.get("name") or "文件") for one in rows or () if isinstance(one, Mapping))


def _evidence(body: Mapping[str, Any]) -> list[str]:
    """What was given as evidence of a deed about a unit, beside what it changed."""
    facts = body.get("facts") if isinstance(body.get("facts"), Mapping) else {}
    told = [f"凭据 {facts['evidence']}"] if facts.get("evidence") else []
    return told + ([f"附件 {file_words(facts['files'])}"] if facts.get("files") else [])


def _event_words(event: Mapping[str, Any]) -> str:
    """“08-19 延期：延期到 2026-11-20，原因 配件未到货”."""
    code = event["step"]
    if code == "retract":
        return "撤回上一步登记"
    told = {**event, **(event.get("report") or {})}
    words = hazard_road.STEPS.get(hazard_road.step_of(event), code)
    on = str(told.get("happened_on") or "")[5:]
    step = hazard_steps.STEP_TABLE.get(code)
    shown = []
    for one in step.fields if step else ():
        if one.name != "happened_on" and told.get(one.name) not in (None, ""):
            value = file_words(told[one.name]) if one.name == "files" else one.show(told[one.name])
            shown.append(f"{one.label} {value}")
    if not any(one.name == "due_on" for one in (step.fields if step else ())) and told.get("due_on"):
        shown.append(f"期限 {told['due_on']}")
    if told.get("number") and not any("文号" in one for one in shown):
        shown.append(str(told["number"]))
    return f"{on} {words}".strip() + ("：" + "，".join(shown) if shown else "")


def last_deed(desk: Desk) -> tuple[str, str] | None:
    """(deed, words) of this officer's newest deed on this PC, or None."""
    row = questions.last_deed_of(desk.store.db, desk.store.device, desk.officer)
    if row is None or row["body"] is None:
        return None
    return row["deed"], act_word(json.loads(row["body"])["act"])


def undo_deed(desk: Desk, deed: str) -> tuple[str, undo.Undone]:
    """Undo (or redo) one deed; returns the sentence for the officer and what was done.

    Undoing the finishing of an inspection brings its draft back; redoing takes the draft away again.  Raises
    Refused when papers were issued from it or it was corrected since.
    """
    act, body = undo.act_of(desk.store, deed)
    base = act.removeprefix("undo:")
    also = None
    if base in ("inspection.finish", "inspection.correct", "reinspection.finish"):
        kind = base.split(".")[0]
        found = next(op["id"] for op in body["ops"] if op["k"] == kind)
        _refuse_later(desk, deed, kind, found)
        also = _draft_follows(desk, kind, found) if base.endswith(".finish") else None
        _refuse_moved_leads(desk, body)
        if act.startswith("undo:") and base == "inspection.finish":
            _refuse_void_sheet(desk, found)
    elif base == "paper.void" and not act.startswith("undo:"):
        _refuse_second_paper(desk, next(op["id"] for op in body["ops"] if op["k"] == "paper"))
    elif base == "field_sheet.void":
        also = _sheet_draft_follows(desk, next(op["id"] for op in body["ops"]))
    elif base == "missed.register":
        also = _set_aside_follows(desk, next(op["id"] for op in body["ops"]))
    _refuse_later_steps(desk, deed)
    done = undo.undo(desk.store, deed, desk.officer, also)
    redone = act.startswith("undo:") and _is_redo(desk, done.deed)
    words = f"已{'重做' if redone else '撤销'}：{act_word(base)}。"
    if done.kept:
        words = f"已撤销“{act_word(base)}”的 {len(done.touched)} 处；另 {len(done.kept)} 处后来又改过，保留现在的值。"
    return words, done


def _is_redo(desk: Desk, deed: str) -> bool:
    depth, undone = 0, undo.act_of(desk.store, deed)[1].get("undoes")
    while undone:
        depth += 1
        undone = undo.act_of(desk.store, undone)[1].get("undoes")
    return depth % 2 == 0


def _refuse_later(desk: Desk, deed: str, kind: str, identity: str) -> None:
    label = KINDS[kind].label
    papers = records.every(desk.store.db, "paper", subject_id=identity, voided=True)
    if papers:
        raise Refused(f"{label}记录 {papers[0].get('number') or ''} 已出文书，不能撤销；可以更正或作废。")
    later = questions.changes_of(desk.store.db, kind, identity)
    if later and later[-1]["deed"] != deed:
        raise Refused(f"这份{label}后来又改过，不能直接撤销这一步。请先撤销后来的那一步。")
    for draft in records.drafts(desk.store.db, kind):
        if draft["id"] == identity and draft["base"] is None:
            raise Refused("撤销后找回的草稿又改过了，不能重做。请直接在草稿里点“完成”。")


def _refuse_second_paper(desk: Desk, paper_id: str) -> None:
    record = desk.get("paper", paper_id)
    for one in records.every(desk.store.db, "paper", subject_id=record["subject_id"], paper=record["paper"]):
        if one["id"] != paper_id and record["subject_kind"] in ("inspection", "reinspection"):
            raise Refused(f"作废以后已经另出了 {one.get('number')}，不能撤销作废。一次检查只有一份有效的。")


def _refuse_void_sheet(desk: Desk, identity: str) -> None:
    told = desk.get("inspection", identity).get("field_sheet")
    if told and desk.get("field_sheet", told).get("state") == "void":
        raise Refused("它的现场用纸已经作废，不能重做完成。请先撤销作废。")


def _refuse_moved_leads(desk: Desk, body: Mapping[str, Any]) -> None:
    """Refuse to take back the words of a lead that was handed over since."""
    for op in body["ops"]:
        if op["k"] == "hazard" and "missing" in op.get("set", {}):
            held = desk.get("hazard", op["id"])
            if held["grade"] == hazard_road.CLUE and held["state"] not in (hazard_road.CLUE, "withdrawn"):
                raise Refused("这次更正改了线索的写法，线索后来已移送。请先作废移送函，再撤销。")


def _refuse_later_steps(desk: Desk, deed: str) -> None:
    """Refuse to take back a step of a hazard that has gone on since: the later steps lean on it."""
    ids = {op["id"] for change in undo.ops_of(desk.store, deed) for op in change if op["k"] == "hazard" and "event" in op}
    for identity in ids:
        rows = [json.loads(row["body"]) | {"deed": row["deed"]} for row in questions.changes_of(desk.store.db, "hazard", identity) if row["body"]]
        told = [(row, op["event"]) for row in rows for op in row["ops"] if op["k"] == "hazard" and op["id"] == identity and "event" in op]
        gone: set[str] = set()
        for _, event in reversed(told):
            if event["step"] == "retract" and event["id"] not in gone:
                gone.update(event["of"])
        first = told[0][0]["deed"] == deed if told else False
        after = rows[[row["deed"] for row in rows].index(deed) + 1 :] if first else []
        changed = [row for row in after if any(op["id"] == identity and any(name != VOIDED for name in op.get("set", ())) for op in row["ops"])]
        undone = {row.get("undoes") for row in rows}
        changed = [row for row in changed if row["deed"] not in undone and not row["act"].startswith("undo:")]
        if changed:
            raise Refused(f"这条隐患后来又“{act_word(changed[-1]['act'])}”，请先撤销那一步。")
        since = False
        for row, event in told:
            if since and row["deed"] != deed and event["step"] != "retract" and event["id"] not in gone:
                raise Refused(f"这条隐患后来又登记了“{act_word(row['act'])}”，请先撤销后来的那一步。")
            since = since or row["deed"] == deed


def _draft_follows(desk: Desk, kind: str, identity: str) -> Callable[[Deed], None]:
    """Undoing brings the draft back as the record is now, redoing takes it away; in the undo's transaction."""
    record = desk.get(kind, identity)
    if record["voided"]:
        return lambda deed: records.drop_draft(deed.db, identity)
    names = {one.name for one in KINDS[kind].fields}
    body = {name: value for name, value in record.items() if name in names and value is not None}
    saved_at = desk.store.clock.now().isoformat(timespec="seconds")
    return lambda deed: records.save_draft(deed.db, identity, kind, body, saved_at, base=deed.id)


def _set_aside_follows(desk: Desk, identity: str) -> Callable[[Deed], None]:
    """The inspection draft that a missed visit replaced comes back with its undoing and goes with its redoing."""
    kind = SET_ASIDE if desk.get("missed_visit", identity)["voided"] else "inspection"
    return lambda deed: records.move_draft(deed.db, identity, kind)


def _sheet_draft_follows(desk: Desk, identity: str) -> Callable[[Deed], None]:
    """The draft of a voided field sheet comes back with the undoing and goes with the redoing."""
    sheet = desk.get("field_sheet", identity)
    kind = "inspection" if sheet.get("state") == VOID else SET_ASIDE
    return lambda deed: records.move_draft(deed.db, sheet["inspection_id"], kind)

"""交接清单: what one officer hands to the next, in seven groups counted by the program (R79)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import long, text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, pair, table, wide
from yongji_desktop.papers.wording import EMPTY, day

Facts = Mapping[str, Any]
CODE = "handover_list"
TITLE = "交接清单"
SENTENCE = "移交后原人员停用，期限项改派接收人；历史记录署名不变。"
WIDTHS = (62, 52, 26, 26)
HEADER = ("名　称", "编　号", "数量或期限", "备　注")
SHEET = "现场用纸"
ORDINALS = "一二三四五六七八九十"

INPUTS = (
    text("from", "移交人"),
    text("to", "接收人"),
    text("witness", "监交人"),
    Field("on", "交接日期", Input.DATE),
    long("reason", "原因"),
    text("machine", "设备机型"),
    Field("notes", "改备注", Input.ROWS, rows=(text("number", "编号（名称）", required=True), text("note", "备注"))),
)
_NAMES = tuple(one.name for one in INPUTS if one.name != "notes")


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def propose(facts: Facts) -> dict[str, Any]:
    """Who hands over to whom, when and why, as the list was begun."""
    known_list = facts.get("handover_list") or {}
    return {name: known_list[name] for name in _NAMES if known_list.get(name)}


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the list; notes changed by hand stand in place of the counted ones."""
    told, values = facts.get("handover_list") or {}, known.given(facts, propose(facts))
    letter = told.get("device_letter") or facts.get("device_letter")
    device = "，".join(part for part in (f"设备{letter}" if letter else "", values.get("machine") or "") if part)
    rows = [
        pair("移 交 人", values.get("from"), "接收人", values.get("to")),
        pair("监 交 人", values.get("witness"), "交接日期", day(values.get("on"))),
        wide("原　　因", values.get("reason")),
        wide("设备字母、\n机　　型", device),
    ]
    changed = {one["number"]: one.get("note") or "" for one in values.get("notes") or [] if one.get("number")}
    groups = [_group(n, group, changed) for n, group in enumerate(told.get("groups") or [])]
    body = [
        {"rows": rows},
        *groups,
        {"words": [SENTENCE]},
        {"sign": ["移交人\n（签名）", "接收人\n（签名）", "监交人\n（签名）"]},
    ]
    organ = facts["office"].get("organ_name") or EMPTY
    return composed(facts, CODE, TITLE, organ, body)


def _group(index: int, group: Mapping[str, Any], changed: Mapping[str, str]) -> dict[str, Any]:
    rows = []
    for one in group.get("rows") or []:
        note = changed.get(one.get("number") or "", changed.get(one.get("name") or "", one.get("note")))
        rows.append([_words(one.get("name")), _words(one.get("number")), _words(one.get("due")), _words(note)])
    name = group.get("title") or ""
    heading = f"{ORDINALS[index]}、{name}（{len(rows)}项）"
    return table(heading, WIDTHS, HEADER, rows, none="没有需要移交的。")


def _words(value: Any) -> str:
    return "" if value is None else str(value)


def blocked(facts: Facts) -> list[Problem]:
    """What nobody takes over, and field sheets that were not entered."""
    told, values = facts.get("handover_list") or {}, known.given(facts, propose(facts))
    rows = [one for group in told.get("groups") or [] for one in group.get("rows") or []]
    found = known.office_checks(facts)
    if not (values.get("from") or "").strip():
        found.append(Problem("from", "移交人为空。请填移交人。", "block", "R79"))
    if rows and not (values.get("to") or "").strip():
        words = f"有 {len(rows)} 项没有接收人。请填接收人，或说明理由后照常打印。"
        found.append(Problem("to", words, "warn", "R79"))
    sheets = sum(SHEET in (one.get("name") or "") for one in rows)
    if sheets:
        words = f"有 {sheets} 张现场用纸未录入。请先录入或作废，或说明理由后照常打印。"
        found.append(Problem("groups", words, "warn", "R79"))
    return found


PAPER = Paper(
    code=CODE, name=TITLE, series="安交", copies=("from", "to", "witness"), device_letter=True, family="form",
    title=title, compose=compose, blocks=blocks, blocked=blocked, subject="office", inputs=INPUTS, propose=propose,
    inner=True, shown=False,
)  # fmt: skip

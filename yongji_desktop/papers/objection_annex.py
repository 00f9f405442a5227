"""异议附页: what a unit objects to in a record or a notice, what was checked and the answer within 7 days (R65)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, numberless, pair, wide
from yongji_desktop.papers.wording import BLANK_DATE, EMPTY, Names, agreed, day, span

Facts = Mapping[str, Any]
CODE = "objection_annex"
TITLE = "异议附页"
WRITING = 34


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the annex; empty parts are left to be written by hand."""
    objection, inspection = facts.get("objection") or {}, known.inspection_of(facts)
    site = inspection.get("site") or known.site_of(facts)
    papers = [*known.papers_named(facts, "inspection_record"), *known.papers_named(facts, "rectification_notice")]
    visited = span(inspection.get("began_at"), inspection.get("ended_at"))
    rows = [
        pair("单　　位", site.get("name"), "原巡查\n（检查）\n时　　间", visited),
        wide("原文书名称、\n编　　号", "\n".join(known.paper_words(one) for one in papers)),
        wide("异议内容", _by_hand(objection.get("words")), height=WRITING),
        pair("提 出 人", _by_hand(objection.get("raised_by")), "收到时间", day(objection.get("received_on")) or BLANK_DATE),
        wide("核实情况", _by_hand(objection.get("checked")), height=WRITING),
        wide("答　　复", _by_hand(objection.get("answer")), height=WRITING),
        pair("答 复 人", _by_hand(objection.get("answered_by")), "答复日期", day(objection.get("answered_on")) or BLANK_DATE),
    ]
    we = Names.of(facts["office"]).we
    body = [
        {"rows": rows},
        {"words": [f"对以上异议，{we}{agreed(facts).answer_objection}日内核实答复。本页附于原文书之后。"]},
        {"sign": ["提出人\n（签名、\n盖章）", "答复人\n（签名）"]},
    ]
    short = facts["office"].get("short_name") or ""
    code = f"{short}异议{str(objection.get('id') or '')[-8:].upper()}"
    return composed(facts, CODE, TITLE, site.get("name") or EMPTY, body, **numberless(code))


def _by_hand(words: str | None) -> str:
    return words or "　"


def blocked(facts: Facts) -> list[Problem]:
    """The objection itself; an answer that is late is told."""
    objection, inspection = facts.get("objection") or {}, known.inspection_of(facts)
    found = known.common({**facts, "site": inspection.get("site") or facts.get("site")})
    found += known.one_missing("异议内容为空。", objection, {"words": "异议内容"}, "R65")
    days = agreed(facts).answer_objection
    received, today = objection.get("received_on"), facts.get("today")
    if received and today and not objection.get("answered_on"):
        if (date.fromisoformat(today) - date.fromisoformat(received)).days > days:
            words = f"收到异议已超过 {days} 日，还没有答复。请尽快核实答复，或说明理由后照常打印。"
            found.append(Problem("answered_on", words, "warn", "R65"))
    spoken = [("answer", "答复", objection.get("answer")), ("checked", "核实情况", objection.get("checked"))]
    return [*found, *known.spoken(facts, spoken)]


PAPER = Paper(
    code=CODE, name=TITLE, series="", copies=("site", "town"), device_letter=False, family="form", title=title,
    compose=compose, blocks=blocks, blocked=blocked, subject="objection", shown=False,
)  # fmt: skip

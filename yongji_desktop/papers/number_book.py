"""编号簿: every series with its last and its void numbers; printed when a letter is sealed (R78)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.kind_parts import text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, numberless, pair, table, wide
from yongji_desktop.papers.wording import EMPTY, day

Facts = Mapping[str, Any]
CODE = "number_book"
TITLE = "编号簿"
WIDTHS = (48, 20, 56, 42)
HEADER = ("文书（系列）", "年份", "最后号", "作废号")
INPUTS = (text("machine", "电脑（机型、存放处）"), text("remark", "备注"))


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the book: one table for each letter, sealed ones first."""
    book, values = facts.get("number_book") or {}, known.given(facts, {})
    letters = list(dict.fromkeys([*(book.get("sealed") or []), book.get("letter") or EMPTY]))
    rows = [
        pair("本机字母", book.get("letter"), "打印日期", day(facts.get("today"))),
        wide("已 封 存\n字　　母", "、".join(book.get("sealed") or []) or "没有"),
        wide("电　　脑", values.get("machine")),
        wide("备　　注", values.get("remark")),
    ]
    tables = [_letter(letter, book) for letter in letters]
    words = ["封存的字母不再取号；号用过就锁定，作废的留号，不重用。"]
    body = [{"rows": rows}, *tables, {"words": words}, {"sign": ["经 办 人\n（签名）", "负 责 人\n（签名）"]}]
    organ = facts["office"].get("organ_name") or EMPTY
    short = facts["office"].get("short_name") or ""
    code = f"{short}编号簿{book.get('letter') or ''}{str(facts.get('today') or '').replace('-', '')}"
    return composed(facts, CODE, TITLE, organ, body, **numberless(code))


def _letter(letter: str, book: Mapping[str, Any]) -> dict[str, Any]:
    mine = [one for one in book.get("rows") or [] if one["letter"] == letter]
    rows = [[one["name"], str(one["year"]), one["last_number"], "、".join(one["void"])] for one in mine]
    state = "已封存" if letter in (book.get("sealed") or []) else "在用"
    return table(f"字母 {letter}（{state}，{len(rows)} 个系列）", WIDTHS, HEADER, rows, none="还没有取过号。")


def blocked(facts: Facts) -> list[Problem]:
    """The office's four answers."""
    return known.office_checks(facts)


PAPER = Paper(
    code=CODE, name=TITLE, series="", copies=("town",), device_letter=False, family="form", title=title,
    compose=compose, blocks=blocks, blocked=blocked, subject="office", inputs=INPUTS, inner=True, shown=False,
)  # fmt: skip

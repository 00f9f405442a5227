"""未能检查登记: locked, out of business, entry refused; no visit, no notice, none of a record's five contents (R62)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import long, text
from yongji_desktop.core.kinds import MISSED_REASONS
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, boxes, composed, pair, wide, written
from yongji_desktop.papers.wording import EMPTY, Names, day, listed, with_post

Facts = Mapping[str, Any]
CODE = "missed_visit_register"
TITLE = "未能检查登记"

INPUTS = (
    long("witness_words", "邻证证明内容"),
    Field("listed", "列入停业名单，开业前复查", Input.YESNO),
    text("field_sheet", "现场用纸编号（作废原因）"),
)


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def propose(facts: Facts) -> dict[str, Any]:
    """The list of those out of business for one that is, and the field sheet that was voided for it."""
    visit = facts.get("missed_visit") or {}
    values = {"listed": visit.get("reason") == "suspended", "field_sheet": facts.get("field_sheet") or ""}
    return {name: value for name, value in values.items() if value}


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the register will print; 已 only when the report to the department is registered."""
    visit = facts.get("missed_visit") or {}
    site = visit.get("site") or known.site_of(facts)
    values = known.given(facts, propose(facts))
    people = "、".join(one["name"] for one in visit.get("inspectors") or [] if one.get("name"))
    said = f"（原话：{visit['reason_words']}）" if visit.get("reason_words") else ""
    reason = boxes(MISSED_REASONS, visit.get("reason"))
    if said:
        reason.append({"t": said, "role": "fang"})
    witness = with_post(visit.get("witness"), visit.get("witness_post")) if visit.get("witness") else ""
    witnessed = "：".join(part for part in (witness, values.get("witness_words")) if part)
    count = len(visit.get("photos") or [])
    photos = f"照片{count}张（照片{listed(range(1, count + 1))}）" if count else ""
    rows = [
        pair("单　　位", site.get("name"), "地　址", site.get("address")),
        pair("到达时间", known.moment(visit.get("arrived_at")), "人　员", people),
        wide("原　　因", [reason]),
        wide("联系情况\n（时间、\n电话、\n接话人）", visit.get("contacted")),
        wide("邻证（姓名、\n村或社区、\n证明内容）", witnessed),
        pair("照　　片", photos, "现场用纸\n编　　号", values.get("field_sheet")),
        wide("所见（门外）", visit.get("seen"), height=12),
        wide("处　　置", _next(visit, values)),
    ]
    body = [
        {"rows": rows},
        {"words": [_sentence(facts, visit)]},
        {"sign": ["登记人\n（签名）", "同行人\n（签名）", "证明人\n（签名）"]},
    ]
    return composed(facts, CODE, TITLE, site.get("name") or EMPTY, body)


def _next(visit: Mapping[str, Any], values: Mapping[str, Any]) -> list[list[Any]]:
    told, department = bool(visit.get("told_at")), visit.get("told_department")
    return [
        [{"box": bool(visit.get("next_on"))}, "改期：", written(day(visit.get("next_on")), 34)],
        [{"box": told}, "报告", written(department, 30), "，回执号：", written(visit.get("receipt_no"), 30)],
        [{"box": bool(values.get("listed"))}, "列入停业名单，开业前复查"],
    ]


def _sentence(facts: Facts, visit: Mapping[str, Any]) -> str:
    words = f"未进入现场。{Names.of(facts['office']).we}不强行进入"
    if visit.get("reason") != "refused":
        return words + "。"
    department = visit.get("told_department") or known.DEPARTMENT
    return f"{words}；拒绝进入的，{'已' if visit.get('told_at') else '将'}报告{department}。"


def blocked(facts: Facts) -> list[Problem]:
    """Reason and time; photo and report are asked for."""
    visit = facts.get("missed_visit") or {}
    found = known.common({**facts, "site": visit.get("site") or facts.get("site")})
    asked = {"reason": "原因", "arrived_at": "到达时间"}
    found += known.one_missing("原因、时间为空。", visit, asked, "R62")
    if not visit.get("photos"):
        found.append(Problem("photos", "没有照片。请补一张门口的照片，或说明理由后照常打印。", "warn", "R62"))
    if visit.get("reason") == "refused" and not visit.get("told_at"):
        words = "拒绝进入但没有报告登记。请报告部门并登记时间，或说明理由后照常打印。"
        found.append(Problem("told_at", words, "warn", "R62"))
    return found


PAPER = Paper(
    code=CODE, name=TITLE, series="安未", copies=("town",), device_letter=True, family="form", title=title,
    compose=compose, blocks=blocks, blocked=blocked, subject="missed_visit", inputs=INPUTS, propose=propose,
    inner=True, shown=False,
)  # fmt: skip

"""挂牌督办登记 and 销号登记: a department's decisions, entered with its document; the town decides neither (R14)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import long, text
from yongji_desktop.core.kinds_follow import CONCLUSIONS
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, pair, table, wide
from yongji_desktop.papers.wording import EMPTY, Names, day, sentence

Facts = Mapping[str, Any]
SUPERVISION_CODE, DEREGISTRATION_CODE = "supervision_register", "deregistration_register"
SUPERVISION_TITLE, DEREGISTRATION_TITLE = "挂牌督办登记", "销号登记"
SIGNERS = ["登记人\n（签名）", "分管领导\n（签名）"]
TRACK_WIDTHS = (20, 20, 90, 36)
TRACK_HEADER = ("日　期", "方　式", "情　　况", "登记人")
SPARE_TRACK = 5

SUPERVISION_INPUTS = (
    Field("delivered_on", "督办文书送达日期", Input.DATE),
    text("site_answerable", "企业责任人"),
    text("contact", "镇（街道）联系人"),
    long("publicity", "公示情况"),
    Field(
        "track", "跟踪记录", Input.ROWS,
        rows=(Field("on", "日期", Input.DATE), text("way", "方式"), long("words", "情况"), text("by", "登记人")),
    ),
)  # fmt: skip
DEREGISTRATION_INPUTS = (
    Field("applied_on", "企业申请日期", Input.DATE),
    long("applied", "自验结论、资料清单"),
    long("checked", "部门核查意见（照录）"),
    text("checked_by", "核查人"),
    Field("checked_on", "核查日期", Input.DATE),
    long("resumed", "恢复生产审查意见（照录）"),
    long("town_words", "镇（街道）协查情况（照片n）"),
)


def _looks(facts: Facts, since: str) -> list[Mapping[str, Any]]:
    return [one for one in known.life_of(facts).get("looks") or [] if (one.get("happened_on") or "") >= since]


def propose_supervision(facts: Facts) -> dict[str, Any]:
    """Who answers for it in the enterprise, who is the town's contact, the looks taken since."""
    supervision = known.life_of(facts).get("supervision") or {}
    site, since = known.site_of(facts), supervision.get("happened_on") or ""
    track = [
        {"on": one.get("happened_on"), "way": "现场复查", "words": _seen(one), "by": _looked_by(facts, one)}
        for one in _looks(facts, since)
    ]
    values = {
        "delivered_on": supervision.get("happened_on"),
        "site_answerable": known.hazard_of(facts).get("responsible") or site.get("principal"),
        "contact": (facts.get("officer") or {}).get("name"),
        "track": track,
    }
    return {name: value for name, value in values.items() if value}


def _looked_by(facts: Facts, look: Mapping[str, Any]) -> str:
    """Who wrote down what was seen: the recorder of that re-inspection, else its first inspector."""
    found = next((one for one in facts.get("reinspections") or [] if one.get("id") == look.get("reinspection")), {})
    return found.get("recorder") or next((one.get("name") or "" for one in found.get("inspectors") or []), "")


def _seen(look: Mapping[str, Any]) -> str:
    conclusion = CONCLUSIONS.get(look.get("conclusion") or "", "")
    if look.get("conclusion") == "rectified":
        conclusion = "企业称已治理，待监管部门核查销号"  # a town never says of a major hazard that it is put right
    return "；".join(part for part in (conclusion, look.get("seen") or look.get("words") or "") if part)


def compose_supervision(facts: Facts) -> dict[str, Any]:
    """Every word the register of a supervision will print."""
    site, hazard = known.site_of(facts), known.hazard_of(facts)
    supervision = known.life_of(facts).get("supervision") or {}
    values = known.given(facts, propose_supervision(facts))
    department = supervision.get("department") or EMPTY
    track = [[one.get("on"), one.get("way"), one.get("words"), one.get("by")] for one in values.get("track") or []]
    rows = [
        pair("督办单位", department, "督办文号", supervision.get("document")),
        pair("级　　别", supervision.get("level"), "送达日期", day(values.get("delivered_on"))),
        pair("隐患单位", site.get("name"), "隐患编号", hazard.get("number")),
        wide("督办内容\n和 要 求\n（照录）", supervision.get("words")),
        pair("督办期限", day(supervision.get("due_on")), "督　办\n责任人", supervision.get("answerable")),
        pair("企　　业\n责 任 人", values.get("site_answerable"), f"{known.local(facts)}\n联系人", values.get("contact")),
        wide("公示情况", values.get("publicity")),
    ]
    body = [
        {"rows": rows},
        table("跟踪记录", TRACK_WIDTHS, TRACK_HEADER, track, spare=SPARE_TRACK),
        {"words": [f"挂牌督办由{department}决定，本表只登记其文号和办理情况。"]},
        {"sign": SIGNERS},
    ]
    return composed(facts, SUPERVISION_CODE, SUPERVISION_TITLE, site.get("name") or EMPTY, body)


def blocked_supervision(facts: Facts) -> list[Problem]:
    """Document, department and deadline have to be registered."""
    supervision = known.life_of(facts).get("supervision") or {}
    asked = {"document": "督办文号", "department": "督办单位", "due_on": "督办期限"}
    found = known.common(facts) + known.one_missing("督办文号、督办单位、期限缺一。", supervision, asked, "R14")
    rows = known.given(facts, propose_supervision(facts)).get("track") or []
    for number, one in enumerate(rows, 1):
        lacking = [word for name, word in (("on", "日期"), ("by", "登记人")) if not str(one.get(name) or "").strip()]
        if (one.get("words") or one.get("way")) and lacking:
            message = f"跟踪记录第 {number} 行没有{'、'.join(lacking)}。请补上。"
            found.append(Problem(f"track.{number - 1}.{'on' if '日期' in lacking else 'by'}", message, "block", "R14"))
    return found


def propose_deregistration(facts: Facts) -> dict[str, Any]:
    """The unit's application and the department's check as registered; what the town saw when it looked again."""
    seen = [f"{day(one.get('happened_on'))}现场复查：{sentence(_seen(one))}" for one in _looks(facts, "") if _seen(one)]
    own = known.hazard_of(facts).get("id")
    photos = [
        one for body in facts.get("reinspections") or [] for n, look in enumerate(body.get("looks") or [])
        if look.get("hazard") == own for one in body.get("photos") or [] if one.get("hazard") == n
    ]  # fmt: skip
    words = "\n".join(seen) + (f"（复查照片{len(photos)}张）" if seen and photos else "")
    life = known.life_of(facts)
    application, check = life.get("application") or {}, life.get("check") or {}
    values = {
        "applied_on": application.get("happened_on"),
        "applied": application.get("words"),
        "checked": check.get("words"),
        "checked_by": check.get("checked_by"),
        "checked_on": check.get("happened_on"),
        "town_words": words,
    }
    return {name: value for name, value in values.items() if value}


def _on(label: str, on: str | None) -> str:
    return f"{label}：{day(on)}" if on else ""


def _by(label: str, name: str | None) -> str:
    return f"{label}：{name}" if name else ""


def _dated(words: str | None, *more: str | None) -> str:
    """The words, and below them who and when."""
    return "\n".join(part for part in ((words or "").strip(), "　".join(one for one in more if one)) if part)


def compose_deregistration(facts: Facts) -> dict[str, Any]:
    """Every word the register of a deregistration will print."""
    site, hazard, life = known.site_of(facts), known.hazard_of(facts), known.life_of(facts)
    end = life.get("deregistration") or {}
    values = known.given(facts, propose_deregistration(facts))
    department = end.get("department") or (life.get("judgement") or {}).get("department") or EMPTY
    approved = "\n".join(part for part in (end.get("approved_by"), day(end.get("happened_on"))) if part)
    rows = [
        pair("隐患单位", site.get("name"), "隐患编号", hazard.get("number")),
        pair(
            "督办文号\n（如有）", (life.get("supervision") or {}).get("document"),
            "认定文号", (life.get("judgement") or {}).get("document"),
        ),
        wide("企业申请\n日期、自验\n结论、资料\n清　　单", _dated(values.get("applied"), _on("申请日期", values.get("applied_on")))),
        wide(
            "部门核查意\n见（照录）\n核 查 人、\n日　　期",
            _dated(values.get("checked"), _by("核查人", values.get("checked_by")), _on("日期", values.get("checked_on"))),
        ),
        pair("销号文号", end.get("document"), "批准人、\n日　期", approved),
        wide("恢复生产\n审查意见\n（如有）", values.get("resumed")),
        wide(f"{known.local(facts)}协查\n情　　况", values.get("town_words")),
    ]  # fmt: skip
    we = Names.of(facts["office"]).we
    body = [
        {"rows": rows},
        {"words": [f"销号由{department}决定，本表只登记其文号；{we}不作销号结论。"]},
        {"sign": SIGNERS},
    ]
    return composed(facts, DEREGISTRATION_CODE, DEREGISTRATION_TITLE, site.get("name") or EMPTY, body)


def blocked_deregistration(facts: Facts) -> list[Problem]:
    """The department's document, who approved and when; without them nothing is deregistered (R14)."""
    end = known.life_of(facts).get("deregistration") or {}
    asked = {"document": "部门文号", "approved_by": "批准人", "happened_on": "日期"}
    words = "部门文号、批准人、日期缺一，不能登记为销号。"
    found = known.common(facts) + known.one_missing(words, end, asked, "R14")
    values = known.given(facts, propose_deregistration(facts))
    if values.get("checked"):
        missing = {"checked_by": "核查人", "checked_on": "核查日期"}
        found += known.one_missing("部门核查意见要有核查人和日期。", values, missing, "R14")
    if values.get("applied"):
        found += known.one_missing("企业申请要有日期。", values, {"applied_on": "企业申请日期"}, "R14")
    town = known.given(facts, propose_deregistration(facts)).get("town_words")
    return found + known.spoken(facts, [("town_words", "协查情况", town)])


SUPERVISION = Paper(
    code=SUPERVISION_CODE, name=SUPERVISION_TITLE, series="安督", copies=("town",), device_letter=True, family="form",
    title=lambda facts: SUPERVISION_TITLE, compose=compose_supervision, blocks=blocks, blocked=blocked_supervision,
    subject="hazard", inputs=SUPERVISION_INPUTS, propose=propose_supervision, inner=True, shown=False,
)  # fmt: skip
DEREGISTRATION = Paper(
    code=DEREGISTRATION_CODE, name=DEREGISTRATION_TITLE, series="安销", copies=("town",), device_letter=True,
    family="form", title=lambda facts: DEREGISTRATION_TITLE, compose=compose_deregistration, blocks=blocks,
    blocked=blocked_deregistration, subject="hazard", inputs=DEREGISTRATION_INPUTS, propose=propose_deregistration,
    inner=True, shown=False,
)  # fmt: skip

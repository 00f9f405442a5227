"""隐患移送（抄告）函 with its receipt; with the reason 上报 it is the 上报函 to 市安委办."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.kind_parts import GRAVE
from yongji_desktop.papers import form_facts
from yongji_desktop.papers import handover_words as words
from yongji_desktop.papers.handover_checks import blocked
from yongji_desktop.papers.handover_inputs import CODE, INPUTS, REPORT_UP, given_by, propose
from yongji_desktop.papers.handover_letter_blocks import blocks
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.wording import EMPTY, Names, agreed, day, replaces_note, sentence

__all__ = ["PAPER"]

Facts = Mapping[str, Any]
SERIES = "安移"
SHAPE = 1
NOTHING_DONE = "截至发函，没有登记的措施。"


def title(facts: Facts) -> str:
    """关于移送××疑似重大事故隐患的函."""
    return "".join(_title_parts(facts, given_by(facts)))


def _title_parts(facts: Facts, given: Mapping[str, Any]) -> list[str]:
    """The title in the parts it may be broken between: verb, unit, what, 的函."""
    reason = given.get("reason") or ""
    verb = "关于上报" if reason == REPORT_UP else "关于移送"
    name = form_facts.site_of(facts).get("name") or EMPTY
    return [verb, name, words.kind(facts, reason), "情况的函" if reason == REPORT_UP else "的函"]


def _number(facts: Facts, given: Mapping[str, Any]) -> str | None:
    return (facts.get("numbers") or {}).get(CODE) or (given.get("number") or "").strip() or None


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the letter and its receipt; JSON-able and without the moment of issue."""
    given, names = given_by(facts), Names.of(facts["office"])
    site = form_facts.site_of(facts)
    parts, number = _title_parts(facts, given), _number(facts, given)
    hazards = facts.get("hazards") or []
    blank = [f"{facts['office'].get('short_name') or ''}{SERIES}〔{facts['today'][:4]}〕", "号"]
    copy_to = (given.get("copy_to") or "").strip("。 ")
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": number,
        "version": facts.get("version", 1),
        "title": "".join(parts),
        "title_parts": parts,
        "organ": names.organ,
        "unit": site.get("name") or "",
        "note": replaces_note(facts),
        "blank_number": blank,
        "addressee": f"{words.full_name(facts, given.get('department') or '') or EMPTY}：",
        "intro": _intro(facts, given, names),
        "sections": _sections(facts, given, names),
        "closing": "特此函告，请予函复。",
        "attachments": _listed(given.get("attachments") or []),
        "signed": [names.organ, day(facts["today"])],
        "contact": f"（联系人：{_contact(facts)}，联系电话：{facts['office'].get('phone') or EMPTY}）",
        "copy_to": f"抄送：{copy_to}。" if copy_to else "",
        "signer": given.get("signer") or "",
        "receipt": _receipt(facts, given, names, number or blank),
        **({} if number else {"frame": {"code": f"{SERIES}-{str((hazards or [{}])[0].get('id') or '')[-8:]}"}}),
    }


def _intro(facts: Facts, given: Mapping[str, Any], names: Names) -> str:
    unit = words.the_unit(form_facts.site_of(facts).get("name") or "")
    reason, department = given.get("reason") or "", given.get("department") or ""
    moved = "现上报" if reason == REPORT_UP else "现移送"
    cause = words.why(reason, given.get("law") or "", names, unit)
    again = ""
    if given.get("declined_by"):
        letter = f"（{given['previous']}）" if given.get("previous") else ""
        again = f"原函{letter}经{given['declined_by']}函告不属其职责，现改送{words.you(facts, department)}。"
    return (
        f"{words.visit(facts, names, unit)}{words.found(facts, reason)}。"
        f"{cause}，{moved}{words.you(facts, department)}。{again}有关情况函告如下："
    )


def _sections(facts: Facts, given: Mapping[str, Any], names: Names) -> list[dict[str, Any]]:
    site, department = form_facts.site_of(facts), given.get("department") or ""
    unit = words.the_unit(site.get("name") or "")
    done = (given.get("measures") or "").strip()
    parts = (
        ("一、单位概况", [words.profile(site, unit)]) if words.is_unit(facts) else ("一、地点", [_place(site)]),
        ("二、线索情况" if words.is_clue(facts) else "二、隐患情况", words.situation(facts, department)),
        ("三、已采取的措施", [sentence(line) for line in done.split("\n") if line.strip()] or [NOTHING_DONE]),
        ("四、商请事项", _request(facts, given, names)),
    )
    return [{"title": head, "paragraphs": said} for head, said in parts]


def _place(site: Mapping[str, Any]) -> str:
    return f"{site.get('name') or ''}，经营者情况不详。"


def _request(facts: Facts, given: Mapping[str, Any], names: Names) -> list[str]:
    you = words.you(facts, given.get("department") or "")
    what = "线索" if given.get("reason") == "unlicensed" or words.is_clue(facts) else "隐患"
    days = given.get("feedback_days") or agreed(facts).feedback_within
    asked = [line.strip() for line in (given.get("request") or "").split("\n") if line.strip()]
    *before, last = asked or [f"请{you}对上述{what}核查认定、依法处理"]
    term = f"并于收到本函之日起{days}日内将受理情况、办结后将处理结果函告{names.we}。"
    return [*(sentence(line) for line in before), f"{last.rstrip('。；， ')}，{term}"]


def _listed(rows: list[Mapping[str, Any]]) -> list[str]:
    """附件：1．A, 2．B …; a single one bears no number and no name ends with a sign."""
    names = [
        one["name"].rstrip("。；， ") + (f"（{one['pages']}页）" if one.get("pages") else "")
        for one in rows
        if one.get("name")
    ]
    return [f"{n}．{name}" for n, name in enumerate(names, 1)] if len(names) > 1 else names


def _contact(facts: Facts) -> str:
    inspection = form_facts.inspection_of(facts)
    people = inspection.get("inspectors") or [{}]
    return (facts.get("officer") or {}).get("name") or inspection.get("recorder") or people[0].get("name") or EMPTY


def _receipt(facts: Facts, given: Mapping[str, Any], names: Names, number: str | list[str]) -> dict[str, Any]:
    verb = "上报" if given.get("reason") == REPORT_UP else "移送"
    office, box = facts["office"], {"box": False}
    moved = number if isinstance(number, str) else [number[0], {"gap": 12}, number[1]]
    return {
        "title": f"{verb}回执",
        "organ": [f"{verb}单位", names.organ],
        "number": [f"{verb}文号", moved],
        "unit": ["涉及单位" if words.is_clue(facts) else "隐患单位", form_facts.site_of(facts).get("name") or EMPTY],
        "matter": [f"{verb}事项", _matter(facts, given)],
        "way": ["送达方式", [box, "直接送达　　", box, "公文交换　　", box, "邮寄"]],
        "receiver": ["接收单位", "（盖章）"],
        "person": ["接收人", "接收时间：　　　年　月　日　时"],
        "answer": [
            "处理意见",
            [
                [box, "受理，承办科室：", {"blank": 59}],
                [box, "不属于本单位职责，建议移送：", {"blank": 39}],
                *([] if words.is_clue(facts) else [[box, "不构成重大事故隐患，意见：", {"blank": 44}]]),
                [box, "其他：", {"blank": 94}],
            ],
        ],
        "term": ["反馈期限", "拟于　　　　年　　月　　日前反馈处理结果"],
        "filler": ["填写人", "日期：　　　　　年　　月　　日"],
        "note": f"请接收单位填写后退回{office.get('place_name') or names.organ}{office.get('section') or ''}。",
    }


def _matter(facts: Facts, given: Mapping[str, Any]) -> str:
    """What it is about, in one line: the first sentence of the first hazard, its first clause where that is long."""
    hazards = facts.get("hazards") or [{}]
    lives = [(one.get("life") or {}).get("grade") or one.get("grade") for one in hazards]
    mixed = words.suspected(facts) and not all(one in GRAVE for one in lives)
    what = words.found(facts, "").removeprefix("确认存在").removeprefix("发现") if mixed else words.kind(facts, given.get("reason") or "")
    told = hazards[0].get("description") or ""
    cuts = (re.split("[。；;]", told)[0], re.split("[，。；,;]", told)[0])
    said = words.placed(hazards[0].get("part") or "", next((one for one in cuts if len(one) <= 48), "")) or EMPTY
    return f"{said}{f'等{len(hazards)}项' if len(hazards) > 1 else ''}（{what}）"


PAPER = Paper(
    code=CODE,
    name="隐患移送（抄告）函",
    series=SERIES,
    copies=("department", "town"),
    device_letter=False,
    family="letter",
    title=title,
    compose=compose,
    blocks=blocks,
    blocked=blocked,
    subject="hazard",
    inputs=INPUTS,
    propose=propose,
    step="handover",
    several=True,
)

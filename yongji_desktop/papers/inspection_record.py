"""安全生产巡查（检查）记录: composed from the facts of one visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.citations import cite_all
from yongji_desktop.core.errors import Problem
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.wording import Spoken
from yongji_desktop.papers import checks
from yongji_desktop.papers.inspection_record_blocks import blocks
from yongji_desktop.papers.opinion import opinion
from yongji_desktop.papers.rectification_notice import receipt_in_record
from yongji_desktop.papers.signing import signing
from yongji_desktop.papers.wording import (
    CATEGORIES,
    EMPTY,
    NATURES,
    RESULTS,
    STAR,
    Names,
    day,
    day_of_month,
    listed,
    masked,
    replaces_note,
    span,
    visit_word,
    with_post,
)

__all__ = ["blocked", "blocks", "compose", "title"]

Facts = Mapping[str, Any]
CODE = "inspection_record"
SHAPE = 1
FIELD_SHEET_NOTE = "本件据现场手写原件（同号，已归档）录入，内容以原件为准。"


def title(facts: Facts) -> str:
    """安全生产巡查记录 of the town's own visits, 安全生产检查记录 of the others."""
    return f"安全生产{visit_word(facts['inspection'])}记录"


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the record will print, by part; JSON-able and without the moment of issue."""
    inspection = facts["inspection"]
    word = visit_word(inspection)
    photos = inspection.get("photos") or []
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": (facts.get("numbers") or {}).get(CODE),
        "version": facts.get("version", 1),
        "title": title(facts),
        "organ": Names.of(facts["office"]).organ,
        "unit": (inspection.get("site") or {}).get("name") or "",
        "note": replaces_note(facts),
        "remark": FIELD_SHEET_NOTE if facts.get("entered_from_field_sheet") else "",
        "basic": _basic(facts, word),
        "items": _items(inspection, word),
        "hazards": _hazards(facts, word),
        "opinion": {"title": "三、处理意见", "paragraphs": opinion(facts)},
        "signing": signing(facts, word, receipt_in_record(facts)),
        "attachments": _attachments(facts, word, len(photos)),
        "photos": {"title": "现场照片", "cells": [_photo(inspection, n) for n in range(len(photos))]},
    }


def blocked(facts: Facts) -> list[Problem]:
    """What keeps the record from being issued, as far as it is about the paper itself."""
    inspection = facts["inspection"]
    spoken = [Spoken("extra_opinion", "处理意见", inspection.get("extra_opinion") or "")]
    spoken += [
        Spoken(f"hazards.{n}.control.what", f"第{n + 1}条隐患的管控措施", one["control"]["what"])
        for n, one in enumerate(inspection.get("hazards") or [])
        if (one.get("control") or {}).get("what")
    ]
    return [*checks.common(facts), *checks.photos(facts), *checks.spoken(facts, spoken)]


def _basic(facts: Facts, word: str) -> dict[str, Any]:
    inspection = facts["inspection"]
    site = inspection.get("site") or {}
    consultants = [with_post(one.get("name"), one.get("field")) for one in inspection.get("consultants", [])]
    return {
        "unit": [f"被{word}单位", site.get("name") or EMPTY],
        "uscc": ["统一社会\n信用代码", _uscc(site)],
        "address": ["地　　址", site.get("address") or EMPTY],
        "sector": ["行业类别", site.get("sector") or EMPTY],
        "principal": ["主要负责人", with_post(site.get("principal"), site.get("principal_post"))],
        "principal_phone": ["联系电话", masked(site.get("principal_phone"))],
        "safety": ["安 全 员", with_post(site.get("safety_officer"), site.get("safety_officer_post"))],
        "safety_phone": ["联系电话", masked(site.get("safety_officer_phone"))],
        "nature": ["检查性质", _choices(NATURES, inspection.get("nature", "patrol"))],
        "kind": ["类型及方式", _kind(inspection)],
        "time": [f"{word}时间", span(inspection.get("began_at"), inspection.get("ended_at"))],
        "places": [f"{word}场所", inspection.get("places") or EMPTY],
        "inspectors": [f"{word}人员", _inspectors(inspection)],
        "consultants": ["技术咨询\n（不参与定级）", "、".join(consultants) or EMPTY],
        "told": ["告知事项", _told(facts, word)],
        "checklists": ["检 查 表", _checklists(inspection)],
    }


def _uscc(site: Mapping[str, Any]) -> str:
    if site.get("uscc"):
        return site["uscc"]
    return "（现场未出示营业执照）" if site.get("licence_shown") is False else EMPTY


def _choices(labels: Mapping[str, str], chosen: str | None) -> list[Any]:
    pieces: list[Any] = []
    for code, label in labels.items():
        pieces += [{"box": code == chosen}, label + ("" if code == list(labels)[-1] else "　")]
    return pieces


def _kind(inspection: Mapping[str, Any]) -> list[Any]:
    category = inspection.get("category", "routine")
    words = CATEGORIES.get(category, category)
    if inspection.get("category_name") and category != "complaint":
        words += f"：{inspection['category_name']}"
    methods = {"ordinary": "一般", "unannounced": "四不两直"}
    chosen = inspection.get("method", "ordinary")
    return [{"t": words, "role": "fang"}, "　　方式：", *_choices(methods, chosen)]


def _inspectors(inspection: Mapping[str, Any]) -> str:
    patrol = inspection.get("nature", "patrol") == "patrol"
    people = []
    for one in inspection.get("inspectors") or []:
        details = [one.get("section")]
        if not patrol:
            details.append(f"证号：{one.get('certificate') or EMPTY}")
        people.append(with_post(one.get("name"), "，".join(part for part in details if part)))
    words = "、".join(people) or EMPTY
    return f"{words}　证号：{EMPTY}" if patrol else words


def _told(facts: Facts, word: str) -> list[Any]:
    inspection = facts["inspection"]
    nature = inspection.get("nature", "patrol")
    organ = Names.of(facts["office"]).organ
    lead, authority = inspection.get("lead") or {}, inspection.get("authority") or {}
    basis, what = "《安全生产法》第九条第二款", "我们对你单位开展安全生产日常巡查"
    shown, card = "", "工作证件"
    if nature == "joint":
        what = f"我们配合{lead.get('department') or ''}对你单位开展安全生产检查"
        officers = [with_post(one.get("name"), one.get("certificate")) for one in lead.get("officers") or []]
        shown = f"牵头执法人员及证号：{'、'.join(officers)}。" if officers else ""
    elif nature == "authorised":
        what = "我们对你单位开展安全生产检查"
        if authority.get("basis"):
            number = authority.get("approval_no")
            basis += f"和{authority['basis']}{f'（{number}）' if number else ''}"
        cards = [
            f"{one.get('name') or ''}{one.get('certificate') or ''}"
            for one in inspection.get("inspectors") or []
        ]
        shown, card = f"这是我们的执法证件（证号：{'、'.join(cards)}）。", "执法证件"
    sentence = (
        f"依据{basis}，受{organ}指派，{what}，请予以配合。{shown}{word}不收取任何费用，"
        "不影响正常生产经营，对知悉的技术、业务秘密予以保密。　"
    )
    return [
        sentence,
        {"box": bool(inspection.get("informed"))},
        "已告知　",
        {"box": bool(inspection.get("showed_id"))},
        f"已出示{card}",
    ]


def _checklists(inspection: Mapping[str, Any]) -> str:
    answers = inspection.get("answers") or []
    lists = [
        f"{one.get('name')}（{one['code']}）{one.get('version') or ''}版" if one.get("code") else one["name"]
        for one in inspection.get("checklists") or []
    ]
    if not answers or not lists:
        return EMPTY
    counts = {code: sum(answer.get("result") == code for answer in answers) for code in RESULTS}
    results = "、".join(f"{label}{counts[code]}项" for code, label in RESULTS.items())
    return f"{'、'.join(lists)}，本次选用{len(answers)}项：{results}。带★项涉及重大事故隐患判定。"


def _items(inspection: Mapping[str, Any], word: str) -> dict[str, Any]:
    return {
        "title": f"一、{word}情况",
        "header": ["序号", "检查内容", "依　据", "结果", "情况描述", "照片号"],
        "rows": [_item(inspection, n, answer) for n, answer in enumerate(inspection.get("answers") or [], 1)],
        "none": f"本次{word}没有使用检查表。",
    }


def _item(inspection: Mapping[str, Any], number: int, answer: Mapping[str, Any]) -> dict[str, Any]:
    hazards = inspection.get("hazards") or []
    own = [n for n, one in enumerate(hazards) if one.get("item") and one.get("item") == answer.get("item")]
    photos = [
        n
        for n, one in enumerate(inspection.get("photos") or [], 1)
        if one.get("hazard") in own or one.get("item") and one.get("item") == answer.get("item")
    ]
    words = [(answer.get("note") or "").strip("。 ")]
    if answer.get("result") == "fail" and own and "见隐患" not in words[0]:
        words.append(f"见隐患{listed(n + 1 for n in own)}")
    if answer.get("result") == "unseen":
        reason = (answer.get("reason") or "").strip("。 ")
        words.append(reason if reason != words[0] else "")
        if answer.get("revisit_on"):
            words.append(f"约定{day_of_month(answer['revisit_on'])}补查")
    result = answer.get("result")
    return {
        "no": str(number),
        "text": (answer.get("text") or "") + (STAR if answer.get("star") else ""),
        "basis": cite_all(answer.get("basis") or []),
        "result": RESULTS.get(result, EMPTY),
        "failed": result == "fail",
        "note": "，".join(part for part in words if part) or EMPTY,
        "photos": listed(photos) or EMPTY,
    }


def _hazards(facts: Facts, word: str) -> dict[str, Any]:
    hazards = facts["inspection"].get("hazards") or []
    major = sum(one.get("grade") == "suspected_major" for one in hazards)
    clues = sum(one.get("treatment") == CLUE for one in hazards)
    of_clues = f"，另有线索{clues}条" if clues else ""
    total = len(hazards) - clues
    counts = f"（共{total}条：一般{total - major}条，疑似重大{major}条{of_clues}）" if hazards else ""
    return {
        "title": f"二、发现的问题隐患{counts}",
        "header": ["序号", "部位", "问题隐患描述", "依据条款", "等级", "处理方式", "整改期限", "责任人"],
        "rows": [_hazard(n, one) for n, one in enumerate(hazards, 1)],
        "none": f"本次{word}未发现问题隐患。",
    }


def _hazard(number: int, hazard: Mapping[str, Any]) -> dict[str, Any]:
    suspected, clue = hazard.get("grade") == "suspected_major", hazard.get("treatment") == CLUE
    if suspected:
        stopped = bool((hazard.get("control") or {}).get("what"))
        treatment, due = ("劝导停用\n报告移送" if stopped else "报告移送"), "以部门意见为准"
    elif hazard.get("treatment") == "on_spot":
        treatment, due = "当场整改", "当场"
    elif clue:
        treatment, due = "线索移送", EMPTY
    else:
        treatment, due = "限期整改", day(hazard.get("due_on")) or EMPTY
    return {
        "no": str(number),
        "part": hazard.get("part") or EMPTY,
        "description": hazard.get("description") or EMPTY,
        "basis": _hazard_basis(hazard) if suspected else cite_all(hazard.get("basis") or []),
        "grade": "疑似\n重大" if suspected else "线索" if clue else "一般",
        "suspected": suspected,
        "treatment": treatment,
        "due": due,
        "responsible": hazard.get("responsible") or EMPTY,
    }


def _hazard_basis(hazard: Mapping[str, Any]) -> str:
    judgement = hazard.get("judgement") or {}
    if judgement.get("choice") != "standard":
        return "初判，待部门认定"
    return cite_all(judgement.get("basis") or hazard.get("basis") or [])


def _attachments(facts: Facts, word: str, photos: int) -> str:
    where = "（见照片页）" if photos else ""
    body = Names.of(facts["office"]).body
    videos = facts["inspection"].get("videos") or 0
    return (
        f"附件：现场照片{photos}张{where}；检查视频{videos}段。　"
        f"本记录一式两份，被{word}单位、{body}各存一份。"
    )


def _photo(inspection: Mapping[str, Any], index: int) -> dict[str, Any]:
    photo = inspection["photos"][index]
    uses = {"before": "整改前", "after": "整改后", "scene": "现场"}
    use = uses.get(photo.get("use"), "现场")
    items = {one.get("item"): n for n, one in enumerate(inspection.get("answers") or [])}
    if photo.get("hazard") is not None:
        use = f"隐患{photo['hazard'] + 1}（{use}）"
    elif photo.get("item") in items:
        n = items[photo["item"]]
        use = f"检查表第{n + 1}项（{RESULTS.get(inspection['answers'][n].get('result'), '未答')}）"
    taken = (photo.get("taken_at") or "").replace("T", " ")
    by = f"拍摄人：{photo['taken_by']}" if photo.get("taken_by") else ""
    return {
        "no": f"照片{index + 1}",
        "sha": photo.get("marked") or photo["sha"],
        "use": use,
        "caption": photo.get("caption") or "",
        "taken": "　".join(part for part in (taken, by) if part),
    }

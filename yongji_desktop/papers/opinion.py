"""The sentences of 处理意见: they say what is on record and, of what is not, only that it will be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.papers.wording import (
    NOTICE,
    Names,
    day,
    day_of_month,
    listed,
    quoted_number,
    sentence,
    time_of_day,
    visit_word,
)

Facts = Mapping[str, Any]
DEPARTMENTS = "负有安全生产监督管理职责的部门"
_DOUBLE_REPORT = f"请企业依法向{DEPARTMENTS}和职工（代表）大会报告。"


def opinion(facts: Facts) -> list[str]:
    """The paragraphs of 处理意见, numbered when there are several."""
    inspection = facts["inspection"]
    parts = [*_hazards(facts), *_leads(facts), *_unseen(inspection)]
    if not inspection.get("hazards"):
        parts.insert(0, f"本次{visit_word(inspection)}未发现问题隐患。")
    if (inspection.get("extra_opinion") or "").strip():
        parts.append(sentence(inspection["extra_opinion"]))
    if len(parts) < 2:
        return parts
    return [f"{n}．{part}" for n, part in enumerate(parts, 1)]


def photo_numbers(inspection: Mapping[str, Any], hazard: int, use: str) -> list[int]:
    """Numbers of the photos of one hazard with one use ("before", "after", "scene")."""
    photos = inspection.get("photos") or []
    return [n for n, one in enumerate(photos, 1) if one.get("hazard") == hazard and one.get("use") == use]


def event(facts: Facts, hazard: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """A registered event of a hazard: "phone_report", "written_report" or "handover_delivered"."""
    known = (facts.get("events") or {}).get(hazard.get("id")) or {}
    return known.get(name) or (hazard.get(name) if name == "phone_report" else None) or None


def _hazards(facts: Facts) -> Iterator[str]:
    inspection = facts["inspection"]
    hazards = inspection.get("hazards") or []
    told: set[str | None] = set()
    for index, hazard in enumerate(hazards):
        if hazard.get("grade") == "suspected_major":
            yield _suspected(facts, index, hazard)
        elif hazard.get("treatment") == "on_spot":
            yield _on_spot(inspection, index)
        elif hazard.get("treatment") == CLUE:
            we, whom = Names.of(facts["office"]).we, hazard.get("department") or DEPARTMENTS
            yield f"第{index + 1}条为线索，{we}将移送{whom}核查。"
        elif hazard.get("due_on") not in told:
            told.add(hazard.get("due_on"))
            same = [n for n, one in enumerate(hazards, 1) if _deadline(one) == (True, hazard.get("due_on"))]
            yield _rectify(facts, same, hazard.get("due_on"))


def _deadline(hazard: Mapping[str, Any]) -> tuple[bool, str | None]:
    general = hazard.get("grade") != "suspected_major" and hazard.get("treatment") not in ("on_spot", CLUE)
    return general, hazard.get("due_on")


def _rectify(facts: Facts, numbers: list[int], due_on: str | None) -> str:
    lead = facts["inspection"].get("lead") or {}
    by = ""
    if facts["inspection"].get("nature") == "joint" and lead.get("reinspect_by") == "department":
        by = f"由{lead.get('department') or '牵头部门'}"
    notice = quoted_number((facts.get("numbers") or {}).get("rectification_notice"))
    due = day(due_on) or "　　年　月　日"
    return (
        f"对第{listed(numbers)}条隐患，当场向企业指出，另发《{NOTICE}》{notice}，"
        f"要求于{due}前整改完毕，期满后{by}复查。"
    )


def _on_spot(inspection: Mapping[str, Any], index: int) -> str:
    shown = [
        word + listed(numbers)
        for word, use in (("前", "before"), ("后", "after"))
        if (numbers := photo_numbers(inspection, index, use))
    ]
    photos = f"（照片{'、'.join(shown)}）" if shown else ""
    return f"第{index + 1}条已当场整改，现场确认{photos}。"


def _suspected(facts: Facts, index: int, hazard: Mapping[str, Any]) -> str:
    names = Names.of(facts["office"])
    control = _control(hazard.get("control") or {})
    return (
        f"对第{index + 1}条疑似重大事故隐患，{control}{names.we}{_reported(facts, hazard)}。{_DOUBLE_REPORT}"
    )


def _control(control: Mapping[str, Any]) -> str:
    """What the town advised and what the enterprise did, ending in 。; "" when nothing is on record."""
    advised = []
    if control.get("what"):
        advised.append(f"停止{control['what']}")
    if control.get("evacuated") is not None:
        advised.append(f"撤离{control.get('area') or '危险区域'}人员")
    done = []
    if control.get("stopped"):
        at = control.get("stopped_at")
        done.append(f"企业于{time_of_day(at)}停机" if at else "企业已停机")
    elif control.get("stopped") is False:
        done.append("企业未采取停机措施")
    if control.get("evacuated") is not None:
        done.append(f"{'' if done else '企业'}撤离{control['evacuated']}人")
    if not advised and not done:
        return ""
    words = [f"现场劝导企业{'、'.join(advised)}"] if advised else []
    return "，".join(words + done) + "。"


def _reported(facts: Facts, hazard: Mapping[str, Any]) -> str:
    """已于15时42分电话报告市应急局，将于当日书面报告，并按程序移送: tenses by what is registered."""
    visited = (facts["inspection"].get("began_at") or "")[:10]
    phone, written, delivered = (
        event(facts, hazard, name) for name in ("phone_report", "written_report", "handover_delivered")
    )
    department = hazard.get("department") or DEPARTMENTS
    when = "于当日" if (facts.get("today") or visited) == visited else ""
    if phone and phone.get("at"):
        first = f"已于{_moment(phone['at'], visited)}电话报告{phone.get('department') or department}"
        later = f"，将{when}书面报告"
    else:
        first, later = f"将{when}报告{department}", ""
    if written and written.get("at"):
        how = f"{_moment(written['at'], visited)}书面报告"
        first = f"{first}、{how}" if later else f"已于{how}{written.get('department') or department}"
        later = ""
    if delivered:
        letter = quoted_number(delivered["number"]) if delivered.get("number") else ""
        return f"{first}{later}，已移送{letter}"
    if first.startswith("已") and not later:
        return f"{first}，将按程序移送"
    return f"{first}{later}，并按程序移送"


def _moment(at: str, visited: str) -> str:
    """15时42分, with the date in front when it is not the day of the visit."""
    return time_of_day(at) if at[:10] == visited else day_of_month(at) + time_of_day(at)


def _leads(facts: Facts) -> Iterator[str]:
    missing = (facts["inspection"].get("unlicensed") or "").strip()
    if missing:
        department = "市场监管部门" if "营业执照" in missing else "许可部门"
        yield f"现场未出示{missing}，{Names.of(facts['office']).we}将把线索移送{department}核查。"


def _unseen(inspection: Mapping[str, Any]) -> Iterator[str]:
    for number, answer in enumerate(inspection.get("answers") or [], 1):
        if answer.get("result") != "unseen":
            continue
        if answer.get("revisit_on"):
            yield f"第{number}项未查，约定{day(answer['revisit_on'])}补查。"
        else:
            reason = (answer.get("reason") or "").strip("。 ")
            yield f"第{number}项未查{f'（{reason}）' if reason else ''}。"

"""The sentences of 复查意见.

Of a general hazard the town agrees to close it or says what comes next; of a suspected or major one it
concludes nothing (R12, R14), and what is not registered as done is only going to be done (R55).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.kind_parts import GRAVE
from yongji_desktop.core.kinds_follow import CONCLUSIONS
from yongji_desktop.papers.wording import NOTICE, Names, day, listed, sentence

Look = Mapping[str, Any]
Life = Mapping[str, Any]
COMMITTEE = "市安委办"
DEPARTMENTS = "负有安全生产监督管理职责的部门"


def opinion(reinspection: Mapping[str, Any], lives: Mapping[str, Life], names: Names) -> str:
    """The numbered sentences of 复查意见, one in a line; "" while no look has a conclusion.

    `lives` gives {hazard id: what its events add up to}.  Hazards of which the same is said share a sentence.
    """
    said: dict[str, list[int]] = {}
    on = str(reinspection.get("began_at") or "")[:10]
    for number, look in enumerate(reinspection.get("looks") or (), 1):
        if not look.get("conclusion"):
            continue
        life = lives.get(str(look.get("hazard"))) or {}
        words = _grave(look, life, names) if grave(look, life) else _general(look, life, on)
        said.setdefault(words, []).append(number)
    return "\n".join(
        f"{place}．{words.replace(_NUMBERS, listed(numbers))}"
        for place, (words, numbers) in enumerate(said.items(), 1)
    )


_NUMBERS = "\0"


def grave(look: Look, life: Life) -> bool:
    """Whether a department, not the town, says when the hazard is closed."""
    return (look.get("grade") or life.get("grade")) in GRAVE


def department_of(look: Look, life: Life) -> str:
    """The department that has it or is to get it; the law's words when none is known."""
    handovers = life.get("handovers") or [{}]
    known = handovers[-1].get("department") or look.get("next_department") or look.get("department")
    return known or DEPARTMENTS


def next_department(look: Look) -> str:
    """Whom a look is handed or reported to: a report without a department goes to 市安委办."""
    if look.get("next_department"):
        return str(look["next_department"])
    return COMMITTEE if look.get("next") == "report_up" else look.get("department") or DEPARTMENTS


def judged_major(look: Look, life: Life) -> Mapping[str, Any] | None:
    """The registered decision that a hazard is major, with its document; else None (R54)."""
    judged = life.get("judgement") or {}
    known = judged.get("step") == "judged_major" and judged.get("document")
    return judged if known and look.get("grade") == "major" else None


def deregistered(life: Life) -> Mapping[str, Any] | None:
    """The department's registered deregistration with document, approver and day; else None (R14)."""
    done = life.get("deregistration") or {}
    return done if all(done.get(name) for name in ("document", "approved_by", "happened_on")) else None


def _numbered(document: str | None) -> str:
    return f"（{document}）" if document else ""


def _general(look: Look, life: Life, on: str) -> str:
    return _judged_not_major(life, on) + _conclusion(look, on) + _interim(look)


def _judged_not_major(life: Life, on: str) -> str:
    judged = life.get("judgement") or {}
    if judged.get("step") != "judged_not_major" or not judged.get("document"):
        return ""
    if on and str(judged.get("happened_on") or "") > on:
        return ""
    due = f"，整改期限另定为{day(judged['due_on'])}" if judged.get("due_on") else ""
    by = f"{judged.get('department') or DEPARTMENTS}（{judged['document']}）"
    return f"第{_NUMBERS}条经{by}认定不构成重大事故隐患，转为一般隐患{due}。"


def _conclusion(look: Look, on: str) -> str:
    conclusion, following = look["conclusion"], look.get("next")
    if conclusion == "rectified":
        done, due = look.get("finished_on") or on, look.get("due_on")
        return f"第{_NUMBERS}条隐患已{'按期' if done and due and done <= due else ''}整改，同意闭环。"
    words = f"第{_NUMBERS}条隐患{CONCLUSIONS.get(conclusion, conclusion)}"
    if following == "second_deadline":
        due = day(look.get("next_due_on")) or "　　年　月　日"
        return f"{words}，要求于{due}前整改完毕，另发《{NOTICE}》，期满后复查。"
    if following == "handover":
        return f"{words}，将抄告（移送）{next_department(look)}依法处理。"
    if following == "report_up":
        return f"{words}，将上报{next_department(look)}。"
    return f"{words}。"


def _interim(look: Look) -> str:
    words = (look.get("interim") or "").strip()
    return f"整改完成前，请落实：{sentence(words)}" if words else ""


def _grave(look: Look, life: Life, names: Names) -> str:
    department = department_of(look, life)
    done = deregistered(life)
    if done:
        by = done.get("department") or department
        return f"第{_NUMBERS}条为重大事故隐患，{by}已核查销号（{done['document']}）。"
    judged = judged_major(look, life)
    what = "为疑似重大事故隐患"
    if judged:
        what = f"经{judged.get('department') or department}（{judged['document']}）认定为重大事故隐患"
    seen = "" if look["conclusion"] == "rectified" else f"现场核查{CONCLUSIONS.get(look['conclusion'], '')}，"
    up = f"并将上报{next_department(look)}。" if look.get("next") == "report_up" else ""
    return (
        f"第{_NUMBERS}条{what}，{seen}{_moved(life, department)}，{names.we}不作销号结论；"
        f"复查情况将抄告{department}，请其核查。{up}核查同意前，请企业{_keep(life)}。{_interim(look)}"
    )


def _moved(life: Life, department: str) -> str:
    """已移送…（文号） only of a letter whose delivery is registered and that was not sent back (R55)."""
    last = (life.get("handovers") or [{}])[-1]
    if last.get("delivered_on") and not last.get("declined_on"):
        return f"已移送{last.get('department') or department}{_numbered(last.get('number'))}"
    return "移送手续正在办理"


def _keep(life: Life) -> str:
    """What the unit is asked to go on with: only what is registered as stopped is to stay stopped."""
    stopped = [one["stopped_what"] for one in life.get("controls") or () if one.get("stopped_what")]
    return f"继续停用{stopped[-1]}" if stopped else "落实停用、撤人、警戒等管控措施"

"""What keeps 整改复查记录 from being issued, or is worth a word before it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from yongji_desktop.core.due import REINSPECT_WITHIN
from yongji_desktop.core.errors import Problem
from yongji_desktop.core.kinds_follow import CONCLUSIONS
from yongji_desktop.core.wording import Spoken
from yongji_desktop.papers import checks
from yongji_desktop.papers import reinspection_opinion as said
from yongji_desktop.papers.reinspection_looks import days_since

Facts = Mapping[str, Any]
Look = Mapping[str, Any]
# What the town may say of deregistration; anything else would be a conclusion of its own (R14).
_NO_CONCLUSION = re.compile("不作销号结论|待(?:监管)?部门核查销号|不(?:予|同意)销号")
_CONCLUDES = re.compile("(?:同意|准予|予以|已|可以?)销号")


def blocked(facts: Facts) -> list[Problem]:
    """Every problem of the re-inspection as a paper."""
    reinspection = facts.get("reinspection") or {}
    about = {**facts, "inspection": {**reinspection, "answers": [], "hazards": []}}
    lives = facts.get("lives") or {}
    looks = [(one, lives.get(one.get("hazard")) or {}) for one in reinspection.get("looks") or []]
    found = [*checks.common(about), *checks.photos(about), *_before_photos(facts)]
    if not looks:
        found.append(Problem("looks", "没有选入任何隐患。请先选要复查的隐患，逐条答。"))
    for index, (look, life) in enumerate(looks):
        found += _look(reinspection, index, look, life)
    found += [*_people(reinspection), *_closure(reinspection, looks), *_late(facts)]
    spoken = [Spoken("opinion", "复查意见", reinspection.get("opinion") or "")]
    if not (reinspection.get("opinion") or "").strip():
        spoken = [
            Spoken(f"looks.{n}.interim", f"第{n + 1}条的临时管控", one["interim"])
            for n, (one, _) in enumerate(looks)
            if one.get("interim")
        ]
    return [*found, *checks.spoken(about, spoken)]


def _before_photos(facts: Facts) -> Iterator[Problem]:
    gone = set(facts.get("missing_photos") or ())
    for n, look in enumerate((facts.get("reinspection") or {}).get("looks") or []):
        if look.get("before") in gone:
            yield Problem(f"looks.{n}.before", f"第 {n + 1} 条整改前照片的原文件不在本机，请先补回或移除。")


def _look(reinspection: Facts, index: int, look: Look, life: Facts) -> Iterator[Problem]:
    where, number, conclusion = f"looks.{index}.", index + 1, look.get("conclusion")
    if not conclusion:
        yield Problem(where + "conclusion", f"第 {number} 条没有复查结论。请逐条答。", "block", "R12")
        return
    if conclusion == "rectified":
        photos = reinspection.get("photos") or []
        after = any(one.get("hazard") == index and one.get("use") == "after" for one in photos)
        if not after and not (look.get("no_photo_reason") or "").strip():
            words = f"第 {number} 条结论为已整改，但没有整改后照片。补一张，或写明为什么没有。"
            yield Problem(where + "no_photo_reason", words, "warn", "R69")
    elif said.grave(look, life):
        if look.get("next") == "second_deadline":
            words = f"第 {number} 条的期限以部门意见为准，不能二次限期。请改选抄告移送或上报。"
            yield Problem(where + "next", words, "block", "R12")
    else:
        yield from _next(where, number, look, str(reinspection.get("began_at") or "")[:10])


def _next(where: str, number: int, look: Look, on: str) -> Iterator[Problem]:
    following = look.get("next")
    if not following:
        word = CONCLUSIONS.get(str(look["conclusion"]), "")
        yield Problem(where + "next", f"第 {number} 条（{word}）须选二次限期、抄告移送或上报。", "block", "R12")
    elif following == "second_deadline":
        due = look.get("next_due_on")
        if not due:
            yield Problem(where + "next_due_on", f"第 {number} 条二次限期要填期限。", "block", "R08")
        elif on and due < on:
            yield Problem(where + "next_due_on", f"第 {number} 条二次限期早于复查日期，请改正。", "block", "R08")
    elif following == "handover" and not (look.get("next_department") or look.get("department")):
        yield Problem(where + "next_department", f"第 {number} 条没有可移送的部门，请选择。", "block", "R12")


def _people(reinspection: Mapping[str, Any]) -> Iterator[Problem]:
    people = reinspection.get("inspectors") or []
    if len(people) < 2 and reinspection.get("nature") == "authorised":
        yield Problem("inspectors", "行政检查的复查人员不得少于两人。请再加一名。", "block", "R01")
    elif len(people) == 1 and not (reinspection.get("single_reason") or "").strip():
        words = "复查人员只有一人。建议两人同行；确需一人的写明原因，照常打印。"
        yield Problem("single_reason", words, "warn", "R01")
    began, ended = reinspection.get("began_at"), reinspection.get("ended_at")
    if began and ended and ended < began:
        yield Problem("ended_at", "结束时间早于开始时间，请改正。", "block", "R08")


def _closure(reinspection: Facts, looks: list[tuple[Look, Facts]]) -> Iterator[Problem]:
    """A suspected or major hazard is closed by the department's document only (R14)."""
    words = "疑似重大隐患闭环须填部门审核文号、审核人、日期。"
    pending = False
    for index, (look, life) in enumerate(looks):
        if not said.grave(look, life) or said.deregistered(life):
            continue
        pending = True
        if life.get("deregistration") or life.get("state") in ("closed", "deregistered"):
            told = f"第 {index + 1} 条：{words}请先在隐患里登记部门销号。"
            yield Problem(f"looks.{index}.conclusion", told, "block", "R14")
    written = _NO_CONCLUSION.sub("", reinspection.get("opinion") or "")
    claims = _CONCLUDES.search(written)
    general = any(one.get("conclusion") == "rectified" and not said.grave(one, life) for one, life in looks)
    if pending and (claims or "同意闭环" in written and not general):
        told = f"复查意见栏有“{claims[0] if claims else '同意闭环'}”。{words}没有的请改写为“不作销号结论”。"
        yield Problem("opinion", told, "block", "R14")


def _late(facts: Facts) -> Iterator[Problem]:
    looks = (facts.get("reinspection") or {}).get("looks") or []
    days = [n for look in looks if (n := days_since(facts, look)) is not None and n > REINSPECT_WITHIN]
    due = [look["due_on"] for look in looks if look.get("due_on")]
    on = str((facts.get("reinspection") or {}).get("began_at") or "")[:10]
    if (facts.get("reinspection") or {}).get("why") == "expired" and due and on and min(due) > on:
        words = f"复查原因是整改期限届满，但最早的期限 {min(due)} 还没有到。请看看复查原因。"
        yield Problem("why", words, "hint", "R55")
    if days:
        words = f"距申请（期满）已 {max(days)} 日，超过 {REINSPECT_WITHIN} 日。写一句原因，照常打印。"
        yield Problem("began_at", words, "warn", "R10")

"""What keeps 隐患移送（抄告）函 from being issued, or is worth a reason before it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.citations import NOTHING, cite_all
from yongji_desktop.core.errors import Problem
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.papers import form_facts
from yongji_desktop.papers import handover_words as words
from yongji_desktop.papers.handover_inputs import REASONS, SIGNABLE, declined, given_by, life_of

Facts = Mapping[str, Any]
_NUMBER = re.compile(r"\S+〔[0-9]{4}〕[1-9][0-9]*号")
_REPORTED = re.compile("以(?:电话|书面)|已.{0,8}报告|向你.{1,3}报告|快报")
_DELIVERED = re.compile("(?<!将)(?<!正在)送达")
_HANDED_OVER = re.compile("已移送|已抄告")


def blocked(facts: Facts) -> list[Problem]:
    """What keeps the letter from being issued, or is worth a reason before it is."""
    given, hazards = given_by(facts), facts.get("hazards") or []
    found = form_facts.common(facts)
    if not hazards:
        return [Problem("hazards", "没有选隐患。请先选要移送的隐患。"), *found]
    if not (given.get("department") or "").strip():
        found.append(Problem("department", "未选接收部门。请填写主送哪个部门。", "block", "R16"))
    for n, one in enumerate(hazards):
        if not (one.get("description") or "").strip():
            found.append(Problem(f"hazards.{n}.description", f"第 {n + 1} 条隐患没有描述。请先补上。"))
        if life_of(one).get("grade") == CLUE and given.get("reason") in ("unrectified", "suspected"):
            found.append(Problem("reason", "线索不设期限、不作判定，移送理由请选“无证无照线索”“涉嫌违反法律法规”或“超出职责权限”。", "block", "R66"))
        if _unbased(one) and given.get("reason") != "unlicensed":
            said = f"第 {n + 1} 条隐患没有可印的依据，函里将不写依据。有依据的请选上，没有的说明理由。"
            found.append(Problem(f"hazards.{n}.basis", said, "warn", "R60"))
    found += [*_form(given), *_registered(facts, given), *_again(facts, given)]
    if any(one["paper"] in SIGNABLE and not one.get("signed") for one in facts.get("papers") or []):
        found.append(Problem("attachments", "检查记录未签字归档，附未签件并注明。", "warn", "R57"))
    said = [("measures", "已采取的措施", given.get("measures")), ("request", "商请事项", given.get("request"))]
    return [*found, *form_facts.spoken(facts, said)]


def _unbased(hazard: Mapping[str, Any]) -> bool:
    grade = life_of(hazard).get("grade") or hazard.get("grade")
    return grade == "general" and cite_all(hazard.get("basis") or []) == NOTHING


def _form(given: Mapping[str, Any]) -> list[Problem]:
    found, number = [], (given.get("number") or "").strip()
    if given.get("reason") not in REASONS:
        found.append(Problem("reason", "没有选移送理由。请选一项。"))
    if given.get("reason") == "illegal" and not (given.get("law") or "").strip():
        found.append(Problem("law", "移送理由是涉嫌违反法律法规，没有写法条。请写明哪部法、第几条。"))
    if number and not _NUMBER.fullmatch(number):
        found.append(Problem("number", f"文号“{number}”要写全，如“永城东安移〔2026〕6号”，数字前不加零。请改正。"))
    if given.get("feedback_days") == 0:
        found.append(Problem("feedback_days", "几日内函告不能是 0。请填天数，一般 7 日。", "block", "R16"))
    return found


def _registered(facts: Facts, given: Mapping[str, Any]) -> list[Problem]:
    """Words of what was done that no registered event stands behind (R55)."""
    lives = [life_of(one) for one in facts.get("hazards") or []]
    done = given.get("measures") or ""
    reported = [report for life in lives for key in ("reports", "major_reports") for report in life.get(key) or []]
    found = []
    if _REPORTED.search(done) and not reported:
        found.append(("measures", "已采取的措施写了“报告”，但没有登记过报告。请先登记电话报告或出快报，或删去这半句。"))
    if _DELIVERED.search(done) and not any(life.get("delivered_on") for life in lives):
        found.append(("measures", "已采取的措施写了“送达”，但没有登记过送达。请先登记送达，或删去这半句。"))
    if _HANDED_OVER.search(done) and not any(
        one.get("delivered_on") for life in lives for one in life.get("handovers") or []
    ):
        found.append(("measures", "已采取的措施写了“已移送”，但没有登记过移送函送达。请删去这半句。"))
    told = {words.full_name(facts, one["department"]) for one in reported if one.get("department")}
    you, to = words.you(facts, given.get("department") or ""), words.full_name(facts, given.get("department") or "")
    if f"向{you}" in done and to and told and to not in told:
        found.append(("measures", f"已采取的措施写了“向{you}报告”，但登记的是报告{'、'.join(sorted(told))}。请改正。"))
    before = len(found)
    if given.get("reason") == "unrectified" and not any(life.get("delivered_on") for life in lives):
        found.append(("reason", "没有登记过通知书送达，不能写“经通知仍不整改”。请先登记送达，或改选别的理由。"))
    unseen = [n for n, life in enumerate(lives, 1) if not _still(life)]
    if given.get("reason") == "unrectified" and unseen and len(found) == before:
        which = f"第 {'、'.join(str(n) for n in unseen)} 条" if len(lives) > 1 else "这条隐患"
        found.append(("reason", f"{which}没有登记过未整改的复查，不能写“经通知仍不整改”。请先复查，或改选别的理由。"))
    return [Problem(field, message, "block", "R55") for field, message in found]


def _still(life: Mapping[str, Any]) -> bool:
    """Whether the last look after the notice saw it not put right."""
    looks = life.get("looks") or []
    return bool(looks) and looks[-1].get("conclusion") != "rectified"


def _again(facts: Facts, given: Mapping[str, Any]) -> list[Problem]:
    """改送: only after a department sent the letter back, and not to the same one (R58)."""
    last, to = declined(facts), words.full_name(facts, given.get("department") or "")
    if last and to and words.full_name(facts, last.get("department") or "") == to:
        message = f"{last['department']}已退回“不属本单位职责”，须改送另一部门。请改主送部门。"
        return [Problem("department", message, "block", "R58")]
    if (given.get("previous") or given.get("declined_by")) and not last:
        message = "没有登记过部门退回，不能写改送。请先登记退回，或清空原函文号和退回的部门。"
        return [Problem("previous", message, "block", "R55")]
    return []

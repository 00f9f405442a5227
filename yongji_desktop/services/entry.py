"""Filling an entry from what is known: checklist texts, usual findings, the site's data, the officers' names.

Nothing is typed twice: an answer needs only the item's code and a result, a hazard only a finding's code and
the place; the rest is proposed from the packs and may be written over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records

SNAPSHOT = (
    "name", "uscc", "licence_shown", "address", "sector", "principal", "principal_post", "principal_phone",
    "safety_officer", "safety_officer_post", "safety_officer_phone",
)

LISTS = {"inspectors": True, "checklists": True, "photos": True, "answers": False, "hazards": False}
CODES = ("item", "finding", "code", "version", "officer_id", "path")
NO_MOMENT = "1990-01-01T00:00"


def site_named(desk: Desk, told: str) -> dict[str, Any]:
    """The site with this id, name or credit code; Refused when there is none or several."""
    if records.exists(desk.store.db, "site", told):
        found = [desk.get("site", told)]
    else:
        found = records.every(desk.store.db, "site", name=told) or records.every(desk.store.db, "site", uscc=told)
    if not found:
        raise Refused(f"没有“{told}”这家单位，请先登记单位，或核对名称。")
    if len(found) > 1:
        raise Refused(f"有 {len(found)} 家单位叫“{told}”，请改用单位内部号指明是哪一家。")
    if found[0]["voided"]:
        raise Refused(f"“{found[0]['name']}”已作废，不能再登记检查。请先在单位页恢复它。")
    return found[0]


def snapshot(site: dict[str, Any]) -> dict[str, Any]:
    """What papers say of the site, as it is now."""
    known = {name: site[name] for name in SNAPSHOT if site.get(name) not in (None, "")}
    if "principal" not in known and site.get("legal_person"):
        known["principal"] = site["legal_person"]
    if "principal_phone" not in known and site.get("phone"):
        known["principal_phone"] = site["phone"]
    return known


def fill(desk: Desk, entry: dict[str, Any]) -> dict[str, Any]:
    """An inspection entry with everything filled in that is known; nothing given is written over.

    Takes, beside the fields of the kind: `site` as a name, `inspectors` as names, `checklists` as codes, answers
    as {item, result}, hazards as {finding, part, …}.  Raises Refused for a site, item, finding or officer that
    does not exist.
    """
    refuse_shapes(entry)
    entry = fill_people(desk, entry)
    entry.setdefault("nature", "patrol")
    entry.setdefault("category", "routine")
    entry.setdefault("method", "ordinary")
    if entry["inspectors"]:
        entry.setdefault("recorder", entry["inspectors"][0].get("name"))
    if entry.get("checklists"):
        _fill_checklists(desk, entry)
    elif entry.get("answers"):
        entry["answers"] = [_complete_answer(desk, one) for one in entry["answers"]]
    began = INSPECTION.check({"began_at": entry.get("began_at") or NO_MOMENT}, partial=True)["began_at"]
    began = "" if began == NO_MOMENT else began
    entry["hazards"] = [_hazard(desk, one, began) for one in entry.get("hazards") or []]
    entry["photos"] = [_photo(entry, one) for one in entry.get("photos") or []]
    return {name: value for name, value in entry.items() if value not in (None, "", [])}


def refuse_shapes(entry: Mapping[str, Any]) -> None:
    """Raise Invalid for lists that are none and codes that are no text: what filling in itself has to read."""
    problems = []
    for name, plain in LISTS.items():
        label, value = INSPECTION.field_named(name).label, entry.get(name)
        if value is not None and not isinstance(value, list):
            problems.append(Problem(name, f"{label}应是一个列表（[…]），请检查文件。"))
            continue
        for number, one in enumerate(value or (), 1):
            if not isinstance(one, Mapping):
                if not (plain and isinstance(one, str)):
                    problems.append(Problem(name, f"第 {number} 条{label}应是一组带名称的内容（{{…}}），请检查文件。"))
                continue
            wrong = [code for code in CODES if not isinstance(one.get(code), str | None)]
            wrong += [code for code in ("items",) if not isinstance(one.get(code), list | None)]
            if wrong:
                problems.append(Problem(name, f"第 {number} 条{label}的 {wrong[0]} 应是文字，请检查文件。"))
    if problems:
        raise Invalid(problems)


def fill_people(desk: Desk, entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with its site by id and snapshot and its inspectors with what the register knows of them."""
    entry = dict(entry)
    told = entry.get("site_id") or entry.get("site")
    if isinstance(told, str) and told:
        site = site_named(desk, told)
        entry["site_id"] = site["id"]
        entry["site"] = snapshot(site)
    entry["inspectors"] = [_inspector(desk, one) for one in entry.get("inspectors") or []]
    return entry


def _inspector(desk: Desk, one: Any) -> dict[str, Any]:
    told = one if isinstance(one, str) else one.get("officer_id")
    if told is None:
        return one
    fitting = [each for each in records.every(desk.store.db, "officer") if told in (each["id"], each["name"])]
    if len(fitting) != 1:
        words = "没有" if not fitting else f"有 {len(fitting)} 个"
        raise Refused(f"人员里{words}“{told}”，请先登记这个人，或写全检查人员的姓名和机构。")
    person = fitting[0]
    known = {"name": person["name"], "section": person.get("section"), "certificate": person.get("certificate")}
    known = {name: value for name, value in known.items() if value}
    return {**known, "officer_id": person["id"], **({} if isinstance(one, str) else one)}


def _fill_checklists(desk: Desk, entry: dict[str, Any]) -> None:
    given = {one["item"]: one for one in entry.get("answers") or [] if isinstance(one, dict) and "item" in one}
    lists, answers = [], []
    for one in entry["checklists"]:
        code = one if isinstance(one, str) else one.get("code")
        if isinstance(one, dict) and one.get("version"):
            lists.append(one)
            continue
        items = packs.items(desk, str(code))
        chosen = (one.get("items") if isinstance(one, dict) else None) or [item.code for item in items]
        pack = packs.checklists(desk)[str(code)]
        lists.append({"code": code, "name": pack.name, "version": pack.version})
        answers += [answer_to(item) for item in items if item.code in chosen]
    for answer in answers:
        answer.update(given.pop(answer["item"], {}))
    entry["checklists"] = lists
    entry["answers"] = answers + [_complete_answer(desk, one) for one in given.values()]


def answer_to(item: Any) -> dict[str, Any]:
    """An answer not yet given (未查) to a checklist item, with its text and basis kept for ever."""
    answer = {"item": item.code, "text": item.text, "result": "unseen", "basis": [dict(one) for one in item.basis]}
    return {**answer, "star": True} if item.star else answer


def _complete_answer(desk: Desk, one: dict[str, Any]) -> dict[str, Any]:
    known = one.get("text") or not one.get("item")
    return one if known else {**answer_to(packs.find_item(desk, one["item"])), **one}


def _hazard(desk: Desk, one: dict[str, Any], began: str) -> dict[str, Any]:
    one = dict(one)
    code = one.get("finding")
    if not code or one.get("description") and one.get("measure"):
        return one
    item, finding = packs.find_finding(desk, code)
    return {**hazard_from(item, finding, began), **one}


def hazard_from(item: Any, finding: Any, began: str) -> dict[str, Any]:
    """A hazard proposed from a usual finding: wording, clause, measure, deadline, department.

    `began` is the visit's begin; the default deadline counts calendar days from it.
    """
    made: dict[str, Any] = {
        "item": item.code,
        "finding": finding.code,
        "description": finding.text,
        "measure": finding.measure,
        "category": finding.category,
        "basis": [dict(one) for one in finding.basis],
        "grade": "general",
        "treatment": finding.treatment,
        "department": finding.department,
        "shock_or_entangle": finding.shock_or_entangle,
    }
    if finding.suspected_major:
        made.update(grade="suspected_major", treatment="handover")
        made["judgement"] = judgement_from(dict(finding.suspected_major))
    elif finding.days and began:
        made["due_on"] = (date.fromisoformat(began[:10]) + timedelta(days=finding.days)).isoformat()
    return made


def judgement_from(citation: dict[str, Any]) -> dict[str, Any]:
    """判定依据 proposed from a listed situation: a clause when its text is verified, else 标准原文待核."""
    choice = "standard" if citation.get("verified") else "unverified_standard"
    return {
        "choice": choice,
        "basis": [citation],
        "standard": citation.get("standard"),
        "situation": citation.get("situation"),
    }


def _photo(entry: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    made = dict(one)
    made.setdefault("use", "scene")
    people = entry.get("inspectors") or []
    if people and "taken_by" not in made:
        made["taken_by"] = people[0].get("name")
    return made

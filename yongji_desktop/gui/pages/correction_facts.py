"""What one version of an inspection says differently from another, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.kind_parts import GRADES, RESULTS
from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.gui.pages import inspection_facts as words_of

Body = Mapping[str, Any]
Difference = tuple[str, str, str]

NOTHING = "（没有）"
TOLD_IN_FACTS = frozenset(
    "site_id site nature category category_name method began_at ended_at places inspectors recorder consultants "
    "informed showed_id lead checklists unlicensed tasks extra_opinion signature answers hazards photos".split()
)
USES = {"scene": "现场", "before": "整改前", "after": "整改后"}


def differences(old: Body, new: Body) -> list[Difference]:
    """(what, words of `old`, words of `new`) of everything that is not the same, in the order of the record."""
    found = _of_pairs("", words_of.facts(old), words_of.facts(new))
    for field in INSPECTION.fields:
        if field.name not in TOLD_IN_FACTS and old.get(field.name) != new.get(field.name):
            found.append((field.label, _words(old.get(field.name)), _words(new.get(field.name))))
    return [
        *found,
        *_of_answers(old.get("answers") or [], new.get("answers") or []),
        *_of_hazards(old.get("hazards") or [], new.get("hazards") or []),
        *_of_photos(old.get("photos") or [], new.get("photos") or []),
    ]


def _of_pairs(before: str, old: words_of.Pairs, new: words_of.Pairs) -> list[Difference]:
    was, now = dict(old), dict(new)
    return [
        (f"{before}{name}", was.get(name) or NOTHING, now.get(name) or NOTHING)
        for name in dict.fromkeys([*was, *now])
        if was.get(name) != now.get(name)
    ]


def _of_answers(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[Difference]:
    def told(one: Body) -> str:
        more = [one.get("note"), one.get("revisit_on") and f"{one['revisit_on']} 补查", one.get("reason")]
        return "，".join(
            [RESULTS.get(one.get("result") or "unseen", ""), *(str(word) for word in more if word)]
        )

    was, now = ({one["item"]: told(one) for one in rows} for rows in (old, new))
    text = {one["item"]: one.get("text") or one["item"] for one in [*old, *new]}
    found = _of_pairs("", list(was.items()), list(now.items()))
    return [(f"检查项 {text[item]}", before, after) for item, before, after in found]


def _of_hazards(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[Difference]:
    was = {one.get("id"): (number, one) for number, one in enumerate(old, 1)}
    now = {one.get("id"): (number, one) for number, one in enumerate(new, 1)}
    found = []
    for identity, (number, one) in was.items():
        if identity in now:
            name = f"隐患 {now[identity][0]} "
            found += _of_pairs(name, _hazard(one), _hazard(now[identity][1]))
        else:
            found.append((f"隐患 {number}", _short(one), "（撤回）"))
    for identity, (number, one) in now.items():
        if identity not in was:
            found.append((f"隐患 {number}", NOTHING, _short(one)))
    return found


def _hazard(one: Body) -> words_of.Pairs:
    grade = ("等级", GRADES.get(one.get("grade") or "", ""))
    return [*words_of.hazard_facts(one), grade, ("期限", str(one.get("due_on") or ""))]


def _short(one: Body) -> str:
    return "：".join(str(part) for part in (one.get("part"), one.get("description")) if part)


def _of_photos(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[Difference]:
    def told(one: Body) -> str:
        hazard = one.get("hazard")
        where = f"隐患 {hazard + 1}" if isinstance(hazard, int) else "本次检查"
        parts = (USES.get(str(one.get("use") or "")), where, one.get("caption"))
        return "，".join(str(part) for part in parts if part)

    was, now = ({one["sha"]: told(one) for one in rows} for rows in (old, new))
    order = {sha: at for at, sha in enumerate(dict.fromkeys([*was, *now]), 1)}
    found = _of_pairs("", list(was.items()), list(now.items()))
    return [(f"照片 {order[sha]}", before, after) for sha, before, after in found]


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        return "，".join(_words(one) for one in value if one not in (None, "")) or NOTHING
    words = {"principal": "负责人在场", "other": "负责人不在场"}.get(str(value), value)
    return str(words).replace("T", " ") if words not in (None, "") else NOTHING

"""A second (third …) 通知（告知）书: the hazards that a re-inspection gave a new deadline, in the notice's terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.reinspection_opinion import grave
from yongji_desktop.papers.wording import Names, day, day_of_month, sentence

Facts = Mapping[str, Any]
_NUMERALS = "零一二三四五六七八九十"
_KNOWN = ("basis", "responsible", "shock_or_entangle", "department")


def is_again(facts: Facts) -> bool:
    """Whether the notice is composed from a re-inspection and not from a visit."""
    return "reinspection" in facts and not facts.get("inspection")


def chosen(reinspection: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """(index, look) of the looks with a new deadline."""
    return [
        (n, one)
        for n, one in enumerate(reinspection.get("looks") or [])
        if one.get("next") == "second_deadline"
        and one.get("conclusion") != "rectified"
        and not grave(one, {})
    ]


def hazards(facts: Facts) -> list[tuple[int, dict[str, Any]]]:
    """(index of the look, hazard) of each row.

    What a look does not hold (basis, who answers for it, whether it electrocutes or catches) comes from the
    visit where the hazard was found, ``facts["inspection_body"]``, or from ``facts["hazards"]``.
    """
    known = {one.get("id"): one for one in (facts.get("inspection_body") or {}).get("hazards") or []}
    known |= {one.get("id"): one for one in facts.get("hazards") or []}
    found = []
    for index, look in chosen(facts["reinspection"]):
        before = known.get(look.get("hazard")) or {}
        hazard = {name: before[name] for name in _KNOWN if before.get(name)}
        hazard.update(
            id=look.get("hazard"), part=look.get("part"), description=_seen(facts, look),
            measure=_measure(look), due_on=look.get("next_due_on"),
        )  # fmt: skip
        if look.get("department"):
            hazard["department"] = look["department"]
        found.append((index, hazard))
    return found


def _seen(facts: Facts, look: Mapping[str, Any]) -> str:
    """What was wrong and what was seen when it was looked at again."""
    before, seen = ((look.get(name) or "").strip() for name in ("description", "seen"))
    if not seen:
        return before
    on = str(facts["reinspection"].get("began_at") or "")
    again = f"{day_of_month(on) if on else ''}复查：{sentence(seen)}"
    return f"{before.rstrip('。；， ')}；{again}" if before else again


def _measure(look: Mapping[str, Any]) -> str:
    measure, interim = ((look.get(name) or "").strip() for name in ("measure", "interim"))
    return f"{sentence(measure)}整改完成前，请落实：{sentence(interim)}" if interim else measure


def subtitle(facts: Facts) -> str:
    """（第二次）, （第三次）…: by the second deadlines each hazard had before; both when hazards differ."""
    times = sorted({_time(facts, look) for _, look in chosen(facts["reinspection"])}) or [2]
    return f"（{'、'.join(f'第{_numeral(one)}次' for one in times)}）"


def _time(facts: Facts, look: Mapping[str, Any]) -> int:
    """Which notice this is for a hazard, whether or not this re-inspection is among its events yet."""
    reinspection = facts["reinspection"]
    life = (facts.get("lives") or {}).get(look.get("hazard")) or {}
    looks = life.get("looks") or []
    if not looks:
        return max(int(life.get("rounds") or 0), 1) + 1
    on = str(reinspection.get("began_at") or "")[:10]
    earlier = [
        one for one in looks
        if one.get("step") == "second_deadline"
        and one.get("reinspection") != reinspection.get("id")
        and str(one.get("happened_on") or "") <= on
    ]  # fmt: skip
    return len(earlier) + 2


def _numeral(number: int) -> str:
    return _NUMERALS[number] if number < len(_NUMERALS) else str(number)


def intro(facts: Facts, names: Names) -> str:
    """The opening paragraph: who looked again and when, and that this is left."""
    reinspection = facts["reinspection"]
    people = "、".join(one.get("name") or "" for one in reinspection.get("inspectors") or [])
    record = (facts.get("numbers") or {}).get("reinspection_record")
    return (
        f"{day(reinspection.get('began_at'))}，{names.we}工作人员{people}对你单位开展整改复查"
        f"（复查记录编号：{record or '未编号'}），下列事故隐患仍未整改完毕。现再次通知（告知）你单位，请按要求整改："
    )

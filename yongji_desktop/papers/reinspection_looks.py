"""One hazard of 整改复查记录: what was wrong, what was seen, how it was answered, the photos before and after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.kinds_follow import CONCLUSIONS
from yongji_desktop.papers import reinspection_opinion as said
from yongji_desktop.papers.wording import EMPTY

Facts = Mapping[str, Any]
CLAIMED = "企业称已治理，待监管部门核查销号"
_USES = ("before", "after")
_SHORT_NUMBER = re.compile(r"([A-Z][0-9]+)号$")


def applied_on(facts: Facts, look: Mapping[str, Any]) -> str | None:
    """The day the unit applied for this look, or None; a look takes it off the hazard's life."""
    reinspection = facts.get("reinspection") or {}
    life = (facts.get("lives") or {}).get(look.get("hazard")) or {}
    mine = [one for one in life.get("looks") or () if one.get("reinspection") == reinspection.get("id")]
    return next((one["applied_on"] for one in mine if one.get("applied_on")), life.get("applied_on"))


def days_since(facts: Facts, look: Mapping[str, Any]) -> int | None:
    """Natural days from the application or the end of the term, the earlier, to the re-inspection (R10)."""
    life = (facts.get("lives") or {}).get(look.get("hazard")) or {}
    on = str((facts.get("reinspection") or {}).get("began_at") or "")[:10]
    days = [one for one in (applied_on(facts, look), look.get("due_on")) if one]
    if not on or not days or said.grave(look, life):
        return None
    return (date.fromisoformat(on) - date.fromisoformat(min(days)[:10])).days


def look_part(facts: Facts, index: int, look: Mapping[str, Any], shown: set[int]) -> dict[str, Any]:
    """The words of one hazard; `shown` collects the indexes of the photos that stand in it."""
    life = (facts.get("lives") or {}).get(look.get("hazard")) or {}
    grave = said.grave(look, life)
    major = said.judged_major(look, life) or said.deregistered(life)
    grade = ("重大" if major else "疑似重大") if grave else "一般"
    number = (facts.get("hazard_numbers") or {}).get(look.get("hazard")) or look.get("number") or ""
    short = _SHORT_NUMBER.search(number)
    named = f"隐患{short[1] if short else number}　" if number else ""
    due = f"以{said.department_of(look, life)}意见为准" if grave else look.get("due_on") or EMPTY
    return {
        "no": f"第{index + 1}条",
        "head": [f"{named}{look.get('part') or ''}　　等级：", {"t": grade, "role": "hei"}],
        "problem": ["原 问 题", look.get("description") or EMPTY],
        "measure": ["整改要求", look.get("measure") or EMPTY],
        "due": ["整改期限", due],
        "seen": ["现场核查", (look.get("seen") or "").strip() or EMPTY],
        "invested": ["整改投入", _money(look.get("invested"))],
        "finished": ["完成日期", _finished(look)],
        "conclusion": ["复查结论", _conclusions(look, life, grave)],
        **_pair(facts, index, look, shown),
    }


FINISHED_BY = {True: "（企业自报）", False: "（复查日）"}  # False: no day was told, it was seen put right then


def _money(amount: float | None) -> str:
    if amount is None or amount == "":
        return EMPTY
    return f"{float(amount):.2f}万元" if float(amount) else "0万元"


def _finished(look: Mapping[str, Any]) -> str:
    if not look.get("finished_on"):
        return EMPTY
    return look["finished_on"] + FINISHED_BY.get(look.get("self_reported"), "")


def _conclusions(look: Mapping[str, Any], life: Mapping[str, Any], grave: bool) -> list[Any]:
    words = dict(CONCLUSIONS)
    if grave:
        done = said.deregistered(life)
        words["rectified"] = f"已整改（部门意见：{done['document']}）" if done else CLAIMED
    pieces: list[Any] = []
    for code, label in words.items():
        pieces += [{"box": look.get("conclusion") == code}, label + ("" if code == "cannot" else "　")]
    return pieces


def after_word(look: Mapping[str, Any]) -> str:
    """What the photo of the re-inspection is called: 整改后 only of what was put right, at least in part."""
    return "复查时" if look.get("conclusion") in ("not", "cannot") else "整改后"


def _pair(facts: Facts, index: int, look: Mapping[str, Any], shown: set[int]) -> dict[str, Any]:
    """The photo before and the one after, side by side; further ones stand on a page of their own."""
    reinspection = facts["reinspection"]
    photos = list(enumerate(reinspection.get("photos") or []))
    mine = [(n, one.get("use")) for n, one in photos if one.get("hazard") == index]
    own = {use: [n for n, its in mine if its == use] for use in _USES}
    chosen = look.get("before")
    same = [n for n, one in photos if chosen and chosen in (one.get("sha"), one.get("marked"))]
    before = next(iter(same if chosen else own["before"]), None)
    after = next(iter(own["after"]), None)
    shown.update(n for n in (before, after) if n is not None)
    first = _shot(photos[before][1], "整改前", look.get("found_on")) if before is not None else None
    if first is None and look.get("before"):
        first = _shot({"sha": look["before"]}, "整改前", look.get("found_on"))
    second = None
    if after is not None:
        second = _shot(photos[after][1], after_word(look), reinspection.get("began_at"))
    reason = (look.get("no_photo_reason") or "").strip()
    return {"before": first or _no_shot(), "after": second or _no_shot(reason)}


def _shot(photo: Mapping[str, Any], word: str, on: str | None) -> dict[str, Any]:
    taken = str(photo.get("taken_at") or on or "")[:10]
    return {
        "sha": photo.get("marked") or photo["sha"],
        "words": [[{"t": word, "role": "hei"}, f"　{taken}" if taken else ""]],
    }


def _no_shot(reason: str = "") -> dict[str, Any]:
    return {"sha": None, "words": [["（未拍摄）"], *([[f"原因：{reason}"]] if reason else [])]}

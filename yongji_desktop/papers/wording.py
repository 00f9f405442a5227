"""Fixed words of the papers: what a town and a 街道 call themselves, dates, masked numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yongji_desktop.core.terms import Terms

NOTICE = "事故隐患整改通知（告知）书"
EMPTY = "—"
BLANK_DATE = "　　年　　月　　日"
ON_FIELD_SHEET = "（见现场手写原件）"
STAR = " ★"
NATURES = {
    "patrol": "日常巡查",
    "joint": "配合部门检查",
    "authorised": "经赋权（委托）的行政检查",
}
# A visit after a complaint is printed as a routine one: no paper tells a unit that somebody complained.
CATEGORIES = {
    "routine": "日常",
    "special": "专项排查",
    "holiday": "节前",
    "resumption": "复工复产",
    "seasonal": "季节性",
    "complaint": "日常",
}
RESULTS = {"pass": "合格", "fail": "不合格", "na": "不适用", "unseen": "未查"}
_MOBILE = re.compile(r"(?<![0-9])(1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9])")


def agreed(facts: Mapping[str, Any]) -> Terms:
    """The days the office has agreed on (``facts["terms"]``), the usual ones without them."""
    return Terms.of(facts.get("terms"))


@dataclass(frozen=True)
class Names:
    """How the office speaks of itself: `we` 我镇／我街道, `body` 镇政府／街道, `organ` as on the seal."""

    organ: str
    we: str
    body: str

    @classmethod
    def of(cls, office: Mapping[str, Any]) -> Names:
        """The names of an office record."""
        if office.get("is_town"):
            return cls(office.get("organ_name") or "", "我镇", "镇政府")
        return cls(office.get("organ_name") or "", "我街道", "街道")


def visit_word(inspection: Mapping[str, Any]) -> str:
    """巡查 for the town's own visits, 检查 with a department or by authorisation."""
    return "巡查" if inspection.get("nature", "patrol") == "patrol" else "检查"


def day(text: str | None) -> str:
    """2026年10月12日 of "2026-10-12…"; "" of nothing."""
    if not text:
        return ""
    when = date.fromisoformat(text[:10])
    return f"{when.year}年{when.month}月{when.day}日"


def day_of_month(text: str) -> str:
    """10月12日 of "2026-10-12…"."""
    when = date.fromisoformat(text[:10])
    return f"{when.month}月{when.day}日"


def time_of_day(text: str) -> str:
    """15时42分 of "…T15:42" or "15:42"; 15时 of full hours."""
    hours, minutes = text[-5:].split(":")
    return f"{int(hours)}时" + (f"{int(minutes):02d}分" if int(minutes) else "")


def span(began: str | None, ended: str | None) -> str:
    """2026年10月12日14时20分至16时10分; the end's date only when it differs."""
    if not began:
        return EMPTY
    words = day(began) + time_of_day(began)
    if not ended:
        return words
    same_day = began[:10] == ended[:10]
    return f"{words}至{'' if same_day else day(ended)}{time_of_day(ended)}"


def masked(phone: str | None) -> str:
    """A mobile number as 138****1206; other numbers as they are; "—" of nothing."""
    return _MOBILE.sub(r"\1****\2", phone) if phone else EMPTY


def with_post(name: str | None, post: str | None) -> str:
    """陈国堃（总经理）, 陈国堃, or "—"."""
    if not name:
        return EMPTY
    return f"{name}（{post}）" if post else name


def listed(numbers: Iterable[int]) -> str:
    """1、2、5－9: numbers in order, three or more in a row as a range; "" of none."""
    rest = sorted(set(numbers))
    runs: list[list[int]] = []
    for number in rest:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = []
    for run in runs:
        parts += [f"{run[0]}－{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return "、".join(parts)


def sentence(text: str) -> str:
    """`text` with a full stop at its end."""
    text = text.strip()
    return text if not text or text[-1] in "。！？" else text + "。"


def quoted_number(number: str | None) -> str:
    """（永城东安改〔2026〕A021号）, or （未编号） in a draft."""
    return f"（{number or '未编号'}）"


def replaces_note(facts: Mapping[str, Any]) -> str:
    """（更正，替代第n版） of a correction of a paper that was signed, refused or delivered, else ""."""
    if not facts.get("replaces"):
        return ""
    words = "补记拒签情况，第{}版为出示件" if facts.get("supplements") else "更正，替代第{}版"
    return f"（{words.format(facts['replaces'])}）"

"""What the papers about a hazard's road read out of their facts, and what they all ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import text
from yongji_desktop.core.wording import Spoken
from yongji_desktop.papers import checks
from yongji_desktop.papers.wording import day, day_of_month, listed, time_of_day

Facts = Mapping[str, Any]
DEPARTMENT = "市应急局"
COMMITTEE = "市安委办"
LATER = "待企业补报"
PARTS = {"duty": "责任", "measures": "措施", "funds": "资金", "term": "时限", "plan": "预案"}
ATTACHMENTS = Field(
    "attachments", "附件", Input.ROWS, rows=(text("name", "名称", required=True), Field("pages", "页数", Input.COUNT))
)


def given(facts: Facts, proposed: Mapping[str, Any]) -> dict[str, Any]:
    """What the officer filled in, a field left out being one that was emptied; what is proposed before a form was
    opened (``inputs`` absent or None)."""
    inputs = facts.get("inputs")
    return dict(proposed if inputs is None else inputs)


def inspection_of(facts: Facts) -> Mapping[str, Any]:
    """The visit the paper is about, {} for none."""
    return facts.get("inspection") or {}


def site_of(facts: Facts) -> Mapping[str, Any]:
    """The unit as the register has it now, else as the visit found it."""
    return facts.get("site") or inspection_of(facts).get("site") or {}


def hazard_of(facts: Facts) -> Mapping[str, Any]:
    """The hazard of a paper that is about one; {} for none."""
    return (facts.get("hazards") or [{}])[0]


def life_of(facts: Facts) -> Mapping[str, Any]:
    """What the events of that hazard add up to."""
    return hazard_of(facts).get("life") or {}


def judged_major(facts: Facts) -> bool:
    """Whether a department has found the hazard to be major; no paper says 重大 without 疑似 before."""
    return (life_of(facts).get("judgement") or {}).get("step") == "judged_major"


def grade_title(facts: Facts, words: str) -> str:
    """`words` with 疑似 in front until a department has decided."""
    return words if judged_major(facts) else f"疑似{words}"


def local(facts: Facts) -> str:
    """镇 or 街道, as it stands in labels."""
    return "镇" if facts["office"].get("is_town") else "街道"


def paper_words(paper: Mapping[str, Any]) -> str:
    """《title》（number） of an issued paper."""
    return f"《{paper['title']}》" + (f"（{paper['number']}）" if paper.get("number") else "")


def papers_named(facts: Facts, code: str) -> list[Mapping[str, Any]]:
    """The issued papers of one kind, the newest edition of each number, oldest first."""
    found = {one.get("number") or n: one for n, one in enumerate(facts.get("papers") or []) if one["paper"] == code}
    return list(found.values())


def attached(facts: Facts, without: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Rows of what exists to be attached: issued papers and the photos of the hazards (never one yet to come)."""
    left_out = set(without)
    rows: dict[str, dict[str, Any]] = {}
    for one in facts.get("papers") or []:
        if one["paper"] not in left_out:
            number = f"（{one['number']}）" if one.get("number") else ""
            row = {"name": f"{one['title']}{number}"}
            if one.get("pages"):
                row["pages"] = one["pages"]
            rows[row["name"]] = row
    photos = photo_words(facts)
    return [*rows.values(), *([{"name": f"现场{photos}"}] if photos else [])]


def photo_words(facts: Facts) -> str:
    """照片2张（照片2、3） of the facts' hazards on their visit, of the whole visit without hazards; "" for none."""
    inspection, chosen = inspection_of(facts), {one.get("id") for one in facts.get("hazards") or []}
    own = {n for n, one in enumerate(inspection.get("hazards") or []) if one.get("id") in chosen}
    photos = enumerate(inspection.get("photos") or [], 1)
    numbers = [n for n, one in photos if not chosen or one.get("hazard") in own]
    return f"照片{len(numbers)}张（照片{listed(numbers)}）" if numbers else ""


def attachment_words(rows: Iterable[Mapping[str, Any]] | None) -> str:
    """A；B，3页 of attachment rows."""
    return "；".join(
        one["name"] + (f"，{one['pages']}页" if one.get("pages") else "") for one in rows or [] if one.get("name")
    )


def moment(at: str | None) -> str:
    """2026年10月12日15时20分, or the day alone when no time is known; "" of nothing."""
    return "" if not at else day(at) + (time_of_day(at) if len(at) > 10 else "")


def reported(report: Mapping[str, Any]) -> str:
    """2026年10月12日15时42分　报市应急局　接听人：周某　报告人：王某 of a registered telephone report."""
    parts = [moment(report.get("at"))]
    for words, key in (("报", "department"), ("接听人：", "answered_by"), ("报告人：", "by")):
        parts.append(f"{words}{report[key]}" if report.get(key) else "")
    return "　".join(part for part in parts if part)


def done(facts: Facts) -> list[str]:
    """Sentences of what is registered to have been done: stopping, reports, papers that were handed over."""
    said = []
    for one in facts.get("hazards") or inspection_of(facts).get("hazards") or []:
        said += _stopped(one)
        life = one.get("life") or {}
        reports = life.get("reports") or ([one["phone_report"]] if one.get("phone_report") else [])
        for report in reports:
            if report.get("at"):
                when = day_of_month(report["at"]) + time_of_day(report["at"])
                said.append(f"已于{when}电话报告{report.get('department') or DEPARTMENT}。")
    said += [f"已送达{paper_words(one)}。" for one in facts.get("papers") or [] if one.get("delivered")]
    return list(dict.fromkeys(said))


def _stopped(hazard: Mapping[str, Any]) -> list[str]:
    stop, people = stop_words(hazard), people_words(hazard)
    parts = [stop, f"撤离{people}" if people else ""]
    done_words = "，".join(part for part in parts if part)
    by = "经现场劝导，" if advised(hazard) else ""
    return [f"{by}企业{done_words}。"] if done_words else []


def advised(hazard: Mapping[str, Any]) -> bool:
    """Whether what the enterprise did is registered as following the town's advice."""
    return any(one.get("advised") for one in controls_of(hazard))


def controls_of(hazard: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What the enterprise is registered to have stopped and cleared, oldest first."""
    control = hazard.get("control") or {}
    seen = {"stopped_what": control.get("what"), "stopped_at": control.get("stopped_at"),
            "evacuated": control.get("evacuated"), "words": "", "advised": True}  # fmt: skip
    first = [seen] if control.get("stopped") or control.get("evacuated") is not None else []
    return first + list((hazard.get("life") or {}).get("controls") or [])


def stop_words(hazard: Mapping[str, Any]) -> str:
    """于15时40分停止1号深井铸造机铸造作业, by the last registration that names what was stopped; "" for none."""
    if (hazard.get("control") or {}).get("stopped") is False and not (hazard.get("life") or {}).get("controls"):
        return ""
    for one in reversed(controls_of(hazard)):
        if one.get("stopped_what"):
            return (f"于{_clock(one['stopped_at'])}" if one.get("stopped_at") else "") + f"停止{one['stopped_what']}"
    return ""


def _clock(at: str) -> str:
    """15时40分 of a moment or a time; other words as they were typed."""
    tail = at[-5:]
    return time_of_day(at) if len(tail) == 5 and tail[2] == ":" and (tail[:2] + tail[3:]).isdigit() else at


def people_words(hazard: Mapping[str, Any]) -> str:
    """7人, by the last registration that counts people; "" for none."""
    counts = [one["evacuated"] for one in controls_of(hazard) if one.get("evacuated") is not None]
    return f"{counts[-1]}人" if counts and counts[-1] else ""


def office_checks(facts: Facts) -> list[Problem]:
    """The office's four answers."""
    return [one for one in common(facts) if one.field != "site.name"]


def common(facts: Facts) -> list[Problem]:
    """The office's four answers and the unit's name."""
    return checks.common({"office": facts.get("office"), "inspection": {"site": site_of(facts)}})


def spoken(facts: Facts, fields: Iterable[tuple[str, str, str | None]]) -> list[Problem]:
    """Words beyond the town's powers in (field, label, words) that speak for it."""
    inspection = inspection_of(facts)
    hazards = [*(facts.get("hazards") or []), *(inspection.get("hazards") or [])]
    about = {"nature": inspection.get("nature"), "site": site_of(facts), "hazards": hazards}
    said = [Spoken(field, label, words or "") for field, label, words in fields]
    return checks.spoken({"office": facts.get("office"), "inspection": about}, said)


def one_missing(words: str, values: Mapping[str, Any], fields: Mapping[str, str], rule: str = "") -> list[Problem]:
    """`words` (a sentence of the standard) and which of `fields` {name: label} are empty; [] when none is."""
    empty = [name for name in fields if not str(values.get(name) or "").strip()]
    if not empty:
        return []
    labels = "、".join(fields[name] for name in empty)
    return [Problem(empty[0], f"{words}请补上：{labels}。", "block", rule)]


def parts_missing(values: Mapping[str, Any], rule: str = "R08") -> list[Problem]:
    """One warning for each of the five parts that is empty."""
    return [
        Problem(name, f"五落实缺‘{label}’，将印‘{LATER}’。", "warn", rule)
        for name, label in PARTS.items()
        if not str(values.get(name) or "").strip()
    ]


def duty(facts: Facts) -> str:
    """总经理陈国堃；安全科长孙喆: who answers for putting it right, as far as known."""
    site, hazard = site_of(facts), hazard_of(facts)
    known = {site.get("principal"): site.get("principal_post"), site.get("safety_officer"): site.get("safety_officer_post")}
    names = dict.fromkeys(name for name in (hazard.get("responsible"), site.get("principal")) if name)
    return "；".join(f"{known.get(name) or ''}{name}" for name in names)

"""The rules a record of a visit is checked against, as one table with severity and source.

Ids are those of the field's rule list (R01 …).  ``block`` 阻断 refuses the deed; ``warn`` 警告 is passed with one
sentence of reason that goes to the history and not onto the paper; ``hint`` 提醒 and ``later`` 可补 ask nothing.
Where the law binds departments and a town only refers to it (安全生产法 第六十七、六十八、七十三条) the source says 参照.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.hazard_road import CLUE

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Context:
    """What the rules must know beside the record.

    `today` the business day; `visits` {nature: visits of this site this year before this one, re-inspections not
    counted}; `visit_line` the town's own reminder line or None; `authorised` whether powers are on file; `self_name`
    “本镇” or “本街道”.
    """

    today: date
    visits: Mapping[str, int]
    visit_line: int | None = None
    authorised: bool = False
    self_name: str = "本街道"


@dataclass(frozen=True)
class Rule:
    """One rule: when it is asked (`stage` ``finish`` or ``issue``), its source, and what looks for breaches."""

    id: str
    stage: str
    source: str
    look: Callable[[Record, Context], Iterator[Problem]]


def look_over(record: Record, context: Context, stages: Iterable[str] = ("finish",)) -> list[Problem]:
    """Every breach of the rules of the given stages, blocking ones first."""
    found: list[Problem] = []
    for rule in RULES:
        if rule.stage in stages:
            found += [
                Problem(one.field, one.message, one.severity, rule.id) for one in rule.look(record, context)
            ]
    order = ("block", "warn", "hint", "later")
    return sorted(found, key=lambda problem: order.index(problem.severity))


def visit_word(record: Record) -> str:
    """巡查 for what the town does by itself, 检查 with a department or by authorisation."""
    return "巡查" if record.get("nature") == "patrol" else "检查"


def _hazards(record: Record) -> list[tuple[int, Record]]:
    return list(enumerate(record.get("hazards") or ()))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _two_inspectors(record: Record, context: Context) -> Iterator[Problem]:
    people = record.get("inspectors") or []
    if len({one.get("officer_id") or one.get("name") for one in people}) >= 2 or not people:
        return
    name = people[0].get("name", "")
    if record.get("nature") == "authorised":
        yield Problem("inspectors", f"行政检查要两名以上检查人员，现在只有{name}。请再加一名。")
    elif not record.get("single_reason"):
        words = f"这次{visit_word(record)}只有{name}一人。建议两人同行；确需一人的写明原因，照常打印。"
        yield Problem("single_reason", words, "warn")


def _certificates(record: Record, context: Context) -> Iterator[Problem]:
    if record.get("nature") != "authorised":
        return
    bare = [one.get("name", "") for one in record.get("inspectors") or () if not one.get("certificate")]
    if bare or not record.get("showed_id"):
        words = f"，{'、'.join(bare)}没有证号" if bare else ""
        yield Problem("inspectors", f"行政检查须填每名执法人员证号并勾选已出示{words}。")


def _five_parts(record: Record, context: Context) -> Iterator[Problem]:
    word = visit_word(record)
    parts = {
        "时间": record.get("began_at") and record.get("ended_at"),
        "地点": record.get("places"),
        "内容": record.get("answers"),
    }
    missing = [name for name, value in parts.items() if not value]
    if missing:
        fields = {"时间": "ended_at", "地点": "places", "内容": "answers"}
        yield Problem(
            fields[missing[0]],
            f"{word}时间、地点、内容、发现的问题、处理情况五项缺（{'、'.join(missing)}），不能出文书。请补上。",
        )


def _failed_items(record: Record, context: Context) -> Iterator[Problem]:
    told = {one.get("item") for _, one in _hazards(record)}
    for number, answer in enumerate(record.get("answers") or (), 1):
        if answer.get("result") == "fail" and answer.get("item") not in told:
            yield Problem(
                f"answers.{number - 1}.result", f"第 {number} 项不合格，但没有登记隐患或说明已当场整改。请登记隐患。"
            )


def _authority(record: Record, context: Context) -> Iterator[Problem]:
    if record.get("nature") != "authorised":
        return
    if not context.authorised:
        yield Problem(
            "nature", "本机关未导入赋权事项，不能做经赋权（委托）的行政检查。请改为日常巡查或配合部门检查。"
        )
    elif not (record.get("authority") or {}).get("basis"):
        yield Problem("authority", "行政检查须填赋权或委托依据。")


def _lead_department(record: Record, context: Context) -> Iterator[Problem]:
    lead = record.get("lead") or {}
    if record.get("nature") != "joint":
        return
    if not lead.get("department"):
        yield Problem("lead", "配合部门检查要填牵头部门。请补上。")
    elif not lead.get("document"):
        yield Problem("lead", "配合部门检查要登记部门文书的名称、文号；现在没有的写明原因，以后补登记。", "warn")


def _times(record: Record, context: Context) -> Iterator[Problem]:
    began, ended = record.get("began_at"), record.get("ended_at")
    if began and ended and ended < began:
        yield Problem("ended_at", "结束时间早于开始时间。请改正。")
    for name, moment in (("began_at", began), ("ended_at", ended)):
        day = _day(moment)
        if day and day > context.today:
            word = visit_word(record)
            yield Problem(name, f"{word}时间是 {day.isoformat()}，还没有到（今天 {context.today.isoformat()}）。请改正。")
            return


def _deadlines(record: Record, context: Context) -> Iterator[Problem]:
    began = _day(record.get("began_at"))
    for index, one in _hazards(record):
        where, number = f"hazards.{index}.", index + 1
        if one.get("treatment") == "handover" and one.get("grade") == "general":
            yield Problem(where + "treatment", f"第 {number} 条是一般隐患，请选“当场整改”或“限期整改”。")
        if one.get("treatment") == "on_spot" and one.get("grade") == "suspected_major":
            yield Problem(where + "treatment", f"第 {number} 条是疑似重大，不能按当场整改办，请选“劝导停用、报告移送”。")
        due = _day(one.get("due_on"))
        if due and began and due < began:
            yield Problem(where + "due_on", f"第 {number} 条的整改期限早于{visit_word(record)}日期。请改期限。")
        if one.get("treatment") == CLUE:
            if one.get("grade") == "suspected_major" or due:
                yield Problem(where + "treatment", f"第 {number} 条是线索：不定等级、不设期限，移送部门核查。请清空期限，等级选“一般”。")
            continue
        if one.get("treatment") == "on_spot":
            continue
        if not one.get("responsible") or (one.get("grade") == "general" and not due):
            lacking = "整改期限或责任人" if not due and not one.get("responsible") else None
            lacking = lacking or ("责任人" if not one.get("responsible") else "整改期限")
            yield Problem(where + "due_on", f"第 {number} 条隐患没有{lacking}。请补上。")


def _long_deadlines(record: Record, context: Context) -> Iterator[Problem]:
    began = _day(record.get("began_at"))
    for index, one in _hazards(record):
        due = _day(one.get("due_on"))
        if not (due and began) or one.get("grade") != "general":
            continue
        if due - began > timedelta(days=30):
            yield Problem(f"hazards.{index}.due_on", f"第 {index + 1} 条期限超过 30 日，请说明理由。", "warn")
        elif one.get("shock_or_entangle") and due - began > timedelta(days=7):
            words = f"第 {index + 1} 条为触电、卷入类，期限超过 7 日。请缩短，或说明理由。"
            yield Problem(f"hazards.{index}.due_on", words, "warn")


def _judgement(record: Record, context: Context) -> Iterator[Problem]:
    for index, one in _hazards(record):
        if one.get("grade") != "suspected_major":
            continue
        choice = one.get("judgement") or {}
        kind = choice.get("choice")
        complete = (
            (kind == "standard" and (choice.get("basis") or choice.get("standard")))
            or (kind == "unverified_standard" and choice.get("standard"))
            or (kind == "on_scene" and choice.get("reason"))
        )
        if not complete:
            yield Problem(
                f"hazards.{index}.judgement",
                f"第 {index + 1} 条未选判定依据。可选：①判定标准某条；②标准原文待核；"
                "③暂无对应标准，凭现场情况初判（写明理由）。",
            )


def _visits(record: Record, context: Context) -> Iterator[Problem]:
    counts = dict(context.visits)
    total = sum(counts.values())
    if context.visit_line is None or total < context.visit_line or record.get("visit_reason"):
        return
    words = (
        f"今年已去 {total} 次（巡查 {counts.get('patrol', 0)}、配合 {counts.get('joint', 0)}；复查不计），"
        f"到了{context.self_name}提醒线。仍要去的写一句缘由：举报／复查／上级交办／重大风险。"
    )
    yield Problem("visit_reason", words, "warn")


def _on_spot_photos(record: Record, context: Context) -> Iterator[Problem]:
    for index, one in _hazards(record):
        if one.get("treatment") != "on_spot":
            continue
        uses = {photo.get("use") for photo in record.get("photos") or () if photo.get("hazard") == index}
        lacking = [word for use, word in (("before", "整改前"), ("after", "整改后")) if use not in uses]
        if lacking:
            words = f"第 {index + 1} 条当场整改没有{'、'.join(lacking)}照片。请补上，或写明为什么没有。"
            yield Problem("photos", words, "warn")


def _unseen(record: Record, context: Context) -> Iterator[Problem]:
    for number, answer in enumerate(record.get("answers") or (), 1):
        if answer.get("result") == "unseen" and not (answer.get("revisit_on") or answer.get("reason")):
            yield Problem(f"answers.{number - 1}.reason", f"第 {number} 项未查，请填补查日期或原因。", "warn")


def _telephone(record: Record, context: Context) -> Iterator[Problem]:
    for index, one in _hazards(record):
        if one.get("grade") == "suspected_major" and not (one.get("phone_report") or {}).get("at"):
            words = f"第 {index + 1} 条疑似重大还没有登记电话报告。请先打电话报告部门并登记接听人、时分。"
            yield Problem(f"hazards.{index}.phone_report", words, "warn")


def _unlicensed(record: Record, context: Context) -> Iterator[Problem]:
    if record.get("unlicensed"):
        yield Problem("unlicensed", "现场未出示营业执照或许可证：完成后自动登记一条无证无照线索，请到隐患里出函移送。", "hint")


LAW = "安全生产法"
RULES: tuple[Rule, ...] = (
    Rule("R01", "finish", "行政处罚法第四十二条第一款（行政检查）；日常巡查为约定", _two_inspectors),
    Rule("R02", "finish", f"{LAW}第六十七条第二款", _certificates),
    Rule("R03", "finish", f"{LAW}第六十八条（日常巡查为参照）", _five_parts),
    Rule("R03", "finish", f"{LAW}第六十八条（日常巡查为参照）", _failed_items),
    Rule("R05", "finish", "晋政办发〔2025〕9号第1条（内部规则，不印）", _authority),
    Rule("R81", "finish", f"{LAW}第六十九条（联合检查）", _lead_department),
    Rule("R03", "finish", "时间先后，约定", _times),
    Rule("R08", "finish", "整改“五落实”惯例", _deadlines),
    Rule("R09", "finish", "约定，无统一法定天数", _long_deadlines),
    Rule("R13", "finish", f"{LAW}第四十一条第二款、第三款，第一百一十八条第二款", _judgement),
    Rule("R06", "finish", "国办发〔2024〕54号（内部规则，不印）", _visits),
    Rule("R69", "finish", "约定", _on_spot_photos),
    Rule("R03", "issue", f"{LAW}第六十八条（日常巡查为参照）", _unseen),
    Rule("R56", "issue", "约定：疑似重大先电话报告", _telephone),
    Rule("R66", "issue", f"{LAW}第六十九条", _unlicensed),
)

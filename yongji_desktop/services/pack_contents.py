"""What is in a data pack, line by line: to read, to search, to compare two versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yongji_desktop.core.citations import cite, cite_all
from yongji_desktop.core.kind_parts import TREATMENTS
from yongji_desktop.core.pack_content import TOWN_PARTS, Checklist, Departments, Finding, Item, Places, Tasks
from yongji_desktop.core.pack_reference import Criteria, Holidays
from yongji_desktop.core.packs import Pack
from yongji_desktop.core.phrase_match import Corpus

KINDS = {
    "tasks": "任务", "checklist": "检查表", "criteria": "判定标准", "departments": "部门", "places": "镇街",
    "holidays": "节假日",
}
VILLAGES = {"village": "村", "community": "社区"}


@dataclass(frozen=True)
class Line:
    """One thing a pack says.

    `code` is its own within the pack; `chapter` the part it stands in; `below` whether it belongs to the line before
    (a usual finding to its item); `star` an item to be answered one by one; `loose` that a text it cites has not been
    compared with the original; `details` (label, words) of everything else.
    """

    code: str
    chapter: str
    text: str
    details: tuple[tuple[str, str], ...] = ()
    below: bool = False
    star: bool = False
    loose: bool = False
    shown_code: str = field(default="", compare=False)


def validity(pack: Pack) -> str:
    """Version and days of a pack in words."""
    until = f"到 {pack.valid_until.isoformat()}" if pack.valid_until else "没有期限"
    return f"{pack.version} 版，{pack.valid_from.isoformat()} 起用，{until}"


def lines(pack: Pack) -> list[Line]:
    """Everything in a pack, in its order."""
    return list(_READERS[type(pack.content)](pack.content))


def head(pack: Pack) -> dict[str, str]:
    """{label: words} of what stands before the lines."""
    found = {
        "名称": pack.name,
        "起用": pack.valid_from.isoformat(),
        "用到": pack.valid_until.isoformat() if pack.valid_until else "",
        "来源": pack.source,
        "说明": pack.notes,
    }
    content = pack.content
    if isinstance(content, Checklist):
        found |= {"行业": "、".join(content.sectors), "重点部位": "、".join(content.tags)}
    if isinstance(content, Criteria):
        found |= {"标准": f"{content.standard}（{content.document}）"}
    return found


class Search:
    """Lines found by characters or pinyin initials, every part of what was typed somewhere in the line."""

    def __init__(self, known: Sequence[Line]):
        self.known = list(known)
        words = [" ".join((one.code, one.chapter, one.text, *(told for _, told in one.details))) for one in known]
        self._words, self._texts = Corpus(words, words), Corpus([one.text for one in known], words)

    def find(self, text: str) -> list[Line]:
        """The lines that hold every part of `text`; all of them for nothing typed."""
        found = set(range(len(self.known)))
        for part in text.lower().split():
            held = self._words.holding(part)
            found &= held | self._texts.spelled(part) if part.isascii() and part.isalpha() else held
        return [self.known[at] for at in sorted(found)]


# The kinds ------------------------------------------------------------------------------------------------------------


def _told(*pairs: tuple[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(words)) for name, words in pairs if words)


def _loose(basis: Sequence[Mapping[str, Any]]) -> bool:
    return any(not one.get("verified") for one in basis)


def _checklist(content: Checklist) -> Iterator[Line]:
    for item in content.items:
        yield _item(item)
        for finding in item.findings:
            yield _finding(finding, item)


def _item(item: Item) -> Line:
    told = _told(
        ("看什么", item.how.look),
        ("怎么看", "、".join(item.how.ways)),
        ("依据", cite_all(item.basis)),
        ("逐项答", "★ 要逐项答，不随“全部合格”" if item.star else ""),
    )
    return Line(item.code, item.section, item.text, told, star=item.star, loose=_loose(item.basis))


def _finding(finding: Finding, item: Item) -> Line:
    treatment = TREATMENTS[finding.treatment]
    told = _told(
        ("整改要求", finding.measure),
        ("处理", f"{treatment}，{finding.days} 天" if finding.days else treatment),
        ("依据", cite_all(finding.basis)),
        ("判定依据", cite(finding.suspected_major) if finding.suspected_major else ""),
        ("类别", finding.category),
        ("抄告部门", finding.department),
        ("触电、卷入", "延期要写停用措施" if finding.shock_or_entangle else ""),
    )
    return Line(finding.code, item.section, finding.text, told, below=True, loose=_loose(finding.basis))


def _criteria(content: Criteria) -> Iterator[Line]:
    for row in content.rows:
        clause = (row.clause or "没有写条款").partition("条")
        told = _told(
            ("条款", row.clause if row.verified else ""),
            ("核对", "已和原文核对" if row.verified else "原文待核，文书上不印条款"),
            ("行业", "、".join(row.sectors) or "不分行业"),
            ("对照项", "、".join(row.items)),
            ("关键词", "、".join(row.keywords)),
        )
        text = row.situation or "情形还没有录入，只能登记为标准原文待核"
        yield Line(row.code, "".join(clause[:2]) if row.verified else "原文待核", text, told, loose=not row.verified)


def _holidays(content: Holidays) -> Iterator[Line]:
    for year in content.years:
        chapter = f"{year.year} 年（{year.document}）"
        for rest in year.rests:
            days = (rest.last - rest.first).days + 1
            until = f" 至 {rest.last.isoformat()}" if days > 1 else ""
            told = _told(("放假", f"{rest.first.isoformat()}{until}"), ("天数", f"{days} 天"))
            yield Line(f"{rest.first.isoformat()}休", chapter, f"{rest.name} {rest.first.isoformat()}{until}", told,
                       shown_code="休")
        for one in year.worked:
            told = _told(("上班", one.day.isoformat()), ("为了", one.name))
            text = f"{one.day.isoformat()} 上班（{one.name}调休）"
            yield Line(f"{one.day.isoformat()}班", chapter, text, told, shown_code="班")


def _tasks(content: Tasks) -> Iterator[Line]:
    chapters = {one.number: f"{one.label}、{one.title}".replace("、、", "、") for one in content.sections}
    for task in content.tasks:
        units = "；".join(dict.fromkeys(clause.units for clause in task.clauses if clause.units))
        told = _told(
            ("原文", task.text),
            ("本级责任", TOWN_PARTS[task.town_part]),
            ("责任单位", units),
            ("原文次数", "；".join(one.quote for one in task.stated)),
        )
        yield Line(str(task.number), chapters.get(task.section, ""), f"{task.label}{task.title}", told)


def _departments(content: Departments) -> Iterator[Line]:
    for one in content.departments:
        told = _told(("全称", one.full_name or "没有录，照简称印"), ("又写作", "、".join(one.also_written)), ("用法", "只抄送" if one.copies_only else ""))
        yield Line(one.code, "部门", one.name, told)
    for handover in content.handover:
        told = _told(("默认部门", handover.department or "看证照而定"), ("说明", handover.note))
        text = f"{handover.category} → {handover.department or '看证照而定'}"
        yield Line(f"隐患{handover.category}", "各类隐患默认抄告", text, told, shown_code="→")


def _places(content: Places) -> Iterator[Line]:
    for town in content.towns:
        villages = "、".join(one.name for one in town.villages)
        told = _told(
            ("文号简称", town.short_name),
            ("公章提示", town.seal_hint),
            ("村（社区）", f"{len(town.villages)} 个：{villages}" if villages else "还没有录入"),
        )
        yield Line(town.code, "镇" if town.is_town else "街道", town.name, told)
    for other in content.others:
        yield Line(other, "另报的单位", other, shown_code="·")


_READERS: dict[type, Callable[[Any], Iterator[Line]]] = {
    Checklist: _checklist, Criteria: _criteria, Holidays: _holidays, Tasks: _tasks, Departments: _departments,
    Places: _places,
}

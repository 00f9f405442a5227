"""责令限期整改指令书: only for an office with an authorisation on file, after an inspection by its authority (R05, R07).

The wording follows the customary form of the emergency departments' enforcement papers; it has not been compared with
the province's current form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.citations import NOTHING, cite_all
from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import long, text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.rectification_order_blocks import blocks
from yongji_desktop.papers.wording import EMPTY, day, listed, replaces_note

Facts = Mapping[str, Any]
CODE = "rectification_order"
TITLE = "责令限期整改指令书"
SHAPE = 1
PEOPLE = (text("name", "姓名", required=True), text("certificate", "执法证号", required=True))
INPUTS = (
    text("number", "文号（由发文簿给号）", required=True),
    text("authority", "赋权（委托）文号", required=True),
    Field("people", "执法人员", Input.ROWS, rows=PEOPLE),
    long("interim", "整改期间的防范措施"),
    text("review_organ", "行政复议机关", required=True),
    text("court", "人民法院（不填印“有管辖权的人民法院”）"),
)


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def _authority(facts: Facts, document: str | None) -> Mapping[str, Any]:
    """The authorisation on file with this document, {} for none."""
    on_file = facts.get("authorities") or []
    return next((one for one in on_file if one.get("document") == document), {})


def _people(facts: Facts) -> list[dict[str, str]]:
    return [
        {"name": one["name"], "certificate": one["certificate"]}
        for one in known.inspection_of(facts).get("inspectors") or []
        if one.get("name") and one.get("certificate")
    ]


def propose(facts: Facts) -> dict[str, Any]:
    """The authorisation of the inspection (or the only one on file), its inspectors with their certificates."""
    on_file = [one["document"] for one in facts.get("authorities") or []]
    basis = (known.inspection_of(facts).get("authority") or {}).get("basis")
    document = basis if basis in on_file else on_file[0] if on_file else ""
    values = {"authority": document, "people": _people(facts), "review_organ": "永济市人民政府"}
    return {name: value for name, value in values.items() if value}


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the order will print; what was filled in is marked by a line under it."""
    values = known.given(facts, propose(facts))
    authority = _authority(facts, values.get("authority"))
    site = known.inspection_of(facts).get("site") or known.site_of(facts)
    organ = facts["office"].get("organ_name") or ""
    if authority.get("way") == "entrusted":
        organ = authority.get("organ") or organ
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": (facts.get("numbers") or {}).get(CODE),
        "version": facts.get("version", 1),
        "title": TITLE,
        "organ": organ,
        "unit": site.get("name") or EMPTY,
        "note": replaces_note(facts),
        "addressee": site.get("name") or EMPTY,
        "lead": "经查，你单位存在下列问题：",
        "problems": [_problem(n, one) for n, one in enumerate(facts.get("hazards") or [], 1)],
        "order": _order(facts, values),
        "interim": values.get("interim") or "",
        "relief": _relief(values),
        "people": [dict(one) for one in values.get("people") or []],
        "principal": site.get("principal") or "",
        "signed": [f"{organ}（印章）", day(facts.get("today"))],
        "copies": "本指令书一式两份，一份交被检查单位，一份存档。",
    }


def _problem(number: int, hazard: Mapping[str, Any]) -> list[Any]:
    basis = cite_all(hazard.get("basis") or [])
    where = f"{hazard['part']}：" if hazard.get("part") else ""
    told = (hazard.get("description") or EMPTY).rstrip("。")
    against = "" if basis == NOTHING else f"（{basis}）"
    return [f"{number}．", {"t": f"{where}{told}{against}", "u": True}, "。"]


def _due(hazard: Mapping[str, Any]) -> str:
    return (hazard.get("life") or {}).get("due_on") or hazard.get("due_on") or ""


def _order(facts: Facts, values: Mapping[str, Any]) -> list[list[Any]]:
    """One paragraph: which problems until when; the authority it rests on."""
    dates: dict[str, list[int]] = {}
    for number, one in enumerate(facts.get("hazards") or [], 1):
        dates.setdefault(_due(one), []).append(number)
    pieces: list[Any] = [
        "依据《安全生产法》第六十五条第一款第（二）项和", {"t": values.get("authority") or "　　　　", "u": True}, "，现责令你单位对上述",
    ]  # fmt: skip
    for index, (due, numbers) in enumerate(sorted(dates.items())):
        pieces += [
            "，" if index else "", "第", {"t": listed(numbers), "u": True}, "项问题于",
            {"t": day(due) or "　　年　　月　　日", "u": True}, "前整改完毕",
        ]  # fmt: skip
    pieces.append("，达到有关法律、法规、规章和标准规定的要求。由此造成事故的，依法追究有关人员的责任。")
    during: list[Any] = ["整改期间，你单位应当采取措施，防止事故发生"]
    during += ["：", {"t": values["interim"].rstrip("。"), "u": True}, "。"] if values.get("interim") else ["。"]
    return [pieces, during]


def _relief(values: Mapping[str, Any]) -> list[Any]:
    return [
        "如不服本指令，可以自收到本指令书之日起60日内向", {"t": values.get("review_organ") or "　　　　", "u": True},
        "申请行政复议，或者自收到本指令书之日起6个月内依法向", {"t": values.get("court") or "有管辖权的人民法院", "u": True},
        "提起行政诉讼。复议、诉讼期间，不停止执行本指令，法律另有规定的除外。",
    ]  # fmt: skip


def blocked(facts: Facts) -> list[Problem]:
    """Powers on file, an inspection by authority, two certified people, a deadline for each problem."""
    values = known.given(facts, propose(facts))
    inspection = known.inspection_of(facts)
    found = known.common(facts)
    found += known.one_missing("文号、复议机关缺一。", values, {"number": "文号", "review_organ": "行政复议机关"}, "R07")
    if not _authority(facts, values.get("authority")):
        words = "赋权（委托）文号不在“权限和文种”的有效登记里，不能出责令类文书。请选已登记、在有效期内的。"
        found.append(Problem("authority", words, "block", "R07"))
    if inspection.get("nature") != "authorised":
        words = "这些问题不是在经赋权（委托）的行政检查中查出的，不能责令。请出“事故隐患整改通知（告知）书”。"
        found.append(Problem("authority", words, "block", "R05"))
    people = [one for one in values.get("people") or [] if one.get("name") and one.get("certificate")]
    if len({one["certificate"] for one in people}) < 2:
        words = f"责令类文书要两名以上持证执法人员，现在有证号的 {len(people)} 名。请补上姓名和执法证号。"
        found.append(Problem("people", words, "block", "R02"))
    without = [n for n, one in enumerate(facts.get("hazards") or [], 1) if not _due(one)]
    if without:
        words = f"第 {listed(without)} 条没有整改期限，不能责令限期整改。请先定期限，或把它移送部门。"
        found.append(Problem("hazards", words, "block", "R08"))
    bare = [n for n, one in enumerate(facts.get("hazards") or [], 1) if cite_all(one.get("basis") or []) == NOTHING]
    if bare:
        words = f"第 {listed(bare)} 条没有可印的依据。责令要写明违反了哪一条，请先选上，或说明理由。"
        found.append(Problem("hazards.basis", words, "warn", "R60"))
    return found


PAPER = Paper(
    code=CODE, name=TITLE, series="应急责改", copies=("site", "town"), device_letter=False, family="form",
    title=title, compose=compose, blocks=blocks, blocked=blocked, subject="hazard", inputs=INPUTS, propose=propose,
    step="notified", several=True,
)  # fmt: skip

"""拒签报告: tells the department with powers that a principal would not sign (R04, R64)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.hazard_road import CLUE, GRADES
from yongji_desktop.core.kind_parts import long, text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.handover_words import placed
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, pair, wide, written
from yongji_desktop.papers.wording import EMPTY, NATURES, span, with_post

Facts = Mapping[str, Any]
CODE = "refusal_report"
TITLE = "拒签报告"
ASKED = {"reason": "拒签原因", "witness": "见证人", "department": "报送部门"}

INPUTS = (
    text("department", "报送部门"),
    text("refused_by", "拒签人姓名、职务"),
    long("reason", "拒签原因（原话）"),
    text("witness", "见证人姓名、村（社区）、职务"),
    long("summary", "现场情况和隐患摘要"),
    long("measures", "已采取的措施"),
    known.ATTACHMENTS,
)


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def propose(facts: Facts) -> dict[str, Any]:
    """What the signing part of the record knows, its hazards in short, and what is registered to be done."""
    inspection = known.inspection_of(facts)
    signature = inspection.get("signature") or {}
    witness, (name, post) = signature.get("witness"), _refuser(inspection)
    hazards = [
        f"{n}．{placed(one.get('part') or '', (one.get('description') or '').strip('。'))}（{_grade(one)}）。"
        for n, one in enumerate(inspection.get("hazards") or [], 1)
    ]
    missing = (inspection.get("unlicensed") or "").strip("。 ")
    if missing and not any(f"未出示{missing}" in one for one in hazards):
        hazards.append(f"现场未出示{missing}（线索）。")
    values = {
        "department": signature.get("told_department") or known.DEPARTMENT,
        "refused_by": with_post(name, post) if name else "",
        "reason": signature.get("reason"),
        "witness": with_post(witness, signature.get("witness_post")) if witness else "",
        "summary": "\n".join(hazards),
        "measures": "".join(known.done(facts)),
        "attachments": known.attached(facts, without=(CODE,)),
    }
    return {name: value for name, value in values.items() if value}


def _refuser(inspection: Mapping[str, Any]) -> tuple[str, str]:
    """(name, post) of who would not sign: as registered, else the principal."""
    signature, site = inspection.get("signature") or {}, inspection.get("site") or {}
    if signature.get("person"):
        return signature["person"], signature.get("person_post") or ""
    return site.get("principal") or "", site.get("principal_post") or ""


def _refused(inspection: Mapping[str, Any]) -> str:
    """其负责人拒绝…, or who else was registered to have refused."""
    name, post = _refuser(inspection)
    principal = (inspection.get("site") or {}).get("principal")
    return "其负责人" if not name or name == principal else f"其{post or '现场人员'}{name}"


def _grade(hazard: Mapping[str, Any]) -> str:
    return GRADES[CLUE if hazard.get("treatment") == CLUE else hazard.get("grade") or "general"]


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the report will print."""
    inspection = known.inspection_of(facts)
    site = inspection.get("site") or known.site_of(facts)
    signature, nature = inspection.get("signature") or {}, inspection.get("nature", "patrol")
    values = known.given(facts, propose(facts))
    records = known.papers_named(facts, "inspection_record")
    told_at = (signature.get("told_at") or "").replace("T", " ")
    receipt = [[
        "报告回执号：", written(signature.get("receipt_no"), 30), "　接收人：", {"blank": 24},
        "　时间：", written(told_at, 30),
    ]]  # fmt: skip
    basis = "参照" if nature == "patrol" else "依据"
    rows = [
        wide("报送部门", values.get("department")),
        pair("被巡查\n单　位" if nature == "patrol" else "被检查\n单　位", site.get("name"), "地　址", site.get("address")),
        pair(
            "原文书\n名称、编号", "\n".join(known.paper_words(one) for one in records[-1:]),
            "巡查时间" if nature == "patrol" else "检查时间", span(inspection.get("began_at"), inspection.get("ended_at")),
        ),
        pair("拒签人\n姓名、职务", values.get("refused_by"), "拒签原因\n（原话）", values.get("reason")),
        pair(
            "见证人姓名\n村（社区）\n职　务", values.get("witness"), "联系电话\n（办公）",
            facts["office"].get("phone"),
        ),
        wide("现场情况和\n隐患摘要", values.get("summary")),
        wide("已采取的\n措　　施", values.get("measures")),
        wide("附　　件", known.attachment_words(values.get("attachments"))),
    ]  # fmt: skip
    words = (
        f"我们对该单位开展{NATURES.get(nature, nature)}时，{_refused(inspection)}拒绝在记录上签字。"
        f"现{basis}《安全生产法》第六十八条将情况报告你单位。"
    )
    body = [
        {"words": [words]},
        {"rows": [*rows, wide("回　　执", receipt, height=10)]},
        {"sign": ["报告人\n（签名）", f"{known.local(facts)}负责人\n（签名）"]},
    ]
    return composed(facts, CODE, TITLE, site.get("name") or EMPTY, body)


def blocked(facts: Facts) -> list[Problem]:
    """An absent principal has not refused; reason, witness and department have to be there."""
    inspection = known.inspection_of(facts)
    signature = inspection.get("signature") or {}
    values = known.given(facts, propose(facts))
    found = known.common({**facts, "site": inspection.get("site") or facts.get("site")})
    if signature.get("state") != "refused" or inspection.get("site_present") == "other":
        words = "没有登记负责人拒签，不出拒签报告。负责人不在场不算拒签；确实拒签的，请先登记签字状态。"
        found.append(Problem("signature.state", words, "block", "R63"))
    found += known.one_missing("原因、见证人、报告部门缺一。", values, ASKED, "R64")
    if not signature.get("receipt_no"):
        words = "还没有报告回执号，可以后补；未补的归档清单标“待回执”。"
        found.append(Problem("signature.receipt_no", words, "later", "R64"))
    return [*found, *known.spoken(facts, [("measures", "已采取的措施", values.get("measures"))])]


PAPER = Paper(
    code=CODE, name=TITLE, series="安拒", copies=("department", "town"), device_letter=True, family="form",
    title=title, compose=compose, blocks=blocks, blocked=blocked, subject="visit", inputs=INPUTS, propose=propose,
    shown=False,
)  # fmt: skip

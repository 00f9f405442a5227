"""个人信息处理告知: one for every PC, kept and posted (R38; 个人信息保护法 第十七条、第三十四条、第三十五条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.kind_parts import text
from yongji_desktop.papers import form_facts as known
from yongji_desktop.papers.blocks import Block, Prose, para
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.short_form import blocks, composed, numberless
from yongji_desktop.papers.wording import BLANK_DATE, EMPTY, day

Facts = Mapping[str, Any]
CODE = "privacy_notice"
TITLE = "个人信息处理告知"
SIZE = 12

INPUTS = (text("kept_for", "保存期限"), text("device_letter", "设备字母"))


def title(facts: Facts) -> str:
    """The title."""
    return TITLE


def propose(facts: Facts) -> dict[str, Any]:
    """The letter of this PC."""
    return {"device_letter": facts["device_letter"]} if facts.get("device_letter") else {}


def short_notice(office: Mapping[str, Any]) -> str:
    """The one sentence for the back of sign-in sheets and call lists."""
    section, phone = office.get("section") or "", office.get("phone") or ""
    return f"个人信息只用于本次登记和归档，电话打印时遮蔽；查询、更正请联系{section}{phone}。"


def short_block(office: Mapping[str, Any]) -> Block:
    """The short notice as a line below a list."""
    return Prose((para(short_notice(office), size=9, role="song", align="left"),), before=0.8)


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the notice."""
    office, values = facts["office"], known.given(facts, propose(facts))
    organ, section, phone = (office.get(name) or EMPTY for name in ("organ_name", "section", "phone"))
    letter = values.get("device_letter") or EMPTY
    kept = values.get("kept_for")
    parts = [
        ["一、谁处理", f"{organ}（内设机构：{section}；电话：{phone}）。"],
        ["二、为什么", "履行安全生产、应急管理职责，依据《个人信息保护法》第十三条第一款第三项、第三十四条、第三十五条。"],
        ["三、处理什么", "姓名、单位职务、办公电话或手机号；行为人只记岗位或工号；不收身份证号、不记行踪。"],
        ["四、怎样处理和保存", ["本机保存，打印遮蔽手机号；保存期限：", {"t": kept, "u": True} if kept else {"blank": 26}, "。"]],
        ["五、给谁", "依法移送的部门；其他不提供。"],
        ["六、你的权利", f"查阅、复制、更正。联系办法：{section}，电话{phone}。"],
    ]
    paragraphs = [
        [{"t": f"{head}。", "role": "hei"}, *(words if isinstance(words, list) else [words])] for head, words in parts
    ]
    about = f"{organ}　电话：{phone}　设备：{letter}　第{facts.get('version', 1)}版　{day(facts.get('today'))}"
    body = [
        {"words": paragraphs, "size": SIZE},
        {"sign": ["设　备\n管理人\n（签名）", f"日　期\t{BLANK_DATE}"]},
        {"words": [f"短告知（用于签到表、叫应名单背页）：“{short_notice(office)}”"]},
    ]
    code = f"{office.get('short_name') or ''}告知{values.get('device_letter') or ''}"
    return composed(facts, CODE, TITLE, organ, body, **numberless(code, about))


def blocked(facts: Facts) -> list[Problem]:
    """The office's four answers; the term of keeping may be written by hand."""
    found = known.office_checks(facts)
    if not known.given(facts, propose(facts)).get("kept_for"):
        found.append(Problem("kept_for", "保存期限没有填，将留空手写。", "hint", "R38"))
    return found


PAPER = Paper(
    code=CODE, name=TITLE, series="", copies=("town",), device_letter=False, family="form", title=title,
    compose=compose, blocks=blocks, blocked=blocked, subject="office", inputs=INPUTS, propose=propose, inner=True,
    shown=False,
)  # fmt: skip

"""现场用纸: the numbered sheet carried to a visit; filled by hand and signed, it is the original.

It prints no basis, no task, no source and nothing of other units; its edition is 0 and it has no check code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.papers import checks
from yongji_desktop.papers.field_sheet_blocks import blocks
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.wording import (
    CATEGORIES,
    NOTICE,
    STAR,
    Names,
    agreed,
    masked,
    visit_word,
    with_post,
)

__all__ = ["PAPER", "blocked", "blocks", "compose", "title"]

Facts = Mapping[str, Any]
CODE = "field_sheet"
SHAPE = 1
HAZARD_ROWS = 5
FOOT = "现场填写，签字后为原件；校验码待录入"
NATURES = {"patrol": "日常巡查", "joint": "配合", "authorised": "赋权"}
RESULTS = ("合格", "不合格", "不适用", "未查")
NOTE = "照片写机内编号。试验由企业人员操作。判定标准不在手边的，疑似重大先写所见事实。一式两份。"
MAJOR = {"suspected_major": "疑似\n重大", "major": "重大"}


def title(facts: Facts) -> str:
    """安全生产巡查记录（现场用纸）, or 检查 with a department or by authorisation."""
    return f"安全生产{visit_word(facts)}记录（现场用纸）"


def compose(facts: Facts) -> dict[str, Any]:
    """Every word the sheet will print, by part.

    `facts`: office, site, numbers {"field_sheet"}, today, nature, category (category_name), open_hazards, last_visit
    ("2026-10-14", or None), reminders, checklists [{code, name, version}], items [{text, star}].
    """
    word, names = visit_word(facts), Names.of(facts["office"])
    site = facts.get("site") or {}
    return {
        "paper": CODE,
        "shape": SHAPE,
        "number": (facts.get("numbers") or {}).get(CODE),
        "version": 0,
        "title": title(facts),
        "organ": names.organ,
        "unit": site.get("name") or "",
        "nature": facts.get("nature", "patrol"),
        "codes": [one["code"] for one in facts.get("checklists") or () if one.get("code")],
        "basic": _basic(facts, word, names),
        "open": _open(facts, word),
        "items": _items(facts),
        "hazards": {
            "title": "三、发现的问题隐患（现场手填，不够接续页）",
            "header": ["序号", "部　位", "问题描述", "等　级", "期　限", "责任人"],
            "rows": [str(n) for n in range(1, HAZARD_ROWS + 1)],
            "grade": [[{"box": False}, "一般"], [{"box": False}, "疑似重大"]],
            "due": [[{"box": False}, "当场"], [{"box": False}, "至", {"gap": 5}, "月", {"gap": 5}, "日"]],
        },
        "handling": {"title": "四、处理情况", "lines": _handling(names)},
        "signing": _signing(facts, word, names),
        "remark": NOTE,
        "frame": {"foot": FOOT, "made": "打印"},
    }


def blocked(facts: Facts) -> list[Problem]:
    """What keeps a sheet from getting its number, or is worth a word before it does.

    `facts["letter"]` is this PC's letter, `inspectors` who is going (left out: not known yet), `sheets_out` how many
    sheets of this site are neither entered nor void.
    """
    found = checks.common({"office": facts.get("office"), "inspection": {"site": facts.get("site")}})
    if not facts.get("letter", "?"):
        found.append(Problem("letter", "设备字母未定，不能领号。请到“设置”定好本机字母。"))
    if not facts.get("items"):
        found.append(Problem("checklists", "没有选检查表。请选一份检查表再打印。"))
    people = facts.get("inspectors") or ()
    if len(people) == 1:
        words = f"这次巡查只有{people[0]}一人。建议两人同行；确需一人的写明原因，照常打印。"
        severity = "block" if facts.get("nature") == "authorised" else "warn"
        told = "行政检查的检查人员不得少于两人。请加一名。" if severity == "block" else words
        found.append(Problem("inspectors", told, severity, "R01"))
    if facts.get("sheets_out"):
        words = f"该单位还有 {facts['sheets_out']} 张现场用纸未录入。请先录入或作废，确需再打的写明原因。"
        found.append(Problem("site", words, "warn", "sheets_out"))
    return found


def _person(name: str | None, post: str | None, phone: str | None) -> str:
    if not name:
        return ""
    return with_post(name, post) + ("" if post else "　") + masked(phone) if phone else with_post(name, post)


def _span(year: str) -> list[Any]:
    pieces: list[Any] = [f"{year}年"]
    for word in ("月", "日", "时", "分至", "时", "分"):
        pieces += [{"gap": 4.6}, word]
    return pieces


def _basic(facts: Facts, word: str, names: Names) -> dict[str, Any]:
    site, nature = facts.get("site") or {}, facts.get("nature", "patrol")
    category = facts.get("category") or "routine"
    kind = CATEGORIES.get(category, category)
    if facts.get("category_name") and category != "complaint":
        kind += f"：{facts['category_name']}"
    chosen: list[Any] = []
    for code, label in NATURES.items():
        chosen += [{"box": code == nature}, label, {"gap": 2}]
    return {
        "unit": [f"被{word}单位", site.get("name") or ""],
        "uscc": ["信用代码", site.get("uscc") or ""],
        "address": ["地　　址", site.get("address") or ""],
        "sector": ["行业类别", site.get("sector") or ""],
        "principal": [
            "主要负责人", _person(site.get("principal"), site.get("principal_post"), site.get("principal_phone")),
        ],
        "safety": [
            "安 全 员",
            _person(site.get("safety_officer"), site.get("safety_officer_post"), site.get("safety_officer_phone")),
        ],
        "nature": ["性质和类型", [*chosen, "类型：", {"t": kind, "role": "fang"}]],
        "method": ["方　　式", [{"box": False}, "一般　", {"box": False}, "四不两直"]],
        "time": [f"{word}时间", _span(facts["today"][:4])],
        "places": [f"{word}场所", ""],
        "inspectors": [f"{word}人员", ["1.", {"gap": 29}, "2."]],
        "consultants": ["技术咨询\n（不参与定级）", "陪同："],
        "told": ["告知事项", _told(nature, word, names)],
    }  # fmt: skip


def _told(nature: str, word: str, names: Names) -> list[Any]:
    """The sentences of the record, with room for what is known only on the spot."""
    card, begin, shown = "工作证件", [f"依据《安全生产法》第九条第二款，受{names.organ}指派，"], []
    if nature == "joint":
        begin += ["我们配合", {"blank": 30}, "对你单位开展安全生产检查，请予以配合。"]
        shown = ["牵头执法人员及证号：", {"blank": 62}, "。"]
    elif nature == "authorised":
        card = "执法证件"
        begin = ["依据《安全生产法》第九条第二款和", {"blank": 40}, f"，受{names.organ}指派，我们对你单位开展安全生产检查，请予以配合。"]
        shown = ["这是我们的执法证件（证号：", {"blank": 50}, "）。"]
    else:
        begin += ["我们对你单位开展安全生产日常巡查，请予以配合。"]
    free = f"{word}不收取任何费用，不影响正常生产经营，对知悉的技术、业务秘密予以保密。　"
    return [*begin, *shown, free, {"box": False}, "已告知　", {"box": False}, f"已出示{card}"]


def _open(facts: Facts, word: str) -> dict[str, Any]:
    hazards = facts.get("open_hazards") or []
    last = facts.get("last_visit")
    told = f"上次{word}{last}。" if last else "以前没有来过。"
    reminders = [one.strip("。； ") for one in facts.get("reminders") or ()]
    if reminders:
        told += f"提醒：{'；'.join(reminders)}。"
    return {
        "title": f"一、上次未闭环隐患（{len(hazards)}条）",
        "header": ["隐患编号", "部位和问题", "等级", "期限", "今天所见（正式复查另出复查记录）"],
        "rows": [_open_row(one, facts["today"]) for one in hazards],
        "none": "上次没有未闭环隐患。",
        "told": told,
    }


def _open_row(one: Mapping[str, Any], today: str) -> dict[str, Any]:
    grave = one.get("grade") in MAJOR
    words = "：".join(part for part in (one.get("part"), one.get("description")) if part)
    if one.get("note"):
        words += f"；{one['note']}"
    due = str(one.get("due_on") or "")
    choices = ("停用中", "已启用") if grave else ("已整改", "部分", "未整改", "无法整改")
    seen: list[Any] = []
    for label in choices:
        seen += [{"box": False}, f"{label}　"]
    return {
        "number": one.get("short") or "",
        "words": words,
        "grade": MAJOR.get(one.get("grade"), "一般"),
        "grave": grave,
        "due": "以部门意见为准" if grave else due[5:] if due[:4] == today[:4] else due,
        "seen": seen,
    }


def _items(facts: Facts) -> dict[str, Any]:
    lists = [
        f"{one.get('name')}（{one['code']}）{one.get('version') or ''}版" if one.get("code") else str(one.get("name"))
        for one in facts.get("checklists") or []
    ]
    items = facts.get("items") or []
    result: list[Any] = []
    for label in RESULTS:
        result += [{"box": False}, f"{label}　" if label != RESULTS[-1] else label]
    return {
        "title": f"二、检查表：{'、'.join(lists)}，{len(items)}项（★须逐条作答）",
        "header": ["序号", "检查内容", "结　　果", "情况、照片号"],
        "rows": [[str(n), one["text"] + (STAR if one.get("star") else "")] for n, one in enumerate(items, 1)],
        "result": result,
    }


def _handling(names: Names) -> list[list[Any]]:
    box = {"box": False}
    return [
        [box, "未发现问题隐患　", box, "当场整改第", {"blank": 11}, "条　", box, "限期整改第", {"blank": 11},
         f"条，另送《{NOTICE}》"],
        [box, "疑似重大第", {"blank": 10}, "条：现场劝导企业停止", {"blank": 24}, "作业、撤离", {"blank": 9},
         "人，企业于", {"blank": 8}, "时", {"blank": 8}, "分停机；"],
        [{"gap": 3.6}, "已于", {"blank": 8}, "时", {"blank": 8}, "分电话报告", {"blank": 20}, "（接听人：", {"blank": 14},
         f"）。{names.we}将于当日书面报告并按程序移送。"],
        [box, "未查第", {"blank": 11}, "项，约定", {"blank": 8}, "月", {"blank": 8}, "日补查　", box, "未能检查（", box,
         "锁门　", box, "停业　", box, "拒绝进入），另填登记"],
    ]  # fmt: skip


def _signing(facts: Facts, word: str, names: Names) -> dict[str, Any]:
    box = {"box": False}
    basis = "参照" if facts.get("nature", "patrol") == "patrol" else "依据"
    return {
        "title": "五、签字确认",
        "opinion": [
            f"被{word}\n单位意见",
            [
                ["以上记录已阅看（或已向我宣读），", box, "情况属实，无异议　", box, "有异议，具体为："],
                [{"blank": 82}, f"（异议附页，{names.we}{agreed(facts).answer_objection}日内核实答复）"],
                [box, f"同时收到《{NOTICE}》（编号：", {"blank": 40}, "）1份。"],
            ],
        ],
        "signer": ["现场负责人\n（签名）", ["现场负责人（职务：", {"gap": 32}, "）"]],
        "absent": [
            "负责人\n不在场",
            [
                [box, "由现场人员签字（负责人不在场），姓名、职务：", {"blank": 45}],
                ["已电话告知负责人（姓名、时间）：", {"blank": 66}],
            ],
        ],
        "inspectors": [f"{word}人员\n（签名）", ["1.", "2."]],
        "recorder": ["记录人", "见证人（姓名、村或社区职务）："],
        "refusal": [
            "拒签情况",
            [
                [box, "无拒签　", box, "拒绝签字，原因：", {"blank": 84}],
                [f"{basis}《安全生产法》第六十八条记录在案，报告部门：", {"blank": 42}],
                ["回执号：", {"blank": 40}, {"gap": 1.5}, "时间：", {"blank": 40}],
            ],
        ],
    }  # fmt: skip


PAPER = Paper(
    code=CODE,
    name="现场用纸",
    series="安检",
    copies=("site", "town"),
    device_letter=True,
    family="form",
    title=title,
    compose=compose,
    blocks=blocks,
    blocked=blocked,
    subject="site",
    shown=False,
)

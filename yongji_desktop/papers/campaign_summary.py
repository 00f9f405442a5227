"""专项行动一页小结: where one went, what was found, what is left; for the office, no number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.papers import checks, short_form
from yongji_desktop.papers.blocks import Block
from yongji_desktop.papers.paper import Paper
from yongji_desktop.papers.wording import EMPTY, Names, day, day_of_month, sentence

Facts = Mapping[str, Any]
CODE = "campaign_summary"
MOST_NAMES = 12
_WIDTHS = (40, 32, 18, 18, 20, 18, 20)


def word(facts: Facts) -> str:
    """小结 from the campaign's last day on, 进展 before it: nothing is summed up that is not over."""
    return "小结" if facts["today"] >= facts["campaign"]["ends_on"] else "进展"


def title(facts: Facts) -> str:
    """The campaign's name and 小结 or 进展."""
    return f"{facts['campaign']['name']}{word(facts)}"


def compose(facts: Facts) -> dict[str, Any]:
    """Every word of the summary.

    `facts`: office, today, campaign {name, begins_on, ends_on, summary}, totals {sites, visited, visits, joint, missed,
    left, hazards, general, suspected, major, on_spot, closed, notices}, groups [{name, leader, sites, visited, missed,
    left, hazards}], missed and left (names of sites).
    """
    campaign, names = facts["campaign"], Names.of(facts["office"])
    body = [
        {"heading": "一、开展情况"},
        {"words": [_course(facts, names)]},
        {"heading": "二、发现的问题和办理情况"},
        {"words": [_findings(facts["totals"])]},
        short_form.table(
            "三、分组情况",
            _WIDTHS,
            ("组", "带队领导", "单位", "已去", "未能检查", "还没去", "隐患"),
            [_group(one) for one in facts["groups"]],
            none="没有分组。",
        ),
        {"heading": "四、没有去成的单位"},
        {"words": [_left(facts)]},
    ]
    if campaign.get("summary"):
        body += [{"heading": "五、其他"}, {"words": [line for line in campaign["summary"].split("\n") if line.strip()]}]
    body.append({"sign": ["整理人", "分管领导"]})
    return short_form.composed(
        facts,
        CODE,
        title(facts),
        campaign["name"],
        body,
        numberless=True,
        remark=f"截至{day_of_month(facts['today'])}" if word(facts) == "进展" else "",
        version=0,
        frame={"number": campaign["name"], "code": None, "foot": "数字由登记生成，只供内部使用"},
    )


def _course(facts: Facts, names: Names) -> str:
    campaign, totals = facts["campaign"], facts["totals"]
    went = f"已去{totals['visited']}家（共{totals['visits']}次" if totals["visits"] else "还没有去过一家"
    if totals["visits"]:
        went += f"，其中配合部门检查{totals['joint']}次）" if totals["joint"] else "）"
    if not totals["sites"]:
        return f"{day(campaign['begins_on'])}至{day(campaign['ends_on'])}，还没有选单位。"
    doing = "拟对" if facts["today"] < campaign["begins_on"] else "对"
    return (
        f"{day(campaign['begins_on'])}至{day(campaign['ends_on'])}，{names.we}分{len(facts['groups'])}组{doing} "
        f"{totals['sites']}家单位开展{campaign['name']}。截至{day(facts['today'])}，{went}，"
        f"未能检查{totals['missed']}家，还没去{totals['left']}家。"
    )


def _findings(totals: Mapping[str, int]) -> str:
    if not totals["hazards"]:
        return "没有发现问题隐患。" if totals["visits"] else "还没有登记。"
    grades = [f"一般{totals['general']}条", f"疑似重大{totals['suspected']}条"]
    if totals["major"]:
        grades.append(f"部门已认定重大{totals['major']}条")
    return (
        f"共发现问题隐患{totals['hazards']}条，其中{'，'.join(grades)}。当场整改{totals['on_spot']}条，"
        f"发出整改通知（告知）书{totals['notices']}份；已闭环{totals['closed']}条，"
        f"其余{totals['hazards'] - totals['closed']}条未闭环。"
    )


def _group(one: Mapping[str, Any]) -> list[str]:
    counts = [str(one[name]) for name in ("sites", "visited", "missed", "left", "hazards")]
    return [one.get("name") or EMPTY, one.get("leader") or EMPTY, *counts]


def _left(facts: Facts) -> str:
    parts = [
        f"{label}：{_names(facts[name])}"
        for name, label in (("missed", "未能检查"), ("left", "还没去"))
        if facts[name]
    ]
    return sentence("；".join(parts)) if parts else "都已去过。" if facts["totals"]["sites"] else "还没有选单位。"


def _names(names: Iterable[str]) -> str:
    known = list(names)
    told = "、".join(known[:MOST_NAMES])
    return f"{told}等{len(known)}家" if len(known) > MOST_NAMES else told


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data."""
    return short_form.blocks(data)


def blocked(facts: Facts) -> list[Problem]:
    """What keeps it from being printed, or is worth knowing."""
    found = checks.common({"office": facts.get("office"), "inspection": {"site": {"name": facts["campaign"]["name"]}}})
    if facts["totals"]["left"]:
        found.append(Problem("groups", f"还有 {facts['totals']['left']} 家没去，{word(facts)}照现在的数写。", "hint"))
    return found


PAPER = Paper(
    code=CODE,
    name="专项行动小结",
    series="",
    copies=("town",),
    device_letter=False,
    family="form",
    title=title,
    compose=compose,
    blocks=blocks,
    blocked=blocked,
    subject="campaign",
    inner=True,
    shown=False,
)

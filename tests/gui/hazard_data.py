"""A ledger of hazards in many states, made by the real deeds: visits, letters, reports, looks again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from office_data import TODAY, add_units, photo, visit_entry

from yongji_desktop.services import hazards, inspections, papers, reinspections
from yongji_desktop.services.desk import Desk

SUN, COLD, SHOP, MILL, POT = (
    "永济市阳光机械厂",
    "永济市鑫达冷库",
    "河东超市东环店",
    "老槐树面粉厂",
    "好滋味火锅店",
)


def day(ago: int) -> str:
    """So many days before the business day (after it, when negative)."""
    return (TODAY - timedelta(days=ago)).isoformat()


def general(
    description: str, due: str, category: str = "机械", item: str | None = None, **more: Any
) -> dict[str, Any]:
    """An ordinary hazard with a deadline."""
    return {
        "item": item,
        "part": more.pop("part", "一车间"),
        "description": description,
        "measure": more.pop("measure", "按要求整改"),
        "category": category,
        "grade": "general",
        "treatment": "deadline",
        "due_on": due,
        "responsible": more.pop("responsible", "赵永生"),
        "department": more.pop("department", "市应急局"),
        "basis": [{"law": "安全生产法", "article": 36, "paragraph": 1, "item": None, "verified": True}],
        **more,
    }


def suspected(description: str) -> dict[str, Any]:
    """A hazard the town thinks may be major, told by telephone."""
    one = general(description, "", "有限空间", responsible="杜厂长")
    one.pop("due_on")
    one.update(
        grade="suspected_major",
        treatment="handover",
        judgement={
            "choice": "on_scene",
            "basis": [],
            "situation": "泄爆口朝向人行通道",
            "reason": "暂无对应标准，凭现场情况初判",
        },
        control={"stopped": True, "what": "除尘系统", "stopped_at": "15:40", "evacuated": 3},
        phone_report={
            "department": "市应急局",
            "answered_by": "值班员 周",
            "at": f"{day(12)}T15:42",
            "by": "王建国",
        },
    )
    return one


def visit(
    desk: Desk,
    folder: Path,
    unit: str,
    ago: int,
    found: list[dict[str, Any]],
    shots: bool = True,
    issued: bool = True,
) -> list[str]:
    """A finished visit so many days ago, its papers issued; returns the ids of its hazards."""
    then = Desk(desk.store, desk.officer, date.fromisoformat(day(ago)))
    more: dict[str, Any] = {"hazards": found}
    if shots:
        rows = [
            photo(then, folder, f"{unit}{ago}-{at}", colour) for at, colour in zip(range(len(found)), COLOURS)
        ]
        more["photos"] = [
            {**one, "use": "before", "hazard": at, "taken_at": f"{day(ago)}T10:06"}
            for at, one in enumerate(rows)
        ]
    made = inspections.finish(then, visit_entry(then, unit, day(ago), **more), reasons=REASONS)
    if issued:
        papers.issue(then, made, REASONS)
    return [one["id"] for one in desk.get("inspection", made)["hazards"]]


def take(desk: Desk, ids: str | list[str], code: str, ago: int, **facts: Any) -> None:
    """A step taken so many days ago."""
    then = Desk(desk.store, desk.officer, date.fromisoformat(day(ago)))
    hazards.take_step(then, ids, code, {"happened_on": day(ago), **facts})


def fill(desk: Desk, folder: Path) -> dict[str, str]:
    """{word: id} of twenty hazards: late, due, to come, with a department, suspected, reported, closed, void."""
    add_units(desk)
    made: dict[str, str] = {}
    late, oil, done = visit(
        desk,
        folder,
        SUN,
        96,
        [
            general(
                "一车间东侧配电箱未装漏电保护器", day(66), "电气", part="一车间东侧", shock_or_entangle=True
            ),
            general("机修间油料露天堆放", day(1), "消防", responsible="孙志强"),
            general("台钻未装急停", day(70)),
        ],
    )
    take(desk, [late, oil, done], "delivered", 96, received_by="赵永生", way="当面")
    take(
        desk,
        late,
        "extended",
        68,
        due_on=day(3),
        reason="配件未到货",
        approved_by="陈志远",
        interim="该回路断电上锁，赵永生看管",
    )
    take(desk, oil, "applied_reinspection", 2, words="已搬走")
    look_again(desk, folder, SUN, done, 40)
    alarm, suit = visit(
        desk,
        folder,
        COLD,
        20,
        [
            general("液氨机房报警器未接入值班室", day(0), "仪表", responsible="周班长"),
            general("液氨机房防护服过期", day(0), "劳动防护", responsible="周班长"),
        ],
    )
    take(desk, [alarm, suit], "delivered", 20, received_by="周班长")
    guard, wire, pit, hose, rods = visit(
        desk,
        folder,
        SHOP,
        12,
        [
            general("疏散通道堆放货物", day(-3), "消防", responsible="河东店长", department="市消防救援大队"),
            general("充电线路未套管，直接敷设", day(-4), "电气", responsible="河东店长"),
            general("冷库门内侧推杆失灵", day(-7), "机械", responsible="河东店长"),
            general("燃气软管穿墙且超过2米", day(-14), "燃气", responsible="河东店长", department="市住建局"),
            general("货架未固定", day(-16), "其他", responsible="河东店长"),
        ],
        shots=False,
    )
    take(desk, [guard, wire, pit], "delivered", 11, received_by="河东店长")
    take(desk, hose, "handover", 11, department="市住建局", reason="beyond")
    take(desk, hose, "letter_delivered", 10, number="永城东安移〔2026〕3号", received_by="收发室 李")
    take(desk, hose, "reminded", 2, way="电话", answered_by="值班员 周")
    dust, judged = visit(
        desk, folder, MILL, 12, [suspected("除尘器泄爆口朝向人行通道"), suspected("粉尘车间违规动火")]
    )
    take(desk, judged, "handover", 11, department="市应急局", reason="suspected")
    take(desk, judged, "letter_delivered", 10, received_by="收发室")
    take(
        desk,
        judged,
        "judged_major",
        6,
        department="市应急局",
        document="永应急认〔2026〕4号",
        judged_by="张志强",
        words="属粉尘涉爆",
    )
    take(
        desk,
        judged,
        "supervised",
        5,
        department="永济市安委办",
        document="永安办督〔2026〕2号",
        level="县级",
        due_on=day(-30),
    )
    fresh = visit(desk, folder, POT, 3, [general("灶间未装燃气报警器", day(-12), "燃气")], issued=False)[0]
    (resting,) = visit(desk, folder, POT, 30, [general("排烟道油垢", day(5), "消防")])
    take(desk, resting, "rested", 9, reopen_on=day(-20), words="停业装修")
    again = visit(
        desk,
        folder,
        SUN,
        6,
        [
            general("二车间配电箱未装漏电保护器", day(-9), "电气", part="一车间东侧"),
            general("空压机安全阀超期未校验", day(-15), "特种设备"),
            general("砂轮机托架间隙过大", day(-1)),
        ],
    )[0]
    told = hazards.report(
        desk,
        {
            "site": COLD,
            "description": "冷库后门锁死",
            "source": "village",
            "reported_by": "四冯村网格员 冯小军",
            "happened_on": day(1),
            "photos": [{**photo(desk, folder, "told", "#448844"), "use": "before"}],
        },
    )
    loose = hazards.report(
        desk,
        {
            "place": "四冯村东头老磨坊",
            "description": "院墙倾斜",
            "source": "village",
            "reported_by": "冯小军",
            "happened_on": day(4),
        },
    )
    untrue = hazards.report(
        desk, {"place": "吴村北口", "description": "窨井盖缺失", "source": "superior", "happened_on": day(8)}
    )
    take(desk, untrue, "dismissed", 6, words="已于上月补好")
    names = (
        "late oil done alarm suit guard wire pit hose rods dust judged fresh resting again told loose untrue"
    ).split()
    made.update(
        zip(
            names,
            (
                late,
                oil,
                done,
                alarm,
                suit,
                guard,
                wire,
                pit,
                hose,
                rods,
                dust,
                judged,
                fresh,
                resting,
                again,
                told,
                loose,
                untrue,
            ),
            strict=True,
        )
    )
    return made


def look_again(desk: Desk, folder: Path, unit: str, identity: str, ago: int) -> str:
    """A re-inspection of one hazard that closes it, with a photo after."""
    then = Desk(desk.store, desk.officer, date.fromisoformat(day(ago)))
    site = desk.get("hazard", identity)["site_id"]
    entry = reinspections.begin(then, site, only=[identity])
    entry["began_at"] = f"{day(ago)}T09:00"
    entry["inspectors"] = [{"name": "王建国"}, {"name": "李芳"}]
    entry["looks"][0].update(conclusion="rectified", seen="已装急停，试过")
    shot = photo(then, folder, f"after{ago}", "#66aa66")
    entry["photos"] = [{**shot, "use": "after", "hazard": 0, "taken_at": f"{day(ago)}T09:20"}]
    return reinspections.finish(then, entry, reasons=REASONS)


REASONS = {"R06": "复查", "R09": "上级交办", "R01": "人手不够"}
COLOURS = ("#775533", "#335577", "#557733", "#773355", "#555577")

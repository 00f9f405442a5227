"""专项行动: sites in groups, the order of the road, sheets by route, how far one is, the summary on one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import (
    campaign_visits,
    campaigns,
    field_sheets,
    history,
    inspections,
    missed,
    papers,
    sites,
    visits,
)
from yongji_desktop.services.desk import Desk

NAMES = ("阳光机械厂", "鑫达冷库", "孙李村面馆", "四冯加油站")
SPAN = {"name": "元旦春节专项排查", "begins_on": "2026-11-18", "ends_on": "2026-12-31"}


def some(desk: Desk, *names: str) -> list[str]:
    return [town.some_site(desk, name=one, address=f"{one}路1号") for one in names or NAMES]


def campaign(desk: Desk, **more) -> tuple[str, list[str]]:
    ids = some(desk)
    groups = [
        {"name": "一组 城东片", "leader": "陈志远", "sites": ids[:3]}, {"name": "二组", "leader": "李芳", "sites": ids[3:]},
    ]  # fmt: skip
    return campaigns.add(desk, {**SPAN, "groups": groups, **more}), ids


def visited(desk: Desk, site: str, **more) -> str:
    return inspections.finish(desk, town.visit(desk, site, **more), reasons={"R06": "复查"})


def routes(desk: Desk, identity: str) -> list[list[str]]:
    return [one.get("sites", []) for one in desk.get("campaign", identity)["groups"]]


def words(desk: Desk, identity: str, group: int = 0) -> list[tuple]:
    rows = campaigns.progress(desk, identity).groups[group].rows
    return [(row["number"], row["sheet_state"], row["word"], row["results"]) for row in rows]


def test_what_is_wrong_is_named(founded: Desk):
    ids = some(founded)
    for values, field in (
        ({**SPAN, "name": ""}, "name"),
        ({**SPAN, "ends_on": "2026-11-01"}, "ends_on"),
        ({**SPAN, "category": "x"}, "category"),
        ({**SPAN, "groups": [{"name": "一组", "sites": [ids[0], ids[0]]}]}, "groups.0.sites"),
        ({**SPAN, "groups": [{"name": "一组", "sites": ["none"]}]}, "groups.0.sites"),
        ({**SPAN, "groups": [{"name": "一组"}, {"name": "一组"}]}, "groups"),
    ):
        with pytest.raises(Invalid) as told:
            campaigns.add(founded, values)
        assert told.value.problems[0].field == field and town.chinese(str(told.value))
    with pytest.raises(Refused):
        campaigns.add(founded, {**SPAN, "checklists": ["没有"]})
    assert campaigns.listed(founded) == []


def test_groups_routes_and_leaders_change_and_come_back(founded: Desk):
    identity, ids = campaign(founded)
    before = routes(founded, identity)
    for change in (
        lambda: campaigns.move(founded, identity, ids[1], up=True),
        lambda: campaigns.move(founded, identity, ids[1], up=False),
        lambda: campaigns.remove_sites(founded, identity, [ids[2]]),
        lambda: campaigns.place(founded, identity, ids[0], 1, 0),
        lambda: campaigns.add_sites(founded, identity, some(founded, "新店"), 1),
        lambda: campaigns.add_group(founded, identity, "三组", "王建国"),
    ):
        deed = change()
        assert routes(founded, identity) != before
        assert history.undo_deed(founded, deed)[0].startswith("已撤销")
        assert routes(founded, identity) == before
    campaigns.move(founded, identity, ids[0], up=False)
    assert routes(founded, identity)[0] == [ids[1], ids[0], ids[2]]
    assert campaigns.move(founded, identity, ids[1], up=True) is None
    campaigns.lead(founded, identity, 1, "王建国")
    assert founded.get("campaign", identity)["groups"][1]["leader"] == "王建国"
    with pytest.raises(Refused):
        campaigns.add_sites(founded, identity, ids)
    with pytest.raises(Refused):
        campaigns.add_sites(founded, identity, some(founded, "再一家"), 7)
    with pytest.raises(Invalid):
        campaigns.change(founded, identity, {"name": ""})
    gone = sites.add(founded, {"name": "要作废的店"})
    sites.void(founded, gone, "写错")
    with pytest.raises(Refused):
        campaigns.add_sites(founded, identity, [gone])
    town.clean(founded)


def test_sites_chosen_first_make_the_first_group(founded: Desk):
    identity = campaigns.add(founded, SPAN)
    campaigns.add_sites(founded, identity, some(founded))
    assert [one["name"] for one in founded.get("campaign", identity)["groups"]] == ["一组"]


def test_a_route_is_printed_in_its_order_once(founded: Desk):
    identity, ids = campaign(founded, checklists=["RQ"], category="holiday")
    campaigns.move(founded, identity, ids[2], up=True)
    assert campaigns.to_print(founded, identity, 0) == [ids[0], ids[2], ids[1]]
    sheets = campaigns.print_route(founded, identity, 0)
    assert [(one["site_id"], one["number"][-5:]) for one in sheets] == [
        (ids[0], "A001号"), (ids[2], "A002号"), (ids[1], "A003号"),
    ]  # fmt: skip
    assert "类型：" in str(sheets[0]["data"]["basic"]) and "节前：元旦春节专项排查" in str(sheets[0]["data"]["basic"])
    body = inspections.drafts(founded)[0]["body"]
    assert (body["campaign_id"], body["category"], body["category_name"]) == (identity, "holiday", SPAN["name"])
    with pytest.raises(Refused) as told:
        campaigns.print_route(founded, identity, 0)
    assert town.chinese(str(told.value))
    whole = pypdfium2.PdfDocument(campaigns.route_pdf(founded, identity, 0))
    assert len(whole) == 1 + sum(one["pages"] for one in sheets)
    cover = whole[0].get_textpage().get_text_bounded()
    assert cover.index("阳光机械厂") < cover.index("孙李村面馆") < cover.index("鑫达冷库") and "陈志远" in cover
    with pytest.raises(Refused):
        campaigns.route_pdf(founded, identity, 1)
    town.clean(founded)


def test_progress_tells_who_was_visited_missed_and_left(founded: Desk):
    identity, ids = campaign(founded)
    sheets = campaigns.print_route(founded, identity, 0)
    entry = town.visit(founded, ids[0], field_sheet=sheets[0]["id"], campaign_id=identity)
    inspections.finish(founded, entry, sheets[0]["inspection_id"])
    missed.register(
        founded,
        {
            "site_id": ids[1], "reason": "locked", "arrived_at": "2026-11-20T10:20", "inspectors": [town.OFFICER],
            "photos": [town.with_photo(founded)], "next_on": "2026-11-26",
        },
        sheets[1]["inspection_id"],
    )  # fmt: skip
    assert words(founded, identity) == [
        ("A001", "entered", "已去", ["不合格 1", "原件没归档"]),
        ("A002", "void", "未能检查", ["锁门 · 11-26 再去"]),
        ("A003", "out", "还没去", []),
    ]
    told = campaigns.progress(founded, identity)
    assert (told.groups[0].visited, told.groups[0].missed, told.groups[0].left) == ([ids[0]], [ids[1]], [ids[2]])
    assert (told.count("visited"), told.count("missed"), told.count("left")) == (1, 1, 2)
    assert told.groups[0].rows[0]["note"].startswith("阳光机械厂路1号 · 上次 2026-11-20 · 没闭环 1")
    assert campaigns.to_print(founded, identity, 0) == []
    visited(founded, ids[1], campaign_id=identity)  # gone again, and let in
    assert words(founded, identity)[1][2:] == ("已去", ["不合格 1"])


def test_only_visits_that_name_it_count_and_others_are_said_beside(founded: Desk):
    identity, ids = campaign(founded, begins_on="2026-11-10", ends_on="2026-11-15")
    visited(founded, ids[0], began_at="2026-11-15T16:00", ended_at="2026-11-15T17:00")  # an ordinary one
    told = campaigns.progress(founded, identity)
    assert told.count("visited") == 0 and told.groups[0].rows[0]["results"] == ["另有检查 1 次"]
    visited(founded, ids[1], campaign_id=identity)
    visited(founded, ids[2], campaign_id=identity, began_at="2026-11-15T16:00", ended_at="2026-11-15T17:00")
    joint = {"department": "市消防大队", "document": "1号", "reinspect_by": "town", "officers": [{"name": "张", "certificate": "1"}]}
    code = town.visit(founded, ids[3])["answers"][0]["item"]
    visited(
        founded, ids[3], campaign_id=identity, nature="joint", lead=joint, began_at="2026-11-15T08:00", ended_at="2026-11-15T09:00", hazards=[],
        checklists=[{"code": "GM", "items": [code]}], answers=[{"item": code, "result": "pass"}],
    )  # fmt: skip
    told = campaigns.progress(founded, identity)
    assert told.groups[0].visited == [ids[1], ids[2]] and told.groups[1].visited == [ids[3]]
    assert told.groups[1].rows[0]["results"] == ["不另出记录"]


def text_of(pdf: bytes) -> str:
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().replace("\r\n", "").replace(" ", "")


def test_a_visit_is_proposed_for_the_campaign_that_still_wants_it(founded: Desk):
    identity, ids = campaign(founded, begins_on="2026-11-10", ends_on="2026-11-30")
    on = founded.today
    assert campaign_visits.proposed(founded, ids[0], on)["id"] == identity
    entry = campaign_visits.join({"category": "routine", "places": "店堂"}, founded.get("campaign", identity))
    assert (entry["campaign_id"], entry["category"], entry["category_name"]) == (identity, "special", "元旦春节专项排查")
    assert campaign_visits.join(entry, None) == {"category": "routine", "places": "店堂"}
    assert campaign_visits.join({"category": "complaint"}, None) == {"category": "complaint"}, "an ordinary one stays as it is"
    done = visited(founded, ids[0], **{name: entry[name] for name in ("campaign_id", "category", "category_name")})
    assert campaign_visits.proposed(founded, ids[0], on) is None and campaign_visits.running(founded, ids[0], on)
    again, carried = visits.like_last(founded, {**visits.begin(founded, ids[0]), "site_id": ids[0]})
    assert again["category"] == "routine" and "category_name" not in again and "检查类型" not in carried, done
    assert campaign_visits.proposed(founded, ids[1], date(2026, 12, 1)) is None, "it is over"


def test_the_summary_counts_from_the_records_and_fits_one_page(founded: Desk):
    identity, ids = campaign(founded, summary="天气转冷，重点看取暖。\n下一步再去两家。")
    papers.issue(founded, visited(founded, ids[0], campaign_id=identity))
    facts = campaigns.summary(founded, identity)
    assert facts["totals"] == {
        "sites": 4, "visited": 1, "missed": 0, "left": 3, "visits": 1, "joint": 0, "hazards": 1, "general": 1,
        "suspected": 0, "major": 0, "on_spot": 0, "closed": 0, "notices": 1,
    }  # fmt: skip
    early = campaigns.summary_pdf(founded, identity)
    assert "元旦春节专项排查进展截至11月20日" in text_of(early.pdf), "nothing is summed up before its last day"
    over = replace(founded, today=date(2027, 2, 28))
    made = campaigns.summary_pdf(over, identity)
    assert made.pages == 1 and made.missing == ()
    text = text_of(made.pdf)
    for told in (
        "元旦春节专项排查小结", "我街道分2组对4家单位开展元旦春节专项排查", "已去1家（共1次）", "未能检查0家，还没去3家。",
        "共发现问题隐患1条，其中一般1条，疑似重大0条。", "发出整改通知（告知）书1份", "陈志远", "还没去：鑫达冷库、孙李村面馆、四冯加油站。",
        "天气转冷，重点看取暖。",
    ):  # fmt: skip
        assert told in text, told
    assert "未编号" not in text and "版" not in text


def test_a_large_campaign_still_is_one_page(founded: Desk):
    ids = [sites.add(founded, {"name": f"永济市栲栳镇第{n}号经营部"}, even_if_alike=True) for n in range(60)]
    groups = [{"name": f"{n}组", "leader": "陈志远", "sites": ids[n * 6 : n * 6 + 6]} for n in range(10)]
    identity = campaigns.add(founded, {**SPAN, "groups": groups})
    made = campaigns.summary_pdf(founded, identity)
    assert made.pages == 1
    assert "等60家" in pypdfium2.PdfDocument(made.pdf)[0].get_textpage().get_text_bounded().replace("\r\n", "")


def test_a_void_campaign_keeps_its_sheets(founded: Desk):
    identity, ids = campaign(founded)
    campaigns.print_route(founded, identity, 1)
    with pytest.raises(Invalid):
        campaigns.void(founded, identity, "")
    deed = campaigns.void(founded, identity, "上级取消")
    assert campaigns.listed(founded) == [] and len(field_sheets.out(founded)) == 1
    with pytest.raises(Refused):
        campaigns.print_route(founded, identity, 0)
    history.undo_deed(founded, deed)
    assert len(campaigns.listed(founded)) == 1
    town.clean(founded)

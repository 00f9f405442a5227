"""停业 … 换承租人: the unit and its open hazards in one deed; what cannot go is named; undone as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import (
    deadlines,
    hazard_lists,
    hazards,
    history,
    papers,
    reinspections,
    scans,
    site_ends,
)
from yongji_desktop.services.desk import Desk
from yongji_desktop.store.check import check

ON = {"happened_on": "2026-11-20"}


def three(desk: Desk) -> tuple[str, list[str]]:
    """A unit with a confirmed, a notified and a handed-over hazard."""
    site = town.some_site(desk)
    ids = [desk.get("inspection", town.finished(desk))["hazards"][0]["id"] for _ in range(3)]
    papers.issue(desk, hazards.of(desk, ids[1]).record["inspection_id"])
    hazards.take_step(desk, ids[2], "handover", {**ON, "department": "市住建局", "reason": "beyond"})
    hazards.take_step(desk, ids[2], "letter_delivered", {**ON, "received_by": "钱七"})
    return site, ids


def states(desk: Desk, ids: list[str]) -> list[str]:
    return [hazards.of(desk, one).life.state for one in ids]


def refusal(*words) -> str:
    with pytest.raises((Refused, Invalid)) as told:
        site_ends.take(*words)
    return str(told.value)


def test_suspending_rests_the_hazards_and_resuming_asks_for_a_look_again(founded: Desk) -> None:
    site, ids = three(founded)
    plan = site_ends.preview(founded, site, "suspend")
    assert [one.id for one in plan.goes] == sorted(ids[:2], key=ids.index) and [one.id for one in plan.stays] == [ids[2]]
    told = "\n".join(plan.sentences())
    assert "由“在营”改为“停业”" in told and "2 条未闭环隐患改为“停业暂停”" in told and "在部门手里" in told
    assert "早于停业日期" in refusal(founded, site, "suspend", {**ON, "reopen_on": "2026-11-01"})
    assert "还没有到" in refusal(founded, site, "suspend", {"happened_on": "2026-11-21"})
    deed = site_ends.take(founded, site, "suspend", {**ON, "reopen_on": "2027-02-20"})
    assert states(founded, ids) == ["resting", "resting", "handed_over"]
    assert founded.get("site", site)["operating_state"] == "suspended"
    assert [one.code for one in site_ends.moves(founded, site)] == ["resume", "close", "move_within", "move_away", "new_tenant"]
    assert "现在是“停业”" in refusal(founded, site, "suspend", ON)
    later = replace(founded, today=date(2027, 2, 20))
    assert {"reopen_check"} & {one.act for one in deadlines.radar(later).mine}
    back = site_ends.take(later, site, "resume", {"happened_on": "2027-02-20"})
    assert states(later, ids) == ["to_reinspect", "to_reinspect", "handed_over"]
    assert len(reinspections.begin(later, site)["looks"]) == 2
    history.undo_deed(later, back)
    history.undo_deed(later, deed)
    assert states(founded, ids) == ["confirmed", "notified", "handed_over"]
    assert founded.get("site", site).get("operating_state") in (None, "open")
    town.clean(founded)


@pytest.mark.parametrize(
    "code, facts, reason, state",
    [
        ("close", {"evidence": "注销信息 2026-11-18"}, "closed_down", "closed"),
        ("move_within", {"evidence": "旧址照片2张", "address": "城东街道北环路 9 号"}, "moved_within", "open"),
        ("move_away", {"evidence": "永城东函〔2026〕8号", "where": "虞乡镇"}, "moved_away", "moved_away"),
    ],
)
def test_an_end_needs_its_evidence_and_counts_as_no_rectification(founded: Desk, code, facts, reason, state) -> None:
    site, ids = three(founded)
    assert any(one in refusal(founded, site, code, ON) for one in ("没有填", "必填", "要有凭据"))
    assert states(founded, ids) == ["confirmed", "notified", "handed_over"]
    deed = site_ends.take(founded, site, code, {**ON, **facts})
    assert states(founded, ids) == ["ended"] * 3
    assert {hazards.of(founded, one).life.end["reason"] for one in ids} == {reason}
    assert hazard_lists.counted(founded, "open") == 0
    held = founded.get("site", site)
    assert (held.get("operating_state") or "open") == state
    if code == "move_within":
        assert held["address"] == facts["address"]
    history.undo_deed(founded, deed)
    assert states(founded, ids) == ["confirmed", "notified", "handed_over"]
    assert founded.get("site", site)["address"] == town.SITE["address"]
    town.clean(founded)


def test_a_new_tenant_takes_the_hazards_over_and_gets_the_notice_anew(founded: Desk) -> None:
    site, ids = three(founded)
    hazards.take_step(founded, ids[1], "delivered", {**ON, "received_by": "卫国栋"})
    plan = site_ends.preview(founded, site, "new_tenant")
    assert [one.id for one in plan.goes] == [ids[1]] and len(plan.stays) == 2
    site_ends.take(founded, site, "new_tenant", {**ON, "tenant": "永济市新禾餐饮", "principal": "冯立"})
    life = hazards.of(founded, ids[1]).life
    assert (life.state, life.tenant, life.delivered_on) == ("notified", "永济市新禾餐饮", None)
    held = founded.get("site", site)
    assert (held["principal"], held["actual_controller"]) == ("冯立", "永济市新禾餐饮")
    town.clean(founded)


def test_a_unit_without_hazards_and_wrong_words(founded: Desk) -> None:
    site = town.some_site(founded)
    assert "没有“sell”这一项" in refusal(founded, site, "sell", ON)
    deed = site_ends.take(founded, site, "close", {**ON, "evidence": "注销信息"})
    assert "关闭" in history.history(founded, "site", site)[0].sentence
    history.undo_deed(founded, deed)
    assert "不能登记“恢复经营”" in refusal(founded, site, "resume", ON)


def test_a_photo_alone_is_evidence_and_is_kept_with_the_step(founded: Desk, tmp_path) -> None:
    site, ids = three(founded)
    picture = tmp_path / "封门.jpg"
    picture.write_bytes(town.picture(5))
    row = scans.attach(founded, picture)
    deed = site_ends.take(founded, site, "close", {**ON, "files": [row]})
    assert states(founded, ids) == ["ended"] * 3
    [told] = hazards.files_of(founded, ids[0])
    assert (told["name"], told["step"], told["on"]) == ("封门.jpg", "终止", ON["happened_on"])
    town.clean(founded)
    founded.store.blobs.path(row["sha"]).unlink()
    assert "隐患登记的附件 封门.jpg的文件不在本机" in str(list(check(founded.store)))
    history.undo_deed(founded, deed)
    assert hazards.files_of(founded, ids[0]) == []

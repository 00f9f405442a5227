"""Versions of an inspection after 更正, void ones listed apart, a correction's draft, joining that can be stopped."""

from __future__ import annotations

import pytest
import town

from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.services import history, inspections, paper_sets
from yongji_desktop.services.desk import Desk

WHY = {"R06": "复查"}


def body_of(desk: Desk, identity: str) -> dict:
    """The fields of the record alone."""
    names = {one.name for one in INSPECTION.fields}
    return {name: value for name, value in desk.get("inspection", identity).items() if name in names}


def test_every_version_with_reason_person_and_words(founded: Desk):
    identity = town.finished(founded)
    inspections.correct(founded, identity, {**body_of(founded, identity), "places": "熔铸车间"}, "地点写漏", WHY)
    first, second = inspections.versions(founded, identity)
    assert (first["version"], second["version"]) == (1, 2) and second["reason"] == "地点写漏"
    assert first["body"]["places"] != second["body"]["places"] == "熔铸车间"
    assert second["officer"] == founded.get("officer", founded.officer)["name"] and second["at"]
    history.undo_deed(founded, history.last_deed(founded)[0])
    undone = inspections.versions(founded, identity)[-1]
    assert undone["version"] == 3 and undone["body"]["places"] == first["body"]["places"]


def test_the_draft_of_a_correction_goes_with_its_deed(founded: Desk):
    identity = town.finished(founded)
    entry = {**body_of(founded, identity), "places": "熔铸车间"}
    draft = inspections.save_draft(founded, {**entry, "_corrects": identity, "_reason": "地点写漏"})
    other = {**entry, "site_id": town.some_site(founded, name="别的厂", uscc=None)}
    with pytest.raises(Refused):
        inspections.correct(founded, identity, other, "换单位", WHY, draft=draft)
    assert [one["id"] for one in inspections.drafts(founded)] == [draft], "a refusal keeps it"
    inspections.correct(founded, identity, entry, "地点写漏", WHY, draft=draft)
    assert inspections.drafts(founded) == []


def test_void_ones_are_listed_and_counted_apart_and_what_was_undone_is_not(founded: Desk):
    kept = town.finished(founded)
    gone = town.finished(founded, began_at="2026-11-20T14:00", ended_at="2026-11-20T15:00")
    inspections.void(founded, gone, "写错单位")
    assert [one["id"] for one in inspections.listed(founded)] == [kept]
    assert [one["id"] for one in inspections.listed(founded, voided=True)] == [gone]
    assert inspections.counted(founded, voided=True) == 1
    assert inspections.counted(founded, town.SITE["name"][:4], voided=True) == 1
    assert inspections.counted(founded, "没有这家", voided=True) == 0
    inspections.unvoid(founded, gone)
    assert inspections.counted(founded, voided=True) == 0
    finished = next(one for one in history.history(founded, "inspection", kept) if one.what == "完成检查")
    history.undo_deed(founded, finished.deed)
    assert inspections.counted(founded, voided=True) == 0 and inspections.counted(founded) == 1


def test_joining_says_how_far_it_is_and_can_be_stopped(founded: Desk):
    first, _ = town.issued(founded)
    seen = []

    def go_on(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    paper_sets.together(founded, [first, first], go_on)
    assert seen == [(0, 2), (1, 2)]
    with pytest.raises(Refused) as told:
        paper_sets.together(founded, [first], lambda done, total: False)
    assert str(told.value) == "已停下，没有存文件。"

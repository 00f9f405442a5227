"""Objections: made with the visit, due in seven days, answered, on their annex; undone with the visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import town

from yongji_desktop.core.errors import Invalid
from yongji_desktop.services import deadlines, forms, history, inspections, objections
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records

WORDS = "防护罩在检修中，不属于缺失"
SIGNED = {"state": "signed", "objection": WORDS}


def refusal(*words) -> str:
    with pytest.raises(Invalid) as told:
        objections.answer(*words)
    return str(told.value)


def test_an_objection_on_the_record_is_noted_in_the_same_deed_and_due_in_seven_days(founded: Desk) -> None:
    before = records.count(founded.store.db, "change", "1")
    visit = town.finished(founded, signature=SIGNED)
    (one,) = objections.of_visit(founded, visit)
    assert (one["words"], one["raised_by"], one["received_on"]) == (WORDS, "卫国栋", "2026-11-20")
    assert len({row["deed"] for row in history.questions.changes_of(founded.store.db, "objection", one["id"])}) == 1
    assert records.count(founded.store.db, "change", "1") == before + 2  # the unit, the visit
    assert [due.id for due in deadlines.radar(founded).mine if due.act == "answer_objection"] == []
    late = replace(founded, today=town.TODAY + timedelta(days=8))
    assert one["id"] in [due.id for due in deadlines.radar(late).overdue]
    town.clean(founded)


def test_undoing_the_visit_takes_the_objection_along_and_finishing_again_notes_it_once(founded: Desk) -> None:
    visit = town.finished(founded, signature=SIGNED)
    history.undo_deed(founded, history.history(founded, "inspection", visit)[0].deed)
    assert not objections.listed(founded)
    (held,) = inspections.drafts(founded)
    inspections.finish(founded, held["body"], visit, {"R06": "复查"})
    assert len(objections.of_visit(founded, visit)) == 1
    deed = inspections.void(founded, visit, "写错单位")
    assert not objections.listed(founded)
    history.undo_deed(founded, deed)
    assert len(objections.of_visit(founded, visit)) == 1
    town.clean(founded)


def test_correcting_the_visit_corrects_the_objection_until_it_is_answered(founded: Desk) -> None:
    visit = town.finished(founded, signature=SIGNED)
    body = {name: one for name, one in founded.get("inspection", visit).items() if name in ENTRY}
    later = {**body, "signature": {**SIGNED, "objection": "责任人写错了"}}
    inspections.correct(founded, visit, later, "抄错", {"R06": "复查"})
    (one,) = objections.of_visit(founded, visit)
    assert one["words"] == "责任人写错了"
    objections.answer(founded, one["id"], "查了任命书", "同意，已更正", "贺峻岭", "2026-11-20")
    inspections.correct(founded, visit, {**body, "signature": {"state": "signed"}}, "抄错", {"R06": "复查"})
    assert objections.of_visit(founded, visit)[0]["words"] == "责任人写错了"
    town.clean(founded)


ENTRY = {one.name for one in inspections.INSPECTION.fields}


def test_answering_asks_for_all_and_the_annex_carries_it(founded: Desk) -> None:
    visit = town.finished(founded)
    assert not objections.listed(founded)
    identity = objections.add(founded, visit, {"words": WORDS, "raised_by": "卫国栋"})
    assert "核实情况没有填" in refusal(founded, identity, " ", "同意", "贺峻岭", "2026-11-20")
    assert "还没有到" in refusal(founded, identity, "看过", "同意", "贺峻岭", "2026-11-21")
    assert "早于收到异议" in refusal(founded, identity, "看过", "同意", "贺峻岭", "2026-11-19")
    deed = objections.answer(founded, identity, "11 月 20 日到车间看过", "不同意：检修也要有临时防护", "贺峻岭", "2026-11-20")
    assert not objections.listed(founded, open_only=True)
    issued = forms.issue(founded, "objection_annex", [identity], {})
    told = str(issued["data"])
    assert WORDS in told and "不同意：检修也要有临时防护" in told and issued["subject_id"] == identity
    history.undo_deed(founded, deed)
    assert objections.listed(founded, open_only=True)
    town.clean(founded)

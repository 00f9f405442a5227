"""Authorisations on file: what they open, what stays closed, from when until when."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import forms, hazards, history, inspections, papers, powers
from yongji_desktop.services.desk import Desk

ORDER = "rectification_order"
TOLD = {
    "document": "永政发〔2026〕3号", "matters": "应急管理 3 项", "organ": "永济市人民政府", "way": "granted",
    "valid_from": "2026-01-01", "valid_until": "2026-12-31",
}  # fmt: skip
PEOPLE = [
    {"name": "贺峻岭", "section": "应急管理站", "certificate": "14088100001"},
    {"name": "李雨䶮", "section": "应急管理站", "certificate": "14088100002"},
]


def codes(desk: Desk) -> set[str]:
    """Every paper a menu or the command line offers."""
    return {one["paper"] for one in papers.catalogue_rows(desk)} | {one.code for one in forms.papers_about(desk, "hazard")}


def refusal(call, *words, **more) -> str:
    with pytest.raises((Refused, Invalid)) as told:
        call(*words, **more)
    assert town.chinese(str(told.value)), str(told.value)
    return str(told.value)


def by_authority(desk: Desk, **more) -> str:
    """A finished inspection by authority."""
    told = {"nature": "authorised", "inspectors": PEOPLE, "showed_id": True, "authority": {"basis": TOLD["document"]}}
    return town.finished(desk, **{**told, **more})


def test_without_one_the_papers_and_the_nature_exist_nowhere(founded: Desk, run, tmp_path) -> None:
    assert ORDER not in codes(founded)
    assert powers.empty_words(founded) == "本街道没有登记赋权文号"
    first = founded.get("inspection", town.finished(founded))["hazards"][0]["id"]
    for call in (forms.proposed, forms.issue, forms.draft):
        words = (founded, ORDER, [first], {})[: 3 if call is forms.proposed else 4]
        assert "没有登记赋权文号" in refusal(call, *words)
    assert "没有登记赋权文号" in refusal(papers.draft, founded, first, ORDER)
    assert "未导入赋权事项" in refusal(by_authority, founded)
    out = tmp_path / "x.pdf"
    assert ORDER not in run("papers")[1]
    for words in (("form", ORDER, first, "--to", str(out)), ("print", ORDER, first, "--to", str(out))):
        code, _, err = run(*words)
        assert code == 1 and "没有登记赋权文号" in err
    assert not out.exists()


def test_with_one_on_file_the_order_is_issued_and_the_others_say_why_not(founded: Desk, run) -> None:
    powers.add(founded, TOLD)
    assert ORDER in codes(founded) and ORDER in run("papers")[1]
    assert "部门决定" in refusal(forms.proposed, founded, "on_site_measures", ["x"])
    assert "本程序不办" in refusal(forms.proposed, founded, "penalty_decision", ["x"])
    first = founded.get("inspection", by_authority(founded))["hazards"][0]["id"]
    inputs = forms.proposed(founded, ORDER, [first])
    assert inputs["authority"] == TOLD["document"] and len(inputs["people"]) == 2
    assert "文号" in refusal(forms.issue, founded, ORDER, [first], inputs)
    inputs["number"] = "（永城东）应急责改〔2026〕1号"
    alone = {**inputs, "people": inputs["people"][:1]}
    assert "两名以上持证" in refusal(forms.issue, founded, ORDER, [first], alone)
    assert "不在“权限和文种”" in refusal(forms.issue, founded, ORDER, [first], {**inputs, "authority": "别的文号"})
    issued = forms.issue(founded, ORDER, [first], inputs, {"R60": "标准原文待核"})
    assert issued["number"] == inputs["number"] and issued["data"]["title"] == "责令限期整改指令书"
    assert hazards.of(founded, first).life.state == "notified"
    town.clean(founded)


def test_what_a_routine_visit_found_cannot_be_ordered(founded: Desk) -> None:
    powers.add(founded, TOLD)
    first = founded.get("inspection", town.finished(founded))["hazards"][0]["id"]
    inputs = {**forms.proposed(founded, ORDER, [first]), "number": "1号", "people": [
        {"name": one["name"], "certificate": one["certificate"]} for one in PEOPLE
    ]}  # fmt: skip
    assert "不是在经赋权（委托）的行政检查中查出" in refusal(forms.issue, founded, ORDER, [first], inputs)


def test_it_holds_from_its_first_day_to_its_last_and_not_when_void(founded: Desk) -> None:
    identity = powers.add(founded, TOLD)
    for day, holds in (("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)):
        assert powers.authorised(founded, day) is holds
        assert powers.authorised(replace(founded, today=date.fromisoformat(day))) is holds
    assert "已经登记" in refusal(powers.add, founded, TOLD)
    assert "早于" in refusal(powers.add, founded, {**TOLD, "document": "x", "valid_until": "2025-01-01"})
    assert "要写原因" in refusal(powers.void, founded, identity, " ")
    deed = powers.void(founded, identity, "已收回")
    assert not powers.authorised(founded) and ORDER not in codes(founded)
    assert powers.state_word(founded, powers.listed(founded, voided=True)[0]) == "已作废"
    history.undo_deed(founded, deed)
    assert powers.authorised(founded) and inspections.context_for(founded, {}).authorised
    town.clean(founded)


def test_the_command_line_registers_one(founded: Desk, run, tmp_path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(TOLD, ensure_ascii=False), encoding="utf-8")
    code, out, err = run("add", "authority", str(tmp_path / "a.json"))
    assert (code, err) == (0, "") and "赋权文号" in out
    assert powers.authorised(founded) and TOLD["document"] in run("list", "authority")[1]

"""常用语: found in every way an officer types, best first; own ones kept and dropped."""

from __future__ import annotations

import pytest
import town

from yongji_desktop.core.errors import Invalid
from yongji_desktop.services import history, inspections, packs, phrases
from yongji_desktop.services.desk import Desk

BEGAN = "2026-11-20T09:00"


def own(desk: Desk, text: str = "配电箱前堆放纸箱", **more) -> str:
    hazard = {
        "item": "GM10",
        "description": text,
        "measure": "立即清走",
        "category": "电气",
        "grade": "general",
    }
    return phrases.keep(
        desk, {**hazard, "treatment": "on_spot", "part": "一车间", "responsible": "卫国栋", **more}
    )


def shipped_count(desk: Desk) -> int:
    """How many findings the installed checklists have."""
    lists = packs.checklists(desk).values()
    return sum(len(item.findings) for pack in lists for item in pack.content.items)


def texts(desk: Desk, words: str, item: str | None = None) -> list[str]:
    return [one.text for one in phrases.search(desk, words, item, BEGAN, 5000)]


def test_those_of_the_item_come_first_and_everything_is_filled_in(founded: Desk):
    found = phrases.search(founded, "", "GM10", BEGAN)
    items = [one.item for one in found]
    assert items[0] == "GM10" and items == sorted(items, key=lambda item: item != "GM10")
    dated = next(one for one in found if one.hazard.get("due_on"))
    assert dated.hazard["finding"] == dated.code and dated.hazard["due_on"] > BEGAN[:10]
    assert dated.basis and dated.source.startswith("工贸") and not dated.own and dated.uses == 0


@pytest.mark.parametrize("words", ["pdx", "配电箱", "PDX", "配电 箱门", "gm10"])
def test_characters_initials_and_codes_find(founded: Desk, words: str):
    assert any("配电箱" in one for one in texts(founded, words))


def test_every_part_must_fit_and_nonsense_finds_nothing(founded: Desk):
    assert set(texts(founded, "配电 封堵")) < set(texts(founded, "配电"))
    assert texts(founded, "配电 没有这样的话") == [] and texts(founded, "zzzz") == []
    assert len(texts(founded, "   ")) == len(texts(founded, "")) == shipped_count(founded)


def test_all_readings_of_a_character_find(founded: Desk):
    own(founded, "长期堆放")
    assert "长期堆放" in texts(founded, "cqdf") and "长期堆放" in texts(founded, "zqdf")


def test_matches_say_how_many_there_are(founded: Desk):
    shown, total = phrases.matches(founded, "", None, BEGAN, 10)
    assert len(shown) == 10 and total == shipped_count(founded)
    assert [one.code for one in shown] == [one.code for one in phrases.search(founded, "", None, BEGAN, 10)]


def test_what_the_office_used_most_comes_first(founded: Desk):
    second = phrases.search(founded, "", "GM10", BEGAN)[1]
    first, *_ = phrases.search(founded, "", "GM10", BEGAN)
    assert second.code != first.code
    visit = town.visit(founded, town.some_site(founded))
    visit["hazards"] = [{**second.hazard, "part": "配电间", "responsible": "卫国栋"}]
    visit["answers"].append({"item": "GM10", "text": "配电", "result": "fail"})
    visit["answers"][1]["result"] = "pass"
    identity = inspections.finish(founded, visit, reasons={"R06": "复查"})
    best = phrases.search(founded, "", "GM10", BEGAN)[0]
    assert (best.code, best.uses) == (second.code, 1)
    inspections.void(founded, identity, "重做")
    assert phrases.search(founded, "", "GM10", BEGAN)[0].uses == 0


def test_an_own_phrase_keeps_the_wording_and_leaves_the_visit_out(founded: Desk):
    identity = own(founded, due_on="2026-12-01", id="x", judgement={"choice": "on_scene"})
    (found,) = [one for one in phrases.search(founded, "纸箱", None, BEGAN) if one.own]
    assert found.code == identity == found.hazard["finding"] and found.source == "本机常用"
    assert found.hazard["measure"] == "立即清走" and found.hazard["judgement"] == {"choice": "on_scene"}
    assert not {"part", "responsible", "due_on", "id"} & set(found.hazard)
    assert texts(founded, "立即清走")[0] == "配电箱前堆放纸箱"
    assert town.chinese(history.history(founded, "phrase", identity)[0].sentence)


def test_nothing_and_the_same_again_are_not_kept(founded: Desk):
    own(founded)
    for hazard in ({"description": "  "}, {"description": "配电箱前堆放纸箱"}):
        with pytest.raises(Invalid) as told:
            phrases.keep(founded, hazard)
        assert told.value.problems[0].field == "description" and town.chinese(str(told.value))


def test_dropping_takes_it_out_and_undoing_brings_it_back(founded: Desk):
    identity = own(founded)
    deed = phrases.drop(founded, identity)
    assert "配电箱前堆放纸箱" not in texts(founded, "纸箱")
    history.undo_deed(founded, deed)
    assert "配电箱前堆放纸箱" in texts(founded, "纸箱")
    town.clean(founded)


def test_codes_are_those_of_the_items(founded: Desk):
    own(founded, item="ZZ7")
    assert {"gm10", "zz7"} <= phrases.codes(founded)


def test_two_thousand_own_phrases_are_searched_while_typing(founded: Desk):
    with founded.store.deed("phrase.keep", founded.officer) as deed:
        for number in range(2000):
            hazard = {
                "description": f"第{number}处配电线路未穿管",
                "grade": "general",
                "treatment": "deadline",
            }
            deed.set(
                "phrase", founded.store.clock.new_id(), text=hazard["description"], item="GM10", hazard=hazard
            )
    phrases.search(founded, "pd", None, BEGAN)
    for words in ("", "pdxl", "穿管", "1999"):
        found, total = phrases.matches(founded, words, "GM10", BEGAN)
        assert found and total

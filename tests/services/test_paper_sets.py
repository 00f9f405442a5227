"""Papers seen together: one PDF of several visits, what an edition prints differently."""

from __future__ import annotations

import io

import pikepdf
import pytest
import town

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import inspections, paper_sets, papers
from yongji_desktop.services.desk import Desk


def bookmarks(pdf: bytes) -> tuple[list[str], int]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return [str(one.title) for one in outline.root], len(document.pages)


def test_the_papers_of_several_visits_become_one_pdf_in_their_order(founded: Desk):
    first, papers_one = town.issued(founded)
    second, papers_two = town.issued(founded, began_at="2026-11-20T14:00", ended_at="2026-11-20T15:00")
    bare = town.finished(founded, began_at="2026-11-20T16:00", ended_at="2026-11-20T16:30")
    pdf, told = paper_sets.together(founded, [second, first, bare])
    titles, pages = bookmarks(pdf)
    assert pages == sum(one["pages"] for one in [*papers_one, *papers_two])
    assert len(titles) == len(papers_one) + len(papers_two)
    name = town.SITE["name"]
    assert titles[0].startswith(f"2026-11-20 {name} 安全生产巡查记录 ")
    assert "整改通知" in titles[1]
    numbers = [
        one["number"] for one in sorted(papers_two, key=lambda one: one["paper"] != "inspection_record")
    ]
    assert [title.split(" ")[-1] for title in titles[:2]] == numbers
    assert told == [f"2026-11-20 {name}：还没有出文书，没有放进去。"]


def test_nothing_issued_is_refused(founded: Desk):
    identity = town.finished(founded)
    with pytest.raises(Refused) as told:
        paper_sets.together(founded, [identity])
    assert town.chinese(str(told.value))
    with pytest.raises(Refused):
        paper_sets.together(founded, [])


def test_void_papers_are_left_out(founded: Desk):
    identity, issued = town.issued(founded)
    notice = next(one for one in issued if one["paper"] != "inspection_record")
    papers.void(founded, notice["id"], "打印错")
    titles, _ = bookmarks(paper_sets.together(founded, [identity])[0])
    assert len(titles) == len(issued) - 1


def test_a_first_edition_differs_from_nothing(founded: Desk):
    _, issued = town.issued(founded)
    assert all(paper_sets.differences(founded, one["id"]) == [] for one in issued)


def test_what_a_later_edition_prints_differently_is_said_word_by_word(founded: Desk):
    identity, _ = town.issued(founded)
    record = founded.get("inspection", identity)
    names = {one.name for one in inspections.INSPECTION.fields}
    entry = {name: value for name, value in record.items() if name in names}
    inspections.correct(founded, identity, {**entry, "places": "熔铸车间"}, "地点写多", {"R06": "复查"})
    papers.issue(founded, identity)
    paper = next(
        one for one in papers.issued_of(founded, identity).values() if one["paper"] == "inspection_record"
    )
    told = paper_sets.differences(founded, paper["id"])
    assert any("熔铸车间、库房" in one and one.endswith("改为“熔铸车间”") for one in told), told
    assert all(one.startswith("“") and len(one) < 140 for one in told)

"""The hazard ledger on paper and as a workbook says what the lists say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import town
from python_calamine import CalamineWorkbook
from test_hazard_life import grave, hazard_of

from yongji_desktop.services import deadlines, hazards, ledger, papers
from yongji_desktop.services.desk import Desk


def test_paper_and_workbook_count_as_the_lists_do(founded: Desk, tmp_path: Path) -> None:
    first, second = hazard_of(founded), hazard_of(founded)
    hazards.take_step(founded, second, "handover", {"happened_on": "2026-11-20", "department": "市住建局", "reason": "beyond"})
    hazards.take_step(founded, second, "letter_delivered", {"happened_on": "2026-11-20", "received_by": "李"})
    third = grave(founded)
    hazards.take_step(
        founded, third, "reported_by_phone", {"at": "2026-11-20T15:42", "department": "市应急局", "answered_by": "张敏"}
    )
    later = replace(founded, today=date(2026, 12, 8))
    found = {one["description"]: one for one in ledger.rows(later, "all")}
    assert len(ledger.rows(later, "all")) == 3 and found
    rows = ledger.rows(later, "all")
    late = [one for one in rows if one["overdue_days"] > 0]
    assert len(late) == len([one for one in deadlines.radar(later).overdue if one.act == "reinspect"]) == 1
    assert [one["waiting_days"] for one in rows if one["waiting_days"] is not None] == [18]
    count = ledger.export(later, tmp_path / "台账.xlsx")
    table = CalamineWorkbook.from_path(tmp_path / "台账.xlsx").get_sheet_by_index(0).to_python()
    assert count == 3 and len(table) == 5 and "逾期天数" in table[1]
    place = table[1].index("逾期天数")
    assert sorted(line[place] or 0 for line in table[2:]) == [0, 0, 7]
    issued = ledger.issue(later, "all", {})
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(papers.pdf(later, issued["id"])))
    assert "事故隐患台账" in text and "等部门" in text and issued["number"].startswith("永城东隐患账")
    assert ledger.draft(later, "open", {"village": "东姚温村"}).pages >= 1
    assert first and town.clean(later) is None


def test_an_empty_ledger_says_so(founded: Desk, tmp_path: Path) -> None:
    assert ledger.export(founded, tmp_path / "空.xlsx") == 0
    text = pypdfium2.PdfDocument(ledger.draft(founded, "all", {}).pdf)[0].get_textpage().get_text_range()
    assert "本区间无隐患记录" in text

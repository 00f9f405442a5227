"""编号簿: sealed letters first, last and void numbers; rendered and read back."""

from __future__ import annotations

import form_cases as cases
import paper_cases
import pytest
import reading

CODE = "number_book"
BOOK = {
    "letter": "B", "sealed": ["A"],
    "rows": [
        {"letter": "A", "year": 2026, "name": "安全生产巡查（检查）记录", "last_number": "永城东安检〔2026〕A269号", "void": ["A003", "A117"]},
        {"letter": "A", "year": 2026, "name": "隐患", "last_number": "永城东隐〔2026〕A412号", "void": []},
    ],
}  # fmt: skip


def given(**changes):
    facts = cases.facts(CODE, **changes)
    return cases.filled({**facts, "hazards": [], "number_book": BOOK}, machine="启天M428，应急站北桌")


@pytest.mark.parametrize("office", [paper_cases.OFFICE, {**paper_cases.OFFICE, "is_town": True}])
def test_the_words_of_the_book(office) -> None:
    made = cases.drawn(CODE, given(office=office))
    text = "".join(reading.pages(made.pdf))
    for words in (
        "编号簿", "字母A（已封存，2个系列）", "字母B（在用，0个系列）", "永城东安检〔2026〕A269号", "A003、A117", "还没有取过号",
        "封存的字母不再取号", "启天M428",
    ):  # fmt: skip
        assert words in text, words
    assert made.pages == 1 and not cases.problems(CODE, given(office=office))


def test_many_series_go_on_another_page() -> None:
    facts = given()
    facts["number_book"] = {**BOOK, "rows": BOOK["rows"] * 40}
    assert cases.drawn(CODE, facts).pages > 2

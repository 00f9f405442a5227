"""Every law citation of every pack: it has a line of keywords, and these stand in the very place it names."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from yongji_desktop.assets import asset
from yongji_desktop.core.citations import chinese_number, cite, resolve_key
from yongji_desktop.core.pack_content import Checklist
from yongji_desktop.core.pack_reference import Criteria
from yongji_desktop.core.packs import read_pack

LAWS = Path(__file__).resolve().parents[2].parent / "shared" / "laws"
DATA = Path(__file__).resolve().parents[1] / "data"
PACKS = {path.stem: read_pack(path.read_bytes()) for path in sorted(asset("resources/packs").glob("*.json"))}
LISTS = {name: pack.content for name, pack in PACKS.items() if isinstance(pack.content, Checklist)}
STANDARDS = {name: pack.content for name, pack in PACKS.items() if isinstance(pack.content, Criteria)}
TRADE_STANDARD = "工贸企业重大事故隐患判定标准"


def citations_of(checklist):
    for item in checklist.items:
        yield from item.basis
        for finding in item.findings:
            yield from finding.basis
            if finding.suspected_major:
                yield finding.suspected_major


def keywords_of(name):
    """{place in a law: its keywords} of one list."""
    lines = json.loads((DATA / f"citations_{name.removeprefix('checklist-')}.json").read_text(encoding="utf-8"))
    assert all(set(line) == {"law", "article", "paragraph", "item", "keywords"} for line in lines)
    return {resolve_key(line): line["keywords"] for line in lines}


EVERY = [one for checklist in LISTS.values() for one in citations_of(checklist)]
EVERY += [standard.citation(row) for standard in STANDARDS.values() for row in standard.rows]
WORDS = {(name, key): words for name in LISTS for key, words in keywords_of(name).items()}


@pytest.mark.parametrize("name", LISTS)
def test_every_verified_law_citation_has_its_keywords_and_no_line_is_left_over(name):
    used = {resolve_key(one) for one in citations_of(LISTS[name]) if one["verified"] and "law" in one}
    assert used == set(keywords_of(name))


def test_keywords_say_something():
    for words in WORDS.values():
        assert words and len(words) == len(set(words))
        assert all(len(word) >= 2 for word in words) and max(len(word) for word in words) >= 4


def test_what_is_not_verified_prints_no_number():
    unverified = [one for one in EVERY if not one["verified"]]
    assert len(unverified) >= 100
    for one in unverified:
        assert not one.get("article") and not one.get("clause")
        assert not re.search(r"第[一二三四五六七八九十百]+[条款]", cite(one))


def test_clauses_of_standards_are_printed_only_where_read():
    clauses = {(one["standard"], one["clause"]) for one in EVERY if "standard" in one and one["verified"]}
    gas = "城镇燃气经营安全重大隐患判定标准"
    assert clauses == {
        *((TRADE_STANDARD, f"第三条第（{n}）项") for n in "一二三"), (TRADE_STANDARD, "第五条"),
        *((gas, f"第四条第（{n}）项") for n in "一二三四五"), *((gas, f"第五条第（{n}）项") for n in "一二三"),
    }


def test_a_listed_situation_of_a_finding_is_among_the_candidates_of_its_item():
    known = {
        (standard.standard, standard.document, row.clause, item)
        for standard in STANDARDS.values() for row in standard.rows for item in row.items
    }
    names = {standard.standard for standard in STANDARDS.values()}
    for checklist in LISTS.values():
        for item in checklist.items:
            for finding in item.findings:
                one = finding.suspected_major
                if one and one["standard"] in names:
                    assert (one["standard"], one["document"], one["clause"], item.code) in known, finding.code


def test_standards_bear_on_items_that_exist_and_most_of_them_on_starred_ones():
    items = {item.code: item for checklist in LISTS.values() for item in checklist.items}
    for standard in STANDARDS.values():
        for row in standard.rows:
            assert set(row.items) <= set(items), row.code
    borne = {code for standard in STANDARDS.values() for row in standard.rows for code in row.items}
    assert {code for code in items if items[code].star and code.startswith("GM")} <= borne


@cache
def articles(name: str) -> dict[int, list[list[str]]]:
    """Article number → paragraphs, each a list: its wording and then its items."""
    file = next(path for path in LAWS.glob("*.md") if path.name.startswith(f"{name}("))
    numbers = {chinese_number(number): number for number in range(1, 300)}
    found: dict[int, list[list[str]]] = {}
    current: list[list[str]] = []
    for line in file.read_text(encoding="utf-8").partition("<!-- INFO END -->")[2].splitlines():
        line = line.strip()
        start = re.match(r"第([一二三四五六七八九十百零]+)条\s+(.*)", line)
        if start:
            current = found.setdefault(numbers[start[1]], [])
            current.append([start[2]])
        elif re.match(r"[（(][一二三四五六七八九十]+[）)]", line):
            current[-1].append(line)
        elif line and not line.startswith("#"):
            current.append([line])
    return found


@pytest.mark.skipif(not LAWS.is_dir(), reason="the texts of the laws are not here")
@pytest.mark.parametrize("place", WORDS, ids=lambda place: f"{place[0]} {place[1]}")
def test_the_place_cited_exists_and_speaks_of_the_matter(place):
    law, article, paragraph, item = place[1]
    paragraphs = articles(law)[article]
    assert paragraph is not None or len(paragraphs) == 1, "an article of several 款 is cited with its 款"
    words = paragraphs[(paragraph or 1) - 1]
    wording = words[item] if item else "".join(words)
    for word in WORDS[place]:
        assert word in wording

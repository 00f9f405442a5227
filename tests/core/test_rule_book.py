"""Every rule the program asks stands in the one table, with the severity it is asked with."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import yongji_desktop
from yongji_desktop.core.rule_book import RULE_BOOK, SEVERITIES, rule_rows

SOURCE = Path(yongji_desktop.__file__).parent
DOMAIN = Path(__file__).parents[3] / "shared" / "domain.md"


def problems() -> list[tuple[str, str, str]]:
    """(file, rule, severity) of every Problem made with a literal rule."""
    found = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                words = [one.value for one in node.args if isinstance(one, ast.Constant)]
                words += [one.value.value for one in node.keywords if isinstance(one.value, ast.Constant)]
                rules = [one for one in words if isinstance(one, str) and re.fullmatch(r"R\d\d", one)]
                severities = [one for one in words if one in SEVERITIES] or ["block"]
                found += [(path.name, rule, severities[0]) for rule in rules]
    return found


def test_every_rule_asked_is_in_the_book_with_its_severity() -> None:
    asked = problems()
    assert len(asked) > 60
    strangers = [one for one in asked if one[1] not in RULE_BOOK]
    assert not strangers
    other = [one for one in asked if one[2] not in RULE_BOOK[one[1]].severities]
    assert not other


def test_each_rule_says_what_it_asks_and_where_from() -> None:
    for row in rule_rows():
        assert row["words"] and row["source"] and row["severity"]
    for one in RULE_BOOK.values():
        for name in one.asked:
            hits = [path for path in SOURCE.rglob("*.py") if path.stem == name or path.parent.name == name]
            assert hits or name in ("complaints", "objections", "handing_over"), (one.id, name)


@pytest.mark.skipif(not DOMAIN.exists(), reason="要有业务资料")
def test_the_numbers_are_those_of_the_rule_list() -> None:
    listed = set(re.findall(r"^\| (R\d\d) \|", DOMAIN.read_text(encoding="utf-8"), re.M))
    assert set(RULE_BOOK) <= listed

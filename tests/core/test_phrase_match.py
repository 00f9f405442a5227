"""Wordings found by other words, by sound and by initials."""

from __future__ import annotations

import pytest

from yongji_desktop.core.everyday_words import ALIKE, GROUPS
from yongji_desktop.core.phrase_match import ENOUGH, Corpus

TEXTS = [
    "灭火器压力指针在红区",
    "配电箱没有箱门，带电部位裸露",
    "楼梯间停放电动自行车",
    "长期堆放纸箱，占用疏散通道",
    "消火栓打不开",
]
ABOUT = ["每处不少于两具", "配电、接地", "电动车不进楼", "通道畅通", "消防给水"]
CORPUS = Corpus(TEXTS, ABOUT)


def best(typed: str) -> int | None:
    found = CORPUS.alike(typed)
    return max(found, key=found.__getitem__) if found else None


@pytest.mark.parametrize(("typed", "expected"), [
    ("灭火机没压力", 0),  # another word
    ("灭火气压力低", 0),  # another character of the same sound
    ("电箱敞着门", 1),
    ("电瓶车停楼道", 2),
    ("过道堆东西", 3),
    ("消防栓打不开", 4),
    ("pdxxm", 1),  # initials with other characters between
    ("mhjylzz", 0),  # initials of the everyday word
])
def test_what_says_the_same_is_found(typed: str, expected: int):
    assert best(typed) == expected


@pytest.mark.parametrize("typed", ["没有这样的话", "没有", "的", "zzzz", "pd", "p9x", "今天天气"])
def test_nonsense_and_words_that_say_little_find_nothing(typed: str):
    assert CORPUS.alike(typed) == {}


def test_scores_are_between_enough_and_one_and_the_very_word_counts_most():
    found = CORPUS.alike("灭火器没压力")
    assert all(ENOUGH <= score <= 1 for score in found.values())
    assert found[0] > CORPUS.alike("灭火机没压力")[0] >= CORPUS.alike("灭火机压力不够")[0] * 0.5


def test_the_very_words_and_every_reading_of_initials():
    assert CORPUS.holding("箱") == {1, 3} and CORPUS.holding("没有这个") == set()
    assert CORPUS.spelled("cqdf") == CORPUS.spelled("zqdf") == {3}
    assert CORPUS.spelled("q1") == set()


def test_a_line_break_never_joins_two_wordings():
    corpus = Corpus(["灭火\n器", "甲"], ["", ""])
    assert corpus.holding("器甲") == set() and corpus.holding("灭火 器") == {0}


def test_an_empty_corpus_finds_nothing():
    assert Corpus([], []).alike("灭火器") == {} and Corpus([], []).holding("甲") == set()


def test_groups_hold_each_word_once_and_go_both_ways():
    assert all(len(set(group)) == len(group) > 1 for group in GROUPS)
    assert "灭火器" in ALIKE["灭火机"] and "灭火机" in ALIKE["灭火器"]
    assert all(word not in others for word, others in ALIKE.items())

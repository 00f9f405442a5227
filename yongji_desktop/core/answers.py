"""Answering a checklist: pure steps on the list of answers of an entry.

全部合格 never covers a ★ item and never overwrites an answer (R61); an item turned back from 不合格 keeps its hazard
put aside, so that nothing written is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Answers = list[dict[str, Any]]


@dataclass(frozen=True)
class Tally:
    """How the answers stand: numbers by result and ★ items still unseen."""

    passed: int
    failed: int
    not_applicable: int
    unseen: int
    stars_left: int


def tally(answers: Sequence[Mapping[str, Any]]) -> Tally:
    """Count the answers by result."""
    by = {"pass": 0, "fail": 0, "na": 0, "unseen": 0}
    for one in answers:
        by[one.get("result") or "unseen"] += 1
    stars = sum(1 for one in answers if one.get("star") and (one.get("result") or "unseen") == "unseen")
    return Tally(by["pass"], by["fail"], by["na"], by["unseen"], stars)


def pass_the_rest(answers: Sequence[Mapping[str, Any]]) -> tuple[Answers, int, int | None]:
    """全部合格: unanswered items without ★ become 合格.

    Returns the new answers, how many changed, and the index of the first unanswered ★ item (None when none is).
    """
    made, changed, star = [], 0, None
    for index, one in enumerate(answers):
        unanswered = (one.get("result") or "unseen") == "unseen"
        if unanswered and not one.get("star"):
            made.append({**one, "result": "pass"})
            changed += 1
        else:
            made.append(dict(one))
            if unanswered and star is None:
                star = index
    return made, changed, star


def give(answers: Sequence[Mapping[str, Any]], index: int, result: str) -> tuple[Answers, int]:
    """Answer one item; returns the new answers and the index to go to.

    An answered ★ moves to the next unanswered ★, any other stays where it is.
    """
    made = [dict(one) for one in answers]
    was = made[index].get("result") or "unseen"
    made[index]["result"] = result
    if made[index].get("star") and was == "unseen" and result != "fail":
        for further in range(index + 1, len(made)):
            if made[further].get("star") and (made[further].get("result") or "unseen") == "unseen":
                return made, further
    return made, index


def next_unseen(answers: Sequence[Mapping[str, Any]], after: int) -> int | None:
    """The next unanswered item after an index, going round; None when all are answered."""
    order = [*range(after + 1, len(answers)), *range(min(after + 1, len(answers)))]
    return next((n for n in order if (answers[n].get("result") or "unseen") == "unseen"), None)

"""Answering a checklist: 全部合格 never covers a ★ and never overwrites; what changes is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yongji_desktop.core.answers import give, next_unseen, pass_the_rest, tally

RESULTS = ("pass", "fail", "na", "unseen")
answer = st.builds(
    lambda result, star, note: {
        **({} if result is None else {"result": result}),
        **({"star": True} if star else {}),
        "note": note,
    },
    st.sampled_from([*RESULTS, None]),
    st.booleans(),
    st.sampled_from(["", "门已上锁"]),
)
lists = st.lists(answer, max_size=12)


def unseen(one: dict) -> bool:
    return (one.get("result") or "unseen") == "unseen"


@given(lists)
def test_the_tally_counts_every_answer_once(answers):
    found = tally(answers)
    assert found.passed + found.failed + found.not_applicable + found.unseen == len(answers)
    assert found.stars_left == sum(1 for one in answers if unseen(one) and one.get("star"))


@given(lists)
def test_passing_the_rest_changes_only_what_is_unanswered_and_has_no_star(answers):
    before = [dict(one) for one in answers]
    made, changed, star = pass_the_rest(answers)
    assert answers == before, "the list handed in stays as it is"
    for one, now in zip(before, made, strict=True):
        if unseen(one) and not one.get("star"):
            assert now == {**one, "result": "pass"}
        else:
            assert now == one
    assert changed == tally(answers).unseen - tally(made).unseen
    assert star == next((at for at, one in enumerate(made) if unseen(one)), None)
    assert pass_the_rest(made) == (made, 0, star)


@given(lists.filter(bool), st.data())
def test_giving_one_answer_touches_no_other(answers, data):
    index = data.draw(st.integers(0, len(answers) - 1))
    result = data.draw(st.sampled_from(RESULTS))
    before = [dict(one) for one in answers]
    made, place = give(answers, index, result)
    assert answers == before
    assert made[index] == {**before[index], "result": result}
    assert [one for at, one in enumerate(made) if at != index] == [
        one for at, one in enumerate(before) if at != index
    ]
    if place != index:
        assert before[index].get("star") and unseen(before[index]) and place > index
        assert made[place].get("star") and unseen(made[place])
        assert not any(one.get("star") and unseen(one) for one in made[index + 1 : place])


@given(lists.filter(bool), st.data())
def test_the_next_unseen_goes_round_until_none_is_left(answers, data):
    after = data.draw(st.integers(-1, len(answers) - 1))
    found = next_unseen(answers, after)
    if found is None:
        assert not any(unseen(one) for one in answers)
    else:
        assert unseen(answers[found])
        between = (
            range(after + 1, found) if found > after else [*range(after + 1, len(answers)), *range(found)]
        )
        assert not any(unseen(answers[at]) for at in between)


def test_a_star_answered_goes_to_the_next_star_but_a_failed_one_stays_for_its_hazard():
    answers = [{"star": True}, {}, {"star": True}]
    assert give(answers, 0, "pass")[1] == 2
    assert give(answers, 0, "fail")[1] == 0
    assert give(answers, 1, "pass")[1] == 1
    assert give([{"star": True, "result": "fail"}, {"star": True}], 0, "pass")[1] == 0

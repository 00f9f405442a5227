"""State is a pure function of the set of changes: any order, any chunks, any PC."""

from __future__ import annotations

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st
from world import Judge, World, rebuilt

from yongji_desktop.core.errors import Refused
from yongji_desktop.store import check, records, undo

SITES = ["s1", "s2"]
STEPS = ["found", "rectified_on_spot", "reported_by_phone", "notified", "withdrawn", "settle", "retract"]

pc = st.integers(0, 2)
actions = st.one_of(
    st.tuples(
        st.just("set"),
        pc,
        st.sampled_from(SITES),
        st.dictionaries(
            st.sampled_from(["name", "village", "phone"]), st.sampled_from(["甲", "乙", None]), min_size=1
        ),
    ),
    st.tuples(st.just("twice"), pc, st.sampled_from(SITES), st.sampled_from(["甲", "乙"])),
    st.tuples(st.just("void"), pc, st.sampled_from([*SITES, "i1", "h1"]), st.booleans()),
    st.tuples(st.just("put"), pc, st.sampled_from(["i1", "i2"]), st.integers(0, 2)),
    st.tuples(st.just("event"), pc, st.just("h1"), st.sampled_from(STEPS)),
    st.tuples(st.just("wording"), pc, st.just("h1"), st.sampled_from(["防护罩缺失", "防护罩损坏"])),
    st.tuples(st.just("undo"), pc, st.integers(0, 5), st.none()),
    st.tuples(st.just("jump"), pc, st.integers(-600, 600), st.none()),
    st.tuples(st.just("send"), pc, pc, st.randoms(use_true_random=False)),
)


def kind_of(identity: str) -> str:
    return {"s": "site", "i": "inspection", "h": "hazard"}[identity[0]]


def act(world: World, action: tuple) -> None:
    """One random thing somebody does."""
    what, number, target, more = action
    if what == "jump":
        world.jump(number, target)
    elif what == "send":
        held = sorted(world.held(number))
        some = more.sample(held, more.randint(0, len(held)))
        world.send(some, target)
    elif what == "undo":
        _undo(world, number, target)
    else:
        world.deed(number, lambda deed: _write(world, number, deed, what, target, more))


def _undo(world: World, number: int, back: int) -> None:
    deeds = list(dict.fromkeys(change.deed for change in world.changes.values()))
    before = world.held(number)
    try:
        undo.undo(world.stores[number], deeds[-1 - back % len(deeds)] if deeds else "none", None)
    except Refused:
        return
    world.note(number, before)


def _write(world: World, number: int, deed, what: str, target: str, more) -> None:
    if what == "set":
        deed.set("site", target, **more)
    elif what == "twice":  # one change that says two things about the same field
        deed.set("site", target, phone="先写的")
        deed.set("site", target, phone=more)
    elif what == "void":
        deed.void(kind_of(target), target, "写错") if more else deed.unvoid(kind_of(target), target)
    elif what == "put":
        hazards = [{"id": "h1"}] * more
        deed.put(
            "inspection",
            target,
            {"site_id": "s1", "began_at": f"2026-11-0{more + 1}T09:00", "hazards": hazards},
        )
    elif what == "wording":
        deed.put("hazard", target, {"description": more, "site_id": "s1", "inspection_id": "i1"})
    else:
        _event(world, number, deed, target, more)


def _event(world: World, number: int, deed, target: str, step: str) -> None:
    rows = world.rows(number, "SELECT body FROM change ORDER BY hlc")
    told = [op["event"]["id"] for (body,) in rows for op in json.loads(body)["ops"] if "event" in op]
    facts = {"of": told[-2:]} if step in ("settle", "retract") else {"happened_on": "2026-11-20"}
    if step == "found":
        facts.update(grade="general", treatment="deadline", due_on="2026-12-01")
    deed.event("hazard", target, step, **facts)


@settings(max_examples=120, deadline=None)
@given(st.lists(actions, min_size=3, max_size=22), st.integers(0, 10**6))
def test_any_order_any_chunks_any_pc_one_state(told: list, seed: int) -> None:
    world = World().add(3)
    for action in told:
        act(world, action)
    for store, digest in zip(world.stores, world.digests(), strict=True):
        assert digest == rebuilt(store), "tables with gaps differ from their rebuild"
    world.add()  # one that has seen nothing
    world.share(seed)
    first, *others = world.digests()
    assert all(other == first for other in others)
    assert rebuilt(world.stores[0]) == first
    meaning_is_right(world)


def meaning_is_right(world: World) -> None:
    """Convergence alone proves nothing: values, rivals and 并行修改 are those an independent judge finds."""
    judge = Judge(world)
    rivals = set(world.rows(0, "SELECT kind, id, field, origin, seq FROM rival"))
    parallels = set(world.rows(0, "SELECT kind, id, origin, seq FROM parallel"))
    expected_rivals, expected_parallels = set(), set()
    for kind, identity in judge.ops:
        record = records.get(world.stores[3].db, kind, identity)
        values, lost = judge.fields((kind, identity))
        whole, lost_wholes = judge.whole((kind, identity))
        for name, value in values.items():
            if name == "voided":
                assert record["voided"] == bool(value)
            else:
                assert record.get(name) == value
        for name, value in (whole or {}).items():
            if name not in values:
                assert record[name] == value
        expected_rivals |= {(kind, identity, *one) for one in lost | lost_wholes}
        expected_parallels |= {(kind, identity, *one) for one in judge.parallel((kind, identity))}
    assert rivals == expected_rivals
    assert parallels == expected_parallels


def two_pcs() -> World:
    """Two PCs that both know the site s1."""
    world = World().add(2)
    world.deed(0, lambda deed: deed.set("site", "s1", name="老名字", phone="1", village="东村"))
    world.send_all(0, 1)
    return world


def site(world: World, number: int = 0) -> dict:
    return records.get(world.stores[number].db, "site", "s1")


def test_same_field_and_neither_seen_is_a_conflict_with_the_later_winning() -> None:
    world = two_pcs()
    world.jump(1, 5)
    world.deed(0, lambda deed: deed.set("site", "s1", phone="甲填"))
    world.deed(1, lambda deed: deed.set("site", "s1", phone="乙填"))
    world.share()
    assert [site(world, number)["phone"] for number in (0, 1)] == ["乙填", "乙填"]
    assert world.rows(0, "SELECT kind, id, field, origin, seq, value FROM rival") == [
        ("site", "s1", "phone", world.stores[0].device, 2, '"甲填"')
    ]
    assert world.rows(0, "SELECT * FROM parallel") == []
    assert "单位 s1 有冲突（联系电话），请选定一个。" in list(check.doubts(world.stores[0].db))


def test_same_moment_is_decided_by_the_device() -> None:
    world = two_pcs()
    for number in (0, 1):
        world.stores[number].clock.move_to(world.stores[0].clock.now())
    at = world.stores[0].clock.now()
    for number, word in ((0, "甲填"), (1, "乙填")):
        world.stores[number].clock.move_to(at)
        world.deed(number, lambda deed, word=word: deed.set("site", "s1", phone=word))
    own = [change for change in world.changes.values() if change.seq == (2 if change.origin[0] == "0" else 1)]
    assert len({change.hlc for change in own}) == 1, "the case needs two changes of one moment"
    world.share()
    assert site(world)["phone"] == "乙填"


def test_different_fields_are_parallel_and_both_stay() -> None:
    world = two_pcs()
    world.deed(0, lambda deed: deed.set("site", "s1", phone="甲填"))
    world.deed(1, lambda deed: deed.set("site", "s1", village="西村"))
    world.share()
    assert (site(world)["phone"], site(world)["village"]) == ("甲填", "西村")
    assert world.rows(1, "SELECT * FROM rival") == []
    assert world.rows(1, "SELECT kind, id, origin, seq FROM parallel") == [
        ("site", "s1", world.stores[0].device, 2),
        ("site", "s1", world.stores[1].device, 1),
    ]
    assert list(check.doubts(world.stores[0].db)) == [], "nothing to decide"


def test_one_after_the_other_is_neither() -> None:
    world = two_pcs()
    world.deed(0, lambda deed: deed.set("site", "s1", phone="甲填"))
    world.send_all(0, 1)
    world.deed(1, lambda deed: deed.set("site", "s1", phone="乙填", village="西村"))
    world.share()
    assert site(world)["phone"] == "乙填"
    assert world.rows(0, "SELECT * FROM rival") == world.rows(0, "SELECT * FROM parallel") == []


def test_a_late_clock_does_not_win_over_what_it_has_seen() -> None:
    world = two_pcs()
    world.jump(0, 600)
    world.deed(0, lambda deed: deed.set("site", "s1", phone="快钟"))
    world.send_all(0, 1)
    world.deed(1, lambda deed: deed.set("site", "s1", phone="慢钟，后写"))
    world.share()
    assert site(world)["phone"] == "慢钟，后写"
    assert world.rows(0, "SELECT * FROM rival") == []


def test_equal_values_of_two_pcs_are_no_conflict() -> None:
    world = two_pcs()
    for number in (0, 1):
        world.deed(number, lambda deed: deed.set("site", "s1", phone="一样"))
    world.share()
    assert world.rows(0, "SELECT * FROM rival") == []


def test_a_conflict_ends_when_somebody_who_has_seen_both_decides() -> None:
    world = two_pcs()
    for number, word in ((0, "甲填"), (1, "乙填")):
        world.deed(number, lambda deed, word=word: deed.set("site", "s1", phone=word))
    world.share()
    assert len(world.rows(0, "SELECT * FROM rival")) == 1
    world.deed(0, lambda deed: deed.set("site", "s1", phone="甲填"))
    world.share()
    assert site(world, 1)["phone"] == "甲填"
    assert world.rows(1, "SELECT * FROM rival") == []


def test_a_gap_hides_no_knowledge_for_good() -> None:
    """`seen` stands on an earlier change that comes last: the conflict it cleared goes away."""
    world = two_pcs()
    world.deed(0, lambda deed: deed.set("site", "s1", phone="甲填"))
    world.send_all(0, 1)
    world.deed(1, lambda deed: deed.set("site", "s1", village="西村"))  # tells what it has seen
    world.deed(1, lambda deed: deed.set("site", "s1", phone="乙填"))  # nothing new seen: not told again
    assert world.rows(1, "SELECT seen IS NULL FROM change WHERE origin LIKE '1%' ORDER BY seq") == [
        (0,),
        (1,),
    ]
    last = (world.stores[1].device, 2)
    world.send([last], 0)
    assert len(world.rows(0, "SELECT * FROM rival")) == 1, "as far as this PC can tell"
    world.send([(world.stores[1].device, 1)], 0)
    assert world.rows(0, "SELECT * FROM rival") == []
    assert world.digests()[0] == world.digests()[1] == rebuilt(world.stores[0])


def test_knowledge_told_with_another_record_counts_for_this_one() -> None:
    world = two_pcs()
    world.deed(0, lambda deed: deed.set("site", "s1", phone="甲填"))
    world.send_all(0, 1)
    world.deed(1, lambda deed: deed.set("site", "s2", name="别的店"))  # tells what it has seen
    world.deed(1, lambda deed: deed.set("site", "s1", phone="乙填"))
    world.send([(world.stores[1].device, 2)], 0)
    assert len(world.rows(0, "SELECT * FROM rival")) == 1
    world.send([(world.stores[1].device, 1)], 0)
    assert world.rows(0, "SELECT * FROM rival") == []
    assert world.digests()[0] == rebuilt(world.stores[0])


def test_what_lies_behind_a_gap_is_not_claimed_as_seen() -> None:
    world = World().add(2)
    for word in ("一", "二", "三"):
        world.deed(0, lambda deed, word=word: deed.set("site", "s1", phone=word))
    device = world.stores[0].device
    world.send([(device, 1), (device, 3)], 1)
    world.deed(1, lambda deed: deed.set("site", "s1", phone="乙填"))
    (seen,) = world.rows(1, "SELECT seen FROM change WHERE origin LIKE '1%'")[0]
    assert json.loads(seen) == {device: 1}
    assert world.rows(1, "SELECT field, seq FROM rival") == [("phone", 3)]


def test_whole_versions_nobody_had_seen_are_kept() -> None:
    world = World().add(2)
    world.deed(0, lambda deed: deed.put("inspection", "i1", {"site_id": "s1", "places": "一版"}))
    world.send_all(0, 1)
    world.jump(0, 3)
    world.deed(0, lambda deed: deed.put("inspection", "i1", {"site_id": "s1", "places": "甲二版"}, version=2))
    world.deed(1, lambda deed: deed.put("inspection", "i1", {"site_id": "s1", "places": "乙二版"}, version=2))
    world.share()
    record = records.get(world.stores[1].db, "inspection", "i1")
    assert (record["places"], record["version"]) == ("甲二版", 2)
    ((field, value),) = world.rows(1, "SELECT field, value FROM rival")
    assert field == "*" and json.loads(value)["places"] == "乙二版"


def hazard_world() -> World:
    world = World().add(2)
    facts = {"grade": "general", "treatment": "deadline", "due_on": "2026-12-01", "happened_on": "2026-11-20"}

    def begin(deed) -> None:
        deed.put("hazard", "h1", {"description": "防护罩缺失", "site_id": "s1"})
        deed.event("hazard", "h1", "found", **facts)

    world.deed(0, begin)
    world.send_all(0, 1)
    return world


def hazard(world: World, number: int = 0) -> tuple:
    return world.rows(number, "SELECT state, doubtful, due_on FROM hazard WHERE id = 'h1'")[0]


def test_an_impossible_event_makes_a_hazard_doubtful_until_it_is_settled() -> None:
    world = hazard_world()
    world.deed(0, lambda deed: deed.event("hazard", "h1", "withdrawn", happened_on="2026-11-21"))
    world.jump(1, 5)
    world.deed(1, lambda deed: deed.event("hazard", "h1", "notified", happened_on="2026-11-21"))
    world.share()
    assert hazard(world) == hazard(world, 1) == ("withdrawn", 1, "2026-12-01")
    from yongji_desktop.store.questions import figures_of_sites

    assert figures_of_sites(world.stores[0].db, ["s1"], 2026)["s1"]["open_hazards"] == 1
    (doubt,) = [words for words in check.doubts(world.stores[0].db) if "待核" in words]
    assert "隐患" in doubt
    late = [op["event"]["id"] for op in world.changes[(world.stores[1].device, 1)].ops]
    world.deed(0, lambda deed: deed.event("hazard", "h1", "settle", of=late))
    world.share()
    assert hazard(world, 1) == ("withdrawn", 0, "2026-12-01")
    assert figures_of_sites(world.stores[0].db, ["s1"], 2026)["s1"]["open_hazards"] == 0


def test_a_correction_of_the_wording_moves_neither_state_nor_deadline() -> None:
    world = hazard_world()
    world.deed(0, lambda deed: deed.event("hazard", "h1", "notified", happened_on="2026-11-20"))
    world.deed(
        0, lambda deed: deed.put("hazard", "h1", {"description": "改过", "due_on": "2027-01-01"}, version=2)
    )
    assert hazard(world) == ("notified", 0, "2026-12-01")


def test_events_are_folded_by_the_clock_of_the_log_and_not_by_arrival() -> None:
    world = hazard_world()
    world.jump(1, -60)  # slower, but it has seen the finding: its clock goes on from there
    world.deed(1, lambda deed: deed.event("hazard", "h1", "rectified_on_spot", happened_on="2026-11-20"))
    world.jump(0, 60)
    world.deed(0, lambda deed: deed.event("hazard", "h1", "notified", happened_on="2026-11-20"))
    world.share(random.Random(1).randint(0, 9))
    assert hazard(world) == ("closed", 1, "2026-12-01"), "closed first; the notice after it cannot be placed"

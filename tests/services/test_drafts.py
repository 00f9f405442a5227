"""Drafts: as they were, whatever is in them; this PC's own, without numbers, and safe from new checklists."""

from __future__ import annotations

from pathlib import Path

import town
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_deeds import newer_list, refused

from yongji_desktop.services import inspections, packs, papers
from yongji_desktop.services.desk import Desk, open_desk

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["places", "site", "hazards", "answers", "extra_opinion"]), VALUES))
def test_a_draft_is_what_was_put_in(founded: Desk, entry: dict) -> None:
    """Also half a surrogate, control characters and rare signs: nothing is tidied before it is finished."""
    identity = inspections.save_draft(founded, entry, "d1")
    (held,) = inspections.drafts(founded)
    assert held["id"] == identity and held["body"] == entry


def test_every_field_of_an_entry_survives_closing(founded: Desk, tmp_path: Path) -> None:
    entry = {
        **town.visit(founded, town.some_site(founded), photos=[town.with_photo(founded)]),
        "videos": 2,
        "lead": {"department": "市应急局", "officers": [{"name": "张三", "certificate": None}]},
        "extra_opinion": "第一行\n第二行  栲䶮𬱖",
        "tasks": ["2024/7"],
        "signature": {"state": "unsigned"},
        "told_principal": None,
        "unlicensed": "",
    }
    identity = inspections.save_draft(founded, entry)
    founded.close()
    desk = open_desk(tmp_path / "data", home=tmp_path / "home", today=town.TODAY, any_place=True)
    (held,) = inspections.drafts(desk)
    assert held["id"] == identity and held["body"] == entry
    town.clean(desk)
    desk.close()


def test_one_record_has_one_place(founded: Desk) -> None:
    site = town.some_site(founded)
    identity = inspections.save_draft(founded, town.visit(founded, site))
    assert (
        inspections.save_draft(founded, {**town.visit(founded, site), "places": "库房"}, identity) == identity
    )
    assert len(inspections.drafts(founded)) == 1
    assert (
        inspections.finish(founded, inspections.drafts(founded)[0]["body"], identity, {"R06": "x"})
        == identity
    )
    assert inspections.drafts(founded) == []
    assert "已完成并锁定" in refused(inspections.save_draft, founded, {}, identity)


def test_a_discarded_draft_uses_no_number(founded: Desk) -> None:
    changes = founded.store.db.conn.execute("SELECT count(*) FROM change").fetchone()
    identity = inspections.save_draft(founded, town.visit(founded, town.some_site(founded)))
    papers.draft(founded, identity, "inspection_record")
    papers.draft(founded, identity, "rectification_notice")
    assert "未完成" in refused(papers.issue, founded, identity)
    inspections.discard_draft(founded, identity)
    after = founded.store.db.conn.execute("SELECT count(*) FROM change").fetchone()
    assert after[0] == changes[0] + 1, "only the site"
    assert founded.store.db.conn.execute("SELECT count(*) FROM number_series").fetchone() == (0,)
    _, made = town.issued(founded)
    assert {one["number"][-5:-1] for one in made} == {"A001"}


def test_a_draft_keeps_the_checklist_it_was_begun_with(founded: Desk) -> None:
    site = town.some_site(founded)
    identity = inspections.save_draft(founded, town.visit(founded, site))
    before = inspections.drafts(founded)[0]["body"]
    packs.install(founded.store, founded.officer, [newer_list()])
    assert town.visit(founded, site)["answers"][0]["text"] == "新版的第一项"
    held = inspections.drafts(founded)[0]["body"]
    assert held == before
    from yongji_desktop.services import entry

    assert entry.fill(founded, held)["answers"] == before["answers"], "filling in again takes nothing away"
    inspections.finish(founded, held, identity, {"R06": "x"})
    record = founded.get("inspection", identity)
    assert record["answers"] == before["answers"] and record["checklists"] == before["checklists"]
    assert "新版的第一项" not in str(record)

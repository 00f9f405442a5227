"""What is in a pack line by line, searched; a file looked at before it is installed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import town

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.services import history, pack_contents, pack_imports, packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.pack_imports import CHANGED, HEAD, NEW, REMOVED

HERE, NEWER = (town.shipped("criteria-gongmao", step) for step in (0, 1))


def raw(stem: str) -> dict[str, Any]:
    path = next(one for one in packs.bundled() if one.stem == stem)
    return json.loads(path.read_text(encoding="utf-8"))


def written(folder: Path, pack: dict[str, Any], **changes: Any) -> Path:
    path = folder / "包.json"
    path.write_text(json.dumps({**pack, **changes}, ensure_ascii=False), encoding="utf-8")
    return path


def test_every_shipped_pack_is_shown_whole_with_its_own_codes(founded: Desk):
    for pack in packs.installed(founded.store):
        found = pack_contents.lines(pack)
        assert found and len({one.code for one in found}) == len(found), pack.id
        assert all(one.text and one.chapter for one in found)
        assert pack.version in pack_contents.validity(pack)


def test_a_checklist_has_its_findings_below_their_item_and_marks_what_is_loose(founded: Desk):
    found = {one.code: one for one in pack_contents.lines(packs.checklists(founded)["GM"])}
    item, finding = found["GM13"], found["GM13-1"]
    assert item.star and item.loose and not item.below and finding.below
    told = dict(item.details)
    assert told["看什么"] and told["怎么看"] and "（待核）" in told["依据"]
    assert dict(finding.details)["整改要求"] and "天" in dict(finding.details)["处理"]
    assert not found["GM03"].loose


def test_a_situation_not_read_shows_no_clause(founded: Desk):
    pack = next(one for one in packs.installed(founded.store, "criteria") if one.id == "criteria/gongmao")
    for one in pack_contents.lines(pack):
        assert ("条款" in dict(one.details)) is not one.loose
        assert one.chapter == "原文待核" if one.loose else one.chapter.startswith("第")


def test_lines_are_found_by_characters_initials_codes_and_law(founded: Desk):
    search = pack_contents.Search(pack_contents.lines(packs.checklists(founded)["GM"]))

    def codes(words: str) -> list[str]:
        return [one.code for one in search.find(words)]

    assert codes("") == [one.code for one in search.known]
    assert "GM10-1" in codes("pdx") and codes("gm10") == [code for code in codes("") if code.startswith("GM10")]
    assert set(codes("漏电 试验按钮")) < set(codes("漏电")) and "GM04" in codes("第三十条第一款")
    assert codes("没有这样的话") == [] == codes("zzzz")


def test_a_newer_pack_is_compared_line_by_line_and_then_installed_as_one_deed(founded: Desk, tmp_path: Path):
    pack = raw("criteria-gongmao")
    pack["rows"][0]["situation"] += "（改）"
    gone = pack["rows"].pop()
    pack["rows"].append({**pack["rows"][1], "code": "GM-999", "situation": "新的情形"})
    path = written(tmp_path, pack, version=NEWER, notes="新的说明")
    told = pack_imports.preview(founded, path)
    assert told.before == HERE and told.pack.version == NEWER
    assert {one.kind: one.code for one in told.changes} == {
        HEAD: "", NEW: "GM-999", CHANGED: "GM-1", REMOVED: gone["code"]}
    assert "（改）" in next(one.words for one in told.changes if one.kind == CHANGED)
    assert next(one for one in told.changes if one.kind == HEAD).text == "说明"
    assert packs.newest_installed(founded.store, "criteria/gongmao").version == HERE
    assert pack_imports.take_in(founded, path) == [f"criteria/gongmao@{NEWER}"]
    assert packs.newest_installed(founded.store, "criteria/gongmao").version == NEWER
    history.undo_deed(founded, history.last_deed(founded)[0])
    assert packs.newest_installed(founded.store, "criteria/gongmao").version == HERE


def test_a_pack_that_is_here_or_older_is_refused_before_anything_is_shown(founded: Desk, tmp_path: Path):
    for version, words in ((HERE, "没有变化"), ("2025.1", "更旧")):
        with pytest.raises(Refused, match=words):
            pack_imports.preview(founded, written(tmp_path, raw("criteria-gongmao"), version=version))
    with pytest.raises(Refused, match="读不出来"):
        pack_imports.preview(founded, tmp_path / "没有.json")


def test_a_pack_that_is_new_here_is_new_in_every_line(founded: Desk, tmp_path: Path):
    pack = raw("criteria-gongmao")
    told = pack_imports.preview(founded, written(tmp_path, pack, id="criteria/second"))
    assert told.before is None and {one.kind for one in told.changes} == {NEW}
    assert len(told.changes) == len(pack["rows"])


def test_a_workbook_is_compared_and_a_wrong_cell_is_named_and_nothing_is_installed(founded: Desk, tmp_path: Path):
    path = packs.export_workbook(founded, "checklist/gm", tmp_path / "工贸.xlsx")
    book = openpyxl.load_workbook(path)
    book["说明"]["B5"].value = "2026.9"
    book["检查项"]["C2"].value = "改过的检查内容"
    book.save(path)
    told = pack_imports.preview(founded, path)
    assert told.before == town.shipped("checklist-gm") and told.count(CHANGED) == 1
    assert "改过的检查内容" in told.changes[-1].text or any("改过的检查内容" in one.text for one in told.changes)
    book["检查项"]["A3"].value = "XX1"
    book.save(path)
    before = len(packs.installed(founded.store))
    for attempt in (pack_imports.preview, pack_imports.take_in):
        with pytest.raises(Invalid) as wrong:
            attempt(founded, path)
        assert any("“检查项”第 3 行 A 列" in one.message for one in wrong.value.problems)
    assert len(packs.installed(founded.store)) == before

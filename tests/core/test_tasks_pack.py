"""The tasks of 2024 word for word as the notice has them, and who is named in them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from yongji_desktop.assets import asset
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.pack_content import TOWN_PARTS
from yongji_desktop.core.packs import read_pack, task_catalogue_for

SOURCE = Path(__file__).resolve().parents[2].parent / "shared" / "source"
PACK = read_pack(asset("resources/packs/tasks-2024.json").read_bytes())
TASKS = PACK.content.tasks
with_source = pytest.mark.skipif(not SOURCE.is_dir(), reason="the notice itself is not here")


def source_text() -> str:
    """The notice without its line breaks."""
    return next(SOURCE.glob("000_*.txt")).read_text(encoding="utf-8").replace("\n", "")


def task_wording(task) -> str:
    return f"{task.label}{task.title}。{task.text}"


def wording() -> str:
    """The whole notice put together again from the pack."""
    notice = PACK.content.notice
    parts = [notice.heading, notice.document_number, notice.title, notice.addressees, notice.preamble]
    for section in PACK.content.sections:
        parts.append(section.label + section.title)
        parts += [task_wording(task) for task in TASKS if task.section == section.number]
    parts += [notice.closing, notice.signature, notice.date, notice.publicity, notice.copies, notice.printed]
    return "".join(parts)


def test_twenty_eight_tasks_in_seven_sections():
    assert [task.number for task in TASKS] == list(range(1, 29))
    assert len(PACK.content.sections) == 7
    assert [task.section for task in TASKS] == sorted(task.section for task in TASKS)


@with_source
def test_the_pack_is_the_notice_word_for_word():
    assert wording() == source_text()


@with_source
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.title)
def test_each_task_stands_in_the_notice(task):
    text = source_text()
    assert task_wording(task) in text
    for clause in task.clauses:
        assert clause.units in text
    for stated in task.stated:
        assert stated.quote in text


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.title)
def test_the_clauses_are_the_task(task):
    assert "".join(clause.wording for clause in task.clauses) == task.text
    for clause in task.clauses:
        places = [clause.units.find(unit) for unit in clause.units_list]
        assert -1 not in places and places == sorted(places), "units in the order of the notice"
        for part in clause.mode.split("，"):
            assert part in clause.units


def test_the_town_is_named_in_nineteen_tasks():
    assert Counter(TOWN_PARTS[task.town_part] for task in TASKS) == {
        "负责": 8, "分工负责": 9, "督促": 2, "未点名": 9}
    named = [task.number for task in TASKS if task.town_part != "unnamed"]
    assert named == [1, 3, 4, 7, 9, 10, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]


def test_the_part_of_the_town_is_what_the_units_say():
    modes = {"responsible": "负责", "shared": "分工负责", "urge": "督促企业落实"}
    for task in TASKS:
        named = {clause.mode for clause in task.clauses if clause.names_town}
        assert named == ({modes[task.town_part]} if task.town_part in modes else set())


def test_the_forest_fires_of_task_19_name_no_town():
    named = {clause.heading: clause.names_town for clause in TASKS[18].clauses}
    assert named == {"森林草原火灾": False, "水旱灾害": True, "地质灾害": True, "地震灾害": True,
                     "气象灾害": True}


def test_only_two_numbers_are_set_and_one_binds_the_town():
    numbers = [(task.number, stated.subject, stated.count, stated.period, stated.binds_town)
               for task in TASKS for stated in task.stated if stated.count is not None]
    assert numbers == [(1, "市安委会", 1, "month", False),
                       (24, "各镇[街道]和市直有关部门", 1, "year", True)]


def test_every_unit_is_in_the_department_dictionary():
    dictionary = read_pack(asset("resources/packs/departments-yongji.json").read_bytes()).content
    known = {"各镇[街道]", "市直有关部门", "负有安全监管职责的部门"}
    for department in dictionary.departments:
        known |= {department.name, *department.also_written}
    units = {unit for task in TASKS for clause in task.clauses for unit in clause.units_list}
    assert units <= known


def other_year(year: int, version: str):
    """A made-up pack of another year, of one task."""
    return read_pack({
        "format": 1, "pack": "tasks", "id": f"tasks/{year}", "name": f"{year}年任务", "version": version,
        "valid_from": f"{year}-01-01", "valid_until": None, "source": "虚构", "notes": "", "year": year,
        "notice": dict.fromkeys(PACK.content.notice.__dataclass_fields__, ""),
        "sections": [{"number": 1, "label": "一、", "title": "总则"}],
        "tasks": [{"number": 1, "label": "（一）", "title": "巡查", "section": 1,
                   "text": "巡查（各镇[街道]负责）", "town_part": "responsible",
                   "kinds": ["inspection"], "stated": [],
                   "clauses": [{"heading": None, "after_heading": "", "text": "巡查",
                                "units": "（各镇[街道]负责）", "after_units": "", "mode": "负责",
                                "units_list": ["各镇[街道]"], "names_town": True}]}],
    })


def test_a_year_with_its_own_pack_uses_it_without_a_note():
    old, new = other_year(2026, "2026.9"), other_year(2026, "2026.10")
    assert task_catalogue_for(2024, [PACK, old]) == (PACK, "")
    assert task_catalogue_for(2026, [new, old, PACK]) == (new, "")


def test_a_year_without_a_pack_uses_the_latest_earlier_one_and_says_so():
    later = other_year(2027, "2027.1")
    assert task_catalogue_for(2026, [later, PACK]) == (PACK, "沿用2024年任务目录，仅供内部归类")


def test_no_pack_at_all_says_what_to_do():
    checklist = read_pack(asset("resources/packs/checklist-gm.json").read_bytes())
    for packs in ([], [PACK], [checklist]):
        with pytest.raises(Refused, match="请先导入任务数据包"):
            task_catalogue_for(2023, packs)

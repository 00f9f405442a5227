"""常用语: found by characters, initials and codes, filled in by one key, kept and dropped."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest
from office_data import add_units, finish_visit
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from window_driver import words

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.phrase_parts import deadline_words, source_words
from yongji_desktop.gui.parts.phrase_picker import PhrasePicker
from yongji_desktop.services import packs, phrases

BEGAN = "2026-11-23T14:10"
CONTROL = Qt.KeyboardModifier.ControlModifier


def picker_of(
    frame: Frame, qtbot, item: str | None = "GM10", site: str | None = None, lists: Sequence[str] = ()
) -> PhrasePicker:
    made = PhrasePicker(frame, item, BEGAN, site, lists=lists)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def picker(frame: Frame, qtbot) -> Iterator[PhrasePicker]:
    """The picker for item GM10."""
    yield picker_of(frame, qtbot)


def chosen_by(picker: PhrasePicker) -> list[tuple[dict, bool]]:
    found: list[tuple[dict, bool]] = []
    picker.chosen.connect(lambda hazard, edit: found.append((hazard, edit)))
    return found


def keep(frame: Frame, text: str = "配电箱前堆放纸箱", **more) -> str:
    """An own phrase."""
    hazard = {
        "item": "GM10",
        "description": text,
        "measure": "清走",
        "grade": "general",
        "treatment": "on_spot",
    }
    return phrases.keep(frame.desk, {**hazard, **more})


def shipped_count(frame: Frame) -> int:
    """How many findings the installed checklists have."""
    lists = packs.checklists(frame.desk).values()
    return sum(len(item.findings) for pack in lists for item in pack.content.items)


def test_phrases_of_the_item_come_first_and_one_digit_fills_in(picker):
    taken = chosen_by(picker)
    assert all(one.item == "GM10" for one in picker.list.phrases[:3])
    second = picker.list.phrases[1]
    QTest.keyClick(picker.box.line, "2")
    assert taken == [(second.hazard, False)] and not picker.isVisible()
    assert taken[0][0]["finding"] == second.code and taken[0][0]["measure"]


def test_initials_characters_and_codes_find(picker):
    QTest.keyClicks(picker.box.line, "pdx")
    assert picker.list.phrases and all("配电" in one.text or "pdx" for one in picker.list.phrases)
    assert "配电箱" in picker.list.phrases[0].text
    picker.box.line.setText("GM09")
    assert {one.item for one in picker.list.phrases} == {"GM09"}
    picker.box.line.setText("防护罩")
    held = ["防护罩" in one.text for one in picker.list.phrases]
    assert held[0] and held == sorted(held, reverse=True)


def test_digits_go_on_with_a_code_but_fill_in_after_words(picker):
    taken = chosen_by(picker)
    QTest.keyClicks(picker.box.line, "gm09")
    assert picker.box.text() == "gm09" and taken == []
    picker.box.line.clear()
    QTest.keyClicks(picker.box.line, "pdx1")
    assert len(taken) == 1 and "配电箱" in taken[0][0]["description"]


def test_arrows_enter_and_ctrl_enter(frame, qtbot):
    for modifier, edit in ((Qt.KeyboardModifier.NoModifier, False), (CONTROL, True)):
        picker = picker_of(frame, qtbot)
        taken = chosen_by(picker)
        QTest.keyClick(picker.box.line, Qt.Key.Key_Down)
        QTest.keyClick(picker.box.line, Qt.Key.Key_Down)
        QTest.keyClick(picker.box.line, Qt.Key.Key_Up)
        third = picker.list.phrases[1]
        QTest.keyClick(picker.box.line, Qt.Key.Key_Return, modifier)
        assert taken == [(third.hazard, edit)]


def test_everything_it_will_fill_in_is_shown(picker):
    phrase = next(one for one in picker.list.phrases if one.hazard.get("due_on"))
    picker.list.setCurrentRow(list(picker.list.phrases).index(phrase))
    shown = "".join(words(picker.fills))
    assert phrase.hazard["description"] in shown and phrase.hazard["measure"] in shown
    assert deadline_words(phrase, BEGAN) in shown and "（周" in shown
    assert "一般 · 限期整改" in shown


def test_a_clause_not_compared_yet_is_said_in_grey(picker):
    picker.box.line.setText("")
    every, _ = phrases.matches(picker.frame.desk, "", None, BEGAN, shipped_count(picker.frame))
    loose = [one for one in every if any(not each["verified"] for each in one.hazard["basis"])]
    assert loose
    picker.fills.show_phrase(loose[0], BEGAN, "")
    roles = {one.text(): one.property("role") for one in picker.fills.findChildren(QLabel)}
    assert any("（待核）" in text and role == "faint" for text, role in roles.items())
    assert any("依据待核" in text for text in roles)
    assert source_words(loose[0]).endswith("依据待核")


def test_an_open_hazard_of_the_same_item_is_said(frame, qtbot, tmp_path):
    sites = add_units(frame.desk)
    finish_visit(frame.desk, tmp_path, "永济市阳光机械厂", "2026-11-16")
    picker = picker_of(frame, qtbot, site=sites["永济市阳光机械厂"])
    assert any(
        text.startswith("本单位 11月16日有同类隐患未闭环：配电箱未装箱门") for text in words(picker.fills)
    )
    other = picker_of(frame, qtbot, site=sites["永济市鑫达冷库"])
    assert not any("同类隐患" in text for text in words(other.fills))


def test_keeping_asks_the_editor_and_the_phrase_is_there(picker):
    asked = []

    def editor() -> None:
        asked.append(1)
        if len(asked) == 1:
            keep(picker.frame)

    picker.keep.connect(editor)
    QTest.keyClick(picker.box.line, Qt.Key.Key_D, CONTROL)
    assert asked == [1] and picker.list.phrases[0].own
    assert picker.note.text() == "已存为常用，下次在这里找得到。"
    picker.note.clear()
    QTest.keyClick(picker.box.line, Qt.Key.Key_D, CONTROL)
    assert len(asked) == 2 and picker.note.text() == ""


def test_an_own_phrase_is_dropped_and_brought_back(frame, qtbot):
    keep(frame)
    picker = picker_of(frame, qtbot)
    assert picker.list.phrases[0].own
    QTest.keyClick(picker.box.line, Qt.Key.Key_Delete)
    assert not picker.list.phrases[0].own and "已从常用里去掉" in picker.note.text()
    QTest.keyClick(picker.box.line, Qt.Key.Key_Z, CONTROL)
    assert picker.list.phrases[0].own
    picker.list.setCurrentRow(1)
    QTest.keyClick(picker.box.line, Qt.Key.Key_Delete)
    assert "不能去掉" in picker.note.text()


def test_delete_inside_the_words_edits_them(frame, qtbot):
    keep(frame)
    picker = picker_of(frame, qtbot)
    picker.box.line.setText("配电")
    picker.box.line.setCursorPosition(0)
    QTest.keyClick(picker.box.line, Qt.Key.Key_Delete)
    assert picker.box.text() == "电" and phrases.own_count(frame.desk) == 1


def test_other_words_for_the_same_find_and_the_lists_of_the_visit_come_first(frame, qtbot):
    picker = picker_of(frame, qtbot, item=None, lists=["RQ"])
    picker.box.line.setText("煤气罐放地下室")
    assert "RQ03" in [one.item for one in picker.list.phrases[:3]]
    assert "意思相近" in picker.total.text()
    picker.box.line.setText("三通")
    assert picker.list.phrases[0].item == "RQ05" and "意思相近" not in picker.total.text()


def test_nothing_found_says_what_to_do_and_keys_do_nothing(picker):
    taken = chosen_by(picker)
    picker.box.line.setText("没有这样的话")
    assert picker.nothing.isVisible() and not picker.list.isVisible() and picker.total.text() == "共 0 条"
    QTest.keyClick(picker.box.line, Qt.Key.Key_Return)
    QTest.keyClick(picker.box.line, "1", CONTROL)
    assert taken == [] and picker.isVisible()


def test_esc_clears_the_words_and_then_closes(picker):
    picker.box.line.setText("pdx")
    QTest.keyClick(picker.box.line, Qt.Key.Key_Escape)
    assert picker.isVisible() and picker.box.text() == ""
    QTest.keyClick(picker.box.line, Qt.Key.Key_Escape)
    assert not picker.isVisible()


def test_the_window_behind_is_dimmed_while_it_is_open(frame, qtbot):
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.resize(900, 500)
    behind.show()
    picker = PhrasePicker(frame, None, BEGAN, None, behind)
    picker.show()
    assert picker._shade is not None and picker._shade.isVisible()
    assert picker.width() <= 860 and picker.height() <= 460
    picker.reject()
    assert picker._shade is None


def test_it_opens_at_once_with_two_thousand_own_phrases(frame, qtbot):
    shipped = shipped_count(frame)
    every, total = phrases.matches(frame.desk, "", None, BEGAN, shipped)
    assert len(every) == total == shipped
    with frame.desk.store.deed("phrase.keep", frame.desk.officer) as deed:
        for number in range(2000):
            one = every[number % len(every)]
            hazard = {"description": one.text, "grade": "general", "treatment": "deadline"}
            text = f"{one.text}第{number}处"
            deed.set("phrase", frame.desk.store.clock.new_id(), text=text, item=one.item, hazard=hazard)
    took = []
    for _ in range(3):
        began = time.perf_counter()
        picker = PhrasePicker(frame, "GM10", BEGAN, None)
        took.append(time.perf_counter() - began)
        qtbot.addWidget(picker)
    assert min(took) < 0.1, took
    assert picker.total.text() == f"共 {2000 + shipped} 条，先列 50 条"
    began = time.perf_counter()
    picker.box.line.setText("pdx")
    picker.box.line.setText("pdxm")
    assert time.perf_counter() - began < 1

"""First run end to end through the widgets an officer uses, found by their words."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TODAY, bring_up
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton
from window_driver import button, words

from yongji_desktop.gui.first_run import FirstRun
from yongji_desktop.services import maintenance, office, session


@pytest.fixture
def start(tmp_path: Path, qtbot):
    made = FirstRun(tmp_path / "data")
    qtbot.addWidget(made)
    bring_up(made, qtbot)
    founded: list[session.Session] = []
    made.finished.connect(founded.append)
    made.founded = founded
    yield made
    for one in founded:
        one.close()


def choose_town(start: FirstRun, name: str) -> None:
    choice = next(one for one in start.findChildren(QRadioButton) if one.text() == name)
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)


def field(start: FirstRun, name: str) -> QLineEdit:
    return next(
        one for one in start.findChildren(QLineEdit) if one.accessibleName() == name and one.isVisible()
    )


def fill(start: FirstRun, **texts: str) -> None:
    for name, text in texts.items():
        field(start, name).clear()
        field(start, name).insert(text)


def click(start: FirstRun, word: str) -> None:
    QTest.mouseClick(button(start, word), Qt.MouseButton.LeftButton)


def test_ten_towns_and_no_data_yet(start, tmp_path):
    names = [one.text() for one in start.findChildren(QRadioButton)]
    assert len(names) == 10 and "城东街道" in names and "虞乡镇" in names and "栲栳镇" in names
    assert not (tmp_path / "data").exists()


def test_an_office_is_founded_from_the_keyboard_and_the_mouse(start, tmp_path, qtbot):
    choose_town(start, "虞乡镇")
    assert field(start, "机关全称").text() == "永济市虞乡镇人民政府"
    fill(start, 办公电话="0359-8123456", 内设机构名="综合办")
    assert "永虞乡安检〔" in " ".join(words(start)) and "永济市虞乡镇人民政府" in words(start)
    fill(start, 姓名="王建国", 职务="站长", 手机="13800002210")
    QTest.keyClick(field(start, "手机"), Qt.Key.Key_Return)
    fill(start, 姓名="李芳")
    click(start, "下一步")
    assert "数据放在哪里" in words(start)
    click(start, "开始使用")
    qtbot.waitUntil(lambda: bool(start.founded))
    desk = start.founded[0].desk
    assert desk.office["organ_name"] == "永济市虞乡镇人民政府" and desk.office["is_town"]
    assert desk.office["short_name"] == "永虞乡" and desk.office["section"] == "综合办"
    people = {one["name"]: one for one in office.officers(desk)}
    assert people["王建国"]["phone"] == "13800002210" and desk.officer == people["王建国"]["id"]
    assert set(people) == {"王建国", "李芳"} and desk.store.letter == "A"
    with pytest.raises(session.AlreadyOpen):
        session.begin(tmp_path / "data", any_place=True)


def test_what_is_missing_is_said_one_after_the_other(start):
    click(start, "下一步")
    assert "还没有选镇街，请选一个。" in words(start)
    choose_town(start, "城东街道")
    assert "还没有选镇街，请选一个。" not in words(start)
    fill(start, 文号简称="")
    click(start, "下一步")
    assert "文号简称没有填，请补上。" in words(start)
    assert field(start, "文号简称").hasFocus()
    fill(start, 文号简称="永城东")
    click(start, "下一步")
    assert "至少要有一位安全员。请填姓名；有第二位再填。" in words(start)
    assert start.stack.currentIndex() == 0


def test_a_mobile_number_is_looked_at_when_the_field_is_left(start):
    fill(start, 姓名="赵磊", 手机="1380000")
    field(start, "手机").setFocus()
    field(start, "执法证号").setFocus()
    assert "手机号要 11 位，现在 7 位；也可以先不填" in words(start)
    click(start, "加入")
    assert not start.steps[0].people
    fill(start, 手机="")
    click(start, "加入")
    assert [one["name"] for one in start.steps[0].people] == ["赵磊"]
    click(start, "去掉")
    assert not start.steps[0].people


def test_names_typed_by_hand_survive_another_town(start):
    choose_town(start, "城东街道")
    fill(start, 机关全称="永济市人民政府城东街道办事处")
    choose_town(start, "城西街道")
    assert field(start, "机关全称").text() == "永济市人民政府城东街道办事处"
    assert field(start, "文号简称").text() == "永城西"


def test_a_folder_with_data_is_refused_with_a_sentence(start, tmp_path, desk):
    choose_town(start, "城东街道")
    fill(start, 办公电话="0359-8000000", 姓名="王建国")
    click(start, "下一步")
    click(start, "开始使用")
    assert any("里已经有数据了。请另选一个空文件夹。" in one for one in words(start))
    start.steps[1].use(tmp_path / "other")
    assert not any("里已经有数据了" in one for one in words(start))


def test_data_on_a_network_share_is_refused(start, monkeypatch):
    monkeypatch.setattr("yongji_desktop.store.places.drives_here", lambda: {"/": "removable"})
    start._show(1)
    assert "数据不能放在 U 盘或移动硬盘上，拔掉会丢。请选本机硬盘。" in words(start)
    click(start, "开始使用")
    assert not start.founded


def test_starting_from_the_backup_of_another_pc_takes_a_new_letter(start, desk, tmp_path, monkeypatch, qtbot):
    backup = maintenance.back_up(desk)
    place = start.steps[1]
    place.folder = tmp_path / "new"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", lambda *_: (str(backup), ""))
    click(start, "从另一台电脑的备份开始")
    qtbot.waitUntil(lambda: bool(start.founded))
    begun = start.founded[0].desk
    assert begun.office["place_name"] == "城东街道" and begun.store.letter == "B"
    assert any("以后用字母 B" in one for one in begun.store.news)


def test_the_sample_and_the_number_follow_the_letter(start):
    choose_town(start, "城东街道")
    start.steps[0].letter.setCurrentText("C")
    assert f"永城东安检〔{TODAY.year}〕C001号"[-5:] in " ".join(words(start))


def test_the_demo_is_one_button_away(start, qtbot):
    with qtbot.waitSignal(start.demo_wanted):
        click(start, "看演示")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

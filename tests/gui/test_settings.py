"""设置: names, officers, backups, check, packs, the number book."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_driver import answer, button, rows, toast, words

from yongji_desktop.gui.pages.editor import opening, steps
from yongji_desktop.services import kinds, maintenance, office, packs, session, sites


def click(root, word: str) -> None:
    QTest.mouseClick(button(root, word), Qt.MouseButton.LeftButton)


@pytest.fixture
def page(window):
    window.go("settings")
    return window.page()


@pytest.fixture
def data(window):
    window.go("settings", {"section": "data"})
    return window.page().sections["data"]


def person(page, name: str):
    return page.sections["office"].person.row(name).input


def test_the_names_are_changed_only_where_they_differ_and_undone(window, page):
    section = page.sections["office"]
    assert not button(page, "保存名称").isEnabled()
    field = section.names.row("phone").input
    field.setText("0359-8111111")
    click(page, "保存名称")
    assert window.frame.desk.office["phone"] == "0359-8111111" and toast(window) == "已改机关资料。"
    QTest.mouseClick(window.toast.deed, Qt.MouseButton.LeftButton)
    assert window.frame.desk.office["phone"] == "0359-8000000" and field.text() == "0359-8000000"


def test_an_emptied_name_is_refused_under_its_field(window, page):
    section = page.sections["office"]
    section.names.row("organ_name").input.clear()
    click(page, "保存名称")
    assert any("机关全称" in one and "请填上" in one for one in words(page))
    assert window.frame.desk.office["organ_name"] == "永济市城东街道办事处"


def test_an_officer_is_added_changed_stopped_and_brought_back(window, page):
    click(page, "加一位")
    assert person(page, "name").hasFocus() and person(page, "section").text() == "应急管理站"
    click(page, "保存")
    assert "姓名没有填，请补上。" in words(page)
    person(page, "name").setText("赵磊")
    person(page, "phone").setText("13800000000")
    click(page, "保存")
    assert toast(window) == "已登记赵磊。"
    section = page.sections["office"]
    assert section.table.current()["name"] == "赵磊"
    person(page, "post").setText("网格员")
    click(page, "保存")
    found = {one["name"]: one for one in office.officers(window.frame.desk)}
    assert found["赵磊"]["post"] == "网格员"
    click(page, "停用")
    assert "赵磊" not in {one["name"] for one in office.officers(window.frame.desk)}
    assert "已停用" in [cells[-1] for cells in rows(section.table)]
    click(page, "恢复")
    assert "赵磊" in {one["name"] for one in office.officers(window.frame.desk)}


def test_who_sits_here_cannot_be_stopped(window, page):
    section = page.sections["office"]
    section.table.select(window.frame.desk.officer)
    assert not button(page, "停用").isEnabled()
    assert any("先在左下角换经办人" in one for one in words(page))


def test_phones_are_masked_in_the_list(window, page):
    office.add_officer(window.frame.desk, {"name": "赵磊", "phone": "13800002210"})
    window.frame.did("已登记赵磊。")
    assert "138****2210" in [cell for cells in rows(page.sections["office"].table) for cell in cells]


def test_leaving_with_something_unsaved_asks(window, page):
    page.sections["office"].names.row("phone").input.setText("1")
    told = answer("留下来")
    window.go("home")
    assert window.frame.where == "settings" and told[0] == "有改动还没有保存，离开吗？"
    assert window.nav.items["settings"].isChecked()
    answer("离开")
    window.go("home")
    assert window.frame.where == "home"


def test_a_backup_is_made_beside_the_work_and_listed(window, data, qtbot):
    click(data, "现在备份")
    qtbot.waitUntil(lambda: toast(window).startswith("已备份，"))
    assert (
        rows(data.table)[0][1] == "手工" and len(maintenance.every_backup(window.frame.session.folder)) == 1
    )
    assert "今日备份" in window.status.words.text()
    assert window.frame.desk.store.letter == "A"


def test_the_second_drive_gets_photos_and_papers(demo_window, tmp_path, qtbot):
    demo_window.go("settings", {"section": "data"})
    section = demo_window.page().sections["data"]
    second = tmp_path / "second"
    second.mkdir()
    section.use_second(second)
    qtbot.waitUntil(lambda: any(second.rglob("*")), timeout=10_000)
    qtbot.waitUntil(lambda: not demo_window.frame.background.busy, timeout=10_000)
    assert any(len(one.name) == 64 for one in second.rglob("*"))
    click(section, "不用了")
    assert not session.remembered(demo_window.frame.desk, "second_drive")


def test_the_check_lists_what_is_wrong(window, data, qtbot):
    click(data, "检查")
    qtbot.waitUntil(lambda: any(one.startswith("没有疑点，检查于") for one in words(data)), timeout=10_000)
    blob = next(one for one in (window.frame.session.folder / "blobs").rglob("*") if len(one.name) == 64)
    blob.write_bytes(b"x")
    click(data, "检查")
    qtbot.waitUntil(lambda: data.found.count() > 0, timeout=10_000)
    assert rows(data.found)[0][0] == "照片和文书"
    assert any(one.startswith("查出 1 处") for one in words(data)) or data.found.count() >= 1


def test_restoring_asks_first_and_then_wants_other_data(window, data, qtbot):
    maintenance.back_up(window.frame.desk)
    data.refresh()
    wishes = []
    window.frame.reopening.connect(wishes.append)
    told = answer("不恢复")
    click(data, "用这份恢复")
    assert not wishes and told[0] == "用这份备份恢复？"
    answer("恢复")
    click(data, "用这份恢复")
    assert wishes[0]["restore"] == maintenance.every_backup(window.frame.session.folder)[0]


def test_the_line_about_encryption_says_how(data):
    assert "数据未加密，请启用系统磁盘加密（BitLocker）。" in words(data)
    told = answer("知道了")
    click(data, "怎么做")
    assert any("BitLocker 驱动器加密" in one for one in told)


def test_packs_show_version_validity_and_source(window):
    window.go("settings", {"section": "packs"})
    section = window.page().sections["packs"]
    assert len(rows(section.table)) == len(packs.installed(window.frame.desk.store))
    assert any(one.startswith("来源：") for one in words(section))
    states = {cells[1]: cells[-1] for cells in rows(section.table)}
    assert states["工贸小企业检查表"] == "现行" and "已过期" in states.values()


def test_the_number_book_lists_every_series(demo_window):
    demo_window.go("settings", {"section": "numbers"})
    section = demo_window.page().sections["numbers"]
    series = [cells[0] for cells in rows(section.table)]
    assert any("安检〔2026〕A" in one for one in series) and any("隐〔2026〕A" in one for one in series)


def test_stopped_officers_stay_in_the_register(window, page):
    desk = window.frame.desk
    other = next(one for one in office.officers(desk) if one["id"] != desk.officer)
    page.sections["office"].table.select(other["id"])
    click(page, "停用")
    assert len(kinds.listed(desk, "officer")) == 2


def test_the_days_agreed_on_are_changed_refused_and_undone(window):
    window.go("settings", {"section": "terms"})
    section, desk = window.page().sections["terms"], window.frame.desk
    field = section.form.row("feedback_within").input
    assert field.text() == "7" and not section.save.isEnabled()
    field.setText("0")
    click(section, "保存")
    assert any("请填 1 到 60" in one for one in words(section)) and desk.terms.feedback_within == 7
    field.setText("10")
    click(section, "保存")
    assert desk.terms.feedback_within == 10 and toast(window) == "已改约定天数。" and not section.save.isEnabled()
    QTest.mouseClick(window.toast.deed, Qt.MouseButton.LeftButton)
    assert desk.terms.feedback_within == 7 and field.text() == "7"
    field.clear()
    click(section, "保存")
    assert desk.terms.feedback_within == 7, "emptied: the usual days"
    field.setFocus()
    field.setText("9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.terms.feedback_within == 9, "Enter saves"


def test_another_usual_term_is_proposed_in_the_editor(window):
    office.change_terms(window.frame.desk, {"default_days": 10})
    opening.begin(window.frame, sites.add(window.frame.desk, {"name": "河东超市"}))
    entry, index = steps.add_hazard(window.page().draft.entry, None)
    began = steps.began_on(entry)
    assert (steps.day_of(entry["hazards"][index]["due_on"]) - began).days == 10

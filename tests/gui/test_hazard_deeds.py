"""Deeds of 隐患 by keys: steps, several at once, re-inspection, papers, settling; every size of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hazard_data import day
from hazards_window import CTRL, ENTER, ESC, SHIFT, SPACE, chord, hazards_window, stand_on, steps_of, write
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLineEdit, QWidget
from test_window_layout import cut, nameless, settle
from window_driver import button, toast, words

from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.pages.hazard_asks import SettleAsk
from yongji_desktop.gui.pages.hazard_new import HazardNewPage
from yongji_desktop.gui.pages.hazard_steps_form import StepForm
from yongji_desktop.gui.pages.pdf_page import PdfPage
from yongji_desktop.services import hazards, papers, reinspections


@pytest.fixture
def made() -> dict[str, str]:
    """{word: hazard's id}, filled by `window`."""
    return {}


@pytest.fixture
def window(tmp_path, qtbot, background, made) -> Iterator[MainWindow]:
    yield from hazards_window(tmp_path, qtbot, background, made)


# Steps ------------------------------------------------------------------------------------------------


def test_extending_by_keys_says_under_the_field_what_is_missing(window, made):
    page = stand_on(window, made["guard"])
    chord(window, Qt.Key.Key_F9)
    form = page.detail.asking()
    form.form.row("due_on").set_value("2026-12-06")
    form.form.row("due_on").left.emit()
    assert "12月6日是周日，建议改到 12月7日。" in words(form)
    button(form, "改成 12-07").click()
    chord(window, ENTER, CTRL)
    assert "原因没有填，请补上。" in words(form)
    write(window, "货架未到")
    chord(window, Qt.Key.Key_Tab)
    write(window, "陈志远")
    chord(window, ENTER, CTRL)
    assert page.detail.asking() is None and "已登记：延期。" in toast(window)
    assert hazards.of(window.frame.desk, made["guard"]).life.due_on == "2026-12-07"
    chord(window, Qt.Key.Key_Z, CTRL)
    assert hazards.of(window.frame.desk, made["guard"]).life.due_on == day(-3)


def test_after_its_day_extending_leads_to_the_re_inspection(window, made):
    page = stand_on(window, made["late"])
    chord(window, Qt.Key.Key_F9)
    form = page.detail.asking()
    assert "已过期 3 天" in form.note.text()
    for name, value in (("due_on", "2026-11-30"), ("reason", "等配件"), ("approved_by", "陈志远")):
        form.form.row(name).set_value(value)
    chord(window, ENTER, CTRL)
    assert "已过期，请走复查 → 二次限期。" in words(form)
    assert "触电、卷入类延期，要写停用措施：哪台、怎么停、谁看着。" in words(form)
    chord(window, ESC)
    assert page.detail.asking() is None and window.focusWidget() is page.table.view


def test_what_cannot_be_done_says_why(window, made):
    stand_on(window, made["hose"])
    chord(window, Qt.Key.Key_F9)
    assert "不能再登记“延期”" in toast(window)
    chord(window, Qt.Key.Key_F7)
    assert "现在不用复查" in toast(window)
    stand_on(window, made["pit"])
    chord(window, Qt.Key.Key_F12)
    assert toast(window) == "没有在等部门，不用催办。"


def test_f12_climbs_the_ladder(window, made):
    window.page().tabs.tab("waiting").click()
    page = stand_on(window, made["hose"])
    chord(window, Qt.Key.Key_F12)
    assert page.detail.asking().title.text() == "登记第2次催办"
    write(window, "电话")
    chord(window, Qt.Key.Key_Tab)
    write(window, "值班员 吴")
    chord(window, ENTER, CTRL)
    page = stand_on(window, made["hose"])
    assert page.detail.primary.text() == "报分管领导"


def test_f7_and_enter_open_the_re_inspection_of_the_unit(window, made):
    stand_on(window, made["oil"])
    chord(window, ENTER)
    assert type(window.page()).__name__ == "ReinspectionPage"
    window.back()
    stand_on(window, made["oil"])
    chord(window, Qt.Key.Key_F7)
    assert type(window.page()).__name__ == "ReinspectionPage"
    window.back()


def test_an_after_photo_given_here_begins_the_re_inspection_with_it(window, made, tmp_path, qtbot):
    page = stand_on(window, made["oil"])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(_shot(tmp_path)))])
    page.detail.photos.given.emit(mime)
    qtbot.waitUntil(lambda: type(window.page()).__name__ == "ReinspectionPage", timeout=10_000)
    body = reinspections.drafts(window.frame.desk)[0]["body"]
    at = [one["hazard"] for one in body["looks"]].index(made["oil"])
    assert [(one["use"], one["hazard"]) for one in body["photos"]] == [("after", at)]
    window.back()


def _shot(folder: Path) -> Path:
    Image.new("RGB", (320, 240), "#12ab34").save(folder / "after.jpg")
    return folder / "after.jpg"


# Several at once --------------------------------------------------------------------------------------


def test_several_get_a_new_responsible_person_with_one_undo(window, made):
    page = stand_on(window, made["guard"])
    chord(window, SPACE)
    stand_on(window, made["wire"])
    chord(window, SPACE)
    assert "已选 2 条" in words(page)
    page.picks.assign_button.setFocus()
    chord(window, SPACE)
    write(window, "李卫东")
    assert any("河东店长 → 李卫东" in line for line in words(page.detail))
    chord(window, ENTER, CTRL)
    desk = window.frame.desk
    assert {desk.get("hazard", made[name])["responsible"] for name in ("guard", "wire")} == {"李卫东"}
    chord(window, Qt.Key.Key_Z, CTRL)
    assert {desk.get("hazard", made[name])["responsible"] for name in ("guard", "wire")} == {"河东店长"}


def test_a_step_is_taken_for_all_that_allow_it(window, made):
    page = stand_on(window, made["guard"])
    chord(window, SPACE)
    stand_on(window, made["wire"])
    chord(window, SPACE)
    step = next(one for one in page.picks.steps() if one.code == "applied_reinspection")
    page.picks.step_asked.emit(step)
    chord(window, ENTER, CTRL)
    assert all(steps_of(window, made[name])[-1] == "applied_reinspection" for name in ("guard", "wire"))
    assert len(page.picks) == 0
    stand_on(window, made["late"])
    chord(window, SPACE)
    chord(window, ESC)
    assert len(page.picks) == 0


def test_one_letter_is_only_for_one_unit(window, made):
    page = stand_on(window, made["guard"])
    chord(window, SPACE)
    stand_on(window, made["late"])
    chord(window, SPACE)
    assert "同一家单位" in page.picks.letter_button.reason


# Papers -----------------------------------------------------------------------------------------------


def test_the_letter_is_drawn_as_it_is_typed_and_issued_with_a_reason(window, made, qtbot):
    stand_on(window, made["wire"])
    chord(window, Qt.Key.Key_M, CTRL | SHIFT)
    page = window.page()
    assert isinstance(page, FormPaperPage) and page.code == "handover_letter"
    qtbot.waitUntil(lambda: page.view.page_count > 0, timeout=20_000)
    before = page.view.data
    page.inputs.form.row("department").setFocus()
    page.inputs.form.row("department").set_value("")
    write(window, "市消防救援大队")
    qtbot.waitUntil(lambda: page.view.data not in (None, before), timeout=20_000)
    for box in page.checks.problems.findChildren(QLineEdit):
        box.setText("先抄告")
    chord(window, ENTER, CTRL)
    assert page.record is not None and steps_of(window, made["wire"])[-1] == "handover"
    assert page.view.data == papers.pdf(window.frame.desk, page.record["id"])
    chord(window, ESC)
    back = stand_on(window, made["wire"])
    assert back.detail.primary.text() == "登记送达"
    look = next(one for one in back.detail.menu().actions() if one.text().startswith("看已出的"))
    look.trigger()
    assert window.page().record["id"] == page.record["id"]


def test_rows_are_filled_in_a_small_table_and_typing_is_kept(window, made, qtbot):
    stand_on(window, made["wire"])
    chord(window, Qt.Key.Key_M, CTRL | SHIFT)
    page = window.page()
    editor = page.inputs.rows["attachments"]
    count = len(editor.values())
    editor.add()
    editor.table.item(editor.table.rowCount() - 1, 0).setText("现场照片 2 张")
    assert len(editor.values()) == count + 1
    chord(window, ESC)
    chord(window, Qt.Key.Key_M, CTRL | SHIFT)
    assert {"name": "现场照片 2 张"} in window.page().inputs.rows["attachments"].values()


def test_steps_that_do_not_fit_are_settled(window, made):
    desk = window.frame.desk
    with desk.store.deed("hazard.accepted", desk.officer) as deed:  # as it comes from another computer
        deed.event("hazard", made["pit"], "accepted", happened_on=day(1), received_by="另一台电脑")
    window.frame.changed.emit()
    page = stand_on(window, made["pit"])
    assert page.detail.primary.text() == "理清"
    chord(window, ENTER)
    assert isinstance(page.detail.asking(), SettleAsk)
    assert any("部门受理" in one for one in words(page.detail))
    chord(window, ENTER, CTRL)
    assert not hazards.of(desk, made["pit"]).life.doubtful


# Every size -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1366, 698), (1093, 560), (960, 540), (1920, 1010)])
def test_nothing_is_cut(window, made, size, qtbot):
    window.setMinimumSize(1, 1)
    window.resize(*size)
    page = stand_on(window, made["late"])
    for key in (None, Qt.Key.Key_F9):
        if key:
            chord(window, key)
        settle()
        assert [one for one in cut(page) if not one.endswith(": 0")] == [], "a hidden column is 0 wide"
        assert nameless(page) == []
    chord(window, ESC)
    pages: list[QWidget] = [
        HazardNewPage(window.frame),
        FormPaperPage(window.frame, "handover_letter", [made["wire"]]),
    ]
    for one in pages:
        window.frame.open(one)
        if isinstance(one, FormPaperPage):
            qtbot.waitUntil(lambda one=one: one.view.page_count > 0, timeout=20_000)
        settle()
        assert cut(one) == [] and nameless(one) == [], type(one).__name__
        assert 3 <= len(one.keys()) <= 6 and len(one.help()) == 6
        window.back()
    assert 3 <= len(page.keys()) <= 6 and len(page.help()) == 6


def test_files_go_with_a_step_and_are_seen_again(window, made, tmp_path):
    page = stand_on(window, made["late"])
    answer = tmp_path / "回执.pdf"
    answer.write_bytes(page.frame.desk.store.blobs.get(papers_of(page, made["late"])["pdf"]))
    page.detail.deeds.step("applied_reinspection")
    form = page.detail.asking()
    assert isinstance(form, StepForm) and form.files.isVisible()
    form.files.take([answer])
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0x557799)
    QGuiApplication.clipboard().setImage(picture)
    assert page.detail.paste() and form.files.rows[1]["name"] == "截图2.png"
    form.files.show_rows(form.files.rows[:1])
    form.form.row(form.form.fields[-1].name).input.setFocus()
    chord(window, Qt.Key.Key_Tab)
    assert form.files.button.hasFocus(), "附文件 comes after the last field"
    assert form.dirty()
    chord(window, ENTER, CTRL)
    [row] = hazards.files_of(window.frame.desk, made["late"])
    assert (row["name"], row["kind"], row["step"]) == ("回执.pdf", "pdf", "申请复查")
    assert "回执.pdf" in words(page.detail)
    dict(one for one in page.detail.deeds.more() if one)["看附件：回执.pdf（申请复查）"]()
    assert isinstance(window.page(), PdfPage) and window.page().data == answer.read_bytes()
    chord(window, ESC)
    page.detail.deeds.step("applied_reinspection")
    assert page.detail.asking().files.rows == [], "the next step begins without"


def papers_of(page, identity: str) -> dict:
    """The notice of a hazard."""
    visit = hazards.of(page.frame.desk, identity).record["inspection_id"]
    return papers.issued_of(page.frame.desk, visit)["rectification_notice"]

"""The parts: table, form, segments, dialogs, background, complaints; real widgets, real keys."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel
from window_driver import answer, button

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.buttons import Button, Reasoned
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.gui.parts.dialogs import ask, ask_reason
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.form_inputs import full_date
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.table_model import PAGE, RecordModel
from yongji_desktop.services import session

COLUMNS = (
    Column("name", "单位", stretch=True),
    Column("day", "日期", kind="date"),
    Column("count", "条数", kind="number"),
)


def made_rows(count: int) -> list[dict]:
    return [
        {"id": n, "name": f"单位{n:05d}", "day": f"2026-11-{n % 28 + 1:02d}", "count": n % 7}
        for n in range(count)
    ]


def table_of(rows: list[dict], qtbot, **more) -> RecordTable:
    table = RecordTable(
        COLUMNS, lambda at, many: rows[at : at + many], lambda: len(rows), name="单位", **more
    )
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    table.reload()
    return table


# The table ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 12, PAGE, PAGE + 1, 5000])
def test_the_model_keeps_what_qt_asks_of_a_model(count, qapp):
    rows = made_rows(count)
    model = RecordModel(COLUMNS, lambda at, many: rows[at : at + many], lambda: len(rows))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reload()
    assert model.rowCount() == min(count, PAGE)
    model.fetch_all()
    model.order_by(2, False)
    model.reload()
    assert model.rowCount() == count


def test_fifty_thousand_rows_open_at_once_and_the_end_is_one_key_away(qtbot):
    rows = made_rows(50_000)
    asked = []
    table = RecordTable(
        COLUMNS, lambda at, many: asked.append(at) or rows[at : at + many], lambda: len(rows), name="单位"
    )
    qtbot.addWidget(table)
    table.show()
    table.reload()
    assert len(asked) == 1
    QTest.keyClick(table.view, Qt.Key.Key_End)
    assert table.current()["id"] == 49_999


def test_the_current_row_stays_over_a_reload_and_a_new_order(qtbot):
    rows = made_rows(300)
    table = table_of(rows, qtbot)
    table.select(42)
    said = []
    table.order_changed.connect(said.append)
    table.sort_by(1, False)
    rows.insert(0, {"id": 999, "name": "新单位", "day": "2026-12-01", "count": 1})
    table.reload()
    assert table.current()["id"] == 42
    assert said == ["按日期从晚到早"]
    assert table.model.record(0)["id"] == 999


def test_alt_shift_arrows_order_the_rows_and_enter_opens_one(qtbot):
    table = table_of(made_rows(12), qtbot)
    opened, pressed = [], []
    table.opened.connect(lambda row: opened.append(row["id"]))
    table.pressed.connect(lambda row, text: pressed.append(text))
    alt_shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table.view, Qt.Key.Key_Down, alt_shift)
    assert table.order_in_words() == "按单位从大到小"
    QTest.keyClick(table.view, Qt.Key.Key_Home)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    QTest.keyClick(table.view, "2")
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert opened == [11] and pressed == ["2", "空格"]


def test_cells_speak_and_dates_are_never_elided(qtbot):
    columns = (Column("state", "状态", kind="chip"), Column("day", "日期", kind="date"))
    model = RecordModel(
        columns, lambda at, many: [{"id": 1, "state": "待复查", "day": "2026-11-23"}][at:], lambda: 1
    )
    model.reload()
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "状态 待复查"
    assert model.index(0, 1).data() == "11-23"
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "2026-11-23"


def test_an_empty_table_says_so(qtbot):
    rows: list[dict] = []
    table = table_of(rows, qtbot)
    assert table.empty.isVisible() and table.current() is None
    rows += made_rows(1)
    table.reload()
    assert not table.empty.isVisible() and table.current()["id"] == 0


def test_lists_switch_the_input_method_off(qtbot):
    table = table_of(made_rows(1), qtbot)
    assert not table.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


# The form -----------------------------------------------------------------------------------------------

FIELDS = (
    Field("name", "姓名", required=True),
    Field("due_on", "期限", Input.DATE),
    Field("people", "人数", Input.COUNT),
    Field("level", "等级", Input.CHOICE, choices={"red": "红", "blue": "蓝"}),
    Field("open", "在营", Input.YESNO),
    Field("remark", "备注", Input.LONG),
)


def form_of(qtbot, **more) -> Form:
    form = Form(FIELDS, **more)
    qtbot.addWidget(form)
    form.show()
    return form


def test_what_is_wrong_stands_under_the_field_once_it_is_left(qtbot):
    form = form_of(qtbot)
    with qtbot.waitActive(form):
        form.activateWindow()
    day = form.row("due_on")
    day.input.setFocus()
    QTest.keyClicks(day.input, "2026-02-30")
    assert day.problem.text() == ""
    form.row("people").input.setFocus()
    assert day.problem.text() == "期限“2026-02-30”这一天不存在，请改成正确的日期。"
    assert day.input.accessibleDescription() == day.problem.text()
    day.input.setFocus()
    day.input.selectAll()
    QTest.keyClicks(day.input, "2026-02-28")
    form.row("people").input.setFocus()
    assert day.problem.text() == ""


def test_a_refused_save_lists_its_reasons_and_goes_to_the_first(qtbot):
    def save(values):
        raise Invalid(
            [
                Problem("people", "人数太多，请核对。"),
                Problem("name", "姓名没有填，请补上。"),
                Problem("x", "没有这一栏。"),
            ]
        )

    form = form_of(qtbot, save=save)
    with qtbot.waitActive(form):
        form.activateWindow()
    form.row("name").set_value("王建国")
    assert form.save() is None
    assert form.row("name").problem.text() == "姓名没有填，请补上。"
    assert form.row("people").input.hasFocus()
    assert form.trouble.isVisible() and form.trouble.title.full_text() == "没有这一栏。"
    assert form.row("name").value() == "王建国"


def test_other_refusals_stand_on_top_of_the_form(qtbot):
    def save(values):
        raise Refused("可能已有：“阳光机械厂”。请用已有的。")

    form = form_of(qtbot, save=save)
    assert form.save() is None
    assert form.trouble.title.full_text() == "可能已有：“阳光机械厂”。请用已有的。"


def test_values_go_in_and_come_out_and_only_changes_are_saved(qtbot):
    saved = []
    form = form_of(qtbot, save=lambda values: saved.append(values) or True, partial=True)
    record = {
        "name": "李芳",
        "due_on": "2026-12-07",
        "people": 3,
        "level": "red",
        "open": False,
        "remark": "一\n二",
    }
    form.load(record)
    assert not form.dirty()
    assert form.values() == {**record, "people": "3"}
    form.row("level").input.setCurrentText("蓝")
    form.row("due_on").input.setText("12-8")
    assert form.dirty()
    form.save()
    assert saved == [{"level": "blue", "due_on": "12-8"}]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20261207", "2026-12-07"),
        ("2026.12.7", "2026-12-07"),
        ("2026年12月7日", "2026-12-07"),
        ("明天", "明天"),
    ],
)
def test_days_are_understood_as_people_type_them(typed, day):
    assert full_date(typed) == day


def test_a_repair_is_one_click(qtbot):
    form = form_of(qtbot)
    row = form.row("due_on")
    row.say("12月6日是周日，建议改到 12月7日", "hint", "改成 12-07", lambda: row.set_value("2026-12-07"))
    QTest.mouseClick(button(row, "改成 12-07"), Qt.MouseButton.LeftButton)
    assert row.value() == "2026-12-07"


# Small parts --------------------------------------------------------------------------------------------


def test_segments_take_arrows_digits_and_clicks(qtbot):
    choice = Segments("结果", [("pass", "合格"), ("fail", "不合格"), ("na", "不适用")])
    qtbot.addWidget(choice)
    choice.show()
    said = []
    choice.changed.connect(said.append)
    assert choice.value() is None
    QTest.keyClick(choice.part("pass"), "2")
    QTest.keyClick(choice.part("fail"), Qt.Key.Key_Right)
    QTest.mouseClick(choice.part("pass"), Qt.MouseButton.LeftButton)
    assert said == ["fail", "na", "pass"] and choice.value() == "pass"
    choice.choose(None)
    assert choice.value() is None and len(said) == 3
    assert choice.part("fail").accessibleName() == "结果 不合格"


def test_the_default_of_a_question_is_the_safe_answer(qtbot):
    told = answer("不作废")
    assert ask(None, "作废这份检查？", "编号 A269 会留在编号簿并标“作废”。") is False
    assert told[0] == "作废这份检查？"

    def enter() -> None:
        QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Return)

    QTimer.singleShot(50, enter)
    assert ask(None, "作废这份检查？") is False
    answer("作废")
    assert ask(None, "作废这份检查？") is True


def test_a_reason_is_asked_for_until_there_is_one(qtbot):
    def press_twice() -> None:
        box = QApplication.activeModalWidget()
        QTest.mouseClick(button(box, "作废"), Qt.MouseButton.LeftButton)
        assert "作废要写原因。请写一句为什么作废。" in [
            one.text() for one in box.findChildren(QLabel) if one.isVisible()
        ]
        answer("作废", "录重了")

    QTimer.singleShot(50, press_twice)
    assert ask_reason(None, "作废这份检查？") == "录重了"


def test_a_button_that_cannot_act_says_why_beside_it(qtbot):
    one = Button("打印 2 份", key="Ctrl+P", role="primary")
    both = Reasoned(one)
    qtbot.addWidget(both)
    both.show()
    one.refuse("先填被检查单位，才能打印")
    assert not one.isEnabled() and both.words.isVisible() and both.words.text() == "先填被检查单位，才能打印"
    one.refuse("")
    assert one.isEnabled() and not both.words.isVisible()
    one.setText("打印 3 份")
    assert one.shortcut().toString() == "Ctrl+P" and one.accessibleName() == "打印 3 份"


# Background ---------------------------------------------------------------------------------------------


def test_three_hundred_jobs_all_deliver_in_order(qtbot, background: Background):
    arrived = []
    for number in range(300):
        background.run(lambda job, number=number: number, done=arrived.append, failed=pytest.fail)
    qtbot.waitUntil(lambda: len(arrived) == 300, timeout=10_000)
    assert arrived == list(range(300)) and not background.busy


def test_nothing_arrives_after_the_end(qtbot):
    made = Background()
    arrived = []
    for number in range(20):
        made.run(lambda job, number=number: number, done=arrived.append, failed=pytest.fail)
    made.close()
    QTest.qWait(50)
    assert arrived == []


def test_errors_and_progress_arrive_on_the_gui_thread(qtbot, background: Background):
    seen, failures = [], []

    def work(job):
        job.report(1, 3, "照片 1 / 3 张")
        raise Refused("U 盘拔出来了，导出停在 62%。")

    background.run(
        work,
        done=pytest.fail,
        failed=failures.append,
        progress=lambda *values: seen.append((values, QApplication.instance().thread().isCurrentThread())),
    )
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]).startswith("U 盘") and seen == [((1, 3, "照片 1 / 3 张"), True)]


def test_long_work_stops_when_asked_and_leaves(qtbot, background: Background):
    card = LongWork("正在检查数据", background)
    qtbot.addWidget(card)
    card.show()
    ended = []

    def work(job):
        while not job.stopped:
            job.report(1, 2, "正在核对照片")
            time.sleep(0.01)
        return "stopped"

    card.start(work, done=ended.append, failed=pytest.fail)
    qtbot.waitUntil(lambda: card.words.text() == "正在核对照片")
    QTest.mouseClick(card.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ended == ["stopped"])
    assert not card.isVisible() and not card.running


# Complaints ---------------------------------------------------------------------------------------------


def test_a_refusal_is_said_and_a_bug_goes_to_the_log(qtbot, home):
    log = session.start_log()
    complaints = Complaints(lambda: None, lambda: "14:32:05")
    told = answer("知道了")
    complaints.complain(Refused("这家单位没有作废，不用恢复。"))
    assert "这家单位没有作废，不用恢复。" in told
    told = answer("继续用")
    try:
        _ = 1 / 0
    except ZeroDivisionError as error:
        complaints.complain(error)
    assert told[:2] == ["程序出了错，已记在日志里。", "您的数据已保存到 14:32:05。"]
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    session.copy_log(home / "kept.log")
    assert (home / "kept.log").read_text(encoding="utf-8") == log.read_text(encoding="utf-8")

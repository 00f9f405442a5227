"""The toast: one sentence, one deed, and a tick only beside what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from yongji_desktop.gui.parts.toast import Toast


def test_a_toast_acts_once_and_goes(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 400)
    host.show()
    toast = Toast(host)
    done = []
    toast.say("已闭环 1 条隐患", "撤销", lambda: done.append(1), "Ctrl+Z")
    assert toast.isVisible() and toast.geometry().bottom() < host.height()
    QTest.mouseClick(toast.deed, Qt.MouseButton.LeftButton)
    assert done == [1] and not toast.isVisible()


def test_the_tick_stands_beside_what_was_done_and_never_beside_a_refusal(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 400)
    host.show()
    toast = Toast(host)
    for how, ticked in (({}, False), ({"done": True}, True), ({"word": "撤销", "do": print, "key": "Ctrl+Z"}, True)):
        toast.say("一句话", **how)
        assert (toast.tick.isVisible(), toast.info.isVisible()) == (ticked, not ticked)

"""Driving 隐患 in tests: a window on a filled office, standing on a hazard, keys and typing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conftest import hold, put_away, shown
from hazard_data import fill
from office_data import found_office
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import hazards

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, ESC, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space


def hazards_window(folder: Path, qtbot, background: Background, made: dict[str, str]) -> Iterator[MainWindow]:
    """The window on 隐患 of an office with the hazards of `fill`, whose ids go into `made`."""
    desk = found_office(folder)
    made.update(fill(desk, folder))
    desk.close()
    begun = hold(folder / "data")
    complained: list[BaseException] = []
    frame = Frame(begun, background, Complaints(lambda: None))
    frame.complain = complained.append
    opened = shown(frame, qtbot)
    QTest.keyClick(opened, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    yield opened
    background.close()
    put_away(opened)
    begun.close()
    assert complained == []


def stand_on(window: MainWindow, identity: str):
    """The keyboard on the row of a hazard."""
    page = window.page()
    assert page.table.select(identity)
    page.table.setFocus()
    return page


def chord(window: MainWindow, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """A key on whatever has the keyboard."""
    QTest.keyClick(window.focusWidget(), key, modifiers)


def write(window: MainWindow, text: str) -> None:
    """Type into the field with the keyboard, Chinese too."""
    here = window.focusWidget()
    assert isinstance(here, QLineEdit | QPlainTextEdit), here
    here.insert(text) if isinstance(here, QLineEdit) else here.insertPlainText(text)


def steps_of(window: MainWindow, identity: str) -> list[str]:
    return [one["step"] for one in hazards.of(window.frame.desk, identity).events]


def said(menu) -> list[str]:
    return [one.text() for one in menu.actions() if one.text()]

"""Driving the real window in tests: opening it on a real folder, finding widgets by the words they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from office_data import TODAY, found_office
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.inspections import InspectionsPage
from yongji_desktop.gui.pages.sites import SitesPage
from yongji_desktop.gui.pages.tasks import TasksPage
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.gui.parts.table import RecordTable
from yongji_desktop.services import session
from yongji_desktop.services.desk import Desk


def open_window(
    folder: Path,
    qtbot,
    fill: Callable[[Desk], object] | None = None,
    page: str = "tasks",
    today: date = TODAY,
) -> Iterator[MainWindow]:
    """A window on a real office that `fill` has put data into; closes everything at the end."""
    desk = found_office(folder, today)
    if fill:
        fill(desk)
    desk.close()
    begun = session.begin(folder / "data", today=today, any_place=True)
    frame = Frame(begun, Background(), Complaints(lambda: None))
    window = MainWindow(frame, (TasksPage, SitesPage, InspectionsPage), {})
    window.resize(1366, 698)
    window.show()
    qtbot.waitExposed(window)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go(page)
    yield window
    frame.background.close()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    begun.close()


def button(root: QWidget, word: str) -> Button:
    """The visible button with this word."""
    QApplication.processEvents()
    found = [one for one in root.findChildren(Button) if one.text() == word and one.isVisible()]
    assert found, f"no button {word}: {[one.text() for one in root.findChildren(Button) if one.isVisible()]}"
    return found[0]


def words(root: QWidget) -> list[str]:
    """Every text a visible label shows, elided ones in full."""
    QApplication.processEvents()
    shown = []
    for one in root.findChildren(QLabel):
        if one.isVisible() and one.text():
            shown.append(one.full_text() if hasattr(one, "full_text") else one.text())
    return shown


def rows(table: RecordTable) -> list[list[str]]:
    """The words of the rows a table has fetched, chapter rows too."""
    model = table.model
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def tab(segments: QWidget, word: str) -> None:
    """Click the part of a choice that begins with this word."""
    part = next(one for one in segments.findChildren(QWidget) if getattr(one, "text", str)().startswith(word))
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def press(widget: QWidget, *keys: Qt.Key) -> None:
    """Press keys on the widget that has the focus inside `widget`."""
    for key in keys:
        QTest.keyClick(widget.focusWidget() or widget, key)


def answer(word: str, reason: str = "") -> list[str]:
    """When a question comes up: note its words, write a reason, press the button with this word."""
    told: list[str] = []

    def reply() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(20, reply)
            return
        told.extend(words(box))
        if reason:
            box.findChild(QLineEdit).setText(reason)
        QTest.mouseClick(button(box, word), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, reply)
    return told


def toast(window: MainWindow) -> str:
    """What the toast says, "" while there is none."""
    return window.toast.words.text() if window.toast.isVisible() else ""

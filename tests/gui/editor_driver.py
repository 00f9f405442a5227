"""An office with a unit visited before; a hand that presses keys, types characters and drops photos."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import office_data
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from yongji_desktop.gui.app import KEYS, PAGES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import inspections, session
from yongji_desktop.services.desk import Desk

SITE = "永济市阳光机械厂"
FIFTEEN = [f"GM{number:02d}" for number in (*range(1, 14), 16, 20)]  # four of them ★
NAMES = {"Enter": "Return", "Esc": "Escape"}
MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


def visited_before(desk: Desk) -> None:
    """The units, and one visit of SITE with the fifteen items and one hazard still open."""
    office_data.add_units(desk)
    hazard = office_data.two_hazards("2026-11-20")[1:]
    entry = office_data.visit_entry(
        desk, SITE, "2026-10-29", checklists=[{"code": "GM", "items": FIFTEEN}], hazards=hazard
    )
    inspections.finish(desk, entry)


def make_office(folder: Path) -> None:
    """The data folder folder/data, closed."""
    desk = office_data.found_office(folder)
    visited_before(desk)
    desk.close()


def window_on(
    folder: Path, qtbot, size: tuple[int, int] = (1366, 698), today: date = office_data.TODAY
) -> Iterator[MainWindow]:
    """The whole window on a data folder, active, on its first page."""
    begun = session.begin(folder / "data", today=today, any_place=True)
    frame = Frame(begun, Background(), Complaints(lambda: None))
    window = MainWindow(frame, PAGES, KEYS)
    window.setMinimumSize(800, 500)
    window.resize(*size)
    window.start()
    window.show()
    qtbot.waitExposed(window)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go("home")
    QApplication.processEvents()
    yield window
    for timer in window._timers:
        timer.stop()
    frame.background.close()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    begun.close()


class Hand:
    """Presses keys at the window that has the keyboard, as a person would."""

    def __init__(self, window: MainWindow):
        self.window = window

    def press(self, *keys: str) -> Hand:
        """Keys by name: “2”, “Enter”, “Ctrl+Shift+S”."""
        for told in keys:
            *held, name = told.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= MODIFIERS[one]
            name = NAMES.get(name, name.upper() if len(name) == 1 else name)
            key = getattr(Qt.Key, f"Key_{name}")
            QTest.keyClick(QGuiApplication.focusWindow() or self.window.windowHandle(), key, modifiers)
            QApplication.processEvents()
        return self

    def type(self, text: str) -> Hand:
        """Characters from the input method, committed at once."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)
        QApplication.processEvents()
        return self

    def paste(self, text: str) -> Hand:
        """Text from the clipboard."""
        QApplication.clipboard().setText(text)
        return self.press("Ctrl+v")

    def click(self, widget: QWidget, at: QPoint | None = None) -> Hand:
        """One click of the mouse, in the middle of the widget or at a point of it."""
        top = widget.window()
        at = widget.mapTo(top, at or widget.rect().center())
        QTest.mouseClick(top.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        QApplication.processEvents()
        return self

    def drop(self, widget: QWidget, *paths: Path) -> Hand:
        """Files dragged onto a widget."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at, action, button = QPoint(20, 20), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(widget, QDragEnterEvent(at, action, mime, button, none))
        QApplication.sendEvent(widget, QDropEvent(QPointF(at), action, mime, button, none))
        QApplication.processEvents()
        return self


class Counter(QObject):
    """Counts key presses, clicks and drops of the whole program, and characters of the input method apart."""

    def __init__(self):
        super().__init__()
        self.keys = self.clicks = self.drops = self.characters = 0
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(watched, QWindow):
            self.keys += 1
        elif kind == QEvent.Type.MouseButtonPress and isinstance(watched, QWindow):
            self.clicks += 1
        elif kind == QEvent.Type.Drop and isinstance(watched, QWidget):
            self.drops += 1
        elif kind == QEvent.Type.InputMethod and isinstance(watched, QWidget):
            self.characters += len(event.commitString())
        return False

    def stop(self) -> None:
        """Count no more."""
        QApplication.instance().removeEventFilter(self)


def begin(window: MainWindow, *letters: str) -> EditorPage:
    """Ctrl+N, initials, Enter: the editor of a new inspection."""
    Hand(window).press("Ctrl+n", *(letters or "ygj"), "Enter")
    page = window.page()
    assert isinstance(page, EditorPage)
    return page


def photo_file(folder: Path, name: str, colour: str) -> Path:
    """A photo on the disk."""
    path = folder / f"{name}.jpg"
    Image.new("RGB", (640, 480), colour).save(path)
    return path


def results(page: EditorPage) -> list[str]:
    """The answers in their order."""
    return [one["result"] for one in page.draft.entry["answers"]]

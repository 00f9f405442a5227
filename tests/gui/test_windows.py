"""No widget becomes a window of its own by accident, every page can be opened on every kind of office."""

from __future__ import annotations

import pytest
from conftest import put_away, shown
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from yongji_desktop.gui.app import KEYS
from yongji_desktop.gui.main_window import MainWindow


class Watch(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if not isinstance(watched, MainWindow):
                self.seen.append(
                    f"{type(watched).__name__} {watched.accessibleName() or watched.objectName()}"
                )
        return False


@pytest.mark.parametrize("which", ["frame", "demo_frame"])
def test_building_the_pages_shows_no_stray_window(which, request, qtbot):
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    window = shown(request.getfixturevalue(which), qtbot)
    for name in KEYS:
        window.go(name)
        QApplication.processEvents()
    for section in ("office", "data", "packs", "numbers"):
        window.go("settings", {"section": section})
    QApplication.instance().removeEventFilter(watch)
    put_away(window)
    assert watch.seen == []

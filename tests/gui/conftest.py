"""Fixtures for the window: a dressed application, a folder for this account's notes, real desks, frames."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from yongji_desktop.gui.app import KEYS, PAGES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.look import dress
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import office, session
from yongji_desktop.services.desk import Desk

TODAY = date(2026, 11, 23)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What Qt's offscreen platform says of itself (size hints, raise, grabbing) is no warning of ours."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application as `main` dresses it."""
    dress(qapp)
    return qapp


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this PC notes its data folders: tmp_path/home."""
    folder = tmp_path / "home"
    monkeypatch.setenv("YONGJI_HOME", str(folder))
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A founded office of 城东街道 with two officers and no unit, in tmp_path/data."""
    made = office.found(
        tmp_path / "data",
        town="城东街道",
        letter="A",
        organ_name="永济市城东街道办事处",
        short_name="永城东",
        phone="0359-8000000",
        section="应急管理站",
        home=tmp_path / "home",
        today=TODAY,
        any_place=True,
        officers=[{"name": "王建国", "post": "站长"}, {"name": "李芳", "post": "安全员"}],
    )
    yield made
    made.close()


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town, built once; tests work on copies."""
    folder = tmp_path_factory.mktemp("demo")
    before = os.environ.get("YONGJI_HOME")
    os.environ["YONGJI_HOME"] = str(folder / "home")
    try:
        session.build_demo(folder / "town", TODAY)
    finally:
        if before is None:
            del os.environ["YONGJI_HOME"]
        else:
            os.environ["YONGJI_HOME"] = before
    return folder / "town"


@pytest.fixture
def background() -> Iterator[Background]:
    """A worker that is ended with the test."""
    made = Background()
    yield made
    made.close()


def hold(folder: Path) -> session.Session:
    """Open a folder as the window does."""
    return session.begin(folder, today=TODAY, any_place=True)


@pytest.fixture
def frame(desk: Desk, background: Background, tmp_path: Path) -> Iterator[Frame]:
    """A frame on the founded office, without a window."""
    begun = hold(tmp_path / "data")
    yield Frame(begun, background, Complaints(lambda: None))
    background.close()
    begun.close()


@pytest.fixture
def demo_frame(demo_made: Path, background: Background, tmp_path: Path) -> Iterator[Frame]:
    """A frame on a copy of the demo town (a new device there, as a copied folder is)."""
    shutil.copytree(demo_made, tmp_path / "town")
    begun = hold(tmp_path / "town")
    begun.desk.store.news.clear()
    yield Frame(begun, background, Complaints(lambda: None))
    background.close()
    begun.close()


def bring_up(widget: QWidget, qtbot) -> None:
    """Show a window and make it active for good: the platform may take the first activation back."""
    with qtbot.waitExposed(widget, timeout=15_000):
        widget.show()

    def active() -> bool:
        QCoreApplication.processEvents()
        if not widget.isActiveWindow():
            widget.activateWindow()
            return False
        QTest.qWait(20)
        return widget.isActiveWindow()

    qtbot.waitUntil(active, timeout=15_000)


def shown(frame: Frame, qtbot, size: tuple[int, int] = (1366, 698)) -> MainWindow:
    """The main window of a frame with every page, active, on its first page."""
    window = MainWindow(frame, PAGES, KEYS)
    window.resize(*size)
    window.start()
    bring_up(window, qtbot)
    window.go(window.frame.where)
    return window


def put_away(window: MainWindow) -> None:
    """Take a window down without closing its data."""
    for timer in window._timers:
        timer.stop()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(frame: Frame, qtbot) -> Iterator[MainWindow]:
    """The main window on the founded office."""
    made = shown(frame, qtbot)
    yield made
    put_away(made)


@pytest.fixture
def demo_window(demo_frame: Frame, qtbot) -> Iterator[MainWindow]:
    """The main window on the demo town."""
    made = shown(demo_frame, qtbot)
    yield made
    put_away(made)

"""The main window: navigation only.  Left bar, the pages, status bar, keys that hold everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.dialogs import tell
from yongji_desktop.gui.parts.help import show_help
from yongji_desktop.gui.parts.nav import NavBar
from yongji_desktop.gui.parts.page import Page
from yongji_desktop.gui.parts.scan_drop import ScanDrop
from yongji_desktop.gui.parts.status import StatusBar
from yongji_desktop.gui.parts.table_widths import remember_widths
from yongji_desktop.gui.parts.toast import Toast
from yongji_desktop.gui.tokens import COMPACT_BELOW, SMALLEST
from yongji_desktop.services import office, session

TITLE = "永济镇街安全工作台"
LOOK_MS, DAY_MS = 2000, 60_000


class MainWindow(QMainWindow):
    """`kinds` are the page classes of the left bar, in its order; each is built when it is first shown.

    `keys` {page name: key} are the keys that lead to them.
    """

    def __init__(self, frame: Frame, kinds: Sequence[type[Page]], keys: dict[str, str]):
        super().__init__()
        self.frame, self.keeping = frame, frame.keeping
        self._kinds = {kind.name: kind for kind in kinds}
        self._built: dict[str, Page] = {}
        self._over: list[Page] = []
        self._stale: set[str] = set()
        self._put_away = False
        self._version = session.data_version(frame.desk)
        frame.words = {kind.name: kind.word for kind in kinds}
        frame.beginnable = frozenset(kind.name for kind in kinds if kind.can_begin)
        self.setMinimumSize(*SMALLEST)
        self._lay_out([(kind.name, kind.word, kind.icon, keys.get(kind.name, "")) for kind in kinds])
        self._listen()
        self._make_keys(keys)
        self._tell_who()
        self._restore_size()
        self._timers = []
        for every, do in ((LOOK_MS, self._look_for_changes), (DAY_MS, frame.look_at_calendar)):
            timer = QTimer(self)
            timer.timeout.connect(do)
            timer.start(every)
            self._timers.append(timer)

    def _lay_out(self, entries: list[tuple[str, str, str, str]]) -> None:
        self.nav = NavBar(entries)
        self.pages = QStackedWidget()
        self.pages.setProperty("role", "pages")
        self.status = StatusBar()
        inside = QWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(right, 1)
        self.setCentralWidget(inside)
        self.toast = Toast(self.pages)

    def _listen(self) -> None:
        frame = self.frame
        frame.going.connect(self.go)
        frame.opening.connect(self._open)
        frame.leaving.connect(self.back)
        frame.saying.connect(self.toast.say)
        frame.changed.connect(self._changed)
        frame.saved_changed.connect(self._say_saved)
        self.keeping.changed.connect(self._say_saved)
        self.nav.chosen.connect(self.go)
        self.nav.foot.clicked.connect(self._choose_officer)
        ScanDrop(self, self._file_scans)

    def _make_keys(self, keys: dict[str, str]) -> None:
        for name, key in keys.items():
            if name in self._kinds:
                QShortcut(QKeySequence(key), self, activated=lambda name=name: self.go(name))
        deeds = {
            "Ctrl+Z": self._undo,
            "Ctrl+Y": self._redo,
            "Ctrl+Shift+Z": self._redo,
            "F1": self._help,
            "F6": lambda: self._next_area(1),
            "Shift+F6": lambda: self._next_area(-1),
            "Alt+Left": self.back,
            "Ctrl+S": self._say_it_is_saved,
        }
        for key, do in deeds.items():
            QShortcut(QKeySequence(key), self, activated=do)
        self._esc = QShortcut(QKeySequence("Esc"), self, activated=self.back)

    # Pages ----------------------------------------------------------------------------------------------

    def page(self) -> Page | None:
        """The page on show."""
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, name: str, target: Any = None) -> None:
        """Show a page of the left bar; record pages on top of the old one are left."""
        if name not in self._kinds or not self._leave_all():
            self.nav.choose(self.frame.where or name)
            return
        self.frame.where = name
        if name not in self._built:
            self._built[name] = self._kinds[name](self.frame)
            self.pages.addWidget(self._built[name])
        self.nav.choose(name)
        self._show(self._built[name], target, name in self._stale)
        self._stale.discard(name)
        session.remember(self.frame.desk, "page", name)

    def _open(self, page: Page, target: Any) -> None:
        self._over.append(page)
        self.pages.addWidget(page)
        page.head.set_back()
        self._show(page, target, False)

    def _show(self, page: Page, target: Any, stale: bool) -> None:
        page.compact(self.frame.compact)
        self.pages.setCurrentWidget(page)
        remember_widths(page, self.frame)
        if stale:
            page.refresh()
        page.opened(target)
        if self.page() is page:  # else it has opened another one on top of itself
            self._focus_on(page)
        self._dress()

    def _focus_on(self, page: Page) -> None:
        """There is always one focus: where the page put it, else on its first area that takes it."""
        for area in (None, *page.areas(), page.head.arrow):
            if area is not None:
                area.setFocus(Qt.FocusReason.OtherFocusReason)
            here = self.focusWidget()
            if here is not None and page.isAncestorOf(here):
                return

    def _file_scans(self, paths: list[Path]) -> None:
        """Scans were dropped where no page takes anything itself."""
        from yongji_desktop.gui.pages.filing_page import FilingPage  # loaded with the first scan

        self.frame.open(FilingPage(self.frame, paths))

    def back(self) -> None:
        """Leave the record page on top, one step; nothing happens on a page of the left bar."""
        if not self._over or not self._over[-1].may_leave():
            return
        self._close_top()
        below = self._over[-1] if self._over else self._built[self.frame.where]
        self.pages.setCurrentWidget(below)
        below.refresh()
        below.opened(None)
        self._focus_on(below)
        self._dress()

    def _close_top(self) -> None:
        page = self._over.pop()
        page.hide()
        self.pages.removeWidget(page)
        page.deleteLater()

    def _leave_all(self) -> bool:
        page = self.page()
        if page is not None and not page.may_leave():
            return False
        while self._over:
            self._close_top()
        return True

    # What is shown around the page ----------------------------------------------------------------------

    def _dress(self) -> None:
        page = self.page()
        if page is None:
            return
        self.status.show_keys(page.keys() + [("F1", "帮助")])
        self._say_saved()
        self._badges()
        name = page.word or self.frame.words.get(self.frame.where, "")
        demo = "（演示）" if self.frame.desk.office.get("demo") else ""
        self.setWindowTitle(f"{name} - {TITLE}{demo}" if name else f"{TITLE}{demo}")
        self._esc.setEnabled(bool(self._over))

    def _badges(self) -> None:
        for name, kind in self._kinds.items():
            page = self._built.get(name)
            self.nav.items[name].say(page.badge() if page else kind.badge_before(self.frame))

    def _say_saved(self) -> None:
        self.status.say(*self.keeping.words(self.frame.saved_at))

    def _tell_who(self) -> None:
        desk = self.frame.desk
        people = {one["id"]: one["name"] for one in office.officers(desk)}
        self.nav.foot.say(desk.office["place_name"], people.get(desk.officer, "未选"), desk.store.letter)
        self.nav.demo.setVisible(bool(desk.office.get("demo")))

    def _changed(self) -> None:
        """Something was written: the page on show is asked again, the others when they are shown."""
        self._version = session.data_version(self.frame.desk)
        self._stale = set(self._built) - {self.frame.where}
        self._tell_who()
        page = self.page()
        if page is not None:
            page.refresh()
        self._dress()

    def _look_for_changes(self) -> None:
        if self.frame.session.closed:
            return
        if session.data_version(self.frame.desk) != self._version and not self.frame.background.busy:
            self._changed()

    def _choose_officer(self) -> None:
        menu = QMenu(self)
        for one in office.officers(self.frame.desk):
            action = menu.addAction(one["name"], lambda one=one: self.frame.sit_down(one["id"]))
            action.setCheckable(True)
            action.setChecked(one["id"] == self.frame.desk.officer)
        foot = self.nav.foot
        menu.exec(foot.mapToGlobal(foot.rect().topRight()))
        menu.deleteLater()

    # Keys -----------------------------------------------------------------------------------------------

    def _undo(self) -> None:
        page = self.page()
        if page is not None and not page.undo():
            self.frame.undo()

    def _redo(self) -> None:
        page = self.page()
        if page is not None and not page.redo():
            self.frame.redo()

    def _say_it_is_saved(self) -> None:
        self.frame.say(
            f"已保存 {self.frame.saved_at}" if self.frame.saved_at else "没有要保存的内容，数据都已保存。"
        )

    def _help(self) -> None:
        page = self.page()
        if page is not None:
            show_help(self, page.word or "帮助", page.help(), page.keys())

    def _next_area(self, step: int) -> None:
        page = self.page()
        here = QGuiApplication.focusObject()
        areas = [self.nav, *(page.areas() if page else [])]
        areas = [one for one in areas if one is self.nav or one.isVisible()]
        at = next(
            (index for index, one in enumerate(areas) if isinstance(here, QWidget) and _inside(here, one)), 0
        )
        target = areas[(at + step) % len(areas)]
        if target is self.nav:
            target = self.nav.items[self.frame.where]
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.KeyRelease):
            self.nav.show_keys(False)
        elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Alt:
            self.nav.show_keys(True)
        return super().event(event)

    # Size, closing --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < COMPACT_BELOW
        if compact != self.frame.compact:
            self.frame.compact = compact
            self.nav.set_compact(compact)
            for page in (*self._built.values(), *self._over):
                page.compact(compact)

    def _restore_size(self) -> None:
        told = (session.remembered(self.frame.desk, "size") or "").split("x")
        screen = QGuiApplication.primaryScreen().availableSize()
        wide, high = (
            (int(one) for one in told) if len(told) == 2 and all(map(str.isdigit, told)) else (1366, 698)
        )
        self.resize(min(wide, screen.width()), min(high, screen.height()))

    def start(self) -> None:
        """Show the page the window was closed on, and say what has to be said after opening."""
        name = session.remembered(self.frame.desk, "page") or ""
        self.go(name if name in self._kinds else next(iter(self._kinds)))

    def put_away(self) -> bool:
        """Make ready to be closed: input kept, size remembered, what is new backed up; False to stay."""
        page = self.page()
        if page is not None and not page.may_leave():
            return False
        for timer in self._timers:
            timer.stop()
        if not self.isMaximized():
            session.remember(self.frame.desk, "size", f"{self.width()}x{self.height()}")
        trouble = self.keeping.on_closing()
        if trouble:
            tell(self, "关闭前没能备份", trouble)
        self._put_away = True
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._put_away or self.put_away():
            super().closeEvent(event)
        else:
            event.ignore()


def _inside(widget: QWidget, area: QWidget) -> bool:
    return widget is area or area.isAncestorOf(widget)

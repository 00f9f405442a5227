"""Every page at 1366×768 and at 125 % of it: no word cut, every control named, words of town and street."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import hold, put_away, shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from yongji_desktop.gui.app import KEYS
from yongji_desktop.gui.first_run import FirstRun
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.gui.parts.table import RecordTable
from yongji_desktop.gui.parts.words import Elided
from yongji_desktop.gui.shots import targets
from yongji_desktop.services import office, sites

SIZES = [(1366, 698), (1093, 560)]
SECTIONS = ("office", "data", "packs", "numbers")
LONGEST = "永济市卿头镇卿头村西北角食品工业小区北排第三家栲栳虞乡联合冷链物流仓储有限责任公司"


def settle() -> None:
    """Let layouts come to rest."""
    for _ in range(3):
        QApplication.processEvents()


def visible(root: QWidget, kind: type) -> list:
    return [one for one in root.findChildren(kind) if one.isVisible() and not one.visibleRegion().isEmpty()]


def cut(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit into them, and children that leave their parent."""
    found = []
    for one in visible(root, QLabel):
        if not one.text() or isinstance(one, Elided) or not one.pixmap().isNull():
            continue
        if one.wordWrap():
            if one.height() + 1 < one.heightForWidth(one.width()):
                found.append(f"{one.text()[:20]}: {one.height()} < {one.heightForWidth(one.width())}")
        elif one.width() + 1 < one.sizeHint().width() or one.height() + 1 < min(one.sizeHint().height(), 19):
            found.append(f"{one.text()[:20]}: {one.size().toTuple()} < {one.sizeHint().toTuple()}")
    for one in visible(root, QAbstractButton):
        own = vars(type(one))
        if "paintEvent" in own and "sizeHint" not in own or hasattr(one, "compact"):
            continue  # drawn by itself, its width is not that of the platform's button
        if one.text() and one.width() + 1 < one.sizeHint().width():
            found.append(f"button {one.text()}: {one.width()} < {one.sizeHint().width()}")
    for one in visible(root, QTableView):
        found += _cut_cells(one)
    for one in visible(root, QWidget):
        parent = one.parentWidget()
        corner = one.mapTo(parent, QPoint(one.width() - 1, 0)).x() if parent else 0
        if parent and not one.isWindow() and corner > parent.width() and type(parent).__name__ != "QWidget":
            found.append(f"{type(one).__name__} {one.accessibleName()} leaves {type(parent).__name__}")
    return found


def _cut_cells(view: QTableView) -> list[str]:
    found = []
    if not isinstance(view.parentWidget(), RecordTable):
        return found
    for row in range(min(view.model().rowCount(), 12)):
        for column, told in enumerate(view.parentWidget().columns):
            if told.kind not in ("number", "date", "chip") or view.model().record(row) is None:
                continue
            text = view.model().index(row, column).data() or ""
            font = view.font()
            font.setBold(told.bold)
            if QFontMetrics(font).horizontalAdvance(text) + 6 > view.columnWidth(column):
                found.append(f"{told.label} {text}: {view.columnWidth(column)}")
    return found


def nameless(root: QWidget) -> list[str]:
    """Controls a reader of the screen would have no words for."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView)
    found = []
    for kind in kinds:
        for one in visible(root, kind):
            inner = one.parentWidget() is not None and isinstance(
                one.parentWidget(), QTableView | QLineEdit | QComboBox
            )
            if not inner and not one.accessibleName() and not getattr(one, "text", str)():
                found.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
    return found


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_demo_has_room_for_its_words(demo_frame, qtbot, size):
    site = sites.listed(demo_frame.desk)[0]
    sites.change(demo_frame.desk, site["id"], {"name": LONGEST, "address": LONGEST})
    window = shown(demo_frame, qtbot, size)
    window.setMinimumSize(1, 1)
    window.resize(*size)
    wrong: dict[str, list[str]] = {}
    for name, page, target in targets(demo_frame):
        window.go(page, target)
        settle()
        wrong[name] = cut(window) + nameless(window)
    put_away(window)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("size", SIZES)
def test_the_first_run_has_room_for_its_words(qtbot, tmp_path, size):
    start = FirstRun(tmp_path / "data")
    qtbot.addWidget(start)
    start.resize(*size)
    start.show()
    found = []
    for step in (0, 1):
        start._show(step)
        QApplication.processEvents()
        found += cut(start) + nameless(start)
    assert found == []


@pytest.mark.parametrize("name", [*KEYS, *SECTIONS])
def test_pages_of_an_empty_office_have_room_and_names(window, name):
    window.go("settings" if name in SECTIONS else name, {"section": name} if name in SECTIONS else None)
    QApplication.processEvents()
    assert cut(window) + nameless(window) == []


def all_words(root: QWidget) -> str:
    texts = [one.full_text() if isinstance(one, Elided) else one.text() for one in root.findChildren(QLabel)]
    texts += [one.text() for one in root.findChildren(QAbstractButton)]
    texts += [f"{one.text()} {one.placeholderText()}" for one in root.findChildren(QLineEdit)]
    texts += [one.toolTip() + one.accessibleDescription() for one in root.findChildren(QWidget)]
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("town", "organ", "wrong"),
    [
        ("虞乡镇", "永济市虞乡镇人民政府", ("街道",)),
        ("城东街道", "永济市城东街道办事处", ("本镇", "镇政府", "我镇", "人民政府")),
    ],
)
def test_a_town_never_reads_the_words_of_a_street(town, organ, wrong, qtbot, tmp_path, background):
    made = office.found(
        tmp_path / "other",
        town=town,
        letter="A",
        organ_name=organ,
        phone="0359-8000000",
        section="综合办",
        home=tmp_path / "home",
        today=date(2026, 11, 23),
        any_place=True,
        officers=[{"name": "王建国"}],
    )
    made.close()
    begun = hold(tmp_path / "other")
    frame = Frame(begun, background, Complaints(lambda: None))
    window = shown(frame, qtbot)
    texts = []
    for name in ("home", "sites", "inspections", "settings"):
        window.go(name)
        texts.append(all_words(window) + "\n".join(window.page().help()))
    for section in ("office", "data", "numbers"):
        window.go("settings", {"section": section})
        texts.append(all_words(window))
    put_away(window)
    background.close()
    begun.close()
    lines = "\n".join(texts).replace("永济镇街", "").split("\n")
    assert [line for line in lines if any(one in line for one in wrong)] == []
    assert any(organ in line for line in lines)


def test_the_left_bar_keeps_its_names_when_it_is_narrow(window, qtbot):
    window.resize(1093, 560)
    QApplication.processEvents()
    for item in window.nav.items.values():
        assert item.text() in item.accessibleName() and item.text() in item.toolTip()
        assert item.height() >= 28 and item.focusPolicy() != Qt.FocusPolicy.NoFocus

"""Every page at the usual, the 125 % and the least size: nothing is cut, all is inside, all have names."""

from __future__ import annotations

import pytest
from office_data import add_units, finish_visit, visit_entry
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QTableView,
    QWidget,
)
from window_driver import open_window

from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.pages.reinspection_detail import ReinspectionRecordPage
from yongji_desktop.gui.pages.site_detail import SitePage
from yongji_desktop.gui.pages.site_form import SiteFormPage
from yongji_desktop.gui.pages.site_permit import PermitPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import Elided
from yongji_desktop.services import entry, inspections, reinspections, sites

LONG = "永济市虞乡镇普救寺旅游文化发展有限责任公司第二十一黄河铁牛景区餐饮住宿服务分公司"
SIZES = ((1366, 698), (1093, 558), (960, 540))


@pytest.fixture
def window(tmp_path, qtbot):
    def fill(desk):
        add_units(desk)
        sites.add(
            desk, {"name": LONG, "address": LONG, "principal": "欧阳上官", "village": "栲栳坡村民委员会"}
        )
        finish_visit(desk, tmp_path, LONG)
        again = reinspections.begin(desk, entry.site_named(desk, LONG)["id"])
        answer = {"conclusion": "partly", "seen": LONG, "next": "second_deadline", "next_due_on": "2026-12-30"}
        looks = [{**one, **answer} for one in again["looks"]]
        reinspections.finish(desk, {**again, "looks": looks}, reasons={"R01": "另一名在外地"})
        inspections.save_draft(desk, visit_entry(desk, LONG, inspectors=["王建国"]))

    yield from open_window(tmp_path, qtbot, fill, "tasks")


def pages(window):
    """Every page with data in it, one after the other."""
    desk, frame = window.frame.desk, window.frame
    site = next(row["id"] for row in sites.listed(desk) if row["name"] == LONG)
    done, draft = inspections.listed(desk)[0]["id"], inspections.drafts(desk)[0]["id"]
    for name in ("tasks", "sites", "inspections"):
        window.go(name)
        yield window.page()
    makers = (
        lambda: SitePage(frame, site),
        lambda: SiteFormPage(frame, site),
        lambda: PermitPage(frame, site, None),
        lambda: InspectionPage(frame, done),
        lambda: InspectionPage(frame, draft),
        lambda: PrintPage(frame, done),
        lambda: ReinspectionRecordPage(frame, reinspections.listed(desk)[0]["id"]),
    )
    for make in makers:
        frame.open(make())
        QApplication.processEvents()
        yield window.page()
        window.back()


def cut(page: QWidget) -> list[str]:
    """Buttons and labels that show less than their words, or stand outside the page."""
    found = []
    for one in page.findChildren(QWidget):
        if not one.isVisible() or one.visibleRegion().isEmpty():
            continue
        place = QRect(one.mapTo(page, QPoint(0, 0)), one.size())
        outside = place.left() < 0 or place.right() >= page.width()
        if isinstance(one, QAbstractButton) and (outside or one.width() < one.minimumSizeHint().width()):
            found.append(f"button {one.text()} {place}")
        plain = isinstance(one, QLabel) and not isinstance(one, Elided) and one.text() and not one.wordWrap()
        if plain and one.width() < one.sizeHint().width():
            found.append(f"label {one.text()} {one.width()} < {one.sizeHint().width()}")
    return found


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_and_nothing_leaves_its_page(window, size):
    window.resize(*size)
    for page in pages(window):
        QApplication.processEvents()
        assert page.width() <= size[0] and cut(page) == [], (type(page).__name__, size)


def test_everything_one_can_work_with_has_a_name(window):
    for page in pages(window):
        QApplication.processEvents()
        nameless = [
            one
            for one in page.findChildren(QWidget)
            if isinstance(one, QTableView | QListView | QLineEdit | QComboBox | Button)
            and one.isVisible()
            and not one.accessibleName()
            and not isinstance(one.parent(), QComboBox)
            and one.objectName() != "qt_spinbox_lineedit"
        ]
        assert nameless == [], type(page).__name__


def test_every_page_has_its_keys_its_help_and_one_primary_button_at_most(window):
    for page in pages(window):
        QApplication.processEvents()
        assert 3 <= len(page.keys()) <= 6 and len(page.help()) == 6
        primary = [one for one in page.findChildren(Button) if one.role == "primary" and one.isVisible()]
        assert len(primary) <= 1, type(page).__name__
        assert page.focusWidget() is not None and page.focusWidget().isVisible(), type(page).__name__

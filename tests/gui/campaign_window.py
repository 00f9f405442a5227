"""A window on an office with a campaign, and what a hand does there: going to it, dragging, answering its box."""

from __future__ import annotations

import campaign_data
import pypdfium2
from conftest import bring_up, put_away
from editor_driver import Hand
from office_data import TODAY, found_office
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit
from window_driver import button, tab

from yongji_desktop.gui.app import KEYS, PAGES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.campaign import CampaignPage
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import session


def begin(folder, qtbot, on_the_road: bool):
    """(window, ids, campaign): the eight units of a group and three others."""
    desk = found_office(folder)
    ids = campaign_data.add_sites(desk)
    campaign = campaign_data.add_campaign(desk, ids)
    if on_the_road:
        campaign_data.go_on_the_road(desk, folder, campaign, ids)
    desk.close()
    begun = session.begin(folder / "data", today=TODAY, any_place=True)
    frame = Frame(begun, Background(), Complaints(lambda: None))
    window = MainWindow(frame, PAGES, KEYS)
    window.resize(1366, 698)
    bring_up(window, qtbot)
    window.go("inspections")
    yield window, ids, campaign
    frame.background.close()
    put_away(window)
    begun.close()


def opened(window) -> CampaignPage:
    """From the list of inspections to the campaign, as a person goes."""
    listing = window.page()
    tab(listing.tabs, "专项行动 1")
    listing.parts["campaigns"].table.setFocus()
    Hand(window).press("Enter")
    assert isinstance(window.page(), CampaignPage)
    return window.page()


def route(page) -> list[str]:
    return [row["name"] for row in page.route.rows]


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    told = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return "".join(told.split())


def to_file(page, path) -> None:
    """Give a page a printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    page.press.printer = printer
    page.checks.printer.insertItem(0, "")
    page.checks.printer.setCurrentIndex(0)
    page._say_state()


def drag(page, start: int, end: QPoint) -> None:
    """Take a row with the mouse and let it go at a point of the rows."""
    viewport = page.route.table.view.viewport()
    high = page.route.table.view.verticalHeader().defaultSectionSize()
    first = QPoint(120, start * high + high // 2)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, at, pressed in (
        (QEvent.Type.MouseButtonPress, first, left),
        (QEvent.Type.MouseMove, first + QPoint(0, 30), left),
        (QEvent.Type.MouseMove, end, left),
        (QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton),
    ):
        where = QPointF(viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, QMouseEvent(kind, QPointF(at), where, left, pressed, none))


def answer_group(name: str, leader: str) -> None:
    """When the box for a group comes up: fill it in and save it."""
    def reply() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(20, reply)
            return
        for line, text in zip(box.findChildren(QLineEdit), (name, leader), strict=True):
            line.setText(text)
        button(box, "保存").click()

    QTimer.singleShot(0, reply)

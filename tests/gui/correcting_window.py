"""A process of its own: the real window on a folder, correcting the newest inspection until killed.

Run: python correcting_window.py FOLDER.  Says ``stored`` on stdout once the typed words are on the disk.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from editor_driver import Hand
from office_data import TODAY
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from yongji_desktop.gui.app import KEYS, PAGES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.look import dress
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import session

WORDS = "断电以前写的"


def main() -> None:
    """List, Enter, F2, the reason, the place of the first hazard; then wait."""
    app = QApplication([])
    dress(app)
    begun = session.begin(Path(sys.argv[1]), today=TODAY, any_place=True)
    window = MainWindow(Frame(begun, Background(), Complaints(lambda: None)), PAGES, KEYS)
    window.start()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.go("inspections")
    hand = Hand(window)
    hand.press("Enter", "F2").type("部位写错").press("Enter")
    page = window.page()
    assert isinstance(page, EditorPage), type(page)
    page.draft.stored.connect(lambda: print("stored", flush=True))
    page.places.show_hazard(0)
    hand.press("Ctrl+a").type(WORDS)
    assert page.draft.look("hazards", 0, "part") == WORDS
    while True:
        QTest.qWait(100)


if __name__ == "__main__":
    main()

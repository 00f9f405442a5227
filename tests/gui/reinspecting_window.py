"""A process of its own: a re-inspection written in the real window until killed; tells every state it went through.

Run: python reinspecting_window.py FOLDER SEED.  Lines of stdout as in typing_window.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from editor_driver import Hand
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reinspection_data import LATER, opened
from typing_window import WORDS, digest, tell

from yongji_desktop.gui.app import KEYS, PAGES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.look import dress
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import session


def main() -> None:
    """Open, begin or go on, write for ever."""
    folder, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
    app = QApplication([])
    dress(app)
    frame = Frame(session.begin(folder, today=LATER, any_place=True), Background(), Complaints(lambda: None))
    window = MainWindow(frame, PAGES, KEYS)
    window.start()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.go("home")
    hand, page = Hand(window), opened(window)
    tell("state", f"{time.monotonic():.6f}", digest(page.draft.entry))
    while True:
        if chance.random() < 0.2 or QApplication.focusWidget() is not page.cards[page.here].seen:
            page.places.stand_on(chance.randrange(len(page.cards)))
            hand.press(chance.choice("1234"))
        else:
            hand.type(chance.choice(WORDS))
        tell("state", f"{time.monotonic():.6f}", digest(page.draft.entry))
        QTest.qWait(chance.choice((5, 20, 60, 200)))


if __name__ == "__main__":
    main()

"""A process of its own: the real window on a folder, typing until killed; tells every state it went through.

Run: python typing_window.py FOLDER SEED.  Lines of stdout: ``state TIME DIGEST`` after each input,
``stored TIME`` after each save, TIME being the monotonic clock of the machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from editor_driver import Hand
from office_data import TODAY
from PySide6.QtCore import Qt
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

WORDS = "一车间东侧配电箱未装箱门，进线口未封堵；栲䶮𬱖；停用、装复后再用。"


def digest(body: dict) -> str:
    """What an entry is, without the place of the keyboard."""
    kept = {name: value for name, value in body.items() if name != "_place"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def tell(*words: str) -> None:
    """One line, out at once."""
    print(*words, flush=True)


def main() -> None:
    """Open, begin or go on, type for ever."""
    folder, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
    app = QApplication([])
    dress(app)
    frame = Frame(session.begin(folder, today=TODAY, any_place=True), Background(), Complaints(lambda: None))
    window = MainWindow(frame, PAGES, KEYS)
    window.start()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.go("home")
    hand = Hand(window)
    hand.press("Ctrl+n", "y", "g", "j", "Enter")
    page = window.page()
    assert isinstance(page, EditorPage), type(page)
    page.draft.stored.connect(lambda: tell("stored", f"{time.monotonic():.6f}"))
    tell("state", f"{time.monotonic():.6f}", digest(page.draft.entry))
    while True:
        _one(page, hand, chance)
        tell("state", f"{time.monotonic():.6f}", digest(page.draft.entry))
        QTest.qWait(chance.choice((5, 20, 60, 200)))


def _one(page: EditorPage, hand: Hand, chance: random.Random) -> None:
    """One input somewhere: an answer, a character, a step back."""
    pane = page.right.hazard
    what = chance.random()
    if what < 0.15 or not page.right.on_hazard:
        page.list.view.go(chance.randrange(15))
        page.list.setFocus()
        hand.press(chance.choice("1223"))
    elif what < 0.2:
        hand.press("Ctrl+z")
    else:
        field = chance.choice((pane.part, pane.description, pane.measure, pane.responsible))
        if QApplication.focusWidget() is not field:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        hand.type(chance.choice(WORDS))


if __name__ == "__main__":
    main()

"""Opening the editor on a draft of 50 answers, to the first picture of it, against its limit of 150 ms.

Run: python benchmarks/bench_editor.py   (offscreen unless QT_QPA_PLATFORM says otherwise)
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pairs import Figure, seconds
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from yongji_desktop.gui.app import KEYS, PAGES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.look import dress
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.editor import opening
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.services import inspections, session, visits

ANSWERS, LIMIT, ROUNDS = 50, 0.150, 9


def fifty(frame: Frame) -> str:
    """A draft with fifty answers, two of them hazards; its id."""
    site = inspections.listed(frame.desk, limit=1)[0]["site_id"]
    entry = visits.begin(frame.desk, site)
    few = entry["answers"]
    entry["answers"] = [
        {**few[at % len(few)], "item": f"XX{at:02d}", "result": "fail" if at in (8, 9) else "pass"}
        for at in range(ANSWERS)
    ]
    hazard = {"part": "一车间", "description": "罩缺失", "measure": "装复", "grade": "general"}
    entry["hazards"] = [{**hazard, "item": f"XX{at:02d}", "treatment": "deadline"} for at in (8, 9)]
    entry["_place"] = {"row": 9, "area": "hazard", "field": "part"}
    return inspections.save_draft(frame.desk, entry)


def main() -> None:
    """Print the figure."""
    folder = Path(tempfile.mkdtemp())
    os.environ["YONGJI_HOME"] = str(folder / "home")
    app = QApplication([])
    dress(app)
    session.build_demo(folder / "town")
    begun = session.begin(folder / "town", any_place=True)
    frame = Frame(begun, Background(), Complaints(lambda: None))
    window = MainWindow(frame, PAGES, KEYS)
    window.resize(1366, 698)
    window.start()
    window.show()
    window.go("inspections")
    QTest.qWait(200)
    identity = fifty(frame)

    def open_it() -> None:
        opening.open_draft(frame, identity)
        app.processEvents()
        window.grab()

    def close_it() -> None:
        window.back()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.processEvents()

    try:
        open_it()
        close_it()
        taken = []
        for _ in range(ROUNDS):
            taken.append(seconds(open_it))
            close_it()
        print(Figure("editor of 50 answers", median(taken), max(taken), LIMIT, 1.0).line())
    finally:
        for timer in window._timers:
            timer.stop()
        frame.background.close()
        begun.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

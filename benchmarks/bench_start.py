"""From starting the process to a usable window, against a bare PySide6 window process.

Run: python benchmarks/bench_start.py   (offscreen unless QT_QPA_PLATFORM says otherwise)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from pairs import Figure

BARE = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, lambda: (print(time.time(), flush=True), app.quit()))
app.exec()
"""
OURS = """
import sys
import time
from PySide6.QtCore import QTimer
from yongji_desktop.gui import app
show = app.Program.show
def shown(self, begun):
    opened = show(self, begun)
    QTimer.singleShot(0, lambda: (print(time.time(), flush=True), self.app.quit()))
    return opened
app.Program.show = shown
sys.exit(app.main(["yongji"]))
"""
ROUNDS = 9
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **os.environ}


def run(*words: str, **more: str) -> str:
    """Run one process to its end and return what it prints; a failing one ends the benchmark."""
    environment = {**ENVIRONMENT, **more}
    return subprocess.run([sys.executable, *words], check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout


def until_usable(code: str, **more: str) -> float:
    """Seconds from starting the process to the first turn of its event loop with the window shown."""
    start = time.time()
    return float(run("-c", code, **more).split()[-1]) - start


def main() -> None:
    """Print the figure."""
    folder = Path(tempfile.mkdtemp())
    try:
        home = folder / "home"
        home.mkdir()
        run("-m", "yongji_desktop.cli", "demo", str(folder / "data"), YONGJI_HOME=str(home))
        (home / "data-folder").write_text(str(folder / "data"), encoding="utf-8")
        mine, theirs = [], []
        for _ in range(ROUNDS + 1):
            mine.append(until_usable(OURS, YONGJI_HOME=str(home)))
            theirs.append(until_usable(BARE))
        mine, theirs = mine[1:], theirs[1:]
        figure = Figure("start to usable window", median(mine), max(mine), median(theirs), 4.0)
        print(figure.line())
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

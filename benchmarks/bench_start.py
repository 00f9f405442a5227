"""From starting the process to a usable window, against a bare PySide6 window process.

Run: python benchmarks/bench_start.py   (offscreen unless QT_QPA_PLATFORM says otherwise)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pairs import against

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
OURS = """
import sys
from PySide6.QtCore import QTimer
from yongji_desktop.gui import app
show = app.Program.show
def shown(self, begun):
    opened = show(self, begun)
    QTimer.singleShot(0, self.app.quit)
    return opened
app.Program.show = shown
sys.exit(app.main(["yongji"]))
"""
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **os.environ}


def run(*words: str, **more: str) -> None:
    """Run one process to its end; a failing one ends the benchmark."""
    subprocess.run([sys.executable, *words], check=True, env={**ENVIRONMENT, **more}, stdout=subprocess.DEVNULL)


def main() -> None:
    """Print the figure."""
    folder = Path(tempfile.mkdtemp())
    try:
        home = folder / "home"
        home.mkdir()
        run("-m", "yongji_desktop.cli", "demo", str(folder / "data"), YONGJI_HOME=str(home))
        (home / "data-folder").write_text(str(folder / "data"), encoding="utf-8")
        figure = against(
            "start to usable window", lambda: run("-c", OURS, YONGJI_HOME=str(home)), lambda: run("-c", BARE), 4.0, rounds=9
        )
        print(figure.line())
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

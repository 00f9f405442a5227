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
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **os.environ}


def run(*words: str, **more: str) -> None:
    """Run one process to its end; a failing one ends the benchmark."""
    subprocess.run([sys.executable, *words], check=True, env={**ENVIRONMENT, **more}, stdout=subprocess.DEVNULL)


def main() -> None:
    """Print the figure."""
    folder = Path(tempfile.mkdtemp())
    try:
        home = str(folder / "home")
        run("-m", "yongji_desktop.cli", "demo", str(folder / "data"), YONGJI_HOME=home)
        ours = ("-m", "yongji_desktop.gui.app", "--data", str(folder / "data"), "--leave-when-usable")
        figure = against(
            "start to usable window", lambda: run(*ours, YONGJI_HOME=home), lambda: run("-c", BARE), 4.0, rounds=7
        )
        print(figure.line())
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

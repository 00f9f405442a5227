"""Typing in the 常用语 window over 2,700 phrases of packs and 2,000 own ones: every key against 50 ms.

Run: python benchmarks/bench_phrases.py   (offscreen unless QT_QPA_PLATFORM says otherwise)
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pairs import Figure, seconds
from PySide6.QtWidgets import QApplication

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.look import dress
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.gui.parts.phrase_picker import PhrasePicker
from yongji_desktop.services import inspections, packs, phrases, session
from yongji_desktop.services.desk import Desk

LIMIT, PACKS, OWN = 0.050, 2_700, 2_000
TYPED = ("灭火器过期", "电瓶车在屋里充电", "没有人看着", "灭火气没压力", "pdxmm", "hydz", "zzzz", "配电 封堵")
BEGAN = "2026-11-20T09:00"


def more_lists(desk: Desk) -> None:
    """Copies of the checklists under other codes until there are 2,700 findings."""
    shipped = [json.loads(path.read_bytes()) for path in packs.bundled()]
    shipped = [one for one in shipped if one["pack"] == "checklist"]
    have = sum(len(item["findings"]) for one in shipped for item in one["items"])
    copies, number = [], 0
    while have + sum(len(item["findings"]) for one in copies for item in one["items"]) < PACKS:
        one = json.loads(json.dumps(shipped[number % len(shipped)], ensure_ascii=False))
        old, new = one["code"], "QUV"[number // 26] + chr(65 + number % 26)
        words = json.dumps(one["items"], ensure_ascii=False).replace(f'"{old}', f'"{new}')
        one.update(id=f"checklist/copy-{number}", code=new, default=False, same=[], items=json.loads(words))
        copies.append(one)
        number += 1
    packs.install(desk.store, desk.officer, [json.dumps(one).encode() for one in copies])


def own_phrases(desk: Desk) -> None:
    """Two thousand own phrases."""
    every, _ = phrases.matches(desk, "", None, BEGAN, OWN)
    with desk.store.deed("phrase.keep", desk.officer) as deed:
        for number in range(OWN):
            one = every[number % len(every)]
            text = f"{number}号车间{one.text}"
            hazard = {"description": text, "measure": one.hazard["measure"], "grade": "general",
                      "treatment": "deadline"}
            deed.set("phrase", desk.store.clock.new_id(), text=text, item=one.item, hazard=hazard)


def main() -> None:
    """Print the figures: opening, then the slowest key of every word."""
    folder = Path(tempfile.mkdtemp())
    os.environ["YONGJI_HOME"] = str(folder / "home")
    app = QApplication([])
    dress(app)
    session.build_demo(folder / "town")
    begun = session.begin(folder / "town", any_place=True)
    frame = Frame(begun, Background(), Complaints(lambda: None))
    try:
        more_lists(frame.desk)
        own_phrases(frame.desk)
        site = inspections.listed(frame.desk, limit=1)[0]["site_id"]
        pickers = []
        opening = [
            seconds(lambda: pickers.append(PhrasePicker(frame, "GM10", BEGAN, site))) for _ in range(4)
        ]
        print(Figure("opening for the first time", opening[0], opening[0], 1.0, 1.0).line())
        print(Figure("opening again", sorted(opening[1:])[1], max(opening[1:]), 0.150, 1.0).line())
        line = pickers[-1].box.line
        pickers[-1].show()
        for word in TYPED:
            keys = []
            for _ in range(3):
                for end in range(1, len(word) + 1):
                    def key(text: str = word[:end]) -> None:
                        line.setText(text)
                        app.processEvents()

                    keys.append(seconds(key))
            print(Figure(f"a key of “{word}”", sorted(keys)[len(keys) // 2], max(keys), LIMIT, 1.0).line())
    finally:
        frame.background.close()
        begun.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

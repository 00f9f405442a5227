"""A two-page paper warm; 54 pages with 100 photos, print copies already made.

Run: python benchmarks/bench_papers.py
"""

from __future__ import annotations

import io
import random
import shutil
import tempfile
from datetime import date
from pathlib import Path

from bench_store import entry, founded
from pairs import Figure, against_limit
from PIL import Image

from yongji_desktop.papers import catalogue
from yongji_desktop.papers.render import Rendered, render
from yongji_desktop.services import entry as entries
from yongji_desktop.services import papers, photos, sites
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.paper_subjects import SUBJECTS

TWO_PAGES = 0.15  # seconds
MANY_PAGES = 1.0


def photo(dice: random.Random) -> bytes:
    """A JPEG of 1600 × 1200 with enough noise to weigh like one of a phone."""
    small = Image.frombytes("RGB", (200, 150), dice.randbytes(200 * 150 * 3))
    out = io.BytesIO()
    small.resize((1600, 1200)).save(out, "JPEG", quality=88)
    return out.getvalue()


def composed(desk: Desk, record: dict) -> dict:
    """The record's content, as it is frozen."""
    numbers = {"inspection_record": "永城东安检〔2026〕A036号", "rectification_notice": "永城东安改〔2026〕A021号"}
    return catalogue.PAPERS["inspection_record"].compose(papers.facts_of(desk, SUBJECTS["inspection"], record, numbers))


def drawn(desk: Desk, record: dict) -> Rendered:
    """Compose, lay out and draw the record as it is issued."""
    return written(desk, composed(desk, record))


def written(desk: Desk, data: dict) -> Rendered:
    """Lay out and draw composed content."""
    frame = catalogue.frame(data, "2026-11-23T16:20")
    return render(catalogue.blocks(data), frame, lambda sha: photos.small_copy(desk.store, sha, "print"))


def figures(folder: Path) -> list[Figure]:
    """Both figures against their limits."""
    desk = founded(folder)
    desk = Desk(desk.store, desk.officer, date(2026, 11, 23))
    site = sites.add(desk, {"name": "永济市阳光机械厂", "address": "永济市城东街道四冯村工业小区2号"})
    short = entries.fill(desk, {**entry(desk, site), "checklists": ["TY"], "answers": []})
    assert drawn(desk, short).pages == 2
    dice = random.Random(3)
    taken = [photos.attach_bytes(desk.store, photo(dice), f"{n}.jpg") for n in range(100)]
    rows = [{**one, "use": "scene", "caption": "一车间东侧", "taken_by": "王建国"} for one in taken]
    long = {**entry(desk, site), "photos": rows}
    long["answers"] = [{**one, "item": f"ZZ{n}"} for n, one in enumerate(long["answers"] * 22)]
    content = composed(desk, long)
    pages = written(desk, content).pages
    assert pages >= 54, pages
    found = [
        against_limit("paper of 2 pages, warm", lambda: drawn(desk, short), TWO_PAGES),
        against_limit(f"{pages} pages with 100 photos", lambda: written(desk, content), MANY_PAGES, rounds=5),
    ]
    desk.close()
    return found


def main() -> None:
    """Print the figures."""
    folder = Path(tempfile.mkdtemp())
    try:
        for figure in figures(folder):
            print(figure.line())
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""The main job without a display: build the demo town, write its papers and their page pictures."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.services import (
    campaigns,
    demo,
    field_sheets,
    forms,
    hazard_lists,
    inspections,
    missed,
    papers,
    pictures,
    reinspections,
)
from yongji_desktop.services.desk import Desk

EVERY = 1000


def main(out: Path) -> int:
    """Write everything below `out` and say where; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    out = out.resolve()
    town, pdfs, pages = out / "演示镇", out / "文书", out / "页面"
    try:
        for folder in (town, pdfs, pages):
            shutil.rmtree(folder, ignore_errors=True)
        desk = demo.build(town, home=town / "本机", any_place=True)
        try:
            print("演示镇已建好：" + "、".join(f"{word} {count}" for word, count in demo.figures(desk).items()))
            files, pictured = _write(desk, pdfs, pages)
        finally:
            desk.close()
    except UserFacing as error:
        print(str(error), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"写不进 {out}：请确认有权写、硬盘没有满（{error.strerror}）。", file=sys.stderr)
        return 1
    print(f"文书 {files} 份：{pdfs}")
    print(f"页面图片 {pictured} 张：{pages}")
    return 0


def _write(desk: Desk, pdfs: Path, pages: Path) -> tuple[int, int]:
    files = pictured = 0
    for name, data in (*_issued(desk), *_of_routes(desk)):
        papers.save(pdfs / name, data)
        pictured += len(pictures.write_pages(data, pages, name.removesuffix(".pdf")))
        files += 1
    return files, pictured


def _issued(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Every issued paper under its day, unit, title and short number, the oldest visit first."""
    subjects = [
        *inspections.listed(desk, limit=EVERY),
        *reinspections.listed(desk, limit=EVERY),
        *hazard_lists.listed(desk, "all", limit=EVERY),
        *missed.listed(desk),
    ]
    found = [paper for subject in subjects for paper in forms.issued(desk, subject["id"])]
    for one in sorted(found, key=lambda paper: str(paper["issued_at"])):
        about = (one["issued_at"][:10], one["data"]["unit"], one["data"]["title"], (one["number"] or "").rpartition("〕")[2])
        yield papers.file_name(*about), papers.pdf(desk, one["id"])


def _of_routes(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """The field sheets that are out, the list of their route on top, and the summary of each campaign."""
    out = [one["id"] for one in reversed(field_sheets.listed(desk)) if one["state"] == "out"]
    if out:
        yield papers.file_name(desk.today.isoformat(), "现场用纸"), field_sheets.together(desk, out)
    for one in campaigns.listed(desk):
        name = papers.file_name(desk.today.isoformat(), one["name"], "一页小结")
        yield name, campaigns.summary_pdf(desk, one["id"]).pdf


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out")))

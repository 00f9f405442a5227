"""The main job without a display: build the demo town, write its papers and their page pictures."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.services import demo, inspections, papers, pictures
from yongji_desktop.services.desk import Desk


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
    for row in reversed(inspections.listed(desk)):
        for state in papers.states(desk, row["id"]):
            if state.id is None:
                continue
            data = papers.pdf(desk, state.id)
            name = papers.file_name(row["began_at"][:10], row["site_name"], state.title)
            papers.save(pdfs / name, data)
            pictured += len(pictures.write_pages(data, pages, name.removesuffix(".pdf")))
            files += 1
    return files, pictured


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out")))

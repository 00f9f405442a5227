"""Pages of a PDF as pictures."""

from __future__ import annotations

from pathlib import Path

import pypdfium2


def write_pages(pdf: bytes, folder: Path, name: str, dpi: int = 100) -> list[Path]:
    """Write every page of a PDF as a PNG into `folder`, named after `name`; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(pdf)
    written = []
    try:
        for number in range(len(document)):
            page = document[number]
            path = folder / f"{name}_第{number + 1}页.png"
            page.render(scale=dpi / 72).to_pil().save(path)
            page.close()
            written.append(path)
    finally:
        document.close()
    return written

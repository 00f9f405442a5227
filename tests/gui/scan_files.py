"""Scans as an office scanner makes them of printed papers: one PDF of grey JPEG pictures, or single pictures."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image


def pictures(*pdfs: bytes, dpi: int = 150) -> list[Image.Image]:
    """Every page of these PDFs as a grey picture."""
    found = []
    for pdf in pdfs:
        document = pypdfium2.PdfDocument(pdf)
        found += [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
        document.close()
    return found


def white() -> Image.Image:
    """A page without a code."""
    return Image.new("L", (1240, 1754), 250)


def scan(path: Path, pages: list[Image.Image]) -> Path:
    """One file of these pages: a PDF, or a picture when the name says so."""
    shots = []
    for page in pages:
        out = io.BytesIO()
        page.save(out, "JPEG", quality=60)
        shots.append(Image.open(io.BytesIO(out.getvalue())))
    if path.suffix == ".pdf":
        shots[0].save(path, "PDF", save_all=True, append_images=shots[1:], resolution=150)
    else:
        shots[0].save(path)
    return path

"""What a scanner makes of a printed paper: pictures at 200 dpi, turned, as JPEG; and PDFs of such pictures."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image


def pictures(pdf: bytes, dpi: int = 200, turn: int = 0) -> list[Image.Image]:
    """The pages of a PDF as a scanner sees them, turned by `turn` degrees."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    return [one.rotate(turn, expand=True, fillcolor=255) for one in drawn]


def encoded(picture: Image.Image, kind: str = "JPEG", quality: int = 60) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": quality} if kind == "JPEG" else {}))
    return out.getvalue()


def scanned(*pdfs: bytes, dpi: int = 200, turn: int = 0, quality: int = 60) -> bytes:
    """One PDF as a scanner with a feeder makes it: every page a JPEG picture."""
    pages = [
        Image.open(io.BytesIO(encoded(one, quality=quality))) for pdf in pdfs for one in pictures(pdf, dpi, turn)
    ]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()

"""Reads finished PDFs back with programs of other makers."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import zxingcpp

POPPLER = shutil.which("pdftotext") is not None


def squeeze(text: str) -> str:
    """`text` without white space: where spaces stand is the reader's guess."""
    return re.sub(r"\s", "", text)


def pages(pdf: bytes) -> list[str]:
    """The text of each page as pdfium reads it, without white space."""
    document = pypdfium2.PdfDocument(pdf)
    return [squeeze(document[n].get_textpage().get_text_bounded()) for n in range(len(document))]


def poppler_text(pdf: bytes, folder: Path) -> str:
    """The whole text as poppler reads it, without white space."""
    source = folder / "paper.pdf"
    source.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(source), "-"], capture_output=True, check=True
    )
    return squeeze(done.stdout.decode("utf-8"))


def qr_codes(pdf: bytes, dpi: int = 300) -> list[list[str]]:
    """The QR codes found on each page, rendered at `dpi` in grey."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for n in range(len(document)):
        image = document[n].render(scale=dpi / 72, grayscale=True).to_pil()
        found.append([code.text for code in zxingcpp.read_barcodes(image)])
    return found


def fonts(pdf: bytes) -> tuple[set[str], int, int]:
    """(base font names, number of fonts, number of embedded font files) of a PDF."""
    names = {name.decode("latin-1") for name in re.findall(rb"/BaseFont\s*/([^\s/<>]+)", pdf)}
    return names, len(re.findall(rb"/Type\s*/FontDescriptor", pdf)), len(re.findall(rb"/FontFile2", pdf))

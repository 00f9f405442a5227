"""Several papers as one PDF with a bookmark for each."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf


def join(papers: Iterable[tuple[str, bytes]]) -> bytes:
    """One PDF out of (bookmark, PDF) in order; the pages are those of the papers, byte for byte as drawn.

    Raises ValueError when there is nothing to join.
    """
    whole = pikepdf.Pdf.new()
    marks = []
    for words, data in papers:
        with pikepdf.Pdf.open(io.BytesIO(data)) as one:
            marks.append((words, len(whole.pages)))
            whole.pages.extend(one.pages)
    if not marks:
        raise ValueError("nothing to join")
    with whole.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(words, page) for words, page in marks)
    out = io.BytesIO()
    whole.save(out, deterministic_id=True)
    return out.getvalue()


def split(data: bytes) -> list[bytes]:
    """The pages of a PDF as one PDF each, the same bytes every time; a PDF of one page comes back as it is.

    Raises ValueError when it is damaged or locked.
    """
    try:
        with pikepdf.Pdf.open(io.BytesIO(data)) as whole:
            if len(whole.pages) == 1:
                return [data]
            return [_alone(page) for page in whole.pages]
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise ValueError("not a PDF that can be opened") from error


def _alone(page: pikepdf.Page) -> bytes:
    with pikepdf.Pdf.new() as one:
        one.pages.append(page)
        out = io.BytesIO()
        one.save(out, deterministic_id=True)
    return out.getvalue()

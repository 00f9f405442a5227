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

"""Scans of papers others have made: a PDF or a picture, kept as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import photos
from yongji_desktop.services.desk import Desk

LARGEST_SCAN = 40 * 1024 * 1024


def attach(desk: Desk, path: Path) -> dict[str, Any]:
    """Take in one scan; returns {sha, name, kind (``pdf`` or ``photo``), pages}.

    Raises Refused naming the file when it is too large, damaged, locked with a password or no scan at all.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_SCAN:
            raise Refused(f"“{path.name}”有 {size // 2**20} MB，超过 40 MB，没有收。请用 200 dpi 灰度重新扫描。")
        data = path.read_bytes()
    except OSError:
        raise Refused(f"“{path.name}”读不出来，没有收。请检查路径和 U 盘。") from None
    if not data.startswith(b"%PDF"):
        photo = photos.attach_bytes(desk.store, data, path.name)
        return {"sha": photo["sha"], "name": path.name, "kind": "photo", "pages": 1}
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        document.close()
    except pypdfium2.PdfiumError:
        raise Refused(f"“{path.name}”打不开：PDF 已损坏或有密码，没有收。请重新扫描或去掉密码。") from None
    return {"sha": desk.store.blobs.put(data), "name": path.name, "kind": "pdf", "pages": pages}

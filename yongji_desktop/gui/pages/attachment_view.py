"""One attached file on the screen: a photo whole, a PDF as pages to read and print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.pdf_page import PdfPage
from yongji_desktop.gui.parts.photo_view import PhotoView


def show_file(frame: Frame, row: Mapping[str, Any]) -> None:
    """Show a file as it was attached; what is not on this PC is said."""
    if not frame.desk.store.blobs.has(row["sha"]):
        frame.say(f"“{row['name']}”不在本机，请从备份或对方电脑补回。")
    elif row.get("kind") == "pdf":
        data = frame.trying(frame.desk.store.blobs.get, row["sha"])
        if data is not None:
            fine = "这是登记时附的文件，原样"
            frame.open(PdfPage(frame, "附件", str(row["name"]), data, str(row["name"]), "附件不改动；要换的撤销那一步，重新登记。", fine))
    else:
        caption = "　".join(str(part) for part in (row.get("step"), row.get("on"), row["name"]) if part)
        PhotoView(frame, [{"sha": row["sha"], "caption": caption}], 0, editable=False).exec()

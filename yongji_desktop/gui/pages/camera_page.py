"""照片口袋: a folder of phone photos, sorted to the visits they were taken on."""

from __future__ import annotations

from pathlib import Path

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.page import Page


class CameraPage(Page):
    """A record page about one folder."""

    def __init__(self, frame: Frame, folder: Path):
        super().__init__(frame)

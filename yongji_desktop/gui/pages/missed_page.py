"""未能检查: the short form for a visit that could not be made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.page import Page


class MissedPage(Page):
    """A record page; `draft` is the inspection draft it replaces, `entry` its body (time, people, photos)."""

    def __init__(
        self, frame: Frame, site_id: str, draft: str | None = None, entry: Mapping[str, Any] | None = None
    ):
        super().__init__(frame)

"""A record page whose record is no longer there, after an undo or on news from another process."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.gui.parts.page import Page


def gone(page: Page, error: UserFacing) -> None:
    """Say why and leave the page, once whoever asked it to refresh has finished."""
    page.frame.say(str(error))
    if page.isVisible():
        QTimer.singleShot(0, page, page.frame.back)

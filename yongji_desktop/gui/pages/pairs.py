"""Facts as label and words, one under the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from yongji_desktop.gui.parts.words import label


def fill_pairs(grid: QGridLayout, pairs: Sequence[tuple[str, str]], width: int) -> None:
    """Put (label, words) into a grid in place of what is there; labels are `width` pixels wide."""
    while (item := grid.takeAt(0)) is not None:
        item.widget().hide()
        item.widget().deleteLater()
    for row, (name, words) in enumerate(pairs):
        head = label(name, "label")
        head.setFixedWidth(width)
        told = label(words, wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(told, row, 1)

"""F1: six lines about the page and its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import WIDTH, Box
from yongji_desktop.gui.parts.words import key_label, label
from yongji_desktop.gui.tokens import COLOURS

EVERYWHERE = (
    ("Ctrl+K", "搜单位、页面"),
    ("Ctrl+Z", "撤销"),
    ("Ctrl+Y", "重做"),
    ("F6", "下一区"),
    ("Esc", "返回"),
)


def show_help(parent: QWidget, title: str, lines: Sequence[str], keys: Sequence[tuple[str, str]]) -> None:
    """Show the help of a page."""
    box = Box(parent, "info", f"{title}：怎么用", "", COLOURS["brand"])
    for words in lines:
        one = label(words, wrap=True)
        one.setFixedWidth(WIDTH)
        box.column.addWidget(one)
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(6)
    shown = [*keys, *(one for one in EVERYWHERE if one[0] not in {key for key, _ in keys})]
    for index, (key, word) in enumerate(shown):
        grid.addWidget(key_label(key), index // 2, index % 2 * 2)
        grid.addWidget(label(word, "caption"), index // 2, index % 2 * 2 + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    box.column.addLayout(grid)
    close = Button("知道了", box.accept, key="Esc")
    close.setDefault(True)
    close.setAutoDefault(True)
    box.add_buttons([close])
    close.setFocus()
    box.exec()

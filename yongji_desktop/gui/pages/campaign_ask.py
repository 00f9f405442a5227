"""A group's name and who leads it, asked in one small box."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import WIDTH, Box
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.gui.tokens import COLOURS


def ask_group(parent: QWidget, title: str, name: str, leader: str) -> tuple[str, str] | None:
    """(name, leader) as filled in; None when the officer went back."""
    box = Box(parent, "user", title, "", COLOURS["brand"])
    inputs = []
    for word, value, example in (("组名", name, "例如：二组 四冯片"), ("带队领导", leader, "例如：陈志远")):
        one = QLineEdit(value)
        one.setAccessibleName(word)
        one.setPlaceholderText(example)
        head = label(word, "label")
        head.setFixedWidth(72)
        row = across(head, one)
        row.setStretch(1, 1)
        box.column.addLayout(row)
        inputs.append(one)
    words = label("", "error", wrap=True)
    words.setFixedWidth(WIDTH)
    words.hide()
    box.column.addWidget(words)

    def accept() -> None:
        if inputs[0].text().strip():
            box.accept()
            return
        words.setText("组名不能空。请写一个，例如“一组”。")
        words.show()
        inputs[0].setFocus()

    keep = Button("保存", accept, key="Ctrl+Enter")
    box.add_buttons([Button("不改了", box.reject, key="Esc"), keep])
    for one in inputs:
        one.returnPressed.connect(accept)
    inputs[0].setFocus()
    if box.exec() != QDialog.DialogCode.Accepted:
        return None
    return inputs[0].text().strip(), inputs[1].text().strip()

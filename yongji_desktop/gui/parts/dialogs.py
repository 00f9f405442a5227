"""Questions whose consequence cannot be seen on the screen; the default is always the safe answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.words import across, label, picture
from yongji_desktop.gui.tokens import COLOURS, FAMILIES

WIDTH = 440


class Box(QDialog):
    """A dialog of an icon, a title, a body and a row of buttons; Esc is the safe answer."""

    def __init__(self, parent: QWidget | None, icon: str, title: str, body: str, colour: str):
        super().__init__(parent)
        self.setWindowTitle(title.rstrip("？。?"))
        self.setAccessibleDescription(body)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 20, 22, 18)
        self.column.setSpacing(12)
        self.column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        head = label(title, "record", wrap=True)
        head.setFixedWidth(WIDTH - 34)
        self.column.addLayout(across(picture(icon, colour, 22), head, None, spacing=12))
        self.body = label(body, wrap=True)
        self.body.setFixedWidth(WIDTH)
        self.column.addWidget(self.body)
        self.body.setVisible(bool(body))

    def add_buttons(self, buttons: Sequence[Button]) -> None:
        """The answers, at the right, in this order."""
        self.column.addLayout(across(None, *buttons, spacing=10))


def ask(
    parent: QWidget | None,
    question: str,
    body: str = "",
    yes: str = "作废",
    no: str = "不作废",
    danger: bool = True,
) -> bool:
    """Ask; True only when the officer chose `yes` (Alt+Y).  Enter and Esc are `no`."""
    box = Box(
        parent,
        "hazard" if danger else "info",
        question,
        body,
        FAMILIES["red"].text if danger else COLOURS["brand"],
    )
    leave = Button(no, box.reject, key="Esc")
    leave.setDefault(True)
    leave.setAutoDefault(True)
    go = Button(yes, box.accept, role="danger" if danger else "secondary", key="Alt+Y")
    box.add_buttons([leave, go])
    leave.setFocus()
    return box.exec() == QDialog.DialogCode.Accepted


def ask_reason(
    parent: QWidget | None,
    question: str,
    body: str = "",
    yes: str = "作废",
    no: str = "不作废",
    missing: str = "",
) -> str | None:
    """Ask for one sentence of reason; None when the officer went back."""
    box = Box(parent, "hazard", question, body, FAMILIES["red"].text)
    line = QLineEdit()
    line.setPlaceholderText("写一句原因")
    line.setAccessibleName("原因")
    words = label("", "error", wrap=True)
    words.setFixedWidth(WIDTH)
    words.hide()
    box.column.addWidget(line)
    box.column.addWidget(words)

    def accept() -> None:
        if line.text().strip():
            box.accept()
            return
        words.setText(missing or f"{yes}要写原因。请写一句为什么{yes}。")
        words.show()
        line.setFocus()

    box.add_buttons([Button(no, box.reject, key="Esc"), Button(yes, accept, role="danger", key="Alt+Y")])
    line.returnPressed.connect(accept)
    line.setFocus()
    return line.text().strip() if box.exec() == QDialog.DialogCode.Accepted else None


def tell(parent: QWidget | None, title: str, body: str = "", word: str = "知道了") -> None:
    """A quiet box with one sentence that cannot be said on the page."""
    box = Box(parent, "info", title, body, COLOURS["brand"])
    close = Button(word, box.accept, key="Enter")
    close.setDefault(True)
    close.setAutoDefault(True)
    box.add_buttons([close])
    close.setFocus()
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.exec()


def choose(
    parent: QWidget | None, title: str, body: str, answers: Sequence[tuple[str, str]], icon: str = "info"
) -> str | None:
    """Several ways on, (code, word) with the safe one first; None when the officer closed the box."""
    box = Box(parent, icon, title, body, COLOURS["brand"])
    chosen: list[str] = []

    def take(code: str) -> None:
        chosen.append(code)
        box.accept()

    buttons = [Button(word, lambda code=code: take(code)) for code, word in answers]
    buttons[0].setDefault(True)
    buttons[0].setAutoDefault(True)
    box.add_buttons(buttons)
    buttons[0].setFocus()
    box.exec()
    return chosen[0] if chosen else None

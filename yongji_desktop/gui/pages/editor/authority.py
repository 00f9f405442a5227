"""What an inspection by authority rests on: the authorisation on file and the number of its approval."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.inputs import Line, Pick, listen
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.services import powers


class Authority(QWidget):
    """One row of fields, bound to `authority` of the draft."""

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft
        self.basis = Pick("authority.basis", "赋权（委托）依据", free=True)
        self.basis.setMinimumWidth(170)
        self.basis.lineEdit().setPlaceholderText("赋权（委托）文号")
        self.approval = Line("authority.approval_no", "审批单号")
        self.approval.setPlaceholderText("审批单号")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(across(self.basis, self.approval))
        column.addWidget(label("两名以上持证人员，填证号，勾选“已出示证件”。", "caption"))
        left = draft.close_step
        listen(self.approval, lambda text: self._write("approval_no", text, "审批单号"), left)
        listen(self.basis, lambda text: self._write("basis", text, "赋权依据"), left)

    def _write(self, name: str, value: Any, words: str) -> None:
        self.draft.write(("authority", name), value, words)

    def display(self) -> None:
        """Show what is in the draft."""
        held = self.draft.look("authority") or {}
        documents = [one["document"] for one in powers.valid(self.draft.frame.desk, self.draft.entry.get("began_at"))]
        if documents != [self.basis.itemText(index) for index in range(self.basis.count())]:
            self.basis.blockSignals(True)
            self.basis.clear()
            self.basis.addItems(documents)
            self.basis.setCurrentIndex(-1)
            self.basis.blockSignals(False)
        self.basis.display(held.get("basis"))
        self.approval.display(held.get("approval_no"))

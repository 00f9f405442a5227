"""设置 → 约定天数: the days this office has agreed on; none is law, what binds stands beside them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from yongji_desktop.core.due import PERMIT_NOTICE, REINSPECT_WITHIN
from yongji_desktop.core.terms import TERMS, USUAL
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame, scrolled
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import office

LABELS = {one.name: f"{one.label}（{getattr(USUAL, one.name) or '不设'}）" for one in TERMS.fields}
FIXED = (
    f"复查：收到申请或期限届满（较早者）起 {REINSPECT_WITHIN} 日内，自然日。",
    f"特种设备等证照：到期前 {PERMIT_NOTICE} 天提醒，届满前一个月要提出检验要求。",
    "疑似重大：当天电话报告、当天出快报，过了当天标红。",
    "触电、卷入类：立即停用，超过 7 日的写理由。",
    "一般隐患期限超过 30 日的写理由。",
)


class TermsSection(QWidget):
    """Left the days one may change, right those one may not."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        left, column = card("本机关约定的天数（自然日）")
        self.form = Form(
            TERMS.fields, labels=LABELS, label_width=262, partial=True,
            save=lambda values: office.change_terms(self.frame.desk, values),
        )  # fmt: skip
        self.form.changed.connect(self._changed)
        for one in self.form.findChildren(QLineEdit):
            one.returnPressed.connect(self._enter)
        self.save = Button("保存", self._save, icon="save", small=True)
        column.addWidget(scrolled(self.form), 1)
        column.addLayout(across(self.save, None))
        words = "括号里是默认的，清空就恢复。都是约定，不是法定；Enter 保存，改了工作台、台账马上按新的算，已出的文书照旧。"
        column.addWidget(label(words, "caption", wrap=True))
        right, column = card("不能改的")
        for words in FIXED:
            column.addWidget(label(words, wrap=True))
        column.addStretch(1)
        row.addWidget(left, 58)
        row.addWidget(right, 42)
        self.refresh()

    def refresh(self) -> None:
        """Show the days as they are now; what is being typed stays."""
        if not self.form.dirty():
            terms = self.frame.desk.terms
            told: dict[str, Any] = {one.name: getattr(terms, one.name) for one in TERMS.fields}
            self.form.load(told)
            self._changed()

    def _changed(self) -> None:
        self.save.setEnabled(self.form.dirty())

    def _enter(self) -> None:
        if self.form.dirty():
            self._save()

    def _save(self) -> None:
        deed = self.form.save()
        if deed:
            self.frame.did("已改约定天数。", deed=deed)
            self.form.load({one.name: getattr(self.frame.desk.terms, one.name) for one in TERMS.fields})
            self._changed()

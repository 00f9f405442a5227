"""The right side of the print page: printer, copies, both sides, the checks before printing, what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QProgressBar, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Problem
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.printing import NO_PRINTER, printer_names
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, clear, label, line, picture
from yongji_desktop.gui.tokens import FAMILIES, SIZES

LOOKS = {
    "block": ("info", "red", "error"), "warn": ("info", "amber", "warning"), "hint": ("info", "blue", "hint"),
    "later": ("info", "grey", "caption"), "fine": ("tick", "green", ""),
}
SEVERITIES = ("block", "warn", "hint", "later", "fine")


class PrintChecks(QFrame):
    """Says what would be printed how, and what stands in the way; a warning takes one sentence of reason."""

    changed = Signal()
    stop_asked = Signal()

    def __init__(self):
        super().__init__()
        self.setProperty("role", "card")
        self.printer = QComboBox()
        self.printer.setAccessibleName("打印机")
        self.copies = QSpinBox()
        self.copies.setRange(1, 20)
        self.copies.setValue(2)
        self.copies.setAccessibleName("份数")
        self.copies.setFixedWidth(64)
        self.copies_words = label("", "caption")
        self.sides = Segments("双面", [("one", "单面"), ("long", "长边翻转")], "long")
        self.no_printer = label(NO_PRINTER, "warning", wrap=True)
        self.after = label("", "caption", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("正在打印")
        self.bar_words = label("", "caption")
        self.stop = Button("停下", self.stop_asked.emit, key="Esc", small=True)
        self._reasons: dict[str, QLineEdit] = {}
        self._told: list[tuple[str, Problem]] = []
        self._build()
        self.copies.valueChanged.connect(lambda _: self.changed.emit())
        self.look_for_printers()
        self.working(0, 0)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(label("打印", "section"))
        for word, part in (
            ("打印机", self.printer), ("份数", across(self.copies, self.copies_words, None)),
            ("双面", across(self.sides, None)),
        ):
            name = label(word, "caption")
            name.setFixedWidth(56)
            row = across(name, part)
            row.setStretch(1, 1)
            column.addLayout(row)
        column.addWidget(self.no_printer)
        column.addWidget(line())
        column.addWidget(label("打印前检查", "section"))
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column.addWidget(area, 1)
        column.addWidget(line())
        column.addWidget(label("打印以后", "section"))
        column.addWidget(self.after)
        column.addWidget(self.bar)
        column.addLayout(across(self.bar_words, None, self.stop))

    def look_for_printers(self) -> None:
        """Fill the list of printers; without one the line says what can be done instead."""
        names = printer_names()
        kept = self.printer.currentText()
        self.printer.clear()
        self.printer.addItems(names)
        if kept in names:
            self.printer.setCurrentText(kept)
        self.printer.setEnabled(bool(names))
        self.no_printer.setVisible(not names)

    @property
    def has_printer(self) -> bool:
        """Whether anything can be printed at all."""
        return self.printer.count() > 0

    def say(self, problems: Sequence[tuple[str, Problem]], fine: Sequence[str], after: str) -> None:
        """Show the problems as (title of the paper, problem), what is in order, and what printing brings about."""
        kept = self.reasons()
        focused = next((rule for rule, box in self._reasons.items() if box.hasFocus()), "")
        clear(self._lines)
        self._reasons = {}
        self._told = list(problems)
        ordered = sorted(dict.fromkeys(one for _, one in problems), key=lambda one: SEVERITIES.index(one.severity))
        for one in ordered:
            self._add(one.severity, one.message)
            if one.severity == "warn" and one.rule and one.rule not in self._reasons:
                self._ask(one.rule, kept.get(one.rule, ""))
        for words in fine:
            self._add("fine", words)
        self._lines.addStretch(1)
        self.after.setText(after)
        if focused in self._reasons:
            self._reasons[focused].setFocus()

    def _add(self, severity: str, words: str) -> None:
        icon, family, role = LOOKS[severity]
        told = label(words, role, wrap=True)
        row = across(picture(icon, FAMILIES[family].text, 16), told)
        row.setAlignment(row.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
        row.setStretch(1, 1)
        self._lines.addLayout(row)

    def _ask(self, rule: str, kept: str) -> None:
        box = QLineEdit(kept)
        box.setPlaceholderText("写一句原因，就可以出文书")
        box.setAccessibleName("原因")
        box.setFixedHeight(SIZES["field"])
        self._reasons[rule] = box
        self._lines.addWidget(box)

    def reasons(self) -> Mapping[str, str]:
        """{rule: the sentence the officer gave}, empty ones left out."""
        return {rule: box.text().strip() for rule, box in self._reasons.items() if box.text().strip()}

    def focus_first(self) -> None:
        """Put the focus on the first reason that is missing."""
        for box in self._reasons.values():
            if not box.text().strip():
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def working(self, done: int, total: int) -> None:
        """Show how far the printing is; 0 of 0 hides it."""
        for one in (self.bar, self.bar_words, self.stop):
            one.setVisible(total > 0)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.bar_words.setText(f"正在打印 {done} / {total} 面")

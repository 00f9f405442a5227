"""The right side of the print page: printer, copies, both sides, the checks before printing, what follows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QSpinBox, QVBoxLayout

from yongji_desktop.gui.pages.problem_list import ProblemList
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form_inputs import Choice
from yongji_desktop.gui.parts.printing import printer_names
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, label, line


class PrintChecks(QFrame):
    """Says what would be printed how, and what stands in the way; a warning takes one sentence of reason."""

    changed = Signal()
    stop_asked = Signal()

    def __init__(self):
        super().__init__()
        self.setProperty("role", "card")
        self.printer = Choice()
        self.printer.setAccessibleName("打印机")
        self.copies = QSpinBox()
        self.copies.setRange(1, 20)
        self.copies.setValue(2)
        self.copies.setAccessibleName("份数")
        self.copies.setFixedWidth(64)
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.copies_words = label("", "caption")
        self.sides = Segments("双面", [("one", "单面"), ("long", "长边翻转")], "long")
        self.why = label("", "warning", wrap=True)
        self.after = label("", "caption", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("正在打印")
        self.bar_words = label("", "caption")
        self.stop = Button("停下", self.stop_asked.emit, key="Esc", small=True)
        self.problems = ProblemList("写一句原因，就可以出文书")
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
            ("打印机", self.printer),
            ("份数", across(self.copies, self.copies_words, None)),
            ("双面", across(self.sides, None)),
        ):
            name = label(word, "caption")
            name.setFixedWidth(56)
            row = across(name, part)
            row.setStretch(1, 1)
            column.addLayout(row)
        column.addWidget(self.why)
        column.addWidget(line())
        column.addWidget(label("打印前检查", "section"))
        column.addWidget(self.problems, 1)
        column.addWidget(line())
        column.addWidget(label("打印以后", "section"))
        column.addWidget(self.after)
        column.addWidget(self.bar)
        column.addLayout(across(self.bar_words, None, self.stop))

    def look_for_printers(self) -> None:
        """Fill the list of printers."""
        names = printer_names()
        kept = self.printer.currentText()
        self.printer.clear()
        self.printer.addItems(names)
        if kept in names:
            self.printer.setCurrentText(kept)
        self.printer.setPlaceholderText("没有打印机")
        self.printer.setEnabled(bool(names))

    def say_why(self, reason: str) -> None:
        """Why nothing can be printed now, "" when it can."""
        self.why.setText(reason)
        self.why.setVisible(bool(reason))

    @property
    def has_printer(self) -> bool:
        """Whether anything can be printed at all."""
        return self.printer.count() > 0

    def working(self, done: int, total: int) -> None:
        """Show how far the printing is; 0 of 0 hides it."""
        for one in (self.bar, self.bar_words, self.stop):
            one.setVisible(total > 0)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.bar_words.setText(f"正在打印 {done} / {total} 面")

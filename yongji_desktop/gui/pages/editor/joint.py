"""The department of a joint visit: its name, its paper and the scan, who comes again, papers of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.inputs import Line, Pick, listen
from yongji_desktop.gui.pages.editor.suspected import department_names
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.services import scans


class Joint(QWidget):
    """Three rows of fields, bound to `lead` of the draft."""

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft
        self.department = Pick("lead.department", "牵头部门", free=True)
        self.department.setMinimumWidth(170)
        self.department.lineEdit().setPlaceholderText("牵头部门")
        self.document = Line("lead.document", "部门文书名称、文号")
        self.document.setPlaceholderText("部门文书的名称、文号")
        self.scan = Button("附扫描件", self._ask_scan, icon="doc", small=True)
        self.scan_words = label("", "caption")
        words = (("department", "部门复查"), ("town", f"{draft.frame.self_word}复查"))
        self.by = Segments("复查归属", words)
        self.own = QCheckBox("另出本机关的文书")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(across(self.department, self.document))
        column.addLayout(across(self.scan, self.scan_words, None))
        column.addLayout(across(self.by, self.own, None))
        left = draft.close_step
        listen(self.document, lambda text: self._write("document", text, "部门文书"), left)
        listen(self.department, lambda text: self._write("department", text, "牵头部门"), left)
        self.by.changed.connect(lambda code: self._write("reinspect_by", code, "复查归属"))
        self.own.clicked.connect(lambda on: self._write("own_papers", on or None, "另出文书"))

    def _write(self, name: str, value: Any, words: str) -> None:
        self.draft.write(("lead", name), value, words)

    def _ask_scan(self) -> None:
        kinds = "扫描件 (*.pdf *.jpg *.jpeg *.png)"
        told, _ = QFileDialog.getOpenFileName(self, "部门文书的扫描件", "", kinds)
        if told:
            self.attach_scan(Path(told))

    def attach_scan(self, path: Path) -> None:
        """Keep the scan of the department's paper with the record."""
        row = self.draft.frame.trying(scans.attach, self.draft.frame.desk, path)
        if row is not None:
            self.draft.do("附部门文书扫描件", steps.put(self.draft.entry, ("lead", "scan"), row))
            self.draft.save()

    def display(self) -> None:
        """Show what is in the draft."""
        lead = self.draft.look("lead") or {}
        if not self.department.count():
            self.department.blockSignals(True)
            self.department.addItems(department_names(self.draft.frame.desk))
            self.department.setCurrentIndex(-1)
            self.department.blockSignals(False)
        self.department.display(lead.get("department"))
        self.document.display(lead.get("document"))
        self.by.choose(lead.get("reinspect_by"))
        self.own.setChecked(bool(lead.get("own_papers")))
        scan = lead.get("scan") or {}
        self.scan_words.setText(f"{scan['name']}，{scan['pages']} 页" if scan else "还没有扫描件，可以以后补")

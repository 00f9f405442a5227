"""The right side while an item is no hazard: its whole text, how to look, a note, for 未查 when or why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from yongji_desktop.core.citations import cite_all
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kind_parts import RESULTS
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, listen
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.form_inputs import full_date
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.photo_strip import PhotoStrip
from yongji_desktop.gui.parts.words import Elided, across, label, line
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services import packs

FAMILIES = {"pass": "green", "fail": "red", "na": "grey", "unseen": "grey"}


class ItemPane(QWidget):
    """Shows answer `index` of the draft; the photos here are those of the visit, not of a hazard."""

    left = Signal()

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft, self.index = draft, 0
        self._known: dict[str, str] = {}
        self.title = label("", "section")
        self.caption = Elided("", "caption")
        self.state = Chip("未查", "grey")
        self.text = label("", "bold", wrap=True)
        self.how = label("", "caption", wrap=True)
        self.basis = label("", "caption", wrap=True)
        self.note = Lines("note", "情况描述", 3, 8)
        self.revisit = Line("revisit_on", "补查日期")
        self.revisit.setFixedWidth(120)
        self.revisit.setPlaceholderText("哪天补查")
        self.reason = Line("reason", "未查原因")
        self.reason.setPlaceholderText("或写为什么没查")
        self.photos = PhotoStrip(draft.frame, self)
        self._build()
        for field, name in ((self.note, "note"), (self.reason, "reason")):
            listen(
                field,
                lambda text, name=name, field=field: draft.write(
                    ("answers", self.index, name), text, field.label
                ),
                draft.close_step,
            )
        listen(self.revisit, self._write_revisit, draft.close_step)
        self.photos.changed.connect(self._write_photos)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = across(self.title, self.caption, self.state)
        top.setContentsMargins(14, 12, 14, 11)
        column.addLayout(top)
        column.addWidget(line())
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(14, 12, 14, 8)
        rows.setSpacing(10)
        rows.addWidget(self.text)
        rows.addWidget(self.how)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(8)
        self._unseen = across(self.revisit, self.reason)
        for at, (words, part) in enumerate(
            (
                ("依据", self.basis),
                ("情况描述", self.note),
                ("未查", self._unseen),
                ("现场照片", self.photos),
            )
        ):
            name = label(words, "label")
            name.setFixedWidth(SIZES["label"])
            grid.addWidget(name, at, 0)
            if part is self._unseen:
                grid.addLayout(part, at, 1)
                self._unseen_label = name
            else:
                grid.addWidget(part, at, 1)
        rows.addLayout(grid)
        rows.addStretch(1)
        column.addWidget(scrolled(inner), 1)
        self.setFocusProxy(self.note)

    def _write_revisit(self, text: str) -> None:
        day = full_date(text, steps.began_on(self.draft.entry))
        self.draft.write(("answers", self.index, "revisit_on"), day, "补查日期")

    def _write_photos(self, photos: list[dict[str, Any]]) -> None:
        self.draft.do("照片", steps.set_photos(self.draft.entry, None, photos))
        self.draft.save()

    def show_item(self, index: int) -> None:
        """Show another item."""
        self.index = index
        self.display()

    def display(self) -> None:
        """Show what is in the draft."""
        one = self.draft.look("answers", self.index)
        self.setEnabled(one is not None)
        if one is None:
            return
        result = one.get("result") or "unseen"
        self.title.setText(f"第 {self.index + 1} 项")
        self.caption.setText(one["item"])
        self.state.say(RESULTS[result], FAMILIES[result])
        self.text.setText(("★ " if one.get("star") else "") + one["text"])
        if one["item"] not in self._known:
            self._known[one["item"]] = self._how(one["item"])
        how = self._known[one["item"]]
        self.how.setText(how)
        self.how.setVisible(bool(how))
        self.basis.setText(cite_all(one.get("basis") or []))
        self.note.display(one.get("note"))
        unseen = result == "unseen"
        for part in (self._unseen_label, self.revisit, self.reason):
            part.setVisible(unseen)
        if not self.revisit.hasFocus():
            self.revisit.display(one.get("revisit_on"))
        self.reason.display(one.get("reason"))
        self.photos.defaults = {"use": "scene", "item": one["item"]}
        mine = steps.photos_of(self.draft.entry, None)
        if mine != self.photos.photos():
            self.photos.set_photos(mine)

    def _how(self, item: str) -> str:
        """How to look at the item, "" when no pack here knows it (an older checklist)."""
        try:
            how = packs.find_item(self.draft.frame.desk, item).how
        except Refused:
            return ""
        return f"{'、'.join(how.ways)}：{how.look}"

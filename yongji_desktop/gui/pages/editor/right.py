"""The right side of the editor: the item or its hazard, and at the foot signature and papers to come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.hazard_pane import HazardPane
from yongji_desktop.gui.pages.editor.item_pane import ItemPane
from yongji_desktop.gui.pages.editor.page_counts import PageCounts
from yongji_desktop.gui.pages.editor.preview import NOTICE, RECORD, papers_of
from yongji_desktop.gui.pages.editor.signing import WORDS
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.words import Elided, across, label, line, picture

WAYS = {
    "unsigned": "打印后当面签，扫描件回来归档",
    "signed": "已当面签字",
    "refused": "拒签，原因、见证人在表头里",
    "other_signed": "现场人员签，负责人不在场",
}
FAMILIES = {"unsigned": "grey", "signed": "green", "refused": "red", "other_signed": "blue"}


class RightSide(QFrame):
    """Shows hazard or item, each built when it is first needed; `dress(pane)` is called for it then.

    `signing_wanted` when the signature is to be written.
    """

    signing_wanted = Signal()

    def __init__(self, draft: Draft, dress: Callable[[ItemPane | HazardPane], object]):
        super().__init__()
        self.setProperty("role", "card")
        self.draft, self._dress = draft, dress
        self.panes: dict[str, QWidget] = {}
        self.counts = PageCounts(draft, self)
        self.counts.counted.connect(self._say_papers)
        self._compact = False
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(line())
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(14, 5, 10, 5)
        lines.setSpacing(0)
        self.signed = Chip("未签", "grey")
        self.signed_words = Elided("", "caption")
        self.papers = Elided("", "caption")
        self.change = Button("修改", self.signing_wanted.emit, role="ghost", small=True)
        self.change.setAccessibleName("修改签字")
        lines.addLayout(
            across(
                picture("sign", size=16), label("签字", "bold"), self.signed, self.signed_words, self.change
            )
        )
        self._papers = QWidget()
        row = across(picture("doc", size=16), label("将生成", "bold"), self.papers)
        row.setContentsMargins(0, 0, 0, 4)
        self._papers.setLayout(row)
        lines.addWidget(self._papers)
        return made

    def _pane(self, name: str, kind: type[QWidget]) -> QWidget:
        if name not in self.panes:
            pane = kind(self.draft)
            self.stack.addWidget(pane)
            self.panes[name] = pane
            self._dress(pane)
        return self.panes[name]

    @property
    def item(self) -> ItemPane:
        """The pane of an item."""
        return self._pane("item", ItemPane)

    @property
    def hazard(self) -> HazardPane:
        """The pane of a hazard."""
        return self._pane("hazard", HazardPane)

    def show_hazard(self, index: int) -> None:
        """The hazard with this index."""
        self.stack.setCurrentWidget(self.hazard)
        self.hazard.show_hazard(index)
        self.setFocusProxy(self.hazard)

    def show_item(self, index: int) -> None:
        """The item with this index."""
        self.stack.setCurrentWidget(self.item)
        self.item.show_item(index)
        self.setFocusProxy(self.item)

    @property
    def on_hazard(self) -> bool:
        """Whether a hazard is on show."""
        return "hazard" in self.panes and self.stack.currentWidget() is self.panes["hazard"]

    def display(self, compact: bool) -> None:
        """Show foot and pane as the draft is now."""
        entry = self.draft.entry
        state = (entry.get("signature") or {}).get("state") or "unsigned"
        self.signed.say(WORDS[state], FAMILIES[state])
        self._compact = compact
        self._papers.setVisible(not compact)
        self._say_papers()

    def _say_papers(self) -> None:
        state = (self.draft.look("signature") or {}).get("state") or "unsigned"
        words = self._papers_words()
        self.signed_words.setText(f"将生成 {words}" if self._compact else WAYS[state])
        self.papers.setText(words)

    def _papers_words(self) -> str:
        entry = self.draft.entry
        codes = papers_of(entry)
        if not codes:
            return "配合检查，不另出本机关的文书"
        record = "巡查记录" if entry.get("nature") == "patrol" else "检查记录"
        names, pages = {RECORD: record, NOTICE: "通知（告知）书"}, self.counts.pages
        parts = [names[code] + (f" {pages[code]} 页" if code in pages else "") for code in codes]
        photos = len(entry.get("photos") or [])
        return " · ".join(parts + ([f"照片 {photos} 张"] if photos else []))

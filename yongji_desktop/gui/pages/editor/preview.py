"""The papers as they would be now: drafts without a number, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.parts.page import Page
from yongji_desktop.gui.parts.page_view import PageView
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import papers

RECORD, NOTICE = "inspection_record", "rectification_notice"
WORDS = {RECORD: "检查记录", NOTICE: "整改通知书"}


def papers_of(entry: dict[str, Any]) -> list[str]:
    """The papers an entry will make as it stands."""
    if entry.get("nature") == "joint" and not (entry.get("lead") or {}).get("own_papers"):
        return []
    dated = any(one.get("treatment") not in ("on_spot", CLUE) for one in entry.get("hazards") or [])
    return [RECORD, NOTICE] if dated else [RECORD]


class PreviewPage(Page):
    """A record page over the editor; nothing is written.

    `choices` are (code, word) of the papers, for a draft that is no inspection.
    """

    word = "预览文书"

    def __init__(self, draft: Draft, choices: Sequence[tuple[str, str]] | None = None):
        super().__init__(draft.frame)
        self.draft = draft
        self.head.set_title(self.word, "草稿，没有编号")
        self.head.set_chips([("草稿", "grey")])
        if choices is None:
            choices = [(code, WORDS[code]) for code in papers_of(draft.entry)]
        shown = choices or [(RECORD, WORDS[RECORD])]
        self.which = Segments("文书", shown, shown[0][0])
        self.view = PageView()
        self.pages = label("", "caption")
        whole = framed("card")
        column = QVBoxLayout(whole)
        column.setContentsMargins(1, 0, 1, 1)
        top = across(self.which, self.pages, None)
        top.setContentsMargins(12, 8, 12, 0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        self.body.addWidget(whole, 1)
        self._codes = [code for code, _ in choices]
        self.which.changed.connect(self._show)
        self.view.page_changed.connect(lambda at, of: self.pages.setText(f"{at} / {of} 页" if of else ""))

    def opened(self, target: Any = None) -> None:
        """Draw the first paper."""
        self._show(self.which.value() or RECORD)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, code: str) -> None:
        if not self._codes:
            self.view.show_pdf(None, "配合检查不另出本机关的文书。要出的在表头里打开“另出本机关的文书”。")
            return
        made = self.frame.trying(papers.draft, self.frame.desk, self.draft.identity, code)
        self.view.show_pdf(made.pdf if made else None, "这份现在还画不出来，先把缺的填上。")

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("PgUp/PgDn", "翻页"), ("←→", "换一份"), ("F6", "换一区"), ("Esc", "返回填写")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "按现在填的内容画出来的文书，标着“草稿”，没有编号。",
            "PgUp、PgDn 翻页。",
            "左右键换一份文书。",
            "要改按 Esc 回到填写。",
            "完成并打印以后才取号。",
            "草稿不作依据，不要交给单位签字。",
        ]

    def areas(self) -> list:
        """Page, then choice."""
        return [self.view, self.which]

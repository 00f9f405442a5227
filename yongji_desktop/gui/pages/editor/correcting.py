"""更正 in the editor: the line with its reason in place of 上次以来, and what finishing it does."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout

from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.inputs import Line, listen
from yongji_desktop.gui.pages.editor.spoken import CHIPS
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.parts.words import label, picture
from yongji_desktop.gui.tokens import FAMILIES
from yongji_desktop.services import inspections, papers


class CorrectionBar(QFrame):
    """One line: why it is corrected (can be changed), from which version to which, what is withdrawn."""

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft
        self.setProperty("role", "banner")
        self.setProperty("family", "amber")
        self.setFixedHeight(41)
        self.title = label("更正原因")
        self.title.setProperty("banner", "amber")
        self.reason = Line("reason", "更正原因")
        self.reason.setPlaceholderText("写一句为什么改")
        self.words = label("", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(picture("edit", FAMILIES["amber"].text, 18))
        row.addWidget(self.title)
        row.addWidget(self.reason, 1)
        row.addWidget(self.words)
        self.setFocusProxy(self.reason)
        listen(self.reason, lambda text: draft.write((steps.REASON,), text, "更正原因"), draft.close_step)
        draft.changed.connect(lambda: self.display(False))
        self.display(False)

    def display(self, compact: bool) -> None:
        """Show reason and versions as they are in the draft."""
        version = int(self.draft.look(steps.VERSION) or 1)
        self.reason.display(self.draft.look(steps.REASON))
        gone = steps.withdrawn(self.draft.entry)
        told = f"少了 {gone} 条隐患，完成时撤回" if gone else f"第{version}版留着，完成后是第{version + 1}版"
        self.words.setText(told)


def chips_of(entry: steps.Entry) -> list[tuple[str, str]]:
    """The chips that say what this draft is: kind of visit, 草稿 or 更正第n版, 疑似重大."""
    state = ("草稿", "grey")
    if entry.get(steps.CORRECTS):
        state = (f"更正第{int(entry.get(steps.VERSION) or 1) + 1}版", "amber")
    major = any(one.get("grade") == "suspected_major" for one in entry.get("hazards") or [])
    nature = CHIPS.get(entry.get("nature") or "patrol", CHIPS["patrol"])
    return [nature, state, *([("疑似重大", "suspected")] if major else [])]


def differs(draft: Draft) -> bool:
    """Whether anything of the record is another than it is now."""
    record = draft.frame.trying(draft.frame.desk.get, "inspection", draft.corrects) or {}
    entry = steps.plain(draft.entry)
    return any((entry.get(one.name) or None) != (record.get(one.name) or None) for one in INSPECTION.fields)


def write(draft: Draft, reasons: Mapping[str, str]) -> str:
    """Write the next version, the draft goes with it; returns the deed.  Raises what correct raises."""
    reason = str(draft.look(steps.REASON) or "").strip()
    desk, entry = draft.frame.desk, steps.plain(draft.entry)
    return inspections.correct(desk, draft.corrects, entry, reason, reasons, draft=draft.identity)


def lead_on(draft: Draft, deed: str) -> None:
    """After the correction: to the papers when some were issued, these are of an older version now."""
    frame = draft.frame
    version = frame.desk.get("inspection", draft.corrects)["version"]
    issued = papers.issued_of(frame.desk, draft.corrects)
    if issued:
        frame.open(PrintPage(frame, draft.corrects))
        frame.did(f"已更正，现在是第{version}版；打印或另存时文书出下一版，编号不变。", undoable=False)
    else:
        frame.did(f"已更正，现在是第{version}版。", deed=deed)

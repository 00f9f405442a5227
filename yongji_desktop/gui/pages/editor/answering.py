"""Answering the checklist: one item by one key, the rest at once, on to what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from yongji_desktop.core import answers
from yongji_desktop.core.kind_parts import RESULTS
from yongji_desktop.gui.pages.editor import steps

if TYPE_CHECKING:
    from yongji_desktop.gui.pages.editor.editor import EditorPage


class Answering(QObject):
    """Belongs to one editor page."""

    def __init__(self, page: EditorPage):
        super().__init__(page)
        self.page = page

    def answer(self, row: int, result: str, stay: bool) -> None:
        """Answer an item; 不合格 goes into its hazard unless the keyboard is to `stay`."""
        page, draft = self.page, self.page.draft
        page.loose = None
        entry, onward, words = steps.give(draft.entry, row, result)
        draft.do(f"第 {row + 1} 项{RESULTS[result]}", entry)
        if words:
            page.frame.say(words, "撤销", page.undo, "Ctrl+Z")
        page.list.view.go(onward)
        if result == "fail" and not stay:
            self.enter(row)

    def enter(self, row: int) -> None:
        """Enter: into the hazard of this item, at its first empty field; else to the note."""
        page = self.page
        page.list.view.go(row)
        page.show_right()
        if not page.right.on_hazard:
            page.right.item.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        pane = page.right.hazard
        fields = (pane.part, pane.description, pane.measure)
        empty = (one for one in fields if not page.draft.look("hazards", pane.index, one.objectName()))
        next(empty, pane.part).setFocus(Qt.FocusReason.OtherFocusReason)

    def pass_all(self) -> None:
        """全部合格: what is unanswered and no ★; then to the first ★."""
        page = self.page
        entry, changed, star, left = steps.pass_the_rest(page.draft.entry)
        if not changed:
            return
        page.draft.do(f"{changed} 项记为合格", entry)
        stars = f"，★ {left} 项请逐项答" if left else ""
        page.frame.say(f"{changed} 项记为合格{stars}。", "撤销", page.undo, "Ctrl+Z")
        if star is not None:
            page.list.view.go(star)
        page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_unseen(self) -> None:
        """The next item nobody has answered."""
        page = self.page
        at = answers.next_unseen(page.draft.look("answers") or [], max(page.row, 0))
        if at is None:
            page.frame.say("每一项都答过了。")
        else:
            page.list.view.go(at)
            page.list.setFocus(Qt.FocusReason.OtherFocusReason)

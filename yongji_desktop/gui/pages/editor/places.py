"""Where the keyboard stands in the editor, and how it gets to the field a problem names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from yongji_desktop.gui.pages.editor.editor import EditorPage


class Places(QObject):
    """Belongs to one editor page."""

    def __init__(self, page: EditorPage):
        super().__init__(page)
        self.page = page
        self.settled = False

    def moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard went to another field: remembered with the draft."""
        page = self.page
        if not self.settled or new is None or not page.isAncestorOf(new):
            return
        panes = (name for name, pane in page.right.panes.items() if pane.isAncestorOf(new))
        above = new.parentWidget()
        field = new.objectName() or (above.objectName() if above else "")
        page.draft.place.update(area=next(panes, "list"), field=field)

    def restore(self) -> None:
        """The row and field of the draft's place."""
        page, place = self.page, dict(self.page.draft.place)
        page.list.view.go(int(place.get("row") or 0))
        page.show_right()
        shown = {"hazard": page.right.on_hazard, "item": not page.right.on_hazard}
        area = place.get("area") or "list"
        field = None
        if shown.get(area) and place.get("field"):
            field = getattr(page.right, area).findChild(QWidget, place["field"])
        (field or page.list).setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled = True

    def next_hazard(self, step: int) -> None:
        """Through the hazards in their order, those of no item too."""
        page = self.page
        hazards = page.draft.look("hazards") or []
        if hazards:
            before = -1 if step > 0 else 0
            now = page.right.hazard.index if page.right.on_hazard else before
            self.show_hazard((now + step) % len(hazards))

    def show_hazard(self, index: int) -> None:
        """Show one hazard, the checklist at its item, the keyboard at its place."""
        page = self.page
        item = page.draft.look("hazards", index, "item")
        row = next(
            (at for at, one in enumerate(page.draft.look("answers") or []) if one["item"] == item), None
        )
        if row is not None:
            page.list.view.go(row)
        page.loose = index
        page.show_right()
        page.right.hazard.part.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, name: str) -> None:
        """The field a problem names, with the problem written under it."""
        page, parts = self.page, name.split(".")
        problem = next((one for one in page.deeds.found if one.field == name), None)
        words, severity = (problem.message, problem.severity) if problem else ("", "block")
        if parts[-1] == "due_on" and "责任人" in words and "期限" not in words:
            parts[-1] = "responsible"  # the rule names both by one field
        if parts[0] == "hazards" and len(parts) > 2:
            page.stack.setCurrentIndex(0)
            self.show_hazard(int(parts[1]))
            page.right.hazard.say(parts[2], words, severity)
            page.right.hazard.field(parts[2]).setFocus(Qt.FocusReason.OtherFocusReason)
        elif parts[0] == "reason" and page.draft.corrects:
            page.problems.shut()
            page.since.setFocus(Qt.FocusReason.OtherFocusReason)
        elif parts[0] in ("answers", "photos"):
            page.stack.setCurrentIndex(0)
            if len(parts) > 1:
                page.list.view.go(int(parts[1]))
            page.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            page.open_header(parts[0], words, severity)

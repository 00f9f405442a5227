"""Where the keyboard stands in a re-inspection, and how it gets to the field a problem names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from yongji_desktop.gui.pages.reinspection import ReinspectionPage


class Places(QObject):
    """Belongs to one page; `settled` once moves of the keyboard are to be remembered."""

    def __init__(self, page: ReinspectionPage):
        super().__init__(page)
        self.page = page
        self.settled = False

    def step(self, step: int) -> None:
        """↑↓: the hazard before or after, at its conclusion."""
        if 0 <= self.page.here + step < len(self.page.cards):
            self.stand_on(self.page.here + step)

    def stand_on(self, index: int, name: str = "conclusion") -> None:
        """The keyboard on a field of one hazard, the hazard in sight."""
        card = self.page.cards[index]
        self.page.area.ensureWidgetVisible(card, 0, 8)
        card.field(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self) -> None:
        """Where the draft was left."""
        place, cards = self.page.draft.place, self.page.cards
        at = min(int(place.get("at") or 0), len(cards) - 1)
        found = cards[at].findChild(QWidget, place["field"]) if place.get("field") else None
        self.stand_on(at)
        if found is not None and found.isVisibleTo(cards[at]):
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled = True

    def moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard went elsewhere: its hazard is marked, the place kept with the draft."""
        page = self.page
        at = next((at for at, card in enumerate(page.cards) if new is not None and card.isAncestorOf(new)), None)
        if at is None or new is None:
            return
        if at != page.here:
            page.show_here(at)
        page.area.ensureWidgetVisible(new, 0, 60)
        if self.settled:
            above = new.parentWidget()
            page.draft.place = {"at": at, "field": new.objectName() or (above.objectName() if above else "")}

    def go_to(self, name: str) -> None:
        """The field a problem names, with the problem written under it."""
        page, parts = self.page, name.split(".")
        problem = next((one for one in page.deeds.found if one.field == name), None)
        words, severity = (problem.message, problem.severity) if problem else ("", "block")
        if parts[0] == "looks":
            page.stack.setCurrentIndex(0)
            at = min(int(parts[1]), len(page.cards) - 1) if len(parts) > 1 else page.here
            field = parts[2] if len(parts) > 2 else "conclusion"
            if len(parts) > 2:
                page.cards[at].say(field, words, severity)
            self.stand_on(at, field)
        elif parts[0] == "opinion":
            page.side.opinion.setFocus(Qt.FocusReason.OtherFocusReason)
        elif parts[0] == "photos":
            self.stand_on(page.here, "photo")
        else:
            page.open_header(parts[0], words, severity)

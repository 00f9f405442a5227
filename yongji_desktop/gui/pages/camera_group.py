"""One card of the camera page: photos that belong to one draft, or to none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.form_inputs import Choice
from yongji_desktop.gui.parts.photo_pick import PhotoPick
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.thumbs import Thumbs
from yongji_desktop.gui.parts.words import Elided, across, label
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services import photos

DAYS = 30


def visit_words(visit: dict[str, Any]) -> tuple[str, str]:
    """(site, hours) of a draft."""
    site = visit.get("site")
    name = (site.get("name") if isinstance(site, dict) else site) or "还没有选单位"
    began, ended = str(visit.get("began_at") or ""), str(visit.get("ended_at") or "")
    hours = began[5:16].replace("T", " ") + (f" 至 {ended[11:16]}" if ended else "")
    return name, hours


class Group(QFrame):
    """Photos that belong to one draft, or to none (then a draft is chosen here).

    `accepted(draft id, files)` when they are to be taken.
    """

    accepted = Signal(str, list)

    def __init__(self, offer: photos.Offer, drafts: Sequence[dict[str, Any]], thumbs: Thumbs):
        super().__init__()
        self.setProperty("role", "card")
        self.visit = offer.visit
        self.pick = PhotoPick(offer.files, thumbs)
        self.take = Button("", self.accept, small=True)
        self.problem = ProblemLine()
        self.done = Chip("", "green")
        self.done.hide()
        self.choice = Choice()
        self.choice.setAccessibleName("收到哪份草稿")
        self.choice.setMinimumWidth(300)
        for one in drafts:
            self.choice.addItem(" · ".join(visit_words(one)), one["id"])
        name, hours = (
            visit_words(offer.visit) if offer.visit else ("没有对上的", "没有拍摄时间，或不在哪次检查的时段")
        )
        self.title = Elided(name, "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES["card"], 10, SIZES["card"], 10)
        column.setSpacing(8)
        head = across(self.title, label(hours, "caption"), 8, self.done, self.choice, self.take)
        column.addLayout(head)
        column.addWidget(self.pick)
        column.addWidget(self.problem)
        self.pick.changed.connect(self.show_count)
        self.show_count()

    def target(self) -> str | None:
        """The draft the photos go to."""
        return self.visit["id"] if self.visit else self.choice.currentData()

    def show_count(self) -> None:
        """The button says how many it takes."""
        count = len(self.pick.wanted())
        self.take.setText(f"收 {count} 张到这份草稿")
        self.take.refuse("" if count else "一张也没有选")
        if not self.target():
            self.take.refuse(f"最近 {DAYS} 天没有检查草稿，先新建检查")
        self.pick.setVisible(bool(self.pick.files))
        self.take.setVisible(bool(self.pick.files))
        self.choice.setVisible(self.visit is None and bool(self.pick.files))

    def accept(self) -> None:
        """Take the chosen photos."""
        if self.target() and self.pick.wanted():
            self.accepted.emit(self.target(), self.pick.wanted())

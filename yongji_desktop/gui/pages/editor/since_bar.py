"""上次以来: visits of the year, what is still open, and 照上次."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout

from yongji_desktop.core.kind_parts import NATURES
from yongji_desktop.gui.icons import pixmap
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.dialogs import tell
from yongji_desktop.gui.parts.words import Elided, label, picture, set_role
from yongji_desktop.gui.tokens import COLOURS, FAMILIES
from yongji_desktop.services import visits


class SinceBar(QFrame):
    """One line; `like_last` when the header of the last visit is to be taken, `reinspect` to look at what is open."""

    like_last = Signal()
    reinspect = Signal()

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft
        self.since: visits.Since | None = None
        self.setProperty("role", "banner")
        self.setProperty("family", "blue")
        self.setFixedHeight(37)
        self.mark = picture("clock", COLOURS["brand"], 18)
        self.words = Elided()
        self.same = Chip("", "amber")
        self.more = Button("看详情", self.tell_all, key="F9", role="ghost", small=True)
        self.again = Button("并入本次复查", self.reinspect.emit, key="F7", small=True)
        self.like = Button("照上次", self.like_last.emit, key="Ctrl+L", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(10)
        self.title = label("上次以来")
        self.title.setProperty("banner", "blue")
        row.addWidget(self.mark)
        row.addWidget(self.title)
        row.addWidget(self.words, 1)
        for part in (self.same, self.more, self.again, self.like):
            row.addWidget(part)

    def display(self, compact: bool) -> None:
        """Read what has happened at the site and show it."""
        site = self.draft.look("site_id")
        found = self.draft.frame.trying(visits.since, self.draft.frame.desk, site) if site else None
        self.setVisible(found is not None)
        self.since = found
        if found is None:
            return
        words = found.sentence
        if compact and found.open_hazards:
            words = words[words.find("还有") :]
        self.words.setText(words)
        family = "amber" if found.open_hazards or found.permits else "blue"
        set_role(self, family=family)
        set_role(self.title, banner=family)
        self.mark.setPixmap(_clock(family))
        self.like.setVisible(bool(found.last))
        self.again.setVisible(bool(found.open_hazards))
        self.again.setText("复查" if compact else "并入本次复查")
        self.more.setVisible(bool(found.last or found.permits))
        items = {one["item"]: at + 1 for at, one in enumerate(self.draft.look("answers") or [])}
        number = next((items[one["item"]] for one in found.open_hazards if one.get("item") in items), None)
        self.same.setVisible(number is not None and not compact)
        if number is not None:
            self.same.say(f"与第 {number} 项相同", "amber")

    def tell_all(self) -> None:
        """The open hazards, the last visits and the papers that run out, each in a line."""
        if self.since is None:
            return
        lines = [
            f"没闭环：{one['description']}（期限 {one.get('due_on') or '没有'}）"
            for one in self.since.open_hazards
        ]
        for one in self.since.last:
            numbers = one.get("numbers") or "没有出文书"
            lines.append(
                f"{one['began_at'][:10]} {NATURES.get(one['nature'], '')}，"
                f"隐患 {one['hazard_count']} 条，{numbers}"
            )
        for one in self.since.permits:
            lines.append(f"证照：{one['name']} {one['valid_until']} 到期")
        tell(self.window(), "上次以来", "\n".join(lines))


def _clock(family: str) -> QPixmap:
    return pixmap("clock", FAMILIES[family].text, 18, 2.0)

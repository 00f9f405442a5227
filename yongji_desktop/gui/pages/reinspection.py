"""复查: every open hazard of a unit on its card, each answered by itself; opinion, papers and what follows beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.gui.pages import reinspection_draft as steps_of
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Step
from yongji_desktop.gui.pages.editor.finish import Problems
from yongji_desktop.gui.pages.editor.finishing import proposed_end
from yongji_desktop.gui.pages.editor.header import AloneBanner
from yongji_desktop.gui.pages.editor.writing_page import WritingPage
from yongji_desktop.gui.pages.reinspection_deeds import Deeds
from yongji_desktop.gui.pages.reinspection_head import ReinspectionHead
from yongji_desktop.gui.pages.reinspection_look import LookCard
from yongji_desktop.gui.pages.reinspection_places import Places
from yongji_desktop.gui.pages.reinspection_side import Side
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import Frame, scrolled
from yongji_desktop.gui.parts.thumbs import Thumbs
from yongji_desktop.gui.parts.words import clear
from yongji_desktop.services import reinspection_entry

KEYS = [("1–4", "结论"), ("↑↓", "换隐患"), ("Ctrl+V", "贴照片"), ("F4", "表头"), ("Ctrl+P", "完成并打印"), ("Esc", "返回")]
HELP = [
    "逐条答：1 已整改、2 部分整改、3 未整改、4 无法整改；没有一次全答的键。",
    "已整改的放一张改后照片，没有照片写一句为什么；没改好的选下一步，期限已建议好。",
    "↑↓ 换隐患，Tab 到下一栏；照片拖到那一条上，或站在那一条按 Ctrl+V。",
    "疑似重大和重大的不作销号结论，只记企业称已治理，由部门核查。",
    "F4 改时间、人员、原因、企业回复和签字；总意见自动写成，改过的不再变。",
    "每次输入 2 秒内自动保存；这次不复查的一条在更多（F10）里去掉。",
]


class ReinspectionPage(WritingPage):
    """A record page over one draft: the one with `draft_id`, the one the unit already has, else a new one.

    `only` are the hazards to look at (default: all open ones of the unit), `head` the header of an inspection that
    goes on at the same time.  Raises Refused when there is nothing to look at again.
    """

    word = "复查"

    def __init__(
        self,
        frame: Frame,
        site_id: str,
        only: Iterable[str] = (),
        draft_id: str | None = None,
        head: Mapping[str, Any] | None = None,
    ):
        super().__init__(frame)
        self.draft = steps_of.draft_for(frame, site_id, tuple(only), draft_id, head, self)
        self.deeds, self.places = Deeds(self), Places(self)
        self.here = 0
        self.cards: list[LookCard] = []
        self._form: ReinspectionHead | None = None
        self._compact = frame.compact
        self._chips: list[tuple[str, str]] = []
        self._by = ""
        self.preview_button = Button("预览文书", self.deeds.preview, key="F8", icon="doc")
        self.finish_button = Button("完成并打印", self.deeds.finish, key="Ctrl+P", icon="print", role="primary")
        self.more_button = self.head.add_more(self.more)
        self.head.add_deed(self.preview_button)
        self.head.add_deed(self.finish_button)
        self.alone, self.problems, self.side = AloneBanner(self.draft, "复查"), Problems(self.draft), Side(self.draft)
        self.thumbs = Thumbs(self)
        self._build()
        self._listen()
        self.display()

    def _build(self) -> None:
        self.body.addWidget(self.problems)
        self.body.addWidget(self.alone)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)
        self.area = scrolled(inner)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.area, 1)
        row.addWidget(self.side)
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self._folded = QWidget()
        QVBoxLayout(self._folded).setContentsMargins(0, 0, 0, 0)
        self.stack.addWidget(self._folded)
        self.body.addWidget(self.stack, 1)

    def _listen(self) -> None:
        self.draft.changed.connect(self.display)
        self.alone.reason_wanted.connect(lambda: self.open_header("single_reason"))
        self.alone.people_wanted.connect(lambda: self.open_header("inspectors"))
        self.side.signing_wanted.connect(lambda: self.open_header("signature"))
        self.problems.wanted.connect(self.places.go_to)
        self.problems.again.connect(self.deeds.finish)
        self.problems.opened.connect(self.alone.hide)
        self.problems.closed.connect(lambda: (self.alone.display(), self.places.stand_on(self.here)))
        QShortcut(QKeySequence("F4"), self, activated=self.toggle_header)
        QApplication.instance().focusChanged.connect(self.places.moved)

    # What is shown --------------------------------------------------------------------------------

    def display(self) -> None:
        """Show the draft as it is now."""
        entry = self.draft.entry
        self._show_cards()
        site = entry.get("site") if isinstance(entry.get("site"), dict) else {}
        on = steps_of.looked_on(entry, self.frame.desk.today)
        people = "、".join(one.get("name", "") for one in entry.get("inspectors") or []) or "没有复查人员"
        self.head.set_title(self.word, f"{site.get('name') or ''} · {on.month}月{on.day}日 · {people}")
        by = steps.day_of(self._by)
        done, count = steps_of.answered(entry), len(entry.get("looks") or [])
        chips = [("草稿", "grey"), (f"已答 {done} / {count}", "green" if done == count else "grey")]
        if by:
            chips.append((f"{by.month}月{by.day}日前复查", "red" if by < on else "blue"))
        if chips != self._chips:
            self._chips = chips
            self.head.set_chips(chips)
        self.side.display()
        if not self.problems.isVisible():
            self.alone.display()
        if self._form is not None and self.stack.currentWidget() is self._folded:
            self._form.display(proposed_end(self.frame, entry))

    def show_here(self, index: int) -> None:
        """The keyboard came to another hazard: its card is marked."""
        self.here = index
        for at, card in enumerate(self.cards):
            card.display(self._compact, at == index)

    def _show_cards(self) -> None:
        """The cards of the hazards; built anew when the hazards are others."""
        looks = self.draft.look("looks") or []
        if [one.hazard for one in self.cards] != [one["hazard"] for one in looks]:
            had = self.isAncestorOf(QApplication.focusWidget()) if QApplication.focusWidget() else False
            self._by = reinspection_entry.reinspect_by(self.frame.desk, self.draft.entry) or ""
            clear(self._column)
            self.cards = [LookCard(self.draft, at, self.thumbs) for at in range(len(looks))]
            for card in self.cards:
                card.moved.connect(self.places.step)
                card.photos.late.connect(self._late_photos)
                self._column.addWidget(card)
                card.setVisible(True)  # at once: what is shown a moment later cannot take the keyboard now
            self._column.addStretch(1)
            self.here = min(self.here, len(self.cards) - 1)
            if had:
                self.places.stand_on(self.here)
        for at, card in enumerate(self.cards):
            card.display(self._compact, at == self.here)

    def _late_photos(self, photos: list[dict[str, Any]]) -> None:
        """Photos that came in after their hazard was left out or moved."""
        self.draft.do("照片", {**self.draft.entry, "photos": [*(self.draft.look("photos") or []), *photos]})
        self.draft.save()

    # The header -----------------------------------------------------------------------------------

    def toggle_header(self) -> None:
        """F4: fold the header open or shut."""
        if self.stack.currentWidget() is self._folded:
            self.close_header()
        else:
            self.open_header()

    def open_header(self, name: str = "", words: str = "", severity: str = "block") -> None:
        """Fold the header open, the keyboard at a field of it, with what is wrong written under it."""
        if self._form is None:
            self._form = ReinspectionHead(self.draft)
            self._folded.layout().addWidget(self._form)
        self.stack.setCurrentWidget(self._folded)
        self._form.display(proposed_end(self.frame, self.draft.entry))
        if words:
            self._form.say(name, words, severity)
        self._form.field(name or "began_at").setFocus(Qt.FocusReason.OtherFocusReason)

    def close_header(self) -> None:
        """Back to the hazards."""
        self.stack.setCurrentIndex(0)
        self.places.stand_on(self.here)

    # What the frame asks --------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Shown: the keyboard where it was; closed when the draft is gone (finished elsewhere)."""
        if self.draft.gone():
            self.draft.stop()
            QTimer.singleShot(0, self, self.frame.back)
            return
        self.side.counts.ask()
        self.places.restore()

    def refresh(self) -> None:
        """Something was written elsewhere."""
        if not self.draft.gone():
            self.display()
            self.side.refresh()

    def undo(self) -> bool:
        """Take back the last input of this draft."""
        self._went("已撤销", "重做", self.draft.undo(), self.redo, "Ctrl+Y")
        return True

    def redo(self) -> bool:
        """And again."""
        self._went("已重做", "撤销", self.draft.redo(), self.undo, "Ctrl+Z")
        return True

    def _went(self, words: str, word: str, step: Step | None, back: Callable[[], object], key: str) -> None:
        if step is None:
            self.frame.say(f"这份草稿没有可{words[1:]}的输入了。")
            return
        if self.stack.currentWidget() is not self._folded:
            self.places.stand_on(min(int(step.place.get("at") or 0), len(self.cards) - 1))
        self.frame.say(f"{words}：{step.words}。", word, back, key)

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """The seldom deeds."""
        return self.deeds.more()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return KEYS[:5] if self._compact else KEYS

    def help(self) -> list[str]:
        """What the page is for."""
        return HELP

    def areas(self) -> list[QWidget]:
        """Hazards, right side; what stands in the way while it is listed."""
        if self.stack.currentWidget() is self._folded:
            return [self._form, self.problems] if self._form else []
        return [self.cards[self.here], self.side, self.problems]

    def compact(self, compact: bool) -> None:
        """The narrow window puts the photos one under the other."""
        self._compact = compact
        self.preview_button.setText("预览" if compact else "预览文书")
        self.widen()
        self.display()

    def right_side(self) -> QWidget:
        """Opinion, papers to come, signatures."""
        return self.side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V brings photos to the hazard on show."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.cards and self.cards[self.here].photos.paste():
            event.accept()
        else:
            super().keyPressEvent(event)

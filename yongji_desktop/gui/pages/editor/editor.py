"""The editor of an inspection: checklist left, hazard right, header in one line, saved by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yongji_desktop.core.terms import USUAL
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.answering import Answering
from yongji_desktop.gui.pages.editor.checklist import ChecklistPanel
from yongji_desktop.gui.pages.editor.correcting import CorrectionBar, chips_of
from yongji_desktop.gui.pages.editor.deeds import Deeds
from yongji_desktop.gui.pages.editor.draft import Draft, Step
from yongji_desktop.gui.pages.editor.finish import Problems
from yongji_desktop.gui.pages.editor.finishing import proposed_end
from yongji_desktop.gui.pages.editor.hazard_pane import HazardPane
from yongji_desktop.gui.pages.editor.header import AloneBanner, HeaderLine
from yongji_desktop.gui.pages.editor.header_form import HeaderForm
from yongji_desktop.gui.pages.editor.item_pane import ItemPane
from yongji_desktop.gui.pages.editor.places import Places
from yongji_desktop.gui.pages.editor.right import RightSide
from yongji_desktop.gui.pages.editor.since_bar import SinceBar
from yongji_desktop.gui.pages.editor.spoken import CORRECTION_HELP, HELP, KEYS, NARROW_KEYS
from yongji_desktop.gui.pages.editor.writing_page import WritingPage
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import Frame


class EditorPage(WritingPage):
    """A record page over one draft; `fresh` for one that was begun just now."""

    side_widths = (430, 426, 560)

    word = "检查"

    def __init__(self, frame: Frame, identity: str, body: Mapping[str, Any], fresh: bool = False):
        super().__init__(frame)
        days = frame.desk.terms.default_days
        known = {**body, steps.DAYS: days} if days != USUAL.default_days else body
        self.draft = Draft(frame, identity, known, fresh, self)
        self.deeds, self.places = Deeds(self), Places(self)
        self.preview_button = Button("预览文书", self.deeds.preview, key="F8", icon="doc")
        finish, word = self.deeds.finish, "完成更正" if self.draft.corrects else "完成并打印"
        self.finish_button = Button(word, finish, key="Ctrl+P", icon="print", role="primary")
        self.more_button = self.head.add_more(self.more)
        self.head.add_deed(self.preview_button)
        self.head.add_deed(self.finish_button)
        self.line, self.alone = HeaderLine(self.draft), AloneBanner(self.draft)
        self.since = CorrectionBar(self.draft) if self.draft.corrects else SinceBar(self.draft)
        self.problems = Problems(self.draft)
        self.list, self.right = ChecklistPanel(), RightSide(self.draft, self._dress_pane)
        self._form: HeaderForm | None = None
        self._compact = frame.compact
        self._chips: list[tuple[str, str]] = []
        self.loose: int | None = None
        self._build()
        self.list.show_entry(self.draft.entry, self._compact)
        self.list.view.go(int(self.draft.place.get("row") or 0))
        self._listen()
        self.display()

    def _build(self) -> None:
        self.body.setSpacing(7)
        self.body.setContentsMargins(12, 8, 12, 6)
        self.top = QWidget()
        above = QVBoxLayout(self.top)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(7)
        for part in (self.line, self.alone, self.since):
            above.addWidget(part)
        self.body.addWidget(self.problems)
        self.body.addWidget(self.top)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.list, 1)
        row.addWidget(self.right)
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self._folded = QWidget()
        QVBoxLayout(self._folded).setContentsMargins(0, 0, 0, 0)
        self.stack.addWidget(self._folded)
        self.body.addWidget(self.stack, 1)

    def _listen(self) -> None:
        deeds, answering = self.deeds, Answering(self)
        self.draft.changed.connect(self.display)
        self.list.answered.connect(answering.answer)
        self.list.entered.connect(answering.enter)
        self.list.row_changed.connect(self._row_changed)
        self.list.pass_all.connect(answering.pass_all)
        self.list.next_unseen.connect(answering.next_unseen)
        self.line.opened.connect(self.toggle_header)
        self.alone.reason_wanted.connect(lambda: self.open_header("single_reason"))
        self.alone.people_wanted.connect(lambda: self.open_header("inspectors"))
        self.right.signing_wanted.connect(lambda: self.open_header("signature"))
        if isinstance(self.since, SinceBar):
            self.since.like_last.connect(deeds.like_last)
            self.since.reinspect.connect(deeds.reinspect)
        self.problems.wanted.connect(self.places.go_to)
        self.problems.again.connect(deeds.finish)
        self.problems.opened.connect(self.top.hide)
        self.problems.closed.connect(self._work_again)
        for key, do in {
            "F4": self.toggle_header,
            "Ctrl+J": answering.next_unseen,
            "F5": deeds.missed,
            "Ctrl+D": deeds.keep_phrase,
            "Ctrl+PgDown": lambda: self.places.next_hazard(1),
            "Ctrl+PgUp": lambda: self.places.next_hazard(-1),
        }.items():
            QShortcut(QKeySequence(key), self, activated=do)
        QApplication.instance().focusChanged.connect(self.places.moved)

    def _dress_pane(self, pane: ItemPane | HazardPane) -> None:
        """A pane was built: its photos and its 常用语 are seen to here."""
        pane.photos.besides = self.draft.identity
        pane.photos.late.connect(self.deeds.late_photos)
        pane.photos.leaving.connect(self.draft.save)
        if isinstance(pane, HazardPane):
            pane.phrases.connect(self.deeds.phrases)

    # What is shown --------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The item the keyboard stands on."""
        return self.list.view.currentIndex().row()

    def display(self) -> None:
        """Show the draft as it is now."""
        entry = self.draft.entry
        site = entry.get("site") if isinstance(entry.get("site"), dict) else {}
        self.head.set_title(str(site.get("name") or "还没有选单位"))
        chips = chips_of(entry)
        if chips != self._chips:
            self._chips = chips
            self.head.set_chips(chips)
        self.line.display(proposed_end(self.frame, entry))
        self.alone.display()
        self.list.show_entry(entry, self._compact)
        self.show_right()
        self.right.display(self._compact)
        if self._form is not None and self.stack.currentWidget() is self._folded:
            self._form.display(proposed_end(self.frame, self.draft.entry))

    def show_right(self) -> None:
        """The hazard of the row, or the item."""
        hazards = self.draft.look("hazards") or []
        if self.loose is not None and self.loose < len(hazards):
            self.right.show_hazard(self.loose)
            return
        self.loose = None
        one = self.draft.look("answers", max(self.row, 0))
        mine = steps.hazards_of(self.draft.entry, one["item"]) if one else []
        if mine and one.get("result") == "fail":
            self.right.show_hazard(mine[0])
        else:
            self.right.show_item(max(self.row, 0))

    def _row_changed(self, row: int) -> None:
        self.loose = None
        self.draft.place["row"] = row
        self.show_right()

    # Header, problems -----------------------------------------------------------------------------

    def _work_again(self) -> None:
        self.top.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_header(self, name: str = "") -> None:
        """F4: fold the header open or shut."""
        if self.stack.currentWidget() is self._folded:
            self.close_header()
        else:
            self.open_header(name)

    def open_header(self, name: str = "", words: str = "", severity: str = "block") -> None:
        """Fold the header open, the keyboard at a field of it, with what is wrong written under it."""
        if self._form is None:
            self._form = HeaderForm(self.draft)
            self._folded.layout().addWidget(self._form)
        self.stack.setCurrentWidget(self._folded)
        self._form.display(proposed_end(self.frame, self.draft.entry))
        if words:
            self._form.say(name, words, severity)
        self._form.field(name or "nature").setFocus(Qt.FocusReason.OtherFocusReason)

    def close_header(self) -> None:
        """Back to the checklist."""
        self.stack.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the frame asks --------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Shown: the keyboard where it was; closed when the draft is gone (finished elsewhere, 未能检查)."""
        if self.draft.gone():
            self.draft.stop()
            QTimer.singleShot(0, self, self.frame.back)
            return
        self.since.display(self._compact)
        self.right.counts.ask()
        self.places.restore()

    def refresh(self) -> None:
        """Something was written elsewhere."""
        if not self.draft.gone():
            self.since.display(self._compact)
            self.display()

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
            self.frame.say(
                "这份草稿没有可撤销的输入了。" if words == "已撤销" else "这份草稿没有可重做的输入。"
            )
            return
        self.draft.place = dict(step.place)
        self.loose = None
        self.places.restore()
        self.frame.say(f"{words}：{step.words}。", word, back, key)

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """The seldom deeds."""
        return self.deeds.more()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return NARROW_KEYS if self._compact else KEYS

    def help(self) -> list[str]:
        """What the page is for."""
        return CORRECTION_HELP if self.draft.corrects else HELP

    def areas(self) -> list[QWidget]:
        """Right side, checklist; what stands in the way while it is listed."""
        if self.stack.currentWidget() is self._folded:
            return [self._form, self.problems] if self._form else []
        reason = [self.since] if self.draft.corrects else []
        return [self.right, self.list, *reason, self.problems]

    def compact(self, compact: bool) -> None:
        """The narrow window folds the header line away and shows one line at the foot."""
        self._compact = compact
        self.line.setVisible(not compact)
        self.preview_button.setText("预览" if compact else "预览文书")
        self.list.dress(compact)
        self.widen()
        self.display()
        self.since.display(compact)

    def right_side(self) -> QWidget:
        """The hazard or the item on show."""
        return self.right

"""One hazard looked at again: its own conclusion, what was seen, the next step, photos; written as it is typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from yongji_desktop.core.kinds_follow import CONCLUSIONS, NEXT_STEPS
from yongji_desktop.gui.pages import reinspection_draft as steps_of
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.inputs import Lines, listen
from yongji_desktop.gui.pages.reinspection_draft import CONCLUDED, OPEN, ReinspectionDraft
from yongji_desktop.gui.pages.reinspection_fields import FAMILIES, PLACEHOLDERS, LookFields
from yongji_desktop.gui.parts.form_inputs import full_date
from yongji_desktop.gui.parts.thumbs import Thumbs
from yongji_desktop.gui.parts.words import set_role
from yongji_desktop.services import packs, reinspection_entry, reinspections

AS_IT_IS = "现在是什么样，还差什么"
NO_PHOTO = "还没有改后照片。补一张，或写明为什么没有。"
STRIP, STRIP_COMPACT = 240, 244


class LookCard(LookFields):
    """Card `index` of the draft; the thumbnails are read by `thumbs`."""

    def __init__(self, draft: ReinspectionDraft, index: int, thumbs: Thumbs):
        super().__init__(draft, index, thumbs)
        self._shown: tuple[Any, ...] = ()
        self._listen()

    def _listen(self) -> None:
        draft = self.draft
        for field, name in ((self.seen, "seen"), (self.reason, "no_photo_reason"), (self.interim, "interim")):
            listen(field, lambda text, name=name, field=field: self._write(name, text, field.label), draft.close_step)
        listen(self.invested, self._write_invested, self._left)
        listen(self.finished, lambda text: self._write_day("finished_on", text, "完成日期"), self._left)
        listen(self.due, lambda text: self._write_day("next_due_on", text, "二次限期"), self._left)
        listen(self.department, lambda text: self._write("next_department", text, "部门"), draft.close_step)
        self.conclusion.changed.connect(self._conclude)
        self.next.changed.connect(self._choose_next)
        self.send.clicked.connect(self._hand_over)
        self.photos.changed.connect(self._write_photos)
        self.photos.leaving.connect(draft.save)
        self.photos.besides = draft.identity
        self.watched = [
            *(self.conclusion.part(code) for code in CONCLUSIONS), *(self.next.part(code) for code in NEXT_STEPS),
            self.seen, self.invested, self.finished, self.reason, self.due, self.interim, self.before,
            self.photos.row, self.photos.caption, *self.photos.tiles.values(), self.department.lineEdit(),
        ]  # fmt: skip
        for part in self.watched:
            part.installEventFilter(self)

    # Writing --------------------------------------------------------------------------------------

    def _at(self, *path: str | int) -> steps.Path:
        return ("looks", self.index, *path)

    def _write(self, name: str, text: str, words: str) -> None:
        self.say(name, "")
        self.draft.write(self._at(name), text, words)

    def _write_day(self, name: str, text: str, words: str) -> None:
        self.say(name, "")
        typed = full_date(text, steps.began_on(self.draft.entry))
        entry = steps.put(self.draft.entry, self._at(name), typed if steps.day_of(typed) else None)
        self.draft.do(f"改“{words}”", steps.put(entry, self._at(f"_{name}"), text), self._at(name))

    def _write_invested(self, text: str) -> None:
        self.say("invested", "")
        value = number_of(text)
        entry = steps.put(self.draft.entry, self._at("invested"), value)
        self.draft.do("改“投入”", steps.put(entry, self._at("_invested"), text), self._at("invested"))

    def _left(self) -> None:
        self.draft.close_step()
        look = self.draft.look(*self._at())
        if look is None:
            return
        for name in ("invested", "finished_on", "next_due_on"):
            if look.get(f"_{name}") is not None and look.get(name) is not None:
                self.draft.entry = steps.put(self.draft.entry, self._at(f"_{name}"), None)
        self._shown = ()
        self.display()

    def _conclude(self, conclusion: str) -> None:
        for name in self.says:
            self.say(name, "")
        entry = steps_of.conclude(self.draft.entry, self.index, conclusion)
        self.draft.do(f"第 {self.index + 1} 条结论", entry)

    def _choose_next(self, step: str) -> None:
        self.say("next", "")
        due = reinspections.second_deadline(self.draft.frame.desk)
        self.draft.do("改“下一步”", steps_of.choose_next(self.draft.entry, self.index, step, due))

    def _hand_over(self) -> None:
        self._choose_next("handover")
        self.department.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_photos(self, photos: list[dict[str, Any]]) -> None:
        self.say("photo", "")
        self.draft.do("照片", steps_of.set_photos(self.draft.entry, self.index, photos))
        self.draft.save()

    def _repair_due(self, day: date) -> None:
        entry = steps.put(self.draft.entry, self._at("next_due_on"), day.isoformat())
        self.draft.do("改“二次限期”", steps.put(entry, self._at("_next_due_on"), None))
        self.due.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys -----------------------------------------------------------------------------------------

    def eventFilter(self, watched, event) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste(watched):
            return True
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if step and plain and watched is not self.department.lineEdit() and self._at_edge(watched, step):
            self.moved.emit(step)
            return True
        if plain and self._answers(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _paste(self, watched: QWidget) -> bool:
        """Pictures and files of the clipboard go to the photos, also from a text; words stay with the text."""
        mime = QGuiApplication.clipboard().mimeData()
        writes = isinstance(watched, QLineEdit | QPlainTextEdit)
        return not (writes and mime.hasText() and not mime.hasUrls()) and self.photos.paste()

    @staticmethod
    def _at_edge(watched: QWidget, step: int) -> bool:
        """Whether the cursor of a longer text has no line left in this direction."""
        if not isinstance(watched, Lines):
            return True
        cursor = watched.textCursor()
        way = QTextCursor.MoveOperation.Up if step < 0 else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(way)

    def _answers(self, watched: QWidget, event: QKeyEvent) -> bool:
        """A digit on 结论 answers and goes on to what was seen; arrows only choose."""
        codes = list(CONCLUSIONS)
        mine = watched in [self.conclusion.part(code) for code in codes]
        digit = event.text()
        if not mine or not (digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(codes)):
            return False
        self.conclusion.part(codes[int(digit) - 1]).setChecked(True)
        self.seen.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # What is shown --------------------------------------------------------------------------------

    def display(self, compact: bool = False, here: bool | None = None) -> None:
        """Show what is in the draft; nothing is done while nothing of this hazard is another."""
        if here is not None:
            set_role(self.card, here="yes" if here else "no")
        look = self.draft.look("looks", self.index)
        mine = steps_of.photos_of(self.draft.entry, self.index)
        people = self.draft.look("inspectors", 0, "name")
        shown = (look, mine, compact, self.draft.look("began_at"), people)
        if look is None or shown == self._shown:
            return
        self._shown = shown
        self._show_fields(look)
        self._show_rows(look)
        self._show_due(look)
        self._show_photos(look, mine, compact)

    def _show_fields(self, look: dict[str, Any]) -> None:
        conclusion = look.get("conclusion")
        self.conclusion.choose(conclusion)
        self.seen.display(look.get("seen"))
        self.reason.display(look.get("no_photo_reason"))
        self.interim.display(look.get("interim"))
        self.department.display(look.get("next_department"))
        self.next.choose(look.get("next"))
        for field, name in ((self.invested, "invested"), (self.finished, "finished_on"), (self.due, "next_due_on")):
            field.display(look.get(f"_{name}") or shown_number(look.get(name)))
        on = steps_of.looked_on(self.draft.entry, self.draft.frame.desk.today)
        self.finished.propose(on.isoformat() if conclusion == CONCLUDED else "")
        if conclusion != CONCLUDED:
            self.finished.setPlaceholderText("完成日期")
        self.deadline.say(*reinspection_entry.deadline(self.draft.frame.desk, look, on))
        self.mark.say(str(self.index + 1), FAMILIES.get(conclusion or "", "grey"))
        undone = conclusion in OPEN
        self.rows["seen"][0].setText("现状" if undone else "整改情况")
        self.seen.setPlaceholderText(AS_IT_IS if undone else PLACEHOLDERS["seen"])
        closed = "不作销号结论" if self.grave else "同意闭环"
        self.after_words.setText(closed if conclusion == CONCLUDED else "")

    def _show_rows(self, look: dict[str, Any]) -> None:
        conclusion, step = look.get("conclusion"), look.get("next")
        undone = conclusion in OPEN
        bare = conclusion == CONCLUDED and not steps_of.has_after(self.draft.entry, self.index)
        shown = {
            "seen": bool(conclusion), "money": bool(conclusion), "photo": bare,
            "next": undone and not self.grave, "due": False, "interim": undone or self.grave and bool(conclusion),
        }  # fmt: skip
        for name, on in shown.items():
            for part in self.rows[name]:
                part.setVisible(on)
        self.finished.setVisible(conclusion in (CONCLUDED, "partly"))
        self.due.setVisible(shown["next"] and step == "second_deadline")
        self.department.setVisible(shown["next"] and step in ("handover", "report_up"))
        if bare and not look.get("no_photo_reason"):
            self.says["photo"].say(NO_PHOTO, "warn")
        elif self.says["photo"].text() == NO_PHOTO:
            self.says["photo"].clear()
        self.repeat.setVisible(len(self.days) > 1 and shown["next"] and step != "handover")

    def _show_due(self, look: dict[str, Any]) -> None:
        desk, told = self.draft.frame.desk, self.says["next"].text()
        due = steps.day_of(look.get("next_due_on")) if self.due.isVisibleTo(self) else None
        calendar = packs.calendar(desk)
        words = ""
        if due:
            on = steps_of.looked_on(self.draft.entry, desk.today)
            words = f"{(due - on).days} 天后，{calendar.name(due)}" if due >= on else ""
        self.due_words.setText(words)
        self.due_words.setVisible(bool(words))
        if due and calendar.is_rest(due):
            better = calendar.next_working_day(due + timedelta(days=1))
            hint = f"{due.month}月{due.day}日是{calendar.name(due)}，建议改到 {better.month}月{better.day}日。"
            self.says["next"].say(hint, "hint", f"改成 {better:%m-%d}", lambda: self._repair_due(better))
        elif look.get("_next_due_on") and not due and self.due.isVisibleTo(self) and not self.due.hasFocus():
            self.say("next", f"“{look['_next_due_on']}”看不懂，请写成 2026-12-08 的样子。")
        elif "建议改到" in told or "看不懂" in told:
            self.say("next", "")

    def _show_photos(self, look: dict[str, Any], mine: list[dict[str, Any]], compact: bool) -> None:
        taken_by = self.draft.look("inspectors", 0, "name")
        self.photos.defaults = {"use": "after", "hazard": self.index, "taken_by": taken_by}
        self.photos.say_use("after", "现状" if look.get("conclusion") in ("not", "cannot") else "整改后")
        way = QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight
        self.pair.setDirection(way)
        self.arrow.setVisible(not compact)
        self.photos.setFixedWidth(STRIP_COMPACT if compact else STRIP)
        self.photos.set_slots(("after",))
        self.photos.set_photos(mine)


def number_of(text: str) -> float | str | None:
    """An amount as typed (“0.12”, “1，200.5”); what is no number stays as it is, so that finishing says so."""
    plain = text.strip().replace("，", "").replace(",", "").replace("。", ".")
    try:
        value = float(plain) if plain else None
    except ValueError:
        return text
    return value if value is None or value == value and abs(value) < 1e12 else text


def shown_number(value: Any) -> Any:
    """0.12, and 3 without the point of 3.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value

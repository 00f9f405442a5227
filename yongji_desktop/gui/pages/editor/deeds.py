"""What the editor can do beside writing: finish, preview, phrases, 照上次, 未能检查, throwing away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from yongji_desktop.core.errors import Invalid, Problem, UserFacing
from yongji_desktop.gui.pages.editor import correcting, steps
from yongji_desktop.gui.pages.editor.finish import problems_of
from yongji_desktop.gui.pages.editor.finishing import Finishing
from yongji_desktop.gui.pages.editor.preview import PreviewPage, papers_of
from yongji_desktop.gui.pages.missed_page import MissedPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.parts.dialogs import ask
from yongji_desktop.gui.parts.phrase_picker import PhrasePicker
from yongji_desktop.services import history, inspections, phrases, visits

if TYPE_CHECKING:
    from yongji_desktop.gui.pages.editor.editor import EditorPage


class Deeds(Finishing):
    """Belongs to one editor page."""

    page: EditorPage

    # Finishing ------------------------------------------------------------------------------------

    def finish(self) -> None:
        """完成并打印; a correction that changes nothing is not one."""
        draft = self.page.draft
        if draft.corrects and not correcting.differs(draft):
            self.page.frame.say("和现在的版本一样，没有改动。改了再完成，或在更多里丢掉这份更正。")
            return
        super().finish()

    def problems(self) -> list[Problem]:
        """Everything that stands in the way of finishing."""
        return problems_of(self.page.draft)

    def write(self, reasons: dict[str, str]) -> Callable[[], None]:
        """Lock the visit, or its next version."""
        draft, frame = self.page.draft, self.page.frame
        entry = steps.plain(draft.entry)
        if draft.corrects:
            deed = correcting.write(draft, reasons)
            return lambda: correcting.lead_on(draft, deed)
        inspections.finish(frame.desk, entry, draft.identity, reasons)
        if not papers_of(entry):
            return lambda: frame.did("已完成检查，内容已锁定；配合检查不另出本机关的文书。")

        def show_papers() -> None:
            frame.open(PrintPage(frame, draft.identity))
            frame.did("已完成检查，内容已锁定。")

        return show_papers

    def preview(self) -> None:
        """F8: the papers as drafts."""
        if self.page.draft.save():
            self.page.frame.open(PreviewPage(self.page.draft))

    # Phrases --------------------------------------------------------------------------------------

    def phrases(self) -> None:
        """F3: the 常用语 of the item on show."""
        page, draft = self.page, self.page.draft
        if not page.right.on_hazard:
            page.frame.say("先按 2 把这一项记为不合格，再选常用语。")
            return
        at = page.right.hazard.index
        hazard = draft.look("hazards", at) or {}
        began, lists = str(draft.look("began_at") or ""), draft.look("checklists") or ()
        picker = PhrasePicker(
            page.frame, hazard.get("item"), began, draft.look("site_id"), page, [one["code"] for one in lists]
        )
        picker.chosen.connect(lambda phrase, edit: self.take_phrase(at, phrase, edit))
        picker.keep.connect(self.keep_phrase)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.open()

    def take_phrase(self, index: int, phrase: dict[str, Any], edit: bool) -> None:
        """A phrase was chosen: written into the hazard, the keyboard at 部位, or at the text to change it."""
        page, draft = self.page, self.page.draft
        entry = steps.fill_hazard(draft.entry, index, phrase, steps.proposed_person(draft.entry))
        draft.do("填入常用语", entry)
        pane = page.right.hazard
        written = bool(draft.look("hazards", index, "part"))
        target = pane.description if edit else pane.part
        page.activateWindow()
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if edit:
            cursor = pane.description.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            pane.description.setTextCursor(cursor)
        elif written:
            pane.part.selectAll()

    def keep_phrase(self) -> None:
        """Ctrl+D: the hazard on show becomes an own phrase."""
        page = self.page
        if not page.right.on_hazard:
            return
        hazard = steps.plain(page.draft.look("hazards", page.right.hazard.index) or {})
        frame = page.frame
        try:
            phrases.keep(frame.desk, hazard)
        except Invalid as error:
            frame.say(error.problems[0].message)
        except UserFacing as error:
            frame.complain(error)
        else:
            deed = history.last_deed(frame.desk)
            frame.did("已存为常用。", undoable=False)
            if deed:  # no key on the toast: Ctrl+Z here takes back the last input of the draft
                frame.say("已存为常用。", "撤销", lambda: self.unkeep(deed[0]))

    def unkeep(self, deed: str) -> None:
        """Take the keeping of a phrase back."""
        done = self.page.frame.trying(history.undo_deed, self.page.frame.desk, deed)
        if done:
            self.page.frame.did(done[0], undoable=False)

    # Others ---------------------------------------------------------------------------------------

    def like_last(self) -> None:
        """Ctrl+L: the header of the last visit; what was carried is said."""
        draft, frame = self.page.draft, self.page.frame
        try:
            entry, carried = visits.like_last(frame.desk, draft.entry)
        except UserFacing as words:
            frame.say(str(words))
            return
        draft.do(f"照上次带出{len(carried)}项", entry)
        frame.say(
            f"照上次带出：{'、'.join(carried)}。答案、隐患、照片不带。", "撤销", self.page.undo, "Ctrl+Z"
        )

    def reinspect(self) -> None:
        """F7: what is still open here is looked at again on a page of its own; no second hazard is made of it."""
        # here because that page is built from parts of this one
        from yongji_desktop.gui.pages.reinspection import ReinspectionPage

        draft, frame = self.page.draft, self.page.frame
        site = draft.look("site_id")
        if site and draft.save():
            page = frame.trying(ReinspectionPage, frame, site, head=steps.plain(draft.entry))
            if page is not None:
                frame.open(page)

    def late_photos(self, photos: list[dict[str, Any]]) -> None:
        """Photos that came in after the strip had moved on to another hazard."""
        draft = self.page.draft
        held = [*(draft.look("photos") or []), *photos]
        draft.do("照片", {**draft.entry, "photos": held})
        draft.save()

    def missed(self) -> None:
        """F5: nobody there; the short form takes the place of this draft."""
        draft, frame = self.page.draft, self.page.frame
        if draft.corrects:
            frame.say("更正不能改成“未能检查”。没查成的请作废这份检查，再登记未能检查。")
        elif draft.save():
            frame.open(MissedPage(frame, draft.look("site_id"), draft.identity, steps.plain(draft.entry)))

    def add_hazard(self, item: str | None) -> None:
        """One more hazard, of this item or of none."""
        entry, index = steps.add_hazard(self.page.draft.entry, item)
        self.page.draft.do("加一条隐患", entry)
        self.page.places.show_hazard(index)

    def remove_hazard(self) -> None:
        """Take the hazard on show out; Ctrl+Z brings it back."""
        page = self.page
        index = page.right.hazard.index
        page.loose = None
        page.draft.do(f"删去隐患 {index + 1}", steps.remove_hazard(page.draft.entry, index))
        page.list.setFocus(Qt.FocusReason.OtherFocusReason)
        page.frame.say(f"已删去隐患 {index + 1}。", "撤销", page.undo, "Ctrl+Z")

    def discard(self) -> None:
        """Throw the draft away, after asking: it cannot be brought back."""
        draft, frame = self.page.draft, self.page.frame
        name = "更正" if draft.corrects else "草稿"
        body = "填的内容和照片的挂接都会没有，找不回来；没有用过编号。"
        if draft.corrects:
            body = f"这次改的内容会没有，找不回来；第{draft.look(steps.VERSION)}版不动。"
        if not ask(self.page, f"丢掉这份{name}？", body, yes="丢掉", no="不丢"):
            return
        draft.stop()
        frame.trying(inspections.discard_draft, frame.desk, draft.identity)
        frame.back()
        frame.did(f"已丢掉{name}。", undoable=False)

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """The seldom ones."""
        page = self.page
        item = page.draft.look("answers", max(page.row, 0), "item")
        found: list[tuple[str, Callable[[], object]]] = []
        if page.right.on_hazard:
            found += [
                ("本项再加一条隐患", lambda: self.add_hazard(item)),
                ("删去这条隐患", self.remove_hazard),
                ("存为常用 Ctrl+D", self.keep_phrase),
            ]
        found.append(("加一条不属于检查项的隐患", lambda: self.add_hazard(None)))
        if page.draft.corrects:
            return [*found, ("丢掉这份更正", self.discard)]
        return [*found, ("未能检查 F5", self.missed), ("丢掉草稿", self.discard)]

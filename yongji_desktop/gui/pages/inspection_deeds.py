"""What can be done with one inspection: finish or throw away a draft, correct, void, restore a finished one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.gui.pages.editor.opening import correction_draft, open_correction
from yongji_desktop.gui.pages.inspection_tables import HAZARDS, PHOTOS
from yongji_desktop.gui.pages.objection import RaisePage
from yongji_desktop.gui.pages.paper_set import short_number
from yongji_desktop.gui.pages.sign_page import SignPage
from yongji_desktop.gui.parts.dialogs import ask, ask_reason
from yongji_desktop.services import inspections, papers

if TYPE_CHECKING:
    from yongji_desktop.gui.pages.inspection_detail import InspectionPage


class InspectionDeeds(QObject):
    """Belongs to the page of one inspection."""

    def __init__(self, page: InspectionPage):
        super().__init__(page)
        self.page = page

    def finish(self) -> None:
        """Finish the draft: it is locked and its hazards begin; what stands in the way is listed."""
        page = self.page
        if not page.draft:
            return
        try:
            inspections.finish(page.frame.desk, page.body_of, page.inspection, page.problems.reasons())
        except Invalid as error:
            page.problems.say(error.problems)
            page.problems.focus_first()
            page.frame.say(f"还不能完成：{error.problems[0].message}")
        except UserFacing as error:
            page.frame.complain(error)
        else:
            page.frame.did("已完成检查，内容已锁定。")

    def discard(self) -> None:
        """Throw the draft away, after asking: it cannot be brought back."""
        page = self.page
        sheet = page.body_of.get("field_sheet")
        used = "它的现场用纸编号会作废，留在编号簿。" if sheet else "没有用过编号。"
        body = f"填的内容和照片的挂接都会没有，找不回来；{used}"
        if ask(page, "丢掉这份草稿？", body, yes="丢掉", no="不丢"):
            page.frame.trying(inspections.discard_draft, page.frame.desk, page.inspection)
            page.frame.back()
            page.frame.did("已丢掉草稿。", undoable=False)

    def begun(self) -> bool:
        """Whether a correction of this inspection waits among the drafts."""
        return not self.page.draft and correction_draft(self.page.frame, self.page.inspection) is not None

    def correct(self) -> None:
        """更正: ask for the reason on the page, or go on with the correction that was begun."""
        page = self.page
        if page.draft or page.body_of.get("voided"):
            return
        if self.begun():
            open_correction(page.frame, page.inspection)
        else:
            issued = papers.issued_of(page.frame.desk, page.inspection).values()
            numbers = "、".join(short_number(one["number"]) for one in issued if one["number"])
            page.ask.ask(int(page.body_of["version"]), numbers)

    def restore(self) -> None:
        """Restore the void inspection with its hazards."""
        frame = self.page.frame
        deed = frame.trying(inspections.unvoid, frame.desk, self.page.inspection)
        if deed:
            frame.did("已恢复检查；作废的文书编号不恢复，打印时另取号。", deed=deed)

    def void(self) -> None:
        """Void the finished inspection, after asking for the reason."""
        page = self.page
        hazards, photos = len(page.rows[HAZARDS]), len(page.rows[PHOTOS])
        issued = papers.issued_of(page.frame.desk, page.inspection).values()
        numbers = "、".join(short_number(one["number"]) for one in issued if one["number"])
        told = f"编号 {numbers} 会留在编号簿并标“作废”。" if numbers else ""
        told += f"{hazards} 条隐患、{photos} 张照片一起移走，随时可原样恢复。"
        reason = ask_reason(page, "作废这份检查？", told)
        if reason is not None:
            deed = page.frame.trying(inspections.void, page.frame.desk, page.inspection, reason)
            if deed:
                page.frame.did("已作废检查。", deed=deed)

    def object(self) -> None:
        """Register an objection that was handed in after the visit."""
        self.page.frame.open(RaisePage(self.page.frame, self.page.inspection))

    def sign(self) -> None:
        """登记签字: how the issued papers came back."""
        self.page.frame.open(SignPage(self.page.frame, self.page.inspection))

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """Throwing a draft away; correcting or voiding a finished one, restoring a void one."""
        if self.page.draft:
            return [("丢掉草稿", self.discard)]
        if self.page.body_of.get("voided"):
            return [("恢复这份检查", self.restore)]
        word = "接着更正" if self.begun() else "更正这份检查"
        return [("登记签字", self.sign), (f"{word} F2", self.correct), ("登记异议", self.object), ("作废这份检查", self.void)]

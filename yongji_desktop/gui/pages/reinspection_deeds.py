"""What a re-inspection can do beside being written: finish, preview, leave a hazard out, be thrown away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from yongji_desktop.core.errors import Invalid, Problem
from yongji_desktop.core.kinds_follow import REINSPECTION
from yongji_desktop.gui.pages import reinspection_draft as steps_of
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.finish import LOOKS, MOMENTS
from yongji_desktop.gui.pages.editor.finishing import Finishing
from yongji_desktop.gui.pages.editor.preview import PreviewPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.parts.dialogs import ask
from yongji_desktop.services import reinspection_entry, reinspections

if TYPE_CHECKING:
    from yongji_desktop.gui.pages.reinspection import ReinspectionPage

TYPED = {"next_due_on": "二次限期", "finished_on": "完成日期"}


class Deeds(Finishing):
    """Belongs to one page."""

    page: ReinspectionPage
    blames = "looks"

    # Finishing ------------------------------------------------------------------------------------

    def problems(self) -> list[Problem]:
        """Everything that stands in the way of finishing, blocking ones first, each sentence once."""
        draft = self.page.draft
        entry = steps.plain(draft.entry)
        found = [
            Problem(name, f"{words}“{draft.look(f'_{name}')}”看不懂，请写成 2026-11-23 14:30 的样子。")
            for name, words in MOMENTS
            if draft.look(f"_{name}") and not entry.get(name)
        ]
        for at, look in enumerate(draft.look("looks") or []):
            found += [
                Problem(f"looks.{at}.{name}", f"第 {at + 1} 条{words}“{look[f'_{name}']}”看不懂，请写成 2026-12-08 的样子。")
                for name, words in TYPED.items()
                if look.get(f"_{name}") and not look.get(name)
            ]
        try:
            clean = REINSPECTION.check(entry)
        except Invalid as error:
            found += [one for one in error.problems if one.field not in [known.field for known in found]]
            clean = entry
        found += reinspections.problems_of(draft.frame.desk, clean)
        said: dict[str, Problem] = {}
        for one in sorted(found, key=lambda one: list(LOOKS).index(one.severity)):
            said.setdefault(one.message, one)
        return list(said.values())

    def write(self, reasons: dict[str, str]) -> Callable[[], None]:
        """Lock the re-inspection; every hazard gets its event."""
        draft, frame = self.page.draft, self.page.frame
        reinspections.finish(frame.desk, steps.plain(draft.entry), draft.identity, reasons)

        def show_papers() -> None:
            frame.open(PrintPage(frame, draft.identity))
            frame.did(f"已完成复查，{len(draft.look('looks'))} 条已登记。")

        return show_papers

    def preview(self) -> None:
        """F8: the papers as drafts."""
        draft = self.page.draft
        if draft.save():
            coming = reinspection_entry.coming(draft.frame.desk, draft.entry)
            draft.frame.open(PreviewPage(draft, [(one.code, one.title) for one in coming]))

    # Others ---------------------------------------------------------------------------------------

    def leave_out(self) -> None:
        """The hazard on show is looked at another time; Ctrl+Z brings it back."""
        page = self.page
        if len(page.draft.look("looks")) == 1:
            page.frame.say("只有这一条了。不复查的请在更多里丢掉草稿。")
            return
        index = page.here
        page.draft.do(f"去掉第 {index + 1} 条", steps_of.leave_out(page.draft.entry, index))
        page.frame.say(f"第 {index + 1} 条这次不复查，期限照旧。", "撤销", page.undo, "Ctrl+Z")

    def add_missing(self) -> None:
        """The site's other open hazards are taken in."""
        page = self.page
        looks = page.frame.trying(reinspection_entry.missing, page.frame.desk, page.draft.entry)
        if looks:
            entry = {**page.draft.entry, "looks": [*page.draft.look("looks"), *looks]}
            page.draft.do(f"加 {len(looks)} 条要复查的", entry)

    def discard(self) -> None:
        """Throw the draft away, after asking: it cannot be brought back."""
        draft, frame = self.page.draft, self.page.frame
        body = "填的结论和照片的挂接都会没有，找不回来；隐患不动，没有用过编号。"
        if ask(self.page, "丢掉这份复查草稿？", body, yes="丢掉", no="不丢"):
            draft.stop()
            frame.trying(reinspections.discard_draft, frame.desk, draft.identity)
            frame.back()
            frame.did("已丢掉复查草稿。", undoable=False)

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """The seldom ones."""
        page = self.page
        found: list[tuple[str, Callable[[], object]]] = [(f"这次不复查第 {page.here + 1} 条", self.leave_out)]
        rest = page.frame.trying(reinspection_entry.missing, page.frame.desk, page.draft.entry) or []
        if rest:
            found.append((f"把没选的 {len(rest)} 条也复查", self.add_missing))
        return [*found, ("改表头和签字 F4", page.toggle_header), ("丢掉草稿", self.discard)]

"""The header of a re-inspection folded open (F4): time, people, why, reply, who went along; presence and signature."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from yongji_desktop.core.kinds_follow import WHY
from yongji_desktop.gui.pages.editor.head_form import HeadForm
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, listen
from yongji_desktop.gui.pages.reinspection_draft import ReinspectionDraft
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, label

TEXTS = ("recorder", "companion", "single_reason")


class ReinspectionHead(HeadForm):
    """Every field of a re-inspection's header."""

    who = "复查人员"

    def __init__(self, draft: ReinspectionDraft):
        super().__init__(draft, "复查时间")
        self.why = Segments("复查原因", tuple(WHY.items()))
        self.fields = {
            "recorder": Line("recorder", "记录人"),
            "companion": Line("companion", "企业陪同"),
            "single_reason": Line("single_reason", "一人复查的原因"),
        }
        self.reply = Lines("reply", "企业回复", 2, 6)
        self.reply.setPlaceholderText("企业书面回复的内容；没有收到就空着")
        self.build()
        self._listen()
        self.setFocusProxy(self.began)

    def _rows(self) -> None:
        self._row("复查时间", across(self.began, label("至", "caption"), self.ended), "ended_at")
        self._row("复查人员", across(self.people, self.add, self.new_person), "inspectors")
        self._row("一人原因", self.fields["single_reason"], "single_reason")
        self._row("复查原因", across(self.why, None))
        self._row("企业回复", self.reply)
        self._row("记录人", across(self.fields["recorder"], label("企业陪同", "label"), self.fields["companion"]))

    def _listen(self) -> None:
        left = self.draft.close_step
        for name, field in self.fields.items():
            listen(field, lambda text, name=name, field=field: self._write((name,), text, field.label), left)
        listen(self.reply, lambda text: self._write(("reply",), text, "企业回复"), left)
        self.why.changed.connect(lambda code: self._write(("why",), code, "复查原因"))

    def display(self, proposed_end: str = "") -> None:
        """Show what is in the draft."""
        self._show_times(proposed_end)
        entry = self.draft.entry
        for name in TEXTS:
            self.fields[name].display(entry.get(name))
        self.reply.display(entry.get("reply"))
        self.why.choose(entry.get("why"))
        self._show_people()
        self.signing.display()

    def _own(self) -> dict[str, QWidget]:
        return {**super()._own(), "why": self.why, "reply": self.reply}

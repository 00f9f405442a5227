"""The right side of a re-inspection: the opinion, the papers to come, what follows, presence and signature."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from yongji_desktop.core import wording
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.inputs import Lines, listen
from yongji_desktop.gui.pages.editor.page_counts import PageCounts
from yongji_desktop.gui.pages.editor.right import FAMILIES
from yongji_desktop.gui.pages.editor.signing import WORDS
from yongji_desktop.gui.pages.paper_set import short_number
from yongji_desktop.gui.pages.reinspection_draft import CONCLUDED, ReinspectionDraft
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.chip import Chip
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import across, clear, label, line, picture
from yongji_desktop.gui.tokens import COLOURS
from yongji_desktop.gui.tokens import FAMILIES as TINTS
from yongji_desktop.services import reinspection_entry

BY_ITSELF, OWN = "按左边的结论自动写成，可改", "您改过了，不再随结论变"
NOTHING_YET = "逐条答了结论，意见自动写在这里"
MOST_NAMED = 4
BESIDE = ("seen", "invested", "_invested", "no_photo_reason")  # what the opinion does not speak of


class Side(QFrame):
    """`signing_wanted` when presence or signature is to be written."""

    signing_wanted = Signal()

    def __init__(self, draft: ReinspectionDraft):
        super().__init__()
        self.setProperty("role", "card")
        self.draft = draft
        self.counts = PageCounts(draft, self, self.codes)
        self.counts.counted.connect(self._show_papers)
        self.opinion = Lines("opinion", "总意见", 4, 12)
        self.opinion.setPlaceholderText(NOTHING_YET)
        self.state = label(BY_ITSELF, "caption", wrap=True)
        self.again = Button("恢复自动写成", self.write_again, role="ghost", small=True)
        self.said = ProblemLine()
        self.papers, self.after = QVBoxLayout(), QVBoxLayout()
        self._lines: dict[str, list[tuple[str, str, str]]] = {}
        self._entry: steps.Entry | None = None
        self._ground: object = None
        self._words = ""
        self._build()
        listen(self.opinion, self._write, self._left)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(14, 11, 12, 8)
        inside.setSpacing(7)
        inside.addWidget(label("总意见", "section"))
        inside.addWidget(self.opinion)
        inside.addWidget(self.said)
        row = across(self.state, self.again)
        row.setStretch(0, 1)
        inside.addLayout(row)
        for words, lines in (("将生成", self.papers), ("完成后", self.after)):
            inside.addWidget(line())
            inside.addWidget(label(words, "section"))
            lines.setSpacing(5)
            inside.addLayout(lines)
        inside.addStretch(1)
        column.addWidget(scrolled(inner), 1)
        column.addWidget(line())
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 6, 8, 6)
        foot.setSpacing(4)
        self.by, self.of = Chip("复查人 未签", "grey"), Chip("现场负责人 未签", "grey")
        self.change = Button("修改", self.signing_wanted.emit, role="ghost", small=True)
        self.change.setAccessibleName("修改在场和签字")
        foot.addLayout(across(picture("sign", size=16), label("签字", "bold"), None, self.change))
        foot.addLayout(across(self.by, self.of, None, spacing=6))
        column.addLayout(foot)
        self.setFocusProxy(self.opinion)

    # The opinion ----------------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        self.draft.write(("opinion",), text if text.strip() else None, "总意见")

    def write_again(self) -> None:
        """The own words go; the opinion follows the conclusions again."""
        self.draft.write(("opinion",), None, "总意见")

    def display(self) -> None:
        """Show what follows from the draft as it is now."""
        entry = self.draft.entry
        if entry is self._entry:
            return
        self._entry = entry
        own = str(entry.get("opinion") or "")
        if own or not self.opinion.hasFocus():
            self.opinion.display(own or self._composed(entry))
        self.state.setText(OWN if own else BY_ITSELF)
        self.again.setVisible(bool(own))
        names = [str((entry.get("site") or {}).get("name") or "")]
        words = wording.hint(own, bool(self.draft.frame.desk.office.get("is_town")), names)
        self.said.say(words, "warn") if words else self.said.clear()
        self._show_papers()
        self._show("after", self.after, after_words(entry))
        self._show_signing(entry)

    def _composed(self, entry: steps.Entry) -> str:
        """The opinion as it writes itself; asked for again only when something it rests on is another."""
        looks = [{k: v for k, v in one.items() if k not in BESIDE} for one in entry.get("looks") or []]
        ground = (looks, entry.get("began_at"))
        if ground != self._ground:
            self._ground = ground
            self._words = reinspection_entry.opinion(self.draft.frame.desk, steps.plain(entry))
        return self._words

    def refresh(self) -> None:
        """Something was written elsewhere: the hazards may have gone on."""
        self._entry = self._ground = None
        self.display()

    def _left(self) -> None:
        """An emptied opinion is written by itself again."""
        self.draft.close_step()
        self._entry = None
        self.display()

    # What comes of it -----------------------------------------------------------------------------

    def codes(self, entry: steps.Entry) -> list[str]:
        """The papers an entry makes."""
        return [one.code for one in reinspection_entry.coming(self.draft.frame.desk, entry)]

    def _show_papers(self) -> None:
        lines = []
        for one in reinspection_entry.coming(self.draft.frame.desk, self.draft.entry):
            pages = self.counts.pages.get(one.code)
            words = one.title + (f" {pages} 页" if pages else "") + f"（编号 {one.number}）"
            lines.append(("doc", COLOURS["brand"], words))
        photos = len(self.draft.look("photos") or [])
        if photos:
            lines.append(("photo", COLOURS["brand"], f"前后对比照片，这次 {photos} 张"))
        self._show("papers", self.papers, lines)

    def _show(self, name: str, layout: QVBoxLayout, lines: list[tuple[str, str, str]]) -> None:
        if self._lines.get(name) == lines:
            return
        self._lines[name] = lines
        clear(layout)
        for icon, colour, words in lines:
            row = across(picture(icon, colour, 16), label(words, wrap=True))
            row.setStretch(1, 1)
            layout.addLayout(row)

    def _show_signing(self, entry: steps.Entry) -> None:
        state = (entry.get("signature") or {}).get("state") or "unsigned"
        absent = entry.get("site_present") == "other"
        self.by.say("复查人 未签" if state == "unsigned" else "复查人 已签", "grey" if state == "unsigned" else "green")
        who = "现场人员" if absent or state == "other_signed" else "现场负责人"
        word = {"other_signed": "已签"}.get(state, WORDS[state])
        self.of.say(f"{who} {word}", FAMILIES[state])


def after_words(entry: steps.Entry) -> list[tuple[str, str, str]]:
    """What finishing does to each hazard, those of the same fate together: (icon, colour, sentence)."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    left = 0
    for number, look in enumerate(entry.get("looks") or [], 1):
        if not look.get("conclusion"):
            left += 1
            continue
        short = short_number(str(look.get("number") or ""))
        groups.setdefault(_fate(look), []).append(short or f"第 {number} 条")
    lines = [(icon, colour, f"{_named(names)} {words}") for (icon, colour, words), names in groups.items()]
    if left:
        lines.append(("info", TINTS["amber"].text, f"还有 {left} 条没有结论"))
    return [*lines, ("list", TINTS["green"].text, "台账、任务佐证自动更新")]


def _named(names: list[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + (f" 等 {len(names)} 条" if len(names) > MOST_NAMED else "")


def _fate(look: dict[str, Any]) -> tuple[str, str, str]:
    green, amber, violet = (TINTS[one].text for one in ("green", "amber", "violet"))
    if look.get("grade") in reinspection_entry.GRAVE:
        return "info", violet, "记入复查情况，抄告部门；销号由部门定"
    if look["conclusion"] == CONCLUDED:
        return "tick", green, "闭环，进整改率"
    step, due = look.get("next"), steps.day_of(look.get("next_due_on"))
    if step == "second_deadline" and due:
        return "clock", amber, f"期限改为 {due.month}月{due.day}日，进期限雷达"
    if step == "handover":
        return "send", violet, f"抄告移送{look.get('next_department') or '（还没选部门）'}，待出函送达"
    if step == "report_up":
        return "send", violet, f"上报{look.get('next_department') or '市安委办'}，待出函送达"
    return "info", amber, "没有改好，还没有选下一步"

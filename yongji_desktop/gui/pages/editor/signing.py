"""Who was there and how the signature stands: absent, refused, in disagreement; one fold for each."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from yongji_desktop.core.kind_parts import SIGNATURES
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, listen
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, label
from yongji_desktop.gui.tokens import SIZES

WORDS = {"unsigned": "未签", "signed": "已签", "refused": "拒签", "other_signed": "现场人员签"}
ABSENT, REFUSED = "absent", "refused"
ROWS = (
    (ABSENT, "现场人员", (("site_person", "name"), ("site_person", "post")), ("姓名", "职务")),
    (
        ABSENT,
        "电话告知",
        (("told_principal", "name"), ("told_principal", "at")),
        ("负责人姓名", "几点告知的"),
    ),
    (REFUSED, "拒签原因", (("signature", "reason"),), ("对方说的原因",)),
    (REFUSED, "见证人", (("signature", "witness"), ("signature", "witness_post")), ("姓名", "村或社区职务")),
    (REFUSED, "报告部门", (("signature", "told_department"), ("signature", "told_at")), ("哪个部门", "几点")),
    (REFUSED, "回执号", (("signature", "receipt_no"),), ("部门给的回执号",)),
)
MOMENTS = ("at", "told_at")


class Signing(QWidget):
    """The fields of presence and signature; folds open by what was chosen."""

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft
        self.present = Segments("到场人", (("principal", "负责人在场"), ("other", "负责人不在场")))
        self.state = Segments("签字", tuple(WORDS.items()))
        self.objection = Lines("objection", "异议", 2, 5)
        self.objection.setPlaceholderText("对方的异议；记录上由本人手写，7日内核实答复")
        self.fields: dict[tuple[str, str], Line] = {}
        self._folds: dict[str, list[QWidget]] = {ABSENT: [], REFUSED: []}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._row("到场", across(self.present, None))
        self._fold(ABSENT)
        self._row("签字", across(self.state, None))
        self._fold(REFUSED)
        self._row("异议", self.objection)
        self.words = label("", "caption", wrap=True)
        self._row("", self.words)
        self._listen()

    def _row(self, words: str, part: Any) -> QWidget:
        at = self._grid.rowCount()
        name = label(words, "label")
        name.setFixedWidth(SIZES["label"])
        self._grid.addWidget(name, at, 0)
        if isinstance(part, QWidget):
            self._grid.addWidget(part, at, 1)
        else:
            self._grid.addLayout(part, at, 1)
        return name

    def _fold(self, fold: str) -> None:
        for of, words, paths, hints in ROWS:
            if of != fold:
                continue
            lines = []
            for path, hint in zip(paths, hints, strict=True):
                made = Line(".".join(path), f"{words} {hint}")
                made.setPlaceholderText(hint)
                self.fields[path] = made
                lines.append(made)
            self._folds[fold] += [self._row(words, across(*lines)), *lines]

    def _listen(self) -> None:
        draft = self.draft
        self.present.changed.connect(lambda code: draft.write(("site_present",), code, "到场人"))
        self.state.changed.connect(lambda code: draft.write(("signature", "state"), code, "签字"))
        listen(
            self.objection,
            lambda text: draft.write(("signature", "objection"), text, "异议"),
            draft.close_step,
        )
        for path, field in self.fields.items():
            listen(
                field,
                lambda text, path=path: self._write(path, text),
                lambda: (draft.close_step(), self.display()),
            )

    def _write(self, path: tuple[str, str], text: str) -> None:
        words = self.fields[path].label
        if path[1] not in MOMENTS:
            self.draft.write(path, text, words)
            return
        moment = steps.moment_from(text, steps.began_on(self.draft.entry))
        entry = steps.put(self.draft.entry, path, moment)
        self.draft.do(f"改“{words}”", steps.put(entry, (path[0], f"_{path[1]}"), text), path)

    def display(self) -> None:
        """Show what is in the draft."""
        entry = self.draft.entry
        self.present.choose(entry.get("site_present") or "principal")
        state = (entry.get("signature") or {}).get("state") or "unsigned"
        self.state.choose(state)
        for path, field in self.fields.items():
            value = self.draft.look(*path)
            if path[1] in MOMENTS:
                typed = self.draft.look(path[0], f"_{path[1]}")
                value = typed if typed and (field.hasFocus() or not value) else str(value or "")[11:]
            field.display(value)
        self.objection.display((entry.get("signature") or {}).get("objection"))
        for fold, shown in ((ABSENT, entry.get("site_present") == "other"), (REFUSED, state == "refused")):
            for part in self._folds[fold]:
                part.setVisible(shown)
        told = (
            "负责人不在场不是拒签：由现场人员签，并电话告知负责人。"
            if entry.get("site_present") == "other"
            else ""
        )
        told += "拒收的张贴或邮寄留存，附照片。" if state == "refused" else ""
        self.words.setText(told)

    def field(self, name: str) -> QWidget | None:
        """The field a problem names."""
        return {"site_present": self.present, "signature": self.state}.get(name)


def signature_words(entry: steps.Entry) -> str:
    """The state of the signature in a word."""
    return SIGNATURES.get((entry.get("signature") or {}).get("state") or "unsigned", "未签")

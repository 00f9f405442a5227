"""The page of a paper as it would be now, drawn beside the work; what was typed for it; saving it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Refused, UserFacing
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import Page
from yongji_desktop.gui.parts.page_view import PAGE, WIDTH, PageView
from yongji_desktop.gui.parts.photo_intake import while_there
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import forms, papers, session
from yongji_desktop.services.desk import Desk

SECRET = ("complaint",)  # what is typed for these is kept nowhere


def paper_named(desk: Desk, code: str) -> forms.Paper:
    """The form paper with this code; Refused when there is none."""
    every = (one for subject in forms.KINDS_OF for one in forms.papers_about(desk, subject))
    found = next((one for one in every if one.code == code), None)
    if found is None:
        raise Refused("没有这种文书，或它要随检查、复查一起出。")
    return found


def issued_facts(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(label, words) of an issued paper; empty ones left out."""
    facts = (
        ("编号", record.get("number") or "没有编号"),
        ("出文书", str(record.get("issued_at") or "")[:16].replace("T", " ")),
        ("校验码", record.get("check_code") or ""),
        ("页数", f"{record['pages']} 页" if record.get("pages") else ""),
    )
    return [(name, words) for name, words in facts if words]


class Kept:
    """What was typed for a paper and not issued: kept on this PC until it is, but for those in SECRET."""

    def __init__(self, frame: Frame, paper: forms.Paper, ids: Sequence[str]):
        self._frame, self._secret = frame, paper.subject in SECRET
        self._name = f"form.{paper.code}.{'.'.join(ids)}"

    def read(self) -> dict[str, Any]:
        """What was kept, {} for nothing."""
        return json.loads((not self._secret and session.remembered(self._frame.desk, self._name)) or "{}")

    def keep(self, values: Mapping[str, Any]) -> None:
        """Keep these."""
        if not self._secret:
            session.remember(self._frame.desk, self._name, json.dumps(dict(values), ensure_ascii=False))

    def forget(self) -> None:
        """It was issued."""
        if self.read():
            session.remember(self._frame.desk, self._name, "")


class LiveDraft(QObject):
    """`drawn(bytes or None)` for the newest wish; None while what was filled in cannot be drawn."""

    drawn = Signal(object)

    def __init__(self, frame: Frame, parent: QObject):
        super().__init__(parent)
        self.frame = frame
        self._asked = 0

    def draw(
        self, code: str, ids: Sequence[str], values: Mapping[str, Any], extra: Mapping[str, Any] | None
    ) -> None:
        """Draw a paper as it would be; an older wish that is still drawn is forgotten."""
        self._asked += 1
        asked, desk, told = self._asked, self.frame.desk, dict(values)

        def work(job: Any) -> bytes:
            with session.own_desk(desk) as mine:
                return forms.draft(mine, code, list(ids), told, extra).pdf

        def done(data: bytes) -> None:
            if asked == self._asked:
                self.drawn.emit(data)

        def failed(error: BaseException) -> None:
            if not isinstance(error, UserFacing):
                self.frame.complain(error)
            elif asked == self._asked:
                self.drawn.emit(None)

        self.frame.background.run(work, done=while_there(self, done), failed=while_there(self, failed))


def framed_view(view: PageView) -> QFrame:
    """A view of a paper in a card, with the ways to fit it and the number of the page above."""
    made, words = framed("card"), label("", "caption")
    column = QVBoxLayout(made)
    column.setContentsMargins(1, 0, 1, 1)
    column.setSpacing(0)
    whole = Button("整页", lambda: view.set_fit(PAGE), small=True)
    wide = Button("页宽", lambda: view.set_fit(WIDTH), small=True)
    bar = across(whole, wide, words, None)
    bar.setContentsMargins(10, 8, 10, 8)
    column.addLayout(bar)
    column.addWidget(view, 1)
    view.page_changed.connect(lambda at, of: words.setText(f"{at} / {of} 页" if of else ""))
    return made


def ask_where(parent: QWidget, name: str) -> Path | None:
    """Ask for a place and a name for a PDF; None when the officer went back."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    told, _ = QFileDialog.getSaveFileName(parent, "另存 PDF", str(Path(folder) / name), "PDF 文书 (*.pdf)")
    if not told:
        return None
    return Path(told if told.lower().endswith(".pdf") else told + ".pdf")


def save_pdf(page: Page, name: str, data: bytes) -> None:
    """Ask for a place and a name and save a PDF there; leaving the question writes nothing."""
    path = ask_where(page, name)
    if path is None:
        return
    try:
        papers.save(path, data)
    except UserFacing as error:
        page.frame.complain(error)
        return
    page.frame.wrote(f"已另存：{path.name}")

"""Taking in a pack or a changed checklist workbook: every difference first, then the whole of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.errors import Invalid, Problem, UserFacing
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import across, framed, label
from yongji_desktop.services import pack_imports, session
from yongji_desktop.services.pack_contents import KINDS, validity
from yongji_desktop.services.pack_imports import CHANGED, HEAD, NEW, REMOVED, Preview

EVERYTHING = "all"
WORDS = {NEW: "新增", CHANGED: "改动", REMOVED: "去掉", HEAD: "说明"}
FAMILIES = {NEW: "blue", CHANGED: "amber", REMOVED: "red", HEAD: "grey"}
NOTHING = "还没有写入任何内容"


class PackImportPage(Page):
    """The preview of one file; nothing is written before 装上."""

    word = "导入数据包"

    def __init__(self, frame: Frame, path: Path):
        super().__init__(frame)
        self.path = path
        self.preview: Preview | None = None
        self.problems: Sequence[Problem] = ()
        self._rows: list[dict[str, Any]] = []
        self.head.set_title(self.word, path.name)
        self.head.set_chips([(NOTHING, "blue")])
        self.again_button = self.head.add_deed(Button("再读一次", self.read, key="F5", icon="undo"))
        self.take_button = self.head.add_deed(
            Button("装上", self.take_in, key="Ctrl+Enter", icon="save", role="primary")
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.take_in)
        self.work = LongWork(f"正在读 {path.name}", frame.background)
        self.banners = {family: Banner(family, "", icon="info") for family in ("blue", "red")}
        self.which = Segments("看哪些", [(EVERYTHING, "全部"), *WORDS.items()], EVERYTHING)
        self.table = RecordTable(
            [
                Column("word", "", 64, "chip", family=lambda row: row["family"]),
                Column("code", "编号", 84),
                Column("text", "内容", 300, bold=True),
                Column("words", "不同在哪里", 320, stretch=True),
            ],
            lambda offset, limit: self._rows[offset : offset + limit],
            lambda: len(self._rows),
            name="数据包的变化",
        )
        self.whole = label("", wrap=True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._build()
        self.which.changed.connect(lambda _: self._show())
        self.table.current_changed.connect(lambda row: self.whole.setText(self._words_of(row)))

    def _build(self) -> None:
        card = framed("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        top = across(self.which, None)
        top.setContentsMargins(13, 9, 13, 9)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        below = framed("inset")
        inside = QVBoxLayout(below)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self.whole)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 8, 12, 10)
        holder.addWidget(below)
        column.addLayout(holder)
        self.body.addWidget(self.work)
        for banner in self.banners.values():
            self.body.addWidget(banner)
            banner.hide()
        self.body.addWidget(card, 1)

    # Reading ----------------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Read the file, once."""
        if self.preview is None and not self.problems:
            self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read the file (again, after it was put right in Excel)."""
        if self.work.running:
            return
        self.preview, self.problems = None, ()
        self._show()
        desk, path = self.frame.desk, self.path

        def work(job: Job) -> Preview:
            with session.own_desk(desk) as mine:
                return pack_imports.preview(mine, path)

        self.work.start(work, done=self._read, failed=self._failed)
        self._say_deeds()

    def _read(self, preview: Preview) -> None:
        self.preview = preview
        pack = preview.pack
        follows = f"接着已装的 {preview.before} 版" if preview.before else "这台电脑上还没有这一种"
        head = f"{KINDS[pack.pack]}“{pack.name}”{validity(pack)}；{follows}。"
        kept = "以前的检查不变；从现在起新的检查用这一版。" if pack.valid_from <= self.frame.desk.today else (
            f"{pack.valid_from.isoformat()} 起的检查用这一版，那以前仍用旧的。"
        )
        self._tell("blue", head, kept)
        self.which.set_words({
            EVERYTHING: f"全部 {len(preview.changes)}",
            **{kind: f"{word} {preview.count(kind)}" for kind, word in WORDS.items()},
        })
        self._show()

    def _failed(self, error: BaseException) -> None:
        self._say_deeds()
        if isinstance(error, Invalid):
            self.problems = error.problems
            self._tell("red", f"这个文件有 {len(error.problems)} 处不对，没有装。", "照下面改好、存盘，再按 F5 读一次。")
        elif isinstance(error, UserFacing):
            self.problems = [Problem("", str(error))]
            self._tell("red", "这个文件没有装。", "换一个文件，或照下面说的改好、存盘，再按 F5 读一次。")
        else:
            self.frame.complain(error)
        self._show()

    def _tell(self, family: str, title: str, words: str) -> None:
        for name, banner in self.banners.items():
            banner.setVisible(name == family)
        self.banners[family].say(title, words)

    # What is shown ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.which.setVisible(self.preview is not None)
        if self.preview is None:
            self._rows = [
                {
                    "id": at, "word": "改正", "family": "red", "code": "", "text": one.field,
                    "words": one.message.removeprefix(f"{one.field}："),
                }
                for at, one in enumerate(self.problems)
            ]
            self.table.set_empty(EmptyState("doc", "正在读文件" if self.work.running else "没有要改的"))
        else:
            wanted = self.which.value()
            self._rows = [
                {
                    "id": at, "word": WORDS[one.kind], "family": FAMILIES[one.kind], "code": one.code,
                    "text": one.text, "words": one.words,
                }
                for at, one in enumerate(self.preview.changes) if wanted in (EVERYTHING, one.kind)
            ]
            self.table.set_empty(EmptyState("tick", "这一类没有变化"))
        self.table.reload()
        if self._rows and not self.which.isAncestorOf(self.focusWidget() or self):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.whole.setText(self._words_of(self.table.current()))
        self._say_deeds()

    @staticmethod
    def _words_of(row: dict[str, Any] | None) -> str:
        if row is None:
            return ""
        return "\n".join(part for part in (row["text"], row["words"].replace("；", "；\n")) if part)

    def _say_deeds(self) -> None:
        reason = "" if self.preview else "正在读文件" if self.work.running else "文件里有不对的，先改好"
        self.take_button.setText(f"装上 {self.preview.pack.version} 版" if self.preview else "装上")
        self.take_button.refuse(reason)
        self.again_button.refuse("正在读文件" if self.work.running else "")

    # Deeds ------------------------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Install all of it, beside the work."""
        if self.preview is None or self.work.running or not self.take_button.isEnabled():
            return
        desk, path = self.frame.desk, self.path

        def work(job: Job) -> list[str]:
            with session.own_desk(desk) as mine:
                return pack_imports.take_in(mine, path)

        self.work.start(work, done=self._installed, failed=self._failed)
        self.take_button.refuse("正在装")

    def _installed(self, done: list[str]) -> None:
        assert self.preview is not None
        pack = self.preview.pack
        self.frame.back()
        self.frame.did(f"已装“{pack.name}”{pack.version} 版。")

    def may_leave(self) -> bool:
        """Not while it is being installed."""
        if self.work.running and self.preview is not None:
            self.frame.say("正在装，装完再离开。")
            return False
        return True

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Ctrl+Enter", "装上"), ("↑↓", "换一条看"), ("F5", "再读一次"), ("F6", "换一区"), ("Esc", "不装")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "文件先读出来比一比，装上以前什么也不写。",
            "新增、改动、去掉的逐条列出，改动的写明由什么改成什么。",
            "有一处不对就整个不装，列出在哪张表、哪一行、哪一列。",
            "改好存盘以后按 F5 再读一次。",
            "改过内容的，版本要往上加；以前的检查用的还是当时的版本。",
            "装错了可以 Ctrl+Z 撤销。",
        ]

    def areas(self) -> list[QWidget]:
        """Kinds, list."""
        return [self.which, self.table]

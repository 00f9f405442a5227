"""Taking in a ledger of units: what it would change, doubtful rows first, each taken or left, one deed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from yongji_desktop.core.kinds import SITE
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import Elided, across, framed, label, picture
from yongji_desktop.services import session, sites

LOOK = "look"
FAMILIES = {"new": "blue", "changed": "amber", "same": "grey", "doubtful": "amber"}
TAKEN = {True: "收", False: "不收"}
SHORT = {"new": "新增", "changed": "有变化", "same": "没有变化", "doubtful": "疑点"}


class SiteImportPage(Page):
    """The preview of one ledger; nothing is written before 导入."""

    word = "导入底册"

    def __init__(self, frame: Frame, path: Path):
        super().__init__(frame)
        self.path = path
        self.preview: sites.Preview | None = None
        self._taken: set[int] = set()
        self._same: dict[int, str] = {}
        self._rows: list[dict[str, Any]] = []
        self.head.set_title(self.word, path.name)
        self.head.set_chips([("还没有写入任何内容", "blue")])
        self.import_button = Button("导入", self.take_in, key="Ctrl+Enter", icon="save", role="primary")
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.take_in)
        self.head.add_deed(self.import_button)
        self.reading = LongWork(f"正在读 {path.name}", frame.background)
        self.writing = LongWork(f"正在导入 {path.name}", frame.background)
        self.before = Banner("blue", "", icon="info")
        self.which = Segments(
            "看哪些行",
            [(LOOK, "请您看一眼"), ("changed", "有变化"), ("new", "新增"), ("same", "没有变化")],
            LOOK,
        )
        self.order = label("", "caption")
        self.table = RecordTable(
            [
                Column(
                    "take", "收", 56, "chip", family=lambda row: "green" if row["take"] == "收" else "grey"
                ),
                Column("row", "行", 56, "number"),
                Column("name", "单位", 230, bold=True),
                Column("kind_word", "是什么", 86, "chip", family=lambda row: FAMILIES[row["kind"]]),
                Column("words", "请看", 300, stretch=True),
            ],
            lambda offset, limit: self._rows[offset : offset + limit],
            lambda: len(self._rows),
            name="底册的行",
        )
        self.same_words = Elided("", "caption")
        self.same_button = Button("就是已有的这家", self.turn_same, key="F3", icon="unit", small=True)
        self._build()
        self.table.current_changed.connect(lambda _: self._say_same())
        self.which.changed.connect(lambda _: self._show())
        self.table.pressed.connect(self._pressed)
        self.table.opened.connect(lambda row: self._turn(row["id"]))
        self.table.view.clicked.connect(self._clicked)
        self.import_button.refuse("正在读文件")

    def _build(self) -> None:
        whole = framed("card")
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 1)
        inside.setSpacing(0)
        top = across(self.which, None, self.order)
        top.setContentsMargins(13, 9, 13, 9)
        inside.addLayout(top)
        inside.addWidget(self.table, 1)
        self.same = framed("inset")
        row = across(picture("unit", size=16), self.same_words, self.same_button)
        row.setContentsMargins(12, 6, 8, 6)
        self.same.setLayout(row)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 8, 12, 10)
        holder.addWidget(self.same)
        inside.addLayout(holder)
        self.same.hide()
        for one in (self.reading, self.writing, self.before):
            self.body.addWidget(one)
        self.before.hide()
        self.body.addWidget(whole, 1)

    # Reading ----------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """Begin to read the file, once."""
        if self.preview is None and not self.reading.running:
            desk = self.frame.desk

            def read(job) -> sites.Preview:
                with session.own_desk(desk) as mine:
                    return sites.preview_import(mine, self.path)

            self.reading.start(read, done=self._read, failed=self._failed)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, preview: sites.Preview) -> None:
        self.preview = preview
        self._taken = {
            index
            for index, (row, one) in enumerate(preview.lines)
            if one.kind in ("new", "changed") and row.values.get("name")
        }
        counts = preview.counts
        look = sum(self._wants_a_look(index) for index in range(len(preview.lines)))
        self.which.set_words(
            {
                LOOK: f"请您看一眼 {look}",
                **{kind: f"{SHORT[kind]} {counts[kind]}" for kind in ("changed", "new", "same")},
            }
        )
        self.which.choose(LOOK if look else next((one for one in ("changed", "new") if counts[one]), "same"))
        unread = "、".join(heading for _, _, heading in preview.table.unknown_columns)
        told = [preview.before or "", f"没有对应的列，没有读：{unread}。" if unread else ""]
        self.before.say("".join(told))
        self.before.setVisible(any(told))
        self._show()

    def _failed(self, error: BaseException) -> None:
        self.frame.complain(error)
        self.frame.back()

    def _wants_a_look(self, index: int) -> bool:
        row, one = self.preview.lines[index]
        return one.kind == "doubtful" or bool(row.doubts)

    # What is shown ----------------------------------------------------------------------------

    def _show(self) -> None:
        if self.preview is None:
            return
        which = self.which.value()
        chosen = [
            index
            for index, (_, one) in enumerate(self.preview.lines)
            if (self._wants_a_look(index) if which == LOOK else one.kind == which)
        ]
        self._rows = [self._row(index) for index in chosen]
        self.table.set_empty(EmptyState("tick", "没有要您看的行" if which == LOOK else "这一类没有行"))
        self.table.reload()
        count = len(self._taken)
        left = sum(one.kind != "same" for _, one in self.preview.lines) - count
        nothing = "" if count else "没有要写入的行，不用导入"
        self.order.setText(nothing or f"收 {count} 行" + (f"，不收 {left} 行" if left else ""))
        self.import_button.setText(f"导入 {count} 家" if count else "导入")
        self.import_button.refuse(nothing)

    def _row(self, index: int) -> dict[str, Any]:
        row, one = self.preview.lines[index]
        words = [one.reason] if one.reason and index not in self._same else []
        words += [told for _, told, _ in row.doubts]
        words += [self._difference(name, *values) for name, values in one.changes.items()]
        take = "" if one.kind == "same" else TAKEN[index in self._taken]
        return {
            "id": index,
            "take": take,
            "row": row.row,
            "name": row.values.get("name") or "（没有名称）",
            "kind": one.kind,
            "kind_word": "已有" if index in self._same else SHORT[one.kind],
            "words": "；".join(one.rstrip("。") for one in words) or row.values.get("address") or "",
        }

    @staticmethod
    def _difference(name: str, old: Any, new: Any) -> str:
        field = SITE.field_named(name)
        return f"{field.label}由“{field.show(old) or '空'}”改为“{field.show(new)}”"

    def _pressed(self, row: dict[str, Any], key: str) -> None:
        if key == "空格":
            self._turn(row["id"])

    def _clicked(self, index) -> None:
        row = self.table.model.record(index.row())
        if row and index.column() == 0:
            self._turn(row["id"])

    def _turn(self, index: int) -> None:
        """Take a row or leave it."""
        row, one = self.preview.lines[index]
        if one.kind == "same":
            self.frame.say("这一行和名册里的一样，不用收。")
        elif not row.values.get("name"):
            self.frame.say("这一行没有单位名称，收不了。请在 Excel 里补上名称再导入。")
        else:
            self._taken.symmetric_difference_update({index})
            if index not in self._taken:
                self._same.pop(index, None)
            self._show()

    # The same unit as one that is there ---------------------------------------------------------

    def _say_same(self) -> None:
        """Below the rows: which unit of the register a doubtful row may be."""
        row = self.table.current()
        index = row["id"] if row else None
        one = self.preview.lines[index][1] if self.preview and index is not None else None
        offered = one is not None and one.kind == "doubtful" and bool(one.existing_id)
        self.same.setVisible(offered)
        if not offered:
            return
        known = self.frame.trying(self.frame.desk.get, "site", one.existing_id) or {}
        facts = [known.get(name) for name in ("village", "address", "uscc", "principal")]
        place = "，".join(str(word) for word in facts if word)
        chosen = index in self._same
        begin = "并入名册里的" if chosen else "可能就是名册里的"
        self.same_words.setText(f"{begin}“{known.get('name', '')}”" + (f"（{place}）" if place else ""))
        self.same_button.setText("不是这家" if chosen else "就是已有的这家")

    def turn_same(self) -> None:
        """The row the keyboard stands on is that very unit: only what differs is written; or it is not."""
        row = self.table.current()
        if row is None or not self.same.isVisible():
            return
        index = row["id"]
        one = self.preview.lines[index][1]
        if index in self._same:
            del self._same[index]
            self._taken.discard(index)
        elif not one.changes:
            self._taken.discard(index)
            self.frame.say("这一行和名册里的这家没有不同，不用收。")
        else:
            self._same[index] = str(one.existing_id)
            self._taken.add(index)
        self._show()
        self._say_same()

    # Writing ----------------------------------------------------------------------------

    def take_in(self) -> None:
        """Write the rows that are taken, in the background, as one deed."""
        if self.preview is None or not self._taken or self.writing.running:
            return
        desk, preview = self.frame.desk, self.preview
        leave, same = set(range(len(preview.lines))) - self._taken, dict(self._same)

        def write(job) -> str | None:
            with session.own_desk(desk) as mine:
                return sites.take_in(mine, preview, True, leave, same)

        self.import_button.refuse("正在导入")
        self.writing.start(write, done=self._written, failed=self._not_written)

    def _written(self, deed: str | None) -> None:
        lines = self.preview.lines
        kinds = ["changed" if index in self._same else lines[index][1].kind for index in self._taken]
        new, changed = sum(kind in ("new", "doubtful") for kind in kinds), kinds.count("changed")
        self.frame.back()
        self.frame.did(
            f"已导入 {len(kinds)} 家：新增 {new}，更新 {changed}。", deed=deed, undoable=deed is not None
        )

    def _not_written(self, error: BaseException) -> None:
        self._show()
        self.frame.complain(error)

    # What the frame asks ----------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Not while the rows are being written."""
        if self.writing.running:
            self.frame.say("正在导入，写完就回到名册。")
        return not self.writing.running

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        same = ("F3", "就是已有的这家")
        return [("↑↓", "换行"), ("空格", "收／不收"), same, ("Ctrl+Enter", "导入"), ("Esc", "不导入，返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "先看，后写：点“导入”以前什么都没有写进名册。",
            "“请您看一眼”是看不准的格子和可能重复的单位；其余的不用看。",
            "空格：这一行收或不收。有疑点的行默认不收；收了按新单位登记，F3 并入名册里已有的那家。",
            "空格子不会抹掉名册里已有的内容。",
            "导入是一步，Ctrl+Z 一次撤回；后来改过的行会留着并说明。",
            "同一个文件再导一次，没有改动的行不变。",
        ]

    def areas(self) -> list:
        """Segments, then rows."""
        return [self.which, self.table]

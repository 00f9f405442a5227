"""One photo as large as the screen: looked at, marked with arrows, boxes and its date.

Marks are vectors kept beside the photo, which itself is never touched (see store/marks.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from yongji_desktop.core.kind_parts import PHOTO_USES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.photo_canvas import FINE, STEP, Canvas
from yongji_desktop.gui.parts.thumbs import Thumbs
from yongji_desktop.gui.parts.words import across, framed, key_label, label
from yongji_desktop.services import photos

TOOLS = {"arrow": ("箭头", "1", "next"), "box": ("方框", "2", "flag"), "date": ("日期", "3", "clock")}
LARGER, SMALLER = 1.25, 0.8
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PhotoView(QDialog):
    """Shows photo rows one at a time, `index` the one on show; `marked(index, marks)` after a change."""

    marked = Signal(int, list)

    def __init__(
        self,
        frame: Frame,
        rows: Sequence[Mapping[str, Any]],
        index: int = 0,
        *,
        editable: bool = True,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.frame, self.editable = frame, editable
        self._rows = [dict(one) for one in rows]
        self._before: dict[int, list[list[dict[str, Any]]]] = {}
        self.index = index
        self.setProperty("role", "photoview")
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.canvas = Canvas()
        self._pictures = Thumbs(self)
        self._pictures.arrived.connect(self._arrived)
        self.title = label("", "bold")
        self.facts = label("", "caption")
        self.note = label("", "warning")
        self.tools = {
            name: Button(word, key=key, icon=icon, small=True) for name, (word, key, icon) in TOOLS.items()
        }
        self.back = Button("撤销", self.undo, key="Ctrl+Z", icon="undo", small=True)
        self.hints = label("", "caption")
        self._lay_out()
        self.canvas.drawn.connect(self._add)
        self.show_photo(index)
        for button in self.findChildren(Button):
            button.setShortcut(QKeySequence())  # a button waits a moment after its key; here keys act at once
        self.canvas.setFocus()

    def _lay_out(self) -> None:
        top = framed("topbar")
        top.setFixedHeight(46)
        for name, button in self.tools.items():
            button.clicked.connect(lambda _=False, name=name: self.take_tool(name))
            button.setVisible(self.editable)
        self.back.setVisible(self.editable)
        larger = Button("放大", lambda: self.zoom(LARGER), key="+", small=True)
        smaller = Button("缩小", lambda: self.zoom(SMALLER), key="-", small=True)
        close = Button("关闭", self.accept, key="Esc", small=True)
        row = across(
            self.title,
            self.facts,
            None,
            self.note,
            *self.tools.values(),
            self.back,
            12,
            smaller,
            larger,
            12,
            close,
        )
        row.setContentsMargins(16, 0, 12, 0)
        top.setLayout(row)
        bottom = framed("statusbar")
        bottom.setFixedHeight(30)
        foot = across(*self._keys(), None, self.hints)
        foot.setContentsMargins(16, 0, 12, 0)
        bottom.setLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.canvas, 1)
        column.addWidget(bottom)

    def _keys(self) -> list[QWidget]:
        keys = [("← →", "上一张、下一张"), ("Ctrl+滚轮", "放大缩小")]
        if self.editable:
            keys = [
                ("← →", "换一张"),
                ("1 2 3", "箭头 方框 日期"),
                ("方向键", "移动标记"),
                ("Shift+方向键", "拉大小"),
                ("Enter", "放下"),
                ("Ctrl+滚轮", "放大缩小"),
            ]
        found: list[QWidget] = []
        for key, word in keys:
            found += [key_label(key), label(word, "status")]
        return found

    # Photos ---------------------------------------------------------------------------------------

    def show_photo(self, index: int) -> None:
        """Show another photo."""
        self.put_down()
        self.index = index
        row = self._rows[index]
        self._say("")
        self._show_picture()
        parts = [PHOTO_USES.get(row.get("use") or "", ""), row.get("caption") or ""]
        words = " · ".join(part for part in parts if part)
        self.title.setText(f"照片 {index + 1} / {len(self._rows)}")
        self.facts.setText(
            " · ".join(
                part
                for part in (
                    words,
                    str(row.get("taken_at") or "").replace("T", " "),
                    row.get("taken_by") or "",
                )
                if part
            )
        )
        self.canvas.setAccessibleName(f"照片 {index + 1}，{words}")
        self.setWindowTitle(f"照片 {index + 1}")
        self._show_tools()

    def _show_picture(self) -> None:
        """Put the photo on the canvas as soon as it has been read; read the next one too."""
        for at in (self.index, self.index + 1):
            if at < len(self._rows):
                sha, store = self._rows[at]["sha"], self.frame.desk.store
                picture = self._pictures.get(sha, lambda sha=sha, store=store: photos.whole(store, sha))
                if at == self.index:
                    self.canvas.show_picture(picture or QPixmap(), list(self._rows[at].get("marks") or []))
                    if picture is not None and picture.isNull():
                        self._say("这张照片的原文件不在本机。请从备份或原来的电脑补回。")

    def _arrived(self, sha: str) -> None:
        if sha == self._rows[self.index]["sha"] and self.canvas.picture.isNull():
            self._show_picture()
            self._show_tools()

    def zoom(self, factor: float) -> None:
        """Larger or smaller around the middle."""
        self.canvas.set_zoom(self.canvas.zoom * factor)

    # Marks ----------------------------------------------------------------------------------------

    def take_tool(self, name: str) -> None:
        """Take up a tool; the same one again puts it down."""
        if not self.editable or self.canvas.picture.isNull():
            return
        row = self._rows[self.index]
        if self.canvas.tool == name:
            self.put_down()
            return
        words = str(row.get("taken_at") or "").replace("T", " ")
        if name == "date" and not words:
            self._say("这张照片没有拍摄时间，不能标日期。")
            return
        self._say("")
        self.canvas.begin_mark(name, words)
        self._show_tools()

    def put_down(self) -> None:
        """No tool in hand, nothing pending."""
        self.canvas.begin_mark("")
        self._show_tools()

    def _add(self, mark: dict[str, Any]) -> None:
        self._set_marks([*self.canvas.marks, mark])
        self.put_down()

    def _set_marks(self, marks: list[dict[str, Any]], undoable: bool = True) -> None:
        if undoable:
            self._before.setdefault(self.index, []).append(list(self.canvas.marks))
        self.canvas.marks = marks
        self._rows[self.index]["marks"] = marks
        self.canvas.update()
        self._show_tools()
        self.marked.emit(self.index, list(marks))

    def undo(self) -> None:
        """Take back the last mark of this photo; a mark not put down yet first."""
        if self.canvas.pending:
            self.put_down()
        elif self._before.get(self.index):
            self._set_marks(self._before[self.index].pop(), undoable=False)
        elif self.canvas.marks:
            self._set_marks(self.canvas.marks[:-1], undoable=False)

    def _show_tools(self) -> None:
        for name, button in self.tools.items():
            button.refuse("" if not self.canvas.picture.isNull() else "原文件不在本机，不能标")
            button.setDown(self.canvas.tool == name)
        some = bool(self.canvas.pending or self._before.get(self.index) or self.canvas.marks)
        self.back.refuse("" if some else "这张还没有标记")
        count = len(self.canvas.marks)
        self.hints.setText(f"{count} 处标记，另存在照片旁，原图不动" if count else "")

    def _say(self, words: str) -> None:
        self.note.setText(words)

    # Keys -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        tool = next((name for name, (_, digit, _) in TOOLS.items() if event.text() == digit), "")
        if key in ARROWS and self.canvas.pending:
            step = FINE if control else STEP
            dx, dy = (part * step for part in ARROWS[key])
            self.canvas.pending = self.canvas.move_mark(self.canvas.pending, dx, dy, shift)
            self.canvas.update()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            to = self.index + ARROWS[key][0]
            if 0 <= to < len(self._rows):
                self.show_photo(to)
        elif tool:
            self.take_tool(tool)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.canvas.pending:
            self._add(self.canvas.pending)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(LARGER)
        elif key == Qt.Key.Key_Minus:
            self.zoom(SMALLER)
        elif self.editable and (key == Qt.Key.Key_Delete or (key == Qt.Key.Key_Z and control)):
            self.undo()
        elif key == Qt.Key.Key_Escape:
            self.put_down() if self.canvas.tool else self.accept()

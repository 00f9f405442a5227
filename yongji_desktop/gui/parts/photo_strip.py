"""Photos of an entry: taken in by drop, paste or 选文件, shown small, switched, marked, moved, taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yongji_desktop.core.kind_parts import PHOTO_USES
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import choose, tell
from yongji_desktop.gui.parts.drop_tile import DropTile, takes
from yongji_desktop.gui.parts.photo_intake import Intake, Receiver, Taken, in_mime, refused_line, while_there
from yongji_desktop.gui.parts.photo_tiles import PhotoRow
from yongji_desktop.gui.parts.photo_view import PhotoView
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.words import across, label

USE_OF_KEY = {"B": "before", "A": "after", "S": "scene"}
SLOTS = ("before", "after")
FILES = "照片 (*.jpg *.jpeg *.png *.webp *.heic *.heif);;所有文件 (*)"


class PhotoStrip(QWidget):
    """A strip of photo rows.

    `defaults` go into new rows (set them before `set_photos`), `besides` is the record that may use a photo
    again; `pair` shows two slots, 整改前 and 整改后.  `changed(rows)` at every change here; `late(rows)` for
    photos that were read while the strip went on to another hazard (`defaults["hazard"]`): they carry the old
    defaults.  `leaving` before another page is opened from here.
    """

    changed = Signal(list)
    late = Signal(list)
    leaving = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None):
        super().__init__(parent)
        self.frame = frame
        self.defaults: dict[str, Any] = {}
        self.besides: str | None = None
        self._slots: tuple[str, ...] = ()
        self.narrow = False
        self._next = 0
        self._rows: dict[int, dict[str, Any]] = {}
        self._refused: dict[str, str] = {}
        self.receiver = Receiver(frame, self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        self.row = PhotoRow(self.frame)
        self.tiles = {"": DropTile(), **{use: DropTile(PHOTO_USES[use]) for use in SLOTS}}
        self.caption = QLineEdit()
        self.caption.setPlaceholderText("这张照片的说明")
        self.caption.setAccessibleName("照片说明")
        self.files = Button("选文件", self.choose_files, role="ghost", small=True)
        self.progress = label("", "caption")
        self.stop = Button("停下", self.receiver.stop, small=True)
        self.problem = ProblemLine()
        self.notice = ProblemLine()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.row)
        for tile in self.tiles.values():
            line.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.files)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(across(self.progress, None, self.stop))
        column.addWidget(self.problem)
        column.addWidget(self.notice)
        column.addWidget(self.caption)
        self.progress.hide()
        self.stop.hide()

    def _listen(self) -> None:
        for use, tile in self.tiles.items():
            tile.clicked.connect(lambda _=False, use=use: self.choose_files(use))
            tile.dropped.connect(lambda mime, use=use: self._take_mime(mime, use))
        self.row.currentRowChanged.connect(lambda _: self._show_caption())
        self.row.dropped.connect(lambda mime: self._take_mime(mime, self._free_slot()))
        self.row.ordered.connect(self._order)
        self.row.pressed.connect(self._press)
        self.caption.textEdited.connect(self._write_caption)
        self.receiver.arrived.connect(self._arrive)
        self.receiver.progress.connect(self._say_progress)
        self.receiver.ended.connect(self._ended)
        self.receiver.drawn.connect(self._drawn)

    # What the page reads and sets -----------------------------------------------------------------

    @property
    def pair(self) -> bool:
        """Whether there are two slots, before and after (当场整改)."""
        return self._slots == SLOTS

    @pair.setter
    def pair(self, pair: bool) -> None:
        self.set_slots(SLOTS if pair else ())

    def set_slots(self, slots: tuple[str, ...], narrow: bool = False) -> None:
        """Uses that have a place of their own until a photo fills it; `narrow` shows no further place then."""
        self._slots, self.narrow = slots, narrow
        self._show()

    def say_use(self, use: str, word: str) -> None:
        """Another word for a use, on its photos and on its empty place."""
        if self.row.use_words.get(use) == word:
            return
        self.row.use_words[use] = word
        self.tiles[use].set_word(word)
        self.row.viewport().update()

    @property
    def busy(self) -> bool:
        """Whether photos are still being read or drawn on."""
        return self.receiver.busy

    def set_photos(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Show these photo rows; says nothing."""
        given = [dict(one) for one in rows]
        if given != self.photos():
            self._rows = {}
            self._add(given)
            self.problem.clear()
            self.notice.clear()
        self._show()

    def photos(self) -> list[dict[str, Any]]:
        """The photo rows in their order."""
        return [dict(one) for one in self._rows.values()]

    # Taking in ------------------------------------------------------------------------------------

    def choose_files(self, use: str = "") -> None:
        """Ask for files and take them in."""
        names, _ = QFileDialog.getOpenFileNames(self, "选照片", "", FILES)
        self.take([Path(name) for name in names], use or self._free_slot())

    def paste(self) -> bool:
        """Take in what the clipboard holds; False when that is neither a picture nor files."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime is None or not takes(mime):
            return False
        self._take_mime(mime, self._free_slot())
        return True

    def take(
        self, paths: Sequence[Path], use: str = "", pictures: Sequence[QImage] = (), ask: bool = True
    ) -> None:
        """Take in files, folders and pictures in the background; see `changed`."""
        if not paths and not pictures:
            return
        self.problem.clear()
        self.notice.clear()
        self._say_progress(0, 0, "")
        desk, context = self.frame.desk, self.defaults
        self.receiver.take(
            Intake(desk, paths, pictures, context=context, use=use, besides=self.besides, ask=ask)
        )

    def _take_mime(self, mime: QMimeData, use: str = "") -> None:
        paths, pictures = in_mime(mime)
        self.take(paths, use, pictures)

    def _free_slot(self) -> str:
        """The first slot without a photo; "" where there are no slots."""
        there = {row.get("use") for row in self._rows.values()}
        return next((use for use in self._slots if use not in there), "after") if self._slots else ""

    def _arrive(self, found: list[tuple[str, dict[str, Any]]], intake: Intake) -> None:
        here = intake.context.get("hazard") == self.defaults.get("hazard")
        known = {one["sha"] for one in self._rows.values()} if here else set()
        fresh = []
        for name, row in found:
            if row["sha"] in known:
                intake.doubles[name] = f"“{name}”已经在这里了，没有再收。"
            else:
                known.add(row["sha"])
                fresh.append(row)
        if fresh and here:
            self._add(fresh)
            self._say_changed()
        elif fresh:
            self.late.emit(fresh)

    def _add(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            self._rows[self._next] = row
            self._next += 1

    def _say_progress(self, done: int, total: int, name: str) -> None:
        self.progress.setText(f"正在收照片 {done + 1} / {total} 张 · {name}" if total else "正在读照片……")
        self.progress.show()
        self.stop.setVisible(total > 1)

    def _ended(self, made: Taken, intake: Intake) -> None:
        self.progress.hide()
        self.stop.hide()
        self._refused = {**made.refused, **intake.doubles}
        if self._refused:
            several = len(self._refused) > 1
            why = ("看原因", self._tell_refused) if several else ("", None)
            self.problem.say(refused_line(self._refused), "block" if made.refused else "warn", *why)
        if made.used:
            self.notice.say("".join(made.used[:2]) + ("……" if len(made.used) > 2 else ""), "warn")
        if made.trouble:
            self.frame.complain(made.trouble)
        if made.many:
            self._ask_about(made.many, made.count, intake.use)

    def _tell_refused(self) -> None:
        tell(self, f"有 {len(self._refused)} 个没有收", "\n".join(self._refused.values()))

    def _ask_about(self, folder: Path, count: int, use: str) -> None:
        body = (
            f"“{folder.name}”里有 {count} 张。按拍摄时间可以分到最近 30 天的检查草稿，看过再收；"
            "也可以全部收到这里。"
        )
        answers = [("sort", "按时间分到检查"), ("all", f"{count} 张全收到这里"), ("none", "先不收")]
        answer = choose(self, f"有 {count} 张，按时间分到检查？", body, answers, "photo")
        if answer == "all":
            self.take([folder], use, ask=False)
        elif answer == "sort":
            # here because that page stands over the one this strip is part of
            from yongji_desktop.gui.pages.camera_page import CameraPage

            self.leaving.emit()
            own = (self.besides, while_there(self, self.late.emit)) if self.besides else None
            self.frame.open(CameraPage(self.frame, folder, own))

    def dragEnterEvent(self, event) -> None:
        if takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        event.acceptProposedAction()
        self._take_mime(event.mimeData(), self._free_slot())

    # What the keys do -----------------------------------------------------------------------------

    def keyPressEvent(self, event) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.paste():
            return
        super().keyPressEvent(event)

    def _press(self, key: str) -> None:
        current = self.row.current()
        if current is None:
            return
        chosen = [one for one in self._rows if one in self.row.chosen] or [current]
        if key == "Enter":
            self.look(current)
        elif key == "Delete":
            self._take_away(chosen)
        elif key in USE_OF_KEY:
            for one in chosen:
                self._rows[one]["use"] = USE_OF_KEY[key]
            self._say_changed()
        else:
            self._move(current, 1 if key == "Ctrl+Right" else -1)

    def _move(self, key: int, step: int) -> None:
        keys = list(self._rows)
        at = keys.index(key)
        if 0 <= at + step < len(keys):
            keys[at], keys[at + step] = keys[at + step], keys[at]
            self._order(keys)

    def _order(self, keys: list[int]) -> None:
        self._rows = {key: self._rows[key] for key in keys}
        self._say_changed()

    def _take_away(self, keys: list[int]) -> None:
        places = [(at, self._rows[key]) for at, key in enumerate(self._rows) if key in keys]
        hazard = self.defaults.get("hazard")
        for key in keys:
            del self._rows[key]
        self._say_changed()
        undo = while_there(self, lambda: self._put_back(places, hazard))
        self.frame.say(f"已移走 {len(keys)} 张照片。", "撤销", undo)

    def _put_back(self, places: list[tuple[int, dict[str, Any]]], hazard: int | None) -> None:
        if hazard != self.defaults.get("hazard"):
            self.late.emit([row for _, row in places])
            return
        rows = list(self._rows.values())
        for at, row in places:
            if row["sha"] not in [one["sha"] for one in rows]:
                rows.insert(at, row)
        self._rows = {}
        self._add(rows)
        self._say_changed()

    def _write_caption(self, text: str) -> None:
        row = self._rows.get(self.row.current(), {})
        row["caption"] = text.strip()
        if not text.strip():
            del row["caption"]
        self._say_changed()

    # Looking and marking --------------------------------------------------------------------------

    def look(self, key: int) -> None:
        """Show a photo as large as the screen; its marks are kept in its row."""
        keys = list(self._rows)
        view = PhotoView(self.frame, list(self._rows.values()), keys.index(key), parent=self)
        view.marked.connect(lambda at, marks: self._mark(keys[at], marks))
        view.exec()
        if keys[view.index] in self._rows:
            self.row.setCurrentRow(list(self._rows).index(keys[view.index]))
        view.deleteLater()

    def _mark(self, key: int, marks: list[dict[str, Any]]) -> None:
        row = self._rows.get(key)
        if row is None:
            return
        row.pop("marked", None)
        row["marks"] = marks
        if marks:
            self.receiver.draw_marks(row)
        else:
            del row["marks"]
        self._say_changed()

    def _drawn(self, made: dict[str, Any]) -> None:
        for one in self._rows.values():
            if one["sha"] == made["sha"] and one.get("marks") == made["marks"]:
                one["marked"] = made["marked"]
                self._say_changed()

    # Showing --------------------------------------------------------------------------------------

    def _say_changed(self) -> None:
        self._show()
        self.changed.emit(self.photos())

    def _show(self) -> None:
        self.row.fill(self._rows, self.row.current())
        self.row.setVisible(bool(self._rows))
        there = {row.get("use") for row in self._rows.values()}
        empty = [use for use in self._slots if use not in there]
        for use, tile in self.tiles.items():
            tile.setVisible(use in empty if empty else not use and not (self.narrow and there))
        first = self.tiles[empty[0] if empty else ""]
        self.setFocusProxy(self.row if self._rows else first)
        self.files.setVisible(not self._rows)
        self.caption.setVisible(bool(self._rows))
        self._show_caption()

    def _show_caption(self) -> None:
        row = self._rows.get(self.row.current(), {})
        if self.caption.text().strip() != (row.get("caption") or ""):
            self.caption.setText(row.get("caption") or "")

"""Taking photos in beside the window's thread: files, whole folders, pictures from the clipboard."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QBuffer, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from yongji_desktop.core.errors import Refused, UserFacing
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.services import photos, session
from yongji_desktop.services.desk import Desk

MANY = 40
BRING_EVERY = 1.0  # seconds
PASTED = "粘贴的图片"


@dataclass
class Taken:
    """How an intake ended.

    `refused` {file name: sentence} of what was not taken, `used` sentences about photos used before, `many` a
    folder of so many photos that the officer is asked first (`count`; nothing was taken then), `trouble` what
    stopped it.
    """

    refused: dict[str, str] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    many: Path | None = None
    count: int = 0
    trouble: UserFacing | None = None


class Intake:
    """One intake of `paths` and `pictures`: `work` is for the background, `arrived()` what is read so far.

    `besides` is the record that may use a photo again, `ask` whether a folder of very many is asked about
    first; `context` goes into every row and `use` over it; `doubles` {file name: sentence} is the strip's.
    """

    def __init__(
        self,
        desk: Desk,
        paths: Sequence[Path],
        pictures: Sequence[QImage],
        *,
        context: dict[str, Any],
        use: str = "",
        besides: str | None = None,
        ask: bool = True,
    ):
        self._desk, self._paths, self._pictures = desk, list(paths), list(pictures)
        self._besides, self._ask = besides, ask
        self.context, self.use = dict(context), use
        self.doubles: dict[str, str] = {}
        self._rows: SimpleQueue[tuple[str, dict[str, Any]]] = SimpleQueue()

    def arrived(self) -> list[tuple[str, dict[str, Any]]]:
        """(file name, photo row) of what was read since the last call."""
        found = []
        while True:
            try:
                found.append(self._rows.get_nowait())
            except Empty:
                return found

    def work(self, job: Job) -> Taken:
        """Take in one after the other; what is no photo is refused by name and the rest goes on."""
        made = Taken()
        try:
            sources = self._sources(made)
            if made.many:
                return made
            with session.own_desk(self._desk) as mine:
                for number, (name, take) in enumerate(sources):
                    if job.stopped:
                        break
                    job.report(number, len(sources), name)
                    self._take(mine, name, take, made)
        except UserFacing as error:
            made.trouble = error
        return made

    def _take(self, desk: Desk, name: str, take: Callable[[Desk], dict[str, Any]], made: Taken) -> None:
        try:
            row = take(desk)
        except Refused as words:
            made.refused[name] = str(words)
            return
        told = photos.used_before(desk, row["sha"], self._besides)
        if told and told not in made.used:
            made.used.append(told)
        given = {"use": self.use} if self.use else {}
        self._rows.put((name, {**self.context, **given, **row}))

    def _sources(self, made: Taken) -> list[tuple[str, Callable[[Desk], dict[str, Any]]]]:
        found: list[tuple[str, Callable[[Desk], dict[str, Any]]]] = []
        for path in self._paths:
            if not path.is_dir():
                found.append((path.name, lambda desk, path=path: photos.attach(desk, path)))
                continue
            inside = photos.files_in(path)
            if not inside:
                made.refused[path.name] = (
                    f"文件夹“{path.name}”里没有照片（JPG、PNG、WebP、HEIC）。请另选一个。"
                )
            if self._ask and len(inside) > MANY:
                made.many, made.count = path, len(inside)
            found += [(one.name, lambda desk, one=one: photos.attach(desk, one)) for one in inside]
        for picture in self._pictures:
            found.append(
                (PASTED, lambda desk, picture=picture: photos.attach_bytes(desk.store, _png(picture), PASTED))
            )
        return found


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


class Receiver(QObject):
    """Works in the background for one strip.

    `arrived([(file name, row)], intake)` with what has been read, at least once a second; `progress(done,
    total, name)`; `ended(Taken, intake)`; `drawn(row)` when the marked copy of a row is there.
    """

    arrived = Signal(list, object)
    progress = Signal(int, int, str)
    ended = Signal(object, object)
    drawn = Signal(dict)

    def __init__(self, frame: Frame, parent: QObject):
        super().__init__(parent)
        self.frame = frame
        self._jobs: list[Job] = []

    @property
    def busy(self) -> bool:
        """Whether something is still being read or drawn."""
        return bool(self._jobs)

    def stop(self) -> None:
        """Read no further; what is in stays in."""
        for job in self._jobs:
            job.stop()

    def take(self, intake: Intake) -> None:
        """Begin an intake."""
        brought = time.monotonic()

        def bring() -> None:
            nonlocal brought
            brought = time.monotonic()
            if found := intake.arrived():
                self.arrived.emit(found, intake)

        def progress(done: int, total: int, name: str) -> None:
            self.progress.emit(done, total, name)
            if time.monotonic() - brought > BRING_EVERY:
                bring()

        def done(made: Taken) -> None:
            bring()
            self.ended.emit(made, intake)

        def failed(error: BaseException) -> None:
            done(Taken())
            self.frame.complain(error)

        self._run(intake.work, done, failed, progress)

    def draw_marks(self, row: dict[str, Any]) -> None:
        """Draw the marked copy of a photo row that has its marks."""
        desk, asked = self.frame.desk, dict(row)

        def work(job: Job) -> dict[str, Any]:
            with session.own_desk(desk) as mine:
                return photos.mark_up(mine, asked, asked["marks"])

        self._run(work, self.drawn.emit, self.frame.complain)

    def _run(
        self,
        work: Callable[[Job], Any],
        done: Callable[..., Any],
        failed: Callable[..., Any],
        progress: Callable[..., Any] | None = None,
    ) -> None:
        def ended(then: Callable[..., Any]) -> Callable[..., None]:
            def call(value: Any) -> None:
                self._jobs.remove(job)
                then(value)

            return while_there(self, call)

        told = while_there(self, progress) if progress else None
        job = self.frame.background.run(work, done=ended(done), failed=ended(failed), progress=told)
        self._jobs.append(job)


def in_mime(mime: QMimeData) -> tuple[list[Path], list[QImage]]:
    """(files, pictures) that a drop or the clipboard holds."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths or not mime.hasImage():
        return paths, []
    picture = QImage(mime.imageData())
    return [], [] if picture.isNull() else [picture]


def while_there(owner: QObject, function: Callable[..., Any]) -> Callable[..., None]:
    """`function` as a callback of work that may end after `owner` has gone: it is not called then."""
    there = [owner.objectName()]
    owner.destroyed.connect(lambda: there.clear())

    def call(*values: Any) -> None:
        if there:
            function(*values)

    return call


def refused_line(refused: dict[str, str]) -> str:
    """One line about what was not taken in: the sentence of a single file, else the names."""
    if len(refused) == 1:
        return next(iter(refused.values()))
    return f"有 {len(refused)} 个没有收：" + "".join(_quoted(refused)) + "。"


def _quoted(names: Iterable[str], most: int = 6) -> Iterator[str]:
    names = list(names)
    for name in names[:most]:
        yield f"“{name}”"
    if len(names) > most:
        yield "等"

"""照片口袋: a folder of phone photos, sorted to the visits they were taken on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yongji_desktop.core.errors import Refused
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.pages.camera_group import DAYS, Group
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.dialogs import tell
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Page, scrolled
from yongji_desktop.gui.parts.photo_intake import refused_line, while_there
from yongji_desktop.gui.parts.thumbs import Thumbs
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services import inspections, photos, session

Rows = list[dict[str, Any]]


class CameraPage(Page):
    """A record page about one folder: reads it, offers its photos to the drafts of the last 30 days.

    `own` is the draft that stands open below, with what takes its photos: nobody else may write into it.
    """

    name = "camera"
    word = "照片分到检查"
    icon = "photo"

    def __init__(self, frame: Frame, folder: Path, own: tuple[str, Callable[[Rows], object]] | None = None):
        super().__init__(frame)
        self.folder, self._own = folder, own
        self.groups: list[Group] = []
        self._waiting: list[tuple[Group, str, list[Path]]] = []
        self._added: list[tuple[str, list[str]]] = []
        self.thumbs = Thumbs(self)
        self.head.set_title("照片分到检查", folder.name)
        self.all = self.head.add_deed(
            Button("按时间全部收下", self.accept_all, role="primary", key="Ctrl+Enter", icon="tick")
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.accept_all)
        self.all.refuse("照片还在读")
        self.work = LongWork("正在按拍摄时间分照片", frame.background)
        self.list = QWidget()
        self.column = QVBoxLayout(self.list)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SIZES["gap"])
        self.body.addWidget(self.work)
        self.area = scrolled(self.list)
        self.body.addWidget(self.area, 1)
        self._read()

    def drafts(self) -> list[dict[str, Any]]:
        """The drafts of the last 30 days as visits, the oldest first: their body with the draft's id."""
        since = (self.frame.desk.today - timedelta(days=DAYS)).isoformat()
        found = [{**one["body"], "id": one["id"]} for one in inspections.drafts(self.frame.desk)]
        found = [one for one in found if str(one.get("began_at") or date.max.isoformat())[:10] >= since]
        return sorted(found, key=lambda one: (str(one.get("began_at") or "~"), one["id"]))

    # Reading --------------------------------------------------------------------------------------

    def _read(self) -> None:
        desk, folder, visits = self.frame.desk, self.folder, self.drafts()

        def work(job: Job) -> list[photos.Offer]:
            def progress(done: int, total: int) -> bool:
                job.report(done, total, f"照片 {done} / {total} 张")
                return not job.stopped

            return photos.offer_by_time(desk, folder, visits, progress=progress)

        self._start(work, self._show)

    def _start(self, work, done) -> None:
        self.work.start(work, done=while_there(self, done), failed=while_there(self, self._failed))

    def _failed(self, error: BaseException) -> None:
        self._waiting.clear()
        self._say_all()
        if isinstance(error, Refused) and not self.groups:
            self._say_empty(str(error))
        else:
            self.frame.complain(error)

    def _say_empty(self, words: str) -> None:
        self.column.addWidget(EmptyState("photo", words, "收 JPG、PNG、WebP、HEIC；文件夹里的文件夹也看"))
        self.all.refuse("没有照片")

    def _show(self, offers: list[photos.Offer]) -> None:
        drafts = self.drafts()
        for offer in offers:
            group = Group(offer, drafts, self.thumbs)
            group.accepted.connect(lambda draft, files, group=group: self.accept(group, draft, files))
            self.column.addWidget(group)
            self.groups.append(group)
        self.column.addStretch(1)
        count = sum(len(offer.files) for offer in offers)
        self.head.set_title("照片分到检查", f"{self.folder.name} · {count} 张")
        if not offers:
            self._say_empty(f"“{self.folder.name}”里没有照片")
        self._say_all()
        if self.groups:
            self.groups[0].pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_all(self) -> None:
        matched = [one for one in self.groups if one.visit and one.pick.wanted()]
        self.all.refuse("" if matched else "没有按时间对上的照片")

    # Taking ---------------------------------------------------------------------------------------

    def accept_all(self) -> None:
        """Take every group that fits a draft by time."""
        for group in self.groups:
            if group.visit:
                group.accept()

    def accept(self, group: Group, draft: str, files: list[Path]) -> None:
        """Take files into a draft; one group after the other."""
        group.take.refuse("正在收")
        self._waiting.append((group, draft, files))
        if len(self._waiting) == 1:
            self._take_next()

    def _take_next(self) -> None:
        if not self._waiting:
            self._say_all()
            self._tell()
            return
        group, draft, files = self._waiting[0]
        desk = self.frame.desk

        def work(job: Job) -> tuple[Rows, dict[str, str], list[Path]]:
            with session.own_desk(desk) as mine:
                return _taken_in(mine, job, files)

        def done(result: tuple[Rows, dict[str, str], list[Path]]) -> None:
            self._waiting.pop(0)
            self._taken(group, draft, *result)
            self._take_next()

        self._start(work, done)

    def _taken(self, group: Group, draft: str, rows: Rows, refused: dict[str, str], read: list[Path]) -> None:
        added = self.frame.trying(self._add_to_draft, draft, rows)
        group.show_count()
        if added is None:
            return
        group.pick.take_off(read)
        group.show_count()
        twice = len(rows) - len(added)
        words = f"已收 {len(added)} 张" + (f"，{twice} 张已经在了没有再收" if twice else "")
        group.done.say(words, "green")
        group.done.show()
        if refused:
            several = len(refused) > 1
            why = (
                ("看原因", lambda: tell(self, "没有收的照片", "\n".join(refused.values())))
                if several
                else ("", None)
            )
            group.problem.say(refused_line(refused), "block", *why)
        if added:
            self._added.append((draft, [one["sha"] for one in added]))

    def _tell(self) -> None:
        """Say once what one deed has taken, with its undo."""
        added, self._added = self._added, []
        if not added:
            return
        self.frame.saved()
        count = sum(len(shas) for _, shas in added)
        where = f"，分到 {len(added)} 份草稿" if len(added) > 1 else "到草稿"
        own = self._own[0] if self._own else ""
        others = [one for one in added if one[0] != own]
        words = f"已收 {count} 张照片{where}。"
        if len(others) < len(added):
            words += "正在填的那份，回去按 Ctrl+Z 撤销。"
        if others:
            self.frame.say(words, "撤销", while_there(self.frame, lambda: self._take_out(others)))
        else:
            self.frame.say(words)

    def _body_of(self, draft: str) -> dict[str, Any]:
        found = [one["body"] for one in inspections.drafts(self.frame.desk) if one["id"] == draft]
        if not found:
            raise Refused("这份草稿已经完成或不在了，照片没有收。请另选一份草稿。")
        return dict(found[0])

    def _add_to_draft(self, draft: str, rows: Rows) -> Rows:
        body = self._body_of(draft)
        here = {one["sha"] for one in body.get("photos") or ()}
        people = [one.get("name") for one in body.get("inspectors") or () if isinstance(one, dict)]
        given = {"use": "scene", **({"taken_by": people[0]} if people and people[0] else {})}
        added = []
        for one in rows:
            if one["sha"] not in here:
                here.add(one["sha"])
                added.append({**given, **one})
        if added and self._own and draft == self._own[0]:
            self._own[1](added)
        elif added:
            held = [*(body.get("photos") or ()), *added]
            inspections.save_draft(self.frame.desk, {**body, "photos": held}, draft)
        return added

    def _take_out(self, added: list[tuple[str, list[str]]]) -> None:
        count = 0
        for draft, shas in added:
            body = self.frame.trying(self._body_of, draft)
            if body is not None:
                left = [one for one in body.get("photos") or () if one["sha"] not in shas]
                count += len(body.get("photos") or ()) - len(left)
                inspections.save_draft(self.frame.desk, {**body, "photos": left}, draft)
        self.frame.wrote(f"已撤销：{count} 张照片从草稿里移走了。")

    # What the frame asks --------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        """The first group's photos, or what is being read."""
        first = self.groups[0].pick if self.groups else self.work.stop
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """What is being read is stopped; what is in stays in."""
        self._waiting.clear()
        if self.work.running:
            self.work._stop()
            self.work.setParent(None)  # it goes when the work has delivered, not with this page
        return True

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("↑↓←→", "看照片"), ("空格", "收、不收"), ("Tab", "下一组"), ("Ctrl+Enter", "按时间全部收下")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "手机或相机里的照片，按拍摄时间分到最近 30 天的检查草稿。",
            "开始前、结束后半小时内拍的都算那次检查的。",
            "空格去掉不要的，再按“收……张到这份草稿”。",
            "没有对上的，选一份草稿收进去。",
            "收进草稿的照片用途是“现场”，到检查里再分整改前、整改后。",
            "已完成的检查不能再加照片；要加请用“更正”。",
        ]

    def areas(self) -> list[QWidget]:
        """The groups."""
        return [one.pick for one in self.groups]


def _taken_in(desk, job: Job, files: list[Path]) -> tuple[Rows, dict[str, str], list[Path]]:
    """(photo rows, {name: why not}, files looked at) of files taken in until the work is stopped."""
    rows: Rows = []
    refused: dict[str, str] = {}
    for number, path in enumerate(files):
        if job.stopped:
            return rows, refused, files[:number]
        job.report(number, len(files), f"照片 {number + 1} / {len(files)} 张")
        try:
            rows.append(photos.attach(desk, path))
        except Refused as words:
            refused[path.name] = str(words)
    return rows, refused, files

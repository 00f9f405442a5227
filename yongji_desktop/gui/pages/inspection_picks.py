"""Several inspections chosen with 空格: the bar that counts them, and their papers as one PDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Refused
from yongji_desktop.gui.parts.background import Job
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.services import paper_sets, papers, session


class Picks(QWidget):
    """The bar over the list; `changed` when another inspection is chosen or left."""

    changed = Signal()

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        self._chosen: dict[str, str] = {}
        self.join_button = Button("合成一个 PDF", self.ask_where, key="Ctrl+M", icon="doc", small=True)
        self.none_button = Button("取消选择", self.clear, key="Esc", role="ghost", small=True)
        self.bar = Banner("blue", "", "", [self.join_button, self.none_button], icon="tick")
        self.work = LongWork("正在合成一个 PDF", frame.background)
        self.left_out = Banner("amber", "", "", [Button("知道了", self._read, small=True)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.bar, self.work, self.left_out):
            column.addWidget(part)
            part.hide()
        self.hide()

    def __contains__(self, identity: str) -> bool:
        return identity in self._chosen

    def __len__(self) -> int:
        return len(self._chosen)

    @property
    def identities(self) -> list[str]:
        """The chosen ones, the earliest visit first."""
        return sorted(self._chosen, key=lambda identity: (self._chosen[identity], identity))

    def turn(self, row: Mapping[str, Any]) -> None:
        """Choose an inspection or leave it."""
        if row["id"] in self._chosen:
            del self._chosen[row["id"]]
        else:
            self._chosen[row["id"]] = str(row["began_at"])
        self._say()

    def clear(self) -> None:
        """Choose none."""
        self._chosen.clear()
        self._say()

    def stop(self) -> bool:
        """Esc: stop the work, else choose none; False when there was neither."""
        if self.work.running:
            self.work.stop.click()
        elif self._chosen:
            self.clear()
        else:
            return False
        return True

    def _say(self) -> None:
        self.bar.say(f"已选 {len(self._chosen)} 条")
        self.bar.setVisible(bool(self._chosen))
        self._fold()
        self.changed.emit()

    def _fold(self) -> None:
        parts = (self.bar, self.work, self.left_out)
        self.setVisible(any(not one.isHidden() for one in parts))

    def _read(self) -> None:
        self.left_out.hide()
        self._fold()

    # One PDF ------------------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask where to; leaving the question does nothing."""
        if not self._chosen or self.work.running:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = self.frame.desk.today.isoformat()
        start = Path(folder) / papers.file_name("检查文书", f"{len(self._chosen)}份", day)
        told, _ = QFileDialog.getSaveFileName(self, "合成一个 PDF", str(start), "PDF 文书 (*.pdf)")
        if told:
            self.join(Path(told if told.lower().endswith(".pdf") else told + ".pdf"))

    def join(self, path: Path) -> None:
        """Write the papers of the chosen inspections into one PDF with bookmarks, beside the work."""
        desk, identities = self.frame.desk, self.identities

        def work(job: Job) -> list[str] | None:
            def progress(done: int, total: int) -> bool:
                job.report(done, total, f"检查 {done} / {total} 份")
                return not job.stopped

            with session.own_desk(desk) as mine:
                try:
                    data, told = paper_sets.together(mine, identities, progress)
                except Refused:
                    if job.stopped:
                        return None
                    raise
                if job.stopped:
                    return None
                papers.save(path, data)
            return told

        self.join_button.refuse("正在合成")
        self.work.start(
            work, done=lambda told: self._joined(path, len(identities), told), failed=self._failed
        )
        self._fold()

    def _joined(self, path: Path, count: int, told: list[str] | None) -> None:
        self.join_button.refuse("")
        if told is None:
            self.frame.say("已停下，没有存文件。")
        else:
            self.frame.wrote(f"已合成一个 PDF：{path.name}，{count - len(told)} 份检查。")
            self.left_out.say(f"{len(told)} 份没有放进去", "\n".join(told))
            self.left_out.setVisible(bool(told))
            self.clear()
        self._fold()

    def _failed(self, error: BaseException) -> None:
        self.join_button.refuse("")
        self._fold()
        self.frame.complain(error)

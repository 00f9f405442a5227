"""设置 → 数据和备份: where the data lies, backups and restoring, the check of everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button, Reasoned
from yongji_desktop.gui.parts.dialogs import ask, tell
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.long_work import LongWork
from yongji_desktop.gui.parts.page import Frame
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import Elided, across, card, label, line
from yongji_desktop.services import maintenance, session

WHY = {
    "daily": "每天第一次打开",
    "closing": "关闭时",
    "before-import": "导入前",
    "before-upgrade": "升级前",
    "before-restore": "恢复前换下来的",
    "by-hand": "手工",
}
HOW_TO_ENCRYPT = (
    "在 Windows 的“设置”里找“设备加密”，或在“控制面板”里打开“BitLocker 驱动器加密”，"
    "对放数据的那个盘选“启用”。恢复密钥打印出来锁进柜子，或另存到 U 盘，不要存在这台电脑上。"
)


class DataSection(QWidget):
    """Left folder, encryption, demo and check; right the backups."""

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame, self.keeping = frame, frame.keeping
        self.copies: list[dict[str, Any]] = []
        self.findings: list[dict[str, Any]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._folder_card())
        left.addWidget(self._check_card(), 1)
        row.addLayout(left, 50)
        row.addWidget(self._backup_card(), 50)
        self.refresh()

    def _folder_card(self) -> QWidget:
        frame, column = card("数据")
        self.folder = Elided("")
        self.show_folder = Button("打开文件夹", self._open_folder, small=True)
        column.addLayout(across(label("放在", "label"), 4, self.folder, self.show_folder))
        how = Button("怎么做", lambda: tell(self.window(), "启用系统磁盘加密", HOW_TO_ENCRYPT), small=True)
        column.addWidget(
            Banner("amber", "数据未加密，请启用系统磁盘加密（BitLocker）。", "", [how], icon="shield")
        )
        column.addWidget(line())
        self.demo_words = label("", "caption", wrap=True)
        self.demo = Button("看演示", self._demo, small=True)
        column.addLayout(across(self.demo_words, self.demo))
        column.itemAt(column.count() - 1).layout().setStretch(0, 1)
        return frame

    def _check_card(self) -> QWidget:
        frame, column = card()
        self.check = Button("检查", self._check, small=True)
        column.addLayout(across(label("检查数据", "section"), None, self.check))
        column.addWidget(
            label("核对数据文件、变更链、照片和文书、台账，列出疑点；不改动任何内容。", "caption", wrap=True)
        )
        self.checking = LongWork("正在检查数据", self.frame.background)
        column.addWidget(self.checking)
        self.found = RecordTable(
            [Column("area", "哪一块", 92, bold=True), Column("words", "查到什么", 300, stretch=True)],
            lambda offset, limit: self.findings[offset : offset + limit],
            lambda: len(self.findings),
            name="检查结果",
            header=False,
        )
        self.found.set_empty(
            EmptyState("tick", "还没有检查过", "平时不用检查；电脑断过电、换过硬盘、合并过数据后检查一次")
        )
        self.found.current_changed.connect(lambda row: self.what.setText(row["words"] if row else ""))
        self.what = label("", "caption", wrap=True)
        column.addWidget(self.found, 1)
        column.addWidget(self.what)
        return frame

    def _backup_card(self) -> QWidget:
        frame, column = card()
        self.now = Button("现在备份", self._back_up, icon="save", small=True)
        self.last = label("", "caption")
        column.addLayout(across(label("备份", "section"), self.last, None, self.now))
        self.second = Elided("", "caption")
        self.choose_second = Button("选第二个盘", self._choose_second, small=True)
        self.drop_second = Button("不用了", self._drop_second, role="ghost", small=True)
        column.addLayout(across(self.second, self.drop_second, self.choose_second))
        self.table = RecordTable(
            [
                Column("at", "时间", 150),
                Column("why", "什么时候做的", 140, stretch=True),
                Column("size", "大小", 90, "number"),
            ],
            lambda offset, limit: self.copies[offset : offset + limit],
            lambda: len(self.copies),
            name="备份",
            row_height=32,
        )
        self.table.set_empty(EmptyState("save", "还没有备份", "每天第一次打开时自动备份一次"))
        column.addWidget(self.table, 1)
        self.restore = Button("用这份恢复", self._restore, role="danger", small=True)
        self.other = Button("从别的文件恢复", self._restore_other, role="ghost", small=True)
        column.addLayout(across(Reasoned(self.restore), self.other, None))
        column.addWidget(
            label("恢复前会把现在的数据另留一份；恢复后这台电脑换一个新字母。", "caption", wrap=True)
        )
        return frame

    # What is shown --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show folder and backups as they are now."""
        desk, folder = self.frame.desk, self.frame.session.folder
        self.folder.setText(str(folder))
        last = maintenance.last_backup(desk)
        self.last.setText(f"最近一次 {last:%m-%d %H:%M}" if last else "")
        second = self.keeping.second_drive()
        self.second.setText(
            f"照片和文书另抄到 {second}" if second else "照片和文书只在这台电脑上，建议再抄一份到第二个盘"
        )
        self.drop_second.setVisible(second is not None)
        self.copies = [maintenance_row(path) for path in maintenance.every_backup(folder)]
        self.table.reload()
        self.restore.refuse("" if self.copies else "还没有备份可用")
        demo = desk.store.is_demo
        self.demo_words.setText(
            "现在看的是演示镇，单位、人员、电话都是编的。"
            if demo
            else "想先试一试：演示镇里都是编的数据，和本机数据分开放。"
        )
        self.demo.setText("离开演示" if demo else "看演示")

    # Deeds ----------------------------------------------------------------------------------------------

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.frame.session.folder)))

    def _demo(self) -> None:
        self.frame.reopening.emit({"demo": not self.frame.desk.store.is_demo})

    def _back_up(self) -> None:
        self.now.refuse("正在备份")

        def done(path: Path) -> None:
            self.now.refuse("")
            self.frame.wrote(f"已备份，{session.made_at(path):%m-%d %H:%M}。")
            self.frame.saved_changed.emit()
            self.refresh()

        self.keeping.back_up("by-hand", done, lambda: self.now.refuse(""))

    def _choose_second(self) -> None:
        told = QFileDialog.getExistingDirectory(self, "选第二个盘上的文件夹")
        if told:
            self.use_second(Path(told))

    def use_second(self, folder: Path) -> None:
        """Copy photos and papers to this folder from now on, and at once."""
        session.remember(self.frame.desk, "second_drive", str(folder))
        self.refresh()
        self._back_up()

    def _drop_second(self) -> None:
        session.remember(self.frame.desk, "second_drive", "")
        self.refresh()

    def _check(self) -> None:
        desk = self.frame.desk
        self.check.refuse("正在检查")

        def work(job) -> list[Any]:
            with session.own_desk(desk) as mine:
                return maintenance.check_all(mine, lambda area: job.report(0, 0, f"正在核对{area}"))

        def done(found: list[Any]) -> None:
            self.check.refuse("")
            self.findings = [{"id": index, **vars(one)} for index, one in enumerate(found)]
            now = f"{desk.store.clock.now():%m-%d %H:%M}"
            self.found.set_empty(EmptyState("tick", f"没有疑点，检查于 {now}"))
            self.found.reload()
            self.what.setText(f"查出 {len(found)} 处，检查于 {now}" if found else "")

        def failed(error: BaseException) -> None:
            self.check.refuse("")
            self.frame.complain(error)

        self.checking.start(work, done=done, failed=failed)

    def _restore(self) -> None:
        row = self.table.current()
        if row:
            self._ask_to_restore(row["path"], row["at"])

    def _restore_other(self) -> None:
        told, _ = QFileDialog.getOpenFileName(self, "选备份文件", "", "备份 (yongji-*.db)")
        if told:
            self._ask_to_restore(Path(told), Path(told).name)

    def _ask_to_restore(self, path: Path, at: str) -> None:
        body = (
            f"{at} 以后录入的内容会退回去；现在的数据先另留一份，随时可再换回来。这台电脑以后用新的字母编号。"
        )
        if ask(self.window(), "用这份备份恢复？", body, "恢复", "不恢复"):
            self.frame.reopening.emit({"restore": path})


def maintenance_row(path: Path) -> dict[str, Any]:
    """One backup file as a row."""
    made = session.made_at(path)
    why = path.stem.split("-", 3)[3]
    size = path.stat().st_size
    words = f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{size // 1024} KB"
    return {
        "id": path.name,
        "path": path,
        "at": f"{made:%Y-%m-%d %H:%M}",
        "why": WHY.get(why, why),
        "size": words,
    }

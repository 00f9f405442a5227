"""One window, one restore at a time: a lock the operating system drops by itself when the process dies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from yongji_desktop.core.errors import Refused, StorageTrouble

FILE_NAME = "yongji.lock"


class FolderLock:
    """Held by the window and by restore and upgrade; deeds of the command line may run beside the window."""

    def __init__(self, folder: Path):
        self._path = folder / FILE_NAME
        self._file: IO[bytes] | None = None

    def take(self) -> None:
        """Take the lock; Refused when another process has it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("a+b")
        except OSError as error:
            raise StorageTrouble("数据文件夹不能写，不能打开。请检查权限或换到本机硬盘。") from error
        try:
            _lock(file)
        except OSError:
            file.close()
            raise Refused("程序已经开着。请切换到已打开的窗口；要恢复或升级数据，先关掉它。") from None
        self._file = file

    def release(self) -> None:
        """Let go; harmless when not held."""
        if self._file:
            self._file.close()
            self._file = None

    def __enter__(self) -> FolderLock:
        self.take()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

"""Where the files lie that are shipped with the program: ``db/`` and ``resources/``."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from yongji_desktop.core.errors import StorageTrouble

_PACKAGE = Path(str(files("yongji_desktop")))


def asset(relative: str) -> Path:
    """The shipped file or folder ``relative`` ("db/schema.sql", "resources/fonts"), as a path that exists.

    An installed or frozen program carries it inside the package, a checkout beside the package.
    Raises StorageTrouble when it lies in neither place.
    """
    for base in (_PACKAGE, _PACKAGE.parent):
        if (path := base / relative).exists():
            return path
    raise StorageTrouble(f"安装不完整，缺少文件 {relative}，请重新安装本程序。")

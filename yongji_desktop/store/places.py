"""Where data may live, and the second place where the id of this PC is kept."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import platformdirs

from yongji_desktop.assets import asset
from yongji_desktop.core.errors import StorageTrouble
from yongji_desktop.store.blobs import write_durably

NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "afs", "9p", "davfs"})
STICK_FOLDERS = ("/media/", "/run/media/")
_REMOVABLE, _REMOTE, _CDROM = 2, 4, 5


def home_folder() -> Path:
    """The folder of this user account for what must not travel with the data (`YONGJI_HOME` moves it)."""
    told = os.environ.get("YONGJI_HOME")
    return Path(told) if told else Path(platformdirs.user_config_dir("yongji", appauthor=False, roaming=False))


def default_data_folder() -> Path:
    """Where the data lies unless the officer chose otherwise: on this PC's own disk, outside the program."""
    return Path(platformdirs.user_data_dir("yongji", appauthor=False, roaming=False)) / "数据"


def drive_trouble(path: PurePath, drives: dict[str, str]) -> str | None:
    """The sentence why data may not lie at `path`, or None.

    `drives` maps a mount point or drive root (``/mnt/share``, ``E:\\``) to ``fixed``, ``removable``, ``network``
    or ``optical``; a UNC path is a network drive whatever the table says.
    """
    text = str(path)
    kind = "fixed"
    if isinstance(path, PureWindowsPath) and text.startswith("\\\\"):
        kind = "network"
    else:
        fitting = [root for root in drives if _below(path, root)]
        if fitting:
            kind = drives[max(fitting, key=len)]
    if kind == "removable":
        return "数据不能放在 U 盘或移动硬盘上，拔掉会丢。请选本机硬盘。"
    if kind == "network":
        return "数据不能放在网络盘上，断网会坏。请选本机硬盘。"
    if kind == "optical":
        return "数据不能放在光盘上，写不进去。请选本机硬盘。"
    return None


def _below(path: PurePath, root: str) -> bool:
    base = type(path)(root)
    return path == base or base in path.parents


def drives_here() -> dict[str, str]:
    """The drive table of this PC for `drive_trouble`."""
    return _windows_drives() if sys.platform == "win32" else _mounts()


def _windows_drives() -> dict[str, str]:
    words = {_REMOVABLE: "removable", _REMOTE: "network", _CDROM: "optical"}
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    letters = kernel.GetLogicalDrives()
    roots = [f"{chr(ord('A') + bit)}:\\" for bit in range(26) if letters >> bit & 1]
    return {root: words.get(kernel.GetDriveTypeW(root), "fixed") for root in roots}


def _mounts() -> dict[str, str]:
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    table = {}
    for line in lines:
        parts = line.split()
        if len(parts) < 3:
            continue
        mount = parts[1].replace("\\040", " ")
        if parts[2] in NETWORK_TYPES:
            table[mount] = "network"
        elif mount.startswith(STICK_FOLDERS):
            table[mount] = "removable"
        elif parts[2] in ("iso9660", "udf"):
            table[mount] = "optical"
        else:
            table[mount] = "fixed"
    return table


def refuse_place(folder: Path) -> None:
    """Raise StorageTrouble when `folder` lies on a removable, optical or network drive."""
    path = PureWindowsPath(folder) if sys.platform == "win32" else PurePosixPath(folder)
    words = drive_trouble(path, drives_here())
    if words:
        raise StorageTrouble(words)


def _slip(home: Path, folder: Path) -> Path:
    name = hashlib.sha256(os.path.normcase(str(folder.resolve())).encode("utf-8", "surrogateescape")).hexdigest()
    return home / f"device-{name[:24]}"


def claim(home: Path, folder: Path, device: str, letter: str) -> None:
    """Note outside the data folder that `folder` on this PC belongs to `device`, and that `letter` is used up."""
    letters = sorted(letters_used(home, folder) | {letter})
    try:
        home.mkdir(parents=True, exist_ok=True)
        write_durably(_slip(home, folder), "\n".join([device, *letters]).encode("utf-8"))
    except OSError as error:
        raise StorageTrouble(f"不能在 {home} 记下本机编号：请确认有权写、硬盘没有满。") from error


def _noted(home: Path, folder: Path) -> list[str]:
    slip = _slip(home, folder)
    return slip.read_text(encoding="utf-8").split() if slip.is_file() else []


def claimed(home: Path, folder: Path, device: str) -> bool:
    """Whether this PC has noted `folder` as that of `device`."""
    return _noted(home, folder)[:1] == [device]


def letters_used(home: Path, folder: Path) -> set[str]:
    """Machine letters this PC has ever used for `folder`; a restored backup may not know them all."""
    return set(_noted(home, folder)[1:])


def migration(number: int) -> str:
    """The script that brings the local tables to version `number`."""
    folder = asset("db/migrations")
    for path in sorted(folder.glob(f"{number:04d}_*.sql")):
        return path.read_text(encoding="utf-8")
    raise FileNotFoundError(f"db/migrations/{number:04d}_*.sql")

"""Photos, PDFs and packs as files named by their SHA-256: written durably, never changed, checked when read."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from yongji_desktop.core.errors import StorageTrouble


def sha256(data: bytes) -> str:
    """SHA-256 of `data` as 64 hexadecimal digits: the name of a blob."""
    return hashlib.sha256(data).hexdigest()


def write_durably(path: Path, data: bytes) -> None:
    """Write a file so that after a power cut it is there whole or not at all: temporary, fsync, rename, folder.

    Raises OSError (disk full, no right to write).
    """
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (Windows has no such call; NTFS journals names itself)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Blobs:
    """The blobs of a data folder; `derived` holds what can be made again (thumbnails, print copies)."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.derived = folder.parent / "cache"

    def prepare(self) -> None:
        """Make the folders, so that storing a blob later never has to sync a new one."""
        for number in range(256):
            (self.folder / f"{number:02x}").mkdir(parents=True, exist_ok=True)
        self.derived.mkdir(parents=True, exist_ok=True)

    def path(self, sha: str) -> Path:
        """Where the blob lies; ValueError for what is no SHA-256, so no other file can be named."""
        if len(sha) != 64 or not set(sha) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256: {sha!r}")
        return self.folder / sha[:2] / sha

    def put(self, data: bytes) -> str:
        """Store `data` durably *before* any row names it; returns its SHA-256."""
        sha = sha256(data)
        path = self.path(sha)
        try:
            if path.exists() and sha256(path.read_bytes()) == sha:
                return sha
            path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(path, data)
        except OSError as error:
            raise StorageTrouble("照片或文书没能存下：硬盘已满或不能写。您填的内容仍在，没有丢；腾出空间再试。") from error
        return sha

    def has(self, sha: str) -> bool:
        """Whether the blob is on this PC."""
        return self.path(sha).exists()

    def get(self, sha: str) -> bytes:
        """The bytes of a blob; StorageTrouble when it is missing or its bytes have changed."""
        try:
            data = self.path(sha).read_bytes()
        except FileNotFoundError:
            raise StorageTrouble("这份照片或文书的文件不在本机，请从备份或对方电脑补回。") from None
        except OSError as error:
            raise StorageTrouble("这份照片或文书的文件读不出来，请检查硬盘，再从备份补回。") from error
        if sha256(data) != sha:
            raise StorageTrouble("这份照片或文书的文件已损坏（内容和校验值对不上），请从备份补回。")
        return data

    def derived_path(self, sha: str, use: str) -> Path:
        """Where a thumbnail (``thumb``) or print copy (``print``) of a photo lies."""
        self.path(sha)
        return self.derived / f"{sha}.{use}.jpg"

    def whole_derived(self, sha: str, use: str) -> Path | None:
        """The file of a small copy, None when there is none or it is damaged."""
        path = self.derived_path(sha, use)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        return path if hashlib.sha256(data[:-32]).digest() == data[-32:] else None

    def put_derived(self, sha: str, use: str, data: bytes) -> None:
        """Keep what can be made again; a full disk here loses nothing and is not an error.

        Behind the picture stands its SHA-256: it is not synced, and a torn one must not be printed.
        """
        path = self.derived_path(sha, use)
        fresh = path.with_suffix(".new")
        try:
            self.derived.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(data + hashlib.sha256(data).digest())
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)

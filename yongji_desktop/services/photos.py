"""Taking photos in: checked at attaching, kept by hash, with small copies for screen and print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import images
from yongji_desktop.store.folder import Store

LARGEST_FILE = 64 * 1024 * 1024
KEEP_ORIGINALS = "keep_originals"


def attach(desk: Desk, path: Path) -> dict[str, Any]:
    """Take in one photo file; returns {sha, taken_at} for a record's photo row.

    Raises Refused naming the file when it is no photo, damaged or too large, StorageTrouble when it cannot be
    stored.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise Refused(f"“{path.name}”有 {size // 2**20} MB，超过 64 MB，不像手机照片，没有收。请换小一点的。")
        data = path.read_bytes()
    except OSError:
        raise Refused(f"“{path.name}”读不出来，没有收。请检查路径、数据线或存储卡。") from None
    return attach_bytes(desk.store, data, path.name)


def attach_bytes(store: Store, data: bytes, name: str) -> dict[str, Any]:
    """Take in one photo from memory (paste, drag); see `attach`."""
    made = images.prepare(data, name)
    sha = store.blobs.put(made.working)
    store.blobs.put_derived(sha, "thumb", made.thumbnail)
    store.blobs.put_derived(sha, "print", made.print_copy)
    if store.recall(KEEP_ORIGINALS) == "1":
        store.remember(f"original of {sha}", store.blobs.put(data))
    photo: dict[str, Any] = {"sha": sha}
    if made.taken_at:
        photo["taken_at"] = made.taken_at
    return photo


def attach_many(
    desk: Desk, paths: Iterable[Path], progress: Callable[[int, int], bool] | None = None
) -> tuple[list[dict[str, Any]], list[str]]:
    """Take in several files: (photo rows, sentences about the ones refused by name).

    `progress(done, all)` returns False to stop; what is in stays in.
    """
    paths = list(paths)
    taken, refused = [], []
    for number, path in enumerate(paths):
        if progress and not progress(number, len(paths)):
            break
        try:
            taken.append(attach(desk, path))
        except Refused as words:
            refused.append(str(words))
    return taken, refused


def small_copy(store: Store, sha: str, use: str) -> Path | None:
    """The thumbnail (``thumb``) or print copy (``print``) of a photo, made again when the cache is gone.

    None when the photo itself is not on this PC or is damaged.
    """
    path = store.blobs.whole_derived(sha, use)
    if path:
        return path
    try:
        made = images.prepare(store.blobs.get(sha), sha[:8])
    except (Refused, StorageTrouble):
        return None
    store.blobs.put_derived(sha, "thumb", made.thumbnail)
    store.blobs.put_derived(sha, "print", made.print_copy)
    return store.blobs.whole_derived(sha, use)

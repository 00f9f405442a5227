"""Taking photos in: checked at attaching, kept by hash, with small copies for screen and print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import questions
from yongji_desktop.store.folder import Store

LARGEST_FILE = 64 * 1024 * 1024
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})
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
    except (OSError, ValueError):  # ValueError: a name that no file can have
        raise Refused(f"“{path.name}”读不出来，没有收。请检查路径、数据线或存储卡。") from None
    return attach_bytes(desk.store, data, path.name)


def attach_bytes(store: Store, data: bytes, name: str) -> dict[str, Any]:
    """Take in one photo from memory (paste, drag); see `attach`."""
    from yongji_desktop.store import images  # the imaging library is loaded with the first photo

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
    from yongji_desktop.store import images

    try:
        made = images.prepare(store.blobs.get(sha), sha[:8])
    except (Refused, StorageTrouble):
        return None
    store.blobs.put_derived(sha, "thumb", made.thumbnail)
    store.blobs.put_derived(sha, "print", made.print_copy)
    return store.blobs.whole_derived(sha, use)


def whole(store: Store, sha: str) -> bytes | None:
    """The photo itself as it is kept (JPEG); None when it is not on this PC or is damaged."""
    try:
        return store.blobs.get(sha)
    except StorageTrouble:
        return None


def mark_up(desk: Desk, photo: Mapping[str, Any], marks: list[dict[str, Any]]) -> dict[str, Any]:
    """A photo row with arrows, boxes or the date on it: the vectors kept apart, a marked copy for paper.

    The photo itself is not touched; no marks takes the copy out of use again.  See store/marks.py for a mark.
    """
    row = {name: value for name, value in photo.items() if name not in ("marks", "marked")}
    if not marks:
        return row
    from yongji_desktop.store.marks import draw_marks

    drawn = draw_marks(desk.store.blobs.get(photo["sha"]), marks)
    return {**row, "marks": marks, "marked": attach_bytes(desk.store, drawn, "标记")["sha"]}


def used_before(desk: Desk, sha: str, besides: str | None = None) -> str | None:
    """The sentence that this very photo is used in another finished record, or None."""
    for kind, identity in questions.photo_users(desk.store.db, sha):
        if identity == besides:
            continue
        record = desk.get(kind, identity)
        name = (record.get("site") or {}).get("name") or "另一家单位"
        day = str(record.get("began_at") or record.get("arrived_at") or "")[:10]
        return f"这张已在 {day} {name}的{'检查' if kind == 'inspection' else '未能检查登记'}里用过。"
    return None


@dataclass(frozen=True)
class Offer:
    """Photos of a folder that were taken during one visit: the visit (or None for none fitting) and the files."""

    visit: dict[str, Any] | None
    files: tuple[Path, ...]


def files_in(folder: Path) -> list[Path]:
    """The photo files in a folder and the folders below it, by path; Refused when it cannot be read."""
    try:
        found = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
        return sorted(path for path in found if path.is_file())
    except OSError:
        raise Refused(f"文件夹“{folder.name}”读不出来。请检查数据线、存储卡或 U 盘。") from None


def preview(path: Path) -> bytes | None:
    """A thumbnail (JPEG) of a file that is not taken in; None for what is no photo or cannot be read."""
    from yongji_desktop.store import images

    try:
        if path.stat().st_size > LARGEST_FILE:
            return None
        return images.prepare(path.read_bytes(), path.name).thumbnail
    except (OSError, Refused):
        return None


def offer_by_time(
    desk: Desk, folder: Path, visits: list[dict[str, Any]], slack_minutes: int = 30,
    progress: Callable[[int, int], bool] | None = None,
) -> list[Offer]:
    """照片口袋: sort a folder of phone photos to visits by the camera's time.

    `visits` are {id, began_at, ended_at, …}; a photo belongs to the visit whose hours (with slack at both ends)
    hold it and whose middle is nearest.  Photos without a time or outside all visits come last, under None.
    `progress(done, all)` returns False to stop; what was looked at is offered.
    """
    from yongji_desktop.store import images

    found: dict[str | None, list[Path]] = {}
    files, hours = files_in(folder), _hours(visits)
    for number, path in enumerate(files):
        if progress and not progress(number, len(files)):
            break
        found.setdefault(_visit_at(hours, images.taken_at(path), slack_minutes), []).append(path)
    by_id = {one["id"]: one for one in visits}
    order = [one["id"] for one in visits if one["id"] in found] + ([None] if None in found else [])
    return [Offer(by_id.get(one) if one else None, tuple(found[one])) for one in order]


def _hours(visits: list[dict[str, Any]]) -> list[tuple[str, datetime, datetime]]:
    """(id, begin, end) of the visits whose begin can be read; two hours where no sensible end stands."""
    found = []
    for one in visits:
        began, ended = _moment(one.get("began_at")), _moment(one.get("ended_at"))
        if began:
            found.append((one["id"], began, ended if ended and ended > began else began + timedelta(hours=2)))
    return found


def _moment(text: Any) -> datetime | None:
    """A moment of an entry; None for what is none yet (a draft may hold half a date)."""
    try:
        return datetime.fromisoformat(str(text or "")).replace(tzinfo=None)
    except ValueError:
        return None


def _visit_at(
    hours: list[tuple[str, datetime, datetime]], taken: str | None, slack_minutes: int
) -> str | None:
    if not taken:
        return None
    moment, slack = datetime.fromisoformat(taken), timedelta(minutes=slack_minutes)
    near = [
        (abs(moment - (began + (ended - began) / 2)), identity)
        for identity, began, ended in hours
        if began - slack <= moment <= ended + slack
    ]
    return min(near)[1] if near else None

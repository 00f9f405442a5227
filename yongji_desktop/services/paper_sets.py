"""Issued papers seen together: several as one PDF, one edition beside the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yongji_desktop.core.errors import Refused
from yongji_desktop.papers import catalogue, joining
from yongji_desktop.services import papers
from yongji_desktop.services.desk import Desk


def together(
    desk: Desk, identities: list[str], progress: Callable[[int, int], bool] | None = None
) -> tuple[bytes, list[str]]:
    """The issued papers of several inspections as one PDF with bookmarks, and sentences about those left out.

    `progress(done, total)` is called before each inspection; when it says False the work ends with Refused.
    """
    parts, told = [], []
    for done, identity in enumerate(identities):
        if progress and not progress(done, len(identities)):
            raise Refused("已停下，没有存文件。")
        record = desk.get("inspection", identity)
        name = f"{record['began_at'][:10]} {(record.get('site') or {}).get('name') or ''}"
        issued = sorted(papers.issued_of(desk, identity).values(), key=lambda one: list(catalogue.PAPERS).index(one["paper"]))
        if not issued:
            told.append(f"{name}：还没有出文书，没有放进去。")
        parts += [(f"{name} {one['data']['title']} {one['number']}", papers.pdf(desk, one["id"])) for one in issued]
    if not parts:
        raise Refused("选中的检查都还没有出文书。请先逐份出文书。")
    return joining.join(parts), told


def differences(desk: Desk, paper_id: str) -> list[str]:
    """What the newest edition of a paper prints differently from the one before, as sentences; [] for a first one."""
    every = papers.editions(desk, paper_id)
    if len(every) < 2:
        return []
    old, new = (dict(_flat(one["data"])) for one in every[-2:])
    names = [name for name in dict.fromkeys([*old, *new]) if name.split(".")[0] not in ("version", "note")]
    return [
        f"“{_short(old.get(name))}”改为“{_short(new.get(name))}”" for name in names if old.get(name) != new.get(name)
    ]


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _flat(item, f"{name}.{index}")
    elif value not in (None, ""):
        yield name, str(value)


def _short(text: str | None) -> str:
    text = text or "（无）"
    return text if len(text) <= 60 else text[:58] + "……"

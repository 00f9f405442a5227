"""Looking at a pack file or a changed workbook before it is installed: what it adds, changes and takes away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yongji_desktop.core.packs import Pack
from yongji_desktop.services import packs
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.pack_contents import Line, head, lines

NEW, CHANGED, REMOVED, HEAD = "new", "changed", "removed", "head"


@dataclass(frozen=True)
class Change:
    """One difference: its kind, the line's code, its words, and what is different in it."""

    kind: str
    code: str
    text: str
    words: str


@dataclass(frozen=True)
class Preview:
    """What installing a file does; `before` is the version that it follows, None for a pack not here yet."""

    path: Path
    pack: Pack
    before: str | None
    changes: tuple[Change, ...]

    def count(self, kind: str) -> int:
        """How many changes of a kind."""
        return sum(one.kind == kind for one in self.changes)


def preview(desk: Desk, path: Path) -> Preview:
    """Read a file (.xlsx: a checklist as exported and changed; else a pack) and compare; nothing is written.

    Raises Invalid naming sheet, row and column (or the place in the pack) of everything wrong in it, Refused for a
    file that is none, is not newer than what is here, or takes a code that another list has.
    """
    pack = packs.import_workbook(desk, path).pack if is_workbook(path) else packs.pack_in(desk, path)[0]
    old = packs.newest_installed(desk.store, pack.id)
    return Preview(path, pack, old.version if old else None, tuple(_differences(pack, old)))


def take_in(desk: Desk, path: Path) -> list[str]:
    """Install what `preview` showed, whole or not at all, as one deed; the ids of what was installed."""
    if is_workbook(path):
        pack = packs.import_workbook(desk, path, preview=False).pack
        return [f"{pack.id}@{pack.version}"]
    return packs.install_file(desk, path)


def is_workbook(path: Path) -> bool:
    """Whether it is to be read as a workbook; any other file is taken for a pack."""
    return path.suffix.lower() in (".xlsx", ".xlsm", ".xls")


def _differences(pack: Pack, old: Pack | None) -> list[Change]:
    now = {one.code: one for one in lines(pack)}
    before = {one.code: one for one in lines(old)} if old else {}
    found = [
        Change(HEAD, "", name, _changed(was, told))
        for (name, told), was in zip(head(pack).items(), head(old).values()) if told != was
    ] if old else []
    found += [Change(NEW, code, one.text, "；".join(_said(one))) for code, one in now.items() if code not in before]
    found += [
        Change(CHANGED, code, one.text, _difference(before[code], one))
        for code, one in now.items() if code in before and before[code] != one
    ]
    return found + [Change(REMOVED, code, one.text, "") for code, one in before.items() if code not in now]


def _said(one: Line) -> list[str]:
    return [f"{name}：{words}" for name, words in one.details]


def _changed(was: str, now: str) -> str:
    return f"由“{was or '空'}”改为“{now or '空'}”"


def _difference(before: Line, now: Line) -> str:
    was, told = dict(before.details), dict(now.details)
    parts = [f"文字{_changed(before.text, now.text)}"] if before.text != now.text else []
    parts += [f"章节{_changed(before.chapter, now.chapter)}"] if before.chapter != now.chapter else []
    names = [*was, *(name for name in told if name not in was)]
    parts += [
        f"{name}{_changed(was.get(name, ''), told.get(name, ''))}"
        for name in names if was.get(name) != told.get(name)
    ]
    return "；".join(parts) or "依据的核对情况变了"

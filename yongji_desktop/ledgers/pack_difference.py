"""What a changed checklist does to the one before it, code by code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from yongji_desktop.core.pack_content import Checklist
from yongji_desktop.core.packs import Pack
from yongji_desktop.ledgers.pack_columns import ABOUT_COLUMNS


@dataclass(frozen=True)
class PackPreview:
    """What importing a checklist workbook does.

    `pack` is the list as it will be, `before` the version it follows (None for a list not here yet); `new`, `changed`
    and `removed` are codes of items and usual findings, `about` the lines of 说明 that differ; `done` tells whether
    it is installed.
    """

    pack: Pack
    before: str | None
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    about: tuple[str, ...]
    done: bool = False

    def sentences(self) -> list[str]:
        """The preview in words."""
        follows = f"接着 {self.before} 版" if self.before else "新的检查表"
        told = [
            f"{self.pack.name} {self.pack.version} 版（{follows}）：新增 {len(self.new)}、改动 {len(self.changed)}、"
            f"去掉 {len(self.removed)}。"
        ]
        for word, codes in (
            ("新增", self.new),
            ("改动", self.changed),
            ("去掉", self.removed),
            ("说明里改了", self.about),
        ):
            if codes:
                told.append(f"{word}：{'、'.join(codes)}。")
        return told


def difference(pack: Pack, old: Pack | None) -> PackPreview:
    """What `pack` changes in `old`, an earlier version of the same checklist or None."""
    now, before = _parts(pack), _parts(old) if old else {}
    about, about_before = _about(pack), _about(old or pack)
    return PackPreview(
        pack,
        old.version if old else None,
        tuple(code for code in now if code not in before),
        tuple(code for code in now if code in before and now[code] != before[code]),
        tuple(code for code in before if code not in now),
        tuple(heading for heading in about if about[heading] != about_before[heading]),
    )


def _parts(pack: Pack) -> dict[str, Any]:
    """{code: what it says} of the items and findings of a checklist."""
    assert isinstance(pack.content, Checklist)
    parts: dict[str, Any] = {}
    for item in pack.content.items:
        parts[item.code] = replace(item, findings=())
        parts.update({finding.code: finding for finding in item.findings})
    return parts


def _about(pack: Pack) -> dict[str, Any]:
    values = {**vars(pack), **vars(pack.content)}
    return {one.heading: values[one.key] for one in ABOUT_COLUMNS if one.key != "version"}

"""The register of sites: adding, changing, finding, taking in a ledger with a preview and one undo."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yongji_desktop.core import credit_code
from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.core.fields import tidy
from yongji_desktop.core.kinds import SITE
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import backups, questions, records

if TYPE_CHECKING:
    from yongji_desktop.core.likeness import Match
    from yongji_desktop.ledgers.sites import SiteRow, SiteTable

ALIKE_ENOUGH = 90
WORDS = {"new": "新增", "changed": "有变化", "same": "没有变化", "doubtful": "请您看一眼"}


def _checked(values: Mapping[str, Any], partial: bool = False) -> dict[str, Any]:
    clean = SITE.check(values, partial=partial)
    if clean.get("uscc"):
        clean["uscc"] = clean["uscc"].upper()
        words = credit_code.trouble(clean["uscc"])
        if words:
            raise Invalid([Problem("uscc", f"统一社会信用代码{words}。请对照执照改正；没有执照的留空。")])
    return clean


def similar(desk: Desk, values: Mapping[str, Any], besides: str | None = None) -> list[dict[str, Any]]:
    """Sites already in the register that may be the same: same code, same or nearly the same name."""
    db = desk.store.db
    found: dict[str, dict[str, Any]] = {}
    code = str(values.get("uscc") or "").strip().upper()
    if code:
        found.update({one["id"]: one for one in records.every(db, "site", uscc=code)})
    name = str(values.get("name") or "").strip()
    if name:
        for one in records.every(db, "site", name=name):
            found[one["id"]] = one
        from yongji_desktop.core.likeness import alike, normal_name

        core = normal_name(name)
        for row in questions.sites(db, core[:2], {}, 500, 0) if len(core) >= 2 else ():
            if alike(row["name"], name) >= ALIKE_ENOUGH:
                found.setdefault(row["id"], row)
    found.pop(besides or "", None)
    return list(found.values())


def add(desk: Desk, values: dict[str, Any], even_if_alike: bool = False) -> str:
    """Register a site; returns its id.

    Raises Invalid for wrong fields and Refused naming the sites it may already be, unless `even_if_alike`.
    """
    values = dict(values)
    values.pop("even_if_alike", None)
    clean = _checked(values)
    again = similar(desk, clean)
    same_code = [one for one in again if clean.get("uscc") and one.get("uscc") == clean["uscc"]]
    if same_code:
        raise Refused(f"信用代码 {clean['uscc']} 已是“{same_code[0]['name']}”的。请用已有的单位，或核对代码。")
    if again and not even_if_alike:
        names = "、".join(f"“{one['name']}”" for one in again[:3])
        raise Refused(f"可能已有：{names}。请用已有的；确是另一家的，选“仍然新建”。")
    identity = desk.store.clock.new_id()
    with desk.store.deed("site.add", desk.officer) as deed:
        deed.set("site", identity, **clean)
    return identity


def change(desk: Desk, identity: str, values: Mapping[str, Any]) -> str | None:
    """Change fields of a site; only what differs is logged.  Returns the deed, None when nothing differs."""
    old = desk.get("site", identity)
    clean = _checked(values, partial=True)
    if "name" in clean and not clean["name"]:
        raise Invalid([Problem("name", "单位名称不能空。请填上。")])
    if clean.get("uscc"):
        for one in records.every(desk.store.db, "site", uscc=clean["uscc"]):
            if one["id"] != identity:
                raise Refused(f"信用代码 {clean['uscc']} 已是“{one['name']}”的。请核对代码，或合并重复的单位。")
    fresh = {name: value for name, value in clean.items() if old.get(name) != value}
    if not fresh:
        return None
    with desk.store.deed("site.change", desk.officer) as deed:
        deed.set("site", identity, **fresh)
    return deed.id


def void(desk: Desk, identity: str, reason: str) -> str:
    """Void a site (never deleted; it can be restored); returns the deed."""
    if not reason.strip():
        raise Invalid([Problem("reason", "作废要写原因。请写一句为什么作废。")])
    desk.get("site", identity)
    with desk.store.deed("site.void", desk.officer, reason=tidy(reason)) as deed:
        deed.void("site", identity, tidy(reason))
    return deed.id


def unvoid(desk: Desk, identity: str) -> str:
    """Restore a void site; returns the deed."""
    if not desk.get("site", identity)["voided"]:
        raise Refused("这家单位没有作废，不用恢复。")
    with desk.store.deed("site.unvoid", desk.officer) as deed:
        deed.unvoid("site", identity)
    return deed.id


def listed(
    desk: Desk, text: str = "", filters: Mapping[str, str] | None = None, *, limit: int = 200, offset: int = 0,
    voided: bool = False,
) -> list[dict[str, Any]]:
    """A page of the register: found by any part of its words or by pinyin initials, filtered by columns."""
    return questions.sites(desk.store.db, text, dict(filters or {}), limit, offset, voided)


def counted(desk: Desk, text: str = "", filters: Mapping[str, str] | None = None, voided: bool = False) -> int:
    """How many sites `listed` has in all."""
    return questions.count_sites(desk.store.db, text, dict(filters or {}), voided)


def choices(desk: Desk, column: str) -> list[str]:
    """The values a column of the register has, most frequent first, for a filter."""
    return questions.distinct_of_sites(desk.store.db, column)


def figures(desk: Desk, identities: list[str]) -> dict[str, dict[str, Any]]:
    """{site id: last_visit, visits (this year), open_hazards}."""
    return questions.figures_of_sites(desk.store.db, identities, desk.today.year)


# Taking in a ledger ---------------------------------------------------------------------------------------------------


@dataclass
class Preview:
    """What importing a ledger would do; nothing is written yet.

    `lines` pairs every row of the file with what it would become; `counts` {new, changed, same, doubtful}; `before`
    says when these bytes were taken in already, `elsewhere` that rows name another town.
    """

    file: str
    sha: str
    table: SiteTable
    lines: list[tuple[SiteRow, Match]] = field(default_factory=list)
    before: str | None = None
    elsewhere: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, same, doubtful."""
        counted_kinds = Counter(one.kind for _, one in self.lines)
        return {kind: counted_kinds.get(kind, 0) for kind in WORDS}

    def doubts(self) -> list[dict[str, Any]]:
        """Cells and rows to look at: sheet, row, field, words."""
        told = []
        for row, one in self.lines:
            for name, words, raw in row.doubts:
                told.append({"sheet": row.sheet, "row": row.row, "field": name, "words": words, "raw": raw})
            if one.kind == "doubtful":
                told.append({"sheet": row.sheet, "row": row.row, "field": "name", "words": one.reason, "raw": ""})
        return told

    def sentences(self) -> list[str]:
        """The preview in words."""
        told = [f"{self.file}：" + "、".join(f"{WORDS[kind]} {count}" for kind, count in self.counts.items()) + "。"]
        told += [words for words in (self.before, self.elsewhere) if words]
        told += [f"第 {one['row']} 行：{one['words']}" for one in self.doubts()]
        if self.table.unknown_columns:
            told.append(f"没有对应的列，没有读：{'、'.join(self.table.unknown_columns)}。")
        return told


def preview_import(desk: Desk, path: Path) -> Preview:
    """Read a register ledger and say what importing it would do.  Refused when it cannot be read."""
    try:
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise Refused(f"文件读不出来：{path}。请检查路径和 U 盘；正在用 Excel 打开的先关掉。") from None
    from yongji_desktop.core.likeness import match  # reading and comparing are loaded with the first ledger
    from yongji_desktop.ledgers.sites import read_sites

    table = read_sites(path, today=desk.today)
    rows = [_keeping_wrong_code(one) for one in table.rows]
    existing = list(records.iterate(desk.store.db, "site"))
    matches = match([one.values for one in rows], existing)
    lines = list(zip(rows, matches, strict=True))
    return Preview(tidy(path.name), sha, table, lines, _imported_before(desk, sha), _of_other_towns(desk, rows))


def _of_other_towns(desk: Desk, rows: list[SiteRow]) -> str | None:
    """The sentence that rows name another town than this office's, or None."""
    here = desk.office["place_name"]
    others = Counter(str(one.values["town_name"]) for one in rows if one.values.get("town_name") not in (None, here))
    if not others:
        return None
    names = "、".join(f"{name} {count} 行" for name, count in others.most_common(3))
    return f"有 {sum(others.values())} 行写的不是{here}（{names}），请确认是不是拿错了底册。"


def _keeping_wrong_code(row: SiteRow) -> SiteRow:
    """A row whose credit code is wrong keeps it in the remark, so that nothing is lost and no wrong code is used."""
    code = row.values.get("uscc")
    if not code or not credit_code.trouble(str(code).upper()):
        return row
    values = {name: value for name, value in row.values.items() if name != "uscc"}
    note = f"底册信用代码 {code}（校验不对，请核对）"
    values["remark"] = f"{values['remark']}；{note}" if values.get("remark") else note
    return replace(row, values=values)


def _imported_before(desk: Desk, sha: str) -> str | None:
    at = questions.import_of(desk.store.db, sha)
    return f"这个文件 {at[:16].replace('T', ' ')} 导入过；没有改动的行这次不会变。" if at else None


def take_in(
    desk: Desk, preview: Preview, take_doubtful: bool = False, leave: set[int] | None = None,
    same_as: Mapping[int, str] | None = None,
) -> str | None:
    """Write a previewed ledger as one deed (backup first); returns the deed, None when there is nothing to write.

    New rows become sites, changed ones get the cells that differ; empty cells erase nothing.  Doubtful rows stay
    out unless `take_doubtful`; `leave` holds indexes of lines the officer took out, `same_as` {index: site id} of
    lines that are that very site.
    """
    chosen = []
    for index, (row, one) in enumerate(preview.lines):
        if index in (same_as or {}):
            old = desk.get("site", (same_as or {})[index])
            from yongji_desktop.core.likeness import changes_of

            one = replace(one, kind="changed", existing_id=old["id"], changes=changes_of(old, row.values))
        takes = one.kind in ("new", "changed") or (one.kind == "doubtful" and take_doubtful)
        if takes and index not in (leave or set()) and row.values.get("name"):
            chosen.append((row, one))
    if not chosen:
        return None
    backups.back_up(desk.store.db, desk.store.folder, "before-import")
    summary = json.dumps(preview.counts)
    with desk.store.deed("site.import", desk.officer, file=preview.file, sha=preview.sha) as deed:
        for row, one in chosen:
            if one.kind == "changed" and one.existing_id:
                deed.set("site", one.existing_id, **{name: new for name, (_, new) in one.changes.items()})
            else:
                values = {name: value for name, value in row.values.items() if value is not None}
                deed.set("site", deed.clock.new_id(), **_checked(values))
        at = desk.store.clock.now().isoformat(timespec="seconds")
        questions.note_import(deed.db, deed.id, preview.file, preview.sha, at, summary)
    return deed.id

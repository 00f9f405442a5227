"""`yongji check`: is everything that was entered still there, whole and consistent?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlite_utils

from yongji_desktop.core.errors import UserFacing
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.store import changes as log
from yongji_desktop.store import state
from yongji_desktop.store.blobs import sha256
from yongji_desktop.store.database import DatabaseError, speaking_plainly
from yongji_desktop.store.folder import Store
from yongji_desktop.store.search import SEARCHED

OTHER_TABLES = {"head": "变更清单", "touch": "变更索引", "rival": "冲突", "parallel": "并行修改"}
COMPARED = ("head", "touch", "rival", "parallel", "photo_use", *KINDS)


@dataclass(frozen=True)
class Finding:
    """One thing found: `area` 数据库, 变更链, 照片和文书, 台账 or 疑点; `words` what it is and what to do."""

    area: str
    words: str




def check(store: Store, progress: Callable[[str], None] | None = None) -> list[Finding]:
    """Everything wrong with a data folder; an empty list when all is well.  Changes nothing."""
    found: list[Finding] = []
    steps: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("数据库", lambda: _integrity(store.db)),
        ("数据库", lambda: _own(store)),
        ("变更链", lambda: log.chain_troubles(store.db)),
        ("照片和文书", lambda: _blobs(store)),
        ("台账", lambda: _rebuilt(store.db)),
        ("疑点", lambda: doubts(store.db)),
    )
    for area, look in steps:
        if progress:
            progress(area)
        try:
            found += [Finding(area, words) for words in look()]
        except DatabaseError:
            found.append(Finding(area, "读不下去：数据文件有损坏。请用最近的完好备份恢复。"))
        except UserFacing as error:
            found.append(Finding(area, str(error)))
        except Exception:  # what stands in a damaged file makes readers raise nearly every class there is
            found.append(Finding(area, "内容认不出来：数据文件有损坏。请用最近的完好备份恢复。"))
    return found


def _integrity(db: sqlite_utils.Database) -> Iterator[str]:
    for (verdict,) in db.conn.execute("PRAGMA integrity_check(20)"):
        if verdict != "ok":
            yield f"数据文件检查出损坏（{verdict}）。请停止写入，用最近的完好备份恢复。"


    meant = sqlite_utils.Database(memory=True)
    for part in state.PARTS:
        state.run_script(meant, state.schema_part(part))
    if _names(db) != _names(meant):
        yield "数据文件的目录被改动或损坏（表名对不上）。请停止写入，用最近的完好备份恢复。"
    meant.close()


def _names(db: sqlite_utils.Database) -> list[tuple]:
    rows = db.conn.execute("SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    return sorted(map(tuple, rows))


def _own(store: Store) -> Iterator[str]:
    """What only this PC knows and no chain holds: drafts, its letter, its number series."""
    for body, told, saved_at in store.db.conn.execute("SELECT CAST(body AS BLOB), sum, saved_at FROM draft"):
        if sha256(body) != told:
            yield f"{saved_at[:16].replace('T', ' ')} 存的草稿已损坏（内容和校验值对不上）。请打开核对，再存一次。"
    row = store.db.conn.execute("SELECT letter FROM device WHERE id = ?", (store.device,)).fetchone()
    if row and row[0] != store.letter:
        yield f"本机字母记的是 {store.letter}，登记的是 {row[0]}，对不上。请用最近的完好备份恢复。"
    series = store.db.conn.execute("SELECT prefix, year, letter, last FROM number_series").fetchall()
    used = store.db.conn.execute("SELECT number FROM paper UNION SELECT number FROM hazard UNION SELECT number FROM field_sheet").fetchall()
    for prefix, year, letter, last in series:
        start = f"{prefix}〔{year}〕{letter}"
        mine = [one[len(start) :].rstrip("号") for (one,) in used if one and one.startswith(start)]
        if max((int(one) for one in mine if one.isdecimal()), default=0) > last:
            yield f"{start} 的编号已用过的比号簿记的多，再编会重号。请用最近的完好备份恢复。"


def _rows(value: Any) -> list[dict[str, Any]]:
    """The rows of a list that name a blob; what is none of that is left to the other checks."""
    rows = value if isinstance(value, list) else []
    return [one for one in rows if isinstance(one, dict) and isinstance(one.get("sha"), str) and len(one["sha"]) == 64]


def named_blobs(db: sqlite_utils.Database) -> dict[str, str]:
    """{SHA-256: what it belongs to} of every blob some record names."""
    named: dict[str, str] = {}
    for identity, blob in db.conn.execute("SELECT id, blob FROM pack"):
        named[blob] = f"数据包 {identity}"
    for identity, number in db.conn.execute("SELECT id, number FROM paper").fetchall():
        for op in state.ops_on(db, "paper", identity):
            if "whole" in op.content:
                edition = op.content["whole"].get("edition", 1)
                named[op.content["whole"]["pdf"]] = f"文书 {number or '未编号'} 第 {edition} 版"
    for number, pdf in db.conn.execute("SELECT number, json_extract(body, '$.pdf') FROM field_sheet"):
        if pdf:
            named[pdf] = f"现场用纸 {number}"
    for number, body in db.conn.execute("SELECT number, body FROM filing"):
        for scan in json.loads(body).get("scans") or ():
            named[scan["sha"]] = f"文书 {number} 的扫描件第 {scan['page']} 页"
    for document, scan in db.conn.execute("SELECT document, json_extract(body, '$.scan') FROM authority"):
        if scan:
            named[scan] = f"赋权文件 {document}"
    for (body,) in db.conn.execute("SELECT body FROM change WHERE instr(body, '\"files\"')"):
        change = json.loads(body)
        for row in _rows((change.get("facts") or {}).get("files")):
            named[row["sha"]] = f"凭据 {row.get('name') or ''}".rstrip()
        for op in change.get("ops") or ():
            for row in _rows((op.get("event") or {}).get("files")):
                named[row["sha"]] = f"隐患登记的附件 {row.get('name') or ''}".rstrip()
    bodies = [("检查", body) for (body,) in db.conn.execute("SELECT body FROM inspection")]
    for table, word in (("missed_visit", "未能检查"), ("reinspection", "复查"), ("hazard", "隐患")):
        bodies += [(word, body) for (body,) in db.conn.execute(f"SELECT body FROM {table}")]
    bodies += [("草稿", body) for (body,) in db.conn.execute("SELECT body FROM draft")]
    for word, body in bodies:
        content = json.loads(body)
        when = str(content.get("began_at") or content.get("arrived_at") or "").replace("T", " ")
        for number, photo in enumerate(content.get("photos") or (), 1):
            for sha in (photo["sha"], photo.get("marked")):
                if sha:
                    named.setdefault(sha, f"{word} {when} 的照片 {number}")
        scan = (content.get("lead") or {}).get("scan") if isinstance(content.get("lead"), dict) else None
        if scan:
            named.setdefault(scan["sha"], f"{word} {when} 的部门文书扫描件")
    return named


def _blobs(store: Store) -> Iterator[str]:
    for sha, whose in named_blobs(store.db).items():
        path = store.blobs.path(sha)
        if not path.exists():
            yield f"{whose}的文件不在本机，请从备份或对方电脑补回。"
        elif sha256(path.read_bytes()) != sha:
            yield f"{whose}的文件已损坏（内容和校验值对不上），请从备份补回。"


def tables_digest(db: sqlite_utils.Database) -> dict[str, str]:
    """{folded table: hash of all its rows}, for comparing tables with a rebuild or with another PC's."""
    digests = {}
    for name in COMPARED:
        rows = sorted(map(repr, db.conn.execute(f"SELECT * FROM {name}")))
        digests[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    for kind in SEARCHED:
        found = db.conn.execute(
            f"SELECT f.kind, f.id, s.words, s.initials FROM found f JOIN search_{kind} s ON s.rowid = f.rowid"
        )
        digests[f"search_{kind}"] = hashlib.sha256("\n".join(sorted(map(repr, found))).encode()).hexdigest()
    return digests


def _rebuilt(db: sqlite_utils.Database) -> Iterator[str]:
    before = tables_digest(db)
    after: dict[str, str] = {}
    with speaking_plainly():
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            sound = {name: _index_is_sound(db, name) for name in before if name.startswith("search_")}
            state.rebuild(db)
            after = tables_digest(db)
        finally:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
    for name in before:
        if before[name] != after[name] or not sound.get(name, True):
            label = KINDS[name].label if name in KINDS else OTHER_TABLES.get(name, "查找")
            yield f"“{label}”表与变更记录对不上。请关掉程序再打开一次，程序会按变更记录重算。"


def _index_is_sound(db: sqlite_utils.Database, name: str) -> bool:
    try:
        db.conn.execute(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")
    except DatabaseError:
        return False
    return True


def doubts(db: sqlite_utils.Database) -> Iterator[str]:
    """What a single PC would have refused but a merge can bring (疑点), as sentences."""
    yield from _twice(db, "paper", "number", "编号 {value} 用了 {count} 次，请作废多余的一份并写明原因。", per="paper", of="subject_id")
    yield from _twice(db, "field_sheet", "number", "现场用纸编号 {value} 用了 {count} 次，请作废多余的一张并写明原因。")
    yield from _twice(db, "hazard", "number", "隐患编号 {value} 用了 {count} 次，请核对后作废一条。")
    yield from _twice(db, "site", "uscc", "统一社会信用代码 {value} 在 {count} 家单位上，请核对后合并或改正。")
    yield from _twice(db, "device", "letter", "本机字母 {value} 有 {count} 台电脑在用，请其中一台换字母。")
    missing = (
        ("inspection", "site_id", "site"),
        ("hazard", "inspection_id", "inspection"),
        ("hazard", "site_id", "site"),
        ("reinspection", "site_id", "site"),
        ("missed_visit", "site_id", "site"),
        ("field_sheet", "site_id", "site"),
    )
    for kind, column, parent in missing:
        rows = db.conn.execute(
            f"SELECT k.id FROM {kind} k WHERE k.{column} IS NOT NULL AND k.{column} <> '' AND NOT EXISTS "
            f"(SELECT 1 FROM {parent} p WHERE p.id = k.{column})"
        )
        for (identity,) in rows:
            yield f"{KINDS[kind].label} {identity[-6:]} 的{KINDS[parent].label}还没有收到，请向对方要全部变更。"
    for identity, number in db.conn.execute("SELECT id, number FROM hazard WHERE doubtful > 0 AND voided = 0"):
        yield f"隐患 {number or identity[-6:]} 待核：几台电脑的登记接不上，请逐步核对后理清。"
    for identity, number in db.conn.execute("SELECT id, number FROM hazard WHERE doubts > 0 AND voided = 0"):
        yield f"隐患 {number or identity[-6:]} 有两台电脑各登记的延期，先按较晚的日期，请核对。"
    rows = db.conn.execute("SELECT kind, id, group_concat(DISTINCT field) FROM rival GROUP BY kind, id").fetchall()
    for kind, identity, fields in rows:
        yield f"{KINDS[kind].label} {identity[-6:]} 有冲突（{_labels(kind, fields)}），请选定一个。"


def _labels(kind: str, fields: str) -> str:
    labels = {one.name: one.label for one in KINDS[kind].fields} | {"*": "整份", "voided": "作废"}
    return "、".join(labels.get(name, name) for name in fields.split(","))


def _twice(db: sqlite_utils.Database, kind: str, column: str, words: str, per: str = "", of: str = "id") -> Iterator[str]:
    """A value in several records (or records of several `of`: a report and its continuations share a number)."""
    group = f"{column}, {per}" if per else column
    rows = db.conn.execute(
        f"SELECT {column}, count(DISTINCT {of}) FROM {kind} WHERE voided = 0 AND {column} <> '' "
        f"GROUP BY {group} HAVING count(DISTINCT {of}) > 1 ORDER BY 1"
    ).fetchall()
    for value, count in rows:
        yield words.format(value=value, count=count)

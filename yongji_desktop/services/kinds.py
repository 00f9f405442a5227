"""The kinds as data: for `yongji kinds`, and adding a record of any kind by the same deed as the window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yongji_desktop.core.errors import Refused
from yongji_desktop.core.fields import Field, Kind
from yongji_desktop.core.kinds import KINDS
from yongji_desktop.services import entry as entries
from yongji_desktop.services import hazards, inspections, missed, office, photos, powers, reinspections, sites
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records


def kind_named(name: str) -> Kind:
    """The kind called `name` (English name or Chinese label); Refused with the list when there is none."""
    for kind in KINDS.values():
        if name in (kind.name, kind.label):
            return kind
    words = "、".join(f"{kind.name}（{kind.label}）" for kind in KINDS.values())
    raise Refused(f"没有“{name}”这种记录，可选：{words}。")


def described() -> list[dict[str, Any]]:
    """Every kind with its fields, types, choices, what is required and whether it can be added."""
    return [
        {
            "kind": kind.name,
            "label": kind.label,
            "shape": kind.shape,
            "addable": kind.addable,
            "fields": [_field(one) for one in kind.fields],
        }
        for kind in KINDS.values()
    ]


def _field(one: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"name": one.name, "label": one.label, "type": one.input.value, "required": one.required}
    if one.choices:
        told["choices"] = dict(one.choices)
    if one.of:
        told["of"] = one.of
    if one.rows:
        told["rows"] = [_field(row) for row in one.rows]
    return told


def add(
    desk: Desk, name: str, values: Mapping[str, Any], folder: Path, skip_bad_photos: bool = False
) -> tuple[str, list[str]]:
    """Add a record of a kind from plain data; returns its id and sentences about photos left out.

    An inspection may name its photos by `path` (relative to `folder`), its site and inspectors by name, its
    checklists and findings by code; `reasons` {rule: sentence} passes warnings.  Bad photos are all named and
    nothing is written, unless `skip_bad_photos` takes the rest.  Refused for a kind that other deeds make.
    """
    kind = kind_named(name)
    if not isinstance(values, Mapping):
        raise Refused("文件内容应是一份记录（JSON 的 {…}），请检查文件。")
    if kind.name == "site":
        return sites.add(desk, dict(values), even_if_alike=bool(values.get("even_if_alike"))), []
    if kind.name == "officer":
        return office.add_officer(desk, dict(values)), []
    if kind.name == "inspection":
        return _add_inspection(desk, dict(values), folder, skip_bad_photos)
    if kind.name == "reinspection":
        return _add_reinspection(desk, dict(values), folder, skip_bad_photos)
    if kind.name == "hazard":
        values, refused = _with_photos(desk, dict(values), folder, skip_bad_photos)
        return hazards.report(desk, values), refused
    if kind.name == "missed_visit":
        values, refused = _with_photos(desk, dict(values), folder, skip_bad_photos)
        return missed.register(desk, values), refused
    if kind.name == "authority":
        return powers.add(desk, values), []
    raise Refused(
        f"“{kind.label}”不能直接添加，它随别的操作产生。可以添加：单位、人员、检查、复查、隐患（上报待核实）、未能检查、赋权文号。"
    )


def _add_inspection(
    desk: Desk, values: dict[str, Any], folder: Path, skip_bad_photos: bool
) -> tuple[str, list[str]]:
    entries.refuse_shapes(values)
    reasons = values.pop("reasons", None) or {}
    if not isinstance(reasons, Mapping) or not all(isinstance(one, str) for one in reasons.values()):
        raise Refused("reasons 应是“规则号: 一句话”的对照（{…}），请检查文件。")
    values, refused = _with_photos(desk, values, folder, skip_bad_photos)
    return inspections.finish(desk, entries.fill(desk, values), reasons=reasons), refused


def _add_reinspection(
    desk: Desk, values: dict[str, Any], folder: Path, skip_bad_photos: bool
) -> tuple[str, list[str]]:
    """A re-inspection begun as the window begins it, what is given written over; looks by `hazard` id."""
    entries.refuse_shapes(values)
    reasons = values.pop("reasons", None) or {}
    site = entries.site_named(desk, str(values.pop("site", None) or values.pop("site_id", "")))
    given = {str(one.get("hazard")): one for one in values.pop("looks", None) or [] if isinstance(one, Mapping)}
    begun = reinspections.begin(desk, site["id"], given)
    looks = [{**one, **given.get(one["hazard"], {})} for one in begun["looks"]]
    values, refused = _with_photos(desk, values, folder, skip_bad_photos)
    entry = entries.fill_people(desk, {**begun, **values, "looks": looks})
    return reinspections.finish(desk, entry, reasons=reasons), refused


def _with_photos(
    desk: Desk, values: dict[str, Any], folder: Path, skip_bad_photos: bool
) -> tuple[dict[str, Any], list[str]]:
    """The values with photos taken in from their paths, and sentences about the bad ones."""
    rows, refused = [], []
    for one in values.get("photos") or []:
        row = dict(one) if isinstance(one, Mapping) else {"path": str(one)}
        path = row.pop("path", None)
        try:
            rows.append({**(photos.attach(desk, folder / str(path)) if path else {}), **row})
        except Refused as words:
            refused.append(str(words))
    if refused and not skip_bad_photos:
        told = "\n".join(refused)
        raise Refused(f"{told}\n请换掉这 {len(refused)} 张，或加 --skip-bad-photos 只收其余的；没有写入任何内容。")
    return {**values, "photos": rows}, refused


def listed(desk: Desk, name: str, limit: int = 200) -> list[dict[str, Any]]:
    """Records of a kind, newest first for what has a day."""
    kind = kind_named(name)
    order = {"inspection": "began_at DESC", "hazard": "found_on DESC", "site": "name"}.get(kind.name, "id")
    return records.every(desk.store.db, kind.name, order=order, limit=limit)

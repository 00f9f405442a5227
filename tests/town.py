"""A small office to test on: real folders, real deeds, and what tests of several layers say about them."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from yongji_desktop.assets import asset
from yongji_desktop.core.packs import read_pack
from yongji_desktop.services import entry, inspections, office, packs, papers, photos, sites
from yongji_desktop.services.desk import Desk
from yongji_desktop.store.check import check, tables_digest

TODAY = date(2026, 11, 20)
OFFICER = "贺峻岭"
SITE = {
    "name": "永济市晨光铝业有限公司",
    "address": "城东街道工业路8号",
    "sector": "工贸（有色金属）",
    "principal": "卫国栋",
    "principal_phone": "13800001111",
    "village": "东姚温村",
    "employees": 42,
    "risk_level": "orange",
}
LINUX = sys.platform.startswith("linux")
needs_gcc = pytest.mark.skipif(not (LINUX and shutil.which("gcc")), reason="要有 Linux 和 gcc")


def found(folder: Path, letter: str = "A", **more: Any) -> Desk:
    """A real data folder of 城东街道 below `folder`, its second place beside it."""
    return office.found(
        folder / "data",
        town="城东街道",
        officers=[{"name": OFFICER, "post": "站长"}],
        letter=letter,
        organ_name="永济市城东街道办事处",
        short_name="永城东",
        phone="0359-8000000",
        section="应急管理站",
        home=folder / "home",
        today=TODAY,
        any_place=True,
        **more,
    )


def picture(seed: int = 1, size: tuple[int, int] = (320, 240)) -> bytes:
    """A photo nobody has, as a camera writes it."""
    chance = random.Random(seed)
    image = Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3)).resize(size)
    out = BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def visit(desk: Desk, site: str, **more: Any) -> dict[str, Any]:
    """An entry that breaks no blocking rule: one item passed, one failed with its hazard."""
    first, second = packs.items(desk, "GM")[:2]
    values = {
        "site_id": site,
        "began_at": "2026-11-20T09:00",
        "ended_at": "2026-11-20T10:30",
        "places": "熔铸车间、库房",
        "inspectors": [OFFICER, {"name": "李雨䶮", "section": "应急管理站"}],
        "informed": True,
        "checklists": [{"code": "GM", "items": [first.code, second.code]}],
        "answers": [{"item": first.code, "result": "pass"}, {"item": second.code, "result": "fail"}],
        "hazards": [
            {
                "finding": second.findings[0].code,
                "part": "熔铸车间",
                "responsible": "卫国栋",
                "treatment": "deadline",
                "due_on": "2026-12-01",
            }
        ],
        **more,
    }
    return entry.fill(desk, values)


def finished(desk: Desk, site: str | None = None, **more: Any) -> str:
    """A finished inspection; returns its id."""
    return inspections.finish(desk, visit(desk, site or some_site(desk), **more), reasons={"R06": "复查"})


def some_site(desk: Desk, **more: Any) -> str:
    """The one site of these tests, registered when it is not there yet."""
    values = {**SITE, **more}
    known = [one["id"] for one in sites.listed(desk) if one["name"] == values["name"]]
    return known[0] if known else sites.add(desk, values, even_if_alike=True)


def with_photo(desk: Desk, seed: int = 1) -> dict[str, Any]:
    """A photo row of a photo taken in now."""
    return {**photos.attach_bytes(desk.store, picture(seed), f"{seed}.jpg"), "use": "scene"}


def issued(desk: Desk, **more: Any) -> tuple[str, list[dict[str, Any]]]:
    """(inspection, its issued papers)."""
    identity = finished(desk, **more)
    return identity, papers.issue(desk, identity)


def clean(desk: Desk) -> None:
    """Nothing is wrong with the folder: file, chains, blobs, rebuild = tables, no doubt."""
    found_wrong = check(desk.store)
    assert not found_wrong, [one.words for one in found_wrong]


def tables(desk: Desk) -> dict[str, str]:
    """The folded tables as hashes."""
    return tables_digest(desk.store.db)


def program(*words: str, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as an officer's colleague would, in a process of its own."""
    import os

    command = [sys.executable, "-m", "yongji_desktop", *words]
    if folder is not None:
        command += ["--data", str(folder / "data")]
        environment["YONGJI_HOME"] = str(folder / "home")
    return subprocess.run(
        command,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd=Path(__file__).resolve().parent.parent,
        timeout=120,
    )


def chinese(words: str) -> bool:
    """Whether these are sentences for an officer: Chinese, ended, no traceback, no class of Python."""
    text = words.strip()
    return (
        bool(text)
        and text[-1] in "。？！）"
        and any("\u4e00" <= char <= "\u9fff" for char in text)
        and "Traceback" not in text
        and "Error" not in text
    )


def shipped(pack: str, step: int = 0) -> str:
    """The version of a shipped pack (``checklist-gm``), or one so many steps newer or older."""
    year, number = read_pack(asset(f"resources/packs/{pack}.json").read_bytes()).version.split(".")
    return f"{year}.{int(number) + step}"

"""Fixtures for every layer: a real data folder, founded by the real deed."""

from __future__ import annotations

from pathlib import Path

import pytest
import town

from yongji_desktop.services.desk import Desk


@pytest.fixture
def founded(tmp_path: Path) -> Desk:
    """The desk of an office just founded; the folder is tmp_path/data, its second place tmp_path/home."""
    desk = town.found(tmp_path)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that counts, fails, kills and records what a process writes (tests/store/disk.c)."""
    import subprocess

    target = tmp_path_factory.mktemp("disk") / "disk.so"
    source = Path(__file__).parent / "store" / "disk.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(target), str(source), "-ldl"], check=True)
    return target

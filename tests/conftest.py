"""Fixtures for every layer: a real data folder, founded by the real deed."""

from __future__ import annotations

from pathlib import Path

import pytest
import town
from command_line import DAY

from yongji_desktop.cli import main
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


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run a command on tmp_path/data in this process; (exit code, stdout, stderr)."""
    monkeypatch.setenv("YONGJI_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        try:
            code = main([*words, "--data", str(tmp_path / "data")])
        except SystemExit as end:
            code = end.code or 0
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


@pytest.fixture
def office(run, tmp_path: Path):
    """An office founded by the command line."""
    code, out, err = run(
        "init",
        "--town",
        "城东街道",
        "--name",
        "贺峻岭",
        "--letter",
        "A",
        "--organ",
        "永济市城东街道办事处",
        "--short",
        "永城东",
        "--phone",
        "0359-8000000",
        "--section",
        "应急管理站",
        *DAY,
    )
    assert (code, err) == (0, "") and "已建立城东街道的数据" in out
    return run

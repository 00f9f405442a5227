"""What is installed: the wheel, the editable install, the locks, and versions written in several places."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from yongji_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is built, so that building leaves nothing in the checkout."""
    copy = tmp_path_factory.mktemp("安全 工作台")
    for name in ("yongji_desktop", "db", "resources"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=checkout, check=True)
    (built,) = (checkout / "dist").glob("*.whl")
    return built


def _shipped(folder: str) -> set[str]:
    return {
        f"yongji_desktop/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _lock(name: str) -> dict[str, tuple[str, str, frozenset[str]]]:
    """package: (version, marker or "", hashes) of a lock file."""
    entries = {}
    for entry in (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if entry.strip() and not entry.startswith("#"):
            need, *hashes = entry.split(" --hash=")
            pin, _, marker = need.partition(" ; ")
            package, version = pin.split("==")
            entries[package.strip()] = (version.strip(), marker.strip(), frozenset(map(str.strip, hashes)))
    return entries


def test_the_wheel_carries_database_and_resources_inside_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "yongji_desktop/db/schema.sql" in names
    assert _shipped("db") <= names
    assert _shipped("resources") <= names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"yongji_desktop", f"yongji_desktop-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_wheel_starts_both_programs_and_names_its_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = f"yongji_desktop-{__version__}.dist-info"
    entry_points = configparser.ConfigParser()
    entry_points.read_string(archive.read(f"{info}/entry_points.txt").decode())
    assert dict(entry_points["console_scripts"]) == {"yongji": "yongji_desktop.cli:main"}
    assert dict(entry_points["gui_scripts"]) == {"yongji-desktop": "yongji_desktop.gui.app:main"}
    metadata = archive.read(f"{info}/METADATA").decode()
    assert f"\nVersion: {__version__}\n" in metadata
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "resources/fonts/" in archive.read(f"{info}/licenses/LICENSE").decode()


def test_an_installed_program_finds_its_own_files(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "site packages"
    zipfile.ZipFile(wheel).extractall(installed)
    question = "from yongji_desktop.assets import asset; print(asset('db/schema.sql'), asset('resources'))"
    answer = subprocess.run(
        [sys.executable, "-c", question],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    package = installed / "yongji_desktop"
    assert answer.strip() == f"{package / 'db' / 'schema.sql'} {package / 'resources'}"


def test_an_editable_install_leaves_only_a_path_file(checkout: Path) -> None:
    build = "from hatchling.build import build_editable; print(build_editable('editable'))"
    subprocess.run([sys.executable, "-c", build], cwd=checkout, check=True)
    (built,) = (checkout / "editable").glob("*.whl")
    archive = zipfile.ZipFile(built)
    (path_file,) = (name for name in archive.namelist() if ".dist-info/" not in name)
    assert path_file.endswith(".pth")
    assert archive.read(path_file).decode().strip() == str(checkout)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_hashes_everything(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"\.(org|com|net|io|cn|dev)\b", text)
    assert not [line for line in text.splitlines() if line.startswith("-")]
    for package, (_, _, hashes) in _lock(name).items():
        assert hashes, package
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), package


def test_the_locks_cover_what_the_project_asks_for() -> None:
    runtime, everything = (_lock(name) for name in LOCKS)
    asked = {"requirements.lock": PROJECT["project"]["dependencies"]}
    asked["requirements-dev.lock"] = asked["requirements.lock"] + PROJECT["dependency-groups"]["dev"]
    for name, lock in (("requirements.lock", runtime), ("requirements-dev.lock", everything)):
        for requirement in map(Requirement, asked[name]):
            version, marker, _ = lock[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{name}: {requirement} is locked at {version}"
            assert marker == ""
    assert {package: everything.get(package) for package in runtime} == runtime


def test_the_locks_serve_windows_too() -> None:
    """PyInstaller needs these on Windows; ``run.py wheels --windows`` drops exactly this marker."""
    lock = _lock("requirements-dev.lock")
    for package in ("pefile", "pywin32-ctypes", "colorama"):
        assert lock[package][1] == "sys_platform == 'win32'"
    markers = {marker for name in LOCKS for _, marker, _ in _lock(name).values()}
    assert markers <= {"", "sys_platform == 'win32'", "sys_platform == 'darwin'"}
    assert lock["pyside6-essentials"][0] == lock["shiboken6"][0] == "6.9.3"


def test_every_place_names_the_same_python_versions() -> None:
    accepted = SpecifierSet(PROJECT["project"]["requires-python"])
    run = (ROOT / "run.py").read_text(encoding="utf-8")
    oldest, newest = re.search(r"OLDEST, NEWEST = \(3, (\d+)\), \(3, (\d+)\)", run).groups()
    fitting = [minor for minor in range(8, 20) if accepted.contains(f"3.{minor}.0")]
    assert fitting == list(range(int(oldest), int(newest) + 1))
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py3{oldest}"


def test_the_checks_of_a_change_run_the_whole_suite() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in script
    assert script[-1] == "python3 run.py test"

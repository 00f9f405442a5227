"""run.py: readable by every Python 3, finds a fitting one, makes .venv once and only from the lock."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = (ROOT / "run.py").read_text(encoding="utf-8")
posix_only = pytest.mark.skipif(os.name == "nt", reason="stands in for programs with shell scripts")


def _load(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_under_test", folder / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _make_wheel(folder: Path, name: str) -> str:
    """A minimal wheel of the package `name`, version 1; returns its line in a lock."""
    info = f"{name}-1.dist-info"
    path = folder / f"{name}-1-py3-none-any.whl"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", "VALUE = 1\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        files = [f"{name}.py", *(f"{info}/{part}" for part in ("METADATA", "WHEEL", "RECORD"))]
        archive.writestr(f"{info}/RECORD", "".join(f"{file},,\n" for file in files))
    return f"{name}==1 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small project with run.py, its own locks and wheels, in a folder of spaces and Chinese."""
    folder = tmp_path / "安全 工作台"
    (folder / "yongji_desktop").mkdir(parents=True)
    (folder / "out").mkdir()
    shutil.copy(ROOT / "run.py", folder)
    line = _make_wheel(folder / "wheels", "sample")
    (folder / "requirements.lock").write_text(line, encoding="utf-8")
    (folder / "requirements-dev.lock").write_text(line, encoding="utf-8")
    (folder / "yongji_desktop" / "__init__.py").write_text("", encoding="utf-8")
    program = "import sys, sample, yongji_desktop\nprint('在', sample.VALUE, sys.argv[1:], sys.prefix)\n"
    (folder / "yongji_desktop" / "__main__.py").write_text(program, encoding="utf-8")
    return folder


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """run.py started from another folder, with nothing on stdin."""
    return subprocess.run(
        [sys.executable, str(folder / "run.py"), *words],
        cwd=folder.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


def test_an_old_python_can_read_it() -> None:
    oldest = (3, 4) if sys.version_info < (3, 13) else (3, 7)
    tree = ast.parse(SOURCE, feature_version=oldest)
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.AsyncFunctionDef, ast.Match)
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, newer)]
    imported = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize("words", [["nonsense"], ["setup", "more"], ["wheels", "--mac"], ["build", "now"]])
def test_an_unknown_word_shows_the_usage(words: list[str]) -> None:
    answer = _run(ROOT, *words)
    assert answer.returncode == 2
    assert answer.stderr.startswith(f"没有这样的命令：{' '.join(words)}\n用法：")
    assert answer.stdout == ""


@pytest.mark.parametrize("word", ["help", "-h", "--help"])
def test_help_names_every_word(word: str) -> None:
    answer = _run(ROOT, word)
    assert answer.returncode == 0
    for known in _load(ROOT).WORDS:
        if not known.startswith("-"):
            assert known in answer.stdout


@posix_only
def test_it_speaks_utf8_with_closed_stdin_and_an_ascii_locale() -> None:
    command = f'"{sys.executable}" "{ROOT / "run.py"}" help <&-'
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    answer = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, check=True)
    assert answer.stdout.decode("utf-8").startswith("用法：")


@pytest.mark.parametrize(
    ("version", "fits"),
    [((3, 10), False), ((3, 11, 7), True), ((3, 13, 9), True), ((3, 14), False), ((4, 0), False)],
)
def test_which_versions_fit(version: tuple[int, ...], fits: bool) -> None:
    assert _load(ROOT).fits(version) is fits


@posix_only
def test_the_fitting_python_is_found_behind_those_that_do_not_work(tmp_path: Path, monkeypatch) -> None:
    scripts = {
        "broken": "exit 127",  # a version manager's stand-in for a Python that is not there
        "old": 'echo "3 9 1"',
        "narrow": 'echo "3 12 0"',
        "talking": 'echo "this is no Python"',
        "good": f'exec "{sys.executable}" "$@"',
    }
    for name, body in scripts.items():
        (tmp_path / name).mkdir()
        script = tmp_path / name / "python3.13"
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
    run = _load(ROOT)
    assert run.version_of([str(tmp_path / "old" / "python3.13")]) == (3, 9)
    for name in ("broken", "narrow", "talking", "nowhere"):
        assert run.version_of([str(tmp_path / name / "python3.13")]) is None
    monkeypatch.setenv("PATH", os.pathsep.join(str(tmp_path / name) for name in scripts))
    assert run.fitting_python() == [str(tmp_path / "good" / "python3.13")]


def test_no_fitting_python_is_said_in_one_sentence(folder: Path, capsys) -> None:
    run = _load(folder)
    run.OLDEST = run.NEWEST = (3, 99)
    assert run.main(["setup"]) == 1
    said = capsys.readouterr().err
    assert said.count("。") == 1
    assert "apt install python3" in said
    assert "py run.py" in said
    assert not (folder / ".venv").exists()


def test_the_stamp_says_whether_the_environment_is_ready(folder: Path) -> None:
    run = _load(folder)
    lock = folder / "requirements.lock"
    stamp = folder / ".venv" / "ready"
    assert not run.ready("requirements.lock")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / ".venv")], check=True)
    assert not run.ready("requirements.lock"), "half made: no stamp yet"
    python = f"python {sys.version_info[0]}.{sys.version_info[1]}"
    stamp.write_text(f"{python}\n{run.mark_of('requirements.lock')}\n", encoding="utf-8")
    assert run.ready("requirements.lock")
    assert not run.ready("requirements-dev.lock"), "the development packages are not in it"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert run.ready("requirements.lock"), "line ends of another system change nothing"
    lock.write_text("sample==2\n", encoding="utf-8")
    assert not run.ready("requirements.lock"), "another lock"
    stamp.write_text(f"python 3.10\n{run.mark_of('requirements.lock')}\n", encoding="utf-8")
    assert not run.ready("requirements.lock"), "made with another Python"
    stamp.write_text(f"{python}\n{run.mark_of('requirements.lock')}\n", encoding="utf-8")
    Path(run.venv_python()).unlink()
    assert not run.ready("requirements.lock"), "its Python is gone"


def test_offline_installation_then_use_then_damage(folder: Path) -> None:
    (folder / ".venv").mkdir()
    (folder / ".venv" / "left over").write_text("from a setup that was cut short", encoding="utf-8")

    first = _run(folder, "cli", "单位", "--all")
    assert first.returncode == 0, first.stderr
    assert "正在清掉旧的或没有装完的 .venv" in first.stdout
    assert "正在从 wheels 文件夹安装程序组件" in first.stdout
    assert f"在 1 ['单位', '--all'] {folder / '.venv'}" in first.stdout
    assert not (folder / ".venv" / "left over").exists()

    second = _run(folder, "cli", "单位")
    assert second.stdout == f"在 1 ['单位'] {folder / '.venv'}\n", "ready: nothing to say, nothing to do"

    (folder / "wheels" / "sample-1-py3-none-any.whl").write_bytes(b"tampered with")
    (folder / "requirements.lock").write_text("# another lock\n" + (folder / "requirements.lock").read_text())
    third = _run(folder, "cli", "单位")
    assert third.returncode == 1
    assert third.stderr.count("。") == 1
    assert str(folder / "out" / "run.log") in third.stderr
    assert "Traceback" not in third.stdout + third.stderr
    assert not (folder / ".venv" / "ready").exists()


def test_a_second_preparation_of_the_same_folder_is_refused(folder: Path) -> None:
    run = _load(folder)
    with run.hold_lock():
        with pytest.raises(run.Trouble, match="另一个 run.py"):
            run.hold_lock()
    run.hold_lock().close()


def test_a_failing_program_is_told_in_chinese_and_logged(folder: Path, monkeypatch) -> None:
    run = _load(folder)
    monkeypatch.setattr(run, "venv_python", lambda: sys.executable)
    broken = folder / "broken.py"
    broken.write_text("raise ValueError('inside')\n", encoding="utf-8")
    with pytest.raises(run.Trouble, match="^窗口没有打开，代码 1$"):
        run.run_module(["broken"], "窗口没有打开")
    assert "ValueError: inside" in (folder / "out" / "run.log").read_text(encoding="utf-8")
    broken.write_text("import sys\nsys.exit('磁盘已满，请腾出空间后再试。')\n", encoding="utf-8")
    with pytest.raises(run.Trouble, match="^磁盘已满，请腾出空间后再试，代码 1$"):
        run.run_module(["broken"], "窗口没有打开")


@pytest.mark.parametrize(
    ("told", "offline", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", False, "校验值不符"),
        ("SSLError(… CERTIFICATE_VERIFY_FAILED …)", False, "安全证书"),
        ("OSError: [Errno 28] No space left on device", False, "磁盘空间不足"),
        ("ERROR: No matching distribution found", True, "wheels 文件夹里的组件不全"),
        ("ERROR: Could not find a version", False, "多半是没有网络"),
    ],
)
def test_why_an_installation_failed(told: str, offline: bool, sentence: str) -> None:
    assert sentence in _load(ROOT).why_pip_failed(told, offline)

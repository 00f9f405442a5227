"""The layers of the package: who may import whom and which third-party packages, read off the source."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "yongji_desktop"
FILE_LIMIT = 400

# layer: the layers it may import (itself included), the third-party packages it may import
LAYERS = {
    "core": ({"core"}, {"pypinyin", "rapidfuzz", "stdnum"}),
    "assets": ({"core"}, set()),
    "store": ({"core", "assets", "store"}, {"sqlite_utils", "PIL", "pi_heif", "platformdirs"}),
    "papers": ({"core", "assets", "papers"}, {"segno"}),
    "ledgers": ({"core", "assets", "ledgers"}, {"python_calamine", "xlsxwriter"}),
    "exchange": ({"core", "assets", "store", "papers", "ledgers", "exchange"}, set()),
    "services": (
        {"core", "assets", "store", "papers", "ledgers", "exchange", "services"},
        {"pypdfium2"},
    ),
    "cli": ({"core", "assets", "services", "cli"}, set()),
    "headless": ({"core", "assets", "services", "headless"}, set()),
    "gui": ({"core", "assets", "services", "gui"}, {"PySide6", "pypdfium2"}),
    "__main__": ({"cli", "gui"}, set()),
    "__init__": (set(), set()),
}

# Third-party packages that only these files of a layer may import, beside what the layer may.
FILES = {
    "papers/render.py": {"reportlab"},
    "papers/fonts.py": {"reportlab"},
    "papers/typeset.py": {"reportlab"},
    "papers/joining.py": {"pikepdf"},
    "services/scan_reading.py": {"zxingcpp"},
}

# Parts of the standard library that a layer has to leave to others.
INPUT_AND_OUTPUT = {
    "glob", "http", "io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile",
    "threading", "urllib",
}
LEFT_TO_OTHERS = {
    "core": INPUT_AND_OUTPUT,
    "papers": {"sqlite3", "zipfile"},
    "ledgers": {"sqlite3"},
    "exchange": {"sqlite3"},
    "services": {"sqlite3"},
    "cli": {"sqlite3", "zipfile"},
    "headless": {"sqlite3", "zipfile"},
    "gui": {"sqlite3", "zipfile"},
}

# Nowhere: what turns data into code, and what would hide an import from this test.
BANNED_MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "yaml", "pysqlite3"}
BANNED_CALLS = {"eval", "exec", "compile", "__import__", "import_module"}
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|"
    r"(CREATE|DROP|ALTER)\s+(TABLE|INDEX|VIEW|VIRTUAL)\s|PRAGMA\s+\w+|BEGIN\s+IMMEDIATE)",
    re.DOTALL,
)


def _source_files(root: Path) -> list[Path]:
    return sorted((root / PACKAGE).rglob("*.py"))


def _imports(tree: ast.AST, inside: tuple[str, ...]) -> list[tuple[int, str]]:
    """(line, dotted name) of everything imported; `inside` is the package that holds the file."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(inside[: len(inside) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            if module == PACKAGE:  # "from yongji_desktop import store" names the layer itself
                found += [(node.lineno, f"{module}.{name.name}") for name in node.names]
            else:
                found.append((node.lineno, module))
    return found


def _calls(tree: ast.AST) -> list[tuple[int, str]]:
    """(line, name) of every call of a plain name, and of ``importlib.import_module``."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                found.append((node.lineno, node.func.id))
            elif isinstance(node.func, ast.Attribute) and node.func.attr == "import_module":
                found.append((node.lineno, node.func.attr))
    return found


def _sql(tree: ast.AST) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]


def _import_refused(name: str, layer: str, relative: str) -> bool:
    layers, third_party = LAYERS[layer]
    top, _, rest = name.partition(".")
    if top in BANNED_MODULES:
        return True
    if top == PACKAGE:
        wanted = rest.partition(".")[0]
        return wanted not in ("", "__version__") and wanted not in layers
    if top in sys.stdlib_module_names:
        return top in LEFT_TO_OTHERS.get(layer, set())
    return top not in third_party | FILES.get(relative, set())


def violations(root: Path) -> list[str]:
    """Every breach of the layers in the package below `root`, as "file:line: what"."""
    found = []
    for path in _source_files(root):
        relative = path.relative_to(root / PACKAGE).as_posix()
        layer = relative.partition("/")[0].removesuffix(".py")
        if layer not in LAYERS:
            found.append(f"{relative}:1: belongs to no layer")
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = (PACKAGE, *relative.split("/")[:-1])
        for line, name in _imports(tree, inside):
            if _import_refused(name, layer, relative):
                found.append(f"{relative}:{line}: may not import {name}")
        for line, name in _calls(tree):
            if name in BANNED_CALLS or (layer == "core" and name in ("open", "input", "print")):
                found.append(f"{relative}:{line}: may not call {name}()")
        if layer != "store":
            found += [f"{relative}:{line}: SQL belongs to store/" for line in _sql(tree)]
    return found


def test_imports_go_down_only() -> None:
    assert violations(ROOT) == []


def test_no_file_is_too_long() -> None:
    folders = [ROOT / PACKAGE, ROOT / "tests", ROOT / "benchmarks"]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    files += [ROOT / "run.py", ROOT / "build.spec"]
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {str(path): length for path, length in lengths.items() if length > FILE_LIMIT} == {}


@pytest.mark.parametrize(
    ("file", "line", "expected"),
    [
        ("core/due.py", "from yongji_desktop.store import records", "import yongji_desktop.store"),
        ("core/due.py", "from yongji_desktop import services", "import yongji_desktop.services"),
        ("core/due.py", "from ..store.records import every", "import yongji_desktop.store.records"),
        ("core/due.py", "import os.path", "import os.path"),
        ("core/due.py", "text = open('a').read()", "call open()"),
        ("core/due.py", "import sqlite_utils", "import sqlite_utils"),
        ("store/records.py", "import yongji_desktop.services.desk", "import yongji_desktop.services.desk"),
        ("store/records.py", "import yaml", "import yaml"),
        ("papers/catalogue.py", "from reportlab.lib import units", "import reportlab.lib"),
        ("papers/catalogue.py", "from yongji_desktop.store import photos", "import yongji_desktop.store"),
        ("ledgers/reading.py", "import openpyxl", "import openpyxl"),
        ("exchange/merge.py", "from yongji_desktop.services import desk", "import yongji_desktop.services"),
        ("services/hazards.py", "import sqlite3", "import sqlite3"),
        ("services/hazards.py", "from yongji_desktop.gui import app", "import yongji_desktop.gui"),
        ("services/hazards.py", "import pickle", "import pickle"),
        ("services/hazards.py", "answer = eval('1')", "call eval()"),
        ("cli.py", "from yongji_desktop.store import records", "import yongji_desktop.store"),
        ("cli.py", "import click", "import click"),
        ("gui/app.py", "def show():\n    from ..papers import render", "import yongji_desktop.papers"),
        ("gui/app.py", "import zipfile", "import zipfile"),
        ("gui/pages/home.py", "from ...store import records", "import yongji_desktop.store"),
        ("gui/app.py", "import importlib\nimportlib.import_module('sqlite3')", "call import_module()"),
    ],
)
def test_a_breach_is_caught(tmp_path: Path, file: str, line: str, expected: str) -> None:
    path = tmp_path / PACKAGE / file
    path.parent.mkdir(parents=True)
    path.write_text(line + "\n", encoding="utf-8")
    found = violations(tmp_path)
    assert len(found) == 1
    assert found[0].endswith(f": may not {expected}")


def test_sql_outside_the_store_and_a_file_without_a_layer_are_caught(tmp_path: Path) -> None:
    sources = {"services/sites.py": "Q = 'SELECT name FROM site'\n", "helpers/text.py": "import re\n"}
    for file, text in sources.items():
        (tmp_path / PACKAGE / file).parent.mkdir(parents=True)
        (tmp_path / PACKAGE / file).write_text(text, encoding="utf-8")
    assert violations(tmp_path) == [
        "helpers/text.py:1: belongs to no layer",
        "services/sites.py:1: SQL belongs to store/",
    ]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("core/likeness.py", "from pypinyin import lazy_pinyin\nfrom . import errors"),
        ("store/database.py", "import sqlite3\nfrom ..core.errors import Refused\nSQL = 'SELECT a FROM b'"),
        ("papers/render.py", "from reportlab.pdfgen import canvas\nimport segno"),
        ("services/printing.py", "import pypdfium2\nfrom yongji_desktop.papers import render"),
        ("gui/app.py", "from PySide6.QtWidgets import QApplication\napp = QApplication([])\napp.exec()"),
        ("__main__.py", "from yongji_desktop.cli import main"),
        ("cli.py", "from yongji_desktop import __version__\nimport argparse"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, file: str, line: str) -> None:
    path = tmp_path / PACKAGE / file
    path.parent.mkdir(parents=True)
    path.write_text(line + "\n", encoding="utf-8")
    assert violations(tmp_path) == []

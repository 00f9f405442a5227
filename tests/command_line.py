"""What the tests of the command line share: an entry as a file, and what came out."""

from __future__ import annotations

import json
from pathlib import Path

from yongji_desktop.cli.words import parser

COMMANDS = tuple(parser()._subparsers._group_actions[0].choices)
DAY = ("--today", "2026-11-20")
ENTRY = {
    "site": "永济市晨光铝业有限公司",
    "began_at": "2026-11-20T09:00",
    "ended_at": "2026-11-20T10:30",
    "places": "熔铸车间",
    "inspectors": ["贺峻岭", {"name": "李芳", "section": "应急管理站"}],
    "checklists": [{"code": "GM", "items": ["GM01"]}],
    "answers": [{"item": "GM01", "result": "fail"}],
    "hazards": [
        {
            "finding": "GM01-1",
            "part": "办公室",
            "responsible": "卫国栋",
            "treatment": "deadline",
            "due_on": "2026-12-01",
        }
    ],
    "tasks": ["2024/7"],
}
SITE = {"name": "永济市晨光铝业有限公司", "address": "工业路8号", "principal": "卫国栋"}


def write(folder: Path, value: object, name: str = "entry.json") -> str:
    path = folder / name
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def told(result: tuple[int, str, str]) -> str:
    code, out, err = result
    assert (code, err) == (0, ""), err
    return out

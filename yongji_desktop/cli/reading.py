"""What the commands share: sitting down at the data, reading JSON files, saying results."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import photos, scans
from yongji_desktop.services.desk import Desk, clock_question, default_folder, open_desk

Words = argparse.Namespace


@contextmanager
def sitting(words: Words, writes: bool = False) -> Iterator[Desk]:
    """Sit down at the data folder the words name; the news after opening go to stderr.

    With a clock far from the last record nothing is written before --clock-ok says the date is right.
    """
    desk = open_desk(folder_of(words), officer=words.officer, today=words.today)
    try:
        for line in desk.store.news:
            print(line, file=sys.stderr)
        question = clock_question(desk)
        if question and not words.clock_ok:
            if writes:
                raise Refused(f"{question}日期是对的，请加 --clock-ok 再来一次；没有写入任何内容。")
            print(question, file=sys.stderr)
        yield desk
    finally:
        desk.close()


def folder_of(words: Words) -> Path:
    """The data folder the words name, or this PC's."""
    return words.data or default_folder()


def say(words: Words, value: Any, lines: Sequence[str]) -> None:
    """Print the result as JSON or as lines."""
    if words.json:
        print(json.dumps(value, ensure_ascii=False, indent=1, default=str))
    else:
        for line in lines:
            print(line)


def json_file(path: Path) -> Any:
    """The content of a JSON file; Refused with a sentence when it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refused(f"文件读不出来：{path}。请核对路径。") from None
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path.name} 不是正确的 JSON（{error}）。请改正后再试。") from None


def with_attached(desk: Desk, facts: dict[str, Any], paths: Sequence[Path]) -> dict[str, Any]:
    """Facts with scans and photos taken in from files; Refused naming the one that cannot be read."""
    return {**facts, "files": [scans.attach(desk, one) for one in paths]} if paths else facts


def with_photos(desk: Desk, facts: dict[str, Any], paths: Sequence[Path]) -> dict[str, Any]:
    """Facts with photos taken in from files, as seen before anything was put right."""
    return {**facts, "photos": [{**photos.attach(desk, one), "use": "before"} for one in paths]} if paths else facts


def facts_of(pairs: Sequence[str], file: Path | None) -> dict[str, Any]:
    """Facts from a JSON file and from NAME=VALUE words, the words winning."""
    told = json_file(file) if file else {}
    if not isinstance(told, dict):
        raise Refused("文件内容应是“栏目: 值”的对照（JSON 的 {…}），请检查文件。")
    for one in pairs:
        name, equals, value = one.partition("=")
        if not equals:
            raise Refused(f"“{one}”看不懂，请写成 栏目=值 的样子，如 happened_on=2026-11-23。")
        told[name.strip()] = value.strip()
    return told

"""What a disk may hold after the power was cut, from a record of everything that was written (disk.c).

Of each file what came before its last fsync is there; of later writes any sectors of 512 bytes, of later cuts
any.  Names are there up to the last fsync of their folder, of later ones the first so many, in order.
"""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

SECTOR = 512


@dataclass
class Event:
    letter: str
    path: str
    offset: int
    data: bytes


def read_record(path: Path) -> list[Event]:
    data, at, events = path.read_bytes(), 0, []
    while at < len(data):
        letter, offset, name, length = struct.unpack_from("<c7xqqq", data, at)
        at += 32
        word = data[at : at + name].decode()
        events.append(Event(letter.decode(), word, offset, data[at + name : at + name + length]))
        at += name + length
    return events


@dataclass
class File:
    """A file without its names: the bytes that are safe and what may or may not have arrived since."""

    safe: bytearray = field(default_factory=bytearray)
    later: list[Event] = field(default_factory=list)

    def settle(self) -> None:
        for event in self.later:
            apply(self.safe, event)
        self.later.clear()

    def survivor(self, chance: random.Random) -> bytes:
        left = bytearray(self.safe)
        for event in self.later:
            if event.letter == "T":
                if chance.random() < 0.5:
                    apply(left, event)
                continue
            for start in range(0, len(event.data), SECTOR):
                if chance.random() < 0.6:
                    part = event.data[start : start + SECTOR]
                    apply(left, Event("W", event.path, event.offset + start, part))
        return bytes(left)


def apply(content: bytearray, event: Event) -> None:
    if event.letter == "T":
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
        return
    if len(content) < event.offset:
        content.extend(bytes(event.offset - len(content)))
    content[event.offset : event.offset + len(event.data)] = event.data


def cut(events: list[Event], at: int, chance: random.Random) -> tuple[dict[str, bytes], list[list[str]]]:
    """({path: bytes} after a cut behind event `at`, what had been acknowledged by then)."""
    now: dict[str, File] = {}
    names: list[tuple[str, str, File | None, str]] = []  # letter, path, file, second path
    safe_names = 0
    folders: dict[str, int] = {}
    promised = []
    for event in events[:at]:
        if event.letter == "M":
            promised.append(event.path.split())
        elif event.letter == "C":
            now[event.path] = File()
            names.append(("C", event.path, now[event.path], ""))
        elif event.letter == "U":
            now.pop(event.path, None)
            names.append(("U", event.path, None, ""))
        elif event.letter in "RL":
            second = event.data.decode()
            now[second] = now.pop(event.path) if event.letter == "R" else now[event.path]
            names.append((event.letter, event.path, now[second], second))
        elif event.letter == "S":
            if event.path in now:
                now[event.path].settle()
            else:
                folders[event.path] = len(names)
        else:
            now[event.path].later.append(event)
    safe_names = max(folders.values(), default=0)
    kept = chance.randint(safe_names, len(names))
    there: dict[str, File] = {}
    for index, (letter, path, file, second) in enumerate(names):
        folder = str(PurePosixPath(second or path).parent)
        if index >= kept and index >= folders.get(folder, 0):
            continue
        if letter in "UR":
            there.pop(path, None)
        if letter != "U":
            there[second or path] = file
    return {path: file.survivor(chance) for path, file in there.items()}, promised

"""The old Office container ([MS-CFB] 2.2–2.6.1): which streams it holds, and whether it is whole.

The reader of .xls files trusts the chains of sectors and runs out of memory on a file whose end was not
written, so they are walked here first.
"""

from __future__ import annotations

import struct
from array import array

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA  # greater numbers are marks: end of chain, free, part of the table itself
_END_OF_CHAIN = 0xFFFFFFFE
_ENTRY = 128


def stream_names(data: bytes) -> set[str]:
    """The names of all streams and storages in `data`.

    Raises ValueError when the container is damaged: a chain that leaves the file, never ends or meets itself.
    """
    if len(data) < 512 or not data.startswith(MAGIC):
        raise ValueError("no compound file")
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise ValueError("unknown sector size")
    size = 1 << shift
    table = _sector_table(data, size)
    directory = b"".join(_sector(data, size, at) for at in _chain(table, _word(data, 48)))
    small_table = b"".join(_sector(data, size, at) for at in _chain(table, _word(data, 60)))
    small = array("I", small_table)
    names = set()
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[at : at + _ENTRY]
        length, kind = struct.unpack_from("<HB", entry, 64)
        if kind not in (1, 2, 5):
            continue
        if not 2 <= length <= 64:
            raise ValueError("damaged name")
        names.add(entry[: length - 2].decode("utf-16-le", errors="replace"))
        start, stream_size = struct.unpack_from("<II", entry, 116)
        if kind != 1 and stream_size:
            is_small = kind == 2 and stream_size < _word(data, 56)
            sectors = _chain(small if is_small else table, start)
            if len(sectors) * (64 if is_small else size) < stream_size:
                raise ValueError("a stream is shorter than its entry says")
    return names


def _word(data: bytes, at: int) -> int:
    return struct.unpack_from("<I", data, at)[0]


def _sector(data: bytes, size: int, number: int) -> bytes:
    body = data[(number + 1) * size : (number + 2) * size]
    if len(body) < size:
        raise ValueError("a sector lies outside the file")
    return body


def _sector_table(data: bytes, size: int) -> array:
    """The allocation table: for each sector the number of the next one."""
    places = list(struct.unpack_from("<109I", data, 76))
    more, seen = _word(data, 68), 0
    while more < _LAST_SECTOR:
        block = array("I", _sector(data, size, more))
        places += block[:-1]
        more = block[-1]
        seen += 1
        if seen > len(data) // size:
            raise ValueError("the table of tables never ends")
    parts = [_sector(data, size, place) for place in places if place < _LAST_SECTOR]
    return array("I", b"".join(parts))


def _chain(table: array, start: int) -> list[int]:
    """The sectors from `start` to the end of its chain."""
    sectors: list[int] = []
    at = start
    while at < _LAST_SECTOR:
        if at >= len(table) or len(sectors) > len(table):
            raise ValueError("a chain leaves the table or never ends")
        sectors.append(at)
        at = table[at]
    if at != _END_OF_CHAIN and sectors:
        raise ValueError("a chain breaks off")
    return sectors

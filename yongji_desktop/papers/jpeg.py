"""Reads the size of a JPEG file from its header, so that the file itself can go into a PDF untouched."""

from __future__ import annotations

from yongji_desktop.core.errors import StorageTrouble


def jpeg_size(data: bytes) -> tuple[tuple[int, int], int]:
    """((width, height) in pixels, number of colours 1 or 3) from the frame header of a JPEG file.

    Raises StorageTrouble when `data` is no such file.
    """
    at = 2
    while data[:2] == b"\xff\xd8" and at + 10 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(data[at + n : at + n + 2], "big") for n in (5, 7))
            if width and height and data[at + 9] in (1, 3):
                return (width, height), data[at + 9]
            break
        else:
            at += 2 + length
    raise StorageTrouble("一张照片的打印副本读不出来，请在照片页重新生成或重新附上这张照片。")

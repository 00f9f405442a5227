"""What the bytes of a photo say before anything decodes them: format, declared size, what else is inside."""

from __future__ import annotations

import re
import struct

from yongji_desktop.core.errors import Refused

MOST_BYTES = 64 * 1024 * 1024

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_OTHER_FORMATS = (
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"%PDF", "PDF 文件"),
    (b"8BPS", "PSD 图片"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
)


def kind_of(data: bytes, name: str) -> str:
    """The format by content: ``jpeg``, ``png``, ``webp`` or ``heic``.

    Raises `Refused`, naming the file `name`, for what is empty, too large or no photo.
    """
    if not data:
        raise Refused(f"“{name}”是空文件，没有内容，请从手机或相机重新复制一次。")
    if len(data) > MOST_BYTES:
        size = len(data) / 1024 / 1024
        raise Refused(f"“{name}”有 {size:.0f} MB，超过 64 MB 的上限，请在手机上改小或另拍一张后再添加。")
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        if _HEIF_BRANDS & {data[8:12]} and b"avif" not in data[8:64]:
            return "heic"
        raise Refused(f"“{name}”是视频或 AVIF 图片，这里只收照片（JPG、PNG、WebP、HEIC），请另选或转成 JPG。")
    what = next((word for start, word in _OTHER_FORMATS if data.startswith(start)), None)
    if what:
        raise Refused(f"“{name}”是{what}，这里只收 JPG、PNG、WebP、HEIC 照片，请另存为 JPG 后再添加。")
    raise Refused(f"“{name}”的内容不是照片，这里只收 JPG、PNG、WebP、HEIC 照片，请另选文件。")


def declared_size(data: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height in pixels that the header of a PNG or WebP declares, None for the other formats.

    Those two readers take memory for the whole picture as soon as they are opened.
    """
    if kind == "png":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if kind != "webp":
        return None
    chunk, body = data[12:16], data[20:30]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF


def is_bare_jpeg(data: bytes, size: tuple[int, int]) -> bool:
    """Whether a JPEG of `size` holds nothing but a colour picture: plain JFIF, one scan, no tail."""
    at, planes = 2, 0
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            scan = data[at:]
            foreign = re.search(rb"\xff[^\x00\xd0-\xd7]", scan[:-2])
            return planes == 3 and scan.endswith(b"\xff\xd9") and not foreign
        if marker == 0xE0 and not (body.startswith(b"JFIF\0") and length == 16):
            return False
        if marker in (0xC0, 0xC1) and len(body) > 5:
            height, width, planes = *struct.unpack(">HH", body[1:5]), body[5]
            if (width, height) != size:
                return False
        elif marker not in (0xE0, 0xDB, 0xC4, 0xDD):
            return False
    return False

"""Photos as they come from a phone, made ready to keep, to show and to print.  Bytes in, bytes out.

Nothing here writes a file.  What leaves this module carries no EXIF, GPS, XMP, IPTC, comment or colour
profile and stands upright; only the original bytes, which stay on this PC, keep them.
"""

from __future__ import annotations

import hashlib
import io
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pi_heif import HeifImageFile
from PIL import Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from yongji_desktop.core.errors import Refused
from yongji_desktop.store.image_bytes import declared_size, is_bare_jpeg, kind_of

MOST_PIXELS = 50_000_000
WORKING_EDGE = 2000
PRINT_EDGE = 1000
THUMBNAIL = (248, 168)
QUALITY = 85

_READERS = {"jpeg": JpegImageFile, "png": PngImageFile, "webp": WebPImageFile, "heic": HeifImageFile}
_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION, _EXIF_IFD, _GPS_IFD, _TAKEN = 0x0112, 0x8769, 0x8825, 0x9003
_LATITUDE, _LONGITUDE = 2, 4
_HEAD = 4096
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_quiet_lock = threading.Lock()


@dataclass(frozen=True)
class Prepared:
    """One photo taken in.

    `sha` is the SHA-256 (64 hexadecimal digits) of the original bytes; `working`, `print_copy` and
    `thumbnail` are JPEG bytes with a long edge of at most 2000 and 1000 pixels, and within 248 × 168;
    `width` and `height` are those of `working` in pixels; `taken_at` is "YYYY-MM-DDTHH:MM" by the camera's
    clock or None; `kind` is one of ``jpeg``, ``png``, ``webp``, ``heic``.
    """

    name: str
    sha: str
    working: bytes
    print_copy: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_at: str | None
    had_gps: bool
    kind: str


@dataclass(frozen=True)
class _Facts:
    orientation: int
    taken_at: str | None
    had_gps: bool


def prepare(data: bytes, name: str) -> Prepared:
    """Check `data` (the content of the file `name`) and make its three copies.

    The format is told by the content, never by the name; of a picture that moves the first frame is taken.
    A JPEG that already is as a working copy should be is kept byte for byte, so that one and the same photo
    taken in again has the same digest.  Raises `Refused`, naming the file, for everything else.
    """
    shown = "".join(char if char.isprintable() else "?" for char in name)[-80:]
    kind = kind_of(data, shown)
    picture, facts = _decode(data, kind, shown)
    picture = _upright_rgb(picture, facts.orientation)
    kept = kind == "jpeg" and is_bare_jpeg(data, picture.size)
    print_copy = _within(picture, PRINT_EDGE, PRINT_EDGE)
    return Prepared(
        name=name,
        sha=hashlib.sha256(data).hexdigest(),
        working=data if kept else _jpeg(picture),
        print_copy=_jpeg(print_copy),
        thumbnail=_jpeg(_within(print_copy, *THUMBNAIL)),
        width=picture.width,
        height=picture.height,
        taken_at=facts.taken_at,
        had_gps=facts.had_gps,
        kind=kind,
    )


def prepare_many(files: Iterable[tuple[str, bytes]]) -> tuple[list[Prepared], list[Refused]]:
    """Prepare every (name, content); one bad file does not stop the others.

    Returns the photos taken and the refusals, each in the order given.
    """
    taken: list[Prepared] = []
    refused: list[Refused] = []
    for name, data in files:
        try:
            taken.append(prepare(data, name))
        except Refused as refusal:
            refused.append(refusal)
    return taken, refused


def _decode(data: bytes, kind: str, name: str) -> tuple[Image.Image, _Facts]:
    """The decoded picture, no larger than needed, and what its header tells.

    The readers are called directly: Image.open would warn of large pictures instead of refusing them, and
    would try formats nobody asked for.
    """
    try:
        _check_size(declared_size(data, kind), name)
        with _quiet():
            picture = _READERS[kind](io.BytesIO(data))
        _check_size(picture.size, name)
        if kind == "jpeg":
            picture.draft(None, _fit(picture.size, WORKING_EDGE, WORKING_EDGE))
        picture.load()
        with _quiet():
            return picture, _facts(picture, kind)
    except Refused:
        raise
    except Exception as error:  # on damaged bytes the decoders raise nearly every class there is
        raise Refused(f"“{name}”已损坏或没有传完，打不开，请从手机或相机重新复制一次。") from error


def _check_size(size: tuple[int, int] | None, name: str) -> None:
    if size and size[0] * size[1] > MOST_PIXELS:
        raise Refused(
            f"“{name}”有 {size[0]}×{size[1]} 像素，超过 5000 万像素的上限，请在手机或电脑上缩小后再添加。"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """No warnings of the imaging library about odd metadata; the lock because filters are global."""
    with _quiet_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _facts(picture: Image.Image, kind: str) -> _Facts:
    """What the metadata tells: each fact by itself, because one broken table must not hide the others."""
    orientation = _told(lambda: picture.getexif().get(_ORIENTATION))
    taken = _told(lambda: picture.getexif().get_ifd(_EXIF_IFD).get(_TAKEN))
    position = _told(lambda: {_LATITUDE, _LONGITUDE} & set(picture.getexif().get_ifd(_GPS_IFD)))
    # libheif has already turned a HEIC by its own box; its EXIF orientation must not turn it again.
    turned = kind != "heic" and isinstance(orientation, int)
    return _Facts(orientation if turned else 1, _moment(taken), bool(position) or _names_gps(picture))


def _told(ask: Callable[[], Any]) -> Any:
    """The answer of `ask`, or None where broken EXIF has none: the photo itself is good and is taken."""
    try:
        return ask()
    except Exception:  # the EXIF reader raises nearly every class there is
        return None


def _names_gps(picture: Image.Image) -> bool:
    """Whether the XMP packet holds a position."""
    packets = (picture.info.get(key) for key in ("xmp", "XML:com.adobe.xmp"))
    return any("GPSL" in (packet if isinstance(packet, str) else str(packet)) for packet in packets if packet)


def _moment(text: object) -> str | None:
    """EXIF "2024:03:05 09:41:20" as "2024-03-05T09:41"; None for what is no moment."""
    match = re.match(r"\d{4}:\d\d:\d\d \d\d:\d\d", text) if isinstance(text, str) else None
    if not match:
        return None
    try:
        return datetime.strptime(match.group(), "%Y:%m:%d %H:%M").strftime("%Y-%m-%dT%H:%M")
    except ValueError:
        return None


def _upright_rgb(picture: Image.Image, orientation: int) -> Image.Image:
    """The picture in sRGB, upright, opaque, within the working size and without any metadata."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif picture.mode in ("P", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    elif picture.mode == "1":
        picture = picture.convert("L")
    picture = _within(picture, WORKING_EDGE, WORKING_EDGE)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture).convert("RGB")
    picture = _in_srgb(picture, profile)
    if orientation in _TURN:
        picture = picture.transpose(_TURN[orientation])
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    return clean


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours by the profile that came along; a profile that cannot be used changes nothing."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
            return converted if converted is not None else picture
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return picture.convert("RGB")
    return picture.convert("RGB")


def _fit(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """`size` shrunk (never enlarged) to lie within `width` × `height`, at least one pixel."""
    scale = min(1.0, width / size[0], height / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _within(picture: Image.Image, width: int, height: int) -> Image.Image:
    size = _fit(picture.size, width, height)
    if size == picture.size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def taken_at(path: Path) -> str | None:
    """When a photo file was taken by the camera's clock ("YYYY-MM-DDTHH:MM"); None where nothing tells.

    Nothing is refused here: a file that is no photo simply has no time.
    """

    def told() -> str | None:
        with path.open("rb") as file:  # of 500 photos on a slow stick only the heads are read
            kind = kind_of(file.read(_HEAD), path.name)
            file.seek(0)
            with _quiet():
                return _facts(_READERS[kind](file), kind).taken_at

    return _told(told)


def open_working(data: bytes) -> Image.Image:
    """The picture of a working copy, for drawing on it; Refused when it is damaged."""
    picture, _ = _decode(data, "jpeg", "照片")
    return picture.convert("RGB")


def as_jpeg(picture: Image.Image) -> bytes:
    """A picture as the bytes of a working copy."""
    return _jpeg(picture)


def grey(data: bytes, name: str) -> Image.Image:
    """A scanned page in grey, as large as it was scanned (a very large one reduced), for reading its QR code.

    Raises `Refused`, naming the file, for what is no picture or damaged.
    """
    picture, _ = _decode(data, kind_of(data, name), name)
    return picture.convert("L")

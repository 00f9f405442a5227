"""The bundled fonts by role, with a fallback for every single character.

Loading is lazy: a font file is read when the first character needs it, once per process.
"""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from yongji_desktop.assets import asset

ROLES = ("song", "fang", "hei", "kai", "title")
MISSING_MARK = "〓"

_FILES = {
    "song": "NotoSerifSC-Regular.all.ttf",
    "fang": "FandolFang-Regular.gbk.ttf",
    "hei": "NotoSansSC-Bold.tgh.ttf",
    "kai": "AppKai-Regular.ttf",
    "kai_light": "AppKai-Light.ttf",
    "title": "NotoSerifSC-Bold.tgh.ttf",
    "symbols": "DejaVuSans-symbols.ttf",
}
_FALLBACK = ("kai", "song", "symbols")
_LIGHT = {"fang": ("kai_light",)}  # 仿宋 is thin: the same 楷体 in its light weight, so that a rare name is not bolder
# Signs that only some Chinese fonts draw at full width: quotes are narrow in 楷体, the dash is short and
# the middle dot narrow in 宋体 and 黑体.
_FULL_WIDTH = {
    **dict.fromkeys("“”‘’…", {"kai": "song"}),
    "—": dict.fromkeys(ROLES, "fang"),
    "·": dict.fromkeys(ROLES, "fang"),
}
_loading = threading.RLock()


def _to_unicode_map(font_name: str, subset: list[int]) -> str:
    """A ToUnicode CMap with UTF-16BE values; reportlab's own writes characters beyond U+FFFF wrongly."""
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        f"<< /Registry ({font_name})\n/Ordering ({font_name})\n/Supplement 0\n>> def\n"
        f"/CMapName /{font_name} def\n/CMapType 2 def\n1 begincodespacerange\n"
        f"<00> <{len(subset) - 1:02X}>\nendcodespacerange\n"
    )
    parts = [head]
    codes = list(enumerate(subset))
    for start in range(0, len(codes), 100):
        chunk = codes[start : start + 100]
        parts.append(f"{len(chunk)} beginbfchar\n")
        parts += [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>\n" for code, point in chunk]
        parts.append("endbfchar\n")
    parts.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return "".join(parts)


def _register(key: str) -> ttfonts.TTFont:
    name = f"yongji-{key}"
    with _loading:
        if name in pdfmetrics.getRegisteredFontNames():
            return pdfmetrics.getFont(name)
        rl_config.useA85 = 0
        ttfonts.makeToUnicodeCMap = _to_unicode_map
        font = ttfonts.TTFont(name, str(asset(f"resources/fonts/{_FILES[key]}")), asciiReadable=False)
        pdfmetrics.registerFont(font)
        return font


@cache
def font(key: str) -> ttfonts.TTFont:
    """The registered font of a role (or "symbols").  Raises StorageTrouble when its file is missing."""
    return _register(key)


class Glyph(NamedTuple):
    """How one character is drawn in one role; `width` in em."""

    font: str
    char: str
    width: float


@lru_cache(maxsize=16384)
def glyph(role: str, char: str) -> Glyph:
    """Which bundled font draws `char` in `role`, and how wide it is in em.

    A character that no font has becomes 〓; `glyph(...).char != char` tells so.
    """
    first = _FULL_WIDTH.get(char, {}).get(role, role)
    code = ord(char)
    for key in (first, *_LIGHT.get(first, ()), *_FALLBACK):
        face = font(key).face
        if face.charToGlyph.get(code):
            return Glyph(f"yongji-{key}", char, face.getCharWidth(code) / 1000)
    return glyph("song", MISSING_MARK)

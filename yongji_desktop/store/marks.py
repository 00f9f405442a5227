"""Arrows, boxes and dates drawn on a copy of a photo; the photo itself stays as it is."""

from __future__ import annotations

import math
from typing import Any

from PIL import ImageDraw, ImageFont

from yongji_desktop.assets import asset
from yongji_desktop.store.images import as_jpeg, open_working

_MARK = (214, 40, 40)


def draw_marks(data: bytes, marks: list[dict[str, Any]]) -> bytes:
    """A JPEG with marks drawn on it; the picture itself stays as it is.

    Marks are vectors in fractions of width and height: {"kind": "arrow"|"box", "from": [x, y], "to": [x, y]} and
    {"kind": "date", "text": "2026-11-23 14:22", "at": [x, y]}.  Raises Refused when the picture cannot be read.
    """
    picture = open_working(data)
    brush = ImageDraw.Draw(picture)
    width, height = picture.size
    thick = max(3, max(width, height) // 160)
    for mark in marks:
        if mark.get("kind") == "date":
            _draw_words(brush, str(mark.get("text", "")), (mark["at"][0] * width, mark["at"][1] * height), thick * 6)
            continue
        start = (mark["from"][0] * width, mark["from"][1] * height)
        end = (mark["to"][0] * width, mark["to"][1] * height)
        if mark.get("kind") == "box":
            corners = [min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])]
            brush.rectangle([corner + grow for corner, grow in zip(corners, (-2, -2, 2, 2))], None, "white", thick + 4)
            brush.rectangle(corners, outline=_MARK, width=thick)
        else:
            _draw_arrow(brush, start, end, thick)
    return as_jpeg(picture)


def _draw_arrow(brush: ImageDraw.ImageDraw, start: tuple, end: tuple, thick: int) -> None:
    for colour, more in (("white", 4), (_MARK, 0)):
        brush.line([start, end], fill=colour, width=thick + more)
        back = math.atan2(start[1] - end[1], start[0] - end[0])
        for turn in (-0.45, 0.45):
            tip = (end[0] + thick * 7 * math.cos(back + turn), end[1] + thick * 7 * math.sin(back + turn))
            brush.line([end, tip], fill=colour, width=thick + more)


def _draw_words(brush: ImageDraw.ImageDraw, text: str, at: tuple, size: int) -> None:
    letters = ImageFont.truetype(asset("resources/fonts/NotoSansSC-Bold.tgh.ttf"), size)
    brush.text(at, text, font=letters, fill=_MARK, stroke_width=max(2, size // 12), stroke_fill="white")

"""Marks on photos: drawn on a copy, in fractions, the picture itself stays."""

from __future__ import annotations

import io

import pytest
import town
from PIL import Image

from yongji_desktop.core.errors import Refused
from yongji_desktop.store.images import prepare
from yongji_desktop.store.marks import draw_marks

GREY = (120, 120, 120)


def photo(size: tuple[int, int] = (800, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, GREY).save(out, "JPEG")
    return prepare(out.getvalue(), "a.jpg").working


def drawn(marks: list[dict], size: tuple[int, int] = (800, 600)) -> Image.Image:
    return Image.open(io.BytesIO(draw_marks(photo(size), marks))).convert("RGB")


def is_red(picture: Image.Image, x: float, y: float) -> bool:
    red, green, blue = picture.getpixel((round(x * picture.width), round(y * picture.height)))
    return red > 150 and green < 110 and blue < 110


@pytest.mark.parametrize("size", [(800, 600), (300, 2000), (60, 40)])
def test_a_box_stands_at_its_fractions_whichever_corner_came_first(size):
    for start, end in (
        ([0.25, 0.25], [0.75, 0.75]),
        ([0.75, 0.75], [0.25, 0.25]),
        ([0.75, 0.25], [0.25, 0.75]),
    ):
        picture = drawn([{"kind": "box", "from": start, "to": end}], size)
        assert picture.size == size
        left, top = 0.25 + 2 / size[0], 0.25 + 2 / size[1]
        assert is_red(picture, left, 0.5) and is_red(picture, 0.5, top)
        assert picture.getpixel((size[0] // 2, size[1] // 2)) == pytest.approx(GREY, abs=12)


def test_an_arrow_points_with_its_head_at_the_end():
    picture = drawn([{"kind": "arrow", "from": [0.1, 0.5], "to": [0.6, 0.5]}])
    assert is_red(picture, 0.3, 0.5) and not is_red(picture, 0.7, 0.5)
    beside = [picture.getpixel((x, round(0.5 * 600) + 10)) for x in range(60, 480)]
    red = [at for at, colour in enumerate(beside, 60) if colour[0] > 150 and colour[1] < 110]
    assert red and min(red) > 400


def test_a_date_is_written_in_red_on_white():
    picture = drawn([{"kind": "date", "text": "2026-11-23 14:22", "at": [0.03, 0.85]}])
    colours = {picture.getpixel((x, y)) for x in range(20, 330) for y in range(510, 560)}
    assert any(red > 180 and green < 90 for red, green, _ in colours)
    assert any(min(colour) > 235 for colour in colours)


def test_the_same_marks_give_the_same_copy_and_the_photo_stays():
    data = photo()
    marks = [{"kind": "box", "from": [0.1, 0.1], "to": [0.4, 0.4]}]
    assert draw_marks(data, marks) == draw_marks(data, marks) != data
    assert data == photo()


def test_marks_at_the_very_edge_are_drawn():
    drawn(
        [
            {"kind": "box", "from": [0.0, 0.0], "to": [1.0, 1.0]},
            {"kind": "arrow", "from": [1, 1], "to": [1, 1]},
            {"kind": "date", "text": "", "at": [1.0, 1.0]},
        ]
    )


def test_what_is_no_picture_is_refused_in_a_sentence():
    with pytest.raises(Refused) as told:
        draw_marks(b"\xff\xd8\xff cut", [{"kind": "box", "from": [0, 0], "to": [1, 1]}])
    assert town.chinese(str(told.value))

"""Photos: upright, small, bare of metadata; what is no photo is refused by name."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import warnings
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat, PngImagePlugin

from yongji_desktop.core.errors import Refused
from yongji_desktop.store.images import THUMBNAIL, Prepared, prepare, prepare_many

PHOTOS = Path(__file__).resolve().parents[3] / "shared" / "samples" / "photos"
RED, GREEN, BLUE = (200, 40, 40), (40, 160, 60), (40, 60, 200)

# 80 x 120 pixels, made by an encoder from a 120 x 80 picture: turned by its box, with EXIF orientation 6,
# a time of taking and a position.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAZ9tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAABwwABAAAAAAAAALcAAgAAAAACegABAAAAAAAAANoAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA3mlwcnAAAAC+aXBjbwAAAHhodmNDAQNwAAAA"
    "AAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDyBRZbq"
    "SSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAAB4AAAAUAAAAA5w"
    "aXhpAAAAAAEIAAAACWlyb3QDAAAAGGlwbWEAAAAAAAAAAQABBYECAwSFAAAAGmlyZWYAAAAAAAAADmNkc2MAAgABAAEAAAGZbWRh"
    "dAAAALMoAa8O4DSDAcnX8d0///OPf//oWW6IbgLFUzIf9vGFRN83DPc13bk+hoR5vovKeM16M9oytEPWWeltJfG/jls81WnxM1Wx"
    "tz1Y6f0kb5tkTXaegbo3HAc0zgOpaSwmizKIw8vqWfwnByMW9c6cyWJmAIy7pjTp5brBF5q5haafz/MBVvbvmK5mb7dn+O/kKHht"
    "tU4AELAHEIws7ABUgF6Yzc3fVW9/MhmBaILYvZAY0AALWAAAAAZFeGlmAABNTQAqAAAACAAEAQ8AAgAAAAYAAAA+ARIAAwAAAAEA"
    "BgAAh2kABAAAAAEAAABEiCUABAAAAAEAAABqAAAAAFBob25lAAABkAMAAgAAABQAAABWAAAAADIwMjQ6MDM6MDUgMDk6NDE6MjAA"
    "AAQAAQACAAAAAk4AAAAAAgAFAAAAAwAAAKAAAwACAAAAAkUAAAAABAAFAAAAAwAAALgAAAAAAAAAIgAAAAEAAAA0AAAAAQAAAAEA"
    "AAABAAAAbgAAAAEAAAAaAAAAAQAAAAIAAAAB"
)


def picture(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """Green above red on the left, red above blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=GREEN)
    draw.rectangle((width // 2, height // 2, width, height), fill=BLUE)
    return image.convert(mode)


def coded(image: Image.Image, form: str = "JPEG", **more) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def phone_exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SECRETPHONE"
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = "2024:03:05 09:41:20"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 52.0, 1.0), 3: "E", 4: (110.0, 26.0, 2.0)})
    return exif.tobytes()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def outputs(prepared: Prepared) -> list[bytes]:
    return [prepared.working, prepared.print_copy, prepared.thumbnail]


def assert_bare(data: bytes) -> None:
    """No segment but those a decoder needs, so no place for metadata."""
    image = opened(data)
    assert image.format == "JPEG" and image.mode == "RGB"
    assert not image.getexif() and set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert [name for name, _ in image.applist] == ["APP0"]
    for word in (b"Exif", b"GPS", b"http", b"ICC_PROFILE", b"Photoshop", b"SECRET"):
        assert word not in data


def near(colour: tuple[int, ...], wanted: tuple[int, int, int], tolerance: int = 30) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(colour, wanted))


def assert_shows_picture(image: Image.Image) -> None:
    width, height = image.size
    assert near(image.getpixel((width // 8, height // 8)), GREEN)
    assert near(image.getpixel((width * 7 // 8, height // 8)), RED)
    assert near(image.getpixel((width // 8, height * 7 // 8)), RED)
    assert near(image.getpixel((width * 7 // 8, height * 7 // 8)), BLUE)


# --- sizes, orientation, metadata ---------------------------------------------------------------------


def test_a_large_photo_gets_three_copies_of_the_promised_sizes():
    data = coded(picture(4000, 3000), quality=95, exif=phone_exif())
    prepared = prepare(data, "IMG_1.jpg")
    assert prepared.sha == hashlib.sha256(data).hexdigest()
    assert (prepared.width, prepared.height) == (2000, 1500) == opened(prepared.working).size
    assert opened(prepared.print_copy).size == (1000, 750)
    small = opened(prepared.thumbnail).size
    assert small[0] <= THUMBNAIL[0] and small[1] == THUMBNAIL[1]
    assert prepared.kind == "jpeg" and prepared.taken_at == "2024-03-05T09:41" and prepared.had_gps
    for output in outputs(prepared):
        assert_bare(output)
        assert_shows_picture(opened(output))


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (7, 5)])
def test_odd_sizes_are_taken_and_never_enlarged(size):
    prepared = prepare(coded(Image.new("RGB", size, RED)), "small.jpg")
    assert max(prepared.width, prepared.height) == min(2000, max(size))
    assert min(prepared.width, prepared.height) >= 1
    assert opened(prepared.thumbnail).size[0] <= min(size[0], 248)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_orientation_stands_upright(orientation, form):
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = picture().transpose(undo[orientation]) if orientation > 1 else picture()
    prepared = prepare(coded(stored, form, exif=phone_exif(orientation)), "turned")
    assert (prepared.width, prepared.height) == (120, 80)
    assert prepared.had_gps and prepared.taken_at == "2024-03-05T09:41"
    for output in outputs(prepared):
        assert_bare(output)
        assert_shows_picture(opened(output))


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="the sample photos are not here")
def test_the_eight_sample_photos_look_alike():
    small = []
    for number in range(1, 9):
        path = PHOTOS / f"landscape_{number}.jpg"
        prepared = prepare(path.read_bytes(), path.name)
        assert (prepared.width, prepared.height) == (1800, 1200)
        for output in outputs(prepared):
            assert_bare(output)
        small.append(opened(prepared.print_copy))
    for other in small[1:]:
        difference = ImageStat.Stat(ImageChops.difference(small[0], other)).mean
        assert max(difference) < 4, difference


def test_an_orientation_or_a_time_that_does_not_exist_is_passed_over():
    exif = Image.Exif()
    exif[0x0112] = 9
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    prepared = prepare(coded(picture(), exif=exif.tobytes()), "odd.jpg")
    assert_shows_picture(opened(prepared.working))
    assert prepared.taken_at is None and not prepared.had_gps


@pytest.mark.parametrize(
    "junk", [b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff" * 3]
)
def test_broken_exif_does_not_cost_the_photo(junk):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        prepared = prepare(coded(picture(), exif=junk), "odd.jpg")
    assert_shows_picture(opened(prepared.working))
    assert_bare(prepared.working)


def test_xmp_comments_and_profiles_stay_behind():
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a exif:GPSLatitude="34,52N">SECRET</a></x:xmpmeta>'
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form in ("JPEG", "WEBP"):
        data = coded(picture(), form, xmp=xmp, icc_profile=profile, exif=phone_exif(), comment=b"SECRET")
        assert b"SECRET" in data
        prepared = prepare(data, "x")
        assert prepared.had_gps
        for output in outputs(prepared):
            assert_bare(output)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET")
    text.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
    prepared = prepare(coded(picture(), "PNG", pnginfo=text), "x.png")
    assert prepared.had_gps
    assert_bare(prepared.working)


def test_colours_follow_the_profile_that_came_along():
    """A profile whose red and blue are swapped against sRGB must swap the picture's colours."""
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for entry in range(132, 132 + 12 * int.from_bytes(swapped[128:132], "big"), 12):
        name = bytes(swapped[entry : entry + 4])
        swapped[entry : entry + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(name, name)
    red_square = Image.new("RGB", (40, 40), (250, 0, 0))
    prepared = prepare(coded(red_square, "PNG", icc_profile=bytes(swapped)), "p3.png")
    red, green, blue = opened(prepared.working).getpixel((20, 20))
    assert blue > 200 and red < 60
    broken = prepare(coded(picture(), icc_profile=b"no profile" * 20), "odd.jpg")
    assert_shows_picture(opened(broken.working))


def test_a_working_copy_taken_in_again_is_the_same_photo():
    first = prepare(coded(picture(4000, 3000), exif=phone_exif()), "a.jpg")
    for copy in outputs(first):
        assert prepare(copy, "again.jpg").working == copy
    tail = prepare(first.working + b"SECRET", "tail.jpg")
    assert_bare(tail.working)
    comment = coded(picture(), comment=b"SECRET")
    assert_bare(prepare(comment, "comment.jpg").working)


# --- formats ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode, form", [
    ("L", "JPEG"), ("CMYK", "JPEG"), ("L", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("P", "PNG"), ("RGBA", "PNG"),
    ("RGB", "WEBP"), ("RGBA", "WEBP"),
])
def test_every_colour_mode_is_taken(mode, form):
    prepared = prepare(coded(picture(600, 400, mode), form), "photo")
    assert prepared.kind == form.lower()
    working = opened(prepared.working)
    assert working.size == (600, 400)
    assert_bare(prepared.working)
    if mode in ("CMYK", "P", "RGB", "RGBA"):
        assert_shows_picture(working)
    elif mode != "1":
        wanted = picture(600, 400, "L").getpixel((75, 50))
        assert near(working.getpixel((75, 50)), (wanted, wanted, wanted), 4)


def test_what_is_transparent_becomes_white():
    image = picture(100, 100, "RGBA")
    image.putalpha(0)
    for form in ("PNG", "WEBP"):
        prepared = prepare(coded(image, form, **({"exact": True} if form == "WEBP" else {})), "clear")
        assert near(opened(prepared.working).getpixel((50, 50)), (255, 255, 255), 3)
    palette = Image.new("P", (50, 50), 1)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    prepared = prepare(coded(palette, "PNG", transparency=1), "palette.png")
    assert near(opened(prepared.working).getpixel((25, 25)), (255, 255, 255), 3)


def test_sixteen_bits_of_grey_keep_their_shades():
    image = Image.new("I;16", (60, 20))
    for x in range(60):
        for y in range(20):
            image.putpixel((x, y), (0, 32768, 65535)[x // 20])
    working = opened(prepare(coded(image, "PNG"), "scan.png").working)
    assert [round(working.getpixel((x, 10))[0] / 10) for x in (10, 30, 50)] == [0, 13, 26]


def test_of_a_picture_that_moves_the_first_frame_is_taken():
    second = Image.new("RGB", (120, 80), "black")
    for form in ("WEBP", "PNG", "MPO"):
        data = coded(picture(), form, save_all=True, append_images=[second], exif=phone_exif())
        prepared = prepare(data, "moving")
        assert prepared.kind == ("jpeg" if form == "MPO" else form.lower()) and prepared.had_gps
        assert_shows_picture(opened(prepared.working))
        assert_bare(prepared.working)


def test_a_heic_of_a_phone_is_turned_once_and_bared():
    prepared = prepare(HEIC, "IMG_2.HEIC")
    assert prepared.kind == "heic" and (prepared.width, prepared.height) == (80, 120)
    assert prepared.had_gps and prepared.taken_at == "2024-03-05T09:41"
    assert_bare(prepared.working)
    working = opened(prepared.working)
    corners = [working.getpixel(at) for at in ((10, 15), (70, 15), (10, 105), (70, 105))]
    assert all(near(colour, wanted) for colour, wanted in zip(corners, (RED, GREEN, BLUE, RED)))


# --- refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("data, words", [
    (b"", "空文件"),
    ("隐患清单".encode(), "不是照片"),
    (b"GIF89a" + b"\0" * 50, "GIF"),
    (b"%PDF-1.7 ...", "PDF"),
    (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + b"\0" * 50, "AVIF"),
    (b"\0\0\0\x18ftypmp42" + b"\0" * 50, "视频"),
    (b"\xff\xd8\xff\xe0" + b"\0" * 100, "损坏"),
    (HEIC[:500], "损坏"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "损坏"),
])
def test_what_is_no_photo_is_refused_by_name(data, words):
    with pytest.raises(Refused) as refusal:
        prepare(data, "现场照片.jpg")
    assert "“现场照片.jpg”" in str(refusal.value) and words in str(refusal.value)
    assert str(refusal.value).endswith("。")


def absurd(kind: str, width: int, height: int) -> bytes:
    """A small file that declares an absurd size."""
    if kind == "png":
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100_000)), (b"IEND", b"")]
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
            for name, body in chunks
        )
    if kind == "webp":
        data = bytearray(coded(picture(mode="RGBA"), "WEBP", exif=phone_exif()))
        data[24:30] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        return bytes(data)
    if kind == "heic":
        at = HEIC.index(b"ispe") + 8
        return HEIC[:at] + struct.pack(">II", width, height) + HEIC[at + 8 :]
    data = bytearray(coded(picture()))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "heic"])
@pytest.mark.parametrize("size", [(60000, 60000), (12000, 12000), (8000, 7000)])
def test_a_huge_picture_is_refused_from_its_header(kind, size):
    if kind == "webp":
        size = tuple(min(edge, 16000) for edge in size)
    width, height = reversed(size) if kind == "heic" else size  # its box turns this HEIC by a quarter
    words = f"“bomb”有 {width}×{height} 像素"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(Refused, match=words):
            prepare(absurd(kind, *size), "bomb")


def test_sixty_four_megabytes_are_the_limit():
    with pytest.raises(Refused, match="“big.jpg”有 64 MB"):
        prepare(b"\xff\xd8\xff" + bytes(64 * 1024 * 1024), "big.jpg")


def test_one_bad_file_does_not_stop_the_others():
    good = coded(picture())
    files = [("1.jpg", good), ("坏.jpg", good[:400]), ("字.jpg", b"abc"), ("2.jpg", good)]
    taken, refused = prepare_many(files)
    assert [photo.name for photo in taken] == ["1.jpg", "2.jpg"]
    assert ["坏.jpg" in str(refused[0]), "字.jpg" in str(refused[1])] == [True, True]


SEEDS = [
    coded(picture(64, 48), exif=phone_exif(6), comment=b"note"),
    coded(picture(64, 48), progressive=True),
    coded(picture(64, 48, "CMYK")),
    coded(picture(64, 48), "PNG", exif=phone_exif(3), icc_profile=ImageCms.ImageCmsProfile(
        ImageCms.createProfile("sRGB")).tobytes()),
    coded(picture(64, 48, "P"), "PNG", transparency=0),
    coded(Image.new("I;16", (64, 48), 9), "PNG"),
    coded(picture(64, 48), "WEBP", exif=phone_exif(8)),
    coded(picture(64, 48, "RGBA"), "WEBP", lossless=True),
    HEIC,
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(range(len(SEEDS))),
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
)
def test_damaged_bytes_are_refused_or_harmless(seed, share, flips):
    data = bytearray(SEEDS[seed])
    for place, value in flips:
        data[int(place * len(data))] = value
    data = bytes(data[: max(1, round(share * len(data)))])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            prepared = prepare(data, "damaged")
        except Refused as refusal:
            assert "“damaged”" in str(refusal)
        else:
            for output in outputs(prepared):
                assert_bare(output)


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_cut_off_photos_are_refused_or_harmless(seed):
    data = SEEDS[seed]
    for length in range(1, len(data), max(1, len(data) // 60)):
        try:
            prepare(data[:length], "cut")
        except Refused as refusal:
            assert "“cut”" in str(refusal)

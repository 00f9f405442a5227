"""Draws blocks into a PDF.  The same blocks in the same frame give the same bytes."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path

import segno
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from yongji_desktop.papers import blocks
from yongji_desktop.papers.flow import Flow
from yongji_desktop.papers.fonts import font
from yongji_desktop.papers.frame import Frame, Rendered
from yongji_desktop.papers.geometry import GEOMETRIES, Geometry
from yongji_desktop.papers.jpeg import jpeg_size
from yongji_desktop.papers.surround import GREY, Surround
from yongji_desktop.papers.table import FRAME, Page
from yongji_desktop.papers.typeset import MM, Segment

RED = (0.80, 0.07, 0.09)
PROGRAM = "永济镇街安全工作台"
_TICK = ((0.16, 0.52), (0.40, 0.24), (0.86, 0.84))

_one_at_a_time = threading.Lock()  # the fonts' readers keep a position of their own

PhotoPath = Callable[[str], Path | None]


def render(
    content: list[blocks.Block],
    frame: Frame,
    photo_path: PhotoPath = lambda sha: None,
    geometry: Geometry | None = None,
) -> Rendered:
    """Lay out `content` and draw it.

    `photo_path` gives the JPEG print copy of a photo by its SHA-256 (None: a sentence is printed in its
    place); the file goes into the PDF as it is.  Paper and margins are those of the frame's family unless given.
    """
    geometry = geometry or GEOMETRIES[frame.family]
    flow = Flow(geometry, frame.number, frame.draft)
    pages = flow.pour(list(content))
    with _one_at_a_time:
        pdf = _draw(pages, frame, photo_path, geometry, flow.missing)
    return Rendered(pdf, len(pages), tuple(flow.missing))


def _draw(
    pages: list[Page], frame: Frame, photo_path: PhotoPath, geometry: Geometry, missing: list[str]
) -> bytes:
    buffer = io.BytesIO()
    size = (geometry.width * MM, geometry.height * MM)
    font("song")
    rl_config.useA85 = 0
    canvas = Canvas(
        buffer, pagesize=size, pageCompression=1, invariant=1, initialFontName="yongji-song", lang="zh-CN"
    )
    canvas.setTitle(f"{frame.title} {frame.number}" if frame.number and not frame.draft else frame.title)
    canvas.setAuthor(PROGRAM)
    canvas.setCreator(PROGRAM)
    canvas.setSubject(frame.unit)
    surround = Surround(geometry, frame, missing)
    painter = _Painter(canvas, surround, photo_path)
    for number, page in enumerate(pages, 1):
        surround.put(page, number, len(pages))
        painter.draw(page)
        if surround.has_qr:
            painter.qr(number, len(pages))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Painter:
    """Draws pages onto one canvas; coordinates are turned upside up here."""

    def __init__(self, canvas: Canvas, surround: Surround, photo_path: PhotoPath):
        self.canvas = canvas
        self.surround = surround
        self.photo_path = photo_path
        self.height = surround.height
        self.mask: int | None = None

    def draw(self, page: Page) -> None:
        """Put one page's fills, photos, lines, boxes and words on the canvas."""
        canvas, height = self.canvas, self.height
        for x, y, wide, high, shade in page.fills:
            canvas.setFillGray(shade)
            canvas.rect(x, height - y - high, wide, high, stroke=0, fill=1)
        canvas.setFillGray(0)
        for image in page.images:
            self._image(page, *image)
        for x0, y0, x1, y1, width, grey in page.lines:
            canvas.setLineWidth(width)
            canvas.setStrokeGray(grey)
            canvas.line(x0, height - y0, x1, height - y1)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(FRAME)
        for x, y, wide, high in page.frames:
            canvas.rect(x, height - y - high, wide, high, stroke=1, fill=0)
        for box in page.boxes:
            self._box(*box)
        if page.dashes:
            canvas.saveState()
            canvas.setDash(3, 2.5)
            canvas.setLineWidth(0.6)
            for x0, x1, y in page.dashes:
                canvas.line(x0, height - y, x1, height - y)
            canvas.restoreState()
        self._texts(page.texts)
        if page.red or page.red_bars:
            canvas.saveState()
            canvas.setFillColorRGB(*RED)
            for x0, y, x1, thick in page.red_bars:
                canvas.rect(x0, height - y - thick, x1 - x0, thick, stroke=0, fill=1)
            self._texts(page.red)
            canvas.restoreState()

    def _texts(self, texts: list[tuple[float, float, Segment]]) -> None:
        """Write segments; the colour is left as it was unless some are grey."""
        writer = self.canvas.beginText()
        grey, spacing = False, 0.0
        for x, y, segment in texts:
            if segment.grey != grey:
                grey = segment.grey
                writer.setFillGray(GREY if grey else 0)
            if segment.spacing != spacing:
                spacing = segment.spacing
                writer.setCharSpace(spacing)
            writer.setFont(segment.font, segment.size)
            writer.setTextOrigin(x, self.height - y)
            writer.textOut(segment.text)
        writer.setCharSpace(0)
        if grey:
            writer.setFillGray(0)
        self.canvas.drawText(writer)

    def _box(self, x: float, y: float, side: float, ticked: bool) -> None:
        canvas, base = self.canvas, self.height - y
        canvas.setLineWidth(0.6)
        canvas.rect(x, base, side, side, stroke=1, fill=0)
        if ticked:
            canvas.setLineWidth(1.1)
            path = canvas.beginPath()
            for n, (across, up) in enumerate(_TICK):
                (path.lineTo if n else path.moveTo)(x + across * side, base + up * side)
            canvas.drawPath(path)

    def _image(self, page: Page, x: float, y: float, wide: float, high: float, sha: str) -> None:
        path = self.photo_path(sha)
        if path is None:
            page.add(self.surround.line("（照片原文件不在本机）", 10.5), x + wide / 2 - 58, y + high / 2)
            return
        canvas, name = self.canvas, f"photo-{sha}"
        document = canvas._doc
        if document.getXObjectName(name) not in document.idToObject:
            document.addForm(name, _jpeg(Path(path).read_bytes()))
        pixels_wide, pixels_high = document.idToObject[document.getXObjectName(name)].pixels
        scale = min(wide / pixels_wide, high / pixels_high)
        width, height = pixels_wide * scale, pixels_high * scale
        canvas.saveState()
        canvas.translate(x + (wide - width) / 2, self.height - y - high + (high - height) / 2)
        canvas.scale(width, height)
        canvas.doForm(name)
        canvas.restoreState()

    def qr(self, number: int, count: int) -> None:
        """The QR code of a page: which paper, version, check code and page this is."""
        content = self.surround.qr_words(number, count)
        code = segno.make(
            content, error="m", boost_error=False, micro=False, mode="byte", encoding="utf-8", mask=self.mask
        )
        self.mask = code.mask
        side, top, right = self.surround.qr_place(number)
        module = side / len(code.matrix)
        runs = []
        for row, cells in enumerate(code.matrix):
            start = None
            for column, dark in enumerate([*cells, 0]):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    runs.append(f"{start} {-row - 1} {column - start} 1 re")
                    start = None
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(right - side, self.height - top)
        canvas.scale(module, module)
        canvas._code.append(" ".join(runs) + " f")
        canvas.restoreState()


class _Jpeg(pdfdoc.PDFStream):
    """A JPEG file as a PDF image, byte for byte."""

    pixels = (1, 1)


def _jpeg(data: bytes) -> _Jpeg:
    size, components = jpeg_size(data)
    stream = _Jpeg(content=data, filters=[])
    stream.pixels = size
    stream.dictionary["Type"] = pdfdoc.PDFName("XObject")
    stream.dictionary["Subtype"] = pdfdoc.PDFName("Image")
    stream.dictionary["Width"], stream.dictionary["Height"] = size
    stream.dictionary["ColorSpace"] = pdfdoc.PDFName("DeviceGray" if components == 1 else "DeviceRGB")
    stream.dictionary["BitsPerComponent"] = 8
    stream.dictionary["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName("DCTDecode")])
    return stream
